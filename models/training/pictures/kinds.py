"""The registry of kinds: what can be rendered, and what is said of it.

A kind is a function from a random generator, a colour, a material and its own `spec` to parts; what `spec` leaves open is
drawn from the generator, so there is no end of instances. `all_kinds` imports the modules that hold them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.training import pictures
from models.training.pictures.scene import Part

Builder = Callable[..., list[Part]]


@dataclass(frozen=True)
class Kind:
    """One kind of thing. `words` are ways to name it, the first one the plainest. `posed`: its builder takes a `pose`, and
    the same instance can be had in another one."""

    name: str
    category: str
    words: tuple[str, ...]
    colors: tuple[str, ...]
    materials: tuple[str, ...]
    build: Builder
    posed: bool = False


@dataclass(frozen=True)
class DemoProduct:
    """One row of the demo catalog: how it is rendered, and what the shop says of it."""

    id: str
    kind: str
    seed: int
    color: str
    material: str
    title: str
    description: str
    price: str
    brand: str
    category: str = ""
    availability: str = "in_stock"
    spec: dict[str, Any] = field(default_factory=dict)
    boards: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    *,
    category: str,
    words: Sequence[str],
    colors: Sequence[str],
    materials: Sequence[str],
    posed: bool = False,
) -> Callable[[Builder], Builder]:
    """Register a builder `(rng, color, material, **spec) -> list[Part]` under `name`."""

    def keep(build: Builder) -> Builder:
        if name in KINDS and KINDS[name].build.__module__ != build.__module__:
            raise ValueError(f"two kinds are called {name!r}")
        KINDS[name] = Kind(name, category, tuple(words), tuple(colors), tuple(materials), build, posed)
        return build

    return keep


def all_kinds() -> dict[str, Kind]:
    """Every kind, sorted by name."""
    for found in pkgutil.iter_modules(pictures.__path__):
        if found.name.startswith("kinds_"):
            importlib.import_module(f"{pictures.__name__}.{found.name}")
    return dict(sorted(KINDS.items()))


def all_products() -> list[DemoProduct]:
    """Every row of the demo catalog, in the order of the modules that list them."""
    rows: list[DemoProduct] = []
    for found in pkgutil.iter_modules(pictures.__path__):
        if found.name.startswith("products_"):
            rows += importlib.import_module(f"{pictures.__name__}.{found.name}").PRODUCTS
    return rows


def build(name: str, seed: int, color: str, material: str, spec: dict[str, Any]) -> list[Part]:
    """Build one instance, the same for the same arguments. Raises KeyError for an unknown kind."""
    return all_kinds()[name].build(np.random.default_rng(seed), color, material, **spec)
