"""One frozen Settings, read from CURIO_* variables, then from settings.json in the data folder, then the defaults.

What belongs to one shop's choice of models is written by `choose`; everything else is set from outside.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from assistant.errors import SettingsInvalid
from catalog.errors import StoreUnavailable
from models.chat_remote import split_url

CHOSEN_BY_TASK = {"pictures": "picture_model", "words": "word_model", "chat": "chat_model"}


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("curio", appauthor=False))


def _home() -> Path:
    return Path(os.environ.get("CURIO_HOME") or _default_home()).expanduser().absolute()


class Settings(BaseSettings):
    """How this Curio runs. Every field can be given as CURIO_<FIELD>.

    Models are names of the registry, a path of an open_clip folder, or a path of a GGUF file.
    """

    model_config = SettingsConfigDict(env_prefix="CURIO_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=_home)
    demo: bool = True
    database_url: str = ""
    picture_model: str = "curio-pictures"
    word_model: str = "all-minilm-l6-v2"
    chat_model: str = "curio-chat"
    chat_url: str = ""
    """An OpenAI-compatible server that writes the sentences instead of a model here: http://HOST:PORT. Requests go to it."""
    chat_key: SecretStr = SecretStr("")
    """What that server wants to see as a bearer token. Sent to nobody else."""
    chat_server_model: str = ""
    """The model's name there; empty: the first that it offers."""
    n_ctx: int = Field(default=2048, ge=512, le=131072)
    n_threads: int = Field(default=2, ge=1, le=256)
    n_gpu_layers: int = Field(default=-1, ge=-1)
    """-1: as many as the GPU build takes; without a GPU build it has no effect."""
    thinking_tokens: int = Field(default=0, ge=0, le=4096)
    """For how many tokens a model that can think may do so before each answer. Its thoughts are shown to staff only."""
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    """What a feed's prices are in where neither they nor another column say it (ISO 4217)."""
    event_days: int = Field(default=90, ge=0, le=3650)
    """For how many days it is kept what was searched for and opened, without any picture or name. 0: nothing is."""
    keep_days: int = Field(default=365, ge=0, le=3650)
    """For how many days after a browser's last visit its boards, and what it looked at, are kept. 0: nothing is, and no cookie
    is set."""
    pdf_font: Path | None = None
    """A font file (.ttf, .otf) for letters that Noto Sans has not, in boards exported as PDF."""
    help_contact: str = Field(default="", max_length=200)
    """Whom shoppers may ask what the shop's pages do not say: an address of mail, a number, a name."""
    max_image_bytes: int = Field(default=25_000_000, ge=100_000)
    max_image_pixels: int = Field(default=50_000_000, ge=100_000)
    merchandiser_claim: str = ""
    """The claim of an identity provider that says who is a merchandiser ("groups", "realm_access.roles", "email"). Set, it
    turns sign-in by `.streamlit/secrets.toml` on and the passphrase off."""
    merchandiser_values: frozenset[str] = Field(default=frozenset(), validate_default=True)
    """The values of that claim which make one, as a JSON list: '["curio"]'."""
    idle_minutes: float = Field(default=60, ge=1, le=1440)
    """A merchandiser who presses nothing for this long is signed out."""
    sign_in_hours: float = Field(default=12, ge=0.25, le=168)
    """And everybody this long after signing in."""

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("chat_url")
    @classmethod
    def _server(cls, url: str) -> str:
        if url:
            split_url(url)
        return url

    @field_validator("merchandiser_values")
    @classmethod
    def _some_value(cls, values: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        if bool(values) != bool(info.data.get("merchandiser_claim")):
            raise ValueError("CURIO_MERCHANDISER_CLAIM and CURIO_MERCHANDISER_VALUES are set together or not at all")
        return values

    @property
    def store_url(self) -> str:
        """The SQLAlchemy address of the store: CURIO_DATABASE_URL, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.home / 'curio.sqlite3'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library calls with all of them
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read settings.json beside the shop's data last, so that the environment wins."""
        given = init_settings() if isinstance(init_settings, InitSettingsSource) else {}
        kept = _read_kept(Path(given.get("home") or _home()))
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=kept)


def read_settings(**given: Any) -> Settings:
    """Return the settings in force. Raises SettingsInvalid naming each field that cannot be used."""
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = "; ".join(f"CURIO_{'_'.join(map(str, e['loc'])).upper()}: {e['msg'].lower()}" for e in error.errors())
        raise SettingsInvalid(f"A setting cannot be used: {wrong}. Correct it and start again.") from error
    except SettingsError as error:  # a list that is not JSON
        raise SettingsInvalid(
            f"A setting cannot be used: {error}. A list is written as JSON: '[\"curio\"]'."
        ) from error


def choose(settings: Settings, task: str, model: str) -> Settings:
    """Keep `model` as this shop's choice for `task` (pictures, words or chat) and return the settings with it."""
    write_kept(settings.home / "settings.json", _read_kept(settings.home) | {CHOSEN_BY_TASK[task]: model})
    return settings.model_copy(update={CHOSEN_BY_TASK[task]: model})


def write_kept(file: Path, kept: dict[str, Any]) -> None:
    """Write a JSON file of the data folder whole or not at all, readable by its owner alone (mode 0600)."""
    new = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, suffix=".tmp", delete=False) as written:
            new = written.name
            json.dump(kept, written, indent=2)
            written.flush()
            os.fsync(written.fileno())
        Path(new).replace(file)
    except OSError as error:
        if new:
            Path(new).unlink(missing_ok=True)
        raise StoreUnavailable(
            f"{file} cannot be written ({error.strerror}). Make the folder writable or set CURIO_HOME to one that is."
        ) from error


def _read_kept(home: Path) -> dict[str, Any]:
    file = home / "settings.json"
    try:
        kept = json.loads(file.read_text("utf-8"))
    except OSError:
        return {}
    except ValueError as error:
        raise SettingsInvalid(f"{file} is not JSON ({error}). Mend it, or delete it to use the defaults.") from error
    if not isinstance(kept, dict):
        raise SettingsInvalid(f"{file} must hold one JSON object. Mend it, or delete it to use the defaults.")
    return kept
