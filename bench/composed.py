"""python -m bench.composed [--home DIR] [--count N]: a picture and a colour. "Like this, in red": is it red, and still that?

A product's picture, cut, turned and compressed, with a colour that others of its kind have here and it has not: as words that
nobody has read ("like this, in red"), and as the filter that understanding makes of them. Of the first ten, how many have the
colour, and how many of the things of that kind and colour are among them, each as a share of what there can be. Over the demo,
or over whatever catalog lies in DIR.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.images import PictureFolder, open_image
from catalog.product import Filters, Product
from catalog.search import SearchRequest
from models.quality import spoilt

TOP = 10


def asked(products: list[Product], count: int) -> list[tuple[Product, str]]:
    """Products with a picture, each with a colour that another of its kind has and it has not."""
    pairs = []
    for one in products:
        same = (other for other in products if other.category == one.category and other.color)
        colors = sorted({other.color for other in same} - {one.color})
        if one.pictures and one.color and colors:
            pairs += [(one, color) for color in colors]
    return random.Random(5).sample(pairs, min(count, len(pairs)))


def measure(services: Services, count: int) -> dict[str, object]:
    store, folder = services.store, PictureFolder(services.home)
    products = list(store.products(store.all_ids()).values())
    pairs = asked(products, count)
    seen: dict[str, Image.Image] = {}
    for one, _ in pairs:
        seen.setdefault(one.id, spoilt(open_image(folder.page(one.pictures[0].content_hash))))
    figures: dict[str, object] = {"products": len(products), "requests": len(pairs)}
    for way in ("words", "filter"):
        rows = []
        for one, color in pairs:
            text = f"like this, in {color.lower()}" if way == "words" else ""
            filters = Filters(colors=frozenset({color.lower()})) if way == "filter" else Filters()
            request = SearchRequest(text, seen[one.id], filters=filters, top_k=TOP)
            hits = [hit.product for hit in services.searcher.search(request).hits]
            of_color = {other.id for other in products if color.lower() in other.color.lower()}
            meant = {other.id for other in products if other.category == one.category} & of_color
            rows.append(
                (
                    sum(hit.id in of_color for hit in hits) / min(TOP, len(of_color)),
                    sum(hit.id in meant for hit in hits) / min(TOP, len(meant)),
                    float(hits[0].id in meant) if hits else 0.0,
                )
            )
        color, kind, first = np.mean(rows, axis=0)
        figures[way] = {
            "asked_color_of_10": round(10 * float(color), 2), "kind_and_color_found": round(float(kind), 3),
            "first_is_both": round(float(first), 3),
        }  # fmt: skip
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a data folder with a catalog; without it, the demo in a new one")
    parser.add_argument("--count", type=int, default=150)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as new:
        services = open_services(read_settings(home=options.home or Path(new)))
        services.ensure_catalog()
        print(json.dumps({"composed": measure(services, options.count)}, indent=2))
        services.close()


if __name__ == "__main__":
    main()
