"""What things are made of: Mitsuba's principled BSDF with a texture of our own where the material has one.

Textures are small tileable bitmaps drawn by numpy; `scene` maps them on each face along its nearest axis, so every mesh can
have any of them. `scale` is the number of units of the thing that one tile covers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Texture = NDArray[np.float32]
Rng = np.random.Generator

# sRGB of the colours the shop names.
COLORS: dict[str, tuple[int, int, int]] = {
    "white": (240, 238, 232), "cream": (238, 226, 200), "beige": (214, 192, 160), "tan": (190, 148, 104),
    "brown": (112, 70, 42), "black": (32, 31, 33), "grey": (136, 137, 139), "silver": (196, 198, 202),
    "gold": (212, 168, 74), "brass": (196, 158, 84), "copper": (190, 110, 74), "red": (190, 36, 38),
    "burgundy": (104, 24, 42), "orange": (228, 114, 34), "terracotta": (188, 94, 62), "coral": (236, 120, 100),
    "yellow": (240, 196, 48), "mustard": (202, 150, 38), "green": (58, 128, 66), "olive": (112, 116, 58),
    "sage": (150, 172, 144), "mint": (166, 216, 190), "teal": (28, 122, 124), "turquoise": (66, 184, 184),
    "blue": (42, 92, 172), "navy": (28, 40, 78), "sky blue": (134, 186, 224), "purple": (108, 62, 140),
    "lilac": (190, 166, 214), "pink": (236, 150, 176), "clear": (245, 248, 248), "natural": (206, 170, 122),
    "multicolour": (236, 150, 60),
}  # fmt: skip


def linear(color: str | tuple[float, float, float]) -> NDArray[np.float32]:
    """A shop colour's name, or an sRGB triple in 0–255, as linear RGB in 0–1. Raises KeyError for an unknown name."""
    srgb = np.asarray(COLORS[color] if isinstance(color, str) else color, np.float32) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


@dataclass(frozen=True)
class Material:
    """Parameters of the principled BSDF, and which texture and bumps the material has by itself."""

    rough: float = 0.5
    metal: float = 0.0
    coat: float = 0.0
    sheen: float = 0.0
    specular: float = 0.5
    texture: str = ""
    texture_depth: float = 0.25
    scale: float = 0.6
    bump: str = ""
    bump_height: float = 0.0
    fixed: dict[str, Any] = field(default_factory=dict)


MATERIALS: dict[str, Material] = {
    "ceramic": Material(rough=0.28, coat=0.6),
    "glazed": Material(rough=0.18, coat=1.0, texture="mottle", texture_depth=0.16),
    "porcelain": Material(rough=0.16, coat=1.0),
    "stoneware": Material(rough=0.5, coat=0.15, texture="speckle", texture_depth=0.45),
    "terracotta": Material(rough=0.85, specular=0.2, texture="mottle", texture_depth=0.2),
    "plastic": Material(rough=0.32, coat=0.25),
    "rubber": Material(rough=0.6, specular=0.35),
    "silicone": Material(rough=0.55, specular=0.35),
    "enamel": Material(rough=0.14, coat=1.0),
    "wood": Material(rough=0.5, coat=0.12, texture="grain", texture_depth=0.5, scale=0.7),
    "bamboo": Material(rough=0.45, coat=0.15, texture="grain", texture_depth=0.3, scale=0.4),
    "metal": Material(rough=0.3, metal=1.0),
    "steel": Material(rough=0.24, metal=1.0),
    "brass": Material(rough=0.22, metal=1.0),
    "copper": Material(rough=0.22, metal=1.0),
    "gold": Material(rough=0.15, metal=1.0),
    "silver": Material(rough=0.15, metal=1.0),
    "painted metal": Material(rough=0.35, coat=0.35),
    "fabric": Material(rough=0.9, sheen=0.4, specular=0.15, texture="weave", texture_depth=0.16, scale=0.1, bump="weave", bump_height=0.002),
    "cotton": Material(rough=0.9, sheen=0.4, specular=0.15, texture="weave", texture_depth=0.12, scale=0.08, bump="weave", bump_height=0.0015),
    "canvas": Material(rough=0.9, sheen=0.2, specular=0.15, texture="weave", texture_depth=0.22, scale=0.12, bump="weave", bump_height=0.003),
    "linen": Material(rough=0.92, sheen=0.2, specular=0.1, texture="weave", texture_depth=0.3, scale=0.14, bump="weave", bump_height=0.003),
    "velvet": Material(rough=0.75, sheen=1.0, specular=0.1, texture="mottle", texture_depth=0.14),
    "knit": Material(rough=0.95, sheen=0.6, specular=0.1, texture="knit", texture_depth=0.35, scale=0.16, bump="knit", bump_height=0.008),
    "wool": Material(rough=0.95, sheen=0.6, specular=0.1, texture="knit", texture_depth=0.3, scale=0.14, bump="knit", bump_height=0.007),
    "felt": Material(rough=1.0, sheen=0.5, specular=0.05, texture="mottle", texture_depth=0.12, scale=0.15),
    "leather": Material(rough=0.45, specular=0.4, texture="mottle", texture_depth=0.14, scale=0.3, bump="mottle", bump_height=0.003),
    "paper": Material(rough=0.9, specular=0.1),
    "cork": Material(rough=0.9, specular=0.1, texture="speckle", texture_depth=0.4, scale=0.25),
    "wax": Material(rough=0.45, specular=0.4, coat=0.1, texture="mottle", texture_depth=0.06),
    "soap": Material(rough=0.4, specular=0.4, coat=0.15, texture="marble", texture_depth=0.12),
    "marble": Material(rough=0.15, coat=0.5, texture="marble", texture_depth=0.4, scale=1.1),
    "concrete": Material(rough=0.85, specular=0.2, texture="mottle", texture_depth=0.25, scale=0.5),
    "wicker": Material(rough=0.7, specular=0.2, texture="wicker", texture_depth=0.6, scale=0.2, bump="wicker", bump_height=0.015),
    "rattan": Material(rough=0.6, specular=0.25, texture="wicker", texture_depth=0.6, scale=0.2, bump="wicker", bump_height=0.015),
    "rope": Material(rough=0.9, specular=0.1, texture="rope", texture_depth=0.4, scale=0.15, bump="rope", bump_height=0.01),
    "frosting": Material(rough=0.5, specular=0.4, coat=0.1),
    "sponge cake": Material(rough=0.95, specular=0.1, texture="speckle", texture_depth=0.3, scale=0.25, bump="speckle", bump_height=0.006),
    "sponge": Material(rough=0.95, specular=0.1, texture="speckle", texture_depth=0.3, scale=0.25, bump="speckle", bump_height=0.006),
    "bread": Material(rough=0.7, specular=0.3, coat=0.1, texture="mottle", texture_depth=0.22, scale=0.5),
    "biscuit": Material(rough=0.9, specular=0.15, texture="speckle", texture_depth=0.25, scale=0.3),
    "leaf": Material(rough=0.45, specular=0.4, texture="mottle", texture_depth=0.3, scale=0.3),
    "soil": Material(rough=1.0, specular=0.05, texture="speckle", texture_depth=0.6, scale=0.2, bump="speckle", bump_height=0.02),
    "vegetable": Material(rough=0.38, specular=0.5, coat=0.15, texture="mottle", texture_depth=0.16, scale=0.35),
    "fruit": Material(rough=0.38, specular=0.5, coat=0.2, texture="mottle", texture_depth=0.14, scale=0.35),
    "powder": Material(rough=1.0, specular=0.1, texture="speckle", texture_depth=0.12, scale=0.15),
    "gem": Material(rough=0.04, coat=1.0, specular=1.0),
    "pearl": Material(rough=0.2, coat=1.0, specular=0.8, sheen=0.4),
    "foam": Material(rough=0.95, specular=0.1),
    "plush": Material(rough=1.0, sheen=1.0, specular=0.05, texture="mottle", texture_depth=0.2, scale=0.12, bump="mottle", bump_height=0.006),
    "nylon": Material(rough=0.5, sheen=0.3, specular=0.3, texture="weave", texture_depth=0.08, scale=0.05),
}  # fmt: skip
_GLASS = {"glass", "frosted glass", "crystal", "clear plastic", "acrylic"}
PATTERNS = ("stripes", "dots", "checks", "speckle", "floral", "zigzag", "marble")


def material(
    name: str, color: str | tuple[float, float, float], rng: Rng, pattern: str | None = None
) -> dict[str, Any]:
    """Return a Mitsuba BSDF. Raises KeyError for an unknown material, colour or pattern.

    A pattern is one of PATTERNS, or one with its second colour: "stripes navy".
    """
    import mitsuba as mi

    tint = linear(color)
    if name in _GLASS:
        return _glass(name, tint)
    if name == "mirror":
        return {"type": "conductor", "specular_reflectance": {"type": "rgb", "value": 0.92}}
    if name == "glow":
        return {"type": "principled", "base_color": {"type": "rgb", "value": tint.tolist()}, "roughness": 0.6}
    made = MATERIALS[name]
    drawn = pattern or made.texture
    base: dict[str, Any] = {"type": "rgb", "value": tint.tolist()}
    if drawn:
        depth = made.texture_depth if not pattern else 1.0
        tile = _drawn(drawn, tint, depth, rng)
        scale = made.scale if not pattern else 0.5
        base = {
            "type": "bitmap",
            "bitmap": mi.Bitmap(tile),
            "raw": True,
            "to_uv": mi.ScalarTransform4f().scale([1 / scale, 1 / scale, 1]),
        }
    bsdf: dict[str, Any] = {
        "type": "principled",
        "base_color": base,
        "roughness": float(np.clip(made.rough + rng.normal(0, 0.03), 0.04, 1)),
        "metallic": made.metal,
        "specular": made.specular,
        "clearcoat": made.coat,
        "clearcoat_gloss": 0.85,
        "sheen": made.sheen,
    }
    if made.bump:
        bump = TEXTURES[made.bump](np.random.default_rng(7))
        bsdf = {
            "type": "bumpmap",
            # Slope is this times the texture's own by texture units: more than a half turns weaves and leather dark.
            "scale": made.bump_height * 0.5,
            "texture": {
                "type": "bitmap",
                "bitmap": mi.Bitmap(bump[..., None]),
                "raw": True,
                "to_uv": mi.ScalarTransform4f().scale([1 / made.scale, 1 / made.scale, 1]),
            },
            "bsdf": bsdf,
        }
    return {"type": "twosided", "bsdf": bsdf}


def _glass(name: str, tint: NDArray[np.float32]) -> dict[str, Any]:
    # Thin, tinted walls: a full dielectric takes many more bounces than a shop picture is worth.
    clear = np.clip(tint, 0.02, 1) ** 0.5
    if name == "frosted glass":
        return {
            "type": "principledthin", "base_color": {"type": "rgb", "value": clear.tolist()}, "roughness": 0.45,
            "spec_trans": 0.6, "diff_trans": 0.9, "eta": 1.4,
        }  # fmt: skip
    return {
        "type": "thindielectric",
        "int_ior": 1.5,
        "specular_transmittance": {"type": "rgb", "value": clear.tolist()},
    }


def _drawn(name: str, tint: NDArray[np.float32], depth: float, rng: Rng) -> Texture:
    """The tile in linear RGB: the tint darkened by the texture, or for a pattern crossed with a second colour."""
    name, _, second = name.partition(" ")
    drawn = TEXTURES[name](rng)
    if depth < 1.0:
        return (tint * (1 - depth + depth * drawn[..., None] * 1.15)).clip(0, 1).astype(np.float32)
    light = float(tint @ np.array([0.21, 0.72, 0.07], np.float32))
    other = linear(
        second
        or str(
            rng.choice(
                ["white", "cream", "yellow", "pink", "sky blue"]
                if light < 0.35
                else ["navy", "red", "green", "black", "blue", "orange"]
            )
        )
    )
    return (tint * (1 - drawn[..., None]) + other * drawn[..., None]).astype(np.float32)


_N = 256
_V, _U = np.meshgrid(np.arange(_N) / _N, np.arange(_N) / _N, indexing="ij")


def _noise(rng: Rng, octaves: int = 4, stretch: tuple[float, float] = (1, 1)) -> Texture:
    """Tileable smooth noise in 0–1: one of a dozen for each grain, moved about at random."""
    drawn = _noise_tile(int(rng.integers(12)), octaves, stretch)
    return np.roll(drawn, rng.integers(0, _N, 2), (0, 1))


@functools.lru_cache(maxsize=256)
def _noise_tile(seed: int, octaves: int, stretch: tuple[float, float]) -> Texture:
    """Filtered in the frequency domain, so that it tiles."""
    rng = np.random.default_rng(seed)
    fy, fx = np.meshgrid(np.fft.fftfreq(_N) * _N * stretch[0], np.fft.fftfreq(_N) * _N * stretch[1], indexing="ij")
    spectrum = np.exp(-np.hypot(fy, fx) / (2.5 * octaves))
    value = np.fft.ifft2(np.fft.fft2(rng.normal(size=(_N, _N))) * spectrum).real
    value = (value - value.min()) / (np.ptp(value) + 1e-9)
    return value.astype(np.float32)


def _mottle(rng: Rng) -> Texture:
    return _noise(rng, 4)


def _speckle(rng: Rng) -> Texture:
    fine = _noise(rng, 22)
    return np.where(fine > np.quantile(fine, 0.9), 0.15, 1.0 - 0.1 * _noise(rng, 6)).astype(np.float32)


def _grain(rng: Rng) -> Texture:
    wave = _noise(rng, 5, (0.12, 1.4))
    fine = _noise(rng, 24, (0.05, 1.0))
    return (0.55 * (0.5 + 0.5 * np.sin(wave * 46)) + 0.45 * fine).astype(np.float32)


def _marble(rng: Rng) -> Texture:
    vein = np.abs(np.sin((_noise(rng, 3) * 5 + _noise(rng, 8)) * np.pi))
    return np.clip(vein * 1.6, 0, 1).astype(np.float32)


def _weave(rng: Rng) -> Texture:
    over = 0.5 + 0.5 * np.sin(2 * np.pi * 12 * _U) * np.sin(2 * np.pi * 12 * _V)
    return (0.75 * over + 0.25 * _noise(rng, 16)).astype(np.float32)


def _knit(rng: Rng) -> Texture:
    columns = 8 * _U
    lean = np.abs((columns % 1) - 0.5)
    stitch = 0.5 + 0.5 * np.cos(2 * np.pi * (10 * _V + 1.4 * lean))
    return (stitch * (0.35 + 0.65 * np.sin(np.pi * (columns * 2 % 1)))).astype(np.float32)


def _wicker(rng: Rng) -> Texture:
    row = np.floor(8 * _V)
    over = 0.5 + 0.5 * np.cos(2 * np.pi * (4 * _U + 0.5 * row))
    return ((0.25 + 0.75 * over) * np.sin(np.pi * (8 * _V % 1)) ** 0.5).astype(np.float32)


def _rope(rng: Rng) -> Texture:
    return (0.5 + 0.5 * np.sin(2 * np.pi * (8 * _U + 4 * _V))).astype(np.float32)


def _stripes(rng: Rng) -> Texture:
    n = int(rng.integers(2, 6))
    return ((n * _V % 1) < rng.uniform(0.3, 0.55)).astype(np.float32)


def _dots(rng: Rng) -> Texture:
    n = int(rng.integers(2, 5))
    u, v = n * _U, n * _V
    u = u + 0.5 * (np.floor(v) % 2) if n % 2 == 0 else u
    return (np.hypot(u % 1 - 0.5, v % 1 - 0.5) < rng.uniform(0.2, 0.32)).astype(np.float32)


def _checks(rng: Rng) -> Texture:
    n = int(rng.integers(2, 5))
    return (0.5 * ((n * _U % 1) < 0.5) + 0.5 * ((n * _V % 1) < 0.5)).astype(np.float32)


def _zigzag(rng: Rng) -> Texture:
    n = int(rng.integers(3, 6))
    return ((n * _V + np.abs((4 * _U % 1) - 0.5) * 1.2) % 1 < 0.45).astype(np.float32)


def _floral(rng: Rng) -> Texture:
    out = np.zeros((_N, _N), np.float32)
    for x, y in rng.random((int(rng.integers(5, 9)), 2)):
        dx, dy = (_U - x + 0.5) % 1 - 0.5, (_V - y + 0.5) % 1 - 0.5
        r, a = np.hypot(dx, dy), np.arctan2(dy, dx)
        out = np.maximum(out, (r < 0.055 + 0.035 * np.cos(5 * a + x * 9)) & (r > 0.018))
    return out.astype(np.float32)


TEXTURES: dict[str, Callable[[Rng], Texture]] = {
    "mottle": _mottle, "speckle": _speckle, "grain": _grain, "marble": _marble, "weave": _weave, "knit": _knit,
    "wicker": _wicker, "rope": _rope, "stripes": _stripes, "dots": _dots, "checks": _checks, "zigzag": _zigzag,
    "floral": _floral,
}  # fmt: skip
