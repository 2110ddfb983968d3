"""One shopper's turns: what is being asked, what was found, what was answered, and the suggestion being written about it.

Free of Streamlit, so that a page only draws it. Each turn keeps its results, so that any can be gone back to without searching
again. Nothing of the shopper is kept beyond that: words and pictures end with the session, and `catalog.event_log` counts what
was asked and opened without saying by whom.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PIL import Image

from assistant.address import Address
from assistant.answers import Answer, answered, comparison
from assistant.arranging import arranged, worth_of
from assistant.asked import MOST, PAGE, Asked, Chip, chips, goes_on, in_brief, refined, search_request, understood
from assistant.follow_ups import follow_ups
from assistant.seeing import Seeing
from assistant.services import Services
from assistant.shop_help import HelpAnswer, answer
from assistant.understanding import THIS, Question, Understanding
from assistant.writing import Writing
from catalog.errors import InvalidRequest, UnknownProduct
from catalog.event_log import Event
from catalog.images import open_image
from catalog.product import Filters, Hit, Product
from catalog.search import SearchResult
from models.base import Box
from models.phrase import counted, phrase

MOST_PICTURES = 8
_MOST_TURNS = 20  # each may hold a picture of three megabytes
# Narrowed to what scores less than this share of the best before, the request is hardly answered any more.
_STILL_IT = 0.5

_KEPT_SIDE = 1024


@dataclass(eq=False)
class Turn:
    """One request and what came of it. `before` is the turn that "back" leads to; `opened` the product looked at last."""

    asked: Asked
    result: SearchResult
    writing: Writing | None
    before: Turn | None
    answer: Answer | None = None
    opened: str = ""
    seeing: Seeing | None = None


class Conversation:
    """One shopper's requests, one after the other. Used by one session at a time."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.turn: Turn | None = None
        self.turns: deque[Turn] = deque(maxlen=_MOST_TURNS)
        self.help: HelpAnswer | None = None
        """What the shop's own pages say, when the last words were a question to the shop."""
        self._pictures: dict[str, tuple[Image.Image, ...]] = {}

    @property
    def asked(self) -> Asked | None:
        return self.turn.asked if self.turn is not None else None

    @property
    def result(self) -> SearchResult | None:
        return self.turn.result if self.turn is not None else None

    @property
    def writing(self) -> Writing | None:
        return self.turn.writing if self.turn is not None else None

    @property
    def seeing(self) -> Seeing | None:
        """What a vision model says the picture shows, once it was asked (`see`)."""
        return self.turn.seeing if self.turn is not None else None

    @property
    def answer(self) -> Answer | None:
        """What was last said about things shown, until the next search."""
        return self.turn.answer if self.turn is not None else None

    @property
    def hits(self) -> Sequence[Hit]:
        """What was found, in the order that was asked for."""
        return self._shown(self.turn)[0] if self.turn is not None else ()

    @property
    def in_order(self) -> int:
        """How many of `hits` stand in the order that was asked for; what stands after them is further from what was asked."""
        return self._shown(self.turn)[1] if self.turn is not None else 0

    @property
    def chips(self) -> list[Chip]:
        """What was understood, each of which can be taken off (`take_off`)."""
        return chips(self.asked, self._title) if self.asked is not None else []

    @property
    def follow_ups(self) -> tuple[str, ...]:
        """What may be said next (`ask`)."""
        if self.asked is None:
            return ()
        return follow_ups(self.asked, self.hits, self.services.shopfront.lexicon())

    @property
    def earlier(self) -> list[tuple[int, str]]:
        """The other turns whose results can be shown again (`show_turn`), the newest first: number and a few words."""
        told = [
            (number, in_brief(turn.asked, self._title))
            for number, turn in enumerate(self.turns)
            if turn is not self.turn
        ]
        return told[::-1]

    def ask(self, words: str, picture: bytes | None = None, more: Sequence[bytes] = ()) -> None:
        """Answer words, a picture, or both; `more` are pictures beside the first. Words that only steer ("in red", "cheaper
        than the second", "go back") go on from what was asked before; those that ask about what is shown are answered from its
        rows.

        Raises ImageUnreadable or InvalidRequest; then what was asked and found before stays.
        """
        key, images = self._kept([picture, *more]) if picture is not None else ("", ())
        image = images[0] if images else None
        asked, said = self._read(words, image)
        asked = replace(asked, picture_key=key, more_pictures=images[1:])
        led = asked.reading.redirect is not None
        self.help = None
        if self.turn is not None and image is None and not led and self._spoken_of_it(said):
            return
        if image is None and (told := answer(self.services, words)) is not None:
            self.start_over()
            self.help = told
            return
        if said.question or said.compare:  # nothing is shown that it could be about, so it is searched for
            asked = replace(asked, text=asked.reading.words)
        self._narrow_by_words(asked, said, led)

    def _spoken_of_it(self, said: Understanding) -> bool:
        """Do what a turn says of the conversation itself; False where it says nothing of that."""
        if said.move == "back":
            self.back()
        elif said.move == "restart":
            self.start_over()
        elif said.move == "more":
            if not self.can_show_more:
                raise InvalidRequest(phrase("That is all there is. Take off a filter, or ask for something else."))
            self.show_more()
        elif said.move == "other":
            self._show_others()
        elif said.compare:
            self.compare([self._pointed_at(place).id for place in said.compare if place <= len(self.hits)])
        elif said.question is not None:
            self._answer(said.question)
        else:
            return False
        return True

    def _narrow_by_words(self, asked: Asked, said: Understanding, led: bool) -> None:
        filters = self._priced(asked.filters, said, asked.picture)
        unlike = self._pointed_at(said.unlike).id if said.unlike is not None and asked.picture is None else ""
        opened = self.turn.opened if self.turn is not None else ""
        if said.like_rank is not None and asked.picture is None:
            like = self._pointed_at(said.like_rank).id
            self._search(replace(asked, like=like, filters=filters, board=""))
        elif said.like_this and asked.picture is None and opened:
            self._search(replace(asked, like=opened, filters=filters, board=""))
        elif self.asked is not None and asked.picture is None and not led and asked.words.strip() and goes_on(said):
            self._search(refined(self.asked, said, filters, unlike))
            return
        else:
            asked = replace(asked, filters=filters, unlike=(unlike,) if unlike else ())
            if not asked:
                raise InvalidRequest(phrase("Say what you are looking for, or show a picture of it."))
            self._search(asked)
        self._tell()

    def more_like(self, product_id: str) -> None:
        """Find what looks and means like one product. Raises UnknownProduct."""
        self._search(Asked(like=product_id))
        self._tell()

    def less_like(self, product_id: str) -> None:
        """Ask the same, with this product and its like pushed away. Raises UnknownProduct."""
        product = self.services.shopfront.product(product_id)
        if self.asked is not None:
            self._search(refined(self.asked, Understanding(""), Filters(), product.id))

    def look_at(self, box: Box | None) -> None:
        """Ask the same by a part of the picture, or by the whole of it."""
        if self.asked is not None and self.asked.picture is not None and self.asked.box != box:
            self._search(replace(self.asked, box=box, seen=frozenset(), top_k=PAGE))

    def see(self) -> None:
        """Have the model say what the picture, or the part of it that is meant, shows; again where that came to nothing."""
        if self.turn is not None and self.turn.asked.part is not None and self.services.sees:
            if self.turn.seeing is not None:
                self.turn.seeing.stop()
            self.turn.seeing = Seeing(self.services, self.turn.asked.part)

    def sort_by(self, order: str) -> None:
        """Ask the same in another order: "" is by how well each answers."""
        if self.asked is not None and self.asked.sort != order:
            self._search(replace(self.asked, sort=order, top_k=PAGE))

    def show_board(self, slug: str) -> None:
        """Show all of one of the shop's boards. Raises UnknownProduct."""
        self._search(Asked(board=self.services.shopfront.board(slug).slug))

    @property
    def address(self) -> Address:
        """What reopens this, as far as an address can."""
        return self._address(self.asked) if self.asked is not None else Address()

    def reopen(self, address: Address) -> None:
        """Show what an address says: the turn it was written for, or what it asks, without counting it as asked anew.

        Raises UnknownProduct for a product or board that is gone, InvalidRequest for a picture that this session never saw.
        """
        if not address.asks:
            self.start_over()
            return
        for number in reversed(range(len(self.turns))):
            if self._address(self.turns[number].asked) == address:
                self.show_turn(number)
                return
        pictures = self._pictures.get(address.picture, ())
        if address.picture and not pictures:
            raise InvalidRequest(phrase("A picture is not kept with an address. Show it again."))
        asked, _said = self._read(address.words, pictures[0] if pictures else None)
        asked = replace(
            asked,
            picture_key=address.picture,
            more_pictures=pictures[1:],
            box=address.box if pictures else None,
            like=address.like,
            unlike=address.unlike,
            board=address.board or asked.board,
            filters=asked.filters if address.filters is None else address.filters,
            sort=address.sort or asked.sort,
        )
        if not asked:
            raise InvalidRequest(phrase("Say what you are looking for, or show a picture of it."))
        self._search(asked)

    def compare(self, product_ids: Sequence[str]) -> None:
        """Answer with two or more products side by side. Raises InvalidRequest for fewer."""
        products = list(self.services.shopfront.products(list(dict.fromkeys(product_ids))).values())
        if len(products) < 2 or self.turn is None:
            raise InvalidRequest(
                phrase("It takes two things to compare. Say which of those shown: “compare the first two”.")
            )
        self.turn.answer = comparison(products)

    def more_for(self, title: str, product_ids: Sequence[str], reach: float = 0.0) -> None:
        """Find more for a board. Raises InvalidRequest when the shop has nothing of what is on it."""
        if not product_ids:
            raise InvalidRequest(phrase("The board is empty. Save something to it first."))
        self._search(Asked(taste=tuple(product_ids), taste_title=title, reach=reach))
        self._tell()

    def reach_to(self, reach: float) -> None:
        """Look nearer to the board, or further from it: from 0, close, to 1, ridiculous."""
        if self.asked is not None and self.asked.taste:
            self._search(replace(self.asked, reach=min(1.0, max(0.0, reach)), top_k=PAGE))

    def opened(self, product_id: str) -> None:
        """Note that a product was looked at."""
        if self.turn is not None:
            self.turn.opened = product_id
        words, rank = self.led_to(product_id)
        self.services.events.record(Event("open", words, product_id=product_id, rank=rank))

    def led_to(self, product_id: str) -> tuple[str, int]:
        """The words that were asked, and the product's place in what they found; 0 where it is not there."""
        words = self.asked.words if self.asked is not None else ""
        return words, next((hit.rank for hit in self.hits if hit.product.id == product_id), 0)

    def narrow(self, filters: Filters) -> None:
        """Ask the same with other filters; with nothing asked before, the filters are the request."""
        self._ask_again(replace(self.asked or Asked(), filters=filters, top_k=PAGE))

    def take_off(self, key: str) -> None:
        """Ask the same without one of `chips`; one that is gone meanwhile is off already."""
        for chip in self.chips:
            if chip.key == key:
                self._ask_again(chip.without_it)

    def _ask_again(self, asked: Asked) -> None:
        """Ask what is left when something was taken off; when nothing is, begin anew."""
        if asked:
            self._search(asked)
        else:
            self.start_over()

    def show_more(self) -> None:
        """Lengthen the list; the suggestion, which is about its head, goes on."""
        if self.turn is not None:
            asked = replace(self.turn.asked, top_k=min(self.turn.asked.top_k + PAGE, MOST))
            self.turn.result, self.turn.asked = self._found(asked), asked

    @property
    def can_show_more(self) -> bool:
        return (
            self.asked is not None
            and self.result is not None
            and self.asked.top_k < MOST
            and len(self.result.hits) >= self.asked.top_k + len(self.asked.seen)
        )

    def back(self) -> None:
        """Show what was found before this turn; before the first there is the front page."""
        if self.turn is not None:
            self._leave()
            self.turn = self.turn.before

    def show_turn(self, number: int) -> None:
        """Show an earlier turn's results again. A number that is not there changes nothing."""
        if 0 <= number < len(self.turns):
            self._leave()
            self.turn = self.turns[number]

    def start_over(self) -> None:
        """Leave what was asked and stop writing; the earlier turns can still be shown."""
        self._leave()
        self.turn = None

    def _leave(self) -> None:
        for one in (self.writing, self.seeing):
            if one is not None:
                one.stop()

    def _search(self, asked: Asked) -> None:
        result = self._found(asked)
        self.help = None
        self._leave()
        # What the dial brings near a board is for the eye; nothing was said that sentences could answer.
        writing = Writing(self.services, asked, result) if result.hits and not asked.taste else None
        before = self.turn
        self.turn = Turn(asked, result, writing, before, _untold(asked, result))
        if before is not None and self.turn.answer is None:
            self.turn.answer = _little_left(before, self.turn)
        self.turns.append(self.turn)
        self._forget_oldest()

    def _forget_oldest(self) -> None:
        """A turn holds its results and perhaps a picture: what has fallen out of the list is no longer led back to either."""
        kept = set(map(id, self.turns))
        for turn in self.turns:
            if turn.before is not None and id(turn.before) not in kept:
                turn.before = None

    def _found(self, asked: Asked) -> SearchResult:
        return self.services.searcher.search(replace(search_request(asked), count=True))

    def _read(self, words: str, picture: Image.Image | None) -> tuple[Asked, Understanding]:
        shopfront = self.services.shopfront
        return understood(words, picture, shopfront.book(), shopfront.lexicon())

    def _address(self, asked: Asked) -> Address:
        words = asked.words if asked.text or asked.words else ""
        read, _said = self._read(words, asked.picture)
        if read.text != asked.text or read.lean != asked.lean:  # later turns said more, or less
            words = " ".join([*asked.lean, asked.text])
            read, _said = self._read(words, asked.picture)
        return Address(
            words=words,
            picture=asked.picture_key,
            box=asked.box,
            like=asked.like,
            unlike=asked.unlike,
            board="" if read.board else asked.board,
            filters=None if asked.filters == read.filters else asked.filters,
            sort="" if asked.sort == read.sort else asked.sort,
        )

    def _kept(self, pictures: Sequence[bytes]) -> tuple[str, tuple[Image.Image, ...]]:
        """Decode pictures and hold them for as long as the conversation lasts, the last few. Raises ImageUnreadable."""
        settings, images = self.services.settings, []
        for picture in pictures[:MOST_PICTURES]:
            image = open_image(picture, max_pixels=settings.max_image_pixels, max_bytes=settings.max_image_bytes)
            image.thumbnail((_KEPT_SIDE, _KEPT_SIDE))  # no model sees more, and a session holds it
            images.append(image)
        key = "-".join(hashlib.sha256(picture).hexdigest()[:16] for picture in pictures[:MOST_PICTURES])
        self._pictures.pop(key, None)
        self._pictures[key] = tuple(images)
        while len(self._pictures) > MOST_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        return key, self._pictures[key]

    def _shown(self, turn: Turn) -> tuple[Sequence[Hit], int]:
        asked = turn.asked
        left_out = self.services.shopfront.book().hidden | asked.seen  # perhaps hidden since the search
        hits = tuple(hit for hit in turn.result.hits if hit.product.id not in left_out)
        if not asked.sort:
            return hits, len(hits)
        ordered, in_order = arranged(hits, asked.sort, self.services.searcher.in_shops_names(asked.request))
        return ordered[: asked.top_k], min(in_order, asked.top_k)

    def _show_others(self) -> None:
        assert self.turn is not None
        shown = {hit.product.id for hit in self.hits}
        asked = replace(self.turn.asked, seen=self.turn.asked.seen | shown, top_k=PAGE)
        if {hit.product.id for hit in self._found(asked).hits} <= asked.seen:
            raise InvalidRequest(phrase("That is all there is. Take off a filter, or say it in other words."))
        self._search(asked)

    def _answer(self, question: Question) -> None:
        assert self.turn is not None
        product = self._pointed_at(question.of)
        shopfront = self.services.shopfront
        self.turn.answer = answered(product, question.about, shopfront.lexicon(), shopfront.variants(product))

    def _pointed_at(self, place: int) -> Product:
        """The product at a place of the list; THIS is the one looked at last, else the one whose like was asked for, else the
        first. Raises InvalidRequest where nothing is there."""
        hits = self.hits
        if place == THIS and self.turn is not None:
            for one in filter(None, (self.turn.opened, self.turn.asked.like)):
                try:
                    return self.services.shopfront.product(one)
                except UnknownProduct:  # taken out of the shop, or hidden, while it was looked at
                    continue
        if not hits:
            raise InvalidRequest(
                phrase("Nothing is shown yet that this could be about. Say first what you are looking for.")
            )
        if place > len(hits):
            only = counted(
                "There is only {count} here. Point at one of them: “the second one”.",
                "There are only {count} here. Point at one of them: “the second one”.",
                len(hits),
            )
            raise InvalidRequest(only)
        return hits[-1 if place < 0 else max(place, 1) - 1].product

    def _priced(self, filters: Filters, said: Understanding, picture: Image.Image | None) -> Filters:
        """The filters with the price of what was pointed at as their limit."""
        for place, cheaper in ((said.cheaper_than, True), (said.dearer_than, False)):
            if place is None:
                continue
            product = self._pointed_at(place) if picture is None else None
            if product is None or product.price is None:
                raise InvalidRequest(phrase("Curio does not know what that costs. Name a price instead: “under 30”."))
            amount, step = product.price.amount, Decimal(1).scaleb(-product.price.digits)
            if cheaper:
                filters = replace(filters, price_max=max(amount - step, Decimal(0)))
            else:
                filters = replace(filters, price_min=amount + step)
        return filters

    def _title(self, product_id: str) -> str:
        known = self.services.shopfront.products([product_id])
        return known[product_id].title if known else phrase("something that is gone")

    def _tell(self) -> None:
        """Note what was asked and whether anything answered: the words, never the picture."""
        asked, result = self.asked, self.result
        if asked is not None and result is not None:
            nearest = tuple(hit.product.id for hit in result.hits[:3])
            picture, no_match = asked.picture is not None, result.no_match or not result.hits
            words = "" if asked.like else asked.words  # "like the second one" says nothing without the list
            self.services.events.record(Event("search", words, picture, asked.like, 0, no_match, nearest))


def _little_left(before: Turn, now: Turn) -> Answer | None:
    """A word where a narrower request finds things, but hardly what was asked for: "a bag", "in red", where no bag is red."""
    same = replace(now.asked, filters=before.asked.filters, sort=before.asked.sort) == before.asked
    if not same or not before.result.hits or not now.result.hits or before.result.no_match or now.result.no_match:
        return None
    if now.result.hits[0].score >= _STILL_IT * before.result.hits[0].score:
        return None
    return Answer(phrase("With that, hardly anything of what you asked for is left. These are the nearest things."))


def _untold(asked: Asked, result: SearchResult) -> Answer | None:
    """A word where things cannot be put in the order that was asked for."""
    if asked.sort in ("rating", "newest") and all(worth_of(hit.product, asked.sort) is None for hit in result.hits):
        unrated = phrase("The shop does not say how its things are rated, so they stand as they were found.")
        undated = phrase("The shop does not say which of its things are newest, so they stand as they were found.")
        return Answer(unrated if asked.sort == "rating" else undated)
    return None
