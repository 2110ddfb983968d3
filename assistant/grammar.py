"""The two grammars of a suggestion (GBNF). Both name only the products shown and write no digit, bracket or currency.

`free_grammar` leaves the words to the model. `framed_grammar` is for a small one, which has learnt its sentences as frames
(frames.json beside its file): what the answer speaks of is laid out by `outline`, from the request and the rows; the model
chooses frame and clause, and whatever a frame says of a product is taken whole from that product's row. So it may choose
dully; it cannot garble a fact, or tell one product's fact of another. The corpus it learns from is drawn from the same
outlines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.claim_words import COLORS
from assistant.facts import MENTIONS, Clause, Form, content_words, kin_of
from assistant.wanted import Asking, plain_material
from catalog.shades import NO_COLORS, shaded

LETTERS = "ABCDEF"
Frames = Mapping[str, Sequence[str]]
"""By role, sentences with slots: {L} a product, {M} the first one, {j} a joint and clause, {t} the same right behind {L},
{f} a clause, {F} the same with a capital; {b} {c} {m} {q} brand, colour, material and shelf, {n} {k} colour and material of
the first, {v} other colours it comes in; {a} whom or what for, {p} what it is to go with, {w} what was asked for, {o} a colour
asked for in vain; {is}, {it}, {comes} … follow the product's number. "joint/noun", "tail/noun", "more/noun" … are for clauses
of that form."""

_MOST_FRAMES = 2
_ONE = {"is": "is", "it": "it", "It": "It", "its": "its", "them": "it", "has": "has", "this": "this one"}
_MANY = {"is": "are", "it": "they", "It": "They", "its": "their", "them": "them", "has": "have", "this": "these"}
_VERBS = ("fits", "comes", "suits", "works", "looks", "costs", "stands")
_SLOT = re.compile(r"\{(\w)\}")
_NUMBER_SLOT = re.compile(r"\{(first_)?(\w\w+)\}")
_HEAD = re.compile(r"[,(|/:]| [-–—] |\d| (?:with|for|in|as|of|from|made|shaped|that|to|on|by|without)\b", re.IGNORECASE)
_SINGULAR_S = re.compile(r"(?:ss|us|is|canvas|lens|series|christmas|chess|atlas|gas|adidas|swiss|plus)$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """What may be repeated of one product; empty where the shop said nothing. The first clause is the most to the point.

    `text` is all that the shop says of it that may meet a request, `name` what it is called, `also` other colours of
    the same thing, `cheaper` whether it costs less than the first row, `akin` whether it is of a group with what was
    asked for, as a bowl is with a mug, `consumed` whether it is eaten, worn out or burnt: what its bottle is made of says
    nothing of a perfume; `grown` whether it lies on a shelf for men or women.
    """

    title: str
    kind: str = ""
    brand: str = ""
    color: str = ""
    material: str = ""
    clauses: tuple[Clause, ...] = ()
    availability: str = "in_stock"
    cheapest: bool = False
    cheaper: bool = False
    also: str = ""
    text: str = ""
    name: str = ""
    akin: bool = True
    consumed: bool = False
    grown: bool = False

    @property
    def plural(self) -> bool:
        """Whether the title names several things: "Tall rain boots, navy"."""
        head = _HEAD.split(self.title.strip())[0].strip()
        return head.endswith("s") and not _SINGULAR_S.search(head)

    def unsaid(self, value: str) -> bool:
        """Whether `value` is something, and neither the title nor a clause says it already."""
        said = f"{self.title} {' '.join(clause.text for clause in self.clauses)}".lower()
        return bool(value) and not any(
            word in said for word in re.findall(r"[a-z]{3,}", value.lower()) if word != "and"
        )


@dataclass(frozen=True)
class Option:
    """One way to say a sentence, and the clause in it, if any."""

    text: str
    clause: Clause | None = None
    role: str = ""


@dataclass(frozen=True)
class Outline:
    """An answer before its words are chosen: one of `heads`, each (opening, what follows it), then the rest in order.

    Every part is a list of options that would all be true; a part without options is not there.
    """

    heads: tuple[tuple[tuple[Option, ...], tuple[Option, ...]], ...]
    rest: tuple[tuple[Option, ...], ...]


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


def framed_grammar(outline: Outline) -> str:
    """The grammar of an outline: its parts in order, each one of its options."""
    rules: dict[str, Sequence[Option]] = {}
    heads = []
    for number, (opening, more) in enumerate(outline.heads):
        rules[f"a{number}"] = opening
        rules[f"m{number}"] = more
        heads.append(f'a{number} " " m{number}' if more else f"a{number}")
    rest = []
    for number, options in enumerate(outline.rest):
        rules[f"r{number}"] = options
        rest.append(f'" " r{number}')
    root = f"root ::= ({' | '.join(heads)}) {' '.join(rest)}"
    written = (
        f"{name} ::= {' | '.join(_quoted(option.text) for option in options)}"
        for name, options in rules.items()
        if options
    )
    return "\n".join([root.rstrip(), *written])


def outline(
    frames: Frames, rows: Sequence[Row], asking: Asking, *, no_match: bool, picture: bool, seed: str
) -> Outline | None:
    """Lay out an answer about `rows`: why the first, how the second differs, the others in passing, then stock and price.

    What cannot be true here is left out: "cheapest" but for the cheapest, "as you asked" but where it was asked for, a
    colour that the title tells already. When nothing matches, the answer says so and names the nearest alone. `seed` (the
    request) draws a few frames for each part and the answer's length, so that two requests are not answered in the same
    words. None where the frames have no opening.
    """
    _check(len(rows))
    return _Outliner(frames, rows, asking, no_match, picture, random.Random(seed)).outline()


@dataclass
class _Outliner:
    frames: Frames
    rows: Sequence[Row]
    asking: Asking
    no_match: bool
    picture: bool
    pick: random.Random
    slots: dict[str, str] = field(init=False)
    priced: set[str] = field(default_factory=set)

    def outline(self) -> Outline | None:
        first, asking = self.rows[0], self.asking
        self.slots = {
            "M": "[A]",
            "n": _color(first),
            "k": first.material,
            "a": asking.about,
            "p": asking.pair,
            "v": first.also,
        }
        self.slots |= {"w": " ".join(asked_for(first, asking)), "o": asking.color}
        openings = self.openings(first)
        alone = openings[0] in ("nothing", "none", "vague", "near")
        brief = self.pick.random() < 0.35 and not asking.compare
        bare = not brief and self.pick.random() < 0.35
        heads = []
        for clause in self.telling(first) or (None,):
            others = [other for other in first.clauses if other is not clause]
            held = [clause] if clause and not bare and openings[0] != "none" else []
            opening = self.options("A", openings, held, jointless=not held)
            left = [clause] if bare and clause else [] if brief else others
            more = () if openings[0] in ("nothing", "none") else self.more(first, left, fresh=bare)
            if opening:
                heads.append((opening, more))
        if not heads:
            return None
        rest = [self.stock("A") if openings[0] != "none" else ()]
        for letter in LETTERS[1 : 1 if alone else 2 if brief else 3]:
            if LETTERS.index(letter) < len(self.rows):
                rest += [self.other(letter), self.stock(letter)]
        rest += [self.options("A", ["last"], [], jointless=True) if alone else self.price(2 if brief else 3)]
        return Outline(tuple(heads), tuple(part for part in rest if part))

    def telling(self, row: Row) -> Sequence[Clause]:
        """The clauses that speak of what was asked for; where none does, all of them, and the model chooses."""
        firsts = {word for clause in self.rows[0].clauses for word in content_words(clause.text)}
        # What the first one has too is no difference.
        own = [
            c
            for c in row.clauses
            if row is self.rows[0] or 2 * len(content_words(c.text) - firsts) > len(c.text.split()) // 2
        ]
        # The thing itself is in every clause of it; what was said besides is what the clauses are to be about.
        besides = replace(self.asking, wanted=self.asking.wanted - {self.asking.head})
        told = [clause for clause in own if besides.told_by(clause.text, kin_of)]
        return told or [clause for clause in own if self.asking.told_by(clause.text, kin_of)] or own

    def openings(self, row: Row) -> list[str]:
        """The roles of the first sentence: what the request asked for, else what is right for every request."""
        asking = self.asking
        met, asked = asking.met_by(row.text, row.name), asked_for(row, asking)
        if self.no_match and not (met and asked):
            if not asking.wanted and not asking.color and asking.gift:
                return ["vague"]
            # The nearest to a double bed is no double cheeseburger, nor is a watch for the treadmill one.
            kindred = not asking.head or row.akin or asking.head in content_words(row.name)
            return ["nothing"] if kindred and asking.half_told_by(row.text) else ["none"]
        if asking.young and row.grown:  # what is for women is not for a child
            return ["near"]
        # Of two that are weighed against each other, what one is of the other is not.
        if asking.materials and not asking.compare and not asking.made_as_asked(row.text):
            return ["near"] if row.akin else ["none"]
        if not met:
            # Where no thing was named, nothing says that this is none.
            # Tights in black may be what black leggings were to be.
            loosely = asked if asking.color else not asking.head
            return ["none"] if not row.akin else ["modest"] if loosely else ["near"]
        if (
            asking.aim
            and not asking.about
            and not asking.pair
            and not asking.joke
            and not asking.aimed_by(row.text)
            and not asked
        ):
            return ["modest"]
        roles = [role for role in ("joke", "surprise") if getattr(asking, role)]
        roles += ["compare"] if asking.compare and len(self.rows) > 1 else []
        roles += ["pair"] if asking.pair else []
        if asking.budget and row.cheapest:
            roles = [role for role in roles if role != "compare"] + ["cheap"]
            self.priced.add("A")
        if asking.about and not roles:
            if asking.kind == "use" and asking.aim and not asking.aimed_by(row.text):
                return ["untold"]
            roles = ["about", *({"person": ["gift"] if asking.gift else [], "room": ["place"]}.get(asking.kind, []))]
        elif asking.gift and not roles:
            roles = ["present"]
        roles += ["asked"] if asked and not roles else []
        return roles or (["picture"] if self.picture else ["plain"])

    def more(self, row: Row, clauses: Sequence[Clause], *, fresh: bool) -> tuple[Option, ...]:
        """What follows about the first: another clause, or its looks; a colour asked for in vain comes before all."""
        asking = self.asking
        vain = (
            asking.color
            and _color(row)
            and asking.color not in _spelt(shaded(f"{row.color} {row.material} {row.title}"))
        )
        if vain:
            return self.options("A", ["color other"], [], jointless=True)
        found = self.options("A", ["more"] if fresh else ["more", "again"], clauses[:2])
        if row.also and not fresh and asking.met_by(row.text, row.name) and self.pick.random() < 0.5:
            found = self.options("A", ["also"], [], jointless=True)
        return found or self.options("A", self.looks(row), [], jointless=True)

    def looks(self, row: Row) -> list[str]:
        looks = () if row.consumed else (("c", _color(row)), ("m", row.material))
        has = "".join(name for name, value in looks if row.unsaid(value))
        brand = len({other.brand for other in self.rows}) > 1 and row.unsaid(row.brand)
        return [f"looks/{has}"] if has else ["looks/b"] if brand else []

    def other(self, letter: str) -> tuple[Option, ...]:
        """A sentence on the second or a later product: how it differs, else what is said of it."""
        row, first = self.rows[LETTERS.index(letter)], self.rows[0]
        if letter != "B":
            return self.options(letter, ["third"], self.telling(row)[:2]) or self.options(
                letter, ["worth"], [], jointless=True
            )
        roles = []
        if row.kind == first.kind:
            roles += ["two_color"] if _color(first) and row.unsaid(_color(row)) and _color(row) != _color(first) else []
            roles += ["two_material"] if _differ(row.material, first.material) and row.unsaid(row.material) else []
            roles += ["sibling"] if row.clauses else []
        elif row.kind and self.pick.random() < 0.5:
            roles += ["shelf"]
        near = self.asking.budget or (row.kind == first.kind and self.pick.random() < 0.25)
        roles += ["cheaper"] if row.cheaper and near else []
        if len({other.brand for other in self.rows}) > 1 and row.brand != first.brand and self.pick.random() < 0.3:
            roles += ["brand"]
        chosen = [self.pick.choice(roles)] if roles and (self.asking.compare or self.pick.random() < 0.6) else []
        self.priced |= {letter} if "cheaper" in chosen else set()
        found = self.options(letter, [*chosen, *([] if "cheaper" in chosen else ["second"])], self.telling(row)[:2])
        return found or self.options(letter, ["worth"], [], jointless=True)

    def stock(self, letter: str) -> tuple[Option, ...]:
        return self.options(letter, [self.rows[LETTERS.index(letter)].availability], [], jointless=True)

    def price(self, spoken: int) -> tuple[Option, ...]:
        """The cheapest of those shown: always where money was asked about and the opening did not say it, else now and then."""
        for index, row in enumerate(self.rows):
            told = self.asking.budget or (index < spoken and self.pick.random() < 0.3)
            if row.cheapest and LETTERS[index] not in self.priced and told:
                return self.options(LETTERS[index], ["cheapest"], [], jointless=True)
        return ()

    def options(
        self, letter: str, roles: Sequence[str], clauses: Sequence[Clause], *, jointless: bool = False
    ) -> tuple[Option, ...]:
        """A few frames of `roles`, filled: with each clause they can hold, or (`jointless`) without any."""
        row = self.rows[LETTERS.index(letter)]
        slots = {**self.slots, "L": f"[{letter}]", "b": row.brand, "c": _color(row), "m": row.material, "q": row.kind}
        found: list[Option] = []
        for role in roles:
            if jointless:
                texts = [
                    re.sub(r"\{[jt]\}", "", frame)
                    for frame in self.frames.get(role, ())
                    if not re.search(r"\{[fF]\}", frame)
                ]
                found += self.drawn(
                    Option(filled, None, role) for text in texts if (filled := _fill(text, row, self.rows[0], slots))
                )
                continue
            for clause in clauses:
                found += self.drawn(
                    Option(filled, clause, role)
                    for text in self.with_clause(role, row, clause)
                    if (filled := _fill(text, row, self.rows[0], slots))
                )
        return tuple({option.text: option for option in found}.values())

    def drawn(self, options: Iterator[Option]) -> list[Option]:
        found = list({option.text: option for option in options}.values())
        return self.pick.sample(found, min(len(found), _MOST_FRAMES))

    def with_clause(self, role: str, row: Row, clause: Clause) -> Iterator[str]:
        text, form = _agreeing(clause, row)
        for frame in (*self.frames.get(role, ()), *self.frames.get(f"{role}/{form}", ())):
            if text.startswith(MENTIONS) and frame.startswith("With {L}"):
                continue
            if "{j}" in frame or "{t}" in frame:
                joints = list(self.frames.get(f"joint/{form}", ()))
                joints += self.frames.get(f"tail/{form}", ()) if "{t}" in frame else []
                frame = re.sub(r"\{[jt]\}", lambda _: self.pick.choice(joints), frame) if joints else ""  # noqa: B023
            elif not re.search(r"\{[fF]\}", frame):
                yield frame if role in _WITHOUT_CLAUSE else ""
                continue
            yield frame.replace("{f}", text).replace("{F}", text[:1].upper() + text[1:])


_WITHOUT_CLAUSE = ("two_color", "two_material", "cheaper")


def asked_for(row: Row, asking: Asking) -> list[str]:
    """Colour and material of the row that the request named, in the row's words."""
    found = [word for word in row.color.split() if asking.color and asking.color in _spelt(word).split()]
    title = row.title.lower()
    for material in asking.materials:
        plain = plain_material(material)  # "wooden", "woollen"
        named = asking.head and f"{material} {asking.head}" in title  # a rubber duck is not asked for "in rubber"
        if row.material and not named and (material in row.material.split() or plain == row.material):
            found += [plain]
    return found


def in_number(frame: str, plural: bool, first_plural: bool = False) -> str:
    """Fill {is}, {it}, {comes} … for one product or for many; {first_is} … follow the first product."""

    def word(found: re.Match[str]) -> str:
        many = first_plural if found.group(1) else plural
        name = found.group(2)
        if name in _VERBS:
            return name[:-1] if many else name
        return (_MANY if many else _ONE)[name]

    return _NUMBER_SLOT.sub(word, frame)


def _agreeing(clause: Clause, row: Row) -> tuple[str, Form]:
    """The clause as it can be said of this row: a verb in the singular is not said of many."""
    if clause.form == "verb" and row.plural:
        return f"it {clause.text}", "it"
    if clause.form == "many" and not row.plural:
        return clause.text, "loose"
    return clause.text, clause.form


def _fill(frame: str, row: Row, first: Row, slots: Mapping[str, str]) -> str:
    """The frame with its words of number and its slots; "" when a slot has nothing to say."""
    frame = in_number(frame, row.plural, first.plural)
    if not frame or any(not slots.get(slot, "") for slot in _SLOT.findall(frame)):
        return ""
    return _SLOT.sub(lambda found: slots[found.group(1)], frame)


def _color(row: Row) -> str:
    """The row's colour where it can stand after "is" and "in": not "natural" or "assorted"."""
    words = row.color.split()
    plain = any(word in COLORS for word in words) and len(words) <= 4
    return row.color if plain and not NO_COLORS & set(words) else ""


def _spelt(text: str) -> str:
    """In small letters, with the other spelling of grey."""
    return f"{text.lower()} {'grey' if 'gray' in text.lower() else 'gray' if 'grey' in text.lower() else ''}"


def _differ(one: str, two: str) -> bool:
    """Two materials that share no word: "ceramic" and "glazed ceramic" are no choice."""
    return bool(one and two) and not set(one.replace(",", "").split()) & set(two.replace(",", "").split()) - {"and"}


def _quoted(text: str) -> str:
    return f'"{text}"'


def _check(count: int) -> None:
    if not 1 <= count <= len(LETTERS):
        raise ValueError(f"a suggestion speaks of 1 to {len(LETTERS)} products, not {count}")
