"""Which models fit this machine, what was dropped in by hand, and what is refused because it cannot run here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from assistant.access import OPERATOR
from assistant.metering import MeteredChat
from assistant.receipts import privacy_receipt
from assistant.services import open_services
from assistant.settings import read_settings
from models.chat import LocalChat
from models.errors import ModelNotInstalled, PullFailed
from models.gpu import layers_on_gpu
from models.machine import Memory, fit, read_memory
from models.pull import pull
from models.registry import BUNDLED, all_models, describe, dropped, locate

ROOT = Path(__file__).parents[1]


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CURIO_HOME": str(home), "CURIO_DEMO": "0"}
    command = [sys.executable, "-m", "models", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def listed(home: Path) -> dict[str, dict[str, Any]]:
    done = run(home, "list", "--json")
    assert done.returncode == 0, done.stderr
    return {row["name"]: row for row in json.loads(done.stdout)["models"]}


@pytest.mark.parametrize(
    ("memory", "said"),
    [(0, "unknown"), (10, "fits"), (40, "fits"), (41, "tight"), (100, "tight"), (101, "too large")],
)
def test_a_model_fits_by_what_is_free_and_what_there_is(memory: int, said: str) -> None:
    assert fit(replace(describe("qwen3-0.6b"), memory=memory), Memory(total=100, free=40)) == said


def test_memory_is_never_more_than_the_machine_has() -> None:
    memory = read_memory()
    assert 0 <= memory.free <= memory.total <= psutil.virtual_memory().total


def test_every_model_tells_its_maker_licence_size_and_memory() -> None:
    for model in all_models():
        assert model.maker and model.licence and model.size and model.memory, model.name
        assert model.source != "hub" or model.repo


def test_what_is_put_into_the_folder_by_hand_is_listed_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    (folder / "mine").mkdir(parents=True)
    (folder / "qwen3-0.6b").mkdir()
    (folder / "qwen3-0.6b" / "Qwen3-0.6B-Q8_0.gguf").write_bytes(b"GGUF")  # the registry's own, pulled in part
    (folder / "notes.txt").write_text("no model")
    shutil.copyfile(BUNDLED / "curio-chat" / "curio-chat.gguf", folder / "mine" / "mine.gguf")
    (folder / "eyes").mkdir()
    (folder / "eyes" / "mmproj-mine-F16.gguf").write_bytes(b"GGUF\x03\x00\x00\x00")
    shutil.copytree(BUNDLED / "curio-pictures", folder / "tower")
    with (folder / "vast.gguf").open("wb") as vast:
        vast.write(b"GGUF\x03\x00\x00\x00")
        vast.truncate(8 * psutil.virtual_memory().total)  # a sparse file: it takes no disk
    assert [Path(model.name).name for model in dropped(tmp_path)] == ["mine.gguf", "tower", "vast.gguf"]
    rows = listed(tmp_path)
    assert rows[str(folder / "mine" / "mine.gguf")]["fits"] in ("fits", "tight")
    assert rows[str(folder / "tower")]["task"] == "pictures"
    assert rows[str(folder / "vast.gguf")]["fits"] == "too large"

    assert run(tmp_path, "use", str(folder / "mine" / "mine.gguf")).returncode == 0
    refused = run(tmp_path, "use", str(folder / "vast.gguf"))
    assert refused.returncode == 1 and len(refused.stderr.strip().splitlines()) == 1
    assert "GB of memory" in refused.stderr and "CURIO_CHAT_URL" in refused.stderr
    projector = run(tmp_path, "use", str(folder / "eyes" / "mmproj-mine-F16.gguf"))
    assert projector.returncode == 1 and "the GGUF file beside it" in projector.stderr
    assert listed(tmp_path)[str(folder / "mine" / "mine.gguf")]["in_use"]


def test_a_model_for_servers_says_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(PullFailed, match="CURIO_CHAT_URL"):
        pull("kimi-k2", tmp_path)
    with pytest.raises(ModelNotInstalled, match="CURIO_CHAT_URL"):
        locate(describe("kimi-k2"), tmp_path)
    for command in ("use", "remove"):
        refused = run(tmp_path, command, "kimi-k2")
        assert refused.returncode == 1 and len(refused.stderr.strip().splitlines()) == 1


def test_a_chosen_model_does_nothing_while_a_server_writes_so_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURIO_CHAT_URL", "http://127.0.0.1:9")
    refused = run(tmp_path, "use", "curio-chat")
    assert refused.returncode == 1 and "Unset it first" in refused.stderr


USING = "llama_model_load_from_file_impl: using device CUDA0 (NVIDIA H200) (0000:18:00.0) - 142000 MiB free\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", ""),
        ("load_tensors: CPU model buffer size = 5 MiB\n", ""),
        (USING + "load_tensors: offloaded 0/29 layers to GPU\n", ""),
        (USING + "load_tensors: offloading 28 repeating layers to GPU\nload_tensors: offloaded 29/29 layers to GPU\n",
         "29 of 29 layers on NVIDIA H200"),
        ("load_tensors: offloaded 7/29 layers to GPU\n", "7 of 29 layers on the GPU"),
        (USING + USING.replace("H200", "L4") + "load_tensors: offloaded 12/29 layers to GPU\n",
         "12 of 29 layers on NVIDIA H200 and NVIDIA L4"),
    ],
)  # fmt: skip
def test_layers_are_on_a_gpu_when_llama_cpp_says_so(said: str, told: str) -> None:
    assert layers_on_gpu(said) == told


@pytest.mark.skipif(not (BUNDLED / "curio-chat" / "curio-chat.gguf").exists(), reason="the bundled decoder is not here")
def test_a_build_for_the_processor_says_none_whatever_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import llama_cpp

    monkeypatch.setenv("CURIO_N_GPU_LAYERS", "7")
    services = open_services(read_settings(home=tmp_path, demo=False))
    try:
        writer = services.chat
        assert isinstance(writer, MeteredChat) and isinstance(writer.chat, LocalChat)
        health = writer.chat.health
        assert health.n_gpu_layers == 7
        assert health.gpu_build == llama_cpp.llama_supports_gpu_offload()
        if not health.gpu_build:
            assert health.on_gpu == ""
            assert {one.task: one.runs_on for one in privacy_receipt(OPERATOR, services).models}["chat"] == "processor"
    finally:
        services.close()
