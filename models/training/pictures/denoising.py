"""Takes the path tracer's grain out: Intel Open Image Denoise, whose CPU library the `oidn` package carries.

The package looks for its own TBB beside the system's libraries, where it is not, so that one is loaded first; and its Python
side cannot say that a picture is in linear light, so that one call is made here.
"""

from __future__ import annotations

import ctypes
import functools
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]


def denoised(color: Image, albedo: Image, normal: Image) -> Image:
    """Return `color`, linear light of any range, without its noise; all are (h, w, 3).

    Albedo and normals, from the same samples, keep textures and edges. Raises ImportError where the package is not installed
    or has no library for this system (it has one for Linux on x86-64).
    """
    library, oidn = _loaded()
    height, width = color.shape[:2]
    out = np.zeros_like(color)
    device = oidn.NewDevice()
    library.oidnSetDevice1i(
        ctypes.c_void_p(device), b"numThreads", 1
    )  # one picture a process: a pool of threads only waits
    oidn.CommitDevice(device)
    denoise = oidn.NewFilter(device, "RT")
    images = {"color": color, "albedo": albedo.clip(0, 1), "normal": normal, "output": out}
    kept = {name: np.ascontiguousarray(image, np.float32) for name, image in images.items()}
    for name, image in kept.items():
        oidn.SetSharedFilterImage(denoise, name, image, oidn.FORMAT_FLOAT3, width, height)
    library.oidnSetFilter1b(ctypes.c_void_p(denoise), b"hdr", True)
    oidn.CommitFilter(denoise)
    oidn.ExecuteFilter(denoise)
    oidn.ReleaseFilter(denoise)
    oidn.ReleaseDevice(device)
    return kept["output"]


@functools.lru_cache(maxsize=1)
def _loaded() -> tuple[ctypes.CDLL, Any]:
    found = importlib.util.find_spec("oidn")
    if found is None or found.origin is None:
        raise ImportError("oidn is not installed: pip install -r requirements-dev.txt")
    folder = Path(found.origin).parent / "lib.linux.x64"
    try:
        ctypes.CDLL(str(next(folder.glob("libtbb.so.*"))), mode=ctypes.RTLD_GLOBAL)
        library = ctypes.CDLL(str(next(folder.glob("libOpenImageDenoise.so.*"))))
        import oidn
    except (OSError, StopIteration) as error:
        raise ImportError(f"oidn has no library that runs here: {error}") from error
    library.oidnSetFilter1b.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_bool]
    library.oidnSetFilter1b.restype = None
    library.oidnSetDevice1i.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    library.oidnSetDevice1i.restype = None
    return library, oidn
