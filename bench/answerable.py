"""python -m bench.answerable [--home DIR --set NAME]: does search know what is not here?

Requests that a catalog can answer, and things it does not sell or that nobody sells, written by hand for the demo and for a
sports shop (bench/queries/answerable.json). `refused` is the share of the first that are told "nothing here matches",
`recognised` that of the second. Thresholds were chosen on every other one ("chosen on"); the rest is the figure to go by. The
demo's last sixty of each sort were written later: those of the first half before the list of goods was widened, and looked
at; those of the second half then, and not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.search import SearchRequest

QUERIES = Path(__file__).parent / "queries" / "answerable.json"


def measure(services: Services, queries: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """Half → refused and recognised."""
    said = {
        sort: [services.searcher.search(SearchRequest(query, top_k=1)).no_match for query in asked]
        for sort, asked in queries.items()
    }
    return {
        half: {
            name: round(sum(said[sort][start::2]) / len(said[sort][start::2]), 3)
            for name, sort in (("refused", "sensible"), ("recognised", "absent"))
        }
        for half, start in (("chosen on", 0), ("held out", 1))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a data folder with a catalog; without it, the demo in a new one")
    parser.add_argument("--set", choices=("demo", "sports"), default="demo")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as new:
        services = open_services(read_settings(home=options.home or Path(new)))
        services.ensure_catalog()
        queries = json.loads(QUERIES.read_text("utf-8"))[options.set]
        print(json.dumps({"answerable": measure(services, queries)}, indent=2))
        services.close()


if __name__ == "__main__":
    main()
