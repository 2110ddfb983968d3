"""A request as it is used up by one rule after the other, and what of it is left to search with."""

from __future__ import annotations

import re

_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|okay|and|but|hmm|thanks|thank you)\b[,!. ]+|(?:yes|no|well|so|sorry)(?:[,!.]|(?= but\b)) )*"
    r"(?:(?:(?:now )?(?:i )?(?:want|need)|i(?:'m| am)? (?:want|need|like|looking for|would like|'d like|"
    r"would prefer|prefer|search\w* for)|"
    r"i'd (?:like|prefer|love)|show me|find me|find|give me|get me|do you have|have you got|is there|are there|got|"
    r"can i (?:have|get|see)|"
    r"(?:can|could|would) you (?:(?:show|find|give|get) me|(?:recommend|suggest)(?: me)?)|"
    r"looking for|we need|how about|what about|make it|make that|make them|let me see)\s+)?"
    r"(?:(?:some|any|a|an|the)\s+(?=\w))?"
)
_LEFT_OVER = re.compile(
    r"^(?:[\s,;.!?-]|\b(?:and|but|or|please|ones?|something|anything|thing|things|stuff|it|them|this|that|which|is|are|be|with|for|"
    r"in|of|by|the|a|an|only|just|from|me|make|to|show|i|i'd|want|like|prefer|rather|also|then|now|thanks|thank|you|first|maybe|"
    r"bit|little|ok|okay|instead|though|preferably|ideally|any|some|these|those|all|everything|anyway|pls|plz|yes|do|does|you|have|got|can|could|get|see|how|what|about)\b)*$"
)
_TRAILING = re.compile(
    r"(?:\s+(?:and|but|or|please|in|for|that|which|is|are|with|of|by|the|a|an|costs?|costing|priced|made|only|thanks|instead))+$"
)
_LEADING = re.compile(r"^(?:(?:and|but|or|please|also|then|only|just)\s+)+(?=\w)")


def in_small_letters(text: str) -> str:
    """In small letters, each place where it was: "İ".lower() is two characters."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


class Reading:
    """The request as it is used up: `text` is what no rule has taken yet."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def lower(self) -> str:
        return in_small_letters(self.text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Use up the first place where `pattern` holds, and return it."""
        found = pattern.search(self.lower)
        if found:
            self.cut(*found.span())
        return found

    def cut(self, start: int, end: int) -> None:
        left = re.sub(r"\s+([,.;!?])", r"\1", " ".join(f"{self.text[:start]} {self.text[end:]}".split()))
        self.text = re.sub(r"([,;])[,;]+", r"\1", left)

    def bare(self) -> str:
        """What is left, in small letters, without the politeness and the marks around it: for rules about a whole request."""
        text = self.lower.strip(" ,;.!?-")
        text = re.sub(r"(?:[, ]+(?:please|thanks|thank you|then|instead|now))+$", "", text)
        start = _POLITE.match(text)
        return text[start.end() :] if start and start.end() < len(text) else text

    def left(self, said_more: bool) -> str:
        """What is left, without the politeness around it; nothing when only small words are and more was said."""
        text = self.text.strip(" ,;-")
        if said_more:
            text = _TRAILING.sub("", text, count=1).strip(" ,;-.")
            if _LEFT_OVER.match(text.lower()):
                return ""
            text = text[lead.end() :] if (lead := _LEADING.match(text.lower())) else text
        start = _POLITE.match(text.lower())
        return text[start.end() :] if start and start.end() < len(text) else text
