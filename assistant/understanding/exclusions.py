"""What a request rules out: "no plain black ones", "anything but leather", "nothing with fur", "she hates yellow", "white is out".

Read in one place, for the search and for the sentences, and taken out before anything else is read: what is ruled out can then
become no wish, whatever stands around it. Not covered: what of it the shop knows as a value (`values`).
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re
from typing import NamedTuple

from assistant.claim_words import COLORS, MATERIALS
from assistant.understanding.clauses import TOLD, TOLD_ENDS
from assistant.understanding.reading import in_small_letters

_LEAD = (
    r"(?:(?:but|and|so|also|because|as|since|with|in|it'?s|that'?s|they're|it|that|which|who|is|are|if possible|ideally|preferably|please|just|really|rather|definitely|"
    r"absolutely|i'd rather|i would rather|i'd|i'm|(?:we|s?he|they)(?:'s|'re)|i am|we are) )*"
)
_WHO = r"(?:(?:i|we|s?he|they|you|it|that|which|who) )?(?:(?:really|just|simply|absolutely|particularly|always) )?"
_NEVER = r"(?:don't|do not|doesn't|does not|didn't|won't|will not|wouldn't|would not|never|rather not)"
_ANY = r"(?:anything|something|everything|any (?:other )?(?:colou?r|shade|kind|sort|material|one)|all)"


def _not_after(words: str) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words.split(", "))


# "We have no lamps" asks for lamps, "a room that gets no light" for none without; "that do not slip", "why not a mug?" and "I'm
# not a runner" rule out nothing.
_NO = _not_after("have, has, had, got, own, owns, get, gets, needs") + "no"
_NEVER_A = _not_after("i, we, he, she, they, you, who, has, have, i've, we've") + "never"
_NOT = (
    _not_after("do, does, did, can, will, must, should, could, would, why, if, i'm, i am, he's, she's, we're") + "not"
)


_CUE = "|".join(
    (
        r"not (?:a|an) (?:\w+ )?(?:fan|lover) of|not (?:so |too |that )?(?:keen on|into|fond of|mad about)|(?:(?:i've|we've|s?he's|they've) )?gone off",
        rf"{_ANY} but|any \w+ but(?! (?:in|for|with|not|under|it|please)\b)",
        rf"(?:{_ANY} )?(?:except(?: for)?|other than|apart from|exclud(?:e|ing))|instead of|rather than",
        r"without(?! (?:having|needing|\w+ing (?:my|our|his|her|their|the|an?|any(?:body|one)|every(?:body|one)|it|them|him|me|us|up|down|out|too)\b))|minus|less|fewer|neither|nor|nothing|none (?:of|in|with)|free (?:of|from)",
        rf"(?:that|which|it|they) (?:has|have|had) no|{_NO}|{_NEVER_A}",
        rf"(?:isn't|aren't|wasn't|weren't|{_NOT})"
        r"(?: (?:made (?:of|from)|look(?:ing)? like))?",
        r"(?<!\bi )(?<!\bwe )(?<!\bhe )(?<!\bshe )(?:(?:should|must)(?:n't| not)|can't|cannot) be",
        r"(?:that|which|they) (?:(?:don't|doesn't|do not|does not) (?:have|contain|include|come with)|(?:hasn't|haven't|has not|have not)(?: got)?)",
        rf"{_WHO}{_NEVER} (?:want|like|love|need|wear|eat|use|fancy|tolerate|get (?:on|along) (?:well )?with|do well with|show(?: me)?|have to be|be|come in|look(?: like)?)",
        rf"{_WHO}(?:rather not have|(?:can't|cannot|can not) (?:wear|eat|stand|bear|use|have)|hates?|dislikes?|detests?|loathes?)",
        r"(?:(?:i|we|s?he|they) )?(?:has|have|had|'ve got|owns?) enough(?! (?:room|space|time|money))|(?:sick|tired|bored) of|fed up with|allergic to",
        r"(?<!\bto )avoid(?:ing)?|(?:hide|skip|leave out|leaving out) (?:the|any|all|those|everything)|(?:(?<=[,.;] )|(?<=^)|(?<=\bbut )|(?<=\band ))hold the",
    )
)
# What follows these is no thing: "no idea", "not sure", "not too expensive", "not under 30".
_GUARD = (
    rf"(?!\w+er than\b|(?:more(?! (?:{'|'.join(COLORS)})\b)|idea|problem|matter|one|thanks?|than|sure|really|only|just|much|necessarily|exclusively|yet|else|(?:too |so |very |overly |that )?(?:expensive|dear|pricey|costly)|price|later|"
    r"longer|need|worries|bigger|smaller|larger|for|it|i|you|we|so$|to|now|bad|way|under|over|above|below|beyond|exceed\w*|less|at|many|doubt|matching|fits|"
    r"too (?:much|many|late)|(?:like )?(?:this|that|these|those)|(?:the )?(?:first|second|third|last)|is|what|where|how|room for|good at|a (?:lot|clue)|\d)\b)"
)
_INTO = (
    r"(?:(?:any|a|an|in|of|made of|made from|the|with|too|so|so much|very|that|by|from|anything|something|all|everything|single|want|have|being|"
    r"overly|bit|like|me|more|another|other|show) )*"
)
_STOP = (
    r"(?:and|or|nor|but|for|in|on|at|by|with|without|under|over|below|up|around|about|from|to|of|as|so|than|that|which|who|when|while|if|because|"
    r"please|pls|plz|thanks|thank|is|are|was|isn't|aren't|i|i'm|i'd|we|you|he|she|they|it|a|an|the|my|her|his|our|their|no|not|any|then|now|"
    r"instead|though|either|rather|only|just|ideally|preferably|maybe|find|show|give|want|need|would|can|what|hold|avoid|skip)\b"
)
_WORD = rf"(?!{_STOP})[a-z0-9][\w'-]*"
_PHRASE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_JOIN = r"(?:,? (?:and|or|nor|&) |, ?|/)(?:(?:no|not|nor|any|too|in|with|made of|by) )*"
_FOUND = re.compile(rf"(?<![\w'-]){_LEAD}(?:{_CUE}) {_GUARD}{_INTO}(?P<it>{_PHRASE})")
_NEXT = re.compile(rf"(?P<join>{_JOIN})(?P<article>(?:an?|the) )?(?P<it>{_PHRASE})")
_ENDS_LIST = re.compile(rf"(?:, {_PHRASE})*,? (?:and|or|nor) ")
_KNOWN = "|".join(sorted({*COLORS, *MATERIALS}, key=len, reverse=True))
# "Non-leather" says so of one word, and "non-slip" is another thing.
_NON = re.compile(rf"(?<![\w'-])non[ -](?P<it>{_KNOWN})\b")
_FREE = re.compile(
    r"(?<![\w'-])(?P<it>[a-z]+)(?:-free| free(?= (?!delivery|shipping|gift|returns?)\w))\b(?!-)(?! (?:delivery|shipping|gift|returns?|of|from)\b)"
)
_IS_OUT = re.compile(
    rf"(?:^|(?<=[,.;!?] )|(?<=[({TOLD}{TOLD_ENDS}])|\b(?:and|but|because|as|since) )(?P<it>{_WORD}(?: {_WORD}){{0,2}}) (?:is|are) (?:(?:\w+ly|just|so|a bit|always|too) )?"
    r"(?:out(?: of the question)?|a no(?:-no)?|no good|(?:not|never) (?:ok(?:ay)?|an option|allowed|for (?:me|us|him|her|them))|forbidden|banned|awful|horrible|itchy|ugly)\b(?: on (?:me|him|her))?"
)
# "Everything I own is grey": enough of that.
_HAD = re.compile(
    rf"\b(?:everything|all(?: (?:that|the (?:clothes|things)|my (?:clothes|things|stuff)))?) (?:i|we|s?he|they)(?:'ve| have| has)? (?:own|owns|have|has|got|wear|wears)"
    rf"(?: (?!is\b|are\b)[\w']+){{0,4}} (?:is|are) (?:(?:so|all|just|always) )?(?P<it>{_KNOWN})(?: and so (?:is|are) [\w' ]+)?\b"
)
_IDLE = re.compile(
    r"(?: (?:ones?|things?|stuff|items?|pieces?|colou?rs?|shades?|tones?|kinds?|sorts?|at all|ever|whatsoever))+$"
)
_TAIL = re.compile(r"(?: (?:either|at all|though|whatsoever|ever|in it|on it)\b)+")
_LEFT = re.compile(
    r"^(?:\W|\b(?:something|anything|things?|ones?|i|i'd|it|want|need|please|like|and|but|a|an|the|some|show|me|that|which|is|are)\b)*$"
)


class RuledOut(NamedTuple):
    """What is left of a request, and each thing that it rules out, in small letters: "plain black", "hat"."""

    rest: str
    things: tuple[str, ...]


def ruled_out(text: str) -> RuledOut:
    """Part a request into what it asks for and what it rules out. Of what rules nothing out, nothing is changed."""
    things: list[str] = []
    for pattern in (_HAD, _IS_OUT, _FOUND, _NON, _FREE):
        start = 0
        while found := pattern.search(lower := in_small_letters(text), start):
            named = [_IDLE.sub("", found["it"])]
            end = found.end()
            while pattern is _FOUND and (another := _NEXT.match(lower, end)) and _goes_on(named[-1], another, lower):
                named.append(_IDLE.sub("", another["it"]))
                end = another.end()
            end = tail.end() if (tail := _TAIL.match(lower, end)) else end
            left = f"{text[: found.start()].rstrip(' ,;')} {text[end:].lstrip()}"
            if pattern is _FOUND and _LEFT.match(in_small_letters(left)) and (thing := _after_a_value(found["it"])):
                left = (
                    f"{left} {text[found.end() - len(thing) : found.end()]}"  # "not black dresses": dresses are wanted
                )
            things += named
            start = found.start() if pattern is not _FOUND else min(found.start(), len(left))
            text = re.sub(r"\s+([,.;!?])", r"\1", " ".join(left.split())).lstrip(" ,;.")
            text = re.sub(r"([,.;!?])[,.;]+", r"\1", re.sub(r"\(\s*\)", "", text).strip())
    return RuledOut(text, tuple(dict.fromkeys(things)))


def _goes_on(before: str, another: re.Match[str], lower: str) -> bool:
    """Whether what is joined on is ruled out too: after "or" always; after "and" or a comma, what is of the same sort."""
    joined = another["join"]
    if re.search(r"\b(?:or|nor|no|not)\b", joined):
        return True
    if another["article"]:
        return False
    sorts = _sort(before), _sort(another["it"])
    if "," in joined and " " not in joined.strip(" ,") and not _ENDS_LIST.match(lower, another.end()):
        return sorts[0] == sorts[1] != ""
    return sorts[0] == sorts[1]


def _sort(phrase: str) -> str:
    words = set(phrase.split())
    return "color" if words.intersection(COLORS) else "material" if words.intersection(MATERIALS) else ""


def _after_a_value(phrase: str) -> str:
    """What a phrase says behind its last colour or material: "dresses" of "black dresses"."""
    found = re.search(rf"^(?:.*\b)?(?:{_KNOWN}) (?P<it>.+)$", phrase)
    return "" if found is None or _IDLE.fullmatch(f" {found['it']}") else found["it"]
