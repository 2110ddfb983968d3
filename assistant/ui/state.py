"""What outlives one run of a page: the services, shared by all sessions, and each session's own conversation.

Keys of the session's state, each written here only: "conversation", "opened" (a product's id), "notice" (one line), "signed-in"
(the key of the sign-in and the mark of the passphrase it was made with).
"""

from __future__ import annotations

import secrets
import threading
from functools import partial

import streamlit as st

from assistant import connections
from assistant.access import SHOPPER, Role, SignIns, Visitor, by_claims
from assistant.conversation import Conversation
from assistant.errors import in_words
from assistant.passphrase import Passphrase
from assistant.services import Services, open_services
from assistant.settings import read_settings
from models.errors import CurioError


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The parts of this Curio; they load in the background from the first call on."""
    connections.watch()
    opened = open_services(read_settings())
    threading.Thread(target=opened.warm, name="warm", daemon=True).start()
    return opened


def reopen() -> None:
    """Let go of every part and open them anew, as the settings now say."""
    old = services()
    services.clear()
    old.close()


@st.cache_resource(show_spinner=False)
def _sign_ins() -> SignIns:
    """Who has signed in, whichever session asks."""
    settings = services().settings
    return SignIns(settings.idle_minutes * 60, settings.sign_in_hours * 3600)


def visitor() -> Visitor:
    """Who is here, now. Ask anew for each action; what it returns stops being a merchandiser when the sign-in ends."""
    settings = services().settings
    if settings.merchandiser_claim:
        claims = st.user.to_dict()
        known = by_claims(claims, settings) if claims.get("is_logged_in") else SHOPPER
        key = _provider_key(claims)
        if known.role is not Role.MERCHANDISER or not _sign_ins().holds(key):
            return Visitor(Role.SHOPPER, known.name)
        return Visitor(Role.MERCHANDISER, known.name, partial(_sign_ins().holds, key))
    key, mark = st.session_state.get("signed-in", ("", ""))
    holds = partial(_passphrase_holds, _sign_ins(), Passphrase(settings.home), key, mark)
    return Visitor(Role.MERCHANDISER, standing=holds) if holds() else SHOPPER


def arrive() -> Visitor:
    """Who is here, at the start of a run: a press keeps a sign-in, while a fragment that draws itself again does not.

    Someone whose sign-in has ended meanwhile loses all that the session held, and reads why.
    """
    settings = services().settings
    if settings.merchandiser_claim:
        claims = st.user.to_dict()
        if claims.get("is_logged_in"):
            key = _provider_key(claims)
            # A provider's cookie outlives this process; how long ago it was given counts all the same.
            _sign_ins().begin(key, since=_issued(claims))
            _sign_ins().seen(key)
        return visitor()
    key, _mark = st.session_state.get("signed-in", ("", ""))
    me = visitor()
    if me.role is Role.MERCHANDISER:
        _sign_ins().seen(key)
    elif key:
        st.session_state.clear()
        st.session_state["notice"] = "Your sign-in has ended, and what you pressed last was not done. Sign in to go on."
    return me


def staff_only() -> None:
    """What merchandisers' pages, and fragments of these, call first: for anybody else the run begins anew, with the sign-in."""
    if visitor().role is not Role.MERCHANDISER:
        st.rerun()


def sign_in(words: str) -> None:
    """Make this session a merchandiser's. Raises NotAllowed when `words` are not the passphrase, or tried too soon."""
    mark = Passphrase(services().home).check(words)
    key = secrets.token_urlsafe()
    _sign_ins().begin(key)
    st.session_state["signed-in"] = (key, mark)


def sign_out() -> None:
    """Make this session a shopper's again, with nothing left in it."""
    if services().settings.merchandiser_claim:
        _sign_ins().end(_provider_key(st.user.to_dict()))
        st.logout()
    else:
        _sign_ins().end(st.session_state.get("signed-in", ("", ""))[0])
    st.session_state.clear()


def _passphrase_holds(sign_ins: SignIns, passphrase: Passphrase, key: str, mark: str) -> bool:
    """Whether a sign-in by passphrase still holds: it has not ended, and the passphrase is the one it was made with."""
    try:
        return sign_ins.holds(key) and passphrase.mark == mark
    except CurioError:  # a passphrase that cannot be read is nobody's
        return False


def _provider_key(claims: dict) -> str:
    return " ".join(str(claims.get(name, "")) for name in ("iss", "sub", "iat"))


def _issued(claims: dict) -> float:
    """When the provider gave the claims; long ago where it does not say."""
    issued = claims.get("iat")
    return float(issued) if isinstance(issued, int | float) else 0.0


def conversation() -> Conversation:
    """This session's own; begun anew when the services were."""
    kept = st.session_state.get("conversation")
    if kept is None or kept.services is not services():
        kept = st.session_state["conversation"] = Conversation(services())
    return kept


def attempt(action, *args) -> bool:
    """Do what a shopper asked; what goes wrong becomes one line on the page, and what was there stays."""
    try:
        action(*args)
    except Exception as error:  # the page's edge
        st.session_state["notice"] = in_words(error)
        return False
    return True


def notice() -> str:
    """The line to show now, once."""
    return st.session_state.pop("notice", "")


def opened_product() -> str:
    return st.session_state.get("opened", "")


def open_product(product_id: str) -> None:
    st.session_state["opened"] = product_id
    conversation().opened(product_id)


def close_product() -> None:
    st.session_state["opened"] = ""


def more_like(product_id: str) -> None:
    """From a card or the product's own view: close that, and show what is like it."""
    close_product()
    attempt(conversation().more_like, product_id)
