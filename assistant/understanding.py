"""Reads what a shopper said: the filters in it, what it must not be, how to sort, and the words left to search with.

Rules over the catalog's own facets, and nothing learnt: a filter hides products, so it is set only by what was plainly said,
and the page shows each one as a chip that can be taken off. Numbers in words are read by text2num.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from text_to_num import text2num

from catalog.product import Filters

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_ONE = "|".join(_ONES.split())
_WORDED = re.compile(
    rf"\b(?:a (?=hundred|thousand))?(?:{_ONE}|hundred|thousand)(?:[ -](?:and )?(?:{_ONE}|hundred|thousand))*\b"
)

_SIGN = "[$€£¥]"
_UNIT = r"(?:dollars?|bucks?|usd|euros?|eur|pounds?|quid|gbp|yen|francs?|chf)\b"
_AMOUNT = rf"(?:us)?{_SIGN}?\s?(\d[\d,]*(?:\.\d{{1,2}})?)(?:\s?(?:{_SIGN}|{_UNIT}))?"
# What may follow an amount. Anything else makes it a measure or a count: "under 30 cm", "more than two seats".
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?)]|(?:for|in|with|without|and|but|or|please|that|which|as|to|made|from|not|no|each|total)\b))"
)
_MOST = (
    r"(?:under|below|beneath|less than|cheaper than|no more than|not more than|not over|at most|up to|max(?:imum)?(?: of)?|"
    r"within|(?:a |my |on a |with a )*(?:price|budget)(?: of| is|:)?|<=?)"
)
_LEAST = r"(?:over|above|more than|at least|no less than|starting (?:at|from)|from|min(?:imum)?(?: of)?|>=?)"
_COSTS = r"(?:(?:that |which |and )?(?:costs?|costing|priced|for)\s+)?"
_NUMBER = r"(\d[\d,]*(?:\.\d{1,2})?)"
# "two to three" alone is no price: a cue before it, or a sign or a unit in it, makes it one.
_BETWEEN = (
    re.compile(rf"\b{_COSTS}(?:between|from|costs?|costing|priced)\s+{_AMOUNT}\s*(?:and|to|-|–)\s*{_AMOUNT}{_ENDS}"),
    re.compile(rf"(?<!\w){_SIGN}\s?{_NUMBER}\s*(?:to|-|–)\s*{_SIGN}?\s?{_NUMBER}(?!\w)"),
    re.compile(rf"\b{_NUMBER}\s*(?:to|-|–)\s*{_NUMBER}\s?(?:{_SIGN}|{_UNIT})"),
)
_AROUND = re.compile(rf"\b{_COSTS}(?:around|about|roughly|circa)\s+{_AMOUNT}{_ENDS}")
_PRICE_MAX = re.compile(rf"(?<!\w){_COSTS}{_MOST}\s*{_AMOUNT}{_ENDS}")
_OR_LESS = re.compile(
    rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:less|under|below|cheaper)|max(?:imum)?|at most|tops|budget)\b"
)
_OR_MORE = re.compile(rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:more|above|over)|at least|and up(?:wards)?)\b")
_PRICE_MIN = re.compile(rf"(?<!\w){_COSTS}{_LEAST}\s*{_AMOUNT}{_ENDS}")
_PRICE_CUE = re.compile(
    rf"(?:{_MOST}|{_LEAST}|between|around|about|roughly|circa|costs?|costing|and|to)\s*{_SIGN}?\s*$|(?<!\w){_SIGN}\s*$"
)

_SORTS = (
    (re.compile(r"\b(?:the )?(?:cheapest|least expensive|lowest[- ]priced?|low to high|lowest price)(?: first| ones?)?\b"), "price_asc"),
    (re.compile(r"\b(?:the )?(?:most expensive|priciest|dearest|high to low|highest price)(?: first| ones?)?\b"), "price_desc"),
)  # fmt: skip
_IN_STOCK = re.compile(
    r"\b(?:only )?(?:that(?:'s| is| are) |what(?:'s| is) )?(?:in stock|available (?:now|today|right now))\b"
)
_ORDINALS = {
    word: place
    for place, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th",
                                   "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th"), 1)
    for word in words.split()
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_LIKE = re.compile(
    rf"\b(?:(?:something |some |more |anything )*(?:like|similar to|the same as) )(?:the )?"
    rf"(?:({_ORDINAL})(?: (?:one|result|item|product|picture))?|(?:number |no\.? ?|#)(\d{{1,2}}|{_ONE}))(?!\w)"
    rf"|\b(?:the )({_ORDINAL}) one\b|(?:^|\s)(?:number |#)(\d{{1,2}})(?!\w)"
)
_LIKE_THIS = re.compile(
    r"\b(?:(?:something |some |one |ones |more |anything |exactly |just )*(?:like|similar to|the same as) "
    r"(?:this|that|these|it)(?: one| picture| photo)?|(?:the |this )?same(?: one| thing)?(?= (?:but )?in\b))"
)

_WITHOUT = re.compile(
    r"\b(?:but )?(?:without|no|not|less|except(?: for)?|other than|anything but|nothing|avoid(?:ing)?|don't want|hate) "
    r"(?!\w+er than\b|more\b|idea\b|problem\b|matter\b|one\b|thanks\b|than\b|sure\b|too\b|really\b|only\b|just\b|much\b|expensive\b|so\b)"
    r"(?:any |a |an |in |of |made of |made from |the |with )*"
    r"((?!in\b|for\b|with\b)[\w'-]+)((?:(?:,| and| or|, or) (?:no |not )?(?!in\b|for\b|with\b|under\b)[\w'-]+)*)(?=\s*(?:$|[,.;!?]|\w))"
)
_FREE = re.compile(r"\b([a-z]+)[- ]free\b")
# After these a colour is no colour: red wine, white chocolate.
_NO_COLOR = r"(?! (?:wine|tea|juice|chocolate|coffee|pepper|noise|carpet|nose|cab|friday|pudding)\b)"
# Also names of things ("a wine glass", "paper plates"), so only "made of glass" is about the material.
_ALSO_THINGS = {"glass", "paper", "gem", "pearl", "wax", "soap", "gold", "silver", "cake", "bread", "fruit", "vegetable",
                "leaf", "soil", "powder", "metal", "wire", "plush", "foam", "sponge", "biscuit", "frosting", "rope"}  # fmt: skip
_SPELT = {"gray": "grey", "golden": "gold", "wooden": "wood", "woollen": "wool", "woolen": "wool", "woolly": "wool",
          "knitted": "knit", "rubbery": "rubber", "metallic": "metal", "multicolor": "multicolour",
          "multicolored": "multicolour", "multicoloured": "multicolour", "colourful": "multicolour", "colorful": "multicolour",
          "crimson": "red", "scarlet": "red", "violet": "purple", "rose": "pink"}  # fmt: skip
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|please|ok|okay)[,! ]+)*(?:(?:i(?:'m| am)? (?:want|need|like|looking for|would like|'d like|search\w* for)|"
    r"i'd like|show me|find me|find|give me|get me|do you have|have you got|can i have|looking for|we need)\s+)?"
    r"(?:(?:some|any|a|an|the)\s+(?=\w))?"
)
_LEFT_OVER = re.compile(r"^(?:[\s,;.!?-]|\b(?:and|but|or|please|ones?|thing|things|it|them|that|which|is|are|with|for|in|of|the|a|an|only|just|from|me|make|to)\b)*$")  # fmt: skip
_TRAILING = re.compile(r"(?:\s+(?:and|but|or|please|in|for|that|which|is|with|of|the|a|an|costs?|costing|priced))+$")


@dataclass(frozen=True)
class Understanding:
    """What a request asks. `text` is what is left to search with; `filters.without` holds what it must not be.

    `sort` is "", "price_asc" or "price_desc". `like_rank` is the place, from 1, of the earlier hit that was pointed at.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    like_rank: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Only what was said."""
        asked = self.filters
        filters: dict[str, Any] = {}
        for name, amount in (("price_min", asked.price_min), ("price_max", asked.price_max)):
            if amount is not None:
                filters[name] = int(amount) if amount == int(amount) else float(amount)
        for name, values in (("color", asked.colors), ("material", asked.materials), ("brand", asked.brands)):
            if values:
                filters[name] = sorted(values)
        if asked.in_stock:
            filters["availability"] = "in_stock"
        said: dict[str, Any] = {"text": self.text, "filters": filters, "without": sorted(asked.without)}
        if self.sort:
            said["sort"] = self.sort
        if self.like_rank is not None:
            said["like_rank"] = self.like_rank
        return said


def understand(words: str, facets: Mapping[str, Iterable[str]]) -> Understanding:
    """Read a request. `facets` are the catalog's own values of color, material and brand (`Store.facets`)."""
    reading = _Reading(" ".join(words.split()))
    if len(reading.text) > 400:  # nobody steers with an essay; it is searched for as it is
        return Understanding(reading.text)
    low, high = _prices(reading)
    in_stock = reading.take(_IN_STOCK) is not None
    sort = next((name for pattern, name in _SORTS if reading.take(pattern)), "")
    like_rank = _pointed_at(reading)
    reading.take(_LIKE_THIS)
    without = _without(reading)
    colors = _values(reading, facets.get("color", ()), "color")
    materials = _values(reading, facets.get("material", ()), "material")
    brands = _brands(reading, facets.get("brand", ()))
    filters = Filters(
        price_min=low,
        price_max=high,
        colors=frozenset(colors),
        materials=frozenset(materials),
        brands=frozenset(brands),
        in_stock=in_stock,
        without=frozenset(without),
    )
    said_more = bool(filters) or bool(sort) or like_rank is not None
    return Understanding(reading.left(said_more), filters, sort, like_rank)


class _Reading:
    """The request as it is used up: `text` is what no rule has taken yet."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def lower(self) -> str:
        # Only ASCII is lowered, so that places in it are places in the text: "İ".lower() is two characters.
        return "".join(letter.lower() if letter.isascii() else letter for letter in self.text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.lower)
        if found:
            self.cut(*found.span())
        return found

    def cut(self, start: int, end: int) -> None:
        self.text = re.sub(r"\s+([,.;!?])", r"\1", " ".join(f"{self.text[:start]} {self.text[end:]}".split()))

    def left(self, said_more: bool) -> str:
        """What is left, without the politeness around it; nothing when only small words are."""
        text = self.text.strip(" ,;-")
        if said_more:
            text = _TRAILING.sub("", text, count=1).strip(" ,;-")
            if _LEFT_OVER.match(text.lower()):
                return ""
        start = _POLITE.match(text.lower())
        return text[start.end() :] if start and start.end() < len(text) else text


def _prices(reading: _Reading) -> tuple[Decimal | None, Decimal | None]:
    reading.text = _with_digits(reading)
    for between in _BETWEEN:
        if found := reading.take(between):
            return _amount(found[1]), _amount(found[2])
    if found := reading.take(_AROUND):
        amount = _amount(found[1])
        return (None, None) if amount is None else (amount * Decimal("0.8"), amount * Decimal("1.2"))
    high = low = None
    if found := reading.take(_PRICE_MAX) or reading.take(_OR_LESS):
        high = _amount(found[1])
    if found := reading.take(_PRICE_MIN) or reading.take(_OR_MORE):
        low = _amount(found[1])
    return low, high


def _with_digits(reading: _Reading) -> str:
    """The text with numbers in words written in digits, where they stand for money."""
    lower = reading.lower

    def digits(found: re.Match[str]) -> str:
        said = reading.text[found.start() : found.end()]
        before, after = lower[: found.start()], lower[found.end() :]
        if not (_PRICE_CUE.search(before) or re.match(rf"\s*{_UNIT}|\s+or (?:less|more)|\s+and \w+ {_UNIT}", after)):
            return said
        try:
            return str(text2num(re.sub(r"^a ", "one ", found[0]).replace(" and ", " "), "en"))
        except ValueError:
            return said

    pieces, last = [], 0
    for found in _WORDED.finditer(lower):
        pieces += [reading.text[last : found.start()], digits(found)]
        last = found.end()
    return "".join([*pieces, reading.text[last:]])


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _pointed_at(reading: _Reading) -> int | None:
    found = reading.take(_LIKE)
    if found is None:
        return None
    said = next(group for group in found.groups() if group)
    if said in _ORDINALS:
        return _ORDINALS[said]
    place = int(said) if said.isdigit() else int(text2num(said, "en"))
    return place or None


def _without(reading: _Reading) -> list[str]:
    unwanted: list[str] = []
    while found := reading.take(_WITHOUT):
        unwanted.append(found[1])
        unwanted += [word for word in re.findall(r"[\w'-]+", found[2]) if word not in {"and", "or", "no", "not"}]
    while found := reading.take(_FREE):
        unwanted.append(found[1])
    return [_SPELT.get(word, word) for word in unwanted]


def _values(reading: _Reading, values: Iterable[str], facet: str) -> list[str]:
    """The facet's values that the request asks for. "in red" is used up; in "red mug" the word helps the search too."""
    known = {value.lower() for value in values}
    spelt = known | {other for other, value in _SPELT.items() if value in known}
    if not spelt:
        return []
    one = "|".join(re.escape(value) for value in sorted(spelt, key=len, reverse=True))
    several = rf"(?:{one})(?:(?:,| and| or|, or| &) (?:in )?(?:{one}))*"
    lead = "made (?:of|from|out of)|in|of" if facet == "material" else "in|colou?r(?:ed)?:?"
    end = r"(?: colou?r| tones?)?(?=\s*(?:$|[,.;!?]|(?:for|with|without|and|but|or|please|that|which|under|not|made|to|only|if)\b))"
    asked: list[str] = []
    patterns = [rf"\b(?:but |only |just )?(?:{lead}) ({several}){end}"]
    if facet == "color":
        patterns += [
            rf"\b(?:the |a |only |just |make it |something |anything )*({several}) ones?\b",
            rf"^(?:only |just |make it )?({several})$",
        ]
    for pattern in patterns:
        while found := reading.take(re.compile(pattern)):
            asked += re.findall(one, found[1])
    plain = known - _ALSO_THINGS | {other for other, value in _SPELT.items() if value in known - _ALSO_THINGS}
    if plain:
        named = "|".join(re.escape(value) for value in sorted(plain, key=len, reverse=True))
        # An adjective has something after it; a bare "orange" or "linen" may be the thing itself.
        adjective = (
            rf"(?<![\w-])({named})(?![\w-]){_NO_COLOR}(?=(?:,? (?:and|or|&) | )[a-z])(?! (?:that|which|in|for|with)\b)"
        )
        asked += [found[1] for found in re.finditer(adjective, reading.lower)]
    return [_SPELT.get(value, value) if value not in known else value for value in asked]


def _brands(reading: _Reading, values: Iterable[str]) -> list[str]:
    known = {value.lower(): value for value in values if value}
    if not known:
        return []
    one = "|".join(re.escape(value) for value in sorted(known, key=len, reverse=True))
    found = reading.take(re.compile(rf"\b(?:by|from) ({one})(?!\w)"))
    return [known[found[1]]] if found else []
