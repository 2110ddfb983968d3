"""A request in a shopper's words, and the answer a good shop assistant would give from the rows, in clauses.

Every fact in an answer is read from the rows as the model sees them; the frames around it vary.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.suggestions import LETTERS, facts
from models.training.sentences import words
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


OPENINGS: dict[str, Sequence[str]] = {
    "plain": (
        "{L} fits best: {f}.",
        "Start with {L}: {f}.",
        "{L} is the closest to what you describe: {f}.",
        "{L} is just that: {f}.",
        "I would begin with {L}: {f}.",
        "The one to look at first is {L}: {f}.",
        "My first choice is {L}: {f}.",
        "{L} comes closest: {f}.",
        "You will want to see {L} first: {f}.",
        "{L} is the best match here: {f}.",
        "Of these, {L} suits you best: {f}.",
        "I would go straight to {L}: {f}.",
    ),
    "about": (
        "For {a}, {L} is the one: {f}.",
        "For {a}, I would choose {L}: {f}.",
        "{L} would be right for {a}: {f}.",
        "For {a}, start with {L}: {f}.",
        "For {a}, {L} works best: {f}.",
        "Thinking of {a}, {L} comes first: {f}.",
    ),
    "asked": (
        "{L} is the {w} one you ask for: {f}.",
        "You asked for {w}, and {L} is just that: {f}.",
        "In {w}, as you asked, there is {L}: {f}.",
        "{L} comes in {w}, as you want it: {f}.",
    ),
    "gift": (
        "{L} would make {a} smile: {f}.",
        "As a present for {a}, I would pick {L}: {f}.",
        "For {a}, {L} is a lovely thing to unwrap: {f}.",
    ),
    "place": ("{L} would look at home in {a}: {f}.", "In {a}, {L} would earn its place: {f}."),
    "joke": (
        "If it is a laugh you want, {L} will do it: {f}.",
        "{L} is gloriously silly: {f}.",
        "It is hard to keep a straight face at {L}: {f}.",
        "For a good laugh, start with {L}: {f}.",
        "Nothing here is sillier than {L}: {f}.",
    ),
    "pair": (
        "{L} would sit well with your {a}: {f}.",
        "Next to your {a}, {L} would look right: {f}.",
        "To go with your {a}, I would take {L}: {f}.",
    ),
    "picture": (
        "{L} looks most like your picture: {f}.",
        "Of these, {L} comes closest to your picture: {f}.",
        "Your picture made me think of {L}: {f}.",
        "The nearest to your picture is {L}: {f}.",
    ),
    "surprise": (
        "Have a look at {L}: {f}.",
        "Here is one you may not expect: {L}, {f}.",
        "I would show you {L}: {f}.",
        "Let me start with {L}: {f}.",
    ),
    "nothing": (
        "Nothing here is quite that; the nearest is {L}: {f}.",
        "We do not have quite that; {L} comes nearest: {f}.",
        "I could not find just what you ask for; the closest is {L}: {f}.",
        "That is not on our shelves; the nearest thing is {L}: {f}.",
        "To be honest, nothing here is that; {L} is the nearest: {f}.",
    ),
}

# By the grammar of the clause: what may stand in place of ": {f}".
JOINTS: dict[FactForm, Sequence[str]] = {
    "noun": (": {f}", ": {f}", ": {f}", ", {f}"),
    "verb": (": it {f}", ": it {f}", ", because it {f}", ", since it {f}"),
    "part": (": it is {f}", ": it is {f}", ", {f}"),
    "sentence": (": {f}",),
}

MORE: dict[FactForm, Sequence[str]] = {
    "noun": ("It is {f}.", "Think of it as {f}.", "What you get is {f}."),
    "verb": ("It also {f}.", "It {f}.", "Better still, it {f}.", "Best of all, it {f}."),
    "part": ("It is {f}.", "It is also {f}.", "What is more, it is {f}."),
    "sentence": ("As the shop says, {f}.", "A nice touch: {f}.", "Note one thing: {f}."),
}

SECOND: dict[FactForm, Sequence[str]] = {
    "noun": (
        "{M} goes another way: {f}.",
        "{M} is {f}.",
        "{M} is different, {f}.",
        "The other one to see is {M}, {f}.",
        "If you would like a change, {M} is {f}.",
        "By contrast, {M} is {f}.",
    ),
    "verb": (
        "{M} {f}.",
        "{M}, on the other hand, {f}.",
        "{M} differs in that it {f}.",
        "{M} is worth a look too, since it {f}.",
        "By contrast, {M} {f}.",
    ),
    "part": (
        "{M} is {f}.",
        "{M}, by contrast, is {f}.",
        "{M} is different: it is {f}.",
        "{M} is worth a look as well, as it is {f}.",
    ),
    "sentence": ("With {M}, {f}.", "{M} is another matter: {f}.", "{M} has its own charm: {f}.", "As for {M}, {f}."),
}

THIRD: dict[FactForm, Sequence[str]] = {
    "noun": (
        "{M} is the surprise: {f}.",
        "And then there is {M}, {f}.",
        "For something unexpected, there is {M}, {f}.",
        "{M} is the wild card: {f}.",
    ),
    "verb": ("{M} is the surprise: it {f}.", "And {M} {f}.", "For something unexpected, {M} {f}."),
    "part": (
        "{M} is the wild card: it is {f}.",
        "And then there is {M}, {f}.",
        "{M} is {f}, if you want to be surprised.",
    ),
    "sentence": ("{M} is the surprise: {f}.", "For something unexpected, try {M}: {f}.", "And with {M}, {f}."),
}


@dataclass
class _Shown:
    """A row as the model sees it, and the clauses not yet used."""

    letter: str
    invented: Invented
    cheapest: bool
    clauses: list[str] = field(default_factory=list)

    def form(self, clause: str) -> FactForm:
        return self.invented.forms.get(clause, "sentence")


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
        clause = shown[2].clauses.pop(0)
        said.append(rng.choice(THIRD[shown[2].form(clause)]).format(M=shown[2].letter, f=clause))
    said += _stock(rng, request, shown[: 3 if length >= 3 else 2])
    if no_match and rng.random() < 0.5:
        said.append(
            rng.choice(
                (
                    "Other words or a picture may find more.",
                    "Tell me more and I will look again.",
                    "A picture of what you mean would help.",
                )
            )
        )
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
        asked = " ".join(as_asked)
        pool = [frame.replace("{w}", asked) for frame in OPENINGS["asked"]]
    elif request.intent in ("joke", "pair", "picture", "surprise"):
        pool = OPENINGS[request.intent]
    elif request.about and rng.random() < 0.8:
        pool = (*OPENINGS["about"], *OPENINGS.get(request.intent, ()))
    else:
        pool = OPENINGS["plain"]
    frame = rng.choice(pool)
    if first.clauses:
        clause = first.clauses.pop(0)
        joint = rng.choice(JOINTS[first.form(clause)]).format(f=clause)
    else:
        joint = _without_clause(first)
    frame = frame.replace(", {f}", "{f}").replace(": {f}", "{f}")
    return frame.format(L=first.letter, a=request.about, f=joint)


def _without_clause(row: _Shown) -> str:
    product = row.invented.product
    if product.color and product.material:
        return f": it comes in {product.color} and is made of {product.material}"
    if product.material:
        return f": it is made of {product.material}"
    if product.color:
        return f": it comes in {product.color}"
    return ": it is the nearest by name"


def _looks(rng: random.Random, request: Request, row: _Shown) -> list[str]:
    """A sentence on colour, material and brand of the first, or another of its clauses."""
    product = row.invented.product
    color, material, brand = product.color, product.material, product.brand
    if row.clauses and rng.random() < 0.4:
        clause = row.clauses.pop(0)
        return [rng.choice(MORE[row.form(clause)]).format(f=clause)]
    draws: list[str] = []
    if request.color and request.color == color:
        draws += [f"It comes in {color}, as you asked.", f"The {color} you asked for is there."] * 3
    if request.material and request.material == material:
        draws += [f"It is made of {material}, just as you want it."] * 3
    if color and material and brand:
        draws += [
            f"{brand} makes it in {color}, of {material}.",
            f"It comes in {color}, is made of {material} and is by {brand}.",
        ]
    if color and material:
        draws += [f"It is made of {material} and comes in {color}.", f"It comes in {color}, made of {material}."]
    if color and brand:
        draws += [f"{brand} makes it in {color}.", f"It is by {brand} and comes in {color}."]
    if material and brand:
        draws += [f"{brand} makes it of {material}.", f"It is by {brand}, made of {material}."]
    if brand and not draws:
        draws += [f"It is by {brand}."]
    return [rng.choice(draws)] if draws else []


def _second(rng: random.Random, first: _Shown, second: _Shown) -> str:
    one, two = first.invented.product, second.invented.product
    draws: list[str] = []
    if one.material and two.material and one.material != two.material:
        draws += [
            f"Where {first.letter} is made of {one.material}, {second.letter} is made of {two.material}.",
            f"If you would rather have {two.material} than {one.material}, take {second.letter}.",
        ]
    if one.color and two.color and one.color != two.color:
        draws += [
            f"Where {first.letter} comes in {one.color}, {second.letter} comes in {two.color}.",
            f"If you prefer {two.color} to {one.color}, look at {second.letter}.",
        ]
    if second.clauses and rng.random() < (0.65 if draws else 1.0):
        clause = second.clauses.pop(0)
        form = second.form(clause)
        if two.brand and rng.random() < 0.2:
            joint = rng.choice(JOINTS[form]).format(f=clause)
            return rng.choice(("{M}, by {b}, is the next to see{j}.", "{b} has another idea with {M}{j}.")).format(
                M=second.letter, b=two.brand, j=joint
            )
        if one.material and one.material == two.material and rng.random() < 0.3:
            joint = JOINTS[form][0].format(f=clause)
            return f"{second.letter} is made of {two.material} as well{joint}."
        return rng.choice(SECOND[form]).format(M=second.letter, f=clause)
    if draws:
        return rng.choice(draws)
    return f"{second.letter} is worth a look as well."


def _stock(rng: random.Random, request: Request, shown: Sequence[_Shown]) -> list[str]:
    said: list[str] = []
    for row in shown:
        stock, letter = row.invented.product.availability, row.letter
        if row.cheapest and (request.intent == "budget" or rng.random() < 0.45):
            said.append(
                rng.choice(
                    (
                        f"{letter} is the cheapest of them.",
                        f"The easiest on the purse is {letter}.",
                        f"{letter} costs the least.",
                        f"To spend the least, take {letter}.",
                    )
                )
            )
        if stock == "out_of_stock":
            said.append(
                rng.choice((f"Note that {letter} is out of stock for now.", f"{letter} is out of stock at the moment."))
            )
        elif stock == "preorder":
            said.append(rng.choice((f"{letter} can be ordered ahead.", f"{letter} is up for preorder.")))
        elif stock == "backorder":
            said.append(f"{letter} is on backorder, so it takes a little longer.")
    return said[:2]
