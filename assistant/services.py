"""The only place that wires real parts together.

`open_services` returns at once; each part is built when it is first asked for, once, under its own lock, so the page and the
boards never wait for a model. `warm` asks for all of them, for a background thread. Which part is used is a matter of settings;
nothing above this file knows.

What changes the shop or its models, takes long, or hands the catalog out whole takes the visitor first and raises NotAllowed
for a shopper.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from filelock import FileLock, Timeout

from assistant.access import Role, Visitor
from assistant.errors import SettingsInvalid, in_words
from assistant.languages import is_english
from assistant.metering import MeteredChat
from assistant.settings import CHOSEN_BY_TASK, Settings, choose
from assistant.understanding import understand
from catalog.errors import ImportRefused, StoreDamaged, StoreUnavailable
from catalog.event_log import EventLog
from catalog.help_pages import HelpPages
from catalog.kept_boards import KeptBoards
from catalog.lexicon import Lexicon
from catalog.shopfront import Shopfront
from catalog.store import Store
from models.base import Box, ChatModel, ChatRequest, ImageTextEmbedder, QueryEmbedder, ThingFinder
from models.chat_remote import RemoteChat, split_url
from models.energy import EnergyMeter
from models.errors import ModelError, ModelTooLarge
from models.machine import fit, read_memory
from models.phrase import phrase
from models.pull import pull_apart, remove
from models.registry import SHARED_WORDS, ModelDescription, describe, locate, verify

if TYPE_CHECKING:
    from PIL import Image

    from assistant.import_job import ImportJobs
    from catalog.goes_with import GoesWith
    from catalog.import_log import ImportOptions, Report
    from catalog.search import Searcher

_log = logging.getLogger(__name__)
_Part = TypeVar("_Part")
Progress = Callable[[int, int], None]
"""Called with (done, total)."""
Waiting = Callable[[str], None]
"""Called with what is being waited for, in words."""


class Services:
    """The parts of one running Curio. Share one among all sessions of a process; close it at the end."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._parts: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        self._settled = not settings.demo
        self._closed = False
        self.progress = (0, 0)
        """How far the demo catalog's first import is: (done, total)."""
        self.failed = ""
        """Why the catalog could not be set up, in words."""

    @property
    def home(self) -> Path:
        return self.settings.home

    @property
    def setting_up(self) -> bool:
        """Whether a new data folder is still to be given the demo catalog, or is being given it."""
        return not self._settled and (self.progress[1] > 0 or self.store.generation() == 0)

    @property
    def store(self) -> Store:
        """The shop's data. Raises StoreUnavailable when the data folder cannot be opened or written."""
        return self._once("store", self._open_store)

    @property
    def shopfront(self) -> Shopfront:
        """What shoppers may see of the store."""
        return self._once("shopfront", lambda: Shopfront(self.store))

    @property
    def events(self) -> EventLog:
        """What happened, written down in the background."""
        return self._once("events", lambda: EventLog(self.store.database, self.settings.event_days))

    @property
    def kept(self) -> KeptBoards:
        """What shoppers keep."""
        return self._once("kept", lambda: KeptBoards(self.store.database, self.settings.keep_days))

    @property
    def words(self) -> QueryEmbedder:
        return self._once("words", self._load_words)

    @property
    def pictures(self) -> ImageTextEmbedder:
        return self._once("pictures", self._load_pictures)

    @property
    def help_pages(self) -> HelpPages:
        """The shop's own pages, and what they answer."""
        return self._once("help_pages", lambda: HelpPages(self.store.database, self.words))

    @property
    def searcher(self) -> Searcher:
        """Search over the catalog; the demo catalog is brought in first where the data folder is new."""
        return self._once("searcher", self._open_searcher)

    @property
    def import_jobs(self) -> ImportJobs:
        """The imports started from pages."""
        return self._once("import_jobs", self._open_import_jobs)

    @property
    def goes_with(self) -> GoesWith:
        """What goes with a product."""
        return self._once("goes_with", self._open_goes_with)

    @property
    def chat(self) -> ChatModel:
        return self._once("chat", lambda: MeteredChat(self._start_chat(), self.events.record, EnergyMeter()))

    @property
    def writer(self) -> str:
        """Where and by which model sentences are written, for a caption."""
        if self.settings.chat_url:
            host = split_url(self.settings.chat_url)[1]
            return phrase("by {model} on the shop's own choice of server, {host}", model=self.chat.name, host=host)
        return phrase("on this machine by {model}", model=describe(self.settings.chat_model).title)

    @property
    def sees(self) -> bool:
        """Whether whoever writes can be shown a picture. A server never is."""
        try:
            return not self.settings.chat_url and bool(describe(self.settings.chat_model).projector)
        except ModelError:  # its file is gone; who asks for a sentence is told so
            return False

    @property
    def multilingual(self) -> bool:
        """Whether words are understood in other languages than English."""
        return describe(self.settings.word_model).multilingual

    def things(self, image: Image.Image) -> tuple[Box, ...]:
        """Where the things in a picture are, the largest first; none where the picture model cannot tell."""
        return self.pictures.find_things(image) if isinstance(self.pictures, ThingFinder) else ()

    def ensure_catalog(self, on_progress: Progress | None = None) -> None:
        """Give a new data folder the demo catalog, unless settings say not to; embed again what another model had embedded, as
        after an update of Curio. Safe to call from many processes."""
        if self.settings.demo and self.store.generation() == 0:
            self.add_demo(on_progress, only_new=True)
        elif self.store.count() and not all(map(self.store.knows_space, (self.pictures.space, self.words.space))):
            from catalog.ingest import embed_catalog

            with self.one_writer():
                embed_catalog(self.store, self.pictures, self.words, self.home, on_progress=on_progress)

    def add_demo(self, on_progress: Progress | None = None, *, only_new: bool = False) -> None:
        """Import the demo catalog; with `only_new`, not when another process has filled the store meanwhile."""
        from catalog.ingest import ingest_demo

        with self.one_writer():
            if not only_new or self.store.generation() == 0:
                ingest_demo(self.store, self.pictures, self.words, self.home, on_progress=on_progress)

    def ingest(
        self,
        feed: Path,
        images: Path | None = None,
        *,
        options: ImportOptions | None = None,
        on_progress: Progress | None = None,
        on_wait: Waiting | None = None,
    ) -> tuple[int, Report]:
        """Import a feed and publish the indexes; return the import's number and its report without its issues.

        Waits for an import that is already running; see `catalog.ingest.run_import` for the rest. Asks for no visitor: this is
        the command's way. Pages begin an import by `import_jobs`, which does.
        """
        from catalog.import_log import ImportOptions
        from catalog.ingest import run_import

        options = options or ImportOptions()
        with self.one_writer(on_wait):
            number = self.store.imports.begin(feed.name, "command", options)
            where = self.store, self.pictures, self.words, self.home
            report = run_import(number, feed, images, *where, on_progress=on_progress)
        if not options.dry_run:
            self.publish()
        return number, report

    def undo(
        self, visitor: Visitor, number: int | None = None, on_wait: Waiting | None = None, *, patience: float = 600
    ) -> Report:
        """Take back the last import that changed anything. Raises ImportRefused when there is none, or `number` is another."""
        visitor.require(Role.MERCHANDISER)
        from catalog.ingest import undo_import

        with self.one_writer(on_wait, patience=patience):
            last = self.store.imports.undoable()
            if last is None:
                raise ImportRefused("There is no import to undo.")
            report = undo_import(number or last, self.store, self.pictures, self.words, self.home)
        self.publish()
        return report

    def reset(self, on_wait: Waiting | None = None) -> None:
        """Empty the catalog, and forget its pictures, indexes and imports. A damaged database is set aside, not deleted."""
        with self.one_writer(on_wait):
            try:
                self.store.clear()
            except StoreDamaged:
                if self.settings.database_url:  # no file of ours
                    raise
                self._set_database_aside()
            for folder in ("pictures", "indexes", "imports"):
                shutil.rmtree(self.home / folder, ignore_errors=True)

    def publish(self) -> None:
        """Bring the indexes up to the store, so that no shopper waits for it."""
        self.searcher.refresh()

    def export(self, visitor: Visitor, file: Path) -> int:
        """Write the whole catalog as a feed and return how many products it has.

        For merchandisers: the pages show a shopper each product, but not all of them, the hidden ones too, in one file.
        """
        visitor.require(Role.MERCHANDISER)
        from catalog.export import export_feed

        return export_feed(self.store, file)

    def pull(self, visitor: Visitor, name: str, on_progress: Progress | None = None) -> None:
        """Fetch a model from the hub, in a process of its own; see `models.pull.pull_apart`."""
        visitor.require(Role.MERCHANDISER)
        pull_apart(name, self.home, on_progress)

    def verify(self, visitor: Visitor, name: str) -> str:
        """Return the sha256 of a model's files when they are what they should be; reading gigabytes is not for everybody."""
        visitor.require(Role.MERCHANDISER)
        return verify(describe(name), self.home)

    def remove(self, visitor: Visitor, name: str) -> None:
        """Delete a pulled model; see `models.pull.remove`."""
        visitor.require(Role.MERCHANDISER)
        remove(name, self.home)

    def use(self, visitor: Visitor, name: str, on_progress: Progress | None = None) -> ModelDescription:
        """Choose a model for its task and keep the choice; return its description.

        A new picture or word model embeds the catalog first, beside the vectors of the old one, so the shop goes on with the
        old model until the new one is ready. Raises UnknownModel, ModelNotInstalled or ModelFileInvalid; the choice stays.
        """
        visitor.require(Role.MERCHANDISER)
        description = describe(name)
        if description.task == "chat" and self.settings.chat_url:
            raise SettingsInvalid("CURIO_CHAT_URL names a server that writes the sentences. Unset it first.")
        locate(description, self.home)
        memory = read_memory()
        if fit(description, memory) == "too large":
            raise ModelTooLarge(
                f"{description.title} needs about {description.memory / 1e9:.1f} GB of memory and this machine has "
                f"{memory.total / 1e9:.1f}. Choose a smaller one, or a server by CURIO_CHAT_URL."
            )
        chosen = self.settings.model_copy(update={CHOSEN_BY_TASK[description.task]: name})
        trial = Services(chosen)
        try:
            if description.task == "chat":
                for _piece in trial.chat.stream(ChatRequest(({"role": "user", "content": "Hello"},), max_tokens=1)):
                    pass
            else:
                from catalog.ingest import embed_catalog

                with self.one_writer():
                    embed_catalog(trial.store, trial.pictures, trial.words, self.home, on_progress=on_progress)
                trial.searcher.refresh()
        finally:
            trial.close()
        choose(self.settings, description.task, name)
        return description

    def restart_writer(self, visitor: Visitor) -> None:
        """Start the writer of sentences anew, as after it stayed down. Raises what starting it raises."""
        visitor.require(Role.MERCHANDISER)
        with self._guard:
            old = self._parts.pop("chat", None)
        if old is not None:
            old.close()
        _ = self.chat

    def warm(self) -> None:
        """Load everything and run it once, so that the first shopper waits for nothing, and go on with imports that were cut
        off. Failures are logged, not raised: whoever needs the part will be told."""
        try:
            self.ensure_catalog(self._progressed)
        except Exception as error:
            self.failed = in_words(error)
        finally:
            self._settled = True
        for name, part in (
            ("imports", lambda: self.import_jobs.resume()),
            ("lexicon", lambda: self.shopfront.lexicon()),
            ("words", lambda: self.words.encode_texts(["warm"])),
            ("pictures", self._warm_pictures),
            ("search", self._warm_search),
            # Its patterns are of the shop's own words, and each of ten first shoppers would make them.
            ("understanding", lambda: understand("a red lamp under 20, not blue", self.shopfront.lexicon())),
            ("languages", lambda: is_english("warm", Lexicon(), "en")),
            ("chat", lambda: self.chat),
        ):
            if self._closed:  # somebody closed it meanwhile, and nobody would close what is opened now
                return
            try:
                part()
            except Exception:
                _log.exception("warming %s failed", name)

    def started(self, name: str) -> Any:
        """A part if it was asked for already, else None: for looking without loading."""
        return self._parts.get(name)

    def close(self) -> None:
        """Stop the chat worker, write down what is still to be, and let go of uploads and the store."""
        self._closed = True
        with self._guard:
            parts, self._parts = self._parts, {}
        for name in ("chat", "import_jobs", "events", "kept", "store"):
            if name in parts:
                parts[name].close()

    def _progressed(self, done: int, total: int) -> None:
        self.progress = (done, total)

    def _once(self, name: str, build: Callable[[], _Part]) -> _Part:
        if name not in self._parts:
            with self._guard:
                lock = self._locks.setdefault(name, threading.Lock())
            with lock:
                if name not in self._parts:
                    self._parts[name] = build()
        part: _Part = self._parts[name]
        return part

    @contextmanager
    def one_writer(self, on_wait: Waiting | None = None, *, patience: float = 600) -> Iterator[None]:
        """Let one import run at a time, across processes: a second one waits, for `patience` seconds at most.

        While it waits, `on_wait` is called every second with what is running, in words; it may raise to give up. The lock is
        the system's: it falls when its holder dies, however it does.
        """
        lock = FileLock(self.home / "import.lock")
        begun = time.monotonic()
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            while True:
                try:
                    lock.acquire(timeout=1)
                    break
                except Timeout as error:
                    if time.monotonic() - begun > patience:
                        raise StoreUnavailable(f"{self._running()} Wait for it to end, then try again.") from error
                    if on_wait:
                        on_wait(self._running())
        except OSError as error:
            raise StoreUnavailable(
                f"{self.home} cannot be written ({error.strerror}). Make it writable or set CURIO_HOME to a folder that is."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _running(self) -> str:
        for record in self.store.imports.records():
            if record.state == "running":
                return f"Import {record.number} ({record.name}) is running: {record.done:,} of {record.total:,} rows."
        return "The catalog is being prepared."

    def _set_database_aside(self) -> None:
        self.close()
        for name in ("curio.sqlite3-wal", "curio.sqlite3-shm", "curio.sqlite3"):
            file = self.home / name
            if file.exists():
                file.replace(file.with_name(f"{name}.damaged"))
        self.store.clear()

    def _open_store(self) -> Store:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"{self.home} cannot be made ({error.strerror}). Set CURIO_HOME to a folder that can be written."
            ) from error
        return Store.open(self.settings.store_url)

    def _load_words(self) -> QueryEmbedder:
        from models.sentence import load_words

        description = describe(self.settings.word_model)
        return load_words(description, locate(description, self.home))

    def _load_pictures(self) -> ImageTextEmbedder:
        from models.clip import load_pictures
        from models.sentence import load_words

        description, shared = describe(self.settings.picture_model), describe(SHARED_WORDS)
        # A tower without words of its own was made for these, whatever the shop has chosen for its texts.
        same = self.settings.word_model == shared.name
        text = self.words if same else load_words(shared, locate(shared, self.home))
        return load_pictures(description, locate(description, self.home), text)

    def _warm_search(self) -> None:
        from catalog.search import SearchRequest

        self.searcher.search(SearchRequest("a red lamp"))

    def _warm_pictures(self) -> None:
        from PIL import Image

        self.pictures.encode_images([Image.new("RGB", (64, 64), "white")])

    def _open_import_jobs(self) -> ImportJobs:
        from assistant.import_job import ImportJobs

        return ImportJobs(self)

    def _open_searcher(self) -> Searcher:
        from catalog.search import Searcher

        self.ensure_catalog()
        return Searcher(self.store, self.pictures, self.words, self.home / "indexes")

    def _open_goes_with(self) -> GoesWith:
        from catalog.goes_with import GoesWith

        return GoesWith(self.searcher, self.store, self.shopfront)

    def _start_chat(self) -> ChatModel:
        if self.settings.chat_url:
            key = self.settings.chat_key.get_secret_value()
            return RemoteChat(
                self.settings.chat_url,
                model=self.settings.chat_server_model,
                key=key,
                thinking=self.settings.thinking_tokens,
            )
        from models.chat import start_chat

        description = describe(self.settings.chat_model)
        folder = locate(description, self.home)
        return start_chat(
            description,
            folder / description.files[0].path,
            n_ctx=self.settings.n_ctx,
            n_threads=self.settings.n_threads,
            n_gpu_layers=self.settings.n_gpu_layers,
            thinking=self.settings.thinking_tokens,
            projector=folder / description.projector if description.projector else None,
        )


def open_services(settings: Settings) -> Services:
    """Return the services for these settings; nothing is opened or loaded yet."""
    return Services(settings)
