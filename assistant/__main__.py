"""`python -m assistant WORDS [--image FILE]` searches and suggests, or answers from the shop's own pages; `python -m assistant
understand WORDS` tells what was meant; `python -m assistant evaluate FILE` says how true the answers are; `python -m assistant
passphrase [--own]` makes the merchandisers' passphrase anew.

An edge: arguments in, one answer out (see `assistant.command_line`).
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.command_line import add_json, run
from assistant.errors import SettingsInvalid
from assistant.services import open_services
from assistant.settings import read_settings


def main(arguments: list[str]) -> int:
    """Run the command that `arguments` name, and return the exit status."""
    if arguments[:1] == ["understand"]:
        return run(_understand_parser(), arguments[1:])
    if arguments[:1] == ["evaluate"]:
        return run(_evaluate_parser(), arguments[1:])
    if arguments[:1] == ["serve"]:
        return run(_serve_parser(), arguments[1:])
    if arguments[:1] == ["receipt"]:
        return run(_receipt_parser(), arguments[1:])
    if arguments[:1] == ["passphrase"]:
        return run(_passphrase_parser(), arguments[1:])
    return run(_suggest_parser(), arguments)


def _suggest_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Find products and write a suggestion about them, or answer a question to the shop from its own pages. "
        "`python -m assistant understand WORDS` shows what a request is taken to mean; "
        "`python -m assistant passphrase` makes the merchandisers' passphrase anew.",
    )
    parser.add_argument("words", nargs="*", help="what the shopper says")
    parser.add_argument("--image", type=Path, metavar="FILE", help="what the shopper shows")
    add_json(parser)
    parser.set_defaults(run=_suggest, show=_suggested)
    return parser


def _understand_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant understand", description="Show what a request is taken to mean; only what was said."
    )
    parser.add_argument("words", nargs="+", help="what the shopper says")
    add_json(parser)
    parser.set_defaults(run=_understand, show=_understood)
    return parser


def _evaluate_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant evaluate",
        description="Write answers to many requests and say how true and how much to the point they are.",
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help='lines {"request": words, "fits": true or false}'
    )
    asked.add_argument("--sample", type=int, metavar="N", help="requests made of the shop's own products")
    parser.add_argument("--model", metavar="NAME", help="a chat model of the registry; default: the one in use")
    add_json(parser)
    parser.set_defaults(run=_evaluate, show=_understood)
    return parser


def _serve_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant serve", description="Serve the page on this machine.")
    parser.add_argument("--port", type=int, default=8501)
    parser.set_defaults(run=_serve, show=str)
    return parser


def _passphrase_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant passphrase",
        description="Make a new passphrase for merchandisers, show it once, and sign out whoever came in by the old one.",
    )
    parser.add_argument(
        "--own", action="store_true", help="take one of your own: asked for, or the first line of stdin"
    )
    add_json(parser)
    parser.set_defaults(run=_passphrase, show=_passphrase_said)
    return parser


def _receipt_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant receipt",
        description="What runs here and what it has kept (privacy), and what answers took (cost).",
    )
    parser.add_argument("--days", type=int, default=30, help="the days whose answers are summed")
    add_json(parser)
    parser.set_defaults(run=_receipt, show=_receipt_said)
    return parser


def _receipt(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant import connections
    from assistant.access import OPERATOR
    from assistant.receipts import as_json, cost_by_day, privacy_receipt, rented_price

    connections.watch()
    services = open_services(read_settings())
    try:
        days, cost = cost_by_day(OPERATOR, services, max(1, asked.days))
        return as_json(privacy_receipt(OPERATOR, services), days, cost, rented_price(services))
    finally:
        services.close()


def _receipt_said(answer: Mapping[str, Any]) -> str:
    privacy, cost = answer["privacy"], answer["cost"]["in_all"]
    lines = [f"{one['task']:9} {one['title']}  {one['licence']}  {one['sha256'][:16]}" for one in privacy["models"]]
    for one in privacy["kept"]:
        since = f", since {one['since']}" if one["since"] else ""
        lines.append(f"kept: {one['count']} of kind {one['kind']}{since}")
    lines.append(f"answers: {cost['answers']}, {cost['tokens']} tokens in {cost['seconds']:.1f} s")
    return "\n".join(lines)


def _serve(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant.serve import serve

    serve(asked.port)
    return {}


def _passphrase(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant.passphrase import Passphrase

    settings = read_settings()
    if settings.merchandiser_claim:
        raise SettingsInvalid(
            "CURIO_MERCHANDISER_CLAIM is set: staff sign in with the identity provider. Unset it first."
        )
    passphrase = Passphrase(settings.home)
    if not asked.own:
        return {"passphrase": passphrase.make()}
    # Never an argument: other users of the machine can read those.
    if sys.stdin.isatty():
        words = getpass.getpass("New passphrase: ")
        if words != getpass.getpass("The same again: "):
            raise SettingsInvalid("The two are not the same, so the old passphrase stays. Try again.")
    else:
        words = sys.stdin.readline()
    passphrase.choose(words)
    return {"passphrase": None}


def _passphrase_said(answer: Mapping[str, Any]) -> str:
    if answer["passphrase"] is None:
        return "The passphrase is now yours."
    return f"Merchandiser passphrase: {answer['passphrase']}   (kept nowhere: write it down)"


def _suggested(answer: Mapping[str, Any]) -> str:
    if "cited" not in answer:
        return answer["text"] or "No suggestion could be written."
    lines = [f"{one['text']}\n  From the shop's page {one['page']}, word for word." for one in answer["cited"]]
    lines = lines or ["The shop's pages do not say."]
    return "\n".join([*lines, *([f"A person answers at {answer['contact']}."] if answer["contact"] else [])])


def _suggest(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant.asked import search_request, understood
    from assistant.shop_help import answer
    from assistant.writing import suggestion_about
    from catalog.errors import InvalidRequest
    from catalog.images import open_image

    settings = read_settings()
    services = open_services(settings)
    try:
        image = None
        if asked.image is not None:
            image = open_image(asked.image, max_pixels=settings.max_image_pixels, max_bytes=settings.max_image_bytes)
        words = " ".join(asked.words)
        services.ensure_catalog()
        if image is None and (told := answer(services, words)) is not None:
            return told.as_json()
        read, _ = understood(words, image, services.shopfront.book(), services.shopfront.lexicon())
        result = services.searcher.search(search_request(read))
        if not result.hits:
            if services.store.count():
                raise InvalidRequest(
                    "No product is all of that at once. Ask for less, or see: python -m assistant understand …"
                )
            raise InvalidRequest("The shop has no products yet. Import a feed: python -m catalog import FEED")
        suggestion = suggestion_about(services, read, result)
        for _piece in suggestion:
            pass
        usage = suggestion.usage
        return {
            "text": suggestion.text,
            "items": suggestion.items,
            "struck": suggestion.struck,
            **({"thoughts": suggestion.thoughts} if suggestion.thoughts else {}),
            "model": services.chat.name,
            "prompt_tokens": usage.prompt_tokens if usage else 0,
            "tokens": usage.tokens if usage else 0,
            "ms_first_token": round(usage.ms_first_token, 1) if usage else None,
            "tokens_per_second": round(usage.tokens_per_second, 1) if usage else 0.0,
        }
    finally:
        services.close()


def _understand(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant.understanding import understand

    services = open_services(read_settings())
    try:
        services.ensure_catalog()
        words = services.shopfront.book().read(" ".join(asked.words)).words
        return understand(words, services.shopfront.lexicon()).as_json()
    finally:
        services.close()


def _evaluate(asked: argparse.Namespace) -> Mapping[str, Any]:
    from assistant.evaluation import evaluate, read_trials, sample_trials

    trials = read_trials(asked.file) if asked.file else []
    # A model that is named writes here, whatever server the shop has chosen.
    chosen = {"chat_model": asked.model, "chat_url": ""} if asked.model else {}
    services = open_services(read_settings(**chosen))
    try:
        services.ensure_catalog()
        if not asked.file:
            store = services.store
            trials = sample_trials(list(store.products(store.all_ids()).values()), asked.sample)
        return asdict(evaluate(services, trials))
    finally:
        services.close()


def _understood(answer: Mapping[str, Any]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in answer.items() if value not in (None, "", [], {}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
