"""python -m bench.suggestions [--print]: forty requests over the demo catalog, written by the model in use.

First word and words per second as a shopper sees them; claims struck; and the sentences themselves, to be read.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from pathlib import Path

import numpy as np

from assistant.claims import Vocabulary
from assistant.services import open_services
from assistant.settings import read_settings
from assistant.suggestions import ProductPiece, TextPiece, suggest
from catalog.search import SearchRequest

REQUESTS = (
    "crocs as flower pots", "a lamp for reading in bed", "something ridiculous for a friend who has everything",
    "a present for my mother who loves tea", "a mug for cold hands", "something for a small balcony", "a bag for the market",
    "shoes for a wet garden", "a chair that is not boring", "a warm light for winter evenings", "a toy for a bath",
    "gift under thirty", "a clock that wakes even me", "red things for the kitchen", "a hat for the sun",
    "make-up that looks like lunch", "a cake for a runner", "a house made of food", "earrings that are small and gold",
    "something to hide a plain plant pot", "a cushion for a green sofa", "a vase that makes people laugh",
    "a rucksack for a long weekend", "a quiet colour for a bedroom lamp", "salt and pepper for a dark table",
    "a bottle that fits a desk", "a teapot for two", "an umbrella nobody will steal", "a plant that forgives me",
    "headphones for a child", "perfume in a pretty bottle", "a mirror for a dark hall", "the cheapest candle",
    "a robot to build with grandpa", "slippers for a cactus lover", "a sofa table in stone", "a bowl that goes for a walk",
    "diesel engine head gasket", "a bicycle pump", "goose",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suggestions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--print", action="store_true", help="print every suggestion")
    asked = parser.parse_args()
    firsts, rates, wrong, struck, silent = [], [], [], 0, 0
    with tempfile.TemporaryDirectory() as home:
        services = open_services(read_settings(home=Path(home)))
        services.ensure_catalog()
        vocabulary = Vocabulary.of_shop(services.store.facets())
        for request in REQUESTS:
            result = services.searcher.search(SearchRequest(request))
            begun = time.perf_counter()
            suggestion = suggest(services.chat, request, result.hits, no_match=result.no_match, vocabulary=vocabulary)
            first = 0.0
            words = []
            for piece in suggestion:
                first = first or time.perf_counter() - begun
                words.append(piece.title if isinstance(piece, ProductPiece) else piece.text)
                if isinstance(piece, TextPiece) and re.search(r"[\d$€£]", piece.text):
                    wrong.append(request)
            usage = suggestion.usage
            if usage and usage.tokens > 1:
                seconds = max(usage.ms_total - usage.ms_first_token, 1.0) / 1000
                rates.append(len(suggestion.text.split()) / seconds)
            firsts.append(first)
            struck += len(suggestion.struck)
            silent += not suggestion.text
            shown = {hit.product.id for hit in result.hits}
            if not set(suggestion.items) <= shown:
                wrong.append(request)
            if asked.print:
                print(
                    f"{request}\n    {suggestion.text}" + "".join(f"\n    struck: {one}" for one in suggestion.struck)
                )
        name = services.chat.name
        services.close()
    figures = {
        "model": name,
        "requests": len(REQUESTS),
        "first_sentence_s": {"p50": round(float(np.median(firsts)), 2), "max": round(max(firsts), 2)},
        "words_per_second": {"p50": round(float(np.median(rates)), 1), "min": round(min(rates), 1)},
        "requests_with_a_digit_or_a_stranger": wrong,
        "sentences_struck": struck,
        "requests_without_a_sentence": silent,
    }
    print(json.dumps({"suggestions": figures}, indent=2))


if __name__ == "__main__":
    main()
