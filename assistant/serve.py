"""Starts the page: checks what can be checked before Streamlit runs, so that a failure is one line and not a traceback."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
from pathlib import Path

from assistant.errors import SettingsInvalid
from assistant.passphrase import NEW, Passphrase
from assistant.services import open_services
from assistant.settings import Settings, read_settings

SERVED = Path(__file__).parent / "ui" / "server.py"


def serve(port: int, address: str = "127.0.0.1") -> None:
    """Replace this process by Streamlit serving the page. Raises a named error when it could not start."""
    if not 0 < port < 65536:
        raise SettingsInvalid(f"{port} is no port. Choose one from 1024 to 65535: make run PORT=8502")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise SettingsInvalid(
                f"Port {port} on {address} cannot be used ({error.strerror}). Choose another: make run PORT={port + 1}"
            ) from error
    settings = read_settings()
    services = open_services(settings)
    services.store.count()  # a data folder that cannot be opened is said here, before any page
    services.close()
    who = _staff(settings)
    print(f"Curio is at http://{address}:{port} (stop with Ctrl+C)\n{who}", file=sys.stderr, flush=True)
    os.chdir(SERVED.parents[2])  # Streamlit reads .streamlit/ from the working directory
    os.execv(
        sys.executable,
        [
            sys.executable, "-m", "streamlit", "run", str(SERVED),
            "--server.port", str(port), "--server.address", address, "--server.headless", "true",
        ],
    )  # fmt: skip


def _staff(settings: Settings) -> str:
    """How staff sign in, in one line; a first passphrase is made, and told here and never again."""
    if settings.merchandiser_claim:
        if importlib.util.find_spec("authlib") is None:
            raise SettingsInvalid(
                "CURIO_MERCHANDISER_CLAIM lets an identity provider sign staff in, which takes Authlib. Install it: "
                ".venv/bin/pip install -r requirements-oidc.txt"
            )
        return "Staff sign in with the shop's identity provider."
    made = Passphrase(settings.home).make_first()
    if made is None:
        return f"Staff sign in with the passphrase that was made before ({NEW} makes a new one)."
    return f"Merchandiser passphrase: {made}   (kept nowhere; {NEW} makes a new one)"
