"""A real llama-server, for tests of the remote form: python -m tests.llama_server FILE prints its address and serves."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def real_server(file: Path) -> Iterator[str]:
    """The address of a llama-server with this model, for as long as the block lasts."""
    command = [sys.executable, "-m", "tests.llama_server", str(file)]
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
    parameters.n_ctx = 8192
    parameters.n_parallel = 4
    parameters.cpuparams.n_threads = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    server = Server(parameters)
    print(f"\nserving {server.listening_address}", flush=True)
    while True:
        time.sleep(60)
