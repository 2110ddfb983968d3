"""What kind of answer a request wants: a gift, a room, a comparison, a joke; for whom or what.

Read for the sentences only. What narrows the search is `assistant.understanding`'s, which is bound to be sure; here a
wrong guess costs a turn of phrase.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.claim_words import COLORS, MATERIALS
from assistant.english import ADJECTIVES, PEOPLE, ROOMS, SEEKING, phrases
from assistant.facts import content_words, kin_of, stem
from assistant.understanding.phrasing import WORN_AS, companion, said_plainly
from assistant.understanding.sentences import place_sought
from assistant.wanted import Asking
from catalog.groups import group_asked, kind_asked

_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|evening|day)|excuse me|ok|so|well)\b(?: there)?[\s,.!]*)+|"
    r"\b(?:please|thanks?(?: you)?|cheers|many thanks|pls|thx)\b[\s,.!]*",
    re.IGNORECASE,
)
_SOUGHT = phrases(SEEKING)
_QUESTION = re.compile(r"\W*(?:what|which|where|how)\W+(?:do|does|can|could|would|should|might)\W*", re.IGNORECASE)
# What only says that things are weighed against each other.
_WEIGHING = re.compile(
    r"\b(?:what(?:'s| is) )?(?:the )?differences? between\b|\bhow (?:do|does|are)\b|"
    r"\b(?:comparison of|compares?|differs?)\b|^(?:is|are) (?=.*\bbetter\b)|\b(?:is |are )?better than\b",
    re.IGNORECASE,
)
_WEAR_TO = re.compile(r"\b(?:wear|bring|take) (?:to|at|for) (?P<it>\S.*)$", re.IGNORECASE)
_FOR = re.compile(r"(?:^|\s)for (?P<it>\S.*)$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|on) (?P<it>(?:my|our|the|a|an) \S.*)$", re.IGNORECASE)
_ENDS = re.compile(
    r"[,;:.?!]|\s(?:under|below|over|around|up to|less than|and how|and what|but|which|because|"
    r"that(?:'s| is| are| isn't| aren't| has| costs?| does| doesn't)|"
    rf"please|made of|as (?:an?|my)|so|in (?:{'|'.join(COLORS)})|about (?:[$€£]?\d+|ten|twenty|thirty|forty|fifty))\b.*$",
    re.IGNORECASE,
)
_PERSON_WORD = rf"(?:{'|'.join(sorted(PEOPLE))})\b(?!')"
_PERSON = re.compile(rf"^(?!\w+ing\b)(?:[\w'-]+ ){{0,5}}?{_PERSON_WORD}", re.IGNORECASE)
_PERSON_WORDS = re.compile(rf"\b{_PERSON_WORD}", re.IGNORECASE)
_SOMEBODY = rf"(?:my|our|his|her|an?|someone|somebody)(?: [\w'-]+)??(?: [\w'-]+)?? {_PERSON_WORD}"
_GIVE = re.compile(r"\b(?:give|get|buy) (?P<it>(?:my|our|his|her|a|an|someone|somebody) \S.*)$", re.IGNORECASE)
_MOVE = re.compile(rf"\b(?:make|amuse|surprise|impress|thank|cheer up|delight) (?P<it>{_SOMEBODY})", re.IGNORECASE)
_ROOM = re.compile(
    rf"^(?:the |a |an |your )?(?:(?!in |at |on |of |to )[\w'-]+ ){{0,3}}(?:{'|'.join(sorted(ROOMS))})$", re.IGNORECASE
)
_YOUNG = phrases(
    """child(?:ren)?, kids?, bab(?:y|ies), toddlers?, godchild, nephew, niece, grandson, granddaughter, grandchild(?:ren)?,
    (?:little|small) (?:boy|girl), (?:one|two|three|four|five|six|seven|eight|nine)[- ]year[- ]old"""
)
_GIFT = phrases(
    rf"""gifts?, presents?, stocking fillers?, secret santa, give (?:my|to|a), birthday, housewarming,
    (?:get|buy|find) {_SOMEBODY}"""
)
_JOKE = phrases(
    r"""funny, funniest, silly, silliest, jokes?, laugh\w*, ridiculous, weird\w*, odd, oddest, crazy, absurd, bizarre, quirky,
    white elephant, hilarious, prank, whimsical, daft, smile"""
)
_ODDLY = phrases(
    r"""personality, character, unusual, quirky, unique, out of the ordinary, eye-catching, playful, whimsical, with a twist,
    (?:isn't|is not|not|nothing|aren't|less|never) (?:too |so |at all |that )?(?:boring|ordinary|plain|dull)"""
)
_SOBER = phrases("serious, sober, understated, grown-up, businesslike, formal, elegant, timeless, sensible, discreet")
_BUDGET = phrases(
    r"""cheap\w*, budget(?! (?:of |is )?\W?\d), affordable, inexpensive, low[- ]cost, economical, good value, bargains?, broke,
    not (?:too |very |so |that )?(?:expensive|dear|pricey), (?:not|without) (?:cost\w*|spend\w*) (?:too )?much,
    (?:under|below|less than|at most|up to|max\w*) (?:[$€£]?\d+|\w+ (?:dollars|euros|pounds|bucks)|(?:ten|twenty|thirty|forty|
    fifty|sixty|seventy|eighty|ninety|a hundred))"""
)
_COMPARE = phrases(
    r"""\w{3,}er than the, compare, comparison, versus, vs, differ\w*, better, best of, which (?:one|is|are|of),
    between .{1,60} and, side by side,
    pros and cons"""
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
    secret santa housewarming occasion invited lover lovers enthusiast addict fanatic obsessed mad crazy keen thinks
    somewhere likes love loves loving enjoy enjoys laugh smile man woman men women mens womens ladies boys girls
    pretty nicely against behind beside between near across through during inside outside enough quickly easily keep keeps
    isn aren don doesn didn she they his her him
    personality character boring ordinary unusual unique serious sober elegant formal grown quite
    hold holds stay stays ten twenty thirty forty fifty sixty seventy eighty ninety hundred
    dollars euros pounds bucks around here there home see friendly match game day days time times shop sell
    """
)
_MY = {"my": "your", "our": "your", "me": "you", "us": "you", "myself": "yourself", "mine": "yours"}
_SAYABLE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ' -]{2,60}")
_MOST_WORDS = 8


def read_asking(request: str) -> Asking:
    """Read one request, already cleaned to a line. Never raises; of what it cannot read it says nothing."""
    plain = _POLITE.sub(" ", said_plainly(request.replace("’", "'")))
    plain = " ".join(plain.split()).strip(" ,.!?")
    plain = plain.lower() if plain.isupper() else plain
    joke, compare = bool(_JOKE.search(plain)), bool(_COMPARE.search(plain))
    whole = re.sub(r"\bwhite elephant\b", "funny", plain, flags=re.IGNORECASE)  # no elephant is wanted, nor white
    plain, beside = _main_sentence(_UNWANTED.sub(" ", whole))
    unwanted = {stem(w) for w in re.findall(r"[a-z]+", " ".join(_UNWANTED.findall(whole)).lower()) if w in _OF_WHAT}
    unwanted |= set().union(*(content_words(found[1]) for found in _LACKING.finditer(whole.lower())))
    unwanted |= set().union(*(content_words(found[1] or found[2]) for found in _DISLIKED.finditer(beside.lower())))
    paired = companion(plain)
    pair = _span(paired.other) if paired else ""
    if paired:
        plain = " ".join(filter(None, (paired.thing or WORN_AS.get(paired.worn, ""), paired.after)))
    start, about = (0, "") if paired else _about(plain)
    if (
        about
        and not _PERSON.match(about)
        and re.match(r"(?:that|who|with|which|so)\b", _parted(plain[:start])[1], re.IGNORECASE)
    ):
        start, about = len(plain), ""  # "shorts with pockets for my phone": the pockets are for it, not the shorts
    kind = "person" if _PERSON.match(about) else "room" if _ROOM.search(about) else "use" if about else ""
    thing = plain[:start] if about else plain  # "a cushion for a green sofa": the sofa is green
    imitated = " ".join(_IMITATED.findall(thing))
    thing = _IMITATED.sub(" ", thing)
    # "A mirror for the hall, the wooden kind".
    of_what = f"{thing} {plain[start:].partition(',')[2]}" if about else thing
    colors = [word for word in re.findall(r"[a-z]+", of_what.lower()) if word in COLORS]
    materials = tuple(
        word for word in re.findall(r"[a-z]+", of_what.lower()) if word in MATERIALS and word not in colors
    )
    aside = _ASIDE | {stem(word) for word in (*colors, *materials)}
    if joke or compare:
        thing = _JOKE.sub(" ", _WEIGHING.sub(" ", thing)).strip()
    name, does = _parted(thing)
    if does.startswith("like "):  # "sunglasses like a film star": nothing that they have to be
        beside, does = f"{beside} {does}", ""
    gift = bool(_GIFT.search(whole))
    named = content_words(_OCCASIONS.sub(" ", name) if gift else name) - aside
    aim = content_words(_beside_whom(about) if kind == "person" else about) | content_words(f"{does} {imitated}")
    group = group_asked(plain)
    if group is not None:
        asked = content_words(group.name)
        named, aim = named | asked, aim - asked - {"wear", "eat", "drink", "sit"}
    head = _head(group.name if group else name, named)
    head = "" if head in _SUCH and group is None else head  # "cosy things" may be any things
    such = {word for word in named if word != head and word in _SUCH} if head else set()  # a comfy chair is a chair
    named -= such
    # "The lightest": what is called light.
    aim |= {stem(found.group(1)) for found in _MOST.finditer(thing.lower())}
    return Asking(
        about=about,
        kind=kind,
        pair=pair,
        gift=gift,
        joke=joke,
        budget=bool(_BUDGET.search(whole)),
        compare=compare or bool(re.search(r"\w or \w", name)),
        surprise=bool(_SURPRISE.search(plain)),
        color=colors[0] if colors else "",
        materials=materials,
        worn=bool(paired and paired.worn) or bool(re.search(r"\bwear\b", plain, re.IGNORECASE)),
        sex=sex_of(whole),
        young=bool(_YOUNG.search(about)),
        odd=bool(_ODDLY.search(whole)),
        sober=bool(_SOBER.search(whole)),
        head=head,
        wanted=frozenset(named),
        group=group,
        aim=frozenset(aim - aside - named),
        beside=frozenset(
            content_words(_PERSON_WORDS.sub(" ", _DISLIKED.sub(" ", beside))) - aside - named - unwanted | such
        ),
        thing=kind_asked(plain),
        unwanted=frozenset(unwanted | kin_of(unwanted)),
    )


def _beside_whom(about: str) -> str:
    """ "Who cook every day" of "a couple who cook every day": cooks are people, and what they do is not."""
    whom, who, does = about.partition(" who ")
    return f"{_PERSON_WORDS.sub(' ', whom)}{who}{does}"


_SUCH = frozenset(map(stem, ADJECTIVES))
_MOST = re.compile(r"\b(?!(?:cheap|lat|new|old|fin|for|gu|hon|mod|int|re|b|w|l|qu|n)est)(\w{3,}?)(?:(\w)\2)?est\b")
# "Not made of plastic", "no gold": nothing to look for.
_DISLIKED = re.compile(
    r"\b(?:(?:i|we|s?he|they) )?(?:hates?|dislikes?|allergic to|(?:can't|cannot) (?:stand|wear|have)|"
    r"(?:don't|doesn't|do not|does not) (?:like|want|wear)|no|not) (?:any |the |made of )?([\w-]+)"
    r"|\b([\w-]+) (?:is|are) (?:awful|horrible|itchy)\b",
    re.IGNORECASE,
)
_LACKING = re.compile(r"\b(?:without|with no|no|not) (?:an? |any |the |too |so |very )?([a-z]+)\b")
_OF_WHAT = frozenset((*COLORS, *MATERIALS))
_OCCASIONS = phrases(
    """stocking fillers?, wedding, anniversary, christmas, xmas, valentine'?s?, graduation, retirement, easter, baby shower,
    hanukkah, diwali, eid"""
)
# "Vegan leather" is not leather, and nothing but the shop's own word says that a thing is of it.
_IMITATED = re.compile(
    rf"\b(vegan|faux|fake|imitation|artificial|mock)[ -](?:{'|'.join((*MATERIALS, 'fur'))})\b", re.IGNORECASE
)
_UNWANTED = re.compile(
    rf"\b(?:not|no|nothing|without|non|except|isn't|aren't|instead of|rather than|anything but)\b[ -]?(?:[\w'-]+ ){{0,3}}?"
    rf"(?:{'|'.join((*COLORS, *MATERIALS))})\b",
    re.IGNORECASE,
)


def _main_sentence(plain: str) -> tuple[str, str]:
    """The sentence that says what is sought, from there on where it begins to, and all the others."""
    start, end = place_sought(plain)
    main, others = plain[start:end], f"{plain[:start]} {plain[end:]}"
    for _ in range(2):
        if sought := _SOUGHT.search(main):
            before = "" if _QUESTION.fullmatch(main[: sought.start()]) else main[: sought.start()]
            main = " ".join((main[sought.end() :], before)).strip(" ,.!?")
    return re.sub(r"(?: that| which)? you(?: have|'ve got| got| sell| stock)\b", "", main, flags=re.IGNORECASE), others


def _parted(thing: str) -> tuple[str, str]:
    """The name of what is sought, and what it is to be, do or have: "a clock | that wakes me", "shorts | with pockets"."""
    found = _AFTER_NAME.search(thing)
    if found is None:
        return thing, ""
    return thing[: found.start()], thing[found.start() :]


_AFTER_NAME = re.compile(
    r"[,;:.?!]|\b(?:that|who|with|without|(?<!^)which|in|from|made|as|like|to|on|so|when|while|shaped|used|"
    r"(?:against|over|around|beneath|behind|above|during)(?!-)|(?<!^)(?:i|we|you|he|she|they)|"
    r"but (?:in|not|with|no)|not|under|below|is|are|would|will|can|does|do|by|at)\b",
    re.IGNORECASE,
)


def _head(name: str, named: Collection[str]) -> str:
    """The stem of the noun that says what is sought: the last telling word of its name, before "of"."""
    if _NO_HEAD.match(name):
        return ""
    name = re.sub(r"^.*\b(?:pair|set|kind|sort|type|piece|couple|box|lot)s? of\b", "", name, flags=re.IGNORECASE)
    words = [stem(word) for word in re.findall(r"[a-zà-ɏ]+", re.split(r"\bof\b", name.lower())[0])]
    return next((word for word in reversed(words) if word in named), "")


_NO_HEAD = re.compile(
    r"(?:something|anything|things?|somewhere|what|how|i|i'm|my|we|our|is|are|it|the best|or)\b|.*\bor\b", re.IGNORECASE
)


def sex_of(text: str) -> str:
    """ "men" or "women" where a text speaks of one of them and not of the other."""
    found = {sex for sex, words in _SEXES.items() if words.search(text)}
    return found.pop() if len(found) == 1 else ""


_SEXES = {
    "men": phrases(
        """men(?:'s|s)?, m[ae]n, gentlem[ae]n, guys?, groom, boys?, dad, daddy, father, brother, husband, boyfriend, son,
        nephew, uncle, grandpa, grandfather"""
    ),
    "women": phrases(
        """women(?:'s|s)?, wom[ae]n, lad(?:y|ies), girls?, bride, mum, mom, mummy, mother, sister, wife, girlfriend, daughter,
        niece, aunt, grandma, grandmother, granny"""
    ),
}


def _about(plain: str) -> tuple[int, str]:
    """Where the words begin that say for whom or what, and those words, unless they are no more than a colour or material."""
    for rule in (_WEAR_TO, _FOR, _GIVE, _MOVE, _IN):
        found = rule.search(plain)
        span = _span(found.group("it")) if found else ""
        words = span.lower().split()
        if found and not all(w in COLORS or w in MATERIALS or w in ("the", "a", "it", "that") for w in words):
            return found.start(), span
    return 0, ""


_AGE = re.compile(r"\b\d+[- ]years?[- ]old\b ?")


def _span(text: str) -> str:
    """Words of the request as the answer may say them: "my" is "your"; empty when they cannot be said back."""
    words = _AGE.sub("", _ENDS.split(f" {text}", maxsplit=1)[0]).split()
    if (
        not words
        or len(words) > _MOST_WORDS
        or any(word.lower() in ("i", "i'm", "i've", "we", "we're") for word in words)
    ):
        return ""
    while words and words[-1].lower() in ("that", "which", "who", "and", "but", ","):
        words.pop()
    span = " ".join(_MY.get(word.lower(), word) for word in words).strip(" '-")
    span = span[:1].lower() + span[1:] if span.split(" ", 1)[0] in ("The", "A", "An", "Your", "Someone") else span
    return span if _SAYABLE.fullmatch(span) else ""
