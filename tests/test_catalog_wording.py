"""What a text says of its product, whatever is strung around it: markup, addresses, and the same again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.checking import clean
from catalog.ingest import ingest
from catalog.product import Product, product_text
from catalog.search import Searcher, SearchRequest
from catalog.store import Store
from catalog.wording import told
from tests.small_models import ColorLayout, HashedWords

LAMP = "A black lamp with a hinge at the neck. It folds flat, for a drawer."


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (LAMP, LAMP),
        (f"{LAMP} # [**Buy**](https://evil.example/x) ![lamp lamp](https://evil.example/x.png)", f"{LAMP} Buy"),
        (f"{LAMP} Order at www.evil.example or write to me@evil.example.", LAMP),
        (f"{LAMP} {LAMP} {LAMP}", LAMP),
        ("lamp, lamp, mug, LAMP, mug", "lamp, mug,"),
        ("lamp lamp lamp lamp", "lamp"),
        ("desk lamp desk lamp desk lamp for a desk", "desk lamp for a desk"),
        ("A yo-yo from Bora Bora, soft-soft", "A yo-yo from Bora Bora, soft-soft"),
        ("1,299 pieces of 4.5 mm at 4.5 bar", "1,299 pieces of 4.5 mm at 4.5 bar"),
        ("C# and #5, 2 * 3", "C# and #5, 2 3"),
        ("Oak lamp https://shop.example/oak-lamp", "Oak lamp"),
        ("https://shop.example/oak-lamp", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_said_is_kept_once_and_nothing_else(said: str, meant: str) -> None:
    assert told(said) == meant


@given(st.text(max_size=200), st.integers(2, 5))
def test_saying_it_again_says_nothing_more(text: str, times: int) -> None:
    once = told(text)
    assert told(once) == once or set(told(once).split()) <= set(once.split())
    assert told(" \n".join([text] * times)) == once


@given(st.text(alphabet="ab.,;!# *[](!)@w:/\n", max_size=300))
def test_no_text_is_made_longer_or_breaks_it(text: str) -> None:
    assert len(told(text)) <= len(text)


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000, "[" * 50_000, "![x](" * 10_000, "a-" * 25_000, "@." * 25_000, "x@" + "a." * 20_000, "w " * 25_000],
    ids=["letters", "brackets", "links", "hyphens", "at", "hosts", "words"],
)
def test_no_text_takes_for_ever(text: str) -> None:
    assert len(told(text)) <= len(text)  # a second or two would be a pattern that backtracks


def test_programs_and_styles_are_no_text() -> None:
    said = "<style>p { color: red }</style>A lamp.<script type=x>alert('red')</script> Folds.<script>left open"
    assert clean(said) == "A lamp. Folds."


def test_stuffing_lifts_no_product(tmp_path: Path) -> None:
    """Said once or fifty times, "mug" finds the same product at the same place."""
    ranks = []
    for times in (1, 50):
        home = tmp_path / str(times)
        home.mkdir()
        stuffed = f"{'Use it as a mug. ' * times} {'mug ' * times}"
        rows = ["id\ttitle\tdescription\tprice"]
        rows += [f"mug-{n}\tMug {n}\tA mug with a handle.\t5 USD" for n in range(5)]
        rows += [f"tray\tBeech tray\t{stuffed}\t5 USD", "lamp\tLamp\tA lamp.\t5 USD"]
        (home / "feed.tsv").write_text("\n".join(rows), "utf-8")
        store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
        ingest(home / "feed.tsv", None, store, ColorLayout(), HashedWords(), home)
        hits = Searcher(store, ColorLayout(), HashedWords(), home / "indexes").search(SearchRequest("a mug")).hits
        ranks.append([(hit.product.id, hit.score) for hit in hits])
        store.close()
    assert ranks[0] == ranks[1]
    assert "https" not in product_text(Product("x", "Mug https://evil.example", "See http://evil.example/mug"))
