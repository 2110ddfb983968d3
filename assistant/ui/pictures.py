"""Where a browser fetches the shop's own pictures: by what they hold, so that it fetches each of them once.

`st.image` keeps what a page shows in memory for as long as a run of that page says so, and forgets it as soon as any run ends
that did not: where several shoppers are at the shop, or a suggestion is being written, a picture that is asked for in between
is gone. What a shopper shows stays with `st.image`: it is that shopper's alone, and on no disk.
"""

from __future__ import annotations

import re
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from catalog.images import PictureFolder

_PATH = "/pictures"
_NAME = re.compile(r"([0-9a-f]{64})(\.small)?\.webp")
# Another picture has another address.
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def address_of(name: str) -> str:
    """Where a copy of a picture is fetched, by the name of its file."""
    return f"{_PATH}/{name}"


def route(home: Path) -> Route:
    """What gives the pictures of a data folder; HTTP 404 for anything else."""
    folder = PictureFolder(home)

    async def picture(request: Request) -> Response:
        named = _NAME.fullmatch(request.path_params["name"])
        if named is None:
            raise HTTPException(404)
        file = (folder.thumbnail if named[2] else folder.page)(named[1])
        if not file.is_file():
            raise HTTPException(404)
        return FileResponse(file, media_type="image/webp", headers=_HEADERS)

    return Route(f"{_PATH}/{{name}}", picture, methods=["GET", "HEAD"])
