"""python -m catalog.pdf_text FILE: the text of a PDF as JSON, read by pypdf in a process that a hostile file may ruin.

{"pages": [text…]} or {"refused": why}. Memory is bounded here, time by whoever starts it (`catalog.help_reader`).
"""

from __future__ import annotations

import json
import logging
import sys

MOST_PAGES = 200
MOST_CHARACTERS = 500_000
_MEMORY = 1 << 30


def read(file: str) -> dict[str, object]:
    """The text of each page, as far as the bounds go."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            return {"refused": "it is locked with a password"}
        if len(reader.pages) > MOST_PAGES:
            return {"refused": f"it has more than {MOST_PAGES} pages"}
        pages, room = [], MOST_CHARACTERS
        for page in reader.pages:
            text = page.extract_text()
            room -= len(text)
            if room < 0:
                return {"refused": f"it has more than {MOST_CHARACTERS:,} letters"}
            pages.append(text)
    except (
        PyPdfError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        OSError,
        RecursionError,
        MemoryError,
    ):
        return {"refused": "it is damaged, or no PDF"}
    return {"pages": pages}


if __name__ == "__main__":
    logging.disable()  # pypdf tells at length what it forgave
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # not a system that bounds a process so; time is bounded all the same
    print(json.dumps(read(sys.argv[1])))
