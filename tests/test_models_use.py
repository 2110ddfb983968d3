"""Another model: pulled from a stand-in of the hub, random weights in the true format; and files of one's own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from assistant.seeing import Seeing
from assistant.services import open_services
from assistant.settings import read_settings
from catalog.ingest import DEMO
from catalog.search import SearchRequest
from models.registry import BUNDLED, SHARED_WORDS, describe, folder_of
from tests.hub_stand_in import HubStandIn
from tests.small_models import random_vision_files

ROOT = Path(__file__).parents[1]
CLIP = describe("vit-b-32")
FEED = "id\ttitle\tdescription\timage_link\tprice\tavailability\n" + "".join(
    f"p{n}\tThe {color} box\tA box painted {color}.\t{color}.png\t{n + 5}.00 USD\tin_stock\n"
    for n, color in enumerate(("red", "green", "blue", "yellow"))
)


def run(home: Path, *arguments: str, hub: HubStandIn | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CURIO_HOME": str(home), "CURIO_DEMO": "0"}
    if hub is not None:
        environment["HF_ENDPOINT"] = hub.url
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip


def answer(home: Path, *arguments: str, hub: HubStandIn | None = None) -> dict[str, Any]:
    done = run(home, *arguments, "--json", hub=hub)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with four boxes in it."""
    folder = tmp_path_factory.mktemp("shop")
    for color in ("red", "green", "blue", "yellow"):
        Image.new("RGB", (240, 240), color).save(folder / f"{color}.png")
    (folder / "feed.tsv").write_text(FEED, "utf-8")
    report = answer(folder / "home", "catalog", "import", str(folder / "feed.tsv"))
    assert report["accepted"] == 4
    return folder


# As open_clip writes ViT-B-32 down, but for its size: what is tried here is the way of a model, not its weights.
TINY = {
    "embed_dim": CLIP.dim,
    "vision_cfg": {"image_size": 224, "layers": 1, "width": 64, "patch_size": 32},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 1, "layers": 1},
}


@pytest.fixture(scope="module")
def clip_repo() -> Iterator[HubStandIn]:
    """The hub with a small CLIP, whose weights nobody trained, under the name of a large one."""
    from models.torchvision_cure import cure_torchvision

    cure_torchvision()
    import open_clip
    import torch
    from safetensors.torch import save

    torch.manual_seed(0)
    model = open_clip.CLIP(**TINY)
    config = {"model_cfg": TINY, "preprocess_cfg": {"size": [224, 224]}}
    files = {
        "open_clip_model.safetensors": save({name: value.contiguous() for name, value in model.state_dict().items()}),
        "open_clip_config.json": json.dumps(config).encode(),
    }
    with HubStandIn({CLIP.repo: files}).serving() as hub:
        yield hub


def test_a_pulled_picture_model_embeds_the_catalog_again_and_then_serves(
    shop: Path, clip_repo: HubStandIn, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    refused = run(home, "models", "use", CLIP.name)
    assert refused.returncode == 1 and "models pull vit-b-32" in refused.stderr
    answer(home, "models", "pull", CLIP.name, hub=clip_repo)
    assert answer(home, "models", "verify", CLIP.name)
    answer(home, "models", "use", CLIP.name)
    checked = answer(home, "catalog", "check")
    assert checked["missing"] == 0 and checked["index"] == "ok"
    assert any("vit-b-32" in file.name for file in (home / "indexes").iterdir())
    # Untrained weights still know a picture they have seen.
    found = answer(home, "catalog", "search", "--image", str(shop / "blue.png"))
    assert found["hits"][0]["id"] == "p2"
    answer(home, "models", "use", "curio-pictures")
    assert answer(home, "catalog", "search", "--image", str(shop / "red.png"))["hits"][0]["id"] == "p0"


def test_a_pulled_model_of_words_reads_the_texts_and_the_picture_tower_keeps_its_own(
    shop: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save

    shutil.copytree(shop / "home", home := tmp_path / "home")
    words, shared = describe("paraphrase-multilingual-minilm-l12-v2"), describe(SHARED_WORDS)
    # The true form of such a model, with weights that are at hand under another hash.
    source = folder_of(shared, home)
    files = {file.path: (source / file.path).read_bytes() for file in words.files}
    files["model.safetensors"] = save(load_file(source / "model.safetensors"), {"made": "for a test"})
    before = open_services(read_settings(home=home, demo=False))
    assert not before.multilingual
    space = before.pictures.space
    before.close()
    with HubStandIn({words.repo: files}).serving() as hub:
        answer(home, "models", "pull", words.name, hub=hub)
    answer(home, "models", "use", words.name)
    after = open_services(read_settings(home=home, demo=False))
    assert after.multilingual and after.store.knows_space(after.words.space)
    assert after.searcher.search(SearchRequest("the green box")).hits[0].product.id == "p1"
    assert after.words.space.startswith(words.name) and after.pictures.space == space
    after.close()


def test_any_gguf_file_can_write(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    shutil.copyfile(BUNDLED / "curio-chat" / "curio-chat.gguf", tmp_path / "mine.gguf")
    answer(home, "models", "use", str(tmp_path / "mine.gguf"))
    written = answer(home, "assistant", "a red box")
    assert "mine" in written["model"] and not any(letter.isdigit() for letter in written["text"])


def test_a_pulled_vision_model_is_two_files_and_says_what_a_picture_shows(tmp_path: Path) -> None:
    vision, home = describe("qwen3-vl-2b"), tmp_path / "home"
    made = random_vision_files(tmp_path)
    files = {file.path: path.read_bytes() for file, path in zip(vision.files, made, strict=True)}
    with HubStandIn({vision.repo: files}).serving() as hub:
        folder = Path(answer(home, "models", "pull", vision.name, hub=hub)["folder"])
    assert {path.name: path.read_bytes() for path in folder.glob("*.gguf")} == files
    answer(home, "models", "use", vision.name)
    [row] = [one for one in answer(home, "models", "list")["models"] if one["name"] == vision.name]
    assert row["in_use"] and row["sees"] and row["size"] == sum(map(len, files.values()))
    services = open_services(read_settings(home=home, demo=False))
    try:
        assert services.sees
        seeing = Seeing(services, Image.open(BytesIO((DEMO / "images" / "crocs-flower-pots.webp").read_bytes())))
        assert seeing.wait(100) and seeing.words and not seeing.error
    finally:
        services.close()
    (folder / vision.projector).unlink()
    refused = run(home, "models", "use", vision.name)
    assert refused.returncode == 1 and "models pull qwen3-vl-2b" in refused.stderr


def test_a_projector_of_another_model_is_refused_in_one_line_and_the_old_one_stays(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    random_vision_files(tmp_path)
    shutil.copyfile(BUNDLED / "curio-chat" / "curio-chat.gguf", tmp_path / "sees.gguf")
    refused = run(home, "models", "use", str(tmp_path / "sees.gguf"))
    assert refused.returncode == 1 and len(refused.stderr.strip().splitlines()) == 1
    assert "mmproj-sees.gguf" in refused.stderr
    assert answer(home, "assistant", "a red box")["model"] == "curio-chat"


def test_a_gguf_that_is_not_one_is_refused_and_the_old_one_stays(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    (tmp_path / "lie.gguf").write_bytes(b"GGUF" + os.urandom(5000))
    refused = run(home, "models", "use", str(tmp_path / "lie.gguf"))
    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1 and "Traceback" not in refused.stderr
    assert answer(home, "assistant", "a red box")["model"] == "curio-chat"


def test_an_open_clip_folder_of_ones_own_can_see(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    shutil.copytree(BUNDLED / "curio-pictures", tmp_path / "my-tower")
    answer(home, "models", "use", str(tmp_path / "my-tower"))
    found = answer(home, "catalog", "search", "--image", str(shop / "green.png"))
    assert found["hits"][0]["id"] == "p1"


def test_a_shop_that_an_older_model_embedded_is_embedded_again(shop: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shop / "home", home)
    with contextlib.closing(sqlite3.connect(home / "curio.sqlite3")) as database, database:
        database.execute("UPDATE vectors SET space = 'curio-pictures@older' WHERE space LIKE 'curio-pictures@%'")
    shutil.rmtree(home / "indexes", ignore_errors=True)
    hits = answer(home, "catalog", "search", "--image", str(shop / "blue.png"))["hits"]
    assert hits[0]["title"] == "The blue box" and "looks" in hits[0]["why"]
    assert answer(home, "catalog", "check")["missing"] == 0
