"""Judged queries over the demo catalog, and over one that is harder to search: what the weights of search were chosen on.

In the demo, titles say colours. Real shops give things names, keep the colour in a field, and tell every variant with the one
description. `nameless` makes such a shop of the demo: invented names, three colours each, of which the description tells one.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from catalog.evaluation import Judged, read_queries
from catalog.ingest import DEMO
from catalog.product import Product
from catalog.shades import NO_COLORS

USES = Path(__file__).parent / "queries" / "demo.jsonl"
_STORIES = (
    "We just moved house and half our boxes are still in the hallway.", "My back has been killing me all week.",
    "It's my sister's birthday on Saturday and I always leave it too late.", "The kids broke the old one on Sunday.",
    "I work from home most days and hardly see anyone.", "My neighbour swears by this shop.",
    "I went for a long walk by the river yesterday and got soaked.", "We have a dog and two cats so everything is dirty.",
    "My husband thinks I buy too much for the kitchen.", "I saw one in a magazine at the dentist's.",
    "Summer was hot and now the evenings are drawing in.", "I don't know much about this, sorry.",
)  # fmt: skip
_ASKS = ("{}", "Do you have {}?", "I'm looking for {}", "Can you show me {}?", "I need {}")
_SYLLABLES = "ar bel cor dun el fa gro hal is jo ka lin mor ne or pel quin ras sol tam ul ver wes yar zen".split()


def nameless(file: Path) -> None:
    """Write the feed of the harder shop: a product of the demo is a group of three."""
    rng = random.Random(7)
    with (DEMO / "feed.tsv").open(encoding="utf-8", newline="") as feed:
        rows = list(csv.DictReader(feed, delimiter="\t"))
    colors = sorted({row["color"] for row in rows} - NO_COLORS)
    columns = "id item_group_id title description price brand color material product_type".split()
    with file.open("w", encoding="utf-8", newline="") as feed:
        written = csv.writer(feed, delimiter="\t")
        written.writerow(columns)
        for row in rows:
            kind = row["product_type"].split(">")[-1].strip()
            title = f"{''.join(rng.choice(_SYLLABLES) for _ in range(2)).title()} {kind}"
            for color in [row["color"], *rng.sample([one for one in colors if one != row["color"]], 2)]:
                told = {"id": f"{row['id']}--{color.replace(' ', '-')}", "item_group_id": row["id"], "title": title}
                written.writerow([(row | told | {"color": color})[name] for name in columns])


def of_facts(products: Sequence[Product]) -> list[Judged]:
    """ "red mugs", "mugs of stoneware", "red stoneware mugs": what answers them, the products' own facts say."""
    judged: dict[str, Judged] = {}
    for one in products:
        if not one.color or not one.material:
            continue
        kind = _kind(one)
        for query, color, material in (
            (f"{one.color} {kind}", one.color, ""),
            (f"{kind} of {one.material}", "", one.material),
            (f"{one.color} {one.material} {kind}", one.color, one.material),
        ):
            answers = (other.id for other in products if _kind(other) == kind and _is(other, color, material))
            judged.setdefault(query, Judged(query, None, frozenset(answers)))
    return list(judged.values())


def of_uses(products: Sequence[Product]) -> list[Judged]:
    """What things are for, judged by hand; a product of the harder shop answers as the one it was made of."""
    return [
        Judged(one.text, None, frozenset(p.id for p in products if p.id in one.relevant or p.group_id in one.relevant))
        for one in read_queries(USES)
    ]


def of_uses_in_a_color(products: Sequence[Product]) -> list[Judged]:
    """The same in up to three of the colours, and one of the materials, that there are among the answers."""
    rng = random.Random(3)
    judged = []
    for use in of_uses(products):
        among = [one for one in products if one.id in use.relevant]
        colors = sorted({one.color for one in among} - NO_COLORS)
        for color in rng.sample(colors, min(3, len(colors))):
            text = rng.choice((f"{color} {use.text}", f"{use.text} in {color}"))
            judged.append(Judged(text, None, frozenset(one.id for one in among if one.color == color)))
        materials = sorted({one.material for one in among if one.material})
        for material in rng.sample(materials, min(1, len(materials))):
            answers = frozenset(one.id for one in among if _is(one, "", material))
            judged.append(Judged(f"{use.text}, {material}", None, answers))
    return judged


def of_uses_in_a_story(products: Sequence[Product], read: Callable[[str], str]) -> list[Judged]:
    """The same asked for beside a sentence that has nothing to do with it, half of them before it; `read` makes of a request
    what is searched for."""
    rng = random.Random(5)
    judged = []
    for use in of_uses(products):
        story, asks = rng.choice(_STORIES), rng.choice(_ASKS).format(use.text)
        text = rng.choice((f"{story} {asks}", f"{asks if asks.endswith('?') else f'{asks}.'} {story}"))
        judged.append(Judged(read(text), None, use.relevant))
    return judged


def _kind(product: Product) -> str:
    return product.category.split(">")[-1].strip().lower()


def _is(product: Product, color: str, material: str) -> bool:
    return color in product.color and set(material.split()) <= set(product.material.split())
