"""Counts the connections that this process makes to anywhere but this machine, by Python's own audit events.

A proof for the eye: it sees what Python code opens, whichever library does. It does not see what compiled code opens by itself,
nor other processes: that nothing needs a network at all is proved by the tests that run without one.
https://docs.python.org/3/library/audit_events.html
"""

from __future__ import annotations

import ipaddress
import sys
import threading
from collections import Counter
from contextlib import suppress
from datetime import datetime
from typing import Any

_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
}  # where the address stands
_guard = threading.Lock()
_seen: Counter[str] = Counter()
_since: list[datetime] = []


def watch() -> None:
    """Count from here on, once for a process; an audit hook cannot be taken away again."""
    with _guard:
        if not _since:
            _since.append(datetime.now())
            sys.addaudithook(_heard)


def watched_since() -> datetime | None:
    """When counting began; None: it has not."""
    return _since[0] if _since else None


def made() -> dict[str, int]:
    """Address → how often, of connections, datagrams and look-ups of names beyond this machine."""
    return dict(_seen)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    place = _EVENTS.get(event)
    if place is None:
        return
    with suppress(Exception):  # whatever it is, it must not break the caller
        address = arguments[place]
        if event == "socket.getaddrinfo":
            if not _is_here(address):
                _seen[f"name look-up of {_text(address)}"] += 1
        elif isinstance(address, tuple) and not _is_here(address[0]):  # a string is a socket of this machine's own
            _seen[f"{_text(address[0])} port {address[1]}"] += 1


def _text(host: Any) -> str:
    return host.decode("idna") if isinstance(host, bytes) else str(host)


def _is_here(host: Any) -> bool:
    if host in (None, "", b""):
        return True
    name = _text(host)
    if name.rstrip(".").lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
