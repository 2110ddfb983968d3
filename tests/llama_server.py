"""A real llama-server, for tests of the remote form: python -m tests.llama_server FILE prints its address and serves."""

from __future__ import annotations

import sys
import time

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
