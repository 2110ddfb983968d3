"""python -m models list · pull NAME · verify [NAME] · use NAME · remove NAME · bench"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from assistant.access import OPERATOR
from assistant.command_line import add_json, run
from assistant.services import open_services
from assistant.settings import CHOSEN_BY_TASK, read_settings
from models.base import ChatModel, ChatRequest
from models.machine import Memory, fit, read_memory
from models.pull import pull, remove
from models.registry import ModelDescription, all_models, describe, dropped, folder_of, is_installed, verify


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m models", description="The models Curio runs.")
    commands = parser.add_subparsers(dest="command", required=True)

    listing = commands.add_parser("list", help="every model: name, task, size, licence, whether it is here and in use")
    listing.set_defaults(run=_list, show=_show_list)
    pulling = commands.add_parser("pull", help="fetch a model from the hub: resumable, verified")
    pulling.add_argument("name")
    pulling.set_defaults(run=_pull, show=lambda answer: f"{answer['name']} is here: {answer['folder']}")
    checking = commands.add_parser("verify", help="compare the files on this machine with their published hashes")
    checking.add_argument("name", nargs="?")
    checking.set_defaults(run=_verify, show=_show_verify)
    using = commands.add_parser("use", help="choose a model; a new picture or word model embeds the catalog first")
    using.add_argument("name")
    using.set_defaults(run=_use, show=lambda answer: f"{answer['name']} is now used for {answer['task']}.")
    removing = commands.add_parser("remove", help="delete a pulled model")
    removing.add_argument("name")
    removing.set_defaults(run=_remove, show=lambda answer: f"{answer['name']} was removed.")
    bench = commands.add_parser("bench", help="measure the models in use on this machine")
    bench.set_defaults(run=_bench, show=_show_bench)
    for command in (listing, pulling, checking, using, removing, bench):
        add_json(command)
    return run(parser, arguments)


def _list(_asked: argparse.Namespace) -> Mapping[str, Any]:
    settings = read_settings()
    chosen = {getattr(settings, field) for field in CHOSEN_BY_TASK.values()}
    known = [*all_models(), *dropped(settings.home)]
    known += [describe(name) for name in sorted(chosen - {model.name for model in known})]
    memory = read_memory()
    rows = [_row(model, model.name in chosen, memory) for model in known]
    return {"models": rows, "memory": {"total": memory.total, "free": memory.free}}


def _row(model: ModelDescription, in_use: bool, machine: Memory) -> dict[str, Any]:
    home = read_settings().home
    here = is_installed(model, home)
    size = sum((folder_of(model, home) / file.path).stat().st_size for file in model.files) if here else model.size
    return {
        "name": model.name,
        "task": model.task,
        "title": model.title,
        "source": model.source,
        "repo": model.repo,
        "maker": model.maker,
        "licence": model.licence,
        "size": size,
        "memory": model.memory,
        "fits": fit(model, machine),
        "n_ctx": model.n_ctx,
        "thinks": model.thinks,
        "sees": bool(model.projector),
        "installed": here,
        "in_use": in_use,
        "note": model.note,
    }


def _show_list(answer: Mapping[str, Any]) -> str:
    lines = []
    for row in answer["models"]:
        mark = "*" if row["in_use"] else "+" if row["installed"] else " "
        size = f"{row['size'] / 1e6:9,.1f} MB"
        lines.append(
            f"{mark} {row['name']:20} {row['task']:9} {size}  {row['fits']:9} {row['licence']:28} {row['title']}"
        )
    free, total = answer["memory"]["free"] / 1e9, answer["memory"]["total"] / 1e9
    told = f"* in use   + on this machine   fits: into {free:.1f} GB of free memory   tight: into {total:.1f} GB of all"
    return "\n".join([*lines, told])


def _pull(asked: argparse.Namespace) -> Mapping[str, Any]:
    # The one command that is meant to reach the hub; its library reads these when first imported.
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "0"
    model, memory = describe(asked.name), read_memory()
    if fit(model, memory) in ("tight", "too large"):
        print(
            f"{model.title} needs about {model.memory / 1e9:.1f} GB of memory; of {memory.total / 1e9:.1f} GB here, "
            f"{memory.free / 1e9:.1f} are free.",
            file=sys.stderr,
        )
    folder = pull(asked.name, read_settings().home, _progress())
    return {"name": asked.name, "folder": str(folder), "sha256": verify(describe(asked.name), read_settings().home)}


def _progress() -> Callable[[int, int], None]:
    """Show progress on stderr: one line rewritten for a person, plain "done/total" lines for a page, nothing in a pipe."""
    last = 0.0

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done < total and now - last < 0.2:
            return
        last = now
        if os.environ.get("CURIO_PULL_PROGRESS"):
            print(f"{done}/{total}", file=sys.stderr, flush=True)
        elif sys.stderr.isatty():
            print(
                f"\r{done / 1e6:,.0f} of {total / 1e6:,.0f} MB",
                end="\n" if done >= total else "",
                file=sys.stderr,
                flush=True,
            )

    return show


def _verify(asked: argparse.Namespace) -> Mapping[str, Any]:
    home = read_settings().home
    models = [describe(asked.name)] if asked.name else [model for model in all_models() if is_installed(model, home)]
    return {"verified": [{"name": model.name, "sha256": verify(model, home)} for model in models]}


def _show_verify(answer: Mapping[str, Any]) -> str:
    return "\n".join(f"{row['name']:20} ok  {row['sha256']}" for row in answer["verified"])


def _use(asked: argparse.Namespace) -> Mapping[str, Any]:
    services = open_services(read_settings())
    try:
        description = services.use(OPERATOR, asked.name, _progress())
    finally:
        services.close()
    return {"name": description.name, "task": description.task}


def _remove(asked: argparse.Namespace) -> Mapping[str, Any]:
    remove(asked.name, read_settings().home)
    return {"name": asked.name}


def _bench(_asked: argparse.Namespace) -> Mapping[str, Any]:
    """Time the models in use, warm, one call at a time: medians of 20 calls; sentences over one long prompt.

    And say what the picture model is worth, over the demo catalog's products."""
    from PIL import Image

    from catalog.feeds import FeedRow, read_feed
    from catalog.images import open_image
    from catalog.ingest import DEMO
    from models.quality import picture_quality

    services = open_services(read_settings())
    try:
        picture = Image.effect_mandelbrot((640, 640), (-2, -1.5, 1, 1.5), 60).convert("RGB")
        texts = [f"a blue ceramic mug, number {n}" for n in range(21)]
        each_picture = _median_ms(lambda _n: services.pictures.encode_images([picture]))
        each_text = _median_ms(lambda n: services.words.encode_texts([texts[n]]))
        usage = _bench_chat(services.chat)
        rows = [row.fields for row in read_feed(DEMO / "feed.tsv") if isinstance(row, FeedRow)]
        shown = [open_image(DEMO / row["image_link"]) for row in rows]
        quality = picture_quality(services.pictures, shown, [row["title"] for row in rows])
    finally:
        services.close()
    return {
        "pictures": {"model": services.settings.picture_model, "ms": each_picture, **quality},
        "words": {"model": services.settings.word_model, "ms": each_text},
        "chat": {"model": services.settings.chat_model, **usage},
    }


def _median_ms(call: Callable[[int], object]) -> float:
    times = []
    for n in range(21):
        start = time.perf_counter()
        call(n)
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times[1:]), 1)  # the first call loads the model


def _bench_chat(chat: ChatModel) -> dict[str, float]:
    """One answer of 80 tokens to a prompt of about 400 (of the bundled tokenizer's), read anew, not from the cache."""
    row = "[A] Blue mug with a wide handle | mugs by Northfold | in blue | of ceramic | keeps coffee hot for hours; two rings\n"
    text, usage = "", None
    for request in (
        "something for the kitchen",
        "again: something for the kitchen",
    ):  # the first answer loads the model
        stream = chat.stream(
            ChatRequest(messages=({"role": "user", "content": f"Request: {request}\n{row * 12}"},), max_tokens=80)
        )
        text = "".join(stream)
        usage = stream.usage
    if usage is None:
        return {}
    seconds = max(usage.ms_total - usage.ms_first_token, 1.0) / 1000
    return {
        "prompt_tokens": usage.prompt_tokens,
        "ms_first_token": round(usage.ms_first_token),
        "tokens_per_second": round(usage.tokens_per_second, 1),
        "words_per_second": round(len(text.split()) / seconds, 1),
    }


def _show_bench(answer: Mapping[str, Any]) -> str:
    chat, seen = answer["chat"], answer["pictures"]
    return "\n".join(
        [
            f"one picture  {answer['pictures']['ms']:7.1f} ms   {answer['pictures']['model']}",
            f"             of the demo's {seen['products']} pictures, {seen['spoilt_picture_r@1']:.1%} find themselves first "
            f"when spoilt; {seen['name_to_picture_r@10']:.1%} are among their name's first ten",
            f"one text     {answer['words']['ms']:7.1f} ms   {answer['words']['model']}",
            f"sentences    first token after {chat['ms_first_token']} ms ({chat['prompt_tokens']} prompt tokens), "
            f"then {chat['tokens_per_second']} tokens or {chat['words_per_second']} words a second   {chat['model']}",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
