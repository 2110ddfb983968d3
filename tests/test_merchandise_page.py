"""Imports as a merchandiser drives them: upload, see what would change, import, watch, cancel, undo; by Streamlit's driver.

The embedders are the small ones, behind the services' own seams; the bundled ones take the same way in tests/e2e.
"""

from __future__ import annotations

import csv
import io
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from assistant.access import OPERATOR, SHOPPER
from assistant.errors import NotAllowed
from assistant.import_job import ImportJobs
from assistant.services import Services, open_services
from assistant.settings import read_settings
from assistant.ui import state
from catalog.errors import ImportRefused
from catalog.import_log import ImportOptions, ImportRecord, ImportState
from models.base import Vectors
from models.errors import ChatUnavailable
from tests.small_models import ColorLayout, HashedWords
from tests.staff import give_passphrase, sign_in

APP = str(Path(__file__).parents[1] / "app.py")
HEAD = "id\ttitle\tdescription\timage_link\tprice\tcolor\n"
RED = "a1\tRed **box**\tA box.\tpics/red.png\t12.00 USD\tred\n"
BAD = "a2\tNo price\tA box.\tpics/red.png\tmany\tred\n"


def no_chat(_services: Services) -> NoReturn:
    raise ChatUnavailable("No sentences in this test.")


class SlowWords(HashedWords):
    """Words that are embedded only when the test lets them."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        if any("Slow" in text for text in texts):
            self.begun.set()
            assert self.go_on.wait(60)
        return super().encode_texts(texts)


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowWords]:
    words = SlowWords()
    monkeypatch.setenv("CURIO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CURIO_DEMO", "0")
    monkeypatch.setattr(Services, "_load_words", lambda _self: words)
    monkeypatch.setattr(Services, "_load_pictures", lambda _self: ColorLayout())
    monkeypatch.setattr(Services, "_start_chat", no_chat)
    st.cache_resource.clear()
    yield words
    words.go_on.set()
    st.cache_resource.clear()


@pytest.fixture
def shop() -> Iterator[Services]:
    opened = open_services(read_settings())
    yield opened
    opened.close()


def until(seen: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pictures(**colors: str) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, color in colors.items():
            drawn = io.BytesIO()
            Image.new("RGB", (60, 60), color).save(drawn, "PNG")
            archive.writestr(f"pics/{name}.png", drawn.getvalue())
    packed.seek(0)
    return packed


def upload(shop: Services, rows: str, zipped: io.BytesIO | None = None, name: str = "feed.tsv") -> int:
    """Upload, and wait until it was checked."""
    number = shop.import_jobs.upload(OPERATOR, name, io.BytesIO((HEAD + rows).encode()), zipped, ImportOptions())
    settled(shop, number)
    return number


def settled(shop: Services, number: int) -> ImportRecord:
    until(lambda: number not in shop.import_jobs._working)
    return shop.store.imports.record(number)


def take_in(shop: Services, rows: str, zipped: io.BytesIO | None = None, **options: Any) -> ImportRecord:
    number = upload(shop, rows, zipped)
    shop.import_jobs.start(OPERATOR, number, ImportOptions(**options))
    return settled(shop, number)


def kept(shop: Services) -> list[str]:
    return sorted(folder.name for folder in (shop.home / "imports").iterdir())


def things(count: int, kind: str = "Thing", start: int = 0) -> str:
    return "".join(f"t{n}\t{kind} {n}\tOne.\t\t{n + 1}.00 USD\tred\n" for n in range(start, start + count))


# The jobs


def test_an_upload_is_checked_first_and_imported_when_asked(shop: Services) -> None:
    number = upload(shop, RED + BAD, pictures(red="red"))
    record = shop.store.imports.record(number)
    assert (record.state, record.undecided, record.counts["accepted"], record.counts["rejected"]) == (
        "checked",
        True,
        1,
        1,
    )
    assert [(row["row"], row["fate"]) for row in record.preview["rows"]] == [(1, "new"), (2, "refused")]
    assert shop.store.count() == 0
    shop.import_jobs.start(OPERATOR, number, ImportOptions())
    record = settled(shop, number)
    assert (record.state, record.ended, record.counts["accepted"]) == ("done", True, 1)
    assert shop.store.product("a1").pictures
    assert kept(shop) == []
    assert shop.searcher.state == "ok"


def test_what_changes_is_told_field_by_field(shop: Services) -> None:
    take_in(shop, RED, pictures(red="red"))
    record = shop.store.imports.record(upload(shop, RED.replace("12.00", "9.00") + things(1), pictures(red="blue")))
    changed, new = record.preview["rows"]
    assert (changed["fate"], new["fate"]) == ("changed", "new")
    assert changed["changes"] == {"price": ["12.00 USD", "9.00 USD"], "pictures": ["pics/red.png", "pics/red.png"]}
    assert (record.preview["lacks"], record.preview["of"]) == (0, 1)


def test_replacing_most_of_the_shop_asks_again_and_keeps_the_upload(shop: Services) -> None:
    take_in(shop, things(5))
    number = upload(shop, things(1))
    assert shop.store.imports.record(number).preview["lacks"] == 4
    shop.import_jobs.start(OPERATOR, number, ImportOptions(replace=True))
    record = settled(shop, number)
    assert record.undecided and "more than half" not in record.name and "lacks 4" in record.error
    shop.import_jobs.start(OPERATOR, number, ImportOptions(replace=True, force=True))
    assert settled(shop, number).counts["removed"] == 4
    assert shop.store.all_ids() == ["t0"]


def test_a_feed_that_cannot_be_read_waits_to_be_discarded(shop: Services) -> None:
    number = shop.import_jobs.upload(OPERATOR, "x.tsv", io.BytesIO(b"a\tb\n1\t2\n"), None, ImportOptions())
    record = settled(shop, number)
    assert record.state == "failed" and record.undecided and record.error
    shop.import_jobs.cancel(OPERATOR, number)
    assert shop.store.imports.record(number).state == "cancelled"
    assert kept(shop) == []


def test_a_damaged_zip_is_one_line(shop: Services) -> None:
    record = shop.store.imports.record(upload(shop, RED, io.BytesIO(b"PK\3\4 no more")))
    assert record.state == "failed" and "ZIP" in record.error


def test_an_import_is_cancelled_between_two_batches_and_changes_nothing(shop: Services, small: SlowWords) -> None:
    number = upload(shop, things(100, "Slow"))
    shop.import_jobs.start(OPERATOR, number, ImportOptions())
    assert small.begun.wait(60)
    shop.import_jobs.cancel(OPERATOR, number)
    small.go_on.set()
    record = settled(shop, number)
    assert (record.state, shop.store.count()) == ("cancelled", 0)
    assert record.done < 100 and kept(shop) == []


def test_a_second_import_waits_for_the_first_and_may_be_cancelled_meanwhile(shop: Services, small: SlowWords) -> None:
    first, second = upload(shop, things(3, "Slow")), upload(shop, RED, pictures(red="red"))
    shop.import_jobs.start(OPERATOR, first, ImportOptions())
    assert small.begun.wait(60)
    shop.import_jobs.start(OPERATOR, second, ImportOptions())
    third = shop.import_jobs.upload(OPERATOR, "third.tsv", io.BytesIO((HEAD + RED).encode()), None, ImportOptions())
    assert shop.store.imports.record(second).state == "waiting"
    with pytest.raises(ImportRefused, match="under way"):
        shop.import_jobs.start(OPERATOR, second, ImportOptions())
    shop.import_jobs.cancel(OPERATOR, third)
    assert settled(shop, third).state == "cancelled"
    small.go_on.set()
    assert (settled(shop, first).state, settled(shop, second).state) == ("done", "done")
    assert shop.store.count() == 4


def test_the_last_import_is_undone_to_the_row(shop: Services) -> None:
    take_in(shop, things(4) + RED, pictures(red="red"))
    before = shop.store.products(shop.store.all_ids())
    record = take_in(shop, things(2, "Other") + things(3, start=20), replace=True, force=True)
    assert (record.counts["updated"], record.counts["accepted"], record.counts["removed"]) == (2, 3, 3)
    take_in(shop, things(2, "Other") + things(3, start=20))  # which changes nothing, and so is not what is undone
    report = shop.undo(OPERATOR)
    assert (report.accepted, report.updated, report.removed) == (3, 2, 3)
    after = shop.store.products(shop.store.all_ids())
    assert list(after.items()) == list(before.items())
    assert [one for one, _ in shop.store.search_letters("thing", 10)] and not shop.store.search_letters("other", 10)
    assert shop.searcher.state == "ok"
    assert shop.store.imports.record(record.number).state == "undone"
    with pytest.raises(ImportRefused, match="no import to undo"):
        shop.undo(OPERATOR)


def test_an_undo_goes_on_without_its_page_and_others_see_it(small: SlowWords) -> None:
    shop = state.services()
    small.go_on.set()
    first = take_in(shop, things(3, "Slow"))
    # As after a change of models: what undoing brings back is to be embedded anew, and that takes its time.
    second = take_in(shop, things(2, "Other"), replace=True, force=True)
    small.space = "other-words@1"
    small.go_on.clear()
    app = page()
    assert not [one for one in app.button if one.key == f"undo-{first.number}"]
    button(app, f"undo-{second.number}").click().run()
    assert not app.exception and [one.proto.text for one in app.get("progress")] == ["Taking it back…"]
    assert not [one for one in app.button if one.key == f"undo-{second.number}"]
    with pytest.raises(ImportRefused, match="still being worked on"):
        shop.import_jobs.undo(OPERATOR, second.number)
    small.go_on.set()
    settled(shop, second.number)
    assert "undone" in said(app.run())
    assert [shop.store.product(one).title for one in shop.store.all_ids()] == ["Slow 0", "Slow 1", "Slow 2"]


def test_an_undo_while_an_import_runs_is_refused_in_words(small: SlowWords) -> None:
    shop = state.services()
    done, slow = take_in(shop, things(2)), upload(shop, things(3, "Slow"))
    shop.import_jobs.start(OPERATOR, slow, ImportOptions())
    assert small.begun.wait(60)
    app = page()
    button(app, f"undo-{done.number}").click().run()
    until(lambda: done.number not in shop.import_jobs._working)
    assert f"Import {slow} " in said(app.run()) and "Wait for it to end" in said(app)
    small.go_on.set()
    assert settled(shop, slow).state == "done" and shop.store.count() == 3


def test_only_the_last_import_is_undone(shop: Services) -> None:
    first, second = take_in(shop, things(2)), take_in(shop, things(3))
    with pytest.raises(ImportRefused, match="only the last"):
        shop.undo(OPERATOR, first.number)
    shop.undo(OPERATOR, second.number)
    assert shop.store.count() == 2


def test_a_curio_that_starts_goes_on_with_what_another_left(shop: Services, tmp_path: Path) -> None:
    """As after a kill: the record says that it runs, and nobody holds the lock."""
    number, checked = upload(shop, things(3)), upload(shop, RED)
    (shop.home / "imports" / "nobody's").mkdir()
    shop.store.imports.ask(number, ImportOptions())
    shop.store.imports.run(number)
    shop.close()
    again = open_services(read_settings())
    again.warm()
    record = settled(again, number)
    assert (record.state, again.store.count()) == ("done", 3)
    assert again.store.imports.record(checked).undecided
    assert kept(again) == [again.store.imports.record(checked).folder]
    again.import_jobs.start(OPERATOR, checked, ImportOptions())
    assert settled(again, checked).state == "done"
    again.close()


def test_an_upload_that_another_works_on_is_left_alone(shop: Services, small: SlowWords) -> None:
    number = upload(shop, things(3, "Slow"))
    shop.import_jobs.start(OPERATOR, number, ImportOptions())
    assert small.begun.wait(60)
    other = ImportJobs(shop)
    other.resume()
    assert other._working == set()
    with pytest.raises(ImportRefused, match="Another Curio"):
        other.start(OPERATOR, number, ImportOptions())
    other.cancel(OPERATOR, number)  # which any page may ask
    small.go_on.set()
    assert settled(shop, number).state == "cancelled"


def test_an_upload_that_is_gone_is_said(shop: Services) -> None:
    number = upload(shop, RED)
    shop.import_jobs.close()
    feed = shop.import_jobs.feed(shop.store.imports.record(number))
    feed.unlink()
    other = ImportJobs(shop)
    other.resume()
    assert "gone" in shop.store.imports.record(number).error


def test_a_shopper_can_begin_start_cancel_and_undo_nothing(shop: Services) -> None:
    number, jobs, options = upload(shop, RED), shop.import_jobs, ImportOptions()
    for attempt in (
        lambda: jobs.upload(SHOPPER, "x", io.BytesIO(b""), None, options),
        lambda: jobs.check(SHOPPER, number, options),
        lambda: jobs.start(SHOPPER, number, options),
        lambda: jobs.cancel(SHOPPER, number),
        lambda: jobs.undo(SHOPPER, number),
        lambda: shop.undo(SHOPPER),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert shop.store.imports.record(number).undecided and len(kept(shop)) == 1


# The page


def page() -> AppTest:
    give_passphrase(read_settings().home)
    app = AppTest.from_file(APP, default_timeout=60).run()
    app = sign_in(app)
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    elements = [*app.markdown, *app.warning, *app.info, *app.error, *app.caption, *app.success]
    return "\n".join(str(element.value) for element in elements)


def button(app: AppTest, key: str) -> Any:
    return next(one for one in app.button if one.key == key)


def test_the_page_leads_from_the_upload_to_the_shop_and_back() -> None:
    app = page()
    app.file_uploader(key="feed").upload("feed.tsv", (HEAD + RED + BAD).encode(), "text/tab-separated-values")
    app.file_uploader(key="pictures").upload("pics.zip", pictures(red="red").getvalue(), "application/zip")
    app.button(key="FormSubmitter:import-Check the feed").click().run()
    shop = state.services()
    number = shop.store.imports.records()[0].number
    settled(shop, number)
    app.run()
    assert "1 new · 0 changed · 0 as they were · 0 removed · 1 refused" in said(app)
    assert "invalid price" in said(app)
    button(app, f"import-{number}").click().run()
    settled(shop, number)
    app.run()
    assert not app.exception and "1 new" in said(app)
    assert shop.store.all_ids() == ["a1"]
    button(app, f"undo-{number}").click().run()
    settled(shop, number)
    app.run()
    assert shop.store.count() == 0 and "undone" in said(app)
    assert not [one for one in app.button if one.key == f"undo-{number}"]


def test_a_column_that_was_guessed_wrong_is_corrected_on_the_page() -> None:
    shop = state.services()
    feed = b"sku,name,cost,maker,house\nm1,Mug,5 USD,Potts,Fernwick\n"
    number = shop.import_jobs.upload(OPERATOR, "x.csv", io.BytesIO(feed), None, ImportOptions())
    settled(shop, number)
    app = page()
    for field, column in (("price", "cost"), ("brand", "house")):
        app.selectbox(key=f"column-{number}-{field}").select(column)
    app.button(key=f"FormSubmitter:mapping-{number}-Check again with these columns").click().run()
    assert settled(shop, number).counts["accepted"] == 1
    button(app.run(), f"import-{number}").click().run()
    settled(shop, number)
    product = shop.store.product("m1")
    assert (product.brand, str(product.price)) == ("Fernwick", "5.00 USD")


def test_another_session_sees_progress_and_cancels(small: SlowWords) -> None:
    shop = state.services()
    number = upload(shop, things(100, "Slow"))
    shop.import_jobs.start(OPERATOR, number, ImportOptions())
    assert small.begun.wait(60)
    app = page()
    assert not app.exception
    button(app, f"cancel-{number}").click().run()
    small.go_on.set()
    assert settled(shop, number).state == ImportState.CANCELLED
    assert "cancelled" in said(app.run()).lower()


def test_removal_is_asked_for_and_more_than_half_asked_twice() -> None:
    shop = state.services()
    take_in(shop, things(5))
    number = upload(shop, things(1))
    app = page()
    assert "lacks **4** of the shop's 5 products" in said(app)
    app.checkbox(key=f"replace-{number}").check().run()
    app.checkbox(key=f"force-{number}").check().run()
    button(app, f"import-{number}").click().run()
    settled(shop, number)
    assert shop.store.all_ids() == ["t0"]


def test_a_failure_that_could_not_be_recorded_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from catalog.errors import StoreUnavailable
    from catalog.import_log import ImportLog

    shop = state.services()
    number = upload(shop, RED, pictures(red="red"))

    def full(*_given: object, **_more: object) -> None:
        raise StoreUnavailable("The disk is full: free some space and try again.")

    with monkeypatch.context() as patched:
        patched.setattr(ImportLog, "apply", full)
        patched.setattr(ImportLog, "end", full)
        shop.import_jobs.start(OPERATOR, number, ImportOptions())
        settled(shop, number)
    app = page()
    assert "disk is full" in said(app)
    button(app, f"go-{number}").click().run()
    assert settled(shop, number).state == "done"


def test_hostile_titles_are_shown_as_they_are() -> None:
    take_in(state.services(), 'a1\t<img src=x onerror="x"> [a](javascript:x) $x$\t\t\t1 USD\t\n')
    app = page()
    assert not app.exception


def test_the_csv_of_refused_rows_is_mended_and_fed_again(shop: Services) -> None:
    from catalog.export import refused_rows

    record = take_in(shop, RED + BAD + "a3\t=Sum\t\t\t?\t\n", pictures(red="red"))
    rows = list(csv.DictReader(io.StringIO(refused_rows(shop.store, record.number))))
    assert [row["id"] for row in rows] == ["a2", "a3"]
    assert rows[0].keys() == {*HEAD.strip().split("\t"), "curio_reason"}
    assert rows[1]["title"] == "'=Sum" and "15.00 USD" in rows[0]["curio_reason"]
    mended = io.StringIO()
    writer = csv.DictWriter(mended, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | {"price": "5 USD"} for row in rows)
    number = shop.import_jobs.upload(
        OPERATOR, "mended.csv", io.BytesIO(mended.getvalue().encode("utf-8-sig")), None, ImportOptions()
    )
    settled(shop, number)
    shop.import_jobs.start(OPERATOR, number, ImportOptions())
    assert settled(shop, number).counts == {"accepted": 2, "updated": 0, "unchanged": 0, "rejected": 0, "removed": 0}
    assert shop.store.product("a3").title == "=Sum"
    assert "curio_reason" not in shop.store.product("a3").attributes
