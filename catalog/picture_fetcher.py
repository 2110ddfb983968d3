"""Fetches pictures by their addresses: from the hosts a merchandiser allows, and never from inside the network Curio stands in.

A host's name is resolved here, every address it has is checked, and the connection is made to a checked address, so that
a name that resolves to another one later (DNS rebinding) gains nothing. Redirects pass the same checks. What is fetched is kept
by the hash of its address, so an import that is run again fetches only what is missing.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from catalog.errors import ImageUnreadable, InvalidRequest, StoreUnavailable
from catalog.images import MAX_BYTES, open_image

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

USER_AGENT = "Curio/0.1 (a shop's own import of its pictures)"
DELAY = 0.2  # seconds between two requests to one host
_MAX_SECONDS = 30.0  # for one picture, redirects among them
_MAX_REDIRECTS = 4
_MAX_WAIT = 60.0  # seconds that a host may ask to be left alone for, before this import gives it up
_TRIES = 3
_FAILURES = 5  # in a row, after which a host is given up for this import
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is of the open internet: not private, loopback, link-local, shared, multicast or reserved, and
    not one of those in the clothes of IPv6 (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64 or address in ipaddress.ip_network("::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


class PictureFetcher:
    """Fetches pictures of one import, one at a time from each host. Safe to share among threads.

    `hosts` are names ("cdn.shop.example"), or names with a port where it is not the scheme's own. `allowed` judges addresses;
    the default lets nothing but the open internet pass.
    """

    def __init__(
        self,
        folder: Path,
        hosts: frozenset[str],
        *,
        allowed: Callable[[Address], bool] = is_public,
        delay: float = DELAY,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._hosts = frozenset(_host(host) for host in hosts)
        self._allowed, self._delay, self._sleep = allowed, delay, sleep
        self._guard = threading.Lock()
        self._turns: dict[str, _Turn] = {}

    def kept(self, address: str) -> Path:
        """Where the picture of an address is kept, whether it is there or not."""
        key = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
        return self._folder / key[:2] / key

    def fetch(self, address: str) -> Path:
        """The file that holds the picture of an address, fetched unless it is kept already.

        Raises ImageUnreadable when the host is not allowed, cannot be reached, or what it gives is no picture; StoreUnavailable
        when the data folder cannot be written.
        """
        file = self.kept(address)
        if file.is_file():
            return file
        data = self._follow(address)
        open_image(data).close()  # what is no picture is not kept, or it would never be asked for again
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".tmp", delete=False) as new:
                try:
                    new.write(data)
                except BaseException:
                    Path(new.name).unlink()
                    raise
            os.replace(new.name, file)  # noqa: PTH105 - said as the system says it
        except OSError as error:
            raise StoreUnavailable(
                f"{file.parent} cannot be written ({error.strerror}). Free some space, then go on."
            ) from error
        return file

    def _follow(self, address: str) -> bytes:
        until = time.monotonic() + _MAX_SECONDS
        for _ in range(_MAX_REDIRECTS + 1):
            parts = self._checked(address)
            turn = self._turn(f"{parts.scheme}://{parts.netloc}")
            with turn.lock:
                answer = self._ask(parts, turn, until)
            if isinstance(answer, bytes):
                return answer
            address = urljoin(address, answer)
        raise ImageUnreadable(f"{parts.hostname} sends on from one address to another without end.")

    def _checked(self, address: str) -> SplitResult:
        """The address in parts. Raises ImageUnreadable unless it is of the web, of an allowed host, and without a password."""
        try:
            parts = urlsplit(address)
            parts = parts._replace(netloc=parts.netloc.lower().encode("idna").decode())
            port = parts.port
        except ValueError as error:
            raise ImageUnreadable(f"{address[:80]!r} is no address.") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or "\\" in address:
            raise ImageUnreadable(f"{address[:80]!r} is no address of a picture on the web.")
        known = parts.netloc.removesuffix(f":{port}") if port in (80, 443) else parts.netloc
        if known.rstrip(".") not in self._hosts:
            raise ImageUnreadable(
                f"Pictures are not fetched from {known[:80]}; allow this host, or upload them with the feed."
            )
        return parts

    def _ask(self, parts: SplitResult, turn: _Turn, until: float) -> bytes | str:
        """Ask once, or again when the host says to wait: the picture's bytes, or where the host sends us on to."""
        host = parts.netloc
        for _ in range(_TRIES):
            if turn.given_up:
                raise ImageUnreadable(f"{host[:80]} {turn.given_up}. Run the import again later; it goes on from here.")
            self._sleep(max(0.0, turn.free_at - time.monotonic()))
            try:
                answer = self._request(parts, turn, until)
            except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
                turn.failed("does not answer")
                raise ImageUnreadable(
                    f"{host[:80]} does not answer ({type(error).__name__}). Try again later."
                ) from error
            finally:
                turn.free_at = time.monotonic() + self._delay
            turn.failures = 0
            if not isinstance(answer, float):
                return answer
            if answer > _MAX_WAIT:
                turn.given_up = f"asks to be left alone for {answer:.0f} seconds"
            turn.free_at = time.monotonic() + answer
            until += answer
        raise ImageUnreadable(f"{host[:80]} is too busy to give this picture. Run the import again later.")

    def _request(self, parts: SplitResult, turn: _Turn, until: float) -> bytes | str | float:
        """One request: the picture, the address of a redirect, or the seconds to wait before another try."""
        if turn.connection is None or not turn.connection.is_connected:
            turn.connection = self._connected(parts)
        connection = turn.connection
        whole = False
        # A host that drips is cut off by the clock: a timeout of the socket's own begins anew with every byte.
        clock = threading.Timer(max(0.0, until - time.monotonic()), _hang_up, (connection.sock,))
        clock.daemon = True
        clock.start()
        try:
            target = urllib3.util.parse_url((parts.path or "/") + (f"?{parts.query}" if parts.query else "")).url
            headers = {
                "Host": parts.netloc,
                "User-Agent": USER_AGENT,
                "Accept": "image/*",
                "Accept-Encoding": "identity",
            }
            connection.request("GET", target, headers=headers, preload_content=False)
            answer = connection.getresponse()
            if answer.status in (301, 302, 303, 307, 308):
                return answer.headers.get("Location", "")
            if answer.status in (429, 503):
                return _seconds(answer.headers.get("Retry-After"))
            if answer.status != 200:
                raise ImageUnreadable(f"{parts.hostname} has no picture at this address (it answers {answer.status}).")
            data = answer.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise ImageUnreadable(
                    f"The picture at this address is larger than {MAX_BYTES // 1_000_000} MB. Make it smaller."
                )
            whole = True
            return data
        finally:
            clock.cancel()
            if not whole:  # what is left of this answer must not be taken for the next one's
                connection.close()
                turn.connection = None

    def _connected(self, parts: SplitResult) -> HTTPConnection:
        """A connection to an address that was checked, whatever the name would resolve to when asked again."""
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        found = {ipaddress.ip_address(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        refused = [address for address in found if not self._allowed(address)]
        if refused or not found:
            raise ImageUnreadable(f"{host[:80]} is not of the open internet, so nothing is fetched from it.")
        address = str(min(found, key=lambda one: (one.version, int(one))))
        connection = (
            HTTPSConnection(
                address, port, timeout=10.0, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
            )
            if secure
            else HTTPConnection(address, port, timeout=10.0)
        )
        connection.connect()
        return connection

    def _turn(self, host: str) -> _Turn:
        with self._guard:
            return self._turns.setdefault(host, _Turn())


class _Turn:
    """One host's: the connection to it, who asks it now, when it may be asked again, and whether it is worth it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free_at = 0.0
        self.connection: HTTPConnection | None = None
        self.failures = 0
        self.given_up = ""

    def failed(self, how: str) -> None:
        self.failures += 1
        if self.failures >= _FAILURES:
            self.given_up = how


def _hang_up(sock: socket.socket) -> None:
    """End whatever is being waited for. Closing alone would not: the answer holds on to the socket."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _host(name: str) -> str:
    """An allowed host as addresses have it. Raises InvalidRequest for what names none."""
    try:
        said = name.strip().lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        said = ""
    if not re.fullmatch(r"[\w.-]+(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?", said):
        raise InvalidRequest(f"{name[:60]!r} is no host. Write it without https:// and path: cdn.shop.example")
    return said


def _seconds(retry_after: str | None) -> float:
    """Seconds to wait: what the host asks for, as a number or a date; one second where it says nothing."""
    try:
        return max(0.1, float(urllib3.Retry().parse_retry_after(retry_after or "1")))
    except urllib3.exceptions.InvalidHeader:
        return 1.0
