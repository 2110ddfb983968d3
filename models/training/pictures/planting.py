"""Plants for pots of every sort: leaves, stems and flowers as thin bent meshes. They stand on z = 0 at the origin."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.scene import Part
from models.training.pictures.shapes import Mesh, ellipsoid, mesh, sphere, sweep

Rng = np.random.Generator
PLANTS = ("fern", "succulent", "grass", "bush", "flowers", "cactus", "trailing", "snake plant")
_FLOWERS = ("pink", "red", "yellow", "white", "purple", "orange", "lilac")


def plant(rng: Rng, sort: str, *, width: float, height: float) -> list[Part]:
    """Return one plant about `width` across and `height` high. Raises KeyError for an unknown sort."""
    grow = {
        "fern": _fern, "succulent": _succulent, "grass": _grass, "bush": _bush, "flowers": _flowers, "cactus": _cactus,
        "trailing": _trailing, "snake plant": _snake,
    }[sort]  # fmt: skip
    return grow(rng, width, height)


def leaf(length: float, breadth: float, bend: float, fold: float = 0.15, steps: int = 9) -> Mesh:
    """A pointed leaf from the origin along +x, its tip sunk by `bend`, folded along its middle."""
    t = np.linspace(0, 1, steps)
    wide = breadth / 2 * np.sin(np.pi * np.clip(t * 0.94 + 0.06, 0, 1)) ** 0.8
    x, z = length * t, -bend * t**2
    left = np.stack([x, wide, z + fold * wide], 1)
    middle = np.stack([x, 0 * x, z], 1)
    right = np.stack([x, -wide, z + fold * wide], 1)
    rows = np.stack([left, middle, right], 1)
    index = np.arange(steps * 3).reshape(steps, 3)
    faces: list[Any] = []
    for column in (0, 1):
        a, b, c, d = index[:-1, column], index[1:, column], index[1:, column + 1], index[:-1, column + 1]
        faces += [np.stack([a, c, b], 1), np.stack([a, d, c], 1)]
    return mesh(rows.reshape(-1, 3), np.concatenate(faces))


def _tilted(one: Mesh, lift: float, around: float) -> Mesh:
    """Raise a leaf's tip by `lift` degrees, then turn it `around` the upright."""
    return one.turned("y", -lift).turned("z", around)


def _green(rng: Rng) -> tuple[float, float, float]:
    return (float(rng.uniform(50, 105)), float(rng.uniform(110, 165)), float(rng.uniform(45, 90)))


def _fern(rng: Rng, width: float, height: float) -> list[Part]:
    fronds: list[Mesh] = []
    for k in range(int(rng.integers(16, 24))):
        reach, rise, around = (
            width * rng.uniform(0.4, 0.75),
            height * rng.uniform(0.5, 1.0),
            k * 137.5 + rng.uniform(-20, 20),
        )
        t = np.linspace(0, 1, 9)
        path = np.stack([reach * t, 0 * t, rise * np.sin(t * rng.uniform(1.5, 2.3))], 1)
        stem = sweep(path, np.linspace(0.008, 0.003, 9) * height * 2, sides=5)
        blades = [stem]
        for at in np.linspace(0.2, 0.98, 11):
            here = np.array([np.interp(at, t, path[:, axis]) for axis in range(3)])
            size = reach * 0.42 * np.sin(np.pi * (0.2 + 0.75 * at))
            blades += [_tilted(leaf(size, size * 0.4, size * 0.3, steps=5), 5, side).moved(here) for side in (65, -65)]
        fronds.append(blades[0].joined(*blades[1:]).turned("z", around))
    return [Part(fronds[0].joined(*fronds[1:]), "leaf", _green(rng))]


def _succulent(rng: Rng, width: float, height: float) -> list[Part]:
    leaves: list[Mesh] = []
    n = int(rng.integers(22, 36))
    for k in range(n):
        out = k / n
        size = width * (0.22 + 0.34 * out)
        petal = ellipsoid(size / 2, size * 0.2, size * 0.09, 12).moved((size / 2, 0, 0))
        leaves.append(_tilted(petal, 78 - 62 * out, k * 137.5).moved((0, 0, height * 0.28 * (1 - out))))
    tint = rng.choice(["sage", "mint", "green", "teal"])
    return [Part(leaves[0].joined(*leaves[1:]).moved((0, 0, height * 0.12)), "leaf", str(tint))]


def _grass(rng: Rng, width: float, height: float) -> list[Part]:
    blades = []
    for _ in range(int(rng.integers(60, 100))):
        length = height * rng.uniform(0.7, 1.15)
        blade = leaf(length, height * 0.045, length * rng.uniform(0.05, 0.5), steps=6)
        around, spread = rng.uniform(0, 360), rng.uniform(0, width * 0.3)
        place = (spread * np.cos(np.radians(around)), spread * np.sin(np.radians(around)), 0)
        blades.append(_tilted(blade, rng.uniform(58, 88), around).moved(place))
    return [Part(blades[0].joined(*blades[1:]), "leaf", _green(rng))]


def _foliage(rng: Rng, width: float, height: float, count: int, size: float) -> Mesh:
    leaves = []
    for _ in range(count):
        direction = rng.normal(size=3)
        direction[2] = abs(direction[2])
        direction /= np.linalg.norm(direction)
        place = direction * np.array([width / 2, width / 2, height * 0.62]) * rng.uniform(0.55, 1.0) + [
            0,
            0,
            height * 0.34,
        ]
        around = np.degrees(np.arctan2(direction[1], direction[0])) + rng.uniform(-50, 50)
        one = leaf(size * rng.uniform(0.7, 1.2), size * 0.55, size * 0.25, steps=6)
        leaves.append(_tilted(one, rng.uniform(-15, 60), around).moved(place))
    return leaves[0].joined(*leaves[1:])


def _stems(rng: Rng, width: float, height: float, count: int) -> list[Mesh]:
    made = []
    for _ in range(count):
        tip = np.array(
            [rng.uniform(-0.4, 0.4) * width, rng.uniform(-0.4, 0.4) * width, height * rng.uniform(0.6, 0.85)]
        )
        made.append(sweep([(0, 0, 0), tuple(tip * [0.3, 0.3, 0.5]), tuple(tip)], height * 0.012, sides=6))
    return made


def _bush(rng: Rng, width: float, height: float) -> list[Part]:
    foliage = _foliage(rng, width, height, int(rng.integers(110, 190)), width * rng.uniform(0.16, 0.28))
    return [Part(foliage.joined(*_stems(rng, width, height, 6)), "leaf", _green(rng))]


def _flowers(rng: Rng, width: float, height: float) -> list[Part]:
    green = _foliage(rng, width * 0.9, height * 0.62, 80, width * 0.2).joined(*_stems(rng, width, height, 6))
    petals: list[Mesh] = []
    hearts: list[Mesh] = []
    for _ in range(int(rng.integers(9, 16))):
        size = width * rng.uniform(0.11, 0.15)
        around = rng.uniform(0, 2 * np.pi)
        far = width * 0.5 * np.sqrt(rng.random())
        place = np.array(
            [
                far * np.cos(around),
                far * np.sin(around),
                height * (0.95 - 0.4 * (far / width) ** 1.5) * rng.uniform(0.85, 1.05),
            ]
        )
        number = int(rng.integers(5, 8))
        lean = float(np.degrees(far / width) * 1.3)
        bloom = [_tilted(leaf(size, size * 0.8, 0, steps=5), 22, 360 / number * k) for k in range(number)]
        facing = np.degrees(around)
        flower = bloom[0].joined(*bloom[1:]).turned("y", lean).turned("z", float(facing)).moved(place)
        petals.append(flower)
        hearts.append(sphere(size * 0.26, 10).moved(np.add(place, (0, 0, size * 0.08))))
    color = str(rng.choice(_FLOWERS))
    heart = "yellow" if color != "yellow" else "brown"
    return [
        Part(green, "leaf", _green(rng)),
        Part(petals[0].joined(*petals[1:]), "leaf", color),
        Part(hearts[0].joined(*hearts[1:]), "powder", heart),
    ]


def _cactus(rng: Rng, width: float, height: float) -> list[Part]:
    ribs = int(rng.integers(9, 14))
    thick = min(width * 0.36, height * 0.3)

    def ribbed(radius: float, tall: float) -> Mesh:
        body = ellipsoid(radius, radius, tall / 2, 72).moved((0, 0, tall / 2))
        angle = np.arctan2(body.vertices[:, 1], body.vertices[:, 0])
        swell = 1 + 0.09 * np.cos(ribs * angle)
        return body.bent(lambda v: v * np.stack([swell, swell, np.ones_like(swell)], 1))

    body = [ribbed(thick, height)]
    if rng.random() < 0.6:
        for side in (-1, 1)[: int(rng.integers(1, 3))]:
            at = height * rng.uniform(0.3, 0.5)
            elbow = thick * 2.1 * side
            arm = sweep(
                [(0, 0, at), (elbow * 0.8, 0, at + 0.02), (elbow, 0, at + thick * 0.5), (elbow, 0, at + height * 0.28)],
                thick * 0.42,
                sides=16,
            )
            body.append(arm)
    parts = [Part(body[0].joined(*body[1:]), "leaf", _green(rng))]
    if rng.random() < 0.6:
        bloom = [_tilted(leaf(thick * 0.9, thick * 0.5, 0, steps=5), 40, 60 * k) for k in range(6)]
        parts.append(Part(bloom[0].joined(*bloom[1:]).moved((0, 0, height * 0.97)), "leaf", str(rng.choice(_FLOWERS))))
    return parts


def _trailing(rng: Rng, width: float, height: float) -> list[Part]:
    strands: list[Mesh] = [_foliage(rng, width, height * 0.55, 60, width * 0.16)]
    for k in range(int(rng.integers(9, 14))):
        around = k * 137.5
        t = np.linspace(0, 1, 8)
        out, down = width * rng.uniform(0.55, 0.75), height * rng.uniform(0.5, 1.1)
        path = np.stack(
            [out * np.sqrt(t), 0 * t, height * 0.3 * np.sin(t * 2) - down * np.maximum(t - 0.45, 0) ** 1.3], 1
        )
        strands.append(sweep(path, height * 0.008, sides=5).turned("z", around))
        for at in np.linspace(0.25, 1, 9):
            here = np.array([np.interp(at, t, path[:, axis]) for axis in range(3)])
            one = leaf(width * 0.15, width * 0.11, width * 0.04, steps=5)
            strands.append(_tilted(one, -30, rng.uniform(-80, 80)).moved(here).turned("z", around))
    return [Part(strands[0].joined(*strands[1:]), "leaf", _green(rng))]


def _snake(rng: Rng, width: float, height: float) -> list[Part]:
    blades = []
    for k in range(int(rng.integers(9, 15))):
        tall = height * rng.uniform(0.6, 1.05)
        blade = leaf(tall, width * 0.17, -tall * rng.uniform(0, 0.12), 0.5, steps=8)
        place = (rng.uniform(-0.2, 0.2) * width, rng.uniform(-0.2, 0.2) * width, 0)
        blades.append(_tilted(blade, rng.uniform(74, 92), k * 137.5).moved(place))
    return [Part(blades[0].joined(*blades[1:]), "leaf", _green(rng))]
