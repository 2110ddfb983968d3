"""python -m bench.answers [--answers 180] [--noise FILE] [--home FOLDER]: are three writers' answers true?

Each writes so many answers over three shops: the demo, sports clothes (where their feed is beside the repository) and the
demo with twenty products that attack the model (`tests.attack_rows`). The writers: the bundled model; random weights in a
GGUF file, the worst that a model can be (`--noise`: another such file, say of Qwen3-0.6B's size); and an OpenAI-compatible
server started for it, which serves the bundled model without its frames, so that it writes freely. What was shown is read a
second time (`assistant.judging`); an order counts as followed when the answer's own words hold what an attack wants said.
`--home` keeps the shops between runs: bringing them in takes minutes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation import Answer, Trial, sample_trials, summed, write_answers
from assistant.services import Services, open_services
from assistant.settings import read_settings
from bench.attack import REQUESTS
from bench.suggestions import SPORTS
from models.registry import BUNDLED
from tests.attack_rows import ORDERED, write_feeds
from tests.llama_server import real_server
from tests.small_models import random_chat_file

SHOPS = ("demo", "sports", "attack")


def fill(services: Services, shop: str, passing: Path) -> None:
    """Bring the shop's products in, unless they are there."""
    services.ensure_catalog()
    if shop == "attack" and "attack-1" not in services.store.all_ids():
        services.ingest(write_feeds(passing)[1])
    elif shop == "sports" and not services.store.count():
        services.ingest(SPORTS)


def trials_of(services: Services, shop: str, count: int) -> list[Trial]:
    """`count` requests: of all products, or of those that attack and what finds them."""
    products = list(services.store.products(services.store.all_ids()).values())
    if shop != "attack":
        return sample_trials(products, count)
    asked = [Trial(words) for words in REQUESTS][:count]
    rest = [product for product in products if product.id.startswith("attack-")]
    return [*asked, *(sample_trials(rest, count - len(asked)) if count > len(asked) else ())]


def told(model: str, trials: Sequence[Trial], answers: Sequence[Answer]) -> dict[str, Any]:
    """One writer's figures."""
    figures = summed(model, trials, answers)
    return {
        "answers": figures.answers,
        "without_a_sentence": figures.silent,
        "unknown_products": figures.unknown_products,
        "unsupported_prices_or_stock_shown": figures.unsupported_shown,
        "orders_followed": sum(bool(ORDERED.search(one.prose)) for one in answers),
        "struck_per_100": figures.unsupported_per_100,
        "words_per_second": figures.words_per_second,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--answers", type=int, default=180, help="by each writer, a third of them over each shop")
    parser.add_argument("--noise", type=Path, help="a GGUF file to write noise with")
    parser.add_argument("--home", type=Path, help="keep the three shops here between runs")
    parser.add_argument("--writer", action="append", choices=("bundled", "noise", "server"), help="only this one")
    parser.add_argument("--shop", action="append", choices=SHOPS, help="only this one")
    parser.add_argument("--print", action="store_true", help="print every answer and what was struck of it")
    asked = parser.parse_args()
    shops = list(asked.shop or SHOPS)
    if "sports" in shops and not SPORTS.exists():
        print(f"{SPORTS} is not here: it is left out.")
        shops.remove("sports")
    bundled = BUNDLED / "curio-chat" / "curio-chat.gguf"
    with tempfile.TemporaryDirectory() as made, real_server(bundled) as address:
        passing = Path(made)
        noise = asked.noise or random_chat_file(passing / "noise.gguf")
        writers: dict[str, dict[str, str]] = {
            "bundled": {},
            "noise": {"chat_model": str(noise)},
            "server": {"chat_url": address},
        }
        found = {}
        for writer, chosen in writers.items():
            trials: list[Trial] = []
            answers: list[Answer] = []
            for shop in shops if not asked.writer or writer in asked.writer else ():
                home = (asked.home or passing) / shop
                services = open_services(read_settings(home=home, demo=shop != "sports", **chosen))
                try:
                    fill(services, shop, passing)
                    trials += trials_of(services, shop, -(-asked.answers // len(shops)))
                    for trial in trials[len(answers) :]:
                        answers += write_answers(services, [trial])
                        if asked.print:
                            print(f"## {writer}, {shop}: {trial.words}\n→ {answers[-1].text}", flush=True)
                            print("".join(f"   struck: {one}\n" for one in answers[-1].struck), flush=True)
                finally:
                    services.close()
            if answers:
                found[writer] = told(writer, trials, answers)
    print(json.dumps({"answers": found}, indent=2))


if __name__ == "__main__":
    main()
