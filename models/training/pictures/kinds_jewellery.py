# mypy: disable-error-code="no-any-return"
"""Jewellery and watches, a doughnut for the finger among them. Drawn about 1 unit large: only the render knows."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import beads, circle, pick, turned
from models.training.pictures.fields import Distances, Points, ball, carve, egg, keep, merge, ramp, rod, vec
from models.training.pictures.kinds import kind
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, cylinder, sdf, sweep

Rng = np.random.Generator
METALS = ["gold", "silver", "copper"]
GEM_COLORS = ["red", "blue", "green", "purple", "pink", "white", "teal", "yellow"]


def metal_of(color: str) -> str:
    """The metal that is `color`; steel where none is."""
    return color if color in METALS else "steel"


def gem(radius: float, form: str) -> Mesh:
    """A cut stone, table up, girdle at z = 0; its facets are flat."""
    count = {"round": 12, "square": 4, "hexagon": 6, "oval": 12}[form]
    t = 2 * np.pi * (np.arange(count) + 0.5) / count
    normals = [(0.0, 0.0, 1.0, 0.38 * radius), (0.0, 0.0, -1.0, 0.85 * radius)]
    for a in t:
        normals += [
            (np.cos(a) * 0.62, np.sin(a) * 0.62, 0.78, 0.62 * radius),
            (np.cos(a) * 0.72, np.sin(a) * 0.72, -0.69, 0.72 * radius),
        ]
        normals += [(np.cos(a), np.sin(a), 0.0, radius)]
    planes = np.array(normals, np.float32)

    def f(p: Points) -> Distances:
        return (p @ planes[:, :3].T - planes[:, 3]).max(axis=1).astype(np.float32)

    mesh = sdf(f, (-radius * 1.15,) * 3, (radius * 1.15,) * 3, 56)
    return mesh.scaled((1.35, 0.95, 1.0)) if form == "oval" else mesh


def band(radius: float, thick: float, wide: float) -> Mesh:
    """A finger ring standing upright, its hole along y, resting on z = 0."""

    def f(p: Points) -> Distances:
        r = np.sqrt(p[:, 0] ** 2 + (p[:, 2] - radius - thick) ** 2)
        grow = 1 + 0.35 * ramp(p[:, 2], radius * 0.8, radius * 2)
        return keep((np.abs(r - radius) - thick).astype(np.float32), np.abs(p[:, 1]) - wide * grow, thick)

    out = radius + 2.2 * thick
    return sdf(f, (-out, -wide * 1.5 - 0.02, -0.02), (out, wide * 1.5 + 0.02, 2 * out), 84)


@kind(
    "ring",
    category="Jewellery > Rings",
    words=["ring with a stone", "gemstone ring", "cocktail ring", "signet ring"],
    colors=GEM_COLORS,
    materials=["gold", "silver", "copper"],
)
def ring(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A ring set with one stone; `color` is the stone's.

    spec: cut round|square|hexagon|oval|pearl, stones (small ones beside it).
    """
    cut = spec.get("cut") or pick(rng, ["round", "square", "hexagon", "oval", "pearl"])
    r, thick = 0.36, rng.uniform(0.028, 0.045)
    size = rng.uniform(0.15, 0.23)
    top = 2 * r + 2.2 * thick
    parts = [Part(band(r, thick, rng.uniform(0.04, 0.075)), material, material)]
    if cut == "pearl":
        parts.append(
            Part(
                sdf(lambda p: ball(p, (0, 0, 0), size * 0.85), (-size,) * 3, (size,) * 3, 40).moved(
                    (0, 0, top + size * 0.7)
                ),
                "glazed",
                "white" if color == "white" else color,
            )
        )
    else:
        parts.append(Part(gem(size, str(cut)).moved((0, 0, top + size * 0.72)), "gem", color))
    prongs: Mesh | None = None
    reach = size * (0.95 if cut != "oval" else 1.1)
    for a in np.pi * (np.arange(4) * 0.5 + 0.25):
        c, s = np.cos(a), np.sin(a)
        line = np.array(
            [
                (0.03 * c, 0.03 * s, top - 0.02),
                (reach * 0.8 * c, reach * 0.8 * s, top + size * 0.5),
                (reach * 0.96 * c, reach * 0.96 * s, top + size * 0.86),
            ]
        )
        piece = sweep(line, 0.019)
        prongs = piece if prongs is None else prongs.joined(piece)
    assert prongs is not None
    parts.append(Part(prongs, material, material))
    if spec.get("stones", rng.random() < 0.4):
        for side in (-1, 1):
            for step in (1, 2):
                a = side * (0.42 + 0.24 * step)
                at = (np.sin(a) * (r + thick), 0.0, r + thick + np.cos(a) * (r + thick * 1.2))
                parts.append(Part(gem(0.055, "round").turned("y", float(np.degrees(a))).moved(at), "gem", "white"))
    return turned(rng, parts, 55)


@kind(
    "doughnut ring",
    category="Jewellery > Rings",
    words=[
        "ring with a doughnut on it",
        "donut ring",
        "finger ring with iced doughnut and sprinkles",
        "sweet jewellery",
    ],
    colors=["pink", "brown", "white", "mint", "yellow", "blue", "purple"],
    materials=["gold", "silver"],
)
def doughnut_ring(rng: Rng, color: str, material: str, **_: Any) -> list[Part]:
    """A finger ring whose stone is an iced doughnut with sprinkles; `color` is the icing's."""
    r, thick = 0.3, 0.04
    big, fat = rng.uniform(0.24, 0.28), rng.uniform(0.13, 0.15)
    phase = rng.uniform(0, 6)

    def dough(p: Points) -> Distances:
        radius = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2)
        return (np.sqrt((radius - big) ** 2 + (p[:, 2] * 1.15) ** 2) - fat).astype(np.float32)

    def icing(p: Points) -> Distances:
        angle = np.arctan2(p[:, 1], p[:, 0])
        edge = 0.0 + 0.022 * np.sin(7 * angle + phase) + 0.014 * np.sin(11 * angle)
        return keep(dough(p) - 0.018, (edge - p[:, 2]).astype(np.float32), 0.03)

    reach = big + fat + 0.03
    lo, hi = (-reach, -reach, -fat - 0.03), (reach, reach, fat + 0.03)
    pieces = [Part(sdf(dough, lo, hi, 66), "bread", "tan"), Part(sdf(icing, lo, hi, 72), "glazed", color)]
    for shade in rng.permutation(["red", "yellow", "blue", "white", "green", "pink"])[:4]:
        strand: Mesh | None = None
        for _sprinkle in range(8):
            a, b = rng.uniform(0, 2 * np.pi), rng.uniform(-0.9, 0.9)
            lift = fat * 0.87 * np.cos(b) + 0.024
            at = np.array([(big + fat * np.sin(b)) * np.cos(a), (big + fat * np.sin(b)) * np.sin(a), lift])
            turn = rng.uniform(0, np.pi)
            step = 0.026 * np.array([np.cos(turn), np.sin(turn), 0])
            piece = sweep(np.array([at - step, at + step]), 0.0115)
            strand = piece if strand is None else strand.joined(piece)
        assert strand is not None
        if shade != color:
            pieces.append(Part(strand, "plastic", str(shade)))
    tilt, top = rng.uniform(28, 48), 2 * r + 2 * thick
    parts = [part.with_mesh(part.mesh.turned("x", tilt).moved((0, -0.03, top + fat * 0.9 + 0.09))) for part in pieces]
    parts.append(Part(band(r, thick, 0.06), material, material))
    parts.append(Part(cylinder(0.09, 0.12, 0.01).turned("x", tilt * 0.5).moved((0, 0, top - 0.04)), material, material))
    return turned(rng, parts, 45)


def bust(p: Points) -> Distances:
    """A neck and shoulders to show a necklace on, about 0.95 high."""
    neck = rod(p, (0, 0.06, 0.45), (0, 0.1, 0.95), 0.115, 0.105)
    shoulders = rod(p, (-0.25, 0.07, 0.36), (0.25, 0.07, 0.36), 0.12)
    chest = egg(p, (0, 0.03, 0.2), (0.3, 0.15, 0.3))
    shape = merge(merge(chest, shoulders, 0.12), neck, 0.14)
    return keep(keep(shape, np.abs(p[:, 2] - 0.46) - 0.46, 0.02), p[:, 1] - 0.14, 0.03)


def worn(drop: float, steps: int = 161) -> np.ndarray:
    """The line (steps, 3) of a chain lying on the bust, lowest in front at the middle index."""
    t = np.linspace(-np.pi, np.pi, steps)
    front = (1 + np.cos(t)) / 2
    axis = np.stack([np.zeros(steps), np.full(steps, 0.06), 0.72 - drop * front**1.3], axis=1)
    wide = 1 - 0.45 * front * (1 - front)
    out = np.stack([np.sin(t) * wide, -np.cos(t), np.zeros(steps)], axis=1)
    out /= np.linalg.norm(out, axis=1)[:, None]
    reach = np.linspace(0.02, 0.5, 97)
    points = axis[:, None] + reach[None, :, None] * out[:, None]
    inside = bust(points.reshape(-1, 3).astype(np.float32)).reshape(steps, -1) < 0
    depth = reach[inside.shape[1] - 1 - np.argmax(inside[:, ::-1], axis=1)]
    return axis + (depth + 0.016)[:, None] * out


@kind(
    "necklace",
    category="Jewellery > Necklaces",
    words=["necklace", "pendant on a chain", "string of beads", "pearl necklace"],
    colors=["red", "blue", "green", "white", "pink", "teal", "yellow", "purple", "black", "orange"],
    materials=["gold", "silver", "copper"],
)
def necklace(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A necklace on a bust. spec: form beads|pendant|bib, stone (gem|glazed|wood), bust (colour)."""
    form = spec.get("form") or pick(rng, ["beads", "pendant", "bib"])
    stone = spec.get("stone") or pick(rng, ["gem", "glazed", "wood"])
    drop = rng.uniform(0.24, 0.36)
    count = int(rng.integers(34, 48))
    line = worn(drop)
    cloths = [shade for shade in ("black", "beige", "white", "grey", "navy") if shade != color]
    stand = sdf(bust, (-0.4, -0.18, -0.02), (0.4, 0.2, 0.97), 70)
    parts = [Part(stand, "velvet", spec.get("bust") or str(pick(rng, cloths)))]
    mid = line[80]
    if form == "beads":
        steps = np.linspace(0, 160, count).astype(int)
        big = rng.uniform(0.026, 0.032)
        parts.append(Part(beads(line[steps] - [0, 0.012, 0], big), stone if stone != "gem" else "glazed", color))
        parts.append(Part(sweep(line, 0.008), material, material))
    else:
        parts.append(Part(sweep(line, 0.011), material, material))
    if form == "pendant":
        shape = spec.get("pendant") or pick(rng, ["round", "hexagon", "square", "drop"])
        if shape == "drop":
            mesh = sdf(
                lambda p: rod(p, (0, 0, 0.07), (0, 0, -0.02), 0.006, 0.062), (-0.08, -0.08, -0.1), (0.08, 0.08, 0.1), 40
            )
            parts.append(
                Part(mesh.moved(tuple(np.add(mid, [0, -0.04, -0.1]))), "gem" if stone != "wood" else "wood", color)
            )
        else:
            parts.append(
                Part(
                    gem(0.075, str(shape)).turned("x", 90).moved(tuple(np.add(mid, [0, -0.05, -0.11]))),
                    "gem" if stone != "wood" else "wood",
                    color,
                )
            )
            parts.append(
                Part(
                    sweep(circle(0.082, 40), 0.012).turned("x", 90).moved(tuple(np.add(mid, [0, -0.045, -0.11]))),
                    material,
                    material,
                )
            )
        parts.append(
            Part(
                sweep(circle(0.022, 20), 0.008).turned("y", 90).moved(tuple(np.add(mid, [0, -0.02, -0.015]))),
                material,
                material,
            )
        )
    elif form == "bib":
        for index, spot in enumerate(np.linspace(50, 110, 9).astype(int)):
            size = 0.03 + 0.022 * np.cos((index - 4) / 4 * 1.2)
            at = line[spot] + [0, -0.02, -size * 1.2]
            parts.append(
                Part(gem(size, "round").turned("x", 80).moved(tuple(at)), "gem", color if index % 2 == 0 else "white")
            )
    return turned(rng, parts, 22)


@kind(
    "bracelet",
    category="Jewellery > Bracelets",
    words=["bracelet", "bangle", "bead bracelet", "cuff"],
    colors=["red", "blue", "green", "white", "pink", "teal", "yellow", "purple", "black", "orange"],
    materials=["gold", "silver", "copper", "wood"],
)
def bracelet(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A bracelet lying down. spec: form beads|bangles|cuff, charm."""
    form = spec.get("form") or pick(rng, ["beads", "bangles", "cuff"])
    r = 0.42
    parts: list[Part] = []
    if form == "beads":
        count = int(rng.integers(16, 26))
        size = np.pi * r / count * 0.97
        where = circle(r, count + 1, size)[:-1]
        odd = pick(rng, [0, 0, 2, 3, 4])
        first = np.array([i for i in range(count) if not odd or i % odd])
        parts.append(Part(beads(where[first], size), "glazed" if material != "wood" else "wood", color))
        rest = np.array([i for i in range(count) if i not in set(first.tolist())])
        if len(rest):
            parts.append(Part(beads(where[rest], size), material, material if material != "wood" else "beige"))
    elif form == "bangles":
        z = 0.04
        for index in range(int(rng.integers(2, 5))):
            fat = rng.uniform(0.026, 0.045)
            shade = color if index % 2 == 0 else None
            mesh = sweep(circle(r, 80, 0), fat).moved((rng.uniform(-0.03, 0.03), rng.uniform(-0.03, 0.03), z))
            parts.append(
                Part(
                    mesh,
                    "glazed" if shade and material != "wood" else material,
                    shade or (material if material != "wood" else "brown"),
                )
            )
            z += 2 * fat + 0.004
    else:
        tall = rng.uniform(0.14, 0.22)

        def f(p: Points) -> Distances:
            radius = np.sqrt(p[:, 0] ** 2 + (p[:, 1] * 1.15) ** 2)
            wall = keep(
                (np.abs(radius - r) - 0.024).astype(np.float32),
                np.abs(p[:, 2] - tall) - tall * (1 + 0.25 * np.cos(np.arctan2(p[:, 1], p[:, 0]) + 1.57)) * 0.8,
                0.03,
            )
            return carve(wall, keep((np.abs(p[:, 0]) - 0.11).astype(np.float32), -p[:, 1]), 0.04)

        parts.append(
            Part(
                sdf(f, (-0.5, -0.5, -0.06), (0.5, 0.5, 2 * tall + 0.08), 90),
                material,
                material if material != "wood" else "brown",
            )
        )
        for x, size in ((0.0, 0.1), (-0.17, 0.06), (0.17, 0.06)):
            y = -np.sqrt(r**2 - x**2) / 1.15 - 0.02
            parts.append(
                Part(
                    gem(size, "round")
                    .turned("x", 90)
                    .turned("z", float(np.degrees(np.arcsin(x / r))))
                    .moved((x, y - size * 0.1, tall)),
                    "gem",
                    color,
                )
            )
    return turned(rng, parts, 60)


@kind(
    "earrings",
    category="Jewellery > Earrings",
    words=["earrings", "drop earrings", "hoop earrings", "a pair of earrings on a stand"],
    colors=["red", "blue", "green", "white", "pink", "teal", "yellow", "purple", "black", "orange"],
    materials=["gold", "silver", "copper"],
)
def earrings(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Two earrings on a T-shaped stand. spec: form drop|hoop|tassel|fan, stand (colour)."""
    form = spec.get("form") or pick(rng, ["drop", "hoop", "tassel", "fan"])
    wide = 0.26
    stand = sdf(
        lambda p: merge(
            merge(rod(p, (0, 0.0, 0.03), (0, 0, 0.88), 0.028), rod(p, (-0.42, 0, 0.88), (0.42, 0, 0.88), 0.03), 0.03),
            keep((np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2) - 0.24).astype(np.float32), np.abs(p[:, 2] - 0.03) - 0.03, 0.02),
            0.03,
        ),
        (-0.48, -0.27, -0.02),
        (0.48, 0.27, 0.94),
        84,
    )
    parts = [Part(stand, "wood", spec.get("stand") or str(pick(rng, ["beige", "brown", "tan"])))]
    hoop_r, size = rng.uniform(0.15, 0.2), rng.uniform(0.085, 0.11)
    for side in (-1, 1):
        x, y, z = side * wide, -0.05, 0.86
        hook = np.array([(x, 0.0, z + 0.06), (x, y - 0.01, z + 0.03), (x, y, z - 0.09)])
        made = [Part(sweep(hook, 0.01), material, material)]
        if form == "hoop":
            made.append(
                Part(
                    sweep(circle(hoop_r, 56), 0.024).turned("x", 90).moved((x, y, z - 0.08 - hoop_r)),
                    material,
                    material,
                )
            )
            made.append(
                Part(
                    beads(
                        np.array(
                            [
                                (x - 0.06, y, z - 0.09 - 2 * hoop_r),
                                (x, y, z - 0.12 - 2 * hoop_r),
                                (x + 0.06, y, z - 0.09 - 2 * hoop_r),
                            ]
                        ),
                        0.034,
                    ),
                    "glazed",
                    color,
                )
            )
        elif form == "drop":
            made.append(Part(gem(size * 0.6, "round").turned("x", 90).moved((x, y - 0.02, z - 0.13)), "gem", "white"))
            drop = sdf(
                lambda p: rod(p, (0, 0, 0.13), (0, 0, -0.03), 0.008, size),
                (-0.14, -0.14, -0.16),
                (0.14, 0.14, 0.16),
                44,
            )
            made.append(Part(drop.moved((x, y, z - 0.36)), "gem", color))
            made.append(
                Part(
                    sweep(circle(size * 0.64, 40), 0.012).turned("x", 90).moved((x, y - 0.02, z - 0.13)),
                    material,
                    material,
                )
            )
        elif form == "tassel":
            made.append(Part(beads(np.array([(x, y, z - 0.12)]), 0.055), material, material))
            threads: Mesh | None = None
            for a in np.linspace(0, 2 * np.pi, 15)[:-1]:
                c, s = 0.055 * np.cos(a), 0.055 * np.sin(a)
                piece = sweep(
                    np.array(
                        [
                            (x + c * 0.5, y + s * 0.5, z - 0.14),
                            (x + c, y + s, z - 0.22),
                            (x + c * 1.35, y + s * 1.35, z - 0.5),
                        ]
                    ),
                    0.014,
                )
                threads = piece if threads is None else threads.joined(piece)
            assert threads is not None
            made.append(Part(threads, "fabric", color))
        else:

            def fan(p: Points) -> Distances:
                r, a = np.sqrt(p[:, 0] ** 2 + p[:, 2] ** 2), np.arctan2(p[:, 0], -p[:, 2])
                edge = r - 0.3 - 0.015 * np.cos(18 * a)
                ribs = np.abs(p[:, 1] - 0.012 * np.cos(18 * a)) - 0.012
                return keep(
                    keep(edge.astype(np.float32), (np.abs(a) - 0.75).astype(np.float32) * 0.2), ribs.astype(np.float32)
                )

            made.append(
                Part(sdf(fan, (-0.26, -0.05, -0.34), (0.26, 0.05, 0.03), 80).moved((x, y, z - 0.1)), "glazed", color)
            )
            made.append(Part(beads(np.array([(x, y - 0.01, z - 0.12)]), 0.04), material, material))
        parts += made
    return turned(rng, parts, 20)


@kind(
    "watch",
    category="Accessories > Watches",
    words=["wristwatch", "watch with a leather strap", "analogue watch"],
    colors=["black", "white", "blue", "green", "red", "grey", "navy", "yellow", "pink"],
    materials=["steel", "gold", "plastic", "copper"],
)
def watch(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A wristwatch standing in its closed strap; `color` is the dial's.

    spec: strap (colour), strap_material, form round|square.
    """
    square = (spec.get("form") or pick(rng, ["round", "round", "square"])) == "square"
    strap = spec.get("strap") or pick(rng, ["brown", "black", "tan", "navy", "red", "green"])
    strap_material = spec.get("strap_material") or pick(rng, ["leather", "leather", "rubber", "metal"])
    shade = {"steel": "silver", "gold": "gold", "copper": "copper"}.get(material, color)
    dial_r, wide = rng.uniform(0.23, 0.27), rng.uniform(0.11, 0.14)

    def plate(p: Points, size: float, half: float, soft: float) -> Distances:
        across = np.maximum(np.abs(p[:, 0]), np.abs(p[:, 1])) if square else np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2)
        if square:
            corner = (
                np.sqrt(
                    np.maximum(np.abs(p[:, 0]) - size * 0.72, 0) ** 2
                    + np.maximum(np.abs(p[:, 1]) - size * 0.72, 0) ** 2
                )
                - size * 0.28
            )
            across = corner + size
        return keep((across - size).astype(np.float32), np.abs(p[:, 2]) - half, soft)

    def case(p: Points) -> Distances:
        crown = rod(p, (dial_r + 0.02, 0, 0), (dial_r + 0.07, 0, 0), 0.034)
        return carve(
            merge(plate(p, dial_r + 0.035, 0.06, 0.03), crown, 0.01),
            plate(p - vec(0, 0, 0.06), dial_r, 0.03, 0.005),
            0.01,
        )

    reach = dial_r + 0.12
    face = [
        Part(
            sdf(case, (-reach, -reach, -0.09), (reach, reach, 0.09), 84),
            "metal" if material != "plastic" else "plastic",
            shade,
        ),
        Part(
            sdf(
                lambda p: plate(p - vec(0, 0, 0.03), dial_r, 0.006, 0.003),
                (-reach, -reach, 0.0),
                (reach, reach, 0.06),
                76,
            ),
            "plastic",
            color,
        ),
    ]
    pale = "black" if color in ("white", "yellow", "pink") else "white"
    marks: Mesh | None = None
    for hour in range(12):
        a, length = hour * np.pi / 6, 0.05 if hour % 3 == 0 else 0.026
        out = np.array([np.sin(a), np.cos(a), 0])
        piece = sweep(np.add([out * (dial_r * 0.86 - length), out * dial_r * 0.86], (0, 0, 0.037)), 0.0085)
        marks = piece if marks is None else marks.joined(piece)
    assert marks is not None
    for angle, length, fat in ((-60 + rng.uniform(-8, 8), 0.5, 0.014), (60 + rng.uniform(-8, 8), 0.76, 0.011)):
        a = np.radians(angle)
        marks = marks.joined(
            sweep(np.array([(0, 0, 0.044), (np.sin(a) * dial_r * length, np.cos(a) * dial_r * length, 0.044)]), fat)
        )
    face.append(
        Part(
            marks.joined(beads(np.array([(0, 0, 0.044)]), 0.022)),
            "metal" if pale == "white" else "plastic",
            "silver" if pale == "white" else "black",
        )
    )
    a = np.radians(180 + rng.uniform(-70, 70))
    face.append(
        Part(
            sweep(np.array([(0, 0, 0.05), (np.sin(a) * dial_r * 0.8, np.cos(a) * dial_r * 0.8, 0.05)]), 0.006),
            "plastic",
            "red",
        )
    )
    radius, lean = 0.4, rng.uniform(28, 48)

    def loop(p: Points) -> Distances:
        r = np.sqrt((p[:, 1] * 0.98) ** 2 + (p[:, 2] - radius) ** 2)
        links = 0.006 * np.cos(np.arctan2(p[:, 1], p[:, 2] - radius) * 40) if strap_material == "metal" else 0.0
        taper = wide * (0.78 + 0.32 * np.exp(-(((np.arctan2(p[:, 1], p[:, 2] - radius)) / 0.8) ** 2)))
        return keep(
            (np.abs(r - radius) - 0.024 + links).astype(np.float32), (np.abs(p[:, 0]) - taper).astype(np.float32), 0.02
        )

    band_ = Part(
        sdf(loop, (-0.2, -0.46, -0.06), (0.2, 0.46, 0.87), 84),
        str(strap_material),
        shade if strap_material == "metal" else strap,
    )
    parts = [band_, *(part.with_mesh(part.mesh.moved((0, 0, 2 * radius + 0.035))) for part in face)]
    settled = [
        part.with_mesh(part.mesh.moved((0, 0, -radius)).turned("x", lean + 20).moved((0, 0, radius + 0.024)))
        for part in parts
    ]
    return turned(rng, settled, 35)
