"""Tells by a file's content, never by its name, what kind of file a feed is, and in what encoding its text is.

Encodings: what a mark or UTF-8 shows is believed; the rest is guessed by chardet among those that shops' systems write.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import chardet

from catalog.errors import FeedUnreadable
from catalog.feeds.rows import Table

MAX_BYTES = 2_000_000_000
MAX_COLUMNS = 2_000
_SAMPLE = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "mac-roman")
_OTHERS = ("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256", "cp932", "euc-jp", "gb18030", "big5", "cp949")
# What is a feed in another wrapping, or no feed at all: what to do about it.
_NOT_READ = (
    (b"\x1f\x8b", "is compressed (gzip). Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel file (.xls). Save it as .xlsx or CSV."),
    (b"%PDF", "is a PDF. Export the feed as CSV, XLSX, XML or JSON."),
    (b"BZh", "is compressed (bzip2). Unpack it first."),
    (b"Rar!", "is a RAR archive. Unpack it first."),
)


def open_table(file: Path) -> Table:
    """Open a feed of any kind known: text table, XML, JSON, Parquet, XLSX. Raises FeedUnreadable, in one line, for the rest."""
    table = _opened(file)
    if len(table.columns) > MAX_COLUMNS:
        raise FeedUnreadable(f"{file.name} has {len(table.columns):,} columns; no feed has. Export it again.")
    return table


def _opened(file: Path) -> Table:
    start = _start(file)
    for mark, said in _NOT_READ:
        if start.startswith(mark):
            raise FeedUnreadable(f"{file.name} {said}")
    if start.startswith(b"PAR1"):
        from catalog.feeds.parquet_table import ParquetTable

        return ParquetTable(file)
    if start.startswith(b"PK\x03\x04"):
        from catalog.feeds.workbook import Workbook

        return Workbook(file)
    encoding = encoding_of(file.name, start)
    text = start.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        from catalog.feeds.xml_items import XmlItems

        if re.match(r"<(!doctype\s+html|html)\b", text, re.I):
            raise FeedUnreadable(
                f"{file.name} is a web page, not a feed. Save the feed itself, not the page that links to it."
            )
        return XmlItems(file)
    if text.startswith(("{", "[")):
        from catalog.feeds.json_items import JsonItems

        return JsonItems(file, encoding)
    from catalog.feeds.text_table import TextTable

    return TextTable(file, encoding)


def encoding_of(name: str, start: bytes) -> str:
    """The encoding of a text that begins like this. Raises FeedUnreadable for what is no text."""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    if unmarked := _utf16_without_mark(start):
        return unmarked
    if b"\0" in start[:4096]:
        raise FeedUnreadable(f"{name} is no text file, and none of the other kinds that Curio reads (XLSX, Parquet).")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    sample = b"\n".join(line for line in start.splitlines() if not line.isascii())[:100_000]
    if _mostly_utf8(sample):
        return "utf-8"  # some cells are broken, and only they
    guessed = _guess(sample, (*_LATIN, *_OTHERS))
    if guessed in ("cp1251", "koi8-r", "cp1253", "cp1255", "cp1256"):
        # Those alphabets do not mix with ASCII letters in one word; a few accents among many do.
        foreign = re.findall(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*", sample)
        if sum(re.search(rb"[A-Za-z]", word) is not None for word in foreign) > len(foreign) / 2:
            guessed = _guess(sample, _LATIN)
    # Western European is by far the commonest: it is meant wherever it reads the same.
    if guessed in _LATIN and sample.decode("cp1252", "replace") == sample.decode(guessed, "replace"):
        return "cp1252"
    return guessed


def _guess(sample: bytes, among: tuple[str, ...]) -> str:
    found = chardet.detect(sample, prefer_superset=True, compat_names=False, include_encodings=among)
    return codecs.lookup(found["encoding"] or "cp1252").name


def _utf16_without_mark(start: bytes) -> str:
    """Latin text in UTF-16 has a zero in every other place."""
    even, odd = start[:2000:2], start[1:2000:2]
    if len(odd) < 8:
        return ""
    if odd.count(0) > len(odd) * 0.7 and even.count(0) < len(even) * 0.05:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.7 and odd.count(0) < len(odd) * 0.05:
        return "utf-16-be"
    return ""


def _mostly_utf8(sample: bytes) -> bool:
    whole = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]+", sample))
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    return whole > 10 * broken


def _start(file: Path) -> bytes:
    if not file.is_file():
        raise FeedUnreadable(f"There is no file {str(file)[:200]!r}. Check its name and folder.")
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FeedUnreadable(f"{file.name} is larger than 2 GB. Split it.")
        with file.open("rb") as opened:
            start = opened.read(_SAMPLE)
    except OSError as error:
        raise FeedUnreadable(f"{file.name} cannot be read ({error.strerror}).") from error
    if not start.strip():
        raise FeedUnreadable(f"{file.name} is empty. Export it again.")
    return start
