"""What runs here, from where and under which licence; and what else could."""

from __future__ import annotations

import threading
from functools import partial

import psutil
import streamlit as st

from assistant.access import Visitor
from assistant.errors import in_words
from assistant.services import Services
from assistant.settings import CHOSEN_BY_TASK
from assistant.ui.components.words import plain
from assistant.ui.state import reopen, services, staff_only, visitor
from models.chat import ChatHealth
from models.machine import fit, read_memory
from models.registry import ModelDescription, all_models, describe, dropped, is_installed

_TASKS = {
    "pictures": ("Pictures", "Turns pictures, and words about them, into places in one space."),
    "words": ("Words", "Turns the catalog's text and the shopper's words into places in one space."),
    "chat": ("Sentences", "Writes the suggestions."),
}


_FITS = {
    "fits": ", which this machine has free",
    "tight": ", which this machine has, but not free now",
    "too large": ", more than this machine has",
    "unknown": "",
}


class _Work:
    """A pull or a change of model, in the background."""

    def __init__(self, title: str, work) -> None:
        self.title, self.done, self.total, self.error, self.ended = title, 0, 0, "", False
        threading.Thread(target=self._run, args=(work,), name="model", daemon=True).start()

    def _run(self, work) -> None:
        try:
            work(self._progressed)
        except Exception as error:  # the edge of this thread
            self.error = in_words(error)
        finally:
            self.ended = True

    def _progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@st.cache_resource(show_spinner=False)
def _works() -> dict[str, _Work]:
    """What is under way, by model."""
    return {}


def page() -> None:
    """Draw the models by task, those in use first."""
    staff_only()
    st.markdown("# Models", anchors=False)
    shared = services()
    memory = psutil.Process().memory_info().rss
    memory += sum(child.memory_info().rss for child in psutil.Process().children(recursive=True))
    free = read_memory().free
    st.write(
        f"Everything below runs on this machine: Curio now takes {_size(memory)} of memory, and {_size(free)} are free. "
        "Only **Pull** uses the network, and only when you press it."
    )
    for task, (title, said) in _TASKS.items():
        st.markdown(f"## {title}", anchors=False)
        st.caption(said)
        used = getattr(shared.settings, CHOSEN_BY_TASK[task])
        if task == "chat":
            _writer(shared)
        rows = [one for one in (*all_models(), *dropped(shared.home)) if one.task == task]
        if used not in {one.name for one in rows}:
            rows.insert(0, describe(used))
        for one in sorted(rows, key=lambda row: row.name != used):
            _model(shared, one, one.name == used)


def _model(shared: Services, one: ModelDescription, used: bool) -> None:
    installed = is_installed(one, shared.home)
    with st.container(border=True, key=f"model-{one.name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(one.title)}**", width="content")
            if used:
                st.badge("in use", color="green", icon=":material/check:")
            elif installed:
                st.badge("on this machine", color="blue")
        facts = [one.maker, one.licence, f"{_size(one.size)} on disk" if one.size else ""]
        facts += [
            f"about {_size(one.memory)} of memory{_FITS[fit(one, read_memory())]}" if one.memory else "",
            f"{one.n_ctx:,} tokens of context" if one.n_ctx else "",
            "can think first" if one.thinks else "",
            "sees pictures" if one.projector else "",
            f"{one.dim} dimensions" if one.dim else "",
        ]
        facts.append(
            {
                "bundled": "comes with Curio",
                "package": "comes with Curio",
                "hub": one.repo,
                "local": one.name,
                "server": "",
            }[one.source]
        )
        st.caption(" · ".join(plain(fact) for fact in facts if fact))
        if one.note:
            st.caption(plain(one.note))
        work = _works().get(one.name)
        if work is not None and not work.ended:
            st.fragment(_under_way, run_every=0.5)(work)
            return
        if work is not None and work.error:
            st.warning(plain(work.error))
        with st.container(horizontal=True):
            _buttons(shared, one, used, installed)


def _buttons(shared: Services, one: ModelDescription, used: bool, installed: bool) -> None:
    if one.source == "server":
        return
    if not installed:
        if st.button("Pull", key=f"pull-{one.name}", icon=":material/download:"):
            _start(one, "Fetching", partial(shared.pull, visitor(), one.name))
        return
    if not used and st.button("Use", key=f"use-{one.name}", icon=":material/swap_horiz:"):
        _start(one, "Preparing", partial(_use, shared, visitor(), one.name))
    if st.button("Verify", key=f"verify-{one.name}", icon=":material/verified:", type="tertiary"):
        try:
            st.success(f"The file is what it should be. sha256 {shared.verify(visitor(), one.name)[:16]}…")
        except Exception as error:
            st.error(in_words(error))
    if (
        one.source == "hub"
        and not used
        and st.button("Remove", key=f"remove-{one.name}", icon=":material/delete:", type="tertiary")
    ):
        try:
            shared.remove(visitor(), one.name)
        except Exception as error:
            st.error(in_words(error))
        else:
            st.rerun()


def _writer(shared: Services) -> None:
    """What writes now: where, on what, how many wait; and a way to start it again when it stays down."""
    if shared.settings.chat_url:
        st.info(f"Sentences are written {plain(shared.writer)} (CURIO_CHAT_URL), not by a model below.")
        return
    health = getattr(getattr(shared.started("chat"), "chat", None), "health", None)
    if health is None:
        return
    said = [_where(health), f"{health.n_ctx:,} tokens of context", f"{health.waiting} waiting"]
    if health.restarts:
        said.append(f"started again {health.restarts} times; the last time because {health.last_end}")
    st.caption(plain(" · ".join(said)))
    if health.down:
        st.warning(plain(health.down))
        if st.button("Start it again", key="restart-writer", icon=":material/restart_alt:"):
            try:
                shared.restart_writer(visitor())
            except Exception as error:
                st.error(in_words(error))
            else:
                st.rerun()


def _where(health: ChatHealth) -> str:
    if health.on_gpu:
        return health.on_gpu
    if not health.gpu_build:
        return "on the processor: llama.cpp was built here without a GPU"
    return "on the processor: llama.cpp was built for a GPU and put no layer there; see CURIO_N_GPU_LAYERS"


def _start(one: ModelDescription, title: str, work) -> None:
    _works()[one.name] = _Work(f"{title} {one.title}", work)
    st.rerun()


def _use(shared: Services, visitor: Visitor, name: str, progress) -> None:
    shared.use(visitor, name, progress)
    reopen()


def _under_way(work: _Work) -> None:
    staff_only()
    share = min(1.0, work.done / work.total) if work.total else 0.0
    st.progress(share, text=plain(f"{work.title}: {_counted(work)}" if work.total else f"{work.title}…"))
    if work.ended:
        st.rerun()


def _counted(work: _Work) -> str:
    if work.total > 1_000_000:
        return f"{_size(work.done)} of {_size(work.total)}"
    return f"{work.done:,} of {work.total:,}"


def _size(amount: int) -> str:
    return f"{amount / 1e9:.1f} GB" if amount >= 1e9 else f"{max(1, round(amount / 1e6))} MB"
