"""The direction app → assistant → catalog → models, where heavy libraries may be imported, and that nothing phones home."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RANK = {"models": 0, "catalog": 1, "assistant": 2}
ALLOWED_IN = {
    "streamlit": ("app.py", "assistant/ui/"),
    "torch": (
        "models/bert.py",
        "models/clip.py",
        "models/efficientnet.py",
        "models/picture_tower.py",
        "models/sentence.py",
        "models/torchvision_cure.py",
    ),
    "open_clip": ("models/clip.py",),
    "timm": (),  # slow to import, and only training needs it
    "sentence_transformers": ("models/sentence.py",),
    "llama_cpp": ("models/chat_eyes.py", "models/chat_tokens.py", "models/chat_worker.py"),
    "faiss": ("catalog/vector_index.py",),
    "sqlalchemy": ("catalog/",),
    "alembic": ("catalog/",),
}


def _sources() -> list[Path]:
    found = [ROOT / "app.py"] + [file for package in RANK for file in (ROOT / package).rglob("*.py")]
    # Entry points are edges and may wire anything; training is tooling that nothing imports.
    return [f for f in found if f.name != "__main__.py" and not f.is_relative_to(ROOT / "models" / "training")]


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("file", _sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_allows(file: Path) -> None:
    name = file.relative_to(ROOT).as_posix()
    own = RANK.get(file.relative_to(ROOT).parts[0], 3)
    for module in _imports(file):
        top = module.split(".")[0]
        assert RANK.get(top, 0) <= own, f"{name} reaches up to {module}"
        assert not module.startswith("models.training"), f"{name} imports training"
        if top in ALLOWED_IN:
            assert any(name == place or name.startswith(place) for place in ALLOWED_IN[top]), f"{name} imports {module}"


def test_relative_imports_are_not_used() -> None:
    """So that the two checks above see every import."""
    for file in _sources():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), file


def test_importing_the_whole_house_opens_no_connection_and_loads_no_model_library() -> None:
    script = """
import sys
attempts = []
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        attempts.append((event, args[1:]))
sys.addaudithook(watch)
import assistant.services, assistant.settings, assistant.suggestions, assistant.understanding
import catalog.__main__, catalog.ingest, models.registry, models.clip, models.sentence, models.chat, models.pull
heavy = {"torch", "open_clip", "sentence_transformers", "transformers", "scipy", "llama_cpp", "streamlit"} & set(sys.modules)
assert not attempts, attempts
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=60)
