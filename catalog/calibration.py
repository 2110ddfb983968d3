"""What scores mean in one catalog: measured when it is indexed (`catalog.measuring`), kept beside the indexes."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.errors import IndexMismatch
from catalog.sealed_file import read_sealed, write_sealed

Vectors = NDArray[np.float32]
_MAGIC = b"CURIOCA1"


@dataclass(frozen=True)
class Scale:
    """What a cosine means in one space for one catalog: `chance` for what nothing means, `sure` for the thing itself."""

    chance: float
    usual: float
    sure: float
    trust: float = 1.0
    """How far this way may be believed here: the share of products that their own title finds by it, above luck. Never
    quite 0, so that asked alone it still ranks."""

    def share(self, cosine: float) -> float:
        """0 at what any product scores, 1 at what the thing itself scores."""
        return float(np.clip((cosine - self.usual) / max(self.sure - self.usual, 1e-3), 0.0, 1.0))


@dataclass(frozen=True)
class Ground:
    """What a catalog sells and what it does not, as far as words tell: `here` (m, dim), what its kinds and the goods that it
    sells are called, and `elsewhere` (n, dim), unit rows.

    A request is for something here when it lies nearer to this catalog than to all that is sold or asked elsewhere, by more
    than what is sold elsewhere does itself (`least`).
    """

    here: Vectors
    elsewhere: Vectors
    least: float

    def answers(self, request: Vectors, best: float) -> bool:
        """Whether something here answers a request (dim,), whose nearest product has the cosine `best`."""
        return best + self.closeness(request, best) - _highest(self.elsewhere, request) > self.least

    def closeness(self, request: Vectors, best: float) -> float:
        """The cosine of a request (dim,) to what is nearest to it here: a product, or what things here are called."""
        return max(best, _highest(self.here, request))


@dataclass(frozen=True)
class Calibration:
    """The scales of words in the word space, of words in the picture space and of pictures in the picture space, and the
    ground of words."""

    words: Scale
    text_pictures: Scale
    pictures: Scale
    ground: Ground

    def save(self, file: Path, of: str) -> None:
        """Write it down, as measured `of` these spaces and this state of the catalog. Raises StoreUnavailable."""
        scales = [list(asdict(one).values()) for one in (self.words, self.text_pictures, self.pictures)]
        ground, into = self.ground, io.BytesIO()
        np.savez(into, of=of, scales=scales, here=ground.here, elsewhere=ground.elsewhere, least=ground.least)
        write_sealed(file, _MAGIC, into.getvalue())

    @classmethod
    def load(cls, file: Path, of: str) -> Calibration:
        """Read it. Raises IndexMismatch when it cannot be read or was measured of something else: measure anew."""
        content = read_sealed(file, _MAGIC)
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            if str(kept["of"]) != of:
                raise IndexMismatch(f"{file.name} was measured of another state of the catalog; it is measured anew.")
            words, text_pictures, pictures = (Scale(*map(float, row)) for row in kept["scales"])
            return cls(words, text_pictures, pictures, Ground(kept["here"], kept["elsewhere"], float(kept["least"])))


def _highest(rows: Vectors, row: Vectors) -> float:
    return float((rows @ row).max()) if len(rows) else 0.0
