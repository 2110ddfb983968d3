"""What a shop's own text says of a product, cut into clauses that a sentence can repeat word for word.

A description is written to sell: it asks, commands, flatters, and names the product again. What can stand in somebody
else's sentence is picked out by how it is built: "The Oslo Trek Hoodie features an adjustable hood" → features an
adjustable hood; "Ideal for cold days, the hoodie …" → ideal for cold days; bullets → a list of what it has. What cannot is
left out: questions, commands, boasts, anything with a digit, and a colour that is not this variant's.

English only; of another language's text nothing is recognised, and clauses stand after a colon. It has a room of its own,
beside the prompt and the grammar, because both are made of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.claim_words import COLORS, MATERIALS
from assistant.cleaning import BRACKETED, UNSAYABLE, clean_text
from assistant.english import (
    ADJECTIVES,
    ARTICLES,
    ASIDES,
    COMMANDS,
    DESCRIBING,
    DETERMINERS,
    HYPE,
    MANY_VERBS,
    MODALS,
    NO_ARTICLE,
    PARTS,
    VERBS,
    WITH_ARTICLE,
)
from catalog.needs import MET_BY, TOLD_BY
from catalog.product import Product
from models.phrase import listed

Form = Literal["noun", "many", "verb", "part", "has", "it", "sentence", "list", "loose"]
"""How a clause is built: "a mug with a lid", "two mugs", "keeps warm", "made for tea", "a lid and two handles" (what it
has), "it keeps warm", "the lid fits tight", "snug lid, steel rim" (no articles), anything else."""

FORMS: tuple[Form, ...] = ("noun", "many", "verb", "part", "has", "it", "sentence", "list", "loose")

MENTIONS = "the shop mentions "
_FACT_WORDS = 20
_FACTS_WORDS = 44
_FACTS = 3
_DESCRIPTION_CHARACTERS = 3000


@dataclass(frozen=True)
class Clause:
    """Words of a description that can be repeated, and how they are built."""

    text: str
    form: Form


# "Made of wool", "light enough to fold", "best eaten cold": no noun follows, so it says what the product is.
_DESCRIBES = re.compile(
    r"for |(?:best|fully|equally|hand-?) ?\w+(?:ed|en|n)(?:$| (?:in|by|with|from|for|on)\b)|[\w-]+ (?:enough )?"
    r"(?:for|from|with|of|to|in|by|at|as|on|over|under|around|than|into|against|so|and easy)\b"
)
# "Flatlock seams keep …": many parts, and what they do.
_MANY_DO = re.compile(
    r"^(?:[\w-]+,? (?:and )?){1,6}?[\w-]+s (?:keep|make|feature|help|encourage|prevent|provide|offer|let|give|add|block|ensure|"
    r"combine|allow|surround|pull|hold|deliver|bring|protect|support|stay|hug|aid)\b"
)
# A slip of the shop's pen: "helps keeps you cool", "by keep you cool".
_MISWRITTEN = re.compile(
    r"^(?!as )\w+ as (?:it is|they are)\b|\b(?:by|of|from|with|without) (?:keep|make|help|give|let|get|be|have)\b|"
    rf"\b(?:helps?|lets?|makes?|can|will) (?:{'|'.join(sorted(VERBS))})\b"
)
_MANY_HEAD = re.compile(r"^(?:[\w-]+,? ){0,4}?\w*[^s\W]s\b")
_MANY_OF_THEM = re.compile(r"(?:The|These|Our|Both|the|these|our)(?: [\w-]+){0,4}? ([\w-]+s) ([a-z]+) ")
_BASE_VERBS = COMMANDS | {verb.removesuffix("s") for verb in VERBS}
_CONNECTORS = re.compile(
    r"\b(that|which|whose|who|with|without|for|in|of|on|to|from|like|as|by|at|over|under|so|and|but|where)\b"
)
_GENERIC_NAMES = frozenset(
    "piece garment item product set pair model style bag shoe top pant pants jacket shirt".split()
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])(?:\s+|$)|\s+[–—]\s+|\s-{1,2}\s|(?<=:)\s+")
_LINE = re.compile(r"[\r\n•·▪●◦‣*|]+|<(?:br|/?p|/?li|/?ul|/?div|/?h\d)\b[^<>]*>", re.IGNORECASE)
_OUTSIDE = re.compile(r"https?://|www\.|@")


# ---------------------------------------------------------------------------------------------------------- clauses


def facts(product: Product, request: str = "") -> list[Clause]:
    """Return up to three clauses of the description, the most to the point first; no two say the same."""
    names = _names(product)
    found = list(dict.fromkeys(_clauses(product, names)))
    wanted = content_words(request)
    kin = kin_of(wanted)
    lead = dict.fromkeys(found[:1], 0.5)

    def worth(clause: Clause) -> float:
        words = content_words(clause.text)
        near = len(wanted & words) + bool(kin & words)
        return 1.6 * near + _WORTH[clause.form] + lead.get(clause, 0.0) - 0.02 * len(clause.text.split())

    kept: list[Clause] = []
    said: set[str] = set()
    for clause in sorted(found, key=worth, reverse=True):
        words = content_words(clause.text)
        if len(words & said) > len(words) // 2 or sum(len(k.text.split()) for k in kept) > _FACTS_WORDS:
            continue
        kept.append(clause)
        said |= words
        if len(kept) == _FACTS:
            break
    return kept


def mention(product: Product, sought: Collection[str]) -> Clause | None:
    """What the description says around one of these stems, where no whole clause tells it: "the shop mentions heart rate".
    None where the description does not name it in two words, or as several."""
    wanted, names = set(sought), _names(product)
    best, most, told = "", 0, ""
    text = clean_text(html.unescape(product.description[:_DESCRIPTION_CHARACTERS]))
    for sentence in re.split(r"[.!?;:,•()/–—]+| -+ ", text.replace("’", "'")):
        words = sentence.split()
        bounds = [-1, *(i for i, word in enumerate(words) if word.lower() in _BETWEEN), len(words)]
        for before, after in pairwise(bounds):
            said = re.sub(r"^.*'s ", "", " ".join(words[before + 1 : after]).strip(" -–—'*\""))
            said = _lower_first(said, product.brand)
            found = len({stem(word) for word in said.lower().split()} & wanted)
            if found > most and _can_be_named(said, product):
                best, most = said, found
                told = words[before].lower() if before >= 0 else ""
    if not best:
        return None
    if told in ("a", "an"):
        if best.split()[-1].lower() in ("away", "back", "off"):  # "a closet away | from home"
            return None
        return Clause(f"{MENTIONS}{told} {best}", "sentence")
    counted = stem(best.split()[-1].lower()) in names and not best.endswith("s")
    return Clause(f"{MENTIONS}{_with_article(best) or (f'{article(best)} ' if counted else '') + best}", "sentence")


def _can_be_named(text: str, product: Product) -> bool:
    barred = UNSAYABLE.search(text) or _OUTSIDE.search(text) or HYPE.search(text) or _another_color(text, product)
    last = text.split()[-1].lower() if text else ""
    named = (
        last not in ADJECTIVES | COMMANDS
        and not (last.endswith("s") and last[:-1] in _BASE_VERBS - _PART_STEMS)
        and not last.endswith(("ly", "ing", "ed"))
    )
    named = named and text.split()[0].lower() not in {"most", "more", "less", "least"}  # than which, its place told
    named = named and text.split()[0].lower() not in _BASE_VERBS - ADJECTIVES - DESCRIBING
    several = len(text.split()) > 1 or (last.endswith("s") and not last.endswith("ss"))  # "pockets"
    return named and not barred and several and len(text.split()) <= 6 and not _names_itself(text, product)


_WORTH: dict[Form, float] = {
    "noun": 1.5, "many": 1.5, "verb": 1.2, "part": 1.1, "has": 1.2, "it": 0.9, "sentence": 0.6, "list": 0.7, "loose": 0.5,
}  # fmt: skip


def content_words(text: str) -> set[str]:
    """Words that carry meaning, roughly stemmed, so that "pots" meets "pot" and "berries" "berry"."""
    return {stem(w) for w in re.findall(r"[a-zà-ɏ]{3,}", text.lower()) if w not in _EMPTY}


def stem(word: str) -> str:
    """A word without the ending of its plural; what is left need not be a word."""
    if len(word) < 4 or word.endswith(("ss", "us")):
        return word
    bare = word.removesuffix("s")
    bare = bare.removesuffix("e") if bare != word and bare.endswith(("xe", "she", "che", "sse", "oe")) else bare
    if len(bare) < 4:
        return bare
    return re.sub(r"(?<=\w\w\w)(?:ie|y)$", "i", bare).removesuffix("e")


def _by_stem(table: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for asked, told in table.items():
        found.setdefault(stem(asked), set()).update(map(stem, told))
    return found


_KIN, _MEETING = _by_stem(TOLD_BY), _by_stem(MET_BY)


def kin_of(words: Collection[str]) -> set[str]:
    """Stems of words by which a text answers these stems without being the same: "alarm" for "wake"."""
    return set().union(*(_KIN.get(word, ()) for word in words))


def meeting(words: Collection[str]) -> set[str]:
    """The same, and those of what meets a need by being what it is: "scarf" for "warm". Of a product, not of a clause of it."""
    return set().union(*(_MEETING.get(word, ()) for word in words))


# Words at which the name of a thing begins or ends.
_BETWEEN = (
    VERBS
    | MANY_VERBS
    | MODALS
    | ASIDES
    | ARTICLES
    | DETERMINERS
    | frozenset(
        """
    that which whose who with without for in of on to from like as by at over under where while than too be been was
    were it they them he she me us our these those beyond into onto through throughout across against during between
    toward towards off among along around behind above below near until upon within via plus versus about after before
    keep help make let get also just not only
    """.split()
    )
)
_PART_STEMS = frozenset(stem(word) for word in PARTS | WITH_ARTICLE)
_EMPTY = frozenset(
    """the and for with that this like look looks from are you your our out into than used use can its it's has have was
    some something anything thing things one two please want need looking show find get give any all more most very
    what which who how does not but too there them they their made make makes will would should could about""".split()
)


def _names(product: Product) -> frozenset[str]:
    """Stems of the words by which the text may call the product itself."""
    words = f"{product.title} {product.category.split('>')[-1]}"
    return frozenset(stem(w) for w in re.findall(r"[a-zà-ɏ]{2,}", words.lower())) | _GENERIC_NAMES


def _clauses(product: Product, names: frozenset[str]) -> Iterator[Clause]:
    text = html.unescape(product.description[:_DESCRIPTION_CHARACTERS])
    lines = [line for line in _LINE.split(text) if line.strip()]
    bullets: list[str] = []
    first = True
    for number, line in enumerate(lines):
        line = clean_text(BRACKETED.sub(" ", line))
        before = ""
        for sentence in _SENTENCE_END.split(line):
            # "Derived from a renewable resource: coconut shells": the end of that sentence, and nothing that the product has.
            ends_another = before.endswith(":") and len(before.split()) > 3
            before = sentence
            for clause in _sentence(sentence, product, names, lead=first, bullet=len(lines) > 2 and number > 0):
                if ends_another and clause.form in ("list", "loose", "noun", "many"):
                    continue
                if clause.form == "list":
                    bullets.append(clause.text)
                else:
                    yield clause
            first = False
    yield from _features(bullets, product.brand)


def _sentence(raw: str, product: Product, names: frozenset[str], *, lead: bool, bullet: bool) -> Iterator[Clause]:
    if raw.rstrip().endswith("?") or (raw.rstrip().endswith(":") and len(raw.split()) < 4):
        return
    sentence = raw.replace("’", "'").strip(" .!;:,-–—'\"“”‘*&")
    sentence = re.sub(r"\s*&\s*", " and ", re.sub(r"[“”\"]", "", sentence))
    sentence = re.sub(r",? \b(?:shown|pictured)\b.*$", "", sentence)
    if not sentence or UNSAYABLE.search(sentence) or _OUTSIDE.search(sentence):
        return
    found = re.match(r"(.*?), ((?:(?:the|this|these|our|it|they) |[A-Z]).*)$", sentence)
    if found and (main := _of_product(found.group(2), names)):
        yield from _kept([_modifier(found.group(1))], product)
        yield from _kept([main], product)
        return
    yield from _kept([_of_product(sentence, names) or _plain(sentence, names, lead=lead, bullet=bullet)], product)


def _kept(clauses: Sequence[Clause | None], product: Product) -> Iterator[Clause]:
    """Clauses short enough, that say something, and nothing of another variant."""
    for clause in clauses:
        if clause is None:
            continue
        text = _cut(clause.text)
        if clause.form not in ("it", "sentence"):
            text = re.sub(r", (?:it|they|you)(?:'\w+)? .*$", "", text)
        words = content_words(text)
        first = text.split(" ", 1)[0].lower() if text else ""
        if len(text.split()) < 2 or not words or words <= content_words(product.title):
            continue
        if re.match(r"(?:it is |they are )?the (?:same|other|next|others)\b", text, re.IGNORECASE):
            continue  # than which, its place told
        if clause.form not in ("verb", "it") and first in ASIDES | COMMANDS and first not in DESCRIBING:
            continue
        if (
            _SAYS_NOTHING.fullmatch(text)
            or HYPE.search(text)
            or _MISWRITTEN.search(text)
            or _names_itself(text, product)
            or _another_color(text, product)
        ):
            continue
        yield Clause(_lower_first(text, product.brand), clause.form)


_SAYS_NOTHING = re.compile(r"(?:it |they )?[a-z]+ (?:it|them|so|that|this|well)", re.IGNORECASE)  # "it means it"


def _of_product(sentence: str, names: frozenset[str]) -> Clause | None:
    """The clause of a sentence whose subject is the product; None for any other sentence."""
    words = sentence.split()
    if words[0].lower() in ("it", "it's", "they", "they're") and len(words) > 2:
        if words[0].lower() == "it" and words[1].lower() in VERBS:
            return _said_of_product(words[1:], words[1].lower(), plural=False)
        return Clause(sentence, "it")
    for i, word in enumerate(words[1:9], 1):
        token = word.lower()
        if token not in VERBS and token not in MANY_VERBS and token not in MODALS:
            if word.endswith((",", ";")) or token in ("that", "which", "who", "you", "so"):
                return None
            continue
        subject = [w.lower() for w in words[:i]]
        named = subject[0] in ("the", "this", "these", "our", "that") or words[0][0].isupper()
        if not (named and stem(subject[-1]) in names and len(subject) > 1) or subject[-1] in COLORS:
            return None
        return _said_of_product(words[i:], token, plural=token in MANY_VERBS)
    found = _MANY_OF_THEM.match(sentence)
    if found and stem(found.group(1).lower()) in names and found.group(2) in _BASE_VERBS:
        return Clause(f"they {sentence[found.start(2) :]}", "it")
    return None


def _said_of_product(words: list[str], verb: str, *, plural: bool) -> Clause | None:
    rest = " ".join(words[1:])
    follows = words[1].lower() if len(words) > 1 else ""
    if verb in ("is", "are") and follows in ("a", "an", "one"):
        return Clause(rest, "many" if plural else "noun")
    if verb in ("is", "are") and (follows in DESCRIBING or follows.rstrip(",") in ADJECTIVES or follows.endswith("ed")):
        return Clause(rest, "part")
    if verb in ("brings", "promises", "delivers", "offers", "gives") and len(words) < 4:
        return None  # "Brings serious relief": from what, its place told
    if (verb in ("is", "are") and not plural) or follows.rstrip(",") in ("that", "this", "it"):
        return None
    if verb == "has" and re.match(r"(?:been|gone|\w+ed|become|made|won)\b(?! \w+s\b)", rest):
        return Clause(" ".join(words), "verb")  # "has been a chair": nothing that it has
    if rest.startswith("with ") or verb in ("features", "has", "includes", "offers"):
        bare = rest.removeprefix("with ")
        if bare.split(" ", 1)[0].lower() not in ARTICLES and (verb == "comes" or not _MANY_HEAD.search(bare)):
            return _having(bare)
    if verb in MODALS or plural:
        return Clause(f"{'they' if plural else 'it'} {' '.join(words)}", "it")
    return Clause(" ".join(words), "verb")


def _modifier(text: str) -> Clause | None:
    """What stands before ", the hoodie …": kept when it says what the product is for or has."""
    first, _, rest = text.partition(" ")
    if first.lower() == "with":
        return _having(rest)
    if first.lower() in DESCRIBING or _only_adjectives(text):
        return Clause(text, "part")
    return None


def _plain(sentence: str, names: frozenset[str], *, lead: bool, bullet: bool) -> Clause | None:
    """A sentence whose subject is not the product, or a fragment."""
    words = sentence.split()
    first = words[0].lower().rstrip(",")
    head = re.split(_CONNECTORS, sentence.lower(), maxsplit=1)[0]
    finite = next((i for i, w in enumerate(words[:9]) if _is_verb(w.lower(), words[i + 1 : i + 2])), -1)
    if first in ("shown", "pictured"):
        return None
    if first in ASIDES or first == "with":
        return _having(sentence.partition(" ")[2]) if first == "with" and finite < 0 else None
    if first in VERBS:
        return _said_of_product(words, first, plural=False)
    if first in MODALS:
        return Clause(f"it {sentence[0].lower()}{sentence[1:]}", "it")
    if re.match(r"the (?:[\w-]+ ){1,2}?(?:every|you|we|they) ", sentence.lower()):
        return Clause(sentence, "noun")  # "the pot every garden starts with"
    if finite > 0 and not _CONNECTORS.search(" ".join(words[:finite]).lower()):
        subject = words[finite - 1].lower()
        told = first in DETERMINERS or first in ("a", "an") or subject in NO_ARTICLE or stem(subject) in _PART_STEMS
        return Clause(sentence, "sentence") if told else None
    heads = re.findall(r"[a-z-]+", head)
    own = bool(heads) and stem(heads[-1]) in names
    if first in ("a", "an", "one") or re.match(r"the (?:[\w-]+ ){1,3}(?:that|which|you|every|of) ", sentence.lower()):
        return Clause(sentence, "noun") if lead or own or first == "the" else _having(sentence)
    if first == "the" and own and finite < 0:
        return Clause(sentence, "noun")  # "The walking bowl in sky blue": no verb
    if first in DETERMINERS:
        return Clause(sentence, "sentence") if not re.match(r"the \w+er\b", sentence.lower()) else None
    if lead and own and heads[-1].endswith("s") and not heads[-1].endswith("ss"):
        return Clause(sentence, "many")
    if first in ("two", "three", "four", "six"):
        return Clause(sentence, "many" if lead else "list")
    if _only_adjectives(sentence) or (first in DESCRIBING and _DESCRIBES.match(sentence.lower())):
        return Clause(sentence, "part")
    if first in COMMANDS and first not in ADJECTIVES:
        return None
    if first.endswith("ing") or " you " in f" {sentence} ":
        return None  # "Running errands or headed to the gym": it hangs on what comes next
    if _MANY_DO.match(sentence):
        return Clause(sentence, "sentence")
    if not lead and len(words) <= 7 and (bullet or finite < 0):
        return Clause(sentence, "list") if not own else None  # "Black shorts with grey accents": the title said it
    counted = own and not heads[-1].endswith("s") and heads[-1] not in {*MATERIALS, *COLORS, *NO_ARTICLE}
    if counted and finite < 0:
        return Clause(f"{article(sentence)} {sentence[0].lower()}{sentence[1:]}", "noun")
    if first in ("on", "in", "at", "during", "from", "to", "by"):
        return None  # "On cold mornings": where or when, and of what its place told
    return Clause(sentence, "loose")


def article(words: str) -> str:
    """ "a" or "an", by the sound that the words begin with as far as spelling tells it."""
    one = words[:1].lower() in "aeiou" and not re.match(r"(?:uni|use|usu|eu|one\b|once)", words, re.IGNORECASE)
    return "an" if one or re.match(r"(?:hour|honest|heir|led\b)", words, re.IGNORECASE) else "a"


def _is_verb(word: str, follows: Sequence[str]) -> bool:
    if word in MODALS:  # "a copper can with a spout"
        return bool(follows) and not _CONNECTORS.fullmatch(follows[0].lower())
    return word in VERBS or word in MANY_VERBS


def _only_adjectives(text: str) -> bool:
    """ "Soft, sleek and subtle": every item ends in an adjective."""
    items = [item.split() for item in re.split(r",(?: and)?| and ", text.lower()) if item.strip()]
    return all(item[-1] in ADJECTIVES and len(item) <= 2 for item in items)


def _having(text: str) -> Clause | None:
    """What a product has, as it may follow "with"; None when an article would be a guess."""
    if any(word.lower() in VERBS for word in text.split()[1:-1]):
        return None
    items = [_with_article(item) for item in re.split(r",(?: and)? ", text)]
    return Clause(listed(items), "has") if text and all(items) and len(items) <= 3 else None


def _features(bullets: Sequence[str], brand: str) -> Iterator[Clause]:
    """Short bullets together: as what it has where the articles are sure, the others as a bare list."""
    sure = [item for bullet in bullets if (item := _with_article(bullet, brand))]
    others = [
        _lower_first(bullet, brand)
        for bullet in bullets
        if "," not in bullet and not _with_article(bullet, brand) and bullet.split()[0].lower() not in COMMANDS
    ]
    if sure:
        yield Clause(listed(sure[:3]), "has")
    if len(others) > 1:
        yield Clause(", ".join(others[:3]), "list")


def _with_article(item: str, brand: str = "") -> str:
    """ "Adjustable hood" → "an adjustable hood", "ribbed cuffs", "reflective trim"; "" when it cannot be told."""
    item = " ".join(w.lower() if w.lower() in WITH_ARTICLE else w for w in _lower_first(item.strip(), brand).split())
    words = item.split()
    if not 2 <= len(words) <= 9 or "," in item or _MANY_DO.match(item):
        return ""
    head = re.split(
        r"\s(?:with|for|in|of|on|to|at|from|by|that|and|down|along|around|under|over|inside|across|through|throughout)\b",
        item,
        maxsplit=1,
    )[0].split()
    last = head[-1].lower()
    if last in NO_ARTICLE or (last.endswith("s") and stem(last) in _PART_STEMS):
        return item
    if last not in WITH_ARTICLE or re.search(r" and (?!\w+ \w+ing\b)", item):
        return ""
    return item if words[0] in DETERMINERS or words[0] in ("a", "an") else f"{article(item)} {item}"


def _names_itself(text: str, product: Product) -> bool:
    """Whether it says two of the title's words in a row: after the title itself that reads like an echo."""
    title, said = clean_text(product.title).lower().split(), f" {' '.join(re.findall(r'[a-zà-ɏ-]+', text.lower()))} "
    pairs = pairwise(title)
    capitals = set(re.findall(r"\b[A-Z][\w-]+", text[1:]))
    return bool(capitals) and any(f" {one} {two} " in said and one.capitalize() in capitals for one, two in pairs)


def _another_color(text: str, product: Product) -> bool:
    """Whether it calls the thing by a colour that is not this row's: shops copy one variant's text to the others."""
    own = f"{product.color} {product.title}".lower()
    head = re.split(rf",|{_CONNECTORS.pattern}", text.lower(), maxsplit=1)[0]
    said = [word for word in re.findall(r"[a-z]+", head) if word in COLORS and word not in _NOT_ONLY_COLORS]
    return bool(said) and bool(product.color) and not any(word in own for word in said)


_NOT_ONLY_COLORS = frozenset(
    "gold silver bronze copper rose chocolate cream golden sage mint lime coral stone natural".split()
)


def _cut(sentence: str) -> str:
    """A long sentence up to its last joint; "" when it has none."""
    words = sentence.split()
    if len(words) <= _FACT_WORDS:
        return sentence
    head = " ".join(words[:_FACT_WORDS])
    joints = [found.start() for found in _JOINT.finditer(head)] or [
        found.start() for found in _LAST_JOINT.finditer(head)
    ]
    cut = _DANGLING.sub("", head[: joints[-1]]) if joints else ""
    return cut if len(cut.split()) >= 4 else ""


_JOINT = re.compile(
    r", (?:while|which|so|plus|with|making|giving|perfect|thanks|where|as|because|designed|ideal|for)\b|: | while | so that | "
    r"(?:because|thanks to) |, and (?=(?:it|they|its|the|a)\b)|(?<!ing), (?=\w+(?:ed|ing)\b)"
)
_DANGLING = re.compile(r",? (?:and|or) (?:a|an|the)(?: \w+)?$|,? (?:is|are) (?:designed|made)$")
_LAST_JOINT = re.compile(r" with (?!the\b)| whose | that ")


def _lower_first(clause: str, brand: str) -> str:
    first = clause.split()[0] if clause.split() else ""
    if not first or first == "I" or (first.isupper() and len(first) > 1) or re.search(r"[a-z][A-Z]", first):
        return clause
    if brand.startswith(first) and len(first) > 2:
        return clause
    return clause[0].lower() + clause[1:]
