"""Pictures are found by path, by name and by SKU, and never outside the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.errors import ImageUnreadable
from catalog.picture_finder import PictureFinder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "pictures"
    inside.mkdir()
    return inside


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())


def found(folder: Path, source: str) -> str:
    return PictureFinder(folder, by_name=True).find(source).relative_to(folder.resolve()).as_posix()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("m/h/mh01.jpg", "m/h/mh01.jpg"), ("/m/h/mh01.jpg", "m/h/mh01.jpg"), ("\\m\\h\\mh01.jpg", "m/h/mh01.jpg"),
        ("catalog/product/m/h/MH01.JPG", "m/h/mh01.jpg"), ("https://cdn.x.example/files/mh01.jpg?v=17", "m/h/mh01.jpg"),
        ("//cdn.x.example/mh01_925x.jpg", "m/h/mh01.jpg"), ("https://x.example/mh01-300x300.jpg", "m/h/mh01.jpg"),
        ("https://x.example/mh01_1024x1024@2x.jpg", "m/h/mh01.jpg"), ("mh01.webp", "m/h/mh01.jpg"),
        ("https://x.example/Blue%20mug%2C%20tall.png", "Blue mug, tall.png"), ("Blue mug%2C tall.png", "Blue mug, tall.png"),
        ("grün.gif", "sub/Grün.gif"),
    ],
)  # fmt: skip
def test_a_picture_is_found_however_the_feed_calls_it(folder: Path, source: str, name: str) -> None:
    put(folder, "m/h/mh01.jpg", "Blue mug, tall.png", "sub/Grün.gif", "notes.txt", ".hidden/mh01.jpg")
    assert found(folder, source) == name


def test_a_server_s_own_size_may_be_what_was_kept(folder: Path) -> None:
    put(folder, "mug_925x.jpg")
    assert found(folder, "https://x.example/mug.jpg") == "mug_925x.jpg"


def test_of_several_with_one_name_the_folders_decide(folder: Path) -> None:
    put(folder, "red/front.jpg", "blue/front.jpg")
    assert found(folder, "https://x.example/media/blue/front.jpg") == "blue/front.jpg"
    with pytest.raises(ImageUnreadable, match="Several pictures are called"):
        found(folder, "front.jpg")


def test_without_a_folder_of_its_own_only_the_path_counts(folder: Path) -> None:
    put(folder, "a/mug.jpg")
    finder = PictureFinder(folder)
    assert finder.find("a/mug.jpg").is_file()
    assert not finder.find("mug.jpg").exists()
    assert finder.named_for(["mug"]) == []


@pytest.mark.parametrize("source", ["../secret.jpg", "a/../../secret.jpg", "..\\secret.jpg", "way.jpg"])
def test_nothing_outside_the_folder_is_opened(folder: Path, source: str) -> None:
    put(folder.parent, "secret.jpg")
    (folder / "way.jpg").symlink_to(folder.parent / "secret.jpg")
    with pytest.raises(ImageUnreadable, match="outside"):
        found(folder, source)


def test_links_are_found_by_no_name(folder: Path) -> None:
    put(folder.parent, "out/secret.jpg")
    (folder / "way").symlink_to(folder.parent / "out")
    (folder / "sub").mkdir()
    (folder / "sub" / "secret.jpg").symlink_to(folder.parent / "out" / "secret.jpg")
    finder = PictureFinder(folder, by_name=True)
    assert not finder.find("secret.jpg").exists()
    assert finder.named_for(["secret"]) == []


@pytest.mark.parametrize(
    "source", ["x\0.jpg", "https://x.example/none.jpg", "file:///etc/passwd", "ftp://x.example/a.jpg", "https://["]
)
def test_what_cannot_be_found_is_one_line(folder: Path, source: str) -> None:
    with pytest.raises(ImageUnreadable):
        found(folder, source)


def test_a_name_that_no_file_can_have_is_only_missing(folder: Path) -> None:
    assert found(folder, "n" * 5_000) == "n" * 5_000


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["AB/12 x"], ["ab_12-X.png"]),
        (["mug"], ["mug.jpg", "mug_1.jpg", "mug-2.jpg", "mug-back.jpg"]),
        (["none", "S-1"], ["S-1/a.jpg", "S-1/b.jpg"]),
        (["X"], []),
        (["cup"], ["cup-1.jpg", "cup-2.jpg"]),
        (["nothing"], []),
    ],
)
def test_pictures_that_bear_a_code_are_its_products(folder: Path, codes: list[str], names: list[str]) -> None:
    put(folder, "ab_12-X.png", "mug.jpg", "mug_1.jpg", "mug-2.jpg", "mug-back.jpg", "S-1/b.jpg", "S-1/a.jpg", "X-12.jpg",
        "cup-2.jpg", "cup-1.jpg")  # fmt: skip
    assert PictureFinder(folder, by_name=True).named_for(codes) == names
