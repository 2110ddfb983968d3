"""Rules: what makes one, which requests it concerns, how words are read, and how what was found is arranged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InvalidRule
from catalog.product import Filters, Route
from catalog.rule_book import Entry, Ranked, Reading, RuleBook, Steering
from catalog.rule_words import sentence, standing
from catalog.rules import (
    FACTORS,
    Action,
    Boost,
    Bury,
    Hide,
    Pin,
    ReadAs,
    Redirect,
    Rule,
    Selection,
    When,
    as_facts,
    read_action,
    tokens,
)

IDS = [f"p{number}" for number in range(12)]
SOME = st.lists(st.sampled_from(IDS), min_size=1, max_size=4, unique=True).map(tuple)


def entry(action: Action, query: str = "", number: int = 1, match: str = "whole") -> Entry:
    """A rule in force over products that are all there."""
    ids: tuple[str, ...] = ()
    if isinstance(action, Pin):
        ids = (action.product_id,)
    elif isinstance(action, Boost | Bury | Hide):
        ids = action.what.product_ids
    return Entry(Rule(When(query, match), action, number), frozenset(ids))  # type: ignore[arg-type]


def book(*entries: Entry) -> RuleBook:
    return RuleBook(entries)


def ids(ranked: Sequence[Ranked]) -> list[str]:
    return [one for one, _, _ in ranked]


def found(*product_ids: str) -> list[Ranked]:
    """Products as a search finds them: scores fall, one way found each."""
    return [(one, 0.9 - 0.05 * place, {Route.MEANING: 1.0}) for place, one in enumerate(product_ids)]


# What makes a rule


@pytest.mark.parametrize(
    ("when", "then"),
    [
        (When("mug"), Pin("", 1)),
        (When("mug"), Pin("a", 0)),
        (When("mug"), Pin("a", 101)),
        (When(), Boost(Selection())),
        (When(), Hide(Selection(tuple(map(str, range(501)))))),
        (When(), ReadAs("trainers")),
        (When("kicks"), ReadAs("  ")),
        (When("kicks"), ReadAs("Kick")),
        (When("sale"), Redirect()),
        (When("sale"), Redirect(words="lamps", board="sale")),
        (When(), Redirect(board="sale")),
        (When("x" * 201), Pin("a")),
        (When(" \t"), Pin("a")),
        (When("mug", starts=date(2026, 2, 1), ends=date(2026, 1, 31)), Pin("a")),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_one_line(when: When, then: Action) -> None:
    with pytest.raises(InvalidRule) as refused:
        Rule(when, then)
    assert "\n" not in str(refused.value)


def test_a_rule_is_in_force_from_its_first_day_to_the_end_of_its_last() -> None:
    when = When(starts=date(2026, 12, 1), ends=date(2026, 12, 24))
    in_force = [when.on(date(2026, month, day)) for month, day in ((11, 30), (12, 1), (12, 24), (12, 25))]
    assert in_force == [False, True, True, False]
    assert When().on(date.max) and When(ends=date(2026, 1, 1)).on(date.min)


WORDS = st.text(min_size=1, max_size=20).filter(lambda text: bool(tokens(text)))
FILTERS = st.builds(
    Filters,
    price_max=st.none() | st.decimals(0, 999, places=2),
    colors=st.frozensets(st.text(min_size=1, max_size=9), max_size=2),
    in_stock=st.booleans(),
)
SELECTIONS = st.builds(Selection, SOME, FILTERS, st.booleans())
ACTIONS = (
    st.builds(Pin, st.sampled_from(IDS), st.integers(1, 100))
    | st.builds(Boost, SELECTIONS, st.sampled_from(list(FACTORS)))
    | st.builds(Bury, SELECTIONS, st.sampled_from(list(FACTORS)))
    | st.builds(Hide, SELECTIONS)
    | st.builds(ReadAs, WORDS)
    | st.builds(Redirect, words=WORDS)
    | st.builds(Redirect, filters=FILTERS.filter(bool))
)


@given(ACTIONS)
def test_an_action_comes_back_from_json_as_it_was(action: Action) -> None:
    kind = Rule(When("said \u2603 so, and no other way"), action).kind
    assert read_action(kind, as_facts(action)) == action


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("pin", {}),
        ("pin", {"product_id": 3}),
        ("nothing", {}),
        ("hide", None),
        ("boost", {"what": {}, "strength": "x"}),
    ],
)
def test_what_is_no_action_is_refused(kind: str, facts: object) -> None:
    with pytest.raises(InvalidRule):
        read_action(kind, facts)


# Which request it is for


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Red  Mugs", "red mug"),
        ("CAFÉ au lait", "cafe\u0301 au lait"),
        ("boxes & dishes", "box dish"),
        ("berries", "berry"),
        ("sunglasses", "sunglass"),
        ("ＭＵＧ", "mug"),
        ("crocs as flower pots!", "croc as flower pot"),
    ],
)
def test_requests_are_the_same_without_case_spaces_accents_and_plain_plurals(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("glass", "glas"), ("🦆", "🪑"), ("mug red", "red mug")])
def test_other_requests_stay_others(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("query", "match", "said", "concerned"),
    [
        ("red mug", "whole", ("Red mugs",), True),
        ("red mug", "whole", ("a red mug under 30", "red mug"), True),
        ("red mug", "whole", ("my red mug",), False),
        ("red mug", "phrase", ("my red mugs please",), True),
        ("red mug", "phrase", ("red hot mug",), False),
        ("mug", "phrase", ("smug",), False),
        ("red mug", "phrase", (), False),
        ("", "whole", (), True),
        ("", "whole", ("anything",), True),
        ("🦆", "whole", ("🦆",), True),
    ],
)
def test_a_rule_concerns_its_request(query: str, match: str, said: tuple[str, ...], concerned: bool) -> None:
    steering = book(entry(Pin("p1"), query, match=match)).steering(*said)
    assert steering.pins == (((1, "p1"),) if concerned else ())


# Words read as others, and redirects


def test_words_are_read_as_others_where_they_stand_and_the_rest_is_kept() -> None:
    shop = book(entry(ReadAs("trainers"), "kicks"), entry(ReadAs("high-top trainers"), "high kicks", 2))
    assert shop.read("Red KICKS, under $30!").words == "Red trainers, under $30!"
    assert shop.read("high kicks or kick").words == "high-top trainers or trainers"
    assert shop.read("sidekicks").words == "sidekicks"
    assert shop.read("kicks").replaced == (("kicks", "trainers"),)


def test_rules_cannot_run_in_a_circle() -> None:
    shop = book(entry(ReadAs("b"), "a"), entry(ReadAs("a"), "b", 2), entry(Redirect(words="b"), "c", 3))
    assert shop.read("a b").words == "b a"
    assert shop.read("c").words == "b"


def test_the_rule_made_most_for_the_request_leads() -> None:
    to_words, to_board = Redirect(words="lamps"), Redirect(board="gifts")
    shop = book(entry(to_words, "present", 1, "phrase"), entry(to_board, "a present for her", 2))
    assert shop.read("A present for her!").redirect == to_board
    assert shop.read("a present for him") == Reading("lamps", to_words)
    assert shop.read("something else").redirect is None
    assert shop.read("a present for her", alone=False) == Reading("a present for her")


def test_a_redirect_is_met_by_what_words_are_read_as() -> None:
    shop = book(entry(ReadAs("trainers"), "kicks"), entry(Redirect(board="sport"), "trainers", 2))
    assert shop.read("Kicks").redirect == Redirect(board="sport")


@given(st.text(max_size=60))
def test_any_words_are_read_and_without_rules_as_they_are(words: str) -> None:
    assert RuleBook().read(words) == Reading(words)
    book(entry(ReadAs("x"), "a"), entry(ReadAs("y"), "🦆", 2), entry(Redirect(words="z"), "b", 3)).read(words)


# Arranging


def test_pins_stand_at_their_ranks_and_the_rest_closes_up() -> None:
    steering = book(entry(Pin("c", 1)), entry(Pin("a", 3), number=2)).steering()
    arranged = steering.arranged(found("a", "b", "c", "d"))
    assert ids(arranged) == ["c", "b", "a", "d"]
    assert [why for _, _, why in arranged] == [
        {Route.RULE: 1.0},
        {Route.MEANING: 1.0},
        {Route.RULE: 1.0},
        {Route.MEANING: 1.0},
    ]


def test_of_two_pins_at_one_rank_the_one_made_for_the_request_goes_first() -> None:
    shop = book(entry(Pin("a", 1)), entry(Pin("b", 1), "mug", 2), entry(Pin("c", 1), "mug", 3, "phrase"))
    assert ids(shop.steering("mug").arranged(found("d", "a", "b", "c"))) == ["b", "c", "a", "d"]


def test_a_pin_for_the_request_moves_what_is_pinned_everywhere() -> None:
    shop = book(entry(Pin("a", 1)), entry(Pin("a", 3), "mug", 2))
    assert ids(shop.steering("mug").arranged(found("a", "b", "c", "d"))) == ["b", "c", "a", "d"]
    assert ids(shop.steering("cup").arranged(found("b", "a"))) == ["a", "b"]


def test_a_rank_beyond_the_end_is_the_end() -> None:
    assert ids(book(entry(Pin("a", 50))).steering().arranged(found("a", "b"))) == ["b", "a"]


def test_a_boost_lifts_what_answers_and_says_how_much_of_the_score_is_the_shops() -> None:
    shop = book(entry(Boost(Selection(("b",)), "strong")))
    (first, score, why), second = shop.steering().arranged([("a", 0.6, {}), ("b", 0.3, {Route.LETTERS: 1.0})])
    assert (first, second[0]) == ("b", "a")
    assert score == pytest.approx(0.75)
    assert why == {Route.LETTERS: pytest.approx(0.4), Route.RULE: pytest.approx(0.6)}
    assert ids(shop.steering().arranged([("a", 0.6, {}), ("b", 0.01, {})])) == ["a", "b"]


def test_where_nothing_is_scored_a_boost_goes_first_and_a_bury_last() -> None:
    shop = book(entry(Boost(Selection(("c",)))), entry(Bury(Selection(("a",))), number=2))
    flat: list[Ranked] = [(one, 0.0, {}) for one in "abc"]
    assert ids(shop.steering().arranged(flat)) == ["c", "b", "a"]


def test_a_hide_is_stronger_than_a_pin() -> None:
    shop = book(entry(Pin("a", 1), "mug"), entry(Hide(Selection(("a",))), number=2))
    steering = shop.steering("mug")
    assert shop.hidden == {"a"}
    assert steering.brought(None) == []
    assert ids(steering.arranged(found("a", "b"))) == ["b"]


def test_a_pin_that_may_not_be_shown_is_not_brought() -> None:
    steering = book(entry(Pin("a")), entry(Pin("b"), number=2)).steering()
    assert steering.brought(None) == ["a", "b"]
    assert steering.brought({"b", "c"}) == ["b"]


RULES = st.lists(
    st.tuples(
        st.builds(Pin, st.sampled_from(IDS), st.integers(1, 14))
        | st.builds(Boost, st.builds(Selection, SOME), st.sampled_from(list(FACTORS)))
        | st.builds(Bury, st.builds(Selection, SOME), st.sampled_from(list(FACTORS)))
        | st.builds(Hide, st.builds(Selection, SOME)),
        st.sampled_from(["", "mug", "red mug"]),
        st.sampled_from(["whole", "phrase"]),
    ),
    max_size=8,
).map(
    lambda made: book(*(entry(action, query, number, match) for number, (action, query, match) in enumerate(made, 1)))
)
FOUND = st.lists(st.sampled_from(IDS), unique=True).flatmap(
    lambda chosen: st.lists(st.floats(0, 1), min_size=len(chosen), max_size=len(chosen)).map(
        lambda scores: [
            (one, score, {Route.MEANING: 1.0} if score else {})
            for one, score in zip(chosen, sorted(scores, reverse=True), strict=True)
        ]
    )
)


@given(RULES, FOUND, st.sampled_from([(), ("mug",), ("a red mug", "red mug")]))
def test_nothing_is_lost_doubled_or_hidden_and_pins_stand_in_order(
    shop: RuleBook, ranked: list[Ranked], said: tuple[str, ...]
) -> None:
    steering = shop.steering(*said)
    arranged = steering.arranged(ranked)
    assert sorted(ids(arranged)) == sorted(set(ids(ranked)) - steering.hidden)
    assert shop.hidden <= steering.hidden
    place = {one: number for number, one in enumerate(ids(arranged), 1)}
    pins = [(rank, one) for rank, one in steering.pins if one in place]
    assert pins == sorted(pins, key=lambda pin: pin[0])
    taken = 0
    for rank, one in pins:  # at its rank, or as soon after the pin before it as the list allows
        assert place[one] == min(max(rank, taken + 1), len(arranged) - (len(pins) - 1 - pins.index((rank, one))))
        taken = place[one]
    for _, score, why in arranged:
        assert 0 <= score <= 1
        assert not why or sum(why.values()) == pytest.approx(1, abs=0.01)
    assert steering.arranged(ranked) == arranged


@given(FOUND)
def test_without_rules_nothing_changes(ranked: list[Ranked]) -> None:
    assert RuleBook().steering("mug").arranged(ranked) == ranked
    assert Steering().brought(None) == [] and not Steering().lifted


@given(FOUND, SOME, st.sampled_from(list(FACTORS)))
def test_a_boost_never_lowers_and_a_bury_never_lifts(
    ranked: list[Ranked], chosen: tuple[str, ...], strength: str
) -> None:
    for one in set(chosen) & set(ids(ranked)):
        before = ids(ranked).index(one)
        others = set(chosen) - {one}
        apart = [row for row in ranked if row[0] not in others]
        before = ids(apart).index(one)
        boosted = book(entry(Boost(Selection((one,)), strength))).steering().arranged(apart)  # type: ignore[arg-type]
        buried = book(entry(Bury(Selection((one,)), strength))).steering().arranged(apart)  # type: ignore[arg-type]
        assert ids(boosted).index(one) <= before <= ids(buried).index(one)


def test_filters_narrow_each_other() -> None:
    before = Filters(colors=frozenset({"red"}), price_max=Decimal(30), without=frozenset({"wool"}))
    said = Filters(colors=frozenset({"blue"}), in_stock=True, without=frozenset({"oak"}))
    assert before.narrowed(said) == replace(
        before, colors=frozenset({"blue"}), in_stock=True, without=frozenset({"wool", "oak"})
    )


def test_what_is_said_now_takes_the_place_of_what_it_contradicts() -> None:
    before = Filters(
        materials=frozenset({"leather"}),
        price_max=Decimal(30),
        attributes=frozenset({("size", "m"), ("pattern", "plain")}),
    )
    assert before.narrowed(Filters(without=frozenset({"leather"}))).materials == frozenset()
    unwanted = before.narrowed(Filters(without=frozenset({"wool"})))
    assert unwanted.narrowed(Filters(materials=frozenset({"wool"}))).without == frozenset()
    dearer = before.narrowed(Filters(price_min=Decimal(50)))
    assert (dearer.price_min, dearer.price_max) == (Decimal(50), None)
    assert before.narrowed(Filters(price_min=Decimal(10))).price_max == Decimal(30)
    resized = before.narrowed(Filters(attributes=frozenset({("size", "l")})))
    assert resized.attributes == {("size", "l"), ("pattern", "plain")}


@pytest.mark.parametrize(
    ("when", "then", "said"),
    [
        (When("mug"), Pin("a", 2), "For “mug”: “A mug” stands at 2"),
        (When("mug", "phrase"), Pin("gone"), "For any request with “mug”: “gone” stands at 1"),
        (When(), Boost(Selection(("a",)), "strong"), "Everywhere: “A mug” stands much higher"),
        (
            When(),
            Bury(Selection(filters=Filters(colors=frozenset({"red"}), brands=frozenset({"Fernwick"}))), "little"),
            "Everywhere: everything red, by Fernwick stands a little lower",
        ),
        (When(), Hide(Selection(sold_out=True)), "Everywhere: everything, not in stock is hidden"),
        (When("kicks", "phrase"), ReadAs("trainers"), "“kicks” is read as “trainers”"),
        (When("sale"), Redirect(words="lamps"), "For “sale”: show what “lamps” finds"),
        (When("sale"), Redirect(board="gifts"), "For “sale”: show the board 'gifts'"),
        (When("sale"), Redirect(filters=Filters(price_max=Decimal(30))), "For “sale”: show everything up to 30"),
    ],
)
def test_a_rule_is_said_in_one_sentence(when: When, then: Action, said: str) -> None:
    assert sentence(Rule(when, then), {"a": "A mug"}) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(), ""),
        (When(starts=date(2026, 1, 1)), ""),
        (When(ends=date(2026, 6, 1)), "until 2026-06-01"),
        (When(ends=date(2026, 2, 1)), "ended on 2026-02-01"),
        (When(starts=date(2026, 6, 1), ends=date(2026, 6, 2)), "from 2026-06-01 until 2026-06-02"),
    ],
)
def test_where_a_rules_days_stand_is_said(when: When, said: str) -> None:
    assert standing(when, date(2026, 5, 1)) == said
