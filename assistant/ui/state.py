"""What outlives one run of a page: the services, shared by all sessions, and each session's own conversation.

Keys of the session's state, each written here only: "conversation", "opened" (a product's id), "chosen" (ids to compare),
"comparing" (whether they are shown side by side), "wanted" (what a press asked for and the page is still to do), "address"
(what the page's address said when it was last drawn), "pressed" (whether this run answers a press), "notice" (one line),
"signed-in" (the key of the sign-in and the mark of the passphrase it was made with).
"""

from __future__ import annotations

import gc
import secrets
import threading
from dataclasses import replace
from functools import partial

import streamlit as st

from assistant import connections
from assistant.access import SHOPPER, Role, SignIns, Visitor, by_claims
from assistant.address import MOST_COMPARED, Address, read_address, write_address
from assistant.conversation import Conversation
from assistant.errors import in_words
from assistant.passphrase import Passphrase
from assistant.services import Services, open_services
from assistant.settings import read_settings
from assistant.ui.browser import browser_token
from assistant.ui.language import _, said
from models.errors import CurioError
from models.phrase import phrase


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The parts of this Curio; they load in the background from the first call on."""
    connections.watch()
    opened = open_services(read_settings())
    threading.Thread(target=_warm, args=[opened], name="warm", daemon=True).start()
    return opened


def _warm(opened: Services) -> None:
    """Load everything, and have the collector of garbage pass over it. Streamlit sends it through all there is after every run
    of a page, which with the models loaded holds up every shopper for a seventh of a second."""
    opened.warm()
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()


def reopen() -> None:
    """Let go of every part and open them anew, as the settings now say."""
    old = services()
    services.clear()
    old.close()
    gc.unfreeze()


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
        st.session_state["notice"] = phrase(
            "Your sign-in has ended, and what you pressed last was not done. Sign in to go on."
        )
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
    st.session_state["pressed"] = True
    try:
        action(*args)
    except Exception as error:  # the page's edge
        st.session_state["notice"] = in_words(error)
        return False
    return True


def soon(action, *args) -> None:
    """From a press: have the page do this, where it can show that it is at it. A press itself can show nothing."""
    st.session_state["pressed"] = True
    st.session_state["wanted"] = (action, args)


def draw_anew() -> None:
    """From a fragment that draws itself by the clock: draw the whole page, as it stands. The browser that asked for the
    fragment may not have known the newest address yet, and what it told is no wish to go back."""
    st.session_state["pressed"] = True
    st.rerun()


def is_wanted() -> bool:
    """Whether something is still to be done; a fragment that finds so leaves it to the page."""
    return "wanted" in st.session_state


def do_wanted() -> None:
    """Do what a press asked for, under a spinner that comes when it takes longer than a tenth of a second."""
    if is_wanted():
        with st.spinner(_("Looking through the shop…")):
            action, args = st.session_state.pop("wanted")
            attempt(action, *args)


def notice() -> str:
    """The line to show now, once."""
    return said(st.session_state.pop("notice", ""))


# What is open over the page, and what is chosen to be compared


def opened_product() -> str:
    return st.session_state.get("opened", "")


def open_product(product_id: str) -> None:
    st.session_state["pressed"] = True
    st.session_state["opened"] = product_id
    conversation().opened(product_id)
    _looked_at(product_id)


def _looked_at(product_id: str) -> None:
    """Keep it among what this browser looked at lately, where the shop keeps such things."""
    if services().settings.keep_days and product_id in services().shopfront.products([product_id]):
        services().kept.look(browser_token(), product_id)


def close_product() -> None:
    st.session_state["pressed"] = True
    st.session_state["opened"] = ""


def chosen_products() -> tuple[str, ...]:
    """The ids to compare, in the order chosen, at most MOST_COMPARED."""
    return st.session_state.get("chosen", ())


def choose_product(product_id: str, wanted: bool) -> None:
    """Take a product among those to compare, or out of them. Doing so twice is doing it once: a browser that leaves a page
    while it is being drawn tells once more what stood there."""
    chosen = chosen_products()
    if wanted == (product_id in chosen):
        return
    st.session_state["pressed"] = True
    if not wanted:
        st.session_state["chosen"] = tuple(one for one in chosen if one != product_id)
        if len(chosen) <= 2:
            close_comparison()
    elif len(chosen) < MOST_COMPARED:
        st.session_state["chosen"] = (*chosen, product_id)
    else:
        st.session_state["notice"] = phrase(
            "Up to {most} products are compared. Take one out first.", most=MOST_COMPARED
        )


def choose_none() -> None:
    st.session_state["chosen"] = ()
    close_comparison()


def comparing() -> bool:
    return bool(st.session_state.get("comparing"))


def open_comparison() -> None:
    close_product()
    st.session_state["comparing"] = True


def close_comparison() -> None:
    st.session_state["pressed"] = True
    st.session_state["comparing"] = False


def more_like(product_id: str) -> None:
    """From a card or a view over the page: close that, and show what is like it."""
    close_product()
    close_comparison()
    soon(conversation().more_like, product_id)


# The address


def arrived() -> Address | None:
    """What the address asks for where it is not what the page last wrote: a link, or the browser's Back and Forward.

    None where there is nothing new, and where a press is being answered: the browser may not know the last address yet.
    """
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    before = st.session_state.get("address", {})
    return read_address(now) if now != before and not st.session_state.get("pressed") else None


def open_address(address: Address) -> None:
    """Show what an address says. Raises as `Conversation.reopen` does; then the page is as it was."""
    st.session_state["opened"] = address.product
    if address.product:
        _looked_at(address.product)
    st.session_state["comparing"] = len(address.compared) > 1
    if address.compared:
        st.session_state["chosen"] = address.compared
    talk = conversation()
    if replace(address, product="", compared=()) != talk.address:
        talk.reopen(address)


def write_page_address(talk: Conversation) -> None:
    """Let the address say what is shown."""
    compared = chosen_products() if comparing() else ()
    said = write_address(replace(talk.address, product=opened_product(), compared=compared))
    if said != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(said)
    st.session_state["address"] = said
    st.session_state["pressed"] = False
