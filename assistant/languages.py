"""The languages of the interface: English as it stands in the code, others as `assistant/locale` has them, through gettext.

The .po files are read as they are: there is nothing to compile, and so nothing to forget. `make languages` brings them up to
the code. What the shop's own rows say is in the shop's language, and is not translated. Prices, numbers and lists are said as
CLDR has them, through Babel; in English as the code says them.
"""

from __future__ import annotations

import gettext
import io
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import name, normalize

import polib
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from catalog.lexicon import Lexicon
from catalog.product import Money
from models.phrase import Phrase, in_english

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FOLDER = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "zh": "中文"}
# Two or three words tell little of their language: "duffel bag" might be German. See `is_english`.
_HARDLY = 0.1


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


def say(value: Any, language: str) -> str:
    """A Phrase, or what may stand in one, in one of LANGUAGES. Other text is somebody's own, and stays as it is."""
    if language == "en":
        return in_english(value)
    if isinstance(value, Phrase):
        words = translations(language)
        said = words.ngettext(value.one, value.many, value.number) if value.many else words.gettext(value.one)
        return said.format(**{name: say(one, language) for name, one in value.values.items()}) if value.values else said
    if isinstance(value, str):
        return value
    if isinstance(value, Money):
        # No digit of a price is rounded away where CLDR takes a currency for one without.
        return format_currency(value.amount, value.currency, locale=language, decimal_quantization=False)
    if isinstance(value, Decimal):
        return format_decimal(value, "#,##0" if value == int(value) else "#,##0.00", locale=language)
    if isinstance(value, tuple):
        return format_list([say(one, language) for one in value], locale=language)
    return format_decimal(value, locale=language)


def is_english(words: str, lexicon: Lexicon, language: str) -> bool:
    """Whether a request may be in English. What the shop itself uses is understood, whatever it is.

    `language` is the shopper's: words that look more like it than like English are no English, and others only where they
    hardly look like English at all. py3langid tells LANGUAGES by letters in a row; another script needs no telling.
    """
    said = [word for word in normalize("NFKC", words).split() if any(map(str.isalpha, word))]
    if lexicon.words and all(lexicon.sells(word) for word in said):
        return True
    # "10 μm" is as English as "nº 5": a word is of another script when none of its letters is Latin.
    if not all(any(name(letter, "").startswith("LATIN") for letter in word) for word in said):
        return False
    likely = dict(_identifier().rank(" ".join(said)))
    return bool(likely["en"] >= likely[language] and likely["en"] > _HARDLY)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # Half a second of reading; `Services.warm` asks for it before a shopper does.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
