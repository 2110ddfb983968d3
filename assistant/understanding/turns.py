"""What a shopper says of the conversation itself: go back, something else, forget the colour, compare these, is that one oak?

Each is read only where the whole request says it, so that "a back scratcher" and "compare your teapots" are still searched for.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.english import ADJECTIVES
from assistant.understanding.places import place_of, places_in, pointer
from assistant.understanding.reading import Reading
from assistant.understanding.values import value_meant
from catalog.lexicon import Lexicon

Move = Literal["", "back", "other", "more", "restart"]

_SEE = r"(?:(?:show|give|get|find|see|try|have|want|let me see|let's see)(?: me| us)? )?"
_MOVES: tuple[tuple[Move, re.Pattern[str]], ...] = tuple(
    (move, re.compile(pattern))  # type: ignore[misc]
    for move, pattern in (
        ("restart", r"(?:let's )?(?:start (?:over|again|afresh|anew|from scratch)|begin again|(?:a )?new search|reset|"
                    r"clear (?:everything|it all|all)|(?:forget|scrap) (?:everything|it all|all (?:of )?(?:it|that)))"),
        ("back", r"(?:(?:let's |can (?:i|we) )?(?:go|take me|step|come) )?back(?: (?:to (?:the |what )?(?:last|previous|earlier|ones?|before|"
                 r"results?|list|search|i had|we had)(?: .{0,20})?|one(?: step)?|a step|again))?|undo(?: (?:that|this|it))?|"
                 r"(?:the )?previous(?: results?| ones?| list| search)?|"
                 r"(?:the )?(?:last|earlier) (?:results|ones|list|search)(?: again)?"),
        ("more", rf"{_SEE}more(?: (?:results|of (?:them|these|those)))?|next(?: (?:page|ones?|results))?"),
        ("other", rf"{_SEE}(?:(?:some|any|some|a few|the|got|what|is there|are there) )*(?:something |anything |what |any )?"
                  r"(?:else|others?(?: (?:ones?|options?|ideas?|things?|results?|products?))?|"
                  r"different(?: (?:ones?|options?|ideas?|things?))?|another(?: one)?|new ones)"
                  r"(?: (?:do you have|have you got|is there|you have))?"),
    )
)  # fmt: skip
_FACETS = {
    "color": r"colou?rs?", "material": r"materials?", "price": r"(?:price|money|budget|cost|price (?:limit|range)|budget limit)s?",
    "brand": r"(?:brands?|makers?|makes?)", "category": r"(?:category|kind|type|department)", "stock": r"(?:stock|availability)",
    "without": r"exclusions?", "sort": r"(?:sort(?:ing)?|order)",
    "all": r"(?:(?:all )?(?:the |my |of the )?(?:filters|limits|restrictions))",
}  # fmt: skip
# What a thing may be called more of; beside the adjectives by which products are described.
_MORE_ADJECTIVES = frozenset(
    """
    dark bright short long fancy simple pretty cute cool nice fun funny silly odd weird elegant formal casual festive cheerful
    colourful colorful young old new rustic plain bold warm cold cool cosy cozy thick thin heavy light high low deep shallow
    wide slim narrow tall small big large little tiny huge fine rough soft hard smooth shiny matte loud quiet calm strong
    sturdy fresh sweet dressy sporty smart chic neat luxurious minimal minimalist modern classic traditional romantic playful
    serious grown-up childish practical unusual special natural neutral subtle vivid pale fluffy curvy round square flat
    pointy chunky delicate feminine masculine relaxed comfortable roomy durable light-hearted
    """.split()
) | ADJECTIVES  # fmt: skip
_LEAN = re.compile(
    r"(?:(?:but|and|only|just|make (?:it|them|that)|something|anything|some|ones?|a|an|the|with|in|it should be|should be|maybe|"
    r"i want|i'd like|i need|(?:bit|little|touch|tad|lot)|slightly|much|even|way|far|go) )*"
    r"(?:more ([a-z-]{3,20})|([a-z]{3,18}er))(?: ones?| things?| options?| version| style| colou?rs?| shades?)?"
    r"(?: than (?:this|that|these|those|it)(?: ones?)?)?"
)
_STOCKED = re.compile(r"(?:in stock|available|still available|sold out|out of stock|in store|there)(?: now| today)?")
_ASKED_OF = {
    "price": r"(?:how much|what)(?:'s| is| does| do| are)? (?:the (?:price|cost) of )?(?P<it>POINT)(?: cost| costs)?(?: the price)?",
    "material": r"what(?:'s| is| are) (?P<it>POINT) (?:made|built) (?:of|from|out of)|what(?:'s| is) the material of (?P<it2>POINT)",
    "brand": r"(?:who|which brand|what brand)(?:'s| is| are)? ?(?:makes?|made|by|sells?|the maker of|the brand of)? ?(?P<it>POINT)(?: (?:made )?by| from)?",
    "size": r"how (?:big|large|tall|long|wide|high|deep|small|heavy|thick) (?:is|are) (?P<it>POINT)|"
            r"what(?:'s| is| are) the (?:sizes?|dimensions|measurements|weight|height|width|length) of (?P<it2>POINT)|"
            r"what sizes? (?:is|are|does|do) (?P<it3>POINT)(?: come in| have)?",
    "everything": r"(?:tell me |say |know )?(?:a bit |a little )?more (?:about|on) (?P<it>POINT)|(?:what about|tell me about|describe) (?P<it2>POINT)",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked about one thing shown: `of` its place (see `places`), `about` a fact ("price", "material", "color",
    "brand", "category", "size", "stock", "everything") or the words that it may or may not be ("oak", "a lid")."""

    of: int
    about: str


def read_move(bare: str) -> Move:
    """Where the conversation is to go, "" for nowhere."""
    return next((move for move, pattern in _MOVES if pattern.fullmatch(bare)), "")


def read_question(bare: str, lexicon: Lexicon) -> Question | None:
    """What is asked about one of the things shown, where the whole request asks it."""
    bare = bare.rstrip(" ?.!")
    for about, pattern in _questions(lexicon):
        if found := pattern.fullmatch(bare):
            of = place_of(next(value for name, value in found.groupdict().items() if name.startswith("it") and value))
            said = found.groupdict().get("about")
            if said is None:
                return Question(of, about)
            said = re.sub(
                r"^(?:really |actually |also |still |ever |made (?:of|from|out of) |in |from |by )+", "", said
            )
            said = re.sub(r"(?: too| as well| at all| right now)$", "", said)
            if _STOCKED.fullmatch(said):
                return Question(of, "stock")
            named = next((facet for facet, words in _FACETS.items() if re.fullmatch(words, said)), "")
            return Question(of, named or said) if said else None
    return None


def read_comparison(bare: str) -> tuple[int, ...]:
    """The places of the things that are to be compared; empty where nothing shown is."""
    if not re.match(
        r"(?:please )?(?:compare\b|(?:what(?:'s| is| are) )?(?:the )?differences?\b|how (?:do|does|are|is|different) .*(?:differ|compare|different)|"
        r"which (?:one )?(?:of .*)?(?:is|are|has|costs)\b|which of |put .* side by side|show .* side by side)",
        bare,
    ):
        return ()
    return places_in(bare)


def read_forgetting(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """Use up what takes something back: facets ("color", "price", "all", …) or single values."""
    forgotten: list[str] = []
    for pattern in _forgettings(lexicon):
        while found := reading.take(pattern):
            said = next(group for group in found.groups() if group)
            named = next((facet for facet, words in _FACETS.items() if re.fullmatch(words, said)), "")
            named = named or next((name for name in lexicon.attributes if name.lower() == said), "")
            value = value_meant(said, lexicon)
            facet = next(iter(lexicon.facets_of(value)), "")
            # "It need not be red" lets go of the colour; "forget the red" of red.
            whole = facet and not re.match(r"(?:forget|drop|remove|get rid|lose|ignore|scrap|clear)", found[0])
            forgotten.append(named or (facet if whole else value))
    return tuple(dict.fromkeys(forgotten))


def read_lean(reading: Reading) -> tuple[str, ...]:
    """Use up "bigger" and "more colourful" where nothing else is said: ("big",), ("colourful",)."""
    found = _LEAN.fullmatch(reading.bare())
    if not found:
        return ()
    said = found[1] or _positive(found[2])
    if not said or said not in _MORE_ADJECTIVES:
        return ()
    reading.text = ""
    return (said,)


def _positive(comparative: str) -> str:
    """ "bigger": "big"; "" for what compares nothing, such as "leather"."""
    stem = comparative[:-2]
    tries = [stem, f"{stem}e", f"{stem[:-1]}y" if stem.endswith("i") else stem]
    tries += [stem[:-1]] if stem[-1:] == stem[-2:-1] else []
    return next((one for one in tries if one in _MORE_ADJECTIVES), "")


@lru_cache(maxsize=8)
def kinds_pattern(lexicon: Lexicon) -> str:
    """The shop's kinds as a pattern, one or many of them: "lamp", "lamps"; no word that is a value too."""
    kinds = (kind for kind in lexicon.kinds if len(kind) > 2 and kind.isalpha() and not lexicon.facets_of(kind))
    return "|".join(rf"{re.escape(kind)}(?:e?s)?" for kind in sorted(kinds, key=len, reverse=True))


@lru_cache(maxsize=8)
def _questions(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    point = pointer(kinds_pattern(lexicon))
    patterns = [(about, re.compile(pattern.replace("POINT", point))) for about, pattern in _ASKED_OF.items()]
    facets = {name: words for name, words in _FACETS.items() if name not in ("all", "without", "sort", "stock")}
    facets |= {name: re.escape(name.lower()) for name in lexicon.attributes if name.lower() not in facets}
    for name, words in facets.items():
        patterns.append(
            (
                name,
                re.compile(rf"(?:what|which) {words} (?:is|are|does|do) (?P<it>{point})(?: come in| have| made in)?"),
            )
        )
        patterns.append((name, re.compile(rf"what(?:'s| is| are) the {words} of (?P<it>{point})")))
    patterns.append(
        (
            "",
            re.compile(
                rf"(?:is|are|was|were|isn't|does|do|has|have|can|could|will|would) (?P<it>{point}) (?:have |come |contain )?(?P<about>.{{2,60}})"
            ),
        )
    )
    return tuple(patterns)


@lru_cache(maxsize=8)
def _forgettings(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    attributes = [re.escape(name.lower()) for name in lexicon.attributes]
    facet = "|".join([*_FACETS.values(), *attributes])
    narrow = "|".join(words for name, words in _FACETS.items() if name not in ("all", "sort", "without"))
    narrow = "|".join([narrow, *attributes])
    value = "|".join(_values(lexicon)) or "(?!)"
    return (
        re.compile(rf"\b(?:please )?(?:forget|ignore|drop|remove|get rid of|never ?mind|clear|scrap|lose|take off|take away)(?: about)? "
                   rf"(?:the |that |my |all )?({facet}|{value})(?: filters?| limits?| requirements?| thing| part| bit)?(?=\s*(?:$|[,.;!?]|and\b|but\b))"),
        re.compile(rf"\b(?:in |of |at |from )?(?:any|whatever|every) ({narrow})(?: (?:is|are|will|would) ?(?:fine|do|ok|okay|good)?| at all)?"
                   rf"(?=\s*(?:$|[,.;!?]|and\b|but (?!(?:not |in )?(?:{value})\b)))"),
        re.compile(rf"\b(?:the )?({narrow}) (?:does not|doesn't|don't|do not|need not) matter\b"),
        re.compile(rf"\b(?:i )?(?:don't|do not) (?:care|mind|worry) (?:about |what |which )?(?:the )?({narrow})(?: it is)?\b"),
        re.compile(rf"\b(?:no matter|regardless of|whatever) (?:what |the )*({narrow})\b"),
        re.compile(rf"\b({narrow}) is no object\b"),
        re.compile(rf"\bnot (?:only|just|necessarily|exclusively) (?:in |of )?({value})\b"),
        re.compile(rf"\b(?:it |they )?(?:doesn't|does not|don't|do not|needn't|need not) (?:have to |need to )?be (?:in |of )?({value})\b"),
    )  # fmt: skip


def _values(lexicon: Lexicon) -> Iterable[str]:
    found = {value for name in ("color", "material", *lexicon.attributes) for value in lexicon.values.get(name, ())}
    return (re.escape(value) for value in sorted(found, key=len, reverse=True))
