"""Pictures that people really send: odd, damaged, huge or hostile. Each is one clear line, or a right RGB picture."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from catalog.errors import ImageUnreadable, StoreUnavailable
from catalog.images import PAGE_SIDE, THUMBNAIL_SIDE, PictureFolder, content_hash, open_image, read_picture


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def halves(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "blue")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    return image


def png(width: int, height: int, *, depth: int = 8, color: int = 0, data: bytes = b"", extra: bytes = b"") -> bytes:
    """A PNG made by hand, so that it may claim any size without anything being allocated."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    body = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def transparent_gray(value: int) -> bytes:
    body = struct.pack(">H", value)
    return struct.pack(">I", 2) + b"tRNS" + body + struct.pack(">I", zlib.crc32(b"tRNS" + body))


def near(pixel: object, color: tuple[int, int, int], tolerance: int = 12) -> bool:
    return bool(np.abs(np.array(pixel, int) - color).max() <= tolerance)


def one_line(error: BaseException) -> str:
    said = str(error)
    assert said
    assert "\n" not in said
    assert len(said) < 200
    assert "Error" not in said
    return said


# Refused, in one line


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"this is a text file called .png\n" * 30, "no picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>", "no picture"),
        (b"GIF89a", "picture"),
        (b"RIFF\x04\0\0\0WEBP", "picture"),
        (b"%PDF-1.7\n", "no picture"),
        (b"\0" * 5000, "no picture"),
    ],
)
def test_what_is_no_picture_is_one_line(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(content)
    for source in (content, file):
        with pytest.raises(ImageUnreadable) as refused:
            open_image(source)
        assert says in one_line(refused.value)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO", "PDF", "EPS"])
def test_formats_that_are_not_offered_are_not_tried(kind: str) -> None:
    with pytest.raises(ImageUnreadable, match="JPEG, PNG, WebP or GIF"):
        open_image(encoded(halves(), kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_picture_cut_short_is_said_to_be_damaged(kind: str, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (90, 120, 3), np.uint8))
    data = encoded(noise, kind)
    with pytest.raises(ImageUnreadable, match=r"damaged|no picture"):
        open_image(data[: int(len(data) * share)])


def test_a_missing_picture_a_folder_and_an_odd_name_are_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path, tmp_path / ("n" * 400), tmp_path / "a\0b"):
        with pytest.raises(ImageUnreadable) as refused:
            open_image(path)
        one_line(refused.value)


def test_a_bomb_is_refused_by_its_size_before_a_pixel_is_decoded() -> None:
    side = 30_000
    row = b"\0" + b"\0" * side
    bomb = png(side, side, data=row * 40)  # its header alone is enough; a full one is a megabyte of zeros
    tracemalloc.start()
    try:
        with pytest.raises(ImageUnreadable, match=r"million.*smaller"):
            open_image(bomb)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [(9_000, 9_000), (2**31 - 1, 1), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1)])
def test_every_size_beyond_the_cap_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ImageUnreadable) as refused:
        open_image(png(*size, data=b"\0" * 100))
    one_line(refused.value)


def test_the_caps_are_the_callers() -> None:
    data = encoded(halves((400, 300)), "PNG")
    assert open_image(data, max_pixels=120_000).size == (400, 300)
    with pytest.raises(ImageUnreadable, match="400 × 300"):
        open_image(data, max_pixels=119_999)
    with pytest.raises(ImageUnreadable, match="larger than"):
        open_image(data, max_bytes=len(data) - 1)


def test_a_comment_that_unpacks_to_far_more_does_no_harm() -> None:
    packed = zlib.compressobj(9)
    text = b"Comment\0\0" + b"".join(packed.compress(b"\0" * 1_000_000) for _ in range(80)) + packed.flush()
    extra = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    try:
        assert open_image(png(2, 2, data=b"\0\0\0" * 2, extra=extra)).size == (2, 2)
    except ImageUnreadable as error:
        one_line(error)


# Taken, and right


def test_an_animation_is_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "lime", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        image = open_image(data)
        assert image.mode == "RGB"
        assert near(image.getpixel((10, 10)), (255, 0, 0)), kind


def test_cmyk_becomes_the_colour_it_prints() -> None:
    image = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    assert near(open_image(encoded(image, "JPEG")).getpixel((10, 10)), (255, 0, 0), 20)


def test_cmyk_with_a_broken_profile_is_still_taken() -> None:
    image = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    data = encoded(image, "JPEG", icc_profile=b"not a profile" * 20)
    assert near(open_image(data).getpixel((10, 10)), (255, 0, 0), 20)


def test_an_rgb_profile_does_no_harm() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(open_image(encoded(halves(), "JPEG", icc_profile=profile)).getpixel((5, 20)), (255, 0, 0))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_photograph_is_made_upright(orientation: int, kind: str) -> None:
    upright = halves((64, 32))
    # How a camera stores it: turned so that the orientation undoes it.
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = open_image(encoded(stored, kind, exif=exif))
    assert image.size == (64, 32)
    assert near(image.getpixel((8, 16)), (255, 0, 0), 30)
    assert near(image.getpixel((56, 16)), (0, 0, 255), 30)


@pytest.mark.parametrize("value", [0, 9, 99, 65535])
def test_an_orientation_that_does_not_exist_is_ignored(value: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    assert open_image(encoded(halves(), "JPEG", exif=exif)).size == (60, 40)


def test_damaged_exif_does_not_cost_the_picture() -> None:
    assert open_image(encoded(halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 50)).size == (
        60,
        40,
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_single_pixel_of_any_kind(mode: str) -> None:
    image = open_image(encoded(Image.new(mode, (1, 1)), "PNG"))
    assert (image.size, image.mode) == ((1, 1), "RGB")


def test_sixteen_bit_grey_keeps_its_range() -> None:
    ramp = np.tile(np.linspace(0, 65535, 64, dtype=np.uint16), (8, 1))
    shown = np.asarray(open_image(encoded(Image.fromarray(ramp), "PNG")))
    assert shown.shape == (8, 64, 3)
    assert shown[0, 0, 0] < 10
    assert shown[0, -1, 0] > 245
    assert 100 < shown[0, 32, 0] < 155


def test_sixteen_bit_grey_that_is_dark_is_not_lost() -> None:
    assert np.asarray(open_image(encoded(Image.new("I;16", (8, 8), 0), "PNG"))).max() == 0


def test_sixteen_bit_grey_with_a_transparent_tone_is_taken() -> None:
    rows = b"".join(b"\0" + struct.pack(">4H", 0, 20000, 40000, 65535) for _ in range(4))
    image = open_image(png(4, 4, depth=16, data=rows, extra=transparent_gray(0)))
    assert (image.size, image.mode) == ((4, 4), "RGB")


def test_sixteen_bit_colour_is_taken() -> None:
    rows = b"".join(b"\0" + struct.pack(">6H", 65535, 0, 0, 0, 0, 65535) for _ in range(2))
    image = open_image(png(2, 2, depth=16, color=2, data=rows))
    assert near(image.getpixel((0, 0)), (255, 0, 0))
    assert near(image.getpixel((1, 1)), (0, 0, 255))


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    clear.paste((255, 0, 0, 255), (0, 0, 5, 10))
    palette = clear.quantize(8)
    for image in (clear, palette, Image.new("LA", (10, 10), (0, 0))):
        shown = open_image(encoded(image, "PNG"))
        assert near(shown.getpixel((9, 9)), (255, 255, 255))
    assert near(open_image(encoded(palette, "PNG")).getpixel((1, 1)), (255, 0, 0))


@pytest.mark.parametrize("transparency", [0, 200, b"\x00\x80\xff"])
def test_a_palette_with_alpha_is_taken(transparency: object) -> None:
    data = encoded(halves().quantize(4), "PNG", transparency=transparency)
    assert open_image(data).mode == "RGB"


def test_a_gif_with_a_clear_background_lies_on_white() -> None:
    image = Image.new("P", (10, 10), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(1, (0, 0, 5, 10))
    shown = open_image(encoded(image, "GIF", transparency=0))
    assert near(shown.getpixel((9, 9)), (255, 255, 255))
    assert near(shown.getpixel((1, 1)), (255, 0, 0))


def test_a_large_photograph_is_read_at_a_fraction_and_never_below_twice_the_page() -> None:
    image = open_image(encoded(Image.new("RGB", (6000, 4500), "red"), "JPEG"))
    assert min(image.size) >= 2 * PAGE_SIDE
    assert image.width < 6000
    assert near(image.getpixel((5, 5)), (255, 0, 0))


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.data())
def test_bytes_changed_anywhere_give_a_picture_or_one_line(kind: str, data: st.DataObject) -> None:
    content = bytearray(encoded(halves((40, 30)), kind))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        # A flipped bit may claim a huge size; the cap is what keeps that harmless.
        image = open_image(bytes(content), max_pixels=2_000_000)
    except ImageUnreadable as error:
        one_line(error)
    else:
        assert image.mode == "RGB"


@given(st.binary(max_size=300))
def test_any_bytes_give_a_picture_or_one_line(content: bytes) -> None:
    try:
        assert open_image(content).mode == "RGB"
    except ImageUnreadable as error:
        one_line(error)


# Kept


def test_a_file_is_read_whole_up_to_the_cap(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(encoded(halves(), "PNG"))
    data = read_picture(file)
    assert data == file.read_bytes()
    assert content_hash(data) == content_hash(bytes(data)) != content_hash(data[:-1])
    with pytest.raises(ImageUnreadable, match="larger"):
        read_picture(file, max_bytes=len(data) - 1)
    with pytest.raises(ImageUnreadable, match="no picture"):
        read_picture(tmp_path)


def test_pages_and_thumbnails_have_their_sides_and_keep_the_shape(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path)
    folder.keep("ab" + "0" * 62, halves((2400, 1200)))
    page, thumbnail = Image.open(folder.page("ab" + "0" * 62)), Image.open(folder.thumbnail("ab" + "0" * 62))
    assert page.size == (PAGE_SIDE, PAGE_SIDE // 2)
    assert thumbnail.size == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2)
    assert near(thumbnail.convert("RGB").getpixel((40, 100)), (255, 0, 0), 30)


def test_small_pictures_are_not_blown_up_and_thin_ones_survive(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path)
    for key, size in (("aa", (1, 1)), ("bb", (50, 40)), ("cc", (5000, 1))):
        folder.keep(key, Image.new("RGB", size, "red"))
        assert max(Image.open(folder.page(key)).size) == min(PAGE_SIDE, max(size))
        assert min(Image.open(folder.thumbnail(key)).size) >= 1


def test_keeping_what_is_kept_writes_nothing_and_leaves_no_rest(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path)
    folder.keep("ab", halves())
    before = folder.page("ab").stat().st_mtime_ns
    folder.keep("ab", Image.new("RGB", (9, 9)))
    assert folder.page("ab").stat().st_mtime_ns == before
    assert sorted(file.name for file in (tmp_path / "pictures" / "ab").iterdir()) == ["ab.small.webp", "ab.webp"]


def test_a_copy_that_is_lost_is_made_again(tmp_path: Path) -> None:
    folder = PictureFolder(tmp_path)
    folder.keep("ab", halves())
    folder.thumbnail("ab").unlink()
    folder.keep("ab", halves())
    assert folder.thumbnail("ab").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        PictureFolder(tmp_path).keep("ab", halves())


def test_a_full_disk_leaves_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreUnavailable, match="No space left"):
        PictureFolder(tmp_path).keep("ab", halves())
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
