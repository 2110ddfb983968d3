"""Words to vectors: what reads the bundled model without sentence-transformers gives what that library gives."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file

from models import sentence
from models.bert import PlainBert, is_plain
from models.errors import ModelFileInvalid
from models.registry import describe, folder_of
from models.sentence import load_words
from models.torchvision_cure import cure_torchvision

WORDS = describe("all-minilm-l6-v2")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def library(folder: Path) -> Any:
    cure_torchvision()
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def shipped() -> Path:
    return folder_of(WORDS, Path())


@pytest.fixture(scope="module")
def both(shipped: Path) -> tuple[PlainBert, Any]:
    assert is_plain(shipped)
    return PlainBert(shipped), library(shipped)


@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=6))
@example(["", " ", "crocs as flower pots", "花瓶", "a pot " * 400, "Stra\u00dfe \x00 \u202e 🧦 [MASK] [SEP]"])
def test_it_gives_what_the_library_gives(both: tuple[PlainBert, Any], texts: list[str]) -> None:
    plain, reference = both
    assert np.allclose(plain.encode(texts), reference.encode(texts, normalize_embeddings=True), atol=1e-5)


def test_a_folder_of_another_kind_is_left_to_the_library(shipped: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped, tmp_path / "first-word")
    pooling = {"word_embedding_dimension": 384, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (tmp_path / "first-word" / "1_Pooling" / "config.json").write_text(json.dumps(pooling), "utf-8")
    assert not is_plain(tmp_path / "first-word")
    said = ["crocs as flower pots"]
    found = load_words(WORDS, tmp_path / "first-word").encode_texts(said)
    assert np.allclose(found, library(tmp_path / "first-word").encode(said, normalize_embeddings=True), atol=1e-5)
    assert float((found @ load_words(WORDS, shipped).encode_texts(said).T).item()) < 0.99


@pytest.mark.parametrize(
    "told", [{"hidden_size": 380}, {"num_hidden_layers": 5}, {"num_hidden_layers": 7}, {"num_attention_heads": 7}]
)
def test_a_config_that_is_not_of_its_weights_is_refused(shipped: Path, tmp_path: Path, told: dict[str, int]) -> None:
    shutil.copytree(shipped, tmp_path / "lie")
    config = json.loads((shipped / "config.json").read_text("utf-8")) | told
    (tmp_path / "lie" / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelFileInvalid, match="cannot be loaded"):
        load_words(WORDS, tmp_path / "lie").encode_texts(["a pot"])


def test_the_bundled_models_need_no_slow_import() -> None:
    script = (
        "import sys\n"
        "from tests.small_models import bundled\n"
        "pictures, words = bundled()\n"
        "assert words.encode_texts(['a pot']).shape == (1, 384)\n"
        "assert pictures.encode_texts(['a pot']).shape == (1, pictures.dim)\n"
        "slow = {'sentence_transformers', 'transformers', 'sklearn', 'scipy', 'pandas', 'open_clip', 'timm', 'torchvision',\n"
        "        'torch._dynamo', 'sympy'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[1], check=True, timeout=120)


def test_what_is_asked_is_read_to_lie_near_what_answers(shipped: Path) -> None:
    """Fitted on invented shops; this one is none of them."""
    words = load_words(WORDS, shipped)
    shop = words.encode_texts([
        "Ribbed ear muffs. Plush lined, folding band.", "Felt desk tray. Three compartments.", "Cork trivet. Heatproof.",
        "Anti-fatigue mat. Cushioned foam underfoot for long hours standing at the counter.",
    ])  # fmt: skip
    asked = ["my feet ache after a day of cooking"]
    queries = words.encode_queries(asked)
    assert np.allclose(np.linalg.norm(queries, axis=1), 1, atol=1e-5) and queries.dtype == np.float32
    assert (queries @ shop.T).argmax() == 3
    assert float((queries @ shop[3]).item()) > float((words.encode_texts(asked) @ shop[3]).item())
    assert words.encode_queries([]).shape == (0, 384)


def test_other_weights_read_queries_as_texts_and_a_damaged_adapter_is_said(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, words = ["a pot for herbs"], load_words(WORDS, shipped)
    other = tmp_path / "adapter.safetensors"
    monkeypatch.setattr(sentence, "ADAPTER", other)
    for space in (None, "another-model@000000000000"):
        if space is not None:
            save_file({"none": torch.zeros(1)}, other, {"space": space})
        plain = load_words(WORDS, shipped)
        assert np.array_equal(plain.encode_queries(asked), words.encode_texts(asked))
    other.write_bytes(b"no adapter")
    with pytest.raises(ModelFileInvalid, match=r"adapter\.safetensors is damaged"):
        load_words(WORDS, shipped)
    save_file({"layers.9.linear1.weight.up": torch.zeros(1, 1)}, other, {"space": words.space})
    with pytest.raises(ModelFileInvalid, match="cannot be loaded"):
        load_words(WORDS, shipped).encode_queries(asked)
