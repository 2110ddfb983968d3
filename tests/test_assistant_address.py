"""Addresses: what is written is read again as it was, and whatever else is in one does no harm."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.address import MOST_COMPARED, Address, read_address, write_address
from catalog.product import Filters

names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
several = st.lists(names, max_size=4, unique=True).map(tuple)
values = st.frozensets(names, max_size=3)
amounts = st.none() | st.decimals(Decimal("0.01"), Decimal(10**6), places=2)
filters = st.builds(
    Filters,
    price_min=amounts,
    price_max=amounts,
    colors=values,
    materials=values,
    categories=values,
    brands=values,
    in_stock=st.booleans(),
    without=values,
    attributes=st.frozensets(st.tuples(names.filter(lambda name: "=" not in name), names), max_size=2),
)
shares = st.integers(0, 400).map(lambda number: number / 1000)
boxes = st.tuples(shares, shares, shares, shares).map(
    lambda box: (box[0], box[1], round(box[2] + 0.5, 3), round(box[3] + 0.5, 3))
)
addresses = st.builds(
    Address,
    words=st.lists(names, max_size=5).map(" ".join),
    picture=st.sampled_from(["", "0123456789abcdef", "0123456789abcdef-fedcba9876543210"]),
    box=st.none() | boxes,
    like=names | st.just(""),
    unlike=several,
    board=names | st.just(""),
    filters=st.none() | filters,
    sort=st.sampled_from(["", "price_asc", "price_desc"]),
    product=names | st.just(""),
    compared=several.map(lambda ids: ids[:MOST_COMPARED]),
)


@given(addresses)
def test_what_is_written_is_read_again(address: Address) -> None:
    assert read_address(write_address(address)) == address


@given(st.dictionaries(st.sampled_from([*write_address(Address()), "q", "box", "price_min", "price_max", "in_stock",
                                        "picture", "compare", "filters", "sort", "colors", "unlike"]),
                       st.lists(st.text(max_size=300), max_size=60)))  # fmt: skip
def test_any_address_is_read(query: dict[str, list[str]]) -> None:
    address = read_address(query)
    assert read_address(write_address(address)) == address
    assert len(address.compared) <= MOST_COMPARED and len(address.unlike) <= 40


def test_an_address_of_old_is_still_read_and_no_filters_are_said() -> None:
    assert read_address({"q": ["red mug"]}) == Address(words="red mug")
    assert not read_address({"product": ["a"]}).asks
    assert read_address({"q": ["red mug"], "filters": ["none"]}).filters == Filters()
    assert write_address(Address(words="red mug", filters=Filters())) == {"q": ["red mug"], "filters": ["none"]}
    for wrong in ("nan", "inf", "-3", "1e99", "ten", "0"):
        assert read_address({"price_max": [wrong]}).filters is None
    for wrong in ("0.1,0.1,0.1,0.1", "a,b,c,d", "0.9,0.9,0.1,0.1", "0.1,0.2,0.3", "nan,0.0,1.0,1.0"):
        assert read_address({"box": [wrong]}).box is None
