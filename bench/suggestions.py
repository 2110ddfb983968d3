"""python -m bench.suggestions [--print] [--home FOLDER] [--requests FILE]: sixty requests, written up by the model in use, to
be read.

Thirty over the demo catalog and thirty over a shop of sports clothes, where its feed is beside the repository
(../shared/luma). First sentence and words per second as a shopper sees them; claims struck; what no answer may hold; and,
with --print, each request, its rows as the model sees them, and the answer. `--home` keeps the two catalogs between runs:
bringing in the second one takes minutes. `--requests` reads others, for a look with fresh eyes: JSON of the same form.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.asked import search_request, understood
from assistant.services import Services, open_services
from assistant.settings import read_settings
from assistant.suggestions import ProductPiece, TextPiece, build_messages
from assistant.writing import suggestion_about
from catalog.images import open_image
from catalog.ingest import DEMO

ROOT = Path(__file__).resolve().parents[1]
FEED = DEMO / "feed.tsv"
SPORTS = ROOT.parent / "shared" / "luma" / "products.tsv"

# A request may end in "@ picture": a file of the catalog's own pictures, shown with the words before it.
REQUESTS = {
    "demo": (
        "crocs as flower pots", "a lamp for reading in bed", "something ridiculous for a friend who has everything",
        "a present for my mother who loves tea", "gift under thirty for a colleague", "red things for the kitchen",
        "something for a small balcony", "a hat for the sun", "make-up that looks like lunch",
        "a cushion for a green sofa", "what goes with a navy dress",
        "which of your trainers is the lightest, and how do they differ?", "a clock that wakes even me",
        "not too expensive earrings", "a vase that makes people laugh", "diesel engine head gasket",
        "a bicycle pump", "leather bag in brown", "something to wear to a wedding", "@ crocs-flower-pots.webp",
        "in blue please @ mug-speckle.webp", "surprise me", "housewarming present for two cooks",
        "a wooden toy for my nephew", "warm things for winter", "a quiet colour for a bedroom",
        "the cheapest candle", "compare your teapots", "a purple velvet armchair",
        "Hello! I'm looking for a rucksack for a long weekend, thanks",
    ),
    "sports": (
        "black hoodie for men", "something to carry my gym clothes", "yoga pants that do not slip",
        "a gift for my girlfriend who runs", "shorts for hot weather", "rain jacket",
        "what goes with black leggings", "cheap t-shirt", "a watch for swimming", "warm layer for winter hikes",
        "red tank top", "organic cotton tee", "which is better for bikram, tights or shorts?",
        "present for my dad who lifts weights", "something for the office chair",
        "equipment for stretching at home", "blue women's jacket with hood", "a bra for running",
        "anything in purple", "wedding dress", "a toaster", "for a student on a budget",
        "something funny for my gym buddy", "a bag for a weekend away", "what should I wear to hot yoga",
        "@ mh01-black_main.jpg", "but in green @ wj01-blue_main.jpg", "soft sweatshirt for lazy Sundays",
        "compare your wind jackets", "I sweat a lot, which shirt?",
    ),
}  # fmt: skip


@dataclass
class Figures:
    """What is counted over all requests."""

    firsts: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    struck: int = 0
    silent: int = 0
    texts: list[str] = field(default_factory=list)


def answer(services: Services, asked: str, pictures: Path, figures: Figures) -> str:
    """Search and write as the shop page does; count into `figures`, and return all of it as text to be read."""
    words, _, shown = asked.partition("@")
    words, shown = words.strip(), shown.strip()
    image = open_image(pictures / shown, max_pixels=40_000_000, max_bytes=20_000_000) if shown else None
    shop = services.shopfront
    read, _ = understood(words, image, shop.book(), shop.lexicon())
    found = services.searcher.search(search_request(read))
    if not found.hits:
        return f"## {asked}\nNothing is all of that at once."
    begun = time.perf_counter()
    suggestion = suggestion_about(services, read, found)
    first, parts = 0.0, []
    for piece in suggestion:
        first = first or time.perf_counter() - begun
        parts.append(piece)
        if isinstance(piece, TextPiece) and re.search(r"[\d$€£]", piece.text):
            figures.wrong.append(asked)
    if not set(suggestion.items) <= {hit.product.id for hit in found.hits}:
        figures.wrong.append(asked)
    figures.firsts.append(first)
    usage = suggestion.usage
    if usage and usage.tokens > 1:
        seconds = max(usage.ms_total - usage.ms_first_token, 1.0) / 1000
        figures.rates.append(len(suggestion.text.split()) / seconds)
    figures.struck += len(suggestion.struck)
    figures.silent += not suggestion.text
    text = "".join(f"*{piece.title}*" if isinstance(piece, ProductPiece) else piece.text for piece in parts)
    figures.texts.append(text)
    given = {"no_match": found.no_match, "picture": image is not None}
    rows = build_messages(read.request, suggestion.products, **given)[1]["content"]
    return "\n".join((f"## {asked}", rows, f"→ {text}", *(f"   struck: {one}" for one in suggestion.struck)))


def _answers(home: Path, feed: Path, requests: Sequence[str], figures: Figures, show: bool) -> str:
    services = open_services(read_settings(home=home, demo=feed == FEED))
    try:
        services.ensure_catalog()
        if services.store.generation() == 0:
            services.ingest(feed)
        for request in requests:
            told = answer(services, request, feed.parent / "images", figures)
            if show:
                print(told, end="\n\n", flush=True)
        return services.chat.name
    finally:
        services.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suggestions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--print", action="store_true", help="print every request, its rows and the answer")
    parser.add_argument("--home", type=Path, help="keep the two catalogs here between runs")
    parser.add_argument("--requests", type=Path, help='other requests: {"demo": [...], "sports": [...]}')
    asked = parser.parse_args()
    requests = json.loads(asked.requests.read_text("utf-8")) if asked.requests else REQUESTS
    figures, name = Figures(), ""
    with tempfile.TemporaryDirectory() as passing:
        home = asked.home or Path(passing)
        for shop, feed in (("demo", FEED), ("sports", SPORTS)):
            if feed.exists():
                name = _answers(home / shop, feed, requests[shop], figures, asked.print)
            else:
                print(f"{feed} is not here: its requests are left out.")
    openings = [re.sub(r"\*[^*]*\*", "*", text).split(":")[0] for text in figures.texts]
    told = {
        "model": name,
        "requests": len(figures.texts),
        "first_sentence_s": {
            "p50": round(float(np.median(figures.firsts)), 2),
            "max": round(max(figures.firsts), 2),
        },
        "words_per_second": {"p50": round(float(np.median(figures.rates)), 1), "min": round(min(figures.rates), 1)},
        "different_openings": len(set(openings)),
        "requests_with_a_digit_or_a_stranger": figures.wrong,
        "sentences_struck": figures.struck,
        "requests_without_a_sentence": figures.silent,
    }
    print(json.dumps({"suggestions": told}, indent=2))


if __name__ == "__main__":
    main()
