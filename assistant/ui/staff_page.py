"""Where staff sign in and out. Drawn also at the addresses of the pages that are theirs, for whoever has not signed in."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import streamlit as st
from streamlit.errors import StreamlitAuthError

from assistant.access import Role, Visitor
from assistant.errors import SettingsInvalid
from assistant.passphrase import LONGEST, NEW
from assistant.ui.components.words import plain
from assistant.ui.language import _, said
from assistant.ui.state import attempt, notice, services, sign_in, sign_out, visitor
from models.phrase import phrase

_log = logging.getLogger(__name__)
_PURPOSE = phrase("Sign in to bring products in and to choose the models. Shopping needs no sign-in.")


def page(onwards=None) -> None:
    """Draw the way in, or the way out. Whoever signs in is taken to the page `onwards`, or stays at the address they typed."""
    me = visitor()
    with st.container(key="staff"):
        st.markdown("# " + _("Staff"), anchors=False)
        if line := notice():
            st.warning(plain(line))
        if me.role is Role.MERCHANDISER:
            _signed_in(me)
        elif services().settings.merchandiser_claim:
            _by_provider(me)
        else:
            _by_passphrase(onwards)


def _signed_in(me: Visitor) -> None:
    settings = services().settings
    named = _("You are signed in as **{name}**.").format(name=plain(me.name))
    st.write(named if me.name else _("You are signed in."))
    st.caption(
        _(
            "You will be signed out after {minutes} min without a press of a button, and {hours} h after signing in."
        ).format(minutes=f"{settings.idle_minutes:g}", hours=f"{settings.sign_in_hours:g}")
    )
    st.button(_("Sign out"), icon=":material/logout:", on_click=sign_out)


def _by_passphrase(onwards) -> None:
    st.write(said(_PURPOSE))
    with st.form("sign-in", clear_on_submit=True, border=False):
        words = st.text_input(_("Passphrase"), type="password", autocomplete="current-password", max_chars=LONGEST)
        entered = st.form_submit_button(_("Sign in"), type="primary", icon=":material/login:")
    st.caption(
        _("It was shown once, in the terminal where Curio was first started. Is it lost? This makes a new one, there:")
    )
    st.code(f".venv/bin/{NEW}", language=None)
    if entered:
        if attempt(sign_in, words) and onwards is not None:
            st.switch_page(onwards)
        st.rerun()


def _by_provider(me: Visitor) -> None:
    if st.user.get("is_logged_in"):
        st.write(
            _(
                "You are signed in as **{name}**, but not as one of the shop's staff, or too long ago. Whoever runs Curio "
                "decides who is."
            ).format(name=plain(me.name))
        )
    else:
        st.write(said(_PURPOSE))
    try:
        auth = st.secrets.get("auth", {})
    except FileNotFoundError:
        auth = {}
    if not auth:
        st.warning(
            _(
                "Signing in is not set up: `.streamlit/secrets.toml` has no section `[auth]`. The README says what goes "
                "into it."
            )
        )
        return
    named = [name for name, one in auth.items() if isinstance(one, Mapping) and "client_id" in one]
    for provider in named or [None]:
        by = _("Sign in with {provider}").format(provider=plain(provider.capitalize())) if provider else _("Sign in")
        st.button(by, key=f"provider-{provider}", icon=":material/login:", on_click=attempt, args=(_ask, provider))


def _ask(provider: str | None) -> None:
    try:
        st.login(provider) if provider else st.login()
    except StreamlitAuthError as error:
        _log.error("st.login refused", exc_info=error)
        raise SettingsInvalid(
            phrase(
                "Signing in is not set up: the section [auth] of .streamlit/secrets.toml is not complete, or Authlib is not "
                "installed (pip install -r requirements-oidc.txt). The log says which."
            )
        ) from error
