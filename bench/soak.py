"""python -m bench.soak [--answers 2000] [--home FOLDER]: a day of suggestions in a quarter of an hour; is the memory flat?

Searches and suggestions over the demo catalog, one after the other, as the shop page asks for them; every tenth shopper
leaves in the middle, and the worker is killed once. Memory (resident, MB) of this process and of the worker is taken along; the
growth told is between the medians of the second and the last fifth, so that what is loaded once does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import psutil

from assistant.claims import Vocabulary
from assistant.metering import MeteredChat
from assistant.services import Services, open_services
from assistant.settings import read_settings
from assistant.suggestions import suggest
from assistant.understanding import understand
from bench.suggestions import REQUESTS
from catalog.search import SearchRequest
from models.base import ChatModel
from models.errors import ChatUnavailable

_LEAVES = 10


class Ways:
    """How answers ended."""

    def __init__(self) -> None:
        self.whole = self.left = self.failed = 0


def answer(services: Services, chat: ChatModel, words: str, leaves: bool, ways: Ways) -> None:
    """One shopper: search, then read the suggestion to its end, or leave after the first sentence."""
    said = understand(words, services.shopfront.lexicon())
    found = services.searcher.search(SearchRequest(text=said.text or words, filters=said.filters))
    if not found.hits:
        ways.whole += 1
        return
    suggestion = suggest(
        chat, words, found.hits, no_match=found.no_match, vocabulary=Vocabulary.of_shop(services.shopfront.facets())
    )
    try:
        for _piece in suggestion:
            if leaves:
                suggestion.cancel()
    except ChatUnavailable:
        ways.failed += 1
        return
    ways.left += leaves
    ways.whole += not leaves


def _growth(taken: list[float]) -> dict[str, float]:
    fifth = max(1, len(taken) // 5)
    first, last = statistics.median(taken[fifth : 2 * fifth] or taken), statistics.median(taken[-fifth:])
    return {"first_mb": round(first, 1), "last_mb": round(last, 1), "grown_mb": round(last - first, 1)}


def _resident(process: int) -> float:
    return float(psutil.Process(process).memory_info().rss) / 1e6


def soak(home: Path, answers: int) -> dict[str, object]:
    """Write so many answers and tell how they ended and what memory did."""
    from models.chat import LocalChat

    services = open_services(read_settings(home=home))
    try:
        services.ensure_catalog()
        metered = services.chat
        chat = metered.chat if isinstance(metered, MeteredChat) else metered
        assert isinstance(chat, LocalChat), "the soak is of the worker on this machine"
        ways, shop, worker = Ways(), [], []
        requests = [words for words in REQUESTS["demo"] if "@" not in words]
        begun = time.monotonic()
        for number, words in enumerate(islice(cycle(requests), answers), 1):
            answer(services, metered, words, number % _LEAVES == 0, ways)
            if number == answers // 2:
                os.kill(chat.health.process, signal.SIGKILL)
            elif number % max(1, answers // 100) == 0:
                shop.append(_resident(os.getpid()))
                worker.append(_resident(chat.health.process))
        return {
            "answers": answers,
            "seconds": round(time.monotonic() - begun),
            "whole": ways.whole,
            "left": ways.left,
            "failed": ways.failed,
            "restarts": chat.health.restarts,
            "shop": _growth(shop),
            "worker": _growth(worker[len(worker) // 2 :]),
        }
    finally:
        services.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--home", type=Path, help="use this data folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        print(json.dumps({"soak": soak(asked.home or Path(passing), asked.answers)}, indent=2))


if __name__ == "__main__":
    main()
