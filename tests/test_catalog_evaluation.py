"""The figures of evaluation, worked out by hand on a tiny set, and files that are no judged queries."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalog.errors import CatalogError, FeedUnreadable, ImageUnreadable
from catalog.evaluation import Judged, evaluate, ndcg, read_queries, recall
from catalog.ingest import ingest
from catalog.search import Searcher
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shop")


@pytest.fixture(scope="module")
def searcher(folder: Path) -> Iterator[Searcher]:
    rows = ["id\ttitle\tprice\titem_group_id\timage_link"]
    for kind in ("mug", "chair"):
        for color in ("red", "blue", "green"):
            Image.new("RGB", (16, 16), color).save(folder / f"{kind}-{color}.png")
            rows.append(f"{kind}-{color}\t{color} {kind}\t5 USD\t{kind}\t{kind}-{color}.png")
    (folder / "feed.tsv").write_text("\n".join(rows), "utf-8")
    store = Store.open(f"sqlite:///{folder / 'curio.sqlite3'}")
    ingest(folder / "feed.tsv", None, store, ColorLayout(), HashedWords(), folder)
    yield Searcher(store, ColorLayout(), HashedWords(), folder / "indexes")
    store.close()


def queries(folder: Path, *lines: object) -> Path:
    file = folder / "queries.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return file


def test_ndcg_is_what_its_formula_says() -> None:
    assert ndcg(["a", "b", "c"], {"a"}) == 1
    assert ndcg(["b", "a", "c"], {"a"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 0.5) / (1 + 1 / math.log2(3)))
    assert ndcg(["x", "y"], {"a"}) == 0
    assert ndcg([], {"a"}) == 0
    assert ndcg(["a"], set()) == 0
    assert ndcg([*"xxxxxxxxxx", "a"], {"a"}) == 0  # the eleventh does not count
    assert ndcg(list("abcdefghij"), set("abcdefghijklmnop")) == 1  # more relevant than can be shown


def test_recall_is_whether_any_is_among_the_first() -> None:
    assert recall(["x", "a"], {"a", "b"}, 1) == 0
    assert recall(["x", "a"], {"a", "b"}, 2) == 1
    assert recall([], {"a"}, 5) == 0


@given(st.permutations(list("abcdefgh")), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_figures_lie_between_nought_and_one_and_best_first_is_one(ranked: list[str], relevant: set[str]) -> None:
    assert 0 < ndcg(ranked, relevant) <= 1
    assert ndcg(sorted(ranked, key=lambda one: one not in relevant), relevant) == pytest.approx(1)
    assert recall(ranked, relevant, 1) <= recall(ranked, relevant, 5) <= recall(ranked, relevant, 8) == 1


def test_a_set_judged_by_hand_gives_the_figures_worked_out_by_hand(searcher: Searcher, folder: Path) -> None:
    file = queries(
        folder,
        {"query": "red mug", "relevant": ["mug-red"]},  # first: 1, 1, 1
        "",
        {"query": "blue chair", "id": "chair-blue", "item_group_id": "chair"},  # first, its group too: 1, 1, 1, 1
        {"query": "green mug", "relevant": "nothing", "item_group_id": "lamp"},  # never: 0, 0, 0, 0
    )
    judged = list(read_queries(file))
    assert judged[1] == Judged("blue chair", None, frozenset({"chair-blue"}), "chair")
    figures = evaluate(searcher, judged, "auto")
    assert figures.queries == 3
    assert figures.ndcg_at_10 == figures.recall_at_1 == figures.recall_at_5 == pytest.approx(2 / 3, abs=1e-4)
    assert figures.group_recall_at_5 == 0.5
    assert 0 < figures.ms_p50 <= figures.ms_p95


def test_a_relevant_product_in_second_place_is_worth_less(searcher: Searcher, folder: Path) -> None:
    [judged] = read_queries(queries(folder, {"query": "red mug", "relevant": ["mug-blue", "mug-green"]}))
    figures = evaluate(searcher, [judged], "words")
    assert figures.recall_at_1 == 0
    assert figures.recall_at_5 == 1
    assert 0 < figures.ndcg_at_10 < 1
    assert figures.group_recall_at_5 is None


def test_pictures_lie_beside_the_file_that_names_them(searcher: Searcher, folder: Path) -> None:
    judged = list(read_queries(queries(folder, {"image": "mug-red.png", "relevant": ["mug-red", "chair-red"]})))
    assert judged[0].image == folder / "mug-red.png"
    assert evaluate(searcher, judged, "picture").recall_at_1 == 1


def test_a_picture_that_cannot_be_read_is_one_line(searcher: Searcher, folder: Path) -> None:
    judged = list(read_queries(queries(folder, {"image": "none.png", "id": "mug-red"})))
    with pytest.raises(ImageUnreadable, match=r"none\.png"):
        evaluate(searcher, judged, "auto")


@pytest.mark.parametrize(
    "line",
    ["{", "not json", "[]", "3", "null", '"words"', '{"query": "x"}', '{"query": 5, "relevant": ["a"]}',
     '{"image": 5, "id": "a"}', '{"query": "x", "relevant": null}', '{"query": "x", "relevant": 5}', '{"relevant": ["a"]}',
     '{"query": " ", "relevant": ["a"]}', '{"query": "x", "relevant": [["a"]]}',
     '{"query": "x", "relevant": ["a"], "item_group_id": 5}'],
)  # fmt: skip
def test_a_line_that_is_no_query_is_named(folder: Path, line: str) -> None:
    file = queries(folder, {"query": "x", "relevant": ["a"]}, line)
    with pytest.raises(FeedUnreadable, match="line 2") as refused:
        list(read_queries(file))
    assert "\n" not in str(refused.value)


def test_no_queries_and_no_file_are_one_line(searcher: Searcher, folder: Path) -> None:
    with pytest.raises(FeedUnreadable, match="no query"):
        evaluate(searcher, list(read_queries(queries(folder, "", "  "))), "auto")
    binary = folder / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x80")
    for path in (folder, folder / "none.jsonl", binary):
        with pytest.raises(FeedUnreadable, match="cannot be read"):
            list(read_queries(path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["query", "image", "relevant", "id", "item_group_id", "x"]), inside, max_size=4
        )
    ),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=3))
def test_any_lines_give_queries_or_a_catalog_error(folder: Path, lines: list[object]) -> None:
    try:
        found = list(read_queries(queries(folder, *(json.dumps(line) for line in lines))))
    except CatalogError:
        return
    assert all(isinstance(one.text, str) and (one.text.split() or one.image) for one in found)
