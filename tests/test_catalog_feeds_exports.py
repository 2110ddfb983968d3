"""The exports of shop systems, as they really come: what becomes a product, in which colours, and that no row is lost."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.feeds import FeedRow, Issue, Record, guess_mapping, open_table, read_feed
from catalog.product import Money

ROOT = Path(__file__).parent.parent
FEEDS = ROOT.parent / "shared" / "feeds"
LUMA = ROOT.parent / "shared" / "luma"

Cells = Mapping[str, str]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return tmp_path / "export"


def write(feed: Path, rows: Sequence[Cells], delimiter: str = ",") -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    feed.write_text(out.getvalue(), "utf-8")
    return feed


def read(feed: Path, rows: Sequence[Cells], delimiter: str = ",") -> tuple[list[FeedRow], list[Issue]]:
    """The products and issues of an export; each of its rows in exactly one of them."""
    return accounted(write(feed, rows, delimiter))


def accounted(feed: Path) -> tuple[list[FeedRow], list[Issue]]:
    said = list(read_feed(feed))
    products = [one for one in said if isinstance(one, FeedRow)]
    issues = [one for one in said if isinstance(one, Issue)]
    taken = Counter(number for one in products for number in one.rows) + Counter(issue.row for issue in issues)
    assert sorted(taken.elements()) == [
        record.number for record in open_table(feed).records() if isinstance(record, Record)
    ]
    assert all(one.number in one.rows for one in products)
    assert all("\n" not in issue.message and issue.message.endswith(".") for issue in issues)
    return products, issues


def shown(product: FeedRow) -> list[str]:
    more = product.fields["additional_image_link"]
    return [product.fields["image_link"], *(more.split(",") if more else [])]


def ids(products: Sequence[FeedRow]) -> list[str]:
    return [product.fields["id"] for product in products]


# Shopify

OLD = {
    "handle": "Handle", "title": "Title", "text": "Body (HTML)", "brand": "Vendor", "kind": "Type", "tags": "Tags",
    "published": "Published", "name1": "Option1 Name", "value1": "Option1 Value", "name2": "Option2 Name",
    "value2": "Option2 Value", "sku": "Variant SKU", "tracker": "Variant Inventory Tracker",
    "quantity": "Variant Inventory Qty", "policy": "Variant Inventory Policy", "price": "Variant Price", "image": "Image Src",
    "place": "Image Position", "words": "Image Alt Text", "own": "Variant Image", "status": "Status",
}  # fmt: skip
NEW = OLD | {
    "handle": "URL handle", "text": "Description", "published": "Published on online store", "name1": "Option1 name",
    "value1": "Option1 value", "name2": "Option2 name", "value2": "Option2 value", "sku": "SKU",
    "tracker": "Inventory tracker", "quantity": "Inventory quantity", "policy": "Continue selling when out of stock",
    "price": "Price", "image": "Product image URL", "place": "Image position", "words": "Image alt text",
    "own": "Variant image URL",
}  # fmt: skip


def shopify(rows: Sequence[Cells], names: Cells) -> list[dict[str, str]]:
    return [{column: row.get(name, "") for name, column in names.items()} for row in rows]


CLOG = [
    {"handle": "clog", "title": "Clog", "text": "<p>A clog</p>", "brand": "Fernwick", "kind": "Shoes", "published": "true",
     "name1": "Colour", "value1": "Red", "name2": "Size", "value2": "36", "price": "20", "sku": "C-R-36",
     "image": "https://x.example/r.jpg", "place": "2", "own": "https://x.example/r.jpg", "status": "active"},
    {"handle": "clog", "value1": "Red", "value2": "37", "price": "19.50", "sku": "C-R-37", "own": "https://x.example/r.jpg",
     "image": "https://x.example/b.jpg", "place": "3"},
    {"handle": "clog", "value1": "Blue", "value2": "36", "price": "21", "sku": "C-B-36", "own": "https://x.example/b.jpg",
     "image": "https://x.example/all.jpg", "place": "1"},
    {"handle": "clog", "image": "https://x.example/sole.jpg", "place": "4"},
]  # fmt: skip


@pytest.mark.parametrize("names", [OLD, NEW], ids=["old headers", "new headers"])
def test_a_shopify_product_comes_by_its_colours(feed: Path, names: Cells) -> None:
    [red, blue], issues = read(feed, shopify(CLOG, names))
    assert issues == []
    assert ids([red, blue]) == ["clog-Red", "clog-Blue"]
    assert [one.fields["title"] for one in (red, blue)] == ["Clog (Red)", "Clog (Blue)"]
    assert {one.fields["item_group_id"] for one in (red, blue)} == {"clog"}
    assert (red.fields["price"], red.attributes["sizes"], red.fields["color"]) == ("19.50 USD", "36, 37", "Red")
    assert (red.fields["brand"], red.fields["product_type"]) == ("Fernwick", "Shoes")
    assert red.rows == (1, 2, 4)
    assert blue.rows == (3,)
    assert shown(red) == ["https://x.example/r.jpg", "https://x.example/all.jpg", "https://x.example/sole.jpg"]
    assert shown(blue) == ["https://x.example/b.jpg", "https://x.example/all.jpg", "https://x.example/sole.jpg"]
    assert red.codes == ("C-R-36", "C-R-37")
    assert blue.attributes["sku"] == "C-B-36"


def test_colours_without_pictures_of_their_own_are_one_product(feed: Path) -> None:
    rows = [{**row, "own": ""} for row in CLOG]
    [clog], _ = read(feed, shopify(rows, OLD))
    assert (clog.fields["id"], clog.fields["title"], clog.fields["color"]) == ("clog", "Clog", "Red/Blue")
    assert clog.fields["image_link"] == "https://x.example/all.jpg"
    assert clog.rows == (1, 2, 3, 4)


def test_a_colour_is_found_in_what_a_picture_is_called(feed: Path) -> None:
    rows = [{**row, "own": ""} for row in CLOG]
    rows[0] |= {"words": "The clog in red"}
    rows[1] |= {"image": "https://x.example/clog-blue_925x.jpg"}
    products, _ = read(feed, shopify(rows, OLD))
    assert ids(products) == ["clog-Red", "clog-Blue"]
    assert [one.fields["image_link"].rpartition("/")[2] for one in products] == ["r.jpg", "clog-blue_925x.jpg"]


def test_the_one_colour_of_today_keeps_its_id_when_another_comes(feed: Path) -> None:
    [alone], _ = read(feed, shopify(CLOG[:2], OLD))
    assert (alone.fields["id"], alone.fields["title"]) == ("clog-Red", "Clog")


def test_a_shopify_product_without_options_is_itself(feed: Path) -> None:
    row = {"handle": "mug", "title": "Mug", "price": "9", "name1": "Title", "value1": "Default Title", "image": "m.jpg"}
    [mug], _ = read(feed, shopify([row], OLD))
    assert (mug.fields["id"], mug.fields["price"], mug.fields["image_link"]) == ("mug", "9 USD", "m.jpg")
    assert "item_group_id" not in mug.fields
    assert "Default Title" not in mug.attributes.values()


def test_other_options_stay_with_the_product(feed: Path) -> None:
    rows = [{"handle": "mug", "title": "Mug", "price": "9", "name1": "Engraving", "value1": "None", "name2": "Material",
             "value2": "Clay"}, {"handle": "mug", "price": "12", "value1": "Name", "value2": "Clay"}]  # fmt: skip
    [mug], _ = read(feed, shopify(rows, OLD))
    assert mug.attributes["engraving"] == "None, Name"
    assert mug.fields["material"] == "Clay"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"tracker": "", "quantity": "0"}, "in_stock"),
        ({"tracker": "shopify", "quantity": "3"}, "in_stock"),
        ({"tracker": "shopify", "quantity": "0", "policy": "deny"}, "out_of_stock"),
        ({"tracker": "shopify", "quantity": "-2", "policy": "continue"}, "backorder"),
        ({"tracker": "shopify", "quantity": "0", "policy": "TRUE"}, "backorder"),
    ],
)
def test_stock_is_what_can_be_bought(feed: Path, said: Cells, meant: str) -> None:
    [mug], _ = read(feed, shopify([{"handle": "mug", "title": "Mug", "price": "9", **said}], OLD))
    assert mug.fields["availability"] == meant


def test_in_stock_if_any_size_is(feed: Path) -> None:
    sold_out = {"tracker": "shopify", "quantity": "0", "policy": "deny"}
    rows = [{**CLOG[0], **sold_out}, {**CLOG[1], **sold_out, "quantity": "1"}]
    [red], _ = read(feed, shopify(rows, OLD))
    assert red.fields["availability"] == "in_stock"


@pytest.mark.parametrize("said", [{"status": "draft"}, {"status": "archived"}, {"published": "FALSE"}])
def test_what_shopify_does_not_publish_is_said_and_not_shown(feed: Path, said: Cells) -> None:
    products, issues = read(feed, shopify([{**CLOG[0], **said}, *CLOG[1:]], OLD))
    assert products == []
    assert {(issue.code, issue.severity, issue.id) for issue in issues} == {("not_published", "info", "clog")}


def test_a_row_without_a_handle_is_an_error_of_its_own(feed: Path) -> None:
    products, issues = read(
        feed, shopify([*CLOG, {"title": "Lost", "price": "3"}, {"title": "Lost too", "price": "4"}], OLD)
    )
    assert len(products) == 2
    assert [(issue.row, issue.code, issue.severity) for issue in issues] == [
        (5, "missing_id", "error"),
        (6, "missing_id", "error"),
    ]


def test_rows_of_one_handle_belong_together_wherever_they_are(feed: Path) -> None:
    mug = {"handle": "mug", "title": "Mug", "price": "9"}
    products, _ = read(feed, shopify([CLOG[0], mug, *CLOG[1:]], OLD))
    assert sorted(ids(products)) == ["clog-Blue", "clog-Red", "mug"]


def test_a_handle_that_is_too_long_for_an_id_stays_apart_from_its_like(feed: Path) -> None:
    rows = [{"handle": "x" * 60 + end, "title": "Mug", "price": "9"} for end in "ab"]
    products, _ = read(feed, shopify(rows, OLD))
    assert len(set(ids(products))) == 2
    assert all(len(one) == 50 for one in ids(products))


def test_a_column_may_be_chosen_over_shopifys_own(feed: Path) -> None:
    write(feed, [{**row, "Maker": "Rosa"} for row in shopify(CLOG, OLD)])
    found = [one for one in read_feed(feed, {"brand": "Maker", "description": ""}) if isinstance(one, FeedRow)]
    assert {one.fields["brand"] for one in found} == {"Rosa"}
    assert all("description" not in one.fields for one in found)


def test_prices_are_in_the_currency_that_is_said(feed: Path) -> None:
    write(feed, shopify(CLOG, OLD))
    found = [one for one in read_feed(feed, default_currency="EUR") if isinstance(one, FeedRow)]
    assert {one.fields["price"] for one in found} == {"19.50 EUR", "21 EUR"}


# WooCommerce


def woo(kind: str, sku: str, **more: str) -> dict[str, str]:
    cells = {"ID": "", "Type": kind, "SKU": sku, "Name": sku.title(), "Published": "1", "Visibility in catalog": "visible",
             "Short description": "", "Description": "", "Date sale price starts": "", "Date sale price ends": "",
             "In stock?": "1", "Sale price": "", "Regular price": "", "Categories": "", "Images": "", "Parent": "",
             "Grouped products": "", "Attribute 1 name": "", "Attribute 1 value(s)": "", "Attribute 2 name": "",
             "Attribute 2 value(s)": ""}  # fmt: skip
    short = {"price": "Regular price", "sale": "Sale price", "ends": "Date sale price ends", "stock": "In stock?",
             "color": "Attribute 1 value(s)", "size": "Attribute 2 value(s)", "id": "ID", "images": "Images"}  # fmt: skip
    named = {short.get(name, name.capitalize()): value for name, value in more.items()}
    if "color" in more:
        named["Attribute 1 name"] = "Color"
    if "size" in more:
        named["Attribute 2 name"] = "Size"
    return cells | named


@pytest.mark.parametrize("parent", ["tee", "id:41"])
@pytest.mark.parametrize("before", [True, False])
def test_variations_join_their_parent_wherever_it_stands(feed: Path, parent: str, before: bool) -> None:
    head = woo(
        "variable", "tee", id="41", color="Red, Blue", size="S, M", categories="Wear, Wear > Tees", images="all.jpg"
    )
    under = [
        woo("variation", "tee-r-s", parent=parent, color="Red", size="S", price="12", images="r.jpg"),
        woo("variation", "tee-r-m", parent=parent, color="Red", size="M", price="10", images="r.jpg", stock="0"),
        woo("variation", "tee-b", parent=parent, color="Blue", size="", price="11", images="b.jpg", stock="0"),
    ]
    products, issues = read(feed, [*under, head] if before else [head, *under])
    assert issues == []
    assert ids(products) == ["tee-Red", "tee-Blue"]
    red, blue = products
    assert (red.fields["price"], red.fields["availability"], red.attributes["sizes"]) == ("10 USD", "in_stock", "S, M")
    assert (blue.fields["availability"], blue.attributes["sizes"]) == ("out_of_stock", "S, M")
    assert red.fields["product_type"] == "Wear > Tees"
    assert shown(red) == ["r.jpg", "all.jpg"]


def test_a_variation_without_its_parent_is_a_product(feed: Path) -> None:
    [tee], _ = read(feed, [woo("variation", "tee-r", parent="tee", color="Red", price="12")])
    assert (tee.fields["id"], tee.fields["color"], tee.fields["price"]) == ("tee-r", "Red", "12 USD")


def test_attributes_of_a_simple_product_are_its_facts(feed: Path) -> None:
    [cap], _ = read(feed, [woo("simple, virtual", "cap", price="9", color="Yellow", size="L")])
    assert (cap.fields["color"], cap.attributes["sizes"]) == ("Yellow", "L")


@pytest.mark.parametrize(
    ("said", "meant"),
    [({"sale": "8"}, "8 USD"), ({"sale": "8", "ends": "2001-01-31"}, "10 USD"), ({"sale": "8", "ends": "2999-01-31"}, "8 USD"),
     ({"sale": "12"}, "10 USD"), ({"sale": "8", "ends": "soon"}, "10 USD"), ({"price": "10,50"}, "10,50 USD")],
)  # fmt: skip
def test_the_price_is_the_one_asked_today(feed: Path, said: Cells, meant: str) -> None:
    [cap], _ = read(feed, [woo("simple", "cap", **{"price": "10", **said})])
    assert cap.fields["price"] == meant


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (woo("simple", "cap", price="9", published="0"), "not_published"),
        (woo("simple", "cap", price="9", published="-1"), "not_published"),
        (woo("simple", "cap", price="9") | {"Visibility in catalog": "hidden"}, "not_visible"),
        (woo("grouped", "set") | {"Grouped products": "cap, tee"}, "grouped"),
    ],
)
def test_what_the_shop_does_not_sell_by_itself_is_said(feed: Path, row: Cells, code: str) -> None:
    products, [issue] = read(feed, [row])
    assert products == []
    assert (issue.code, issue.severity, issue.row) == (code, "info", 1)


def test_a_switched_off_variation_is_said_and_its_like_are_shown(feed: Path) -> None:
    rows = [woo("variable", "tee", color="Red, Blue"), woo("variation", "r", parent="tee", color="Red", price="9"),
            woo("variation", "b", parent="tee", color="Blue", price="9", published="0")]  # fmt: skip
    [tee], [issue] = read(feed, rows)
    assert (tee.fields["color"], issue.row, issue.code) == ("Red", 3, "not_published")


def test_a_product_whose_variations_are_all_off_is_said(feed: Path) -> None:
    rows = [
        woo("variable", "tee", color="Red"),
        woo("variation", "r", parent="tee", color="Red", price="9", published="0"),
    ]
    products, issues = read(feed, rows)
    assert products == []
    assert [issue.code for issue in issues] == ["not_published", "no_variation"]


def test_two_products_of_one_sku_stay_two(feed: Path) -> None:
    products, _ = read(feed, [woo("simple", "cap", price="9"), woo("simple", "cap", price="8")])
    assert ids(products) == ["cap", "cap"]  # and the second is refused as a duplicate when it is imported


GERMAN = {
    "ID": "ID", "Type": "Typ", "SKU": "Artikelnummer", "Name": "Name", "Published": "Veröffentlicht",
    "Visibility in catalog": "Sichtbarkeit im Katalog", "Short description": "Kurzbeschreibung",
    "Description": "Beschreibung", "Date sale price starts": "Datum, an dem Angebotspreis beginnt",
    "Date sale price ends": "Datum, an dem Angebotspreis endet", "In stock?": "Vorrätig?", "Sale price": "Angebotspreis",
    "Regular price": "Regulärer Preis", "Categories": "Kategorien", "Images": "Bilder", "Parent": "Übergeordnetes Produkt",
    "Grouped products": "Gruppierte Produkte", "Attribute 1 name": "Attribut 1 Name",
    "Attribute 1 value(s)": "Attribut 1 Wert(e)", "Attribute 2 name": "Attribut 2 Name",
    "Attribute 2 value(s)": "Attribut 2 Wert(e)",
}  # fmt: skip
FRENCH = {
    "ID": "ID", "Type": "Type", "SKU": "UGS", "Name": "Nom", "Published": "Publié",
    "Visibility in catalog": "Visibilité dans le catalogue", "Short description": "Description courte",
    "Description": "Description", "Date sale price starts": "Date de début de promo",
    "Date sale price ends": "Date de fin de promo", "In stock?": "En stock\u00a0?", "Sale price": "Tarif promo",
    "Regular price": "Tarif régulier", "Categories": "Catégories", "Images": "Images", "Parent": "Parent",
    "Grouped products": "Groupes de produits", "Attribute 1 name": "Nom de l’attribut 1",
    "Attribute 1 value(s)": "Valeur(s) de l’attribut 1 ", "Attribute 2 name": "Nom de l’attribut 2",
    "Attribute 2 value(s)": "Valeur(s) de l’attribut 2 ",
}  # fmt: skip
SPANISH = {
    "ID": "ID", "Type": "Tipo", "SKU": "SKU", "Name": "Nombre", "Published": "Publicado",
    "Visibility in catalog": "Visibilidad en el catálogo", "Short description": "Descripción corta",
    "Description": "Descripción", "Date sale price starts": "Día en que empieza el precio rebajado",
    "Date sale price ends": "Día en que termina el precio rebajado", "In stock?": "¿Existencias?",
    "Sale price": "Precio rebajado", "Regular price": "Precio normal", "Categories": "Categorías", "Images": "Imágenes",
    "Parent": "Superior", "Grouped products": "Productos agrupados", "Attribute 1 name": "Nombre del atributo 1",
    "Attribute 1 value(s)": "Valor(es) del atributo 1", "Attribute 2 name": "Nombre del atributo 2",
    "Attribute 2 value(s)": "Valor(es) del atributo 2",
}  # fmt: skip
ITALIAN = {
    "ID": "ID", "Type": "Tipo", "SKU": "SKU", "Name": "Nome", "Published": "Pubblicato",
    "Visibility in catalog": "Visibilità nel catalogo", "Short description": "Breve descrizione",
    "Description": "Descrizione", "Date sale price starts": "Data di partenza del prezzo in saldo",
    "Date sale price ends": "Data in cui termina l'offerta", "In stock?": "In stock?", "Sale price": "Prezzo in offerta",
    "Regular price": "Prezzo di listino", "Categories": "Categorie", "Images": "Immagine", "Parent": "Genitore",
    "Grouped products": "Prodotti raggruppati", "Attribute 1 name": "Nome dell'attributo 1",
    "Attribute 1 value(s)": "Valore dell'attributo 1", "Attribute 2 name": "Nome dell'attributo 2",
    "Attribute 2 value(s)": "Valore dell'attributo 2",
}  # fmt: skip
# What the shop itself writes into its cells, in its own language: an attribute's name is not the system's.
TRANSLATED = [(GERMAN, "Farbe", "Größe"), (FRENCH, "Couleur", "Taille"), (SPANISH, "Color", "Talla"),
              (ITALIAN, "Colore", "Taglia")]  # fmt: skip


@pytest.mark.parametrize(("names", "color", "size"), TRANSLATED, ids=["German", "French", "Spanish", "Italian"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_woocommerce_speaks_its_exporters_language(
    feed: Path, names: Cells, color: str, size: str, delimiter: str
) -> None:
    rows = [
        woo("variable", "tee", id="41", color="Rot, Blau", size="S, M", categories="Wear > Tees", images="all.jpg"),
        woo("variation", "tee-r-s", parent="id:41", color="Rot", size="S", price="19,90", sale="12,50", images="r.jpg"),
        woo("variation", "tee-r-m", parent="tee", color="Rot", size="M", price="19,90", images="r.jpg", stock="0"),
        woo("variation", "tee-b", parent="tee", color="Blau", size="M", price="18", images="b.jpg", stock="backorder"),
        woo("simple", "cap", price="9,00", published="0"),
        woo("simple", "hat", price="9,00") | {"Visibility in catalog": "hidden"},
        woo("simple", "bag", price="30", sale="20", ends="2001-01-31"),
    ]
    said = {"Color": color, "Size": size}
    products, issues = read(
        feed, [{names[column]: said.get(cell, cell) for column, cell in row.items()} for row in rows], delimiter
    )
    assert guess_mapping(feed).format == "WooCommerce"
    assert [(issue.row, issue.code) for issue in issues] == [(5, "not_published"), (6, "not_visible")]
    red, blue, bag = products
    assert ids(products) == ["tee-Rot", "tee-Blau", "bag"]
    assert (red.fields["price"], red.fields["availability"], red.attributes["sizes"]) == (
        "12,50 USD",
        "in_stock",
        "S, M",
    )
    assert (blue.fields["availability"], blue.fields["price"], shown(blue)) == (
        "backorder",
        "18 USD",
        ["b.jpg", "all.jpg"],
    )
    assert (red.fields["product_type"], red.fields["title"]) == ("Wear > Tees", "Tee (Rot)")
    assert bag.fields["price"] == "30 USD"


def test_a_table_of_ones_own_in_these_languages_is_no_woocommerce_export(feed: Path) -> None:
    write(feed, [{"Typ": "Becher", "Name": "Mug", "Regulärer Preis": "9", "Artikelnummer": "1"}])
    assert guess_mapping(feed).format == "table"


def test_attributes_go_on_as_far_as_the_widest_product_needs(feed: Path) -> None:
    row = {GERMAN[column]: cell for column, cell in woo("simple", "cap", price="9").items()}
    row |= {"Attribut 12 Name": "Krempe", "Attribut 12 Wert(e)": "breit", "Attribut 123456 Name": "x"}
    [cap], _ = read(feed, [row])
    assert cap.attributes["krempe"] == "breit"


# Magento


def magento(sku: str, kind: str = "simple", **more: str) -> dict[str, str]:
    cells = {"sku": sku, "store_view_code": "", "attribute_set_code": "Top", "product_type": kind, "categories": "",
             "name": sku.upper(), "description": "", "product_online": "1", "visibility": "Catalog, Search", "price": "",
             "special_price": "", "special_price_to_date": "", "base_image": "", "additional_images": "",
             "additional_attributes": "", "is_in_stock": "1", "configurable_variations": ""}  # fmt: skip
    short = {"store": "store_view_code", "image": "base_image", "more": "additional_images", "has": "additional_attributes",
             "stock": "is_in_stock", "variations": "configurable_variations"}  # fmt: skip
    return cells | {short.get(name, name): value for name, value in more.items()}


HIDDEN = {"visibility": "Not Visible Individually"}
VARIATIONS = "sku=tee-r-s,size=S,color=Red|sku=tee-r-m,size=M,color=Red|sku=tee-b-s,size=S,color=Blue"
TEE = magento("tee", "configurable", variations=VARIATIONS, price="20", image="/t/e/all.jpg",
              categories="Default Category/Wear,Default Category/Wear/Tees",
              has="material=Cotton|Silk,eco=Yes,new=Yes,fit=loose")  # fmt: skip
UNDER = [
    magento("tee-r-s", price="20", image="/t/e/r.jpg", more="/t/e/r2.jpg", has="size=S,color=Red", **HIDDEN),
    magento("tee-r-m", price="18.0000", image="/t/e/r.jpg", has="size=M,color=Red", stock="0", **HIDDEN),
    magento("tee-b-s", price="22", image="/t/e/b.jpg", has="size=S,color=Blue", stock="0", **HIDDEN),
]


@pytest.mark.parametrize("before", [True, False])
def test_simple_products_join_their_configurable_one(feed: Path, before: bool) -> None:
    products, issues = read(feed, [*UNDER, TEE] if before else [TEE, *UNDER])
    assert issues == []
    assert ids(products) == ["tee-Red", "tee-Blue"]
    red, blue = products
    assert (red.fields["price"], red.attributes["sizes"], red.fields["availability"]) == (
        "18.0000 USD",
        "S, M",
        "in_stock",
    )
    assert blue.fields["availability"] == "out_of_stock"
    assert shown(red) == ["/t/e/r.jpg", "/t/e/r2.jpg", "/t/e/all.jpg"]
    assert (red.fields["product_type"], red.fields["material"]) == ("Wear > Tees", "Cotton/Silk")
    assert dict(red.attributes) == {"sizes": "S, M", "features": "eco", "fit": "loose"}


def test_a_store_view_says_a_product_again(feed: Path) -> None:
    german = magento("mug", store="de", name="Becher") | {"price": ""}
    [mug], [issue] = read(feed, [german, magento("mug", price="9", name="Mug")])
    assert (mug.fields["title"], mug.fields["price"], mug.rows) == ("Mug", "9 USD", (2,))
    assert (issue.row, issue.code, issue.severity) == (1, "repeated_sku", "info")


def test_a_configurable_product_alone_still_tells_its_choices(feed: Path) -> None:
    [tee], _ = read(feed, [TEE])
    assert (tee.fields["id"], tee.fields["color"], tee.fields["price"]) == ("tee", "Red/Blue", "20 USD")
    assert tee.attributes["sizes"] == "S, M"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (magento("mug", price="9", product_online="2"), "not_published"),
        (magento("mug", price="9", **HIDDEN), "not_visible"),
        (magento("set", "grouped"), "grouped"),
        (magento("kit", "bundle"), "grouped"),
    ],
)
def test_what_magento_does_not_sell_by_itself_is_said(feed: Path, row: Cells, code: str) -> None:
    products, [issue] = read(feed, [row])
    assert (products, issue.code, issue.severity) == ([], code, "info")


def test_a_set_with_a_price_is_a_product(feed: Path) -> None:
    [kit], _ = read(feed, [magento("kit", "bundle", price="60")])
    assert kit.fields["price"] == "60 USD"


def test_attributes_may_hold_commas_and_quotation_marks(feed: Path) -> None:
    [mug], _ = read(feed, [magento("mug", price="9", has='fit=loose, wide and long,"care=by hand, cold",color=Red')])
    assert (mug.attributes["fit"], mug.attributes["care"], mug.fields["color"]) == (
        "loose, wide and long",
        "by hand, cold",
        "Red",
    )


# Magento 1


def magento_1(sku: str, kind: str = "", **more: str) -> dict[str, str]:
    """A row; without a SKU it goes on with the product above."""
    cells = {"sku": sku, "_store": "", "_attribute_set": "Default" if sku else "", "_type": kind or ("simple" if sku else ""),
             "_category": "", "_root_category": "", "color": "", "size": "", "material": "", "manufacturer": "", "eco": "",
             "description": "", "has_options": "", "image": "", "image_label": "", "name": sku.upper(), "price": "",
             "special_price": "", "special_from_date": "", "special_to_date": "", "status": "1" if sku else "",
             "visibility": "4" if sku else "", "url_key": sku, "is_in_stock": "1" if sku else "", "manage_stock": "",
             "use_config_manage_stock": "1" if sku else "", "_media_image": "", "_media_lable": "", "_media_position": "",
             "_media_is_disabled": "", "_super_products_sku": "", "_super_attribute_code": "", "_super_attribute_option": "",
             "_super_attribute_price_corr": ""}  # fmt: skip
    short = {"store": "_store", "category": "_category", "picture": "_media_image", "place": "_media_position",
             "words": "_media_lable", "off": "_media_is_disabled", "lists": "_super_products_sku",
             "by": "_super_attribute_code", "option": "_super_attribute_option", "more": "_super_attribute_price_corr",
             "stock": "is_in_stock"}  # fmt: skip
    return cells | {short.get(name, name): value for name, value in more.items()}


OLD_TEE = [
    magento_1("tee", "configurable", category="Wear", price="20.0000", image="/t/e/all.jpg", material="Cotton", eco="Yes",
              manufacturer="Fernwick", lists="tee-r-s", by="color", option="Red"),
    magento_1("", category="Wear/Tees, long", material="Silk", lists="tee-r-m", by="size", option="S"),
    magento_1("", picture="/t/e/side.jpg", place="2", lists="tee-b-s", by="color", option="Blue", more="10%"),
    magento_1("", picture="/t/e/all.jpg", place="1", by="size", option="M", more="1.5000"),
    magento_1("", store="german", name="Hemd"),
    magento_1("", picture="/t/e/secret.jpg", place="3", off="1"),
]  # fmt: skip
OLD_UNDER = [
    magento_1("tee-r-s", color="Red", size="S", price="99", image="/t/e/r.jpg", picture="/t/e/r.jpg", visibility="1"),
    magento_1("", picture="/t/e/r2.jpg", place="2"),
    magento_1("tee-r-m", color="Red", size="M", price="99", image="/t/e/r.jpg", visibility="1", stock="0"),
    magento_1("tee-b-s", color="Blue", size="S", price="99", image="/t/e/b.jpg", visibility="1", stock="0"),
]


@pytest.mark.parametrize("before", [True, False])
def test_a_magento_1_product_is_joined_of_its_rows_and_its_variants(feed: Path, before: bool) -> None:
    products, issues = read(feed, [*OLD_UNDER, *OLD_TEE] if before else [*OLD_TEE, *OLD_UNDER])
    assert guess_mapping(feed).format == "Magento 1"
    assert issues == []
    red, blue = products
    assert ids(products) == ["tee-Red", "tee-Blue"]
    assert [one.fields["title"] for one in products] == ["TEE (Red)", "TEE (Blue)"]
    assert (red.fields["price"], red.attributes["sizes"], red.fields["availability"]) == (
        "20.0000 USD",
        "S, M",
        "in_stock",
    )
    assert (blue.fields["price"], blue.fields["availability"]) == ("22.00 USD", "out_of_stock")
    assert shown(red) == ["/t/e/r.jpg", "/t/e/r2.jpg", "/t/e/all.jpg", "/t/e/side.jpg"]
    assert (red.fields["product_type"], red.fields["material"]) == ("Wear > Tees, long", "Cotton/Silk")
    assert dict(red.attributes) == {"sizes": "S, M", "features": "eco"}
    assert red.fields["brand"] == "Fernwick"


def test_a_magento_1_configurable_product_alone_tells_its_choices(feed: Path) -> None:
    rows = [magento_1("tee", "configurable", price="20", lists="r", by="color", option="Red"),
            magento_1("", lists="b", by="color", option="Blue")]  # fmt: skip
    [tee], _ = read(feed, rows)
    assert (tee.fields["id"], tee.fields["color"], tee.fields["price"], tee.rows) == (
        "tee",
        "Red/Blue",
        "20 USD",
        (1, 2),
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (magento_1("mug", price="9", status="2"), "not_published"),
        (magento_1("mug", price="9", visibility="1"), "not_visible"),
        (magento_1("set", "grouped"), "grouped"),
    ],
)
def test_what_magento_1_does_not_sell_by_itself_is_said_for_each_row(feed: Path, row: Cells, code: str) -> None:
    products, issues = read(feed, [row, magento_1("", category="Home")])
    assert products == []
    assert [(issue.row, issue.code, issue.severity) for issue in issues] == [(1, code, "info"), (2, code, "info")]


def test_magento_1_variants_may_be_switched_off(feed: Path) -> None:
    off = [{**row, "status": "2"} if row["sku"] == "tee-r-s" else row for row in [*OLD_TEE, *OLD_UNDER]]
    products, issues = read(feed, off)
    assert ids(products) == ["tee-Red", "tee-Blue"]
    assert (products[0].fields["price"], products[0].fields["availability"]) == ("21.50 USD", "out_of_stock")
    assert [(issue.row, issue.code) for issue in issues] == [(7, "not_published"), (8, "not_published")]


def test_a_magento_1_row_below_no_sku_is_an_error_and_a_repeated_sku_is_said(feed: Path) -> None:
    rows = [magento_1("", category="Lost"), magento_1("mug", price="9"), magento_1("cup", price="8"),
            magento_1("mug", price="7"), magento_1("", category="Home")]  # fmt: skip
    products, issues = read(feed, rows)
    assert [(one.fields["id"], one.fields["price"]) for one in products] == [("cup", "8 USD"), ("mug", "9 USD")]
    assert sorted((issue.row, issue.code, issue.severity) for issue in issues) == [
        (1, "missing_id", "error"),
        (4, "repeated_sku", "info"),
        (5, "repeated_sku", "info"),
    ]


# Google and marketplaces


def offer(number: str, size: str, **more: str) -> dict[str, str]:
    return {"id": number, "title": f"Linen shirt - {size}", "price": "30 USD", "item_group_id": "shirt", "color": "White",
            "size": size, "availability": "out of stock", "image_link": "w.jpg", **more}  # fmt: skip


def test_offers_that_differ_in_their_size_alone_are_one_product(feed: Path) -> None:
    rows = [
        offer("1", "S", price="31 USD"),
        offer("2", "M", availability="in stock"),
        offer("3", "S", color="Red", image_link="r.jpg"),
    ]
    [white, red], _ = read(feed, rows)
    assert (white.fields["id"], white.fields["title"], white.attributes["sizes"]) == ("1", "Linen shirt", "S, M")
    assert (white.fields["price"], white.fields["availability"], white.codes) == ("30 USD", "in_stock", ("1", "2"))
    assert (red.fields["id"], red.fields["title"], red.attributes["size"]) == ("3", "Linen shirt - S", "S")


def test_offers_that_differ_in_more_stay_apart(feed: Path) -> None:
    rows = [offer("1", "S"), offer("2", "M", title="Linen trousers - M"), offer("3", "S"), offer("4", "")]
    products, _ = read(feed, rows)
    assert ids(products) == ["1", "3", "2", "4"]


def test_a_parent_without_a_price_holds_variants_together(feed: Path) -> None:
    rows = [{"item_sku": "T", "item_name": "Tee", "parent_sku": "", "size_name": "", "color_name": "", "standard_price": ""},
            {"item_sku": "T-S", "item_name": "Tee S", "parent_sku": "T", "size_name": "S", "color_name": "Red",
             "standard_price": "9"},
            {"item_sku": "T-M", "item_name": "Tee M", "parent_sku": "T", "size_name": "M", "color_name": "Red",
             "standard_price": "8"}]  # fmt: skip
    [tee], [issue] = read(feed, rows, "\t")
    assert (tee.fields["id"], tee.fields["title"], tee.fields["price"], tee.attributes["sizes"]) == (
        "T-S",
        "Tee",
        "8 USD",
        "S, M",
    )
    assert (issue.row, issue.code, issue.severity) == (1, "parent", "info")


def test_a_marketplaces_titles_above_the_header_are_no_rows(feed: Path) -> None:
    feed.write_text("TemplateType=fptcustom\tVersion=2024\n\titem_sku\titem_name\tstandard_price\tmain_image_url\tother_image_url1\n"
                    "\tA1\tMug\t9\thttps://x.example/a.jpg\thttps://x.example/b.jpg\n")  # fmt: skip
    [mug], _ = accounted(feed)
    assert (mug.fields["id"], mug.fields["price"]) == ("A1", "9 USD")
    assert shown(mug) == ["https://x.example/a.jpg", "https://x.example/b.jpg"]


def test_currency_stock_and_pictures_may_be_columns_of_their_own(feed: Path) -> None:
    rows = [{"SKU": "1", "TITLE": "Mug", "PRICE": "9.5", "CURRENCY_CODE": "GBP", "QUANTITY": "0", "IMAGE1": "a.jpg",
             "IMAGE2": "",
             "IMAGE3": "c.jpg"}]  # fmt: skip
    [mug], _ = read(feed, rows)
    assert (mug.fields["price"], mug.fields["availability"]) == ("9.5 GBP", "out_of_stock")
    assert shown(mug) == ["a.jpg", "c.jpg"]


def test_switched_off_rows_are_said(feed: Path) -> None:
    rows = [
        {"ID": "1", "Active (0/1)": "0", "Name": "Mug", "Price": "9"},
        {"ID": "2", "Active (0/1)": "1", "Name": "Cup", "Price": "9"},
    ]
    [cup], [issue] = read(feed, rows, ";")
    assert (cup.fields["id"], issue.row, issue.code) == ("2", 1, "not_published")


# All of them

WORDS = st.sampled_from(
    ["", "Red", "Blue", "S", "M", "mug", "tee", "1", "0", "9.50", "a.jpg", "id:1", "draft", "Größe, XL"]
)
SHOPIFY_ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(OLD, WORDS)), min_size=1, max_size=8)
WOO_COLUMNS = list(woo("simple", "x"))
GOOGLE_COLUMNS = list(offer("1", "S"))
MAGENTO_COLUMNS = list(magento("x"))
MAGENTO_1_COLUMNS = list(magento_1("x"))
KINDS = st.sampled_from(["simple", "variable", "variation", "grouped", "configurable", "bundle", "external", ""])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(SHOPIFY_ROWS)
def test_no_row_of_any_shopify_export_is_lost(feed: Path, rows: list[dict[str, str]]) -> None:
    read(feed, shopify(rows, OLD))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries({name: KINDS if name == "Type" else WORDS for name in WOO_COLUMNS}),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_of_any_woocommerce_export_is_lost(feed: Path, rows: list[dict[str, str]]) -> None:
    read(feed, rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {name: KINDS if name == "product_type" else WORDS for name in MAGENTO_COLUMNS}
            | {
                "configurable_variations": st.sampled_from(
                    ["", "sku=mug,color=Red|sku=tee,color=Blue", "sku=1|sku=1", "sku=|=,|"]
                )
            }
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_of_any_magento_export_is_lost(feed: Path, rows: list[dict[str, str]]) -> None:
    read(feed, rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {name: KINDS if name == "_type" else WORDS for name in MAGENTO_1_COLUMNS}
            | {"_super_attribute_price_corr": st.sampled_from(["", "1.5", "-99999", "10%", "9e999999", "NaN", "1%%"])}
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_row_of_any_magento_1_export_is_lost(feed: Path, rows: list[dict[str, str]]) -> None:
    read(feed, rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(GOOGLE_COLUMNS, WORDS)), min_size=1, max_size=8))
def test_no_row_of_any_google_feed_is_lost(feed: Path, rows: list[dict[str, str]]) -> None:
    read(feed, rows)


# What shops really exported


@pytest.mark.skipif(not LUMA.is_dir(), reason="shared/luma is not beside the project")
def test_a_real_shops_feed_is_read_whole() -> None:
    products, issues = accounted(LUMA / "products.tsv")
    assert len(products) == len(set(ids(products))) == 449
    assert issues == []
    assert all(one.fields["image_link"] for one in products)
    assert {"climate", "pattern"} <= set().union(*(one.attributes for one in products))


@pytest.mark.skipif(not LUMA.is_dir(), reason="shared/luma is not beside the project")
def test_a_real_magento_export_gives_the_products_that_its_shop_lists() -> None:
    products, issues = accounted(LUMA / "magento_export.csv")
    listed = {one.fields["id"]: one for one in read_feed(LUMA / "products.tsv") if isinstance(one, FeedRow)}
    assert issues == []
    assert len(products) == len(set(ids(products)))
    clothing = [one for one in listed.values() if not one.fields["product_type"].startswith("Gear")]
    assert {one.fields["id"] for one in clothing} == set(ids(products))
    for one in products:
        same = listed[one.fields["id"]]
        assert one.fields["image_link"].rpartition("/")[2] == same.fields["image_link"].rpartition("/")[2]
        assert Money.parse(one.fields["price"]) == Money.parse(same.fields["price"])


@pytest.mark.skipif(not FEEDS.is_dir(), reason="shared/feeds is not beside the project")
def test_a_real_shopify_export_is_read_whole() -> None:
    products, issues = accounted(FEEDS / "shopify_apparel.csv")
    assert (len(products), issues) == (20, [])
    assert all(one.fields["title"] and one.fields["price"] and one.fields["image_link"] for one in products)


@pytest.mark.skipif(not FEEDS.is_dir(), reason="shared/feeds is not beside the project")
def test_a_real_woocommerce_export_is_read_whole() -> None:
    products, issues = accounted(FEEDS / "woocommerce_sample.csv")
    assert len(products) == len(set(ids(products))) == 17
    assert sorted(issue.code for issue in issues) == ["grouped", "not_visible"]
    assert all(one.fields["title"] and one.fields["price"] and one.fields["image_link"] for one in products)
