"""What kind of answer a request wants: a gift, a room, a comparison, a joke; for whom or what.

Read for the sentences only. What narrows the search is `assistant.understanding`'s, which is bound to be sure; here a
wrong guess costs a turn of phrase.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.claim_words import COLORS, MATERIALS
from assistant.english import ADJECTIVES, PEOPLE, SEEKING, SOFTLY, phrases
from assistant.facts import content_words, kin_of, stem
from assistant.said_back import A_ROOM, PERSON_WORD, SOMEBODY, About, about, as_said_back
from assistant.understanding.amounts import prices
from assistant.understanding.companions import WORN_AS, companion
from assistant.understanding.exclusions import ruled_out
from assistant.understanding.phrasing import said_plainly
from assistant.understanding.reading import Reading
from assistant.understanding.sentences import place_sought
from assistant.wanted import PLIGHT_STEMS, Asking
from catalog.groups import group_asked, kind_asked
from catalog.naming import only_tells, says_what_to_do

_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|evening|day)|excuse me|ok|so|well)\b(?: there)?[\s,.!]*)+|"
    r"\b(?:please|thanks?(?: you)?|cheers|many thanks|pls|thx)\b[\s,.!]*",
    re.IGNORECASE,
)
_SOUGHT = phrases(SEEKING)
_WHAT_IS = re.compile(
    r"^(?:what(?:'s| is| are)|which (?:is|are)) (?:your|the) (?=(?:[a-z]+est|most|least|best)\b)", re.IGNORECASE
)
_QUESTION = re.compile(r"\W*(?:what|which|where|how)\W+(?:do|does|can|could|would|should|might)\W*", re.IGNORECASE)
# What only says that things are weighed against each other.
_WEIGHING = re.compile(
    r"\b(?:what(?:'s| is) )?(?:the )?differences? between\b|\bhow (?:do|does|are)\b|"
    r"\b(?:comparison of|compares?|differs?)\b|^(?:is|are) (?=.*\bbetter\b)|\b(?:is |are )?better than\b",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"^(?!\w+ing\b)(?:[\w'-]+ ){{0,5}}?{PERSON_WORD}", re.IGNORECASE)
_PERSON_WORDS = re.compile(rf"\b{PERSON_WORD}", re.IGNORECASE)
_ROOM = re.compile(
    rf"^(?:the |a |an |your |his |her |their )?(?:(?!in |at |on |of |to )[\w'-]+ ){{0,3}}{A_ROOM}"
    r"(?:$| (?:by|near|with|in|at|on|of|or|and) )",
    re.IGNORECASE,
)
_YOUNG = phrases(
    """child(?:ren)?, kids?, bab(?:y|ies), toddlers?, godchild, nephew, niece, grandson, granddaughter, grandchild(?:ren)?,
    (?:little|small) (?:boy|girl), (?:one|two|three|four|five|six|seven|eight|nine)[- ]year[- ]old"""
)
_GIFT = phrases(
    rf"""gifts?, presents?, prizes?, stocking fillers?, secret santa, give (?:my|to|a), birthday, housewarming,
    (?:get|buy|find) {SOMEBODY}"""
)
_JOKE = phrases(
    r"""funny, funniest, silly, silliest, jokes?, laugh\w*, ridiculous, weird\w*, odd, oddest, crazy, absurd, bizarre, quirky,
    white elephant, hilarious, prank, whimsical, daft, smile"""
)
_ODDLY = phrases(
    r"""cheer (?:me|us|him|her|them|\w+ \w+) up,
    personality, character, unusual, quirky, unique, out of the ordinary, eye-catching, playful, whimsical, with a twist,
    (?:isn't|is not|not|nothing|aren't|less|never) (?:too |so |at all |that )?(?:boring|ordinary|plain|dull)"""
)
_SOBER = phrases(
    """serious, sober, understated, grown-up, businesslike, formal, elegant, timeless, sensible, discreet, propose, proposing,
    proposal, engagement, wedding, funeral, interview"""
)
_LOUD = re.compile(rf"{_JOKE.pattern}|\b(?:flashy|fancy|loud|garish|gaudy|bling|showy|over the top)\b", re.IGNORECASE)
_BUDGET = phrases(
    r"""cheap\w*, costs? the least, budget(?! (?:of |is )?\W?\d), affordable, inexpensive, low[- ]cost, economical,
    good value, bargains?, broke,
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
    prize prizes accent accents touches farewell
    secret santa housewarming occasion invited lover lovers enthusiast addict fanatic obsessed mad crazy keen thinks
    somewhere likes love loves loving enjoy enjoys laugh smile man woman men women mens womens ladies boys girls
    pretty nicely against behind beside between near across through during inside outside enough quickly easily keep keeps
    cheer isn aren don doesn didn she they his her him
    ours mine yours theirs help helps while side always never often also bit bits got shaped put tell
    personality character boring ordinary unusual unique serious sober elegant formal grown quite
    piece pieces item items decent now then already hold holds
    stay stays ten twenty thirty forty fifty sixty seventy eighty ninety hundred
    dollars euros pounds bucks around here there home see friendly match game day days time times shop sell
    """
)


def read_asking(request: str) -> Asking:
    """Read one request, already cleaned to a line. Never raises; of what it cannot read it says nothing."""
    plain = _POLITE.sub(" ", said_plainly(request.replace("’", "'")))
    plain = " ".join(plain.split()).strip(" ,.!?")
    plain = plain.lower() if plain.isupper() else plain
    plain = _WHAT_IS.sub("", plain)
    as_said = re.sub(r"\bwhite elephant\b", "funny", plain, flags=re.IGNORECASE)  # no elephant is wanted, nor white
    whole, things = ruled_out(_without_prices(SOFTLY.sub(" ", as_said)))
    joke, compare = bool(_JOKE.search(whole)), bool(_COMPARE.search(whole))
    unwanted = set().union(*map(_unwanted, things))
    plain, beside = _main_sentence(whole)
    paired = companion(plain)
    pair = as_said_back(paired.other) if paired else ""
    if paired:
        plain = " ".join(filter(None, (paired.thing or WORN_AS.get(paired.worn, ""), paired.after)))
    start, end, said, back = About() if paired else about(plain)
    if (
        back
        and not _PERSON.match(back)
        and re.match(r"(?:that|who|with|which|so)\b", _parted(plain[:start])[1], re.IGNORECASE)
    ):
        start, end, said, back = About()  # "shorts with pockets for my phone": the pockets are for it, not the shorts
    kind = "person" if _PERSON.match(back) else "room" if _ROOM.search(back) else "use" if back else ""
    # "A cushion for a green sofa": the sofa is green. "For my dad, what tools?": what is sought stands behind.
    thing = (plain[:start].strip(" ,") or plain[end:].strip(" ,:;-")) if back else plain
    if kind == "person" and plain[:start].strip(" ,"):
        beside = f"{beside} {plain[end:]}"  # "for my grandad, who feels every draught"
    imitated = " ".join(_IMITATED.findall(thing))
    thing = _IMITATED.sub(" ", thing)
    # "A mirror for the hall, the wooden kind".
    of_what = f"{thing} {plain[start:].partition(',')[2]}" if back else thing
    of_what = _ANOTHERS.sub(" ", of_what)
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
    name = _MOST.sub(" ", name)  # "the thickest fleece"
    named = content_words(_OCCASIONS.sub(" ", name) if gift else name) - aside
    aim = content_words(_beside_whom(said) if kind == "person" else said) | content_words(f"{does} {imitated}")
    group, thing_asked = group_asked(plain), kind_asked(plain)
    if thing_asked is None and _SUCH_A_GIFT.search(name):  # "a cuddly present"
        named, aim = set(), aim | named
    wrong = thing_asked is None and not PLIGHT_STEMS.isdisjoint(named)  # "sore calves, help"
    if group is None and (wrong or says_what_to_do(plain) or (thing_asked is None and only_tells(plain))):
        # "My back is always sore", "water the plants": what is named is not what is wanted.
        named, aim, thing_asked, name = set(), aim | named - _PEOPLE, None, ""
    if group is not None:
        asked = content_words(group.name)
        named, aim = named | asked, aim - asked - {"wear", "eat", "drink", "sit"}
    head = _head(group.name if group else name, named)
    if not head and thing_asked is not None:  # "which of your women's jackets would keep me dry"
        head = next((word for word in reversed([*map(stem, thing_asked.name.split())]) if word in named), "")
    head = "" if head in _SUCH and group is None else head  # "cosy things" may be any things
    such = {word for word in named if word != head and word in _SUCH} if head else set()  # a comfy chair is a chair
    named -= such
    # "The lightest": what is called light.
    aim |= {stem(found.group(1)) for found in _MOST.finditer(thing.lower())}
    return Asking(
        about=back,
        kind=kind,
        pair=pair,
        gift=gift,
        joke=joke,
        budget=bool(_BUDGET.search(as_said)),
        compare=compare or bool(re.search(r"\w or \w", name)),
        surprise=bool(_SURPRISE.search(plain)),
        color=colors[0] if len(set(colors)) == 1 and not _EITHER.search(of_what) else "",
        colors=tuple(dict.fromkeys(colors)),
        materials=materials,
        worn=bool(paired and paired.worn) or bool(re.search(r"\bwear\b", plain, re.IGNORECASE)),
        sex=sex_of(whole),
        young=bool(_YOUNG.search(back)),
        either=bool(re.search(r"\bor\b", said)),
        odd=bool(_ODDLY.search(as_said)),
        sober=bool(_SOBER.search(whole) or _LOUD.search(" ".join(things))),  # "nothing funny"
        head=head,
        wanted=frozenset(named),
        group=group,
        aim=frozenset(aim - aside - named),
        beside=frozenset(content_words(_PERSON_WORDS.sub(" ", beside)) - aside - named - unwanted | such),
        thing=thing_asked,
        unwanted=frozenset(unwanted | kin_of(unwanted)),
        cuts=tuple(_CUT.findall(plain.lower())),
    )


def _beside_whom(said: str) -> str:
    """ "Who cook every day" of "a couple who cook every day": cooks are people, and what they do is not."""
    whom, who, does = said.partition(" who ")
    return f"{_PERSON_WORDS.sub(' ', whom)}{who}{does}"


_SUCH_A_GIFT = re.compile(r"\w (?:gifts?|presents?|prizes?|surprises?)(?: ideas?)?\W*$", re.IGNORECASE)
_PEOPLE = frozenset(map(stem, PEOPLE))
_SUCH = frozenset(map(stem, ADJECTIVES))
_MOST = re.compile(r"\b(?!(?:cheap|lat|new|old|fin|for|gu|hon|mod|int|re|b|w|l|qu|n)est)(\w{3,}?)(?:(\w)\2)?est\b")
# "Baskets for the top of my white wardrobe": the wardrobe is white.
_ANOTHERS = re.compile(
    r"\b(?:of|on|in|above|over|under|beside|behind|around|near|inside|to) (?:my|our|his|her|their) [^,;.]*",
    re.IGNORECASE,
)
# "Brass or yellow": neither is the one that has to be.
_EITHER = re.compile(
    rf"\b(?:{'|'.join((*COLORS, *MATERIALS))}) or (?:{'|'.join((*COLORS, *MATERIALS))})\b", re.IGNORECASE
)
_OCCASIONS = phrases(
    """stocking fillers?, wedding, anniversary, christmas, xmas, valentine'?s?, graduation, retirement, farewell, goodbye,
    leaving, easter, baby shower, hanukkah, diwali, eid"""
)
# "Vegan leather" is not leather, and nothing but the shop's own word says that a thing is of it.
_IMITATED = re.compile(
    rf"\b(vegan|faux|fake|imitation|artificial|mock)[ -](?:{'|'.join((*MATERIALS, 'fur'))})\b", re.IGNORECASE
)


def _without_prices(text: str) -> str:
    reading = Reading(text)
    prices(reading)
    return reading.text


def _unwanted(thing: str) -> set[str]:
    """The stems of what is ruled out: of "plain black" the colour."""
    words = re.findall(r"[a-z]+", thing)
    return {stem(word) for word in words if word in COLORS or word in MATERIALS} or content_words(thing)


def _main_sentence(plain: str) -> tuple[str, str]:
    """The sentence that says what is sought, from there on where it begins to, and all the others."""
    start, end = place_sought(plain)
    main, others = plain[start:end], f"{plain[:start]} {plain[end:]}"
    for _ in range(2):
        if sought := _SOUGHT.search(main):
            before, after = main[: sought.start()].strip(" ,"), main[sought.end() :].strip(" ,.!?")
            if _QUESTION.fullmatch(main[: sought.start()]):
                before = ""
            if re.match(r"(?:what|which)\b", before, re.IGNORECASE):  # "What top | would you suggest | for a woman?"
                main = f"{before} {after}".strip()
            else:
                main = ", ".join(filter(None, (after, before)))
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
    r"but (?:in|not|with|no)|not|under|below|is|are|would|will|can|does|do|keeps?|makes|gets|gives?|offers|has|hurts|by|at)\b",
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
    """ "men" or "women": the first that a text speaks of, where it does not speak of both alike ("for men and women")."""
    found = sorted((place.start(), place.end(), sex) for sex, words in _SEXES.items() for place in words.finditer(text))
    if not found:
        said = _PRONOUNS.search(text)
        return "" if said is None else "men" if (said[1] or said[2]).lower() in ("him", "he") else "women"
    _, ends, first = found[0]
    other = next((start for start, _, sex in found if sex != first), None)
    alike = other is not None and re.fullmatch(r"\W*(?:and|or|&|/)?\W*(?:\w+ )?", text[ends:other])
    return "" if alike else first


_CUT = re.compile(r"\b(long|short|full)[- ](sleeve|leg(?!gings?)|length|handle)")
_PRONOUNS = re.compile(
    r"\b(?:for (him|her)(?= *(?:$|[,.;!?]))|(s?he) (?:can|could|will|would|wears?|runs?|trains?)\b)", re.IGNORECASE
)
_SEXES = {
    "men": phrases(
        """men(?:'s|s)?, m[ae]n, gentlem[ae]n, guys?, blokes?, lads?, groom, boys?, dad, daddy, father, brother, husband, hubby,
        boyfriend, son, nephew, uncle, grandpa, grandad, granddad, grandfather, grandson"""
    ),
    "women": phrases(
        """women(?:'s|s)?, wom[ae]n, lad(?:y|ies), girls?, bride, mum, mom, mummy, mother, sister, wife, girlfriend, daughter,
        niece, aunt, grandma, grandmother, granny, gran, nan, nana, granddaughter, pregnant, breastfeeding,
        had a baby, (?:sports )?bras?, bikini"""
    ),
}
