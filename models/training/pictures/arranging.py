# mypy: disable-error-code="no-any-return"
"""Small moves that many kinds share: turn, lift and set down parts, join meshes, string beads, choose a pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, sphere

Rng = np.random.Generator
Line = NDArray[Any]
T = TypeVar("T")
# What a pattern is crossed with when nobody says: light on dark and dark on light, so that it shows.
_ON_DARK, _ON_LIGHT = (
    ("white", "cream", "yellow", "pink", "sky blue"),
    ("navy", "red", "green", "black", "blue", "orange"),
)
_LIGHT = {
    "white",
    "cream",
    "beige",
    "yellow",
    "pink",
    "mint",
    "sky blue",
    "lilac",
    "natural",
    "tan",
    "silver",
    "coral",
    "sage",
    "turquoise",
}


def pick(rng: Rng, choices: Sequence[T]) -> T:
    """One of `choices`, as it is: numpy's own `choice` would make its strings numpy's."""
    return choices[int(rng.integers(len(choices)))]


def turned(rng: Rng, parts: Sequence[Part], most: float = 30.0) -> list[Part]:
    """The whole thing turned about the upright, by up to `most` degrees either way."""
    angle = rng.uniform(-most, most)
    return [part.with_mesh(part.mesh.turned("z", angle)) for part in parts]


def turned_aside(rng: Rng, parts: Sequence[Part], least: float, most: float, start: float = 0.0) -> list[Part]:
    """Turned to one side or the other by between `least` and `most` degrees from `start`, so that two sides are seen."""
    angle = start + float(pick(rng, [-1, 1])) * rng.uniform(least, most)
    return [part.with_mesh(part.mesh.turned("z", angle)) for part in parts]


def lifted(parts: Sequence[Part], height: float) -> list[Part]:
    """The parts moved up."""
    return [part.with_mesh(part.mesh.moved((0, 0, height))) for part in parts]


def grounded(parts: Sequence[Part]) -> list[Part]:
    """The parts set down on z = 0."""
    return lifted(parts, -min(part.mesh.lowest[2] for part in parts))


def together(meshes: Sequence[Mesh]) -> Mesh:
    """Several meshes as one, without a boolean."""
    return meshes[0].joined(*meshes[1:])


def beads(points: Line, radius: float) -> Mesh:
    """Small balls, one at each of `points` (k, 3), as one mesh."""
    one = sphere(radius, 16)
    return together([one.moved(point) for point in points])


def arc(start: Sequence[float], end: Sequence[float], rise: float, steps: int = 20) -> Line:
    """A half-oval of points (steps, 3) from `start` to `end`, `rise` high between them."""
    t = np.linspace(0, np.pi, steps)[:, None]
    a, b = np.array(start), np.array(end)
    return (a + b) / 2 - (b - a) / 2 * np.cos(t) + np.array([0, 0, 1]) * rise * np.sin(t)


def circle(radius: float, steps: int = 72, z: float = 0.0) -> Line:
    """A level loop of points (steps, 3), its last one its first."""
    t = np.linspace(0, 2 * np.pi, steps)
    return np.stack([radius * np.cos(t), radius * np.sin(t), np.full(steps, z)], axis=1)


def pattern_for(rng: Rng, spec: Mapping[str, Any], color: str, choices: Sequence[str | None]) -> str | None:
    """The pattern `spec` asks for, or one of `choices`, with a second colour that all parts of the thing then share."""
    name = spec["pattern"] if "pattern" in spec else pick(rng, choices)
    if name is None or " " in name:
        return name
    return f"{name} {pick(rng, [shade for shade in (_ON_LIGHT if color in _LIGHT else _ON_DARK) if shade != color])}"
