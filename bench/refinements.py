"""python -m bench.refinements [FILE …]: how many refinements are understood as whoever wrote them down meant them.

bench/data/refinements_first.jsonl was written before the parser, refinements_second.jsonl after it and without looking at it.
Each line names one of the shops of refinement_shops.json, whose own words the parser goes by. Right is all of it, or nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.understanding import understand
from catalog.fact_index import Facts
from catalog.lexicon import Lexicon

DATA = Path(__file__).parent / "data"
FILES = (DATA / "refinements_first.jsonl", DATA / "refinements_second.jsonl")


def shops() -> dict[str, Lexicon]:
    """Shop → its words."""
    told = json.loads((DATA / "refinement_shops.json").read_text("utf-8"))
    return {name: Lexicon.of(Facts(**row) for row in rows) for name, rows in told.items()}


def refinements(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (shop, words, what is to be understood), with what every answer has."""
    for line in file.read_text("utf-8").splitlines():
        told = json.loads(line)
        yield told["shop"], told["words"], {"text": "", "filters": {}, "without": []} | told["want"]


def misunderstood(file: Path) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return (words, meant, understood) where the two differ."""
    lexicons = shops()
    read = [(words, want, understand(words, lexicons[shop]).as_json()) for shop, words, want in refinements(file)]
    return [(words, want, got) for words, want, got in read if want != got]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.refinements", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=list(FILES))
    told = {}
    for file in parser.parse_args().files:
        wrong = misunderstood(file)
        count = sum(1 for _ in refinements(file))
        told[file.stem] = {
            "refinements": count,
            "understood_percent": round(100 * (count - len(wrong)) / max(count, 1), 1),
            "misunderstood": [{"words": words, "meant": want, "understood": got} for words, want, got in wrong],
        }
    print(json.dumps({"refinements": told}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
