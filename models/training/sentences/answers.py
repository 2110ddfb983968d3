"""A request in a shopper's words, and the answer a good shop assistant would give from the rows, in clauses.

Every fact in an answer is read from the rows as the model sees them; the frames around it vary.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.grammar import LETTERS, in_number
from assistant.suggestions import facts
from models.training.sentences import words
from models.training.sentences.frames import (
    BARE,
    JOINTS,
    LAST,
    LOOKS,
    MORE,
    NEXT,
    OPENINGS,
    SAME,
    SECOND,
    STOCK,
    THIRD,
    TWO,
    WORTH,
    say,
)
from models.training.sentences.products import FactForm, Invented, Inventor, article


@dataclass(frozen=True)
class Request:
    """What is asked. `intent` chooses the opening; `about` is the span of the request that the answer may take up."""

    text: str
    intent: str
    about: str = ""
    color: str = ""
    material: str = ""
    picture: bool = False


def make_request(inventor: Inventor, target: Invented) -> Request:
    """Draw a request that `target` answers (or, for "nothing fits", that nothing does; the caller says so)."""
    rng = inventor.rng
    product = target.product
    intent = rng.choices(
        ("plain", "gift", "place", "use", "occasion", "budget", "joke", "pair", "picture", "surprise"),
        (46, 12, 8, 8, 5, 6, 5, 3, 5, 2),
    )[0]
    one = target.one
    noun = rng.choice((one, one, one, target.many, "something", f"{target.adjective} {one}"))
    if intent == "gift":
        person = rng.choice(words.PEOPLE)
        if rng.random() < 0.3:
            person = rng.choice(
                (
                    f"a {inventor.rare()} lover",
                    f"my friend {inventor.rare().capitalize()}",
                    f"a {inventor.rare()} fan",
                    f"someone who loves {inventor.rare()}",
                )
            )
        text = rng.choice(
            (
                "gift for {p}",
                "a present for {p}",
                "{n} for {p}",
                "birthday gift for {p}",
                "something for {p}",
                "what can I give {p}",
                "I need a gift for {p}",
                "looking for {n} for {p}",
            )
        )
        return Request(text.format(p=person, n=noun), intent, _yours(person))
    if intent == "place":
        text = rng.choice(
            (
                "{n} for {p}",
                "something for {p}",
                "{n} that suits {p}",
                "what would look good in {p}",
                "{n} to put in {p}",
                "I want {n} for {p}",
            )
        )
        return Request(text.format(p=target.place, n=noun), intent, _yours(target.place))
    if intent == "use":
        text = rng.choice(
            ("{n} for {u}", "something for {u}", "what do you have for {u}", "I need {n} for {u}", "best {n} for {u}")
        )
        return Request(text.format(u=target.use, n=noun), intent, target.use)
    if intent == "occasion":
        occasion = rng.choice(words.OCCASIONS)
        text = rng.choice(("{n} for {o}", "ideas for {o}", "something to bring to {o}", "gift for {o}", "{o} present"))
        if text.startswith("{o}"):
            occasion = occasion.removeprefix("a ").removeprefix("an ")
            return Request(text.format(o=occasion), intent, "the occasion")
        return Request(text.format(o=occasion, n=noun), intent, occasion)
    if intent == "budget":
        text = rng.choice(
            (
                "cheap {n}",
                "{n} not too dear",
                "an affordable {n}",
                "{n} on a small budget",
                "inexpensive {n}",
                "{n} that does not cost much",
                "budget {n}",
                "the cheapest {n} you have",
            )
        )
        return Request(text.format(n=one), intent)
    if intent == "joke":
        text = rng.choice(
            (
                "something funny",
                "a silly {n}",
                "joke present",
                "the most ridiculous {n}",
                "a {n} that makes people laugh",
                "white elephant gift",
                "funny {n} for the office",
                "weird {n}",
            )
        )
        return Request(text.format(n=one), intent)
    if intent == "pair":
        thing = f"{rng.choice(words.COLORS)} {rng.choice(rng.choice(words.DOMAINS).kinds).split('/')[0]}"
        text = rng.choice(("what goes with my {t}", "{n} to match my {t}", "something to go with a {t}"))
        return Request(text.format(t=thing, n=noun), intent, thing)
    if intent == "picture":
        text = rng.choice(("", "", "", f"{one} like this", "more like this", f"in {product.color or 'green'}"))
        return Request(text, intent, picture=True)
    if intent == "surprise":
        return Request(
            rng.choice(
                ("surprise me", "something unusual", "what is new", "show me something nice", "anything odd", "hello")
            ),
            intent,
        )
    return _plain(inventor, target, one)


def _plain(inventor: Inventor, target: Invented, one: str) -> Request:
    rng, product = inventor.rng, target.product
    clause = rng.choice(list(target.forms))
    color, material, shape = product.color, product.material, target.shape
    draws = [
        (f"{color} {one}", color, ""),
        (f"{material} {one}", "", material),
        (f"{color} {material} {one}", color, material),
        (f"{one} in {color}" if color else one, color, ""),
        (f"{one} made of {material}" if material else one, "", material),
        (f"{target.adjective} {one}", "", ""),
        (f"{one} with {article(target.part)}", "", ""),
        (f"{shape} {one}", "", ""),
        (f"{one} shaped like {article(shape)}", "", ""),
        (f"{one} that looks like {article(shape)}", "", ""),
        (f"{shape} used as {article(one)}", "", ""),
        (one, "", ""),
        (target.many, "", ""),
        (product.title.lower(), "", ""),
        (clause, "", ""),
        (f"{one} for {target.use}", "", ""),
        (f"{target.adjective} {color} {one} with {article(target.part)}", color, ""),
        (f"{product.brand} {one}", "", ""),
        (f"{inventor.rare()} {one}", "", ""),
        (f"{one} but not {rng.choice(words.COLORS)}", "", ""),
    ]
    text, color, material = rng.choice(draws)
    text = " ".join(text.split())
    if rng.random() < 0.25:
        text = rng.choice(
            (
                "I am looking for {}",
                "do you have {}",
                "I want {}",
                "show me {}",
                "can you find {}?",
                "need {} please",
                "where can I find {}",
            )
        ).format(text)
    if rng.random() < 0.15:
        text = text[:1].upper() + text[1:]
    return Request(text, "plain", color=color, material=material)


def _yours(text: str) -> str:
    return text.replace("my ", "your ")


@dataclass
class _Shown:
    """A row as the model sees it, and the clauses not yet used."""

    letter: str
    invented: Invented
    cheapest: bool
    clauses: list[str] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        return self.invented.plural

    def take(self) -> tuple[FactForm, str]:
        """The next clause, and its grammar."""
        clause = self.clauses.pop(0)
        return self.invented.forms.get(clause, "many" if self.plural else "sentence"), clause


def make_answer(
    rng: random.Random,
    request: Request,
    request_line: str,
    rows: Sequence[Invented],
    cheapest: Sequence[bool],
    no_match: bool,
) -> str:
    """Write two to five sentences about `rows`. `request_line` is the text the rows' clauses were chosen by."""
    shown = [
        _Shown(f"[{letter}]", row, cheap, facts(row.product, request_line))
        for letter, row, cheap in zip(LETTERS, rows, cheapest, strict=False)
    ]
    length = rng.choice((2, 3, 3, 4, 4, 4))
    said = [_opening(rng, request, shown[0], no_match)]
    if length >= 3 or len(shown) == 1:
        said += _looks(rng, request, shown[0])
    if len(shown) > 1:
        said.append(_second(rng, shown[0], shown[1]))
    if len(shown) > 2 and length >= 4 and shown[2].clauses:
        form, clause = shown[2].take()
        said.append(say(rng.choice(THIRD[form]), shown[2].plural, L=shown[2].letter, f=clause))
    said += _stock(rng, request, shown[: 3 if length >= 3 else 2])
    if no_match and rng.random() < 0.5:
        said.append(rng.choice(LAST))
    return " ".join(said)


def _opening(rng: random.Random, request: Request, first: _Shown, no_match: bool) -> str:
    pool: Sequence[str]
    product = first.invented.product
    as_asked = [
        word
        for word, has in ((request.color, product.color), (request.material, product.material))
        if word and word == has
    ]
    if no_match:
        pool = OPENINGS["nothing"]
    elif as_asked and rng.random() < 0.4:
        pool = OPENINGS["asked"]
    elif request.intent in ("joke", "pair", "picture", "surprise"):
        pool = OPENINGS[request.intent]
    elif request.about and rng.random() < 0.8:
        pool = (*OPENINGS["about"], *OPENINGS.get(request.intent, ()))
    else:
        pool = OPENINGS["plain"]
    frame = rng.choice(pool)
    if first.clauses:
        form, clause = first.take()
        joint = say(rng.choice(JOINTS[form]), first.plural, f=clause)
    else:
        joint = _without_clause(first)
    return say(frame, first.plural, L=first.letter, a=request.about, j=joint, w=" ".join(as_asked))


def _without_clause(row: _Shown) -> str:
    product = row.invented.product
    given = {"c": product.color, "m": product.material}
    fits = [frame for frame in BARE if all(given[slot] for slot in given if f"{{{slot}}}" in frame)]
    return say(fits[0], row.plural, **given)


def _looks(rng: random.Random, request: Request, row: _Shown) -> list[str]:
    """A sentence on colour, material and brand of the first, or another of its clauses."""
    product = row.invented.product
    color, material, brand = product.color, product.material, product.brand
    if row.clauses and rng.random() < 0.45:
        form, clause = row.take()
        return [say(rng.choice(MORE[form]), row.plural, f=clause)]
    draws: list[str] = []
    if request.color and request.color == color:
        draws += LOOKS["color asked"] * 3
    if request.color and color and request.color != color:
        draws += LOOKS["color other"] * 3
    if request.material and request.material == material:
        draws += LOOKS["material asked"] * 3
    for needs, frames in LOOKS.items():
        if set(needs) <= {"b", "c", "m"} and all({"b": brand, "c": color, "m": material}[need] for need in needs):
            draws += frames if len(needs) > 1 or not draws else ()
    return [say(rng.choice(draws), row.plural, c=color, m=material, b=brand, o=request.color)] if draws else []


def _second(rng: random.Random, first: _Shown, second: _Shown) -> str:
    one, two = first.invented.product, second.invented.product
    a, b = first.letter, second.letter
    draws: list[str] = []
    if one.material and two.material and one.material != two.material:
        draws += TWO["two_material"]
    if one.color and two.color and one.color != two.color:
        draws += TWO["two_color"]
    if second.clauses and rng.random() < (0.65 if draws else 1.0):
        form, clause = second.take()
        joint = say(rng.choice(JOINTS[form]), second.plural, f=clause)
        if two.brand and rng.random() < 0.2:
            return say(rng.choice(NEXT), second.plural, L=b, b=two.brand, j=joint)
        if one.material and one.material == two.material and rng.random() < 0.3:
            return say(SAME[0], second.plural, L=b, m=two.material, j=joint)
        return say(rng.choice(SECOND[form]), second.plural, L=b, f=clause)
    if draws:
        frame = rng.choice(draws)
        given = {"M": a, "L": b, "c": two.color, "m": two.material, "n": one.color, "k": one.material}
        return in_number(frame, second.plural, first.plural).format(**given)
    return say(WORTH[0], second.plural, L=b)


def _stock(rng: random.Random, request: Request, shown: Sequence[_Shown]) -> list[str]:
    said: list[str] = []
    for row in shown:
        stock, letter, plural = row.invented.product.availability, row.letter, row.plural
        if row.cheapest and (request.intent == "budget" or rng.random() < 0.45):
            said.append(say(rng.choice(STOCK["cheapest"]), plural, L=letter))
        if stock in STOCK:
            said.append(say(rng.choice(STOCK[stock]), plural, L=letter))
    return said[:2]
