# mypy: disable-error-code="no-any-return"
"""What stands on a table: mugs, pots, plates, vases, bottles, candles; some of them have faces, feet or fins."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from models.training.pictures.arranging import circle, pattern_for, pick, together, turned
from models.training.pictures.fields import Distances, Points, carve, egg, merge, rod
from models.training.pictures.kinds import kind
from models.training.pictures.planting import plant
from models.training.pictures.scene import Part
from models.training.pictures.shapes import box, cylinder, ellipsoid, extrude, lathe, rounded, sdf, sphere, sweep, torus
from models.training.pictures.vessels import Knots, handle, radius_at, solid, spout, vessel

Rng = np.random.Generator
_POTTERY = ["white", "cream", "beige", "grey", "black", "red", "terracotta", "mustard", "yellow", "green", "sage", "mint",
            "teal", "turquoise", "blue", "navy", "sky blue", "lilac", "pink", "coral", "orange"]  # fmt: skip
_CLAY = ["ceramic", "glazed", "stoneware", "porcelain"]


@kind(
    "mug",
    category="Kitchen > Mugs",
    words=["mug", "coffee cup", "tea mug", "cup with a handle"],
    colors=_POTTERY,
    materials=[*_CLAY, "enamel"],
)
def mug(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form straight|round|tapered, pattern, inside (colour), moustache."""
    form = spec.get("form") or pick(rng, ["straight", "round", "tapered"])
    h, r = rng.uniform(0.5, 0.68), rng.uniform(0.25, 0.31)
    knots = {
        "straight": [(0, r * 0.96), (0.08, r), (1, r)],
        "round": [(0, r * 0.7), (0.35, r * 1.08), (0.75, r), (1, r * 0.92)],
        "tapered": [(0, r * 0.72), (0.5, r * 0.86), (1, r * 1.05)],
    }[form]
    pattern = pattern_for(rng, spec, color, [None, None, None, "stripes", "dots", "speckle", "floral"])
    low, high = h * rng.uniform(0.16, 0.25), h * rng.uniform(0.76, 0.88)
    grip = handle(
        low, high, radius_at(knots, low / h) - 0.015, radius_at(knots, high / h) - 0.015, rng.uniform(0.15, 0.21), 0.032
    )
    parts = [Part(vessel(h, knots, 0.026), material, color, pattern), Part(grip, material, color)]
    inside = spec.get("inside") or pick(rng, [None, None, "white", "cream", "yellow"])
    if inside and inside != color:
        lining = vessel(h - 0.03, [(share, max(each - 0.027, 0.01)) for share, each in knots], 0.004).moved(
            (0, 0, 0.028)
        )
        parts.append(Part(lining, material, inside))
    return turned(rng, parts, 40)


@kind(
    "espresso cup",
    category="Kitchen > Mugs",
    words=["espresso cup", "small cup and saucer", "coffee set", "demitasse"],
    colors=_POTTERY,
    materials=_CLAY,
)
def espresso_cup(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: saucer (colour), pattern."""
    h, r = rng.uniform(0.32, 0.4), rng.uniform(0.19, 0.23)
    knots = [(0, r * 0.6), (0.3, r * 0.85), (1, r * 1.05)]
    under = str(spec.get("saucer") or pick(rng, [color, color, "white", "cream"]))
    plate = vessel(0.075, [(0, 0.2), (0.2, 0.24), (1, 0.46)], 0.022)
    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "dots"])
    grip = handle(h * 0.25, h * 0.85, radius_at(knots, 0.25) - 0.01, radius_at(knots, 0.85) - 0.01, 0.11, 0.022)
    coffee = cylinder(radius_at(knots, 0.8) - 0.02, 0.01, 0.002).moved((0, 0, h * 0.8 + 0.03))
    return turned(
        rng,
        [
            Part(plate, material, under),
            Part(vessel(h, knots, 0.02).moved((0, 0, 0.03)), material, color, pattern),
            Part(grip.moved((0, 0, 0.03)), material, color),
            Part(coffee, "glazed", (52, 30, 18)),
        ],
        40,
    )


@kind(
    "teapot",
    category="Kitchen > Teapots",
    words=["teapot", "tea pot with a lid", "pot for tea", "brew pot"],
    colors=_POTTERY,
    materials=_CLAY,
)
def teapot(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form round|tall|flat, pattern, knob (colour)."""
    form = spec.get("form") or pick(rng, ["round", "tall", "flat"])
    h, r = {"round": (0.5, 0.36), "tall": (0.66, 0.29), "flat": (0.38, 0.42)}[form]
    knots = [(0, r * 0.62), (0.42, r), (0.8, r * 0.72), (1, r * 0.4)]
    pattern = pattern_for(rng, spec, color, [None, None, None, "dots", "floral", "stripes"])
    knob_color = str(spec.get("knob") or pick(rng, [color, color, "gold", "brown"]))
    knob_material = "wood" if knob_color == "brown" else "gold" if knob_color == "gold" else material
    lid = lathe(rounded([(0, 0), (r * 0.43, 0), (r * 0.4, 0.035), (r * 0.16, 0.09), (0, 0.1)], 0.02)).moved(
        (0, 0, h - 0.01)
    )
    start, end = (r * 0.8, h * 0.38), (r * 1.62, h * rng.uniform(0.92, 1.05))
    grip = handle(h * 0.24, h * 0.88, radius_at(knots, 0.24) - 0.03, radius_at(knots, 0.88) - 0.03, r * 0.62, 0.034)
    return turned(
        rng,
        [
            Part(solid(h, knots, 0.02), material, color, pattern),
            Part(lid, material, color),
            Part(sphere(0.055, 24).moved((0, 0, h + 0.13)), knob_material, knob_color),
            Part(spout(start, end, 0.085, 0.036), material, color),
            Part(grip, material, color),
        ],
        35,
    )


@kind(
    "elephant teapot",
    category="Kitchen > Teapots",
    words=["teapot shaped like an elephant", "elephant teapot", "animal teapot whose trunk pours", "elephant pot"],
    colors=["grey", "sky blue", "pink", "mint", "white", "mustard", "lilac"],
    materials=_CLAY,
)
def elephant_teapot(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: blanket (colour of the lid)."""
    blanket = str(spec.get("blanket") or pick(rng, ["red", "yellow", "teal", "coral"]))
    length = rng.uniform(0.36, 0.42)

    def body(p: Points) -> Distances:
        d = egg(p, (0, 0, 0.42), (length, 0.27, 0.27))
        head = egg(p, (-length - 0.06, 0, 0.55), (0.2, 0.18, 0.19))
        d = merge(d, head, 0.1)
        for x in (-0.24, 0.22):
            for y in (-0.14, 0.14):
                d = merge(d, rod(p, (x, y, 0.09), (x, y, 0.34), 0.085), 0.06)
        trunk = np.linspace(0, 1, 9)
        for t, s in pairwise(trunk):
            a, b = ((-length - 0.2 - 0.3 * u, 0.0, 0.5 - 0.32 * u + 0.75 * u**3) for u in (t, s))
            d = merge(d, rod(p, a, b, 0.085 - 0.04 * t, 0.085 - 0.04 * s), 0.03)
        return d

    ears = [
        ellipsoid(0.05, 0.15, 0.17, 32).turned("z", 25 * side).moved((-length + 0.06, 0.23 * side, 0.6))
        for side in (-1, 1)
    ]
    eyes = together([sphere(0.024, 16).moved((-length - 0.17, 0.12 * side, 0.61)) for side in (-1, 1)])
    tail = handle(0.3, 0.62, length - 0.05, length - 0.12, 0.2, 0.03)
    cloth = lathe(rounded([(0, 0), (0.19, 0), (0.17, 0.05), (0.06, 0.1), (0, 0.11)], 0.03)).moved((0.02, 0, 0.65))
    return turned(
        rng,
        [
            Part(sdf(body, (-1.05, -0.35, 0), (0.6, 0.35, 1.05), 100), material, color),
            Part(together(ears), material, color),
            Part(eyes, "glazed", "black"),
            Part(tail, material, color),
            Part(cloth, material, blanket),
            Part(sphere(0.05, 20).moved((0.02, 0, 0.79)), material, blanket),
        ],
        25,
    )


@kind(
    "bowl",
    category="Kitchen > Bowls",
    words=["bowl", "serving bowl", "salad bowl", "cereal bowl"],
    colors=[*_POTTERY, "brown", "natural"],
    materials=[*_CLAY, "wood", "bamboo"],
)
def bowl(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form deep|wide, pattern, inside (colour), feet (true: it stands on two bare feet)."""
    deep = (spec.get("form") or pick(rng, ["deep", "wide"])) == "deep"
    h, r = (rng.uniform(0.36, 0.44), 0.42) if deep else (rng.uniform(0.2, 0.27), 0.52)
    knots = [(0, r * 0.42), (0.12, r * 0.5), (0.5, r * 0.86), (1, r)]
    wooden = material in ("wood", "bamboo")
    pattern = None if wooden else pattern_for(rng, spec, color, [None, None, "stripes", "speckle", "floral"])
    parts = [Part(vessel(h, knots, 0.028), material, color, pattern)]
    inside = spec.get("inside") or (None if wooden else pick(rng, [None, None, "white", "yellow", "teal"]))
    if inside and inside != color:
        lining = vessel(h - 0.03, [(share, each - 0.03) for share, each in knots], 0.004).moved((0, 0, 0.032))
        parts.append(Part(lining, material, str(inside)))
    return turned(rng, parts)


@kind(
    "walking bowl",
    category="Kitchen > Bowls",
    words=["bowl on human feet", "bowl with legs", "bowl that walks", "bowl standing on two feet"],
    colors=["white", "pink", "yellow", "mint", "sky blue", "coral", "cream"],
    materials=["ceramic", "glazed", "porcelain"],
)
def walking_bowl(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: shoes (colour)."""
    shoes = str(spec.get("shoes") or pick(rng, ["red", "black", "navy", "yellow"]))
    knots = [(0, 0.16), (0.1, 0.2), (0.5, 0.36), (1, 0.42)]
    stride = rng.uniform(0.06, 0.14)
    legs, feet = [], []
    for side, step in ((-1, -stride), (1, stride)):
        legs.append(sweep([(0.13 * side, 0, 0.42), (0.14 * side, step * 0.5, 0.26), (0.14 * side, step, 0.08)], 0.05))
        feet.append(ellipsoid(0.08, 0.15, 0.07, 32).moved((0.14 * side, step - 0.06, 0.06)))
    return turned(
        rng,
        [
            Part(vessel(0.34, knots, 0.03).moved((0, 0, 0.38)), material, color),
            Part(together(legs), material, color),
            Part(together(feet), "glazed", shoes),
        ],
        40,
    )


@kind(
    "plate",
    category="Kitchen > Plates",
    words=["plate", "dinner plate", "dish", "side plate"],
    colors=_POTTERY,
    materials=_CLAY,
)
def plate(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Leaning on its stand, face to the front. spec: rim (colour), pattern, pile (number lying instead)."""
    r = rng.uniform(0.44, 0.5)
    rim = str(spec.get("rim") or pick(rng, [color, color, "white", "navy", "gold"]))
    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "floral", "speckle"])
    face = vessel(0.055, [(0, r * 0.55), (0.3, r * 0.7), (1, r)], 0.02)
    edge = torus(r - 0.008, 0.013, 96).moved((0, 0, 0.052))
    count = int(spec["pile"] if "pile" in spec else pick(rng, [0, 0, 3, 4]))
    if count:
        parts = []
        for k in range(count):
            lift = (0, 0, 0.045 * k)
            parts += [Part(face.moved(lift), material, color, pattern), Part(edge.moved(lift), material, rim)]
        return turned(rng, parts)
    tilt = 72.0
    stand = [
        sweep([(0.16 * side, -0.12, 0.012), (0.16 * side, 0.12, 0.012), (0.16 * side, 0.2, 0.3)], 0.014)
        for side in (-1, 1)
    ]
    lean = [one.turned("x", tilt).moved((0, 0.05, r + 0.02)) for one in (face, edge)]
    return turned(
        rng,
        [
            Part(lean[0], material, color, pattern),
            Part(lean[1], material, rim),
            Part(together(stand), "brass", "brass"),
        ],
        20,
    )


@kind(
    "vase",
    category="Home > Vases",
    words=["vase", "flower vase", "bud vase", "vessel for flowers"],
    colors=[*_POTTERY, "clear", "burgundy"],
    materials=[*_CLAY, "glass", "terracotta"],
)
def vase(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form bottle|urn|cylinder|gourd, pattern, plant (sort, or None)."""
    form = spec.get("form") or pick(rng, ["bottle", "urn", "cylinder", "gourd"])
    h, r = rng.uniform(0.62, 0.9), rng.uniform(0.22, 0.29)
    knots = {
        "bottle": [(0, r * 0.7), (0.3, r), (0.62, r * 0.42), (0.9, r * 0.3), (1, r * 0.38)],
        "urn": [(0, r * 0.5), (0.15, r * 0.55), (0.6, r * 1.1), (0.88, r * 0.6), (1, r * 0.75)],
        "cylinder": [(0, r * 0.8), (0.05, r * 0.84), (1, r * 0.86)],
        "gourd": [(0, r * 0.7), (0.25, r * 1.1), (0.5, r * 0.55), (0.7, r * 0.7), (0.92, r * 0.32), (1, r * 0.36)],
    }[form]
    glassy = material == "glass"
    pattern = (
        None if glassy else pattern_for(rng, spec, color, [None, None, None, "stripes", "dots", "marble", "zigzag"])
    )
    parts = [Part(vessel(h, knots, 0.02), material, color, pattern)]
    sort = spec["plant"] if "plant" in spec else pick(rng, [None, None, "flowers", "grass"])
    if sort:
        grown = plant(rng, sort, width=0.5, height=0.42)
        parts += [part.with_mesh(part.mesh.moved((0, 0, h - 0.06))) for part in grown]
    return turned(rng, parts)


@kind(
    "fish vase",
    category="Home > Vases",
    words=[
        "vase shaped like a fish",
        "fish standing on its tail with flowers in its mouth",
        "fish vase",
        "gulping fish jug",
    ],
    colors=["turquoise", "green", "orange", "navy", "pink", "yellow", "teal", "silver"],
    materials=["glazed", "ceramic"],
)
def fish_vase(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A fish on its tail, mouth open to the sky. spec: fins (colour), plant."""
    fins = str(spec.get("fins") or pick(rng, ["coral", "yellow", "white", "navy"]))
    h = rng.uniform(0.78, 0.9)
    knots = [(0, 0.12), (0.12, 0.1), (0.5, 0.26), (0.82, 0.19), (1, 0.16)]
    body = vessel(h, knots, 0.02).scaled((1.15, 0.75, 1)).moved((0, 0, 0.08))
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    tail = extrude(np.stack([0.3 * np.cos(t) * (1 + 0.25 * np.cos(2 * t)), 0.14 * np.sin(t)], 1), 0.07, 0.02)
    fin = extrude(np.array([(0.0, -0.2), (0.2, -0.05), (0.22, 0.12), (0.0, 0.2)]), 0.03, 0.012).turned("x", 90)
    sides = [fin.moved((0.24, 0.015, h * 0.55)), fin.turned("z", 180).moved((-0.24, -0.015, h * 0.55))]
    eyes = [sphere(0.05, 24).moved((x, y, h * 0.86)) for x in (-0.11, 0.11) for y in (-0.13,)]
    dots = [sphere(0.024, 16).moved((x, -0.175, h * 0.865)) for x in (-0.11, 0.11)]
    lips = torus(0.17, 0.028).scaled((1.12, 0.76, 1)).moved((0, 0, h + 0.08))
    parts = [
        Part(body, material, color, f"zigzag {fins}" if rng.random() < 0.4 else None),
        Part(together([tail, *sides, lips]), material, fins),
        Part(together(eyes), material, "white"),
        Part(together(dots), material, "black"),
    ]
    sort = spec["plant"] if "plant" in spec else pick(rng, [None, "flowers", "grass"])
    if sort:
        parts += [
            part.with_mesh(part.mesh.moved((0, 0, h + 0.04))) for part in plant(rng, sort, width=0.34, height=0.32)
        ]
    return turned(rng, parts, 25)


@kind(
    "head planter",
    category="Garden > Planters",
    words=["planter shaped like a head with plants for hair", "face pot", "head planter", "flower pot with a face"],
    colors=["white", "terracotta", "pink", "mint", "grey", "mustard", "sky blue", "cream"],
    materials=["ceramic", "terracotta", "stoneware", "concrete"],
)
def head_planter(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: plant, mood sleepy|awake."""
    h = rng.uniform(0.5, 0.58)
    wide = rng.uniform(0.28, 0.33)

    def head(p: Points) -> Distances:
        d = egg(p, (0, 0, h * 0.55), (wide, wide * 0.95, h * 0.6))
        d = merge(d, rod(p, (0, 0, 0.02), (0, 0, 0.16), 0.15), 0.08)
        nose = rod(p, (0, -wide * 0.92, h * 0.62), (0, -wide * 1.02, h * 0.45), 0.035, 0.06)
        d = merge(d, nose, 0.05)
        for side in (-1, 1):
            d = merge(d, egg(p, (side * wide, 0, h * 0.52), (0.045, 0.06, 0.1)), 0.03)
        hole = egg(p, (0, 0, h * 1.1), (wide * 0.8, wide * 0.76, h * 0.36))
        return carve(d, hole, 0.02)

    def skin(x: float, z: float) -> tuple[float, float, float]:
        """The point of the face at x and z, a little proud of it."""
        inside = max(1 - (x / wide) ** 2 - ((z - h * 0.55) / (h * 0.6)) ** 2, 0.0)
        return (x, -wide * 0.95 * inside**0.5 - 0.004, z)

    if (spec.get("mood") or pick(rng, ["sleepy", "awake"])) == "sleepy":
        arc_ = np.linspace(0.15, np.pi - 0.15, 12)
        lids = [[skin(side * 0.13 + 0.07 * np.cos(a), h * 0.64 - 0.04 * np.sin(a)) for a in arc_] for side in (-1, 1)]
        eyes = [sweep(lid, 0.012) for lid in lids]
    else:
        eyes = [sphere(0.036, 20).moved(skin(side * 0.13, h * 0.64)) for side in (-1, 1)]
    mouth = sweep([skin(0.085 * t, h * (0.3 - 0.035 * np.cos(1.5 * t))) for t in np.linspace(-1, 1, 9)], 0.016)
    sort = str(spec.get("plant") or pick(rng, ["fern", "grass", "succulent", "trailing", "bush"]))
    hair = plant(rng, sort, width=wide * 1.9, height=0.4)
    soil = cylinder(wide * 0.74, 0.03, 0.01).moved((0, 0, h * 0.88))
    return turned(
        rng,
        [
            Part(sdf(head, (-0.45, -0.5, 0), (0.45, 0.45, 0.75), 96), material, color),
            Part(together(eyes), "glazed", "black"),
            Part(mouth, "ceramic", "coral"),
            Part(soil, "soil", (66, 46, 34)),
            *[part.with_mesh(part.mesh.moved((0, 0, h * 0.9))) for part in hair],
        ],
        22,
    )


@kind(
    "planter",
    category="Garden > Planters",
    words=["planter", "flower pot", "plant pot", "pot with a plant in it"],
    colors=[*_POTTERY, "brown"],
    materials=["terracotta", "ceramic", "stoneware", "concrete", "wood"],
)
def planter(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form round|straight|bowl, plant, legs (true: a wooden stand), pattern."""
    form = spec.get("form") or pick(rng, ["round", "straight", "bowl"])
    h, r = {"round": (0.4, 0.27), "straight": (0.42, 0.25), "bowl": (0.26, 0.34)}[form]
    outlines: dict[str, Knots] = {
        "round": [(0, r * 0.62), (0.4, r), (1, r * 0.92)],
        "straight": [(0, r * 0.78), (1, r)],
        "bowl": [(0, r * 0.5), (0.4, r * 0.88), (1, r)],
    }
    knots = outlines[form]
    if form == "straight" and material == "terracotta":
        knots = [(0, r * 0.72), (0.74, r * 0.95), (0.76, r * 1.08), (1, r * 1.1)]
    lift = 0.0
    parts: list[Part] = []
    if spec.get("legs", rng.random() < 0.25):
        lift = 0.26
        legs = [
            sweep(
                [(r * 1.05 * np.cos(a), r * 1.05 * np.sin(a), 0.0), (r * 0.8 * np.cos(a), r * 0.8 * np.sin(a), 0.42)],
                0.022,
            )
            for a in np.radians([45, 135, 225, 315])
        ]
        parts.append(Part(together(legs), "wood", "natural"))
    pattern = pattern_for(rng, spec, color, [None, None, None, "stripes", "speckle", "zigzag"])
    sort = str(
        spec.get("plant")
        or pick(rng, ["fern", "succulent", "grass", "bush", "flowers", "cactus", "trailing", "snake plant"])
    )
    soil = cylinder(radius_at(knots, 0.9) - 0.025, 0.02, 0.005).moved((0, 0, h * 0.88 + lift))
    parts += [
        Part(vessel(h, knots, 0.026).moved((0, 0, lift)), material, color, pattern),
        Part(soil, "soil", (66, 46, 34)),
    ]
    grown = plant(rng, sort, width=r * 2.1, height=rng.uniform(0.34, 0.5))
    parts += [part.with_mesh(part.mesh.moved((0, 0, h * 0.88 + lift))) for part in grown]
    return turned(rng, parts)


@kind(
    "watering can",
    category="Garden > Watering cans",
    words=["watering can", "can for watering plants", "garden can"],
    colors=["green", "mint", "yellow", "red", "grey", "white", "navy", "copper", "pink", "sage"],
    materials=["painted metal", "plastic", "copper", "enamel"],
)
def watering_can(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: spout long|short."""
    if material == "copper":
        color = "copper"
    h, r = rng.uniform(0.4, 0.5), rng.uniform(0.22, 0.27)
    knots = [(0, r), (0.6, r * 0.96), (1, r * 0.7)]
    long = (spec.get("spout") or pick(rng, ["long", "short"])) == "long"
    out = 0.75 if long else 0.5
    tip = (-(out), 0.0, h * (1.25 if long else 0.95))
    pipe = spout((r * 0.7, h * 0.22), (out, tip[2]), 0.055, 0.028, 0.02)
    rose = lathe(rounded([(0, 0), (0.03, 0), (0.085, 0.09), (0, 0.1)], 0.01)).turned("y", -52).moved(tip)
    grip = handle(h * 0.3, h * 1.12, r * 0.85, -r * 0.2, r * 0.85, 0.026)
    return turned(
        rng,
        [
            Part(vessel(h, knots, 0.015), material, color),
            Part(together([pipe, rose]), material, color),
            Part(grip, material, str(spec.get("handle") or color)),
        ],
    )


@kind(
    "bottle",
    category="Kitchen > Bottles",
    words=["water bottle", "drinking bottle", "flask", "reusable bottle"],
    colors=[
        "white",
        "black",
        "silver",
        "red",
        "yellow",
        "green",
        "mint",
        "teal",
        "blue",
        "navy",
        "pink",
        "coral",
        "lilac",
        "orange",
    ],
    materials=["painted metal", "steel", "plastic"],
)
def bottle(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: lid (colour), loop, pattern."""
    if material == "steel":
        color = "silver"
    h, r = rng.uniform(0.68, 0.86), rng.uniform(0.14, 0.18)
    knots = [(0, r * 0.94), (0.04, r), (0.74, r), (0.9, r * 0.6), (1, r * 0.58)]
    lid = str(spec.get("lid") or pick(rng, ["black", "white", color, "brown"]))
    pattern = pattern_for(rng, spec, color, [None, None, None, "stripes", "zigzag", "dots"])
    cap = cylinder(r * 0.66, 0.12, 0.02).moved((0, 0, h))
    parts = [
        Part(solid(h, knots, 0.02), material, color, None if material == "steel" else pattern),
        Part(cap, "wood" if lid == "brown" else "plastic", lid),
    ]
    if spec.get("loop", rng.random() < 0.5):
        t = np.linspace(0, np.pi, 20)
        ring = np.stack([r * 0.6 * np.cos(t), 0 * t, h + 0.08 + 0.13 * np.sin(t)], 1)
        parts.append(Part(sweep(ring, 0.02), "plastic", lid))
    return turned(rng, parts)


@kind(
    "drinking glass",
    category="Kitchen > Glasses",
    words=["drinking glass", "tumbler", "wine glass", "glass for water"],
    colors=["clear", "green", "pink", "sky blue", "orange", "purple"],
    materials=["glass"],
)
def drinking_glass(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form tumbler|stem|flute, drink (colour or None)."""
    form = spec.get("form") or pick(rng, ["tumbler", "stem", "flute"])
    drink = spec["drink"] if "drink" in spec else pick(rng, [None, "red", "orange", "yellow"])
    knots: Knots
    if form == "tumbler":
        h, lift = rng.uniform(0.5, 0.62), 0.0
        knots = [(0, 0.19), (0.5, 0.22), (1, 0.24)]
    else:
        h, lift = (0.42, 0.42) if form == "stem" else (0.58, 0.34)
        wide = 0.25 if form == "stem" else 0.13
        knots = [(0, 0.03), (0.25, wide * 0.85), (0.55, wide), (1, wide * 0.82)]
    parts = [Part(vessel(h, knots, 0.014).moved((0, 0, lift)), material, color)]
    if lift:
        foot = lathe(
            rounded([(0, 0), (0.2, 0), (0.19, 0.02), (0.025, 0.05), (0.02, lift + 0.02), (0, lift + 0.02)], 0.01)
        )
        parts.append(Part(foot, material, color))
    if drink:
        fill = solid(
            h * 0.5, [(share, max(radius_at(knots, share * 0.55) - 0.018, 0.012)) for share in np.linspace(0, 1, 8)]
        )
        parts.append(Part(fill.moved((0, 0, lift + 0.018)), "glazed", str(drink)))
    return parts


@kind(
    "jug",
    category="Kitchen > Jugs",
    words=["jug", "pitcher", "milk jug", "carafe"],
    colors=_POTTERY,
    materials=[*_CLAY, "enamel"],
)
def jug(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: pattern, form tall|round."""
    tall = (spec.get("form") or pick(rng, ["tall", "round"])) == "tall"
    h, r = (0.72, 0.22) if tall else (0.54, 0.29)
    knots = [(0, r * 0.8), (0.35, r), (0.75, r * 0.62), (1, r * 0.78)]
    pattern = pattern_for(rng, spec, color, [None, None, None, "stripes", "dots", "floral"])

    def lipped(v: Any) -> Any:
        # The rim drawn out to -x, more the higher.
        up = np.clip((v[:, 2] / h - 0.78) / 0.22, 0, 1) ** 2
        side = np.clip(-v[:, 0] / r, 0, 1) ** 3
        bent = v.copy()
        bent[:, 0] -= 0.14 * up * side
        bent[:, 2] += 0.06 * up * side
        return bent

    grip = handle(h * 0.25, h * 0.9, radius_at(knots, 0.25) - 0.02, radius_at(knots, 0.9) - 0.02, r * 0.7, 0.03)
    return turned(
        rng, [Part(vessel(h, knots, 0.022).bent(lipped), material, color, pattern), Part(grip, material, color)], 35
    )


@kind(
    "storage jar",
    category="Kitchen > Jars",
    words=["storage jar", "biscuit jar", "canister with a lid", "kitchen jar"],
    colors=["white", "cream", "clear", "black", "sage", "mustard", "navy", "pink", "grey", "terracotta"],
    materials=["ceramic", "glass", "stoneware", "painted metal"],
)
def storage_jar(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: lid wood|cork|same, pattern."""
    h, r = rng.uniform(0.4, 0.64), rng.uniform(0.22, 0.28)
    lid = spec.get("lid") or pick(rng, ["wood", "cork", "same"])
    knots = [(0, r * 0.94), (0.06, r), (0.9, r), (1, r * 0.9)]
    pattern = None if material == "glass" else pattern_for(rng, spec, color, [None, None, "stripes", "dots"])
    top = cylinder(r * 0.93, 0.08, 0.02).moved((0, 0, h - 0.01))
    knob = sphere(0.055, 24).moved((0, 0, h + 0.1))
    made, tint = {"wood": ("wood", "natural"), "cork": ("cork", "tan"), "same": (material, color)}[str(lid)]
    parts = [Part(vessel(h, knots, 0.02), material, color, pattern), Part(together([top, knob]), made, tint)]
    if material == "glass":
        parts.append(Part(cylinder(r - 0.03, h * 0.6, 0.02).moved((0, 0, 0.025)), "biscuit", "tan"))
    return turned(rng, parts)


@kind(
    "candle",
    category="Home > Candles",
    words=["candle", "scented candle", "pillar candle", "candle in a jar"],
    colors=[
        "white",
        "cream",
        "beige",
        "red",
        "pink",
        "green",
        "sage",
        "navy",
        "black",
        "mustard",
        "lilac",
        "coral",
        "terracotta",
    ],
    materials=["wax"],
)
def candle(rng: Rng, color: str, _material: str, **spec: Any) -> list[Part]:
    """spec: form pillar|jar|twist|trio, lit."""
    form = spec.get("form") or pick(rng, ["pillar", "jar", "twist", "trio"])
    lit = bool(spec.get("lit", rng.random() < 0.6))
    parts: list[Part] = []

    def one(x: float, y: float, r: float, h: float) -> None:
        body = lathe(rounded([(0, 0), (r, 0), (r, h), (r * 0.8, h + 0.004), (0, h - 0.02)], 0.02))
        parts.append(Part(body.moved((x, y, 0)), "wax", color))
        wick(x, y, h - 0.02)

    def wick(x: float, y: float, z: float) -> None:
        parts.append(
            Part(sweep([(x, y, z), (x + 0.004, y, z + 0.03), (x + 0.012, y, z + 0.055)], 0.007), "cotton", "black")
        )
        if lit:
            flame = lathe([(0, 0), (0.022, 0.03), (0.026, 0.055), (0.014, 0.1), (0, 0.14)], 24).moved(
                (x + 0.01, y, z + 0.05)
            )
            parts.append(Part(flame, "glow", (255, 196, 92)))

    if form == "pillar":
        one(0, 0, rng.uniform(0.17, 0.22), rng.uniform(0.45, 0.7))
    elif form == "trio":
        for k, h in enumerate((0.62, 0.46, 0.32)):
            one(0.36 * (k - 1), 0.08 * (k % 2) - 0.04, 0.14, h * rng.uniform(0.9, 1.1))
    elif form == "twist":
        h, r = rng.uniform(0.66, 0.8), 0.12
        t = np.linspace(0, 1, 60)
        strands = [
            sweep(np.stack([0.055 * np.cos(7 * t + a), 0.055 * np.sin(7 * t + a), 0.06 + h * t], 1), 0.062)
            for a in (0, 2.1, 4.2)
        ]
        parts.append(Part(together(strands), "wax", color))
        parts.append(
            Part(lathe(rounded([(0, 0), (0.2, 0), (0.19, 0.04), (r, 0.06), (0, 0.06)], 0.015)), "brass", "brass")
        )
        wick(0, 0, h + 0.11)
    else:
        h, r = rng.uniform(0.36, 0.44), rng.uniform(0.24, 0.28)
        parts.append(Part(vessel(h, [(0, r), (1, r)], 0.018), "glass", "clear"))
        parts.append(Part(cylinder(r - 0.022, h * 0.74, 0.01).moved((0, 0, 0.02)), "wax", color))
        wick(0, 0, h * 0.74)
    return turned(rng, parts)


@kind(
    "cactus candle",
    category="Home > Candles",
    words=["candle shaped like a cactus", "cactus candle in a pot", "wax cactus", "prickly candle"],
    colors=["green", "mint", "sage", "teal", "pink"],
    materials=["wax"],
)
def cactus_candle(rng: Rng, color: str, _material: str, **spec: Any) -> list[Part]:
    """spec: pot (colour), lit."""
    pot = str(spec.get("pot") or pick(rng, ["terracotta", "white", "yellow", "pink"]))
    trunk = rng.uniform(0.42, 0.52)

    def wax(p: Points) -> Distances:
        d = rod(p, (0, 0, 0.24), (0, 0, 0.24 + trunk), 0.13)
        for side, low, up in ((-1, 0.42, 0.2), (1, 0.5, 0.14)):
            d = merge(d, rod(p, (0, 0, low), (side * 0.25, 0, low), 0.06), 0.03)
            d = merge(d, rod(p, (side * 0.25, 0, low), (side * 0.25, 0, low + up), 0.06), 0.03)
        ribs = 0.012 * np.cos(10 * np.arctan2(p[:, 1], p[:, 0]))
        return d + np.where(np.hypot(p[:, 0], p[:, 1]) < 0.19, ribs, 0).astype(np.float32)

    top = 0.24 + trunk + 0.12
    wick = sweep([(0, 0, top - 0.02), (0.004, 0, top + 0.03)], 0.008)
    parts = [
        Part(sdf(wax, (-0.4, -0.2, 0.1), (0.4, 0.2, 1.0), 90), "wax", color),
        Part(vessel(0.28, [(0, 0.17), (0.75, 0.21), (0.78, 0.24), (1, 0.24)], 0.025), "terracotta", pot),
        Part(cylinder(0.2, 0.02, 0.004).moved((0, 0, 0.24)), "soil", (120, 92, 64)),
        Part(wick, "cotton", "black"),
    ]
    if spec.get("lit", True):
        flame = lathe([(0, 0), (0.022, 0.03), (0.026, 0.055), (0.014, 0.1), (0, 0.14)], 24).moved(
            (0.004, 0, top + 0.02)
        )
        parts.append(Part(flame, "glow", (255, 196, 92)))
    return turned(rng, parts)


@kind(
    "cutting board",
    category="Kitchen > Boards",
    words=["cutting board", "chopping board", "serving board", "bread board"],
    colors=["natural", "brown", "tan", "black", "white"],
    materials=["wood", "bamboo", "marble"],
)
def cutting_board(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Standing, leaning back a little. spec: form paddle|square|round."""
    form = spec.get("form") or pick(rng, ["paddle", "square", "round"])
    if material == "marble":
        color = str(pick(rng, ["white", "black", "green"]))
    w, h = rng.uniform(0.5, 0.6), rng.uniform(0.62, 0.8)
    if form == "round":
        t = np.linspace(0, 2 * np.pi, 80, endpoint=False)
        outline = np.stack([0.4 * np.cos(t), 0.4 + 0.4 * np.sin(t)], 1)
        h = 0.8
    else:
        outline = _soft_box(w, h)
    hole_at = h - 0.07
    shapes: list[Any] = [outline]
    if form == "paddle":
        board = extrude([outline], 0.05, 0.014)
        a = np.linspace(0, 2 * np.pi, 30, endpoint=False)
        grip = [
            _soft_box(0.12, 0.3) + np.array([0, h - 0.04]),
            np.stack([0.03 * np.cos(a), h + 0.19 + 0.03 * np.sin(a)], 1),
        ]
        parts = [Part(together([board, extrude(grip, 0.05, 0.014)]), material, color)]
    else:
        a = np.linspace(0, 2 * np.pi, 30, endpoint=False)
        shapes.append(np.stack([0.035 * np.cos(a), hole_at + 0.035 * np.sin(a)], 1))
        parts = [Part(extrude(shapes, 0.05, 0.012), material, color)]
    return turned(rng, [part.with_mesh(part.mesh.turned("x", 80)) for part in parts], 25)


def _soft_box(w: float, h: float, r: float = 0.07) -> Any:
    corners = []
    for cx, cy, start in ((w / 2 - r, r, -90), (w / 2 - r, h - r, 0), (-w / 2 + r, h - r, 90), (-w / 2 + r, r, 180)):
        a = np.radians(np.linspace(start, start + 90, 8))
        corners.append(np.stack([cx + r * np.cos(a), cy + r * np.sin(a)], 1))
    return np.concatenate(corners)


@kind(
    "frying pan",
    category="Kitchen > Pans",
    words=["frying pan", "skillet", "pan with a handle", "cast-iron pan"],
    colors=["black", "red", "navy", "copper", "cream", "grey", "green"],
    materials=["metal", "enamel", "copper"],
)
def frying_pan(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: egg (true: a fried egg in it), handle (colour)."""
    if material == "copper":
        color = "copper"
    r = rng.uniform(0.36, 0.42)
    pan = vessel(0.1, [(0, r * 0.82), (1, r)], 0.018)
    tail = sweep([(r - 0.03, 0, 0.085), (r + 0.25, 0, 0.12), (r + 0.52, 0, 0.17)], [0.022, 0.03, 0.034])
    wooden = (spec.get("handle") or pick(rng, ["wood", "same"])) == "wood"
    coat = cylinder(r * 0.8, 0.006, 0.002).moved((0, 0, 0.018))
    parts = [Part(pan, material, color), Part(tail, "wood" if wooden else material, "brown" if wooden else color),
             Part(coat, "metal", "black")]  # fmt: skip
    if spec.get("egg", rng.random() < 0.4):
        t = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        edge = 0.2 + 0.02 * np.sin(3 * t + rng.uniform(0, 6)) + 0.012 * np.sin(7 * t)
        white = extrude(np.stack([edge * np.cos(t), edge * np.sin(t)], 1), 0.016, 0.007).moved((0.02, 0, 0.022))
        yolk = ellipsoid(0.075, 0.075, 0.045, 32).moved((0.0, 0.01, 0.035))
        parts += [Part(white, "glazed", "white"), Part(yolk, "glazed", (246, 178, 40))]
    return turned(rng, parts, 60)


@kind(
    "basket",
    category="Home > Baskets",
    words=["basket", "wicker basket", "storage basket", "laundry basket"],
    colors=["natural", "tan", "brown", "white", "grey", "black"],
    materials=["wicker", "rattan", "rope"],
)
def basket(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: form low|tall, handles, band (colour or None)."""
    tall = (spec.get("form") or pick(rng, ["low", "tall"])) == "tall"
    h, r = (rng.uniform(0.62, 0.75), 0.32) if tall else (rng.uniform(0.3, 0.38), 0.42)
    knots = [(0, r * 0.88), (0.5, r * 1.02), (1, r)]
    parts = [
        Part(vessel(h, knots, 0.035), material, color),
        Part(torus(r - 0.015, 0.032, 72).moved((0, 0, h)), material, color),
    ]
    if spec.get("handles", rng.random() < 0.7):
        t = np.linspace(0, np.pi, 16)
        loops = [
            sweep(
                np.stack([side * (r + 0.01 + 0.02 * np.sin(t)), 0.12 * np.cos(t), h - 0.03 + 0.14 * np.sin(t)], 1),
                0.024,
            )
            for side in (-1, 1)
        ]
        parts.append(
            Part(together(loops), "rope" if material == "rope" else "leather", color if material == "rope" else "brown")
        )
    band = spec["band"] if "band" in spec else pick(rng, [None, None, "white", "black", "navy", "coral"])
    if band:
        ring = [sweep(circle(radius_at(knots, s) + 0.006, z=h * s), 0.03, closed=False) for s in (0.28, 0.34, 0.4)]
        parts.append(Part(together(ring), material, str(band)))
    return turned(rng, parts)


@kind(
    "salt and pepper",
    category="Kitchen > Salt and pepper",
    words=["salt and pepper mills", "salt shakers", "pepper grinder", "cruet set"],
    colors=["natural", "brown", "white", "black", "red", "mint", "yellow", "navy"],
    materials=["wood", "ceramic"],
)
def salt_and_pepper(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: second (colour of the pepper)."""
    second = str(spec.get("second") or pick(rng, ["black", "white", "brown", "red"]))
    r = rng.uniform(0.12, 0.15)
    waist = rng.uniform(0.5, 0.75)
    knots = [(0, r), (0.12, r), (0.4, r * waist), (0.62, r * 0.95), (0.68, r * 0.5), (0.84, r * 0.85), (1, r * 0.3)]
    h = rng.uniform(0.6, 0.8)
    parts = []
    for x, tint, high in ((-0.2, color, h), (0.2, second, h * rng.uniform(0.85, 1))):
        parts += [Part(solid(high, knots, 0.01).moved((x, 0, 0)), material, tint),
                  Part(sphere(0.03, 16).moved((x, 0, high + 0.02)), "steel", "silver")]  # fmt: skip
    return turned(rng, parts)


@kind(
    "butter dish",
    category="Kitchen > Butter dishes",
    words=["butter dish shaped like a whale", "whale butter dish", "whale on a plate", "butter bell with a tail"],
    colors=["sky blue", "navy", "white", "grey", "turquoise", "pink"],
    materials=["ceramic", "glazed", "porcelain"],
)
def butter_dish(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """spec: dish (colour)."""
    dish = str(spec.get("dish") or pick(rng, ["white", "cream", "yellow"]))
    long = rng.uniform(0.4, 0.46)

    def whale(p: Points) -> Distances:
        d = egg(p, (-0.04, 0, 0.08), (long, 0.22, 0.26))
        d = np.maximum(d, 0.07 - p[:, 2])
        d = merge(d, rod(p, (long - 0.12, 0, 0.16), (long + 0.06, 0, 0.34), 0.09, 0.045), 0.08)
        for side in (-1, 1):
            d = merge(d, egg(p, (long + 0.08, side * 0.1, 0.4), (0.06, 0.13, 0.03)), 0.04)
        return d

    eyes = together([sphere(0.022, 16).moved((-long * 0.72, side * 0.155, 0.19)) for side in (-1, 1)])
    spray = [sweep([(-0.1, 0, 0.33), (-0.1 + 0.05 * a, 0, 0.44), (-0.1 + 0.11 * a, 0, 0.43)], 0.016) for a in (-1, 1)]
    tray = box((long * 2.5, 0.56, 0.05), 0.025)
    return turned(
        rng,
        [
            Part(tray, material, dish),
            Part(sdf(whale, (-0.6, -0.34, 0.05), (0.72, 0.34, 0.5), 96), material, color),
            Part(eyes, "glazed", "black"),
            Part(together(spray), material, "white"),
        ],
        30,
    )
