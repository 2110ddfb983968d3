# mypy: disable-error-code="no-any-return"
"""Slippers that are cacti, and a cake that is a trainer."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pick
from models.training.pictures.fields import (
    Distances,
    Points,
    carve,
    egg,
    keep,
    merge,
    rod,
    stroke,
    vec,
)
from models.training.pictures.kinds import kind
from models.training.pictures.kinds_shoes import pair, trainer_meshes
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, cylinder, sdf, sweep

Rng = np.random.Generator
RUBBER_COLORS = ["green", "yellow", "pink", "red", "blue", "orange", "purple", "white", "teal", "black", "navy"]


@kind(
    "cactus slippers",
    category="Shoes > Slippers",
    words=[
        "slippers that look like cacti",
        "cactus slippers",
        "prickly green house shoes",
        "felt mules with spines and a flower",
    ],
    colors=["green", "teal", "olive", "mint"],
    materials=["felt", "velvet"],
)
def cactus_slippers(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Backless slippers whose toes are ribbed cacti with arms, soft spines and a flower. spec: flower (colour)."""
    wide = rng.uniform(0.2, 0.225)

    def dome(p: Points) -> Distances:
        x, y, z = p.T
        ribs = 0.014 * np.cos(np.arctan2(y, z - 0.05) * 14)
        hull = egg(p, (0.2, 0, 0.09), (0.33, wide + 0.02, 0.3)) - ribs.astype(np.float32)
        inner = egg(p, (0.1, 0, 0.08), (0.33, wide - 0.04, 0.22))
        return carve(keep(hull, 0.08 - z, 0.02), merge(inner, 0.02 + x, 0.03), 0.02)

    def arms(p: Points) -> Distances:
        q = p.copy()
        left = stroke(
            q, [(0.22, wide - 0.04, 0.3), (0.22, wide + 0.1, 0.33), (0.22, wide + 0.11, 0.5)], [0.05, 0.05, 0.045]
        )
        right = stroke(
            q, [(0.3, 0.02 - wide, 0.26), (0.3, -wide - 0.08, 0.28), (0.3, -wide - 0.09, 0.42)], [0.045, 0.045, 0.04]
        )
        trunk = rod(q, (0.18, 0, 0.3), (0.18, 0, 0.6), 0.1, 0.085)
        turns = np.arctan2(p[:, 1], p[:, 0] - 0.18)
        return merge(merge(trunk - (0.008 * np.cos(turns * 9)).astype(np.float32), left, 0.02), right, 0.02)

    spines: Mesh | None = None
    for _ in range(34):
        a, h = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 0.62)
        at = np.array([0.18 + 0.095 * np.cos(a), 0.095 * np.sin(a), h])
        out = np.array([np.cos(a), np.sin(a), 0.3])
        spine = sweep(np.array([at, at + 0.05 * out]), 0.005)
        spines = spine if spines is None else spines.joined(spine)
    for _ in range(34):
        u, v = rng.uniform(-0.2, 0.28), rng.uniform(-1.2, 1.2)
        r = np.sqrt(max(1 - (u / 0.33) ** 2, 0.05))
        out = np.array([u * 0.8, np.sin(v) * r, np.cos(v) * r])
        at = np.array([0.2 + u, np.sin(v) * r * (wide + 0.02), 0.09 + np.cos(v) * r * 0.3])
        spine = sweep(np.array([at, at + 0.05 * out]), 0.005)
        spines = spine if spines is None else spines.joined(spine)
    assert spines is not None
    bloom = spec.get("flower") or pick(rng, ["pink", "red", "yellow", "orange"])

    def petals(p: Points) -> Distances:
        turns = np.arctan2(p[:, 1], p[:, 0] - 0.18)
        return egg(p, (0.18, 0, 0.72), (0.1, 0.1, 0.045)) - (0.018 * np.cos(turns * 6)).astype(np.float32)

    def sole(p: Points) -> Distances:
        print_ = rod(p * vec(1, 1, 0), (-0.34, 0, 0), (0.28, 0, 0), 0.16, wide + 0.02)
        return keep(print_, np.abs(p[:, 2] - 0.045) - 0.045, 0.03)

    parts = [
        Part(sdf(dome, (-0.1, -0.28, 0.05), (0.58, 0.28, 0.44), 76), material, color),
        Part(sdf(arms, (0.02, -0.4, 0.2), (0.4, 0.4, 0.74), 76), material, color),
        Part(sdf(sole, (-0.55, -0.28, -0.02), (0.55, 0.28, 0.12), 70), "felt", pick(rng, ["beige", "white", "brown"])),
        Part(sdf(petals, (0.02, -0.16, 0.64), (0.34, 0.16, 0.8), 48), "felt", bloom),
        Part(spines, "plastic", "white"),
    ]
    return pair(rng, parts, gap=0.68)


@kind(
    "trainer cake",
    category="Food > Cakes",
    words=["cake shaped like a trainer", "sneaker cake", "birthday cake that is a shoe", "edible sports shoe"],
    colors=["pink", "red", "blue", "white", "mint", "yellow", "purple"],
    materials=["frosting"],
)
def trainer_cake(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A cake in the shape of a trainer: sponge and cream for a sole, icing laces, sprinkles, candles, a cake board."""
    mesh = trainer_meshes(rng, high=bool(rng.random() < 0.4), chunky=1.0)
    accent = spec.get("accent") or ("white" if color != "white" else "pink")

    def layer(low: float, high: float, grow: float) -> Mesh:
        def f(p: Points) -> Distances:
            print_ = rod(p * vec(1, 1, 0), (-0.34, 0, 0), (0.31, 0, 0), 0.165 + grow, 0.19 + grow)
            return keep(print_, np.abs(p[:, 2] - (low + high) / 2) - (high - low) / 2, 0.02)

        return sdf(f, (-0.56, -0.25, low - 0.02), (0.56, 0.25, high + 0.02), 76)

    lift = 0.2
    cake = [
        Part(layer(0.04, 0.115, 0), "sponge cake", spec.get("sponge") or pick(rng, ["beige", "brown", "tan"])),
        Part(layer(0.11, 0.145, 0.012), "frosting", "white"),
        Part(layer(0.14, 0.215, 0), "sponge cake", "beige"),
        Part(layer(0.21, 0.26, 0.014), "frosting", accent),
    ]
    cake += [
        Part(mesh[name].moved((0, 0, lift)), material, shade)
        for name, shade in (
            ("upper", color),
            ("cap", accent),
            ("tab", accent),
            ("stripes", accent),
            ("tongue", color),
            ("laces", "white"),
        )
    ]
    for _ in range(26):
        x, y = rng.uniform(-0.3, 0.42), pick(rng, [-1, 1])
        bead = sweep(
            np.array(
                [
                    (x, y * 0.205, 0.235 + rng.uniform(-0.01, 0.01)),
                    (x + rng.uniform(-0.03, 0.03), y * 0.21, 0.235 + rng.uniform(-0.015, 0.015)),
                ]
            ),
            0.008,
        )
        cake.append(Part(bead, "plastic", pick(rng, ["red", "yellow", "blue", "green", "pink"])))
    for index in range(int(spec.get("candles") or rng.integers(1, 4))):
        x = -0.3 + 0.09 * index
        stick = cylinder(0.016, 0.2).moved((x, 0.0, lift + 0.45))
        flame = sdf(
            lambda p: egg(p, (0, 0, 0), (0.02, 0.02, 0.045)), (-0.03, -0.03, -0.06), (0.03, 0.03, 0.06), 24
        ).moved((x, 0, lift + 0.7))
        cake += [Part(stick, "wax", "white"), Part(flame, "wax", "orange")]
    turned = pair(rng, cake, both=False)
    board = sdf(
        lambda p: keep(np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - 0.64, np.abs(p[:, 2] - 0.02) - 0.02, 0.012).astype(
            np.float32
        ),
        (-0.68, -0.68, -0.01),
        (0.68, 0.68, 0.06),
        72,
    )
    return [*turned, Part(board, "ceramic", pick(rng, ["white", "grey", "beige"]))]
