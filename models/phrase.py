"""A sentence that can be said in other languages too: English, as it stands in the code, and what it was made of.

What happens below the pages is said in English: an answer, a chip, an error. `phrase` keeps beside the text the template and
what was filled in, so that a page can say the same in its shopper's language (`assistant.languages`), while commands, logs and
tests go on reading a plain text. It lives here because the root of the errors does: whatever may be shown may be a Phrase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Labelled(Protocol):
    """What has its own way of being said, such as money."""

    def label(self) -> str: ...


class Phrase(str):
    """English text, on one line. Whatever is done with it, but for saying it, leaves a plain text.

    `one` and `many` are its templates, for one and for `number` things; `values` is what {names} in them stand for: texts,
    phrases, numbers, tuples (said as lists) and whatever is Labelled.
    """

    one: str
    many: str
    number: int
    values: Mapping[str, Any]

    def __new__(cls, one: str, many: str, number: int, values: Mapping[str, Any]) -> Phrase:
        template = one if not many or number == 1 else many
        said = template.format(**{name: in_english(value) for name, value in values.items()}) if values else template
        self = super().__new__(cls, " ".join(said.split()))
        self.one, self.many, self.number, self.values = one, many, number, values
        return self

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, str, int, Mapping[str, Any]]]:
        return Phrase, (self.one, self.many, self.number, self.values)


def phrase(text: str, /, **values: Any) -> Phrase:
    """A phrase. `text` is a literal, for what collects the words reads the code; what varies stands in it as {name}."""
    return Phrase(text, "", 1, values)


def counted(one: str, many: str, count: int, /, **values: Any) -> Phrase:
    """The same of a number of things; {count} stands for it."""
    return Phrase(one, many, count, values | {"count": count})


def joined(parts: Sequence[str], between: str = " ") -> Phrase:
    """Phrases and texts one after the other. `between` is said in every language."""
    values = {f"part{number}": part for number, part in enumerate(parts)}
    return Phrase(between.join(f"{{{name}}}" for name in values), "", 1, values)


def worded(value: Any) -> Phrase:
    """A value that stands alone, such as a price in a table."""
    return joined([value])


def listed(values: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return f"{', '.join(values[:-1])} and {values[-1]}" if len(values) > 1 else "".join(values)


def in_english(value: Any) -> str:
    """A value of a phrase as English says it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Labelled):
        return value.label()
    if isinstance(value, tuple):
        return listed([in_english(one) for one in value])
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".00", "")
    return f"{value:,}"
