"""One shopper's turns: what is being asked, what was found, and the suggestion being written about it.

Free of Streamlit, so that a page only draws it. A suggestion is written by a thread of its own: a page run that ends, for
whatever reason, neither loses what was written nor stops it. Nothing of the shopper is kept: words and pictures end with the
session, and `catalog.event_log` counts what was asked and opened without saying by whom.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from assistant.address import Address
from assistant.claims import Vocabulary
from assistant.errors import in_words
from assistant.services import Services
from assistant.suggestions import ProductPiece, Suggestion, TextPiece, suggest
from assistant.understanding import understand
from catalog.errors import InvalidRequest
from catalog.event_log import Event
from catalog.images import open_image
from catalog.product import Filters, Hit
from catalog.rule_book import Reading, RuleBook
from catalog.search import SearchRequest, SearchResult
from models.base import Box

PAGE = 24
MOST = 192
MOST_PICTURES = 8
# A cheap thing that is no lamp is no answer to "cheapest lamp": only what scores near the best is sorted by price.
_NEAR_THE_BEST = 0.6

_KEPT_SIDE = 1024

Piece = TextPiece | ProductPiece


@dataclass(frozen=True)
class Asked:
    """What the shopper wants now. `words` as they were typed, `text` what is searched for, `like` a product's id.

    `board` is where the shop's rules lead the words; `reading` is all that the rules made of them. `box` is the part of
    `picture` that is meant, `more_pictures` are those shown beside it, and `picture_key` tells them from others in this
    conversation. `away` are ids of products that were not wanted.
    """

    words: str = ""
    text: str = ""
    picture: Image.Image | None = None
    like: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: str = ""
    top_k: int = PAGE
    board: str = ""
    reading: Reading = field(default_factory=lambda: Reading(""))
    box: Box | None = None
    more_pictures: tuple[Image.Image, ...] = ()
    picture_key: str = ""
    away: tuple[str, ...] = ()

    @property
    def seen(self) -> Image.Image | None:
        """The part of the picture that is meant."""
        if self.picture is None or self.box is None:
            return self.picture
        left, top, right, bottom = self.box
        width, height = self.picture.size
        cut = round(left * width), round(top * height), round(right * width), round(bottom * height)
        return self.picture.crop((*cut[:2], max(cut[2], cut[0] + 1), max(cut[3], cut[1] + 1)))


class Writing:
    """A suggestion as it is being written; read it from any thread."""

    def __init__(self, services: Services, asked: Asked, result: SearchResult) -> None:
        self.pieces: list[Piece] = []
        self.error = ""
        self._suggestion: Suggestion | None = None
        self._stopped = threading.Event()
        self._ended = threading.Event()
        threading.Thread(target=self._write, args=(services, asked, result), name="suggestion", daemon=True).start()

    @property
    def done(self) -> bool:
        return self._ended.is_set()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    @property
    def ahead(self) -> int:
        """How many requests are waiting before this one."""
        return self._suggestion.ahead if self._suggestion is not None and not self.pieces else 0

    def stop(self) -> None:
        """End it within one token; what is written stays."""
        self._stopped.set()
        if self._suggestion is not None:
            self._suggestion.cancel()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False when it has not come."""
        return self._ended.wait(seconds)

    def _write(self, services: Services, asked: Asked, result: SearchResult) -> None:
        try:
            words = asked.reading.words or asked.words
            if asked.like and not words:
                words = f"something like {services.store.product(asked.like).title}"
            self._suggestion = suggest(
                services.chat,
                words,
                result.hits,
                no_match=result.no_match,
                picture=asked.picture is not None,
                vocabulary=Vocabulary.of_shop(services.shopfront.facets()),
            )
            if self.stopped:
                self._suggestion.cancel()
            for piece in self._suggestion:
                self.pieces.append(piece)
        except Exception as error:  # the edge of this thread: the results stand, and one line says why no words came
            self.error = in_words(error)
        finally:
            self._ended.set()


class Conversation:
    """One shopper's requests, one after the other. Used by one session at a time."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.asked: Asked | None = None
        self.result: SearchResult | None = None
        self.writing: Writing | None = None
        self._pictures: dict[str, tuple[Image.Image, ...]] = {}

    @property
    def hits(self) -> Sequence[Hit]:
        """What was found, in the order that was asked for."""
        if self.result is None or self.asked is None:
            return ()
        hidden = self.services.shopfront.book().hidden  # perhaps since the search
        hits = tuple(hit for hit in self.result.hits if hit.product.id not in hidden)
        if not self.asked.sort or not hits:
            return hits
        best = max(hit.score for hit in hits)
        near = [hit for hit in hits if hit.score >= _NEAR_THE_BEST * best and hit.product.price is not None]
        near.sort(key=lambda hit: hit.product.price.amount if hit.product.price else 0)
        if self.asked.sort == "price_desc":
            near.reverse()
        chosen = {hit.product.id for hit in near}
        return (*near, *(hit for hit in hits if hit.product.id not in chosen))[: self.asked.top_k]

    def ask(self, words: str, picture: bytes | None = None, more: Sequence[bytes] = ()) -> None:
        """Answer words, a picture, or both; `more` are pictures beside the first. Words that only narrow ("in red", "under
        thirty") narrow what was asked before.

        Raises ImageUnreadable or InvalidRequest; then what was asked and found before stays.
        """
        image, key = None, ""
        if picture is not None:
            key, (image, *others) = self._kept([picture, *more])
        asked, like_rank = understood(words, image, self.services.shopfront.book(), self.services.shopfront.facets())
        if image is not None:
            asked = replace(asked, picture_key=key, more_pictures=tuple(others))
        if like_rank is not None and like_rank <= len(self.hits):
            like = self.hits[like_rank - 1].product.id
            self._search(replace(asked, picture=None, like=like, board=""))
        elif (
            asked.reading.redirect is None
            and not asked.text
            and image is None
            and words.strip()
            and self.asked is not None
        ):
            before = self.asked
            narrowed = before.filters.narrowed(asked.filters)
            self._search(replace(before, filters=narrowed, sort=asked.sort or before.sort, top_k=PAGE))
            return
        else:
            if not asked.text and image is None and not asked.filters and not asked.board:
                raise InvalidRequest("Say what you are looking for, or show a picture of it.")
            self._search(asked)
        self._tell()

    def more_like(self, product_id: str) -> None:
        """Find what looks and means like one product. Raises UnknownProduct."""
        self._search(Asked(like=product_id))
        self._tell()

    def less_like(self, product_id: str) -> None:
        """Ask the same, and what is like this product to the end. Raises InvalidRequest when nothing is asked."""
        if self.asked is None:
            raise InvalidRequest("Say what you are looking for first, or show a picture of it.")
        away = tuple(dict.fromkeys((*self.asked.away, product_id)))
        self._search(replace(self.asked, away=away, top_k=PAGE))

    def want_again(self, product_id: str) -> None:
        """Take back that a product was not wanted."""
        if self.asked is not None:
            away = tuple(one for one in self.asked.away if one != product_id)
            self._search(replace(self.asked, away=away, top_k=PAGE))

    def look_at(self, box: Box | None) -> None:
        """Ask the same by a part of the picture, or by the whole of it."""
        if self.asked is not None and self.asked.picture is not None and self.asked.box != box:
            self._search(replace(self.asked, box=box, top_k=PAGE))

    def sort_by(self, order: str) -> None:
        """Ask the same in another order: "" is by how well each answers."""
        if self.asked is not None and self.asked.sort != order:
            asked = replace(self.asked, sort=order, top_k=PAGE)
            self.result, self.asked = self._found(asked), asked

    def show_board(self, slug: str) -> None:
        """Show all of one of the shop's boards. Raises UnknownProduct."""
        self._search(Asked(board=self.services.shopfront.board(slug).slug))

    @property
    def address(self) -> Address:
        """What reopens this, as far as an address can."""
        asked = self.asked
        if asked is None:
            return Address()
        by_words, filters = bool(asked.words and not asked.like), asked.filters
        said = self._read(asked.words, asked.picture).filters if by_words else Filters()
        return Address(
            words=asked.words if by_words else "",
            picture=asked.picture_key,
            box=asked.box,
            like=asked.like,
            away=asked.away,
            board="" if asked.words else asked.board,
            filters=None if filters == said else filters,
            sort=asked.sort,
        )

    def reopen(self, address: Address) -> None:
        """Ask what an address says, without counting it as asked anew.

        Raises UnknownProduct for a product or board that is gone, InvalidRequest for a picture that this session never saw.
        """
        if not address.asks:
            self.start_over()
            return
        pictures = self._pictures.get(address.picture, ())
        if address.picture and not pictures:
            raise InvalidRequest("A picture is not kept with an address. Show it again.")
        asked = self._read(address.words, pictures[0] if pictures else None)
        asked = replace(
            asked,
            picture_key=address.picture,
            more_pictures=pictures[1:],
            box=address.box if pictures else None,
            like=address.like,
            away=address.away,
            board=address.board or asked.board,
            filters=asked.filters if address.filters is None else address.filters,
            sort=address.sort or asked.sort,
        )
        self._search(asked)

    def opened(self, product_id: str) -> None:
        """Note that a product was looked at."""
        words = self.asked.words if self.asked is not None else ""
        rank = next((hit.rank for hit in self.hits if hit.product.id == product_id), 0)
        self.services.events.record(Event("open", words, product_id=product_id, rank=rank))

    def narrow(self, filters: Filters) -> None:
        """Ask the same with other filters; with nothing asked before, the filters are the request."""
        before = self.asked or Asked()
        if not filters and not (before.text or before.picture or before.like or before.board):
            self.start_over()
        else:
            self._search(replace(before, filters=filters, top_k=PAGE))

    def show_more(self) -> None:
        """Lengthen the list; the suggestion, which is about its head, goes on."""
        if self.asked is not None:
            asked = replace(self.asked, top_k=min(self.asked.top_k + PAGE, MOST))
            self.result, self.asked = self._found(asked), asked

    @property
    def can_show_more(self) -> bool:
        return (
            self.asked is not None
            and self.result is not None
            and self.asked.top_k < MOST
            and (len(self.result.hits) > self.asked.top_k or len(self.hits) >= self.asked.top_k)
        )

    def start_over(self) -> None:
        """Forget what was asked and stop writing."""
        if self.writing is not None:
            self.writing.stop()
        self.asked = self.result = self.writing = None

    def _search(self, asked: Asked) -> None:
        result = self._found(asked)
        if self.writing is not None:
            self.writing.stop()
        self.asked, self.result = asked, result
        self.writing = Writing(self.services, asked, result) if result.hits else None

    def _found(self, asked: Asked) -> SearchResult:
        # What is sorted is all that was found, and not the first page of it.
        request = search_request(replace(asked, top_k=MOST) if asked.sort else asked)
        return self.services.searcher.search(replace(request, count=True))

    def _read(self, words: str, picture: Image.Image | None) -> Asked:
        front = self.services.shopfront
        return understood(words, picture, front.book(), front.facets())[0]

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

    def _tell(self) -> None:
        """Note what was asked and whether anything answered: the words, never the picture."""
        asked, result = self.asked, self.result
        if asked is not None and result is not None:
            nearest = tuple(hit.product.id for hit in result.hits[:3])
            picture, no_match = asked.picture is not None, result.no_match or not result.hits
            words = "" if asked.like else asked.words  # "like the second one" says nothing without the list
            self.services.events.record(Event("search", words, picture, asked.like, 0, no_match, nearest))


def understood(
    words: str, picture: Image.Image | None, book: RuleBook, facets: Mapping[str, Iterable[str]]
) -> tuple[Asked, int | None]:
    """What is asked by these words, as the shop's rules read them and then as they say; and the place in the list, from 1, that
    they point at."""
    reading = book.read(" ".join(words.split()), alone=picture is None)
    said = understand(reading.words, facets)
    asked = Asked(words, said.text, picture, "", said.filters, said.sort, reading=reading)
    to = reading.redirect
    if to is not None and not to.words:
        asked = replace(asked, text="", board=to.board, filters=to.filters.narrowed(said.filters))
    return asked, said.like_rank


def search_request(asked: Asked) -> SearchRequest:
    """The same for the catalog."""
    return SearchRequest(
        asked.text,
        asked.seen,
        asked.like,
        asked.filters,
        asked.top_k,
        said=asked.words,
        board=asked.board,
        more_images=asked.more_pictures,
        away=asked.away,
    )
