"""The bundled image tower, registered with timm so that open_clip builds it from a folder's open_clip_config.json.

Its output joins three unit vectors, weighted so that the whole has length 1:

- caption (384): where all-MiniLM-L6-v2 puts what one would say of the picture. Only this part meets words.
- appearance (128): alike for two pictures of one thing, unlike for like things.
- color (279): which colours, and where in the picture; computed, not learned. Backdrops count little.

A text's vector is its MiniLM vector followed by zeros, so one index serves words and pictures: the cosine of a text and a
picture is the square root of the caption's share times that of the caption part, in the same order.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.torchvision_cure import cure_torchvision

cure_torchvision()  # timm imports torchvision

import timm  # noqa: E402
from timm.models import register_model  # noqa: E402

CAPTION, APPEARANCE = 384, 128
_HUES, _SATURATIONS, _VALUES = 12, 3, 4
_WHOLE = _HUES * _SATURATIONS * _VALUES
_CELLS, _CELL_COLORS = 3, 15
COLOR = _WHOLE + _CELLS * _CELLS * _CELL_COLORS
EMBED_DIM = CAPTION + APPEARANCE + COLOR

_FINE, _COARSE = 96, 128  # channels of the trunk's stages at a 16th and a 32nd of the picture's side

# Shares of the squared length, chosen on rendered pictures held out of training (models/training/train_pictures.py).
SHARES = {"caption": 0.25, "appearance": 0.2, "color": 0.55}


class PictureTower(nn.Module):
    """RGB in 0–1, (n, 3, h, w) → unit rows (n, EMBED_DIM)."""

    num_features = EMBED_DIM
    mean: Tensor
    std: Tensor
    shares: Tensor

    def __init__(self, num_classes: int = EMBED_DIM, **_unused: Any) -> None:
        super().__init__()
        if num_classes not in (0, EMBED_DIM):
            raise ValueError(f"this tower gives {EMBED_DIM} numbers, not {num_classes}")
        self.trunk: Any = timm.create_model("mobilenetv4_conv_small", pretrained=False, num_classes=0)
        # The trunk's own wide head alone would be a third of the weights; the two heads below read its stages instead.
        self.trunk.conv_head = self.trunk.norm_head = nn.Identity()
        said = int(self.trunk.num_features) + 2 * _FINE
        self.caption = nn.Sequential(nn.LayerNorm(said), nn.Linear(said, CAPTION))
        placed = said + 4 * _COARSE
        self.appearance = nn.Sequential(nn.LayerNorm(placed), nn.Linear(placed, APPEARANCE))
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1), persistent=False)
        # Kept with the weights, so that other shares are another file, another hash and another space.
        self.register_buffer("shares", torch.tensor([SHARES[part] for part in ("caption", "appearance", "color")]))

    def pooled(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """What the heads read: (n, said), and the same with a 2 × 2 layout of the coarse stage: (n, placed)."""
        trunk = self.trunk
        maps = trunk.bn1(trunk.conv_stem((pictures - self.mean) / self.std))
        stages = []
        for block in trunk.blocks:
            maps = block(maps)
            stages.append(maps)
        fine, coarse = stages[2], stages[3]
        # Mean and spread of the fine stage are a texture's signature: pattern and material.
        said = torch.cat([maps.mean((2, 3)), fine.mean((2, 3)), fine.flatten(2).std(2)], dim=1)
        layout = F.adaptive_avg_pool2d(coarse, 2).flatten(1)
        return said, torch.cat([said, layout], dim=1)

    def parts(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """The two learned parts, each a unit row: (n, 384), (n, 128)."""
        said, placed = self.pooled(pictures)
        return F.normalize(self.caption(said), dim=-1), F.normalize(self.appearance(placed), dim=-1)

    def forward(self, pictures: Tensor) -> Tensor:
        caption, appearance = self.parts(pictures)
        weights = self.shares.sqrt()
        return torch.cat([caption * weights[0], appearance * weights[1], color_layout(pictures) * weights[2]], dim=-1)


@register_model  # type: ignore[untyped-decorator]
def curio_picture_tower(pretrained: bool = False, **options: Any) -> PictureTower:
    """timm's way to make one; there are no weights to download."""
    if pretrained:
        raise ValueError("the tower's weights come from its folder")
    return PictureTower(num_classes=options.get("num_classes", EMBED_DIM))


def color_layout(pictures: Tensor) -> Tensor:
    """Which colours, and where: unit rows (n, COLOR).

    A histogram over hue, saturation and value of the whole picture and a coarser one of each cell of a 3 × 3 grid, each the
    square root of its shares (so that the dot product is Hellinger's). Pixels like the picture's border count a tenth: they
    are mostly backdrop. Neighbouring bins share a pixel between them, so a small change of light changes little.
    """
    small = F.interpolate(pictures, size=(36, 36), mode="bilinear", antialias=True).clamp(0, 1)
    edges = (small[:, :, :2], small[:, :, -2:], small[..., :2], small[..., -2:])
    border = torch.cat([edge.flatten(2) for edge in edges], dim=2)
    backdrop = border.median(dim=2).values
    pixels = small.flatten(2)
    apart = (pixels - backdrop[..., None]).norm(dim=1)
    weight = (apart / 0.25).clamp(0.1, 1.0)

    high, low = pixels.max(dim=1).values, pixels.min(dim=1).values
    spread = high - low
    saturation = spread / high.clamp(min=1e-4)
    red, green, blue = pixels.unbind(dim=1)
    hue = torch.where(
        high == red,
        ((green - blue) / spread.clamp(min=1e-4)) % 6,
        torch.where(high == green, (blue - red) / spread.clamp(min=1e-4) + 2, (red - green) / spread.clamp(min=1e-4) + 4),
    ) / 6  # fmt: skip

    hues = _soft_bins(hue * _HUES, _HUES, circular=True)
    saturations = _soft_bins(saturation * (_SATURATIONS - 1), _SATURATIONS)
    values = _soft_bins(high * (_VALUES - 1), _VALUES)
    whole = torch.einsum("np,nph,nps,npv->nhsv", weight, hues, saturations, values).flatten(1)

    vivid = (saturation * high.sqrt() * 2.2).clamp(0, 1)[..., None]
    halves = _soft_bins(high, 2)
    chromatic = (_soft_bins(hue * 6, 6, circular=True)[..., :, None] * halves[..., None, :]).flatten(2) * vivid
    grey = _soft_bins(high * 2, 3) * (1 - vivid)
    coarse = torch.cat([chromatic, grey], dim=2) * weight[..., None]
    grid = coarse.view(-1, 3, 12, 3, 12, _CELL_COLORS).sum(dim=(2, 4)).flatten(1)
    return torch.cat([_hellinger(whole) * math.sqrt(0.5), _hellinger(grid) * math.sqrt(0.5)], dim=1)


def _hellinger(mass: Tensor) -> Tensor:
    return (mass / mass.sum(dim=1, keepdim=True).clamp(min=1e-6)).clamp(min=0).sqrt()


def _soft_bins(place: Tensor, bins: int, *, circular: bool = False) -> Tensor:
    """Share a value between the two bins it lies between: (n, p) in [0, bins - 1] (or [0, bins) on a circle) → (n, p, bins)."""
    centers = torch.arange(bins, device=place.device, dtype=place.dtype)
    apart = (place[..., None] - centers).abs()
    if circular:
        apart = torch.minimum(apart, bins - apart)
    return (1 - apart).clamp(min=0)
