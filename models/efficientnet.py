"""EfficientNet-Lite0 in plain torch, each batch norm folded into the convolution before it: the bundled tower's trunk.

timm builds the same network (Tan and Le, 2019; "Lite": Google, 2020) and is where training gets it from. Importing timm brings
torchvision and torch's compiler, two to three seconds of the processor for every command and every start, and computes with
neither. Names of weights are timm's; a test holds the two to each other.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

_STEM, HEAD = 32, 1280
# Of each stage: how many blocks, the side of their convolution, the step of the first, and how many channels it gives.
_STAGES = ((1, 3, 1, 16), (2, 3, 2, 24), (2, 5, 2, 40), (3, 3, 2, 80), (3, 5, 1, 112), (4, 5, 2, 192), (1, 3, 1, 320))
_WIDER = 6


class _Convolution(nn.Conv2d):
    """A convolution padded as TensorFlow pads: what is odd goes to the right and the bottom."""

    def __init__(self, taken: int, given: int, side: int, step: int = 1, groups: int = 1) -> None:
        super().__init__(taken, given, side, step, 0 if step > 1 else side // 2, groups=groups)
        self._side, self._step = side, step

    def forward(self, maps: Tensor) -> Tensor:
        if self._step > 1:
            height, width = (self._missing(length) for length in maps.shape[-2:])
            maps = F.pad(maps, (width // 2, width - width // 2, height // 2, height - height // 2))
        return super().forward(maps)

    def _missing(self, length: int) -> int:
        return max((-(-length // self._step) - 1) * self._step + self._side - length, 0)


def _cut(maps: Tensor) -> Tensor:
    return F.relu6(maps, inplace=True)


class _Separable(nn.Module):
    """Each channel by itself, then all of each place."""

    def __init__(self, taken: int, given: int, side: int, step: int) -> None:
        super().__init__()
        self.conv_dw = _Convolution(taken, taken, side, step, groups=taken)
        self.conv_pw = _Convolution(taken, given, 1)

    def forward(self, maps: Tensor) -> Tensor:
        seen: Tensor = self.conv_pw(_cut(self.conv_dw(maps)))
        return seen


class _InvertedResidual(nn.Module):
    """The same between a wider and a narrower number of channels, added to what came in where that has its shape."""

    def __init__(self, taken: int, given: int, side: int, step: int) -> None:
        super().__init__()
        wide = taken * _WIDER
        self.conv_pw = _Convolution(taken, wide, 1)
        self.conv_dw = _Convolution(wide, wide, side, step, groups=wide)
        self.conv_pwl = _Convolution(wide, given, 1)
        self._adds = step == 1 and taken == given

    def forward(self, maps: Tensor) -> Tensor:
        seen: Tensor = self.conv_pwl(_cut(self.conv_dw(_cut(self.conv_pw(maps)))))
        return seen + maps if self._adds else seen


class EfficientNetLite0(nn.Module):
    """RGB in -1–1, (n, 3, side, side) → logits of its classes (n, classes)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.conv_stem = _Convolution(3, _STEM, 3, 2)
        stages, taken = [], _STEM
        for number, (count, side, step, given) in enumerate(_STAGES):
            block = _InvertedResidual if number else _Separable
            stages.append(nn.Sequential(*(
                block(given if later else taken, given, side, 1 if later else step) for later in range(count)
            )))  # fmt: skip
            taken = given
        self.blocks = nn.Sequential(*stages)
        self.conv_head = _Convolution(taken, HEAD, 1)
        self.classifier = nn.Linear(HEAD, classes)

    def stages(self, pictures: Tensor) -> tuple[list[Tensor], Tensor]:
        """What each of the seven stages sees, and the last features, (n, 1280, side / 32, side / 32)."""
        maps = _cut(self.conv_stem(pictures))
        seen = []
        for stage in self.blocks:
            maps = stage(maps)
            seen.append(maps)
        return seen, _cut(self.conv_head(maps))

    def forward(self, pictures: Tensor) -> Tensor:
        _, wide = self.stages(pictures)
        logits: Tensor = self.classifier(torch.mean(wide, (2, 3)))
        return logits
