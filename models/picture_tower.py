"""The bundled image tower, registered with timm so that open_clip builds it from a folder's open_clip_config.json.

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
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.torchvision_cure import cure_torchvision

cure_torchvision()  # timm imports torchvision

import timm  # noqa: E402
from timm.models import register_model  # noqa: E402

SIZE = 192
CAPTION, APPEARANCE = 384, 128
_HUES, _SATURATIONS, _VALUES = 12, 3, 4
BINS = _HUES * _SATURATIONS * _VALUES
COLOR = 2 * BINS
EMBED_DIM = CAPTION + APPEARANCE + COLOR

CLASSES = slice(398, 1000)  # of those of ImageNet that the trunk was trained to name: things, without the animals
# Channels of the trunk's stages at an 8th, a 16th and a 32nd of the side, and of its head.
_FINE, _MIDDLE, _COARSE, _WIDE = 40, 112, 320, 1280
_COLOR_PIXELS = 48

# Shares of the squared length, chosen on rendered pictures held out of training and seen to hold on photographs.
SHARES = {"caption": 0.04, "appearance": 0.57, "color": 0.39}


def new_trunk() -> Any:
    """EfficientNet-Lite0 with its classes of things, as timm builds it, its weights drawn at random."""
    return timm.create_model("tf_efficientnet_lite0", pretrained=False, num_classes=CLASSES.stop - CLASSES.start)


def folded(trunk: Any) -> Any:
    """The trunk with each batch norm folded into the convolution before it: the same numbers, in a third less time."""
    for module in list(trunk.modules()):
        norms = [name for name, _ in module.named_children() if name.startswith("bn")]
        convolutions = [name for name, child in module.named_children() if isinstance(child, nn.Conv2d)]
        for conv_name, norm_name in zip(convolutions, norms, strict=True):
            conv, norm = getattr(module, conv_name), getattr(module, norm_name)
            scale = norm.weight / (norm.running_var + norm.eps).sqrt()
            conv.weight = nn.Parameter((conv.weight * scale[:, None, None, None]).detach())
            conv.bias = nn.Parameter((norm.bias - norm.running_mean * scale).detach())
            setattr(module, norm_name, norm.act)
    return trunk


class PictureTower(nn.Module):
    """RGB in 0–1, (n, 3, SIZE, SIZE) → unit rows (n, EMBED_DIM)."""

    num_features = EMBED_DIM
    shares: Tensor
    class_words: Tensor

    def __init__(self, num_classes: int = EMBED_DIM, **_unused: Any) -> None:
        super().__init__()
        if num_classes not in (0, EMBED_DIM):
            raise ValueError(f"this tower gives {EMBED_DIM} numbers, not {num_classes}")
        self.trunk: Any = folded(new_trunk())
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

    def maps(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What the trunk sees, at an 8th, a 16th and a 32nd of the picture's side, and its last features."""
        trunk = self.trunk
        maps = trunk.bn1(trunk.conv_stem((pictures * 255 - 127) / 128))  # as Google fed it
        stages = []
        for block in trunk.blocks:
            maps = block(maps)
            stages.append(maps)
        return stages[2], stages[4], stages[6], trunk.bn2(trunk.conv_head(stages[6]))

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


@register_model  # type: ignore[untyped-decorator]
def curio_picture_tower(pretrained: bool = False, **options: Any) -> PictureTower:
    """timm's way to make one; there are no weights to download."""
    if pretrained:
        raise ValueError("the tower's weights come from its folder")
    return PictureTower(num_classes=options.get("num_classes", EMBED_DIM))


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
