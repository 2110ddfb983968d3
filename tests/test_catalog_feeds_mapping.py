"""Tables with columns of their own: what is guessed, how surely, and what a merchandiser's word changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.errors import FeedUnreadable
from catalog.feeds import FIELDS, FeedRow, guess_mapping, read_feed
from catalog.feeds.columns import REQUIRED, SURE
from catalog.feeds.prices import asked, tidy_price


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def products(feed: Path, mapping: dict[str, str] | None = None) -> list[FeedRow]:
    return [one for one in read_feed(feed, mapping) if isinstance(one, FeedRow)]


@pytest.mark.parametrize(
    "text",
    [
        "Artikelnummer;Bezeichnung;VK-Preis;Bild;Farbe;Hersteller;Größe\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Référence;Désignation;Prix TTC;Image principale;Couleur;Marque;Taille\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Referencia;Nombre;Precio;Imagen;Color;Marca;Talla\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Codice;Nome;Prezzo;Immagine;Colore;Marca;Taglia\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Artikelcode;Naam;Prijs;Afbeelding;Kleur;Merk;Maat\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Indeks;Nazwa;Cena brutto;Zdjęcie;Kolor;Producent;Rozmiar\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Código;Título;Preço;Imagem;Cor;Fabricante;Tamanho\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "Артикул;Наименование;Цена;Фото;Цвет;Бренд;Размер\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
        "商品番号;商品名;価格;画像;カラー;ブランド;サイズ\nA1;Tasse;9,50;a.jpg;rot;Rosa;groß\n",
    ],
    ids="de fr es it nl pl pt ru ja".split(),
)
def test_columns_are_known_in_several_languages(feed: Path, text: str) -> None:
    feed.write_text(text, "utf-8")
    [cup] = products(feed)
    assert dict(cup.fields) == {
        "id": "A1",
        "title": "Tasse",
        "price": "9,50 USD",
        "image_link": "a.jpg",
        "color": "rot",
        "brand": "Rosa",
    }
    assert dict(cup.attributes) == {"size": "groß"}


def test_a_name_within_a_name_is_enough_where_the_cells_agree(feed: Path) -> None:
    feed.write_text("Our SKU;Product name (en);Price (EUR);Nr of images\nA1;Mug;9.50;3\nA2;Cup;8.00;2\n")
    [mug, _] = products(feed)
    assert (mug.fields["id"], mug.fields["title"], mug.fields["price"]) == ("A1", "Mug", "9.50 USD")
    assert "image_link" not in mug.fields


UNKNOWN = "\n".join(
    ["c1,c2,c3,c4,c5"]
    + [
        f"X-{n},Stoneware mug number {n},{n}.50,https://x.example/p/{n}.jpg,https://x.example/shop/{n}"
        for n in range(1, 9)
    ]
)


def test_what_only_the_cells_tell_is_offered_and_never_taken(feed: Path) -> None:
    feed.write_text(UNKNOWN)
    seen = guess_mapping(feed)
    assert seen.format == "table"
    assert seen.columns == ("c1", "c2", "c3", "c4", "c5")
    assert len(seen.samples) == 8
    assert {field: guess.column for field, guess in seen.guesses.items()} == {
        "id": "c1", "title": "c2", "price": "c3", "image_link": "c4", "link": "c5",
    }  # fmt: skip
    assert all(guess.confidence < SURE for guess in seen.guesses.values())
    assert seen.missing == REQUIRED
    with pytest.raises(FeedUnreadable, match="no column id, title, price"):
        read_feed(feed)


def test_what_the_merchandiser_says_is_done(feed: Path) -> None:
    feed.write_text(UNKNOWN)
    first = products(feed, {"id": "c1", "title": "c2", "price": "c3", "image_link": "c4"})[0]
    assert dict(first.fields) == {
        "id": "X-1", "title": "Stoneware mug number 1", "price": "1.50 USD", "image_link": "https://x.example/p/1.jpg",
    }  # fmt: skip


def test_a_column_that_is_claimed_serves_no_other_field(feed: Path) -> None:
    feed.write_text("id,title,price,name\n1,mug_v2,9,Mug\n")
    [mug] = products(feed, {"title": "name"})
    assert (mug.fields["title"], mug.attributes["title"]) == ("Mug", "mug_v2")
    [mug] = products(feed, {"title": "name", "brand": "title"})
    assert (mug.fields["title"], mug.fields["brand"]) == ("Mug", "mug_v2")


@pytest.mark.parametrize(
    ("mapping", "said"),
    [({"titel": "name"}, "no field"), ({"title": "nme"}, "no column 'nme'"), ({"price": ""}, "no column price")],
)
def test_a_mapping_that_makes_no_sense_is_one_line(feed: Path, mapping: dict[str, str], said: str) -> None:
    feed.write_text("id,title,price,name\n1,mug_v2,9,Mug\n")
    with pytest.raises(FeedUnreadable, match=said):
        read_feed(feed, mapping)


def test_a_preview_names_the_format_and_its_fields(feed: Path) -> None:
    feed.write_text(
        "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Price,Image Src\nmug,Mug,Rosa,Title,Default Title,9,m.jpg\n"
    )
    seen = guess_mapping(feed)
    assert (seen.format, seen.missing) == ("Shopify", ())
    assert seen.guesses["brand"].column == "Vendor"
    assert set(seen.guesses) <= set(FIELDS)


# Prices


@pytest.mark.parametrize(
    ("said", "currency", "meant"),
    [
        ("15", "EUR", "15 EUR"), ("15.00 USD", "EUR", "15.00 USD"), ("USD 15", "EUR", "15 USD"), ("$15", "EUR", "15 USD"),
        ("$15", "CAD", "15 CAD"), ("CA$15", "USD", "15 CAD"), ("£9.5", "USD", "9.5 GBP"), ("1 299,00 kr", "NOK", "1299,00 NOK"),
        ("1 299,00 kr", "USD", "1299,00 SEK"), ("1'299.50 CHF", "USD", "1299.50 CHF"),
        ("12,-", "EUR", "12 EUR"),
        ("CHF 12.–", "EUR", "12 CHF"), ("199,90 zł", "EUR", "199,90 PLN"), ("€ 1.299,00", "USD", "1.299,00 EUR"),
        ("1\u202f299,00\u00a0€", "USD", "1299,00 EUR"), ("₹1,23,456.00", "USD", "1,23,456.00 INR"),
        ("¥1500", "CNY", "1500 CNY"),
        ("1500円", "USD", "1500 JPY"), ("$ 15.00 USD", "EUR", "15.00 USD"), ("52.0000", "USD", "52.0000 USD"),
        (".99", "USD", ".99 USD"),
    ],
)  # fmt: skip
def test_prices_are_read_as_shops_write_them(said: str, currency: str, meant: str) -> None:
    assert tidy_price(said, currency) == meant
    assert tidy_price(meant, "XXX") == meant


@pytest.mark.parametrize(
    "said", ["", "free", "-5", "from 9", "9 - 12", "9 each piece", "15 USD 16 USD", "€ - 5", "one"]
)
def test_what_is_no_price_is_left_for_the_check_to_refuse(said: str) -> None:
    assert tidy_price(said, "USD") == said


@pytest.mark.parametrize(
    ("price", "sale", "period", "meant"),
    [
        ("10 EUR", "8 EUR", ("", ""), "8 EUR"), ("10 EUR", "", ("", ""), "10 EUR"), ("10 EUR", "12 EUR", ("", ""), "10 EUR"),
        ("", "8 EUR", ("", ""), "8 EUR"), ("10 EUR", "8 EUR", ("2999-01-01T00:00+01:00", ""), "10 EUR"),
        ("10 EUR", "8 EUR", ("2001-01-01", "2999-01-01"), "8 EUR"), ("10 EUR", "8 EUR", ("", "2001-01-01"), "10 EUR"),
        ("10 EUR", "8 EUR", ("", "1/1/30, 12:00 AM"), "10 EUR"), ("10 EUR", "ask", ("", ""), "10 EUR"),
    ],
)  # fmt: skip
def test_a_sale_price_counts_while_it_lasts(price: str, sale: str, period: tuple[str, str], meant: str) -> None:
    assert asked(price, sale, period) == meant
