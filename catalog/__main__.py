"""python -m catalog import · imports · undo · search · rules · insight · health · evaluate · check · export · reset"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant.access import OPERATOR
from assistant.command_line import add_json, run
from assistant.services import Services, open_services
from assistant.settings import read_settings
from catalog.errors import InvalidRequest
from catalog.evaluation import evaluate, read_queries
from catalog.export import refused_rows, write_whole
from catalog.feeds.archive import opened_pictures
from catalog.health import CHECKS, examine
from catalog.images import open_image
from catalog.import_log import ImportOptions, how_far
from catalog.ingest import missing_vectors
from catalog.insight import read_insight
from catalog.product import Filters
from catalog.rule_book import Reading
from catalog.rule_commands import add_rule_arguments, run_rules, show_rules
from catalog.rule_words import filter_words
from catalog.search import SearchRequest

_FILTER = re.compile(r"\s*(price|color|colour|material|category|brand|availability)\s*(<=|>=|<|>|=)\s*(.+?)\s*")

_COUNTS = {
    "accepted": "new",
    "updated": "changed",
    "unchanged": "as they were",
    "removed": "removed",
    "rejected": "refused",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m catalog", description="The shop's products and how they are found."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    importing = commands.add_parser("import", help="take in a product feed")
    importing.add_argument("feed", type=Path)
    importing.add_argument("--images", type=Path, help="the folder or ZIP of the pictures (default: the feed's folder)")
    importing.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="read a field from this column ('brand=Vendor')",
    )
    importing.add_argument("--currency", metavar="CODE", help="what prices are in that name no currency")
    importing.add_argument(
        "--allow-host", action="append", default=[], metavar="HOST", help="fetch the feed's pictures from there"
    )
    importing.add_argument("--replace", action="store_true", help="remove products that the feed does not have")
    importing.add_argument("--force", action="store_true", help="even if that is more than half of the shop")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    importing.add_argument("--refused", type=Path, metavar="CSV", help="write the refused rows there, to be mended")
    importing.set_defaults(run=_with_services(_import), show=_show_import)

    listing = commands.add_parser("imports", help="list the last imports")
    listing.set_defaults(run=_with_services(_imports), show=_show_imports)
    undoing = commands.add_parser("undo", help="take the last import back")
    undoing.set_defaults(run=_with_services(_undo), show=_show_pairs)

    searching = commands.add_parser("search", help="find products by words, a picture, or the like of a product")
    searching.add_argument("words", nargs="*")
    searching.add_argument("--image", type=Path)
    searching.add_argument("--like", default="", metavar="ID")
    searching.add_argument("--filter", action="append", default=[], metavar="'price<30'")
    searching.add_argument("--top-k", type=_positive, default=10)
    searching.add_argument("--route", choices=("auto", "words", "picture"), default="auto")
    searching.set_defaults(run=_with_services(_search), show=_show_search)

    steering = commands.add_parser("rules", help="list, add or remove what the shop itself decides about its results")
    add_rule_arguments(steering)
    steering.set_defaults(run=_with_services(_rules), show=show_rules)
    knowing = commands.add_parser("insight", help="what shoppers asked for, did not find and opened")
    knowing.add_argument("--days", type=_positive, default=30)
    knowing.set_defaults(run=_with_services(_insight), show=_show_insight)
    examining = commands.add_parser("health", help="missing, small or doubled pictures, missing facts, suspicious text")
    examining.set_defaults(run=_with_services(_health), show=_show_health)

    judging = commands.add_parser("evaluate", help="measure search on judged queries")
    judging.add_argument("queries", type=Path)
    judging.add_argument("--route", choices=("auto", "words", "picture"), default="auto")
    judging.set_defaults(run=_with_services(_evaluate), show=_show_pairs)

    checking = commands.add_parser("check", help="compare products, vectors and indexes")
    checking.set_defaults(run=_with_services(_check), show=_show_pairs)
    exporting = commands.add_parser("export", help="write the catalog as a Google Merchant feed")
    exporting.add_argument("file", type=Path)
    exporting.set_defaults(run=_with_services(_export), show=_show_pairs)
    resetting = commands.add_parser("reset", help="empty the catalog")
    resetting.add_argument("--demo", action="store_true", help="and bring in the demo catalog")
    resetting.set_defaults(run=_with_services(_reset), show=_show_pairs)

    changing = (importing, listing, undoing, exporting, resetting)
    for command in (*changing, searching, steering, knowing, examining, judging, checking):
        add_json(command)
    return run(parser, arguments)


def read_filters(said: list[str]) -> Filters:
    """Read "price<30", "color=red" and the like; several colours or materials mean any of them. Raises InvalidRequest."""
    filters = Filters()
    for one in said:
        parts = _FILTER.fullmatch(one)
        if not parts:
            raise InvalidRequest(
                f"{one[:60]!r} is no filter. Write price<30, price>=10, color=red, material=oak, category=mugs, brand=… or "
                "availability=in_stock."
            )
        name, sign, value = parts.groups()
        if name == "price":
            filters = _priced(filters, sign, value)
        elif sign != "=":
            raise InvalidRequest(f"{one[:60]!r}: only price can be compared with {sign}. Write {name}=…")
        elif name == "availability":
            if value.lower().replace(" ", "_") != "in_stock":
                raise InvalidRequest(f"{value[:30]!r}: write availability=in_stock, or leave it out to see everything.")
            filters = replace(filters, in_stock=True)
        else:
            which = {
                "color": "colors",
                "colour": "colors",
                "material": "materials",
                "category": "categories",
                "brand": "brands",
            }
            filters = replace(filters, **{which[name]: getattr(filters, which[name]) | {value.lower()}})
    return filters


def _priced(filters: Filters, sign: str, value: str) -> Filters:
    try:
        amount = Decimal(value.lstrip("$€£"))
        if not amount.is_finite() or amount.adjusted() > 15:
            raise InvalidOperation
    except InvalidOperation as error:
        raise InvalidRequest(f"{value[:30]!r} is no price. Write price<30.") from error
    # Prices have cents: below 30 is at most 29.99.
    step = Decimal("0.01")
    if sign in ("<", "<="):
        return replace(filters, price_max=amount - step if sign == "<" else amount)
    if sign in (">", ">="):
        return replace(filters, price_min=amount + step if sign == ">" else amount)
    return replace(filters, price_min=amount, price_max=amount)


def _with_services(command: Callable[[argparse.Namespace, Services], Mapping[str, Any]]) -> Any:
    def with_services(asked: argparse.Namespace) -> Mapping[str, Any]:
        services = open_services(read_settings())
        try:
            return command(asked, services)
        finally:
            services.close()

    return with_services


def _import(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    services.ensure_catalog()
    mapping = dict(pair.split("=", 1) for pair in asked.map if "=" in pair)
    if wrong := [pair for pair in asked.map if "=" not in pair]:
        raise InvalidRequest(f"{wrong[0][:60]!r} maps nothing. Write --map FIELD=COLUMN, such as --map brand=Vendor.")
    options = ImportOptions(
        asked.replace,
        asked.force,
        asked.dry_run,
        mapping,
        asked.currency or services.settings.currency,
        asked.allow_host,
    )
    with opened_pictures(asked.images, services.home) as images:
        number, report = services.ingest(
            asked.feed, images, options=options, on_progress=_progress(), on_wait=_waiting()
        )
    if asked.refused:
        write_whole(asked.refused, refused_rows(services.store, number))
    return report.counts | {"issues": [asdict(issue) for issue in services.store.imports.issues(number)]}


def _progress() -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()
    return lambda done, total: print(
        f"\r{how_far(done, total, time.monotonic() - begun):60}", end="\n" if done >= total else "", file=sys.stderr
    )


def _waiting() -> Callable[[str], None]:
    """Say once what is being waited for."""
    said: list[str] = []

    def on_wait(running: str) -> None:
        if not said:
            print(f"{running} Waiting for it to end.", file=sys.stderr)
        said.append(running)

    return on_wait


def _imports(_asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    last = services.store.imports.undoable()
    return {
        "imports": [
            {
                "import": one.number, "name": one.name, "asked_at": f"{one.asked_at:%Y-%m-%dT%H:%M:%SZ}",
                "state": str(one.state), **one.counts, "seconds": round(one.seconds, 1), "error": one.error,
                "undoable": one.number == last,
            }
            for one in services.store.imports.records()
        ]
    }  # fmt: skip


def _undo(_asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    report = services.undo(OPERATOR, on_wait=_waiting())
    return {"brought_back": report.accepted, "changed_back": report.updated, "removed": report.removed}


def _search(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    settings = services.settings
    image = None
    if asked.image:
        image = open_image(asked.image, max_bytes=settings.max_image_bytes, max_pixels=settings.max_image_pixels)
    request = SearchRequest(
        " ".join(asked.words), image, asked.like, read_filters(asked.filter), asked.top_k, asked.route
    )
    found = services.searcher.search(request)
    hits = [
        {
            "rank": hit.rank,
            "id": hit.product.id,
            "title": hit.product.title,
            "price": str(hit.product.price.amount) if hit.product.price else None,
            "currency": hit.product.price.currency if hit.product.price else None,
            "score": hit.score,
            "why": {str(route): share for route, share in hit.why.items()},
        }
        for hit in found.hits
    ]
    answer = {"hits": hits, "no_match": found.no_match, "ms": dict(found.ms)}
    read_as = _read_as(found.reading)
    return answer | {"read_as": read_as} if read_as else answer


def _read_as(reading: Reading) -> str:
    """What the rules made of the words, where they made something else of them."""
    to = reading.redirect
    if to is not None and not to.words:
        return f"the board {to.board}" if to.board else filter_words(to.filters)
    return reading.words if to is not None or reading.replaced else ""


def _rules(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    services.ensure_catalog()
    return run_rules(asked, services.store, read_filters(asked.where))


def _insight(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    return asdict(read_insight(services.store.database, asked.days))


def _health(_asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    services.ensure_catalog()
    found = [asdict(one) for one in examine(services.store, services.pictures.space, services.home)]
    counts = {code: sum(one["check"] == code for one in found) for code in CHECKS}
    return {"counts": {code: count for code, count in counts.items() if count}, "findings": found}


def _evaluate(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    figures = evaluate(services.searcher, list(read_queries(asked.queries)), asked.route)
    names = {"ndcg_at_10": "ndcg@10", "recall_at_1": "recall@1", "recall_at_5": "recall@5",
             "group_recall_at_5": "group_recall@5"}  # fmt: skip
    return {names.get(name, name): value for name, value in asdict(figures).items()}


def _check(_asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    state = services.searcher.state
    store = services.store
    made = len(store.picture_rows(services.pictures.space)[0]) + len(store.word_rows(services.words.space)[0])
    return {
        "products": store.count(),
        "vectors": made,
        "missing": missing_vectors(store, services.pictures.space, services.words.space),
        "orphans": store.count_orphans(),
        "index": state,
    }


def _export(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    services.ensure_catalog()
    return {"products": services.export(OPERATOR, asked.file), "file": str(asked.file)}


def _reset(asked: argparse.Namespace, services: Services) -> Mapping[str, Any]:
    services.reset(on_wait=_waiting())
    if asked.demo:
        services.add_demo()
    return {"products": services.store.count()}


def _show_import(report: Mapping[str, Any]) -> str:
    lines = [", ".join(f"{report[name]} {said}" for name, said in _COUNTS.items())]
    lines += [
        f"row {issue['row']} {issue['id']} {issue['field']}: {issue['message']} ({issue['severity']})"
        for issue in report["issues"][:20]
    ]
    if len(report["issues"]) > 20:
        lines.append(f"… and {len(report['issues']) - 20} more; --json shows them all")
    return "\n".join(lines)


def _show_imports(answer: Mapping[str, Any]) -> str:
    lines = []
    for one in answer["imports"]:
        did = ", ".join(f"{one[name]} {said}" for name, said in _COUNTS.items() if one.get(name))
        lines.append(f"{one['import']:4}  {one['asked_at']}  {one['state']:9}  {one['name']}: {did or 'nothing'}")
        lines[-1] += " (can be undone)" if one["undoable"] else ""
        lines += [f"      {one['error']}"] if one["error"] else []
    return "\n".join(lines) or "There has been no import."


def _show_search(found: Mapping[str, Any]) -> str:
    lines = ["Nothing here matches. The nearest things:"] if found["no_match"] else []
    lines += [f"Read as: {found['read_as']}"] if "read_as" in found else []
    for hit in found["hits"]:
        why = ", ".join(f"{route} {share:.0%}" for route, share in hit["why"].items())
        lines.append(
            f"{hit['rank']:3}  {hit['price'] or '':>8} {hit['currency'] or '':3}  {hit['title']}  [{hit['id']}]  {why}"
        )
    return "\n".join(lines) or "The catalog is empty."


def _show_insight(seen: Mapping[str, Any]) -> str:
    lines = [f"{sum(day['searches'] for day in seen['days'])} searches in {len(seen['days'])} days"]
    lines += [f"{one['times']:>5}  {one['words']}" for one in seen["asked"][:20]]
    if seen["not_found"]:
        lines += ["nothing matched:", *(f"{one['times']:>5}  {one['words']}" for one in seen["not_found"][:20])]
    return "\n".join(lines)


def _show_health(seen: Mapping[str, Any]) -> str:
    lines = [f"{count:>5}  {CHECKS[code]}" for code, count in seen["counts"].items()]
    return "\n".join([*lines, "--json names each product"] if lines else ["Nothing was found that needs a look."])


def _show_pairs(answer: Mapping[str, Any]) -> str:
    return "\n".join(f"{name:16} {value}" for name, value in answer.items())


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("from 1 to 1000")
    return number


if __name__ == "__main__":
    sys.exit(main())
