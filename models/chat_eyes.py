"""A picture as a chat model reads it: llama.cpp's projector (mmproj) beside the model, in the worker's process.

llama-cpp-python's own handlers of pictures run the file's chat template and fetch what a message names; here the template is
`models.chat_tokens`'s and the pixels come from the parent. Used by `models.chat_worker` alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.chat_tokens import Refused

if TYPE_CHECKING:
    from llama_cpp import Llama

# Between so many steps of its arithmetic a projector is asked whether to go on: each time it waits for what it has begun.
_STEPS = 16


class Eyes:
    """The projector of a loaded model. `computing` is called while it computes, and ends it by returning true.

    Raises Refused when the file is no projector for pictures of this model.
    """

    def __init__(self, llm: Llama, file: Path, *, n_threads: int, gpu: bool, computing: Callable[[], bool]) -> None:
        from llama_cpp import llama_cpp, mtmd_cpp

        self._llama_cpp, self._mtmd, self._llm = llama_cpp, mtmd_cpp, llm
        self._computing, self._steps = computing, 0
        parameters = mtmd_cpp.mtmd_context_params_default()
        parameters.use_gpu, parameters.n_threads = gpu, n_threads
        parameters.print_timings = parameters.warmup = False
        self._watched = llama_cpp.ggml_backend_sched_eval_callback(lambda _tensor, ask, _: self._step(ask))
        parameters.cb_eval = self._watched
        self._context = mtmd_cpp.mtmd_init_from_file(str(file).encode(), llm.model, parameters)
        if not self._context or not mtmd_cpp.mtmd_support_vision(self._context):
            raise Refused(f"Its {file.name} is damaged, or turns no pictures into what this model reads.")

    def _step(self, ask: bool) -> bool:
        """Called for each step: before it, whether it is to be waited for; after one that was, whether to go on."""
        self._steps += ask
        return self._steps % _STEPS == 0 if ask else not self._computing()

    @contextmanager
    def opened(self, width: int, height: int, rgb: bytes) -> Iterator[Picture]:
        """A picture (RGB, three bytes each, row by row) as what the model reads in its place."""
        mtmd = self._mtmd
        if min(width, height) < 1 or len(rgb) != 3 * width * height:
            raise Refused("The picture is not as large as it says.")
        pixels = (ctypes.c_uint8 * len(rgb)).from_buffer_copy(rgb)
        bitmap, chunks = mtmd.mtmd_bitmap_init(width, height, pixels), mtmd.mtmd_input_chunks_init()
        try:
            mark = mtmd.mtmd_default_marker()
            text = mtmd.mtmd_input_text(mark, len(mark), False, True)
            bitmaps = (mtmd.mtmd_bitmap_p_ctypes * 1)(bitmap)
            if mtmd.mtmd_tokenize(self._context, chunks, ctypes.byref(text), bitmaps, 1):
                raise Refused("The model cannot read a picture of this shape.")
            parts = [mtmd.mtmd_input_chunks_get(chunks, n) for n in range(mtmd.mtmd_input_chunks_size(chunks))]
            yield Picture(self, parts, sum(map(mtmd.mtmd_input_chunk_get_n_tokens, parts)))
        finally:
            mtmd.mtmd_input_chunks_free(chunks)
            mtmd.mtmd_bitmap_free(bitmap)

    def read(self, part: Any) -> None:
        """Let the model read a part of a picture after what it has read."""
        mtmd, llm = self._mtmd, self._llm
        # The model's own marks around a picture are text.
        if mtmd.mtmd_input_chunk_get_type(part) == mtmd.MTMD_INPUT_CHUNK_TYPE_TEXT:
            count = ctypes.c_size_t()
            tokens = mtmd.mtmd_input_chunk_get_tokens_text(part, ctypes.byref(count))
            llm.eval(tokens[: count.value])
            return
        after, position = self._llama_cpp.llama_pos(0), self._llama_cpp.llama_pos(llm.n_tokens)
        failed = mtmd.mtmd_helper_eval_chunk_single(
            self._context, llm.ctx, part, position, 0, llm.n_batch, False, ctypes.byref(after)
        )
        if failed:
            raise RuntimeError(f"the picture could not be read: {failed}")
        llm.n_tokens = after.value  # positions: a picture may take fewer of these than it has tokens


class Picture:
    """An opened picture; `tokens` is how many it takes of the model's context."""

    def __init__(self, eyes: Eyes, parts: list[Any], tokens: int) -> None:
        self._eyes, self._parts, self.tokens = eyes, parts, tokens

    def read(self) -> None:
        """Let the model read it. Raises RuntimeError when it cannot, or was stopped."""
        for part in self._parts:
            self._eyes.read(part)
