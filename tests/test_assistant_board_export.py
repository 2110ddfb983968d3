"""A board as a page and as a PDF: whole, safe to open, and readable with no network."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assistant.board_export import board_page, board_pdf, file_name
from assistant.errors import SettingsInvalid
from assistant.keeping import Shown, shown
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.kept_boards import KeptBoard, KeptItem
from catalog.product import Money, Product

TODAY = date(2026, 11, 26)
SHOP = "http://127.0.0.1:8501/"
EVIL = '<script>alert(1)</script>" onload="x {{ 7 * 7 }}'


@pytest.fixture
def services(demo_folder: Path) -> Iterator[Services]:
    opened = open_services(read_settings(home=demo_folder))
    yield opened
    opened.close()


def board(*product_ids: str, title: str = "For the balcony", note: str = "") -> KeptBoard:
    return KeptBoard(1, title, note, tuple(KeptItem(one, "a note") for one in product_ids))


def read(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_page_holds_its_pictures_and_asks_nobody_for_anything(services: Services) -> None:
    seen = shown(services, board("crocs-flower-pots", "gone", "goose-lamp", note="Two\nlines"))
    page = board_page(seen, services.home, SHOP, TODAY)
    assert page.count("data:image/webp;base64,") == 2 and 'alt="Crocs as flower pots"' in page
    assert "$38.00" in page and "2026-11-26" in page and "products is not in the shop now" in page
    assert set(re.findall(r'(?:src|href)="(.{5})', page)) == {"data:", "http:"}
    assert f'href="{SHOP}?product=goose-lamp"' in page and "url(" not in page and "@import" not in page


def test_a_pdf_says_the_same_and_flows_over_pages(services: Services) -> None:
    ids = services.store.all_ids()[:25]
    seen = shown(services, board(*ids, title="Für den Balkon · балкон · μπαλκόνι"))
    pdf = board_pdf(seen, services.home, SHOP, TODAY)
    text = " ".join(read(pdf).split())
    assert "Für den Balkon · балкон · μπαλκόνι" in text and "2026-11-26" in text
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert 3 <= len(pages) <= 9
    assert sum(len(page.images) for page in pages) == 25
    for product, _note in seen.items:
        assert product.price and product.price.label() in text
        assert product.title.split()[-1] in text
    links = [one.get_object()["/A"]["/URI"] for page in pages for one in page.get("/Annots", [])]
    assert f"{SHOP}?product={ids[0]}" in links


def test_what_the_feed_and_the_shopper_wrote_stays_text() -> None:
    product = Product(EVIL, EVIL, link="javascript:alert(1)", price=None)
    seen = Shown(KeptBoard(1, EVIL, EVIL, (KeptItem(EVIL, EVIL),)), ((product, EVIL),), 0)
    page = board_page(seen, Path("nowhere"), SHOP, TODAY)
    assert "<script" not in page and "javascript:" not in page and "49" not in page
    assert "&lt;script&gt;" in page and "No picture yet" in page
    assert "alert(1)" in read(board_pdf(seen, Path("nowhere"), SHOP, TODAY))


def test_a_products_own_page_is_linked_where_it_is_on_the_web() -> None:
    product = Product("a b", "A", link="https://shop.example/a?x=1&y=2")
    seen = Shown(board("a b"), ((product, ""),), 0)
    assert 'href="https://shop.example/a?x=1&amp;y=2"' in board_page(seen, Path("nowhere"), SHOP)
    plain = Shown(board("a b"), ((Product("a b&c", "A"), ""),), 0)
    assert f'href="{SHOP}?product=a%20b%26c"' in board_page(plain, Path("nowhere"), SHOP)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_makes_a_whole_pdf(title: str, note: str) -> None:
    from decimal import Decimal

    product = Product("id", title, price=Money(Decimal("12.5"), "USD"))
    seen = Shown(KeptBoard(1, title[:80] or "x", note, (KeptItem("id", note),)), ((product, note),), 0)
    assert "$12.50" in read(board_pdf(seen, Path("nowhere"), "", TODAY))
    assert board_page(seen, Path("nowhere"), "", TODAY).rstrip().endswith("</html>")


def test_a_font_that_is_none_is_said_and_one_that_is_draws_more_letters(tmp_path: Path) -> None:
    seen = Shown(board("a", title="Garden"), ((Product("a", "A"), ""),), 0)
    wrong = tmp_path / "font.ttf"
    for content in (None, b"no font", b"\x00\x01\x00\x00" + b"\x00" * 40):
        if content is not None:
            wrong.write_bytes(content)
        with pytest.raises(SettingsInvalid, match="CURIO_PDF_FONT"):
            board_pdf(seen, tmp_path, SHOP, font=wrong)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("For the balcony!", "For the balcony.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
        ("花", "花.pdf"),
        ("?", "board.pdf"),
    ],
)
def test_a_files_name_is_one_that_any_system_takes(title: str, name: str) -> None:
    assert file_name(title, "pdf") == name
