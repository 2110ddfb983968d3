"""How true and how much to the point the written answers are: the figures of `python -m assistant evaluate`.

Requests come from a file, or are made of the shop's own products and of things that no product of it is. Each is searched and
written up as the page does it. What the figures cannot say, whether a sentence is worth reading, a person has to.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.asked import search_request, understood
from assistant.asking import read_asking
from assistant.choosing import evidence
from assistant.facts import content_words, kin_of
from assistant.judging import prose_of, strangers, unsupported
from assistant.services import Services
from assistant.suggestions import Piece
from assistant.writing import suggestion_about
from catalog.errors import FeedUnreadable, InvalidRequest
from catalog.images import open_image
from catalog.product import Product

# What few shops sell; asked only where no product has the words.
_FOREIGN = (
    "a snow plough", "car insurance", "a root canal appointment", "second-hand tractor", "toner for an office printer",
    "concert tickets", "a mobility scooter", "clay roof tiles", "an aquarium pump", "a grand piano", "a mortgage",
    "prescription antibiotics", "a helicopter flight", "windscreen wipers", "cattle feed", "an outboard motor",
)  # fmt: skip
_ASKED = (
    "{color} {kind}", "{kind} made of {material}", "a present for my sister: {kind}", "compare your {kind}",
    "the cheapest {kind}", "do you have {kind}?", "{title}",
)  # fmt: skip
_FOREIGN_EVERY = 5
_OWNS_UP = re.compile(
    r"\b(?:nothing here|nothing of the kind|not (?:find|sure|quite|seem)|could not find|no (?:product|match)|nearest|"
    r"closest)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Trial:
    """One request; `fits` says whether something in the shop answers it, None where nobody said."""

    words: str
    image: Path | None = None
    fits: bool | None = None


@dataclass(frozen=True)
class Figures:
    """Over all answers.

    `unsupported_per_100`: claims struck for each hundred answers. `unknown_products`: those named that were not found, and
    `unsupported_shown`: what was shown all the same, as a second reading finds it (`assistant.judging`). `coverage`: the mean
    share of what was asked for (thing, colour, material, aim) that the answer or the titles it names speak of, where something
    fits. `refused`: of the requests that nothing fits, the share whose answer owns up; `refused_wrongly`: of those that
    something fits. None where there were none. Words by the second of writing; milliseconds to the first sentence shown.
    """

    model: str
    answers: int
    silent: int
    unsupported_per_100: float
    unknown_products: int
    unsupported_shown: int
    coverage: float | None
    refused: float | None
    refused_wrongly: float | None
    words_per_second: float
    ms_first_sentence: float


@dataclass(frozen=True)
class Answer:
    """One answer. `prose` are its own words, without titles; `struck` was taken out, `strangers` and `unsupported` were not."""

    text: str = ""
    prose: str = ""
    struck: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    coverage: float | None = None
    words_per_second: float = 0.0
    ms_first: float = 0.0


def read_trials(file: Path) -> list[Trial]:
    """Read JSON lines: {"request" or "query": words, "image": path from the file's folder, "fits": true or false}.

    Raises FeedUnreadable naming the line that is wrong.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise FeedUnreadable(f"{file} cannot be read as text. Check its name and folder.") from error
    trials = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            words, image, fits = said.get("request", said.get("query", "")), said.get("image"), said.get("fits")
            if not isinstance(words, str) or not (words.strip() or image) or fits not in (None, True, False):
                raise TypeError("a request is words or a picture")
            trials.append(Trial(words, file.parent / image if image else None, fits))
        except (ValueError, TypeError, AttributeError) as error:
            raise FeedUnreadable(
                f'{file.name}, line {number}, is no request. Write {{"request": "a red mug", "fits": true}} on each line.'
            ) from error
    if not trials:
        raise FeedUnreadable(f"{file.name} holds no request.")
    return trials


def sample_trials(products: Sequence[Product], count: int, *, seed: int = 0) -> list[Trial]:
    """Make `count` requests, the same ones for the same shop and seed: of its products, and every fifth of what it has not.

    Raises InvalidRequest without products, or for no request.
    """
    if not products or count < 1:
        raise InvalidRequest("A sample needs at least one request and one product. Import a feed first.")
    pick = random.Random(seed)
    has = set().union(*(content_words(evidence(product)) for product in products))
    foreign = [words for words in _FOREIGN if not content_words(words) & has]
    trials: list[Trial] = []
    while len(trials) < count:
        if foreign and len(trials) % _FOREIGN_EVERY == _FOREIGN_EVERY - 1:
            trials.append(Trial(foreign[len(trials) // _FOREIGN_EVERY % len(foreign)], fits=False))
            continue
        product = pick.choice(products)
        said = {
            "kind": (product.category.split(">")[-1].strip() or product.title).lower(),
            "color": product.color.lower(),
            "material": product.material.split("/")[0].strip().lower(),
            "title": product.title,
        }
        asked = [form for form in _ASKED if all(said[name] for name in re.findall(r"\{(\w+)\}", form))]
        trials.append(Trial(pick.choice(asked).format(**said), fits=True))
    return trials


def evaluate(services: Services, trials: Sequence[Trial]) -> Figures:
    """Search and write up each request, and count."""
    return summed(services.chat.name, trials, list(write_answers(services, trials)))


def summed(model: str, trials: Sequence[Trial], answers: Sequence[Answer]) -> Figures:
    """The figures of answers that are there, each to the trial in its place."""
    fitting = [answer for trial, answer in zip(trials, answers, strict=True) if trial.fits and answer.text]
    foreign = [answer for trial, answer in zip(trials, answers, strict=True) if trial.fits is False and answer.text]
    covered = [
        answer.coverage
        for trial, answer in zip(trials, answers, strict=True)
        if trial.fits is not False and answer.coverage is not None and answer.text
    ]
    written = [answer for answer in answers if answer.text]
    return Figures(
        model,
        len(answers),
        len(answers) - len(written),
        round(100 * sum(len(answer.struck) for answer in answers) / max(len(answers), 1), 1),
        sum(len(answer.strangers) for answer in answers),
        sum(len(answer.unsupported) for answer in answers),
        round(float(np.mean(covered)), 3) if covered else None,
        _share(foreign),
        _share(fitting),
        round(float(np.median([one.words_per_second for one in written])), 1) if written else 0.0,
        round(float(np.median([one.ms_first for one in written])), 1) if written else 0.0,
    )


def _share(answers: Sequence[Answer]) -> float | None:
    """The share of answers that own up to having nothing that is quite it."""
    return round(sum(bool(_OWNS_UP.search(one.text)) for one in answers) / len(answers), 3) if answers else None


def write_answers(services: Services, trials: Sequence[Trial]) -> Iterator[Answer]:
    """Search and write up each request as the page does; where nothing is found, or asked for, the answer is empty."""
    book, lexicon = services.shopfront.book(), services.shopfront.lexicon()
    for trial in trials:
        image = open_image(trial.image) if trial.image else None
        asked, _ = understood(trial.words, image, book, lexicon)
        found = services.searcher.search(search_request(asked)) if asked else None
        if found is None or not found.hits:
            yield Answer()
            continue
        begun = time.perf_counter()
        suggestion = suggestion_about(services, asked, found)
        first, pieces = 0.0, list[Piece]()
        for piece in suggestion:
            first = first or 1000 * (time.perf_counter() - begun)
            pieces.append(piece)
        usage = suggestion.usage
        seconds = max(usage.ms_total - usage.ms_first_token, 1.0) / 1000 if usage else 1.0
        yield Answer(
            suggestion.text,
            prose_of(pieces),
            tuple(suggestion.struck),
            tuple(strangers(pieces, [hit.product for hit in found.hits])),
            tuple(unsupported(pieces, suggestion.products, trial.words)),
            coverage(trial.words, suggestion.text),
            len(suggestion.text.split()) / seconds,
            first,
        )


def coverage(request: str, answer: str) -> float | None:
    """The share of what a request asks for that an answer, its titles included, speaks of; None where nothing was named."""
    asking = read_asking(request)
    sought = asking.wanted | asking.aim | content_words(" ".join((asking.color, *asking.materials)))
    said = content_words(answer)
    return sum(word in said or bool(kin_of([word]) & said) for word in sought) / len(sought) if sought else None
