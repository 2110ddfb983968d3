# mypy: disable-error-code="no-any-return"
"""Hats, lying or on a milliner's head; a lampshade and a cup of tea among them. Fronts face -y."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import grounded, lifted, pattern_for, pick, turned
from models.training.pictures.fields import (
    Distances,
    Points,
    ball,
    carve,
    curve,
    egg,
    keep,
    merge,
    ramp,
    rod,
    shell,
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


def around(p: Points) -> tuple[Distances, Distances]:
    """Distance from the upright axis, and the angle about it."""
    return np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2), np.arctan2(p[:, 1], p[:, 0])


def wooden_head(rng: Rng, size: float = 1.0) -> Part:
    """A milliner's head, nose to -y, its crown at z = 0.68 and about 0.37 wide, times `size`."""

    def head(p: Points) -> Distances:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        neck = rod(p, (0, 0.02, 0.05), (0, 0.02, 0.3), 0.09, 0.075)
        foot = keep(around(p)[0] - 0.2, np.abs(p[:, 2] - 0.025) - 0.025, 0.03)
        skull = merge(egg(p, (0, 0.01, 0.48), (0.175, 0.195, 0.2)), egg(p, (0, -0.04, 0.35), (0.12, 0.13, 0.14)), 0.08)
        nose = rod(p, (0, -0.17, 0.44), (0, -0.205, 0.37), 0.016, 0.03)
        ears = egg(q, (0.18, 0.02, 0.41), (0.022, 0.035, 0.06))
        lips = egg(p, (0, -0.165, 0.3), (0.045, 0.018, 0.018))
        sockets = egg(q, (0.07, -0.2, 0.445), (0.05, 0.035, 0.028))
        face = carve(merge(merge(skull, nose, 0.03), merge(ears, lips, 0), 0.015), sockets, 0.03)
        return merge(merge(face, neck, 0.06), foot, 0.06)

    mesh = sdf(head, (-0.23, -0.26, -0.01), (0.23, 0.23, 0.7), 88).scaled(size)
    return Part(mesh, "wood", str(pick(rng, ["beige", "tan"])))


@kind(
    "brim hat",
    category="Accessories > Hats",
    words=["hat with a brim", "sun hat", "fedora", "felt hat", "straw hat"],
    colors=["beige", "tan", "brown", "black", "white", "navy", "red", "green", "pink", "yellow", "grey"],
    materials=["felt", "wicker", "linen"],
)
def brim_hat(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A hat with ribbon. spec: form fedora|sun|bowler|bucket, ribbon (colour)."""
    form = spec.get("form") or pick(rng, ["fedora", "sun", "bowler", "bucket"])
    r = rng.uniform(0.22, 0.25)
    brim = {"fedora": 0.17, "sun": 0.32, "bowler": 0.11, "bucket": 0.13}[form] * rng.uniform(0.9, 1.1)
    high = {"fedora": 0.28, "sun": 0.22, "bowler": 0.27, "bucket": 0.22}[form] * rng.uniform(0.93, 1.1)
    wave, lobes = (
        {"fedora": 0.03, "sun": 0.035, "bowler": 0.03, "bucket": 0.0}[form],
        2 if form != "sun" else int(rng.integers(2, 4)),
    )
    phase = 0.0 if form != "sun" else rng.uniform(0, 6)

    def crown(p: Points) -> Distances:
        q = p * vec(1, 0.88, 1)
        radius, _ = around(q)
        z = p[:, 2]
        if form == "bowler":
            return keep(egg(q, (0, 0, 0), (r, r, high)), -z)
        taper = radius - r * (1 - 0.12 * ramp(z, 0, high))
        tip = z - high
        if form == "fedora":
            tip = tip + 0.06 * np.exp(-((p[:, 1] / 0.06) ** 2)) + 0.05 * ramp(p[:, 0], -0.2, 0.25)
            pinch = 0.05 * np.exp(-(((p[:, 0] - 0.15) / 0.08) ** 2)) * ramp(z, 0.1, 0.26)
            taper = taper + pinch
        return keep(taper.astype(np.float32), tip.astype(np.float32), 0.06 if form != "bucket" else 0.025)

    def hat(p: Points) -> Distances:
        q = p * vec(1, 0.93, 1)
        radius, angle = around(q)
        out = np.maximum(radius - r, 0)
        droop = (
            -0.75 * out
            if form == "bucket"
            else wave * np.cos(lobes * angle + phase) * (out / brim) ** 1.3
            + (0.5 * out**2 / brim if form == "bowler" else 0)
        )
        plate = np.abs(p[:, 2] - droop) - 0.011
        rim = keep(plate.astype(np.float32), (radius - r - brim).astype(np.float32), 0.012)
        skin = carve(crown(p), crown(p) + 0.025)
        return merge(keep(skin, -0.02 - p[:, 2]), carve(rim, crown(p) + 0.02), 0.04)

    size = r + brim + 0.04
    parts = [Part(sdf(hat, (-size, -size * 1.08, -0.16), (size, size * 1.08, high + 0.05), 96), material, color)]
    ribbon = spec.get("ribbon") or pick(rng, ["black", "brown", "red", "navy", "white", color])
    if form != "bucket":
        band = sdf(
            lambda p: keep(shell(crown(p) - 0.006, 0.012), np.abs(p[:, 2] - 0.06) - 0.032, 0.006),
            (-r - 0.04, -r * 1.3, 0),
            (r + 0.04, r * 1.3, 0.11),
            72,
        )
        parts.append(Part(band, "fabric", ribbon))
    else:
        stitch = sdf(
            lambda p: keep(shell(crown(p), 0.014), np.abs(p[:, 2] - 0.02) - 0.006, 0.004),
            (-r - 0.04, -r * 1.3, 0),
            (r + 0.04, r * 1.3, 0.05),
            90,
        )
        parts.append(Part(stitch, "fabric", ribbon))
    if spec.get("stand", rng.random() < 0.3):
        return turned(rng, [*lifted(parts, 0.5 if form != "bucket" else 0.48), wooden_head(rng)], 60)
    return turned(rng, grounded(parts), 60)


@kind(
    "cap",
    category="Accessories > Hats",
    words=["baseball cap", "cap with a peak", "sports cap"],
    colors=["navy", "black", "red", "white", "green", "blue", "yellow", "pink", "grey", "orange"],
    materials=["cotton", "canvas", "felt"],
)
def cap(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A baseball cap. spec: peak (colour), front (colour of the front panel), badge (colour or None)."""
    r, high = rng.uniform(0.25, 0.27), rng.uniform(0.24, 0.28)

    def dome(p: Points) -> Distances:
        _, angle = around(p)
        seams = 0.005 * np.exp(-((np.sin(3 * angle) / 0.07) ** 2)) * ramp(p[:, 2], -0.1, 0.03)
        return egg(p, (0, 0, 0), (r, r * 1.07, high)) + seams.astype(np.float32)

    def crown(p: Points) -> Distances:
        d = dome(p)
        return keep(carve(d, d + 0.025), -p[:, 2], 0.01)

    bend = rng.uniform(0.5, 1.6)

    def peak(p: Points) -> Distances:
        x, y, z = p.T
        flat = p * vec(1, 0.86, 0)
        outline = merge(ball(flat, (0, -0.22, 0), 0.235), ball(flat, (0, -0.1, 0), 0.25), 0.1)
        sheet = np.abs(z - 0.028 + bend * x**2 + 0.12 * (y + 0.2)) - 0.011
        return keep(carve(keep(sheet.astype(np.float32), outline, 0.012), dome(p) + 0.012), p[:, 1] + 0.02)

    front = spec.get("front") or (color if rng.random() < 0.6 else "white")
    peak_color = spec.get("peak") or pick(rng, [color, color, "black", "navy", "red"])
    box_lo, box_hi = (-0.3, -0.34, -0.02), (0.3, 0.32, high + 0.03)
    wedge = sdf(
        lambda p: keep(
            shell(dome(p) - 0.004, 0.01), np.maximum(np.abs(p[:, 0]) - 0.75 * np.maximum(-p[:, 1], 0), 0.012 - p[:, 2])
        ),
        box_lo,
        box_hi,
        84,
    )
    parts = [
        Part(sdf(crown, box_lo, box_hi, 76), material, color, spec.get("pattern")),
        Part(wedge, material, front),
        Part(sdf(peak, (-0.3, -0.6, -0.18), (0.3, 0.02, 0.12), 76), material, peak_color),
        Part(
            sdf(
                lambda p: egg(p, (0, 0, high + 0.004), (0.026, 0.026, 0.014)),
                (-0.04, -0.04, high - 0.02),
                (0.04, 0.04, high + 0.03),
                20,
            ),
            material,
            peak_color,
        ),
    ]
    badge = spec["badge"] if "badge" in spec else pick(rng, [None, "red", "yellow", "white", "blue"])
    if badge and badge != front:
        form = pick(rng, ["round", "star", "square"])

        def patch(p: Points) -> Distances:
            x, z = p[:, 0], p[:, 2] - 0.125
            a = np.arctan2(x, z)
            size = {
                "round": np.full(len(x), 0.06),
                "star": 0.055 + 0.02 * np.cos(5 * a),
                "square": 0.055 / np.maximum(np.abs(np.cos(a)), np.abs(np.sin(a))),
            }[form]
            return keep(
                shell(dome(p) - 0.012, 0.014),
                np.maximum(np.sqrt(x**2 + z**2) - size, p[:, 1]).astype(np.float32),
                0.006,
            )

        parts.append(Part(sdf(patch, (-0.1, -0.32, 0.03), (0.1, -0.1, 0.23), 48), "felt", badge))
    return turned(rng, grounded(parts), 65)


@kind(
    "beanie",
    category="Accessories > Hats",
    words=["beanie", "knitted hat", "bobble hat", "woolly winter hat"],
    colors=["red", "grey", "navy", "green", "yellow", "white", "pink", "orange", "teal", "purple", "beige"],
    materials=["knit", "wool"],
)
def beanie(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A ribbed knitted hat with a turned-up edge. spec: bobble (colour or None), cuff (colour), pattern."""
    r, high = rng.uniform(0.24, 0.26), rng.uniform(0.36, 0.48)
    ribs = int(rng.integers(26, 40))

    def dome(p: Points) -> Distances:
        _, angle = around(p)
        grain = 0.0045 * np.cos(ribs * angle) * ramp(high - p[:, 2], 0.02, 0.15)
        return egg(p, (0, 0, 0.06), (r, r, high - 0.06)) + grain.astype(np.float32)

    def crown(p: Points) -> Distances:
        low = merge(dome(p), (around(p)[0] - r).astype(np.float32), 0.0)
        return keep(np.where(p[:, 2] > 0.06, dome(p), low).astype(np.float32), 0.04 - p[:, 2], 0.01)

    def cuff(p: Points) -> Distances:
        radius, angle = around(p)
        wall = np.abs(radius - r - 0.014 - 0.0045 * np.cos(ribs * angle)) - 0.024
        return keep(wall.astype(np.float32), np.abs(p[:, 2] - 0.085) - 0.085, 0.02)

    bobble = spec["bobble"] if "bobble" in spec else pick(rng, [None, color, "white", "red", "yellow"])
    pattern = pattern_for(rng, spec, color, [None, None, "stripes"])
    parts = [
        Part(sdf(crown, (-0.3, -0.3, 0.02), (0.3, 0.3, high + 0.03), 110), material, color, pattern),
        Part(
            sdf(cuff, (-0.33, -0.33, -0.01), (0.33, 0.33, 0.19), 120),
            material,
            spec.get("cuff") or pick(rng, [color, color, "white", "navy"]),
        ),
    ]
    if bobble:
        phase = rng.uniform(0, 6, 3)

        def fluff(p: Points) -> Distances:
            q = p - vec(0, 0, high + 0.07)
            lumps = (
                0.014
                * np.sin(58 * q[:, 0] + phase[0])
                * np.sin(58 * q[:, 1] + phase[1])
                * np.sin(58 * q[:, 2] + phase[2])
            )
            return ball(q, (0, 0, 0), 0.1) + lumps.astype(np.float32)

        parts.append(Part(sdf(fluff, (-0.14, -0.14, high - 0.06), (0.14, 0.14, high + 0.2), 52), material, bobble))
    return turned(rng, parts)


@kind(
    "lampshade hat",
    category="Accessories > Hats",
    words=["hat shaped like a lampshade", "lamp you wear", "pleated lampshade as a hat", "party hat with fringe"],
    colors=["beige", "white", "red", "green", "pink", "yellow", "mint", "orange"],
    materials=["linen", "fabric", "velvet"],
)
def lampshade_hat(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A pleated lampshade with bobbled fringe, worn on a wooden head. spec: trim (colour), pattern."""
    low, top, high = rng.uniform(0.32, 0.36), rng.uniform(0.15, 0.19), rng.uniform(0.36, 0.44)
    pleats, trim = int(rng.integers(28, 44)), spec.get("trim") or pick(rng, ["brown", "red", "gold", "black", "white"])

    def wall(p: Points) -> Distances:
        radius, angle = around(p)
        slope = low + (top - low) * np.clip(p[:, 2] / high, 0, 1)
        return ((np.abs(radius - slope - 0.006 * np.cos(pleats * angle)) - 0.011) * 0.9).astype(np.float32)

    def lid(p: Points) -> Distances:
        return keep((around(p)[0] - top).astype(np.float32), (np.abs(p[:, 2] - high + 0.02) - 0.012).astype(np.float32))

    z0 = 0.78
    shade = sdf(
        lambda p: keep(wall(p), np.abs(p[:, 2] - high / 2) - high / 2),
        (-low - 0.04, -low - 0.04, -0.02),
        (low + 0.04, low + 0.04, high + 0.02),
        110,
    )
    bobbles: Mesh | None = None
    ball_ = sdf(lambda p: ball(p, (0, 0, 0), 0.022), (-0.03, -0.03, -0.03), (0.03, 0.03, 0.03), 12)
    count = 30
    for index in range(count):
        a = 2 * np.pi * index / count
        at = (low * np.cos(a), low * np.sin(a), z0 - 0.055)
        piece = ball_.moved(at).joined(sweep(np.array([at, (at[0], at[1], z0 + 0.01)]), 0.006))
        bobbles = piece if bobbles is None else bobbles.joined(piece)
    assert bobbles is not None

    def ring(radius: float, z: float) -> Mesh:
        t = np.linspace(0, 2 * np.pi, 64)
        return sweep(np.stack([radius * np.cos(t), radius * np.sin(t), np.full(64, z)], axis=1), 0.017)

    parts = [
        Part(shade.moved((0, 0, z0)), material, color, pattern_for(rng, spec, color, [None, None, "floral", "dots"])),
        Part(
            sdf(lid, (-top - 0.03, -top - 0.03, high - 0.06), (top + 0.03, top + 0.03, high + 0.03), 60).moved(
                (0, 0, z0)
            ),
            material,
            color,
        ),
        Part(ring(low, z0 + 0.012).joined(ring(top, z0 + high - 0.005)), "velvet", trim),
        Part(bobbles, "felt", trim),
    ]
    ties: Mesh | None = None
    for side in (-1, 1):
        line = np.array(
            [(side * 0.27, -0.02, z0 + 0.02), (side * 0.25, -0.06, 0.55), (side * 0.15, -0.16, 0.3), (0, -0.2, 0.25)]
        )
        t = np.linspace(0, 2 * np.pi, 16)
        bow = np.stack([side * 0.07 * (1 - np.cos(t)), np.full(16, -0.22), 0.25 + 0.05 * np.sin(t)], axis=1)
        tail = np.array([(0, -0.22, 0.25), (side * 0.05, -0.25, 0.12)])
        tie = sweep(line, 0.012).joined(sweep(bow, 0.014)).joined(sweep(tail, 0.014))
        ties = tie if ties is None else ties.joined(tie)
    assert ties is not None
    return turned(rng, [*parts, Part(ties, "velvet", trim), wooden_head(rng, 1.4)], 40)


@kind(
    "teacup hat",
    category="Accessories > Hats",
    words=["hat shaped like a cup and saucer", "teacup fascinator", "tea party hat", "cup of tea worn on the head"],
    colors=["white", "pink", "blue", "mint", "yellow", "red", "teal"],
    materials=["felt", "velvet"],
)
def teacup_hat(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A saucer for a brim, a cup of felt tea for a crown, on a wooden head. spec: trim (rim colour), pattern."""
    r, brim, high = rng.uniform(0.2, 0.23), rng.uniform(0.38, 0.43), rng.uniform(0.27, 0.32)
    trim = spec.get("trim") or pick(rng, ["gold", "red", "navy", "pink"])

    def saucer(p: Points) -> Distances:
        radius, _ = around(p)
        dish = 0.07 * ramp(radius, 0.2, brim + 0.02)
        return keep((np.abs(p[:, 2] - dish) - 0.016).astype(np.float32), (radius - brim).astype(np.float32), 0.018)

    def cup(p: Points) -> Distances:
        radius, _ = around(p)
        z = p[:, 2]
        side = curve(z, [(0.0, r * 0.52), (0.03, r * 0.5), (0.07, r * 0.72), (high * 0.6, r * 0.97), (high, r * 1.1)])
        body = keep((radius - side).astype(np.float32), np.abs(z - high / 2) - high / 2, 0.02)
        inner = keep((radius - side + 0.028).astype(np.float32), (high * 0.55 - z).astype(np.float32))
        return carve(body, inner, 0.012)

    t = np.linspace(-1.3, 1.3, 18)
    handle = np.stack([r * 0.85 + 0.15 * np.cos(t), np.zeros(18), high * 0.55 + 0.1 * np.sin(t)], axis=1)
    ring_t = np.linspace(0, 2 * np.pi, 72)

    def ring(radius: float, z: float) -> Mesh:
        return sweep(np.stack([radius * np.cos(ring_t), radius * np.sin(ring_t), np.full(72, z)], axis=1), 0.013)

    pattern = pattern_for(rng, spec, color, ["floral", "dots", None])
    tea = sdf(
        lambda p: keep((around(p)[0] - r * 1.03).astype(np.float32), np.abs(p[:, 2] - high * 0.84) - 0.012),
        (-0.26, -0.26, high * 0.78),
        (0.26, 0.26, high * 0.9),
        60,
    )
    parts = [
        Part(sdf(saucer, (-0.46, -0.46, -0.04), (0.46, 0.46, 0.12), 100), material, color),
        Part(
            sdf(cup, (-0.28, -0.28, -0.02), (0.28, 0.28, high + 0.03), 76).moved((0, 0, 0.01)), material, color, pattern
        ),
        Part(sweep(handle, 0.026), material, color),
        Part(tea, "velvet", "brown"),
        Part(ring(brim, 0.072).joined(ring(r * 1.09, high + 0.012)), "fabric", trim),
    ]
    tilt = rng.uniform(-7, 7)
    worn = [part.with_mesh(part.mesh.turned("y", tilt).moved((0, 0.02, 0.87))) for part in parts]
    return turned(rng, [*worn, wooden_head(rng, 1.35)], 40)
