"""A real llama-server, for tests of the remote form. python -m tests.llama_server FILE [TEMPLATE] serves, and says where."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
THINKS = (
    "{% for one in messages %}<|im_start|>{{ one.role }}\n"
    "{% if one.reasoning_content %}<think>\n{{ one.reasoning_content }}\n</think>\n\n{% endif %}"
    "{{ one.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% else %}<think>\n{% endif %}"
    "{% endif %}"
)
"""A template as Qwen's thinking models have it: a thought is begun for the model, unless it is told not to think."""


@contextmanager
def real_server(file: Path, template: str = "") -> Iterator[str]:
    """The address of a llama-server with this model, for as long as the block lasts; with `template` in place of its own."""
    command = [sys.executable, "-m", "tests.llama_server", str(file), template]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            address = next((line.split()[1] for line in server.stdout or () if line.startswith("serving ")), "")
            assert address, "llama-server did not start"
            yield address
        finally:
            server.kill()


if __name__ == "__main__":
    from xllamacpp import CommonParams, Server

    parameters = CommonParams()
    parameters.model.path = sys.argv[1]
    parameters.chat_template = "".join(sys.argv[2:3])
    parameters.use_jinja = True
    parameters.n_ctx = 8192
    parameters.n_parallel = 4
    parameters.cpuparams.n_threads = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    server = Server(parameters)
    print(f"\nserving {server.listening_address}", flush=True)
    while True:
        time.sleep(60)
