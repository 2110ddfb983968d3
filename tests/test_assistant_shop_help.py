"""The shop's own pages: read from any file or refused with a reason, and answering in their own words what shoppers ask."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.__main__ import main
from assistant.access import OPERATOR, SHOPPER
from assistant.errors import NotAllowed
from assistant.services import Services, open_services
from assistant.settings import read_settings
from assistant.shop_help import add_page, answer, asks_the_shop, remove_page
from catalog.errors import PageUnreadable
from catalog.help_reader import MOST_BYTES, read_page
from tests.help_texts import ANSWERED, PAGES, SHOPPING, UNANSWERED
from tests.staff import button, give_passphrase, sign_in
from tests.test_app import ask, opened, own_services, texts

__all__ = ["own_services"]


def pdf(text: str, packed: bytes = b"") -> bytes:
    """The smallest PDF that says something, or whose page is `packed`, a deflated stream."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1") if text else packed
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream"
        % (b"/Filter /FlateDecode " if packed else b"", len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def locked() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf("secret"))))
    writer.encrypt("password", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def bomb() -> bytes:
    """A page whose text, unpacked, is a quarter of a gigabyte."""
    packer = zlib.compressobj(1)
    return pdf("", b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(256)), packer.flush()]))


# Reading


def test_markdown_is_read_by_its_headings_and_tables_and_without_its_html() -> None:
    page = read_page(
        "sizes.md", PAGES["sizes-and-care.md"].encode() + b"\n<script>alert(1)</script>\n\n*Fine* [print](http://x)."
    )
    assert page.title == "Sizes and care"
    by_heading = {passage.heading: passage.text for passage in page.passages}
    assert "24 · 38 · 5" in by_heading["Shoes"]
    assert by_heading["Washing wool"].startswith("Wash woollen things by hand")
    assert "alert" not in str(page) and "Fine print." in by_heading["Ceramics"]


def test_a_pdf_is_read_whatever_it_is_called() -> None:
    page = read_page("returns.txt", pdf("Send it back within thirty days."))
    assert [passage.text for passage in page.passages] == ["Send it back within thirty days."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no text"),
        (b" \n\n", "no text"),
        (b"<div>only html</div>", "no text"),
        (b"caf\xe9", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "UTF-8"),
        (b"text\0text", "no text"),
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (b"word " * 200_000, "letters"),
        (b"%PDF-1.7 and nothing", "cannot be read"),
        (pdf("cut off")[:300], "cannot be read"),
        (pdf(""), "no text"),
        (locked(), "password"),
    ],
    ids=["empty", "blank", "html", "latin", "png", "nul", "large", "long", "no pdf", "cut", "scan", "locked"],
)
def test_what_is_no_page_is_refused_in_one_line_that_says_why(content: bytes, said: str) -> None:
    with pytest.raises(PageUnreadable, match=said) as raised:
        read_page("page.md", content)
    assert "page.md" in str(raised.value) and "\n" not in str(raised.value)


def test_a_pdf_that_unpacks_to_more_than_memory_harms_nobody() -> None:
    with pytest.raises(PageUnreadable, match=r"bomb\.pdf"):
        read_page("bomb.pdf", bomb())


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_any_text_is_passages_or_refused_and_no_passage_is_long(text: str) -> None:
    try:
        page = read_page("any.md", text.encode("utf-8", "replace"))
    except PageUnreadable:
        return
    assert page.passages and page.title
    assert all(0 < len(passage.text) <= 700 and "\n" not in passage.text for passage in page.passages)


# Answering


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("shop")
    opened = open_services(read_settings(home=home, demo=False, help_contact="service@shop.example"))
    for name, content in PAGES.items():
        add_page(OPERATOR, opened, name, content.encode())
    yield opened
    opened.close()


@pytest.mark.parametrize(("question", "said"), ANSWERED.items())
def test_a_question_is_answered_by_the_passage_that_says_it(services: Services, question: str, said: str) -> None:
    found = answer(services, question)
    assert found is not None
    assert said in " ".join(cited.passage.text for cited in found.passages)


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_no_page_says_is_handed_to_a_person(services: Services, question: str) -> None:
    found = answer(services, question)
    assert found is not None and found.passages == () and found.contact == "service@shop.example"


@pytest.mark.parametrize("words", SHOPPING)
def test_shopping_is_no_question_to_the_shop(words: str) -> None:
    assert not asks_the_shop(words)


def test_pages_are_replaced_by_name_removed_and_kept_by_merchandisers_only(tmp_path: Path) -> None:
    services = open_services(read_settings(home=tmp_path, demo=False))
    try:
        assert answer(services, "how long does delivery take?") is None, "a shop without pages searches as before"
        add_page(OPERATOR, services, "C:\\shop\\delivery.md", b"Delivery takes two days.")
        add_page(OPERATOR, services, "delivery.md", b"Delivery takes nine days.")
        assert [page.name for page in services.help_pages.pages()] == ["delivery.md"]
        found = answer(services, "how long does delivery take?")
        assert found is not None and [cited.passage.text for cited in found.passages] == ["Delivery takes nine days."]
        with pytest.raises(PageUnreadable):
            add_page(OPERATOR, services, "delivery.md", b"%PDF-broken")
        for act in (
            lambda: add_page(SHOPPER, services, "a", b"b"),
            lambda: remove_page(SHOPPER, services, "delivery.md"),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert [page.name for page in services.help_pages.pages()] == ["delivery.md"]
        remove_page(OPERATOR, services, "delivery.md")
        assert answer(services, "how long does delivery take?") is None
        with pytest.raises(PageUnreadable, match="No page"):
            remove_page(OPERATOR, services, "delivery.md")
    finally:
        services.close()


def test_the_command_asks_the_pages_as_the_page_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path))
    monkeypatch.setenv("CURIO_DEMO", "0")
    services = open_services(read_settings())
    add_page(OPERATOR, services, "delivery.md", PAGES["delivery.md"].encode())
    services.close()
    assert main(["How", "long", "does", "delivery", "take?"]) == 0
    said = capsys.readouterr().out
    assert "two to three working days" in said and "From the shop's page" in said
    monkeypatch.setenv("CURIO_HELP_CONTACT", "service@shop.example")
    assert main(["Can I pay with seashells?", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["text"], told["cited"], told["contact"]) == ("", [], "service@shop.example")
    assert (told["items"], told["model"], told["tokens"]) == ([], "", 0)
    assert main(["a", "delivery", "van"]) == 1  # a toy, which is searched for
    assert "no products yet" in capsys.readouterr().err


def test_the_page_answers_a_shopper_and_staff_add_and_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURIO_HOME", str(tmp_path))
    monkeypatch.setenv("CURIO_DEMO", "0")
    give_passphrase(tmp_path)
    app = sign_in(opened(), "merchandise")
    app.session_state["merchandise-tab"] = "Help"
    app.run()
    app.file_uploader(key="help-files").upload("delivery.md", PAGES["delivery.md"].encode(), "text/markdown").run()
    button(app, "Keep these pages").click().run()
    assert not app.exception
    assert "is kept" in texts(app) and app.button(key="help-remove-delivery.md")
    shopper = ask(opened(), "How long does delivery take?")
    assert not shopper.exception
    assert "two to three working days" in texts(shopper) and "word for word" in texts(shopper)
