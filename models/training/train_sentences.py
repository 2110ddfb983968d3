"""Train the bundled decoder: invented rows and answers → byte-level BPE → a small Qwen3 → GGUF.

    python -m models.training.train_sentences                 everything, from the first step
    python -m models.training.train_sentences --resume        go on from models/training/out/sentences/checkpoint.pt
    python -m models.training.train_sentences --start FILE    begin with the weights and tokenizer of a GGUF made here
    python -m models.training.train_sentences --export-only   write GGUF from the checkpoint

Matrices are trained by Muon, embeddings and norms by AdamW; the schedule is a short warm-up, then a cosine to nothing.
The seeds are fixed, so the same number of steps sees the same examples.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import AddedToken, Tokenizer, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from torch.nn import functional

from assistant.grammar import LETTERS
from models.training.sentences.corpus import Example, examples
from models.training.sentences.decoder import Decoder, DecoderShape
from models.training.sentences.frames import frames_by_role
from models.training.sentences.gguf_file import byte_level, quantise, read_gguf, write_gguf

OUT = Path(__file__).parent / "out" / "sentences"
SEED = 20_260
VOCABULARY = 4096
CONTEXT = 2048
CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>")


@dataclass(frozen=True)
class Batch:
    """Token ids (n, t), right-padded, and the weight of each token's own prediction (n, t)."""

    ids: torch.Tensor
    weights: torch.Tensor


def train_tokenizer() -> Tokenizer:
    """Byte-level BPE over the corpus, with the references `[A]` as tokens of their own."""
    tokenizer = byte_level(BPE())
    trainer = BpeTrainer(
        vocab_size=VOCABULARY - len(LETTERS),
        special_tokens=list(CONTROL),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    texts = (
        text.replace("[", " ").replace("]", " ")
        for example in islice(examples(SEED + 1), 20_000)
        for text in (example.messages[1]["content"], example.answer, example.messages[0]["content"])
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_tokens([AddedToken(f"[{letter}]", normalized=False, special=False) for letter in LETTERS])
    return tokenizer


def encode(tokenizer: Tokenizer, example: Example) -> tuple[list[int], int]:
    """Return the ids of the whole conversation and where the answer begins."""
    turns = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in example.messages)
    prompt = tokenizer.encode(turns + "<|im_start|>assistant\n<think>\n\n</think>\n\n").ids
    return [*prompt, *tokenizer.encode(example.answer + "<|im_end|>").ids], len(prompt)


def batches(tokenizer: Tokenizer, seed: int, tokens: int, most_rows: int, prompt_weight: float) -> Iterator[Batch]:
    """Yield batches of about `tokens` tokens; examples of like length go together."""
    source = examples(seed, most_rows=most_rows)
    order = np.random.default_rng(seed)
    while True:
        encoded = sorted((encode(tokenizer, example) for example in islice(source, 256)), key=lambda e: len(e[0]))
        groups: list[list[tuple[list[int], int]]] = [[]]
        for one in encoded:
            if groups[-1] and (len(groups[-1]) + 1) * len(one[0]) > tokens:
                groups.append([])
            groups[-1].append(one)
        for i in order.permutation(len(groups)):
            yield _pad(groups[i], prompt_weight)


def _pad(group: list[tuple[list[int], int]], prompt_weight: float) -> Batch:
    longest = max(len(ids) for ids, _ in group)
    ids = torch.zeros((len(group), longest), dtype=torch.long)
    weights = torch.zeros((len(group), longest))
    for row, (tokens, answer) in enumerate(group):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        weights[row, 1:answer] = prompt_weight
        weights[row, answer : len(tokens)] = 1.0
    return Batch(ids, weights)


def new_model() -> Decoder:
    """A decoder of 5.2 M parameters, 1 M of them embeddings."""
    torch.manual_seed(SEED)
    return Decoder(DecoderShape(vocabulary=VOCABULARY))


def loss_of(model: Decoder, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the weighted loss, and the answers' own loss; logits are made only where a token counts."""
    states = model(batch.ids[:, :-1])
    weights = batch.weights[:, 1:]
    counts = weights > 0
    logits = model.logits(states[counts]).float()
    losses = functional.cross_entropy(logits, batch.ids[:, 1:][counts], reduction="none")
    weights = weights[counts]
    answer = weights == 1.0
    return (losses * weights).sum() / weights.sum(), losses[answer].mean().detach()


def optimizers(model: Decoder) -> list[torch.optim.Optimizer]:
    """Muon for the layers' matrices, AdamW for embeddings and norms."""
    matrices = [p for n, p in model.named_parameters() if p.ndim == 2 and "token_embd" not in n]
    others = [p for n, p in model.named_parameters() if p.ndim != 2 or "token_embd" in n]
    return [
        torch.optim.Muon(matrices, lr=3e-3, weight_decay=0.02, momentum=0.95, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=3e-3, betas=(0.9, 0.98), weight_decay=0.0),
    ]


def _rate(progress: float) -> float:
    """The share of the full learning rate: up over the first 2 %, then a cosine down to 2 %."""
    if progress < 0.02:
        return max(progress, 0.001) / 0.02
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.02) / 0.98)))


def train(asked: argparse.Namespace) -> Decoder:
    """Run the loop to its last step, or its last minute, keeping a checkpoint."""
    tokenizer = Tokenizer.from_file(str(OUT / "tokenizer.json"))
    model = new_model()
    if asked.start:
        model.load_state_dict(read_gguf(asked.start)[0])
    for block in model.blk if asked.compile else ():
        block.compile(dynamic=True)  # fuses norms and rotations: 1.4 times the tokens a second on two cores
    opts = optimizers(model)
    base = [asked.rate * group["lr"] for opt in opts for group in opt.param_groups]
    step, spent, seen = 0, 0.0, 0
    if asked.resume:
        kept = torch.load(OUT / "checkpoint.pt", weights_only=True)
        model.load_state_dict(kept["model"])
        for opt, state in zip(opts, kept["optimizers"], strict=True):
            opt.load_state_dict(state)
        step, spent, seen = kept["step"], kept["spent"], kept["seen"]
    started, saved = time.monotonic() - spent, time.monotonic()
    ended: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: ended.append(number))  # ended from outside: keep what was learnt
    stage, answer_loss = -1, 0.0
    source: Iterator[Batch] = iter(())
    while True:
        spent = time.monotonic() - started
        progress = max(step / asked.steps, spent / (asked.minutes * 60) if asked.minutes else 0.0)
        if progress >= 1 or ended:
            break
        # Short prompts first: copying is learnt from them sooner. The prompt's own loss helps that too, then costs.
        now = 2 if asked.start else 0 if progress < 0.1 else 1 if progress < 0.3 else 2
        if now != stage:
            stage = now
            rows, weight = ((2, 0.2), (4, 0.1), (4, 0.0))[stage]
            source = batches(tokenizer, SEED + 10 * (stage + 1) + step, asked.tokens, rows, weight)
        for group, rate in zip((g for opt in opts for g in opt.param_groups), base, strict=True):
            group["lr"] = rate * _rate(progress)
        batch = next(source)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, answer = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for opt in opts:
            opt.step()
            opt.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + batch.ids.numel()
        answer_loss = answer.item() if not answer_loss else 0.95 * answer_loss + 0.05 * answer.item()
        if step % 10 == 0:
            print(
                f"step {step} loss {answer_loss:.3f} tokens {seen / 1e6:.2f}M {spent / 60:.1f} min {100 * progress:.0f}%",
                flush=True,
            )
        if time.monotonic() - saved > 240:
            _save(model, opts, step, spent, seen)
            saved = time.monotonic()
    _save(model, opts, step, spent, seen)
    return model


def _save(model: Decoder, opts: list[torch.optim.Optimizer], step: int, spent: float, seen: int) -> None:
    kept = {
        "model": model.state_dict(),
        "optimizers": [o.state_dict() for o in opts],
        "step": step,
        "spent": spent,
        "seen": seen,
    }
    torch.save(kept, OUT / "checkpoint.new")
    (OUT / "checkpoint.new").replace(OUT / "checkpoint.pt")


def export(model: Decoder, kinds: tuple[str, ...]) -> None:
    """Write curio-chat-F16.gguf and one file for each kind, in the out folder."""
    tokenizer = Tokenizer.from_file(str(OUT / "tokenizer.json"))
    full = OUT / "curio-chat-F16.gguf"
    write_gguf(model, tokenizer, full, name="curio-chat", context=CONTEXT)
    for kind in kinds:
        quantise(full, OUT / f"curio-chat-{kind}.gguf", kind)
    (OUT / "frames.json").write_text(json.dumps(frames_by_role(), indent=1) + "\n", "utf-8")


def main() -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=0.0, help="end after this long, whatever the steps")
    parser.add_argument("--tokens", type=int, default=3072, help="tokens a step")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the learning rates; less with --start")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--compile", action=argparse.BooleanOptionalAction, default=True, help="pays after some minutes"
    )
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="a GGUF made here to begin with")
    parser.add_argument("--export-only", action="store_true")
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    OUT.mkdir(parents=True, exist_ok=True)
    if asked.start:
        read_gguf(asked.start)[1].save(str(OUT / "tokenizer.json"))
    elif not (OUT / "tokenizer.json").exists():
        train_tokenizer().save(str(OUT / "tokenizer.json"))
    if asked.export_only:
        model = new_model()
        model.load_state_dict(torch.load(OUT / "checkpoint.pt", weights_only=True)["model"])
    else:
        model = train(asked)
    export(model, ("Q8_0", "Q6_K"))


if __name__ == "__main__":
    main()
