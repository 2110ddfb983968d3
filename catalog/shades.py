"""Which colours are shades of another: who asks for a blue shirt is shown the navy one.

Only of what a product's colour says; teal, between two colours, is a shade of both. That "sky blue" is blue its own words say.
"""

from __future__ import annotations

import re

_SHADES = """
    red: burgundy crimson scarlet maroon ruby cherry claret bordeaux
    pink: rose blush fuchsia magenta salmon coral raspberry
    orange: rust terracotta apricot tangerine peach coral
    yellow: mustard lemon ochre saffron
    green: sage olive mint lime emerald khaki moss pistachio jade teal turquoise
    blue: navy cobalt azure sapphire indigo aqua cyan teal turquoise
    purple: lilac lavender violet plum mauve aubergine eggplant
    brown: tan camel chocolate cognac chestnut caramel mocha coffee
    beige: sand oatmeal ecru taupe
    grey, gray: charcoal slate graphite anthracite
    white: ivory
    black: jet onyx
"""

NO_COLORS = frozenset(
    "natural clear transparent multi multicolor multicolour multicoloured assorted various other none default".split()
)
"""What stands where a colour is told and is none: nobody asks for a lamp "in clear"."""


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _SHADES.strip().splitlines():
        names, _, shades = line.partition(":")
        found |= {name.strip(): tuple(shades.split()) for name in names.split(",")}
    return found


_OF = _read()


def shades_of(color: str) -> tuple[str, ...]:
    """The single words, in small letters, that are shades of a colour; none where it is one itself, or no such word."""
    return _OF.get(color.strip().lower(), ())


def shaded(colors: str) -> str:
    """What a product's colour says, in small letters, and each colour that it is a shade of, parted by "|"."""
    said = set(re.split(r"[\s/,;]+", colors.lower()))  # as `Store.allowed` parts them
    return " | ".join([colors.lower(), *(color for color, shades in _OF.items() if said.intersection(shades))])
