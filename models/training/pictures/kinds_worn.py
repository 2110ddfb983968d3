# mypy: disable-error-code="no-any-return"
"""Garments as most shops show them: on a figure, from the front, the side or the back. Fronts face -y, feet stand on z = 0.

A figure is about 1.75 high. Its pose comes from `pose`, a seed of its own, so that two views of one garment can show two
poses. The camera frames the garment, not the whole figure: heads and feet leave the picture, as they do in shops.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from models.training.pictures.arranging import pattern_for, pick
from models.training.pictures.fields import (
    Distances,
    Points,
    Triple,
    carve,
    egg,
    keep,
    merge,
    ramp,
    rod,
    stroke,
    vec,
)
from models.training.pictures.kinds import Builder, kind
from models.training.pictures.kinds_clothes import CLOTH_COLORS, motif
from models.training.pictures.scene import Part
from models.training.pictures.shapes import sdf

Rng = np.random.Generator
_SKIN = [(244, 214, 190), (226, 184, 150), (196, 146, 108), (150, 102, 70), (104, 68, 46), (72, 48, 36)]
_HAIR = [(34, 26, 22), (70, 44, 28), (120, 80, 44), (190, 150, 90), (120, 118, 116), (150, 60, 30)]
_OTHER = ["black", "navy", "grey", "white", "beige", "blue", "olive"]
_LOW, _HIGH = (-0.62, -0.36, -0.01), (0.62, 0.36, 1.82)


@dataclass(frozen=True)
class Figure:
    """Who wears it: the points of the skeleton, left side first, and how broad the body is."""

    arms: tuple[tuple[Triple, Triple, Triple], ...]
    legs: tuple[tuple[Triple, Triple, Triple], ...]
    shoulders: float
    waist: float
    hips: float
    chest: float
    dummy: bool
    skin: tuple[float, float, float]
    hair: tuple[float, float, float]
    long_hair: bool

    def trunk(self, p: Points, loose: float = 0.0) -> Distances:
        """Chest, waist and hips, `loose` away from the skin."""
        chest = egg(p, (0, 0, 1.3), (self.shoulders, 0.115 + self.chest * 0.3, 0.22))
        waist = egg(p, (0, 0.005, 1.1), (self.waist, 0.1, 0.2))
        hips = egg(p, (0, 0.015, 0.93), (self.hips, 0.125, 0.15))
        body = merge(merge(chest, waist, 0.1), hips, 0.1)
        if self.chest:
            q = p * vec(1, 1, 1)
            q[:, 0] = np.abs(q[:, 0])
            body = merge(body, egg(q, (0.07, -0.09, 1.3), (0.075, 0.06 + self.chest, 0.07)), 0.05)
        collar = rod(p, (-self.shoulders, 0, 1.42), (self.shoulders, 0, 1.42), 0.055)
        return merge(body, collar, 0.09) - np.float32(loose)

    def arm(self, p: Points, length: float = 1.0, loose: float = 0.0) -> Distances:
        """Both arms from the shoulder, as far as `length` (0.5 is the elbow)."""
        return np.minimum.reduce(
            [stroke(p, *_cut(limb, length, (0.062 + loose, 0.048 + loose, 0.036 + loose))) for limb in self.arms]
        )

    def leg(self, p: Points, length: float = 1.0, loose: float = 0.0, flare: float = 0.0) -> Distances:
        """Both legs from the hip; `flare` widens them towards the ankle."""
        radii = (0.092 + loose, 0.064 + loose + flare / 2, 0.044 + loose + flare)
        return np.minimum.reduce([stroke(p, *_cut(limb, length, radii)) for limb in self.legs])


def _cut(limb: Sequence[Triple], length: float, radii: Sequence[float]) -> tuple[list[Triple], list[float]]:
    """The first `length` of a limb of two bones, and its radii there."""
    a, b, c = (np.array(joint, float) for joint in limb)
    if length <= 0.5:
        share = length * 2
        end, thick = a + (b - a) * share, radii[0] + (radii[1] - radii[0]) * share
        return [_triple(a), _triple(end)], [radii[0], thick]
    share = length * 2 - 1
    end, thick = b + (c - b) * share, radii[1] + (radii[2] - radii[1]) * share
    return [_triple(a), _triple(b), _triple(end)], [radii[0], radii[1], thick]


def _triple(point: Any) -> Triple:
    return (float(point[0]), float(point[1]), float(point[2]))


def figure(build: Rng, pose: Rng) -> Figure:
    """A figure whose body is drawn from `build` and whose pose from `pose`."""
    womanly = build.random() < 0.5
    shoulders = build.uniform(0.155, 0.175) if womanly else build.uniform(0.18, 0.205)
    waist = build.uniform(0.115, 0.135) if womanly else build.uniform(0.14, 0.165)
    hips = build.uniform(0.165, 0.185) if womanly else build.uniform(0.155, 0.17)
    arms, legs = [], []
    for side in (-1, 1):
        out, bend = pose.uniform(0.04, 0.2), pose.uniform(0.0, 0.3)
        forward = pose.uniform(-0.16, 0.1)
        elbow = (side * (shoulders + out), forward * 0.5 + 0.02, 1.16)
        hand_out = out + pose.uniform(-0.22, 0.12) * (bend > 0.12)
        hand = (side * (shoulders + hand_out), forward - bend * 0.5, 0.9 + bend * 0.45)
        arms.append(((side * shoulders, 0.0, 1.41), elbow, hand))
        step, apart = pose.uniform(-0.12, 0.12), pose.uniform(0.005, 0.06)
        knee = (side * (0.09 + apart * 0.6), -0.02 + step * 0.4, 0.5)
        legs.append(((side * 0.085, 0.0, 0.9), knee, (side * (0.09 + apart), step + 0.02, 0.07)))
    dummy = build.random() < 0.25
    return Figure(
        arms=tuple(arms), legs=tuple(legs), shoulders=shoulders, waist=waist, hips=hips,
        chest=build.uniform(0.01, 0.03) if womanly else 0.0, dummy=dummy,
        skin=pick(build, [(230, 228, 224), (214, 198, 170), (60, 60, 62)]) if dummy else pick(build, _SKIN),
        hair=pick(build, _HAIR), long_hair=womanly and build.random() < 0.6,
    )  # fmt: skip


def body(who: Figure) -> list[Part]:
    """Skin, hair and shoes: in the picture, but not what the camera frames."""

    def skin(p: Points) -> Distances:
        d = merge(who.trunk(p), who.arm(p), 0.05)
        d = merge(d, who.leg(p), 0.05)
        d = merge(d, rod(p, (0, 0.01, 1.42), (0, 0.0, 1.56), 0.052), 0.05)
        head = egg(p, (0, -0.012, 1.655), (0.077, 0.095, 0.115))
        hands = np.minimum.reduce([egg(p, (h[0], h[1], h[2] - 0.05), (0.035, 0.045, 0.07)) for _, _, h in who.arms])
        return merge(merge(d, head, 0.03), hands, 0.03)

    parts = [Part(sdf(skin, _LOW, _HIGH, 150), "plastic" if who.dummy else "silicone", who.skin, framed=False)]
    if not who.dummy:

        def hair(p: Points) -> Distances:
            cap = carve(
                egg(p, (0, 0.0, 1.675), (0.09, 0.108, 0.12)), egg(p, (0, -0.11, 1.63), (0.075, 0.09, 0.11)), 0.02
            )
            if who.long_hair:
                cap = merge(cap, egg(p, (0, 0.075, 1.52), (0.085, 0.05, 0.17)), 0.04)
            return cap

        parts.append(Part(sdf(hair, (-0.13, -0.14, 1.3), (0.13, 0.15, 1.82), 60), "felt", who.hair, framed=False))
    shoes = np.array([[ankle[0], ankle[1]] for _, _, ankle in who.legs], np.float32)

    def shoe(p: Points) -> Distances:
        d = np.minimum.reduce([egg(p, (float(x), float(y) - 0.06, 0.04), (0.052, 0.13, 0.055)) for x, y in shoes])
        return keep(d, -p[:, 2])

    color = who.skin if who.dummy else pick(np.random.default_rng(int(who.hair[0])), ["white", "black", "grey"])
    parts.append(Part(sdf(shoe, (-0.35, -0.4, -0.01), (0.35, 0.3, 0.12), 60), "rubber", color, framed=False))
    return parts


def _under(who: Figure, top: str | None, bottom: str | None, rng: Rng) -> list[Part]:
    """Plain clothes for the half of the figure that the garment leaves bare."""
    parts = []
    if top:
        reach = pick(rng, [0.0, 0.3, 0.95])

        def shirt(p: Points) -> Distances:
            d = merge(who.trunk(p, 0.014), who.arm(p, reach, 0.016), 0.05) if reach else who.trunk(p, 0.012)
            return keep(carve(d, egg(p, (0, -0.03, 1.5), (0.09, 0.12, 0.09)), 0.01), 0.93 - p[:, 2], 0.01)

        parts.append(Part(sdf(shirt, _LOW, _HIGH, 110), "cotton", top, framed=False))
    if bottom:
        reach = pick(rng, [0.35, 0.96, 0.96])

        def trousers(p: Points) -> Distances:
            d = merge(keep(who.trunk(p, 0.012), p[:, 2] - 1.03, 0.01), who.leg(p, reach, 0.014), 0.04)
            return keep(d, p[:, 2] - 1.03, 0.01)

        parts.append(Part(sdf(trousers, _LOW, _HIGH, 110), "cotton", bottom, framed=False))
    return parts


def _creased(p: Points, depth: float, phase: float) -> Distances:
    """Folds of cloth, stronger where it hangs."""
    a = np.sin(16 * p[:, 2] + 9 * p[:, 0] + phase) * np.sin(7 * p[:, 2] - 4 * p[:, 1] + 2 * phase)
    return (depth * a).astype(np.float32)


def _top(
    rng: Rng, color: str, material: str, spec: dict[str, Any], *, sleeve: float, loose: float, hem: float,
    neck: str = "round", patterns: Sequence[str | None] = (None,), front: str = "", collar: str = "", prints: bool = False,
    straps: float = 0.0,
) -> list[Part]:  # fmt: skip
    """Anything worn above the waist. `sleeve` is its share of the arm, `hem` its height, `straps` the width of a bare top's."""
    who = figure(rng, np.random.default_rng(int(spec.get("pose", rng.integers(2**31)))))
    phase, trim = rng.uniform(0, 6), str(pick(rng, [color, color, "black", "white", "grey"]))
    pattern = pattern_for(rng, spec, color, patterns)
    other = str(pick(rng, _OTHER))
    print_ = pick(rng, [None, None, "white", "black", "red", "yellow"]) if prints and pattern is None else None
    form = str(pick(rng, ["sun", "heart", "star", "pocket"]))
    stripe = rng.random() < 0.3

    def outer(p: Points) -> Distances:
        d = who.trunk(p, loose)
        if sleeve:
            d = merge(d, who.arm(p, sleeve, loose * 0.8), 0.05)
        if hem < 0.85:  # a coat falls straight from the hip
            fall = ((np.hypot(p[:, 0], p[:, 1] * 1.3) - who.hips - loose) * 0.8).astype(np.float32)
            d = merge(d, keep(fall, (p[:, 2] - 0.98).astype(np.float32)), 0.05)
        return d + _creased(p, 0.3 * loose, phase)

    depth = {"round": 0.07, "v": 0.13, "high": 0.0, "wide": 0.1}[neck]

    def whole(p: Points) -> Distances:
        d = keep(outer(p), (hem - p[:, 2]).astype(np.float32), 0.008)
        if sleeve:
            ends = np.minimum.reduce([_beyond(p, limb, sleeve) for limb in who.arms])
            d = carve(d, ends, 0.006)
        if depth:
            wide = 0.125 if neck == "wide" else 0.08
            hole = egg(p, (0, -0.05, 1.5), (wide, 0.13, depth))
            if neck == "v":
                hole = merge(hole, keep(np.abs(p[:, 0]) - 0.4 * (p[:, 2] - 1.32), p[:, 1]).astype(np.float32), 0.01)
            d = carve(d, hole, 0.01)
        if straps:
            x = np.abs(p[:, 0])
            bare = np.maximum(1.34 - p[:, 2], np.abs(x - who.shoulders * 0.55) * -1 + straps)
            d = carve(d, bare.astype(np.float32), 0.012)
        return d

    parts = [Part(sdf(whole, _LOW, _HIGH, 150), material, color, pattern)]
    if front == "zip":
        line = sdf(
            lambda p: keep(_skin(outer(p), 0.012), np.maximum(np.abs(p[:, 0]) - 0.008, p[:, 1])),
            (-0.03, -0.34, hem),
            (0.03, 0, 1.5),
            110,
        )
        parts.append(Part(line, "plastic", trim if trim != color else "grey"))
    if front == "buttons":
        for z in np.arange(max(hem, 0.7) + 0.06, 1.4, 0.085):
            dot = partial(_button, outer, float(z))
            place = sdf(dot, (-0.03, -0.34, z - 0.03), (0.03, 0, z + 0.03), 90)
            parts.append(Part(place, "plastic", trim if trim != color else "white"))
    if collar:
        high = {"stand": 0.075, "fold": 0.05, "hood": 0.05}[collar]

        def band(p: Points) -> Distances:
            ring = np.abs(np.hypot(p[:, 0], (p[:, 1] - 0.01) * 1.05) - 0.078) - 0.014
            return keep(
                ring.astype(np.float32), (np.abs(p[:, 2] - 1.47 - high / 2) - high / 2).astype(np.float32), 0.01
            )

        parts.append(Part(sdf(band, (-0.14, -0.14, 1.42), (0.14, 0.14, 1.6), 60), material, color))
    if collar == "hood":

        def hood(p: Points) -> Distances:
            return carve(egg(p, (0, 0.1, 1.46), (0.13, 0.1, 0.12)), egg(p, (0, 0.06, 1.55), (0.09, 0.1, 0.1)), 0.02)

        parts.append(Part(sdf(hood, (-0.2, -0.05, 1.28), (0.2, 0.25, 1.62), 60), material, color))
    if front == "pouch":

        def pouch(p: Points) -> Distances:
            inside = np.maximum(np.maximum(np.abs(p[:, 0]) - 0.12, np.abs(p[:, 2] - hem - 0.13) - 0.08), p[:, 1])
            return keep(_skin(outer(p), 0.02), inside.astype(np.float32), 0.01)

        parts.append(Part(sdf(pouch, (-0.16, -0.36, hem), (0.16, 0, hem + 0.26), 70), material, color))
    if stripe and sleeve > 0.5 and pattern is None:
        side = sdf(
            lambda p: (
                keep(_skin(outer(p), 0.008), (np.abs(p[:, 1] - 0.01) - 0.02).astype(np.float32))
                + np.where(np.abs(p[:, 0]) > who.shoulders - 0.02, 0, 1).astype(np.float32)
            ),
            _LOW,
            _HIGH,
            110,
        )
        parts.append(Part(side, material, trim if trim != color else "white"))
    if print_ and print_ != color:
        mark = sdf(
            lambda p: keep(
                _skin(outer(p), 0.006), np.maximum(motif(p[:, 0], p[:, 2] - 1.27, form), p[:, 1]).astype(np.float32)
            ),
            (-0.15, -0.36, 1.1),
            (0.15, 0, 1.44),
            70,
        )
        parts.append(Part(mark, "fabric", print_))
    return [*parts, *_under(who, None, other, rng), *body(who)]


def _skin(d: Distances, over: float) -> Distances:
    """A layer that lies just over a surface."""
    return np.abs(d) - np.float32(over)


def _button(outer: Callable[[Points], Distances], z: float, p: Points) -> Distances:
    """A round button on the middle of the front."""
    return keep(_skin(outer(p), 0.018), (np.hypot(p[:, 0], p[:, 2] - z) - 0.012).astype(np.float32))


def _beyond(p: Points, limb: Sequence[Triple], length: float) -> Distances:
    """Negative past the point where a sleeve or a trouser leg ends, near that limb only."""
    (*_, before, end), _ = _cut(limb, length, (0, 0, 0))
    axis = vec(*end) - vec(*before)
    axis /= max(float(np.linalg.norm(axis)), 1e-6)
    near = np.linalg.norm(p - vec(*end), axis=1) - 0.125
    return np.maximum(-((p - vec(*end)) @ axis), near).astype(np.float32)


def _bottom(
    rng: Rng, color: str, material: str, spec: dict[str, Any], *, length: float, loose: float, flare: float = 0.0,
    patterns: Sequence[str | None] = (None,), belt: bool = False, band: bool = False, pockets: bool = False,
) -> list[Part]:  # fmt: skip
    """Trousers and shorts. `length` is their share of the leg."""
    who = figure(rng, np.random.default_rng(int(spec.get("pose", rng.integers(2**31)))))
    phase, trim = rng.uniform(0, 6), str(pick(rng, ["white", "black", "red", "grey", "yellow"]))
    pattern, other, rise = pattern_for(rng, spec, color, patterns), str(pick(rng, _OTHER)), rng.uniform(1.0, 1.06)
    stripe = rng.random() < 0.35

    def outer(p: Points) -> Distances:
        d = merge(who.trunk(p, loose * 0.7), who.leg(p, length, loose, flare), 0.05)
        return keep(d + _creased(p, 0.22 * loose, phase), (p[:, 2] - rise).astype(np.float32), 0.008)

    def whole(p: Points) -> Distances:
        ends = np.minimum.reduce([_beyond(p, limb, length) for limb in who.legs])
        lower = np.where(p[:, 2] > 0.86, np.float32(1), ends)
        d = carve(outer(p), lower.astype(np.float32), 0.006)
        return keep(d, np.where(np.abs(p[:, 0]) > 0.3, 1, -1).astype(np.float32))  # no sleeve of a hand at the hip

    parts = [Part(sdf(whole, (-0.4, -0.36, -0.01), (0.4, 0.36, 1.12), 140), material, color, pattern)]

    def layer(inside: Any, over: float, low: float, high: float) -> Any:
        def d(p: Points) -> Distances:
            return keep(_skin(whole(p), over), inside(p).astype(np.float32))

        return sdf(d, (-0.4, -0.36, low), (0.4, 0.36, high), 110)

    if belt or band:
        wide = 0.02 if belt else 0.03
        parts.append(
            Part(
                layer(lambda p: np.abs(p[:, 2] - rise + 0.035) - wide, 0.012, rise - 0.1, rise + 0.02),
                "leather" if belt else "knit",
                "brown" if belt and color != "brown" else trim if belt else color,
            )
        )
    if stripe and not pattern:
        parts.append(
            Part(
                layer(lambda p: np.maximum(np.abs(p[:, 1] - 0.005) - 0.014, 0.09 - np.abs(p[:, 0])), 0.006, 0.0, rise),
                material,
                trim if trim != color else "orange",
            )
        )
    if pockets:
        parts.append(
            Part(
                layer(
                    lambda p: np.maximum(
                        np.abs(np.abs(p[:, 0]) - 0.085) - 0.05, np.maximum(np.abs(p[:, 2] - 0.93) - 0.05, -p[:, 1])
                    ),
                    0.008,
                    0.8,
                    1.02,
                ),
                material,
                color,
            )
        )
    return [*parts, *_under(who, other, None, rng), *body(who)]


def _skirted(
    rng: Rng, color: str, material: str, spec: dict[str, Any], *, hem: float, flare: float, top: bool, sleeve: float = 0.0,
    patterns: Sequence[str | None] = (None,),
) -> list[Part]:  # fmt: skip
    """A skirt, or a dress where `top`."""
    who = figure(rng, np.random.default_rng(int(spec.get("pose", rng.integers(2**31)))))
    phase, pleats = rng.uniform(0, 6), int(rng.integers(6, 14))
    pattern, other = pattern_for(rng, spec, color, patterns), str(pick(rng, _OTHER))

    def skirt(p: Points) -> Distances:
        down = np.clip(1.05 - p[:, 2], 0, 2)
        wide = who.waist + 0.02 + ramp(down, 0.0, 0.16) * (who.hips - who.waist + 0.015) + flare * down
        fold = 1 + 0.05 * ramp(down, 0.1, 0.5) * np.sin(pleats * np.arctan2(p[:, 1] * 1.3, p[:, 0]) + phase) * min(
            1.0, flare * 6
        )
        girth = np.hypot(p[:, 0], (p[:, 1] - 0.01) * 1.28)
        return keep(
            ((girth - wide * fold) * 0.75).astype(np.float32),
            np.maximum(hem - p[:, 2], p[:, 2] - 1.05).astype(np.float32),
            0.008,
        )

    def whole(p: Points) -> Distances:
        d = skirt(p)
        if not top:
            return d
        upper = keep(who.trunk(p, 0.014), (1.02 - p[:, 2]).astype(np.float32))
        if sleeve:
            upper = merge(
                upper,
                carve(who.arm(p, sleeve, 0.018), np.minimum.reduce([_beyond(p, a, sleeve) for a in who.arms])),
                0.04,
            )
        neck = egg(p, (0, -0.05, 1.5), (0.1, 0.13, 0.11))
        return merge(d, carve(upper, neck, 0.01), 0.02)

    parts = [Part(sdf(whole, (-0.7, -0.55, hem - 0.02), (0.7, 0.55, 1.6), 140), material, color, pattern)]
    return [*parts, *_under(who, None if top else other, None, rng), *body(who)]


def _worn(
    make: Builder,
    name: str,
    category: str,
    words: Sequence[str],
    materials: Sequence[str],
    colors: Sequence[str] | None = None,
) -> Callable[[Callable[[Rng], dict[str, Any]]], Builder]:
    """Register a garment that `make` makes to the measures which the function below draws. `spec`, for all of this module:
    pattern, pose (a seed)."""

    def keep(measures: Callable[[Rng], dict[str, Any]]) -> Builder:
        def build(rng: Rng, color: str, material: str, **spec: Any) -> list[Part]:
            return make(rng, color, material, spec, **measures(rng))

        return kind(
            name, category=category, words=words, colors=colors or CLOTH_COLORS, materials=materials, posed=True
        )(build)

    return keep


_ANY: tuple[str | None, ...] = (None, None, None, "stripes", "dots", "checks", "floral", "zigzag", "speckle")


@_worn(
    _top,
    "worn tee",
    "Clothing > Tops",
    ["t-shirt", "tee", "short-sleeved top", "crew neck tee", "sports top", "man's t-shirt", "woman's tee"],
    ["cotton", "linen", "nylon"],
)
def worn_tee(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": rng.uniform(0.22, 0.36),
        "loose": rng.uniform(0.012, 0.03),
        "hem": rng.uniform(0.88, 0.97),
        "neck": str(pick(rng, ["round", "round", "v"])),
        "patterns": _ANY,
        "prints": True,
    }


@_worn(
    _top,
    "worn tank top",
    "Clothing > Tops",
    ["tank top", "sleeveless top", "tank", "singlet", "vest top", "racerback tank"],
    ["cotton", "nylon"],
)
def worn_tank(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": 0,
        "loose": rng.uniform(0.01, 0.02),
        "hem": rng.uniform(0.9, 0.99),
        "neck": "wide",
        "patterns": _ANY,
        "prints": True,
        "straps": rng.uniform(0.03, 0.05),
    }


@_worn(
    _top,
    "sports bra",
    "Clothing > Underwear",
    ["sports bra", "crop top", "bra", "bralette", "workout bra", "bikini top"],
    ["nylon", "cotton"],
)
def sports_bra(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": 0,
        "loose": 0.008,
        "hem": rng.uniform(1.17, 1.22),
        "neck": "wide",
        "patterns": _ANY,
        "straps": rng.uniform(0.02, 0.035),
    }


@_worn(
    _top,
    "long-sleeved top",
    "Clothing > Tops",
    ["long-sleeved top", "long sleeve shirt", "base layer", "long-sleeve tee", "thermal top"],
    ["cotton", "nylon", "knit"],
)
def long_sleeve(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": rng.uniform(0.9, 0.98),
        "loose": rng.uniform(0.01, 0.022),
        "hem": rng.uniform(0.87, 0.96),
        "neck": str(pick(rng, ["round", "v"])),
        "patterns": _ANY,
        "prints": True,
    }


@_worn(
    _top,
    "jumper",
    "Clothing > Knitwear",
    ["jumper", "sweater", "pullover", "knitted sweater", "sweatshirt", "cardigan"],
    ["knit", "wool"],
)
def jumper(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": rng.uniform(0.88, 0.98),
        "loose": rng.uniform(0.03, 0.05),
        "hem": rng.uniform(0.86, 0.95),
        "neck": "round",
        "patterns": (None, None, "stripes", "zigzag", "dots"),
        "front": str(pick(rng, ["", "", "buttons"])),
    }


@_worn(
    _top,
    "worn hoodie",
    "Clothing > Hoodies",
    ["hoodie", "hooded sweatshirt", "zip hoodie", "sweatshirt with a hood", "hooded pullover", "fleece hoodie"],
    ["cotton", "felt", "knit"],
)
def worn_hoodie(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": rng.uniform(0.92, 0.98),
        "loose": rng.uniform(0.03, 0.048),
        "hem": rng.uniform(0.86, 0.95),
        "neck": "high",
        "collar": "hood",
        "front": str(pick(rng, ["zip", "pouch"])),
        "prints": False,
    }


@_worn(
    _top,
    "jacket",
    "Clothing > Jackets",
    ["jacket", "zip-up jacket", "windbreaker", "rain jacket", "track jacket", "outdoor shell", "bomber jacket"],
    ["nylon", "leather", "canvas"],
)
def jacket(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": rng.uniform(0.93, 0.99),
        "loose": rng.uniform(0.035, 0.06),
        "hem": rng.uniform(0.82, 0.95),
        "neck": "high",
        "collar": str(pick(rng, ["stand", "stand", "hood"])),
        "front": "zip",
        "patterns": (None, None, None, "checks"),
    }


@_worn(
    _top,
    "coat",
    "Clothing > Coats",
    ["coat", "overcoat", "winter coat", "long coat", "parka", "trench coat"],
    ["wool", "felt", "nylon"],
)
def coat(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": 0.98,
        "loose": rng.uniform(0.05, 0.075),
        "hem": rng.uniform(0.45, 0.72),
        "neck": "high",
        "collar": str(pick(rng, ["fold", "hood"])),
        "front": "buttons",
        "patterns": (None, None, "checks"),
    }


@_worn(
    _top,
    "button shirt",
    "Clothing > Shirts",
    ["shirt", "button-down shirt", "dress shirt", "blouse", "polo shirt", "collared shirt"],
    ["cotton", "linen"],
)
def button_shirt(rng: Rng) -> dict[str, Any]:
    return {
        "sleeve": float(pick(rng, [0.3, 0.95])),
        "loose": rng.uniform(0.02, 0.035),
        "hem": rng.uniform(0.86, 0.95),
        "neck": "high",
        "collar": "fold",
        "front": "buttons",
        "patterns": _ANY,
    }


@_worn(
    _bottom,
    "trousers",
    "Clothing > Trousers",
    ["trousers", "pants", "chinos", "slacks", "track pants", "sweatpants", "joggers"],
    ["cotton", "linen", "nylon", "wool"],
)
def trousers(rng: Rng) -> dict[str, Any]:
    return {
        "length": rng.uniform(0.92, 0.98),
        "loose": rng.uniform(0.02, 0.04),
        "flare": rng.uniform(0.0, 0.035),
        "patterns": (None, None, None, "checks", "stripes"),
        "belt": rng.random() < 0.3,
        "band": rng.random() < 0.4,
        "pockets": rng.random() < 0.5,
    }


@_worn(
    _bottom,
    "jeans",
    "Clothing > Jeans",
    ["jeans", "denim trousers", "denim jeans", "blue jeans", "denim pants"],
    ["canvas"],
    ["blue", "navy", "sky blue", "black", "grey", "white"],
)
def jeans(rng: Rng) -> dict[str, Any]:
    return {
        "length": rng.uniform(0.9, 0.98),
        "loose": rng.uniform(0.014, 0.03),
        "flare": rng.uniform(0.0, 0.04),
        "belt": rng.random() < 0.5,
        "pockets": True,
    }


@_worn(
    _bottom,
    "leggings",
    "Clothing > Leggings",
    ["leggings", "tights", "yoga pants", "running tights", "capri leggings", "workout leggings"],
    ["nylon", "cotton"],
)
def leggings(rng: Rng) -> dict[str, Any]:
    return {"length": float(pick(rng, [0.72, 0.93, 0.96])), "loose": 0.006, "patterns": _ANY, "band": True}


@_worn(
    _bottom,
    "shorts",
    "Clothing > Shorts",
    ["shorts", "running shorts", "short pants", "gym shorts", "swim shorts", "bermuda shorts"],
    ["cotton", "nylon", "canvas"],
)
def shorts(rng: Rng) -> dict[str, Any]:
    return {
        "length": rng.uniform(0.22, 0.45),
        "loose": rng.uniform(0.012, 0.04),
        "flare": rng.uniform(0.0, 0.04),
        "patterns": _ANY,
        "belt": rng.random() < 0.2,
        "band": rng.random() < 0.5,
        "pockets": rng.random() < 0.4,
    }


@_worn(
    _skirted,
    "skirt",
    "Clothing > Skirts",
    ["skirt", "mini skirt", "pleated skirt", "midi skirt", "long skirt"],
    ["cotton", "linen", "wool", "leather"],
)
def skirt(rng: Rng) -> dict[str, Any]:
    return {"hem": rng.uniform(0.3, 0.72), "flare": rng.uniform(0.05, 0.3), "top": False, "patterns": _ANY}


@_worn(
    _skirted,
    "worn dress",
    "Clothing > Dresses",
    ["dress", "summer dress", "gown", "evening dress", "sundress", "frock"],
    ["cotton", "linen", "velvet"],
)
def worn_dress(rng: Rng) -> dict[str, Any]:
    return {
        "hem": rng.uniform(0.15, 0.65),
        "flare": rng.uniform(0.05, 0.3),
        "top": True,
        "sleeve": float(pick(rng, [0.0, 0.25, 0.9])),
        "patterns": _ANY,
    }
