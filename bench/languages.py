"""python -m bench.languages [--home DIR]: is it known which requests are in another language than English?

For each language of the interface: how many of the English requests would be answered by "this shop is searched in English",
and how many of those in that language (in German, Spanish and Chinese, where the interface is English) would not. All were
written by hand (bench/queries/languages.json; the other benchmarks' for English). Those written "afterwards", a third of the
English ones loan words, were seen once before the threshold was lowered.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from assistant.languages import LANGUAGES, is_english
from assistant.services import open_services
from assistant.settings import read_settings
from bench.answerable import QUERIES as ANSWERABLE
from bench.refinements import FILES, refinements
from catalog.lexicon import Lexicon

QUERIES = Path(__file__).parent / "queries"


def english() -> list[str]:
    """The requests of the other benchmarks."""
    demo = [json.loads(line)["query"] for line in (QUERIES / "demo.jsonl").read_text("utf-8").splitlines()]
    sets = json.loads(ANSWERABLE.read_text("utf-8")).values()
    said = [words for file in FILES for _shop, words, _want in refinements(file)]
    return demo + said + [words for one in sets for asked in one.values() for words in asked]


def measure(lexicon: Lexicon) -> dict[str, dict[str, str]]:
    """Interface → what was taken wrongly, of how many, in each set."""
    told = json.loads((QUERIES / "languages.json").read_text("utf-8"))
    told["en"]["chosen on"] = english()
    figures: dict[str, dict[str, str]] = {}
    for interface in LANGUAGES:
        figures[interface] = {}
        for spoken in LANGUAGES if interface == "en" else ("en", interface):
            for half, asked in told[spoken].items():
                wrong = [words for words in asked if is_english(words, lexicon, interface) != (spoken == "en")]
                figures[interface][f"{spoken}, {half}"] = f"{len(wrong)} of {len(asked)}"
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a data folder with a catalog; without it, the demo in a new one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as new:
        services = open_services(read_settings(home=options.home or Path(new)))
        services.ensure_catalog()
        print(json.dumps({"taken wrongly": measure(services.shopfront.lexicon())}, indent=2))
        services.close()


if __name__ == "__main__":
    main()
