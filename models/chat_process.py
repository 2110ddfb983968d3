"""The worker process as its owner sees it: started, spoken to over a socket, and seen off with a reason.

`models.chat` owns one; what runs inside is `models.chat_worker`. Started by `subprocess`, not `multiprocessing.Process`: that
would import the main module again, which under Streamlit is Streamlit itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from models.errors import ModelFileInvalid

_LOAD_SECONDS = 300
_SEND_SECONDS = 10
# llama.cpp's threads wait for each other many times a token. By default they do so spinning, and on a machine that is busy
# take the processor from the very thread they wait for: measured, half a minute for what takes a third of a second asleep.
_PATIENT = {"OMP_WAIT_POLICY": "passive"}
_PROJECT = Path(__file__).resolve().parent.parent


class Worker:
    """The process and the socket to it. Loading is part of being made: raises ModelFileInvalid when it cannot be.

    `about` is what the worker says of the model it loaded: see `models.chat_worker.Writer.about`.
    """

    def __init__(self, file: Path, load: dict[str, int | str]) -> None:
        self._connection, theirs = Pipe()
        self._sending = threading.Lock()
        try:
            self.process = self._start(theirs.fileno())
        except OSError as error:  # no memory, or no process, left for another
            self._connection.close()
            raise ModelFileInvalid(f"The writer's process could not be started ({error.strerror}).") from error
        finally:
            theirs.close()
        # A worker that reads no more must not hold up whoever tells it to stop.
        with socket.socket(fileno=os.dup(self._connection.fileno())) as ours:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _SEND_SECONDS, 0))
        try:
            self.send({"do": "load", "file": str(file), **load}, strict=True)
            answer = self.receive(_LOAD_SECONDS)
        except (EOFError, OSError) as error:
            raise ModelFileInvalid(f"{file} could not be loaded ({self.end()}). Pull the model again.") from error
        if "failed" in answer:
            self.end()
            raise ModelFileInvalid(f"{file} could not be loaded: {_why(answer['failed'])} Pull the model again.")
        self.about: dict[str, Any] = answer["loaded"]

    @staticmethod
    def _start(descriptor: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "models.chat_worker", str(descriptor)],
            pass_fds=[descriptor],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **_PATIENT,
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(_PROJECT), os.environ.get("PYTHONPATH", "")]),
            },
        )

    def send(self, event: dict[str, Any], *, strict: bool = False) -> None:
        """Send one event. Unless `strict`, a worker that is gone is left for the owner thread to notice."""
        try:
            with self._sending:
                self._connection.send_bytes(json.dumps(event).encode())
        except OSError:
            if strict:
                raise

    def receive(self, seconds: float) -> dict[str, Any]:
        """Wait for one event. Raises EOFError when the worker is gone or silent for `seconds`."""
        if not self._connection.poll(seconds):
            raise EOFError
        event: dict[str, Any] = json.loads(self._connection.recv_bytes())
        return event

    def kill(self) -> None:
        """End the process now; the owner thread sees its socket close."""
        self.process.kill()

    def end(self) -> str:
        """After its socket closed or fell silent: see the process off, and return how it ended in a few words."""
        try:
            status = self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
            return "it hung and was ended"
        finally:
            self._connection.close()
        if status == -signal.SIGKILL:
            return "it was killed, as a system does that runs out of memory"
        return f"it was killed by signal {-status}" if status < 0 else f"it ended with status {status}"


def _why(reason: str) -> str:
    """llama.cpp's reason without the path that the message already has, as one sentence."""
    return f"{reason.split(':')[0].strip().rstrip('.')}."
