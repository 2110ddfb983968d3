"""Questions to the shop rather than about its products: answered by its own pages' words, or handed to a person.

Whether words are such a question is read by rules (English): they name one of the topics that a shop's pages are about, and
either ask something, or say nothing else. A "delivery van" is a toy, "returns" is a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access import Role, Visitor
from assistant.services import Services
from catalog.help_pages import Cited, KeptPage
from catalog.help_reader import read_page

_TOPIC = re.compile(
    r"\b(deliver(?:y|ies|ed|ing)?|shipping|shipped|ship|postage|courier|dispatch\w*|parcel|track(?:ing)?|"
    r"returns?|returned|returning|refunds?|refunded|exchanges?|send (?:it|them|this|something) back|money back|"
    r"cancel(?:led|ling)?|warranty|guarantee|complain\w*|size (?:guide|chart)|sizing|what size|which size|"
    r"wash(?:ed|ing)?|dry.?clean\w*|iron(?:ed|ing)?|dishwasher|tumble dry|care (?:for|instructions?|guide)|"
    r"pay(?:ment|ments)?|invoice|voucher|gift card|opening hours|open on|contact|customer service|privacy|my order)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:hi|hello|hey|please)?\W*(how|what|when|where|which|who|why|can|could|do|does|did|is|are|may|will|would|should|"
    r"i (?:want|need|would like|'d like) to (?:return|exchange|cancel|send|track|speak|talk|complain)|"
    r"my (?:order|parcel)|tell me (?:about|how|when))\b|\?\s*$",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    """a an the and or of for to on in at by with my your our it them this that please hi hello costs cost price prices
    time times policy policies options information info free fast international abroad faq help question instructions
    long""".split()
)


@dataclass(frozen=True)
class HelpAnswer:
    """What the shop's pages say to a question; without passages, whom to ask instead ("" where the shop named nobody)."""

    question: str
    passages: tuple[Cited, ...]
    contact: str

    def as_json(self) -> dict[str, Any]:
        """As a command tells it: a suggestion of no product, written by no model, and the passages with their pages."""
        cited = [
            {
                "page": one.title,
                "heading": one.passage.heading,
                "text": one.passage.text,
                "score": round(one.score, 3),
            }
            for one in self.passages
        ]
        return {
            "text": "\n".join(one.passage.text for one in self.passages),
            "items": [],
            "struck": [],
            "model": "",
            "prompt_tokens": 0,
            "tokens": 0,
            "ms_first_token": None,
            "tokens_per_second": 0.0,
            "cited": cited,
            "contact": self.contact,
        }


def asks_the_shop(words: str) -> bool:
    """Whether words are a question to the shop."""
    said = " ".join(words.split())[:500]
    if not _TOPIC.search(said):
        return False
    left = re.findall(r"[a-z]+", _TOPIC.sub(" ", said).lower())
    return bool(_ASKS.search(said)) or all(word in _BESIDE for word in left)


def answer(services: Services, words: str) -> HelpAnswer | None:
    """The answer to a question to the shop; None when it is none, or the shop has neither pages nor somebody to ask."""
    if not asks_the_shop(words):
        return None
    contact = services.settings.help_contact
    if not contact and not services.help_pages.pages():
        return None
    return HelpAnswer(words, services.help_pages.find(words), contact)


def add_page(visitor: Visitor, services: Services, name: str, content: bytes) -> KeptPage:
    """Read a file and keep it as a page. Raises PageUnreadable; then nothing has changed."""
    visitor.require(Role.MERCHANDISER)
    name = Path(name.replace("\\", "/")).name or "page"
    page = read_page(name, content)
    services.help_pages.put(name, page)
    return KeptPage(name, page.title, len(page.passages))


def remove_page(visitor: Visitor, services: Services, name: str) -> None:
    """Delete a page. Raises PageUnreadable when there is none of this name."""
    visitor.require(Role.MERCHANDISER)
    services.help_pages.remove(name)
