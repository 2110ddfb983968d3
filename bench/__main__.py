"""python -m bench: every benchmark, one after the other, on this machine and in one run.

Each prints its figures as a table and takes its own arguments when run alone: python -m bench.search, bench.suggestions,
bench.facts, bench.attack, bench.startup, bench.refinements, bench.languages, bench.imports, bench.composed, bench.answerable,
bench.shoppers.
"""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    "bench.startup",
    "bench.search",
    "bench.composed",
    "bench.answerable",
    "bench.suggestions",
    "bench.facts",
    "bench.attack",
    "bench.refinements",
    "bench.languages",
    "bench.imports",
    "bench.shoppers",
)

if __name__ == "__main__":
    # Each in a process of its own, so that one's memory and threads do not colour the next one's figures.
    sys.exit(max(subprocess.call([sys.executable, "-m", part]) for part in PARTS))
