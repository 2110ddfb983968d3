"""The Qwen3 architecture in plain torch, for training; its parameters carry the names that GGUF gives them.

Grouped-query attention with RMS norms on queries and keys, rotary positions (halves), SwiGLU, tied embeddings: as in
the Qwen3 technical report (arXiv 2505.09388) and llama.cpp's "qwen3".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass(frozen=True)
class DecoderShape:
    """Sizes of a decoder. `heads` × `head_dim` need not be `width`."""

    vocabulary: int
    width: int = 256
    hidden: int = 640
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    head_dim: int = 64
    rope_base: float = 10_000.0
    epsilon: float = 1e-6


class Norm(nn.RMSNorm):
    """RMS norm whose weight follows its input's precision, which is what lets torch fuse it under autocast."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return `x` with unit root mean square over the last axis, times the weight."""
        return functional.rms_norm(x, self.normalized_shape, self.weight.to(x.dtype), self.eps)


class Block(nn.Module):
    """One layer: attention and a gated feed-forward, each after a norm and added to the stream."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.shape = shape
        wide, narrow = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
        self.attn_norm = Norm(shape.width, shape.epsilon)
        self.attn_q = nn.Linear(shape.width, wide, bias=False)
        self.attn_k = nn.Linear(shape.width, narrow, bias=False)
        self.attn_v = nn.Linear(shape.width, narrow, bias=False)
        self.attn_output = nn.Linear(wide, shape.width, bias=False)
        self.attn_q_norm = Norm(shape.head_dim, shape.epsilon)
        self.attn_k_norm = Norm(shape.head_dim, shape.epsilon)
        self.ffn_norm = Norm(shape.width, shape.epsilon)
        self.ffn_gate = nn.Linear(shape.width, shape.hidden, bias=False)
        self.ffn_up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.ffn_down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
        """(n, t, width) → (n, t, width); causal."""
        n, t, _ = x.shape
        size = self.shape.head_dim
        h = self.attn_norm(x)
        q = self.attn_q_norm(self.attn_q(h).view(n, t, -1, size)).transpose(1, 2)
        k = self.attn_k_norm(self.attn_k(h).view(n, t, -1, size)).transpose(1, 2)
        v = self.attn_v(h).view(n, t, -1, size).transpose(1, 2)
        q, k = _rotate(q, cosine, sine), _rotate(k, cosine, sine)
        share = self.shape.heads // self.shape.kv_heads
        k, v = k.repeat_interleave(share, 1), v.repeat_interleave(share, 1)
        mixed = functional.scaled_dot_product_attention(q, k, v.to(q.dtype), is_causal=True)
        x = x + self.attn_output(mixed.transpose(1, 2).reshape(n, t, -1))
        h = self.ffn_norm(x)
        fed: torch.Tensor = self.ffn_down(functional.silu(self.ffn_gate(h)) * self.ffn_up(h))
        return x + fed


class Decoder(nn.Module):
    """Token ids (n, t) to final states (n, t, width); `logits` turns states into scores over the vocabulary."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = Norm(shape.width, shape.epsilon)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                depth = (2 * shape.layers) ** -0.5 if "output" in name or "down" in name else 1.0
                nn.init.normal_(parameter, std=0.02 * depth if "token" in name else depth * parameter.shape[1] ** -0.5)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the states after the last norm."""
        half = self.shape.head_dim // 2
        speeds = self.shape.rope_base ** (-torch.arange(half) / half)
        angles = torch.outer(torch.arange(ids.shape[1]).float(), speeds)
        x = self.token_embd(ids)
        for block in self.blk:
            x = block(x, angles.cos(), angles.sin())
        states: torch.Tensor = self.output_norm(x)
        return states

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        """Scores over the vocabulary, by the tied embeddings."""
        scores: torch.Tensor = functional.linear(states, self.token_embd.weight)
        return scores


def _rotate(x: torch.Tensor, cosine: torch.Tensor, sine: torch.Tensor) -> torch.Tensor:
    cosine, sine = cosine.to(x.dtype), sine.to(x.dtype)
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), dim=-1)
