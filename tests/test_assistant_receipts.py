"""Receipts: what was reached beyond the machine, what is kept and deleted, and what answers cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.access import OPERATOR, SHOPPER
from assistant.errors import NotAllowed, SettingsInvalid
from assistant.receipts import cost_by_day, forget, privacy_receipt, rented_price, set_rented_price
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog import tables as t
from catalog.cost_log import FORGETTABLE, read_costs
from catalog.event_log import AnswerCost, Event, EventLog
from models.base import ChatRequest
from models.energy import EnergyMeter
from models.registry import describe
from tests.staff import button, give_passphrase, go, sign_in
from tests.test_app import opened, own_services, texts
from tests.test_models_chat import FILE, LONG

__all__ = ["own_services"]
ROOT = Path(__file__).parents[1]
TODAY = date(2026, 12, 5)
ANNA, BERT = "anna" * 10, "bert" * 10


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = open_services(read_settings(home=tmp_path, demo=False, n_threads=1))
    yield opened
    opened.close()


# Connections


def counted(code: str) -> dict[str, int]:
    script = (
        f"import json, socket\nfrom assistant import connections\nconnections.watch()\n{code}\n"
        "print(json.dumps(connections.made()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_what_stays_on_the_machine_is_no_connection() -> None:
    assert counted(
        "s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname()).close()\n"
        "socket.getaddrinfo('localhost', 80); socket.getaddrinfo(None, 80, type=socket.SOCK_STREAM)\n"
        "a, b = socket.socketpair(); a.close(); b.close()\n"
        "u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.sendto(b'x', s.getsockname())"
    ) == {}  # fmt: skip


def test_whatever_library_reaches_out_it_is_counted() -> None:
    found = counted(
        "import urllib.request, contextlib\n"
        "for _ in range(2):\n"
        "    with contextlib.suppress(OSError):\n"
        "        s = socket.socket(); s.settimeout(0.01); s.connect(('192.0.2.1', 443))\n"
        "with contextlib.suppress(OSError):\n"
        "    urllib.request.urlopen('http://shop.invalid/', timeout=0.01)\n"
        "with contextlib.suppress(OSError):\n"
        "    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('198.51.100.7', 53))"
    )
    assert found == {"192.0.2.1 port 443": 2, "name look-up of shop.invalid": 1, "198.51.100.7 port 53": 1}


# Energy


def zone(folder: Path, name: str, now: int, most: int = 1_000_000) -> Path:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "max_energy_range_uj").write_text(str(most))
    (folder / name / "energy_uj").write_text(f"{now}\n")
    return folder / name / "energy_uj"


def test_energy_is_the_difference_of_the_packages_counters_also_past_their_end(tmp_path: Path) -> None:
    first, second = zone(tmp_path, "intel-rapl:0", 100), zone(tmp_path, "intel-rapl:1", 900_000)
    part = zone(tmp_path, "intel-rapl:0:0", 50)  # in the package's count already
    meter = EnergyMeter(tmp_path, gpus=False)
    before = meter.read()
    first.write_text("300100")
    second.write_text("100000")
    part.write_text("999")
    assert meter.joules(before) == pytest.approx(0.3 + 0.2)
    assert meter.sources == ("the processor",)


def test_where_energy_cannot_be_read_nothing_is_told(tmp_path: Path) -> None:
    zone(tmp_path, "intel-rapl:0", 100).write_text("no number")
    for folder in (tmp_path, tmp_path / "none"):
        meter = EnergyMeter(folder, gpus=False)
        assert meter.joules(meter.read()) is None and meter.sources == ()


# Costs


def test_costs_are_summed_by_day_and_model_and_priced(services: Services) -> None:
    database = services.store.database
    for day, costs in (
        (TODAY - timedelta(days=40), [AnswerCost("old", 1, 1, 1.0)]),
        (TODAY - timedelta(days=1), [AnswerCost("a", 100, 20, 1.5, 30.0), AnswerCost("a", 300, 40, 2.5)]),
        (TODAY, [AnswerCost("a", 10, 5, 0.5, 2.0), AnswerCost("b", 1, 2, 0.25)]),
    ):
        log = EventLog(database, 90, today=lambda day=day: day)  # type: ignore[misc]
        for cost in costs:
            log.record(cost)
        log.close()
    rows = read_costs(database, 30, TODAY)
    assert [(row.day, row.model, row.answers) for row in rows] == [
        (TODAY, "a", 1), (TODAY, "b", 1), (TODAY - timedelta(days=1), "a", 2),
    ]  # fmt: skip
    assert (rows[2].prompt_tokens, rows[2].tokens, rows[2].seconds) == (400, 60, 4.0)
    assert (rows[2].joules, rows[2].measured) == (30.0, 1)


def test_an_answer_is_counted_whoever_asks_and_one_that_waited_in_vain_is_not(services: Services) -> None:
    if not FILE.exists():
        pytest.skip("the bundled decoder is not here: make train")
    hello = ({"role": "user", "content": "Hello"},)
    running = services.chat.stream(ChatRequest(hello, grammar=LONG, max_tokens=1500))  # type: ignore[arg-type]
    pieces = iter(running)
    next(pieces)
    waiting = services.chat.stream(ChatRequest(hello, max_tokens=5))  # type: ignore[arg-type]
    waiting.cancel()
    assert list(waiting) == []
    running.cancel()
    list(pieces)
    list(services.chat.stream(ChatRequest(hello, grammar='root ::= "ok"', max_tokens=5)))  # type: ignore[arg-type]
    set_rented_price(OPERATOR, services, "a rented one", "2", "8,5", "eur")
    rows, cost = cost_by_day(OPERATOR, services, 1)
    assert [row.model for row in rows] == ["curio-chat"] and cost.answers == 2
    assert cost.tokens >= 2 and cost.prompt_tokens >= 2 and cost.seconds > 0
    assert cost.rented == (2 * cost.prompt_tokens + Decimal("8.5") * cost.tokens) / 1_000_000
    assert cost.per_thousand().answers == 1000 and cost.per_thousand().tokens == 500 * cost.tokens


@pytest.mark.parametrize(
    ("read", "written", "currency"),
    [
        ("", "1", "EUR"),
        ("-1", "1", "EUR"),
        ("nan", "1", "EUR"),
        ("1e99", "1", "EUR"),
        ("1", "1", "€"),
        ("1", "x", "EUR"),
    ],
)
def test_a_price_that_is_none_is_refused(services: Services, read: str, written: str, currency: str) -> None:
    with pytest.raises(SettingsInvalid):
        set_rented_price(OPERATOR, services, "one", read, written, currency)
    assert rented_price(services) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"name": "a", "read": "x", "written": "1", "currency": "EUR"}'])
def test_a_damaged_price_list_is_as_none(services: Services, content: str) -> None:
    services.home.mkdir(exist_ok=True)
    (services.home / "rented.json").write_text(content)
    assert rented_price(services) is None


# What is kept


def kept(services: Services) -> dict[str, int]:
    return {one.kind: one.count for one in privacy_receipt(OPERATOR, services).kept}


def shop(services: Services) -> None:
    """A request, a look, a save on a board, and an answer."""
    services.events.record(Event("search", "a mug"))
    services.events.record(Event("open", "a mug", product_id="mug"))
    services.events.record(Event("save", "a mug", product_id="mug"))
    services.events.record(AnswerCost("a", 1, 1, 1.0))
    services.kept.look(ANNA, "mug")
    services.kept.look(BERT, "mug")
    services.kept.save(ANNA, "mug")


def test_deleting_takes_what_is_chosen_and_leaves_the_rest_and_what_it_cost(services: Services) -> None:
    shop(services)
    assert kept(services) == {"search": 1, "open": 1, "save": 1, "answer": 1, "board": 1, "item": 1, "look": 2}
    with pytest.raises(NotAllowed):
        forget(SHOPPER, services, FORGETTABLE)
    with pytest.raises(ValueError, match="answer"):
        forget(OPERATOR, services, ["search", "answer"])
    assert forget(OPERATOR, services, ["search", "save"]) == {"search": 1, "save": 1}
    assert kept(services) == {"open": 1, "answer": 1, "board": 1, "item": 1, "look": 2}
    assert forget(OPERATOR, services, ["look"]) == {"look": 2}
    assert [board.title for board in services.kept.boards(ANNA)] == ["Favourites"]
    assert known_browsers(services) == 1, "of Bert's nothing was left"
    assert forget(OPERATOR, services, FORGETTABLE) == {"search": 0, "open": 1, "save": 0, "board": 1, "look": 0}
    assert kept(services) == {"answer": 1}
    assert known_browsers(services) == 0 and services.kept.boards(ANNA) == []


def test_a_board_is_deleted_whole_and_what_was_looked_at_stays(services: Services) -> None:
    shop(services)
    assert forget(OPERATOR, services, ["board"]) == {"board": 1}
    assert kept(services) == {"search": 1, "open": 1, "save": 1, "answer": 1, "look": 2}
    services.kept.save(ANNA, "mug")
    assert len(services.kept.boards(ANNA)) == 1, "a browser that was forgotten may keep things again"


def known_browsers(services: Services) -> int:
    with services.store.database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(t.browsers)) or 0


def test_a_receipt_names_each_model_with_its_hash(services: Services) -> None:
    receipt = privacy_receipt(OPERATOR, services)
    assert {one.task: one.sha256 for one in receipt.models} == {
        task: describe(name).files[0].sha256
        for task, name in (("pictures", "curio-pictures"), ("words", "all-minilm-l6-v2"), ("chat", "curio-chat"))
    }
    for act in (privacy_receipt, lambda who, what: cost_by_day(who, what, 7)):
        with pytest.raises(NotAllowed):
            act(SHOPPER, services)


def test_the_command_tells_both(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "receipt", "--json"],
        cwd=ROOT, env=os.environ | {"CURIO_HOME": str(tmp_path), "CURIO_DEMO": "0"}, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["privacy"]["connections"] == {} and told["cost"]["in_all"]["answers"] == 0


def test_the_page_shows_what_a_visit_left_and_deletes_it(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path))
    monkeypatch.setenv("CURIO_DEMO", "0")
    give_passphrase(tmp_path)
    services.events.record(Event("search", "a mug"))
    services.events.record(AnswerCost("curio-chat", 300, 40, 1.5, 20.0))
    services.events.flush()
    services.kept.save(ANNA, "mug")
    app = sign_in(opened(), "receipts")
    assert not app.exception
    said = texts(app)
    assert "it has opened no connection beyond this machine" in said.replace("\\", "")
    assert app.checkbox(key="forget-sure").label == "Delete 1 request for good"
    assert app.button(key="forget-now").disabled
    assert "addresses they shared" not in texts(app)
    app.multiselect(key="forget-kinds").set_value(["search", "board"]).run()
    assert app.checkbox(key="forget-sure").label == "Delete 1 request, 1 shopper's board for good"
    assert "addresses they shared" in texts(app)
    assert len(services.kept.boards(ANNA)) == 1
    assert app.metric[0].label == "Answers" and int(app.metric[0].value) == 1
    app.checkbox(key="forget-sure").check().run()
    app.button(key="forget-now").click().run()
    assert "Deleted: 1 request, 1 shopper's board." in texts(app).replace("\\", "")
    assert services.kept.boards(ANNA) == []
    app.text_input[0].set_value("rented")
    app.text_input[1].set_value("nothing")
    button(app, "Keep").click().run()
    assert "A price is a number" in texts(app)
    for place, value in ((1, "0.15"), (2, "0.60"), (3, "EUR")):
        app.text_input[place].set_value(value)
    button(app, "Keep").click().run()
    assert any(metric.label == "Rented" for metric in go(app, "receipts").metric)
