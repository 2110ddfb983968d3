"""A program that kills imports: python -m tests.killing FOLDER POINTS SEED prints a JSON line for each kill and its outcome.

An import of a feed that adds, changes and removes is run in a process of its own, which sends itself SIGKILL at the nth of the
moments that could matter: each statement and commit of the database, each picture decoded, each copy and index moved to its
place, each call of an embedder. Then another process opens the shop as it was left, looks, and goes on. The moments are drawn
at random from those of an undisturbed run, and some are of every kind. Processes are forked, so a kill costs little.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PIL import Image

import catalog.picture_intake
import catalog.vector_index
from assistant.access import OPERATOR
from assistant.services import Services
from assistant.settings import Settings
from catalog.images import content_hash
from catalog.import_log import ImportOptions
from catalog.ingest import missing_vectors
from catalog.product_rows import product_json
from catalog.search import SearchRequest
from models.base import Vectors
from tests.small_models import ColorLayout, HashedWords

Way = Callable[[Path, Path], None]
OPTIONS = ImportOptions(replace=True)
HEIGHT = 41
COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")


class Moments:
    """Counts the moments of a run, and ends the process at one of them."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.kinds: list[str] = []
        self._lock = threading.Lock()

    def __call__(self, kind: str) -> None:
        with self._lock:
            self.kinds.append(kind)
            if len(self.kinds) == self.at:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **more: Any) -> Any:
            self(kind)
            answer = work(*given, **more)
            self(kind)
            return answer

        return watched

    def watch(self) -> None:
        sa.event.listen(sa.Engine, "before_cursor_execute", lambda *_: self("database"))
        sa.event.listen(sa.Engine, "commit", lambda *_: self("commit"))
        os.replace = self.around("replace", os.replace)
        os.fsync = self.around("publish", os.fsync)
        Path.replace = self.around("publish", Path.replace)  # type: ignore[method-assign]
        intake: Any = catalog.picture_intake
        intake.open_image = self.around("decode", intake.open_image)
        for embedder, method in ((CountedLayout, "encode_images"), (HashedWords, "encode_texts")):
            setattr(embedder, method, self.around("embed", getattr(embedder, method)))


class CountedLayout(ColorLayout):
    """Counts the feed's pictures, which alone are so high; search embeds some of its own to find its scale."""

    def __init__(self) -> None:
        super().__init__()
        self.of_feed = 0

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        self.of_feed += sum(image.height == HEIGHT for image in images)
        return super().encode_images(images)


def opened(home: Path) -> Services:
    """The services of a shop with small models; the seams are those that the tests of commands use."""
    services = Services(Settings(home=home, demo=False))
    services._parts |= {"words": HashedWords(), "pictures": CountedLayout()}
    return services


def write_feeds(folder: Path) -> tuple[Path, Path]:
    """The feed of the shop as it is, and one that changes 15 of its 50 products, adds 40 and lacks 5; with their pictures."""
    folder.mkdir()
    for number in range(90):
        drawn = Image.new("RGB", (40 + number, HEIGHT), COLORS[number % len(COLORS)])
        drawn.save(folder / f"{number}.png")
    head = "id\ttitle\tprice\timage_link\n"
    old = [f"p{n}\tThing {n}\t{n + 1} USD\t{n}.png\n" for n in range(50)]
    changed = [f"p{n}\tOther {n}\t{n + 2} USD\t{n}.png\n" for n in range(15)]
    new = [f"p{n}\tThing {n}\t{n + 1} USD\t{n}.png\n" for n in range(50, 90)]
    (folder / "old.tsv").write_text(head + "".join(old))
    (folder / "new.tsv").write_text(head + "".join([*changed, *old[15:45], *new]))
    return folder / "old.tsv", folder / "new.tsv"


def by_command(home: Path, feed: Path) -> None:
    services = opened(home)
    services.ingest(feed, options=OPTIONS)
    services.close()


def by_page(home: Path, feed: Path) -> None:
    """The way of an upload: checked, then started."""
    services = opened(home)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for picture in feed.parent.glob("*.png"):
            archive.write(picture, picture.name)
    packed.seek(0)
    number = services.import_jobs.upload(OPERATOR, "new.tsv", io.BytesIO(feed.read_bytes()), packed, OPTIONS)
    settle(services, number)
    services.import_jobs.start(OPERATOR, number, OPTIONS)
    settle(services, number)
    services.close()


def settle(services: Services, number: int) -> None:
    deadline = time.monotonic() + 120
    while number in services.import_jobs._working:
        assert time.monotonic() < deadline
        time.sleep(0.002)


def state_of(services: Services) -> str:
    """All that a shopper could see, as one text."""
    store = services.store
    return json.dumps([product_json(product) for product in store.products(store.all_ids()).values()])


def look(home: Path, feed: Path, way: str, old: str, new: str) -> dict[str, Any]:
    """Open the shop that a killed process has left, say what is in it, and finish the import."""
    services = opened(home)
    store, searcher = services.store, services.searcher
    found = state_of(services)
    answer: dict[str, Any] = {"whole": "old" if found == old else "new" if found == new else "neither"}
    answer["index"] = searcher.state
    answer["missing"] = missing_vectors(store, ColorLayout.space, HashedWords.space)
    answer["letters"] = len(store.search_letters("thing other", 1000)) == store.count()
    answer["finds"] = bool(searcher.search(SearchRequest("thing 20")).hits)

    hashes = {content_hash((feed.parent / f"{n}.png").read_bytes()) for n in [*range(45), *range(50, 90)]}
    unseen = len(store.missing_vectors(ColorLayout.space, hashes))
    embedder = services.pictures
    assert isinstance(embedder, CountedLayout)
    if way == "page":
        services.import_jobs.resume()
        for record in store.imports.records():
            settle(services, record.number)
            if store.imports.record(record.number).undecided:
                services.import_jobs.start(OPERATOR, record.number, OPTIONS)
                settle(services, record.number)
    if way == "command" or state_of(services) != new:
        # A page's upload that was killed before it was recorded is not there to be resumed: it is uploaded again.
        answer["again"] = way == "page"
        services.ingest(feed, options=OPTIONS)
    answer["embedded_once"] = embedder.of_feed == unseen
    answer["finished"] = state_of(services) == new and searcher.state == "ok"
    answer["rests"] = [str(file) for place in ("pictures", "indexes") for file in (home / place).rglob("*.tmp")]
    uploads = home / "imports"
    answer["rests"] += [str(file) for file in uploads.iterdir()] if uploads.exists() else []
    answer["undone"] = services.undo(OPERATOR).removed == 40 and state_of(services) == old
    return answer


def apart(work: Callable[[], object], answer: Path | None = None) -> int:
    """Do it in a forked process; return how that ended (minus the signal that killed it)."""
    child = os.fork()
    if not child:
        status = 1
        try:
            said = work()
            if answer:
                answer.write_text(json.dumps(said))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(folder: Path, points: int, seed: int) -> None:
    chance = random.Random(seed)
    old_feed, new_feed = write_feeds(folder / "feeds")
    said, base = folder / "said.json", folder / "base"

    def told(work: Callable[..., object], *given: object) -> Any:
        assert apart(partial(work, *given), said) == 0
        return json.loads(said.read_text())

    def fresh() -> Path:
        shutil.rmtree(folder / "home", ignore_errors=True)
        return Path(shutil.copytree(base, folder / "home"))

    def undisturbed(way: Way, home: Path) -> tuple[list[str], str]:
        moments = Moments()
        moments.watch()
        way(home, new_feed)
        return moments.kinds, state_of(opened(home))

    def disturbed(way: Way, home: Path, at: int) -> None:
        Moments(at).watch()
        way(home, new_feed)

    def first() -> str:
        by_command(base, old_feed)
        return state_of(opened(base))

    old = told(first)
    for name, way in (("command", by_command), ("page", by_page)):
        kinds, new = told(undisturbed, way, fresh())
        for moment in drawn(kinds, points // 2, chance):
            at, killed = moment, False
            while not killed:  # threads make no two runs quite alike: a late moment may not come
                home = fresh()
                killed = apart(partial(disturbed, way, home, at)) == -signal.SIGKILL
                at -= not killed
            where = {"way": name, "kind": kinds[at - 1], "at": at, "of": len(kinds)}
            print(json.dumps(where | told(look, home, new_feed, name, old, new)), flush=True)


def drawn(kinds: list[str], count: int, chance: random.Random) -> list[int]:
    """Moments, counted from 1: one of each kind and one after the last commit, the others from all."""
    every = range(1, len(kinds) + 1)
    each = [chance.choice([at for at in every if kinds[at - 1] == kind]) for kind in sorted(set(kinds))]
    last = max(at for at in every if kinds[at - 1] == "commit")
    each.append(chance.randint(last + 1, len(kinds)))
    return sorted((each + chance.sample(every, max(0, count - len(each))))[:count])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
