"""Which layers of a model are on a GPU, by what llama.cpp itself says while it loads: asking for layers is not having them.

A room of its own, without llama.cpp, so that its words can be read where there is no GPU; they are those of the library that
llama-cpp-python 0.3.36 carries ("offloaded %d/%d layers to GPU", "using device %s (%s) (%s) - %zu MiB free").
"""

from __future__ import annotations

import re

_LAYERS = re.compile(r"\boffloaded (\d+)/(\d+) layers to GPU")
_DEVICE = re.compile(r"\busing device [^\n(]*\(([^\n]*?)\) \(")


def layers_on_gpu(said: str) -> str:
    """Return "29 of 29 layers on NVIDIA H200", or "" where none is; `said` is what llama.cpp said while it loaded."""
    found = _LAYERS.findall(said)
    if not found or found[-1][0] == "0":
        return ""
    on, of = found[-1]
    devices = " and ".join(dict.fromkeys(_DEVICE.findall(said)))
    return f"{on} of {of} layers on {devices or 'the GPU'}"
