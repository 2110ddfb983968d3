"""What WooCommerce calls its columns: its export is written in the language of whoever exports.

Only the headers are translated; the cells ("variable", "visible", "1") are not. English comes first, then what exports of the
last years were seen to have in German, French, Spanish, Italian, Dutch, Polish, Portuguese and Swedish, older translations
among them. Names are compared as `columns.bare` writes them. "1" stands for the number of any attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from catalog.feeds.columns import bare

_NAMES: Mapping[str, str] = {
    "id": "ID",
    "type": "Type|Typ|Tipo",
    "sku": "SKU|Artikelnummer|Artikelnr|Art.-Nr.|UGS|Référence|COD|REF",
    "name": "Name|Nom|Nombre|Nome|Naam|Nazwa|Namn",
    "published": "Published|Veröffentlicht|Publié|Publicado|Pubblicato|Gepubliceerd|Opublikowano|Opublikowane|Publicerad",
    "visibility_in_catalog": """
        Visibility in catalog|Sichtbarkeit im Katalog|Katalogsichtbarkeit|Visibilité dans le catalogue|
        Visibilidad en el catálogo|Visibilità nel catalogo|Zichtbaarheid in catalogus|Widoczność w katalogu|
        Visibilidade no catálogo|Synlighet i katalog""",
    "short_description": """
        Short description|Kurzbeschreibung|Description courte|Descripción corta|Breve descrizione|Descrizione breve|
        Korte beschrijving|Korte omschrijving|Krótki opis|Descrição curta|Kort beskrivning""",
    "description": """
        Description|Beschreibung|Descripción|Descrizione|Beschrijving|Omschrijving|Opis|Descrição|Beskrivning""",
    "date_sale_price_starts": """
        Date sale price starts|Datum, an dem Angebotspreis beginnt|Datum, an dem der Angebotspreis beginnt|
        Angebotspreis gültig ab|Date de début de promo|Día en que empieza el precio rebajado|
        Data di partenza del prezzo in saldo|Startdatum actieprijs|Data rozpoczęcia promocji|
        Data de preço promocional começa em|Datum när reapriset börjar""",
    "date_sale_price_ends": """
        Date sale price ends|Datum, an dem Angebotspreis endet|Datum, an dem der Angebotspreis endet|
        Angebotspreis gültig bis|Date de fin de promo|Día en que termina el precio rebajado|
        Data in cui termina l'offerta|Termine data del prezzo di vendita|Einddatum actieprijs|
        Data zakończenia promocji|Data de preço promocional termina em|Datum när reapriset upphör""",
    "in_stock?": """
        In stock?|Vorrätig?|Auf Lager?|En stock ?|¿Existencias?|¿En inventario?|¿Hay existencias?|Op voorraad?|
        W magazynie?|Em estoque?|Em stock?|I lager?""",
    "sale_price": """
        Sale price|Angebotspreis|Tarif promo|Prix promo|Precio rebajado|Prezzo in offerta|Actieprijs|
        Cena promocyjna|Preço promocional|Reapris""",
    "regular_price": """
        Regular price|Regulärer Preis|Normaler Preis|Tarif régulier|Prix régulier|Precio normal|Precio regular|
        Prezzo di listino|Reguliere prijs|Normale prijs|Cena|Cena regularna|Preço|Preço normal|Ordinarie pris""",
    "categories": "Categories|Kategorien|Catégories|Categorías|Categorie|Categorieën|Kategorie|Categorias|Kategorier",
    "tags": "Tags|Schlagwörter|Étiquettes|Etiquetas|Tag|Etichette|Tagi|Taggar",
    "images": "Images|Bilder|Imágenes|Immagine|Immagini|Afbeeldingen|Obrazki|Imagens",
    "parent": """
        Parent|Übergeordnetes Produkt|Eltern|Superior|Genitore|Hoofd|Element nadrzędny|Ascendente|
        Produto ascendente|Förälder""",
    "external_url": """
        External URL|Externe URL|URL externe|URL externa|URL esterno|URL esterna|Zewnętrzny adres URL|Extern URL""",
    "brands": "Brands|Marken|Marques|Marcas|Marchi|Merken|Marki|Varumärken",
    "attribute_1_name": """
        Attribute 1 name|Attribut 1 Name|Nom de l'attribut 1|Nombre del atributo 1|Attributo 1 nome|
        Nome dell'attributo 1|Naam eigenschap 1|Nazwa atrybutu 1|Nome do atributo 1|Attribut 1 namn""",
    "attribute_1_value(s)": """
        Attribute 1 value(s)|Attribut 1 Wert(e)|Valeur(s) de l'attribut 1|Valor(es) del atributo 1|
        Attributo 1 valore(i)|Attributo 1 valuta(e)|Valore dell'attributo 1|Waarde eigenschap 1|
        Waarde(n) eigenschap 1|Wartości atrybutu 1|Valores do atributo 1|Valor(es) do atributo 1|
        Attribut 1 värde(n)""",
}
_MEANT: Mapping[str, str] = {bare(said): name for name, many in _NAMES.items() for said in many.split("|")}
ATTRIBUTES = 99
"""How many attributes a product may have; their columns go on as long as the widest product needs."""


def named_columns(columns: Sequence[str]) -> dict[str, str]:
    """WooCommerce's own name, as `columns.name_of` would have it in English → the column; the first of several."""
    found: dict[str, str] = {}
    for column in columns:
        said = bare(column)
        numbers = re.findall(r"\d+", said)
        if len(numbers) == 1 and len(numbers[0]) <= len(str(ATTRIBUTES)):
            name = _MEANT.get(said.replace(numbers[0], "1"), "").replace("1", str(int(numbers[0])))
        else:
            name = _MEANT.get(said, "")
        if name:
            found.setdefault(name, column)
    return found
