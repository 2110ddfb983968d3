"""What a request only wishes or tells: "ideally in red", "my shirts are all of cotton". No value in that may hide a product."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.english import SOFTLY

TOLD, TOLD_ENDS = "\x02", "\x03"
"""Around a sentence that is told beside what is sought (`sentences`), while the whole request is read."""
_STORY = re.compile(f"{TOLD}([^{TOLD}{TOLD_ENDS}]*){TOLD_ENDS}?")
_PARTS = re.compile(rf"({TOLD}[^{TOLD}{TOLD_ENDS}]*{TOLD_ENDS}?|[,;.!?]+\s+|\s[–—-]\s)")


def with_marks(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with marks around the sentences at `places`; the last of it needs no end."""
    for start, end in sorted(places, reverse=True):
        after = f"{TOLD_ENDS}{text[end:]}" if end < len(text) else ""
        text = f"{text[:start]}{TOLD}{text[start:end]}{after}"
    return text


def stories(text: str) -> list[str]:
    """The sentences that marks stand around."""
    return [found.strip(" ,;") for found in _STORY.findall(text)]


def without_stories(text: str) -> str:
    """What is left when they are taken out, and the marks with them."""
    return " ".join(_STORY.sub(" ", text).replace(TOLD_ENDS, " ").split())


def without_marks(text: str) -> str:
    """The whole text, where somebody typed the marks themselves."""
    return " ".join(_STORY.sub(r"\1", text).replace(TOLD_ENDS, " ").split())


class Clauses:
    """A request parted into what it asks and what it only wishes or tells: "a bag, ideally in red", "my shirts are cotton. Any
    tops?". Of the latter no value may hide a product; it helps the search."""

    def __init__(self, text: str, *, named: bool) -> None:
        """`named` says whether the request names a thing: "preferably red", alone, is all that is asked."""
        text = text if named else " ".join(SOFTLY.sub(" ", text).split())
        self._text, self._parts = text, _PARTS.split(text)
        self._hidden: set[int] = set()
        for at, part in enumerate(self._parts):
            if part.startswith(TOLD):
                self._hidden.add(at)
            elif SOFTLY.search(part):
                self._hidden.add(at)
                if at > 1 and not re.search(r"\w", SOFTLY.sub("", part)):  # "in yellow, if you have it"
                    self._hidden.add(at - 2)
        self.asked = "".join(part for at, part in enumerate(self._parts) if at not in self._hidden)

    def beside(self, left: str) -> str:
        """What is left of what was asked, with the rest beside it again."""
        if not self._hidden:
            return left
        if left == self.asked:
            left = self._text
        else:
            rest = [self._parts[at].strip(" ,;.") for at in sorted(self._hidden)]
            stories = [part for part in rest if part.startswith(TOLD)]
            wishes = [part for part in rest if not part.startswith(TOLD)]
            left = "".join([", ".join(filter(None, (left.strip(" ,;"), *wishes))), *stories])
        return re.sub(r"\s+([,.;!?)])", r"\1", " ".join(SOFTLY.sub(" ", left).split())).strip(" ,;")
