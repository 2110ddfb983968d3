"""The bundled image tower, in torch alone; an open_clip folder whose config calls its timm model NAME holds its weights.

Its trunk is EfficientNet-Lite0 as Google trained it on photographs (Apache-2.0), then fine-tuned here on rendered pictures, as
was all that reads it (`models.training.train_pictures`). A picture's vector joins three unit vectors, each with its share of
the squared length:

- caption (384): where all-MiniLM-L6-v2 puts what one would say of the picture.
- appearance (128): alike for two pictures of one thing, unlike for like things.
- color (288): two histograms, counted and not learned: of the pixels that the tower takes for the thing rather than for what
  holds, wears or surrounds it, and of the whole picture. Where in the picture a colour is was tried and left out: it differs
  between two views of one thing.

A text's vector has the same parts: MiniLM's own, nothing for appearance, and the colours that its words call for in the thing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from models.efficientnet import HEAD, EfficientNetLite0

NAME = "curio_picture_tower"
SIZE = 192
CAPTION, APPEARANCE = 384, 128
_HUES, _SATURATIONS, _VALUES = 12, 3, 4
BINS = _HUES * _SATURATIONS * _VALUES
COLOR = 2 * BINS
EMBED_DIM = CAPTION + APPEARANCE + COLOR

CLASSES = slice(398, 1000)  # of those of ImageNet that the trunk was trained to name: things, without the animals
# Channels of the trunk's stages at an 8th, a 16th and a 32nd of the side, and of its head.
_FINE, _MIDDLE, _COARSE, _WIDE = 40, 112, 320, HEAD
_COLOR_PIXELS = 48

# Shares of the squared length, chosen on rendered pictures held out of training and seen to hold on photographs.
SHARES = {"caption": 0.04, "appearance": 0.57, "color": 0.39}

# What `prepared` does, as an open_clip config says it.
PREPROCESS: dict[str, Any] = {
    "size": SIZE, "mean": [0.0, 0.0, 0.0], "std": [1.0, 1.0, 1.0], "interpolation": "bicubic",
    "resize_mode": "longest", "fill_color": 255,
}  # fmt: skip


def prepared(image: Image.Image) -> Tensor:
    """The whole picture in the middle of a white square: RGB of any size → (3, SIZE, SIZE), in 0–1."""
    ratio = max(image.size) / SIZE
    width, height = (round(side / ratio) for side in image.size)
    square = Image.new("RGB", (SIZE, SIZE), "white")
    small = image.resize((width, height), Image.Resampling.BICUBIC)
    square.paste(small, ((SIZE - width) // 2, (SIZE - height) // 2))
    return torch.from_numpy(np.array(square)).permute(2, 0, 1).contiguous().float() / 255


class PictureTower(nn.Module):
    """RGB in 0–1, (n, 3, SIZE, SIZE) → unit rows (n, EMBED_DIM)."""

    shares: Tensor
    class_words: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.trunk = EfficientNetLite0(CLASSES.stop - CLASSES.start)
        self.thing_middle = nn.Conv2d(_MIDDLE, 64, 1)
        self.thing_coarse = nn.Conv2d(_COARSE, 64, 1)
        self.thing = nn.Conv2d(64, 1, 3, padding=1)
        said = 2 * _WIDE
        self.caption = nn.Linear(said, CAPTION)
        placed = _WIDE + 2 * _MIDDLE + 2 * _FINE
        self.appearance = nn.Linear(placed, APPEARANCE)
        self.called_for = nn.Linear(CAPTION, BINS)
        # Kept with the weights, so that other numbers are another file, another hash and another space.
        self.register_buffer("class_words", torch.zeros(CLASSES.stop - CLASSES.start, CAPTION))
        self.register_buffer("shares", torch.tensor([SHARES[part] for part in ("caption", "appearance", "color")]))

    @classmethod
    def of(cls, weights: Mapping[str, Tensor]) -> PictureTower:
        """The tower with these weights, for use. Raises RuntimeError where they are not its own."""
        with torch.device("meta"):  # nothing is drawn at random only to be overwritten
            tower: Any = cls()
        tower.load_state_dict(weights, strict=True, assign=True)
        made: PictureTower = tower.requires_grad_(False).eval().to(memory_format=torch.channels_last)
        return made

    def maps(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the trunk sees, at an 8th, a 16th and a 32nd of the picture's side, and its last features."""
        stages, wide = self.trunk.stages((pictures * 255 - 127) / 128)  # as Google fed it
        return stages[2], stages[4], stages[6], wide

    def thing_of(self, middle: Tensor, coarse: Tensor) -> Tensor:
        """How likely each place belongs to the thing, as logits: (n, 1, SIZE / 16, SIZE / 16)."""
        wide = F.interpolate(self.thing_coarse(coarse), size=middle.shape[2:], mode="bilinear", align_corners=False)
        logits: Tensor = self.thing(F.relu(self.thing_middle(middle) + wide))
        return logits

    def pooled(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the heads read: (n, 2560) for captions, (n, 1584) for appearance, the class words' mean (n, 384), and color."""
        fine, middle, coarse, wide = self.maps(pictures)
        thing = torch.sigmoid(self.thing_of(middle, coarse))
        said, placed = self.read(fine, middle, wide, thing)
        # ConSE (Norouzi et al. 2014): the words for what it might be, each as much as it might.
        classes = sum(self.trunk.classifier(each).softmax(1) for each in said.chunk(2, dim=1))
        return said, placed, classes @ self.class_words, colors(pictures, thing)

    def read(self, fine: Tensor, middle: Tensor, wide: Tensor, thing: Tensor) -> tuple[Tensor, Tensor]:
        """Pool the maps, by where the thing is: what captions are told from (n, 2560), and appearance (n, 1584)."""
        there = _mean(wide, F.interpolate(thing, size=wide.shape[2:], mode="area"))
        spread = F.interpolate(thing, size=fine.shape[2:], mode="bilinear", align_corners=False)
        placed = torch.cat([there, *_texture(middle, thing), *_texture(fine, spread)], dim=1)
        return torch.cat([wide.mean((2, 3)), there], dim=1), placed

    def heads(self, said: Tensor, placed: Tensor, named: Tensor) -> tuple[Tensor, Tensor]:
        """The two learned parts, each a unit row: (n, 384), (n, 128)."""
        caption = self.caption(said) + F.normalize(named, dim=-1)
        return F.normalize(caption, dim=-1), F.normalize(self.appearance(placed.clamp(min=0).sqrt()), dim=-1)

    def forward(self, pictures: Tensor) -> Tensor:
        said, placed, named, color = self.pooled(pictures)
        caption, appearance = self.heads(said, placed, named)
        return self.joined(caption, appearance, color)

    def joined(self, caption: Tensor, appearance: Tensor, color: Tensor) -> Tensor:
        """The parts as one row, each with its share."""
        weights = self.shares.sqrt()
        return torch.cat([caption * weights[0], appearance * weights[1], color * weights[2]], dim=-1)

    def encode_words(self, words: Tensor) -> Tensor:
        """MiniLM's unit rows (n, 384) → unit rows (n, EMBED_DIM) in the pictures' space."""
        looks, surroundings = words.new_zeros(len(words), APPEARANCE), words.new_zeros(len(words), BINS)
        weights = 1 / self.shares.sqrt()  # a picture's parts have other shares for words than for pictures
        parts = [words * weights[0], looks, self.called_for(words) * weights[2], surroundings]
        return F.normalize(torch.cat(parts, dim=-1), dim=-1)

    def recolored(self, picture: Tensor, words: Tensor) -> Tensor:
        """A picture's unit row (n,) with the colours of `words` (n,) in place of its own, and with their share."""
        part = slice(CAPTION + APPEARANCE, None)
        color = F.normalize(words[part], dim=-1) * self.shares[2].sqrt()
        return F.normalize(torch.cat([picture[: part.start], color]), dim=-1)


def _mean(maps: Tensor, weights: Tensor) -> Tensor:
    """The weighted mean of each channel: (n, c, h, w), (n, 1, h, w) → (n, c)."""
    return (maps * weights).sum((2, 3)) / weights.sum((2, 3)).clamp(min=1e-3)


def _texture(maps: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Weighted mean and spread of each channel: a texture's signature, which tells pattern and material."""
    mean = _mean(maps, weights)
    return mean, (_mean(maps * maps, weights) - mean * mean).clamp(min=1e-6).sqrt()


def colors(pictures: Tensor, thing: Tensor) -> Tensor:
    """Which colours the thing has, and which the whole picture: unit rows (n, COLOR). `thing` (n, 1, h, w) says where it is.

    Each half is a histogram over hue, saturation and value, the square root of its shares, so that the dot product is
    Hellinger's. In the first, what is not the thing counts a twentieth. Neighbouring bins share a pixel between them, so a
    small change of light changes little.
    """
    small = F.interpolate(pictures, size=(_COLOR_PIXELS, _COLOR_PIXELS), mode="bilinear", antialias=True).clamp(0, 1)
    there = F.interpolate(thing, size=(_COLOR_PIXELS, _COLOR_PIXELS), mode="bilinear", align_corners=False)
    pixels, weight = small.flatten(2), there.flatten(1).clamp(min=0.05)

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
    weights = torch.stack([weight, torch.ones_like(weight)], dim=1)
    counted = torch.einsum("nwp,nph,nps,npv->nwhsv", weights, hues, saturations, values).flatten(2)
    return (_hellinger(counted) * math.sqrt(0.5)).flatten(1)


def _hellinger(mass: Tensor) -> Tensor:
    return (mass / mass.sum(dim=-1, keepdim=True).clamp(min=1e-6)).clamp(min=0).sqrt()


def _soft_bins(place: Tensor, bins: int, *, circular: bool = False) -> Tensor:
    """Share a value between the two bins it lies between: (n, p) in [0, bins - 1] (or [0, bins) on a circle) → (n, p, bins)."""
    centers = torch.arange(bins, device=place.device, dtype=place.dtype)
    apart = (place[..., None] - centers).abs()
    if circular:
        apart = torch.minimum(apart, bins - apart)
    return (1 - apart).clamp(min=0)
