"""Reads a sentence-transformers folder of the plainest kind with torch and tokenizers alone, number for number.

Importing sentence-transformers takes most of a command's time: it brings transformers, scikit-learn, scipy and pandas, of
which encoding a sentence uses nothing. The bundled all-MiniLM-L6-v2 is BERT, the mean over the words' vectors, and a unit
vector; torch has that BERT as its own TransformerEncoder. Any other folder is left to the library (`models.sentence`).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from models.base import Vectors

_BATCH = 64
_MODULES = ("Transformer", "Pooling", "Normalize")
# What a config must say for torch's encoder to be the model that it describes.
_PLAIN = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}


def is_plain(folder: Path) -> bool:
    """Whether a sentence-transformers folder is BERT, the mean of its words, and a unit vector, with nothing besides."""
    try:
        modules = [str(one["type"]).rpartition(".")[2] for one in _read(folder / "modules.json")]
        pooling = _read(folder / "1_Pooling" / "config.json")
        config = _read(folder / "config.json")
        cut = _read(folder / "sentence_bert_config.json")
    except (OSError, ValueError, TypeError, KeyError):
        return False
    pooled = {name for name, on in pooling.items() if name.startswith("pooling_mode") and on}
    return (
        tuple(modules) == _MODULES
        and pooled == {"pooling_mode_mean_tokens"}
        and all(config.get(name) == value for name, value in _PLAIN.items())
        and not cut.get("do_lower_case")
        and "max_seq_length" in cut
        and (folder / "tokenizer.json").is_file()
    )


class PlainBert:
    """A folder that `is_plain`, read whole. Encoding is safe from many threads."""

    def __init__(self, folder: Path) -> None:
        """Read tokenizer and weights. Raises OSError, ValueError, KeyError or RuntimeError where they do not fit each other."""
        config = _read(folder / "config.json")
        self.dim = int(config["hidden_size"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(int(_read(folder / "sentence_bert_config.json")["max_seq_length"]))
        self._tokenizer.no_padding()
        state = {
            name.removeprefix("bert."): value.float() for name, value in load_file(folder / "model.safetensors").items()
        }
        self._words = state["embeddings.word_embeddings.weight"]
        # Only one sentence is read at a time: the type of the first of two is part of each place.
        self._places = (
            state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        )
        self._first_norm = nn.LayerNorm(self.dim, eps=config["layer_norm_eps"])
        self._first_norm.load_state_dict(_part(state, "embeddings.LayerNorm."))
        self.layers = _encoder(config, state)

    def adapted(self, added: Mapping[str, torch.Tensor]) -> PlainBert:
        """The same with products of two narrow matrices added to some weights (LoRA: Hu et al. 2021), NAME.up (out, rank)
        and NAME.down (rank, in); words and places are shared. Raises KeyError or RuntimeError where they do not fit."""
        other = copy.copy(self)
        other.layers = copy.deepcopy(self.layers)
        weights = dict(other.layers.named_parameters())
        with torch.no_grad():
            for name in {key.rpartition(".")[0] for key in added}:
                weights[name].add_(added[f"{name}.up"].float() @ added[f"{name}.down"].float())
        return other

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(texts), dim), float32, in the order of `texts`."""
        rows = np.empty((len(texts), self.dim), np.float32)
        tokens = self.tokens(texts)
        # Texts of one length lie in one batch: little is computed for what only fills it up.
        by_length = sorted(range(len(texts)), key=lambda number: -len(tokens[number]))
        with torch.inference_mode():
            for start in range(0, len(by_length), _BATCH):
                batch = by_length[start : start + _BATCH]
                rows[batch] = self.encode_tokens([tokens[number] for number in batch]).numpy()
        return rows

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return each text as the numbers of its tokens, cut where the model's reading ends."""
        return [one.ids for one in self._tokenizer.encode_batch(list(texts))]

    def encode_tokens(self, tokens: Sequence[Sequence[int]]) -> torch.Tensor:
        """Return unit rows (len(tokens), dim), through which training can look back."""
        longest = max(len(one) for one in tokens)
        ids = torch.tensor([[*one, *[0] * (longest - len(one))] for one in tokens])
        filled = torch.arange(longest) >= torch.tensor([[len(one)] for one in tokens])
        seen = self._first_norm(self._words[ids] + self._places[:longest])
        seen = self.layers(seen, src_key_padding_mask=filled)
        weights = (~filled).float()[..., None]
        return functional.normalize((seen * weights).sum(1) / weights.sum(1), dim=-1)


def _encoder(config: dict[str, Any], state: dict[str, torch.Tensor]) -> nn.Module:
    """torch's encoder with a BERT's weights: the three of attention as one matrix, the others under other names."""
    layer = nn.TransformerEncoderLayer(
        config["hidden_size"],
        config["num_attention_heads"],
        config["intermediate_size"],
        dropout=0.0,
        activation="gelu",
        layer_norm_eps=config["layer_norm_eps"],
        batch_first=True,
    )
    encoder = nn.TransformerEncoder(layer, config["num_hidden_layers"], enable_nested_tensor=False)
    if _part(state, f"encoder.layer.{config['num_hidden_layers']}."):
        raise ValueError("the weights have more layers than their config tells of")
    for number, one in enumerate(encoder.layers):
        of = _part(state, f"encoder.layer.{number}.")
        taken = {
            f"self_attn.in_proj_{kind}": torch.cat(
                [of[f"attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            )
            for kind in ("weight", "bias")
        }
        for ours, theirs in (
            ("self_attn.out_proj", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("linear1", "intermediate.dense"),
            ("linear2", "output.dense"),
            ("norm2", "output.LayerNorm"),
        ):
            taken |= {f"{ours}.{kind}": of[f"{theirs}.{kind}"] for kind in ("weight", "bias")}
        one.load_state_dict(taken)
    return encoder.eval()


def _part(state: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


def _read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))
