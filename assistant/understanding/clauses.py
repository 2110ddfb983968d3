"""What a request only wishes or tells: "ideally in red", "my shirts are all of cotton". No value in that may hide a product."""

from __future__ import annotations

import re

from assistant.english import SOFTLY

TOLD, TOLD_ENDS = "\x02", "\x03"
"""Around a sentence that is told beside what is sought (`sentences`), while the whole request is read."""
STORY = re.compile(f"{TOLD}([^{TOLD}{TOLD_ENDS}]*){TOLD_ENDS}?")
_PARTS = re.compile(rf"({TOLD}[^{TOLD}{TOLD_ENDS}]*{TOLD_ENDS}?|[,;.!?]+\s+|\s[–—-]\s)")


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
