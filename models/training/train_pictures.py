"""Trains the bundled picture tower from rendered pictures alone.

    python -m models.training.train_pictures --minutes 45
    python -m models.training.train_pictures --evaluate            figures of the published tower, as JSON

Three things are asked of it at once. A picture's caption part lies where all-MiniLM-L6-v2 puts what one would say of it:
contrastive over the batch, with MiniLM's own neighbourhoods as soft targets, so that two captions that mean alike are not
pushed apart. Its appearance part tells instances apart: two views of one thing together, everything else away (InfoNCE,
van den Oord et al. 2018). Weights are averaged as they go (EMA). Views are cut, turned, relit, blurred,
covered and compressed as shoppers' pictures are; colour is left alone, for it is information.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from models.picture_tower import EMBED_DIM, PictureTower
from models.registry import BUNDLED, describe, locate
from models.sentence import load_words
from models.training.pictures.captions import captions

OUT = Path("models/training/out")
TARGET = BUNDLED / "curio-pictures"
SIZE, CAPTIONS_EACH = 128, 16
Pictures = NDArray[np.uint8]


class Renders:
    """The shards rendered so far: pictures (n, views, s, s, 3), facts, and caption vectors (n, captions, 384)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures: list[Pictures] = []
        self.facts: list[dict[str, Any]] = []
        self.texts: list[NDArray[np.float32]] = []
        self._read: set[Path] = set()
        self._known: dict[str, NDArray[np.float32]] = {}
        self._words = load_words(describe("all-minilm-l6-v2"), locate(describe("all-minilm-l6-v2"), Path()))

    def read_new(self) -> int:
        """Take in shards that appeared since; return how many instances there are."""
        for file in sorted(set(self.folder.glob("*.npz")) - self._read):
            self._read.add(file)
            with np.load(file) as shard:
                facts = [json.loads(fact) for fact in shard["facts"]]
                self.pictures += list(shard["pictures"])
            said = [captions(fact, CAPTIONS_EACH, seed=fact["number"]) for fact in facts]
            fresh = sorted({text for texts in said for text in texts} - self._known.keys())
            self._known.update(zip(fresh, self._words.encode_texts(fresh), strict=True))
            self.facts += facts
            self.texts += [np.stack([self._known[text] for text in texts]) for texts in said]
        return len(self.facts)

    def encode(self, texts: list[str]) -> Tensor:
        return torch.from_numpy(self._words.encode_texts(texts))


def augmented(picture: Pictures, rng: np.random.Generator) -> Pictures:
    """One view as a shopper's camera, crop and compression would leave it: SIZE × SIZE."""
    image = Image.fromarray(picture)
    side = image.width
    if rng.random() < 0.7:
        image = image.rotate(
            rng.normal(0, 8), Image.Resampling.BILINEAR, fillcolor=tuple(int(v) for v in picture[0, 0])
        )
    share, ratio = rng.uniform(0.55, 1.0), np.exp(rng.normal(0, 0.1))
    wide, high = min(side, side * share * ratio), min(side, side * share / ratio)
    left, top = rng.uniform(0, side - wide), rng.uniform(0, side - high)
    image = image.resize((SIZE, SIZE), Image.Resampling.BILINEAR, (left, top, left + wide, top + high))
    if rng.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if rng.random() < 0.6:
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.7, 1.25))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.75, 1.25))
    if rng.random() < 0.2:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.4)))
    if rng.random() < 0.25:  # something in the way
        a, b = rng.integers(12, SIZE // 3, 2)
        x, y = rng.integers(0, SIZE - a), rng.integers(0, SIZE - b)
        image.paste(tuple(int(v) for v in rng.integers(0, 256, 3)), (int(x), int(y), int(x + a), int(y + b)))
    if rng.random() < 0.5:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=int(rng.integers(35, 92)))
        image = Image.open(packed)
    return np.asarray(image.convert("RGB"))


def batches(renders: Renders, count: int, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Endless (pictures (2 · count, 3, SIZE, SIZE), caption vectors (count, 384)); views of one thing are `count` apart."""
    rng = np.random.default_rng(seed)
    with ThreadPoolExecutor(2) as pool:
        pending = None
        while True:
            chosen = rng.choice(len(renders.facts), count, replace=False)
            jobs = []
            for index in chosen:
                views = renders.pictures[index]
                first, second = (
                    rng.choice(len(views), 2, replace=False) if rng.random() < 0.8 else [rng.integers(len(views))] * 2
                )
                jobs += [(views[first], int(rng.integers(2**31))), (views[second], int(rng.integers(2**31)))]
            texts = np.stack([renders.texts[i][rng.integers(len(renders.texts[i]))] for i in chosen])
            made = [pool.submit(lambda job: augmented(job[0], np.random.default_rng(job[1])), job) for job in jobs]
            if pending:
                yield pending[0](), pending[1]
            pending = (lambda made=made: _stacked(made), torch.from_numpy(texts))


def _stacked(made: list[Any]) -> Tensor:
    views = np.stack([job.result() for job in made])
    views = np.concatenate([views[0::2], views[1::2]])
    return torch.from_numpy(views).permute(0, 3, 1, 2).contiguous().float().div_(255)


def loss_of(tower: PictureTower, pictures: Tensor, texts: Tensor) -> tuple[Tensor, dict[str, float]]:
    """The sum of the caption, neighbourhood and instance losses, and each of them."""
    count = len(texts)
    with torch.autocast("cpu", torch.bfloat16):
        caption, appearance = tower.parts(pictures.to(memory_format=torch.channels_last))
    caption, appearance = caption.float(), appearance.float()
    near = texts @ texts.T
    target = F.softmax(near / 0.04, dim=1)
    logits = torch.cat([caption[:count] @ texts.T, caption[count:] @ texts.T]) / 0.05
    said = -(target.repeat(2, 1) * F.log_softmax(logits, dim=1)).sum(1).mean()
    said = said - 0.5 * (target * F.log_softmax((texts @ caption[:count].T) / 0.05, dim=1)).sum(1).mean()
    placed = (1 - (caption * texts.repeat(2, 1)).sum(1)).mean()
    alike = appearance @ appearance.T / 0.1
    alike.fill_diagonal_(-1e4)
    other_view = torch.arange(2 * count).roll(count)
    same = F.cross_entropy(alike, other_view)
    total = said + 2.0 * placed + same
    return total, {"said": float(said), "placed": float(placed), "same": float(same)}


def train(renders: Renders, minutes: float, count: int, seed: int) -> PictureTower:
    """Train until the time is up and return the averaged tower."""
    torch.manual_seed(seed)
    tower = PictureTower().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    checkpoint = OUT / "tower.pt"
    if checkpoint.exists():
        tower.load_state_dict(torch.load(checkpoint))
    average = deepcopy(tower)
    optimizer = torch.optim.AdamW(tower.parameters(), lr=2e-3, weight_decay=0.05)
    started, shown = time.monotonic(), 0.0
    for step, (pictures, texts) in enumerate(batches(renders, count, seed), 1):
        spent = (time.monotonic() - started) / (minutes * 60)
        if spent >= 1:
            break
        # One warm-up and one cosine over the time there is, however fast the machine happens to be.
        rate = 2e-3 * min(1.0, step / 100) * (0.02 + 0.98 * 0.5 * (1 + np.cos(np.pi * spent)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        tower.train()
        loss, shares = loss_of(tower, pictures, texts)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimizer.step()
        decay = min(0.998, 1 - 1 / (step + 1))
        with torch.no_grad():
            for mean, now in zip(average.state_dict().values(), tower.state_dict().values(), strict=True):
                mean.lerp_(now, 1 - decay) if mean.is_floating_point() else mean.copy_(now)
        if time.monotonic() - shown > 60:
            shown = time.monotonic()
            there = renders.read_new()
            said = " ".join(f"{name} {value:.3f}" for name, value in shares.items())
            print(f"{spent:4.0%} step {step} instances {there} {said}", flush=True)
            torch.save(average.state_dict(), checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(OUT / "tower-latest.pt")
    return average.eval()


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


def _half(value: Tensor) -> Tensor:
    return value.half().contiguous() if value.is_floating_point() else value.contiguous()


@torch.inference_mode()
def evaluate(tower: PictureTower, held_out: Renders) -> dict[str, float]:
    """Figures on instances never trained on: caption → picture among 500, and one view → another view of the same thing."""
    count = min(500, held_out.read_new())
    shop = _forward(tower, [views[0] for views in held_out.pictures[:count]])
    seen = _forward(tower, [views[1] for views in held_out.pictures[:count]])
    texts = torch.from_numpy(np.stack([each[0] for each in held_out.texts[:count]]))
    ranks = _ranks(texts @ shop[:, :384].T)
    views = _ranks(seen @ shop.T)
    names = [fact["kind"] for fact in held_out.facts[:count]]
    kinds = sorted(set(names))
    asked = held_out.encode(kinds) @ shop[:, :384].T
    found = [
        np.mean([names[i] == kind for i in asked[row].topk(10).indices.tolist()]) for row, kind in enumerate(kinds)
    ]
    return {
        "instances": count,
        "caption_to_picture_r@5": float((ranks < 5).float().mean()),
        "kind_word_precision@10": float(np.mean(found)),
        "other_view_r@1": float((views < 1).float().mean()),
        "other_view_r@5": float((views < 5).float().mean()),
    }


def _ranks(scores: Tensor) -> Tensor:
    return (scores > scores.diagonal()[:, None]).sum(1)


def _forward(tower: PictureTower, pictures: list[Pictures]) -> Tensor:
    rows = []
    for start in range(0, len(pictures), 50):
        batch = torch.from_numpy(np.stack(pictures[start : start + 50])).permute(0, 3, 1, 2).float().div(255)
        rows.append(tower(F.interpolate(batch, size=(SIZE, SIZE), mode="bicubic", antialias=True).clamp(0, 1)))
    return torch.cat(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m models.training.train_pictures", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--batch", type=int, default=96, help="instances in a batch; each gives two pictures")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--checkpoint", type=Path, help="publish this checkpoint instead of training")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    if asked.checkpoint or asked.evaluate:
        tower = PictureTower().eval()
        if asked.checkpoint:
            tower.load_state_dict(torch.load(asked.checkpoint))
            publish(tower)
        else:
            from safetensors.torch import load_file

            state = load_file(TARGET / "open_clip_model.safetensors")
            tower.load_state_dict({name.removeprefix("visual.trunk."): value.float() for name, value in state.items()})
    else:
        renders = Renders(OUT / "pictures")
        print(f"{renders.read_new()} instances", flush=True)
        tower = train(renders, asked.minutes, asked.batch, asked.seed)
        publish(tower)
    print(json.dumps(evaluate(tower, Renders(OUT / "held-out"))))


if __name__ == "__main__":
    main()
