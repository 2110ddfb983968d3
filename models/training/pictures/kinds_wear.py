# mypy: disable-error-code="no-any-return"
"""Things worn or carried against sun, rain and noise: sunglasses, umbrellas, headphones; a duck and two whales among them."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import grounded, pick, turned
from models.training.pictures.fields import Distances, Points, ball, egg, keep, merge, rod, shell, stroke
from models.training.pictures.kinds import kind
from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, sdf, sweep

Rng = np.random.Generator
BRIGHT = ["red", "yellow", "blue", "green", "pink", "black", "navy", "purple", "orange", "teal", "white"]


@kind(
    "sunglasses",
    category="Accessories > Sunglasses",
    words=["sunglasses", "shades", "sun glasses", "tinted glasses"],
    colors=["black", "brown", "red", "white", "pink", "yellow", "blue", "green", "tan", "orange"],
    materials=["plastic", "wood", "metal"],
)
def sunglasses(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Sunglasses, arms open. spec: form round|square|cat-eye|heart|aviator, lens (colour)."""
    form = spec.get("form") or pick(rng, ["round", "square", "cat-eye", "heart", "aviator"])
    lens_color = spec.get("lens") or pick(rng, ["black", "brown", "navy", "green", "purple"])
    fat = rng.uniform(0.028, 0.05) if material != "metal" else 0.018
    apart = 0.25

    def outline(x: Distances, z: Distances) -> Distances:
        """Distance to one lens, centred; x grows outwards."""
        if form == "round":
            return np.sqrt(x**2 + z**2) - 0.165
        if form == "heart":
            w, h = np.abs(x) / 0.17, (z + 0.01) / 0.17
            return (w**2 + (h - 0.72 * np.sqrt(w)) ** 2 - 0.95) * 0.085
        if form == "aviator":
            return np.sqrt((x * 0.92 + 0.25 * np.minimum(z, 0)) ** 2 + (z * 1.02) ** 2) - 0.168
        q = np.stack([np.abs(x) - 0.1, np.abs(z) - 0.06], axis=1)
        box = np.sqrt((np.maximum(q, 0) ** 2).sum(axis=1)) + np.minimum(q.max(axis=1), 0) - 0.075
        if form == "cat-eye":
            tilt = z - 0.35 * x
            q = np.stack([np.abs(x) - 0.1, np.abs(tilt) - 0.035], axis=1)
            box = np.sqrt((np.maximum(q, 0) ** 2).sum(axis=1)) + np.minimum(q.max(axis=1), 0) - 0.075
            wing = np.sqrt((x - 0.19) ** 2 + (z - 0.14) ** 2) - 0.03
            box = merge(box.astype(np.float32), wing.astype(np.float32), 0.1)
        return box

    def lens(p: Points) -> Distances:
        x = np.abs(p[:, 0]) - apart
        return outline(x, p[:, 2] - 0.24).astype(np.float32)

    def curved(p: Points) -> Points:
        q = p.copy()
        q[:, 1] -= 0.25 * p[:, 0] ** 2
        return q

    def frame(p: Points) -> Distances:
        q = curved(p)
        rim = keep(shell(lens(q) - fat / 2, fat), np.abs(q[:, 1]) - 0.022, 0.018)
        bridge = stroke(q, [(-0.09, 0, 0.29), (0, -0.012, 0.31), (0.09, 0, 0.29)], 0.02)
        return merge(rim, bridge, 0.02)

    top = {"round": 0.27, "square": 0.31, "cat-eye": 0.33, "heart": 0.3, "aviator": 0.31}[str(form)]
    side = {"round": 0.43, "square": 0.44, "cat-eye": 0.45, "heart": 0.43, "aviator": 0.43}[str(form)]
    fold = rng.uniform(-0.05, 0.05)

    def arms(p: Points) -> Distances:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        path = [
            (side - 0.02, 0.045, top),
            (side + 0.02, 0.09, top),
            (side + fold, 0.62, top - 0.02),
            (side - 0.01 + fold, 0.8, top - 0.2),
        ]
        return stroke(q, path, [0.024, 0.024, 0.02, 0.026] if material != "metal" else 0.014)

    parts = [
        Part(sdf(frame, (-0.52, -0.06, 0.0), (0.52, 0.14, 0.5), 104), material, color),
        Part(
            sdf(
                lambda p: keep(lens(curved(p)) - 0.004, np.abs(curved(p)[:, 1]) - 0.008),
                (-0.5, -0.06, 0.0),
                (0.5, 0.14, 0.48),
                96,
            ),
            "glazed",
            lens_color,
        ),
        Part(sdf(arms, (-0.56, 0.0, 0.02), (0.56, 0.86, 0.4), 90), material, color),
    ]
    return turned(rng, grounded(parts), 40)


def canopy_meshes(ribs: int, wide: float, deep: float) -> tuple[Mesh, Mesh, Mesh]:
    """Odd panels, even panels, and ribs of an open umbrella; its rim is near z = 0."""

    def surface(p: Points) -> tuple[Distances, Distances, Distances]:
        radius = np.sqrt(p[:, 0] ** 2 + p[:, 1] ** 2)
        turn = np.arctan2(p[:, 1], p[:, 0]) / (2 * np.pi) * ribs
        belly = np.abs(np.sin(np.pi * turn))
        t = np.clip(radius / wide, 0, 1.2)
        height = deep * (1 - t**2.1) - 0.05 * belly * t**2
        return ((np.abs(p[:, 2] - height) - 0.012) * 0.72).astype(np.float32), radius + 0.09 * belly * t, turn

    def panels(odd: int) -> Mesh:
        def f(p: Points) -> Distances:
            sheet, radius, turn = surface(p)
            mine = np.floor(turn).astype(int) % 2 == odd
            return np.where(mine, keep(sheet, (radius - wide).astype(np.float32)), 0.02).astype(np.float32)

        return sdf(f, (-wide - 0.02, -wide - 0.02, -0.1), (wide + 0.02, wide + 0.02, deep + 0.04), 110)

    spokes: Mesh | None = None
    for index in range(ribs):
        a = 2 * np.pi * index / ribs
        t = np.linspace(0.0, 1.0, 8)
        line = np.stack([wide * t * np.cos(a), wide * t * np.sin(a), deep * (1 - t**2.1) - 0.014], axis=1)
        piece = sweep(line, 0.009)
        spokes = piece if spokes is None else spokes.joined(piece)
    assert spokes is not None
    return panels(0), panels(1), spokes


@kind(
    "umbrella",
    category="Accessories > Umbrellas",
    words=["umbrella", "open umbrella", "parasol", "rain brolly"],
    colors=BRIGHT,
    materials=["nylon", "fabric"],
)
def umbrella(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """An open umbrella with a crook handle.

    spec: second (colour of every other panel), handle (colour), tilt degrees.
    """
    wide, deep, ribs = 0.6, rng.uniform(0.24, 0.33), int(pick(rng, [8, 8, 10]))
    odd, even, spokes = canopy_meshes(ribs, wide, deep)
    second = spec.get("second") or (color if rng.random() < 0.5 else pick(rng, ["white", "yellow", "black", "red"]))
    handle = spec.get("handle") or pick(rng, ["brown", "black", "tan"])
    length = rng.uniform(0.72, 0.85)
    t = np.linspace(0, np.pi * 1.05, 14)
    crook = np.stack([0.085 - 0.085 * np.cos(t), np.zeros(14), -length - 0.085 * np.sin(t)], axis=1)
    grip = np.vstack([[(0, 0, -length + 0.2)], crook])
    parts = [
        Part(odd, material, color, spec.get("pattern")),
        Part(even, material, second, spec.get("pattern")),
        Part(spokes, "metal", "silver"),
        Part(sweep(np.array([(0, 0, -length + 0.15), (0, 0, deep + 0.09)]), 0.014), "metal", "silver"),
        Part(sweep(grip, 0.028), "wood", handle),
    ]
    return settled(rng, parts, spec.get("tilt", float(pick(rng, [0.0, rng.uniform(15, 35), rng.uniform(98, 112)]))))


def settled(rng: Rng, parts: list[Part], tilt: float) -> list[Part]:
    """Tilted towards the camera's right and set down on z = 0."""
    turn = rng.uniform(-60, 60)
    if tilt >= 60:  # lying on its rim: the top, not the handle, to the front
        turn = -50 + turn * 0.3
    return grounded([part.with_mesh(part.mesh.turned("y", tilt).turned("z", turn)) for part in parts])


@kind(
    "duck umbrella",
    category="Accessories > Umbrellas",
    words=["umbrella that is a duck", "duck umbrella", "rain brolly with a beak and wings", "bird-shaped umbrella"],
    colors=["yellow", "white", "orange", "green"],
    materials=["nylon", "fabric"],
)
def duck_umbrella(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """An open umbrella whose canopy is a duck's body: head, beak, eyes, wings, tail. spec: beak (colour)."""
    wide, deep = 0.6, rng.uniform(0.3, 0.36)
    odd, even, spokes = canopy_meshes(8, wide, deep)
    beak = spec.get("beak") or ("orange" if color != "orange" else "yellow")
    size = rng.uniform(0.2, 0.235)
    hx, hz = 0.16, deep + size * 0.75

    def head(p: Points) -> Distances:
        skull = ball(p, (hx, 0, hz), size)
        tuft = stroke(
            p,
            [(hx - 0.02, 0, hz + size - 0.02), (hx - 0.06, 0, hz + size + 0.06), (hx - 0.12, 0, hz + size + 0.05)],
            [0.035, 0.025, 0.012],
        )
        return merge(merge(skull, rod(p, (0.04, 0, deep - 0.06), (hx, 0, hz), 0.17), 0.06), tuft, 0.03)

    def bill(p: Points) -> Distances:
        upper = egg(p, (hx + size + 0.05, 0, hz - 0.02), (0.13, 0.11, 0.035))
        lower = egg(p, (hx + size + 0.03, 0, hz - 0.065), (0.1, 0.09, 0.028))
        return merge(upper, lower, 0.015)

    def wings(p: Points) -> Distances:
        q = p.copy()
        q[:, 1] = np.abs(q[:, 1])
        blade = egg(q, (-0.06, 0.44, deep * 0.5), (0.26, 0.05, 0.12))
        return merge(blade, egg(q, (-0.24, 0.46, deep * 0.5 + 0.04), (0.13, 0.035, 0.06)), 0.05)

    def tail(p: Points) -> Distances:
        return rod(p, (-0.46, 0, deep * 0.4), (-0.66, 0, deep * 0.4 + 0.2), 0.1, 0.02)

    def eyes(p: Points) -> Distances:
        q = p.copy()
        q[:, 1] = np.abs(q[:, 1])
        return ball(q, (hx + size * 0.62, size * 0.58, hz + size * 0.45), 0.042)

    length = 0.72
    t = np.linspace(0, np.pi * 1.05, 14)
    crook = np.stack([0.085 - 0.085 * np.cos(t), np.zeros(14), -length - 0.085 * np.sin(t)], axis=1)
    parts = [
        Part(odd, material, color),
        Part(even, material, color),
        Part(spokes, "metal", "silver"),
        Part(sdf(head, (-0.2, -0.26, deep - 0.1), (hx + 0.26, 0.26, hz + size + 0.1), 64), material, color),
        Part(sdf(bill, (hx + size - 0.12, -0.14, hz - 0.12), (hx + size + 0.2, 0.14, hz + 0.05), 44), "felt", beak),
        Part(sdf(wings, (-0.42, -0.54, -0.04), (0.24, 0.54, deep + 0.1), 80), material, color),
        Part(sdf(tail, (-0.72, -0.14, 0.0), (-0.34, 0.14, deep * 0.4 + 0.26), 40), material, color),
        Part(sdf(eyes, (hx, -0.22, hz), (hx + 0.3, 0.22, hz + 0.25), 50), "glazed", "black"),
        Part(sweep(np.array([(0, 0, -length + 0.15), (0, 0, deep)]), 0.014), "metal", "silver"),
        Part(sweep(np.vstack([[(0, 0, -length + 0.2)], crook]), 0.028), "wood", beak),
    ]
    tilt = rng.uniform(-8, 14)
    tipped = [part.with_mesh(part.mesh.turned("z", -50).turned("x", tilt)) for part in parts]
    return turned(rng, grounded(tipped), 25)


def headband(wide: float, high: float, deep: float) -> tuple[Mesh, Mesh]:
    """The arch over the head, and its padding under the top. The ears are at x = ±wide, z = 0."""

    def arch(p: Points, grow: float) -> Distances:
        return (np.sqrt((p[:, 0] / (wide + grow)) ** 2 + (np.maximum(p[:, 2], 0) / (high + grow)) ** 2) - 1) * wide

    def band(p: Points) -> Distances:
        return keep(
            keep((np.abs(arch(p, 0.0)) - 0.016).astype(np.float32), np.abs(p[:, 1]) - deep, 0.012), -p[:, 2] - 0.02
        )

    def pad(p: Points) -> Distances:
        return keep(
            keep((np.abs(arch(p, -0.035)) - 0.024).astype(np.float32), np.abs(p[:, 1]) - deep * 1.15, 0.03),
            (high * 0.55 - p[:, 2]).astype(np.float32),
            0.03,
        )

    lo, hi = (-wide - 0.06, -deep - 0.05, -0.04), (wide + 0.06, deep + 0.05, high + 0.05)
    return sdf(band, lo, hi, 96), sdf(pad, lo, hi, 84)


@kind(
    "headphones",
    category="Electronics > Headphones",
    words=["headphones", "over-ear headphones", "wireless headset"],
    colors=["black", "white", "red", "blue", "green", "yellow", "pink", "grey", "mint", "orange"],
    materials=["plastic", "wood", "metal"],
)
def headphones(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Over-ear headphones standing up. spec: pads (colour), accent (colour of the discs)."""
    wide, high = rng.uniform(0.36, 0.4), rng.uniform(0.46, 0.54)
    band, pad = headband(wide, high, rng.uniform(0.04, 0.06))
    pads = spec.get("pads") or pick(rng, ["black", "grey", "brown", "beige"])
    accent = spec.get("accent") or pick(rng, ["silver", "gold", color, "black"])
    r, oval = rng.uniform(0.185, 0.215), rng.uniform(1.0, 1.18)

    def disc(p: Points, x0: float, radius: float, half: float, soft: float) -> Distances:
        across = np.sqrt(p[:, 1] ** 2 + (p[:, 2] / oval) ** 2) - radius
        return keep(across.astype(np.float32), (np.abs(np.abs(p[:, 0]) - x0) - half).astype(np.float32), soft)

    def cushion(p: Points) -> Distances:
        across = np.sqrt(p[:, 1] ** 2 + (p[:, 2] / oval) ** 2) - r * 0.74
        return (np.sqrt(across**2 + (np.abs(p[:, 0]) - wide + 0.075) ** 2) - 0.065).astype(np.float32)

    box_lo, box_hi = (-wide - 0.14, -r - 0.04, -r * oval - 0.04), (wide + 0.14, r + 0.04, r * oval + 0.04)
    parts = [
        Part(band, "metal" if material == "metal" else "plastic", color if material != "wood" else "black"),
        Part(pad, "leather", pads),
        Part(sdf(lambda p: disc(p, wide + 0.035, r, 0.065, 0.05), box_lo, box_hi, 92), material, color),
        Part(sdf(cushion, box_lo, box_hi, 92), "leather", pads),
        Part(sdf(lambda p: disc(p, wide + 0.1, r * 0.6, 0.01, 0.008), box_lo, box_hi, 92), "metal", accent),
        Part(
            sdf(
                lambda p: keep(disc(p, wide - 0.02, r * 0.75, 0.01, 0.0), -np.abs(p[:, 0]) + wide - 0.05),
                box_lo,
                box_hi,
                72,
            ),
            "fabric",
            "black",
        ),
    ]
    raised = [part.with_mesh(part.mesh.moved((0, 0, r * oval))) for part in parts]
    return turned(rng, raised, 55)


@kind(
    "whale headphones",
    category="Electronics > Headphones",
    words=["headphones with whales for ear cups", "whale headphones", "sea animal headset", "whale-shaped earphones"],
    colors=["blue", "teal", "navy", "grey", "pink"],
    materials=["plastic", "rubber", "felt"],
)
def whale_headphones(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """Headphones whose two ear cups are whales with raised flukes, white bellies and a spout on the band.

    spec: band (colour).
    """
    wide, high = 0.37, rng.uniform(0.5, 0.56)
    band, pad = headband(wide, high, 0.045)
    size = rng.uniform(0.95, 1.1)
    cx = wide + 0.12

    def local(p: Points) -> Points:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0]) - cx
        return q / np.float32(size)

    def body(p: Points) -> Distances:
        q = local(p)
        trunk = egg(q, (0, -0.05, 0), (0.15, 0.29, 0.19))
        tail = stroke(q, [(0, 0.12, 0.0), (0, 0.3, 0.06), (0, 0.36, 0.19)], [0.12, 0.06, 0.04])
        sides = q.copy()
        sides[:, 0] = np.abs(sides[:, 0])
        fluke = egg(sides, (0.07, 0.385, 0.22), (0.12, 0.06, 0.032))
        fin = egg(sides, (0.15, -0.05, -0.12), (0.1, 0.06, 0.025))
        return merge(merge(merge(trunk, tail, 0.09), fluke, 0.04), fin, 0.03) * np.float32(size)

    def belly(p: Points) -> Distances:
        q = local(p)
        grooves = 0.004 * np.cos(110 * q[:, 0])
        return keep(
            body(p) - 0.008 + grooves.astype(np.float32),
            np.maximum(q[:, 2] + 0.05, q[:, 1] - 0.1),
            0.01,
        )

    def eyes(p: Points) -> Distances:
        q = local(p)
        q[:, 0] = np.abs(q[:, 0])
        return ball(q, (0.125, -0.2, 0.03), 0.03)

    def cushion(p: Points) -> Distances:
        across = np.sqrt(p[:, 1] ** 2 + p[:, 2] ** 2) - 0.13
        return (np.sqrt(across**2 + (np.abs(p[:, 0]) - wide + 0.06) ** 2) - 0.06).astype(np.float32)

    reach = cx + 0.3
    lo, hi = (-reach, -0.4, -0.24), (reach, 0.5, 0.34)
    trim = spec.get("band") or pick(rng, ["white", "yellow", "black", "orange"])
    drops = sdf(
        lambda p: merge(
            stroke(p, [(0, 0, 0), (0, 0, 0.1), (0.06, 0, 0.15), (0.1, 0, 0.1)], 0.022),
            stroke(p, [(0, 0, 0.1), (-0.06, 0, 0.15), (-0.1, 0, 0.1)], 0.022),
            0.02,
        ),
        (-0.14, -0.04, -0.03),
        (0.14, 0.04, 0.19),
        44,
    )
    parts = [
        Part(band, "plastic", trim),
        Part(pad, "leather", "black" if trim != "black" else "grey"),
        Part(sdf(body, lo, hi, 120), material, color),
        Part(sdf(belly, lo, hi, 116), material, "white"),
        Part(sdf(eyes, lo, hi, 120), "glazed", "black"),
        Part(sdf(cushion, (-wide - 0.05, -0.22, -0.22), (wide + 0.05, 0.22, 0.22), 84), "leather", "black"),
        Part(drops.moved((0, 0, high + 0.02)), "plastic", "white" if trim != "white" else "blue"),
    ]
    raised = [part.with_mesh(part.mesh.moved((0, 0, 0.215 * size))) for part in parts]
    side = float(pick(rng, [-1, 1])) * rng.uniform(25, 55)
    return [part.with_mesh(part.mesh.turned("z", side)) for part in raised]
