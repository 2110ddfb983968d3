"""`python -m catalog rules`: what its arguments mean, and what it prints. `catalog.__main__` runs it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catalog.errors import InvalidRule
from catalog.product import Filters
from catalog.rule_store import RuleStore
from catalog.rule_words import sentence
from catalog.rules import KINDS, Action, Boost, Bury, Hide, Pin, ReadAs, Redirect, Rule, Selection, When, as_facts
from catalog.store import Store

_EXAMPLES = """examples:
  rules                                          list them
  rules pin ID --for mug --rank 2                one product at one rank; without --for, everywhere
  rules boost --where brand=Fernwick --strength strong
  rules bury --sold-out                          what is not in stock, lower
  rules hide ID ID --from 2026-12-01 --until 2026-12-24
  rules synonym kicks trainers                   "kicks" is read as "trainers"
  rules redirect sale --board sale               or --to WORDS, or --where category=Lamps
  rules remove 3
"""


def add_rule_arguments(parser: argparse.ArgumentParser) -> None:
    """Give the command its arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("do", nargs="?", choices=("list", *KINDS, "remove"), default="list")
    parser.add_argument("what", nargs="*", help="product ids, words, or the number of a rule")
    parser.add_argument("--for", dest="query", default="", metavar="WORDS", help="the request it is for")
    parser.add_argument("--phrase", action="store_true", help="also where the request holds these words among others")
    parser.add_argument("--rank", type=int, default=1)
    parser.add_argument("--strength", choices=("little", "clear", "strong"), default="clear")
    parser.add_argument("--where", action="append", default=[], metavar="'brand=…'", help="products, by a filter")
    parser.add_argument("--sold-out", action="store_true", help="only what is not in stock")
    parser.add_argument("--board", default="", metavar="SLUG")
    parser.add_argument("--to", default="", metavar="WORDS")
    parser.add_argument("--from", dest="starts", type=date.fromisoformat, metavar="YYYY-MM-DD", help="its first day")
    parser.add_argument("--until", dest="ends", type=date.fromisoformat, metavar="YYYY-MM-DD", help="its last day")


def run_rules(asked: argparse.Namespace, store: Store, filters: Filters) -> Mapping[str, Any]:
    """List, add or remove; return the rules that were listed or changed. Raises InvalidRule, UnknownProduct."""
    rules = RuleStore(store)
    if asked.do == "list":
        return {"rules": _listed(rules, store, rules.rules())}
    if asked.do == "remove":
        if len(asked.what) != 1 or not asked.what[0].isdecimal():
            raise InvalidRule("Say the number of the rule. `python -m catalog rules` lists them.")
        gone = rules.rule(int(asked.what[0]))
        said = _listed(rules, store, [gone])
        rules.change(gone, None)
        return {"removed": said}
    query = asked.what[0] if asked.do in ("synonym", "redirect") and asked.what else asked.query
    match = "phrase" if asked.do == "synonym" or (asked.phrase and query) else "whole"
    when = When(query, match, asked.starts, asked.ends)  # type: ignore[arg-type]
    kept = rules.change(None, Rule(when, _action(asked, filters)))
    return {"added": _listed(rules, store, [] if kept is None else [kept])}


def show_rules(answer: Mapping[str, Any]) -> str:
    """One line a rule."""
    lines = [
        f"{rule['id']:>4}  {rule['says']}" + ("" if rule["in_force"] else "  (not in force)")
        for rules in answer.values()
        for rule in rules
    ]
    return "\n".join(lines) or "No rules yet. `python -m catalog rules --help` shows how to make one."


def _action(asked: argparse.Namespace, filters: Filters) -> Action:
    what = Selection(tuple(dict.fromkeys(asked.what)), filters, asked.sold_out)
    if asked.do == "pin":
        if len(asked.what) != 1:
            raise InvalidRule("A pin is of one product: `rules pin ID`.")
        return Pin(asked.what[0], asked.rank)
    if asked.do == "synonym":
        if len(asked.what) != 2:
            raise InvalidRule(
                'Say two things, each in quotation marks where it has spaces: `rules synonym "kicks" "trainers"`.'
            )
        return ReadAs(asked.what[1])
    if asked.do == "redirect":
        if len(asked.what) != 1:
            raise InvalidRule(
                'Say one request, in quotation marks where it has spaces: `rules redirect "for her" --board gifts`.'
            )
        return Redirect(asked.to, asked.board, filters)
    if asked.do == "hide":
        return Hide(what)
    return Boost(what, asked.strength) if asked.do == "boost" else Bury(what, asked.strength)


def _listed(rules: RuleStore, store: Store, some: Sequence[Rule]) -> list[dict[str, Any]]:
    in_force = {entry.rule.id for entry in rules.book().entries}
    titles = _titles(store, some)
    return [
        {
            "id": rule.id,
            "kind": rule.kind,
            "query": rule.when.query,
            "match": rule.when.match,
            "starts": rule.when.starts,
            "ends": rule.when.ends,
            "facts": as_facts(rule.then),
            "says": sentence(rule, titles),
            "in_force": rule.id in in_force,
        }
        for rule in some
    ]


def _titles(store: Store, some: Sequence[Rule]) -> dict[str, str]:
    ids = [one for rule in some for one in rule.named]
    return {product_id: product.title for product_id, product in store.products(ids).items()}
