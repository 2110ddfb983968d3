# mypy: disable-error-code="no-any-return"
"""Toys: cars, trains, robots, animals, blocks, balls. Fronts face -y, or +x for what rolls."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from models.training.pictures.arranging import pick, together, turned
from models.training.pictures.fields import (
    Distances,
    Points,
    ball,
    block,
    carve,
    egg,
    keep,
    merge,
)
from models.training.pictures.kinds import kind
from models.training.pictures.scene import Part
from models.training.pictures.shapes import (
    Mesh,
    box,
    cone,
    cylinder,
    ellipsoid,
    extrude,
    lathe,
    rounded,
    sdf,
    sphere,
    sweep,
    torus,
)

Rng = np.random.Generator
TOY_COLORS = ["red", "blue", "yellow", "green", "orange", "teal", "pink", "white", "mint", "sky blue", "navy", "purple"]


def wheel(radius: float, wide: float) -> tuple[Mesh, Mesh]:
    """Tyre and hub of a wheel standing upright, its axle along y through the origin."""
    tyre = lathe(
        rounded([(radius * 0.5, -wide / 2), (radius, -wide / 2), (radius, wide / 2), (radius * 0.5, wide / 2)], 0.02),
        56,
    )
    hub = lathe(
        rounded(
            [(0, -wide * 0.42), (radius * 0.56, -wide * 0.42), (radius * 0.56, wide * 0.42), (0, wide * 0.55)], 0.015
        ),
        40,
    )
    return tyre.turned("x", 90), hub.turned("x", 90)


def wheels(spots: list[tuple[float, float]], half: float, wide: float, radius: float) -> tuple[Mesh, Mesh]:
    """Wheels at each (x, radius) on both sides."""
    tyres, hubs = [], []
    for x, r in spots:
        for side in (-1, 1):
            tyre, hub = wheel(r * radius, wide)
            tyres.append(tyre.moved((x, side * half, r * radius)))
            hubs.append((hub if side < 0 else hub.scaled((1, -1, 1))).moved((x, side * half, r * radius)))
    return together(tyres), together(hubs)


def rolling(rng: Rng, parts: list[Part]) -> list[Part]:
    """Turned so that side and front are both seen."""
    spin = float(pick(rng, [-1, 1])) * rng.uniform(18, 50) + float(pick(rng, [0, 180]))
    return [part.with_mesh(part.mesh.turned("z", spin)) for part in parts]


@kind(
    "toy car",
    category="Toys > Vehicles",
    words=["toy car", "wooden car", "play car", "model car for children"],
    colors=TOY_COLORS,
    materials=["wood", "plastic", "painted metal"],
)
def toy_car(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A small car. spec: form beetle|saloon|van|racer, stripe (colour or None), wheels (colour of the hubs)."""
    form = str(spec.get("form") or pick(rng, ["beetle", "saloon", "van", "racer"]))
    half, r = rng.uniform(0.2, 0.23), rng.uniform(0.105, 0.13)
    hub_color = str(spec.get("wheels") or pick(rng, ["white", "silver", "yellow", "natural"]))
    axles = {"beetle": 0.29, "saloon": 0.3, "van": 0.3, "racer": 0.33}[form]

    def hull(p: Points) -> Distances:
        x, y, z = p.T
        if form == "beetle":
            d = merge(egg(p, (0, 0, 0.17), (0.5, half, 0.17)), egg(p, (-0.05, 0, 0.28), (0.29, half * 0.86, 0.2)), 0.1)
            d = keep(d, 0.075 - z, 0.03)
        elif form == "saloon":
            d = merge(
                block(p, (0, 0, 0.19), (0.5, half, 0.11), 0.07),
                block(p, (-0.04, 0, 0.33), (0.26 - 0.0, half * 0.86, 0.11), 0.08),
                0.07,
            )
        elif form == "van":
            d = merge(
                block(p, (-0.06, 0, 0.3), (0.42, half, 0.23), 0.08),
                block(p, (0.3, 0, 0.2), (0.18, half, 0.12), 0.07),
                0.08,
            )
        else:
            d = merge(
                egg(p, (0, 0, 0.16), (0.52, 0.13, 0.1)), block(p, (-0.1, 0, 0.15), (0.2, half * 0.9, 0.07), 0.06), 0.08
            )
            d = carve(d, egg(p, (-0.02, 0, 0.27), (0.13, 0.09, 0.1)), 0.02)
        arches = np.minimum(*(np.sqrt((x - s * axles) ** 2 + (z - r) ** 2) - r * 1.16 for s in (-1, 1)))
        return carve(d, keep(arches.astype(np.float32), (half * 0.62 - np.abs(y)).astype(np.float32)), 0.015)

    def glass(p: Points) -> Distances:
        x, y, z = p.T
        if form == "van":
            cut = np.minimum(
                np.maximum(np.abs(z - 0.4) - 0.075, np.abs(np.abs(x + 0.1) - 0.13) - 0.1),
                np.maximum(np.maximum(np.abs(z - 0.41) - 0.07, np.abs(y) - half * 0.78), 0.2 - x),
            )
            return keep(hull(p) - 0.008, cut.astype(np.float32), 0.01)
        middle, low, high = (-0.05, 0.33, 0.425) if form == "beetle" else (-0.04, 0.325, 0.405)
        side = np.maximum(np.abs(np.abs(x - middle) - 0.098) - 0.078, -half * 0.4)
        ends = np.maximum(np.abs(y) - half * 0.62, 0.19 - np.abs(x - middle))
        cut = np.maximum(np.minimum(side, ends), np.abs(z - (low + high) / 2) - (high - low) / 2)
        return keep(hull(p) - 0.008, cut.astype(np.float32), 0.012)

    lo, hi = (-0.56, -half - 0.05, 0.03), (0.56, half + 0.05, 0.58)
    parts = [Part(sdf(hull, lo, hi, 84), material, color)]
    if form != "racer":
        parts.append(
            Part(
                sdf(glass, lo, hi, 92),
                "enamel",
                str(pick(rng, [c for c in ("navy", "black", "sky blue") if c != color])),
            )
        )
    else:
        parts.append(
            Part(
                ellipsoid(0.075, 0.07, 0.08, 32).moved((-0.03, 0, 0.27)),
                "plastic",
                "white" if color != "white" else "red",
            )
        )
        parts.append(
            Part(
                box((0.1, 2 * half, 0.02), 0.008)
                .moved((-0.47, 0, 0.31))
                .joined(box((0.03, 0.03, 0.12), 0.005).moved((-0.47, 0, 0.2))),
                material,
                str(pick(rng, ["black", "white", color])),
            )
        )
        parts.append(Part(torus(0.05, 0.01, 32).turned("y", 60).moved((0.1, 0, 0.24)), "plastic", "black"))
    tyres, hubs = wheels([(-axles, 1.0), (axles, 1.0)], half if form != "racer" else half + 0.04, 0.09, r)
    parts += [
        Part(tyres, "rubber", "black" if material != "wood" or rng.random() < 0.5 else "brown"),
        Part(hubs, "painted metal" if material != "wood" else "wood", hub_color),
    ]
    if form != "racer":
        lamp_x = {"beetle": 0.455, "saloon": 0.495, "van": 0.475}[form]
        lamps = together([ellipsoid(0.025, 0.042, 0.042, 24).moved((lamp_x, s * half * 0.62, 0.2)) for s in (-1, 1)])
        bumpers = together(
            [
                sweep(
                    np.array(
                        [
                            (s * 0.46, -half * 0.86, 0.11),
                            (s * 0.53, -half * 0.4, 0.11),
                            (s * 0.53, half * 0.4, 0.11),
                            (s * 0.46, half * 0.86, 0.11),
                        ]
                    ),
                    0.022,
                )
                for s in (-1, 1)
            ]
        )
        parts += [Part(lamps, "enamel", "yellow" if color != "yellow" else "white"), Part(bumpers, "metal", "silver")]
    stripe = spec["stripe"] if "stripe" in spec else pick(rng, [None, "white", "black", "red", "yellow"])
    if stripe and stripe != color:
        band = sdf(
            lambda p: keep(hull(p) - 0.005, np.minimum(np.abs(p[:, 1] - 0.05) - 0.022, np.abs(p[:, 1] + 0.05) - 0.022)),
            lo,
            hi,
            92,
        )
        parts.append(Part(band, "plastic", str(stripe)))
    return rolling(rng, parts)


@kind(
    "toy train",
    category="Toys > Vehicles",
    words=["toy train", "wooden train", "steam engine toy", "locomotive with wagons"],
    colors=TOY_COLORS,
    materials=["wood", "plastic", "painted metal"],
)
def toy_train(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A steam engine. spec: wagons 0..2, roof (colour), wheels (colour)."""
    wagons = int(spec["wagons"] if "wagons" in spec else rng.integers(0, 3))
    roof = str(spec.get("roof") or pick(rng, [c for c in ("red", "yellow", "black", "green", "blue") if c != color]))
    hub = str(spec.get("wheels") or pick(rng, ["yellow", "red", "white", "natural"]))
    half = 0.17
    boiler = cylinder(0.155, 0.5, 0.025).turned("y", 90).moved((-0.08, 0, 0.34))
    bands = together(
        [
            lathe(rounded([(0.15, 0), (0.165, 0), (0.165, 0.03), (0.15, 0.03)], 0.006), 64)
            .turned("y", 90)
            .moved((x, 0, 0.34))
            for x in (0.04, 0.2, 0.36)
        ]
    )
    cab = sdf(
        lambda p: carve(
            block(p, (-0.25, 0, 0.42), (0.17, 0.19, 0.24), 0.02),
            merge(
                block(p, (-0.25, 0, 0.52), (0.1, 0.4, 0.085), 0.03),
                block(p, (-0.25, 0, 0.52), (0.4, 0.11, 0.085), 0.03),
            ),
            0.005,
        ),
        (-0.46, -0.22, 0.15),
        (-0.04, 0.22, 0.7),
        56,
    )
    lid = box((0.44, 0.46, 0.05), 0.022).moved((-0.25, 0, 0.65))
    base = box((0.98, 0.32, 0.07), 0.02).moved((-0.02, 0, 0.14))
    chimney = lathe(rounded([(0, 0), (0.05, 0), (0.05, 0.14), (0.085, 0.22), (0.06, 0.22), (0, 0.2)], 0.012), 48).moved(
        (0.3, 0, 0.46)
    )
    dome = lathe(rounded([(0, 0), (0.07, 0), (0.07, 0.05), (0.0, 0.12)], 0.05), 48).moved((0.1, 0, 0.46))
    plough = (
        extrude(np.array([(-0.12, 0), (0.12, 0), (0.07, 0.12), (-0.07, 0.12)]), 0.08, 0.01)
        .turned("x", 90)
        .turned("z", 90)
        .moved((0.46, 0, 0.04))
    )
    face = cylinder(0.12, 0.03, 0.01).turned("y", 90).moved((0.41, 0, 0.34))
    tyres, hubs = wheels([(-0.3, 1.35), (0.05, 1.0), (0.32, 1.0)], half, 0.06, 0.105)
    parts = [
        Part(boiler, material, color), Part(cab, material, color), Part(lid, material, roof),
        Part(base, material, "black" if color != "black" else "red"), Part(chimney.joined(plough), material, roof),
        Part(dome.joined(bands), "metal", "gold"), Part(face, material, roof),
        Part(tyres, "rubber" if material != "wood" else "wood", "black"), Part(hubs, material, hub),
    ]  # fmt: skip
    for number in range(wagons):
        x = -0.95 - number * 0.82
        shade = str(pick(rng, [c for c in TOY_COLORS if c != color]))
        truck = sdf(
            lambda p: carve(
                block(p, (0, 0, 0.31), (0.33, 0.18, 0.14), 0.02),
                block(p, (0, 0, 0.42), (0.29, 0.14, 0.2), 0.015),
                0.006,
            ),
            (-0.36, -0.21, 0.15),
            (0.36, 0.21, 0.47),
            56,
        )
        load_color = str(pick(rng, ["black", "brown", "yellow", "green"]))
        load = together(
            [
                sphere(rng.uniform(0.05, 0.08), 14).moved(
                    (rng.uniform(-0.22, 0.22), rng.uniform(-0.08, 0.08), rng.uniform(0.38, 0.46))
                )
                for _ in range(22)
            ]
        )
        t, h = wheels([(-0.2, 1.0), (0.2, 1.0)], half, 0.06, 0.1)
        link = sweep(np.array([(0.3, 0, 0.17), (0.5, 0, 0.17)]), 0.018)
        pieces = [
            Part(truck, material, shade),
            Part(load, "stoneware" if load_color == "black" else "wood", load_color),
            Part(t, "rubber" if material != "wood" else "wood", "black"),
            Part(h, material, hub),
            Part(link, "metal", "silver"),
            Part(box((0.62, 0.3, 0.05), 0.01).moved((0, 0, 0.14)), material, "black"),
        ]
        parts += [part.with_mesh(part.mesh.moved((x, 0, 0))) for part in pieces]
    return rolling(rng, parts)


@kind(
    "toy robot",
    category="Toys > Robots",
    words=["toy robot", "tin robot", "robot figure", "retro space robot"],
    colors=[*TOY_COLORS, "silver", "grey"],
    materials=["painted metal", "plastic", "wood"],
)
def toy_robot(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A boxy robot. spec: accent (colour), head square|dome, arms up|down."""
    accent = str(
        spec.get("accent")
        or pick(rng, [c for c in ("red", "yellow", "white", "black", "orange", "blue") if c != color])
    )
    dome = (spec.get("head") or pick(rng, ["square", "dome"])) == "dome"
    raised = (spec.get("arms") or pick(rng, ["up", "down"])) == "up"
    bw, bh = rng.uniform(0.36, 0.44), rng.uniform(0.34, 0.42)
    leg = rng.uniform(0.2, 0.28)
    body_z = leg + 0.06
    body = box((bw, 0.28, bh), 0.035).moved((0, 0, body_z))
    head_z = body_z + bh + 0.05
    hw = rng.uniform(0.27, 0.34)
    head = (
        lathe(rounded([(0, 0), (hw / 2, 0), (hw / 2, 0.1), (hw * 0.42, 0.2), (0, 0.26)], 0.06), 56)
        if dome
        else box((hw, 0.24, 0.25), 0.035)
    )
    neck = cylinder(0.07, 0.08, 0.01).moved((0, 0, head_z - 0.06))
    face_y = -0.125 if not dome else -hw / 2 + 0.01
    eyes = together(
        [cylinder(0.046, 0.03, 0.008, 32).turned("x", 90).moved((s * 0.075, face_y, head_z + 0.14)) for s in (-1, 1)]
    )
    pupils = together(
        [
            cylinder(0.02, 0.012, 0.004, 24).turned("x", 90).moved((s * 0.075, face_y - 0.028, head_z + 0.14))
            for s in (-1, 1)
        ]
    )
    mouth = together(
        [
            box((0.022, 0.02, 0.04), 0.004).moved((x, face_y + (0.02 * dome) - 0.005, head_z + 0.04))
            for x in np.linspace(-0.06, 0.06, 4)
        ]
    )
    aerial = sweep(np.array([(0, 0, head_z + 0.22), (0, 0, head_z + 0.36)]), 0.012).joined(
        sphere(0.035, 24).moved((0, 0, head_z + 0.38))
    )
    ears = together(
        [cylinder(0.05, 0.05, 0.01, 32).turned("y", 90).moved((s * hw / 2 - 0.025, 0, head_z + 0.13)) for s in (-1, 1)]
    )
    panel = box((bw * 0.62, 0.02, bh * 0.42), 0.01).moved((0, -0.145, body_z + bh * 0.42))
    knob_y = -0.16
    dial = torus(0.05, 0.012, 32).turned("x", 90).moved((-bw * 0.16, knob_y, body_z + bh * 0.63))
    knobs = together(
        [
            cylinder(0.022, 0.02, 0.005, 20)
            .turned("x", 90)
            .moved((bw * 0.06 + 0.06 * k, knob_y + 0.01, body_z + bh * (0.7 - 0.16 * j)))
            for k in range(2)
            for j in range(2)
        ]
    )
    legs, feet, arms, hands = [], [], [], []
    for s in (-1, 1):
        x = s * bw * 0.26
        legs += [torus(0.06, 0.024, 36).moved((x, 0, z)) for z in np.linspace(0.12, leg + 0.05, 5)] + [
            cylinder(0.055, leg, 0.01).moved((x, 0, 0.08))
        ]
        feet.append(box((0.16, 0.26, 0.1), 0.035).moved((x, -0.04, 0)))
        shoulder, lift = np.array([s * (bw / 2 + 0.03), 0, body_z + bh * 0.8]), 0.3 if raised and s > 0 else -0.26
        hand = np.add(shoulder, [s * 0.16, -0.05, lift])
        line = np.array([shoulder, np.add(shoulder, [s * 0.12, 0, lift * 0.25]), hand])
        t = np.linspace(0, 1, 9)
        points = np.stack([np.interp(t, [0, 0.5, 1], line[:, k]) for k in range(3)], axis=1)
        arms += [sweep(points, 0.035)] + [sphere(0.05, 16).scaled((1, 1, 0.55)).moved(tuple(p)) for p in points[1:-1]]
        hands.append(
            sdf(
                lambda p: (
                    carve(
                        (np.abs(np.sqrt(p[:, 0] ** 2 + p[:, 2] ** 2) - 0.06) - 0.024).astype(np.float32),
                        block(p, (0, 0, 0.07), (0.035, 0.2, 0.06), 0.0),
                    ).clip(-1, 1)
                    + np.maximum(np.abs(p[:, 1]) - 0.035, 0)
                ),
                (-0.1, -0.05, -0.1),
                (0.1, 0.05, 0.1),
                32,
            )
            .turned("x", 0 if lift > 0 else 180)
            .moved(tuple(np.add(hand, [0, 0, 0.04 * np.sign(lift)])))
        )
    joint = "metal" if material != "wood" else "wood"
    joint_color = "silver" if material != "wood" else "natural"
    parts = [
        Part(body.joined(head.moved((0, 0, head_z))), material, color),
        Part(together([neck, *legs, *arms]), joint, joint_color),
        Part(together([*feet, *hands, ears, aerial]), material, accent),
        Part(panel, material, "black" if color != "black" else "white"),
        Part(eyes.joined(mouth), "enamel", "yellow" if accent != "yellow" else "white"),
        Part(pupils, "enamel", "black"), Part(dial, "metal", "silver"), Part(knobs, "plastic", accent),
    ]  # fmt: skip
    return turned(rng, parts, 32)


@kind(
    "building blocks",
    category="Toys > Blocks",
    words=["building blocks", "wooden blocks", "toy bricks", "stacking blocks"],
    colors=["multicolour", "natural", "red", "blue", "green", "yellow"],
    materials=["wood", "plastic"],
)
def building_blocks(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A castle or a heap of blocks: cubes, cylinders, arches, roofs. spec: form castle|tower|pyramid."""
    form = str(spec.get("form") or pick(rng, ["castle", "tower", "pyramid"]))
    palette = {
        "multicolour": ["red", "blue", "yellow", "green", "orange"],
        "natural": ["natural", "tan", "beige", "brown"],
    }.get(color, [color, "white", "natural"])
    shades = itertools.cycle(rng.permutation(palette).tolist())
    groups: dict[str, list[Mesh]] = {}
    a = 0.22

    def put(mesh: Mesh, at: tuple[float, float, float]) -> None:
        groups.setdefault(next(shades), []).append(mesh.turned("z", rng.uniform(-6, 6)).moved(at))

    cube = box((a, a, a), 0.018)
    roof = extrude(np.array([(-a / 2, 0), (a / 2, 0), (0, a * 0.62)]), a, 0.012).turned("x", 90).moved((0, a / 2, 0))
    t = np.linspace(np.pi, 0, 20)
    arch = (
        extrude(
            np.array(
                [
                    (-a * 1.25, 0),
                    (-a * 0.6, 0),
                    *((a * 0.6 * np.cos(x), a * 0.6 * np.sin(x)) for x in t[1:-1]),
                    (a * 0.6, 0),
                    (a * 1.25, 0),
                    (a * 1.25, a),
                    (-a * 1.25, a),
                ]
            ),
            a,
            0.012,
        )
        .turned("x", 90)
        .moved((0, a / 2, 0))
    )
    rod_, plank = cylinder(a * 0.45, a, 0.012), box((a * 2.5, a, a * 0.4), 0.014)
    if form == "castle":
        for s in (-1, 1):
            for level in range(int(rng.integers(2, 4))):
                put(cube if (level + s) % 2 else rod_, (s * a * 1.9, 0, level * a))
                top = (level + 1) * a
            put(cone(a * 0.5, 0.004, a * 0.95, 0.006, 48) if rng.random() < 0.5 else roof, (s * a * 1.9, 0, top))
        put(arch, (0, 0, 0))
        put(plank, (0, 0, a))
        for x in (-a * 0.8, a * 0.8):
            put(cube.scaled(0.7), (x, 0, a * 1.4))
        put(roof.scaled((1.1, 1, 1)), (0, 0, a * 1.4))
        put(cube.scaled(0.8), (a * 0.6, -a * 1.5, 0))
        put(rod_.turned("x", 90).moved((0, a / 2, a * 0.45)), (-a * 1.0, -a * 1.5, 0))
    elif form == "pyramid":
        for level, count in enumerate((4, 3, 2, 1)):
            for k in range(count):
                put(
                    cube if rng.random() < 0.75 else rod_,
                    ((k - (count - 1) / 2) * a * 1.06, rng.uniform(-0.01, 0.01), level * a),
                )
        put(roof, (0, 0, 4 * a))
    else:
        z, last = 0.0, 0
        pieces = [(cube, a), (rod_, a), (plank, a * 0.4), (arch, a), (cube.scaled((1.3, 1.3, 0.8)), a * 0.8)]
        for _ in range(6):
            index = int(pick(rng, [k for k in range(5) if k != last and not (k == 3 and last in (0, 1))]))
            mesh, tall = pieces[index]
            put(mesh, (rng.uniform(-0.02, 0.02), 0, z))
            z, last = z + tall, index
        put(roof, (0, 0, z))
        put(cube, (a * 1.9, -a * 0.8, 0))
        put(cone(a * 0.5, 0.004, a * 0.95, 0.006, 48), (-a * 1.8, -a * 0.9, 0))
    return turned(rng, [Part(together(meshes), material, shade) for shade, meshes in groups.items()], 32)


@kind(
    "ball",
    category="Toys > Balls",
    words=["ball", "play ball", "beach ball", "bouncy ball"],
    colors=TOY_COLORS,
    materials=["rubber", "leather", "plastic", "felt"],
)
def play_ball(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A ball. spec: form beach|plain|football|star, second (colour)."""
    form = str(spec.get("form") or pick(rng, ["beach", "football", "star", "basket"]))
    second = str(
        spec.get("second") or pick(rng, [c for c in ("white", "yellow", "black", "red", "blue") if c != color])
    )
    r = 0.5
    golden = (1 + 5**0.5) / 2
    corners = np.array(
        [(0, s, t * golden) for s in (-1, 1) for t in (-1, 1)]
        + [(s, t * golden, 0) for s in (-1, 1) for t in (-1, 1)]
        + [(t * golden, 0, s) for s in (-1, 1) for t in (-1, 1)],
        np.float32,
    )
    corners /= np.linalg.norm(corners, axis=1)[:, None]
    panels = int(pick(rng, [6, 8]))

    def zone(p: Points) -> Distances:
        """Negative where the second colour lies."""
        n = p / np.maximum(np.sqrt((p * p).sum(axis=1)), 1e-6)[:, None]
        if form == "beach":
            turn = (np.arctan2(n[:, 1], n[:, 0]) / (2 * np.pi) * panels) % 2
            return np.where(n[:, 2] > 0.965, -0.1, (np.abs(turn - 1) - 0.5) * 0.3).astype(np.float32)
        if form == "star":
            best = (n @ corners.T).argmax(axis=1)
            c = corners[best]
            u = np.cross(c, np.where(np.abs(c[:, 2:]) < 0.9, [[0, 0, 1]], [[1, 0, 0]]))
            u /= np.linalg.norm(u, axis=1)[:, None]
            a = np.arctan2((n * np.cross(c, u)).sum(axis=1), (n * u).sum(axis=1))
            away = np.arccos(np.clip((n * c).sum(axis=1), -1, 1))
            return (away - 0.26 - 0.09 * np.cos(5 * a)).astype(np.float32)
        lines = np.minimum.reduce(
            [np.abs(n[:, 0]), np.abs(n[:, 2]), np.abs(np.abs(n[:, 1]) - 0.3 - 0.35 * n[:, 0] ** 2)]
        )
        return (lines - 0.022).astype(np.float32)

    def marked(p: Points) -> Distances:
        if form == "football":
            n = p / np.maximum(np.sqrt((p * p).sum(axis=1)), 1e-6)[:, None]
            best = np.sort(n @ corners.T, axis=1)
            spot = np.arccos(np.clip(best[:, -1], -1, 1)) - 0.36 - 0.05 * (best[:, -2] - best[:, -3])
            seam = np.abs(best[:, -1] - best[:, -2]) - 0.012
            return keep(
                ball(p, (0, 0, 0), r + 0.006), np.minimum(spot, np.maximum(seam, -spot)).astype(np.float32) * 0.4
            )
        return keep(ball(p, (0, 0, 0), r + 0.006), zone(p) * 0.4)

    parts = [Part(sphere(r, 72), material, color), Part(sdf(marked, (-0.53,) * 3, (0.53,) * 3, 84), material, second)]
    tilt, roll = rng.uniform(-40, 40), rng.uniform(0, 360)
    return [
        part.with_mesh(part.mesh.turned("z", roll).turned("x", tilt).turned("y", tilt * 0.5).moved((0, 0, r + 0.006)))
        for part in parts
    ]
