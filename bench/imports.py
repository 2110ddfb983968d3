"""python -m bench.imports [--rows 10000] [--pictures 10000]: what an import costs beside decoding and embedding.

A feed with distinct pictures (JPEG, 400 px) is made, and imported twice into a new data folder. Decoding (with the copies that
are kept) and embedding are timed where they happen; what is left is overhead: reading, checking, staging, applying, publishing.
Seconds of the processor are told beside those of the clock: only they mean something on a machine that others use too.
`--models bundled` embeds with what ships; without it, embedding costs nothing and the overhead stands alone.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image

from assistant.services import open_services
from assistant.settings import Settings
from catalog.picture_intake import PictureIntake
from models.base import Vectors

WORDS = "red blue oak steel linen round square tall small garden kitchen lamp chair mug vase bag shoe clock shelf rug".split()


class Free:
    """Embedders that cost next to nothing: a row of numbers for each picture or text."""

    space, dim = "free@1", 256

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        return self._rows(len(images))

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        return self._rows(len(texts))

    def _rows(self, count: int) -> Vectors:
        rows = np.random.default_rng(count).normal(size=(count, self.dim)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class Watch:
    """Adds up the seconds spent in some calls, and the highest memory meanwhile."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self.peaks: list[int] = []
        self._process = psutil.Process()
        threading.Thread(target=self._look, daemon=True).start()

    def over(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **more: Any) -> Any:
            begun, cpu = time.perf_counter(), time.process_time()
            try:
                return work(*given, **more)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun
                self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - cpu

        return timed

    def _look(self) -> None:
        while True:
            self.peaks.append(self._process.memory_info().rss)
            time.sleep(0.25)


def write_feed(folder: Path, rows: int, pictures: int) -> Path:
    """A feed of `rows` products over `pictures` distinct pictures."""
    chance = random.Random(0)
    noise = np.random.default_rng(0)
    for number in range(pictures):
        coarse = Image.fromarray(noise.integers(0, 256, (8, 8, 3), np.uint8))
        picture = coarse.resize((400, 400), Image.Resampling.BICUBIC)
        (folder / f"{number // 1000}").mkdir(exist_ok=True)
        picture.save(folder / f"{number // 1000}" / f"{number}.jpg", quality=85)
    with (folder / "feed.tsv").open("w", encoding="utf-8") as feed:
        feed.write("id\ttitle\tdescription\tprice\tavailability\tbrand\tcolor\tmaterial\tproduct_type\timage_link\n")
        for row in range(rows):
            said = [chance.choice(WORDS) for _ in range(40)]
            number = row % pictures
            feed.write(
                f"p{row}\t{' '.join(said[:4])} {row}\t<p>{' '.join(said)}</p>\t{row % 900 + 1}.99 USD\tin_stock\tFernwick\t"
                f"{said[0]}\t{said[1]}\tHome > {said[2]}\t{number // 1000}/{number}.jpg\n"
            )
    return folder / "feed.tsv"


def measure(home: Path, feed: Path, rows: int, bundled: bool) -> dict[str, object]:
    """The first import, and the same feed again."""
    services = open_services(Settings(home=home, demo=False))
    if not bundled:
        services._parts |= {"words": Free(), "pictures": Free()}
    services.words.encode_texts(["warm"])
    services.pictures.encode_images([Image.new("RGB", (64, 64))])
    watch = Watch()
    parts: Any = (services.pictures, "encode_images"), (services.words, "encode_texts"), (PictureIntake, "look")
    for owner, name in parts:
        setattr(owner, name, watch.over(name, getattr(owner, name)))
    figures: dict[str, object] = {"rows": rows, "models": "bundled" if bundled else "free"}
    for run in ("first", "unchanged"):
        watch.seconds.clear()
        watch.cpu.clear()
        watch.peaks.clear()
        begun, cpu = time.perf_counter(), time.process_time()
        _, report = services.ingest(feed)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        early = watch.peaks[: max(1, len(watch.peaks) // 4)]
        figures[run] = {
            "counts": report.counts,
            "clock_s": _parted(seconds, watch.seconds),
            "processor_s": _parted(cpu, watch.cpu),
            "memory_mb_after_a_quarter": round(max(early) / 1e6),
            "memory_mb_peak": round(max(watch.peaks) / 1e6),
        }
    services.close()
    return figures


def _parted(total: float, parts: dict[str, float]) -> dict[str, float]:
    decode = parts.get("look", 0.0)
    embed = parts.get("encode_images", 0.0) + parts.get("encode_texts", 0.0)
    rest = total - decode - embed
    named = {"total": total, "decode_and_copies": decode, "embed": embed, "overhead": rest}
    return {name: round(value, 1) for name, value in named.items()} | {"overhead_share": round(rest / total, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.imports")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--models", choices=("free", "bundled"), default="free")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        feed = write_feed(Path(folder), asked.rows, asked.pictures)
        figures = measure(Path(folder) / "home", feed, asked.rows, asked.models == "bundled")
        print(json.dumps({"imports": figures}, indent=2))


if __name__ == "__main__":
    main()
