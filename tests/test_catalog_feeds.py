"""The feed reader on tables as shops really export them, and on anything else: rows, or one line that says what to do."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import CatalogError, FeedUnreadable
from catalog.feeds import FeedRow, read_feed
from catalog.feeds.prices import tidy_price

ROOT = Path(__file__).parent.parent
FEEDS = ROOT.parent / "shared" / "feeds"
LUMA = ROOT.parent / "shared" / "luma"

HEADER = ("id", "title", "price")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return tmp_path / "feed.tsv"


def table(rows: Sequence[Sequence[str]], delimiter: str = "\t") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def read(feed: Path, content: str | bytes, encoding: str = "utf-8") -> list[FeedRow]:
    feed.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return [row for row in read_feed(feed) if isinstance(row, FeedRow)]


def refused(feed: Path, content: str | bytes) -> str:
    with pytest.raises(FeedUnreadable) as error:
        read(feed, content)
    said = str(error.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_cells_may_be_parted_by_any_usual_mark(feed: Path, delimiter: str) -> None:
    rows = read(feed, table([HEADER, ("1", f"Mug, red; {delimiter}tall|wide", "15.00 USD")], delimiter))
    assert [dict(row.fields) for row in rows] == [
        {"id": "1", "title": f"Mug, red; {delimiter}tall|wide", "price": "15.00 USD"}
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]
)  # utf-16 brings its own mark of order
def test_letters_survive_every_usual_encoding(feed: Path, encoding: str) -> None:
    [row] = read(feed, table([HEADER, ("1", "Écharpe für Café", "15")]), encoding)
    assert row.fields["title"] == "Écharpe für Café"
    assert list(row.fields) == ["id", "title", "price"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_of_either_order_is_read(feed: Path, mark: bytes) -> None:
    order = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    [row] = read(feed, mark + table([HEADER, ("1", "手作りの鉢", "15")]).encode(order))
    assert row.fields["title"] == "手作りの鉢"


def test_bytes_that_no_encoding_has_spoil_one_cell_and_not_the_feed(feed: Path) -> None:
    rows = [("1", "Mug", "15")] * 40_000
    content = table([HEADER, *rows]).encode() + b"2\tM\xff\xfeg\t16\n"
    assert len(content) < 1_000_000
    assert len(read(feed, content)) == 40_001


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(feed: Path, newline: str) -> None:
    rows = read(feed, newline.join(["id\ttitle\tprice", "1\tMug\t15", "2\tCup\t16"]))
    assert [row.fields["id"] for row in rows] == ["1", "2"]


def test_quoted_cells_may_hold_newlines_tabs_and_quotes(feed: Path) -> None:
    rows = read(feed, 'id,title,price\n1,"A ""good"" mug,\nwith a\ttab",15\n2,Cup,16\n')
    assert [row.fields["title"] for row in rows] == ['A "good" mug,\nwith a\ttab', "Cup"]
    assert [row.number for row in rows] == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        'id\ttitle\tprice\n1\t"Mug\t15\n2\tCup\t16\n3\tBowl\t17\n',
        'id\ttitle\tprice\n0\tJug\t14\n1\t"Mug\t15\n2\tCup\t16\n',
        'id\ttitle\tprice\n0\tJug\t14\n1\t"Mug\t15',
    ],
)
def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_in_silence(feed: Path, content: str) -> None:
    assert "never closed" in refused(feed, content)


def test_quotation_marks_within_words_are_only_letters(feed: Path) -> None:
    rows = read(feed, 'id\ttitle\tprice\n1\tA 5" mug\t15\n2\t"Big" cup\t16\n3\tThe "best"\t17\n')
    assert [row.fields["title"] for row in rows] == ['A 5" mug', "Big cup", 'The "best"']


def test_blank_rows_are_skipped_and_numbers_stay_the_spreadsheets(feed: Path) -> None:
    rows = read(feed, "id,title,price\n1,Mug,15\n,,\n\n  , ,\n2,Cup,16\n")
    assert [(row.number, row.fields["id"]) for row in rows] == [(1, "1"), (5, "2")]


def test_short_rows_have_blank_cells_and_long_ones_lose_the_rest(feed: Path) -> None:
    rows = read(feed, "id,title,price,color\n1,Mug\n2,Cup,16,red,extra,more\n")
    assert dict(rows[0].fields) == {"id": "1", "title": "Mug", "price": "", "color": ""}
    assert dict(rows[1].fields) == {"id": "2", "title": "Cup", "price": "16 USD", "color": "red"}


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Image Link", "image_link"), ("image-link", "image_link"),
        ("g:image_link", "image_link"), ("IMAGE_LINK", "image_link"),
        ("image", "image_link"), ("colour", "color"), ("category", "product_type"), (" Item Group ID ", "item_group_id"),
        ("g:availability", "availability"),
    ],
)  # fmt: skip
def test_columns_are_known_however_they_are_written(feed: Path, header: str, name: str) -> None:
    [row] = read(feed, table([("ID", "Title", "Price", header), ("1", "Mug", "15", "x")]))
    assert row.fields[name] == "x"


def test_other_names_for_what_must_be_there_are_understood(feed: Path) -> None:
    [row] = read(feed, table([("SKU", "Name", "g:price"), ("1", "Mug", "15")]))
    assert dict(row.fields) == {"id": "1", "title": "Mug", "price": "15 USD"}


def test_googles_own_name_wins_over_another_name_for_it(feed: Path) -> None:
    header = ("id", "sku", "name", "title", "price", "product_type", "category")
    [row] = read(feed, table([header, ("1", "S-1", "mug_v2", "Mug", "15", "Home > Mugs", "7")]))
    assert (row.fields["id"], row.fields["title"], row.fields["product_type"]) == ("1", "Mug", "Home > Mugs")


def test_columns_that_google_does_not_know_are_kept_and_shops_own_matters_are_not(feed: Path) -> None:
    [row] = read(feed, table([(*HEADER, "climate", "gtin", "condition"), ("1", "Mug", "15", "indoor", "0123", "new")]))
    assert dict(row.attributes) == {"climate": "indoor"}


def test_a_blank_cell_is_there_and_an_absent_column_is_not(feed: Path) -> None:
    [row] = read(feed, table([(*HEADER, "brand"), ("1", "Mug", "15", "")]))
    assert row.fields["brand"] == ""
    assert "color" not in row.fields


def test_a_spreadsheets_guard_is_taken_off(feed: Path) -> None:
    [row] = read(feed, table([(*HEADER, "brand"), ("1", "'=HYPERLINK(1)", "15", "'n Rosa")]))
    assert row.fields["title"] == "=HYPERLINK(1)"
    assert row.fields["brand"] == "'n Rosa"


def test_a_feed_of_a_header_alone_has_no_rows(feed: Path) -> None:
    assert read(feed, "id\ttitle\tprice\n") == []
    assert read(feed, "id\ttitle\tprice") == []


@pytest.mark.parametrize(
    ("header", "missing"),
    [("id\ttitle", "price"), ("title\tprice", "id"), ("id,price", "title"), ("a,b,c", "id, title, price"), ("x", "id")],
)
def test_missing_columns_are_named(feed: Path, header: str, missing: str) -> None:
    assert f"no column {missing}" in refused(feed, f"{header}\n1\t2\t3\n")


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n\n", b"\0\0\0\0", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\0\0", b"%PDF-1.4 x", b"\xff\xfe", b"\xff\xfei",
     b"\xff\xfe\0\0i\0\0\0", b"<?xml version='1.0'?><rss/>", b'{"id": 1}', b'"' * 50, b"\xef\xbb\xbf"],
)  # fmt: skip
def test_what_is_no_table_is_one_line(feed: Path, content: bytes) -> None:
    assert feed.name in refused(feed, content)


def test_a_folder_or_a_missing_file_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.tsv"):
        with pytest.raises(FeedUnreadable, match="no file"):
            list(read_feed(path))


def test_it_is_refused_before_the_first_row_is_asked_for(feed: Path) -> None:
    feed.write_text("a,b\n1,2\n")
    with pytest.raises(FeedUnreadable):
        read_feed(feed)


def test_a_header_without_end_is_one_line(feed: Path) -> None:
    assert read(feed, "id,title,price," + "x" * 200_000) == []
    refused(feed, "x" * 3_000_000)
    refused(feed, '"' + "x" * 300_000 + '",title')


def test_a_cell_beyond_reason_is_one_line(feed: Path) -> None:
    assert "Export it again" in refused(feed, 'id,title,price\n1,"' + "x" * 10_100_000 + '",15\n')


def test_a_long_description_is_read_whole(feed: Path) -> None:
    [row] = read(feed, table([(*HEADER, "description"), ("1", "Mug", "15", "x" * 500_000)]))
    assert len(row.fields["description"]) == 500_000


def test_nul_in_a_cell_is_dropped(feed: Path) -> None:
    filler = [("0", "x" * 100, "1")] * 60
    rows = read(feed, table([HEADER, *filler, ("1", "M\0ug", "15")]))
    assert rows[-1].fields["title"] == "Mug"


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.sampled_from(["\t", ",", ";", "|"]))
def test_what_is_written_by_a_csv_writer_is_read_back(feed: Path, rows: list[tuple[str, str, str]], mark: str) -> None:
    found = read(feed, table([HEADER, *rows], mark))
    kept = [row for row in rows if any(cell.strip() for cell in row)]

    def meant(cell: str) -> str:
        bare = cell.strip()
        return bare[1:] if bare[:1] == "'" and bare[1:2] in ("=", "+", "-", "@") and bare[1:2] else bare

    expected = [tuple(meant(cell) for cell in row) for row in kept]
    assert [tuple(row.fields.values()) for row in found] == [(*row[:2], tidy_price(row[2], "USD")) for row in expected]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=300),
    st.booleans(),
)
def test_any_content_gives_rows_or_a_catalog_error(feed: Path, content: bytes, headed: bool) -> None:
    feed.write_bytes((b"id,title,price\n" if headed else b"") + content)
    try:
        rows = [row for row in read_feed(feed) if isinstance(row, FeedRow)]
    except CatalogError as error:
        assert "\n" not in str(error)
    else:
        for row in rows:
            assert {"id", "title", "price"} <= set(row.fields)
            assert all(isinstance(cell, str) for cell in row.fields.values())
