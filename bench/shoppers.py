"""python -m bench.shoppers: ten shoppers at once, over the demo catalog: how long each waits for what was found.

Each shopper is a thread with a conversation of its own, as a session of the page has: words, a picture, words that narrow,
more like a hit, less like one, another order, with a second's thought between them. Suggestions are written meanwhile, as they
are in the shop. The page itself is not drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.conversation import Conversation
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.ingest import DEMO

THOUGHT = 1.0  # seconds
WORDS = (
    "a lamp for reading in bed",
    "crocs as flower pots",
    "red bag under 80",
    "something for a balcony",
    "a gift for my dad",
    "makeup that looks like fast food",
    "a wooden toy",
    "warm slippers",
    "a blue mug",
    "earrings in gold",
)


def shop(services: Services, number: int, rounds: int, waits: list[float], errors: list[str]) -> None:
    """One shopper's visit; every wait is noted in seconds."""
    talk = Conversation(services)
    pictures = sorted((DEMO / "images").glob("*.webp"))

    def wait(action: Callable[[], None]) -> None:
        start = time.perf_counter()
        try:
            action()
        except Exception as error:  # one shopper's failure must not hide the others' waits
            errors.append(f"{type(error).__name__}: {error}")
        waits.append(time.perf_counter() - start)
        time.sleep(THOUGHT)

    for turn in range(rounds):
        words = WORDS[(number + turn) % len(WORDS)]
        picture = pictures[(number * 31 + turn * 7) % len(pictures)].read_bytes()
        wait(lambda words=words: talk.ask(words))  # type: ignore[misc]
        wait(lambda: talk.ask("under 90"))
        wait(lambda: talk.sort_by("price_asc"))
        wait(lambda picture=picture: talk.ask("", picture))  # type: ignore[misc]
        wait(lambda: talk.less_like(talk.hits[0].product.id))
        wait(lambda: talk.more_like(talk.hits[0].product.id))
    talk.start_over()


def measure(services: Services, shoppers: int, rounds: int) -> dict[str, object]:
    waits: list[float] = []
    errors: list[str] = []
    visits = [
        threading.Thread(target=shop, args=(services, number, rounds, waits, errors)) for number in range(shoppers)
    ]
    for visit in visits:
        visit.start()
    for visit in visits:
        visit.join()
    return {
        "shoppers": shoppers,
        "searches": len(waits),
        "errors": errors,
        "p50_ms": round(float(np.median(waits)) * 1000),
        "p95_ms": round(float(np.quantile(waits, 0.95)) * 1000),
        "most_ms": round(max(waits) * 1000),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shoppers", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        services = open_services(read_settings(home=Path(home)))
        services.warm()
        print(json.dumps({"shoppers": measure(services, asked.shoppers, asked.rounds)}, indent=2))
        services.close()


if __name__ == "__main__":
    main()
