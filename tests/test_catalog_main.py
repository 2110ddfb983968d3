"""`python -m catalog` as a script sees it: one JSON object, exit status 0, 1 or 2, and one line for every named failure.

Most runs are in this process with small models behind the services' own seams; what ships is run as a command of its own, with
every way to the network shut.
"""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import catalog.ingest
from assistant.services import Services
from catalog.__main__ import main, read_filters
from catalog.errors import InvalidRequest
from catalog.product import Filters
from tests.small_models import ColorLayout, HashedWords, bundled, unwritable_folder

ROOT = Path(__file__).parent.parent
LUMA = ROOT.parent / "shared" / "luma"
COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown")
LOAD_PICTURES = Services._load_pictures


@dataclass
class Answer:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        assert self.out.count("\n") == 1, "one object on one line"
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer

    @property
    def failure(self) -> str:
        """The one line of a named failure."""
        assert self.status == 1, (self.status, self.out, self.err)
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.strip()
        assert "Traceback" not in self.err
        assert "Something went wrong" not in self.err, "not a named failure"
        return self.err.strip()


Run = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CURIO_DEMO", "0")
    for name in ("CURIO_DATABASE_URL", "CURIO_PICTURE_MODEL", "CURIO_WORD_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Services, "_load_words", lambda _self: HashedWords())
    monkeypatch.setattr(Services, "_load_pictures", lambda _self: ColorLayout())
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as stopped:
            assert isinstance(stopped.code, int)
            status = stopped.code
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return call


def write_feed(folder: Path, count: int = 8, name: str = "feed.tsv") -> Path:
    folder.mkdir(exist_ok=True)
    rows = ["id\ttitle\tdescription\tprice\tavailability\tbrand\tcolor\tmaterial\tproduct_type\timage_link"]
    for number in range(count):
        color = COLORS[number % len(COLORS)]
        kind = "mug" if number % 2 else "chair"
        Image.new("RGB", (24, 24), color).save(folder / f"{number}.png")
        stock = "out_of_stock" if number % 4 == 3 else "in_stock"
        rows.append(
            f"P{number}\t{color.title()} {kind}\tA fine {kind}.\t{10 + number}.50 USD\t{stock}\tFernwick\t{color}\toak\t"
            f"Home > {kind.title()}s\t{number}.png"
        )
    (folder / name).write_text("\n".join(rows) + "\n", "utf-8")
    return folder / name


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return write_feed(tmp_path / "feeds")


@pytest.fixture
def filled(run: Run, feed: Path) -> Run:
    assert run("import", feed, "--json").json["accepted"] == 8
    return run


# Import


def test_an_import_reports_its_counts(run: Run, feed: Path) -> None:
    first = run("import", feed, "--json").json
    assert first == {"accepted": 8, "updated": 0, "unchanged": 0, "rejected": 0, "removed": 0, "issues": []}
    assert run("import", feed, "--json").json["unchanged"] == 8
    with feed.open("a", encoding="utf-8") as opened:
        opened.write("P9\tFree mug\t\tfree\n")
    report = run("import", feed, "--json").json
    assert (report["unchanged"], report["rejected"]) == (8, 1)
    issue = report["issues"][0]
    assert issue.keys() == {"row", "id", "field", "code", "severity", "message"}
    assert (issue["row"], issue["id"], issue["code"], issue["severity"]) == (9, "P9", "invalid_price", "error")


def test_people_are_shown_the_same_in_words(run: Run, feed: Path) -> None:
    with feed.open("a", encoding="utf-8") as opened:
        opened.write("P9\tFree mug\t\tfree\n")
    answer = run("import", feed)
    assert answer.status == 0
    assert "8 new" in answer.out
    assert "1 refused" in answer.out
    assert "row 9" in answer.out


def test_replace_and_dry_run(filled: Run, feed: Path) -> None:
    smaller = write_feed(feed.parent, 3, "smaller.tsv")
    assert filled("import", smaller, "--replace", "--dry-run", "--json").json["removed"] == 5
    assert filled("check", "--json").json["products"] == 8
    assert "--force" in filled("import", smaller, "--replace", "--json").failure
    assert filled("check", "--json").json["products"] == 8
    assert filled("import", smaller, "--replace", "--force", "--json").json["removed"] == 5
    assert filled("check", "--json").json["products"] == 3


def test_the_pictures_folder_may_be_named(run: Run, feed: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.tsv"
    feed.rename(moved)
    assert run("import", moved, "--images", feed.parent, "--json").json["issues"] == []


@pytest.mark.parametrize("content", [None, "", "a,b\n1,2\n", "\0\0\0", "id\ttitle\n1\tMug\n"])
def test_a_feed_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "feed.tsv"
    if content is not None:
        file.write_text(content)
    assert "feed.tsv" in run("import", file, "--json").failure


def test_the_last_import_is_undone_and_the_history_says_so(filled: Run, feed: Path, tmp_path: Path) -> None:
    filled("export", tmp_path / "before.tsv")
    with feed.open("a", encoding="utf-8") as opened:
        opened.write("P9\tNew mug\t\t9 USD\n")
    filled("import", feed)
    filled("import", feed)  # which changes nothing: the one before it is what is undone
    history = filled("imports", "--json").json["imports"]
    assert [(one["state"], one["accepted"], one["undoable"]) for one in history] == [
        ("done", 0, False), ("done", 1, True), ("done", 8, False),
    ]  # fmt: skip
    assert filled("undo", "--json").json == {"brought_back": 0, "changed_back": 0, "removed": 1}
    filled("export", tmp_path / "after.tsv")
    assert (tmp_path / "after.tsv").read_bytes() == (tmp_path / "before.tsv").read_bytes()
    assert "undone" in filled("imports").out
    assert filled("undo").failure


def test_the_refused_rows_are_written_to_be_mended(run: Run, feed: Path, tmp_path: Path) -> None:
    with feed.open("a", encoding="utf-8") as opened:
        opened.write("P9\tFree mug\t\tfree\n")
    run("import", feed, "--refused", tmp_path / "refused.csv")
    mended = (tmp_path / "refused.csv").read_text("utf-8-sig").replace("free", "9 USD")
    (tmp_path / "refused.csv").write_text(mended, "utf-8")
    assert run("import", tmp_path / "refused.csv", "--json").json["accepted"] == 1


# Search


def test_a_search_answers_as_the_contract_says(filled: Run) -> None:
    answer = filled("search", "red", "chair", "--json").json
    assert answer.keys() == {"hits", "no_match", "ms"}
    assert answer["no_match"] is False
    hit = answer["hits"][0]
    assert hit.keys() == {"rank", "id", "title", "price", "currency", "score", "why"}
    assert (hit["rank"], hit["id"], hit["title"], hit["currency"]) == (1, "P0", "Red chair", "USD")
    assert Decimal(str(hit["price"])) == Decimal("10.50")
    assert 0 <= hit["score"] <= 1
    assert set(hit["why"]) <= {"looks", "words", "name"}
    assert answer["ms"]["total"] >= 0


def test_a_search_by_picture_by_likeness_and_with_filters(filled: Run, feed: Path) -> None:
    assert filled("search", "--image", feed.parent / "4.png", "--json").json["hits"][0]["id"] == "P4"
    like = filled("search", "--like", "P1", "--top-k", "3", "--json").json["hits"]
    assert len(like) == 3
    assert "P1" not in [hit["id"] for hit in like]
    both = filled("search", "mug", "--filter", "price<16", "--filter", "availability=in_stock", "--json").json["hits"]
    assert {hit["id"] for hit in both} == {"P0", "P1", "P2", "P4", "P5"}
    colors = filled("search", "--filter", "color=red", "--filter", "color=Blue", "--json").json["hits"]
    assert {hit["id"] for hit in colors} == {"P0", "P4"}


def test_people_are_shown_a_list(filled: Run) -> None:
    answer = filled("search", "red", "chair")
    assert "Red chair" in answer.out.splitlines()[0]
    assert filled("search", "zxqv", "wplf").out.startswith("Nothing here matches")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_titles_of_any_script_are_printed_on_any_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    (tmp_path / "feed.tsv").write_text("id\ttitle\tprice\n1\t手作りの鉢 mug\t5 USD\n", "utf-8")
    run("import", tmp_path / "feed.tsv")
    for arguments in (["search", "mug", "--json"], ["search", "mug"]):
        out = io.BytesIO()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding))
            assert main(arguments) == 0
            said = out.getvalue().decode(encoding)
        if "--json" in arguments:
            assert json.loads(said)["hits"][0]["title"] == "手作りの鉢 mug"
        assert "mug" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",), ("search", ""), ("search", "  "), ("search", "--like", "none"), ("search", "--image", "none.png"),
        ("search", "--image", "."), ("search", "x", "--filter", "banana=1"), ("search", "x", "--filter", ""),
        ("search", "x", "--filter", "price<cheap"), ("search", "x", "--filter", "price<nan"),
        ("search", "x", "--filter", "price<1e9999999"), ("search", "x", "--filter", "price<inf"),
        ("search", "x", "--filter", "price<<3"), ("search", "x", "--filter", "color<red"),
        ("search", "x", "--filter", "availability=sometimes"), ("search", "x", "--filter", "availability=out_of_stock"),
        ("search", "x", "--filter", "; DROP TABLE products"), ("search", "--like", "\udcff"),
        ("evaluate", "none.jsonl"), ("export", "no/such/folder/feed.tsv"),
    ],
)  # fmt: skip
def test_a_named_failure_is_one_line_and_status_1(filled: Run, arguments: tuple[str, ...]) -> None:
    assert filled(*arguments, "--json").failure == filled(*arguments).failure


@pytest.mark.parametrize(
    "words",
    [
        "🦆",
        "手作りの鉢",
        "'; DROP TABLE products; --",
        '" OR NEAR(',
        "x" * 10_000,
        "\udcff\udcfe mug",
        "--",
        "[bold]mug[/]",
    ],
)
def test_any_words_are_answered(filled: Run, words: str) -> None:
    answer = filled("search", "--json", "--", words)
    assert answer.status == 0 or answer.failure
    if "mug" in words:
        assert answer.json["hits"]


def test_a_picture_that_is_none_is_one_line(filled: Run, tmp_path: Path) -> None:
    for name, content in (("text.png", b"text"), ("empty.jpg", b""), ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF")):
        (tmp_path / name).write_bytes(content)
        assert filled("search", "--image", tmp_path / name).failure


@pytest.mark.parametrize(
    "arguments",
    [(), ("sell",), ("import",), ("search", "x", "--top-k", "0"), ("search", "x", "--top-k", "many"),
     ("search", "x", "--top-k", "1001"), ("search", "x", "--route", "smell"), ("search", "x", "--colour", "red"),
     ("evaluate",), ("export",), ("import", "feed.tsv", "--image", "x", "y")],
)  # fmt: skip
def test_wrong_usage_is_status_2_and_nothing_on_stdout(run: Run, arguments: tuple[str, ...], home: Path) -> None:
    answer = run(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert "usage:" in answer.err
    assert not home.exists()


@pytest.mark.parametrize("command", ["import", "imports", "undo", "search", "evaluate", "check", "export", "reset"])
def test_every_command_has_help_and_json(run: Run, command: str) -> None:
    answer = run(command, "--help")
    assert answer.status == 0
    assert "--json" in answer.out


def test_filters_are_read_as_they_are_written() -> None:
    assert read_filters(
        ["price<30", "price>=10", "colour=Red", "color=blue", "material=oak", "brand=AC/DC"]
    ) == Filters(
        price_min=Decimal("10"),
        price_max=Decimal("29.99"),
        colors=frozenset({"red", "blue"}),
        materials=frozenset({"oak"}),
        brands=frozenset({"ac/dc"}),
    )
    assert read_filters([" price = $15 "]) == Filters(price_min=Decimal("15"), price_max=Decimal("15"))
    assert read_filters(["category=home > mugs", "availability=in_stock"]) == Filters(
        categories=frozenset({"home > mugs"}), in_stock=True
    )
    with pytest.raises(InvalidRequest, match="price<30"):
        read_filters(["cheap"])


# Check, export, reset, evaluate


def test_check_counts_what_is_there(filled: Run, home: Path) -> None:
    whole = {"products": 8, "vectors": 16, "missing": 0, "orphans": 0, "index": "ok"}
    assert filled("check", "--json").json == whole
    with sqlite3.connect(home / "curio.sqlite3") as connection:
        connection.execute("DELETE FROM vectors WHERE rowid IN (SELECT rowid FROM vectors LIMIT 3)")
    assert filled("check", "--json").json["missing"] == 3


def test_an_import_mends_what_check_misses(filled: Run, home: Path, feed: Path) -> None:
    with sqlite3.connect(home / "curio.sqlite3") as connection:
        connection.execute("DELETE FROM vectors")
    filled("import", feed)
    checked = filled("check", "--json").json
    assert (checked["missing"], checked["index"]) == (0, "ok")
    assert filled("search", "red chair", "--json").json["hits"][0]["id"] == "P0"


def test_an_export_is_imported_again_as_it_was(filled: Run, feed: Path, tmp_path: Path) -> None:
    exported = tmp_path / "export.tsv"
    assert filled("export", exported, "--json").json == {"products": 8, "file": str(exported)}
    again = filled("import", exported, "--images", feed.parent, "--json").json
    assert (again["unchanged"], again["issues"]) == (8, [])
    assert filled("reset", "--json").json["products"] == 0
    assert filled("import", exported, "--images", feed.parent, "--json").json["accepted"] == 8
    assert filled("export", tmp_path / "second.tsv").status == 0
    assert (tmp_path / "second.tsv").read_bytes() == exported.read_bytes()


def test_reset_empties_everything(filled: Run, home: Path) -> None:
    filled("search", "mug")
    assert filled("reset", "--json").json == {"products": 0}
    assert not list((home / "pictures").rglob("*.webp"))
    checked = filled("check", "--json").json
    assert (checked["products"], checked["vectors"], checked["orphans"]) == (0, 0, 0)
    answer = filled("search", "mug", "--json").json
    assert (answer["hits"], answer["no_match"]) == ([], True)


def test_evaluate_prints_its_figures(filled: Run, feed: Path) -> None:
    file = feed.parent / "queries.jsonl"
    file.write_text(
        '{"query": "red chair", "relevant": ["P0"]}\n{"image": "4.png", "id": "P4", "item_group_id": "x"}\n'
    )
    figures = filled("evaluate", file, "--json").json
    assert list(figures) == ["queries", "ndcg@10", "recall@1", "recall@5", "group_recall@5", "ms_p50", "ms_p95"]
    assert (figures["queries"], figures["recall@1"], figures["group_recall@5"]) == (2, 1.0, 0.0)
    assert "recall@1" in filled("evaluate", file).out


# The data folder


@pytest.fixture
def demo(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "demo"
    write_feed(folder, 4)
    (folder / "boards.json").write_text(
        json.dumps([{"slug": "odd", "title": "The odd", "description": "", "product_ids": ["P2", "P0"]}])
    )
    monkeypatch.setattr(catalog.ingest, "DEMO", folder)
    monkeypatch.setenv("CURIO_DEMO", "1")


@pytest.mark.usefixtures("demo")
def test_a_new_data_folder_gets_the_demo_catalog_once(run: Run, feed: Path) -> None:
    assert len(run("search", "mug", "--json").json["hits"]) == 4
    run("reset")
    assert run("search", "mug", "--json").json["hits"] == []  # whoever emptied it meant it
    assert run("reset", "--demo", "--json").json == {"products": 4}
    assert run("import", feed, "--json").json["accepted"] == 4


def test_without_the_demo_a_new_folder_is_empty(run: Run) -> None:
    assert run("search", "mug", "--json").json["hits"] == []
    assert run("search", "mug").out.strip()


COMMANDS = [
    ("search", "mug"), ("check",), ("import", "{feed}"), ("export", "{out}"), ("reset",), ("evaluate", "{queries}"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_data_folder_that_cannot_be_made_is_one_line(
    run: Run, home: Path, feed: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    home.write_text("a file in the folder's place")
    (tmp_path / "q.jsonl").write_text('{"query": "mug", "relevant": ["P0"]}\n')
    places = {"feed": feed, "out": tmp_path / "out.tsv", "queries": tmp_path / "q.jsonl"}
    assert "CURIO_HOME" in run(*(part.format(**places) for part in command), "--json").failure


@pytest.mark.parametrize("command", [("search", "mug"), ("check",), ("reset",)], ids=lambda command: command[0])
@pytest.mark.parametrize("name", ["", "inside"])
def test_a_data_folder_without_write_permission_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str
) -> None:
    with unwritable_folder() as folder:
        monkeypatch.setenv("CURIO_HOME", str(folder / name))
        assert "CURIO_HOME" in run(*command).failure


def test_a_database_of_a_later_curio_is_one_line(filled: Run, home: Path) -> None:
    with sqlite3.connect(home / "curio.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "later" in filled("search", "mug").failure


def test_what_is_no_database_is_one_line(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "curio.sqlite3").write_bytes(b"text" * 1000)
    assert "curio.sqlite3" in run("search", "mug").failure


@pytest.mark.parametrize(
    ("name", "value"),
    [("CURIO_PICTURE_MODEL", "nothing-such"), ("CURIO_DATABASE_URL", "nonsense"), ("CURIO_N_CTX", "x")],
)
def test_a_setting_that_cannot_be_used_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setattr(Services, "_load_pictures", LOAD_PICTURES)
    monkeypatch.setenv(name, value)
    assert run("check").failure


def test_damaged_indexes_are_built_anew_without_a_word(filled: Run, home: Path) -> None:
    assert filled("search", "red chair", "--json").json["hits"][0]["id"] == "P0"
    for file in (home / "indexes").iterdir():
        file.write_bytes(b"damaged")
    answer = filled("search", "red chair", "--json")
    assert answer.json["hits"][0]["id"] == "P0"
    assert filled("check", "--json").json["index"] == "ok"


# What ships, as a command of its own, with every way to the network shut


OFFLINE = """
import os, runpy, sys
def watch(event, args):
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect":
        host = args[1][0] if isinstance(args[1], tuple) else None
    else:
        return
    if host not in (None, "", "localhost", "127.0.0.1", "::1", b"localhost"):
        os.write(2, f"reached for {host!r}\\n".encode())
        os._exit(97)  # an exception could be caught on its way
sys.addaudithook(watch)
runpy.run_module("catalog", run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    bundled()
    folder = tmp_path_factory.mktemp("shipped")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CURIO_")}
    environment |= {"CURIO_HOME": str(folder / "home"), "CURIO_DEMO": "0"}

    def call(*arguments: object) -> Answer:
        done = subprocess.run(
            [sys.executable, "-c", OFFLINE, *(one if isinstance(one, bytes) else str(one) for one in arguments)],
            cwd=ROOT, env=environment, capture_output=True, timeout=120,
        )  # fmt: skip
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    answer = call("import", write_feed(folder / "feeds"), "--json")
    assert answer.json["accepted"] == 8, answer.err
    assert answer.err == ""
    yield call


def test_the_command_finds_by_words_and_picture_without_a_network(
    shipped: Callable[..., Answer], tmp_path: Path
) -> None:
    """The words end in bytes that are no letters, as a terminal of another encoding sends them."""
    Image.new("RGB", (300, 200), "blue").save(tmp_path / "shown.jpg", quality=60)
    answer = shipped("search", b"somewhere to sit, in crimson \xff\xfe", "--image", tmp_path / "shown.jpg", "--json")
    assert answer.err == ""
    assert len(answer.json["hits"]) == 8
    assert {"looks", "words"} <= answer.json["hits"][0]["why"].keys()
    assert answer.json["hits"][0]["title"].endswith("chair")


def test_the_command_fails_in_one_line_and_with_its_status(shipped: Callable[..., Answer]) -> None:
    assert shipped("export", "no/such/folder/feed.tsv").failure
    answer = shipped("search", "x", "--top-k", "0")
    assert (answer.status, answer.out) == (2, "")


# What the shop itself decides


def test_rules_are_made_listed_hold_and_are_removed(filled: Run) -> None:
    assert filled("rules").out.startswith("No rules yet")
    pin = filled("rules", "pin", "P4", "--for", "red chair", "--json").json["added"][0]
    assert (pin["kind"], pin["query"], pin["in_force"]) == ("pin", "red chair", True)
    filled("rules", "hide", "P0", "--json").json["added"]
    filled("rules", "synonym", "zorgle", "red chair", "--json").json["added"]
    late = filled("rules", "bury", "--where", "color=blue", "--from", "2999-01-01", "--json").json["added"][0]
    assert late["in_force"] is False and late["starts"] == "2999-01-01"
    assert len(filled("rules", "--json").json["rules"]) == 4
    found = filled("search", "zorgle", "--json").json
    assert found["hits"][0]["id"] == "P4" and found["hits"][0]["why"] == {"chosen by the shop": 1.0}
    assert "P0" not in [hit["id"] for hit in found["hits"]] and found["read_as"] == "red chair"
    assert "Read as: red chair" in filled("search", "zorgle").out
    assert "For “red chair”: “Blue chair” stands at 1" in filled("rules").out
    assert filled("rules", "remove", pin["id"], "--json").json["removed"] == [pin]
    assert filled("search", "red chair", "--json").json["hits"][0]["id"] != "P4"


@pytest.mark.parametrize(
    "arguments",
    [
        ("pin",), ("pin", "none"), ("pin", "P0", "--rank", "0"), ("hide",), ("synonym", "one"), ("redirect", "sale"),
        ("redirect", "sale", "--board", "none"), ("remove", "99"), ("remove", "x"), ("boost", "--where", "nonsense"),
        ("hide", "P0", "--from", "2026-02-01", "--until", "2026-01-01"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_one_line_and_changes_nothing(filled: Run, arguments: tuple[str, ...]) -> None:
    assert filled("rules", *arguments, "--json").failure
    assert filled("rules", "--json").json == {"rules": []}


def test_insight_and_health_answer(filled: Run) -> None:
    seen = filled("insight", "--days", 7, "--json").json
    assert seen.keys() == {"days", "asked", "not_found", "wanted"} and len(seen["days"]) == 7
    assert filled("insight").out.startswith("0 searches in 30 days")
    health = filled("health", "--json").json
    assert health["counts"] == {"small_picture": 8}
    assert {one["detail"] for one in health["findings"]} == {"24 × 24 pixels"}
    assert "A small picture" in filled("health").out
