"""A request in a shopper's words, made from a product that answers it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from models.training.sentences import words
from models.training.sentences.products import Invented, Inventor, any_shelf, article


@dataclass(frozen=True)
class Request:
    """What is asked; `answered_by` is the clause of the first row that the request was made from, if any."""

    text: str
    picture: bool = False
    answered_by: str = ""


# {n} a thing in some words, {p} a person, {r} a place, {u} a use, {o} an occasion, {t} another thing, {c} a colour.
_WAYS: dict[str, tuple[str, ...]] = {
    "gift": (
        "gift for {p}", "a present for {p}", "{n} for {p}", "birthday gift for {p}", "something for {p}", "what can I give {p}",
        "I need a gift for {p}", "looking for {n} for {p}", "present for {p} please", "gift ideas for {p}",
        "my budget is small, a gift for {p}", "what would {p} like?", "secret santa gift", "a nice present",
    ),
    "place": (
        "{n} for {r}", "something for {r}", "{n} that suits {r}", "what would look good in {r}", "{n} to put in {r}",
        "I want {n} for {r}", "what can I put in {r}?", "make {r} nicer", "{c} {n} for {r}",
    ),
    "use": (
        "{n} for {u}", "something for {u}", "what do you have for {u}", "I need {n} for {u}", "best {n} for {u}",
        "which {n} is good for {u}?", "what should I use for {u}", "equipment for {u}", "help me with {u}",
    ),
    "occasion": (
        "{n} for {o}", "ideas for {o}", "something to bring to {o}", "gift for {o}", "what should I wear to {o}",
        "something to wear to {o}", "{n} to take to {o}", "we are invited to {o}",
    ),
    "budget": (
        "cheap {n}", "{n} not too dear", "an affordable {n}", "{n} on a small budget", "inexpensive {n}", "budget {n}",
        "{n} that does not cost much", "the cheapest {n} you have", "{n} under thirty", "{n} for less than fifty dollars",
        "for {p} on a budget", "not too expensive {n}", "good value {n}", "something cheap for {p}",
    ),
    "joke": (
        "something funny", "a silly {n}", "joke present", "the most ridiculous {n}", "a {n} that makes people laugh",
        "white elephant gift", "funny {n} for the office", "weird {n}", "something ridiculous for {p}", "quirky {n}",
    ),
    "pair": (
        "what goes with my {c} {t}", "{n} to match my {c} {t}", "something to go with a {t}", "what goes with {c} {t}s",
        "matching {n} to wear with my {t}", "something that goes well with {c}",
    ),
    "compare": (
        "compare your {m}", "which {n} is better?", "what is the difference between your {m}", "which of your {m} is the best",
        "{n} or {t}?", "which is better for {u}, {n} or {t}?", "how do your {m} differ", "help me choose between {m}",
    ),
    "surprise": (
        "surprise me", "something unusual", "what is new", "show me something nice", "anything odd", "hello", "just looking",
        "inspire me", "I do not know what I want", "something special",
    ),
}  # fmt: skip
_FRAMING = (
    "I am looking for {}", "I'm looking for {}", "do you have {}", "do you have {}?", "I want {}", "show me {}", "hi, {}",
    "can you find {}?", "need {} please", "where can I find {}", "Hello! I need {}, thanks", "got any {}?", "{} please",
)  # fmt: skip
_FRAMED = 0.3


def make_request(inventor: Inventor, target: Invented) -> Request:
    """Draw a request that `target` answers (or, for "nothing fits", that nothing does; the caller says so)."""
    rng = inventor.rng
    if target.need and rng.random() < 0.5:
        return _need(rng, target)
    kind = rng.choices(
        ("plain", "gift", "place", "use", "occasion", "budget", "joke", "pair", "compare", "picture", "surprise"),
        (36, 12, 8, 9, 5, 7, 5, 4, 6, 6, 2),
    )[0]
    if kind == "picture":
        text = rng.choice(
            ("", "", "", f"{target.one} like this", "more like this", f"in {_color(rng, target)}", "but cheaper")
        )
        return Request(text, picture=True)
    text = _plain(inventor, target) if kind == "plain" else _filled(inventor, rng.choice(_WAYS[kind]), target)
    if kind not in ("surprise", "compare") and rng.random() < _FRAMED:
        text = rng.choice(_FRAMING).format(text)
    text = " ".join(text.split())
    return Request(text[:1].upper() + text[1:] if rng.random() < 0.15 else text)


def _need(rng: random.Random, target: Invented) -> Request:
    """A need in the shopper's words, alone or of a thing; the target's `answer` meets it."""
    text = rng.choice(("{w}", "{w}", "{n}, {w}", "{n}: {w}", "a {n} – {w}", "which {n}? {w}")).format(
        w=target.need, n=target.one
    )
    return Request(text, answered_by=target.answer)


def _filled(inventor: Inventor, way: str, target: Invented) -> str:
    rng = inventor.rng
    person = rng.choice(words.PEOPLE)
    if rng.random() < 0.3:
        rare = inventor.rare()
        person = rng.choice(
            (f"a {rare} lover", f"my friend {rare.capitalize()}", f"a {rare} fan", f"someone who loves {rare}")
        )
    one = target.one
    return way.format(
        n=rng.choice((one, one, one, target.many, "something", f"{target.adjective} {one}")),
        m=target.many,
        p=person,
        r=target.place,
        u=target.use,
        o=rng.choice(words.OCCASIONS),
        t=rng.choice(any_shelf(rng).kinds).split("/")[0],
        c=_color(rng, target),
    )


def _plain(inventor: Inventor, target: Invented) -> str:
    """The thing itself, by what it is, looks like or has."""
    rng, product, one = inventor.rng, target.product, target.one
    color, material, shape = product.color, product.material, target.shape
    return rng.choice(
        (
            f"{color} {one}", f"{material} {one}", f"{color} {material} {one}", f"{one} in {color or 'any colour'}",
            f"{one} made of {material or 'anything'}", f"{target.adjective} {one}", f"{one} with {article(target.part)}",
            f"{shape} {one}", f"{one} shaped like {article(shape)}", f"{one} that looks like {article(shape)}",
            f"{shape} used as {article(one)}", f"{shape} as {article(one)}", one, target.many, product.title.lower(),
            rng.choice(target.clauses), f"{one} for {target.use}", f"{product.brand} {one}", f"{inventor.rare()} {one}",
            f"{target.adjective} {color} {one} with {article(target.part)}", f"{one} but not {rng.choice(words.COLORS)}",
            f"anything in {_color(rng, target)}", f"{rng.choice(words.COLORS)} {one}",
        )
    )  # fmt: skip


def _color(rng: random.Random, target: Invented) -> str:
    return target.product.color or rng.choice(words.COLORS)
