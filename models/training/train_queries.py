"""Fits what is added to all-MiniLM-L6-v2 for what is asked: python -m models.training queries.

MiniLM was made to put like sentences together, and "my wrists ache after a day of typing" is not like "gel rest for the
keyboard". Its weights for queries get low-rank matrices (LoRA: Hu et al. 2021), fitted by contrast: a query shall lie nearer to
the product that answers it than to all others, those of the same trade before all. What is told of products is read as ever, so
that no catalog is embedded anew.

The pairs (`queries/*.jsonl`: a trade, a title, a text, and what people might ask that it answers) are of invented products and
were written by a large language model. `--held-out` fits without a fifth of the trades and measures on these, each trade a
shop: the mean of 1 / rank of the product that a query was written for, and how often it is first and in five.
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils import parametrize

from models.bert import PlainBert
from models.registry import SHARED_WORDS, describe, locate, space_of
from models.sentence import ADAPTER

PAIRS = Path(__file__).parent / "queries"
_SEED = 7
_RANK, _EPOCHS, _RATE, _BATCH = 8, 2, 1e-3, 128
_TEMPERATURE = 0.05
_SAME_TRADE = 2.0  # how much more a product of the same trade counts as what a query does not mean
_TWINS = 0.75  # products nearer than this (cosine) answer each other's queries
_HELD_OUT = 5  # every fifth trade


@dataclass(frozen=True)
class Pair:
    """A product, and what is asked that it answers."""

    trade: str
    title: str
    text: str
    requests: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is embedded of the product."""
        return f"{self.title}. {self.text}"


def read_pairs(folder: Path = PAIRS) -> list[Pair]:
    """All pairs, file by file."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return [Pair(row["trade"], row["title"], row["text"], tuple(row["requests"])) for row in rows]


class _Added(nn.Module):
    """A weight with a product of two narrow matrices added, at first nothing."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(_RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], _RANK))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + self.up @ self.down


class _Fitted:
    """MiniLM with added matrices, in training."""

    def __init__(self, folder: Path) -> None:
        self.bert = PlainBert(folder)
        layers: Any = self.bert.layers.requires_grad_(False)
        self.added: dict[str, _Added] = {}
        for number, layer in enumerate(layers.layers):
            for part, name in (
                ("self_attn", "in_proj_weight"), ("self_attn.out_proj", "weight"), ("linear1", "weight"), ("linear2", "weight")
            ):  # fmt: skip
                added = self.added[f"layers.{number}.{part}.{name}"] = _Added(getattr(layer.get_submodule(part), name))
                parametrize.register_parametrization(layer.get_submodule(part), name, added)
        layers.train()  # torch's fast way for inference does not see what is added; there is no dropout

    def file(self) -> dict[str, Tensor]:
        """The matrices as `PlainBert.adapted` takes them, in half precision."""
        return {
            f"{name}.{which}": getattr(one, which).detach().half().contiguous()
            for name, one in self.added.items()
            for which in ("up", "down")
        }


def fit(pairs: list[Pair], folder: Path) -> dict[str, Tensor]:
    """The matrices that put queries near to their products."""
    torch.manual_seed(_SEED)
    fitted = _Fitted(folder)
    plain = PlainBert(folder)
    products = torch.from_numpy(plain.encode([one.told for one in pairs]))
    trades = {trade: number for number, trade in enumerate(dict.fromkeys(one.trade for one in pairs))}
    trade = torch.tensor([trades[one.trade] for one in pairs])
    twins = products @ products.T > _TWINS
    twins.fill_diagonal_(False)
    queries = [(query, number) for number, one in enumerate(pairs) for query in one.requests]
    tokens = plain.tokens([query for query, _ in queries])
    meant = torch.tensor([number for _, number in queries])
    optimizer = torch.optim.AdamW([p for one in fitted.added.values() for p in one.parameters()], lr=_RATE)
    steps = _EPOCHS * math.ceil(len(queries) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 20) * (1 - step / steps))
    for epoch in range(_EPOCHS):
        losses = []
        for batch in torch.randperm(len(queries)).split(_BATCH):
            of = meant[batch]
            scores = fitted.bert.encode_tokens([tokens[number] for number in batch]) @ products.T / _TEMPERATURE
            scores = scores + math.log(_SAME_TRADE) * (trade[None] == trade[of][:, None])
            loss = F.cross_entropy(scores.masked_fill(twins[of], -1e4), of)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"  {epoch + 1} of {_EPOCHS}: loss {np.mean(losses):.3f}", flush=True)
    return fitted.file()


def found(pairs: list[Pair], reader: PlainBert, plain: PlainBert) -> list[int]:
    """The rank of each query's product among those of its trade."""
    ranks: list[int] = []
    for trade in dict.fromkeys(one.trade for one in pairs):
        shop = [one for one in pairs if one.trade == trade]
        products = plain.encode([one.told for one in shop])
        scores = reader.encode([query for one in shop for query in one.requests]) @ products.T
        meant = np.repeat(np.arange(len(shop)), [len(one.requests) for one in shop])
        ranks += ((scores > scores[np.arange(len(meant)), meant][:, None]).sum(axis=1) + 1).tolist()
    return ranks


def held_out(pairs: list[Pair], folder: Path) -> None:
    """Print what is found in trades that the matrices were not fitted on, with them and without."""
    plain = PlainBert(folder)
    kept = set(list(dict.fromkeys(one.trade for one in pairs))[::_HELD_OUT])
    reader = plain.adapted(fit([one for one in pairs if one.trade not in kept], folder))
    unseen = [one for one in pairs if one.trade in kept]
    print(f"{len(kept)} trades, {len(unseen)} products, {sum(len(one.requests) for one in unseen)} queries held out")
    for name, read_by in (("as it was made", plain), ("fitted", reader)):
        ranks = np.array(found(unseen, read_by, plain))
        figures = {"mrr": (1 / ranks).mean(), "first": (ranks == 1).mean(), "in five": (ranks <= 5).mean()}
        print(f"{name}: {', '.join(f'{figure} {value:.3f}' for figure, value in figures.items())}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.training.train_queries")
    parser.add_argument("--held-out", action="store_true", help="measure on trades left out; write nothing")
    asked = parser.parse_args()
    words = describe(SHARED_WORDS)
    folder = locate(words, Path())
    pairs = read_pairs()
    print(f"{len(pairs)} products, {sum(len(one.requests) for one in pairs)} queries", flush=True)
    if asked.held_out:
        held_out(pairs, folder)
        return
    ADAPTER.parent.mkdir(parents=True, exist_ok=True)
    save_file(fit(pairs, folder), ADAPTER, {"space": space_of(words.name, folder / words.files[0].path)})


if __name__ == "__main__":
    main()
