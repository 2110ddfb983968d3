# mypy: disable-error-code="no-any-return"
"""Cakes, buns and two houses: one of gingerbread, one of vegetables. Fronts face -y."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import lifted, pick, together, turned
from models.training.pictures.fields import Distances, Points, ball, carve, egg, keep, merge, vec
from models.training.pictures.kinds import kind
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, cylinder, ellipsoid, lathe, rounded, sdf, sphere, sweep

Rng = np.random.Generator
ICINGS = ["pink", "white", "brown", "mint", "yellow", "blue", "purple", "red"]
SPRINKLE_COLORS = ["red", "yellow", "blue", "white", "green", "pink", "orange"]


def sprinkles(rng: Rng, spots: np.ndarray, length: float, thick: float, avoid: str) -> list[Part]:
    """Little rods lying on `spots` (k, 3), in four colours that are not the icing's."""
    shades = [shade for shade in rng.permutation(SPRINKLE_COLORS) if shade != avoid][:4]
    groups: list[list[Mesh]] = [[] for _ in shades]
    for index, spot in enumerate(spots):
        a = rng.uniform(0, np.pi)
        step = length / 2 * np.array([np.cos(a), np.sin(a), rng.uniform(-0.2, 0.2)])
        groups[index % len(shades)].append(sweep(np.array([spot - step, spot + step]), thick, sides=8))
    return [Part(together(group), "plastic", str(shade)) for shade, group in zip(shades, groups, strict=True) if group]


def dollop(radius: float, height: float, twist: int = 7) -> Mesh:
    """A piped swirl of cream standing on z = 0."""

    def f(p: Points) -> Distances:
        r, a = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2), np.arctan2(p[:, 1], p[:, 0])
        t = np.clip(p[:, 2] / height, 0, 1)
        side = radius * (1 - t) ** 0.75 * (1 + 0.12 * np.cos(twist * a + 9 * t))
        return keep(((r - side) * 0.7).astype(np.float32), np.abs(p[:, 2] - height / 2) - height / 2, 0.02)

    out = radius * 1.25
    return sdf(f, (-out, -out, -0.02), (out, out, height + 0.03), 30)


def leaf_cluster(center: np.ndarray, size: float, count: int, rng: Rng) -> Mesh:
    """A few pointed leaves fanning out and up from a point."""
    blade = ellipsoid(size * 0.16, size * 0.05, size * 0.5, 16).moved((0, 0, size * 0.45))
    made = [
        blade.turned("x", rng.uniform(12, 38)).turned("z", 360 * k / count + rng.uniform(-12, 12)).moved(center)
        for k in range(count)
    ]
    return together(made)


@kind(
    "cake",
    category="Food > Cakes",
    words=["cake", "birthday cake", "layer cake", "iced cake on a stand"],
    colors=ICINGS,
    materials=["frosting"],
)
def cake(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A round iced cake.

    spec: tiers 1|2|3, topping cherries|candles|strawberries|sprinkles, cut (a slice taken out), drip (colour or None).
    """
    tiers = int(spec.get("tiers") or pick(rng, [1, 1, 2, 3]))
    cut = bool(spec.get("cut", tiers == 1 and rng.random() < 0.5))
    topping = spec.get("topping") or pick(rng, ["cherries", "candles", "strawberries", "sprinkles"])
    drip = spec["drip"] if "drip" in spec else pick(rng, [None, "brown", "white", "pink"])
    parts: list[Part] = []
    z, r = 0.1, rng.uniform(0.4, 0.46)
    tall = rng.uniform(0.3, 0.36) if tiers == 1 else rng.uniform(0.2, 0.25)
    gap = -np.pi / 2 + rng.uniform(-0.4, 0.4)

    def slice_(p: Points) -> Distances:
        """Negative inside the wedge taken out."""
        a = (np.arctan2(p[:, 1], p[:, 0]) - gap + np.pi) % (2 * np.pi) - np.pi
        return ((np.abs(a) - 0.42) * np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2)).astype(np.float32)

    sponge = spec.get("sponge") or pick(rng, ["beige", "brown", "tan", "pink"])
    for _ in range(tiers):
        phase = rng.uniform(0, 6)

        def icing(p: Points, r: float = r, z: float = z) -> Distances:
            d = keep(
                (np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - r).astype(np.float32),
                np.abs(p[:, 2] - z - tall / 2) - tall / 2,
                0.04,
            )
            return carve(d, slice_(p)) if cut else d

        out = r + 0.06
        parts.append(Part(sdf(icing, (-out, -out, z - 0.02), (out, out, z + tall + 0.03), 88), material, color))
        if cut:
            for layer in range(3):
                low, step = z + 0.02 + layer * tall / 3, tall / 3

                def crumb(p: Points, low: float = low, step: float = step, r: float = r) -> Distances:
                    slab = keep(
                        (np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - r + 0.035).astype(np.float32),
                        np.abs(p[:, 2] - low - step * 0.4) - step * 0.4,
                    )
                    return carve(slab, slice_(p) + 0.012)

                parts.append(
                    Part(sdf(crumb, (-out, -out, low - 0.02), (out, out, low + step), 84), "sponge cake", str(sponge))
                )
        if drip and drip != color:
            drops = int(rng.integers(12, 19))
            depth = rng.uniform(0.25, 0.7, drops) * tall

            def runs(
                p: Points,
                r: float = r,
                z: float = z,
                phase: float = phase,
                depth: np.ndarray = depth,
                drops: int = drops,
            ) -> Distances:
                a = (np.arctan2(p[:, 1], p[:, 0]) + phase) / (2 * np.pi) % 1 * drops
                which = np.floor(a).astype(int) % drops
                across = np.abs(a - np.floor(a) - 0.5) * 2 * np.pi * r / drops
                low = z + tall - depth[which]
                run = np.sqrt(np.maximum(low - p[:, 2], 0) ** 2 + across**2) - 0.036
                skin = np.abs(np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - r - 0.004) - 0.017
                lid = keep(
                    (np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - r - 0.02).astype(np.float32),
                    np.abs(p[:, 2] - z - tall - 0.004) - 0.018,
                    0.015,
                )
                d = merge(
                    keep(
                        keep(run.astype(np.float32), skin.astype(np.float32), 0.02),
                        (p[:, 2] - z - tall).astype(np.float32),
                    ),
                    lid,
                    0.02,
                )
                return carve(d, slice_(p)) if cut else d

            parts.append(Part(sdf(runs, (-out, -out, z), (out, out, z + tall + 0.05), 96), "glazed", str(drip)))
        else:
            blobs = [
                dollop(0.045, 0.07).moved((r * 0.99 * np.cos(a), r * 0.99 * np.sin(a), z - 0.0))
                for a in np.linspace(0, 2 * np.pi, int(r * 58), endpoint=False)
                if not cut or abs((a - gap + np.pi) % (2 * np.pi) - np.pi) > 0.48
            ]
            parts.append(
                Part(
                    together([b.scaled((1, 1, 0.8)).moved((0, 0, z * 0.2)) for b in blobs]),
                    material,
                    "white" if color != "white" else "pink",
                )
            )
        z, top_r, r = z + tall, r, r * rng.uniform(0.62, 0.72)
    around = np.linspace(0, 2 * np.pi, 9 if tiers == 1 else 6, endpoint=False)
    spots = [
        np.array([top_r * 0.74 * np.cos(a), top_r * 0.74 * np.sin(a), z])
        for a in around
        if not cut or abs((a - gap + np.pi) % (2 * np.pi) - np.pi) > 0.6
    ]
    if topping in ("cherries", "strawberries"):
        cream = "white" if color != "white" else "pink"
        parts.append(Part(together([dollop(0.085, 0.1).moved(spot) for spot in spots]), material, cream))
        fruit = (
            sphere(0.062, 24)
            if topping == "cherries"
            else lathe(rounded([(0, 0), (0.045, 0.03), (0.066, 0.1), (0.03, 0.135), (0, 0.135)], 0.03), 24)
            .turned("x", 180)
            .moved((0, 0, 0.09))
        )
        parts.append(Part(together([fruit.moved(np.add(spot, [0, 0, 0.12])) for spot in spots]), "glazed", "red"))
        stems = (
            [
                sweep(
                    np.array(
                        [np.add(spot, [0, 0, 0.16]), np.add(spot, [0.02, 0.01, 0.24]), np.add(spot, [0.05, 0.0, 0.29])]
                    ),
                    0.008,
                )
                for spot in spots
            ]
            if topping == "cherries"
            else [leaf_cluster(np.add(spot, [0, 0, 0.17]), 0.06, 5, rng) for spot in spots]
        )
        parts.append(Part(together(stems), "leaf", "green"))
    elif topping == "candles":
        lit = spots[:: 2 if len(spots) > 6 else 1]
        for index, spot in enumerate(lit):
            parts.append(
                Part(
                    cylinder(0.02, 0.2, 0.004, 24).moved(spot),
                    "wax",
                    str(pick(rng, ["white", "yellow", "pink", "blue", "red"])),
                )
            )
            if index == 0:
                flame = lathe([(0, 0), (0.02, 0.02), (0.024, 0.045), (0.012, 0.08), (0, 0.105)], 20)
                parts.append(Part(together([flame.moved(np.add(s, [0, 0, 0.215])) for s in lit]), "wax", "orange"))
    if topping == "sprinkles" or rng.random() < 0.25:
        a, rad = rng.uniform(0, 2 * np.pi, 90), top_r * np.sqrt(rng.uniform(0.0, 0.92, 90))
        keepers = np.ones(90, bool) if not cut else np.abs((a - gap + np.pi) % (2 * np.pi) - np.pi) > 0.5
        parts += sprinkles(
            rng,
            np.stack([rad * np.cos(a), rad * np.sin(a), np.full(90, z + 0.022)], axis=1)[keepers],
            0.04,
            0.0085,
            str(drip or color),
        )
    plate = lathe(
        rounded(
            [(0, 0), (0.26, 0), (0.2, 0.03), (0.22, 0.06), (0.56, 0.075), (0.58, 0.095), (0.56, 0.1), (0, 0.1)], 0.012
        ),
        96,
    )
    parts.append(Part(plate, "ceramic", str(pick(rng, ["white", "white", "mint", "beige", "grey"]))))
    return parts


@kind(
    "cupcake",
    category="Food > Cakes",
    words=["cupcake", "fairy cake", "muffin with icing", "iced bun in a paper case"],
    colors=ICINGS,
    materials=["frosting"],
)
def cupcake(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A cupcake in a pleated case; `color` is the icing's.

    spec: case (colour), topping cherry|sprinkles|both|none, count 1..3.
    """
    case_color = spec.get("case") or pick(rng, ["red", "blue", "yellow", "white", "brown", "green", "pink"])
    topping = spec.get("topping") or pick(rng, ["cherry", "sprinkles", "both"])
    low, top, high = rng.uniform(0.24, 0.28), rng.uniform(0.36, 0.4), rng.uniform(0.32, 0.4)
    pleats = int(rng.integers(26, 36))
    t = np.linspace(0, 2 * np.pi, 288, endpoint=False)

    def pleated(r: float, z: float) -> list[tuple[float, float, float]]:
        wave = r + 0.014 * np.cos(pleats * t)
        return [(float(a * np.cos(b)), float(a * np.sin(b)), z) for a, b in zip(wave, t, strict=True)]

    rings = np.array(
        [pleated(low, 0), pleated(top, high), pleated(top - 0.02, high), pleated(low - 0.02, 0.02)], np.float32
    )
    index = np.arange(4 * 288).reshape(4, 288)
    quads = [(index[k], np.roll(index[k], -1), np.roll(index[(k + 1) % 4], -1), index[(k + 1) % 4]) for k in range(4)]
    faces = np.concatenate([np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]) for a, b, c, d in quads])
    case = Mesh(rings.reshape(-1, 3), faces.astype(np.int32))
    crumb = lathe(
        rounded([(0, 0.02), (low, 0.02), (top - 0.01, high - 0.01), (top * 0.9, high + 0.05), (0, high + 0.07)], 0.03),
        72,
    )
    style = spec.get("swirl") or pick(rng, ["swirl", "swirl", "dome"])
    peak = rng.uniform(0.34, 0.44) if style == "swirl" else rng.uniform(0.2, 0.26)
    turns = rng.uniform(2.4, 3.3)

    def frosting(p: Points) -> Distances:
        r, a, z = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2), np.arctan2(p[:, 1], p[:, 0]), p[:, 2] - high - 0.01
        h = np.clip(z / peak, 0, 1)
        if style == "dome":
            return egg(p, (0, 0, high + 0.02), (top * 1.04, top * 1.04, peak))
        spiral = np.cos(2 * np.pi * (h**0.9 * turns - a / (2 * np.pi)))
        ridges = np.cos(9 * a + 5 * h)
        side = top * 1.03 * (1 - h) ** 0.62 + 0.045 * spiral * (1 - h * 0.7) + 0.012 * ridges
        return keep(((r - side) * 0.6).astype(np.float32), np.abs(z - peak / 2) - peak / 2, 0.03)

    out = top * 1.25
    parts = [
        Part(case, "paper", str(case_color)),
        Part(crumb, "sponge cake", str(pick(rng, ["tan", "brown", "beige"]))),
        Part(sdf(frosting, (-out, -out, high - 0.05), (out, out, high + peak + 0.05), 84), material, color),
    ]
    tip = high + peak
    if topping in ("cherry", "both"):
        parts.append(Part(sphere(0.085, 36).moved((0, 0, tip + 0.03)), "glazed", "red"))
        parts.append(
            Part(
                sweep(np.array([(0, 0, tip + 0.1), (0.02, 0, tip + 0.18), (0.07, 0, tip + 0.24)]), 0.01),
                "leaf",
                "green",
            )
        )
    if topping in ("sprinkles", "both"):
        a, h = rng.uniform(0, 2 * np.pi, 60), rng.uniform(0.08, 0.8, 60)
        r = top * 1.03 * (1 - h) ** 0.62 + 0.03 if style == "swirl" else top * 1.04 * np.sqrt(1 - h**2)
        parts += sprinkles(
            rng, np.stack([r * np.cos(a), r * np.sin(a), high + 0.01 + h * peak], axis=1), 0.055, 0.012, color
        )
    if int(spec.get("count") or 1) > 1:
        return [
            part.with_mesh(part.mesh.moved(at))
            for at in ((0, 0, 0), (0.88, 0.25, 0), (-0.7, 0.5, 0))[: int(spec["count"])]
            for part in parts
        ]
    return turned(rng, parts)


def ring_doughnut(rng: Rng, icing_color: str, material: str, topping: str, bite: bool) -> list[Part]:
    """One iced ring about z = 0."""
    big, fat, phase = rng.uniform(0.27, 0.31), rng.uniform(0.15, 0.17), rng.uniform(0, 6)
    mouth = rng.uniform(-2.2, -0.8)
    bitten = (np.cos(mouth) * (big + fat), np.sin(mouth) * (big + fat))

    def nibbled(d: Distances, p: Points) -> Distances:
        if not bite:
            return d
        flat = p * vec(1, 1, 0.4)
        marks = [
            ball(flat, (bitten[0] + 0.1 * np.cos(b), bitten[1] + 0.1 * np.sin(b), 0), 0.105)
            for b in np.arange(8) * 0.785
        ]
        return carve(d, np.minimum.reduce(marks), 0.01)

    def dough(p: Points) -> Distances:
        r = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2)
        return nibbled((np.sqrt((r - big) ** 2 + (p[:, 2] * 1.2) ** 2) - fat).astype(np.float32), p)

    def icing(p: Points) -> Distances:
        r, a = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2), np.arctan2(p[:, 1], p[:, 0])
        skin = np.sqrt((r - big) ** 2 + (p[:, 2] * 1.2) ** 2) - fat - 0.016
        edge = 0.01 + 0.022 * np.sin(6 * a + phase) + 0.016 * np.sin(13 * a + 2 * phase)
        return nibbled(keep(skin.astype(np.float32), (edge - p[:, 2]).astype(np.float32), 0.03), p)

    out = big + fat + 0.03
    lo, hi = (-out, -out, -fat), (out, out, fat)
    made = [Part(sdf(dough, lo, hi, 64), "bread", "tan"), Part(sdf(icing, lo, hi, 68), material, icing_color)]
    if topping == "sprinkles":
        a, b = rng.uniform(0, 2 * np.pi, 70), rng.uniform(-1.0, 1.0, 70)
        gone = (np.abs((a - mouth + np.pi) % (2 * np.pi) - np.pi) < 0.75) if bite else np.zeros(70, bool)
        r, z = big + fat * np.sin(b), (fat * np.cos(b)) / 1.2 + 0.018
        spots = np.stack([r * np.cos(a), r * np.sin(a), z], axis=1)[~gone]
        made += sprinkles(rng, spots, 0.05, 0.0105, icing_color)
    elif topping == "drizzle" and not bite:
        made.append(Part(together(drizzle(big, fat)), "glazed", "white" if icing_color != "white" else "brown"))
    return made


def drizzle(big: float, fat: float) -> list[Mesh]:
    """Runs of icing to and fro across a ring of radius `big` and thickness `fat`, broken over its hole."""
    t = np.linspace(-1, 1, 120)
    line = np.stack([t * 0.42, np.sin(t * 22) * 0.42], axis=1)
    off = np.hypot(line[:, 0], line[:, 1]) - big
    z = np.sqrt(np.clip(fat**2 - off**2, 0, None)) / 1.2 + 0.018
    on = np.abs(off) < fat * 0.9
    ends = np.flatnonzero(np.diff(on.astype(int))) + 1
    runs = [run for run in np.split(np.arange(120), ends) if on[run[0]] and len(run) > 2]
    return [sweep(np.column_stack([line[run], z[run]]), 0.015, sides=10) for run in runs]


@kind(
    "doughnut",
    category="Food > Doughnuts",
    words=["doughnut", "donut", "iced ring doughnut", "doughnut with sprinkles"],
    colors=ICINGS,
    materials=["glazed", "frosting"],
)
def doughnut(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Iced ring doughnuts. spec: stack 1..3, topping sprinkles|drizzle|none, bite, plate."""
    count = int(spec.get("stack") or pick(rng, [1, 1, 2, 3]))
    topping = spec.get("topping") or pick(rng, ["sprinkles", "sprinkles", "drizzle"])
    bite = bool(spec.get("bite", count == 1 and rng.random() < 0.25))
    parts: list[Part] = []
    others = [c for c in ICINGS if c != color]
    for level in range(count):
        shade = color if level == count - 1 else pick(rng, others)
        ring = ring_doughnut(rng, shade, material, topping, bite)
        sit = (rng.uniform(-0.04, 0.04), rng.uniform(-0.04, 0.04), 0.133 + level * 0.27)
        parts += [part.with_mesh(part.mesh.moved(sit)) for part in ring]
    if spec.get("plate", rng.random() < 0.4):
        edge = [(0, 0), (0.35, 0), (0.62, 0.035), (0.63, 0.05), (0.6, 0.05), (0.35, 0.02), (0, 0.02)]
        plate = Part(lathe(rounded(edge, 0.01), 96), "ceramic", pick(rng, ["white", "mint", "grey"]))
        parts = [*lifted(parts, 0.02), plate]
    return parts


def bun_top(r: float, high: float) -> Mesh:
    """The upper half of a bun, flat side down on z = 0."""
    return lathe(
        rounded(
            [
                (0, 0),
                (r * 0.96, 0),
                (r, high * 0.22),
                (r * 0.93, high * 0.55),
                (r * 0.68, high * 0.86),
                (r * 0.35, high * 0.98),
                (0, high),
            ],
            0.05,
            7,
        ),
        84,
    )


def sesame(rng: Rng, r: float, high: float, count: int) -> Mesh:
    """Seeds on a bun top made by `bun_top(r, high)`."""
    seed = lathe([(0, -0.03), (0.012, -0.016), (0.016, 0.002), (0.008, 0.024), (0, 0.032)], 12)
    made = []
    for _ in range(count):
        a, q = rng.uniform(0, 2 * np.pi), np.sqrt(rng.uniform(0, 0.86))
        t = q * r
        z = float(np.interp(t, [0, r * 0.35, r * 0.68, r * 0.93], [high, high * 0.97, high * 0.84, high * 0.53]))
        lean = np.degrees(np.arctan2(q**2 * high * 1.15, r * 0.55)) * 0.9
        made.append(
            seed.turned("x", 90)
            .turned("z", rng.uniform(0, 360))
            .turned("y", lean)
            .turned("z", np.degrees(a))
            .moved((t * np.cos(a), t * np.sin(a), z + 0.004))
        )
    return together(made)


def frill(rng: Rng, r: float, thick: float) -> Mesh:
    """A crinkled lettuce leaf, round, about z = 0."""
    phase = rng.uniform(0, 6)

    def bend(v: np.ndarray) -> np.ndarray:
        q, a = np.sqrt(v[:, 0] ** 2 + v[:, 1] ** 2), np.arctan2(v[:, 1], v[:, 0])
        t = np.clip(q / r, 0, 1) ** 4
        v[:, 2] += t * (0.03 * np.sin(13 * a + phase) + 0.016 * np.sin(29 * a) - 0.025)
        grow = 1 + t * (0.04 * np.sin(8 * a + 2) + 0.03 * np.sin(21 * a + phase)) / np.maximum(q, 0.1) * 0.5
        v[:, :2] *= grow[:, None]
        return v

    steps = np.linspace(0, r, 14)
    profile = [
        (0.0, -thick / 2),
        *((float(q), -thick / 2) for q in steps[1:]),
        *((float(q), thick / 2) for q in steps[:0:-1]),
        (0.0, thick / 2),
    ]
    return lathe(profile, 240).bent(bend)


def cheese(size: float, thick: float) -> Mesh:
    """A square slice, corners hanging down, about z = 0."""
    side = np.linspace(-size, size, 15)
    grid = np.stack(np.meshgrid(side, side, indexing="ij"), -1).reshape(-1, 2)
    sheet = [block_sheet(grid, z, size) for z in (-thick / 2, thick / 2)]
    index = np.arange(225).reshape(15, 15)
    a, b, c, d = index[:-1, :-1].ravel(), index[1:, :-1].ravel(), index[1:, 1:].ravel(), index[:-1, 1:].ravel()
    upper = np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]) + 225
    lower = np.concatenate([np.stack([a, c, b], -1), np.stack([a, d, c], -1)])
    rim = np.concatenate([index[:, 0], index[-1, 1:], index[-2::-1, -1], index[0, -2:0:-1]])
    on = np.roll(rim, -1)
    wall = np.concatenate([np.stack([rim, on, on + 225], -1), np.stack([rim, on + 225, rim + 225], -1)])
    return Mesh(np.concatenate(sheet).astype(np.float32), np.concatenate([upper, lower, wall]).astype(np.int32))


def block_sheet(grid: np.ndarray, z: float, size: float) -> np.ndarray:
    """A drooping layer of points over a square grid (k, 2)."""
    q = np.sqrt((grid**2).sum(axis=1))
    return np.concatenate([grid, (z - 0.55 * np.maximum(q - size * 0.86, 0) ** 1.1)[:, None]], axis=1)


@kind(
    "burger",
    category="Food > Burgers",
    words=["burger", "hamburger", "cheeseburger", "beef burger in a bun"],
    colors=["brown", "tan", "beige"],
    materials=["bread"],
)
def burger(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A cheeseburger. spec: patties 1..3, seeds, tomato."""
    r = 0.42
    layers = bun_and_filling(
        rng,
        r,
        color,
        material,
        patties=int(spec.get("patties") or pick(rng, [1, 1, 2])),
        tomato=spec.get("tomato", rng.random() < 0.8),
    )
    z = max(part.mesh.highest[2] for part in layers) - 0.05
    high = rng.uniform(0.24, 0.3)
    lean = rng.uniform(-4, 4)
    parts = [*layers, Part(bun_top(r, high).turned("x", lean).moved((0, 0, z)), material, color)]
    if spec.get("seeds", True):
        parts.append(Part(sesame(rng, r, high, 46).turned("x", lean).moved((0, 0, z)), "bread", "white"))
    return turned(rng, parts, 45)


def bun_and_filling(rng: Rng, r: float, color: str, material: str, *, patties: int, tomato: bool) -> list[Part]:
    """The lower bun and what lies on it: patties under drooping cheese, tomato, lettuce."""
    base = rng.uniform(0.1, 0.14)
    parts = [
        Part(
            lathe(rounded([(0, 0), (r * 0.9, 0), (r, base * 0.5), (r * 0.97, base), (0, base)], 0.045), 84),
            material,
            color,
        )
    ]
    z = base
    for _ in range(patties):
        thick, phase = rng.uniform(0.1, 0.13), rng.uniform(0, 6)
        patty = lathe(rounded([(0, 0), (r * 0.98, 0), (r * 1.04, thick / 2), (r * 0.98, thick), (0, thick)], 0.03), 120)

        def rough(v: np.ndarray, phase: float = phase) -> np.ndarray:
            a = np.arctan2(v[:, 1], v[:, 0])
            v[:, :2] *= (1 + 0.014 * np.sin(17 * a + phase) + 0.01 * np.sin(31 * a + 60 * v[:, 2]))[:, None]
            return v

        parts.append(Part(patty.bent(rough).moved((0, 0, z)), "sponge cake", "brown"))
        z += thick
        parts.append(
            Part(cheese(r * 0.86, 0.024).turned("z", rng.uniform(20, 70)).moved((0, 0, z + 0.016)), "wax", "yellow")
        )
        z += 0.03
    if tomato:
        slice_ = lathe(rounded([(0, 0), (r * 0.5, 0), (r * 0.52, 0.025), (r * 0.5, 0.05), (0, 0.05)], 0.015), 48)
        parts.append(
            Part(
                together(
                    [
                        slice_.moved((r * 0.5 * np.cos(a), r * 0.5 * np.sin(a), z))
                        for a in np.linspace(0, 6.28, 5)[:-1] + 0.5
                    ]
                ),
                "vegetable",
                "red",
            )
        )
        z += 0.055
    parts.append(Part(frill(rng, r * 1.1, 0.02).moved((0, 0, z + 0.02)), "leaf", "green"))
    return parts
