# mypy: disable-error-code="no-any-return"
"""Signed distance fields in numpy: the soft shapes (shoes, bears, shirts) that `shapes.sdf` meshes.

Every function takes points, float (n, 3), and gives distances, (n,): negative inside. They are bounds near the surface, not
exact distances, which is all that marching cubes needs. Forms after Inigo Quilez, "Distance functions".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Distances = NDArray[Any]  # float32; numpy's stubs lose it in half of all sums
Triple = tuple[float, float, float]


def vec(*values: float) -> NDArray[np.float32]:
    """Numbers as float32, which keeps sums with points from growing to float64."""
    return np.array(values, np.float32)


def ball(p: Points, center: Triple, radius: float) -> Distances:
    """A sphere."""
    return _length(p - vec(*center)) - np.float32(radius)


def egg(p: Points, center: Triple, radii: Triple) -> Distances:
    """An ellipsoid."""
    q = (p - vec(*center)) / vec(*radii)
    k0 = _length(q)
    k1 = _length(q / vec(*radii))
    return k0 * (k0 - np.float32(1)) / np.maximum(k1, np.float32(1e-6))


def block(p: Points, center: Triple, half: Triple, rounding: float = 0.0) -> Distances:
    """A box of half sizes `half`, its edges rounded."""
    q = np.abs(p - vec(*center)) - (vec(*half) - np.float32(rounding))
    outside = _length(np.maximum(q, np.float32(0)))
    return outside + np.minimum(q.max(axis=1), np.float32(0)) - np.float32(rounding)


def rod(p: Points, start: Triple, end: Triple, radius: float, end_radius: float | None = None) -> Distances:
    """A capsule from `start` to `end`, tapering to `end_radius`."""
    a, axis = vec(*start), vec(*end) - vec(*start)
    q = p - a
    along = np.clip(q @ axis / max(float(axis @ axis), 1e-9), 0, 1).astype(np.float32)
    thick = np.float32(radius) + along * np.float32((end_radius if end_radius is not None else radius) - radius)
    return _length(q - along[:, None] * axis) - thick


def stroke(p: Points, path: Sequence[Triple], radii: float | Sequence[float]) -> Distances:
    """Capsules along a path, as one thread."""
    thick = [radii] * len(path) if isinstance(radii, int | float) else list(radii)
    spans = zip(path[:-1], path[1:], thick[:-1], thick[1:], strict=True)
    return np.minimum.reduce([rod(p, a, b, ra, rb) for a, b, ra, rb in spans])


def polygon(xy: NDArray[np.float32], corners: NDArray[np.float32]) -> Distances:
    """Distance to a closed outline in the plane; `xy` (n, 2), `corners` (k, 2)."""
    best = np.full(len(xy), np.inf, np.float32)
    inside = np.zeros(len(xy), bool)
    for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        edge, q = b - a, xy - a
        along = np.clip(q @ edge / max(float(edge @ edge), 1e-9), 0, 1).astype(np.float32)
        best = np.minimum(best, ((q - along[:, None] * edge) ** 2).sum(axis=1))
        crosses = (a[1] > xy[:, 1]) != (b[1] > xy[:, 1])
        rise = edge[1] if edge[1] else np.float32(1e-9)
        inside ^= crosses & (xy[:, 0] < a[0] + edge[0] * (xy[:, 1] - a[1]) / rise)
    return np.where(inside, -np.sqrt(best), np.sqrt(best)).astype(np.float32)


def merge(a: Distances, b: Distances, soft: float = 0.0) -> Distances:
    """Union, the seam filled over a width of `soft`."""
    if soft <= 0:
        return np.minimum(a, b)
    h = np.maximum(np.float32(soft) - np.abs(a - b), 0) / np.float32(soft)
    return np.minimum(a, b) - h * h * np.float32(soft / 4)


def keep(a: Distances, b: Distances, soft: float = 0.0) -> Distances:
    """Intersection, its edge rounded over `soft`."""
    return -merge(-a, -b, soft)


def carve(a: Distances, b: Distances, soft: float = 0.0) -> Distances:
    """`a` without `b`, the edge rounded over `soft`."""
    return -merge(-a, b, soft)


def shell(d: Distances, thickness: float) -> Distances:
    """The skin of a shape, `thickness` thick, centred on its surface."""
    return np.abs(d) - np.float32(thickness / 2)


def mirrored(p: Points, axis: int) -> Points:
    """Points folded onto the positive side of `axis`, so that one half is made and two are seen."""
    folded = p.copy()
    folded[:, axis] = np.abs(folded[:, axis])
    return folded


def ramp(x: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """0 at `low`, 1 at `high`, smooth between."""
    t = np.clip((x - np.float32(low)) / np.float32(high - low), 0, 1)
    return t * t * (3 - 2 * t)


def curve(x: NDArray[np.float32], knots: Sequence[tuple[float, float]]) -> NDArray[np.float32]:
    """A smooth curve through `knots` (monotone cubic), read at `x` and held level beyond the ends."""
    from scipy.interpolate import PchipInterpolator

    xs, ys = zip(*knots, strict=True)
    return PchipInterpolator(xs, ys)(np.clip(x, xs[0], xs[-1])).astype(np.float32)


def _length(q: NDArray[np.float32]) -> Distances:
    return np.sqrt((q * q).sum(axis=1)).astype(np.float32)
