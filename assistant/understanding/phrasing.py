"""Turns of phrase, read as the plain request they stand for.

"My mug broke, need a new blue one" asks for a blue mug, "we own no lamps" for lamps, "my gran adores birds, what would she
like?" for a present for somebody who does. Search and sentences read a request in the same way, so both come here. English only;
of what is not recognised, nothing is changed.
"""

# ruff: noqa: E501 - a rule is read best in one piece
from __future__ import annotations

import re

from assistant.claim_words import COLORS
from assistant.english import PEOPLE
from assistant.understanding.companions import with_it_named
from assistant.understanding.reading import in_small_letters
from assistant.understanding.short_forms import FEAST, PERSON, in_full
from catalog.groups import is_thing

_OF_SOMEBODY = r"(?:my|our|his|her|their)"
_ENDS = r"(?=\s*(?:$|[,.;:!?(]))"
_CUE = r"(?:need|want|like|love|looking for|after|find|get|buy|show|recommend|suggest|replace|have|see)"
_SEEKS = re.compile(
    r"\b(?:need|want|would like|i'd like|looking for|find|show|recommend|suggest|which|something|anything|buy|do you (?:have|sell))\b"
)

# "We own no lamps". What nobody buys a new one of is only told.
_LACK = re.compile(
    r"(?:^|[,.;]? ?\b)(?:(?:and|but|so|as|because) )?(?:(?:i|we|he|she|they)(?:'ve| have|'s| has)? |(?<=\band )|(?<=\bbut ))"
    r"(?:(?:still|really|just|simply) )?(?:(?:own|owns|have|has|got|have got|has got) no|"
    r"(?:don't|do not|doesn't|does not|haven't|hasn't)(?: even)? (?:own|have|got)(?: an?| any)?) "
    r"(?!idea|clue|money|time|budget|preference|taste|problem|patience|experience|friends|choice|reason|room|space)"
    r"(?P<it>(?:[\w-]+ ){0,2}?[\w-]+)(?: yet| at all| any ?more| left)?(?=\s*(?:$|[,.;:!?]|\b(?:and|but|so)\b))"
)
# "My boyfriend's hoodie is falling apart": what is had, and is to be had anew.
_HAD = re.compile(
    rf"\b{_OF_SOMEBODY} (?:(?P<whose>{PERSON})'s )?(?:(?:old|favou?rite|beloved|last|only|poor|current|trusty) )*"
    rf"(?P<it>(?:[a-z-]+ ){{0,2}}?[a-z-]+)(?:(?= (?:is|are|was|were|has|have|had|broke|died|got|gave|went|fell|just|keeps?|doesn't|isn't|aren't|don't|no|finally|needs?|and|but|so|in|on|at|with|when|yesterday|today)\b)|{_ENDS})"
)
_ANEW = re.compile(
    rf"\b(?:(?:{_CUE}\b(?: (?:him|her|them|me|us|a|an|some|to|for))*) )?"
    r"(?:(?:an?|some|the) )?(?P<new>(?:(?:brand new|new|another|replacement|different|second) )*)(?P<such>(?:(?!of|for|the|my)[a-z-]+ ){0,2}?)(?P<one>ones?|pair)\b(?! of| who)"
    r"|\b(?:(?:need|want|have|got)(?: to|ing to)? (?:replace|rebuy) (?:it|them)(?: (?:before|by|quickly|soon|fast|now|today) ?[^,.;!?]*)?|another|an? (?:new|replacement)|replacement)"
    + _ENDS
)
_WEIGHED = re.compile(
    r"\b(the (?:[a-z-]+ )+?(?P<it>[a-z-]+) (?:(?:is |are )?(?:\w+er|more \w+|less \w+) than|or|versus|vs|and) the "
    r"(?!first|second|third|fourth|fifth|last|other|same)(?:[a-z-]+ ){1,2}?)one\b"
)
_LIKES = re.compile(
    r"(?P<verb>(?:adore|love|like|enjoy|collect)s?|(?:is|are|'s|'re) (?:\w+ly |so |quite )?(?:(?:mad|crazy|nuts|wild|passionate) about|into|obsessed (?:with|by)|keen on|"
    r"an? (?:\w+ )?fan of)) (?P<what>(?!to\b|it\b|that\b|this\b|the (?:look|idea)\b|mad\b|crazy\b|hell\b)[a-z][\w' -]*?)"
    r"(?=\s*(?:$|[,.;:!?]|\b(?:but|so|what|any|who)\b|\band (?:i|we|s?he|they|is|are|has|have|wants?|needs?|turns|would|also|what)\b))"
)
_WHO = re.compile(rf"\b(?P<who>(?:{_OF_SOMEBODY}|an?) (?:[a-z-]+ ){{0,2}}?{PERSON})\b(?!'(?!s (?:\d+\w* )?{FEAST}\b))")
_ANYTHING = re.compile(
    r"\b(?:what (?:would|could|can|should|shall|do|to|might|(?:have|'ve) you|else)|(?:any )?(?:gift|present|idea|suggestion)s?|(?:some|any)thing|birthday)\b"
)
_NOTHING_ELSE = re.compile(
    r"^(?:\W|\b(?:s?he|they|and|is|are|turns?|turning|soon|budget|max|under|around|about|up to|\d+|[$€£]|dollars?|euros?|pounds?|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|please|thanks)\b)*$"
)
# What of such a request stays beside it: what it may cost.
_PRICED = re.compile(
    r",? (?:for )?(?:(?:under|below|max\w*|(?:my |a )?(?:budget|limit)|up to|around|about|between|(?:no|not) (?:more than|over)|less than|at most|within)\b(?= (?:\w+ ){0,2}?(?:[$€£]?\d|\w+ty\b|ten|a hundred))|[$€£]?\d).*$"
)
_DOES = re.compile(
    rf"\b(?P<who>(?:{_OF_SOMEBODY}) (?:[a-z-]+ )?{PERSON}) (?P<does>(?!is\b|has\b|was\b|needs?\b|wants?\b|turns\b|says\b|asks\b|does\b|loves\b|likes\b|gets\b)[a-z]{{3,}}s)(?: (?:a lot|often|every \w+|now|all the time))?(?=[,.;!?])"
)
# What is to hold something else is called by that: "something to keep my jewellery in".
_HOLDS = re.compile(
    r"\b(?:(?:some|any)(?:thing|where)|what (?:can|could|should) i use|what) (?:\w+ )?to (?P<how>keep|put|store|hide|stash|organi[sz]e|hold|carry) (?:(?:my|our|the|all|his|her|their|some) )*"
    r"(?!on\b|it\b|me\b|warm\b|cool\b|dry\b|fit\b|in\b|(?:[a-z'-]+ ){0,3}?(?:off|out|up|down)\b)(?P<what>(?:[a-z'-]+ ){0,2}?[a-z'-]+)(?: (?:in|inside|into|away|from (?:my|the|his|her|our) \w+|tidy|safe))?(?=\s*(?:$|[,.;:!?]|\b(?:for|when|under|that|while|at|to|so)\b))"
)
_A_THING = re.compile(
    r"\b(?:need|want|looking for|after|find|like) (?:an?|some) (?!gift|present|idea|thing|birthday|surprise)\w|\bto (?:wear|eat|drink|sit)\b|^(?:an?|the|some) (?!gift|present|birthday)\w+ for\b"
)
# What adds nothing: "or something", "mine is falling apart".
_IDLE = re.compile(
    r",? or something(?: (?:like (?:that|it)|similar))?\b(?! \w+ (?:for|to)\b)|"
    r"(?:^|(?<=[.!?;,] ))(?:mine|(?:my|the|our) old ones?) (?:is|are|has|have|was|were|broke|died|fell|got|went|just|keeps?)\b[^.!?;]*(?:[.!?;]+|$)",
    re.IGNORECASE,
)
# "Between the two lamps, which …?", "a roller or a ball, what's better for …?": in the order in which most ask it.
_BETWEEN = re.compile(
    r"^(?:between|of|out of|among) (?:(?:the|your|these) )?(?:(?:two|three|four) )?(?P<them>[a-z][a-z -]*?)s?, which (?:one )?(?P<asked>.+)$"
)
_EITHER = re.compile(
    r"^(?P<either>[a-z][a-z '-]* or [a-z][a-z '-]*?)[,?:] ?(?:what|which)(?: one)?(?:(?:'s| is) \w+(?: for| in| with)?| suits?| works?(?: best)? for|"
    r" would you (?:take|wear|pick|choose)(?: for| to)?)(?: (?P<use>[a-z' ]+))?[?!. ]*$"
)
# "I need to carry my laptop": a bag.
_CARRIED = re.compile(r"\b(?:need|want|have|like) to (?:carry|lug|haul) (?=(?:my|our|an?|the|some|two|three)\b)")
# "What would look nice on the table", "on a grey sofa": no table, and nothing grey.
_LOOKS_ON = re.compile(
    r"(?:^|(?<=[.,;!?] ))what (?:would|could|might|will|can|should) (?:(?:i|we) )?(?:look|be|go|work|put|stand|hang|suit)(?: (?:nice|good|great|lovely|best|well|right|pretty))? "
    rf"(?:on|in|above|by|beside|over) (?P<where>(?:the|my|our|a|an) )(?:(?:(?:plain|light|dark) )?(?:{'|'.join(COLORS)}) )?"
)
_CHEERED = re.compile(
    r"(?:^|(?<=[.,;!?] ))(?:(?:so|please|just|can you) )*(?:cheer (?:me|us) up|make (?:me|us) (?:laugh|smile|giggle))\b"
)
# "Out of bed": no bed is meant.
_WOKEN = re.compile(
    r"\b(?:get|gets|getting) (?P<whom>me|us|him|her|them) (?:out of bed|up)\b(?: in the mornings?)?(?! to\b)"
)
# Who lays the table has one.
_LAID = re.compile(r"\b(?:to )?(?:lay|set|laying|setting) (?:the|my|our|a) (?:[a-z]+ )?table\b(?: all)?")
_MEANT = (
    (_CARRIED, "need a bag for "),
    (_LOOKS_ON, "something for {where}"),
    (_CHEERED, "something funny"),
    (_WOKEN, "wake {whom}"),
    (_LAID, "crockery"),
)
# Words strung together, "white top women yoga": whom or what the thing is for stands last.
_PEOPLE = r"(?:wom[ae]n|m[ae]n|girls|boys|kids|children)"
_USES = (
    r"(?:wom[ae]n|m[ae]n|ladies|girls?|boys?|kids?|children|bedroom|bathroom|kitchen|office|garden|balcony|living room|nursery|yoga|gym|pilates|running|"
    r"hiking|cycling|tennis|football|golf|swimming|training|crossfit|camping|travel|winter|summer|wedding|party|school|work|beach|everyday)"
)
_STRUNG = re.compile(
    rf"^(?P<thing>(?:[a-z-]+ ){{1,4}}?)(?P<whose>{_PEOPLE} )?(?P<use>{_USES})(?= (?:under|below|max|up to|around)\b|[,.]|$)"
)
_SUPERLATIVES = "|".join(rf"(?P<{one}>{one.removesuffix('e')}{one[-1]}?est)" for one in COLORS if one.isalpha())
_MOST_COLORED = re.compile(
    rf"\b(?:the )?(?:{_SUPERLATIVES})\b(?P<thing> things?(?: (?:that )?you(?: have|'ve got| sell)?)?)?"
)


def said_plainly(text: str) -> str:
    """The plain request that a request stands for; the text itself where it is one. Saying that again changes nothing."""
    text = in_full(text)
    if (rest := " ".join(_IDLE.sub(" ", text).split()).rstrip(" ,;")).strip(" .!?"):
        text = rest if rest != " ".join(text.split()) else text
    text = with_it_named(text)
    lower = in_small_letters(text)
    for pattern, plainly in _MEANT:
        if found := pattern.search(lower):
            said = {name: text[slice(*found.span(name))] for name in pattern.groupindex}
            text = f"{text[: found.start()]}{plainly.format(**said)}{text[found.end() :]}"
            lower = in_small_letters(text)
    if found := _BETWEEN.match(lower):
        return f"which {text[slice(*found.span('them'))]} {text[slice(*found.span('asked'))]}"
    if found := _EITHER.match(lower):
        return f"{text[slice(*found.span('either'))]} for {text[slice(*found.span('use'))]}".removesuffix(" for ")
    if (found := _STRUNG.match(lower)) and is_thing(found["thing"]):
        whose = f"{found['whose'].strip()}'s ".replace("s's", "s'") if found["whose"] else ""
        return f"{whose}{text[: found.end('thing')]}for {text[found.start('use') :]}"
    if found := _WEIGHED.search(lower):
        text = f"{text[: found.end(1)]}{found['it']}{text[found.end() :]}"
        lower = in_small_letters(text)
    if (anew := _had_anew(text, lower)) is not None:
        return anew
    if found := _HOLDS.search(lower):
        holds = "bag" if found["how"] == "carry" else "storage"
        rest = re.sub(r"^ so (?:that )?(?:they|it|i|we)\b[^.;!?]*", "", text[found.end() :])
        return f"{text[: found.start()]}{holds} for {text[slice(*found.span('what'))]}{rest}"
    if found := _LACK.search(lower):
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,.;")
        return rest if _SEEKS.search(in_small_letters(rest)) else text[slice(*found.span("it"))]
    if (given := _given(text, lower) or _given_to_one_who(text, lower)) is not None:
        return given
    if found := _MOST_COLORED.search(lower):
        color = next(name for name in COLORS if found.groupdict().get(name))
        return f"{text[: found.start()]}{f'something in {color}' if found['thing'] else color}{text[found.end() :]}"
    return text


def _had_anew(text: str, lower: str) -> str | None:
    """ "A blue mug" of "my mug broke, need a new blue one"; None where nothing that is had is wanted anew."""
    for anew in _ANEW.finditer(lower):
        had = [found for found in _HAD.finditer(lower, 0, anew.start()) if found["it"] not in PEOPLE]
        if not had or lower[: anew.start()].endswith(("my ", "our ", "this ", "that ", "old ")):
            continue
        if anew["one"] and not anew["new"] and not re.match(_CUE, anew[0]):
            continue
        such = text[slice(*anew.span("such"))] if anew["one"] else ""
        thing = f"{such}{text[slice(*had[-1].span('it'))]}"
        whose = f" for my {had[-1]['whose']}" if had[-1]["whose"] else ""
        return f"{thing}{whose}{text[anew.end() :]}"
    return None


def _given_to_one_who(text: str, lower: str) -> str | None:
    """ "A present for my sister who hikes", of "my sister hikes a lot, christmas gift?"; else None."""
    found = _DOES.search(lower)
    if found is None or _A_THING.search(lower) or not re.search(r"\b(?:gifts?|presents?|ideas?)\b", lower):
        return None
    after = _PRICED.search(lower, found.end())
    priced = f", {text[after.start() :].lstrip(' ,')}" if after else ""
    return f"a present for {text[slice(*found.span('who'))]} who {text[slice(*found.span('does'))]}{priced}"


def _given(text: str, lower: str) -> str | None:
    """ "A present for my gran who adores birds", where somebody's likes are told and no thing is named; else None."""
    likes, who = _LIKES.search(lower), _WHO.search(lower)
    if likes is None or who is None or _A_THING.search(lower):
        return None
    before = lower[: likes.start()].rstrip()
    if who.start() > likes.start() and not before.endswith(("he", "she", "they")):
        return None
    rest = lower[: likes.start()] + lower[likes.end() :]
    if before.endswith((" who", " i", " we", "would", "not", " i'd")):
        return None
    if not _ANYTHING.search(rest) and not _NOTHING_ELSE.match(_WHO.sub("", rest, count=1)):
        return None
    verb = re.sub(r"^'s\b", "is", re.sub(r"^'re\b", "are", likes["verb"]))
    what = re.sub(r"^(?:any|every)thing with (.+) on (?:it|them)$", r"\1", text[slice(*likes.span("what"))])
    where = re.search(
        r"\bfor (?:his|her|their) [^,.;!?]+?(?= (?:for|under|below|max|up to|around|about|at most)\b|[,.;!?]|$)",
        lower[likes.end() :],
    )
    place = f", {where[0].strip()}" if where and not re.search(FEAST, where[0]) else ""
    after = _PRICED.search(lower, likes.end())
    priced = f", {text[after.start() :].lstrip(' ,')}" if after else ""
    return f"a present for {text[slice(*who.span('who'))]} who {verb} {what}{place}{priced}"


_GIVING = re.compile(
    r"^(?:(?:an?|the|some|nice|good|perfect|little|small|birthday|wedding|christmas|xmas|anniversary|housewarming|leaving|farewell|goodbye|retirement|graduation|thank[- ]you) )*"
    r"(?:gifts?|presents?|stocking fillers?|secret santa)(?: ideas?)? (?:for|to) (?:(?:an?|the|my|our|his|her|some|two) )*(?P<it>.+)$"
)
_NOBODY = re.compile(rf"^(?:(?:{PERSON}|old|young|little|best|dear|and|or|in law|\W)\s*)+$")
_CHILD = re.compile(
    r"\b(?:child(?:ren)?|kids?|toddlers?|nephews?|nieces?|grandsons?|granddaughters?|grandchild(?:ren)?|godchild|(?:little|small|year[- ]old) (?:boy|girl)|"
    r"(?:[1-9]|one|two|three|four|five|six|seven|eight|nine|ten)[- ]year[- ]old)\b"
)


def without_giving(text: str) -> str:
    """What a present is searched by: of "a present for a couple who cook" what is said of them, which a wedding cake is not
    nearer to than a pan; to a child's, where no thing is named, a toy. A text that asks for no present is left as it is."""
    found = _GIVING.match(in_small_letters(text))
    whom = text[slice(*found.span("it"))] if found else ""
    if found is None or _NOBODY.match(found["it"]) or whom[0].isupper():  # of a name, nothing is known but that
        return text
    return f"toy for {whom}" if _CHILD.search(found["it"]) else whom
