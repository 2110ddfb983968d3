"""What a request asks of a product, and whether a row meets it: by its words, roughly stemmed.

Made by `assistant.asking`; a room of its own, because choosing, laying out and writing all ask the same questions of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.english import phrases
from assistant.facts import content_words, meeting, stem
from catalog.groups import Group, Kind, kind_asked
from catalog.needs import PLIGHTS

# What shops write of things that are meant to be laughed at.
_ODD = phrases(
    r"""[\w-]*shaped, in the shape of, turned into, pretend\w*, disguised, silly, funny, ridiculous, absurd, novelty, prank,
    looks? (?:like|surprised), as an? [\w-]+, dressed as, costume, no explanation"""
)
# An umbrella that is a duck needs no word for that.
_CREATURE = phrases(
    r"""(?:duck|goose|swan|flamingo|parrot|owl|penguin|elephant|whale|shark|octopus|lobster|crab|fish|frog|toad|turtle|snail|crocodile|
    dinosaur|dragon|unicorn|monster|robot|ghost|skull|cat|dog|dachshund|pug|pig|cow|sheep|llama|sloth|monkey|gorilla|giraffe|
    zebra|hippo|rhino|hedgehog|fox|badger|squirrel|mouse|rabbit|bunny|bee|banana|avocado|cheeseburger|doughnut|moustache)s?"""
)
PLIGHT_STEMS = frozenset(map(stem, PLIGHTS))
_SPORTS = content_words(
    """football soccer rugby tennis badminton squash basketball netball volleyball baseball hockey cricket golf ski skiing
    snowboard snowboarding surf surfing swim swimming climbing riding ballet boxing skating cycling hiking running"""
)
_MENDED = 3  # words besides, that what is wrong counts for
_LACKS = re.compile(
    r"\b(?:no|not|without|never|minus) (?:an? |any |the )?[\w-]+", re.IGNORECASE
)  # "no bobble" has none
_PLAIN = phrases("plain, simple, classic, understated, elegant, timeless, nothing else")
_OTHER_CUT = {"long": "short", "short": "(?:long|full)", "full": "short"}
_FOR_CHILDREN = phrases(
    "toys?, child(?:ren)?(?:'s)?, kids?(?:'s)?, bab(?:y|ies), toddlers?, nursery, bath toys, plush, teddy"
)


@dataclass(frozen=True)
class Asking:
    """A request, read. Empty where nothing was said of it.

    `about` is the span that an answer may take up ("your sister who paints"), `kind` what it is: a person, a room, or some
    other use; `pair` what the product is to go with; `color` the one that was asked for, `colors` all of them, where any
    would do; `wanted` the stems of the thing itself, of which a row must hold half, `head` ("bag" of "leather bag") among
    them, to be called a match, `thing` its kind where that is known, and `group` the many kinds it may be ("clothes");
    `aim` the stems of what it is for or is to do, `either` whether any of it would do, `beside` those of what else was said;
    `unwanted` those of what it is not to be of; `worn` whether it is to be worn, `sex` ("men", "women") whose clothes would
    do, `young` whether it is for a child.
    """

    about: str = ""
    kind: str = ""
    pair: str = ""
    gift: bool = False
    joke: bool = False
    budget: bool = False
    compare: bool = False
    surprise: bool = False
    color: str = ""
    colors: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    odd: bool = False
    sober: bool = False
    worn: bool = False
    sex: str = ""
    young: bool = False
    either: bool = False
    head: str = ""
    group: Group | None = None
    thing: Kind | None = None
    wanted: frozenset[str] = frozenset()
    aim: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    cuts: tuple[tuple[str, str], ...] = ()

    def met_by(self, text: str, name: str = "") -> bool:
        """Whether `text`, all that is said of a product, speaks of the thing asked for, and its `name` (title and shelf) calls
        it that; without a thing, whether it is of the colour or material, or for half of the aim."""
        if not self.wanted:
            anybody = self.kind == "person" or not self.aim or (self.joke and bool(_ODD.search(text)))
            return anybody or self.made_as_asked(text) or self._mostly_done(text)
        found = _found(self.wanted, text)
        if len(self.wanted) > 1 and not (self.wanted & _SPORTS) <= found:
            return False  # rain boots are no football boots
        called = not self.head or bool(_found(frozenset({self.head}), name or text)) or self._alike_called(name)
        return (3 if self.thing and self.head else 2) * len(found) >= len(self.wanted) and called

    def _alike_called(self, name: str) -> bool:
        """Whether `name` calls it another word of what is asked for, of things like the one asked for: capris of "capri
        leggings"."""
        if self.thing is None:
            return False
        others = _found(self.wanted - {self.head}, name)
        return any((kind := kind_asked(one)) and kind.groups & self.thing.groups for one in others)

    def told_by(self, text: str, kin: _Kin = meeting) -> bool:
        """Whether `text` speaks of anything that was asked for, itself or by words that are `kin` to it."""
        told = _found(self.wanted, text, kin) or _done(self.aim | self.beside, text, kin)
        return bool(told) or self.made_as_asked(text)

    def half_told_by(self, text: str) -> bool:
        """Whether `text` speaks of half of the thing's words, or of the aim's where no thing was named."""
        if self.wanted:
            return 2 * len(_found(self.wanted, text)) >= len(self.wanted)
        return self._mostly_done(text)

    def _mostly_done(self, text: str) -> bool:
        """Whether `text` tells half of the aim, or any of it where that would do."""
        done = len(_done(self.aim, text))
        return done > 0 if self.either else 2 * done >= len(self.aim)

    def missing(self, text: str, name: str = "", title: str = "") -> tuple[bool, bool, bool, bool]:
        """What of the request `text` falls short of, the worst first: it is not the thing, is no laughing matter, is not for a
        child, is of what was ruled out."""
        grown = self.young and not _FOR_CHILDREN.search(text)
        return (
            not self.met_by(text, name),
            self.off_tone(text, title),
            grown,
            bool(_done(self.unwanted, _LACKS.sub(" ", text), _nothing)) or self.otherwise_cut(text),
        )

    def otherwise_cut(self, text: str) -> bool:
        """Whether `text` tells of short sleeves where long ones were asked for, or the other way about."""
        return any(re.search(rf"\b{_OTHER_CUT[cut]}[- ]{part}", text, re.IGNORECASE) for cut, part in self.cuts)

    def told(self, text: str, title: str = "") -> float:
        """How many of the words that were said `text` speaks of; colour and material together count as one, and so does that it
        is of all of several colours, and that its `title` calls it what was asked for."""
        called = bool(self.head) and self.group is None and bool(_found(frozenset({self.head}), title))
        plain = self.sober and bool(_PLAIN.search(text))
        words = (
            len(_found(self.wanted, text)) + len(_done(self.aim | self.beside, text)) + 0.5 * len(_done(self.aim, text))
        )
        of_all = len(self.colors) > 1 and self._made_of(text) >= set(self.colors)
        mended = sum(
            _mended(word, text) for word in (self.aim | self.beside | self.wanted - {self.head}) & PLIGHT_STEMS
        )
        lacks = {
            word for found in _LACKS.findall(text) for word in _done(self.unwanted, found, _nothing)
        }  # "does not drip"
        return words + plain + len(lacks) + mended + self.made_as_asked(text) + of_all + called

    def off_tone(self, text: str, title: str) -> bool:
        """Whether something odd was asked for and neither `text` nor `title` promises it, or something sober and one does."""
        odd = bool(_ODD.search(text) or _CREATURE.search(title))
        return not odd if self.joke or self.odd else odd and self.sober

    def aimed_by(self, text: str) -> bool:
        """Whether `text` speaks of what the product is to be for."""
        return bool(_done(self.aim, text))

    def made_as_asked(self, text: str) -> bool:
        """Whether `text` names the colour or a material that was asked for."""
        return bool(self._made_of(text))

    def _made_of(self, text: str) -> set[str]:
        said = set(re.findall(r"[a-z]+", text.lower()))
        return said & {*self.colors, *self.materials, *map(plain_material, self.materials)}


_Kin = Callable[[Collection[str]], set[str]]


def _nothing(_: Collection[str]) -> set[str]:
    return set()


def _found(wanted: frozenset[str], text: str, kin: _Kin = meeting) -> set[str]:
    """The stems of things that a text holds, or words that answer them."""
    said = content_words(text)
    return {word for word in wanted if word in said or kin([word]) & said}


def _done(wanted: frozenset[str], text: str, kin: _Kin = meeting) -> set[str]:
    """The same of what is done: "runs" is in "for runners"."""
    roots = {_root(word) for word in content_words(text)}
    return _found(wanted, text, kin) | {
        word for word in wanted if any(one == _root(word) or (len(word) > 3 and one.startswith(word)) for one in roots)
    }


def _mended(plight: str, text: str) -> float:
    """How far what is wrong is mended by what `text` tells: a fleece that is warm in winter does so more than a thin thing for
    when it is not warm."""
    by = len(meeting([plight]) & content_words(text))
    return _MENDED + min(by - 1, 3) / 2 if by > 1 else _MENDED * bool(_done(frozenset({plight}), text))


def _root(stem: str) -> str:
    root = re.sub(r"(?:ing|er|ed)$", "", stem) if len(stem) > 5 else stem
    return root[:-1] if root != stem and root[-1:] == root[-2:-1] else root


def plain_material(material: str) -> str:
    """ "wood" of "wooden", "wool" of "woollen"; "linen" is linen."""
    return material if material == "linen" else material.removesuffix("en")
