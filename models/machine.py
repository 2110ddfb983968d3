"""What this machine has: memory, as a container is allowed it, and whether a model fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from models.registry import ModelDescription

Fit = Literal["fits", "tight", "too large", "unknown"]
_CGROUPS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)


@dataclass(frozen=True)
class Memory:
    """Bytes: all that Curio could have here, and what is free now."""

    total: int
    free: int


def read_memory() -> Memory:
    """The machine's memory, or its container's share where that is less."""
    whole = psutil.virtual_memory()
    total, free = int(whole.total), int(whole.available)
    for limit_file, used_file in _CGROUPS:
        try:
            limit, used = int(Path(limit_file).read_text()), int(Path(used_file).read_text())
        except (OSError, ValueError):  # no such group, or "max"
            continue
        total, free = min(total, limit), min(free, max(0, limit - used))
    return Memory(total, free)


def fit(description: ModelDescription, memory: Memory) -> Fit:
    """Whether a model could run here: "tight" where other programs would have to give memory back first."""
    if not description.memory:
        return "unknown"
    if description.memory > memory.total:
        return "too large"
    return "fits" if description.memory <= memory.free else "tight"
