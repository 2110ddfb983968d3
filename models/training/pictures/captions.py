"""What can be said of an instance: dozens of ways, from its kind, colour, material and pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.training.pictures.kinds import all_kinds

_PATTERN_WORDS = {
    "stripes": ("striped", "with stripes"), "dots": ("dotted", "with polka dots"), "checks": ("checked", "with checks"),
    "speckle": ("speckled", "with specks"), "floral": ("floral", "with flowers on it"), "zigzag": ("zigzag", "with zigzags"),
    "marble": ("marbled", "with a marbled pattern"),
}  # fmt: skip
_FORMS = (
    "{color} {kind}", "a {color} {kind}", "{kind} in {color}", "{color} {material} {kind}", "{material} {kind}",
    "a {kind} made of {material}", "{kind}, {color}, {material}", "photo of a {color} {kind}", "{kind}", "{kind}",
    "a picture of a {kind}", "{color} {kind} made of {material}", "{kind} {category}", "a {material} {kind} in {color}",
    "{category} {kind} {color}", "something like a {color} {kind}",
)  # fmt: skip
_PATTERNED = (
    "{patterned} {kind}", "{color} {kind} {with_pattern}", "a {patterned} {color} {kind}", "{kind} {with_pattern}",
    "{patterned} {material} {kind} in {color}",
)  # fmt: skip
# Other words for the shop's colours: what they look like is the same.
_COLOR_WORDS = {
    "white": ("off-white", "snow white"), "cream": ("ivory", "off-white", "ecru"), "beige": ("sand", "taupe", "stone"),
    "tan": ("camel", "caramel"), "brown": ("chocolate", "chestnut", "dark brown"), "black": ("jet black", "ebony"),
    "grey": ("gray", "slate", "ash"), "silver": ("metallic grey",), "gold": ("golden",), "red": ("scarlet", "crimson"),
    "burgundy": ("wine red", "maroon", "dark red"), "orange": ("tangerine",), "terracotta": ("rust", "brick"),
    "coral": ("salmon",), "yellow": ("lemon", "bright yellow"), "mustard": ("ochre",), "green": ("emerald", "grass green"),
    "olive": ("khaki", "army green"), "sage": ("grey green",), "mint": ("pale green", "light green"), "teal": ("petrol",),
    "turquoise": ("aqua", "cyan"), "blue": ("royal blue", "cobalt"), "navy": ("dark blue", "navy blue", "midnight blue"),
    "sky blue": ("light blue", "pale blue"), "purple": ("violet", "plum"), "lilac": ("lavender", "mauve"),
    "pink": ("rose", "blush"), "multicolour": ("colourful", "multicoloured"),
}  # fmt: skip
_PLAIN_CATEGORY = str.maketrans({">": " ", "&": " "})


def facts_of(kind: str, color: str, material: str, patterns: tuple[str, ...]) -> dict[str, Any]:
    """The facts an instance is stored with."""
    return {"kind": kind, "color": color, "material": material, "patterns": list(patterns)}


def caption(facts: Mapping[str, Any], rng: np.random.Generator) -> str:
    """One way to say it; the same for the same generator state."""
    kind = all_kinds()[facts["kind"]]
    pattern = str(rng.choice(facts["patterns"])).partition(" ")[0] if facts["patterns"] else ""
    forms = (*_FORMS, *_PATTERNED) if pattern in _PATTERN_WORDS else _FORMS
    patterned, with_pattern = _PATTERN_WORDS.get(str(pattern), ("", ""))
    # The plain name half the time; otherwise any of the ways to name the kind.
    name = kind.words[0] if rng.random() < 0.35 else str(rng.choice(kind.words))
    others = _COLOR_WORDS.get(facts["color"], ())
    color = str(rng.choice(others)) if others and rng.random() < 0.25 else facts["color"]
    said = str(rng.choice(forms)).format(
        kind=name,
        color=color,
        material=facts["material"],
        category=kind.category.split(">")[-1].translate(_PLAIN_CATEGORY).strip().lower(),
        patterned=patterned,
        with_pattern=with_pattern,
    )
    return " ".join(said.split())


def captions(facts: Mapping[str, Any], count: int, seed: int) -> list[str]:
    """`count` different ways where there are as many, in a fixed order for a seed; never more than were found."""
    rng = np.random.default_rng(seed)
    found: dict[str, None] = {}
    for _ in range(count * 4):
        found[caption(facts, rng)] = None
        if len(found) == count:
            break
    return list(found)


def full_caption(facts: Mapping[str, Any]) -> str:
    """All that is known of an instance, said plainly."""
    pattern = str(facts["patterns"][0]).partition(" ")[0] if facts["patterns"] else ""
    with_pattern = _PATTERN_WORDS.get(pattern, ("", ""))[1]
    said = f"{facts['color']} {facts['material']} {all_kinds()[facts['kind']].words[0]} {with_pattern}"
    return " ".join(said.split())


def says_color(text: str, facts: Mapping[str, Any]) -> bool:
    """Whether a caption of this instance names its colour."""
    color = str(facts["color"])
    return any(f" {word} " in f" {text.replace(',', ' ')} " for word in (color, *_COLOR_WORDS.get(color, ())))
