"""The vector index: the nearest first, filters before the top k; a saved file is whole and of its space, or built anew."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.errors import IndexMismatch, StoreUnavailable
from catalog.vector_index import VectorIndex, Vectors

ROOT = Path(__file__).parent.parent
SPACE = "small@1"


def unit(count: int, dim: int = 16, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def names(count: int) -> list[str]:
    return [f"p{number}" for number in range(count)]


def build(count: int, **options: int) -> tuple[VectorIndex, Vectors]:
    rows = unit(count)
    return VectorIndex.build(SPACE, names(count), rows, **options), rows


@pytest.fixture(scope="module")
def cells() -> tuple[VectorIndex, Vectors]:
    """An index of the larger kind: grouped into cells, a byte a number."""
    return build(3_000, exact_up_to=1_000)


def nearest(rows: Vectors, vector: Vectors, allowed: list[int], top_k: int) -> list[str]:
    return [f"p{place}" for place in sorted(allowed, key=lambda place: -float(rows[place] @ vector))[:top_k]]


def test_each_vector_finds_itself_first() -> None:
    index, rows = build(500)
    for place in range(0, 500, 25):
        [(found, score), *_] = index.search(rows[place], 3)
        assert found == f"p{place}"
        assert score == pytest.approx(1.0, abs=2e-3)


def test_the_scores_are_inner_products_in_falling_order() -> None:
    index, rows = build(200)
    asked = unit(1, seed=9)[0]
    found = index.search(asked, 20)
    assert [one for one, _ in found] == nearest(rows, asked, list(range(200)), 20)
    for one, score in found:
        assert score == pytest.approx(float(rows[int(one[1:])] @ asked), abs=2e-3)


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 119), max_size=120), st.integers(1, 40), st.integers(0, 1000))
def test_a_filter_is_applied_before_the_top_k(allowed: set[int], top_k: int, seed: int) -> None:
    index, rows = build(120)
    asked = unit(1, seed=seed)[0]
    found = [one for one, _ in index.search(asked, top_k, {f"p{number}" for number in allowed})]
    assert len(found) == min(top_k, len(allowed))
    assert {int(one[1:]) for one in found} <= allowed
    # Half precision may swap two that are as good as level.
    best = nearest(rows, asked, sorted(allowed), top_k)
    for one, other in zip(found, best, strict=True):
        assert float(rows[int(one[1:])] @ asked) == pytest.approx(float(rows[int(other[1:])] @ asked), abs=2e-3)


@pytest.mark.parametrize("share", [0.005, 0.05, 0.12, 0.5, 1.0])
@pytest.mark.parametrize("top_k", [5, 100])
def test_cells_fill_the_top_k_under_any_filter(cells: tuple[VectorIndex, Vectors], share: float, top_k: int) -> None:
    index, _ = cells
    allowed = {f"p{number}" for number in range(int(3_000 * share))}
    for asked in unit(5, seed=4):
        found = [one for one, _ in index.search(asked, top_k, allowed)]
        assert len(found) == len(set(found)) == min(top_k, len(allowed))
        assert set(found) <= allowed


def test_cells_find_nearly_what_an_exact_search_finds(cells: tuple[VectorIndex, Vectors]) -> None:
    index, rows = cells
    # Asked as shoppers ask: near something that is there.
    asked = rows[::60] + 0.3 * unit(50, seed=5)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    hits = [index.search(one, 1)[0][0] == nearest(rows, one, list(range(3_000)), 1)[0] for one in asked]
    assert np.mean(hits) >= 0.9


def test_cells_give_back_scores_and_vectors_too(cells: tuple[VectorIndex, Vectors]) -> None:
    index, rows = cells
    assert index.scores(rows[7], ["p7", "nothing"])["p7"] == pytest.approx(1.0, abs=0.02)
    vector = index.vector("p7")
    assert vector is not None
    np.testing.assert_allclose(vector, rows[7], atol=0.02)


def test_scores_and_vectors_of_what_is_not_there() -> None:
    index, rows = build(10)
    assert index.scores(rows[0], ["x", "p3"]).keys() == {"p3"}
    assert index.scores(rows[0], []) == {}
    assert index.vector("x") is None
    assert "x" not in index
    assert "p3" in index
    assert index.search(rows[0], 5, {"x"}) == []
    assert index.search(rows[0], 5, set()) == []


def test_more_is_asked_than_there_is() -> None:
    index, rows = build(4)
    assert len(index.search(rows[0], 1_000)) == 4
    assert index.search(rows[0], 0) == []


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    index = VectorIndex.build(SPACE, [], np.zeros((0, 0), np.float32))
    assert len(index) == 0
    assert index.search(unit(1)[0], 5) == []
    index.save(tmp_path / "i")
    assert VectorIndex.load(tmp_path / "i", SPACE).search(unit(1)[0], 5) == []


def test_an_id_that_repeats_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one id"):
        VectorIndex.build(SPACE, ["a", "a"], unit(2))
    with pytest.raises(ValueError, match="exactly one id"):
        VectorIndex.build(SPACE, ["a"], unit(2))


# The file


@pytest.mark.parametrize("options", [{}, {"exact_up_to": 100}])
def test_a_saved_index_answers_as_before(tmp_path: Path, options: dict[str, int]) -> None:
    index, rows = build(400, generation=7, **options)
    index.save(tmp_path / "deep" / "small.index")
    loaded = VectorIndex.load(tmp_path / "deep" / "small.index", SPACE)
    assert (loaded.generation, loaded.ids, len(loaded)) == (7, index.ids, 400)
    for place in range(0, 400, 50):
        assert loaded.search(rows[place], 5, set(names(200))) == index.search(rows[place], 5, set(names(200)))
    assert sorted(file.name for file in (tmp_path / "deep").iterdir()) == ["saving.lock", "small.index"]


def test_ids_of_any_script_are_kept(tmp_path: Path) -> None:
    ids = ["écru 1", "鉢-2", '"; --', "🦆"]
    VectorIndex.build(SPACE, ids, unit(4)).save(tmp_path / "i")
    assert VectorIndex.load(tmp_path / "i", SPACE).ids == ids


def test_an_index_of_another_space_is_refused(tmp_path: Path) -> None:
    build(5)[0].save(tmp_path / "i")
    with pytest.raises(IndexMismatch, match=r"small@1.*other@2"):
        VectorIndex.load(tmp_path / "i", "other@2")


def test_a_file_that_is_not_there_or_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "i").write_bytes(b"")
    (tmp_path / "j").write_bytes(b"CURIOIX2")
    (tmp_path / "k").write_bytes(b"CURIOIX2" + (2).to_bytes(8, "little") + b"[]")
    (tmp_path / "l").write_bytes(b"CURIOIX2" + (2).to_bytes(8, "little") + b"{}" + b"x" * 40)
    (tmp_path / "m").write_bytes(b"CURIOIX2" + (2**63).to_bytes(8, "little") + b"{}")
    for name in ("none", "i", "j", "k", "l", "m"):
        with pytest.raises(IndexMismatch, match="built anew"):
            VectorIndex.load(tmp_path / name, SPACE)


# Damage could take the whole process down with it, so it is looked at from outside.
DAMAGE = """
import sys
import numpy as np
from pathlib import Path
from catalog.errors import IndexMismatch
from catalog.vector_index import VectorIndex
file, copy = Path(sys.argv[1]), Path(sys.argv[1] + ".bad")
whole = file.read_bytes()
rng = np.random.default_rng(0)
served = 0
def tried(content):
    copy.write_bytes(content)
    try:
        VectorIndex.load(copy, "small@1")
    except IndexMismatch:
        return 0
    return 1
for length in sorted({0, 7, 8, 12, 16, 20, *rng.integers(0, len(whole), 60).tolist()}):
    served += tried(whole[:length])
for place in [*range(16, len(whole), max(1, len(whole) // 150)), *range(len(whole) - 120, len(whole))]:
    for value in (0xff, 0x80):
        content = bytearray(whole)
        content[place] ^= value
        served += tried(bytes(content))
served += tried(whole + b"more")
print("served", served)
"""


@pytest.mark.parametrize("options", [{}, {"exact_up_to": 10}])
def test_damage_anywhere_is_seen_and_never_served_nor_fatal(tmp_path: Path, options: dict[str, int]) -> None:
    build(60, **options)[0].save(tmp_path / "i")
    done = subprocess.run(
        [sys.executable, "-c", DAMAGE, str(tmp_path / "i")], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr[-1500:]
    assert done.stdout.strip() == "served 0"


def test_saving_over_a_live_index_is_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "i"
    index, rows = build(50, generation=1)
    index.save(file)

    def cut(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", cut)
        with pytest.raises(StoreUnavailable, match="No space left"):
            build(70, generation=2)[0].save(file)
    assert VectorIndex.load(file, SPACE).generation == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["i", "saving.lock"]
    assert VectorIndex.load(file, SPACE).search(rows[3], 1)[0][0] == "p3"


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.test_catalog_vector_index import build
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
build(50)[0].save(Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_what_a_killed_process_had_half_saved_is_swept_by_the_next_one_to_save(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "i")], cwd=ROOT, check=False, timeout=100)
    assert killed.returncode == -signal.SIGKILL
    assert [one.suffix for one in tmp_path.iterdir() if one.name != "saving.lock"] == [".tmp"]
    build(50)[0].save(tmp_path / "j")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["j", "saving.lock"]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        build(5)[0].save(tmp_path / "file" / "i")
