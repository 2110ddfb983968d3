"""What a shopper's camera, crop and compression make of a rendered picture: whole batches at once, on any device.

Views are cut, turned, mirrored, relit, blurred or sharpened, covered and compressed. Colour is left alone, for it is
information. All is drawn from the generator given, so the same arguments give the same views on the same device.
"""

from __future__ import annotations

import math

import torch
from torch import Generator, Tensor
from torch.nn import functional as F

# The quantisation table for brightness in the JPEG standard's annex K.
_JPEG = torch.tensor([
    [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
], dtype=torch.float32)  # fmt: skip
_SHARP = torch.tensor([[-2.0, -2.0, -2.0], [-2.0, 32.0, -2.0], [-2.0, -2.0, -2.0]]) / 16
_SOFT = torch.tensor([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]) / 16


def augmented(pictures: Tensor, backdrops: Tensor, side: int, generator: Generator) -> tuple[Tensor, Tensor]:
    """One view of each picture (n, 4, h, w) in 0–1, whose fourth channel is the thing's mask, and its mask.

    They are (n, 3, side, side) and (n, 1, side, side). `backdrops` (n, 3, h, w) stand behind the thing where they are not NaN.
    """
    draw = _Drawn(len(pictures), pictures.device, generator)
    seen, mask = pictures[:, :3], pictures[:, 3:]
    behind = torch.where(backdrops.isnan(), seen, backdrops)
    seen = seen * mask + behind * (1 - mask)
    grid = _grid(draw, side)
    seen = F.grid_sample(seen, grid, mode="bicubic", padding_mode="border", align_corners=False).clamp(0, 1)
    mask = F.grid_sample(mask, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    lit, contrast = draw.between(0.75, 1.2), draw.between(0.8, 1.25)
    grey = seen.mean((1, 2, 3), keepdim=True)
    seen = torch.where(draw.chance(0.6), ((seen - grey) * contrast + grey) * lit, seen).clamp(0, 1)
    seen = torch.where(draw.chance(0.15), _through(_through(seen, _SOFT), _SOFT), _through(seen, _SHARP)).clamp(0, 1)
    cover = torch.cat([draw.between(0, 1) for _ in range(3)], dim=1)
    seen = torch.where(_covered(draw, side) & draw.chance(0.2), cover, seen)
    return torch.where(draw.chance(0.5), compressed(seen, draw.between(40, 92)), seen), mask


def compressed(pictures: Tensor, quality: Tensor) -> Tensor:
    """Pictures (n, 3, h, w), sides multiples of 8, as JPEG of that quality (n, 1, 1, 1) leaves them."""
    # One table for all channels, and none thinned out.
    count, channels, height, width = pictures.shape
    scale = torch.where(quality < 50, 5000 / quality, 200 - 2 * quality) / 100
    table = (_JPEG.to(pictures.device) * scale[..., None, None]).clamp(min=1) / 255
    waves = _cosines(pictures.device)
    blocks = pictures.reshape(count, channels, height // 8, 8, width // 8, 8).transpose(3, 4) - 0.5
    blocks = waves @ blocks @ waves.T
    blocks = waves.T @ ((blocks / table).round() * table) @ waves
    return (blocks + 0.5).transpose(3, 4).reshape(count, channels, height, width).clamp(0, 1)


class _Drawn:
    """Draws for each of `count` pictures, shaped to broadcast over them."""

    def __init__(self, count: int, device: torch.device, generator: Generator) -> None:
        self._count, self.device, self._generator = count, device, generator

    def between(self, low: float, high: float) -> Tensor:
        drawn = torch.rand(self._count, 1, 1, 1, device=self.device, generator=self._generator)
        return drawn * (high - low) + low

    def normal(self, spread: float) -> Tensor:
        return torch.randn(self._count, 1, 1, 1, device=self.device, generator=self._generator) * spread

    def chance(self, share: float) -> Tensor:
        return self.between(0, 1) < share


def _grid(draw: _Drawn, side: int) -> Tensor:
    """Where each pixel of the view comes from: a part of the picture, turned a little, half of them mirrored."""
    turn = torch.where(draw.chance(0.6), draw.normal(math.radians(8)), draw.between(0, 0)).flatten()
    share, ratio = draw.between(0.6, 1.0).flatten(), draw.normal(0.1).exp().flatten()
    wide, high = (share * ratio).clamp(max=1), (share / ratio).clamp(max=1)
    left = draw.between(-1, 1).flatten() * (1 - wide)
    top = draw.between(-1, 1).flatten() * (1 - high)
    mirror = torch.where(draw.chance(0.5), -1.0, 1.0).flatten()
    cos, sin = turn.cos(), turn.sin()
    first = torch.stack([wide * mirror * cos, -high * sin, left], dim=1)
    second = torch.stack([wide * mirror * sin, high * cos, top], dim=1)
    return F.affine_grid(torch.stack([first, second], dim=1), [len(turn), 3, side, side], align_corners=False)


def _covered(draw: _Drawn, side: int) -> Tensor:
    """Where something is in the way: a rectangle up to a third of the side wide and high."""
    along = torch.arange(side, device=draw.device)
    wide, high = draw.between(side / 12, side / 3), draw.between(side / 12, side / 3)
    left, top = draw.between(0, 1) * (side - wide), draw.between(0, 1) * (side - high)
    across = (along >= left) & (along < left + wide)
    down = (along >= top) & (along < top + high)
    return across & down.transpose(2, 3)


def _through(pictures: Tensor, kernel: Tensor) -> Tensor:
    """Each channel through a 3 × 3 kernel."""
    weights = kernel.to(pictures.device).expand(3, 1, 3, 3)
    return F.conv2d(F.pad(pictures, (1, 1, 1, 1), mode="replicate"), weights, groups=3)


def _cosines(device: torch.device) -> Tensor:
    """The orthonormal matrix of the 8-point cosine transform."""
    wave, place = torch.arange(8, device=device)[:, None], torch.arange(8, device=device)[None, :]
    matrix = ((2 * place + 1) * wave * math.pi / 16).cos() / 2
    matrix[0] /= math.sqrt(2)
    return matrix
