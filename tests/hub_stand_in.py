"""A local stand-in of the model hub's HTTP interface: model info, resolve with ranges, and faults on demand."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

COMMIT = "c0ffee" * 6 + "c0de"


class HubStandIn:
    """Serves `repos` (repo → path → bytes). `cut_after` ends each download's connection after so many bytes;
    `stall_after` lets it hang there until `go_on` is set;
    `tampered` names files whose bytes differ from their announced hash. `sent` counts the body bytes sent."""

    def __init__(self, repos: dict[str, dict[str, bytes]]) -> None:
        self.repos = repos
        self.cut_after: int | None = None
        self.stall_after: int | None = None
        self.go_on = threading.Event()
        self.tampered: set[str] = set()
        self.sent = 0
        self.ranges: list[str] = []
        self.url = ""

    @contextmanager
    def serving(self) -> Iterator[HubStandIn]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def info(self, repo: str) -> dict[str, Any]:
        siblings: list[dict[str, Any]] = []
        for path, content in self.repos[repo].items():
            sha1 = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
            sibling: dict[str, Any] = {"rfilename": path, "size": len(content), "blobId": sha1}
            if is_large(path):
                sibling["lfs"] = {
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "size": len(content),
                    "pointerSize": 134,
                }
            siblings.append(sibling)
        return {
            "_id": "1",
            "id": repo,
            "modelId": repo,
            "sha": COMMIT,
            "private": False,
            "tags": [],
            "siblings": siblings,
        }


def is_large(path: str) -> bool:
    """What a real repository keeps in LFS."""
    return path.endswith((".gguf", ".safetensors"))


def _handler(hub: HubStandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the tests' output clean."""

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, body: bool) -> None:
            path = self.path.split("?")[0]
            if (info := re.fullmatch(r"/api/models/(.+?)/revision/[^/]+", path)) and info[1] in hub.repos:
                self._send(200, json.dumps(hub.info(info[1])).encode(), {"Content-Type": "application/json"}, body)
            elif (file := re.fullmatch(r"/(.+?)/resolve/[^/]+/(.+)", path)) and file[2] in hub.repos.get(file[1], {}):
                self._file(file[2], hub.repos[file[1]][file[2]], body)
            else:
                self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body)

        def _file(self, path: str, content: bytes, body: bool) -> None:
            digest = hashlib.sha256 if is_large(path) else hashlib.sha1
            headers = {"ETag": f'"{digest(content).hexdigest()}"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
            if path in hub.tampered:
                content = bytes(reversed(content))
            status, start = 200, 0
            if body and (asked := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))):
                start, status = int(asked[1]), 206
                hub.ranges.append(asked[0])
                headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self._send(status, content[start:], headers, body, cut=hub.cut_after)

        def _send(
            self, status: int, content: bytes, headers: dict[str, str], body: bool, cut: int | None = None
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not body:
                return
            if hub.stall_after is not None and len(content) > hub.stall_after:
                self.wfile.write(content[: hub.stall_after])
                self.wfile.flush()
                hub.sent += hub.stall_after
                hub.go_on.wait(60)
                self.close_connection = True
                return
            sent = content if cut is None else content[:cut]
            hub.sent += len(sent)
            self.wfile.write(sent)
            if cut is not None and cut < len(content):
                self.wfile.flush()
                self.close_connection = True
                self.connection.close()

    return Handler
