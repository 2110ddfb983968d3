"""Renders the training pictures and the demo catalog.

    python -m models.training.pictures.render train --per-kind 6
    python -m models.training.pictures.render train --per-kind 6 --first 100000 --out models/training/out/held-out
    python -m models.training.pictures.render demo

Everything is drawn from seeds: an instance's kind and number decide its colour, material and shape, and so does a product's
row. Both commands go on where they stopped. Training pictures are cheap (144 px, few samples, denoised); the demo's are
the shop's face.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import sys
import time
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.training.pictures import scene
from models.training.pictures.captions import facts_of
from models.training.pictures.demo_feed import DEMO, write_demo_feed
from models.training.pictures.kinds import DemoProduct, all_kinds, all_products, build
from models.training.pictures.scene import Shot
from models.training.pictures.shapes import detail

BATCH = 6
OUT = Path("models/training/out")


def instance(name: str, number: int, size: int, spp: int) -> tuple[list[NDArray[np.uint8]], dict[str, Any]]:
    """Render the views of one training instance; return them with its facts."""
    kind = all_kinds()[name]
    seed = zlib.crc32(f"{name} {number}".encode())
    rng = np.random.default_rng(seed)
    color, material = str(rng.choice(kind.colors)), str(rng.choice(kind.materials))
    detail.set(0.42)
    parts = build(name, seed, color, material, {"pose": seed} if kind.posed else {})
    patterns = tuple(sorted({part.pattern for part in parts if part.pattern}))
    # One view as a shop would show it, one of its gallery, the others as shoppers' pictures are.
    front, back = Shot(seed, "studio", 4), Shot(seed + 1, "turned", 4)
    taken = Shot(seed + 2, "varied", 3), Shot(seed + 3, "varied", 3)
    if kind.posed:  # people move
        moved = build(name, seed, color, material, {"pose": seed + 1})
        pictures = scene.render(parts, [front, taken[0]], size=size, spp=spp)
        pictures[1:1] = scene.render(moved, [back, taken[1]], size=size, spp=spp)
    else:
        pictures = scene.render(parts, [front, back, *taken], size=size, spp=spp)
    return pictures, facts_of(name, color, material, patterns) | {"number": number}


def _shard(job: tuple[str, int, int, int, Path]) -> str:
    name, first, size, spp, out = job
    file = out / f"{name.replace(' ', '-')}-{first:07d}.npz"
    if file.exists():
        return f"{file.name} is there"
    pictures, facts, started = [], [], time.monotonic()
    for number in range(first, first + BATCH):
        try:
            views, fact = instance(name, number, size, spp)
        except Exception as error:  # one broken instance must not stop a night's rendering; it is said and left out
            print(f"{name} {number}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        pictures.append(np.stack(views))
        facts.append(json.dumps(fact))
    if not pictures:
        return f"{file.name}: nothing could be rendered"
    staged = file.with_suffix(f".{os.getpid()}.tmp")
    with staged.open("wb") as opened:
        np.savez(opened, pictures=np.stack(pictures), facts=np.array(facts))
    staged.replace(file)
    return f"{file.name}: {len(facts)} instances in {time.monotonic() - started:.0f} s"


def train(per_kind: int, first: int, size: int, spp: int, out: Path, processes: int) -> None:
    """Render `per_kind` instances of every kind, from number `first`: pictures (n, views, size, size, 3), and facts."""
    out.mkdir(parents=True, exist_ok=True)
    starts = range(first, first + per_kind, BATCH)
    jobs = [(name, start, size, spp, out) for start in starts for name in all_kinds()]
    with multiprocessing.get_context("spawn").Pool(processes, initializer=_one_thread) as pool:
        for said in pool.imap_unordered(_shard, jobs):
            print(said, flush=True)


def _one_thread() -> None:
    """Two processes of one thread use two cores better than one process of two: meshing is not threaded."""
    scene.variant("scalar_rgb")
    import drjit

    drjit.set_thread_count(1)


def demo(size: int, spp: int, quality: int, only: list[str]) -> None:
    """Render each product whose recipe changed, then write the feed and the boards."""
    scene.variant("llvm_ad_rgb")
    manifest_file = OUT / "demo.json"
    manifest: dict[str, str] = json.loads(manifest_file.read_text()) if manifest_file.exists() else {}
    images = DEMO / "images"
    images.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(parents=True, exist_ok=True)
    products = all_products()
    for number, product in enumerate(products, 1):
        recipe = _recipe(product, size, spp, quality)
        file = images / f"{product.id}.webp"
        if (only and product.id not in only) or (manifest.get(product.id) == recipe and file.exists()):
            continue
        started = time.monotonic()
        detail.set(1.0)
        parts = build(product.kind, product.seed, product.color, product.material, product.spec)
        picture = scene.render(parts, [Shot(product.seed)], size=size, spp=spp)[0][..., :3]
        Image.fromarray(picture).save(file, quality=quality, method=6)
        manifest[product.id] = recipe
        manifest_file.write_text(json.dumps(manifest, indent=1))
        print(f"{number}/{len(products)} {product.id}: {time.monotonic() - started:.1f} s", flush=True)
    for stray in set(images.glob("*.webp")) - {images / f"{product.id}.webp" for product in products}:
        stray.unlink()
    write_demo_feed(products)


def _recipe(product: DemoProduct, size: int, spp: int, quality: int) -> str:
    drawn = {
        key: value for key, value in asdict(product).items() if key in ("kind", "seed", "color", "material", "spec")
    }
    return hashlib.sha256(json.dumps([drawn, size, spp, quality], sort_keys=True, default=str).encode()).hexdigest()[
        :16
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m models.training.pictures.render", description=__doc__.split("\n")[0]
    )
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("--per-kind", type=int, default=6)
    training.add_argument("--first", type=int, default=0)
    training.add_argument("--size", type=int, default=144)
    training.add_argument("--spp", type=int, default=2)
    training.add_argument("--out", type=Path, default=OUT / "pictures")
    training.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    showing = commands.add_parser("demo")
    showing.add_argument("--size", type=int, default=640)
    showing.add_argument("--spp", type=int, default=14)
    showing.add_argument("--quality", type=int, default=80)
    showing.add_argument("only", nargs="*", help="ids of the products to render")
    asked = parser.parse_args()
    if asked.command == "train":
        train(asked.per_kind, asked.first, asked.size, asked.spp, asked.out, asked.processes)
    else:
        demo(asked.size, asked.spp, asked.quality, asked.only)


if __name__ == "__main__":
    main()
