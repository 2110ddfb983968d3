# mypy: disable-error-code="no-any-return"
"""Bags, sensible and not: totes, handbags, backpacks; a taco and a slice of watermelon to carry. Fronts face -y."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from models.training.pictures.arranging import arc, beads, pattern_for, pick, turned
from models.training.pictures.fields import Distances, Points, block, carve, egg, keep, ramp, rod, shell
from models.training.pictures.kinds import kind
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, box, sdf, sweep

Rng = np.random.Generator


@kind(
    "tote bag",
    category="Bags > Totes",
    words=["tote bag", "canvas shopper", "shopping bag", "carry-all"],
    colors=["beige", "white", "black", "navy", "red", "green", "yellow", "pink", "blue", "mint", "orange"],
    materials=["canvas", "linen", "cotton", "leather", "felt"],
)
def tote_bag(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """An open bag with two flat handles.

    spec: pattern, handle (colour), shape wide|tall, base (colour of the lower band or None).
    """
    wide = (spec.get("shape") or pick(rng, ["tall", "wide"])) == "wide"
    w, h, deep = (0.46, 0.3, rng.uniform(0.13, 0.19)) if wide else (0.35, 0.39, rng.uniform(0.09, 0.15))
    w, h = w * rng.uniform(0.93, 1.07), h * rng.uniform(0.93, 1.07)
    sag = rng.uniform(0.004, 0.016)
    phase = rng.uniform(0, 6)
    flare = rng.uniform(-0.04, 0.12)

    def hull(p: Points) -> Distances:
        q = p.copy()
        q[:, 0] /= 1 + flare * (p[:, 2] - h) / h
        q[:, 1] /= 1 - 0.25 * ramp(p[:, 2], 0.2, 2 * h)
        folds = sag * np.sin(11 * p[:, 0] + phase + 4 * p[:, 2]) * ramp(p[:, 2], 0.0, h)
        return (block(q, (0, 0, h), (w, deep, h), 0.06) + folds).astype(np.float32)

    def body(p: Points) -> Distances:
        d = hull(p)
        return keep(
            carve(d, keep(d + 0.022, 0.05 - p[:, 2]), 0.005),
            p[:, 2] - (2 * h - 0.06) - 0.012 * np.cos(5 * p[:, 0] + phase),
            0.01,
        )

    drop, apart = rng.uniform(0.24, 0.42), w * rng.uniform(0.4, 0.55)
    top = 2 * h - 0.06

    def handles(p: Points) -> Distances:
        x, y, z = p[:, 0], np.abs(p[:, 1]), p[:, 2]
        up = np.sqrt(x**2 + (np.maximum(z - top, 0) * apart / drop) ** 2)
        line = np.where(z > top, np.abs(up - apart), np.abs(np.abs(x) - apart)) - 0.035
        lean = deep * 0.74 + 0.012 - 0.06 * np.maximum(z - top, 0)
        sheet = np.abs(y - lean) - 0.011
        return keep(keep(line, sheet, 0.008), top - 0.2 - z).astype(np.float32)

    handle = spec.get("handle") or pick(rng, [color, "brown", "black", "beige"])
    pattern = pattern_for(rng, spec, color, [None, None, "stripes", "dots", "checks", "floral"])
    lo, hi = (-w - 0.1, -deep - 0.06, -0.02), (w + 0.1, deep + 0.06, 2 * h + 0.02)
    parts = [
        Part(sdf(body, lo, hi, 92), material, color, pattern),
        Part(
            sdf(handles, (-w, -deep - 0.04, top - 0.22), (w, deep + 0.04, top + drop + 0.06), 92),
            "leather" if handle in ("brown", "black") else material,
            handle,
        ),
    ]
    base = spec["base"] if "base" in spec else pick(rng, [None, None, "brown", "navy", "black"])
    if base and base != color:
        band = sdf(lambda p: keep(shell(hull(p), 0.018), p[:, 2] - 0.16, 0.008), lo, (hi[0], hi[1], 0.2), 80)
        parts.append(Part(band, "leather", base))
    return turned(rng, parts)


@kind(
    "handbag",
    category="Bags > Handbags",
    words=["handbag", "purse", "top-handle bag", "shoulder bag"],
    colors=["black", "brown", "tan", "red", "white", "pink", "green", "navy", "beige", "yellow", "blue"],
    materials=["leather", "velvet", "felt"],
)
def handbag(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A structured bag with one handle.

    spec: form flap|satchel|half-moon|round, metal (clasp colour), handle (colour).
    """
    form = spec.get("form") or pick(rng, ["flap", "satchel", "half-moon", "round"])
    metal = spec.get("metal") or pick(rng, ["gold", "gold", "silver"])
    w, h, deep = rng.uniform(0.36, 0.46), rng.uniform(0.24, 0.3), rng.uniform(0.1, 0.15)
    if form == "round":
        w = h = rng.uniform(0.3, 0.34)

    def body(p: Points) -> Distances:
        x, y, z = p.T
        if form == "round":
            return keep((np.sqrt(x**2 + (z - h) ** 2) - h).astype(np.float32), np.abs(y) - deep * 0.8, 0.06)
        if form == "half-moon":
            disc = np.sqrt((x / w) ** 2 + ((2 * h - z) / (2 * h)) ** 2) - 1
            return keep(
                keep((disc * h).astype(np.float32), z - 2 * h + 0.05, 0.05),
                np.abs(y) - deep * (0.5 + 0.5 * ramp(2 * h - z, 0, h)),
                0.08,
            )
        taper = 1 - 0.16 * ramp(z, 0, 2 * h)
        thin = 1 - 0.5 * ramp(z, h * 0.5, 2 * h)
        q = np.stack([x / taper, y / thin, z], axis=1).astype(np.float32)
        return block(q, (0, 0, h), (w, deep, h), 0.05)

    lo, hi = (-w - 0.05, -deep - 0.05, -0.02), (w + 0.05, deep + 0.05, 2 * h + 0.05)
    pattern = pattern_for(rng, spec, color, [None, None, None, "checks", "dots"])
    parts = [Part(sdf(body, lo, hi, 80), material, color, pattern)]
    clasp_z = h * 0.95
    if form == "flap":
        low = h * rng.uniform(0.75, 1.0)

        def flap(p: Points) -> Distances:
            edge = low + 0.16 * (p[:, 0] / w) ** 2
            return keep(keep(shell(body(p) - 0.012, 0.02), edge - p[:, 2], 0.01), p[:, 1] - 0.03)

        parts.append(Part(sdf(flap, lo, hi, 84), material, color, pattern))
        clasp_z = low + 0.03
    elif form == "satchel":

        def belt(x: float, p: Points) -> Distances:
            over = np.maximum(np.abs(p[:, 0] - x) - 0.032, p[:, 1] - 0.02)
            return keep(shell(body(p) - 0.01, 0.016), over, 0.005)

        for x in (-w * 0.5, w * 0.5):
            parts.append(
                Part(
                    sdf(partial(belt, x), lo, hi, 84),
                    "leather",
                    spec.get("handle") or ("brown" if color != "brown" else "tan"),
                )
            )
            buckle = sdf(
                lambda p: np.abs(block(p, (0, 0, 0), (0.05, 0.02, 0.035), 0.01)) - 0.009,
                (-0.07, -0.04, -0.06),
                (0.07, 0.04, 0.06),
                32,
            )
            parts.append(Part(buckle.moved((x, -deep * 0.93, h * 0.9)), "metal", metal))
    else:
        zip_ = sdf(lambda p: keep(shell(body(p), 0.012), np.abs(p[:, 1]) - 0.012), lo, hi, 84)
        parts.append(Part(zip_, "metal", metal))
        tag = sdf(
            lambda p: block(p, (w * 0.1, -deep * 0.86, h * 1.2), (0.05, 0.012, 0.05), 0.01),
            (-0.2, -0.3, 0),
            (0.3, 0.1, 2 * h),
            56,
        )
        parts.append(Part(tag, "leather", "brown" if color != "brown" else "beige"))
    if form == "flap":
        clasp = sdf(
            lambda p: block(p, (0, -deep - 0.01, clasp_z), (0.045, 0.022, 0.04), 0.012),
            (-0.07, -deep - 0.06, clasp_z - 0.07),
            (0.07, -deep + 0.04, clasp_z + 0.07),
            28,
        )
        parts.append(Part(clasp.moved((0, 0.01, 0)), "metal", metal))
    side, rise = w * rng.uniform(0.45, 0.62), rng.uniform(0.26, 0.4)
    base = 2 * h - 0.02 if form != "round" else 2 * h * 0.86
    if form == "half-moon":
        side, base = w * 0.86, 2 * h - 0.06
    grip = spec.get("handle") or pick(rng, [color, color, "brown"])
    if rng.random() < 0.2 and "handle" not in spec:
        parts.append(Part(beads(arc((-side, 0, base), (side, 0, base), rise, 26), 0.034), "metal", metal))
    else:
        parts.append(
            Part(
                sweep(arc((-side, 0, base + 0.03), (side, 0, base + 0.03), rise, 26), rng.uniform(0.02, 0.028)),
                "leather",
                grip,
            )
        )
    for x in (-side, side):
        ring = np.array(
            [(x + 0.035 * np.cos(t), 0, base + 0.02 + 0.04 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 18)]
        )
        parts.append(Part(sweep(ring, 0.011), "metal", metal))
    return turned(rng, parts)


@kind(
    "backpack",
    category="Bags > Backpacks",
    words=["backpack", "rucksack", "school bag", "day pack"],
    colors=["navy", "green", "red", "yellow", "grey", "black", "blue", "orange", "pink", "olive", "teal"],
    materials=["canvas", "nylon", "leather", "felt"],
)
def backpack(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A day pack with front pocket, zips, top loop and shoulder straps.

    spec: form zip|roll-top|flap, trim (colour), pattern.
    """
    form = spec.get("form") or pick(rng, ["zip", "zip", "flap"])
    trim = spec.get("trim") or pick(rng, ["brown", "black", "yellow", "white", "red"])
    w, h, deep = rng.uniform(0.3, 0.36), rng.uniform(0.42, 0.5), rng.uniform(0.15, 0.2)

    def body(p: Points) -> Distances:
        x, y, z = p.T
        slim = 1 - 0.13 * ramp(z, h, 2 * h)
        q = np.stack([x / slim, y / (1 - 0.25 * ramp(z, h, 2 * h)), z], axis=1).astype(np.float32)
        return block(q, (0, 0, h), (w, deep, h), 0.14) + (0.006 * np.sin(9 * z + 5 * x)).astype(np.float32)

    lo, hi = (-w - 0.06, -deep - 0.06, -0.02), (w + 0.06, deep + 0.06, 2 * h + 0.04)
    pattern = pattern_for(rng, spec, color, [None, None, None, "dots", "checks", "stripes"])
    parts = [Part(sdf(body, lo, hi, 72), material, color, pattern)]
    pw, ph = w * 0.78, h * rng.uniform(0.42, 0.52)
    pocket_color = spec.get("pocket") or color

    def pocket(p: Points) -> Distances:
        return block(p, (0, -deep - 0.02, ph + 0.07), (pw, 0.08, ph), 0.06)

    parts.append(
        Part(
            sdf(pocket, (-pw - 0.03, -deep - 0.14, 0.04), (pw + 0.03, -deep + 0.1, 2 * ph + 0.12), 56),
            material,
            pocket_color,
            pattern,
        )
    )
    zip_z = 2 * ph - 0.02
    seam = sdf(
        lambda p: keep(shell(pocket(p), 0.012), np.abs(p[:, 2] - zip_z) - 0.009),
        (-pw - 0.03, -deep - 0.14, zip_z - 0.04),
        (pw + 0.03, -deep + 0.02, zip_z + 0.04),
        80,
    )
    parts.append(Part(seam, "metal", "silver"))
    pull = sdf(
        lambda p: rod(p, (pw * 0.6, -deep - 0.105, zip_z), (pw * 0.6, -deep - 0.115, zip_z - 0.09), 0.016),
        (0, -deep - 0.2, zip_z - 0.14),
        (pw, -deep, zip_z + 0.04),
        40,
    )
    parts.append(Part(pull, "leather", trim))
    if form == "flap":

        def lid(p: Points) -> Distances:
            edge = 1.28 * h + 0.1 * (p[:, 0] / w) ** 2
            return keep(keep(shell(body(p) - 0.014, 0.026), edge - p[:, 2], 0.012), p[:, 1] - deep * 0.8)

        parts.append(Part(sdf(lid, lo, hi, 76), material, color, pattern))
        for x in (-w * 0.4, w * 0.4):
            strap = box((0.06, 0.036, 0.26), 0.012).moved((x, -deep - 0.03, 1.2 * h - 0.13))
            parts.append(Part(strap, "leather", trim))
    else:
        high = sdf(
            lambda p: keep(shell(body(p), 0.014), np.abs(p[:, 1] + deep * 0.35) - 0.011),
            (lo[0], lo[1], h * 0.95),
            hi,
            90,
        )
        parts.append(Part(high, "metal", "silver"))
    parts.append(
        Part(sweep(arc((-0.08, 0.02, 2 * h - 0.03), (0.08, 0.02, 2 * h - 0.03), 0.14, 16), 0.024), "leather", trim)
    )

    def straps(p: Points) -> Distances:
        x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
        bow = deep + 0.13 * np.sin(np.clip((z - 0.1) / (1.8 * h), 0, 1) * np.pi)
        out = np.abs(x - w * 0.45 - 0.24 * w * (1 - z / (2 * h))) - 0.05
        return keep(keep(np.abs(y - bow) - 0.018, out, 0.012), np.abs(z - h) - 0.88 * h).astype(np.float32)

    parts.append(Part(sdf(straps, (-w, deep - 0.06, 0), (w, deep + 0.2, 2 * h), 72), material, trim))
    for side in (-1, 1):
        net = box((0.1, deep * 1.4, 0.4), 0.04).moved((side * w * 0.98, 0, 0.04))
        parts.append(Part(net, "knit", "black" if color != "black" else "grey"))
    return turned(rng, parts, 38)


@kind(
    "taco handbag",
    category="Bags > Handbags",
    words=["handbag shaped like a taco", "taco purse", "bag that looks like street food", "Mexican snack to carry"],
    colors=["yellow", "tan", "orange"],
    materials=["leather", "felt", "velvet"],
)
def taco_handbag(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A folded shell with felt lettuce, tomato and cheese along the top, on a chain or a handle.

    spec: carry chain|handle.
    """
    r = 0.52
    phase = rng.uniform(0, 6)
    gap = rng.uniform(0.1, 0.14)

    def curl(p: Points) -> Distances:
        """How far from the middle the shell is at each point's height."""
        return gap * np.sqrt(np.clip(p[:, 2] / (r * 0.8), 0, 1.4)) + 0.008 * np.sin(7 * p[:, 0] + phase)

    def taco(p: Points) -> Distances:
        x, y, z = p.T
        disc = np.sqrt(x**2 + (r * 0.98 - z) ** 2) - r
        leaf = np.abs(np.abs(y) - curl(p)) - 0.024
        return keep(
            keep(disc.astype(np.float32), leaf.astype(np.float32), 0.02),
            z - r * 0.97 - 0.012 * np.sin(13 * x + phase),
            0.02,
        )

    def within(p: Points) -> Distances:
        """Between the two halves, and free above them."""
        return np.where(p[:, 2] < r * 0.94, np.abs(p[:, 1]) - curl(p) + 0.006, -1).astype(np.float32)

    def lettuce(p: Points) -> Distances:
        x, y, z = p.T
        wave = 0.035 * np.sin(30 * x + phase) + 0.02 * np.sin(47 * x)
        limit = np.sqrt(x**2 + (r * 0.98 - np.minimum(z, r * 0.9)) ** 2) - r * 0.98
        near = np.abs(np.abs(y) - gap * 0.62 - wave) - 0.014
        high = np.abs(z - r * 0.93 - 0.012 * np.sin(19 * x)) - 0.15 - 0.02 * np.sin(25 * x + 1)
        return keep(keep(near.astype(np.float32), np.maximum(limit, high).astype(np.float32), 0.01), within(p))

    def meat(p: Points) -> Distances:
        x, y, z = p.T
        limit = np.sqrt(x**2 + (r * 0.98 - np.minimum(z, r * 0.9)) ** 2) - r * 0.95
        lumps = 0.02 * np.sin(28 * x) * np.cos(31 * y + 2) + 0.015 * np.sin(17 * x + 3)
        filling = keep((np.abs(y) - gap * 0.6).astype(np.float32), (limit + lumps).astype(np.float32), 0.03)
        return keep(keep(filling, (z - r * 0.98 + lumps).astype(np.float32), 0.04), within(p))

    lo, hi = (-0.6, -0.24, -0.02), (0.6, 0.24, 0.68)
    parts = [
        Part(sdf(taco, lo, hi, 92), material, color),
        Part(sdf(meat, lo, hi, 64), "felt", "brown"),
        Part(sdf(lettuce, (-0.6, -0.24, 0.3), (0.6, 0.24, 0.72), 110), "felt", "green"),
    ]
    cube = sdf(lambda p: block(p, (0, 0, 0), (0.05, 0.05, 0.05), 0.012), (-0.07, -0.07, -0.07), (0.07, 0.07, 0.07), 16)
    shred = sdf(
        lambda p: block(p, (0, 0, 0), (0.1, 0.014, 0.014), 0.006), (-0.12, -0.03, -0.03), (0.12, 0.03, 0.03), 26
    )
    tomato: Mesh | None = None
    cheese: Mesh | None = None
    for index in range(9):
        x = -0.4 + 0.8 * (index + rng.uniform(-0.3, 0.3)) / 8
        at = (x, rng.uniform(-0.05, 0.05), r + 0.05 + rng.uniform(-0.02, 0.03))
        piece = cube.turned("z", rng.uniform(0, 90)).turned("x", rng.uniform(0, 60)).moved(at)
        tomato = piece if tomato is None else tomato.joined(piece)
    for _ in range(20):
        at = (rng.uniform(-0.42, 0.42), rng.uniform(-0.08, 0.08), r + 0.08 + rng.uniform(-0.03, 0.04))
        piece = shred.turned("y", rng.uniform(-35, 35)).turned("z", rng.uniform(0, 180)).moved(at)
        cheese = piece if cheese is None else cheese.joined(piece)
    assert tomato is not None and cheese is not None
    parts += [Part(tomato, "felt", "red"), Part(cheese, "felt", "yellow" if color != "yellow" else "orange")]
    span = arc((-r * 0.93, 0, r * 0.88), (r * 0.93, 0, r * 0.88), rng.uniform(0.5, 0.62), 44)
    if (spec.get("carry") or pick(rng, ["chain", "handle"])) == "chain":
        parts.append(Part(beads(span, 0.026), "metal", "gold"))
    else:
        parts.append(Part(sweep(span, 0.028), "leather", "brown"))
    return turned(rng, parts, 24)


@kind(
    "watermelon clutch",
    category="Bags > Handbags",
    words=[
        "clutch shaped like a slice of watermelon",
        "watermelon purse",
        "fruit-shaped bag",
        "melon slice with a zip",
    ],
    colors=["red", "pink"],
    materials=["leather", "velvet", "felt"],
)
def watermelon_clutch(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A half-round clutch: red flesh with seeds, pale ring, striped green rind, gold zip along the top, wrist strap."""
    r, deep = 0.5, rng.uniform(0.1, 0.15)

    def slab(p: Points, radius: float, thick: float) -> Distances:
        x, y, z = p.T
        disc = np.sqrt(x**2 + (r - z) ** 2) - radius
        return keep(keep(disc.astype(np.float32), np.abs(y) - thick, 0.05), z - r + 0.01, 0.025)

    def rind(p: Points) -> Distances:
        inner = np.sqrt(p[:, 0] ** 2 + (r - p[:, 2]) ** 2) - r * 0.885
        return keep(slab(p, r, deep), -inner.astype(np.float32), 0.01)

    def pale(p: Points) -> Distances:
        inner = np.sqrt(p[:, 0] ** 2 + (r - p[:, 2]) ** 2) - r * 0.82
        return keep(slab(p, r * 0.9, deep + 0.004), -inner.astype(np.float32), 0.01)

    lo, hi = (-0.54, -0.2, -0.02), (0.54, 0.2, 0.54)
    parts = [
        Part(sdf(rind, lo, hi, 80), material, "green", "stripes mint"),
        Part(sdf(pale, lo, hi, 80), material, "white"),
        Part(sdf(lambda p: slab(p, r * 0.835, deep + 0.008), lo, hi, 72), material, color),
    ]
    seeds: Mesh | None = None
    seed = sdf(lambda p: egg(p, (0, 0, 0), (0.018, 0.012, 0.032)), (-0.03, -0.03, -0.04), (0.03, 0.03, 0.04), 14)
    for ring, count in ((0.3, 4), (0.5, 6), (0.7, 8)):
        for index in range(count):
            t = np.pi * (index + 0.7 + rng.uniform(-0.15, 0.15)) / (count + 0.4)
            for face in (-1, 1):
                at = (ring * r * np.cos(t), face * (deep + 0.006), r - ring * r * np.sin(t))
                piece = seed.turned("y", 90 - np.degrees(t)).moved(at)
                seeds = piece if seeds is None else seeds.joined(piece)
    assert seeds is not None
    parts.append(Part(seeds, "plastic", "black"))
    zip_ = sdf(
        lambda p: block(p, (0, 0, r - 0.004), (r * 0.9, 0.02, 0.012), 0.006),
        (-r, -0.04, r - 0.03),
        (r, 0.04, r + 0.02),
        80,
    )
    parts.append(Part(zip_, "metal", "gold"))
    turn = np.linspace(0, 2 * np.pi, 26)
    loop = np.stack(
        [
            r * 0.9 + 0.12 - 0.13 * np.cos(turn),
            0.05 * np.sin(2 * turn),
            r + 0.02 - 0.16 * (1 - np.cos(turn)) / 2 + 0.07 * np.sin(turn),
        ],
        axis=1,
    )
    parts.append(Part(sweep(loop, 0.014), "leather", spec.get("strap") or pick(rng, ["green", "black"])))
    return turned(rng, parts, 24)
