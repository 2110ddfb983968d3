"""Pictures in: decoded safely, upright, in RGB. Pictures kept: one copy for the page, one thumbnail, named by their content.

Nothing of a picture is believed before it is checked: only four formats are tried, whatever the file is called, and the size
it claims is compared with the cap before a pixel is decoded.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from catalog.errors import ImageUnreadable, StoreUnavailable
from models.phrase import phrase

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 25_000_000
MAX_PIXELS = 50_000_000
PAGE_SIDE, THUMBNAIL_SIDE = 1024, 480


def open_image(source: bytes | Path, *, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS) -> Image.Image:
    """Return the picture as upright RGB, transparency over white, the first frame of an animation.

    Large JPEGs are decoded at a fraction of their size, never below twice the page's. Raises ImageUnreadable in one line.
    """
    data = source if isinstance(source, bytes) else read_picture(source, max_bytes=max_bytes)
    _check_bytes(data, max_bytes)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of what is checked here
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            width, height = image.size
            if width * height > max_pixels:
                raise ImageUnreadable(
                    phrase(
                        "The picture is {width} × {height} pixels; up to {most} million are read. Make it smaller.",
                        width=width,
                        height=height,
                        most=max_pixels // 1_000_000,
                    )
                )
            if image.format == "JPEG":
                image.draft("RGB", (PAGE_SIDE * 2, PAGE_SIDE * 2))
            image.load()
            return _upright_rgb(image)
    except ImageUnreadable:
        raise
    except Image.DecompressionBombError as error:  # Pillow's own cap, met before ours
        raise ImageUnreadable(
            phrase(
                "The picture has far more than the {most} million pixels that are read. Make it smaller.",
                most=max_pixels // 1_000_000,
            )
        ) from error
    except UnidentifiedImageError as error:
        raise ImageUnreadable(
            phrase("This is no picture that Curio reads. Use a JPEG, PNG, WebP or GIF file.")
        ) from error
    except Exception as error:  # Pillow's decoders raise nearly anything on damaged files
        raise ImageUnreadable(phrase("The picture is damaged or cut short. Save or download it again.")) from error


def read_picture(file: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a picture's file, never more than the cap. Raises ImageUnreadable in one line."""
    try:
        if not file.is_file():
            raise ImageUnreadable(
                phrase("There is no picture {name}. Check its name and folder.", name=repr(file.name[:80]))
            )
        with file.open("rb") as opened:
            data = opened.read(max_bytes + 1)
    except OSError as error:
        raise ImageUnreadable(
            phrase("{name} cannot be read ({reason}).", name=repr(file.name[:80]), reason=str(error.strerror))
        ) from error
    _check_bytes(data, max_bytes)
    return data


def content_hash(data: bytes) -> str:
    """sha256 of the bytes of a picture's file: the key under which it is embedded and kept."""
    return hashlib.sha256(data).hexdigest()


class PictureFolder:
    """Pictures kept under `home/pictures`, found by content hash. Writing one that is there does nothing."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "pictures"
        self._new = self._folder / "new"

    def page(self, key: str) -> Path:
        """Up to 1,024 px on its longest side."""
        return self._folder / key[:2] / f"{key}.webp"

    def thumbnail(self, key: str) -> Path:
        """Up to 480 px on its longest side."""
        return self._folder / key[:2] / f"{key}.small.webp"

    def holds(self, key: str) -> bool:
        """Whether both copies are there; an empty file, as a power cut leaves it, is none."""
        return all(_size(path) for path in (self.page(key), self.thumbnail(key)))

    def keep(self, key: str, image: Image.Image) -> Image.Image:
        """Write both copies, each whole or not at all, and return the picture no larger than the page shows it.

        Raises StoreUnavailable when the folder cannot be written.
        """
        shown = _within(image, PAGE_SIDE)
        if not self.holds(key):
            small = _within(shown, THUMBNAIL_SIDE)
            page = _webp(shown)
            self._write(self.page(key), page)
            self._write(self.thumbnail(key), page if small is shown else _webp(small))
        return shown

    def sweep(self) -> None:
        """Delete what a process that was killed had half written. For whoever holds the lock of imports."""
        shutil.rmtree(self._new, ignore_errors=True)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._new.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._new, suffix=".tmp", delete=False) as new:
                try:
                    new.write(data)
                    new.close()
                    os.replace(new.name, path)  # noqa: PTH105 - said as the system says it
                except BaseException:
                    Path(new.name).unlink()  # half a picture would only fill a full disk further
                    raise
        except OSError as error:
            raise StoreUnavailable(
                f"{path.parent} cannot be written ({error.strerror}). Free some space or make it writable, then go on."
            ) from error


def _within(image: Image.Image, side: int) -> Image.Image:
    """The picture itself where it is small enough, else a smaller copy."""
    if max(image.size) <= side:
        return image
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _webp(image: Image.Image) -> bytes:
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=85, method=2)
    return encoded.getvalue()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check_bytes(data: bytes, max_bytes: int) -> None:
    if not data:
        raise ImageUnreadable(phrase("The picture's file is empty. Save or download it again."))
    if len(data) > max_bytes:
        raise ImageUnreadable(
            phrase("The picture's file is larger than {most} MB. Make it smaller.", most=max_bytes // 1_000_000)
        )


def _upright_rgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("RGB")
    if image.mode == "CMYK" and profile:
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a broken profile must not cost the picture
        if converted is not None:
            return converted
    if image.mode in ("I;16", "I;16B", "I", "F"):
        # Pillow clips deep greys to white; their range is what the eye would see.
        return ImageOps.autocontrast(image.convert("F").point(lambda value: value / 256).convert("L")).convert("RGB")
    return image.convert("RGB")
