"""What kind of answer a request wants: a gift, a room, a comparison, a joke; for whom or what; and whether a row meets it.

Read for the sentences only. What narrows the search is `assistant.understanding`'s, which is bound to be sure; here a
wrong guess costs a turn of phrase.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from assistant.claims import COLORS, MATERIALS
from assistant.english import PEOPLE, ROOMS, SEEKING, phrases
from assistant.facts import content_words, kin_of, stem


@dataclass(frozen=True)
class Asking:
    """A request, read. Empty where nothing was said of it.

    `about` is the span that an answer may take up ("your sister who paints"), `kind` what it is: a person, a room, or some
    other use; `pair` what the product is to go with; `wanted` the stems of the thing itself, of which a row must hold half,
    `head` ("bag" of "leather bag") among them, to be called a match; `aim` the stems of what it is for; `worn` whether it is
    to be worn, `sex` ("men", "women") whose clothes would do.
    """

    about: str = ""
    kind: str = ""
    pair: str = ""
    gift: bool = False
    joke: bool = False
    budget: bool = False
    compare: bool = False
    surprise: bool = False
    color: str = ""
    materials: tuple[str, ...] = ()
    worn: bool = False
    sex: str = ""
    head: str = ""
    wanted: frozenset[str] = frozenset()
    aim: frozenset[str] = frozenset()

    def met_by(self, text: str) -> bool:
        """Whether `text`, all that is said of a product, speaks of the thing asked for; without a thing, of its aim."""
        if not self.wanted:
            return self.kind == "person" or not self.aim or 2 * len(_found(self.aim, text, doing=True)) > len(self.aim)
        found = _found(self.wanted, text)
        return 2 * len(found) >= len(self.wanted) and (not self.head or self.head in found)

    def told_by(self, text: str) -> bool:
        """Whether `text` speaks of anything that was asked for."""
        return bool(_found(self.wanted, text) or _found(self.aim, text, doing=True))

    def half_told_by(self, text: str) -> bool:
        """Whether `text` speaks of half of the thing's words, or more than half of the aim's where no thing was named."""
        if self.wanted:
            return 2 * len(_found(self.wanted, text)) >= len(self.wanted)
        return 2 * len(_found(self.aim, text, doing=True)) > len(self.aim)

    def missing(self, text: str) -> tuple[bool, bool, int, bool]:
        """How little `text` speaks of what was asked for: the thing, its other words, its aim. Sorts the telling ones first."""
        aimless = bool(self.aim) and not self.aimed_by(text)
        dull = self.joke and not _ODD.search(text)
        return not self.met_by(text), dull, len(self.wanted) - len(_found(self.wanted, text)), aimless

    def aimed_by(self, text: str) -> bool:
        """Whether `text` speaks of what the product is to be for."""
        return bool(_found(self.aim, text, doing=True))


def _found(wanted: frozenset[str], text: str, *, doing: bool = False) -> set[str]:
    """The stems that a text holds; `doing`: of what is done, not of a thing, so "runs" is in "for runners"."""
    said = content_words(text)
    found = {word for word in wanted if word in said or kin_of([word]) & said}
    if doing:
        roots = {_root(word) for word in said}
        found |= {w for w in wanted if any(one == _root(w) or (len(w) > 3 and one.startswith(w)) for one in roots)}
    return found


def _root(stem: str) -> str:
    root = re.sub(r"(?:ing|er|ed)$", "", stem) if len(stem) > 5 else stem
    return root[:-1] if root != stem and root[-1:] == root[-2:-1] else root


_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|evening|day)|excuse me|ok|so|well)\b(?: there)?[\s,.!]*)+|"
    r"\b(?:please|thanks?(?: you)?|cheers|many thanks|pls|thx)\b[\s,.!]*",
    re.IGNORECASE,
)
_SEEKING = re.compile(rf"^{phrases(SEEKING).pattern}\s*", re.IGNORECASE)
_PAIR = re.compile(
    r"\b(?:goes?(?: well)? with|to match|match(?:es|ing)?|pairs?(?: well)? with|to wear with|to complement|complements?|"
    r"alongside|next to|together with)\s+(?:an?|the|my|our|some|his|her|this|these)?\s*(?P<it>\S.*)$",
    re.IGNORECASE,
)
_WEAR_TO = re.compile(r"\b(?:wear|bring|take) (?:to|at|for) (?P<it>\S.*)$", re.IGNORECASE)
_FOR = re.compile(r"(?:^|\s)for (?P<it>\S.*)$", re.IGNORECASE)
_GIVE = re.compile(r"\b(?:give|get|buy) (?P<it>(?:my|our|his|her|a|an|someone|somebody) \S.*)$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|on) (?P<it>(?:my|our|the|a|an) \S.*)$", re.IGNORECASE)
_ENDS = re.compile(
    r"[,;:.?!]|\s(?:under|below|over|around|about|up to|less than|and how|and what|but|that (?:is|are|costs?)|which|because|"
    rf"please|made of|as (?:an?|my)|in (?:{'|'.join(COLORS)}))\b.*$",
    re.IGNORECASE,
)
_PERSON_WORD = rf"(?:{'|'.join(sorted(PEOPLE))})\b(?!')"
_PERSON = re.compile(rf"^(?:[\w'-]+ ){{0,5}}?{_PERSON_WORD}", re.IGNORECASE)
_PERSON_WORDS = re.compile(rf"\b{_PERSON_WORD}", re.IGNORECASE)
_ROOM = re.compile(
    rf"^(?:the |a |an |your )?(?:(?!in |at |on |of |to )[\w'-]+ ){{0,3}}(?:{'|'.join(sorted(ROOMS))})$", re.IGNORECASE
)
_GIFT = phrases("gifts?, presents?, stocking fillers?, secret santa, give (?:my|to|a), birthday, housewarming")
_JOKE = phrases(
    r"""funny, funniest, silly, silliest, jokes?, laugh\w*, ridiculous, weird\w*, odd, oddest, crazy, absurd, bizarre, quirky,
    white elephant, hilarious, prank, whimsical, daft, smile"""
)
_BUDGET = phrases(
    r"""cheap\w*, budget, affordable, inexpensive, low[- ]cost, economical, good value, bargains?, broke,
    not (?:too |very |so |that )?(?:expensive|dear|pricey), (?:not|without) (?:cost\w*|spend\w*) (?:too )?much,
    (?:under|below|less than|at most|up to|max\w*) (?:[$€£]?\d+|\w+ (?:dollars|euros|pounds|bucks)|(?:ten|twenty|thirty|forty|
    fifty|sixty|seventy|eighty|ninety|a hundred))"""
)
_COMPARE = phrases(
    r"""compare, comparison, versus, vs, differ\w*, better, best of, which (?:one|is|are|of), between .{1,60} and, side by side,
    pros and cons"""
)
# What shops write of things that are meant to be laughed at.
_ODD = phrases(
    r"""[\w-]*shaped, in the shape of, turned into, pretend\w*, disguised, silly, funny, ridiculous, absurd, novelty, prank,
    looks? (?:like|surprised), as an? [\w-]+, dressed as, costume, no explanation"""
)
_SURPRISE = phrases(
    r"""surprise, surprising, inspire, inspiration, anything (?:new|nice|good|interesting), what(?:'s| is) new, ideas?, browse,
    something (?:new|nice|unusual|different|special|interesting|cool), just looking"""
)
# Words of a request that no product need say for it to be met.
_ASIDE = content_words(
    """
    color colour colors colours gift present something anything thing stuff idea ideas cheap cheapest budget
    affordable inexpensive expensive dear best good great nice perfect better differ difference different
    compare comparison versus which surprise funny silly ridiculous laugh joke weird odd quirky people even well
    really friend birthday please thanks thank hello want wants need needs lot looking search buy give price
    money cost costs under below over around less most least lightest much many small large big little tall long
    new old one two three who whom whose what when where how why should could would may might does other another
    every each everything everyone someone somebody kind type sort ones way maybe also only just still own
    secret santa housewarming occasion invited ten twenty thirty forty fifty sixty seventy eighty ninety hundred
    dollars euros pounds bucks around here there home day days time times shop sell
    """
)
_MY = {"my": "your", "our": "your", "me": "you", "us": "you", "myself": "yourself", "mine": "yours"}
_SAYABLE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ' -]{2,60}")
_MOST_WORDS = 8


def read_asking(request: str) -> Asking:
    """Read one request, already cleaned to a line. Never raises; of what it cannot read it says nothing."""
    plain = _POLITE.sub(" ", request.replace("’", "'"))
    plain = _SEEKING.sub("", _SEEKING.sub("", " ".join(plain.split()).strip(" ,.!?")))
    plain = plain.lower() if plain.isupper() else plain
    joke = bool(_JOKE.search(plain))
    plain = re.sub(r"\bwhite elephant\b", "funny", plain, flags=re.IGNORECASE)  # no elephant is wanted, nor white
    paired = _PAIR.search(plain)
    pair = _span(paired.group("it")) if paired else ""
    start, about = (0, "") if paired else _about(plain)
    kind = "person" if _PERSON.match(about) else "room" if _ROOM.search(about) else "use" if about else ""
    thing = plain[:start] if about else plain  # "a cushion for a green sofa": the sofa is green
    colors = [word for word in re.findall(r"[a-z]+", thing.lower()) if word in COLORS]
    materials = tuple(word for word in re.findall(r"[a-z]+", thing.lower()) if word in MATERIALS and word not in colors)
    aside = _ASIDE | {stem(word) for word in (*colors, *materials)}
    named = content_words(thing) - aside
    aim = content_words(_PERSON_WORDS.sub(" ", about) if kind == "person" else about) - aside
    aim |= {
        stem(found.group(1)) for found in _MOST.finditer(thing.lower())
    } - aside  # "the lightest": what is called light
    return Asking(
        about=about,
        kind=kind,
        pair=pair,
        gift=bool(_GIFT.search(plain)),
        joke=joke,
        budget=bool(_BUDGET.search(plain)),
        compare=bool(_COMPARE.search(plain)),
        surprise=bool(_SURPRISE.search(plain)),
        color=colors[0] if colors and not pair else "",
        materials=() if pair else materials,
        worn=bool(re.search(r"\bwear\b", plain, re.IGNORECASE)),
        sex=sex_of(plain),
        head="" if pair else _head(thing, named),
        wanted=frozenset() if pair else frozenset(named),
        aim=frozenset(aim),
    )


_MOST = re.compile(r"\b(?!(?:cheap|lat|new|old|fin|for|gu|hon|mod|int|re|b|w|l|qu|n)est)(\w{3,}?)(?:(\w)\2)?est\b")


def _head(thing: str, named: Collection[str]) -> str:
    """The stem of the noun that says what is sought: the last word of its name, before "with", "in", "that" …"""
    if _NO_HEAD.match(thing):
        return ""
    which = re.match(r"which (\w+)", thing, re.IGNORECASE)
    name = which.group(1) if which else _AFTER_HEAD.split(thing, maxsplit=1)[0]
    words = [stem(word) for word in re.findall(r"[a-zà-ɏ]+", name.lower())]
    return words[-1] if words and words[-1] in named else ""


_NO_HEAD = re.compile(
    r"(?:something|anything|things?|what|how|i|i'm|my|we|our|is|are|it|the best|or)\b|.*\bor\b", re.IGNORECASE
)
_AFTER_HEAD = re.compile(
    r"[,;:.?!]|\b(?:that|with|without|which|in|of|from|made|as|like|to|on|shaped|used|but|not|under|below)\b",
    re.IGNORECASE,
)


def sex_of(text: str) -> str:
    """ "men" or "women" where a text speaks of one of them and not of the other."""
    found = {sex for sex, words in _SEXES.items() if words.search(text)}
    return found.pop() if len(found) == 1 else ""


_SEXES = {
    "men": phrases(
        "men(?:'s|s)?, m[ae]n, boys?, dad, daddy, father, brother, husband, boyfriend, son, nephew, uncle, grandpa, grandfather"
    ),
    "women": phrases(
        """women(?:'s|s)?, wom[ae]n, ladies, girls?, mum, mom, mummy, mother, sister, wife, girlfriend, daughter, niece, aunt,
        grandma, grandmother, granny"""
    ),
}


def _about(plain: str) -> tuple[int, str]:
    """Where the words begin that say for whom or what, and those words, unless they are no more than a colour or material."""
    for rule in (_WEAR_TO, _FOR, _GIVE, _IN):
        found = rule.search(plain)
        span = _span(found.group("it")) if found else ""
        words = span.lower().split()
        if found and not all(w in COLORS or w in MATERIALS or w in ("the", "a", "it", "that") for w in words):
            return found.start(), span
    return 0, ""


def _span(text: str) -> str:
    """Words of the request as the answer may say them: "my" is "your"; empty when they cannot be said back."""
    words = _ENDS.split(text, maxsplit=1)[0].split()
    if (
        not words
        or len(words) > _MOST_WORDS
        or any(word.lower() in ("i", "i'm", "i've", "we", "we're") for word in words)
    ):
        return ""
    span = " ".join(_MY.get(word.lower(), word) for word in words).strip(" '-")
    span = span[:1].lower() + span[1:] if span.split(" ", 1)[0] in ("The", "A", "An", "Your", "Someone") else span
    return span if _SAYABLE.fullmatch(span) else ""
