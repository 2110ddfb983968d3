"""Lets `import torchvision` succeed beside a CPU build of torch.

The registry's torchvision is compiled for CUDA; beside a CPU torch its compiled operators cannot load, and then importing it
(and so open_clip, and transformers' picture code, and so sentence-transformers) dies with "operator torchvision::nms does
not exist". Curio calls none of these operators. Declaring the two schemas that torchvision's Python half looks up is enough.

It has its own module because `clip` and `sentence` both need it first, and neither should import the other for it.
"""

from __future__ import annotations

import importlib.util
import threading
from pathlib import Path
from typing import Any

_lock = threading.Lock()
_declared: list[Any] = []  # torch forgets an operator when its Library object is collected


def cure_torchvision() -> None:
    """Declare torchvision's operators where the real ones cannot load; call before the first import that needs it."""
    import torch

    with _lock:
        if _declared or _real_operators_load():
            return
        library = torch.library.Library("torchvision", "DEF")
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _declared.append(library)


def _real_operators_load() -> bool:
    """Try what torchvision itself tries on import: its compiled extension, found beside its Python half."""
    import torch

    found = importlib.util.find_spec("torchvision")
    if found is None or found.origin is None:
        return True  # nothing to cure
    for extension in sorted(Path(found.origin).parent.glob("_C*")):
        if extension.suffix in {".so", ".pyd", ".dylib"}:
            try:
                torch.ops.load_library(str(extension))
                return True
            except OSError:
                continue
    return False
