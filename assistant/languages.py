"""The languages of the interface: English as it stands in the code, others as `assistant/locale` has them, through gettext.

The .po files are read as they are: there is nothing to compile, and so nothing to forget. `make languages` brings them up to
the code. What the shop's own rows say is in the shop's language, and is not translated.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path

import polib

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "zh": "中文"}


def nearest(locale: str | None) -> str:
    """The language for a browser's locale: "de" for "de-AT", English for one that is not spoken here."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else "en"


def file_of(language: str) -> Path:
    """Where a language's words are."""
    return FOLDER / language / "LC_MESSAGES" / "curio.po"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The words of one of LANGUAGES; of English, those of the code."""
    if language == "en":
        return gettext.NullTranslations()
    words = polib.pofile(str(file_of(language)), encoding="utf-8")
    return gettext.GNUTranslations(io.BytesIO(words.to_binary()))
