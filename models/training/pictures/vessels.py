"""Hollow things turned on a wheel, and the handles and spouts put on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.training.pictures.fields import curve
from models.training.pictures.shapes import Mesh, lathe, rounded, sweep

Knots = Sequence[tuple[float, float]]
"""(height as a share, radius), bottom to top."""


def profile(height: float, knots: Knots, steps: int = 40) -> list[tuple[float, float]]:
    """(radius, z) of a smooth outline through the knots, from z = 0 up."""
    t = np.linspace(0, 1, steps).astype(np.float32)
    return [(float(r), float(height * share)) for share, r in zip(t, curve(t, knots), strict=True)]


def vessel(height: float, knots: Knots, wall: float = 0.02, lip: float = 0.008) -> Mesh:
    """An open, hollow vessel with a floor as thick as its wall."""
    outer = profile(height, knots)
    inner = [(max(r - wall, 0.002), z) for r, z in reversed(outer) if z > wall]
    return lathe(rounded([(0, 0), *outer, *inner, (0, wall)], lip))


def solid(height: float, knots: Knots, edge: float = 0.008) -> Mesh:
    """A turned solid, closed at both ends."""
    return lathe(rounded([(0, 0), *profile(height, knots), (0, height)], edge))


def radius_at(knots: Knots, share: float) -> float:
    """The outline's radius at a share of its height."""
    return float(curve(np.array([share], np.float32), knots)[0])


def handle(
    low: float, high: float, near_low: float, near_high: float, out: float, thick: float, drop: float = 0.0
) -> Mesh:
    """A handle at +x from height `low` to `high`, reaching `out` beyond; its ends start inside the wall."""
    t = np.linspace(0, np.pi, 24)
    x = near_high * (1 - t / np.pi) + near_low * t / np.pi + out * np.sin(t) ** 0.75
    z = (low + high) / 2 + (high - low) / 2 * np.cos(t) - drop * np.sin(t)
    return sweep(np.stack([x, 0 * t, z], 1), thick)


def spout(start: tuple[float, float], end: tuple[float, float], thick: float, thin: float, sway: float = 0.06) -> Mesh:
    """A spout at -x, from (distance, height) to (distance, height), an S in between."""
    t = np.linspace(0, 1, 20)
    x = -(start[0] + (end[0] - start[0]) * t)
    z = start[1] + (end[1] - start[1]) * t - sway * np.sin(2 * np.pi * t)
    return sweep(np.stack([x, 0 * t, z], 1), thick + (thin - thick) * t)
