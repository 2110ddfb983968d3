"""A page of the shop's own, on delivery, returns, sizes or care, as passages: from Markdown, plain text or PDF.

What it says is the shop's, yet the file may be anybody's: it is bounded, decoded strictly, and a PDF is read in a process of
its own.
A passage is some paragraphs under one heading, short enough to be shown as an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.errors import PageUnreadable

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 500_000
_PDF_SECONDS = 30
_PASSAGE = 700  # characters; a longer paragraph is cut at a sentence's end


@dataclass(frozen=True)
class Passage:
    """What one answer shows. `heading` is the nearest above it, "" where there is none."""

    heading: str
    text: str


@dataclass(frozen=True)
class Page:
    """A whole page. `title` is its first heading, or its file's name."""

    title: str
    passages: tuple[Passage, ...]


def read_page(name: str, content: bytes) -> Page:
    """Read a file by what it is, not by its name. Raises PageUnreadable, saying why and what to do."""
    if len(content) > MOST_BYTES:
        raise PageUnreadable(
            f"{name} is larger than {MOST_BYTES // 1_000_000} MB. Shorten it, or split it into several."
        )
    title = ""
    if content.lstrip()[:5] == b"%PDF-":
        blocks: Iterable[tuple[str, str]] = _pdf(name, content)
    else:
        blocks = list(_markdown(_text(name, content)))
        title = next((heading for heading, _ in blocks if heading), "")
    passages = [
        Passage(heading[:150], part)
        for heading, paragraph in _together((heading, said) for heading, said in blocks if said)
        for part in _cut(paragraph)
    ]
    if not passages:
        raise PageUnreadable(f"{name} holds no text. A scanned page has to be typed first.")
    return Page((title or Path(name).stem.replace("-", " ").replace("_", " "))[:150], tuple(passages))


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageUnreadable(f"{name} is no text in UTF-8, nor a PDF. Save it as a text file in UTF-8.") from error
    if "\0" in text or sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f" for c in text) > len(text) // 100:
        raise PageUnreadable(f"{name} is no text, nor a PDF. Save it as a text file in UTF-8.")
    if len(text) > MOST_CHARACTERS:
        raise PageUnreadable(f"{name} has more than {MOST_CHARACTERS:,} letters. Split it into several.")
    return text


def _pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(content)
        command = [sys.executable, "-m", "catalog.pdf_text", str(file)]
        try:
            done = subprocess.run(
                command, cwd=Path(__file__).parent.parent, capture_output=True, timeout=_PDF_SECONDS, check=False
            )
            said = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            said = {"refused": f"reading it took more than {_PDF_SECONDS} seconds"}
        except ValueError:  # the process came to grief
            said = {"refused": "it is damaged, or takes too much memory"}
    if "refused" in said:
        raise PageUnreadable(f"{name} cannot be read: {said['refused']}. Save it as text, or as a simpler PDF.")
    for page in said["pages"]:
        for paragraph in page.split("\n\n"):
            yield "", _plain(paragraph)


def _markdown(text: str) -> Iterator[tuple[str, str]]:
    """(heading, paragraph), of plain text too: it is Markdown without marks. HTML is left out; a heading comes alone first."""
    heading, kind, cells = "", "", list[str]()
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        if token.type.endswith("_open"):
            kind = token.type
        if token.type == "tr_close":
            yield heading, " · ".join(cells)
            cells = []
        elif token.type in ("fence", "code_block"):
            yield heading, _plain(token.content)
        elif token.type == "inline":
            said = _plain("".join(_inline(token.children or ())))
            if kind == "heading_open":
                heading = said
                yield heading, ""
            elif kind in ("th_open", "td_open"):
                cells.append(said)
            elif said:
                yield heading, said


def _inline(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _inline(token.children or ())


def _plain(text: str) -> str:
    """One line, without control, invisible and direction characters."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " if c.isspace() else "" for c in text)
    return " ".join(kept.split())


def _together(blocks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Short paragraphs under one heading as one."""
    under, held = "", ""
    for heading, paragraph in blocks:
        if held and (heading != under or len(held) + len(paragraph) > _PASSAGE):
            yield under, held
            held = ""
        under, held = heading, f"{held} {paragraph}".strip()
    if held:
        yield under, held


def _cut(text: str) -> Iterator[str]:
    while len(text) > _PASSAGE:
        end = max(text.rfind(mark, 0, _PASSAGE) + 1 for mark in (". ", "! ", "? ")) or text.rfind(" ", 0, _PASSAGE)
        end = end if end > 0 else _PASSAGE
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text
