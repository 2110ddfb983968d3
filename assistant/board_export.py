"""A shopper's board as a file of its own: a page with its pictures in it, or a PDF. Needs no network to be read.

Prices and stock are the shop's on the day of the export, which both say. The PDF's letters are Noto Sans: Latin, Greek,
Cyrillic and what is written with them. For others (Chinese, Arabic, …) name a font by CURIO_PDF_FONT; else they are boxes.
"""

from __future__ import annotations

import base64
import io
import logging
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from assistant.errors import SettingsInvalid
from assistant.keeping import Shown
from assistant.languages import say
from catalog.images import PictureFolder, open_image
from catalog.product import Product
from models.phrase import counted, joined, phrase

if TYPE_CHECKING:
    from fpdf import FPDF

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_STOCK = {
    "in_stock": "",
    "out_of_stock": phrase("out of stock"),
    "preorder": phrase("for pre-order"),
    "backorder": phrase("on back-order"),
}
_ACROSS, _MARGIN, _GAP = 3, 14.0, 6.0  # columns, mm, mm


@dataclass(frozen=True)
class _Item:
    """What is said of one product. `picture` is a WebP file, or None."""

    title: str
    price: str
    note: str
    link: str
    picture: bytes | None


def board_page(shown: Shown, home: Path, shop: str, today: date | None = None, language: str = "en") -> str:
    """The board as one HTML file. `shop` is the address of the shop's page, to which products without one of their own link.

    `language` is one of `assistant.languages.LANGUAGES`.
    """
    items = [
        {
            "title": one.title, "price": one.price, "note": one.note, "link": one.link,
            "picture": base64.b64encode(one.picture).decode() if one.picture else "",
        }
        for one in _items(shown, home, shop, language)
    ]  # fmt: skip
    return _pages.get_template("board_page.html").render(
        shown=shown,
        items=items,
        footer=_footer(shown, today, language),
        language=language,
        no_picture=say(phrase("No picture yet"), language),
    )


def board_pdf(
    shown: Shown, home: Path, shop: str, today: date | None = None, font: Path | None = None, language: str = "en"
) -> bytes:
    """The board as a PDF on A4, three products across. `font` draws the letters that Noto Sans has not; without one, what is
    said in Chinese would be boxes, so that English stands there.

    Raises SettingsInvalid when `font` cannot be used.
    """
    from fontpkg_noto_sans import ROOT as letters  # a second of importing that only an export needs
    from fpdf import FPDF

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells each table that it leaves out
    pdf = FPDF(format="A4")
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(False)
    pdf.add_font("text", fname=letters / "files" / "NotoSans[wdth,wght].ttf")  # no bold: making one takes seconds
    if font is not None:
        try:
            pdf.add_font("others", fname=font)
        except Exception as error:  # fontTools raises nearly anything on what is no font
            raise SettingsInvalid(
                f"{font} cannot be used as a font ({error}). Set CURIO_PDF_FONT to a .ttf or .otf file."
            ) from error
        pdf.set_fallback_fonts(["others"], exact_match=False)
    pdf.set_title(shown.board.title)
    pdf.add_page()
    pdf.set_font("text", size=20)
    pdf.multi_cell(0, 9, shown.board.title, new_x="LMARGIN", new_y="NEXT")
    if shown.board.note:
        pdf.set_font("text", size=11)
        pdf.multi_cell(0, 5.5, shown.board.note, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(5)
    language = "en" if language == "zh" and font is None else language
    _draw_rows(pdf, _items(shown, home, shop, language))
    pdf.set_font("text", size=9)
    if pdf.get_y() > pdf.h - _MARGIN - 10:
        pdf.add_page()
    pdf.multi_cell(0, 4.5, _footer(shown, today, language), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def file_name(title: str, ending: str) -> str:
    """A name for the file that any system takes."""
    name = re.sub(r"[^\w\- ]+", "", title).strip()[:60] or "board"
    return f"{name}.{ending}"


def _draw_rows(pdf: FPDF, items: list[_Item]) -> None:
    wide = (pdf.epw - _GAP * (_ACROSS - 1)) / _ACROSS
    for start in range(0, len(items), _ACROSS):
        row = items[start : start + _ACROSS]
        high = max(wide + 2 + _lines(pdf, one, wide, draw=False) for one in row)
        if pdf.get_y() + high > pdf.h - _MARGIN and pdf.get_y() > _MARGIN + 1:
            pdf.add_page()
        top = pdf.get_y()
        for place, one in enumerate(row):
            left = _MARGIN + place * (wide + _GAP)
            pdf.set_fill_color(244, 242, 238)
            pdf.rect(left, top, wide, wide, style="F")
            if one.picture:
                picture = open_image(one.picture)
                pdf.image(_jpeg(picture), left, top, wide, wide, keep_aspect_ratio=True, alt_text=one.title)
            pdf.set_xy(left, top + wide + 2)
            _lines(pdf, one, wide, draw=True)
        pdf.set_y(top + high + _GAP)


def _lines(pdf: FPDF, item: _Item, wide: float, *, draw: bool) -> float:
    """Write what is said under a picture, or only measure it: its height in mm."""
    from fpdf.enums import MethodReturnValue

    left, high = pdf.get_x(), 0.0
    for text, size, link in ((item.title, 11, item.link), (item.price, 10, ""), (item.note, 9, "")):
        if text:
            pdf.set_font("text", size=size)
            if draw:
                pdf.set_x(left)
            written: Any = pdf.multi_cell(
                wide, size * 0.47, text, align="L", link=link, new_x="LEFT", new_y="NEXT", dry_run=not draw,
                output=MethodReturnValue.HEIGHT,
            )  # fmt: skip
            high += float(written)
    return high


def _items(shown: Shown, home: Path, shop: str, language: str) -> list[_Item]:
    folder = PictureFolder(home)
    return [
        _Item(product.title, _price(product, language), note, _link(product, shop), _picture(product, folder))
        for product, note in shown.items
    ]


def _price(product: Product, language: str) -> str:
    price = say(product.price or phrase("Price on request"), language)
    return " · ".join(filter(None, [price, say(_STOCK[product.availability], language)]))


def _link(product: Product, shop: str) -> str:
    """The product's page in the shop's own site, else here. A feed's link may say anything: only the web's are kept."""
    if re.match(r"https?://", product.link, re.IGNORECASE):
        return product.link
    return f"{shop}?product={quote(product.id, safe='')}" if shop else ""


def _picture(product: Product, folder: PictureFolder) -> bytes | None:
    if not product.pictures:
        return None
    try:
        return folder.thumbnail(product.pictures[0].content_hash).read_bytes() or None
    except OSError:
        return None


def _jpeg(picture: Image.Image) -> io.BytesIO:
    """As PDF viewers take pictures without decoding them first."""
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=85)
    encoded.seek(0)
    return encoded


def _footer(shown: Shown, today: date | None, language: str) -> str:
    day = (today or date.today()).isoformat()
    said = phrase("Prices and stock as of {day}; the shop's own page says what holds now.", day=day)
    missing = counted(
        "{count} of the board's products is not in the shop now.",
        "{count} of the board's products are not in the shop now.",
        shown.missing,
    )
    return say(joined([said, missing]) if shown.missing else said, language)
