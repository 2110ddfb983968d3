"""Makes hostile feeds and archives, the same ones each time, and tries them: `python -m tests.hostile_feeds FIRST LAST FOLDER`.

Each is read and imported (as a dry run), or unpacked, in this process, which prints what became of it. A crash, a hang, a write
elsewhere, a connection, or anything but rows and named errors ends it with a status that is not 0.
"""

from __future__ import annotations

import csv
import faulthandler
import gzip
import io
import json
import random
import stat
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet

from catalog.errors import CatalogError
from catalog.feeds import FeedRow, Issue, Record, guess_mapping, open_table, read_feed
from catalog.feeds.archive import unpack_pictures
from catalog.ingest import ingest
from catalog.store import Store
from tests.small_models import ColorLayout, HashedWords

COUNT = 500
SECONDS = 10.0  # of this process's own time, for one file; the machine may be busy with others
MEMORY = 1_500  # MB
_HANGS = 120  # seconds by the clock

Maker = Callable[[random.Random], bytes]

_WORDS = ["", "1", "0", "-1", "9.50", "1e999", "NaN", "Red", "Blue", "S", "XL", "mug", "tee", "id:1", "a.jpg",
          "../../etc/passwd",
          "https://127.0.0.1/a.png", "=cmd|' /C calc'!A0", "'", '"', "<script>", "&amp;amp;", "\u202e", "\u0000", "ÿ",
          "😀" * 20, "x" * 3_000,
          "sku=mug,color=Red|sku=tee,color=Blue", "variable", "variation", "configurable", "grouped", "draft"]  # fmt: skip
_HEADERS = {
    "shopify": "Handle,Title,Body (HTML),Vendor,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
               "Variant SKU,Variant Price,Image Src,Image Position,Variant Image,Status",
    "woo": "ID,Type,SKU,Name,Published,Visibility in catalog,In stock?,Sale price,Regular price,Categories,Images,Parent,"
           "Attribute 1 name,Attribute 1 value(s)",
    "magento": "sku,store_view_code,attribute_set_code,product_type,categories,name,price,product_online,visibility,base_image,"
               "additional_attributes,configurable_variations",
    "google": "id,title,description,link,image_link,price,sale_price,availability,item_group_id,color,size",
    "plain": "Artikel,Bezeichnung,Preis,Bild,Bestand,Farbe",
}  # fmt: skip


def _rows(rng: random.Random, most: int = 30) -> list[dict[str, str]]:
    columns = rng.choice(list(_HEADERS.values())).split(",")
    return [{column: rng.choice(_WORDS) for column in columns} for _ in range(rng.randint(1, most))]


def _table(rng: random.Random) -> bytes:
    rows, out = _rows(rng), io.StringIO()
    writer = csv.writer(out, delimiter=rng.choice("\t,;|"), quoting=rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer.writerows([list(rows[0]), *(list(row.values()) for row in rows)])
    return out.getvalue().encode(rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace")


def _json(rng: random.Random) -> bytes:
    rows: list[Any] = [
        {**row, "n": rng.choice([1, None, [], {"a": [{}]}, "\ud800", 1e308, True])} for row in _rows(rng)
    ]
    shape = rng.randrange(3)
    if shape == 0:
        return "\n".join(map(json.dumps, rows)).encode()
    return json.dumps(rows if shape == 1 else {"products": rows}).encode()


def _xml(rng: random.Random) -> bytes:
    from xml.sax.saxutils import escape

    tag = rng.choice(["item", "entry", "product", "offer"])
    items: list[str] = []
    for row in _rows(rng):
        cells = "".join(f"<g:c{n}>{escape(cell)}</g:c{n}>" for n, cell in enumerate(row.values()) if "\0" not in cell)
        items.append(f"<{tag}><g:id>{len(items)}</g:id><title>Mug</title><g:price>9</g:price>{cells}</{tag}>")
    return f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{"".join(items)}</channel></rss>'.encode()


def _parquet(rng: random.Random) -> bytes:
    out = io.BytesIO()
    table = pyarrow.Table.from_pylist(_rows(rng, 200))
    pyarrow.parquet.write_table(table, out, compression=rng.choice(["snappy", "gzip", "zstd", "none"]))
    return out.getvalue()


def _xlsx(rng: random.Random) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    rows = [[cell.replace("\0", "") for cell in row.values()] for row in _rows(rng)]
    for cells in [_HEADERS["google"].split(","), *rows]:
        book.active.append(cells)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def _zip(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    ) as archive:
        for n in range(rng.randint(1, 9)):
            archive.writestr(f"{rng.choice(['', 'a/', 'b/c/'])}{n}.jpg", rng.randbytes(rng.randint(0, 3_000)))
    return out.getvalue()


def _broken(make: Maker) -> Maker:
    """What another maker makes, with bytes changed, lost, doubled, cut off."""

    def broken(rng: random.Random) -> bytes:
        data = bytearray(make(rng))
        for _ in range(rng.choice([1, 3, 10, 100])):
            place = rng.randrange(len(data) + 1)
            match rng.randrange(5):
                case 0:
                    data[place : place + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[place : place + rng.randint(1, 50)]
                case 2:
                    data[place:place] = data[place : place + rng.randint(1, 200)]
                case 3:
                    data[place:place] = rng.choice(
                        [b'"', b"\0", b"\n", b"\r", b"<", b"]]>", b"{", b"[", b"\xff\xfe", b",", b"&"]
                    )
                case _:
                    del data[max(1, place) :]
        return bytes(data)

    return broken


def _sheet(inner: str, **parts: bytes) -> bytes:
    out = io.BytesIO()
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inner}</worksheet>'.encode()
    more = {"xl/worksheets/sheet1.xml": xml, **{name.replace("__", "/"): data for name, data in parts.items()}}
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *more}:
            new.writestr(name, more[name] if name in more else old.read(name))
    return out.getvalue()


def _slip(*names: str, link: bool = False, data: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    return out.getvalue()


_HEAD = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>title</t></is></c>'
_HEAD += '<c r="C1" t="inlineStr"><is><t>price</t></is></c></row>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
)
_RSS = "<rss><channel>%s</channel></rss>"
_ITEM = "<item><id>1</id><title>Mug</title><price>9</price></item>"
# Each made once, beside what chance makes.
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "laughs.xml": lambda: f"{_LAUGHS}<rss><item><id>&m;</id></item></rss>".encode(),
    "quadratic.xml": lambda: f"<!DOCTYPE x [<!ENTITY a '{'x' * 100_000}'>]><rss><item>{'&a;' * 10_000}</item></rss>".encode(),
    "outside.xml": lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><item><id>&e;</id></item></rss>',
    "parameter.xml": lambda: b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e.dtd">%e;]><rss><item/></rss>',
    "dtd.xml": lambda: b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><item><id>1</id></item></rss>',
    "deep.xml": lambda: b"<item>" * 200_000,
    "deep inside.xml": lambda: (_RSS % (_ITEM + "<item>" + "<b>" * 50_000 + "</b>" * 50_000 + "</item>")).encode(),
    "wide.xml": lambda: (_RSS % ("<item>" + "".join(f"<c{n}>1</c{n}>" for n in range(20_000)) + "</item>")).encode(),
    "attributes.xml": lambda: ("<item " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>").encode(),
    "giant.xml": lambda: b"<rss><item><id>" + b"x" * 60_000_000,
    "many.xml": lambda: (_RSS % (_ITEM * 2_000)).encode(),
    "deep.json": lambda: b"[" * 1_000_000,
    "deep object.json": lambda: b'{"a":' * 1_000_000,
    "deep line.jsonl": lambda: b'{"id":"1","title":"M","price":"9","a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
    "giant.json": lambda: b'[{"id": "' + b"x" * 60_000_000,
    "giant line.jsonl": lambda: b'{"id": "' + b"x" * 60_000_000,
    "numbers.json": lambda: b'[{"id": ' + b"9" * 1_000_000 + b', "title": "M", "price": 9}]',
    "surrogates.json": lambda: b'[{"id": "\\ud800", "title": "\\udfff\\u0000", "price": "9", '
                               b'"image_link": "\\ud800\\u0000.jpg"}]',
    "brackets.json": lambda: b"[" + b"{}," * 50_000,
    "keys.jsonl": lambda: "\n".join(f'{{"id":"{n}","title":"M","price":"9","k{n}":"1"}}' for n in range(1_500)).encode(),
    "one cell.csv": lambda: b"id,title,price\n1," + b"x" * 50_000_000,
    "one quoted cell.csv": lambda: b'id,title,price\n1,"' + b"x\n" * 3_000_000,
    "spaces.csv": lambda: b"id,title,price,size,image_link,item_group_id\n"
                          + b"1,a" + b" " * 500_000 + b"b,9" + b" " * 500_000 + b"9,S,a" + b" " * 500_000 + b"b,g\n" * 2,
    "quotes.csv": lambda: b'"' * 5_000_000,
    "columns.csv": lambda: b"id,title,price" + b",c" * 200_000 + b"\n1,Mug,9" + b",x" * 200_000,
    "same columns.csv": lambda: b"id,title,price" + b",tag" * 3_000 + b"\n1,Mug,9" + b",x" * 3_000,
    "newlines.csv": lambda: b"id,title,price\n" + b"\n" * 300_000,
    "nul.csv": lambda: b"id,title,price\n" + b"1,Mug,9\n" * 600 + b"\0" * 2_000_000,
    "one handle.csv": lambda: b"Handle,Title,Option1 Name,Option1 Value,Variant Price\n" + b"mug,Mug,Colour,Red,9\n" * 25_000,
    "colours.csv": lambda: ("Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Image\n" + "".join(
        f"mug,Mug,Colour,C{n},9,{n}.jpg\n" for n in range(1_000))).encode(),
    "circle.csv": lambda: (_HEADERS["magento"] + "\n" + ",,x,configurable,,A,9,1,Catalog,,,\n"
                           'a,,x,configurable,,A,9,1,Catalog,,,"sku=b|sku=a"\nb,,x,configurable,,B,9,1,Catalog,,,"sku=a|sku=b"\n').encode(),
    "parents.csv": lambda: (_HEADERS["woo"] + "\n1,variation,a,A,1,visible,1,,9,,,b,Color,Red\n"
                            "2,variation,b,B,1,visible,1,,9,,,a,Color,Red\n"
                            "3,variation,c,C,1,visible,1,,9,,,c,Color,Red\n4,variable,,D,1,visible,1,,9,,,id:4,Color,Red\n").encode(),
    "picture.csv": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "page.csv": lambda: b"<!doctype html><html><body>" + b"<div>" * 10_000,
    "program.xlsx": lambda: b"\x7fELF" + bytes(5_000),
    "gzip.csv": lambda: gzip.compress(b"id,title,price\n" * 1_000),
    "zeros": lambda: bytes(1_000_000),
    "chance.csv": lambda: random.Random(1).randbytes(1_000_000),
    "marks": lambda: b"\xff\xfe\0\0" * 1_000,
    "half utf16": lambda: b"\xff\xfe" + "id,title,price\n1,M,9".encode("utf-16-le")[:-1],
    "corner.xlsx": lambda: _sheet(f'<dimension ref="A1:XFD1048576"/>{_HEAD}'
                                  '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'),
    "below.xlsx": lambda: _sheet(f'{_HEAD}<row r="2147483647"><c r="A2147483647"><v>1</v></c></row></sheetData>'),
    "right.xlsx": lambda: _sheet(_HEAD + '<row><c r="XFD2"><v>1</v></c></row>' * 2_000 + "</sheetData>"),
    "column.xlsx": lambda: _sheet(f'{_HEAD}<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row></sheetData>'),
    "text 99.xlsx": lambda: _sheet(f'{_HEAD}<row r="2"><c r="A2" t="s"><v>999999</v></c></row></sheetData>'),
    "rows.xlsx": lambda: _sheet(_HEAD + "<row/>" * 1_000_000 + "</sheetData>"),
    "laughs.xlsx": lambda: _sheet(_HEAD + "</sheetData>", xl__sharedStrings=f"{_LAUGHS}<sst>&m;</sst>".encode()),
    "types.xlsx": lambda: _slip("[Content_Types].xml", data=f"{_LAUGHS}<Types>&m;</Types>".encode()),
    "texts.xlsx": lambda: _slip("[Content_Types].xml", "xl/sharedStrings.xml", data=bytes(300_000_000)),
    "nested.parquet": lambda: _written(pyarrow.table({"id": [[[["1"] * 10] * 10] * 10] * 100, "title": ["M"] * 100,
                                                      "price": ["9"] * 100})),
    "dictionary.parquet": lambda: _written(pyarrow.table({name: pyarrow.array(["x" * 20_000] * 1_000).dictionary_encode()
                                                          for name in ("id", "title", "price")})),
    "columns.parquet": lambda: _written(pyarrow.table({f"c{n}": ["1"] for n in range(5_000)})),
    "up.zip": lambda: _slip("../up.jpg"),
    "root.zip": lambda: _slip("/tmp/up.jpg"),
    "windows.zip": lambda: _slip("..\\..\\up.jpg", "C:\\up.jpg"),
    "inner up.zip": lambda: _slip("a/b/../../../up.jpg"),
    "link.zip": lambda: _slip("way.jpg", link=True, data=b"/etc/passwd"),
    "link and through.zip": lambda: _slip("way.jpg", link=True, data=b"/tmp") + b"",
    "file and folder.zip": lambda: _slip("a.jpg", "a.jpg/b.jpg"),
    "long.zip": lambda: _slip("x" * 5_000 + ".jpg"),
    "long path.zip": lambda: _slip("a/" * 3_000 + "x.jpg"),
    "nul.zip": lambda: _slip("a\0b.jpg"),
    "bomb.zip": lambda: _slip("a.jpg", data=bytes(200_000_000)),
    "many.zip": lambda: _slip(*(f"{n}.jpg" for n in range(3_000))),
}  # fmt: skip


def _written(table: Any) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out)
    return out.getvalue()


_CHANCE: Mapping[str, Maker] = {
    "table.csv": _table, "broken table.csv": _broken(_table), "lines.json": _json, "broken.json": _broken(_json),
    "feed.xml": _xml, "broken.xml": _broken(_xml), "broken.parquet": _broken(_parquet), "broken.xlsx": _broken(_xlsx),
    "broken.zip": _broken(_zip), "broken lying table.xlsx": _broken(_table), "broken lying book.csv": _broken(_xlsx),
}  # fmt: skip


def name_of(number: int) -> str:
    """What the file of this number is called: the bombs first, then what chance makes."""
    names = list(BOMBS)
    return names[number] if number < len(names) else list(_CHANCE)[number % len(_CHANCE)]


def make(number: int) -> bytes:
    """The file of this number; the same bytes each time."""
    name = name_of(number)
    return BOMBS[name]() if number < len(BOMBS) else _CHANCE[name](random.Random(number))


def _try(file: Path, folder: Path, store: Store) -> str:
    """What became of a file: the rows it gave, or the error's line. Anything else that goes wrong is raised."""
    try:
        if file.suffix == ".zip":
            return f"{unpack_pictures(file, folder / 'unpacked')} pictures"
        guess_mapping(file)
        said = list(read_feed(file))
        numbers = [number for one in said if isinstance(one, FeedRow) for number in one.rows]
        numbers += [one.row for one in said if isinstance(one, Issue)]
        records = [one.number if isinstance(one, Record) else one.row for one in open_table(file).records()]
        assert sorted(numbers) == sorted(records), "a row is lost, or there twice"
        json.dumps([dict(one.fields) for one in said if isinstance(one, FeedRow)], ensure_ascii=False).encode()
        report = ingest(file, None, store, ColorLayout(), HashedWords(), folder / "home", dry_run=True)
        assert report.accepted + report.rejected + len(report.issues) >= (1 if said else 0)
        return f"{len(said)} rows"
    except CatalogError as error:
        assert "\n" not in str(error), "an error of several lines"
        assert len(str(error)) < 1_000, "an endless error"
        return str(error)


def _peak() -> int:
    """The most memory this process has held, in MB. Not `ru_maxrss`: that begins with what its parent held."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main(first: int, last: int, folder: Path) -> None:
    """Try the files from `first` to before `last` in `folder`, which is empty and this process's own."""
    allowed = (str(folder), "/dev/", "/proc/")
    watching = False

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching:
            return
        if (
            event == "open"
            and isinstance(arguments[0], str)
            and isinstance(arguments[1], str)
            and set(arguments[1]) & set("wax+")
        ):
            assert arguments[0].startswith(allowed), f"it wrote {arguments[0]}"
        assert event not in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"), event

    (folder / "home").mkdir()
    (folder / "inbox").mkdir()
    (folder / "temporary").mkdir()
    tempfile.tempdir = str(folder / "temporary")
    store = Store.open(f"sqlite:///{folder / 'home' / 'curio.sqlite3'}")
    sys.addaudithook(watch)
    for number in range(first, last):
        file = folder / "inbox" / f"{number} {name_of(number)}"
        file.write_bytes(make(number))
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        started = time.process_time()
        print(f"{file.name!r}: ", end="", flush=True)
        watching = True
        said = _try(file, folder, store)
        watching = False
        took = time.process_time() - started
        print(f"{took:.1f} s, {said}", flush=True)
        assert took < SECONDS, f"it took {took:.1f} s"
        file.unlink()
    faulthandler.cancel_dump_traceback_later()
    store.close()
    most = _peak()
    print(f"at most {most} MB")
    assert most < MEMORY, f"it took {most} MB"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).resolve())
