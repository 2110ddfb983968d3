"""Prices in words: "under thirty", "between 20 and 40 euros", "around fifty bucks", "30 or less". Numbers in words by text2num.

An amount is a price only beside a cue or a currency, and only where no measure follows: "under 30 cm" is none.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from decimal import Decimal

from text_to_num import text2num

from assistant.understanding.reading import Reading

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
NUMBER_WORD = "|".join(_ONES.split())
_WORDED = re.compile(
    rf"\b(?:a (?=hundred|thousand))?(?:{NUMBER_WORD}|hundred|thousand)"
    rf"(?:[ -](?:and )?(?:{NUMBER_WORD}|hundred|thousand))*\b"
)

_SIGN = "[$€£¥]"
_UNIT = r"(?:dollars?|bucks?|usd|euros?|eur|pounds?|quid|gbp|yen|francs?|chf)\b"
_AMOUNT = rf"(?:us)?{_SIGN}?\s?(\d[\d,]*(?:\.\d{{1,2}})?)(?:\s?(?:{_SIGN}|{_UNIT}))?"
# What may follow an amount. Anything else makes it a measure or a count: "under 30 cm", "more than two seats".
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?)]|(?:for|in|with|without|and|but|or|please|that|which|as|to|made|from|not|no|nothing|each|total|if|by|"
    r"tops|altogether|maybe|pls|plz|thanks)\b))"
)
_MOST = (
    r"(?:under|below|beneath|less than|cheaper than|no more than|not more than|(?:not|nothing|none) (?:over|above|beyond)|at most|up to|"
    r"max(?:imum)?(?: of)?|within|(?:a |my |on a |with a )*(?:price|budget)(?: of| is|:)?|"
    r"i can (?:spend|pay|afford)(?: up to)?|<=?)"
)
_LEAST = r"(?:over|above|more than|at least|no less than|not under|starting (?:at|from)|from|min(?:imum)?(?: of)?|upwards of|>=?)"
_COSTS = r"(?:(?:that |which |and )?(?:costs?|costing|priced|for)\s+)?"
_NUMBER = r"(\d[\d,]*(?:\.\d{1,2})?)"
# "two to three" alone is no price: a cue before it, or a sign or a unit in it, makes it one.
_BETWEEN = (
    re.compile(rf"\b{_COSTS}(?:between|from|costs?|costing|priced)\s+{_AMOUNT}\s*(?:and|to|-|–)\s*{_AMOUNT}{_ENDS}"),
    re.compile(rf"(?<!\w){_SIGN}\s?{_NUMBER}\s*(?:to|-|–)\s*{_SIGN}?\s?{_NUMBER}(?!\w)"),
    re.compile(rf"\b{_NUMBER}\s*(?:to|-|–)\s*{_NUMBER}\s?(?:{_SIGN}|{_UNIT})"),
)
_AROUND = (
    re.compile(rf"\b{_COSTS}(?:around|about|roughly|approximately|circa)\s+{_AMOUNT}{_ENDS}"),
    re.compile(rf"(?<!\w){_COSTS}{_SIGN}?{_NUMBER}[ -]?ish\b(?:\s?{_UNIT})?"),
)
_PRICE_MAX = re.compile(rf"(?<!\w){_COSTS}{_MOST}\s*{_AMOUNT}{_ENDS}")
_TO_SPEND = re.compile(
    rf"\bi(?:'ve| have)(?: only)?(?: got)?(?: about)? {_SIGN}?\s?{_NUMBER}(?:\s?(?:{_SIGN}|{_UNIT})(?: to spend)?| to spend)"
)
_OR_LESS = re.compile(
    rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:less|under|below|cheaper)|max(?:imum)?|at most|tops|budget)\b"
)
_OR_MORE = re.compile(rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:more|above|over)|at least|and up(?:wards)?)\b")
_PRICE_MIN = re.compile(rf"(?<!\w){_COSTS}{_LEAST}\s*{_AMOUNT}{_ENDS}")
_PRICE_CUE = re.compile(
    rf"(?:{_MOST}|{_LEAST}|between|around|about|roughly|approximately|circa|costs?|costing|and|to|have|got)\s*{_SIGN}?\s*$"
    rf"|(?<!\w){_SIGN}\s*$"
)
_MONEY_FOLLOWS = re.compile(
    rf"\s*{_UNIT}|[ -]?ish\b|\s+(?:or (?:less|more|under)|max|tops|at most|budget)\b"
    rf"|\s*(?:and|to|-|–)\s*(?:\w+|\w+[ -]\w+) {_UNIT}"
)


def prices(reading: Reading) -> tuple[Decimal | None, Decimal | None]:
    """Use up what the request says of prices, and return the lowest and the highest, None where it sets none."""
    reading.text = _with_digits(reading)
    for between in _BETWEEN:
        if found := reading.take(between):
            low, high = sorted((_amount(found[1]), _amount(found[2])))
            return low, high
    for around in _AROUND:
        if found := reading.take(around):
            amount = _amount(found[1])
            return amount * Decimal("0.8"), amount * Decimal("1.2")
    lowest = highest = None
    if found := reading.take(_PRICE_MAX) or reading.take(_OR_LESS) or reading.take(_TO_SPEND):
        highest = _amount(found[1])
    if found := reading.take(_PRICE_MIN) or reading.take(_OR_MORE):
        lowest = _amount(found[1])
    return lowest, highest


def _with_digits(reading: Reading) -> str:
    """The text with numbers in words written in digits, where they stand for money."""
    lower = reading.lower

    def digits(found: re.Match[str]) -> str:
        said = reading.text[found.start() : found.end()]
        before, after = lower[: found.start()], lower[found.end() :]
        if not (_PRICE_CUE.search(before) or _MONEY_FOLLOWS.match(after)):
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
