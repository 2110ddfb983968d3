"""python -m bench.search: how fast search is, and whether it finds what is meant, over the demo catalog.

Words and pictures, warm, whole call, p50 and p95; the queries the demo is known for; nDCG@10 of the judged ones (bench.judged),
over the demo and over the harder shop made of it; and each product's own picture cut to its middle 70 %, turned by 10° and
saved as JPEG at quality 60.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil

from assistant.asked import understood
from assistant.services import Services, open_services
from assistant.settings import read_settings
from bench.judged import nameless, of_facts, of_uses, of_uses_in_a_color, of_uses_in_a_story
from catalog.evaluation import evaluate
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


def ndcg_at_10(services: Services) -> dict[str, float]:
    """What the judged queries of each sort come to."""
    products = list(services.store.products(services.store.all_ids()).values())
    book, lexicon = services.shopfront.book(), services.shopfront.lexicon()
    sorts = {
        "facts": of_facts(products),
        "uses": of_uses(products),
        "uses in a colour": of_uses_in_a_color(products),
        "uses in a story": of_uses_in_a_story(products, lambda words: understood(words, None, book, lexicon)[0].text),
    }
    return {name: evaluate(services.searcher, judged, "auto").ndcg_at_10 for name, judged in sorts.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        services = open_services(read_settings(home=Path(home) / "demo"))
        services.ensure_catalog()
        figures = measure(services) | {"demo_ndcg@10": ndcg_at_10(services)}
        services.close()
        harder = open_services(read_settings(home=Path(home) / "harder", demo=False))
        nameless(Path(home) / "harder.tsv")
        harder.ingest(Path(home) / "harder.tsv")
        figures["harder_shop_ndcg@10"] = ndcg_at_10(harder)
        harder.close()
        print(json.dumps({"search": figures}, indent=2))


if __name__ == "__main__":
    main()
