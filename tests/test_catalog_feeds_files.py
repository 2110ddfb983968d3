"""Every kind of file that a feed may be: what is written by the usual libraries is read back, and damage is one line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.errors import FeedUnreadable
from catalog.feeds import FeedRow, Issue, read_feed
from catalog.feeds.prices import tidy_price

Rows = Sequence[Mapping[str, str]]
RSS = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>{}</feed>'


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return tmp_path / "feed.txt"  # the name says nothing


def products(feed: Path, content: str | bytes | None = None) -> list[FeedRow]:
    if content is not None:
        feed.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [one for one in read_feed(feed) if isinstance(one, FeedRow)]


def refused(feed: Path, content: str | bytes | None = None) -> str:
    with pytest.raises(FeedUnreadable) as error:
        products(feed, content)
    assert "\n" not in str(error.value)
    return str(error.value)


# Writers: one for each kind of file


def as_csv(feed: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([list(rows[0]), *([row[name] for name in rows[0]] for row in rows)])
    feed.write_bytes(out.getvalue().encode(encoding))


def as_json_lines(feed: Path, rows: Rows) -> None:
    feed.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def as_json(feed: Path, rows: Rows) -> None:
    feed.write_text(json.dumps(list(rows), indent=1), "utf-8")


def as_wrapped_json(feed: Path, rows: Rows) -> None:
    feed.write_text(json.dumps({"shop": "x", "products": list(rows)}, indent=1), "utf-16")


def as_parquet(feed: Path, rows: Rows) -> None:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([dict(row) for row in rows]), feed)


def as_xlsx(feed: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in [list(rows[0]), *([row[name] for name in rows[0]] for row in rows)]:
        sheet.append(cells)
    book.save(feed)


def as_rss(feed: Path, rows: Rows) -> None:
    items = ("".join(f"<g:{name}>{escape(cell)}</g:{name}>" for name, cell in row.items()) for row in rows)
    feed.write_text(RSS.format("".join(f"<item>{item}</item>" for item in items)), "utf-8")


def as_atom(feed: Path, rows: Rows) -> None:
    items = ("".join(f"<g:{name}>{escape(cell)}</g:{name}>" for name, cell in row.items()) for row in rows)
    feed.write_text(ATOM.format("".join(f"<entry><id>urn:x</id>{item}</entry>" for item in items)), "utf-8")


def as_product_list(feed: Path, rows: Rows) -> None:
    items = ("".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in row.items()) for row in rows)
    xml = "".join(f"<product>{item}</product>" for item in items)
    feed.write_text(f'<?xml version="1.0" encoding="utf-8"?><!-- x --><shop><products>{xml}</products></shop>', "utf-8")


def as_tabs(feed: Path, rows: Rows) -> None:
    as_csv(feed, rows, "\t", "utf-16")


def as_semicolons(feed: Path, rows: Rows) -> None:
    as_csv(feed, rows, ";", "utf-8-sig")


WRITERS = [as_csv, as_tabs, as_semicolons, as_json_lines, as_json, as_wrapped_json, as_parquet, as_xlsx, as_rss, as_atom,
           as_product_list]  # fmt: skip
# What every kind of file can hold: XML and XLSX have no control characters, XLSX reads "=" as a formula.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\ufffe\uffff"), max_size=30
).map(lambda text: " ".join(text.split()).lstrip("=+-@'"))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,20}", fullmatch=True),
            "title": TEXT,
            "price": st.sampled_from(["9.50 EUR", "12 USD", "7,90"]),
            "color": TEXT,
            "pattern": TEXT,
        }
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(ROWS)
def test_a_table_is_read_back_from_every_kind_of_file(
    feed: Path, write: Callable[[Path, Rows], None], rows: list[dict[str, str]]
) -> None:
    write(feed, rows)
    found = products(feed)
    assert [one.number for one in found] == list(range(1, len(rows) + 1))
    for one, row in zip(found, rows, strict=True):
        assert {name: one.fields[name] for name in ("id", "title", "color")} == {
            name: row[name].strip() for name in ("id", "title", "color")
        }
        assert one.fields["price"] == tidy_price(row["price"], "USD")
        assert one.attributes["pattern"] == row["pattern"].strip()


# Encodings


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "id;titre;prix\n1;Écharpe élégante à carreaux – 100 % laine d’été;15\n2;Bœuf à l’étouffée façon maïs;9\n"),
        ("cp1252", "id;título;precio\n1;Taza pequeña de niño;15\n2;Muñeca española año;9\n"),
        ("cp1252", "id;titel;pris\n1;Blå kop på et bord af egetræ;15\n2;Grøn vase til æbler og øl;9\n3;Rød skål på fad;9\n"),
        ("cp1252", "id;Bezeichnung;Preis\n1;Grüne Schüssel, groß;15,00\n2;Weiße Tasse für Tee;9,90\n"),
        ("cp1250", "id;nazwa;cena\n1;Żółta filiżanka do herbaty;15\n2;Zielony wazon z gałęzią;20\n3;Łyżka drewniana;9\n"),
        ("cp1250", "id;název;cena\n1;Červený hrnek s ouškem;15\n2;Žlutá váza na květiny;9\n"),
        ("cp1251", "артикул;название;цена\n1;Красная чашка;15\n2;Зелёная ваза;20\n"),
        ("cp1253", "id;τίτλος;τιμή\n1;Κόκκινο φλιτζάνι του τσαγιού;15\n"),
        ("cp1254", "kod;isim;fiyat\n1;Kırmızı çay bardağı;15\n2;Yeşil şapka için;9\n"),
        ("cp932", "商品番号,商品名,価格\n1,手作りの鉢,15\n2,赤いマグカップ,20\n"),
        ("gb18030", "编号,名称,价格\n1,红色杯子,15\n2,绿色花瓶,20\n"),
        ("cp949", "상품번호,상품명,가격\n1,빨간 컵,15\n2,초록 꽃병,20\n"),
        ("utf-16-le", "id,title,price\n1,Mug,15\n2,Cup,9\n"),
        ("utf-32", "id,title,price\n1,Größe,15\n"),
    ],
)  # fmt: skip
def test_a_table_in_any_encoding_is_read_by_its_own_names(feed: Path, encoding: str, text: str) -> None:
    found = products(feed, text.encode(encoding))
    titles = [row[1] for row in list(csv.reader(text.splitlines(), delimiter=";" if ";" in text else ","))[1:]]
    assert [one.fields["title"] for one in found] == titles


# Text tables


def test_a_spreadsheets_separator_line_is_no_header(feed: Path) -> None:
    [mug] = products(feed, "sep=;\r\nid;title;price\r\n1;Mug, red;9,50\r\n")
    assert (mug.number, mug.fields["title"], mug.fields["price"]) == (1, "Mug, red", "9,50 USD")


def test_columns_of_one_name_are_kept_apart(feed: Path) -> None:
    [mug] = products(feed, "id,title,price,tag,tag,,\n1,Mug,9,a,b,c,d\n")
    assert dict(mug.attributes) == {"tag": "a", "tag_(2)": "b"}


# JSON


def test_a_broken_line_is_an_issue_and_holds_up_no_other(feed: Path) -> None:
    feed.write_text(
        '{"id": "1", "title": "Mug", "price": "9"}\n{"id": \n\n[1]\n{"id": "2", "title": "Cup", "price": "8"}\n'
    )
    said = list(read_feed(feed))
    assert [one.code if isinstance(one, Issue) else one.fields["id"] for one in said] == [
        "1",
        "broken_row",
        "broken_row",
        "2",
    ]
    assert [one.row if isinstance(one, Issue) else one.number for one in said] == [1, 2, 3, 4]


def test_objects_within_an_object_are_read_by_what_they_say(feed: Path) -> None:
    item = {"offerId": "1", "title": "Mug", "price": {"value": "9.50", "currency": "EUR"}, "imageLink": "a.jpg", "color": None,
            "additionalImageLinks": ["https://x.example/b,c.jpg", "d.jpg"], "custom": {"fit": "wide"},
            "images": [{"src": "e.jpg"}],
            "stars": 4.50, "new": True}  # fmt: skip
    [mug] = products(feed, json.dumps(item))
    assert (mug.fields["id"], mug.fields["price"], mug.fields["image_link"]) == ("1", "9.50 EUR", "a.jpg")
    assert mug.fields["additional_image_link"] == "https://x.example/b%2Cc.jpg,d.jpg"
    assert (mug.fields["color"], mug.attributes["custom_fit"], mug.attributes["stars"]) == ("", "wide", "4.5")


def test_numbers_stay_the_text_they_are(feed: Path) -> None:
    [mug] = products(feed, '[{"id": 12345678901234567890123, "title": "Mug", "price": 15.10}]')
    assert (mug.fields["id"], mug.fields["price"]) == ("12345678901234567890123", "15.10 USD")


@pytest.mark.parametrize(
    "content",
    ["{}", "[]", "[1, 2]", '{"a": {"b": [{"id": "1"', '[{"id": "1", "title": "Mug", "price": "9"}, {"id":', "[" * 100_000,
     '{"a":' * 100_000, '[{"a":' * 50_000],
)  # fmt: skip
def test_json_that_is_no_list_of_products_is_one_line(feed: Path, content: str) -> None:
    refused(feed, content)


# XML


def test_an_items_plain_and_google_fields_are_told_apart(feed: Path) -> None:
    item = (
        "<item><title>Plain</title><g:title><![CDATA[Mug <b>&amp; saucer</b>]]></g:title><link>https://x.example/1</link>"
        "<g:id> 1 </g:id><g:price>9 EUR</g:price><g:image_link>a.jpg</g:image_link>"
        "<g:shipping><g:price>5 EUR</g:price></g:shipping>"
        "<g:additional_image_link>https://x.example/b.jpg</g:additional_image_link>"
        "<g:additional_image_link>https://x.example/c,d.jpg</g:additional_image_link></item>"
    )
    [mug] = products(feed, RSS.format(item))
    assert (mug.fields["title"], mug.fields["id"], mug.fields["price"]) == ("Mug <b>&amp; saucer</b>", "1", "9 EUR")
    assert mug.fields["link"] == "https://x.example/1"
    assert mug.fields["additional_image_link"] == "https://x.example/b.jpg,https://x.example/c%2Cd.jpg"


def test_an_atom_link_is_an_attribute(feed: Path) -> None:
    entry = '<entry><link rel="self" href="no"/><link href="https://x.example/1"/><g:id>1</g:id><title>Mug</title><g:price>9</g:price></entry>'
    [mug] = products(feed, ATOM.format(entry))
    assert (mug.fields["link"], mug.fields["title"]) == ("https://x.example/1", "Mug")


def test_offers_with_parameters_are_read(feed: Path) -> None:
    xml = ('<yml_catalog><shop><offers><offer id="7" available="true"><name>Mug</name><price>9</price>'
           '<currencyId>EUR</currencyId>'
           '<picture>https://x.example/a.jpg</picture><picture>https://x.example/b.jpg</picture>'
           '<param name="Colour">red</param>'
           "</offer></offers></shop></yml_catalog>")  # fmt: skip
    [mug] = products(feed, xml)
    assert (mug.fields["id"], mug.fields["color"], mug.fields["availability"]) == ("7", "red", "true")
    assert (mug.fields["image_link"], mug.fields["additional_image_link"]) == (
        "https://x.example/a.jpg",
        "https://x.example/b.jpg",
    )


def test_what_one_item_lacks_and_others_have_is_blank_there(feed: Path) -> None:
    rows = "<item><g:id>1</g:id><g:title>Mug</g:title><g:price>9</g:price></item>" + (
        "<item><g:id>2</g:id><g:title>Cup</g:title><g:price>8</g:price><g:brand>Rosa</g:brand></item>"
    )
    mug, cup = products(feed, RSS.format(rows))
    assert (mug.fields["brand"], cup.fields["brand"]) == ("", "Rosa")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">{}]><rss><item><id>&z;</id></item></rss>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LAUGHS, "entities"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><id>&e;</id></item></rss>', "entities"),
        (
            '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x"> %e;]><rss><item><id>1</id></item></rss>',
            "entities",
        ),
        ("<rss/>", "no products"),
        ("<rss><item><id>1</id></item>", "well-formed"),
        ("<rss><item><g:id>1</g:id></item></rss>", "well-formed"),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        ("<a>" * 200_000, "well-formed"),
        ("<rss><item><id>1</id><title>M</title><price>9</price></item>" + "<item>" + "<b>" * 100_000, "well-formed"),
        ('<?xml version="1.0" encoding="shift_jis"?><rss><item><id>1</id></item></rss>', "UTF-8"),
        ("<rss><item><id>" + "x" * 21_000_000, "20 MB"),
    ],
    ids=["laughs", "xxe", "parameter", "none", "cut", "prefix", "page", "deep", "deep item", "encoding", "giant"],
)
def test_xml_that_does_harm_or_nothing_is_one_line(feed: Path, content: str, said: str) -> None:
    assert said in refused(feed, content)


# XLSX


def test_numbers_of_a_spreadsheet_are_written_as_people_do(feed: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["SKU", "Name", "Price", "Size"])  # type: ignore[union-attr]
    book.active.append([4006381333931, "Mug", 15.0, True])  # type: ignore[union-attr]
    book.active.append([12, "Cup", 9.95, None])  # type: ignore[union-attr]
    book.save(feed)
    mug, cup = products(feed)
    assert (mug.fields["id"], mug.fields["price"]) == ("4006381333931", "15 USD")
    assert (cup.fields["price"], cup.attributes["size"]) == ("9.95 USD", "")


def test_the_sheet_with_the_products_is_found(feed: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Read me first"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Template")
    for cells in (["A title above"], [], ["id", "title", "price"], ["1", "Mug", "9"], [], ["2", "Cup", "8"]):
        sheet.append(cells)
    hidden = book.create_sheet("Old")
    hidden.append(["id", "title", "price", "brand", "color"])
    hidden.sheet_state = "hidden"
    book.save(feed)
    assert [(one.number, one.fields["id"]) for one in products(feed)] == [(1, "1"), (3, "2")]


def packed(feed: Path, sheet: str, **more: str) -> None:
    """A workbook whose one sheet holds exactly this XML."""
    book = openpyxl.Workbook()
    book.save(feed)
    with zipfile.ZipFile(feed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>'.encode()
    )
    with zipfile.ZipFile(feed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def cells(row: int, *texts: str) -> str:
    inner = "".join(
        f'<c r="{chr(65 + n)}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts)
    )
    return f'<row r="{row}">{inner}</row>'


HEAD = cells(1, "id", "title", "price") + cells(2, "1", "Mug", "9")


@pytest.mark.parametrize("said", ["A1:XFD1048576", "A1", "Z9:A1"])
def test_what_a_sheet_says_of_its_size_is_not_believed(feed: Path, said: str) -> None:
    packed(feed, f'<dimension ref="{said}"/><sheetData>{HEAD}</sheetData>')
    assert [one.fields["id"] for one in products(feed)] == ["1"]


def test_a_row_that_claims_to_be_far_below_does_not_take_long(feed: Path) -> None:
    packed(feed, f"<sheetData>{HEAD}{cells(999_999_999, '2', 'Cup', '8')}</sheetData>")
    assert [one.fields["id"] for one in products(feed)] == ["1"]


def test_cells_far_to_the_right_are_one_line(feed: Path) -> None:
    packed(feed, f'<sheetData>{HEAD}<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>')
    assert "beyond column" in refused(feed)


def test_a_bomb_in_a_workbook_is_refused_before_it_is_unpacked(feed: Path) -> None:
    packed(feed, f"<sheetData>{HEAD}{'<row/>' * 5_000_000}</sheetData>")
    assert "would unpack" in refused(feed)


def test_entities_in_a_workbook_are_refused(feed: Path) -> None:
    packed(feed, f"<sheetData>{HEAD}</sheetData>")
    with zipfile.ZipFile(feed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(feed, "w") as archive:
        for name, data in parts.items():
            laughs = LAUGHS.split("<rss>")[0].encode() if name == "xl/worksheets/sheet1.xml" else b""
            archive.writestr(name, laughs + data)
    refused(feed)


def test_a_zip_of_something_else_is_one_line(feed: Path) -> None:
    with zipfile.ZipFile(feed, "w") as archive:
        archive.writestr("feed.csv", "id,title,price\n1,Mug,9\n")
    assert "Unpack it" in refused(feed)


# Parquet


def test_parquet_holds_types_and_lists(feed: Path) -> None:
    table = pyarrow.table(
        {
            "id": [1, 2],
            "title": ["Mug", "Cup"],
            "price": [9.5, float("nan")],
            "images": [["a.jpg", "b.jpg"], []],
            "thumbnail": [b"\x89PNG", None],
        }
    )
    pyarrow.parquet.write_table(table, feed)
    mug, cup = products(feed)
    assert (mug.fields["id"], mug.fields["price"], mug.fields["image_link"]) == ("1", "9.5 USD", "a.jpg")
    assert (cup.fields["price"], cup.fields["image_link"]) == ("", "")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_parquet_file_that_is_cut_short_is_one_line(feed: Path, share: float) -> None:
    as_parquet(feed, [{"id": str(n), "title": "Mug", "price": "9"} for n in range(1_000)])
    whole = feed.read_bytes()
    assert "cut short or damaged" in refused(feed, whole[: int(len(whole) * share)])


@pytest.mark.parametrize("start", [b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7", b"Rar!\x1a"])
def test_other_files_are_named(feed: Path, start: bytes) -> None:
    assert feed.name in refused(feed, start + b"\0" * 100)
