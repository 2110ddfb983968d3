"""Requests that name no thing but a need, a thing among other words, what is to be seen on it, or two things at once: the right
products come first, in a shop that the table of needs was not written for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog.fact_index import FactIndex, Facts
from catalog.ingest import ingest
from catalog.naming import shown_on_it
from catalog.needs import MET_BY
from catalog.search import Searcher, SearchRequest
from catalog.store import Store
from tests.small_models import bundled

SHOP = """
    roller|Deep-groove roller, black|A firm foam cylinder for the floor.|Sports > Recovery|foam
    leggings|Training leggings, plum|Cut for long days at the gym; legs stay covered.|Clothing > Leggings|polyester
    fleece|Ridge fleece, moss|Full zip, stand-up collar.|Clothing > Fleeces|fleece
    mitten|Cable mittens, oat|Ribbed cuffs.|Clothing > Gloves|wool
    sundress|Sundress, lemon|Thin straps, made to wear in July.|Clothing > Dresses|cotton
    raincoat|Harbour raincoat, yellow|Taped seams and a deep hood.|Clothing > Coats|polyurethane
    brim|Wide-brim hat, natural|Straw, with a ribbon.|Clothing > Hats|straw
    cordless|Cordless drill, 18 V|Two batteries in the case.|Tools > Drills|plastic
    corded|Corded hammer drill, 900 W|For masonry and brick walls.|Tools > Drills|steel
    kneepads|Gel knee pads|For tiling and floors.|Tools > Workwear|gel
    foxmug|Fox mug|A fox curled round the cup.|Kitchen > Mugs|ceramic
    foxprint|Woodland print with a fox|Framed in oak.|Home > Pictures|paper
    foxsocks|Socks with foxes|Three foxes on each ankle.|Clothing > Socks|cotton
    henmug|Speckled hen mug|Two hens on the rim.|Kitchen > Mugs|ceramic
    balconytable|Clip-on balcony table|Hangs on the railing.|Furniture > Tables|metal
    coffeetable|Low oak table|For the middle of the room.|Furniture > Tables|oak
    tablelamp|Raindrop table lamp|Glass drops that look like a bit of rain on a balcony.|Lighting > Table lamps|glass
    novel|The lighthouse at Skerry|A novel of fog and letters.|Books > Fiction|paper
    tent|Two-person tent|Pitches in five minutes.|Outdoor > Tents|polyester
    hammock|Cotton hammock, striped|Between two trees.|Outdoor > Hammocks|cotton
    earplugs|Foam earplugs, ten pairs|Soft, in a tin.|Health > Sleep|foam
    alarm|Sunrise alarm clock|Light that grows for half an hour.|Home > Clocks|plastic
    jam|Quince jam|Sharp and red.|Food > Jams|quince
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    home = tmp_path_factory.mktemp("needs")
    rows = ["id\ttitle\tdescription\tproduct_type\tmaterial\tprice"]
    rows += ["\t".join([*line.strip().split("|"), "5 USD"]) for line in SHOP.strip().splitlines()]
    (home / "feed.tsv").write_text("\n".join(rows), "utf-8")
    pictures, words = bundled()
    store = Store.open(f"sqlite:///{home / 'curio.sqlite3'}")
    ingest(home / "feed.tsv", None, store, pictures, words, home)
    yield Searcher(store, pictures, words, home / "indexes")
    store.close()


def found(shop: Searcher, text: str, either: tuple[str, ...] = ()) -> list[str]:
    return [hit.product.id for hit in shop.search(SearchRequest(text, either=either)).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("something warm to wear in winter", {"fleece"}),
        ("something to wear when it is freezing", {"fleece", "mitten", "raincoat"}),  # the shop shelves it with coats
        ("anything that helps with sore muscles", {"roller"}),
        ("keeps the sun off my face", {"brim"}),
        ("something for the rain", {"raincoat"}),
        ("I always oversleep", {"alarm"}),
        ("my knees hurt when I lay tiles", {"kneepads"}),
    ],
)
def test_a_need_is_met_by_what_no_word_of_it_names(shop: Searcher, text: str, first: set[str]) -> None:
    assert found(shop, text)[0] in first


def test_the_word_itself_counts_more_than_what_meets_it_and_nothing_counts_twice() -> None:
    index = FactIndex(
        [
            Facts("Winter wool scarf", category="Scarves", id="both"),
            Facts("Wool scarf", category="Scarves", id="meets"),
            Facts("Winter scarf", category="Scarves", id="says"),
        ]
    )
    shares = index.shares(index.words("winter"), ["both", "meets", "says"])
    assert shares["both"] == shares["says"] == 1 > shares["meets"] > 0
    assert not index.is_called(index.words("chilly"))


def test_a_thing_comes_before_what_shares_all_other_words(shop: Searcher) -> None:
    tables = found(shop, "small table for two on a tiny balcony, it has to survive a bit of rain")[:2]
    assert tables == ["balconytable", "coffeetable"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("anything with foxes on it", {"foxmug", "foxprint", "foxsocks"}),
        ("my sister collects foxes. What have you got for her kitchen?", {"foxmug", "foxprint", "foxsocks"}),
        ("a present for somebody obsessed with hens", {"henmug"}),
    ],
)
def test_what_is_to_be_seen_on_a_thing_is_sought_over_all_kinds(shop: Searcher, text: str, first: set[str]) -> None:
    assert set(found(shop, text)[: len(first)]) == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("my shoulders are sore after the race", "roller"),
        ("my ears hurt from the noise", "earplugs"),
        ("I get soaked by the rain every day", "raincoat"),
    ],
)
def test_what_is_told_to_be_wrong_is_answered_by_what_is_against_it(shop: Searcher, text: str, first: str) -> None:
    result = shop.search(SearchRequest(text))
    assert result.hits[0].product.id == first and not result.no_match


@pytest.mark.parametrize("text", ["my bank card was refused", "I forgot my password"])
def test_what_is_told_to_be_wrong_and_nothing_here_is_against_is_said_to_be_missing(shop: Searcher, text: str) -> None:
    assert shop.search(SearchRequest(text)).no_match


def test_whose_it_is_to_be_counts_by_the_department() -> None:
    facts = [
        Facts("Harbour shorts", id="hers", category="Women > Shorts"),
        Facts("Ridge shorts", id="his", category="Men > Shorts"),
    ]
    index = FactIndex(facts)
    for said, best in (
        ("shorts for men", "his"),
        ("shorts for my husband", "his"),
        ("women's shorts", "hers"),
        ("shorts for my wife", "hers"),
    ):
        assert index.best(index.words(said), 1) == [best]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("anything with whales on it", "whales"),
        ("he collects anything with blue frogs on them", "blue frogs"),
        ("something shaped like a banana", "banana"),
        ("she's obsessed with donuts, what can I get her", "donuts"),
        ("a mug for a cat lover", "cat"),
        ("a lamp with a long cord", ""),
        ("I'd love a red lamp", ""),
        ("loves it", ""),
        ("", ""),
    ],
)
def test_what_is_to_be_seen_on_it_is_read(text: str, shown: str) -> None:
    assert shown_on_it(text) == shown


@pytest.mark.parametrize(
    ("text", "either", "firsts"),
    [
        (
            "which drill is best for brick walls, the cordless one or the corded one?",
            ("cordless drill for brick walls", "corded drill for brick walls"),
            ["corded", "cordless"],
        ),
        (
            "is a tent or a hammock better for a weekend?",
            ("tent for a weekend", "hammock for a weekend"),
            ["tent", "hammock"],
        ),
        ("a novel or jam for my aunt", ("novel for my aunt", "jam for my aunt"), ["jam", "novel"]),
    ],
)
def test_of_two_that_are_weighed_the_best_of_each_come_first(
    shop: Searcher, text: str, either: tuple[str, ...], firsts: list[str]
) -> None:
    result = shop.search(SearchRequest(text, either=either))
    assert sorted(hit.product.id for hit in result.hits[:2]) == sorted(firsts)
    assert result.hits[0].score == result.hits[1].score >= result.hits[2].score
    assert len({hit.product.id for hit in result.hits}) == len(result.hits)
    assert not result.no_match


def test_of_two_of_which_one_is_not_sold_the_other_is_shown(shop: Searcher) -> None:
    either = ("tent", "ironing board")
    assert found(shop, "should I get a tent or an ironing board?", either)[0] == "tent"
    assert shop.search(SearchRequest("an ironing board or a toaster", either=("ironing board", "toaster"))).no_match


def test_the_table_says_what_it_says_once() -> None:
    for asked, told in MET_BY.items():
        assert asked == asked.lower().strip() and asked not in told
        assert told and len(set(told)) == len(told)
