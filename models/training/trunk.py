"""Fine-tunes the picture tower's trunk on rendered pictures, without letting it forget photographs.

A batch shows two views of each of many things, several of each kind. Three losses pull at once: a caption's vector lies near
the vectors of its pictures as near as it lies to the other captions (a contrastive loss whose targets are softened by MiniLM's
own neighbourhoods); two views of one thing lie nearer to each other than to like things; and the classes that the trunk was
trained to name stay what they were (learning without forgetting: Li and Hoiem, 2016). The weights are averaged over the steps.
What is published lies between the old weights and these: the mean of both carries over to what neither was tuned for
(Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).

Where it begins is timm's EfficientNet-Lite0, folded into the form in which it is used (`models.efficientnet`).
"""

from __future__ import annotations

import copy
import math
import time
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.picture_tower import APPEARANCE, CAPTION, CLASSES, PictureTower
from models.torchvision_cure import cure_torchvision

THINGS, KINDS = 320, 64
CAPTION_HEAT, VIEW_HEAT, WORD_HEAT = 0.05, 0.07, 0.06
KEPT = 2.0
TRUNK_RATE, HEAD_RATE = 3e-4, 2e-3


def new_trunk() -> Any:
    """EfficientNet-Lite0 with its classes of things, as timm builds it, its weights drawn at random."""
    cure_torchvision()
    import timm  # with torchvision, which takes its time

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


def fine_tuned(tower: PictureTower, pool: Any, kinds: Tensor, texts: Tensor, trained: Tensor, steps: int) -> Any:
    """A copy of the tower's trunk after `steps` steps. `kinds` (instances,) numbers each one's kind; `texts`
    (instances, captions, 384) are the vectors of what may be said of it; `trained` are the instances to learn from."""
    device = pool.device
    learner = copy.deepcopy(tower).train()
    learner.trunk.requires_grad_(True)
    learner.trunk.classifier.requires_grad_(False)
    placed = learner.appearance.in_features
    caption, appearance = nn.Linear(learner.caption.in_features, CAPTION), nn.Linear(placed, APPEARANCE)
    heads = nn.ModuleList([caption, appearance]).to(device)
    trunk = [value for value in learner.trunk.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": trunk, "base": TRUNK_RATE}, {"params": heads.parameters(), "base": HEAD_RATE}],
        weight_decay=0.02,
    )
    averaged = [value.detach().clone() for value in trunk]
    by_kind = [trained[kinds[trained] == kind] for kind in kinds[trained].unique()]
    started = time.monotonic()
    for step in range(steps):
        rate = min(1.0, (step + 1) / 20) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate
        picked = torch.randperm(len(by_kind), device=device, generator=pool.generator)[:KINDS].tolist()
        chosen = torch.cat([pool.drawn(by_kind[kind], THINGS // len(picked)) for kind in picked])
        pictures, _ = pool.views(chosen.repeat(2), torch.randint(4, (2 * len(chosen),), device=device))
        words = texts[chosen, torch.randint(texts.shape[1], chosen.shape, device=device)]
        with torch.autocast(device.type, torch.bfloat16):
            fine, middle, coarse, wide = learner.maps(pictures)
            with torch.no_grad():
                _, _, _, before = tower.maps(pictures)
        seen, seen_before = wide.float().mean((2, 3)), before.float().mean((2, 3))
        with torch.no_grad():
            there = torch.sigmoid(tower.thing_of(middle.float(), coarse.float()))
        said_of, looks = learner.read(fine.float(), middle.float(), wide.float(), there)
        loss = caption_loss(F.normalize(caption(said_of)), words, chosen)
        loss = loss + view_loss(F.normalize(appearance(looks.clamp(min=1e-6).sqrt())), chosen)
        named = tower.trunk.classifier(seen_before).log_softmax(1)
        loss = loss + KEPT * F.kl_div(
            learner.trunk.classifier(seen).log_softmax(1), named, log_target=True, reduction="batchmean"
        )
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trunk, 1.0)
        optimizer.step()
        share = min(0.995, step / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(averaged, [value.detach() for value in trunk], 1 - share)
        if step % 50 == 0:
            print(f"trunk {step}/{steps} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
    with torch.no_grad():
        for value, mean in zip(trunk, averaged, strict=True):
            value.copy_(mean)
    return learner.trunk.requires_grad_(False).eval()


def caption_loss(pictures: Tensor, words: Tensor, chosen: Tensor) -> Tensor:
    """Two views of each thing, one below the other (2n, d), against one caption of each (n, d); all are unit rows."""
    same = (chosen[:, None] == chosen).float()
    near = (words @ words.T / WORD_HEAT).softmax(1)
    target = 0.7 * same / same.sum(1, keepdim=True) + 0.3 * near
    scores = pictures @ words.T / CAPTION_HEAT
    from_pictures = -(target.repeat(2, 1) * scores.log_softmax(1)).sum(1).mean()
    back = torch.cat([target, target], dim=1) / 2
    from_words = -(back * scores.T.log_softmax(1)).sum(1).mean()
    return (from_pictures + from_words) / 2


def view_loss(looks: Tensor, chosen: Tensor) -> Tensor:
    """The other view of a thing among all views: unit rows (2n, d)."""
    owners = chosen.repeat(2)
    scores = looks @ looks.T / VIEW_HEAT
    itself = torch.eye(len(looks), dtype=torch.bool, device=looks.device)
    scores = scores.masked_fill(itself, -1e4)
    same = ((owners[:, None] == owners) & ~itself).float()
    return -((same / same.sum(1, keepdim=True)) * scores.log_softmax(1)).sum(1).mean()


def between(before: Any, after: Any, share: float) -> Any:
    """A trunk whose weights lie `share` of the way from the one to the other."""
    mixed = copy.deepcopy(before)
    with torch.no_grad():
        for value, other in zip(mixed.parameters(), after.parameters(), strict=True):
            value.lerp_(other, share)
    return mixed
