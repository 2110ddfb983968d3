"""python -m bench.startup: from the command to the page, to the first result, and the memory that all of it takes.

The data folder is warmed by one start first: the figures are those of a second `make run`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]


def start(home: str) -> tuple[subprocess.Popen[bytes], int]:
    """Serve the page on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    environment = os.environ | {"CURIO_HOME": home}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ), port


def page_answers(port: int) -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.02)


def memory(process: psutil.Process) -> int:
    """Bytes of the process and its children, shared pages counted once for each."""
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])


def journey(home: str) -> dict[str, float]:
    """Seconds from the command to the page's answer, to the first search result drawn by Chromium, and peak MB."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        begun = time.perf_counter()
        running, port = start(home)
        try:
            page_answers(port)
            answered = time.perf_counter() - begun
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/?q=crocs%20as%20flower%20pots")
            page.locator("[class*='st-key-card-hits-']").first.wait_for(timeout=120_000)
            found = time.perf_counter() - begun
            page.get_by_text("Written on this machine").wait_for(timeout=120_000)
            written = time.perf_counter() - begun
            peak = memory(psutil.Process(running.pid))
        finally:
            running.terminate()
            running.wait(20)
        browser.close()
    return {
        "page_answers_s": round(answered, 2),
        "first_result_s": round(found, 2),
        "suggestion_read_s": round(written, 2),
        "memory_mb": round(peak / 1e6),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        first = journey(home)
        second = journey(home)
    print(json.dumps({"startup": {"new data folder": first, "second start": second}}, indent=2))


if __name__ == "__main__":
    main()
