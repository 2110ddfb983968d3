"""A ZIP of pictures: what may come out of it, and what may not."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from catalog.errors import FeedUnreadable
from catalog.feeds.archive import unpack_pictures


def packed(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_pictures_come_out_by_their_paths_and_nothing_else(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "a.zip",
        {"shoes/red.jpg": b"1", "b.PNG": b"2", "notes.txt": b"3", "__MACOSX/b.png": b"4", ".hidden.jpg": b"5"},
    )
    assert unpack_pictures(archive, tmp_path / "out") == 2
    found = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert found == {"shoes/red.jpg", "b.PNG"}


@pytest.mark.parametrize("name", ["../evil.jpg", "/etc/evil.jpg", "a/../../evil.jpg", "..\\evil.jpg", "C:\\evil.jpg"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "a.zip", {name: b"1"})
    with pytest.raises(FeedUnreadable, match="outside itself"):
        unpack_pictures(archive, tmp_path / "out")
    assert not list(tmp_path.rglob("evil.jpg"))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        link = zipfile.ZipInfo("link.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
        opened.writestr("fine.jpg", b"1")
    assert unpack_pictures(archive, tmp_path / "out") == 1
    assert not (tmp_path / "out" / "link.jpg").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = packed(tmp_path / "a.zip", {"big.jpg": b"\0" * 30_000_000})
    with pytest.raises(FeedUnreadable, match="would unpack"):
        unpack_pictures(archive, tmp_path / "out")
    assert not (tmp_path / "out" / "big.jpg").exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"\x00" * 100])
def test_what_is_no_zip_is_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(FeedUnreadable, match="damaged"):
        unpack_pictures(tmp_path / "a.zip", tmp_path / "out")


def test_a_zip_without_pictures_says_so(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreadable, match="no pictures"):
        unpack_pictures(packed(tmp_path / "a.zip", {"a.txt": b"1"}), tmp_path / "out")
