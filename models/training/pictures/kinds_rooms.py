# mypy: disable-error-code="no-any-return"
"""What furnishes a room: chairs, lamps, clocks, cushions, mirrors; and a goose that holds the lamp. Fronts face -y."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pattern_for, pick, together, turned, turned_aside
from models.training.pictures.fields import Distances, Points, block, carve, egg, keep, merge, rod
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
from models.training.pictures.vessels import profile, vessel

Rng = np.random.Generator
_PAINT = ["white", "cream", "black", "grey", "red", "mustard", "yellow", "green", "sage", "mint", "teal", "blue", "navy",
          "sky blue", "pink", "coral", "terracotta", "orange", "lilac", "burgundy"]  # fmt: skip
_CLOTH = ["linen", "velvet", "cotton", "wool", "felt"]


def _shade(form: str, low: float, high: float, height: float) -> Mesh:
    """A lampshade, open below, standing on z = 0."""
    if form == "dome":
        t = np.linspace(0, np.pi / 2, 20)
        outer = [(low * float(np.cos(a)), height * float(np.sin(a))) for a in t]
        inner = [(max(r - 0.012, 0.0), max(z - 0.012, 0.0)) for r, z in reversed(outer)]
        return lathe([*outer, *inner])
    if form == "globe":
        return sphere(height / 2, 48).moved((0, 0, height / 2))
    return lathe([(low, 0), (high, height), (high - 0.012, height), (low - 0.012, 0), (low, 0)])


def _glow(radius: float, z: float) -> Part:
    return Part(sphere(radius, 24).moved((0, 0, z)), "glow", (255, 224, 168))


@kind(
    "table lamp",
    category="Lighting > Table lamps",
    words=["table lamp", "bedside lamp", "reading lamp", "lamp with a shade"],
    colors=_PAINT,
    materials=["ceramic", "wood", "brass", "glazed", "painted metal", "concrete"],
)
def table_lamp(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: foot ball|column|urn|stick, shade cone|drum|dome|globe, shade_color."""
    color = {"brass": "brass", "wood": "natural"}.get(material, color)
    foot = spec.get("foot") or pick(rng, ["ball", "column", "urn", "stick"])
    h = rng.uniform(0.36, 0.46)
    knots = {
        "ball": [(0, 0.1), (0.45, 0.2), (0.9, 0.06), (1, 0.04)],
        "column": [(0, 0.15), (0.08, 0.12), (1, 0.1)],
        "urn": [(0, 0.12), (0.15, 0.08), (0.6, 0.19), (0.95, 0.06), (1, 0.05)],
        "stick": [(0, 0.2), (0.06, 0.19), (0.12, 0.03), (1, 0.025)],
    }[foot]
    body = lathe(rounded([(0, 0), *profile(h, knots), (0, h)], 0.01))
    stem = cylinder(0.018, 0.16).moved((0, 0, h - 0.02))
    form = str(spec.get("shade") or pick(rng, ["cone", "drum", "dome", "globe"]))
    shade_color = str(spec.get("shade_color") or pick(rng, ["white", "cream", "beige", color, "mustard"]))
    high = rng.uniform(0.3, 0.36)
    low = rng.uniform(0.28, 0.34)
    cap = _shade(form, low, low * (0.55 if form == "cone" else 0.92), high).moved((0, 0, h + 0.06))
    cloth = {"globe": "glow", "dome": "painted metal"}.get(form, "linen")
    tint: Any = (255, 240, 214) if form == "globe" else shade_color
    return turned(
        rng,
        [Part(body, material, color), Part(stem, "brass", "brass"), Part(cap, cloth, tint), _glow(0.07, h + 0.16)],
    )


@kind(
    "floor lamp",
    category="Lighting > Floor lamps",
    words=["floor lamp", "standing lamp", "tall lamp", "tripod lamp"],
    colors=_PAINT,
    materials=["painted metal", "brass", "wood"],
)
def floor_lamp(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form tripod|straight|arc, shade_color."""
    color = {"brass": "brass", "wood": "natural"}.get(material, color)
    form = spec.get("form") or pick(rng, ["tripod", "straight", "arc"])
    shade_color = str(spec.get("shade_color") or pick(rng, ["white", "cream", "beige", "black", "mustard"]))
    cap = _shade("drum" if form != "arc" else "dome", 0.2, 0.17, 0.24 if form != "arc" else 0.16)
    if form == "tripod":
        feet = [sweep([(0.27 * np.cos(a), 0.27 * np.sin(a), 0), (0.02 * np.cos(a), 0.02 * np.sin(a), 0.86)], 0.016)
                for a in np.radians([90, 210, 330])]  # fmt: skip
        return turned(
            rng,
            [
                Part(together(feet), material, color),
                Part(cap.moved((0, 0, 0.84)), "linen", shade_color),
                _glow(0.05, 0.92),
            ],
        )
    disc = cylinder(0.17, 0.025)
    if form == "straight":
        pole = cylinder(0.014, 0.92)
        return turned(
            rng,
            [
                Part(together([disc, pole]), material, color),
                Part(cap.moved((0, 0, 0.86)), "linen", shade_color),
                _glow(0.05, 0.94),
            ],
        )
    t = np.linspace(0, 1, 30)
    path = np.stack([-0.28 + 0.62 * t**2.2, 0 * t, 1.02 * np.sin(t * np.pi * 0.62) / np.sin(np.pi * 0.5)], 1)
    end = path[-1]
    return turned(
        rng,
        [
            Part(together([disc.moved((-0.28, 0, 0)), sweep(path, 0.014)]), material, color),
            Part(cap.moved((end[0], 0, end[2] - 0.16)), "painted metal", shade_color),
            Part(sphere(0.05, 20).moved((end[0], 0, end[2] - 0.12)), "glow", (255, 224, 168)),
        ],
    )


@kind(
    "goose lamp",
    category="Lighting > Table lamps",
    words=["lamp shaped like a goose", "goose lamp", "bird holding a lampshade on its head", "duck lamp"],
    colors=["white", "cream", "grey", "pink", "yellow", "sky blue"],
    materials=["ceramic", "glazed"],
)
def goose_lamp(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A goose with the lampshade for a hat. spec: shade_color."""
    shade_color = str(spec.get("shade_color") or pick(rng, ["red", "mustard", "green", "navy", "coral"]))
    neck = rng.uniform(0.62, 0.7)

    def goose(p: Points) -> Distances:
        d = egg(p, (0.06, 0, 0.26), (0.33, 0.2, 0.2))
        d = merge(d, rod(p, (0.3, 0, 0.32), (0.46, 0, 0.42), 0.09, 0.03), 0.1)
        d = merge(d, rod(p, (-0.14, 0, 0.3), (-0.2, 0, neck), 0.08, 0.062), 0.14)
        d = merge(d, egg(p, (-0.23, 0, neck + 0.03), (0.115, 0.085, 0.085)), 0.03)
        for side in (-1, 1):
            d = merge(d, egg(p, (0.12, side * 0.17, 0.3), (0.2, 0.05, 0.11)), 0.02)
        return d

    beak = cone(0.055, 0.012, 0.14, 0.008, 32).scaled((1, 0.8, 1)).turned("y", -97).moved((-0.31, 0, neck + 0.015))
    feet = [ellipsoid(0.1, 0.06, 0.02, 24).moved((-0.04, side * 0.1, 0.018)) for side in (-1, 1)]
    legs = [cylinder(0.02, 0.12).moved((0.0, side * 0.1, 0.01)) for side in (-1, 1)]
    eyes = [sphere(0.018, 16).moved((-0.285, side * 0.068, neck + 0.055)) for side in (-1, 1)]
    shade = _shade("cone", 0.25, 0.13, 0.24).moved((-0.2, 0, neck + 0.11))
    return turned_aside(
        rng,
        [
            Part(sdf(goose, (-0.45, -0.3, 0.03), (0.6, 0.3, neck + 0.2), 100), material, color),
            Part(together([beak, *feet, *legs]), "glazed", "orange"),
            Part(together(eyes), "glazed", "black"),
            Part(shade, "linen", shade_color),
            Part(sphere(0.06, 20).moved((-0.2, 0, neck + 0.2)), "glow", (255, 224, 168)),
        ],
        5,
        35,
    )


@kind(
    "cloud lamp",
    category="Lighting > Table lamps",
    words=["lamp shaped like a cloud with rain", "cloud lamp", "raining cloud light", "night light cloud"],
    colors=["white", "grey", "pink", "sky blue", "lilac"],
    materials=["frosted glass", "paper", "felt"],
)
def cloud_lamp(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A cloud on a thin stand, drops hanging under it. spec: drops (colour)."""
    drops = str(spec.get("drops") or pick(rng, ["blue", "gold", "turquoise", "yellow"]))
    puffs = [
        (x, rng.uniform(-0.05, 0.05), 0.78 + rng.uniform(-0.03, 0.09), rng.uniform(0.12, 0.19))
        for x in np.linspace(-0.3, 0.3, 6)
    ]

    def cloud(p: Points) -> Distances:
        d = rod(p, (-0.28, 0, 0.7), (0.28, 0, 0.7), 0.1)
        for x, y, z, r in puffs:
            d = merge(d, egg(p, (x, y, z), (r, r * 0.85, r)), 0.03)
        return d

    rain = []
    for k in range(7):
        x, z = -0.27 + 0.09 * k, 0.34 + 0.1 * ((k * 3) % 4) / 3
        rain.append(sweep([(x, 0, 0.66), (x, 0, z + 0.05)], 0.003, sides=6))
        rain.append(lathe([(0, -0.03), (0.018, -0.02), (0.024, 0.0), (0.012, 0.035), (0, 0.06)], 20).moved((x, 0, z)))
    stand = together([cylinder(0.2, 0.03), cylinder(0.012, 0.64).moved((0, 0.05, 0))])
    soft = "paper" if material == "frosted glass" else material
    return turned(
        rng,
        [
            Part(sdf(cloud, (-0.55, -0.3, 0.5), (0.55, 0.3, 1.15), 90), soft, color),
            Part(together(rain), "glazed", drops),
            Part(stand, "brass", "brass"),
        ],
        20,
    )


@kind(
    "dining chair",
    category="Furniture > Chairs",
    words=["dining chair", "wooden chair", "kitchen chair", "side chair"],
    colors=[*_PAINT, "natural", "brown"],
    materials=["wood", "plastic", "painted metal", "velvet"],
)
def dining_chair(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: back slats|panel|ladder|round, legs (colour)."""
    back = spec.get("back") or pick(rng, ["slats", "panel", "ladder", "round"])
    w, deep, seat = rng.uniform(0.4, 0.46), rng.uniform(0.4, 0.44), rng.uniform(0.42, 0.46)
    top = rng.uniform(0.88, 1.0)
    soft = material == "velvet"
    frame = "wood" if soft else material
    tint = str(spec.get("legs") or (pick(rng, ["natural", "black", "brown"]) if soft else color))
    splay = rng.uniform(0.0, 0.05)
    wood: list[Mesh] = [
        sweep(
            [
                (sx * (w / 2 - 0.03 + splay), sy * (deep / 2 - 0.03 + splay), 0.01),
                (sx * (w / 2 - 0.03), sy * (deep / 2 - 0.03), seat),
            ],
            [0.016, 0.022],
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    seats = [box((w, deep, 0.075 if soft else 0.035), 0.03 if soft else 0.015).moved((0, 0, seat - 0.01))]
    lean = 0.06
    y = deep / 2 - 0.025
    posts = [sweep([(s * (w / 2 - 0.025), y, seat), (s * (w / 2 - 0.03), y + lean, top)], 0.02) for s in (-1, 1)]
    if back == "round":
        t = np.linspace(0, np.pi, 30)
        hoop = np.stack([(w / 2 - 0.02) * np.cos(t), y + lean * np.sin(t), seat + (top - seat) * np.sin(t)], 1)
        wood.append(sweep(hoop, 0.02))
        wood += [
            sweep([(x, y, seat), (x * 0.8, y + lean * 0.8, top - 0.04 - abs(x) * 0.5)], 0.011)
            for x in np.linspace(-0.12, 0.12, 4)
        ]
    else:
        wood += posts
        if back == "slats":
            wood.append(box((w, 0.03, 0.08), 0.012).moved((0, y + lean, top - 0.06)))
            wood += [sweep([(x, y, seat), (x, y + lean, top - 0.04)], 0.012) for x in np.linspace(-w / 3.2, w / 3.2, 5)]
        elif back == "ladder":
            wood += [
                box((w - 0.04, 0.025, 0.06), 0.01).moved((0, y + lean * s, seat + (top - seat) * s - 0.06))
                for s in (0.4, 0.7, 1.0)
            ]
        else:
            panel = box((w - 0.02, 0.06 if soft else 0.025, (top - seat) * 0.66), 0.025).turned("x", -6)
            seats.append(panel.moved((0, y + lean * 0.6, seat + (top - seat) * 0.36)))
    parts = [Part(together(wood), frame, tint), Part(together(seats), material, color)]
    return turned_aside(rng, parts, 15, 45)


@kind(
    "armchair",
    category="Furniture > Armchairs",
    words=["armchair", "easy chair", "lounge chair", "upholstered chair"],
    colors=[*_PAINT, "beige", "brown"],
    materials=["velvet", "linen", "leather", "wool"],
)
def armchair(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form tub|square|wing, legs (colour), pattern."""
    form = spec.get("form") or pick(rng, ["tub", "square", "wing"])
    legs = str(spec.get("legs") or pick(rng, ["natural", "black", "brass", "brown"]))
    w, deep = rng.uniform(0.4, 0.46), rng.uniform(0.38, 0.42)
    high = {"tub": 0.74, "square": 0.78, "wing": 1.02}[form]
    pattern = (
        pattern_for(rng, spec, color, [None, None, None, "stripes", "checks", "floral"])
        if material != "leather"
        else None
    )

    def shell(p: Points) -> Distances:
        if form == "tub":
            ring = np.sqrt((p[:, 0] / w) ** 2 + ((p[:, 1]) / deep) ** 2)
            side = np.abs((ring - 0.9) * min(w, deep)).astype(np.float32) - 0.055
            top = p[:, 2] - (0.52 + (high - 0.52) * np.clip((p[:, 1] + 0.25) / 0.5, 0, 1)).astype(np.float32)
            d = keep(keep(side, top, 0.06), 0.14 - p[:, 2], 0.03)
            return carve(d, block(p, (0, -deep, 0.6), (w * 0.62, 0.3, 0.4)), 0.05)
        back = block(p, (0, deep - 0.07, (high + 0.14) / 2), (w - 0.02, 0.075, (high - 0.14) / 2), 0.06)
        d = back
        for s in (-1, 1):
            d = merge(d, block(p, (s * (w - 0.065), 0.0, 0.36), (0.07, deep - 0.02, 0.22), 0.055), 0.02)
            if form == "wing":
                d = merge(d, block(p, (s * (w - 0.05), deep - 0.17, 0.76), (0.045, 0.13, 0.22), 0.04), 0.03)
        return d

    cushion = sdf(
        lambda p: block(p, (0, -0.04, 0.37), (w - 0.14, deep - 0.07, 0.095), 0.07),
        (-w, -deep - 0.1, 0.2),
        (w, deep, 0.6),
        60,
    )
    base = box((w * 1.5, deep * 1.5, 0.16), 0.04).moved((0, 0, 0.14))
    made = "brass" if legs == "brass" else "wood"
    feet = [
        sweep([(x * 1.1, y * 1.1, 0.0), (x, y, 0.17)], [0.018, 0.028])
        for x in (-w * 0.72, w * 0.72)
        for y in (-deep * 0.72, deep * 0.72)
    ]
    return turned_aside(
        rng,
        [
            Part(
                sdf(shell, (-w - 0.1, -deep - 0.1, 0.1), (w + 0.1, deep + 0.1, high + 0.08), 90),
                material,
                color,
                pattern,
            ),
            Part(together([cushion, base]), material, color, pattern),
            Part(together(feet), made, legs),
        ],
        10,
        40,
    )


@kind(
    "hand chair",
    category="Furniture > Armchairs",
    words=["chair shaped like an open hand", "hand chair", "seat in the palm of a hand", "giant hand armchair"],
    colors=["pink", "red", "gold", "white", "mint", "yellow", "purple", "tan"],
    materials=["plastic", "velvet", "painted metal"],
)
def hand_chair(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """You sit in the palm and lean on the fingers. spec: foot (colour)."""
    foot = str(spec.get("foot") or pick(rng, ["black", "gold", color]))
    spread = rng.uniform(0.12, 0.16)

    def hand(p: Points) -> Distances:
        d = egg(p, (0, 0.02, 0.36), (0.34, 0.34, 0.13))
        d = carve(d, egg(p, (0, -0.06, 0.56), (0.27, 0.3, 0.16)), 0.08)
        for k in range(4):
            x = (k - 1.5) * spread
            long = (0.4, 0.5, 0.48, 0.36)[k]
            root = (x * 1.05, 0.22, 0.42)
            knee = (x * 1.25, 0.36, 0.42 + long * 0.55)
            tip = (x * 1.4, 0.34, 0.42 + long)
            finger = merge(rod(p, root, knee, 0.075, 0.07), rod(p, knee, tip, 0.07, 0.056), 0.04)
            d = merge(d, finger, 0.06)
        thumb = merge(
            rod(p, (-0.26, 0.0, 0.4), (-0.44, -0.1, 0.52), 0.085, 0.075),
            rod(p, (-0.44, -0.1, 0.52), (-0.47, -0.2, 0.66), 0.075, 0.06),
            0.05,
        )
        d = merge(d, thumb, 0.07)
        return merge(d, rod(p, (0, 0, 0.1), (0, 0, 0.3), 0.13, 0.17), 0.08)

    return turned_aside(
        rng,
        [
            Part(sdf(hand, (-0.65, -0.45, 0.05), (0.6, 0.55, 1.05), 104), material, color),
            Part(cylinder(0.28, 0.06, 0.02), "painted metal", foot),
        ],
        12,
        40,
    )


@kind(
    "stool",
    category="Furniture > Stools",
    words=["stool", "bar stool", "small seat", "milking stool"],
    colors=[*_PAINT, "natural", "brown"],
    materials=["wood", "painted metal", "velvet", "cork"],
)
def stool(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: legs 3|4, height low|bar, feet duck (it stands on webbed feet)."""
    bar = (spec.get("height") or pick(rng, ["low", "bar"])) == "bar"
    h, r = (0.8, 0.2) if bar else (0.48, 0.24)
    count = int(spec.get("legs") or pick(rng, [3, 4]))
    soft = material in ("velvet", "cork")
    seat = lathe(
        rounded([(0, 0), (r, 0), (r, 0.11 if soft else 0.05), (0, 0.12 if soft else 0.05)], 0.03 if soft else 0.015)
    )
    angles = [2 * np.pi * (k + 0.5) / count for k in range(count)]
    out, top = r * rng.uniform(0.95, 1.2), r * 0.7
    legs = [
        sweep([(out * np.cos(a), out * np.sin(a), 0), (top * np.cos(a), top * np.sin(a), h)], [0.018, 0.024])
        for a in angles
    ]
    if bar:
        legs.append(torus(out - (out - top) * 0.3, 0.012).moved((0, 0, h * 0.3)))
    frame = "wood" if soft else material
    return turned(
        rng,
        [
            Part(seat.moved((0, 0, h - 0.01)), material, color),
            Part(together(legs), frame, "natural" if soft else color),
        ],
    )


@kind(
    "duck stool",
    category="Furniture > Stools",
    words=["stool with duck feet", "stool standing on webbed feet", "footed stool", "stool that waddles"],
    colors=["white", "mint", "sky blue", "pink", "cream", "natural"],
    materials=["wood", "velvet", "plastic"],
)
def duck_stool(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: feet (colour)."""
    feet_color = str(spec.get("feet") or pick(rng, ["orange", "yellow", "coral"]))
    seat = lathe(rounded([(0, 0), (0.27, 0), (0.28, 0.1), (0, 0.12)], 0.04)).moved((0, 0, 0.5))
    legs, feet = [], []
    web = np.array(
        [(0.02, 0.0), (0.11, -0.2), (0.06, -0.17), (0.0, -0.24), (-0.06, -0.17), (-0.11, -0.2), (-0.02, 0.0)]
    )
    for k, a in enumerate(np.radians([90, 210, 330])):
        x, y = 0.2 * np.cos(a), 0.2 * np.sin(a)
        legs.append(sweep([(x, y, 0.03), (x * 0.9, y * 0.9, 0.26), (x * 0.75, y * 0.75, 0.51)], [0.026, 0.03, 0.028]))
        feet.append(
            extrude(web * 1.05, 0.045, 0.018)
            .turned("z", float(rng.uniform(-25, 25)) + 12 * (k - 1))
            .moved((x, y + 0.03, 0))
        )
    return turned(rng, [Part(seat, material, color), Part(together([*legs, *feet]), "rubber", feet_color)], 20)


@kind(
    "side table",
    category="Furniture > Tables",
    words=["side table", "coffee table", "bedside table", "small round table"],
    colors=[*_PAINT, "natural", "brown"],
    materials=["wood", "painted metal", "marble", "glass"],
)
def side_table(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form round|square, legs pedestal|three|four."""
    round_ = (spec.get("form") or pick(rng, ["round", "square"])) == "round"
    legs = spec.get("legs") or pick(rng, ["pedestal", "three", "four"])
    h, r = rng.uniform(0.44, 0.58), rng.uniform(0.3, 0.38)
    color = str({"marble": pick(rng, ["white", "green", "black"]), "glass": "clear"}.get(material, color))
    top = cylinder(r, 0.035, 0.012, 96) if round_ else box((r * 1.9, r * 1.9, 0.035), 0.014)
    frame, tint = (material, color) if material in ("wood", "painted metal") else ("brass", "brass")
    if legs == "pedestal":
        under = [cone(0.06, 0.035, h, 0.01), cylinder(r * 0.62, 0.025, 0.01)]
    else:
        angles = np.radians([90, 210, 330] if legs == "three" else [45, 135, 225, 315])
        far = r * (0.95 if round_ else 1.2)
        under = [
            sweep([(far * np.cos(a), far * np.sin(a), 0), (far * 0.75 * np.cos(a), far * 0.75 * np.sin(a), h)], 0.018)
            for a in angles
        ]
    return turned(rng, [Part(top.moved((0, 0, h)), material, color), Part(together(under), frame, tint)], 45)


def _clock_face(r: float, hands: str, marks: str, hour: float) -> list[Part]:
    """Marks and hands on a face of radius `r`, in the xz plane at y = 0, towards -y."""
    dots = []
    for k in range(12):
        a = np.radians(30 * k)
        big = k % 3 == 0
        mark = (
            box((0.022 if big else 0.012, 0.012, 0.085 if big else 0.05), 0.004)
            .moved((0, 0, r * 0.74))
            .turned("y", float(np.degrees(a)))
        )
        dots.append(mark)
    minute = (hour % 1) * 360
    arms = [
        box((0.03, 0.012, r * 0.52), 0.006).moved((0, -0.01, -0.04)).turned("y", hour * 30),
        box((0.02, 0.012, r * 0.78), 0.006).moved((0, -0.02, -0.05)).turned("y", minute),
        cylinder(0.03, 0.04).turned("x", 90).moved((0, 0, 0)),
    ]
    return [Part(together(dots), "painted metal", marks), Part(together(arms), "painted metal", hands)]


@kind(
    "wall clock",
    category="Home > Clocks",
    words=["wall clock", "round clock", "kitchen clock", "clock with hands"],
    colors=_PAINT,
    materials=["painted metal", "wood", "plastic", "brass"],
)
def wall_clock(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Leaning against nothing, face to the front. spec: face (colour), form round|square, hands (colour)."""
    color = {"brass": "brass", "wood": "natural"}.get(material, color)
    face = str(spec.get("face") or pick(rng, ["white", "cream", "black", "yellow", "sky blue"]))
    hands = str(spec.get("hands") or ("white" if face == "black" else "black"))
    r = 0.44
    if (spec.get("form") or pick(rng, ["round", "round", "square"])) == "round":
        case = lathe(
            rounded([(0, 0), (r, 0), (r + 0.02, 0.05), (r, 0.1), (r - 0.05, 0.1), (r - 0.06, 0.06), (0, 0.06)], 0.012)
        )
        plate = cylinder(r - 0.05, 0.01, 0.002).moved((0, 0, 0.06))
    else:
        case, plate = box((0.92, 0.92, 0.09), 0.05), box((0.8, 0.8, 0.02), 0.01).moved((0, 0, 0.075))
    hour = float(spec.get("hour") or rng.uniform(0, 12))
    # Lying face up until here; now the face looks to the front.
    up = [one.turned("x", 90).moved((0, 0, 0.47)) for one in (case, plate)]
    marks = [part.with_mesh(part.mesh.moved((0, -0.102, 0.47))) for part in _clock_face(r - 0.04, hands, hands, hour)]
    return turned(rng, [Part(up[0], material, color), Part(up[1], "paper", face), *marks], 25)


@kind(
    "alarm clock",
    category="Home > Clocks",
    words=["alarm clock", "bedside clock", "twin-bell clock", "clock with bells"],
    colors=_PAINT,
    materials=["painted metal", "plastic", "copper"],
)
def alarm_clock(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: bells (colour), face (colour)."""
    color = "copper" if material == "copper" else color
    bells = str(spec.get("bells") or pick(rng, ["gold", "silver", color]))
    face = str(spec.get("face") or pick(rng, ["white", "cream", "mint"]))
    r = 0.3
    case = lathe(
        rounded([(0, 0), (r, 0), (r + 0.02, 0.1), (r, 0.2), (r - 0.04, 0.2), (r - 0.05, 0.17), (0, 0.17)], 0.015)
    )
    body = case.turned("x", 90).moved((0, 0.1, 0.42))
    plate = cylinder(r - 0.04, 0.01, 0.002).turned("x", 90).moved((0, -0.065, 0.42))
    cups, made = [], {"gold": "gold", "silver": "steel"}.get(bells, "painted metal")
    for side in (-1, 1):
        cup = lathe(
            [
                (0.13, 0),
                (0.115, 0.05),
                (0.07, 0.09),
                (0, 0.105),
                (0, 0.09),
                (0.06, 0.075),
                (0.1, 0.045),
                (0.118, 0),
                (0.13, 0),
            ]
        )
        cups.append(cup.turned("y", 28 * side).moved((0.17 * side, 0, 0.74)))
    t = np.linspace(0, np.pi, 16)
    loop = sweep(np.stack([0.1 * np.cos(t), 0 * t, 0.8 + 0.13 * np.sin(t)], 1), 0.012)
    feet = [sweep([(0.24 * s, 0, 0), (0.17 * s, 0, 0.2)], 0.022) for s in (-1, 1)]
    marks = [
        part.with_mesh(part.mesh.moved((0, -0.08, 0.42)))
        for part in _clock_face(r - 0.03, "black", "black", float(spec.get("hour") or rng.uniform(0, 12)))
    ]
    return turned(
        rng,
        [
            Part(body, material, color),
            Part(plate, "paper", face),
            Part(together(cups), made, bells),
            Part(together([loop, *feet]), "steel", "silver"),
            *marks,
        ],
        28,
    )


@kind(
    "melting clock",
    category="Home > Clocks",
    words=["melting clock draped over an edge", "melting clock", "soft clock that droops", "surreal clock"],
    colors=["gold", "mint", "red", "sky blue", "silver", "yellow"],
    materials=["painted metal", "gold", "plastic"],
)
def melting_clock(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A clock that has gone soft and hangs over the edge of its block. spec: block (colour)."""
    color = "gold" if material == "gold" else color
    stand = str(spec.get("block") or pick(rng, ["natural", "brown", "white"]))
    edge = rng.uniform(-0.02, 0.06)

    def melt(v: Any) -> Any:
        # Lying on the block; what is beyond its front edge hangs, and the more the lower.
        bent = v.copy()
        over = np.clip(-(v[:, 1]) - edge, 0, None)
        turn = np.clip(over / 0.09, 0, np.pi / 2)
        bent[:, 1] = np.where(over > 0, -edge - 0.09 * np.sin(turn) - v[:, 2] * np.sin(turn), v[:, 1])
        drop = np.clip(over - 0.09 * np.pi / 2, 0, None)
        wave = 1 + 0.25 * np.sin(5 * v[:, 0] + 1)
        bent[:, 2] = np.where(over > 0, -0.09 * (1 - np.cos(turn)) - drop * wave + v[:, 2] * np.cos(turn), v[:, 2])
        return bent

    rings = np.linspace(0, 1, 40)
    r = 0.44
    disc = lathe(
        [(float(r * s), 0.0) for s in rings]
        + [(float(r * s), 0.035 + (0.02 if s > 0.9 else 0.0)) for s in rings[::-1]],
        120,
    )
    plate = lathe([(float(r * 0.86 * s), 0.04) for s in rings], 120)
    marks = [
        part.mesh.turned("x", -90).moved((0, 0, 0.05))
        for part in _clock_face(r * 0.92, "black", "black", float(spec.get("hour") or 10.2))
    ]
    high = 0.62
    parts = [
        Part(disc.bent(melt).moved((0, 0, high)), material, color),
        Part(plate.bent(melt).moved((0, 0, high)), "paper", "cream"),
        Part(together(marks).bent(melt).moved((0, 0, high)), "painted metal", "black"),
        Part(box((0.7, 0.62, high), 0.03).moved((0, 0.31 - edge, -0.004)), "wood", stand),
    ]
    return turned_aside(rng, parts, 8, 30)


@kind(
    "cushion",
    category="Home > Cushions",
    words=["cushion", "throw pillow", "sofa cushion", "decorative pillow"],
    colors=[*_PAINT, "beige"],
    materials=_CLOTH,
)
def cushion(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Standing on its edge, leaning back. spec: form square|round|long, pattern, piping (colour or None)."""
    form = spec.get("form") or pick(rng, ["square", "square", "round", "long"])
    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "dots", "checks", "floral", "zigzag"])
    wide, high = {"square": (0.46, 0.46), "round": (0.44, 0.44), "long": (0.56, 0.34)}[form]
    power = 2.2 if form == "round" else 5.0
    fat = rng.uniform(0.16, 0.21)

    def filled(p: Points) -> Distances:
        x, z = np.abs(p[:, 0]) / wide, np.abs(p[:, 2]) / high
        # Corners drawn out a little, sides drawn in, as stuffing does.
        pull = (
            1
            - (0.0 if form == "round" else 0.06) * (1 - x**2) * z**4
            - (0.0 if form == "round" else 0.06) * (1 - z**2) * x**4
        )
        edge = (x**power + z**power) ** (1 / power) / pull
        thick = fat * np.sqrt(np.clip(1 - edge**2.2, 0, None)) + 0.006
        return np.maximum(np.abs(p[:, 1]) - thick, (edge - 1) * min(wide, high)).astype(np.float32) * 0.6

    body = sdf(filled, (-wide - 0.05, -0.3, -high - 0.05), (wide + 0.05, 0.3, high + 0.05), 84)
    parts = [Part(body, material, color, pattern)]
    piping = spec["piping"] if "piping" in spec else pick(rng, [None, None, "white", "navy", "mustard"])
    if piping:
        t = np.linspace(0, 2 * np.pi, 120, endpoint=False)
        c, s = np.cos(t), np.sin(t)
        scale = (np.abs(c) ** power + np.abs(s) ** power) ** (-1 / power)
        rim = np.stack([wide * c * scale, 0 * t, high * s * scale], 1) * 0.985
        parts.append(Part(sweep(rim, 0.014, closed=True), "cotton", str(piping)))
    lean = float(rng.uniform(10, 18))
    parts = [part.with_mesh(part.mesh.turned("x", -lean)) for part in parts]
    low = min(part.mesh.lowest[2] for part in parts)
    return turned(rng, [part.with_mesh(part.mesh.moved((0, 0, -low))) for part in parts])


@kind(
    "toast cushion",
    category="Home > Cushions",
    words=[
        "cushion shaped like a slice of toast",
        "toast cushion",
        "bread pillow with a face",
        "slice of bread to lean on",
    ],
    colors=["tan", "brown", "mustard"],
    materials=["felt", "plush", "velvet"],
)
def toast_cushion(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: spread butter|jam|None."""
    spread = spec["spread"] if "spread" in spec else pick(rng, ["butter", "jam", None])
    fat = rng.uniform(0.11, 0.15)

    def slice_(p: Points, size: float, thick: float) -> Distances:
        q = p / size
        crumb = block(q, (0, 0, 0.36), (0.34, 1, 0.36), 0.1)
        for side in (-1, 1):
            crumb = merge(crumb, egg(q, (side * 0.21, 0, 0.72), (0.22, 1.5, 0.17)), 0.08)
        return keep((crumb * size).astype(np.float32), np.abs(p[:, 1]) - thick, 0.09)

    crust = sdf(lambda p: slice_(p, 1.0, fat), (-0.55, -0.25, -0.05), (0.55, 0.25, 1.0), 84)
    crumb = sdf(
        lambda p: slice_(p - np.array([0, -fat * 0.35, 0.06], np.float32), 0.86, fat * 0.8),
        (-0.5, -0.3, 0.0),
        (0.5, 0.25, 0.95),
        84,
    )
    eyes = [sphere(0.028, 16).moved((side * 0.12, -fat * 1.14, 0.5)) for side in (-1, 1)]
    smile = sweep([(0.06 * t, -fat * 1.14, 0.41 - 0.03 * np.cos(1.5 * t)) for t in np.linspace(-1, 1, 9)], 0.012)
    parts = [
        Part(crust, material, color),
        Part(crumb, material, "cream"),
        Part(together([*eyes, smile]), "felt", "black"),
    ]
    if spread == "butter":
        parts.append(
            Part(box((0.17, 0.07, 0.15), 0.025).turned("y", 12).moved((0.14, -fat * 1.14, 0.6)), "felt", "yellow")
        )
    elif spread == "jam":
        parts.append(Part(ellipsoid(0.2, 0.05, 0.11, 32).moved((0.02, -fat * 1.05, 0.71)), "velvet", "burgundy"))
    return turned(rng, [part.with_mesh(part.mesh.turned("x", -12)) for part in parts], 25)


@kind(
    "mirror",
    category="Home > Mirrors",
    words=["mirror", "round mirror", "table mirror", "vanity mirror"],
    colors=["gold", "black", "white", "natural", "brass", "pink", "mint", "red", "navy"],
    materials=["brass", "wood", "painted metal"],
)
def mirror(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """On a foot. spec: form round|arch|sun."""
    color = {"brass": "brass", "wood": "natural"}.get(material, color)
    form = spec.get("form") or pick(rng, ["round", "arch", "sun"])
    r = 0.34
    if form == "arch":
        t = np.linspace(0, np.pi, 30)
        outline = np.concatenate(
            [[(r * 0.8, -0.3)], np.stack([r * 0.8 * np.cos(t), 0.2 + r * 0.8 * np.sin(t)], 1), [(-r * 0.8, -0.3)]]
        )
        frame, pane = extrude(outline, 0.045, 0.012), extrude(outline * 0.9, 0.01).moved((0, 0, 0.042))
    else:
        frame = cylinder(r, 0.045, 0.014, 96)
        pane = cylinder(r * 0.9, 0.01, 0.002, 96).moved((0, 0, 0.042))
    extras: list[Mesh] = []
    if form == "sun":
        for k in range(24):
            long = 0.17 if k % 2 else 0.1
            extras.append(
                cone(0.022, 0.004, long, 0.003, 16)
                .moved((0, 0, r - 0.02))
                .turned("x", 0)
                .turned("y", 15 * k)
                .turned("x", -90)
                .moved((0, 0, 0.02))
            )
    lift = 0.52 if form != "sun" else 0.6
    upright = [one.turned("x", 90).moved((0, 0, lift)) for one in [frame, pane, *extras]]
    foot = [cylinder(0.2, 0.03, 0.01), cylinder(0.016, lift - 0.2).moved((0, 0.02, 0))]
    return turned(
        rng,
        [Part(together([upright[0], *upright[2:], *foot]), material, color), Part(upright[1], "mirror", "white")],
        28,
    )


@kind(
    "lantern",
    category="Lighting > Lanterns",
    words=["lantern", "garden lantern", "candle lantern", "storm light"],
    colors=["black", "white", "brass", "red", "green", "navy", "copper", "sage", "mustard"],
    materials=["painted metal", "brass", "copper"],
)
def lantern(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form square|round."""
    color = {"brass": "brass", "copper": "copper"}.get(material, color)
    r, h = rng.uniform(0.2, 0.25), rng.uniform(0.46, 0.58)
    square = (spec.get("form") or pick(rng, ["square", "round"])) == "square"
    base = box((2 * r, 2 * r, 0.05), 0.012) if square else cylinder(r * 1.05, 0.05)
    roof = cone(r * 1.3, 0.06, 0.2, 0.01, 4 if square else 64)
    roof = (roof.turned("z", 45) if square else roof).moved((0, 0, h))
    far = r * 1.28 if square else r
    posts = [cylinder(0.014, h).moved((far * np.cos(a), far * np.sin(a), 0)) for a in np.radians([45, 135, 225, 315])]
    ring = torus(0.1, 0.012).turned("x", 90).moved((0, 0, h + 0.28))
    wax = cylinder(0.1, 0.22, 0.01).moved((0, 0, 0.05))
    flame = lathe([(0, 0), (0.025, 0.03), (0.03, 0.06), (0.015, 0.11), (0, 0.15)], 24).moved((0, 0, 0.28))
    return turned(
        rng,
        [
            Part(together([base, roof, *posts, ring]), material, color),
            Part(wax, "wax", "cream"),
            Part(flame, "glow", (255, 196, 92)),
        ],
        40,
    )


@kind(
    "bird house",
    category="Garden > Bird houses",
    words=["bird house", "nesting box", "house for birds", "bird box"],
    colors=[*_PAINT, "natural"],
    materials=["wood", "painted metal", "ceramic"],
)
def bird_house(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: roof (colour), form house|round."""
    roof = str(spec.get("roof") or pick(rng, ["red", "navy", "brown", "white", "mustard", "green"]))
    w, h = rng.uniform(0.4, 0.48), rng.uniform(0.42, 0.5)
    if (spec.get("form") or pick(rng, ["house", "round"])) == "round":
        body = vessel(h, [(0, w * 0.4), (0.5, w * 0.55), (1, w * 0.42)], 0.03)
        cap = lathe(rounded([(0, 0), (w * 0.72, -0.03), (0.02, 0.34), (0, 0.35)], 0.02)).moved((0, 0, h))
        front = -w * 0.55
    else:
        a = np.array([(-w / 2, 0), (w / 2, 0), (w / 2, h), (0, h + w * 0.42), (-w / 2, h)])
        body = extrude(a, 0.4, 0.01).turned("x", 90).moved((0, 0.2, 0))
        slope = float(np.degrees(np.arctan2(w * 0.42, w / 2)))
        long = float(np.hypot(w * 0.42, w / 2)) + 0.1
        sides = [
            box((long, 0.52, 0.035), 0.01)
            .moved((0, 0, 0.0))
            .turned("y", s * slope)
            .moved((s * w * 0.27, 0, h + w * 0.2))
            for s in (-1, 1)
        ]
        cap, front = together(sides), -0.2
    hole = cylinder(0.085, 0.02, 0.004).turned("x", 90).moved((0, front + 0.012, h * 0.62))
    perch = sweep([(0, front + 0.02, h * 0.36), (0, front - 0.12, h * 0.36)], 0.014)
    return turned_aside(
        rng,
        [
            Part(body, material, color),
            Part(cap, material, roof),
            Part(hole, "rubber", "black"),
            Part(perch, "wood", "natural"),
        ],
        8,
        32,
    )


@kind(
    "bookshelf",
    category="Furniture > Shelves",
    words=["bookshelf", "bookcase", "shelving unit", "shelf with books"],
    colors=["natural", "white", "black", "brown", "mint", "navy", "red"],
    materials=["wood", "painted metal"],
)
def bookshelf(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: shelves (number), books (true or false)."""
    count = int(spec.get("shelves") or rng.integers(3, 5))
    w, h, deep = rng.uniform(0.5, 0.66), 1.0, 0.24
    boards = [box((w, deep, 0.03), 0.006).moved((0, 0, k * (h - 0.03) / count)) for k in range(count + 1)]
    boards += [box((0.03, deep, h), 0.006).moved((s * w / 2, 0, 0)) for s in (-1, 1)]
    boards.append(box((w, 0.012, h), 0.003).moved((0, deep / 2 - 0.006, 0)))
    parts = [Part(together(boards), material, color)]
    if spec.get("books", True):
        tints = ["red", "navy", "mustard", "cream", "green", "coral", "sky blue", "burgundy", "teal"]
        piles: dict[str, list[Mesh]] = {}
        for k in range(count):
            x = -w / 2 + 0.05
            while x < w / 2 - 0.09:
                thick, tall = rng.uniform(0.025, 0.05), rng.uniform(0.5, 0.82) * h / count
                if rng.random() < 0.12:
                    x += 0.09
                    continue
                book = box((thick, deep * 0.7, tall), 0.004).moved(
                    (x + thick / 2, -0.02, k * (h - 0.03) / count + 0.03)
                )
                piles.setdefault(str(pick(rng, tints)), []).append(book)
                x += thick + 0.003
        parts += [Part(together(books), "paper", tint) for tint, books in piles.items()]
    return turned_aside(rng, parts, 8, 30)
