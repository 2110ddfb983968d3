"""Invented products: a kind, a look and a few true sentences, each remembered with its grammar so it can be repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from assistant.facts import article as a_or_an
from catalog.product import Availability, Money, Product
from models.training.sentences import words
from models.training.sentences.more_shelves import SHELVES
from models.training.sentences.needs import needs
from models.training.sentences.words import Domain

_SHELVES = (*words.DOMAINS, *SHELVES)
_NEEDS = needs()


@dataclass(frozen=True)
class Invented:
    """A product and what the generator knows about it beyond the row: `need` is met by the clause `answer`, if any."""

    product: Product
    domain: Domain
    one: str
    many: str
    shape: str
    use: str
    place: str
    adjective: str
    part: str
    plural: bool
    clauses: tuple[str, ...] = ()
    need: str = ""
    answer: str = ""


class Inventor:
    """Draws products from the lists; one in a few words is a stranger, from `rare_words` or made of syllables."""

    def __init__(self, rng: random.Random, rare_words: tuple[str, ...]) -> None:
        self.rng = rng
        self._rare_words = rare_words

    def rare(self) -> str:
        """A word the model cannot know by heart."""
        return self.rng.choice(self._rare_words) if self.rng.random() < 0.7 else self._made_up()

    def _made_up(self) -> str:
        middle = self.rng.choice(words.SYLLABLES_END) if self.rng.random() < 0.25 else ""
        return self.rng.choice(words.SYLLABLES_START) + middle + self.rng.choice(words.SYLLABLES_END)

    def pick(self, common: tuple[str, ...], strangeness: float) -> str:
        """A word of the list, or now and then a stranger."""
        return self.rare() if self.rng.random() < strangeness else self.rng.choice(common)

    def brand(self) -> str:
        """An invented name of one to three words."""
        name = (
            self._made_up().capitalize() if self.rng.random() < 0.6 else self.rng.choice(self._rare_words).capitalize()
        )
        draw = self.rng.random()
        if draw < 0.45:
            return name
        if draw < 0.6:
            return f"{name} and {self._made_up().capitalize()}"
        if draw < 0.7:
            return f"{self.rare().capitalize()} {name}"
        return f"{name} {self.rng.choice(words.BRAND_ENDINGS)}"

    def product(self, like: Invented | None = None) -> Invented:
        """A new product; `like` gives it the same shelf, and often the same kind, colour or material."""
        rng = self.rng
        near = like is not None and rng.random() < 0.75
        domain = like.domain if like is not None and near else rng.choice(_SHELVES)
        if like is not None and near and rng.random() < 0.6:
            one, many = like.one, like.many
        else:
            one, many = self._kind(domain)
        color = self.pick(words.COLORS, 0.06) if rng.random() < 0.9 else ""
        material = self.pick(domain.materials, 0.1) if rng.random() < 0.88 else ""
        if like is not None and color and rng.random() < 0.2:
            color = like.product.color or color
        if like is not None and material and rng.random() < 0.25:
            material = like.product.material or material
        shape = self.pick(words.THINGS, 0.15)
        if like is not None and rng.random() < 0.15:
            shape = like.shape
        made = Invented(
            product=Product(id="", title=""),
            domain=domain,
            one=one,
            many=many,
            shape=shape,
            use=rng.choice(domain.uses),
            place=rng.choice(domain.places),
            adjective=self.pick(words.ADJECTIVES, 0.1),
            part=self.pick(domain.parts, 0.1),
            plural=rng.random() < 0.3,
        )
        clauses = self._facts(made, material or rng.choice(domain.materials))
        title = self._title(made, color, material)
        asked, told = rng.choice(_NEEDS)
        need, answer = (rng.choice(asked), rng.choice(told)) if rng.random() < 0.6 else ("", "")
        product = Product(
            id=f"{rng.getrandbits(48):x}",
            title=title,
            description=self._description(made, title, [*clauses, answer] if answer else list(clauses)),
            price=Money(Decimal(rng.randint(300, 30_000)) / 100, "USD") if rng.random() < 0.9 else None,
            availability=self._availability(),
            brand=self.brand() if rng.random() < 0.93 else "",
            color=color,
            material=material,
            category=f"Shop > {many.capitalize()}" if rng.random() < 0.95 else "",
        )
        return replace(made, product=product, clauses=clauses, need=need, answer=answer)

    def _description(self, made: Invented, title: str, clauses: list[str]) -> str:
        """The clauses as a shop would put them: in prose, or in prose that sells and a list of features."""
        rng, many = self.rng, made.plural
        if rng.random() < 0.55:
            rng.shuffle(clauses)
            return " ".join(clause[0].upper() + clause[1:] + rng.choice("....!") for clause in clauses)
        said = []
        for clause in clauses:
            subject = f"These {made.many}" if many else rng.choice((f"The {title}", f"This {made.one}", "It"))
            if clause.split(" ", 1)[0].endswith("s") and not many:
                said.append(f"{subject} {clause}.")
            else:
                said.append(clause[0].upper() + clause[1:] + ".")
        noise = rng.choice(
            ("Love at first sight?", "You'll love it.", f"Get ready for {made.use}.", "Your new best friend.", "")
        )
        features = [
            f"{self.pick(words.ADJECTIVES, 0.1)} {self.pick(made.domain.parts, 0.1)}".capitalize()
            for _ in range(rng.randint(1, 4))
        ]
        return "\n".join([" ".join([noise, *said]).strip(), *(f"• {feature}." for feature in features)])

    def _availability(self) -> Availability:
        stock = self.rng.choices(("in_stock", "out_of_stock", "preorder", "backorder"), (84, 9, 5, 2))[0]
        return cast(Availability, stock)

    def _kind(self, domain: Domain) -> tuple[str, str]:
        drawn = self.rng.choice(domain.kinds)
        one, _, many = drawn.partition("/")
        many = many or one + "s"
        if self.rng.random() < 0.18:
            rare = self.rare()
            return (f"{rare} {one}", f"{rare} {many}") if self.rng.random() < 0.6 else (rare, rare + "s")
        return one, many

    def _title(self, made: Invented, color: str, material: str) -> str:
        rng, one = self.rng, made.one
        if made.plural:
            return self._plural_title(made, color, material)
        draws = [
            f"{made.adjective} {one}",
            f"{made.shape} {one}",
            f"{made.shape}-shaped {one}",
            f"{one} shaped like {article(made.shape)}",
            f"{made.shape} as {article(one)}",
            f"{material} {one}",
            f"{color} {one}",
            f"{one} with {made.part}",
            f"{made.adjective} {material} {one}",
            f"{one} for {made.use}",
            f"{self.rare()} {one}",
            f"the {made.adjective} {made.shape}",
            f"{made.adjective} {one}, {color}",
            f"{one} made of {material or made.shape}",
            f"{self._made_up()} {made.adjective} {one}",
        ]
        title = " ".join(rng.choice(draws).split())
        if rng.random() < 0.3:
            return title.title()
        return title[0].upper() + title[1:]

    def _plural_title(self, made: Invented, color: str, material: str) -> str:
        many = made.many
        draws = [
            f"{made.adjective} {many}",
            f"{made.shape} {many}",
            f"{many_of(made.shape)} as {many}",
            f"{color} {many}",
            f"{material} {many}",
            f"{many} with {made.part}",
            f"{made.adjective} {many}, {color}",
            f"{made.part} {many}, {color} and {self.rng.choice(words.COLORS)}",
            f"{self.rare()} {many}",
            f"{many} for {made.use}",
        ]
        title = " ".join(self.rng.choice(draws).split())
        return title.title() if self.rng.random() < 0.3 else title[0].upper() + title[1:]

    def _facts(self, made: Invented, material: str) -> tuple[str, ...]:
        drawn: list[str] = []
        for _ in range(self.rng.choice((1, 2, 2, 3, 3, 4))):
            clause = self._fact(made, material)
            for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2))):
                if len(clause.split()) < 14:
                    clause += self._tail(made, material)
            drawn.append(" ".join(clause.split()))
        return tuple(dict.fromkeys(drawn))

    def _tail(self, made: Invented, material: str) -> str:
        rng, domain = self.rng, made.domain
        adjective, part = self.pick(words.ADJECTIVES, 0.1), self.pick(domain.parts, 0.1)
        does = rng.choice(domain.does)
        it_does = f"they {_many_do(does)}" if made.plural else f"it {does}"
        return rng.choice(
            (
                f", with {article(adjective)} {part}",
                f", with {article(part)} and {article(rng.choice(domain.parts))}",
                f", and {it_does}",
                f", so {it_does}",
                f", {adjective} and {rng.choice(words.ADJECTIVES)}",
                f", all in {material}",
                f", like {article(self.pick(words.THINGS, 0.1))}",
                f", ready for {rng.choice(domain.uses)}",
                f" with {article(self.pick(words.THINGS, 0.1))} on the {part}",
                f" in {rng.choice(words.COLORS)} {rng.choice(domain.materials)}",
                f" and {self.rare()} {self.rare()}",
                f" beside {article(self.rare())} {part}",
            )
        )

    def _stranger(self) -> str:
        """A clause of words that do not belong together: it can only be copied."""
        one, two, three, four = (self.rare() for _ in range(4))
        clauses = {
            "noun": f"{article(one)} {two} of {three} and {four}",
            "sentence": f"the {one} {two} sits over {article(three)} {four}",
            "part": f"made from {one} {two}, {three} and {four}",
            "verb": f"holds {one}, {two} {three} and {article(four)}",
        }
        return clauses[self.rng.choice(("noun", "sentence", "part", "verb"))]

    def _fact(self, made: Invented, material: str) -> str:
        rng, domain = self.rng, made.domain
        if rng.random() < 0.1:
            return self._stranger()
        adjective, other = self.pick(words.ADJECTIVES, 0.12), rng.choice(words.ADJECTIVES)
        part, second = made.part if rng.random() < 0.5 else self.pick(domain.parts, 0.12), rng.choice(domain.parts)
        thing = made.shape if rng.random() < 0.6 else self.pick(words.THINGS, 0.2)
        use = made.use if rng.random() < 0.6 else rng.choice(domain.uses)
        place = made.place if rng.random() < 0.6 else rng.choice(domain.places)
        does, did = rng.choice(domain.does), rng.choice(domain.does)
        one, many, color = made.one, made.many, rng.choice(words.COLORS)
        do, did = (_many_do(does), _many_do(did)) if made.plural else (does, did)
        it, this = ("they", f"these {many}") if made.plural else ("it", f"this {one}")
        form = rng.choices(("noun", "verb", "part", "it", "sentence"), (38, 14, 20, 10, 18))[0]
        if form == "noun" and made.plural:
            return rng.choice(
                (
                    f"{adjective} {many} with {article(part)}",
                    f"{adjective} {material} {many} with {article(other)} {part} and {article(second)}",
                    f"{many} shaped like {many_of(thing)}",
                    f"{many} whose {part}s are {adjective} {many_of(thing)}",
                    f"{color} {many} on {article(adjective)} {color} {part}",
                    f"{many} in one {color} from {part} to {second}",
                    f"{many} without {article(part)}, so {it} {do}",
                    f"{article(adjective)} pair of {many} that {do}",
                    f"a pair of {color} {material} {many} with {article(part)}",
                    f"two {adjective} {many} for {use}",
                    f"{adjective}, {other} {many} with {many_of(thing)} on the {part}",
                    f"{rng.choice(('three', 'four', 'six', 'eight'))} {color} {many}, each with {article(part)}",
                    f"low {material} {many} with {color} marks at the {part} and {second}",
                    f"{many} made like {article(thing)}: {adjective} {part}s and {article(other)} {second}",
                    f"{many} that look like {many_of(thing)}",
                )
            )
        if form == "it":
            return rng.choice(
                (
                    f"{it} {do}",
                    f"{it} {do} and {did}",
                    f"{it} {'go' if made.plural else 'goes'} with everything in {place}",
                    f"{it} {'come' if made.plural else 'comes'} with {article(adjective)} {part}",
                    f"{it} {'look' if made.plural else 'looks'} {adjective} in {place}",
                    f"{it} {'have' if made.plural else 'has'} {article(part)}, {article(other)} {second} and nothing else",
                    f"{it} {'are' if made.plural else 'is'} made for {use}, not for {rng.choice(domain.places)}",
                    f"{it} {'want' if made.plural else 'wants'} to be {article(thing)}",
                )
            )
        if form == "noun":
            clause = rng.choice(
                (
                    f"{article(adjective)} {one} with {article(part)}",
                    f"{article(adjective)} {one} with {article(other)} {part} and {article(second)}",
                    f"{article(adjective)}, {other} {one} for {use}",
                    f"{article(one)} shaped like {article(thing)}",
                    f"{article(one)} shaped like {article(adjective)} {thing}, with {article(part)}",
                    f"{article(one)} that looks like {article(thing)}",
                    f"{article(adjective)} {one} that {does}",
                    f"{article(thing)} turned into {article(one)}",
                    f"{article(adjective)} {thing} that is really {article(one)}",
                    f"two {adjective} {many} joined by {article(part)}",
                    f"a pair of {many} in {material}",
                    f"a set of {rng.choice(('two', 'three', 'four', 'six'))} {many}, {adjective} and {other}",
                    f"{article(adjective)} little {one} with the look of {article(thing)}",
                    f"{article(one)} built from {material} and {rng.choice(domain.materials)}",
                    f"{article(adjective)} {one} in {material}, at home in {place}",
                    f"{article(color)} {material} {one} with {article(adjective)} {part} and {article(thing)} on top",
                    f"{article(one)} made like {article(thing)}: {adjective} {part}, {other} {second}",
                    f"{article(adjective)} {material} {one} on {article(color)} {part}, with {article(second)} at the back",
                    f"{article(one)} whose {part} is {article(thing)}",
                    f"{article(color)} {one} with {article(color)} {part}",
                    f"everyday {many} for {use}",
                    f"{article(adjective)} {part} on {article(other)} {second}",
                )
            )
        elif form == "verb":
            clause = rng.choice(
                (
                    do,
                    f"{do} and {did}",
                    f"looks like {article(thing)} and {do}",
                    f"comes with {article(adjective)} {part}",
                    f"comes with {article(part)} and {article(second)}",
                    f"has {article(adjective)} {part} and {article(other)} {second}",
                    f"turns {place} into something {adjective}",
                    f"makes {use} a little more {adjective}",
                    f"suits {place} and {do}",
                    f"opens to show {article(adjective)} {part}",
                    f"hides {article(part)} under the {second}",
                    f"wears its {part} with pride",
                    f"brings {article(adjective)} {thing} to {place}",
                )
            )
            clause = _many_do(clause) if made.plural else clause
        elif form == "part":
            clause = rng.choice(
                (
                    f"for {use} and for {rng.choice(domain.uses)}",
                    f"for {place}, {rng.choice(domain.places)}, or {use}",
                    f"for the {adjective} side of {place}",
                    f"light, {adjective} and easy to live with in {place}",
                    f"{adjective}, {other} and good for {use}",
                    f"made for {use}",
                    f"made for {use} and a {rng.choice(words.ADJECTIVES)} {part}",
                    f"shaped like {article(thing)}, {part} and all",
                    f"cut from one piece of {material}",
                    f"finished with {article(adjective)} {part}",
                    f"ideal for {place}",
                    f"perfect for {use}",
                    f"great for {use} in {place}",
                    f"inspired by {article(thing)}",
                    f"topped with {article(adjective)} {thing}",
                    f"woven from {material} by hand",
                    f"painted with {adjective} {thing} motifs",
                    f"small enough for {place}",
                    f"filled with {material}",
                )
            )
        else:
            clause = rng.choice(
                (
                    f"the {part} is {adjective} and {other}",
                    f"the {adjective} {part} {does}",
                    f"its {part} is made of {rng.choice(domain.materials)}",
                    f"{article(adjective)} {part} runs round the {second}",
                    f"{this} {do}",
                    f"the whole thing {does}",
                    f"each {one} has its own {adjective} {part}",
                    f"every {one} is a little different",
                    f"{material} makes it {adjective}",
                    f"you can use it for {use}",
                    f"one {part} is for {use}, the other for show",
                    f"tiny {thing} details sit on the {part}",
                    f"{article(thing)} peeks out from behind the {part}",
                    f"we like it for {use}",
                    f"put it in {place} and it {does}",
                    f"fill it with {rng.choice(domain.materials)} or {many_of(thing)}",
                    f"hang it in {place}",
                    f"{rng.choice(domain.materials)} and {material}, {adjective} and {other}",
                    f"the {part} goes back for {use} and forward for {place}",
                    f"the {many_of(thing)} over the {part} let the {second} breathe",
                    f"nothing about the {part} is {adjective}",
                    f"somebody put {article(thing)} where the {part} should be",
                    f"no two {many} have the same {part}",
                    f"where others have {article(second)}, this one has {article(adjective)} {part}",
                    f"looks {adjective}, feels {other}",
                    f"the {part} and the {second} are both {material}",
                )
            )
        return clause


def any_shelf(rng: random.Random) -> Domain:
    """A shelf of the invented shop."""
    return rng.choice(_SHELVES)


def _many_do(does: str) -> str:
    """Turn "keeps its edge" into "keep its edge": the verb is the first word, or the second after "never"."""
    first, _, rest = does.partition(" ")
    if first == "never":
        return f"never {_many_do(rest)}"
    if first.endswith(("shes", "ches", "xes", "zzes", "oes")):
        verb = first[:-2]
    elif first.endswith("ies"):
        verb = first[:-3] + "y"
    else:
        verb = {"has": "have", "is": "are"}.get(first, first.removesuffix("s"))
    return f"{verb} {rest}".strip()


def many_of(noun: str) -> str:
    """The plural of a thing, by the common rules."""
    if noun.endswith(("s", "x", "sh", "ch")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def article(noun: str) -> str:
    """Put "a" or "an" before a noun, or nothing where it is many or already has one."""
    first = noun.split()[0] if noun else ""
    if first in {"a", "an", "the", "two", "its"} or noun.endswith(("hands", "beads")):
        return noun
    return f"{a_or_an(noun)} {noun}"
