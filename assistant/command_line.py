"""The edge shared by `python -m catalog`, `-m assistant` and `-m models`: arguments in, one answer out, errors as words.

Exit status: 0 success, 1 a named failure (one line on stderr), 2 wrong usage (argparse's own).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from assistant.errors import in_words

Command = Callable[[argparse.Namespace], Mapping[str, Any]]
Printer = Callable[[Mapping[str, Any]], str]


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command the `--json` switch that every command has."""
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout, all else on stderr")


def run(parser: argparse.ArgumentParser, arguments: list[str] | None = None) -> int:
    """Parse, call the chosen command (`run` of its parser, `show` for people), print, and return the exit status.

    Each subparser sets `run=Command` and `show=Printer` by `set_defaults`.
    """
    logging.basicConfig(level=os.environ.get("CURIO_LOG", "ERROR"), stream=sys.stderr, format="%(name)s: %(message)s")
    asked = parser.parse_args(arguments)
    try:
        answer = asked.run(asked)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except Exception as error:  # the edge: everything becomes one line here, and only here
        print(in_words(error), file=sys.stderr)
        return 1
    # A Windows pipe or an old terminal has not every letter: JSON can escape them, words get a question mark.
    encoding = sys.stdout.encoding or "utf-8"
    every_letter = encoding.lower().startswith("utf")
    if asked.json:
        text = json.dumps(answer, ensure_ascii=not every_letter, default=str)
    else:
        text = asked.show(answer).encode(encoding, "replace").decode(encoding)
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
