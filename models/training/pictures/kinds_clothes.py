# mypy: disable-error-code="no-any-return"
"""Clothes and hats: hats on a wooden head or flat, garments as if worn by nobody. Fronts face -y."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pattern_for, pick, turned
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
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, sdf, sweep

Rng = np.random.Generator
CLOTH_COLORS = [
    "white",
    "black",
    "grey",
    "navy",
    "blue",
    "red",
    "green",
    "yellow",
    "pink",
    "beige",
    "teal",
    "purple",
    "orange",
    "olive",
]


def torso(p: Points, wide: float, deep: float, long: float, flare: float) -> Distances:
    """An empty upper body: hem at z = 0, shoulders at z = `long`."""
    x, y, z = p.T
    side = wide * (1 + flare * (1 - z / long))
    slope = long - 0.45 * np.maximum(np.abs(x) - 0.1, 0)
    tube = ((np.abs(x) / side) ** 2.6 + (np.abs(y) / deep) ** 2.6) ** (1 / 2.6) - 1
    return keep((tube * deep * 1.1).astype(np.float32), (z - slope).astype(np.float32), 0.1)


@kind(
    "t-shirt",
    category="Clothing > T-shirts",
    words=["t-shirt", "tee", "short-sleeved cotton top"],
    colors=CLOTH_COLORS,
    materials=["cotton", "linen"],
)
def t_shirt(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A short-sleeved shirt as if worn. spec: neck round|v, pattern, print (its colour or None),
    motif sun|heart|star|pocket, trim (neck band colour)."""
    wide, long, deep = rng.uniform(0.27, 0.32), rng.uniform(0.72, 0.84), rng.uniform(0.12, 0.15)
    spread, phase = rng.uniform(0.1, 0.17), rng.uniform(0, 6)
    vee = (spec.get("neck") or pick(rng, ["round", "round", "round", "v"])) == "v"

    def outer(p: Points) -> Distances:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        sleeve = rod(
            q * vec(1, 0.85, 1),
            (wide * 0.72, 0, long - 0.12),
            (wide + spread + 0.2, 0, long - 0.42),
            0.1,
            0.115,
        )
        creases = 0.008 * np.sin(13 * p[:, 0] + 7 * p[:, 2] + phase) * np.sin(6 * p[:, 2] + phase)
        return merge(torso(p, wide, deep, long, 0.05), sleeve, 0.06) + creases.astype(np.float32)

    cut = vec(spread + 0.1, 0, -0.25)
    cut /= np.linalg.norm(cut)

    def shirt(p: Points) -> Distances:
        d = outer(p)
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        ends = np.where(q[:, 0] < wide * 1.07, -1, q @ cut - float(vec(wide + spread + 0.06, 0, long - 0.28) @ cut))
        neck = egg(p, (0, -0.02, long + 0.02), (0.115, 0.2, 0.09 if not vee else 0.1))
        if vee:
            neck = merge(neck, keep(np.abs(p[:, 0]) - 0.45 * (p[:, 2] - long + 0.2), p[:, 1]).astype(np.float32), 0.02)
        skin = carve(d, d + 0.022)
        return carve(keep(keep(skin, ends.astype(np.float32), 0.006), 0.012 - p[:, 2], 0.006), neck, 0.01)

    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "dots", "floral"])
    reach = wide + spread + 0.16
    parts = [Part(sdf(shirt, (-reach, -0.2, -0.01), (reach, 0.2, long + 0.04), 110), material, color, pattern)]
    trim = spec.get("trim") or pick(rng, [color, "white", "black", "navy"])
    if not vee:
        band = sdf(
            lambda p: keep(
                shell(outer(p) + 0.008, 0.034),
                np.abs(egg(p, (0, -0.02, long + 0.02), (0.12, 0.2, 0.095))) - 0.013,
                0.01,
            ),
            (-0.2, -0.22, long - 0.16),
            (0.2, 0.22, long + 0.05),
            72,
        )
        parts.append(Part(band, "knit", trim))
    print_ = (
        spec["print"]
        if "print" in spec
        else (pick(rng, [None, "red", "yellow", "white", "black", "blue"]) if pattern is None else None)
    )
    if print_ and print_ != color:
        form = spec.get("motif") or pick(rng, ["sun", "heart", "pocket", "star"])
        parts.append(
            Part(
                sdf(
                    lambda p: keep(
                        shell(outer(p) - 0.002, 0.012),
                        np.maximum(motif(p[:, 0], p[:, 2] - long * 0.62, str(form)), p[:, 1]),
                    ),
                    (-0.18, -0.2, long * 0.62 - 0.17),
                    (0.18, 0, long * 0.62 + 0.17),
                    80,
                ),
                "fabric",
                print_,
            )
        )
    return turned(rng, parts, 25)


def motif(x: Distances, z: Distances, form: str) -> Distances:
    """Distance in the plane to a simple drawing about 0.2 wide."""
    a, r = np.arctan2(x, z), np.sqrt(x**2 + z**2)
    if form == "heart":
        w, h = np.abs(x) / 0.11, z / 0.11
        return ((w**2 + (h - 0.7 * np.sqrt(w)) ** 2 - 0.95) * 0.05).astype(np.float32)
    if form == "star":
        return (r - 0.075 - 0.03 * np.cos(5 * a)).astype(np.float32)
    if form == "pocket":
        return np.maximum(np.abs(x - 0.1) - 0.06, np.abs(z - 0.06) - 0.065).astype(np.float32)
    return (r - 0.085 - 0.018 * np.sign(np.cos(12 * a)) * (r > 0.075)).astype(np.float32)


@kind(
    "hoodie",
    category="Clothing > Hoodies",
    words=["hoodie", "hooded sweatshirt", "jumper with a hood", "pullover"],
    colors=CLOTH_COLORS,
    materials=["cotton", "knit", "felt"],
)
def hoodie(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A hooded top with long sleeves. spec: front pocket|zip, cord (colour), cuffs (colour)."""
    wide, long, deep = rng.uniform(0.27, 0.31), rng.uniform(0.72, 0.8), rng.uniform(0.14, 0.16)
    phase, zipped = rng.uniform(0, 6), (spec.get("front") or pick(rng, ["pocket", "zip"])) == "zip"
    hand = (wide + 0.2, -0.02, 0.1)

    def arm(p: Points) -> Distances:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        return stroke(q, [(wide * 0.72, 0, long - 0.12), (wide + 0.14, 0.01, long - 0.4), hand], [0.1, 0.085, 0.068])

    def outer(p: Points) -> Distances:
        creases = 0.008 * np.sin(15 * p[:, 2] + 5 * p[:, 0] + phase) * ramp(np.abs(p[:, 0]), 0.1, 0.34)
        return merge(torso(p, wide, deep, long, 0.02), arm(p), 0.05) + creases.astype(np.float32)

    def top(p: Points) -> Distances:
        d = outer(p)
        neck = egg(p, (0, -0.02, long + 0.03), (0.13, 0.16, 0.11))
        hem = np.where(np.abs(p[:, 0]) > wide + 0.05, 0.11, 0.06) - p[:, 2]
        body = carve(keep(carve(d, d + 0.026), hem.astype(np.float32), 0.006), neck, 0.012)
        if zipped:
            body = carve(body, keep(np.abs(p[:, 0]) - 0.006, p[:, 1]).astype(np.float32))
        return body

    def hood(p: Points) -> Distances:
        shape = merge(
            egg(p, (0, 0.06, long + 0.1), (0.19, 0.18, 0.22)), egg(p, (0, 0.04, long - 0.04), (0.2, 0.16, 0.09)), 0.06
        )
        hole = egg(p, (0, -0.1, long + 0.09), (0.135, 0.23, 0.185))
        return carve(carve(shape, shape + 0.03), hole, 0.02)

    def waistband(p: Points) -> Distances:
        ribs = 0.003 * np.cos(150 * p[:, 0])
        wall = shell(torso(p, wide, deep, long, 0.02) + 0.004, 0.036) + ribs
        return keep(wall.astype(np.float32), np.abs(p[:, 2] - 0.045) - 0.045, 0.012)

    def wristbands(p: Points) -> Distances:
        band = np.where(np.abs(p[:, 0]) > wide + 0.05, np.abs(p[:, 2] - 0.12) - 0.045, 1)
        return keep(shell(arm(p) + 0.004, 0.036), band.astype(np.float32), 0.012)

    lo, hi = (-wide - 0.32, -0.24, 0.0), (wide + 0.32, 0.26, long + 0.05)
    cuffs = spec.get("cuffs") or color
    parts = [
        Part(sdf(top, lo, hi, 104), material, color),
        Part(sdf(hood, (-0.24, -0.16, long - 0.16), (0.24, 0.27, long + 0.35), 66), material, color),
        Part(sdf(waistband, (-wide - 0.05, -0.2, -0.01), (wide + 0.05, 0.2, 0.11), 110), "knit", cuffs),
        Part(sdf(wristbands, (-wide - 0.32, -0.12, 0.0), (wide + 0.32, 0.12, 0.2), 100), "knit", cuffs),
    ]
    if zipped:
        parts.append(
            Part(
                sdf(
                    lambda p: keep(shell(outer(p) + 0.004, 0.022), np.maximum(np.abs(p[:, 0]) - 0.012, p[:, 1])),
                    (-0.04, -0.22, 0.0),
                    (0.04, -0.02, long - 0.06),
                    90,
                ),
                "metal",
                "silver",
            )
        )
    else:

        def pouch(p: Points) -> Distances:
            x, z = np.abs(p[:, 0]), p[:, 2] - 0.12
            outline = np.maximum(np.maximum(np.abs(z - 0.1) - 0.1, x - 0.2), (x - 0.2 + 0.75 * np.maximum(z - 0.06, 0)))
            return keep(shell(outer(p) - 0.012, 0.03), np.maximum(outline, p[:, 1]).astype(np.float32), 0.012)

        parts.append(Part(sdf(pouch, (-0.24, -0.24, 0.08), (0.24, 0, 0.36), 76), material, color))
    cord = spec.get("cord") or ("white" if color != "white" else "black")
    for side in (-1, 1):
        line = np.array(
            [
                (side * 0.07, -0.15, long - 0.06),
                (side * 0.075, -deep - 0.04, long - 0.13),
                (side * 0.08, -deep - 0.045, long - 0.32 - rng.uniform(0, 0.05)),
            ]
        )
        parts.append(Part(sweep(line, 0.012), "fabric", cord))
    return turned(rng, parts, 25)


@kind(
    "dress",
    category="Clothing > Dresses",
    words=["dress", "summer dress", "frock", "sleeveless dress with a flared skirt"],
    colors=CLOTH_COLORS,
    materials=["cotton", "linen", "velvet"],
)
def dress(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A dress as if worn. spec: skirt flared|straight, sleeves straps|short, belt (colour or None), pattern."""
    flared = (spec.get("skirt") or pick(rng, ["flared", "flared", "straight"])) == "flared"
    long, waist = rng.uniform(0.95, 1.12), rng.uniform(0.115, 0.135)
    hem = rng.uniform(0.36, 0.46) if flared else rng.uniform(0.19, 0.23)
    middle, pleats = long - 0.36, int(rng.integers(7, 13))
    short = (spec.get("sleeves") or pick(rng, ["straps", "short"])) == "short"

    def outer(p: Points) -> Distances:
        x, y, z = p.T
        shape = [
            (0.0, hem),
            (middle * 0.5, hem * 0.62 + waist * 0.3),
            (middle, waist),
            (middle + 0.17, 0.165),
            (long - 0.06, 0.175),
            (long, 0.15),
        ]
        side = curve(z, shape)
        angle = np.arctan2(y * 1.4, x)
        fold = (0.07 if flared else 0.02) * ramp(middle - z, 0, middle) * np.cos(pleats * angle)
        girth = np.sqrt(x**2 + (y * (1.5 - 0.25 * ramp(middle - z, 0, middle))) ** 2)
        body = keep(
            ((girth - side * (1 + fold)) * 0.75).astype(np.float32),
            (z - long + 0.3 * np.maximum(np.abs(x) - 0.08, 0)).astype(np.float32),
            0.05,
        )
        if short:
            q = p.copy()
            q[:, 0] = np.abs(q[:, 0])
            body = merge(body, rod(q, (0.12, 0, long - 0.08), (0.25, 0, long - 0.19), 0.065, 0.08), 0.04)
        return body

    def whole(p: Points) -> Distances:
        d = outer(p)
        q = np.abs(p[:, 0])
        neck = egg(p, (0, -0.02, long + 0.01), (0.095 if short else 0.115, 0.2, 0.1 if short else 0.16))
        body = carve(keep(carve(d, d + 0.02), 0.01 - p[:, 2], 0.005), neck, 0.01)
        if short:
            ends = np.where(p[:, 2] < long - 0.32, -1, 0.76 * q - 0.65 * (p[:, 2] - long + 0.19) - 0.19)
            return keep(body, ends.astype(np.float32), 0.005)
        holes = egg(np.stack([q, p[:, 1], p[:, 2]], axis=1), (0.2, 0, long - 0.02), (0.085, 0.2, 0.13))
        return carve(body, holes, 0.01)

    pattern = pattern_for(rng, spec, color, [None, "dots", "floral", "stripes", "checks"])
    reach = max(hem * 1.1, 0.36) + 0.03
    parts = [
        Part(
            sdf(whole, (-reach, -reach * 0.8, -0.01), (reach, reach * 0.8, long + 0.03), 110), material, color, pattern
        )
    ]
    belt = spec["belt"] if "belt" in spec else pick(rng, [None, "brown", "black", "white"])
    if belt:
        parts.append(
            Part(
                sdf(
                    lambda p: keep(shell(outer(p), 0.024), np.abs(p[:, 2] - middle) - 0.022, 0.006),
                    (-0.2, -0.2, middle - 0.04),
                    (0.2, 0.2, middle + 0.04),
                    80,
                ),
                "leather",
                belt,
            )
        )
    return turned(rng, parts, 25)


@kind(
    "scarf",
    category="Accessories > Scarves",
    words=["scarf", "wool scarf", "rolled scarf with fringe", "winter scarf"],
    colors=["red", "grey", "navy", "green", "yellow", "beige", "pink", "teal", "orange", "purple", "white"],
    materials=["wool", "linen", "velvet"],
)
def scarf(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A scarf, rolled with its fringed end out, or folded. spec: form rolled|folded, pattern, fringe (colour)."""
    rolled = (spec.get("form") or pick(rng, ["rolled", "folded"])) == "rolled"
    pattern = pattern_for(rng, spec, color, [None, "stripes", "checks", "checks"])
    fringe_color = spec.get("fringe") or color
    half, parts = rng.uniform(0.3, 0.36), []
    if rolled:
        pitch, turns = 0.068, rng.uniform(3.4, 4.4)
        outer_r = pitch * turns

        def roll(p: Points) -> Distances:
            x, _, z = p.T
            zz = z - outer_r - 0.02
            r, a = np.sqrt(x**2 + zz**2), (np.arctan2(-x, -zz) / (2 * np.pi)) % 1
            lap = np.clip(np.round(r / pitch - a), 0, np.floor(turns - 1e-6))
            coil = np.abs(r - (lap + a) * pitch) - 0.026
            coil = np.where((lap + a) > turns + 0.02, 0.05, coil)
            tail = np.where(x > 0, np.maximum(np.abs(z - 0.03) - 0.026, x - 0.5), 9.0)
            soft = merge(coil.astype(np.float32), tail.astype(np.float32), 0.03)
            return keep(soft, (np.abs(p[:, 1]) - half).astype(np.float32), 0.03)

        parts.append(
            Part(
                sdf(roll, (-outer_r - 0.08, -half - 0.03, -0.01), (0.54, half + 0.03, outer_r * 2 + 0.12), 96),
                material,
                color,
                pattern,
            )
        )
        ends, z0 = np.linspace(-half + 0.02, half - 0.02, 20), 0.03
    else:

        def fold(p: Points) -> Distances:
            across = np.sqrt(np.maximum(np.abs(p[:, 1]) - 0.2, 0) ** 2 + p[:, 2] ** 2)
            return np.maximum(across - 0.052 - 0.004 * np.sin(14 * p[:, 0]), np.abs(p[:, 0]) - 0.42).astype(np.float32)

        for index in range(3):
            layer = sdf(fold, (-0.45, -0.29, -0.08), (0.45, 0.29, 0.08), 84)
            parts.append(
                Part(
                    layer.moved((rng.uniform(-0.02, 0.02), rng.uniform(-0.015, 0.015), 0.055 + 0.1 * index)),
                    material,
                    color,
                    pattern,
                )
            )
        ends, z0 = np.linspace(-0.18, 0.18, 14), 0.24
    strands: Mesh | None = None
    x0 = 0.49 if rolled else 0.4
    for y in ends:
        drop = 0.0 if rolled else -0.1
        line = np.array(
            [
                (x0, y, z0),
                (x0 + 0.05, y + rng.uniform(-0.012, 0.012), z0 + drop * 0.3),
                (x0 + 0.1, y + rng.uniform(-0.02, 0.02), max(z0 - 0.014 + drop, 0.012)),
            ]
        )
        piece = sweep(line, 0.011)
        strands = piece if strands is None else strands.joined(piece)
    assert strands is not None
    parts.append(Part(strands, material, fringe_color))
    spin = rng.uniform(-70, -25)
    return [part.with_mesh(part.mesh.turned("z", spin)) for part in parts]
