# mypy: disable-error-code="no-any-return"
"""Make-up and things for the bathroom shelf, a cheeseburger of eyeshadow among them. Fronts face -y."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pick, together, turned, turned_aside
from models.training.pictures.fields import Distances, Points, block, carve, keep, rod, vec
from models.training.pictures.kinds import kind
from models.training.pictures.kinds_food import bun_and_filling, bun_top, sesame
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, box, cylinder, extrude, lathe, rounded, sdf, sphere, sweep

Rng = np.random.Generator
# What a pan holds: shades people wear, as sRGB, in families that look chosen.
SHADES: dict[str, list[tuple[float, float, float]]] = {
    "nude": [(232, 204, 180), (206, 160, 128), (176, 120, 92), (140, 84, 62), (98, 58, 46), (222, 180, 150)],
    "rose": [(238, 196, 200), (220, 140, 150), (188, 92, 110), (150, 58, 80), (110, 40, 58), (240, 214, 206)],
    "sunset": [(248, 212, 110), (240, 158, 70), (226, 104, 66), (196, 60, 72), (134, 40, 84), (250, 226, 180)],
    "ocean": [(196, 226, 228), (112, 186, 196), (50, 126, 162), (32, 76, 128), (30, 46, 84), (150, 200, 176)],
    "garden": [(206, 216, 150), (138, 170, 92), (84, 124, 72), (52, 84, 58), (168, 130, 80), (232, 220, 180)],
    "party": [(236, 80, 150), (120, 70, 180), (60, 130, 220), (60, 180, 120), (250, 200, 60), (240, 110, 50)],
}


def square_pan(wide: float, deep: float, lift: float) -> tuple[Mesh, Mesh]:
    """A metal tray and the powder in it, standing on z = `lift`."""
    tray = box((wide, deep, 0.022), 0.006).moved((0, 0, lift))
    powder = box((wide * 0.88, deep * 0.88, 0.02), 0.006).moved((0, 0, lift + 0.008))
    return tray, powder


def round_pan(radius: float, lift: float) -> tuple[Mesh, Mesh]:
    """The same, round."""
    tray = lathe(
        rounded(
            [(0, 0), (radius, 0), (radius, 0.024), (radius * 0.88, 0.024), (radius * 0.86, 0.012), (0, 0.012)], 0.005
        ),
        40,
    )
    powder = lathe(rounded([(0, 0), (radius * 0.87, 0), (radius * 0.87, 0.018), (0, 0.026)], 0.008), 40)
    return tray.moved((0, 0, lift)), powder.moved((0, 0, lift))


@kind(
    "eyeshadow palette",
    category="Beauty > Eyeshadow",
    words=["eyeshadow palette", "make-up palette", "powder compact with mirror", "eye make-up pans"],
    colors=["black", "white", "pink", "gold", "red", "teal", "lilac", "navy", "green", "coral"],
    materials=["plastic", "leather", "wood"],
)
def eyeshadow_palette(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """An open compact: pans below, mirror in the lid.

    spec: rows, columns, shades (of SHADES), form square|round, brush.
    """
    family = SHADES[str(spec.get("shades") or pick(rng, list(SHADES)))]
    circular = (spec.get("form") or pick(rng, ["square", "square", "round"])) == "round"
    rows, columns = int(spec.get("rows") or rng.integers(1, 4)), int(spec.get("columns") or rng.integers(3, 6))
    cell, lid_angle = 0.19, rng.uniform(100, 118)
    wide, deep = (columns * cell + 0.08, rows * cell + 0.1) if not circular else (0.74, 0.74)
    shell = cylinder(wide / 2, 0.075, 0.02, 96) if circular else box((wide, deep, 0.075), 0.022)
    lid_shell = cylinder(wide / 2, 0.04, 0.014, 96) if circular else box((wide, deep, 0.04), 0.014)
    glass = cylinder(wide / 2 - 0.04, 0.006, 0.002, 96) if circular else box((wide - 0.07, deep - 0.07, 0.006), 0.003)

    def opened(mesh: Mesh) -> Mesh:
        """From lying face up with its hinge at y = 0 and its body towards -y, to standing open."""
        return mesh.moved((0, -deep / 2, 0)).turned("x", -lid_angle).moved((0, deep / 2 - 0.005, 0.09))

    parts = [
        Part(shell, material, color),
        Part(opened(lid_shell.moved((0, 0, -0.02))), material, color),
        Part(opened(glass.moved((0, 0, -0.0255))), "mirror", "silver"),
        Part(
            sweep(np.array([(-wide * 0.3, deep / 2 + 0.004, 0.08), (wide * 0.3, deep / 2 + 0.004, 0.08)]), 0.018),
            "metal",
            "gold",
        ),
    ]
    trays: list[Mesh] = []
    if circular:
        slots = int(rng.integers(4, 7))
        places = [(0.21 * np.cos(a), 0.21 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, slots, endpoint=False) + 0.3]
        made = [
            (round_pan(0.115 if slots < 6 else 0.1, 0.066), at) for at in [*places, (0.0, 0.0)][: slots + (slots > 4)]
        ]
    else:
        dots = rng.random() < 0.35
        made = []
        for r in range(rows):
            for c in range(columns):
                at = ((c - (columns - 1) / 2) * cell, ((rows - 1) / 2 - r) * cell)
                made.append((round_pan(0.08, 0.066) if dots else square_pan(0.165, 0.165, 0.066), at))
    for index, ((tray, powder), (x, y)) in enumerate(made):
        trays.append(tray.moved((x, y, 0)))
        parts.append(Part(powder.moved((x, y, 0)), "powder", family[index % len(family)]))
    parts.append(Part(together(trays), "metal", "silver"))
    if spec.get("brush", rng.random() < 0.35):
        parts += [
            part.with_mesh(part.mesh.turned("z", 8).moved((-0.05, -deep / 2 - 0.13, 0.02))) for part in brush(color)
        ]
    return turned(rng, parts, 28)


def brush(color: str) -> list[Part]:
    """An eyeshadow brush lying along x."""
    handle = lathe([(0.0, 0.0), (0.012, 0.004), (0.016, 0.1), (0.02, 0.3), (0.017, 0.36), (0.0, 0.36)], 28)
    ferrule = lathe([(0.0, 0.355), (0.018, 0.355), (0.02, 0.44), (0.0, 0.44)], 28)
    hair = lathe([(0.0, 0.435), (0.019, 0.437), (0.032, 0.49), (0.022, 0.545), (0.0, 0.565)], 28)
    shades = ("black" if color != "black" else "red", "silver", "brown")
    pieces = zip((handle, ferrule, hair), ("wood", "metal", "felt"), shades, strict=True)
    return [Part(mesh.turned("y", 90).moved((-0.28, 0, 0.012)), stuff, shade) for mesh, stuff, shade in pieces]


@kind(
    "burger eyeshadow",
    category="Beauty > Eyeshadow",
    words=[
        "cheeseburger-shaped eyeshadow",
        "burger make-up palette",
        "makeup that looks like fast food",
        "hamburger compact with eyeshadow pans",
    ],
    colors=["tan", "brown", "beige"],
    materials=["plastic", "bread"],
)
def burger_eyeshadow(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A burger opened like a compact: mirror in the bun lid, pans of eyeshadow on top of cheese and lettuce, a brush beside it.

    spec: shades, pans.
    """
    r, high = 0.46, rng.uniform(0.24, 0.28)
    family = SHADES[str(spec.get("shades") or pick(rng, ["sunset", "rose", "party", "garden", "nude"]))]
    layers = bun_and_filling(rng, r, color, material, patties=1, tomato=False)
    layers = [part for part in layers if part.material != "leaf"] + [part for part in layers if part.material == "leaf"]
    top = max(part.mesh.highest[2] for part in layers) - 0.012
    tray = lathe(rounded([(0, 0), (r * 0.96, 0), (r * 0.98, 0.025), (r * 0.94, 0.05), (0, 0.05)], 0.012), 96)
    parts = [
        *layers,
        Part(
            tray.moved((0, 0, top - 0.01)),
            "plastic",
            str(spec.get("tray") or pick(rng, ["white", "black", "red", "beige"])),
        ),
    ]
    pans = int(spec.get("pans") or pick(rng, [5, 6, 7]))
    around = pans - (pans == 7)
    size = min(0.135, 0.27 * np.sin(np.pi / around) * 0.93)
    places = [
        (0.275 * np.cos(a), 0.275 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, around, endpoint=False) - np.pi / 2
    ]
    if pans >= 6:
        places.append((0.0, 0.0))
    rims: list[Mesh] = []
    for index, (x, y) in enumerate(places):
        rim, powder = round_pan(float(size), top + 0.036)
        rims.append(rim.moved((x, y, 0)))
        parts.append(Part(powder.moved((x, y, 0.002)), "powder", family[index % len(family)]))
    parts.append(Part(together(rims), "metal", str(pick(rng, ["gold", "silver"]))))
    angle = rng.uniform(48, 62)

    def opened(mesh: Mesh) -> Mesh:
        return mesh.moved((0, -r, 0)).turned("x", -angle).moved((0, r * 0.97, top + 0.05))

    lid = together([bun_top(r, high), cylinder(r * 0.95, 0.012, 0.004, 96).moved((0, 0, -0.006))])
    seeds = sesame(rng, r, high, 80)
    rim_ring = lathe(
        rounded([(r * 0.82, -0.014), (r * 0.95, -0.014), (r * 0.95, 0.0), (r * 0.82, 0.0), (r * 0.82, -0.014)], 0.005),
        96,
    )
    glass = cylinder(r * 0.83, 0.006, 0.002, 96).moved((0, 0, -0.013))
    parts += [
        Part(opened(lid), material, color),
        Part(opened(seeds), material, "white"),
        Part(opened(rim_ring), "plastic", "beige" if color != "beige" else "tan"),
        Part(opened(glass), "mirror", "silver"),
        Part(box((0.24, 0.06, 0.06), 0.02).moved((0, r * 0.96, top - 0.01)), "plastic", color),
    ]
    if spec.get("brush", rng.random() < 0.75):
        parts += [
            part.with_mesh(part.mesh.turned("z", rng.uniform(-6, 16)).moved((0.12, -r - 0.2, 0.012)))
            for part in brush("red")
        ]
    return turned_aside(rng, parts, 12, 40)


@kind(
    "lipstick",
    category="Beauty > Lipstick",
    words=["lipstick", "lip colour", "lip stick in a metal case", "red lips make-up"],
    colors=["red", "pink", "coral", "burgundy", "orange", "purple", "brown", "lilac"],
    materials=["wax"],
)
def lipstick(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """An open lipstick with its cap beside it; `color` is the stick's.

    spec: case (colour), form round|square, cap bool.
    """
    case = str(spec.get("case") or pick(rng, ["gold", "black", "silver", "white", "pink", "copper"]))
    stuff = "metal" if case in ("gold", "silver", "copper") else "plastic"
    square = (spec.get("form") or pick(rng, ["round", "square"])) == "square"
    r = 0.12

    def tube(radius: float, height: float, bevel: float) -> Mesh:
        return box((2 * radius, 2 * radius, height), bevel * 1.6) if square else cylinder(radius, height, bevel, 72)

    base, neck, out = rng.uniform(0.3, 0.36), 0.16, rng.uniform(0.2, 0.3)

    def stick(p: Points) -> Distances:
        d = rod(p, (0, 0, base), (0, 0, base + neck + out - 0.05), 0.078)
        slant = (p[:, 2] - (base + neck + out - 0.06) - 1.15 * p[:, 0]) * 0.66
        return keep(d, slant.astype(np.float32), 0.02)

    parts = [
        Part(tube(r, base, 0.012), stuff, case),
        Part(
            tube(r * 0.86, neck, 0.01).moved((0, 0, base - 0.005)),
            "metal",
            str(pick(rng, ["gold", "silver"])) if stuff != "metal" else ("silver" if case == "gold" else "gold"),
        ),
        Part(sdf(stick, (-0.1, -0.1, base), (0.1, 0.1, base + neck + out + 0.1), 64), material, color),
        Part(tube(r * 1.02, 0.022, 0.006).moved((0, 0, base * 0.72)), "metal", "gold" if case != "gold" else "silver"),
    ]
    spin = rng.uniform(-150, -30)
    parts = [
        part.with_mesh(part.mesh.turned("z", spin if not square else round(spin / 90) * 90 + rng.uniform(-25, 25)))
        for part in parts
    ]
    if spec.get("cap", rng.random() < 0.75):
        lid = tube(r, rng.uniform(0.42, 0.48), 0.014)
        side = float(pick(rng, [-1, 1]))
        if rng.random() < 0.5:
            parts.append(Part(lid.moved((side * 0.38, 0.06, 0)), stuff, case))
        else:
            parts.append(
                Part(
                    lid.turned("y", 90).turned("z", side * rng.uniform(20, 60)).moved((side * 0.22, -0.3, r)),
                    stuff,
                    case,
                )
            )
    return parts


@kind(
    "soap",
    category="Beauty > Soap",
    words=["bar of soap", "hand soap", "soap bar", "handmade soap"],
    colors=[
        "white",
        "cream",
        "pink",
        "green",
        "lilac",
        "yellow",
        "mint",
        "orange",
        "brown",
        "sky blue",
        "sage",
        "coral",
    ],
    materials=["soap"],
)
def soap(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Soap bars. spec: form bar|round|shell|heart, count 1..3, dish bool, swirl (pattern marble)."""
    form = str(spec.get("form") or pick(rng, ["bar", "round", "shell", "heart"]))
    count = int(spec.get("count") or pick(rng, [1, 1, 2, 3]))
    wide, deep, tall = 0.34, rng.uniform(0.2, 0.24), rng.uniform(0.09, 0.12)
    if form == "round":
        wide = deep = 0.25
    initial = str(pick(rng, ["oval", "leaf", "ring", "lines"]))

    def bar(p: Points) -> Distances:
        x, y, z = p.T
        q = p - vec(0, 0, tall)
        if form == "bar":
            d = block(q, (0, 0, 0), (wide, deep, tall), 0.07)
        elif form == "round":
            d = keep((np.sqrt(x**2 + y**2) - wide).astype(np.float32), np.abs(q[:, 2]) - tall, 0.09)
        elif form == "heart":
            w, h = np.abs(x) / 0.3, (y + 0.02) / 0.3
            d = keep(
                ((w**2 + (h - 0.72 * np.sqrt(w)) ** 2 - 0.95) * 0.12).astype(np.float32), np.abs(q[:, 2]) - tall, 0.08
            )
        else:
            r, a = np.sqrt(x**2 + (y + 0.22) ** 2), np.arctan2(x, y + 0.22)
            rim = (r - 0.46 - 0.012 * np.cos(16 * a)) * 0.9
            fan = np.maximum(rim, (np.abs(a) - 1.1) * 0.22)
            ribs = 0.014 * np.cos(16 * a) * np.clip(r / 0.3, 0, 1)
            crown = z - 2 * tall * np.sqrt(np.clip(1 - (r / 0.62) ** 2, 0.05, 1)) - ribs
            return keep(keep(fan.astype(np.float32), crown.astype(np.float32), 0.04), -z, 0.02)
        top = np.abs(z - 2 * tall) - 0.012
        if initial == "oval":
            mark = np.abs(np.sqrt((x / 1.5) ** 2 + y**2) - 0.12) - 0.012
        elif initial == "ring":
            mark = np.abs(np.sqrt(x**2 + y**2) - 0.13) - 0.014
        elif initial == "leaf":
            mark = np.minimum(
                np.abs(np.sqrt(x**2 + (np.abs(y) + 0.1) ** 2) - 0.2) - 0.01,
                np.maximum(np.abs(y) - 0.009, np.abs(x) - 0.16),
            )
        else:
            mark = np.maximum(np.abs(np.abs(y) - 0.05) - 0.012, np.abs(x) - 0.16)
        return carve(d, keep(mark.astype(np.float32), top.astype(np.float32)), 0.015)

    one = sdf(bar, (-0.48, -0.34, -0.02), (0.48, 0.34, 2 * tall + 0.03), 90)
    leaning = count == 1 and form in ("shell", "heart")
    if leaning:  # lying down they would show an edge only
        one = one.turned("x", rng.uniform(48, 62))
        one = one.moved((0, 0, -one.lowest[2]))
    parts: list[Part] = []
    base = 0.0
    if spec.get("dish", rng.random() < 0.4) and not leaning:
        dish = sdf(
            lambda p: carve(
                block(p, (0, 0, 0.06), (0.5, 0.36, 0.06), 0.055), block(p, (0, 0, 0.12), (0.44, 0.3, 0.07), 0.05), 0.01
            ),
            (-0.54, -0.4, -0.02),
            (0.54, 0.4, 0.15),
            72,
        )
        parts.append(
            Part(
                dish,
                str(pick(rng, ["ceramic", "wood", "stoneware"])),
                str(pick(rng, ["white", "beige", "grey", "natural"])),
            )
        )
        base = 0.05
    spin = rng.uniform(-35, 35)
    for level in range(count):
        at = (
            (rng.uniform(-0.03, 0.03), rng.uniform(-0.03, 0.03), base + level * 2 * tall)
            if form != "shell"
            else (0.5 * level, 0.3 * level, base)
        )
        shade = color if level % 2 == 0 or not spec.get("second") else str(spec["second"])
        parts.append(Part(one.turned("z", spin + rng.uniform(-14, 14) * (level > 0)).moved(at), material, shade))
    if rng.random() < 0.3 and not leaning:
        bubbles = together(
            [
                sphere(s, 20).moved((x, y, s * 0.8))
                for x, y, s in zip(
                    rng.uniform(-0.55, 0.55, 7), rng.uniform(-0.5, -0.34, 7), rng.uniform(0.02, 0.06, 7), strict=True
                )
            ]
        )
        parts.append(Part(bubbles, "foam", "white"))
    return parts


@kind(
    "perfume",
    category="Beauty > Perfume",
    words=["perfume bottle", "fragrance", "scent in a glass bottle", "eau de parfum"],
    colors=["pink", "yellow", "sky blue", "green", "lilac", "orange", "mint", "coral", "gold"],
    materials=["glass"],
)
def perfume(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A scent bottle, tinted throughout by `color`. spec: form square|round|tall|hexagon, cap (colour), bow bool."""
    form = str(spec.get("form") or pick(rng, ["square", "round", "tall", "hexagon"]))
    cap = str(spec.get("cap") or pick(rng, ["gold", "black", "silver", "white", "wood"]))
    w, deep, h = {
        "square": (0.5, 0.24, 0.5),
        "round": (0.56, 0.24, 0.56),
        "tall": (0.28, 0.28, 0.66),
        "hexagon": (0.46, 0.4, 0.46),
    }[form]

    def body(grow: float) -> Mesh:
        if form == "round":
            return cylinder(w / 2 + grow, deep + 2 * grow, 0.05, 96).turned("x", 90).moved((0, deep / 2 + grow, w / 2))
        if form == "hexagon":
            t = np.linspace(0, 2 * np.pi, 7)[:-1]
            return extrude(
                np.stack([(w / 2 + grow) * np.cos(t), (w / 2 + grow) * np.sin(t)], axis=1), h + 2 * grow, 0.03
            ).moved((0, 0, -grow))
        return box((w + 2 * grow, deep + 2 * grow, h + 2 * grow), 0.045).moved((0, 0, -grow))

    lift = 0.0
    neck_z = (w if form == "round" else h) - 0.012
    stopper = "wood" if cap == "wood" else ("metal" if cap in ("gold", "silver") else "plastic")
    shade = "brown" if cap == "wood" else cap
    round_cap = rng.random() < 0.5
    lid = sphere(0.12, 48).moved((0, 0, 0.11)) if round_cap else cylinder(0.11, 0.2, 0.02)
    if form == "square" and not round_cap:
        lid = box((0.22, 0.18, 0.18), 0.02)
    # The scent is a solid of its own colour inside a clear wall, filled to nine tenths.
    liquid = body(-0.035).scaled((1, 1, 0.88)).moved((0, 0, 0.035 if form != "hexagon" else 0.03))
    label_z = (w if form == "round" else h) * 0.42
    label = box((0.24 if form != "tall" else 0.2, 0.008, 0.15), 0.003).moved(
        (0, -(deep if form != "hexagon" else 0.4 * 0.87 + 0.05) / 2 - 0.004, label_z)
    )
    lines = together(
        [
            box((0.14 - 0.04 * k, 0.006, 0.012), 0.002).moved(
                (0, -(deep if form != "hexagon" else 0.4 * 0.87 + 0.05) / 2 - 0.009, label_z + 0.09 - 0.035 * k)
            )
            for k in range(2)
        ]
    )
    parts = [
        Part(body(0.0).moved((0, 0, lift)), "glass", "clear"),
        Part(liquid, "clear plastic", color),
        Part(liquid.scaled((0.97, 0.94, 0.96)).moved((0, 0, 0.008)), "enamel", color)
        if material == "enamel"
        else Part(cylinder(0.012, neck_z - 0.08, 0.003, 16).moved((0, 0, 0.08)), "plastic", "white"),
        Part(cylinder(0.062, 0.06, 0.008).moved((0, 0, neck_z)), "metal", "gold" if shade != "silver" else "silver"),
        Part(lid.moved((0, 0, neck_z + 0.05)), stopper, shade),
        Part(label, "paper", "white" if color != "white" else "cream"),
        Part(lines, "paper", "black"),
    ]
    if spec.get("bow", rng.random() < 0.25):
        a = np.linspace(0, 2 * np.pi, 20)
        loops = [np.stack([s * 0.08 * (1 - np.cos(a)), np.full(20, -0.085), 0.05 * np.sin(a)], axis=1) for s in (-1, 1)]
        tails = [np.array([(0, -0.085, 0), (s * 0.06, -0.12, -0.13)]) for s in (-1, 1)]
        parts.append(
            Part(
                together([sweep(line, 0.016) for line in [*loops, *tails]]).moved((0, 0, neck_z + 0.03)),
                "fabric",
                str(pick(rng, ["pink", "black", "red", "white"])),
            )
        )
    return turned(rng, parts, 30)
