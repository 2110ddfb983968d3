"""Words as they are typed in haste, in full: "pls", "bf", "womans", "shes", "doesnt"."""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re

from assistant.english import PEOPLE

PERSON = rf"(?:{'|'.join(sorted(PEOPLE - {'you', 'yourself', 'him', 'her', 'them'}))}|years?[- ]olds?)"
FEAST = r"(?:birthday|anniversary|wedding|graduation|retirement|christening|party)"
_SHORT = {
    "sth": "something", "smth": "something", "gf": "girlfriend", "bf": "boyfriend", "w": "with", "u": "you", "ur": "your", "bday": "birthday",
    "xmas": "christmas", "pressie": "present", "prezzie": "present", "tshirt": "t-shirt", "tshirts": "t-shirts", "hoody": "hoodie", "yr": "year",
    "yrs": "years", "yo": "year old", "pls": "please", "plz": "please", "thx": "thanks", "mans": "men's", "womans": "women's", "mens": "men's",
    "womens": "women's", "childrens": "children's",
}  # fmt: skip
_SHORTENED = re.compile(rf"(?<![\w'’.-])(?:{'|'.join(_SHORT)})(?![\w'’.-])")
# Without its apostrophe: "im", "whats", "theyre", "doesnt". "Its" is the possessive as often, where no article follows.
_RUN_TOGETHER = re.compile(
    r"(?<![\w'’.-])(?:(i)(m|ve|d)|(they|you|we|what|who|there|that|here|where|how|it|he|she)(ve|re|ll|d|s)|"
    r"((?:do|does|did|is|are|was|were|ca|wo|could|would|should|has|have|had|must|need)n)(t))(?![\w'’.-])"
)
_ALSO_WORDS = frozenset("here were well wed shed hell shell id whore".split())
_SOMEBODYS = re.compile(rf"\b({PERSON})s(?= (?:\d+\w* )?{FEAST}\b)")
_POSSESSIVE_ITS = re.compile(r"its(?! (?:an?|the|my|our|his|her|for|not|too|so|just|about|been|going|really|very)\b)")


def in_full(text: str) -> str:
    """The text with such words written out, and nothing else of it changed."""
    return _with_apostrophes(_SHORTENED.sub(lambda found: _SHORT[found[0]], text))


def _with_apostrophes(text: str) -> str:
    def told(found: re.Match[str]) -> str:
        word = found[0]
        if word in _ALSO_WORDS and not (
            word == "id" and re.match(r" (?:like|love|prefer|rather)\b", text[found.end() :])
        ):
            return word
        if word == "its" and _POSSESSIVE_ITS.match(text, found.start()):
            return word
        return "'".join(filter(None, found.groups()))

    return _SOMEBODYS.sub(r"\1's", _RUN_TOGETHER.sub(told, text))
