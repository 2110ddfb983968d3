"""What several test files share: a data folder with the demo catalog in it, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.services import open_services
from assistant.settings import read_settings


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalog, imported with the bundled models. Copy it before changing it."""
    home = tmp_path_factory.mktemp("demo")
    services = open_services(read_settings(home=home))
    services.ensure_catalog()
    services.searcher.refresh()
    services.close()
    return home


@pytest.fixture
def demo_home(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that this test owns, and CURIO_HOME."""
    home = tmp_path / "home"
    shutil.copytree(demo_folder, home)
    monkeypatch.setenv("CURIO_HOME", str(home))
    return home
