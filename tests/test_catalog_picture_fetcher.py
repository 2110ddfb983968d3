"""Pictures by address, from a server of this machine: what is fetched, how often, and what never is."""

from __future__ import annotations

import http.server
import io
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from catalog import picture_fetcher
from catalog.errors import ImageUnreadable, InvalidRequest, StoreUnavailable
from catalog.picture_fetcher import Address, PictureFetcher, is_public
from tests.small_models import unwritable_folder

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def png(color: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(out, "PNG")
    return out.getvalue()


class Server:
    """A web server of this machine. `answers` says what each path gives; `asked` which were asked for, with their headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                outer.answers.get(self.path, give(b"no", 404))(self)

            def log_message(self, *_: object) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def give(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def in_turn(*answers: Answer) -> Answer:
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server()
    yield opened
    opened.close()


def here(address: Address) -> bool:
    return address == ipaddress.ip_address("127.0.0.1")


def fetcher(
    folder: Path, server: Server, *more: str, sleep: Callable[[float], None] = lambda _: None
) -> PictureFetcher:
    return PictureFetcher(folder, frozenset({server.host, *more}), allowed=here, sleep=sleep)


def test_a_picture_is_fetched_once_and_kept(tmp_path: Path, server: Server) -> None:
    server.answers["/a.png?v=1"] = give(png())
    address = f"http://{server.host}/a.png?v=1"
    file = fetcher(tmp_path, server).fetch(address)
    assert file.read_bytes() == png()
    assert fetcher(tmp_path, server).fetch(address) == file
    assert server.paths == ["/a.png?v=1"]
    [(_, headers)] = server.asked
    assert (headers["Host"], headers["User-Agent"][:6]) == (server.host, "Curio/")


def test_a_second_run_fetches_only_what_is_missing(tmp_path: Path, server: Server) -> None:
    server.answers["/a.png"] = give(png())
    server.answers["/b.png"] = in_turn(give(b"", 500), give(png("blue")))
    for run in range(2):
        one = fetcher(tmp_path, server)
        one.fetch(f"http://{server.host}/a.png")
        if run == 0:
            with pytest.raises(ImageUnreadable, match="it answers 500"):
                one.fetch(f"http://{server.host}/b.png")
        else:
            one.fetch(f"http://{server.host}/b.png")
    assert server.paths == ["/a.png", "/b.png", "/b.png"]
    assert not list(tmp_path.rglob("*.tmp"))


def test_names_that_need_escaping_are_escaped(tmp_path: Path, server: Server) -> None:
    server.answers["/gr%C3%BCn%20mug.png"] = give(png())
    assert fetcher(tmp_path, server).fetch(f"http://{server.host}/grün mug.png").is_file()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (give(b"<html>Sign in</html>"), "no picture"), (give(b""), "empty"), (give(png()[:48]), "damaged"),
        (give(b"x", 404), "404"),
        (give(b"x", 403), "403"), (give(b"", 302, Location="/a.png"), "without end"), (give(b"", 302), "without end"),
        (give(b"", 302, Location="file:///etc/passwd"), "no address"), (give(b"", 302, Location="ftp://x/"), "no address"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_one_line_and_not_kept(tmp_path: Path, server: Server, answer: Answer, said: str) -> None:
    server.answers["/a.png"] = answer
    with pytest.raises(ImageUnreadable, match=said) as error:
        fetcher(tmp_path, server).fetch(f"http://{server.host}/a.png")
    assert "\n" not in str(error.value)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_picture_without_end_is_cut_off(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_fetcher, "MAX_BYTES", 1_000)
    server.answers["/a.png"] = give(b"x" * 2_000)
    with pytest.raises(ImageUnreadable, match="larger than"):
        fetcher(tmp_path, server).fetch(f"http://{server.host}/a.png")
    server.answers["/b.png"] = give(png())  # and what was left of it is not taken for the next one
    assert fetcher(tmp_path, server).fetch(f"http://{server.host}/b.png").read_bytes() == png()


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_host_that_drips_is_cut_off_by_the_clock(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, in_headers: bool
) -> None:
    monkeypatch.setattr(picture_fetcher, "_MAX_SECONDS", 0.5)
    stop = threading.Event()

    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n" + (b"X-A: " if in_headers else b"\r\n"))
        while not stop.wait(0.05):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    server.answers["/a.png"] = drip
    started = time.monotonic()
    with pytest.raises(ImageUnreadable):
        fetcher(tmp_path, server).fetch(f"http://{server.host}/a.png")
    stop.set()
    assert time.monotonic() - started < 60  # the drip would last 5,000 seconds


def test_one_host_is_asked_one_thing_at_a_time_and_not_at_once_again(tmp_path: Path, server: Server) -> None:
    waits: list[float] = []
    busy, most = 0, 0
    guard = threading.Lock()

    def slow(handler: http.server.BaseHTTPRequestHandler) -> None:
        nonlocal busy, most
        with guard:
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)
        with guard:
            busy -= 1
        give(png())(handler)

    one = PictureFetcher(tmp_path, frozenset({server.host}), allowed=here, delay=5.0, sleep=waits.append)
    server.answers.update({f"/{n}.png": slow for n in range(5)})
    threads = [threading.Thread(target=one.fetch, args=(f"http://{server.host}/{n}.png",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert sorted(wait > 1 for wait in waits) == [False, True, True, True, True]


def test_a_host_that_asks_for_time_is_given_it(tmp_path: Path, server: Server) -> None:
    waits: list[float] = []
    server.answers["/a.png"] = in_turn(give(b"", 429, Retry_After="7"), give(b"", 503), give(png()))
    fetcher(tmp_path, server, sleep=waits.append).fetch(f"http://{server.host}/a.png")
    assert [round(wait) for wait in waits] == [0, 7, 1]


def test_a_host_that_asks_for_too_much_time_is_left_alone(tmp_path: Path, server: Server) -> None:
    server.answers["/a.png"] = give(b"", 429, Retry_After="3600")
    one = fetcher(tmp_path, server)
    for _ in range(3):
        with pytest.raises(ImageUnreadable, match="left alone for 3600 seconds"):
            one.fetch(f"http://{server.host}/a.png")
    assert len(server.asked) == 1


def test_a_host_that_is_down_is_given_up(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    one = PictureFetcher(tmp_path, frozenset({host}), allowed=here, sleep=lambda _: None)
    said = []
    for n in range(7):
        with pytest.raises(ImageUnreadable) as error:
            one.fetch(f"http://{host}/{n}.png")
        said.append(str(error.value))
    assert "Try again later" in said[0]
    assert "Run the import again" in said[6]


def test_redirects_are_followed_within_what_is_allowed(tmp_path: Path, server: Server) -> None:
    server.answers["/a.png"] = give(b"", 302, Location="/b.png")
    server.answers["/b.png"] = give(b"", 301, Location=f"http://{server.host}/c.png")
    server.answers["/c.png"] = give(png())
    assert fetcher(tmp_path, server).fetch(f"http://{server.host}/a.png").read_bytes() == png()


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/a.png", "http://[::1]/a.png", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/a.png",
     "http://2130706434/a.png", "http://[::ffff:10.0.0.1]/a.png", "https://elsewhere.example/a.png"],
)  # fmt: skip
def test_redirects_lead_nowhere_else(tmp_path: Path, server: Server, target: str) -> None:
    server.answers["/a.png"] = give(b"", 302, Location=target)
    with pytest.raises(ImageUnreadable, match="not fetched from"):
        fetcher(tmp_path, server).fetch(f"http://{server.host}/a.png")
    allowed = target.split("/")[2]  # and were the name allowed, its address is not
    if "example" not in allowed:
        with pytest.raises(ImageUnreadable, match="not of the open internet"):
            fetcher(tmp_path, server, allowed).fetch(f"http://{server.host}/a.png")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "192.168.0.1", "172.16.5.5", "100.64.0.1", "0.0.0.0",
     "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fd00::1]", "224.0.0.1", "255.255.255.255", "2130706433",
     "0x7f000001", "0177.0.0.1", "127.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]"],
)  # fmt: skip
def test_by_default_nothing_inside_a_network_is_asked(
    tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object) -> None:
        raise AssertionError("it connected")

    monkeypatch.setattr(socket.socket, "connect", connected)
    one = PictureFetcher(tmp_path, frozenset({host}))
    for scheme in ("http", "https"):
        with pytest.raises(ImageUnreadable, match="not of the open internet"):
            one.fetch(f"{scheme}://{host}/a.png")


def test_a_name_is_resolved_once_and_its_checked_address_is_asked(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer of a name, which is inside the network, is never used."""
    port = int(server.host.rpartition(":")[2])
    server.answers.update({f"/{n}.png": give(png()) for n in range(3)})
    answers = iter(["127.0.0.1"])

    def resolved(name: str, *_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        if name.startswith("127.0.0."):  # an address is its own answer
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port))]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.9"), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    one = PictureFetcher(tmp_path, frozenset({f"cdn.example:{port}"}), allowed=here, sleep=lambda _: None)
    for n in range(3):
        one.fetch(f"http://cdn.example:{port}/{n}.png")
    assert {headers["Host"] for _, headers in server.asked} == {f"cdn.example:{port}"}
    again = PictureFetcher(tmp_path, frozenset({f"cdn.example:{port}"}), allowed=here)
    with pytest.raises(ImageUnreadable, match="not of the open internet"):
        again.fetch(f"http://cdn.example:{port}/new.png")


def test_a_name_with_one_address_inside_is_refused_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ImageUnreadable, match="not of the open internet"):
        PictureFetcher(tmp_path, frozenset({"cdn.example"})).fetch("http://cdn.example/a.png")


@pytest.mark.parametrize(
    "address",
    ["http://other.example/a.png", "http://cdn.example:8080/a.png", "http://cdn.example.evil.example/a.png", "http://x@cdn.example/a.png",
     "http://cdn.example@evil.example/", "ftp://cdn.example/a.png", "file:///etc/passwd", "gopher://cdn.example/", "http:///a.png",
     "http://cdn.example\\@evil.example/", "http://[", "http://cdn.example:99999/", "cdn.example/a.png", ""],
)  # fmt: skip
def test_only_allowed_hosts_are_asked(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolved(*_: object, **__: object) -> None:
        raise AssertionError("it asked for the address")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with pytest.raises(ImageUnreadable):
        PictureFetcher(tmp_path, frozenset({"CDN.example"})).fetch(address)


def test_without_hosts_nothing_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ImageUnreadable, match=r"not fetched from cdn\.example"):
        PictureFetcher(tmp_path, frozenset()).fetch("https://cdn.example/a.png")


@pytest.mark.parametrize("host", ["https://cdn.example", "cdn.example/pictures", "", "a b", "*"])
def test_what_is_no_host_cannot_be_allowed(tmp_path: Path, host: str) -> None:
    with pytest.raises(InvalidRequest, match="no host"):
        PictureFetcher(tmp_path, frozenset({host}))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_let_pass(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_folder_that_cannot_be_written_is_one_line(server: Server) -> None:
    server.answers["/a.png"] = give(png())
    with unwritable_folder() as folder, pytest.raises(StoreUnavailable, match="cannot be written"):
        fetcher(folder / "fetched", server).fetch(f"http://{server.host}/a.png")
