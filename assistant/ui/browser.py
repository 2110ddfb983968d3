"""Which browser is here: a random token that the server hands out in a cookie which no script can read.

The cookie comes with the page itself (`server`), so it is there before the first press; what is kept under it is the business
of `catalog.kept_boards`, which holds its hash only. Where no cookie came, as under `streamlit run app.py` or in a browser that
takes none, things are kept under a token of this visit's own, and the page says so. Owns the session's keys "browser" and
"renewed".
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict

import streamlit as st

COOKIE = "curio"
MAX_AGE = 400 * 86_400  # seconds; browsers shorten what is longer
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_SUCCESSORS = 10_000


class Successors:
    """Which token took the place of which, since this process began: a session cannot set a cookie, and other windows of the
    same browser still hold the old one."""

    def __init__(self) -> None:
        self._after: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def replace(self, token: str) -> str:
        """Return the new token that is used in the place of this one from now on."""
        with self._lock:
            self._after[token] = after = new_token()
            while len(self._after) > _MOST_SUCCESSORS:
                self._after.popitem(last=False)
        return after

    def now(self, token: str) -> str:
        """The token that is used in the place of this one; itself, unless it was replaced."""
        with self._lock:
            while token in self._after:
                token = self._after[token]
        return token


successors = Successors()


def new_token() -> str:
    """256 random bits, as 43 characters that need no quoting anywhere."""
    return secrets.token_urlsafe(32)


def known_token(cookie: object) -> str | None:
    """The token in a cookie, if it is one of ours by its form."""
    return cookie if isinstance(cookie, str) and _TOKEN.fullmatch(cookie) else None


def browser_token() -> str:
    """This browser's token, the same for the whole visit."""
    if "browser" not in st.session_state:
        st.session_state["browser"] = known_token(st.context.cookies.get(COOKIE)) or new_token()
    return successors.now(st.session_state["browser"])


def lasting() -> bool:
    """Whether the browser holds the token, so that what is kept now is there next time."""
    return known_token(st.context.cookies.get(COOKIE)) is not None


def renew_token() -> None:
    """Go on under a new token, in every window; `hand_out` gives it to the browser."""
    successors.replace(browser_token())
    st.session_state["renewed"] = lasting()


def hand_out() -> None:
    """Have the browser ask for a page, which brings its new token, if it has one. Drawn by a page, after what it says."""
    if st.session_state.pop("renewed", False):
        st.html("<script>fetch('/', {headers: {Accept: 'text/html'}})</script>", unsafe_allow_javascript=True)
