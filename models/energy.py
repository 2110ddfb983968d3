"""How much energy the machine used between two moments, where it can be read: RAPL for processors, NVML for GPUs.

Both count all that the machine does, not Curio alone. On Linux the counters of RAPL are usually readable for root only; where
neither can be read, nothing is told rather than guessed.
https://www.kernel.org/doc/html/latest/power/powercap/powercap.html
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

POWERCAP = Path("/sys/class/powercap")
Reading = Mapping[str, int]
"""Counter → microjoules."""


class EnergyMeter:
    """The counters that could be read when it was made. Thread-safe."""

    def __init__(self, powercap: Path = POWERCAP, *, gpus: bool = True) -> None:
        # "intel-rapl:0" is a package; "intel-rapl:0:1" a part of it, which is in the package's count. AMD's are called so too.
        zones = sorted(zone for zone in powercap.glob("intel-rapl:*") if zone.name.count(":") == 1)
        self._zones = {zone: most for zone in zones if (most := _number(zone / "max_energy_range_uj")) is not None}
        self._gpus = _gpus() if gpus else []
        first = self.read()
        self._counters = frozenset(first)

    @property
    def sources(self) -> tuple[str, ...]:
        """What is read, in words; empty when nothing can be."""
        kinds = {"the processor": any(name.startswith("intel") for name in self._counters)}
        kinds["the GPU"] = any(name.startswith("gpu") for name in self._counters)
        return tuple(name for name, there in kinds.items() if there)

    def read(self) -> Reading:
        """The counters now."""
        found = {zone.name: value for zone in self._zones if (value := _number(zone / "energy_uj")) is not None}
        for number, (nvml, handle) in enumerate(self._gpus):
            try:
                found[f"gpu:{number}"] = 1000 * int(nvml.nvmlDeviceGetTotalEnergyConsumption(handle))
            except nvml.NVMLError:  # an older card, or one that is gone
                continue
        return found

    def joules(self, since: Reading) -> float | None:
        """Joules used by the whole machine since a reading; None where nothing can be read."""
        now = self.read()
        ranges = {zone.name: most for zone, most in self._zones.items()}
        used = 0
        for name in (both := now.keys() & since.keys()):
            spent = now[name] - since[name]
            used += spent if spent >= 0 else spent + ranges.get(name, 0)  # the counter of a processor begins anew
        return used / 1e6 if both else None


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None


def _gpus() -> list[tuple[Any, Any]]:
    import pynvml  # NVIDIA's own binding (nvidia-ml-py): pure Python, and harmless where there is no driver

    try:
        pynvml.nvmlInit()
        return [(pynvml, pynvml.nvmlDeviceGetHandleByIndex(n)) for n in range(pynvml.nvmlDeviceGetCount())]
    except pynvml.NVMLError:
        return []
