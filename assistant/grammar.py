"""The two grammars of a suggestion (GBNF). Both name only the products shown and write no digit, bracket or currency.

`free_grammar` leaves the words to the model. `framed_grammar` is for a small one, which has learnt its sentences as frames
(frames.json beside its file): it chooses frames, clauses and when to stop, and whatever a frame says of a product is taken
whole from that product's row. So it may choose dully; it cannot garble a fact, or tell one product's fact of another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.claims import COLORS, MATERIALS

LETTERS = "ABCDEF"
Frames = Mapping[str, Sequence[str]]
"""By role, sentences with slots: {L} a product, {M} the first one, {j} a joint and clause, {f} a clause, {b} {c} {m} brand,
colour and material ({n} {k} those of the first), {a} words of the request, {w} what was asked for, {o} a colour asked for in
vain; {is}, {it}, {comes} … follow the product's number. A role after a stroke ("joint/noun") is for clauses of that form."""

FORMS = ("noun", "many", "verb", "part", "it", "sentence", "loose")
_MOST_FRAMES = 4
_ONE = {"is": "is", "it": "it", "It": "It", "its": "its", "them": "it", "has": "has"}
_MANY = {"is": "are", "it": "they", "It": "They", "its": "their", "them": "them", "has": "have"}
_VERBS = ("fits", "comes", "suits", "works", "looks", "costs")

_SLOT = re.compile(r"\{(\w)\}")
_NUMBER_SLOT = re.compile(r"\{(first_)?(\w\w+)\}")
_HEAD = re.compile(r",| (?:with|for|in|as|of|from|made|shaped|that|to|on|by)\b", re.IGNORECASE)
_SINGULAR_S = re.compile(r"(?:ss|us|is|canvas|lens|series|christmas|chess|atlas|gas)$", re.IGNORECASE)
_ABOUT = re.compile(r".*\b(for|give|in|suits) (\S.*)$", re.IGNORECASE)
_GOES_WITH = re.compile(r".*\b(?:goe?s? with|match(?:es|ing)?) (?:(?:an?|the|my) )?(\S.*)$", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(is|are|was|has|have|runs?|sits?|stands?|keeps?|makes?|hangs?|holds?|peeks?|lets?|goes|go|comes?|opens?|floats?|"
    r"turns?|looks?|fits?|stays?|folds?|swings?|glows?|rings?|does|need|needs|rolls?|lifts?|shows?|gives?|takes?)\b"
)
_VERB_FIRST = frozenset(
    """adds blends breathes brings burns carries catches charges cleans clips closes comes covers cushions cuts dims drains
    drapes dries feels fits floats folds gives glows goes grips grows hangs has hides holds keeps lathers leaves
    lets lies lifts lights looks makes melts needs never opens packs plays pours props rests rings rinses rocks
    rolls runs seats serves shades shows sits slides slips smells sounds stacks stands stays takes tastes tells
    throws ticks turns warms washes waters wears weighs wipes works""".split()
)
_PART_FIRST = frozenset("for made cut shaped built woven perfect ideal great good finished topped designed".split())
_DETERMINERS = frozenset("the each every its their this these no nothing we you".split())
# What a request must say before a role's frames are offered.
_ASKED_FOR = {
    "joke": re.compile(
        r"\b(funny|silly|joke|laugh\w*|ridiculous|weird|odd|crazy|absurd|elephant gift)\b", re.IGNORECASE
    ),
    "surprise": re.compile(r"^\W*$|\b(surprise|unusual|new|nice|inspire)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Row:
    """What may be repeated of one product; empty where the shop said nothing. The first clause is the most to the point."""

    title: str
    kind: str
    brand: str
    color: str
    material: str
    clauses: tuple[str, ...]
    availability: str
    cheapest: bool

    @property
    def plural(self) -> bool:
        """Whether the title names several things: "Tall rain boots, navy"."""
        head = _HEAD.split(self.title.strip())[0].strip()
        return head.endswith("s") and not _SINGULAR_S.search(head)


def free_grammar(count: int) -> str:
    """Up to six sentences about the first `count` letters. Raises ValueError for none, or more than there are letters."""
    _check(count)
    references = " | ".join(f'"[{letter}]"' for letter in LETTERS[:count])
    return "\n".join(
        (
            'root ::= sentence (" " sentence){0,5}',
            "sentence ::= (reference | [A-ZÀ-ÖØ-Þ]) (reference | [A-Za-zÀ-ÖØ-öø-ɏ' ,;:–—-])+ [.!?]",
            f"reference ::= {references}",
        )
    )


def framed_grammar(frames: Frames, rows: Sequence[Row], request: str, *, no_match: bool, picture: bool) -> str:
    """One or two sentences on the first product, then at most one on each other, then stock, price and a last word.

    A role that cannot be true here is left out: "cheapest" but for the cheapest, "as you asked" but where it was asked
    for. When nothing matches, the first sentence says so. Of many frames that would do, each request is offered a few, so
    that two requests are not answered in the same words.
    """
    _check(len(rows))
    first = rows[0]
    book = _Book(frames, rows, request)
    book.add("sa", "A", _opening(first, request, no_match, picture), first.clauses[:1])
    more = _by_form("more") if first.clauses[1:] and book.toss(0.7) else _looks(first, request, no_match)
    book.add("more", "A", more, first.clauses[1:])
    for letter, row in list(zip(LETTERS, rows, strict=False))[1:]:
        roles = _by_form("third") if letter != "B" else [*_by_form("second"), "next"]
        if letter == "B" and row.kind == first.kind:
            roles.append("same" if row.material == first.material else "two_material")
            roles += ["two_color"] if row.color != first.color else []
        book.add(f"s{letter.lower()}", letter, [*roles, *([] if row.clauses else ["worth"])], row.clauses[:1])
    for letter, row in zip(LETTERS, rows, strict=False):
        book.add(f"p{letter.lower()}", letter, ["cheapest"] if row.cheapest else [], ())
        book.add(f"t{letter.lower()}", letter, [row.availability], ())
    book.add("last", "A", ["last"] if no_match else [], ())
    return book.text(always=("sb",)) or free_grammar(len(rows))


def _looks(row: Row, request: str, no_match: bool) -> list[str]:
    """Which frames on colour, material and brand to offer; what the opening may have said is not said again."""
    if no_match and row.color and _color_of(request) not in ("", row.color):
        return ["looks/color other"]
    if _asked(row, request):
        return ["looks/b"]
    return ["looks/bcm", "looks/cm", "looks/bc", "looks/bm", "looks/b"]


class _Book:
    """The rules of one grammar as they are collected: name → alternatives. The first one added is where it begins."""

    def __init__(self, frames: Frames, rows: Sequence[Row], request: str) -> None:
        self._frames = frames
        self._rows = dict(zip(LETTERS, rows, strict=False))
        self._pick = random.Random(request)
        self._about = _about(request)
        self._request = request
        self._rules: dict[str, list[str]] = {}

    def add(self, name: str, letter: str, roles: Iterable[str], clauses: Sequence[str]) -> None:
        """Add a rule for one sentence about `letter`, which may repeat one of `clauses`."""
        row = self._rows[letter]
        slots = {
            "b": row.brand,
            "c": row.color,
            "m": row.material,
            "a": self._about,
            "w": " ".join(_asked(row, self._request)),
        }
        slots |= {"n": self._rows["A"].color, "k": self._rows["A"].material, "L": f"[{letter}]", "M": "[A]"}
        slots["o"] = _color_of(self._request)
        options = []
        for role in roles:
            form = role.partition("/")[2] if role.partition("/")[2] in FORMS else ""
            fitting = [clause for clause in clauses if not form or form in _forms(clause, row.plural)]
            found = list(self._frames.get(role, ()))
            for frame in self._pick.sample(found, min(len(found), _MOST_FRAMES)):
                options += self._fill(frame, row, slots, fitting)
        self._rules[name] = list(dict.fromkeys(options))

    def toss(self, chance: float) -> bool:
        """The same answer for the same request."""
        return self._pick.random() < chance

    def text(self, always: Collection[str]) -> str:
        """The grammar: the first rule, then each other one at most once (`always`: once); "" when nothing can begin."""
        first, *others = self._rules
        if not self._rules[first]:
            return ""
        parts = ((name, "" if name in always else "?") for name in others if self._rules[name])
        root = " ".join(f'(" " {name}){maybe}' for name, maybe in parts)
        rules = [f"{name} ::= {' | '.join(options)}" for name, options in self._rules.items() if options]
        return "\n".join([f"root ::= {first} {root}", *rules])

    def _fill(self, frame: str, row: Row, slots: Mapping[str, str], clauses: Sequence[str]) -> list[str]:
        """The frame for each joint and clause it can hold; none when a slot has nothing to say."""
        if "{j}" in frame:
            joints = [
                (joint, clause)
                for form in FORMS
                for clause in clauses
                if form in _forms(clause, row.plural)
                for joint in self._frames.get(f"joint/{form}", ())
            ]
            whole = [frame.replace("{j}", joint.replace("{f}", clause)) for joint, clause in joints]
            bare = [] if clauses else [frame.replace("{j}", one) for one in self._frames.get("bare", ())]
            return [filled for one in dict.fromkeys(whole + bare[:1]) for filled in self._fill(one, row, slots, ())]
        filled = in_number(frame, row.plural, self._rows["A"].plural)
        options = [filled.replace("{f}", clause) for clause in clauses] if "{f}" in filled else [filled]
        if any(not slots.get(slot, "") for slot in _SLOT.findall(options[0] if options else "")):
            return []
        return [f'"{_SLOT.sub(lambda found: slots[found.group(1)], option)}"' for option in options]


def in_number(frame: str, plural: bool, first_plural: bool = False) -> str:
    """Fill {is}, {it}, {comes} … for one product or for many; {first_is} … follow the first product."""

    def word(found: re.Match[str]) -> str:
        many = first_plural if found.group(1) else plural
        name = found.group(2)
        if name in _VERBS:
            return name[:-1] if many else name
        return (_MANY if many else _ONE)[name]

    return _NUMBER_SLOT.sub(word, frame)


def _opening(row: Row, request: str, no_match: bool, picture: bool) -> list[str]:
    """The roles of the first sentence: what the request asked for, else what is right for every request."""
    if no_match:
        return ["nothing"]
    found, about = _ABOUT.match(request), _about(request)
    roles = [role for role in ("joke", "surprise") if _ASKED_FOR[role].search(request)]
    if _GOES_WITH.match(request):
        roles = ["pair"]
    elif found and about:
        roles.append("place" if found.group(1).lower() == "in" else "about")
        roles += ["gift"] if re.match(r"your |someone|a friend|everyone", about) else []
    roles += ["asked"] if _asked(row, request) else []
    return roles + (["picture"] if picture else [] if roles else ["plain"])


def _about(request: str) -> str:
    """The last words of a request, after "for", "in" or "goes with my": "gift for my sister" → "your sister"."""
    found = _GOES_WITH.match(request) or _ABOUT.match(request)
    words = re.sub(r"\bmy\b", "your", found.group(found.re.groups), flags=re.IGNORECASE) if found else ""
    words = words.rstrip(" ,;:.?!-")
    if words.lower() in COLORS or words.lower() in MATERIALS:
        return ""
    return words if re.fullmatch(r"[A-Za-zÀ-ÖØ-öø-ɏ' -]{2,60}", words) else ""


def _asked(row: Row, request: str) -> list[str]:
    """Colour and material of the row that the request named."""
    return [value for value in (row.color, row.material) if value and f" {value} " in f" {request.lower()} "]


def _forms(clause: str, plural: bool) -> set[str]:
    """What a clause may be, by how it begins; where that does not tell, the model chooses."""
    first = clause.split(" ", 1)[0].lower()
    if first in ("it", "they"):
        return {"it"}
    if first in ("a", "an", "one"):
        return {"sentence"} if _FINITE.search(clause.split(",")[0]) else {"many" if plural else "noun"}
    if first in _VERB_FIRST:
        return {"verb"}
    if first in _PART_FIRST:
        return {"part"}
    if first in ("two", "three", "four", "six"):
        return {"many"}
    return {"sentence"} if first in _DETERMINERS and _FINITE.search(clause) else {"loose"}


def _color_of(request: str) -> str:
    """The first plain colour that a request names."""
    return next((word for word in request.lower().split() if word in COLORS), "")


def _by_form(role: str) -> list[str]:
    return [f"{role}/{form}" for form in FORMS]


def _check(count: int) -> None:
    if not 1 <= count <= len(LETTERS):
        raise ValueError(f"a suggestion speaks of 1 to {len(LETTERS)} products, not {count}")
