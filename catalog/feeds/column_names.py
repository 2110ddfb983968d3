"""What shops call their columns, in the languages of Europe and East Asia: `columns` finds fields by these names.

Google's own name comes first, then others, the surest first. They are compared without accents, marks, spaces and case.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "id": """
        id|sku|item id|product id|item sku|seller sku|variant sku|offer id|article number|item number|
        product code|code|reference|handle|model number|artikelnummer|artikelnr|artikel nr|art nr|bestellnummer|
        produktnummer|référence|ref|numéro article|código|código de producto|referencia|codice|codice articolo|
        codice prodotto|artikelcode|productcode|indeks|kod|kod produktu|symbol|varenummer|varenr|tuotenumero|
        artikul|артикул|код|код товара|product reference|číslo|kód|item group sku|商品番号|商品コード|编号|
        商品编号|품번|상품번호""",
    "title": """
        title|name|product name|item name|product title|item title|productname|item|product|produktname|
        bezeichnung|artikelbezeichnung|artikelname|titel|titre|nom|nom du produit|désignation|libellé|nombre|
        nombre del producto|título|titolo|nome|nome prodotto|nome do produto|denominazione|naam|productnaam|
        omschrijving kort|nazwa|nazwa produktu|namn|produktnamn|benämning|navn|varenavn|produktnavn|nimi|
        tuotenimi|název|názov|название|наименование|имя|isim|ürün adı|ad|商品名|商品名称|名称|상품명|이름|όνομα|
        τίτλος""",
    "price": """
        price|standard price|regular price|list price|selling price|sales price|retail price|unit price|
        your price|price incl tax|price tax incl|price tax included|price incl vat|gross price|item price|
        current price|start price|preis|bruttopreis|verkaufspreis|vk|vk preis|vk brutto|preis brutto|endpreis|
        einzelpreis|prix|prix ttc|prix de vente|prix tva incluse|precio|precio con iva|precio de venta|pvp|
        prezzo|prezzo ivato|prezzo di vendita|preço|prijs|verkoopprijs|prijs incl btw|cena|cena brutto|
        cena sprzedaży|pris|försäljningspris|utpris|hinta|ár|цена|стоимость|fiyat|satış fiyatı|価格|販売価格|
        价格|售价|가격|판매가|τιμή|price tax excluded|price tax excl|price excl tax|netto preis|nettopreis|
        prix ht""",
    "description": """
        description|product description|item description|long description|body html|body|details|
        full description|beschreibung|artikelbeschreibung|produktbeschreibung|langtext|langbeschreibung|
        descriptif|description longue|descripción|descripcion larga|descrizione|descrição|beschrijving|
        productomschrijving|omschrijving|opis|opis produktu|beskrivning|beskrivelse|kuvaus|popis|описание|
        açıklama|説明|商品説明|描述|商品描述|설명|상품설명|περιγραφή|short description|summary|kurzbeschreibung|
        description courte|descripción corta|content""",
    "link": """
        link|url|product url|product link|product page|page url|canonical url|deeplink|permalink|produkt url|
        produktlink|lien|lien produit|enlace|url producto|collegamento|adres url|länk|ссылка|商品ページ|链接""",
    "image_link": """
        image link|image|image url|image src|images|main image|main image url|main image link|picture|
        picture url|picture link|product image|product image url|product images|photo|photo url|photos|imagelink|
        img|imgurl|image 1|image1|image urls|image path|base image|featured image|thumbnail|thumbnail url|
        pictures|bild|bilder|bild url|bildlink|hauptbild|bildpfad|produktbild|foto|fotos|foto url|url image|
        image principale|lien image|imagen|imagen principal|imágenes|url imagen|immagine|immagini|imagem|imagens|
        afbeelding|afbeeldingen|hoofdafbeelding|zdjęcie|zdjęcia|obraz|kuva|billede|bilde|obrázek|изображение|
        картинка|фото|resim|görsel|画像|商品画像|图片|主图|이미지|εικόνα""",
    "additional_image_link": """
        additional image link|additional images|additional image|other images|other image url|more images|
        extra images|gallery|gallery images|image gallery|additional image urls|weitere bilder|zusatzbilder|
        images supplémentaires|imágenes adicionales|immagini aggiuntive|extra afbeeldingen|dodatkowe zdjęcia|
        追加画像|附图""",
    "availability": """
        availability|available|in stock|stock status|inventory status|stock availability|is in stock|
        verfügbarkeit|verfügbar|lieferbarkeit|lieferstatus|disponibilité|disponible|disponibilidad|disponibilità|
        disponibilidade|beschikbaarheid|dostępność|tillgänglighet|tilgængelighed|saatavuus|dostupnost|наличие|
        stok durumu|在庫状況""",
    "brand": """
        brand|brand name|manufacturer|vendor|make|maker|designer|label|marke|hersteller|herstellername|marque|
        fabricant|marca|fabricante|marchio|produttore|merk|fabrikant|marka|producent|varumärke|tillverkare|mærke|
        valmistaja|merkki|značka|výrobce|бренд|производитель|üretici|ブランド|メーカー|品牌|브랜드""",
    "color": """
        color|colour|color name|colour name|color family|primary color|main color|colors|colours|farbe|farbname|
        grundfarbe|couleur|coloris|color principal|colore|cor|kleur|kolor|barwa|färg|farve|farge|väri|barva|
        farba|szín|цвет|renk|色|カラー|颜色|색상|χρώμα""",
    "material": """
        material|materials|material type|fabric|fabric type|composition|outer material|obermaterial|stoff|
        werkstoff|zusammensetzung|matière|matériau|composición|tejido|materiale|composizione|tessuto|materiaal|
        stof|materiał|tworzywo|skład|materiali|materiaali|materiál|материал|состав|malzeme|kumaş|素材|材质|소재""",
    "product_type": """
        product type|category|categories|product category|type|item type|category name|category path|department|
        collection|feed product type|main category|default category|kategorie|kategorien|warengruppe|
        produktgruppe|produkttyp|rubrik|catégorie|catégories|rayon|famille|categoría|categorías|familia|
        categoria|categorie|productgroep|kategoria|kategorie produktu|kategori|varugrupp|varegruppe|tuoteryhmä|
        категория|раздел|ürün kategorisi|カテゴリ|カテゴリー|分类|类目|카테고리|κατηγορία""",
    "google_product_category": "google product category|google category|google product type|google kategorie|catégorie google",
    "item_group_id": """
        item group id|parent sku|parent id|parent|group id|product group|style|style number|style id|style code|
        model id|parent product id|master sku|parent asin|variant group|vaterartikel|hauptartikel|vater sku|
        modellnummer|id parent|référence parent|sku padre|id padre""",
    "size": """
        size|size name|sizes|größe|grösse|kleidergröße|schuhgröße|taille|pointure|talla|tamaño|talle|taglia|
        misura|tamanho|maat|rozmiar|storlek|størrelse|koko|velikost|veľkosť|méret|размер|beden|サイズ|尺码|尺寸|
        사이즈|μέγεθος""",
    "currency": """
        currency|currency code|price currency|währung|devise|monnaie|moneda|valuta|divisa|moeda|waluta|měna|
        валюта|para birimi|通貨|货币|통화""",
    "sale_price": """
        sale price|special price|discount price|offer price|promo price|promotional price|reduced price|
        discounted price|angebotspreis|sonderpreis|aktionspreis|prix promo|prix promotionnel|prix soldé|
        precio oferta|precio rebajado|prezzo scontato|prezzo offerta|preço promocional|actieprijs|
        aanbiedingsprijs|cena promocyjna|reapris|kampanjpris|tilbudspris|цена со скидкой|indirimli fiyat|
        セール価格|促销价""",
    "sale_price_effective_date": "sale price effective date|sale dates",
    "quantity": """
        quantity|qty|stock|stock quantity|stock level|inventory|inventory quantity|on hand|available quantity|
        bestand|lagerbestand|menge|quantité|cantidad|existencias|quantità|giacenza|quantidade|estoque|voorraad|
        aantal|ilość|stan|stan magazynowy|lagersaldo|antal|lager|varasto|množství|sklad|количество|остаток|stok|
        adet|数量|在庫数|库存|재고|수량""",
    "active": """
        active|enabled|published|is active|active 0 1|visible|online|aktiv|veröffentlicht|actif|activo|publicado|
        attivo|actief|aktywny|активен|aktif""",
}
