"""Prices in words: "under thirty", "between 20 and 40 euros", "around fifty bucks", "30 or less". Numbers in words by text2num.

An amount is a price only beside a cue or a currency, and only where no measure follows: "under 30 cm" is none.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from text_to_num import text2num

from assistant.understanding.reading import Reading
from assistant.understanding.short_forms import PERSON

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
NUMBER_WORD = "|".join(_ONES.split())
_WORDED = re.compile(
    rf"\b(?:a (?=hundred|thousand))?(?:{NUMBER_WORD}|hundred|thousand)"
    rf"(?:[ -](?:(?<=hundred )and |(?<=thousand )and )?(?:{NUMBER_WORD}|hundred|thousand))*\b"
)
_NOTES = {"fiver": "5 pounds", "tenner": "10 pounds", "grand": "1000 pounds"}
_NOTE = re.compile(r"\b(?:an? )?(fiver|tenner)\b|\b(?:a|one) (grand)\b(?! (?:\w+ )?(?:piano|day|prix|piece))")

_SIGN = "[$€£¥]"
_UNIT = r"(?:dollars?|bucks?|usd|euros?|eur|pounds?|quid|gbp|yen|francs?|chf)\b"
_NUMBER = r"(\d[\d,]*(?:\.\d{1,2})?k?)"
_AMOUNT = rf"(?:us)?{_SIGN}?\s?{_NUMBER}(?:\s?(?:{_SIGN}|{_UNIT}))?"
_MONEY = rf"(?:(?:us)?{_SIGN}\s?{_NUMBER}(?![\w%])|(?<![\w.]){_NUMBER}\s?(?:{_SIGN}|{_UNIT}))"
# What is said of an amount behind it, and says nothing more: "$25 apiece", "$400 tops".
_AFTER = (
    r"(?:\s+(?:tops|max(?:imum)?|at (?:the )?(?:very |absolute )?most|altogether|all in|in total|total|each|apiece|a piece|a pop|"
    r"per (?:item|piece|person|head)|for (?:each|the lot)|or (?:so|thereabouts)|give or take|and (?:no more|not a penny more)|to spend|"
    r"(?:(?:would|will|should) be|is) (?:about |just |quite )?(?:right|fine|good|great|perfect|ideal|ok|okay|nice))\b)*"
)
# What may follow an amount. Anything else makes it a measure or a count: "under 30 cm", "more than two seats".
_ENDS = (
    rf"{_AFTER}(?=\s*(?:$|[,.;:!?)]|(?:for|on|in|with|without|and|but|or|please|that|which|as|to|made|from|not|no|nothing|if|by|"
    r"maybe|pls|plz|thanks)\b))"
)
_IS = r"(?:'s|\s*(?:of|at|is|are|was|:|=|(?:is )?capped at|would be|should be))?"
_BUDGET = rf"(?:(?:an?|my|our|the|his|her|their|on|with|for|max(?:imum)?|spending|top|upper|price) )*(?:price|budget|limit|ceiling|spend|cap)(?: (?:range|limit|tag))?{_IS}"
_NEVER = r"(?:(?:and|but) )?(?:(?:i|we|it|they|that|which|it's|s?he) )?(?:not|never|nothing|none|no|cannot|(?:ca|wo|do|does|did|should|must|would|could|is)n't|will not)"
_MOST = (
    rf"(?:(?:costs? |priced (?:at )?)?{_NEVER}(?: (?:want|wish|like|able|going|to|be|pay|spend|go|cost|costing|worth|any|anything|dearer|higher|priced))*"
    r" (?:over|above|beyond|past|more than|exceed(?:ing)?)(?: the)?|"
    r"(?:is |are )?(?:under|below|beneath|(?<!no )(?<!not )less than|cheaper than)|at most|up to|"
    rf"max(?:imum)?(?: of)?|within|{_BUDGET}|"
    r"(?:(?:i|we) )?(?:can|could|will|would|'ll)(?: only)? (?:spend|pay|afford|go)(?: (?:up )?to)?|(?:to )?spend (?:up )?to|<=?)"
)
_LEAST = r"(?:over|above|more than|at least|no(?:t)? less than|not under|starting (?:at|from)|from|min(?:imum)?(?: of)?|upwards of|>=?)"
_COSTS = r"(?:(?:(?:that |which |and )?(?:costs?|costing|priced|worth)|for|at|say)\s+)*"
_ABOUT = r"(?:(?:somewhere |something )?(?:around|about|roughly|approximately|approx\.?|circa|in the (?:region|range|area|neighbou?rhood) of))"
# "two to three" alone is no price: a cue before it, or a sign or a unit in it, makes it one.
_BETWEEN = (
    re.compile(
        rf"\b{_COSTS}(?:{_BUDGET} )?(?:between|from|costs?|costing|priced|price(?:s|d)?(?: range)?{_IS}|range{_IS}|budget{_IS})\s*{_AMOUNT}\s*(?:and|to|-|–)\s*{_AMOUNT}{_ENDS}"
    ),
    re.compile(rf"(?<!\w){_COSTS}{_SIGN}\s?{_NUMBER}\s*(?:to|-|–)\s*{_SIGN}?\s?{_NUMBER}(?!\w)"),
    re.compile(rf"\b{_COSTS}{_NUMBER}\s*(?:to|-|–)\s*{_NUMBER}\s?(?:{_SIGN}|{_UNIT})"),
)
_BUDGET_AROUND = re.compile(rf"(?<!\w){_BUDGET} {_COSTS}{_ABOUT}\s+{_AMOUNT}{_ENDS}")
_AROUND = (
    re.compile(rf"(?<!\w){_COSTS}{_ABOUT}\s+{_AMOUNT}{_ENDS}"),
    re.compile(rf"(?<!\w){_COSTS}{_SIGN}?{_NUMBER}[ -]?ish\b(?:\s?{_UNIT})?"),
    re.compile(rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:so|thereabouts)|give or take)\b"),
    re.compile(rf"(?<!\w)(?:say|worth|like) (?:{_SIGN}\s?{_NUMBER}(?!\w)|{_NUMBER}\s?(?:{_SIGN}|{_UNIT}))"),
)
_PRICE_MAX = re.compile(rf"(?<![\w']){_COSTS}{_MOST}\s*(?:{_ABOUT}\s+)?{_AMOUNT}{_ENDS}")
_TO_SPEND = re.compile(
    rf"\b(?:i|we)(?:'ve| have| only have| just have)(?: only| just)?(?: got)?(?: {_ABOUT})?\s+{_SIGN}?\s?{_NUMBER}"
    rf"(?:\s?(?:{_SIGN}|{_UNIT})(?: to spend)?| to spend)(?: on)?"
)
_OR_LESS = re.compile(
    rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:(?:or|and) (?:less|under|below|cheaper)|max(?:imum)?|at (?:the )?(?:very |absolute )?most|budget"
    r"|is (?:all )?(?:my|our|the) (?:absolute |very )?(?:budget|limit|max(?:imum)?|ceiling|top|most)(?: i have| we have)?)\b"
)
# "Two tops" are no price, "40 tops" at the end of it is.
_TOPS_FOLLOW = re.compile(r" tops(?=\s*(?:$|[,.;:!?)]|please\b))")
_TOPS = re.compile(
    rf"(?<!\w){_COSTS}(?:{_SIGN}\s?{_NUMBER}|{_NUMBER}\s?(?:{_SIGN}|{_UNIT})|(\d{{2,}}))\s+tops(?=\s*(?:$|[,.;:!?)]|please\b|and\b|but\b))"
)
# An amount of money and nothing that says how it is meant: what there is to spend.
_BARE = re.compile(
    rf"(?:^|(?<=[,.;:!?] )|\b(?:for|at|with) ){_MONEY}(?=\s*(?:$|[,.;:!?)]|(?:for|to spend|on|please|gifts?|presents?)\b))"
)
_OR_MORE = re.compile(rf"(?<!\w){_COSTS}{_AMOUNT}\s+(?:or (?:more|above|over)|at least|and up(?:wards)?)\b")
_PRICE_MIN = re.compile(rf"(?<!\w){_COSTS}{_LEAST}\s*{_AMOUNT}{_ENDS}")
_OF_THING = re.compile(
    rf"(?:for|on) (?!(?:an? |the )?(?:\w+ )?{PERSON}\b)(?!(?:my|our|his|her|their|me|him|them|us)\b)"
)
_PRICE_CUE = re.compile(
    rf"(?:{_MOST}|{_LEAST}|between|{_ABOUT}|costs?|costing|and|to|have|got|say|worth)\s*{_SIGN}?\s*$"
    rf"|(?<!\w){_SIGN}\s*$"
)
_MONEY_FOLLOWS = re.compile(
    rf"\s*{_UNIT}|[ -]?ish\b|\s+(?:or (?:less|more|under)|max|at (?:the )?(?:very )?most|budget|to spend)\b"
    rf"|\s*(?:and|to|-|–)\s*(?:\w+|\w+[ -]\w+) {_UNIT}"
)


def prices(reading: Reading) -> tuple[Decimal | None, Decimal | None]:
    """Use up what the request says of prices, and return the lowest and the highest, None where it sets none."""
    before, reading.text = reading.text, _with_digits(reading)
    limits = _limits(reading)
    if limits != (None, None) and (lead := _OF_THING.match(reading.lower)) and not _OF_THING.match(before.lower()):
        reading.text = reading.text[lead.end() :]  # "a tenner for a mug": a mug
    return limits


def _limits(reading: Reading) -> tuple[Decimal | None, Decimal | None]:
    """As `prices`, of a text with its numbers in digits."""
    for between in _BETWEEN:
        if found := reading.take(between):
            low, high = sorted((_amount(found[1]), _amount(found[2])))
            return low, high
    if (about := _taken(reading, _BUDGET_AROUND)) is not None:
        return about * Decimal("0.8"), about * Decimal("1.2")
    highest = _taken(reading, _PRICE_MAX, _OR_LESS, _TOPS, _TO_SPEND)
    if highest is None and (about := _taken(reading, *_AROUND)) is not None:
        return about * Decimal("0.8"), about * Decimal("1.2")
    lowest = _taken(reading, _PRICE_MIN, _OR_MORE)
    if lowest is None and highest is None:
        highest = _taken(reading, _BARE)
    return lowest, highest


def _taken(reading: Reading, *patterns: re.Pattern[str]) -> Decimal | None:
    """The amount that the first of these finds, used up."""
    found = next(filter(None, map(reading.take, patterns)), None)
    return None if found is None else _amount(next(group for group in found.groups() if group))


def _with_digits(reading: Reading) -> str:
    """The text with numbers in words written in digits, where they stand for money."""
    reading.text = _replaced(reading, _NOTE, lambda found: _NOTES[found[1] or found[2]])
    lower = reading.lower

    def digits(found: re.Match[str]) -> str:
        said = reading.text[found.start() : found.end()]
        before, after = lower[: found.start()], lower[found.end() :]
        try:
            number = text2num(re.sub(r"^a ", "one ", found[0]).replace(" and ", " "), "en")
        except ValueError:
            return said
        priced = _PRICE_CUE.search(before) or _MONEY_FOLLOWS.match(after) or (number > 9 and _TOPS_FOLLOW.match(after))
        return str(number) if priced else said

    return _replaced(reading, _WORDED, digits)


def _replaced(reading: Reading, pattern: re.Pattern[str], told: Callable[[re.Match[str]], str]) -> str:
    pieces, last = [], 0
    for found in pattern.finditer(reading.lower):
        pieces += [reading.text[last : found.start()], told(found)]
        last = found.end()
    return "".join([*pieces, reading.text[last:]])


def _amount(text: str) -> Decimal:
    amount = Decimal(text.replace(",", "").removesuffix("k"))
    return amount * 1000 if text.endswith("k") else amount
