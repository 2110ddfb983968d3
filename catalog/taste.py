"""What a board says of somebody's taste, and what else in the shop answers it, from close to ridiculous.

Taste is several centres, not one mean: the mean of a lamp and a boot is near neither. Products of a board are joined while they
are alike on average, and each group is stood for by its medoid, a product that is really there (Pal et al., "PinnerSage:
Multi-Modal User Embedding Framework for Recommendations at Pinterest", 2020, where the joining is Ward's; here the likeness is
the shop's calibrated one, which is no Euclidean distance, so it is average linkage).

`reach` says how far from the board to look. At 0 it is the nearest things that count. At 1 it is things of kinds that the board
does not hold, which are alike in one way alone, looks or meaning, and unlike the others of their own kind: a clog that is a
planter. Between them the two are mixed. Works on vectors and kinds; knows no request and no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
MOST_CENTRES = 6
PICTURE_SHARE = 0.65
"""How much of likeness is looks; the rest is meaning."""
# Below it two products are of two tastes. Measured on the demo: two of one kind share 0.66 at the median, two of kinds that
# have nothing to do with each other 0.24, of neighbouring kinds 0.34.
_ALIKE = 0.45
# How many of one kind are shown before others have their turn; beyond `reach` 0.5 variety is the point.
_OF_A_KIND = 2
_WORTH = 0.5


@dataclass(frozen=True)
class Centre:
    """One taste: which of the board's products stands for it, by its place among them, and for what share of them."""

    medoid: int
    weight: float


@dataclass(frozen=True)
class Candidate:
    """A product that might be shown. `looks` and `meaning` hold its likeness to each centre, in [0, 1].

    `kind` is its category, `newness` how far its kind is from those on the board (0: on it, 1: in no way near), `oddness` how
    unlike the others of its own kind it is, in [0, 1].
    """

    product_id: str
    looks: Sequence[float]
    meaning: Sequence[float]
    kind: str = ""
    newness: float = 0.0
    oddness: float = 0.0


@dataclass(frozen=True)
class Answer:
    """A product to show: its score in [0, 1], and the share of looks in its likeness to the centre it was found by."""

    product_id: str
    score: float
    looks: float


def centres(likeness: Floats) -> list[Centre]:
    """Return the tastes of n products, the weightiest first, from their likeness to each other: (n, n), symmetric, [0, 1]."""
    # Importing these takes as long as all else that a command imports.
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    count = len(likeness)
    if count < 2:
        return [Centre(0, 1.0)] * count
    apart = np.clip(1.0 - likeness, 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    groups = fcluster(linkage(squareform(apart, checks=False), "average"), 1.0 - _ALIKE, "distance")
    found = []
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        medoid = members[np.argmin(apart[np.ix_(members, members)].sum(axis=1))]
        found.append(Centre(int(medoid), len(members) / count))
    return sorted(found, key=lambda centre: (-centre.weight, centre.medoid))[:MOST_CENTRES]


def newness(kind: str, on_board: Sequence[str]) -> float:
    """0 for a category of the board, 0.5 for one beside it ("Garden > Planters" beside "Garden > Watering cans"), else 1."""
    if kind in on_board:
        return 0.0
    return 0.5 if _top(kind) in {_top(one) for one in on_board} else 1.0


def oddness(vectors: Mapping[str, Floats], kinds: Mapping[str, str], of: Sequence[str]) -> dict[str, float]:
    """How unlike the others of its own kind each product of `of` is: its rank among them all, in [0, 1].

    `vectors` are unit vectors (dim,) of those products and of enough others of their kinds. One that is alone in its kind is in
    the middle: nothing is known of it.
    """
    members: dict[str, list[str]] = {}
    for product_id in vectors:
        members.setdefault(kinds[product_id], []).append(product_id)
    sums = {kind: np.sum([vectors[one] for one in ids], axis=0) for kind, ids in members.items()}
    unlike: dict[str, float] = {}
    for product_id in of:
        others = len(members.get(kinds[product_id], ())) - 1
        if product_id in vectors and others > 0:
            vector = vectors[product_id]
            unlike[product_id] = 1.0 - float(vector @ (sums[kinds[product_id]] - vector)) / others
    order = sorted(unlike, key=lambda one: (unlike[one], one))
    ranks = {one: place / max(1, len(order) - 1) for place, one in enumerate(order)}
    return {one: ranks.get(one, 0.5) for one in of}


def answers(tastes: Sequence[Centre], candidates: Sequence[Candidate], reach: float) -> list[Answer]:
    """Return all candidates as `reach`, in [0, 1], ranks them: each taste in turn by its weight, so none is drowned."""
    by_taste: list[list[tuple[float, Candidate, float]]] = [[] for _ in tastes]
    for candidate in candidates:
        scored = [_scored(candidate, place, reach) for place in range(len(tastes))]
        place = max(range(len(tastes)), key=lambda one: scored[one][0])
        by_taste[place].append((scored[place][0], candidate, scored[place][1]))
    ranked = list(_in_turn(tastes, [_varied(found, reach) for found in by_taste]))
    lowest, shown = 1.0, []
    for score, candidate, looks in ranked:
        lowest = min(lowest, score)  # the score says what the order says
        shown.append(Answer(candidate.product_id, lowest, looks))
    return shown


def _scored(candidate: Candidate, place: int, reach: float) -> tuple[float, float]:
    looks, meaning = candidate.looks[place], candidate.meaning[place]
    seen, said = PICTURE_SHARE * looks, (1 - PICTURE_SHARE) * meaning
    near = seen + said
    # Alike in one way is enough here, and being alike in both takes away from the surprise.
    unexpected = max(looks, meaning) * candidate.newness * (0.3 + 0.7 * candidate.oddness)
    return (1 - reach) * near + reach * unexpected, seen / near if near else 0.0


def _varied(found: list[tuple[float, Candidate, float]], reach: float) -> list[tuple[float, Candidate, float]]:
    found = sorted(found, key=lambda one: (-one[0], one[1].product_id))
    if reach <= 0.5:
        return found
    shown: dict[str, int] = {}
    early: list[tuple[float, Candidate, float]] = []
    late: list[tuple[float, Candidate, float]] = []
    for one in found:
        shown[one[1].kind] = shown.get(one[1].kind, 0) + 1
        (early if shown[one[1].kind] <= _OF_A_KIND else late).append(one)
    return early + late


def _in_turn(
    tastes: Sequence[Centre], lists: Sequence[list[tuple[float, Candidate, float]]]
) -> Iterator[tuple[float, Candidate, float]]:
    """Yield from each list in proportion to its taste's weight (the method of Sainte-Laguë: small ones are not starved), as
    long as what it has next is not far worse than what another has."""
    taken = [0] * len(lists)
    for _ in range(sum(map(len, lists))):
        heads = {place: found[taken[place]][0] for place, found in enumerate(lists) if taken[place] < len(found)}
        worth = [place for place, score in heads.items() if score >= _WORTH * max(heads.values())]
        place = max(worth, key=lambda one: (tastes[one].weight / (2 * taken[one] + 1), -one))
        yield lists[place][taken[place]]
        taken[place] += 1


def _top(kind: str) -> str:
    return kind.split(">")[0].strip()
