# mypy: disable-error-code="no-any-return"
"""Two houses to eat: one of gingerbread, one of vegetables. Fronts face -y before they are turned."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pick, together, turned_aside
from models.training.pictures.kinds import kind
from models.training.pictures.kinds_food import leaf_cluster
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, box, cylinder, ellipsoid, extrude, lathe, rounded, sphere, sweep

Rng = np.random.Generator
ICINGS = ["pink", "white", "brown", "mint", "yellow", "blue", "purple", "red"]
SPRINKLE_COLORS = ["red", "yellow", "blue", "white", "green", "pink", "orange"]


def gable(wide: float, deep: float, wall: float, ridge: float) -> Mesh:
    """A little house without a roof: walls with two gables, standing on z = 0, fronts at y = ±deep / 2."""
    outline = np.array([(-wide / 2, 0), (wide / 2, 0), (wide / 2, wall), (0, ridge), (-wide / 2, wall)])
    return extrude(outline, deep, 0.012).turned("x", 90).moved((0, deep / 2, 0))


def roof_slab(wide: float, wall: float, ridge: float, thick: float, eaves: float) -> tuple[float, float]:
    """Length of one roof slope and its angle in degrees, overhanging by `eaves`."""
    rise = ridge - wall
    return float(np.hypot(wide / 2, rise) + eaves + thick * 0.2), float(np.degrees(np.arctan2(rise, wide / 2)))


def on_slope(mesh: Mesh, side: int, ridge: float, angle: float) -> Mesh:
    """Put a mesh made on a level roof (x from the ridge outwards, z up) onto the left or right slope."""
    return (
        mesh.turned("y", angle).moved((0, 0, ridge))
        if side > 0
        else mesh.turned("y", angle).turned("z", 180).moved((0, 0, ridge))
    )


def icing_line(points: list[tuple[float, float, float]], thick: float = 0.02) -> Mesh:
    """A piped line."""
    return sweep(np.array(points), thick, sides=12)


@kind(
    "gingerbread house",
    category="Food > Gingerbread",
    words=["gingerbread house", "edible cottage with icing", "Christmas biscuit house", "sugar-iced cookie house"],
    colors=["brown", "tan"],
    materials=["bread", "sponge cake"],
)
def gingerbread_house(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A gingerbread cottage with icing and sweets. spec: roof (colour of the roof's sweets), icing (colour)."""
    wide, deep = rng.uniform(0.62, 0.72), rng.uniform(0.6, 0.75)
    wall, ridge = rng.uniform(0.36, 0.44), rng.uniform(0.78, 0.92)
    icing, front = spec.get("icing") or "white", -deep / 2 - 0.012
    length, angle = roof_slab(wide, wall, ridge, 0.045, 0.12)
    plank = box((length, deep + 0.18, 0.045), 0.016).moved((length / 2, 0, -0.005))
    parts = [
        Part(gable(wide, deep, wall, ridge), material, color),
        Part(together([on_slope(plank, s, ridge, angle) for s in (1, -1)]), material, color),
    ]
    lines: list[Mesh] = []
    for y in (front, deep / 2 + 0.012):
        lines += [icing_line([(x, y, 0.0), (x, y, wall)], 0.022) for x in (-wide / 2, wide / 2)]
    slope = np.tan(np.radians(angle))
    edge_y = deep / 2 + 0.09
    for y in (-edge_y, edge_y):
        for side in (-1, 1):
            t = np.linspace(0, 1, 26)
            x = side * t * length * np.cos(np.radians(angle))
            z = ridge + 0.03 - np.abs(x) * slope + 0.012 * np.cos(t * 40)
            lines.append(sweep(np.stack([x, np.full(26, y), z], axis=1), 0.027))
    for side in (-1, 1):
        x0 = side * length * np.cos(np.radians(angle))
        z0 = ridge - abs(x0) * slope + 0.01
        for k, y in enumerate(np.linspace(-edge_y, edge_y, 13)):
            drop = 0.05 + 0.06 * ((k * 7 + 3) % 5) / 4
            lines.append(
                sweep(
                    np.array([(x0, y, z0 + 0.02), (x0, y, z0 - drop * 0.5), (x0, y, z0 - drop)]), [0.028, 0.02, 0.008]
                )
            )
    lines.append(icing_line([(0, -edge_y, ridge + 0.045), (0, edge_y, ridge + 0.045)], 0.035))
    door_w, door_h = 0.085, wall * 0.72
    arch = [
        (-door_w, front, 0.0),
        *((-door_w * np.cos(t), front, door_h - door_w + door_w * np.sin(t)) for t in np.linspace(0, np.pi, 12)),
        (door_w, front, 0.0),
    ]
    lines.append(icing_line(arch, 0.016))
    leaf_door = extrude(np.array([(a, c) for a, _, c in arch]), 0.03).turned("x", 90).moved((0, front + 0.012, 0))
    parts.append(Part(leaf_door, material, "brown" if color != "brown" else "tan"))
    panes: list[Mesh] = []
    for x in (-wide * 0.31, wide * 0.31):
        w, z = 0.065, wall * 0.52
        frame = [
            (x - w, front, z - w),
            (x + w, front, z - w),
            (x + w, front, z + w),
            (x - w, front, z + w),
            (x - w, front, z - w),
        ]
        lines += [
            icing_line(frame, 0.014),
            icing_line([(x, front, z - w), (x, front, z + w)], 0.01),
            icing_line([(x - w, front, z), (x + w, front, z)], 0.01),
        ]
        panes.append(box((2 * w, 0.02, 2 * w), 0.004).moved((x, front + 0.006, z - w)))
    for side in (-1, 1):
        w, z, x = 0.08, wall * 0.52, side * (wide / 2 + 0.012)
        for y in (-deep * 0.22, deep * 0.22):
            frame = [(x, y - w, z - w), (x, y + w, z - w), (x, y + w, z + w), (x, y - w, z + w), (x, y - w, z - w)]
            lines += [icing_line(frame, 0.014), icing_line([(x, y, z - w), (x, y, z + w)], 0.01)]
            panes.append(box((0.02, 2 * w, 2 * w), 0.004).moved((x - side * 0.006, y, z - w)))
    parts.append(Part(together(panes), "glazed", "yellow"))
    parts.append(Part(together(lines), "frosting", str(icing)))
    sweet = str(spec.get("roof") or pick(rng, ["mixed", "mixed", "red", "pink", "green"]))
    button = lathe(rounded([(0, 0), (0.042, 0), (0.046, 0.02), (0.025, 0.038), (0, 0.04)], 0.012), 24)
    groups: dict[str, list[Mesh]] = {}
    shades = ["red", "yellow", "green", "blue", "pink", "orange"]
    for side in (1, -1):
        for row, x in enumerate(np.arange(0.11, length - 0.06, 0.115)):
            for k, y in enumerate(np.arange(-deep / 2, deep / 2 + 0.01, 0.118)):
                shade = shades[int(rng.integers(6))] if sweet == "mixed" else (sweet if (row + k) % 2 else "white")
                groups.setdefault(shade, []).append(
                    on_slope(button.moved((x, y + (0.03 if row % 2 else -0.01), 0.038)), side, ridge, angle)
                )
    for shade, made in groups.items():
        parts.append(Part(together(made), "glazed", shade))
    round_z = (wall + ridge) / 2 - 0.02
    parts.append(Part(button.scaled(1.7).turned("x", 90).moved((0, front, round_z)), "glazed", "red"))
    cane = [
        (0.0, 0.0, 0.0),
        (0.0, 0.0, 0.26),
        *((0.05 - 0.05 * np.cos(t), 0.0, 0.26 + 0.05 * np.sin(t)) for t in np.linspace(0.3, 3.0, 8)),
    ]
    for x, flip in ((-wide * 0.5 + 0.14, -1), (wide * 0.5 - 0.14, 1)):
        mesh = sweep(np.array(cane), 0.022).scaled((flip, 1, 0.85)).moved((x * 0.42 + flip * 0.045, front - 0.05, 0.0))
        bands = [
            ellipsoid(0.024, 0.024, 0.014, 14).moved((x * 0.42 + flip * 0.045, front - 0.05, z))
            for z in np.arange(0.03, 0.22, 0.055)
        ]
        parts += [Part(mesh, "glazed", "red"), Part(together(bands), "glazed", "white")]
    chimney = box((0.12, 0.14, 0.3), 0.012).moved((wide * 0.25, deep * 0.18, ridge - 0.24))
    parts += [
        Part(chimney, material, color),
        Part(ellipsoid(0.09, 0.1, 0.035).moved((wide * 0.25, deep * 0.18, ridge + 0.07)), "frosting", str(icing)),
    ]
    snow = extrude(
        np.array(
            [
                ((0.72 + 0.03 * np.sin(5 * a)) * np.cos(a), (0.68 + 0.03 * np.cos(7 * a)) * np.sin(a))
                for a in np.linspace(0, 2 * np.pi, 90)[:-1]
            ]
        ),
        0.035,
        0.014,
    )
    drifts = [
        ellipsoid(rng.uniform(0.06, 0.11), rng.uniform(0.05, 0.08), 0.04, 20).moved((x, y, 0.02))
        for x, y in ((-0.45, -0.35), (0.46, -0.3), (-0.5, 0.2), (0.5, 0.25))
    ]
    parts = [part.with_mesh(part.mesh.moved((0, 0, 0.03))) for part in parts]
    parts += [Part(together([snow, *drifts]), "frosting", str(icing))]
    return turned_aside(rng, parts, 18, 42)


def carrot(length: float, thick: float, rng: Rng) -> Mesh:
    """A carrot lying along x, its thick end at x = 0, ringed."""
    t = np.linspace(0, 1, 34)
    radius = thick * (1 - 0.5 * t**1.4) * (1 + 0.035 * np.sin(41 * t + rng.uniform(0, 6)))
    radius[-4:] *= [0.85, 0.7, 0.45, 0.2]
    return lathe(
        [(0.0, 0.0), *((float(r), float(z)) for r, z in zip(radius, t * length, strict=True)), (0.0, length)], 28
    ).turned("y", 90)


def broccoli(size: float, rng: Rng) -> tuple[Mesh, Mesh]:
    """Crown and stalk of a floret standing on z = 0, `size` high."""
    points = [(0.0, 0.0, 0.72)]
    for k in range(26):
        a, h = k * 2.4, 1 - k / 30
        points.append(
            (
                0.34 * np.sqrt(1 - (h - 0.12) ** 2 * 0.8) * np.cos(a) * (0.5 + 0.5 * (1 - h)),
                0.34 * np.sin(a) * (0.5 + 0.5 * (1 - h)),
                0.5 + 0.34 * h,
            )
        )
    knobs = together([sphere(rng.uniform(0.1, 0.15), 14).moved(p) for p in points])
    grain = rng.uniform(0, 6, 3)

    def rough(v: np.ndarray) -> np.ndarray:
        n = np.sin(61 * v[:, 0] + grain[0]) * np.sin(57 * v[:, 1] + grain[1]) * np.sin(59 * v[:, 2] + grain[2])
        return v * (1 + 0.045 * n)[:, None]

    stalk = together(
        [sweep(np.array([(0, 0, 0.0), (0, 0, 0.4), (0.0, 0.0, 0.6)]), [0.12, 0.1, 0.13])]
        + [
            sweep(np.array([(0, 0, 0.3), (0.2 * np.cos(a), 0.2 * np.sin(a), 0.55)]), 0.055)
            for a in (0.3, 1.9, 3.4, 5.0)
        ]
    )
    return knobs.bent(rough).scaled(size), stalk.scaled(size)


@kind(
    "vegetable house",
    category="Food > Vegetables",
    words=[
        "a gingerbread house made of vegetables",
        "edible cottage built from carrots",
        "cottage of carrots and cucumber",
        "salad house",
    ],
    colors=["orange"],
    materials=["vegetable"],
)
def vegetable_house(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A cottage of carrot logs under a roof of cucumber slices, tomato and broccoli about it.

    spec: roof cucumber|radish.
    """
    wide, deep = rng.uniform(0.6, 0.7), rng.uniform(0.58, 0.7)
    thick = rng.uniform(0.05, 0.06)
    wall, ridge = rng.uniform(0.38, 0.46), rng.uniform(0.76, 0.88)
    parts: list[Part] = []
    logs: list[Mesh] = []
    tufts: list[Mesh] = []
    rows = int(wall / (thick * 1.72))
    step = wall / rows
    for k in range(rows):
        z = thick + k * step
        for side in (-1, 1):
            for span, spin, at in (
                (wide, 0.0, (0, side * deep / 2, z)),
                (deep, 90.0, (side * wide / 2, 0, z + step * 0.5)),
            ):
                spin += 180.0 * ((k + (side > 0)) % 2)
                start = (-span / 2 - 0.1, 0, 0)
                logs.append(carrot(span + 0.27, thick * 1.1, rng).moved(start).turned("z", spin).moved(at))
                tuft = leaf_cluster(np.zeros(3), 0.11, 6, rng).turned("y", -90).moved(start)
                tufts.append(tuft.turned("z", spin).moved(at))
    slope = (ridge - wall) / (wide / 2)
    z = wall + thick
    while z < ridge - thick * 1.5:
        half = (ridge - z) / slope
        log = sweep([(-half, 0, 0), (0, 0, 0), (half, 0, 0)], [thick * 0.9, thick, thick * 0.9])
        logs += [log.moved((0, side * deep / 2, z)) for side in (-1, 1)]
        z += step
    parts += [Part(together(logs), material, color), Part(together(tufts), "leaf", "green")]
    length, angle = roof_slab(wide, wall + 0.03, ridge + 0.03, 0.02, 0.13)
    top = ridge + 0.045
    slab = box((length, deep + 0.2, 0.03), 0.01).moved((length / 2, 0, -0.02))
    roof = spec.get("roof") or pick(rng, ["cucumber", "cucumber", "cucumber", "radish"])
    skin_color, flesh_color = ("green", "mint") if roof == "cucumber" else ("red", "white")
    parts.append(Part(together([on_slope(slab, s, top, angle) for s in (1, -1)]), "leaf", "green"))
    r, disc_t = rng.uniform(0.088, 0.105), 0.022
    peel = lathe(
        rounded([(r * 0.8, 0), (r, 0), (r, disc_t + 0.004), (r * 0.82, disc_t + 0.004), (r * 0.8, 0)], 0.004), 32
    )
    flesh = lathe(rounded([(0, 0.001), (r * 0.84, 0.001), (r * 0.84, disc_t - 0.001), (0, disc_t - 0.001)], 0.003), 32)
    core = together(
        [ellipsoid(0.008, 0.015, 0.005, 10).moved((0, r * 0.42, disc_t)).turned("z", 60 * k) for k in range(6)]
    )
    skins: list[Mesh] = []
    fleshes: list[Mesh] = []
    cores: list[Mesh] = []
    spacing = r * 1.6
    for side in (1, -1):
        count = int(np.ceil(length / (r * 1.25)))
        for row in range(count):
            x = length - r * 0.75 - row * (length - r) / max(count - 1, 1)
            for k, y in enumerate(np.arange(-deep / 2 - 0.06, deep / 2 + 0.09, spacing)):
                y = y + (spacing / 2 if row % 2 else 0) - 0.02
                place = (max(x, r * 0.45), y, 0.016 + 0.004 * (k % 2))
                for mesh, group in ((peel, skins), (flesh, fleshes), (core, cores)):
                    group.append(on_slope(mesh.turned("y", -9).moved(place), side, top, angle))
    parts += [Part(together(skins), material, skin_color), Part(together(fleshes), "wax", flesh_color)]
    if roof == "cucumber":
        parts.append(Part(together(cores), "wax", "white"))
    beans = [
        sweep(
            np.array([(0, y, top + 0.03), (0, y + 0.1, top + 0.045), (0, y + 0.19, top + 0.03)]), [0.026, 0.034, 0.022]
        )
        for y in np.arange(-deep / 2 - 0.1, deep / 2, 0.17)
    ]
    parts.append(Part(together(beans), "vegetable", "green"))
    front = -deep / 2 - thick
    door_w, door_h = 0.095, wall * 0.72
    leek = [
        sweep(np.array([(x, front - 0.015, 0.0), (x, front - 0.015, door_h - 0.03 * abs(x) / 0.05)]), 0.026)
        for x in np.linspace(-door_w * 0.75, door_w * 0.75, 4)
    ]
    parts.append(Part(together(leek), "vegetable", str(pick(rng, ["white", "green", "purple"]))))
    parts.append(Part(sphere(0.02, 16).moved((door_w * 0.5, front - 0.05, door_h * 0.45)), "vegetable", "red"))
    tomato_slice = lathe(rounded([(0, 0), (0.078, 0), (0.084, 0.015), (0.078, 0.03), (0, 0.03)], 0.01), 40).turned(
        "x", 90
    )
    seeds = together(
        [ellipsoid(0.012, 0.006, 0.022, 12).moved((0, -0.032, 0.042)).turned("y", 60 * k) for k in range(6)]
    )
    spots = [
        (-wide * 0.31, front + 0.012, wall * 0.55),
        (wide * 0.31, front + 0.012, wall * 0.55),
        (0.0, front + 0.012, (wall + ridge) / 2),
    ]
    parts += [
        Part(together([tomato_slice.moved(s) for s in spots]), "vegetable", "red"),
        Part(together([seeds.moved(s) for s in spots]), "wax", "yellow"),
    ]
    crowns, stalks = [], []
    garden = [
        (-wide * 0.62, front - 0.1, 0.3),
        (wide * 0.64, front - 0.06, 0.36),
        (wide * 0.78, 0.12, 0.32),
        (-wide * 0.8, 0.1, 0.36),
        (-wide * 0.36, front - 0.13, 0.2),
    ]
    for x, y, size in garden:
        crown, stalk = broccoli(size * rng.uniform(0.85, 1.1), rng)
        spin = rng.uniform(0, 360)
        crowns.append(crown.turned("z", spin).moved((x, y, 0.03)))
        stalks.append(stalk.turned("z", spin).moved((x, y, 0.03)))
    parts += [Part(together(crowns), "leaf", "green"), Part(together(stalks), "vegetable", "mint")]
    toms = [(wide * 0.3, front - 0.14, 0.085), (wide * 0.46, front - 0.18, 0.062), (wide * 0.2, front - 0.22, 0.055)]
    parts.append(
        Part(
            together([ellipsoid(s, s, s * 0.9, 32).moved((x, y, s * 0.9 + 0.03)) for x, y, s in toms]), "glazed", "red"
        )
    )
    parts.append(
        Part(
            together([leaf_cluster(np.array([x, y, s * 1.74 + 0.02]), s * 0.7, 5, rng) for x, y, s in toms]),
            "leaf",
            "green",
        )
    )
    stack_x = wide * 0.26
    mushroom = together(
        [cylinder(0.042, 0.2, 0.01, 32), lathe(rounded([(0, 0.16), (0.1, 0.17), (0.095, 0.22), (0, 0.27)], 0.03), 40)]
    )
    parts.append(
        Part(mushroom.moved((stack_x, deep * 0.15, ridge - 0.12)), "vegetable", str(pick(rng, ["white", "beige"])))
    )
    board = (
        lathe(rounded([(0, 0), (0.76, 0), (0.78, 0.015), (0.76, 0.03), (0, 0.03)], 0.01), 96)
        if rng.random() < 0.5
        else box((1.45, 1.25, 0.03), 0.012)
    )
    placed = [
        *parts,
        Part(
            board.moved((0, -0.04, -0.0)),
            str(pick(rng, ["wood", "ceramic"])),
            str(pick(rng, ["white", "beige", "tan"])),
        ),
    ]
    return turned_aside(rng, placed, 18, 42)
