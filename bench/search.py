"""python -m bench.search: how fast search is, and whether it finds what is meant, over the demo catalog.

Words and pictures, warm, whole call, p50 and p95; the queries the demo is known for; and each product's own picture cut to its
middle 70 %, turned by 10° and saved as JPEG at quality 60.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil

from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.images import open_image
from catalog.ingest import DEMO
from catalog.search import SearchRequest
from models.quality import spoilt

MEANT = {
    "crocs as flower pots": {"crocs-flower-pots"},
    "rubber shoes used to grow plants": {"crocs-flower-pots"},
    "makeup that looks like fast food": {"cheeseburger-eyeshadow"},
    "edible cottage built from carrots": {"vegetable-house"},
}


def timed(call: Callable[[int], object], count: int) -> dict[str, float]:
    """Milliseconds of `count` calls, after three that warm up."""
    for number in range(3):
        call(number)
    taken = []
    for number in range(count):
        start = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(float(np.median(taken)), 1), "p95_ms": round(float(np.quantile(taken, 0.95)), 1)}


def measure(services: Services) -> dict[str, object]:
    """All figures, as one object."""
    searcher, store = services.searcher, services.store
    pictures = {one: open_image(DEMO / "images" / f"{one}.webp") for one in store.all_ids()}
    ids = list(pictures)
    titles = [product.title for product in store.products(ids).values()]
    firsts = {}
    for query, meant in MEANT.items():
        hits = searcher.search(SearchRequest(query)).hits
        firsts[query] = next((hit.rank for hit in hits if hit.product.id in meant), None)
    ranks = []
    for one, picture in pictures.items():
        hits = searcher.search(SearchRequest(image=spoilt(picture), top_k=5)).hits
        ranks.append(next((hit.rank for hit in hits if hit.product.id == one), 99))
    return {
        "products": len(ids),
        "words": timed(lambda n: searcher.search(SearchRequest(titles[n % len(titles)] + " please")), 100),
        "picture": timed(lambda n: searcher.search(SearchRequest(image=pictures[ids[n % len(ids)]])), 60),
        "rank_of_the_meant": firsts,
        "spoilt_picture_r@1": round(float(np.mean([rank == 1 for rank in ranks])), 4),
        "spoilt_picture_r@5": round(float(np.mean([rank <= 5 for rank in ranks])), 4),
        "memory_mb": round(psutil.Process().memory_info().rss / 1e6),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        services = open_services(read_settings(home=Path(home)))
        services.ensure_catalog()
        print(json.dumps({"search": measure(services)}, indent=2))
        services.close()


if __name__ == "__main__":
    main()
