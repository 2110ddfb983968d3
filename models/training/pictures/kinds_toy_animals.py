# mypy: disable-error-code="no-any-return"
"""Bears, ducks and whales to play with. The bear faces -y, the others +x before they are turned."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.training.pictures.arranging import pick, together, turned, turned_aside
from models.training.pictures.fields import (
    Distances,
    Points,
    ball,
    egg,
    keep,
    merge,
    mirrored,
    ramp,
    rod,
    stroke,
)
from models.training.pictures.kinds import kind
from models.training.pictures.kinds_fun import wheels
from models.training.pictures.scene import Part
from models.training.pictures.shapes import (
    box,
    cone,
    cylinder,
    ellipsoid,
    lathe,
    rounded,
    sdf,
    sphere,
    sweep,
    torus,
)

Rng = np.random.Generator
TOY_COLORS = ["red", "blue", "yellow", "green", "orange", "teal", "pink", "white", "mint", "sky blue", "navy", "purple"]


@kind(
    "soft bear",
    category="Toys > Soft toys",
    words=["teddy bear", "plush bear", "soft toy bear", "cuddly bear"],
    colors=["brown", "tan", "white", "grey", "pink", "cream", "black", "mint", "sky blue"],
    materials=["plush", "knit", "velvet"],
)
def soft_bear(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A sitting bear. spec: bow (colour or None), scarf (colour), muzzle (colour)."""
    belly, hr, ear = rng.uniform(0.22, 0.26), rng.uniform(0.2, 0.23), rng.uniform(0.065, 0.09)
    head_z = 0.42 + hr * 0.85
    pale = str(spec.get("muzzle") or ("cream" if color != "cream" else "tan"))

    def body(p: Points) -> Distances:
        q = mirrored(p, 0)
        trunk = egg(p, (0, 0, 0.26), (belly, belly * 0.9, 0.27))
        head = egg(p, (0, -0.03, head_z), (hr * 1.08, hr * 0.95, hr))
        ears = egg(q, (hr * 0.78, 0, head_z + hr * 0.82), (ear, ear * 0.5, ear))
        arm = rod(q, (belly * 0.82, -0.03, 0.42), (belly + 0.1, -0.16, 0.22), 0.075, 0.085)
        legs = rod(q, (0.13, -0.1, 0.11), (0.21, -0.36, 0.1), 0.1, 0.1)
        foot = egg(q, (0.22, -0.4, 0.12), (0.09, 0.07, 0.12))
        d = merge(trunk, head, 0.05)
        return merge(merge(merge(d, ears, 0.03), arm, 0.03), merge(legs, foot, 0.04), 0.03)

    muzzle = ellipsoid(0.105, 0.09, 0.08, 40).moved((0, -hr * 0.9 - 0.02, head_z - 0.06))
    inner = together(
        [
            ellipsoid(ear * 0.62, 0.02, ear * 0.62, 28).moved((s * hr * 0.78, -ear * 0.44, head_z + hr * 0.82))
            for s in (-1, 1)
        ]
    )
    pads = together([ellipsoid(0.06, 0.02, 0.08, 28).moved((s * 0.22, -0.462, 0.12)) for s in (-1, 1)])
    tummy = ellipsoid(belly * 0.62, 0.05, 0.16, 40).moved((0, -belly * 0.9 + 0.025, 0.26))
    nose = ellipsoid(0.042, 0.03, 0.03, 28).moved((0, -hr * 0.9 - 0.1, head_z - 0.02))
    eyes = together([sphere(0.027, 24).moved((s * 0.085, -hr * 0.88 - 0.012, head_z + 0.055)) for s in (-1, 1)])
    smile = sweep(
        np.array(
            [
                (-0.04, -hr * 0.9 - 0.085, head_z - 0.09),
                (0, -hr * 0.9 - 0.105, head_z - 0.075),
                (0.04, -hr * 0.9 - 0.085, head_z - 0.09),
            ]
        ),
        0.007,
    )
    parts = [
        Part(sdf(body, (-0.42, -0.52, -0.01), (0.42, 0.3, head_z + hr + 0.14), 92), material, color),
        Part(together([muzzle, inner, pads, tummy]), material, pale),
        Part(together([nose, eyes, smile]), "enamel", "black" if color != "black" else "brown"),
    ]
    bow = spec["bow"] if "bow" in spec else pick(rng, [None, "red", "blue", "yellow", "green"])
    neck_z = 0.42 + 0.02
    if spec.get("scarf"):
        parts.append(
            Part(
                torus(0.16, 0.05, 56)
                .scaled((1, 0.95, 0.8))
                .moved((0, -0.02, neck_z + 0.02))
                .joined(box((0.09, 0.035, 0.22), 0.015).moved((0.09, -belly * 0.9 - 0.03, neck_z - 0.22))),
                "knit",
                str(spec["scarf"]),
            )
        )
    elif bow:
        a = np.linspace(0, 2 * np.pi, 24)
        loops = [ellipsoid(0.075, 0.03, 0.05, 24).moved((s * 0.08, -belly * 0.8 - 0.05, neck_z)) for s in (-1, 1)]
        parts.append(
            Part(
                together(
                    [
                        *loops,
                        sphere(0.034, 20).moved((0, -belly * 0.8 - 0.06, neck_z)),
                        sweep(
                            np.stack([0.165 * np.cos(a), 0.155 * np.sin(a) - 0.02, np.full(24, neck_z)], axis=1), 0.022
                        ),
                    ]
                ),
                "velvet",
                str(bow),
            )
        )
    return turned(rng, parts, 35)


@kind(
    "toy duck",
    category="Toys > Bath toys",
    words=["rubber duck", "bath duck", "toy duck", "bird for the bath"],
    colors=["yellow", "white", "pink", "green", "blue", "orange", "red", "black"],
    materials=["rubber", "plastic", "wood"],
)
def toy_duck(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A bath duck. spec: hat none|sailor|top|crown, glasses bool, beak (colour), wheels bool."""
    beak = str(spec.get("beak") or ("orange" if color not in ("orange", "red") else "yellow"))
    hr, plump = rng.uniform(0.2, 0.24), rng.uniform(0.9, 1.08)
    hx, hz = 0.2, 0.42 + hr * 0.7

    def body(p: Points) -> Distances:
        q = mirrored(p, 1)
        trunk = egg(p, (0, 0, 0.22), (0.4, 0.29 * plump, 0.22))
        tail = rod(p, (-0.26, 0, 0.26), (-0.46, 0, 0.44), 0.13, 0.03)
        head = ball(p, (hx, 0, hz), hr)
        wing = merge(
            egg(q, (-0.06, 0.27 * plump, 0.26), (0.2, 0.05, 0.11)),
            egg(q, (-0.22, 0.28 * plump, 0.32), (0.1, 0.035, 0.05)),
            0.04,
        )
        d = merge(merge(trunk, tail, 0.1), head, 0.07)
        return keep(merge(d, wing, 0.02), 0.012 - p[:, 2], 0.03)

    def bill(p: Points) -> Distances:
        tip = 0.05 * ramp(p[:, 0], hx + hr, hx + hr + 0.16)
        q = p - np.stack([0 * tip, 0 * tip, tip], axis=1)
        return merge(
            egg(q, (hx + hr + 0.03, 0, hz - 0.03), (0.12, 0.095, 0.03)),
            egg(p, (hx + hr + 0.01, 0, hz - 0.075), (0.09, 0.08, 0.024)),
            0.01,
        )

    eyes_at = [(hx + hr * 0.72, s * hr * 0.52, hz + hr * 0.42) for s in (-1, 1)]
    parts = [
        Part(sdf(body, (-0.52, -0.38, 0.0), (0.5, 0.38, hz + hr + 0.03), 84), material, color),
        Part(sdf(bill, (hx + hr - 0.12, -0.12, hz - 0.13), (hx + hr + 0.18, 0.12, hz + 0.06), 44), material, beak),
        Part(
            together([ellipsoid(0.03, 0.035, 0.045, 24).moved(at) for at in eyes_at]),
            "enamel",
            "white" if color != "white" else "sky blue",
        ),
        Part(together([sphere(0.022, 20).moved((x + 0.018, y * 1.06, z)) for x, y, z in eyes_at]), "enamel", "black"),
    ]
    hat = str(spec.get("hat") or pick(rng, ["none", "none", "sailor", "top", "crown"]))
    top = hz + hr * 0.86
    if hat == "top":
        parts.append(
            Part(
                cylinder(0.17, 0.02, 0.006)
                .joined(cylinder(0.11, 0.2, 0.015))
                .turned("y", -8)
                .moved((hx - 0.02, 0, top)),
                "felt",
                "black" if color != "black" else "red",
            )
        )
        parts.append(
            Part(
                cylinder(0.113, 0.04, 0.004).turned("y", -8).moved((hx - 0.022, 0, top + 0.02)),
                "fabric",
                "red" if color != "red" else "yellow",
            )
        )
    elif hat == "sailor":
        parts.append(
            Part(
                lathe(rounded([(0, 0), (0.12, 0), (0.15, 0.075), (0.09, 0.1), (0, 0.12)], 0.025), 56)
                .turned("y", -8)
                .moved((hx - 0.02, 0, top)),
                "fabric",
                "white" if color != "white" else "red",
            )
        )
        parts.append(Part(torus(0.126, 0.014, 56).turned("y", -8).moved((hx - 0.02, 0, top + 0.022)), "fabric", "navy"))
    elif hat == "crown":
        t = np.linspace(0, 2 * np.pi, 121)
        spikes = [
            cone(0.045, 0.004, 0.11, 0.002, 20).moved((0.115 * np.cos(a), 0.115 * np.sin(a), 0.06)) for a in t[:-1:20]
        ]
        band = lathe(rounded([(0.12, 0), (0.135, 0), (0.14, 0.075), (0.12, 0.075), (0.12, 0)], 0.005), 64)
        parts.append(Part(together([band, *spikes]).turned("y", -8).moved((hx - 0.02, 0, top - 0.01)), "gold", "gold"))
    if spec.get("glasses", False):
        rims = together(
            [
                torus(0.072, 0.014, 36).turned("y", 90).moved((hx + hr * 0.86, s * hr * 0.47, hz + hr * 0.4))
                for s in (-1, 1)
            ]
        )
        lenses = together(
            [
                cylinder(0.07, 0.01, 0.003, 36).turned("y", 90).moved((hx + hr * 0.86, s * hr * 0.47, hz + hr * 0.4))
                for s in (-1, 1)
            ]
        )
        arms = together(
            [
                sweep(
                    np.array([(hx + hr * 0.86, s * hr * 0.85, hz + hr * 0.42), (hx, s * hr * 1.03, hz + hr * 0.42)]),
                    0.012,
                )
                for s in (-1, 1)
            ]
        )
        parts += [Part(rims.joined(arms), "plastic", "red"), Part(lenses, "enamel", "black")]
    if spec.get("wheels", material == "wood" and rng.random() < 0.6):
        tyres, hubs = wheels([(-0.22, 1.0), (0.22, 1.0)], 0.25, 0.06, 0.12)
        parts = [part.with_mesh(part.mesh.moved((0, 0, 0.13))) for part in parts] + [
            Part(tyres, "wood", "red" if color != "red" else "blue"),
            Part(hubs, "wood", "natural"),
        ]
    return turned_aside(rng, parts, 20, 62, -90)


@kind(
    "toy whale",
    category="Toys > Soft toys",
    words=["toy whale", "plush whale", "soft sea animal", "whale cuddly toy"],
    colors=["blue", "navy", "teal", "grey", "sky blue", "pink", "mint", "purple"],
    materials=["plush", "velvet", "knit", "wood", "rubber"],
)
def toy_whale(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
    """A round whale, tail up. spec: spout bool, belly (colour)."""
    plump, arch = rng.uniform(0.9, 1.1), rng.uniform(0.3, 0.44)

    def body(p: Points) -> Distances:
        q = mirrored(p, 1)
        trunk = egg(p, (0.1, 0, 0.28), (0.42, 0.29 * plump, 0.28))
        tail = stroke(p, [(-0.1, 0, 0.25), (-0.36, 0, 0.26), (-0.54, 0, arch + 0.04)], [0.2, 0.11, 0.055])
        fluke = rod(q, (-0.57, 0.02, arch + 0.09), (-0.66, 0.21, arch + 0.19), 0.05, 0.03)
        fin = egg(q, (0.12, 0.3 * plump, 0.14), (0.12, 0.11, 0.03))
        return keep(merge(merge(merge(trunk, tail, 0.14), fluke, 0.05), fin, 0.04), 0.01 - p[:, 2], 0.03)

    def belly(p: Points) -> Distances:
        grooves = 0.006 * np.cos(75 * p[:, 1])
        line = p[:, 2] - 0.2 + 0.3 * np.maximum(-p[:, 0], 0) + 0.05 * np.maximum(p[:, 0] - 0.2, 0)
        return keep(
            body(p) - 0.01 + grooves.astype(np.float32), np.maximum(line, -p[:, 0] - 0.26).astype(np.float32), 0.015
        )

    eyes = together([ellipsoid(0.03, 0.02, 0.035, 24).moved((0.37, s * 0.205 * plump, 0.3)) for s in (-1, 1)])
    parts = [
        Part(sdf(body, (-0.76, -0.46, -0.0), (0.55, 0.46, arch + 0.3), 96), material, color),
        Part(sdf(belly, (-0.4, -0.34, -0.01), (0.56, 0.34, 0.26), 84), material, str(spec.get("belly") or "white")),
        Part(eyes, "enamel", "black"),
    ]
    if spec.get("spout", rng.random() < 0.55):
        jets = [
            sweep(
                np.array([(0.12, 0, 0.54), (0.12, 0, 0.66), (0.12 + dx, dy, 0.72), (0.12 + 1.7 * dx, 1.7 * dy, 0.64)]),
                [0.03, 0.026, 0.026, 0.034],
            )
            for dx, dy in ((0.08, 0), (-0.08, 0), (0, 0.08), (0, -0.08))
        ]
        parts.append(
            Part(
                together(jets),
                "felt" if material in ("plush", "velvet", "knit") else material,
                "white" if color != "white" else "sky blue",
            )
        )
    return turned_aside(rng, parts, 35, 75, -90)
