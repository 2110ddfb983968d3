"""What `python -m assistant serve` has Streamlit serve: the page of app.py, the shop's pictures, and a browser's cookie.

Streamlit itself sets no cookie of an app's. An ASGI layer before it can, and one that scripts cannot read (HttpOnly).
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import read_settings
from assistant.ui import pictures
from assistant.ui.browser import COOKIE, MAX_AGE, known_token, new_token, successors

_PAGE = Path(__file__).parents[2] / "app.py"


class KnownBrowser:
    """Gives each browser that opens a page its token, and one that comes again the same for another while."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        # Pictures, scripts, and whoever looks after the server ask for something else.
        if "text/html" not in request.headers.get("accept", ""):
            await self._app(scope, receive, send)
            return
        cookie = _cookie(request, _held(request) or new_token())

        async def send_with_it(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A cache between the shop and its shoppers must not give one's token to all.
                others = [(name, value) for name, value in message["headers"] if name.lower() != b"cache-control"]
                own = [(b"cache-control", b"private, no-cache"), (b"set-cookie", cookie.encode("latin-1"))]
                message["headers"] = others + own
            await send(message)

        await self._app(scope, receive, send_with_it)


def _held(request: Request) -> str | None:
    token = known_token(request.cookies.get(COOKIE))
    return successors.now(token) if token else None


def _cookie(request: Request, token: str) -> str:
    # Behind a proxy with TLS the browser's own connection is what counts.
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
    return f"{COOKIE}={token}; Max-Age={MAX_AGE}; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")


_settings = read_settings()
app = st.App(
    _PAGE,
    routes=[pictures.route(_settings.home)],
    middleware=[Middleware(KnownBrowser)] if _settings.keep_days else None,
)
