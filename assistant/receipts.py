"""What Curio can show for itself: where words and pictures went, what is kept and for how long, and what answers cost.

For merchandisers and whoever runs Curio. What is rented elsewhere is priced by the shop's own list, kept in `rented.json`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant import connections
from assistant.access import Role, Visitor
from assistant.errors import SettingsInvalid
from assistant.services import Services
from assistant.settings import CHOSEN_BY_TASK, write_kept
from catalog.cost_log import DayCost, Kept, forget_shoppers, read_costs, read_kept
from models.registry import PULLED_MANIFEST, describe, folder_of, sha256_of

_MILLION = 1_000_000


@dataclass(frozen=True)
class ModelReceipt:
    """One model in use: whose it is, where it came from, the sha256 of its weights ("" on a server), and what computes it:
    "processor", the layers on a GPU, "server", or "" while it is not loaded."""

    task: str
    title: str
    maker: str
    licence: str
    origin: str
    sha256: str
    runs_on: str


@dataclass(frozen=True)
class RentedPrice:
    """What a rented model asks for a million tokens read and written, in one currency (ISO 4217)."""

    name: str
    read: Decimal
    written: Decimal
    currency: str

    def of(self, prompt_tokens: int, tokens: int) -> Decimal:
        """What so many tokens would have cost."""
        return (self.read * prompt_tokens + self.written * tokens) / _MILLION


@dataclass(frozen=True)
class Cost:
    """Answers and what they took. `joules` is None where no energy could be read; else of all, from those measured."""

    answers: int
    prompt_tokens: int
    tokens: int
    seconds: float
    joules: float | None
    rented: Decimal | None

    def per_thousand(self) -> Cost:
        """The same for a thousand answers."""
        by = 1000 / self.answers if self.answers else 0
        return Cost(
            1000,
            round(self.prompt_tokens * by),
            round(self.tokens * by),
            self.seconds * by,
            None if self.joules is None else self.joules * by,
            None if self.rented is None else self.rented * 1000 / max(1, self.answers),
        )


@dataclass(frozen=True)
class PrivacyReceipt:
    """`connections` maps an address beyond this machine to how often this process reached for it, since `watched_since`."""

    models: tuple[ModelReceipt, ...]
    connections: dict[str, int]
    watched_since: str
    kept: tuple[Kept, ...]
    event_days: int
    keep_days: int
    server: str


def privacy_receipt(visitor: Visitor, services: Services) -> PrivacyReceipt:
    """What runs here, whom it spoke to, and what is kept."""
    visitor.require(Role.MERCHANDISER)
    services.events.flush()
    services.kept.flush()
    since = connections.watched_since()
    return PrivacyReceipt(
        tuple(_model(services, task) for task in CHOSEN_BY_TASK),
        connections.made(),
        since.isoformat(" ", "seconds") if since else "",
        read_kept(services.store.database),
        services.settings.event_days,
        services.settings.keep_days,
        services.settings.chat_url,
    )


def _model(services: Services, task: str) -> ModelReceipt:
    settings = services.settings
    if task == "chat" and settings.chat_url:
        return ModelReceipt(task, services.chat.name, "unknown", "unknown", settings.chat_url, "", "server")
    described = describe(getattr(settings, CHOSEN_BY_TASK[task]))
    folder = folder_of(described, services.home)
    origin = {"bundled": "comes with Curio", "package": f"Python package {described.repo}"}.get(
        described.source, str(folder)
    )
    if described.source == "hub":
        pulled = json.loads((folder / PULLED_MANIFEST).read_text("utf-8"))
        origin = f"{pulled['repo']} at {pulled['revision']}"
    digest = sha256_of(folder / described.files[0].path)
    return ModelReceipt(
        task, described.title, described.maker, described.licence, origin, digest, _runs_on(services, task)
    )


def _runs_on(services: Services, task: str) -> str:
    if task != "chat":
        return "processor"  # where models.clip and models.sentence put theirs
    health = getattr(getattr(services.started("chat"), "chat", None), "health", None)
    return "" if health is None else health.on_gpu or "processor"


def forget(visitor: Visitor, services: Services, kinds: Collection[str]) -> dict[str, int]:
    """Delete what is kept of shoppers of these kinds (`catalog.cost_log.FORGETTABLE`); return how many there were of each."""
    visitor.require(Role.MERCHANDISER)
    services.events.flush()
    services.kept.flush()
    return forget_shoppers(services.store.database, kinds)


def cost_by_day(visitor: Visitor, services: Services, days: int) -> tuple[tuple[DayCost, ...], Cost]:
    """The days that had answers, the latest first, and all of them together, priced by the shop's list if it has one."""
    visitor.require(Role.MERCHANDISER)
    services.events.flush()
    rows = read_costs(services.store.database, days)
    return rows, summed(rows, rented_price(services))


def summed(rows: Sequence[DayCost], rented: RentedPrice | None) -> Cost:
    """Several days as one. Where only some answers were measured, the others are taken to have used as much by the second."""
    answers, measured = sum(row.answers for row in rows), sum(row.measured for row in rows)
    read, written = sum(row.prompt_tokens for row in rows), sum(row.tokens for row in rows)
    return Cost(
        answers,
        read,
        written,
        sum(row.seconds for row in rows),
        sum(row.joules for row in rows) * answers / measured if measured else None,
        rented.of(read, written) if rented else None,
    )


def rented_price(services: Services) -> RentedPrice | None:
    """The price list that the shop entered; None when it did not, or when it cannot be read."""
    try:
        kept = json.loads((services.home / "rented.json").read_text("utf-8"))
        return RentedPrice(kept["name"], Decimal(kept["read"]), Decimal(kept["written"]), kept["currency"])
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation):
        return None


def set_rented_price(visitor: Visitor, services: Services, name: str, read: str, written: str, currency: str) -> None:
    """Keep a price list: amounts for a million tokens. Raises SettingsInvalid for what is none."""
    visitor.require(Role.MERCHANDISER)
    try:
        amounts = [Decimal(amount.strip().replace(",", ".")) for amount in (read, written)]
    except InvalidOperation as error:
        raise SettingsInvalid("A price is a number, such as 0.15: what a million tokens cost.") from error
    if not all(amount.is_finite() and 0 <= amount <= _MILLION for amount in amounts):
        raise SettingsInvalid("A price is between 0 and a million.")
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        raise SettingsInvalid("A currency has three letters, such as EUR.")
    kept = {"name": " ".join(name.split())[:80], "read": str(amounts[0]), "written": str(amounts[1])}
    write_kept(services.home / "rented.json", kept | {"currency": currency.upper()})


def as_json(privacy: PrivacyReceipt, days: Sequence[DayCost], cost: Cost, price: RentedPrice | None) -> dict[str, Any]:
    """Both receipts as one object for a command."""
    return {
        "privacy": asdict(privacy),
        "cost": {
            "days": [asdict(day) for day in days],
            "in_all": asdict(cost),
            "per_thousand_answers": asdict(cost.per_thousand()),
            "rented": asdict(price) if price else None,
        },
    }
