"""Reads what a shopper said: the filters in it, what it must not be, how to sort, what it points at, and the words left to search with.

Rules over the shop's own words (`catalog.lexicon`), and nothing learnt: a filter hides products, so it is set only by what was
plainly said, and the page shows each one as a chip that can be taken off. Each module takes its own part of the request:
`spelling` slips of the pen, `short_forms` words typed in haste, `phrasing` turns of phrase, `companions` what a thing is to go with
and what "it" is, `sides` what is weighed, `turns` what is said of the conversation, `amounts` prices, `places` what is pointed at,
`exclusions` what is ruled out, `clauses` what is only wished or told, `sentences` what is sought and what is told beside it, `values`
the shop's facts. English only. Not covered: doing what was understood (`assistant.conversation`).
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from assistant.understanding.amounts import prices
from assistant.understanding.clauses import stories, with_marks, without_marks, without_stories
from assistant.understanding.companions import WORN_AS, companion
from assistant.understanding.phrasing import said_plainly
from assistant.understanding.places import THIS, place_of, pointer
from assistant.understanding.reading import Reading
from assistant.understanding.sentences import places_told
from assistant.understanding.sides import either_of, weighed
from assistant.understanding.spelling import mended, with_things_mended
from assistant.understanding.turns import (
    Move,
    Question,
    kinds_pattern,
    read_comparison,
    read_forgetting,
    read_lean,
    read_move,
    read_question,
)
from assistant.understanding.values import Values, read_values
from catalog.lexicon import Lexicon
from catalog.naming import asks_for_anything
from catalog.product import Filters

__all__ = ["THIS", "Move", "Question", "Understanding", "understand"]

_MOST_LETTERS = 400
# Around a sentence that says nothing of what is sought, while the whole request is read; the last needs no end.
_SORTS = (
    ("price_asc", r"(?:(?:and |, ?)?which (?:one |of (?:them|these) )?)(?:costs?|is) (?:the )?(?:least|cheapest)|(?:the )?(?:cheapest|least expensive|lowest[- ]priced?|low to high|lowest prices?|cheap ones)(?: (?:ones? )?first| ones?| of them)?"
                  r"|(?:sort(?:ed)?|order(?:ed)?) by (?:ascending )?price|by price"),
    ("price_desc", r"(?:the )?(?:most expensive|priciest|dearest|high to low|highest prices?)(?: (?:ones? )?first| ones?)?"),
    ("rating", r"(?:the )?(?:best|highest|top)[- ](?:rated|reviewed|ratings?|reviews)(?: (?:ones? )?first| ones?)?|(?:sort(?:ed)?|order(?:ed)?) by (?:ratings?|reviews?)"),
    ("newest", r"(?:the )?(?:newest|latest|most recent)(?: (?:ones? )?first| ones?| arrivals)|new arrivals|(?:sort(?:ed)?|order(?:ed)?) by (?:date|newest|age)"),
    ("price_asc", r"(?:that(?:'s| is| are) |but |and )?(?:not|nothing|isn't|aren't) (?:too |very |so |that |overly )?(?:expensive|dear|pricey|costly)"
                  r"|(?:that )?(?:does not|doesn't|don't|do not) cost (?:too much|a lot|much|the earth|a fortune)|(?:inexpensive|affordable|budget-friendly|low-cost)"
                  r"|on a (?:tight |small )?budget(?! of)|cheap(?! (?:trick|shot))"),
)  # fmt: skip
_SORTED = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _SORTS)
_IN_STOCK = re.compile(
    r"\b(?:only )?(?:(?:show |give )?(?:me )?(?:only |just )?(?:those|the ones|things|what(?:'s| is)) )?(?:that(?:'s| is| are) |which (?:is|are) )?"
    r"(?:in stock|available (?:now|today|right now)|not sold out|(?:ready|able) to ship)(?: (?:only|ones?|now))*\b"
)
# "cheaper" with nothing after it, beside which it could be: than what is shown.
_BARE_CHEAPER = re.compile(
    r"\b(?:but |and |,)*(?:something |anything |ones? |some |a )*(?:a (?:bit|little|lot) |(?:bit|little) |much |even |slightly )?(CHEAPER|DEARER)"
    r"(?: ones?| options?| things?| alternatives?| version)?(?=\s*(?:$|[,.;!?]|please|though|and\b|but\b|in\b))"
)
_TOO_DEAR = re.compile(
    r"(?:(?:it|that|this|they|these|those)(?:'s| is|'re| are) )?(?:a (?:bit|little) |far |way |much |all )?too (?:expensive|dear|pricey|costly|much)"
)
_CHEAPER = r"(?:cheaper|less expensive|less pricey|less dear|lower[- ]priced|more affordable)"
_DEARER = r"(?:dearer|more expensive|pricier|costlier|higher[- ]priced)"
_LESS_THAN = r"costs? less|(?:costing|priced) (?:less|lower|below|under)"


# Of two that are weighed against each other, what one is of is no filter: the other is not.
_WEIGHED = re.compile(r"\bthe .+ (?:(?:better|nicer|[a-z]{3,}er|more [a-z]+|less [a-z]+) than|versus|vs) the \w")


@dataclass(frozen=True)
class Understanding:
    """What a request asks. `text` is what is left to search with; `filters.without` holds what it must not be.

    `sort` is "", "price_asc", "price_desc", "rating" or "newest". Places count from 1 in the list that is shown; 0 (THIS) is
    "this", -1 the last one: `like_rank` of the hit whose like is wanted, `unlike` of the one whose like is not, `cheaper_than`
    and `dearer_than` of the one whose price sets the limit, `compare` of those to be compared. `like_this`: the like of what the
    shopper looks at. `lean` holds what the results should be more of ("big"), `forget` the facets or values that matter no more,
    `move` where the conversation is to go ("back", "other", "more", "restart"), `question` what is asked about one hit, `slips`
    the words that are none, each with the one it is read as; `anything` says that it names no thing ("a present for my aunt").
    `told` are the sentences beside the one that says what is sought: "my legs ache after every run". `either` are the two things
    that are weighed against each other, each as it is searched for.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    like_rank: int | None = None
    like_this: bool = False
    unlike: int | None = None
    cheaper_than: int | None = None
    dearer_than: int | None = None
    lean: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    move: Move = ""
    compare: tuple[int, ...] = ()
    question: Question | None = None
    slips: tuple[tuple[str, str], ...] = ()
    anything: bool = False
    told: str = ""
    either: tuple[str, ...] = ()

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
        for name, value in sorted(asked.attributes):
            filters.setdefault(name, []).append(value)
        if asked.in_stock:
            filters["availability"] = "in_stock"
        said: dict[str, Any] = {"text": self.text, "filters": filters, "without": sorted(asked.without)}
        for name in ("like_rank", "unlike", "cheaper_than", "dearer_than"):
            if (place := getattr(self, name)) is not None:
                said[name] = place or "this"
        for name in ("sort", "like_this", "move"):
            if told := getattr(self, name):
                said[name] = told
        for name in ("lean", "forget", "compare", "either"):
            if told := getattr(self, name):
                said[name] = list(told)
        if self.told:
            said["told"] = self.told
        if self.question is not None:
            said["question"] = {"of": self.question.of or "this", "about": self.question.about}
        return said


def understand(words: str, lexicon: Lexicon) -> Understanding:
    """Read a request by the shop's own words. Never raises: of what it cannot read, all is searched for."""
    words = without_marks(words)
    if len(words) > _MOST_LETTERS:  # nobody steers with an essay; it is searched for as it is
        return Understanding(words)
    text, slips = with_things_mended(mended(words.replace("’", "'"), lexicon), lexicon)
    reading = Reading(said_plainly(text))
    bare = reading.bare()
    if move := read_move(bare):
        return Understanding("", move=move)
    if places := read_comparison(bare):
        return Understanding("", compare=places)
    if question := read_question(bare, lexicon):
        return Understanding("", question=question)
    anything = asks_for_anything(reading.text)
    reading.text = with_marks(reading.text, places_told(reading.text))
    said = _told_apart(_beside(reading, lexicon))
    return replace(said, slips=slips, anything=anything)


def _told_apart(said: Understanding) -> Understanding:
    """What is sought is searched for, without what is told beside it; where nothing is left of it, what is told."""
    if not (parts := stories(said.text)):
        return said
    told = " ".join(filter(None, parts))
    sought = Reading(without_stories(said.text)).left(bool(said.filters))
    return replace(said, text=sought or told, told=told if sought else "")


def _beside(reading: Reading, lexicon: Lexicon) -> Understanding:
    """What a request asks of the list. What its thing is to go with is another thing: its colour is no filter, and it is
    searched for only where no thing was named, to find what is like it."""
    beside = companion(reading.text)
    if beside is None:
        return _narrowing(reading, lexicon)
    thing = beside.thing or WORN_AS.get(beside.worn, "")
    reading.text = re.sub(r"\s+([,.;!?])", r"\1", f"{thing or beside.before} {beside.after}".strip())
    said = _narrowing(reading, lexicon)
    return said if thing else replace(said, text=" ".join(filter(None, (said.text.strip(" ?!."), beside.said))))


def _narrowing(reading: Reading, lexicon: Lexicon) -> Understanding:
    """What a request asks of the list: each part used up in turn, those first whose words another part would take."""
    points = _pointing(lexicon)
    forget = read_forgetting(reading, lexicon)
    cheaper, dearer = (_place(reading, points[name]) for name in ("cheaper", "dearer"))
    unlike = _place(reading, points["unlike"])
    low, high = prices(reading)
    in_stock = reading.take(_IN_STOCK) is not None
    sort = next((name for name, pattern in _SORTED if reading.take(pattern)), "")
    like = _place(reading, points["like"])
    if like is None and reading.take(points["same"]):
        like = THIS
    if _TOO_DEAR.fullmatch(reading.bare()):
        cheaper, reading.text = THIS, ""
    elif cheaper is None and reading.take(points["bare cheaper"]):
        cheaper = like or THIS
    if dearer is None and reading.take(points["bare dearer"]):
        dearer = like or THIS
    steered = any((forget, in_stock, sort)) or any(
        one is not None for one in (low, high, unlike, like, cheaper, dearer)
    )
    sought = without_stories(reading.text)
    either = weighed(sought)
    values = Values({}, ()) if either else read_values(reading, lexicon, said_more=steered)
    either = either or (() if values.asked or values.without else either_of(sought))
    asked = {} if _WEIGHED.search(reading.lower) else dict(values.asked)
    filters = Filters(
        price_min=low,
        price_max=high,
        colors=frozenset(asked.pop("color", ())),
        materials=frozenset(asked.pop("material", ())),
        brands=frozenset(asked.pop("brand", ())),
        in_stock=in_stock,
        without=frozenset(values.without),
        attributes=frozenset((name, value) for name, told in asked.items() for value in told),
    )
    lean = read_lean(reading)
    return Understanding(
        text=reading.left(steered or bool(filters) or bool(lean)),
        filters=filters,
        sort=sort,
        like_rank=like or None,
        like_this=like == THIS,
        unlike=unlike,
        cheaper_than=cheaper,
        dearer_than=dearer,
        lean=lean,
        forget=forget,
        either=either,
    )


def _place(reading: Reading, pattern: re.Pattern[str]) -> int | None:
    found = reading.take(pattern)
    return None if found is None else place_of(next(group for group in found.groups() if group))


@lru_cache(maxsize=8)
def _pointing(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """Patterns of what points at something shown; the first group is what it points with."""
    kinds = kinds_pattern(lexicon)
    point = pointer(kinds)
    numbered = pointer(kinds).replace("|(?:this|that|these|those|it)", "|(?:this one|that one)")
    lead = r"(?:(?:something|some|more|anything|ones?|things?|exactly|just|much|a bit|but|i'd like|i want) )*"
    than = rf"(?:{lead})(?:that )?"
    return {
        "cheaper": re.compile(rf"\b{than}(?:{_CHEAPER}|{_LESS_THAN}) than ({point})"),
        "dearer": re.compile(rf"\b{than}{_DEARER} than ({point})"),
        "unlike": re.compile(
            rf"\b(?:{lead}(?:less|not|nothing|unlike|different from|different to|fewer|anything but)(?: things?| ones?| of)?(?: like| similar to)? "
            rf"|(?:no more|nothing) (?:like|of) |(?:i )?(?:don't|do not|didn't) (?:want|like)(?: (?:things |ones )?like)? )({point})(?! (?:too|so|very)\b)(?=\s*(?:$|[,.;!?]|and\b|but\b|please\b))"
        ),
        "like": re.compile(
            rf"\b(?:{lead}(?:like|similar to|the same as|closer to|of) ({point})(?! (?:price|budget)\b)"
            rf"|(?:the same as )?({numbered})(?=,? (?:but )?(?:in|without|with|cheaper|under|made of)\b)|(?<!\w)(the (?:first|second|third|fourth|fifth|last) one)$)"
        ),
        "same": re.compile(
            r"(?:\b(?:the |this )?same(?: one| thing| style| shape)?|(?:^|\b(?:have|got|about|want|see|get|like) )(?:this|that|it)(?: one)?)(?=,? (?:but |only )?(?:in|cheaper|without|made of)\b)|\bthe same(?= but\b)|\bsomething similar(?= but\b|,|$)"
        ),
        "bare cheaper": re.compile(_BARE_CHEAPER.pattern.replace("CHEAPER|DEARER", _CHEAPER)),
        "bare dearer": re.compile(_BARE_CHEAPER.pattern.replace("CHEAPER|DEARER", _DEARER)),
    }
