"""How well search does on judged queries: nDCG@10, recall, latency.

Queries are JSON lines: {"query": words} or {"image": path from the file's folder}, with "relevant": [ids], or "id" with
"item_group_id" where any colour of the same style is nearly right.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from catalog.errors import FeedUnreadable
from catalog.images import open_image
from catalog.search import RouteName, Searcher, SearchRequest


@dataclass(frozen=True)
class Judged:
    """One query and what would answer it."""

    text: str
    image: Path | None
    relevant: frozenset[str]
    group_id: str = ""


@dataclass(frozen=True)
class Figures:
    """Means over all queries; milliseconds for the whole call. `group_recall_at_5` is None where no query names a group."""

    queries: int
    ndcg_at_10: float
    recall_at_1: float
    recall_at_5: float
    group_recall_at_5: float | None
    ms_p50: float
    ms_p95: float


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain with gains of 0 and 1 (Järvelin and Kekäläinen 2002); in [0, 1]."""
    gain = sum(1 / math.log2(place + 2) for place, one in enumerate(ranked[:k]) if one in relevant)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(k, len(relevant))))
    return gain / ideal if ideal else 0.0


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 when any relevant one is among the first k, else 0: what R@k means where a query has one answer."""
    return float(any(one in relevant for one in ranked[:k]))


def read_queries(file: Path) -> Iterator[Judged]:
    """Yield the judged queries of a file. Raises FeedUnreadable naming the line that is wrong."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise FeedUnreadable(f"{file} cannot be read as text. Check its name and folder.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            relevant = said.get("relevant", said.get("id"))
            relevant = [relevant] if isinstance(relevant, str) else relevant
            image = file.parent / said["image"] if "image" in said else None
            text, group_id = said.get("query", ""), said.get("item_group_id", "")
            if not isinstance(text, str) or not isinstance(group_id, str) or not (text.strip() or image):
                raise TypeError("a query is words or a picture")
            yield Judged(text, image, frozenset(relevant), group_id)
        except (ValueError, TypeError, AttributeError) as error:
            raise FeedUnreadable(
                f'{file.name}, line {number}, is no judged query. Write {{"query": …, "relevant": [ids]}} on each line.'
            ) from error


def evaluate(searcher: Searcher, queries: Sequence[Judged], route: RouteName) -> Figures:
    """Search each query and average. Raises FeedUnreadable when there are none."""
    if not queries:
        raise FeedUnreadable("The file holds no query.")
    rows: list[tuple[float, float, float]] = []
    groups: list[float] = []
    times: list[float] = []
    for query in queries:
        image = open_image(query.image) if query.image else None
        found = searcher.search(SearchRequest(query.text, image, top_k=10, route=route))
        ranked = [hit.product.id for hit in found.hits]
        rows.append(
            (ndcg(ranked, query.relevant), recall(ranked, query.relevant, 1), recall(ranked, query.relevant, 5))
        )
        if query.group_id:
            groups.append(float(any(hit.product.group_id == query.group_id for hit in found.hits[:5])))
        times.append(found.ms["total"])
    means = np.mean(rows, axis=0)
    return Figures(
        len(rows),
        round(float(means[0]), 4),
        round(float(means[1]), 4),
        round(float(means[2]), 4),
        round(float(np.mean(groups)), 4) if groups else None,
        round(float(np.quantile(times, 0.5)), 1),
        round(float(np.quantile(times, 0.95)), 1),
    )
