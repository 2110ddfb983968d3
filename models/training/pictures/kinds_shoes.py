# mypy: disable-error-code="no-any-return"
"""Shoes, sensible and not: clogs, trainers, boots, flip-flops; clogs as planters, slippers as cacti, a trainer as a cake.

Toes point to +x, heels to -x; a shoe is about 1 long before a pair is turned towards the camera.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from models.training.pictures.arranging import pattern_for, pick
from models.training.pictures.fields import (
    Distances,
    Points,
    carve,
    curve,
    egg,
    keep,
    merge,
    ramp,
    rod,
    shell,
    stroke,
    vec,
)
from models.training.pictures.kinds import kind
from models.training.pictures.planting import PLANTS, plant
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, cylinder, sdf, sweep

Rng = np.random.Generator
RUBBER_COLORS = ["green", "yellow", "pink", "red", "blue", "orange", "purple", "white", "teal", "black", "navy"]


def clog_meshes(rng: Rng, *, holes: str, vents: bool, plump: float) -> tuple[Mesh, Mesh, Mesh, Mesh]:
    """Upper, sole, heel strap and pivot buttons of one rubber clog."""
    wide, tall = rng.uniform(0.19, 0.215), rng.uniform(0.36, 0.42) * plump
    spring = rng.uniform(0.03, 0.07)
    pitch, hole = (0.082, 0.0235) if holes == "round" else (0.1, 0.03)

    def foot(p: Points) -> tuple[Points, Distances]:
        q = p.copy()
        q[:, 2] -= spring * ramp(q[:, 0], 0.15, 0.6)
        flat = q.copy()
        flat[:, 2] = 0
        return q, rod(flat, (-0.35, 0, 0), (0.29, 0, 0), 0.155, wide)

    top = [(-0.5, tall), (0.0, tall), (0.12, tall * 0.93), (0.3, tall * 0.74), (0.5, tall * 0.5)]
    rim = [(-0.5, 0.27), (-0.4, 0.22), (-0.15, 0.2), (-0.02, 0.25), (0.06, 0.36), (0.11, 0.6)]

    def upper(p: Points) -> Distances:
        q, print_ = foot(p)
        x, y, z = q.T
        height = curve(x, top)
        outer = keep(print_, z - height, 0.24)
        inner = keep(keep(print_ + 0.03, z - height + 0.03, 0.21), 0.1 - z, 0.04)
        body = carve(keep(keep(outer, z - curve(x, rim), 0.02), 0.05 - z), inner, 0.015)
        if holes != "none":
            row = np.round((x - 0.14) / pitch)
            dx = x - 0.14 - row * pitch
            shift = np.where(row % 2 == 0, 0.0, pitch / 2)
            dy = y - shift - np.round((y - shift) / pitch) * pitch
            dots = np.sqrt(dx * dx + dy * dy) - hole if holes == "round" else np.abs(dx) + np.abs(dy) - hole
            inside = (np.abs(y - 0) < 0.125) & (row >= 0) & (row <= 3) & (z > 0.16)
            body = carve(body, np.where(inside, dots, 1).astype(np.float32), 0.008)
        if vents:
            row = np.clip(np.round((x - 0.05) / 0.085), 0, 3)
            dx = x - 0.05 - row * 0.085
            slot = np.sqrt(dx**2 + np.maximum(np.abs(z - 0.155) - 0.018, 0) ** 2) - 0.019
            body = carve(body, np.where(np.abs(y) > 0.1, slot, 1).astype(np.float32), 0.008)
        return body

    def sole(p: Points) -> Distances:
        q, print_ = foot(p)
        z = q[:, 2]
        ridge = 0.006 * np.cos(z * 130) * (z > 0.02)
        return keep(print_ - 0.018 - ridge.astype(np.float32), np.abs(z - 0.05) - 0.05, 0.03)

    pivot, back = rng.uniform(-0.05, 0.0), rng.uniform(0.49, 0.53)
    rise, side = rng.uniform(-0.02, 0.12), wide - 0.01

    def strap(p: Points) -> Distances:
        x, y, z = p.T
        u = np.maximum(pivot - x, 0) / (back + pivot + 0.03)
        ring = ((u**2.6 + (np.abs(y) / side) ** 2.6) ** (1 / 2.6) - 1) * 0.25
        band = np.abs(z - 0.235 - rise * u) - (0.034 + 0.012 * u)
        return keep(keep(np.abs(ring) - 0.013, band, 0.012), x - pivot - 0.03, 0.02).astype(np.float32)

    knob = cylinder(0.033, 0.03, 0.008).turned("x", 90)
    knobs = knob.moved((pivot, side + 0.022, 0.235)).joined(knob.moved((pivot, -side + 0.008, 0.235)))
    return (
        sdf(upper, (-0.56, -0.25, 0.02), (0.54, 0.25, 0.47), 92),
        sdf(sole, (-0.58, -0.28, -0.02), (0.58, 0.28, 0.2), 84),
        sdf(strap, (-0.62, -0.24, 0.16), (0.06, 0.24, 0.45), 84),
        knobs,
    )


def pair(rng: Rng, parts: Sequence[Part], *, gap: float = 0.46, both: bool = True) -> list[Part]:
    """The same shoe twice, side by side and not quite square to each other, turned to show its side."""
    turn, skew = rng.uniform(-62, -28), rng.uniform(-9, 9)
    ahead = rng.uniform(-0.1, 0.12)
    if not both:
        return [part.with_mesh(part.mesh.turned("z", turn)) for part in parts]
    side = np.deg2rad(turn)
    shift = (-np.sin(side) * gap + np.cos(side) * ahead, np.cos(side) * gap + np.sin(side) * ahead, 0.0)
    # One part for both shoes: a pattern is drawn for each part, and a pair must match.
    return [
        part.with_mesh(part.mesh.turned("z", turn).joined(part.mesh.turned("z", turn + skew).moved(shift)))
        for part in parts
    ]


@kind(
    "clog",
    category="Shoes > Clogs",
    words=["clogs", "rubber clogs", "crocs", "slip-on garden shoes"],
    colors=RUBBER_COLORS,
    materials=["rubber"],
)
def clog(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Rubber clogs with holes over the toes. spec: holes round|diamond|none, two_tone (sole colour), single."""
    holes = spec.get("holes") or pick(rng, ["round", "round", "diamond", "none"])
    upper, sole, strap, knobs = clog_meshes(
        rng, holes=holes, vents=bool(rng.random() < 0.7), plump=rng.uniform(0.95, 1.1)
    )
    under = spec.get("two_tone") or (color if rng.random() < 0.6 else pick(rng, ["white", "black", "beige"]))
    knob = pick(rng, [color, "white", "black"])
    parts = [
        Part(upper, material, color),
        Part(sole, material, under),
        Part(strap, material, color),
        Part(knobs, material, knob),
    ]
    return pair(rng, parts, both=not spec.get("single", False))


@kind(
    "clog planter",
    category="Garden > Planters",
    words=[
        "crocs as flower pots",
        "clogs used as planters",
        "rubber shoes with plants growing in them",
        "shoe planter",
    ],
    colors=RUBBER_COLORS,
    materials=["rubber"],
)
def clog_planter(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A pair of clogs full of soil, a plant growing out of each foot opening. spec: plant (one of PLANTS)."""
    upper, sole, strap, knobs = clog_meshes(rng, holes="round", vents=bool(rng.random() < 0.5), plump=1.0)
    soil = sdf(
        lambda p: keep(
            rod(p * vec(1, 1, 0), (-0.35, 0, 0), (0.05, 0, 0), 0.135),
            p[:, 2] - 0.19 - 0.03 * np.sin(p[:, 0] * 23) * np.cos(p[:, 1] * 31),
            0.03,
        ),
        (-0.52, -0.2, 0.09),
        (0.2, 0.2, 0.26),
        44,
    )
    parts = [
        Part(upper, material, color),
        Part(sole, material, color),
        Part(strap, material, color),
        Part(knobs, material, "white"),
        Part(soil, "soil", "brown"),
    ]
    chosen = spec.get("plant") or pick(rng, PLANTS)
    parts += [
        part.with_mesh(part.mesh.moved((-0.2, 0, 0.19)))
        for part in plant(rng, chosen, width=0.5, height=rng.uniform(0.45, 0.7))
    ]
    return pair(rng, parts, gap=0.5)


def trainer_meshes(rng: Rng, *, high: bool, chunky: float) -> dict[str, Mesh]:
    """A trainer in the pieces that differ in colour: upper, sole, toe cap, tongue, laces, side stripes, heel tab."""
    ankle = 0.62 if high else 0.44
    thick = 0.1 * chunky
    top = [(-0.5, ankle), (-0.2, ankle - 0.03), (-0.02, ankle - 0.1), (0.14, 0.33), (0.3, 0.26), (0.5, 0.19)]

    def foot(p: Points) -> Distances:
        return rod(p * vec(1, 1, 0), (-0.34, 0, 0), (0.31, 0, 0), 0.145, 0.17)

    def hull(p: Points) -> Distances:
        z = p[:, 2]
        narrow = foot(p) + 0.06 * ramp(z, 0.2, 0.5)
        return keep(narrow, z - curve(p[:, 0], top), 0.17)

    def mouth(p: Points) -> Distances:
        collar = egg(p, (-0.25, 0, ankle + 0.02), (0.2, 0.085, 0.3))
        throat = rod(p, (-0.12, 0, ankle), (0.16, 0, 0.33), 0.045, 0.032)
        return merge(collar, throat, 0.04)

    def upper(p: Points) -> Distances:
        return carve(keep(hull(p), 0.05 - p[:, 2], 0.01), mouth(p), 0.03)

    def sole(p: Points) -> Distances:
        x, z = p[:, 0], p[:, 2]
        lift = 0.05 * ramp(x, 0.25, 0.55)
        groove = 0.005 * (np.abs(z - thick * 0.55) < 0.008)
        heel = 0.045 * (chunky - 0.8) * ramp(-x, 0.0, 0.4)
        return keep(
            foot(p) - 0.02 + groove.astype(np.float32),
            np.abs(z - lift - (thick + heel) / 2) - (thick + heel) / 2,
            0.025,
        )

    def cap(p: Points) -> Distances:
        front = 0.3 - p[:, 0] + 0.5 * p[:, 1] ** 2
        return keep(keep(hull(p) - 0.006, front, 0.01), 0.06 - p[:, 2])

    def tab(p: Points) -> Distances:
        return keep(keep(hull(p) - 0.006, p[:, 0] + 0.44), 0.08 - p[:, 2])

    slant = rng.uniform(-0.5, 0.5)

    def stripes(p: Points) -> Distances:
        x, _, z = p.T
        u = x - slant * (z - 0.2)
        band = np.minimum.reduce([np.abs(u - c) - 0.017 for c in (-0.17, -0.1, -0.03)])
        return keep(
            keep(shell(hull(p), 0.014), band, 0.006), np.maximum(np.abs(z - 0.21) - 0.12, 0.08 - np.abs(p[:, 1]))
        )

    def swoosh(p: Points) -> Distances:
        x, _, z = p.T
        line = np.abs(z - 0.2 - 0.28 * (x + 0.12) ** 2 * np.sign(-x - 0.12)) - 0.03 * ramp(-x, -0.16, 0.1) - 0.006
        return keep(
            keep(shell(hull(p), 0.014), line, 0.006), np.maximum(np.abs(x + 0.1) - 0.22, 0.06 - np.abs(p[:, 1]))
        )

    tongue_top = ankle + 0.04

    def tongue(p: Points) -> Distances:
        thin = p * vec(1, 0.3, 1)
        return stroke(thin, [(0.17, 0, 0.29), (0.06, 0, 0.33), (-0.04, 0, ankle - 0.05), (-0.09, 0, tongue_top)], 0.026)

    laces: Mesh | None = None
    rows = 5 if high else 4
    for row in range(rows):
        t = row / (rows - 1)
        x = 0.16 - 0.22 * t
        z = float(curve(vec(x), top)[0]) + 0.012
        wide = 0.055 + 0.02 * t
        arch = [
            (x - 0.012, -wide, z - 0.012),
            (x + 0.004, -wide * 0.5, z + 0.024),
            (x + 0.012, wide * 0.5, z + 0.026),
            (x + 0.02, wide, z - 0.012),
        ]
        piece = sweep(np.array(arch), 0.0125)
        laces = piece if laces is None else laces.joined(piece)
    assert laces is not None
    lo, hi = (-0.52, -0.21, -0.02), (0.52, 0.21, ankle + 0.03)
    return {
        "upper": sdf(upper, lo, hi, 80),
        "sole": sdf(sole, (-0.54, -0.23, -0.02), (0.56, 0.23, 0.24), 72),
        "cap": sdf(cap, (0.2, -0.2, 0.04), (0.53, 0.2, 0.32), 44),
        "tab": sdf(tab, (-0.53, -0.18, 0.06), (-0.4, 0.18, ankle + 0.03), 40),
        "stripes": sdf(stripes if rng.random() < 0.5 else swoosh, (-0.36, -0.21, 0.06), (0.16, 0.21, 0.36), 72),
        "tongue": sdf(tongue, (-0.16, -0.12, 0.22), (0.24, 0.12, tongue_top + 0.06), 52),
        "laces": laces,
    }


@kind(
    "trainer",
    category="Shoes > Trainers",
    words=["trainers", "sneakers", "running shoes", "lace-up sports shoes"],
    colors=["white", "black", "red", "blue", "green", "grey", "navy", "pink", "yellow", "orange", "beige"],
    materials=["fabric", "leather"],
)
def trainer(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Lace-up trainers. spec: cut low|high, accent (stripe colour), sole (colour)."""
    high = (spec.get("cut") or pick(rng, ["low", "low", "high"])) == "high"
    accent = spec.get("accent") or pick(rng, ["white", "black", "red", "yellow", "blue", color])
    if accent == color and not spec.get("accent"):
        accent = "black" if color == "white" else "white"
    sole = spec.get("sole") or pick(rng, ["white", "white", "beige", "black", "brown"])
    mesh = trainer_meshes(rng, high=high, chunky=rng.uniform(0.85, 1.35))
    cap = "white" if high and rng.random() < 0.6 else color
    parts = [
        Part(mesh["upper"], material, color),
        Part(mesh["sole"], "rubber", sole),
        Part(mesh["cap"], "rubber" if cap == "white" else material, cap),
        Part(mesh["tab"], "leather", accent),
        Part(mesh["stripes"], "leather", accent),
        Part(mesh["tongue"], "fabric", color),
        Part(mesh["laces"], "fabric", "white" if color != "white" or accent == "white" else accent),
    ]
    return pair(rng, parts, both=not spec.get("single", rng.random() < 0.35))


@kind(
    "boot",
    category="Shoes > Boots",
    words=["boots", "rain boots", "wellington boots", "ankle boots"],
    colors=["yellow", "green", "red", "navy", "black", "brown", "pink", "tan"],
    materials=["rubber", "leather"],
)
def boot(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A pair of pull-on boots. spec: cut tall|ankle, trim (rim colour)."""
    tall = (spec.get("cut") or pick(rng, ["tall", "ankle"])) == "tall"
    top = rng.uniform(0.82, 1.0) if tall else rng.uniform(0.46, 0.56)
    calf = rng.uniform(0.165, 0.185) if tall else rng.uniform(0.14, 0.15)
    heel = rng.uniform(0.04, 0.08)

    def hull(p: Points) -> Distances:
        x, _, z = p.T
        print_ = rod(p * vec(1, 1, 0), (-0.22, 0, 0), (0.3, 0, 0), 0.135, 0.15)
        instep = curve(x, [(-0.4, 0.5), (-0.1, 0.42), (0.1, 0.31), (0.28, 0.25), (0.46, 0.19)])
        shaft = rod(p, (-0.2, 0, 0.15), (-0.2, 0, top + 0.3), 0.13, calf + 0.02)
        return merge(keep(print_, np.abs(z - 0.1) - (instep - 0.1), 0.14), shaft, 0.1)

    def upper(p: Points) -> Distances:
        z = p[:, 2]
        hollow = rod(p, (-0.2, 0, 0.3), (-0.2, 0, top + 0.3), 0.1, calf + 0.002)
        dip = 0.0 if tall else 0.04
        return carve(
            keep(keep(hull(p), z - top + dip * np.cos(6 * (p[:, 0] + 0.2)), 0.015), 0.04 + heel * 0.3 - z),
            hollow,
            0.008,
        )

    def sole(p: Points) -> Distances:
        x, _, z = p.T
        print_ = rod(p * vec(1, 1, 0), (-0.22, 0, 0), (0.3, 0, 0), 0.15, 0.165)
        tread = 0.02 * (np.sin(x * 70) > 0) * (z < 0.03)
        return keep(
            keep(print_ + tread.astype(np.float32), z - 0.05 - heel, 0.012),
            np.where(x > -0.06, heel * 0.7, 0.0) - z,
            0.012,
        )

    def rim(p: Points) -> Distances:
        return keep(shell(hull(p), 0.022), np.abs(p[:, 2] - top + 0.03) - 0.035, 0.012)

    trim = spec.get("trim") or pick(rng, [color, "white", "black", "beige"])
    lo, hi = (-0.42, -0.24, -0.02), (0.5, 0.24, top + 0.04)
    parts = [
        Part(sdf(upper, lo, hi, 84), material, color),
        Part(
            sdf(sole, (-0.42, -0.24, -0.02), (0.52, 0.24, 0.16), 70),
            "rubber",
            spec.get("sole") or pick(rng, ["black", "brown", "beige", trim]),
        ),
    ]
    if tall and material == "rubber":
        parts.append(Part(sdf(rim, (-0.44, -0.24, top - 0.08), (0.04, 0.24, top + 0.02), 56), material, trim))
    elif not tall:
        gore = sdf(
            lambda p: keep(
                shell(hull(p), 0.012),
                np.maximum(
                    np.abs(p[:, 0] + 0.19 + 0.12 * (p[:, 2] - 0.3)) - 0.055 - 0.1 * (p[:, 2] - 0.3),
                    np.abs(p[:, 2] - 0.36) - 0.12,
                ),
                0.01,
            ),
            (-0.4, -0.2, 0.2),
            (0.05, 0.2, 0.52),
            56,
        )
        parts.append(Part(gore, "knit", "black" if color != "black" else "grey"))
    loop = sweep(
        np.array(
            [
                (-0.375, 0, top - 0.06),
                (-0.4, 0, top + 0.01),
                (-0.385, 0, top + 0.045),
                (-0.365, 0, top + 0.01),
                (-0.36, 0, top - 0.06),
            ]
        ),
        0.012,
    )
    parts.append(Part(loop, "fabric", trim))
    return pair(rng, parts, gap=0.42)


@kind(
    "flip-flop",
    category="Shoes > Sandals",
    words=["flip-flops", "sandals", "beach thongs", "summer shoes"],
    colors=["blue", "yellow", "red", "green", "pink", "teal", "orange", "black", "white", "turquoise"],
    materials=["rubber"],
)
def flip_flop(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Flip-flops, or slides with one wide band. spec: form thong|slide, strap (colour), pattern."""
    slide = (spec.get("form") or pick(rng, ["thong", "thong", "slide"])) == "slide"
    strap_color = spec.get("strap") or pick(rng, ["white", "black", "yellow", "navy", color])
    wide, thick = rng.uniform(0.18, 0.2), rng.uniform(0.07, 0.1)

    def foot(p: Points) -> Distances:
        flat = p * vec(1, 1, 0)
        return merge(
            rod(flat, (-0.36, 0, 0), (-0.1, 0, 0), 0.14, 0.135),
            rod(flat, (-0.1, 0, 0), (0.3, 0.0, 0), 0.135, wide),
            0.05,
        )

    def layer(low: float, high: float, grow: float) -> Mesh:
        return sdf(
            lambda p: keep(foot(p) - grow, np.abs(p[:, 2] - (low + high) / 2) - (high - low) / 2, 0.015),
            (-0.54, -0.24, low - 0.02),
            (0.54, 0.24, high + 0.02),
            90,
        )

    def thong(p: Points) -> Distances:
        q = p.copy()
        q[:, 1] = np.abs(q[:, 1])
        arc = [
            (0.27, 0.0, thick + 0.035),
            (0.24, 0.03, thick + 0.07),
            (0.12, 0.105, thick + 0.11),
            (-0.02, wide - 0.04, thick + 0.08),
            (-0.1, wide - 0.045, thick - 0.04),
        ]
        band = stroke(q, arc, [0.02, 0.024, 0.034, 0.034, 0.026])
        return merge(band, rod(p, (0.27, 0, thick - 0.02), (0.27, 0, thick + 0.04), 0.017), 0.02)

    def band(p: Points) -> Distances:
        x, y, z = p.T
        arch = np.sqrt((y / (wide + 0.01)) ** 2 + (np.maximum(z - 0.04, 0) / 0.25) ** 2) - 1
        return keep(
            np.abs(arch * 0.2) - 0.015, np.abs(x - 0.12 - 0.15 * np.abs(y)) - 0.12 - 0.03 * ramp(z, 0.0, 0.2), 0.02
        ).astype(np.float32)

    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "dots"])
    base = color if rng.random() < 0.6 else pick(rng, ["white", "black", "yellow"])
    strap = (
        sdf(band, (-0.15, -0.24, 0.03), (0.36, 0.24, 0.34), 64)
        if slide
        else sdf(thong, (-0.16, -0.22, 0.02), (0.34, 0.22, 0.26), 72)
    )
    parts = [
        Part(layer(0, thick * 0.6, 0), material, base),
        Part(layer(thick * 0.6, thick, 0), material, color, pattern),
        Part(strap, material, strap_color),
    ]
    return pair(rng, parts, gap=0.44)
