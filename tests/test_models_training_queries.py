"""What is fitted to read queries, and the pairs that it is fitted on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.bert import PlainBert
from models.registry import describe, folder_of
from models.training import train_queries
from models.training.train_queries import fit, found, read_pairs


def test_pairs_are_many_of_many_trades_and_each_has_what_it_needs() -> None:
    pairs = read_pairs()
    assert len(pairs) > 1_500 and len({one.trade for one in pairs}) > 25
    assert all(one.title and one.text and len(one.requests) > 3 for one in pairs)
    asked = [query.lower() for one in pairs for query in one.requests]
    assert len(set(asked)) > 0.99 * len(asked)


def test_fitting_brings_queries_nearer_to_what_answers_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_queries, "_EPOCHS", 4)
    monkeypatch.setattr(train_queries, "_BATCH", 16)
    folder = folder_of(describe("all-minilm-l6-v2"), Path())
    pairs = read_pairs()
    shop = [one for one in pairs if one.trade == pairs[0].trade][:20]
    plain = PlainBert(folder)
    before, after = (found(shop, reader, plain) for reader in (plain, plain.adapted(fit(shop, folder))))
    assert (1 / np.array(after)).mean() > (1 / np.array(before)).mean() + 0.05
