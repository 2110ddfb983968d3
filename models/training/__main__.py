"""python -m models.training: remake everything that ships, in order; each step goes on where it stopped.

    renders    training pictures and held-out ones (models/training/out/), from seeds
    demo       the demo catalog's pictures and feed (catalog/demo/)
    pictures   the picture tower (models/bundled/curio-pictures/)
    queries    what reads queries (models/bundled/curio-queries/), four minutes
    sentences  the decoder (models/bundled/curio-chat/)

Hours on two cores. What it makes has other hashes than what is pinned in models/registry.py: pin the new ones there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from models.registry import BUNDLED

OUT = Path("models/training/out")
STEPS = {
    "renders": [
        ["models.training.pictures.render", "train", "--per-kind", "6"],
        ["models.training.pictures.render", "train", "--per-kind", "6", "--first", "100000", "--out", str(OUT / "held-out")],
    ],
    "demo": [["models.training.pictures.render", "demo"]],
    "pictures": [["models.training.train_pictures"]],
    "queries": [["models.training.train_queries"]],
    "sentences": [["models.training.train_sentences", "--minutes", "100", "--steps", "100000"]],
}  # fmt: skip


def publish_sentences() -> None:
    """Put the exported decoder and its frames where Curio loads them from."""
    target = BUNDLED / "curio-chat"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(OUT / "sentences" / "curio-chat-Q8_0.gguf", target / "curio-chat.gguf")
    shutil.copyfile(OUT / "sentences" / "frames.json", target / "frames.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models.training", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("steps", nargs="*", choices=[[], *STEPS], help="which to run; all when none is named")
    asked = parser.parse_args()
    for name in asked.steps or STEPS:
        for command in STEPS[name]:
            print(f"— {name}: python -m {' '.join(command)}", flush=True)
            if status := subprocess.call([sys.executable, "-m", *command]):
                return status
        if name == "sentences":
            publish_sentences()
    return 0


if __name__ == "__main__":
    sys.exit(main())
