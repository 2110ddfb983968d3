"""Pictures and words to vectors in one space, by open_clip. The library is imported when the model is first used.

Any open_clip folder works: open_clip_config.json, open_clip_model.safetensors, and the tokenizer's files where the model has
its own. A folder whose config has no "text_cfg" holds an image tower only and takes its words from the shared text model,
as the bundled one does. That one is built without the library (see `models.picture_tower`), whose import takes longer than all
else that a command does.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from models.base import Box, ImageTextEmbedder, TextEmbedder, Vectors
from models.errors import ModelFileInvalid
from models.registry import ModelDescription, space_of
from models.torchvision_cure import cure_torchvision

if TYPE_CHECKING:
    import torch

_log = logging.getLogger(__name__)
_BATCH = 16
# A thing is at least a twentieth of the picture, and leaves something of it out, or there is nothing to choose. Where the
# tower is less than quite sure, it takes shadows on a grey ground for things.
_LIKELY, _LEAST_THING, _MOST_THING, _MOST_THINGS = 0.75, 0.05, 0.9, 4


def load_pictures(description: ModelDescription, folder: Path, text: TextEmbedder | None) -> ImageTextEmbedder:
    """Return the embedder over an open_clip folder; the weights are read at first use.

    `text` is the shared text model, for folders without a text tower of their own. Raises ModelFileInvalid when the folder's
    config cannot be read.
    """
    config_file = folder / "open_clip_config.json"
    try:
        config = json.loads(config_file.read_text("utf-8"))
        dim = int(config["model_cfg"]["embed_dim"])
        own_words = "text_cfg" in config["model_cfg"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileInvalid(f"{config_file} is no open_clip config. Pull or copy the model again.") from error
    weights = folder / description.files[0].path
    if not own_words and text is None:
        raise ModelFileInvalid(f"{folder} has no text tower and no text model was given to share.")
    space = space_of(description.name, weights)
    if own_words:
        return _ClipEmbedder(folder, space, dim, None)
    assert text is not None
    # Two models decide this space: other words would need other pictures.
    return _ClipEmbedder(folder, f"{space}+{text.space}", dim, text)


@dataclass(frozen=True)
class _Loaded:
    model: Any
    preprocess: Callable[[Image.Image], torch.Tensor]
    side: int
    """How many pixels of a picture's side the model sees."""
    tokenize: Any = None


class _ClipEmbedder:
    """One open_clip model, loaded once under a lock; encoding is safe from many threads."""

    def __init__(self, folder: Path, space: str, dim: int, text: TextEmbedder | None) -> None:
        self._folder = folder
        self._space = space
        self._dim = dim
        self._text = text
        self._loaded: _Loaded | None = None
        self._lock = threading.Lock()

    @property
    def space(self) -> str:
        return self._space

    @property
    def dim(self) -> int:
        return self._dim

    def encode_images(self, images: Sequence[Image.Image]) -> Vectors:
        """Return unit rows, shape (len(images), dim), float32; `images` are RGB, upright, of any size."""
        loaded = self._load_once()
        batches = [images[start : start + _BATCH] for start in range(0, len(images), _BATCH)]
        rows = [self._encode_images(loaded, batch) for batch in batches]
        return np.concatenate(rows) if rows else np.zeros((0, self._dim), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Return unit rows, shape (len(texts), dim), float32."""
        loaded = self._load_once()
        if self._text is not None:
            return self._encode_words(loaded.model, self._text.encode_texts(texts))
        return self._encode_texts(loaded, texts)

    def find_things(self, image: Image.Image) -> tuple[Box, ...]:
        """Where the things in a picture are, the largest first; see `models.base.ThingFinder`."""
        loaded = self._load_once()
        tower: Any = getattr(loaded.model, "trunk", None)
        if not hasattr(tower, "thing_of"):
            return ()
        import torch

        with torch.inference_mode():
            _, middle, coarse, _ = tower.maps(loaded.preprocess(_thick_enough(image))[None])
            likely = torch.sigmoid(tower.thing_of(middle, coarse))[0, 0].numpy()
        return _boxes(likely, image.size)

    def recolored(self, picture: Vectors, words: Vectors) -> Vectors:
        """Return the picture's unit vector (dim,) in the colours that the words call for, where the tower can."""
        import torch

        recolor = getattr(getattr(self._load_once().model, "trunk", None), "recolored", None)
        if recolor is None:
            return picture
        with torch.inference_mode():
            return _unit(recolor(torch.from_numpy(picture), torch.from_numpy(words)))

    def _encode_images(self, loaded: _Loaded, images: Sequence[Image.Image]) -> Vectors:
        import torch

        # Shrinking first, by whole steps, costs a tenth of resampling a large photograph with a wide filter.
        enough = round(loaded.side * 1.6)
        small = [_thick_enough(image.reduce(max(1, min(image.size) // enough))) for image in images]
        # Channels last is how convolutions on a CPU read fastest: the bundled tower takes a third less time.
        batch = torch.stack([loaded.preprocess(image) for image in small]).contiguous(memory_format=torch.channels_last)
        model = loaded.model
        with torch.inference_mode():
            rows = model.encode_image(batch) if hasattr(model, "encode_image") else model(batch)
            return _unit(rows)

    def _encode_texts(self, loaded: _Loaded, texts: Sequence[str]) -> Vectors:
        import torch

        if not texts:
            return np.zeros((0, self._dim), np.float32)
        with torch.inference_mode():
            return _unit(loaded.model.encode_text(loaded.tokenize(list(texts))))

    def _encode_words(self, tower: Any, words: Vectors) -> Vectors:
        """Put the shared text model's vectors where the pictures are: by the tower's own way, or followed by nothing."""
        import torch

        place = getattr(tower.trunk, "encode_words", None)
        if place is None or not len(words):
            return np.pad(words, ((0, 0), (0, self._dim - words.shape[1])))
        with torch.inference_mode():
            return _unit(place(torch.from_numpy(words)))

    def _load_once(self) -> _Loaded:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    try:
                        self._loaded = self._load()
                    except Exception as error:  # the library raises whatever its parts raise
                        _log.exception("cannot load %s", self._folder)
                        raise ModelFileInvalid(
                            f"{self._folder} cannot be loaded as an open_clip model ({type(error).__name__}). Pull or copy it "
                            "again, or choose another with `python -m models use`."
                        ) from error
        return self._loaded

    def _load(self) -> _Loaded:
        if self._text is not None:
            return _load_image_tower(self._folder)
        cure_torchvision()
        import open_clip

        # Never create_model_and_transforms: it gives random weights, and only a log line, when the file is missing.
        name = f"local-dir:{self._folder}"
        model, preprocess = open_clip.create_model_from_pretrained(name, device="cpu")
        return _Loaded(model.eval(), preprocess, _side(preprocess), open_clip.get_tokenizer(name))


def _boxes(likely: Vectors, size: tuple[int, int]) -> tuple[Box, ...]:
    """The boxes of what hangs together in a map (n, n) of how likely each place is of a thing, the largest first.

    The map is of the picture as the tower sees it: its longer side fills the square, the shorter one is in its middle.
    """
    from scipy import ndimage

    labels, _count = ndimage.label(likely > _LIKELY, structure=np.ones((3, 3)))
    cells, longest = len(likely), max(size)
    found: list[tuple[float, Box]] = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        weight = float(likely[labels == number].sum())
        if weight < _LEAST_THING * cells * cells:
            continue
        sides = []
        for place, side in ((columns, size[0]), (rows, size[1])):
            edge = (longest - side) / 2
            # Half a cell more on each side: a thing ends somewhere within its last cell.
            span = ((place.start - 0.5) / cells * longest - edge, (place.stop + 0.5) / cells * longest - edge)
            sides.append(tuple(round(min(1.0, max(0.0, one / side)), 3) for one in span))
        (left, right), (top, bottom) = sides
        if (right - left) * (bottom - top) < _MOST_THING:
            found.append((weight, (left, top, right, bottom)))
    return tuple(box for _, box in sorted(found, key=lambda one: -one[0])[:_MOST_THINGS])


def _side(preprocess: Any) -> int:
    return int(np.max(preprocess.transforms[0].size))


def _load_image_tower(folder: Path) -> _Loaded:
    """Build the image tower of a folder without a text tower, and load its weights strictly."""
    from safetensors.torch import load_file

    from models import picture_tower

    config = json.loads((folder / "open_clip_config.json").read_text("utf-8"))
    weights = load_file(folder / "open_clip_model.safetensors")
    state = {name.removeprefix("visual."): value.float() for name, value in weights.items()}
    if config["model_cfg"]["vision_cfg"]["timm_model_name"] != picture_tower.NAME:
        return _load_timm_tower(config, state)
    said = config["model_cfg"]["embed_dim"], config["preprocess_cfg"]
    if said != (picture_tower.EMBED_DIM, picture_tower.PREPROCESS):
        raise ValueError(f"{folder} says otherwise of {picture_tower.NAME} than that is")
    tower = picture_tower.PictureTower.of({name.removeprefix("trunk."): value for name, value in state.items()})
    return _Loaded(SimpleNamespace(trunk=tower, encode_image=tower), picture_tower.prepared, picture_tower.SIZE)


def _load_timm_tower(config: Any, state: dict[str, torch.Tensor]) -> _Loaded:
    """Any other image tower alone, by open_clip's own parts."""
    import torch

    cure_torchvision()
    from open_clip.timm_model import TimmModel
    from open_clip.transform import PreprocessCfg, image_transform_v2

    vision = config["model_cfg"]["vision_cfg"]
    with torch.random.fork_rng():  # building draws random weights; the shop's own seed stays where it was
        tower = TimmModel(
            vision["timm_model_name"],
            embed_dim=config["model_cfg"]["embed_dim"],
            image_size=vision["image_size"],
            pool=vision.get("timm_pool", ""),
            proj=vision.get("timm_proj", ""),
        )
    tower.load_state_dict(state, strict=True)
    tower.eval().to(memory_format=torch.channels_last)
    preprocess = image_transform_v2(PreprocessCfg(**config["preprocess_cfg"]), is_train=False)
    return _Loaded(tower, preprocess, _side(preprocess))


def _thick_enough(image: Image.Image) -> Image.Image:
    """At most 64 times as long as wide: of a thinner picture, no pixel would be left at the model's size."""
    least = -(-max(image.size) // 64)
    return image if min(image.size) >= least else image.resize((max(image.width, least), max(image.height, least)))


def _unit(rows: torch.Tensor) -> Vectors:
    from torch.nn import functional

    return np.ascontiguousarray(functional.normalize(rows.float(), dim=-1).numpy())
