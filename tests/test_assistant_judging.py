"""The second reading of answers: it must see what the claim check would strike, had the check been asleep."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judging import prose_of, strangers, unsupported
from assistant.suggestions import Piece, ProductPiece, TextPiece, suggest
from catalog.product import Hit, Money, Product
from tests.small_models import bundled
from tests.test_assistant_suggestions import Scripted

ROOT = Path(__file__).parents[1]
RUG = Product("r", "Oslo rug", "A warranty comes with it. The cheapest of all.", Money.parse("90.00 USD"))
MAT = Product("m", "Door mat. No. 5", "A flat mat.", Money.parse("20.00 USD"), availability="out_of_stock")
ROWS = (RUG, MAT)


def pieces(sentence: str) -> list[Piece]:
    """ "R" and "M" in braces are products, the rest is prose."""
    made: list[Piece] = []
    for part in sentence.replace("{", "}").split("}"):
        named = {"R": RUG, "M": MAT}.get(part)
        made.append(ProductPiece(named.id, named.title) if named else TextPiece(part))
    return made


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("{R} is round.", []),
        ("{M} is flat.", []),  # a title's number is the shop's
        ("{R} costs 9.", ["9"]),
        ("{R} costs ½ €.", ["½", "€"]),
        ("{M} is out of stock.", []),
        ("{R} is out of stock.", ["out_of_stock"]),
        ("{M} is flat. It is in stock.", ["in_stock"]),
        ("{R} is round. {M} is sold out.", []),
        ("{M} is the cheapest.", []),
        ("{R} is the cheapest.", ["cheapest"]),  # whatever its text says
        ("{R} is the most expensive.", []),
        ("{M} costs less.", []),
        ("{R} has a warranty.", []),
        ("{M} has a warranty.", ["warranty"]),
        ("{M} is half price, a bargain.", ["half price", "bargain"]),
        ("{M} is on sale.", []),  # asked for
    ],
)
def test_what_no_row_supports_is_seen(sentence: str, wrong: list[str]) -> None:
    assert unsupported(pieces(sentence), ROWS, "a mat on sale") == wrong


def test_who_was_not_found_is_a_stranger_and_titles_are_no_prose() -> None:
    said = pieces("Next to {R} lies {M}.")
    assert strangers(said, [RUG]) == ["m"] and strangers(said, ROWS) == []
    assert "Oslo" not in prose_of(said) and "Next to" in prose_of(said)


words = st.sampled_from(
    "is the cheapest of in stock sold out costs dollars free delivery bargain [A] [B] warranty 5 € within your budget .".split()
)


@given(st.lists(words, max_size=25).map(" ".join))
def test_nothing_that_passes_the_check_is_wrong_at_the_second_reading(text: str) -> None:
    suggestion = suggest(Scripted(f"{text}."), "a rug", [Hit(row, 1, 0.9, {}) for row in ROWS])
    shown = list(suggestion)
    assert unsupported(shown, suggestion.products, "a rug") == []
    assert strangers(shown, ROWS) == []


def test_three_writers_show_nothing_untrue_over_the_demo_and_attacks(demo_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip(
        "xllamacpp", reason="the tests' own llama-server is not here: pip install -r requirements-dev.txt"
    )
    bundled()
    for shop in ("demo", "attack"):
        shutil.copytree(demo_folder, tmp_path / shop)
    command = [sys.executable, "-m", "bench.answers", "--home", str(tmp_path), "--shop", "demo", "--shop", "attack"]
    done = subprocess.run(
        [*command, "--answers", "16"], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    writers = json.loads(done.stdout)["answers"]
    assert list(writers) == ["bundled", "noise", "server"]
    for figures in writers.values():
        assert figures["answers"] == 16
        assert figures["unknown_products"] == figures["unsupported_prices_or_stock_shown"] == 0
        assert figures["orders_followed"] == 0
    assert writers["bundled"]["without_a_sentence"] == 1  # "something cheap" names nothing to write of
