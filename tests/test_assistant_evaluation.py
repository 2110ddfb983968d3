"""`python -m assistant evaluate`: figures over a file or a sample, with the parts that ship."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.evaluation import coverage, read_trials, sample_trials
from catalog.errors import FeedUnreadable, InvalidRequest
from catalog.product import Product
from tests.small_models import bundled

MUG = Product("m", "Deck mug", "A mug.", color="Navy", material="Ceramic", category="Kitchen > Mugs")


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_file_of_requests_is_answered_and_counted(
    demo_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled()
    asked = tmp_path / "asked.jsonl"
    lines = (
        {"request": "a red teapot", "fits": True},
        {"query": "a concert grand piano", "fits": False},
        {"query": "a gift"},
        {"query": "something cheap"},  # which names nothing to search for
    )
    asked.write_text("\n".join(json.dumps(line) for line in lines))
    assert main(["evaluate", str(asked), "--json"]) == 0
    figures = told(capsys)
    assert (figures["model"], figures["answers"], figures["silent"]) == ("curio-chat", 4, 1)
    assert (figures["unknown_products"], figures["unsupported_shown"]) == (0, 0)
    assert (figures["refused"], figures["refused_wrongly"]) == (1.0, 0.0)
    assert figures["coverage"] == 1.0  # "a gift" names nothing
    assert isinstance(figures["words_per_second"], float)
    assert figures["words_per_second"] > 0


def test_a_model_that_is_named_is_the_one_that_is_measured(
    demo_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled()
    monkeypatch.setenv("CURIO_CHAT_URL", "http://127.0.0.1:9")  # nobody is there
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"request": "a red teapot"}')
    assert main(["evaluate", str(asked), "--model", "curio-chat", "--json"]) == 0
    figures = told(capsys)
    assert (figures["model"], figures["silent"]) == ("curio-chat", 0)


def test_a_sample_is_the_same_each_time_and_has_what_the_shop_has_not() -> None:
    trials = sample_trials([MUG], 20)
    assert trials == sample_trials([MUG], 20)
    assert [trial.fits for trial in trials].count(False) == 4
    assert {"navy mugs", "the cheapest mugs", "Deck mug"} & {trial.words for trial in trials}
    piano = Product("p", "A grand piano", "Three legs.")
    assert not [trial for trial in sample_trials([piano], 80) if trial.fits is False and "piano" in trial.words]
    with pytest.raises(InvalidRequest, match="at least one"):
        sample_trials([], 3)


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"request": 3}', '{"request": " "}', '{"request": "x", "fits": "yes"}']
)
def test_a_line_that_is_no_request_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text(f'{{"request": "a mug"}}\n{line}\n')
    with pytest.raises(FeedUnreadable, match="line 2"):
        read_trials(file)


def test_no_file_and_no_request_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(FeedUnreadable, match="no request"):
        read_trials(tmp_path / "empty.jsonl")
    with pytest.raises(FeedUnreadable, match="cannot be read"):
        read_trials(tmp_path / "none.jsonl")


def test_coverage_is_the_share_of_what_was_asked_for() -> None:
    assert coverage("a red mug for tea", "Start with Deck mug: a red mug.") == pytest.approx(2 / 3)
    assert coverage("surprise me", "Start with Deck mug.") is None
