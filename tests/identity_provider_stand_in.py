"""A local stand-in of an OIDC identity provider: discovery, a page where one says who one is, tokens signed with its key."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "curio", "known to the shop and the provider"


class IdentityProviderStandIn:
    """Knows `people` (name → claims beside the standard ones). Checks the client's secret and its PKCE, as a real one does."""

    def __init__(self, people: dict[str, dict[str, Any]]) -> None:
        self.people = people
        self.url = ""
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, tuple[str, dict[str, str]]] = {}

    @contextmanager
    def serving(self) -> Iterator[IdentityProviderStandIn]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def secrets_file(self, address: str) -> str:
        """What .streamlit/secrets.toml holds for a Curio at `address`."""
        return "\n".join(
            (
                "[auth]",
                f'redirect_uri = "{address}/oauth2callback"',
                f'cookie_secret = "{secrets.token_hex(32)}"',
                f'client_id = "{CLIENT}"',
                f'client_secret = "{SECRET}"',
                f'server_metadata_url = "{self.url}/.well-known/openid-configuration"',
            )
        )

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def choices(self, asked: dict[str, str]) -> str:
        """The page where one says who one is: a link for each person, which leads back to the shop with a code."""
        links = []
        for person in self.people:
            code = secrets.token_urlsafe()
            self.codes[code] = (person, asked)
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            links.append(f'<a href="{html.escape(back)}">{html.escape(person)}</a>')
        return "<h1>Who are you?</h1>" + "<br>".join(links)

    def token(self, given: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, once; None where anything is not as it should be."""
        person, asked = self.codes.pop(given.get("code", ""), ("", {}))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            not person
            or authorization != f"Basic {expected}"
            or challenge.decode().rstrip("=") != asked["code_challenge"]
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "sub": person, "iat": now, "exp": now + 3600, "nonce": asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | {"name": person} | self.people[person], self.key)
        return {"id_token": signed, "access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 3600}


def _handler(provider: IdentityProviderStandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Keep the tests' output clean."""

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/.well-known/openid-configuration":
                self._send(200, "application/json", json.dumps(provider.metadata()))
            elif asked.path == "/keys":
                self._send(200, "application/json", json.dumps({"keys": [provider.key.as_dict(private=False)]}))
            elif asked.path == "/authorize":
                self._send(200, "text/html", provider.choices(_first(asked.query)))
            else:
                self._send(404, "text/plain", "")

        def do_POST(self) -> None:
            given = _first(self.rfile.read(int(self.headers["Content-Length"])).decode())
            token = provider.token(given, self.headers.get("Authorization", ""))
            self._send(200 if token else 400, "application/json", json.dumps(token or {"error": "invalid_grant"}))

        def _send(self, status: int, kind: str, content: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content.encode())))
            self.end_headers()
            self.wfile.write(content.encode())

    return Handler


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
