"""The shop's pictures, as its server gives them to a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.ui.pictures import address_of, route


@pytest.fixture
def browser(demo_home: Path) -> TestClient:
    from starlette.applications import Starlette

    return TestClient(Starlette(routes=[route(demo_home)]))


def test_a_picture_is_given_once_for_all_and_in_both_sizes(browser: TestClient, demo_home: Path) -> None:
    for file in sorted((demo_home / "pictures").glob("0*/*.webp"))[:4]:
        given = browser.get(address_of(file.name))
        assert given.status_code == 200 and given.content == file.read_bytes()
        assert given.headers["content-type"] == "image/webp"
        assert "immutable" in given.headers["cache-control"]


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fcurio.sqlite3", "../curio.sqlite3", "passphrase.json", f"{'a' * 64}.webp", f"{'a' * 64}.small.webp", "",
     f"{'A' * 64}.webp", f"{'a' * 63}%00.webp", f"{'a' * 64}.webp%0a"],
)  # fmt: skip
def test_nothing_else_is_given(browser: TestClient, name: str) -> None:
    given = browser.get(address_of(name))
    assert given.status_code == 404 and "sqlite" not in given.text
