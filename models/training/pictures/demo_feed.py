"""The demo catalog's feed (Google Merchant fields) and boards, written from its rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from models.training.pictures.kinds import DemoProduct, all_kinds

DEMO = Path(__file__).parents[3] / "catalog" / "demo"
FIELDS = (
    "id", "title", "description", "link", "image_link", "price", "availability", "brand", "color", "material",
    "product_type", "condition",
)  # fmt: skip
# A material that is no noun: "made of glazed" is no English.
_SAID = {"glazed": "glazed ceramic"}
BOARDS = (
    ("ridiculous", "The most ridiculous things", "Nobody needs them. Somebody you know wants one."),
    ("balcony", "A greener balcony", "Pots, plants and what they stand on."),
    ("warm-light", "Warm light", "Lamps and candles for the dark half of the year."),
    ("slow-mornings", "Slow mornings", "For the hour before anyone writes to you."),
    ("small-gifts", "Small gifts", "Easy to wrap, hard to give away."),
    ("out-and-about", "Out and about", "What to carry, wear and hide under."),
    ("play", "Made for play", "Toys that children may share with grown-ups."),
)


def write_demo_feed(products: Sequence[DemoProduct], folder: Path = DEMO) -> None:
    """Write feed.tsv and boards.json. Raises ValueError for a repeated id."""
    ids = [product.id for product in products]
    if len(set(ids)) != len(ids):
        raise ValueError(f"repeated ids: {sorted({one for one in ids if ids.count(one) > 1})}")
    kinds = all_kinds()
    with (folder / "feed.tsv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter="\t", lineterminator="\n")
        writer.writerow(FIELDS)
        for product in products:
            price = product.price if " " in product.price else f"{product.price} USD"
            writer.writerow(
                [
                    product.id, product.title, product.description, "", f"images/{product.id}.webp", price,
                    product.availability, product.brand, product.color, _SAID.get(product.material, product.material),
                    product.category or kinds[product.kind].category, "new",
                ]
            )  # fmt: skip
    boards = [
        {"slug": slug, "title": title, "description": said, "product_ids": [p.id for p in products if slug in p.boards]}
        for slug, title, said in BOARDS
    ]
    kept = [board for board in boards if board["product_ids"]]
    (folder / "boards.json").write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
