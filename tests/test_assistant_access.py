"""Who may: roles, when a sign-in ends, and whom an identity provider's claims make a merchandiser."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.access import OPERATOR, SHOPPER, Role, SignIns, Visitor, by_claims
from assistant.errors import NotAllowed, SettingsInvalid
from assistant.services import Services, open_services
from assistant.settings import Settings, read_settings
from catalog.import_log import ImportOptions


def test_a_shopper_may_shop_and_nothing_else() -> None:
    SHOPPER.require(Role.SHOPPER)
    with pytest.raises(NotAllowed, match="Sign in"):
        SHOPPER.require(Role.MERCHANDISER)


def test_a_merchandiser_may_both() -> None:
    OPERATOR.require(Role.SHOPPER)
    OPERATOR.require(Role.MERCHANDISER)


def test_a_role_that_has_ended_is_none() -> None:
    held = [True]
    visitor = Visitor(Role.MERCHANDISER, "Ada", standing=lambda: held[0])
    visitor.require(Role.MERCHANDISER)
    held[0] = False
    with pytest.raises(NotAllowed, match="ended"):
        visitor.require(Role.MERCHANDISER)


def test_every_changing_function_asks_who_calls(tmp_path: Path) -> None:
    services = open_services(read_settings(home=tmp_path / "home", demo=False))
    for call in (
        lambda: services.use(SHOPPER, "curio-chat"),
        lambda: services.pull(SHOPPER, "qwen3-0.6b"),
        lambda: services.remove(SHOPPER, "qwen3-0.6b"),
        lambda: services.verify(SHOPPER, "curio-chat"),
        lambda: services.export(SHOPPER, tmp_path / "catalog.tsv"),
        lambda: services.undo(SHOPPER),
        lambda: services.import_jobs.upload(SHOPPER, "feed.tsv", io.BytesIO(), None, ImportOptions(replace=True)),
        lambda: services.import_jobs.check(SHOPPER, 1, ImportOptions()),
        lambda: services.import_jobs.start(SHOPPER, 1, ImportOptions()),
        lambda: services.import_jobs.cancel(SHOPPER, 1),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert not list(tmp_path.iterdir()), "and does nothing before it has asked"


def test_services_change_nothing_for_somebody_unnamed() -> None:
    """Whatever is added to Services either takes a visitor or is listed here, with a reason."""
    free = {
        "ensure_catalog": "a new shop's demo catalog",
        "add_demo": "the command line's reset, and ensure_catalog",
        "ingest": "the command line; import_jobs asks",
        "reset": "the command line",
        "publish": "derives the indexes from the store",
        "one_writer": "lets one import run at a time",
        "warm": "loads parts",
        "started": "looks at a part without loading it",
        "things": "looks at a shopper's own picture",
        "close": "the end of the program",
    }
    public = {name: one for name, one in vars(Services).items() if callable(one) and not name.startswith("_")}
    named = {name for name, one in public.items() if "visitor" in one.__code__.co_varnames[: one.__code__.co_argcount]}
    assert set(public) - named == set(free)


class Clock:
    """A clock that a test sets."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sign_ins(clock: Clock) -> SignIns:
    return SignIns(idle=60, longest=600, clock=clock)


def test_nobody_has_signed_in_who_did_not(sign_ins: SignIns) -> None:
    sign_ins.seen("a")
    sign_ins.end("a")
    assert not sign_ins.holds("a") and not sign_ins.holds("")


def test_a_sign_in_ends_when_nothing_is_pressed(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a")
    for _ in range(5):
        clock.now += 59
        assert sign_ins.holds("a")
        sign_ins.seen("a")
    clock.now += 60
    assert not sign_ins.holds("a")
    sign_ins.seen("a")
    assert not sign_ins.holds("a"), "coming back is too late"


def test_a_sign_in_ends_at_the_longest_whatever_is_pressed(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("a")
    for _ in range(12):
        assert sign_ins.holds("a")
        clock.now += 50
        sign_ins.seen("a")
    assert not sign_ins.holds("a")


def test_signing_out_ends_one_and_no_other_and_cannot_be_undone(sign_ins: SignIns) -> None:
    sign_ins.begin("a")
    sign_ins.begin("b")
    sign_ins.end("a")
    sign_ins.begin("a")
    assert not sign_ins.holds("a") and sign_ins.holds("b")


def test_an_old_cookie_begins_nothing(sign_ins: SignIns, clock: Clock) -> None:
    sign_ins.begin("idle", since=clock.now - 61)
    sign_ins.begin("fresh", since=clock.now - 30)
    sign_ins.begin("from tomorrow", since=clock.now + 86_400)
    assert not sign_ins.holds("idle") and sign_ins.holds("fresh")
    clock.now += 61
    assert not sign_ins.holds("from tomorrow")


def asking(claim: str, *values: str) -> Settings:
    return read_settings(home=Path("nowhere"), merchandiser_claim=claim, merchandiser_values=frozenset(values))


GROUPS = asking("groups", "curio", "owners")


@pytest.mark.parametrize(
    ("claims", "settings", "role"),
    [
        ({"groups": ["sales", "curio"]}, GROUPS, Role.MERCHANDISER),
        ({"groups": "owners"}, GROUPS, Role.MERCHANDISER),
        ({"groups": ["Curio"]}, GROUPS, Role.SHOPPER),
        ({"groups": "curio owners"}, GROUPS, Role.SHOPPER),
        ({"groups": []}, GROUPS, Role.SHOPPER),
        ({"groups": {"curio": True}}, GROUPS, Role.SHOPPER),
        ({"groups": [["curio"], None, 3]}, GROUPS, Role.SHOPPER),
        ({}, GROUPS, Role.SHOPPER),
        ({"realm_access": {"roles": ["curio"]}}, asking("realm_access.roles", "curio"), Role.MERCHANDISER),
        ({"realm_access": "curio"}, asking("realm_access.roles", "curio"), Role.SHOPPER),
        ({"https://shop.example/roles": ["curio"]}, asking("https://shop.example/roles", "curio"), Role.MERCHANDISER),
        ({"email": "ada@shop.example", "email_verified": True}, asking("email", "ada@shop.example"), Role.MERCHANDISER),
        ({"email": "ada@shop.example", "email_verified": False}, asking("email", "ada@shop.example"), Role.SHOPPER),
        ({"email": "ada@shop.example"}, asking("email", "ada@shop.example"), Role.SHOPPER),
    ],
)
def test_claims_make_a_merchandiser_or_not(claims: dict[str, Any], settings: Settings, role: Role) -> None:
    assert by_claims(claims, settings).role is role


def test_a_visitor_is_called_what_the_provider_calls_them() -> None:
    assert by_claims({"groups": "curio", "name": "Ada", "email": "a@b.example"}, GROUPS).name == "Ada"
    assert by_claims({"groups": "curio", "name": "", "email": "a@b.example"}, GROUPS).name == "a@b.example"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["groups", "roles", "a", "a.b", "name"]), _JSON), st.sampled_from(["groups", "a.b"])
)
def test_whatever_a_provider_claims_is_read_and_makes_nobody_more_than_it_says(
    claims: dict[str, Any], claim: str
) -> None:
    assert by_claims(claims, asking(claim, "no text above has nine letters")).role is Role.SHOPPER


@pytest.mark.parametrize(
    ("claim", "values"), [("groups", None), ("groups", "[]"), ("", '["curio"]'), ("groups", "curio"), ("groups", "[1]")]
)
def test_half_a_mapping_is_refused_in_one_line(claim: str, values: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURIO_MERCHANDISER_CLAIM", claim)
    if values is not None:
        monkeypatch.setenv("CURIO_MERCHANDISER_VALUES", values)
    with pytest.raises(SettingsInvalid, match=r"(?i)merchandiser_values"):
        read_settings()
