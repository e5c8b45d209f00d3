"""A real headless Chromium, driven over its debugging pipe (no library, no port)."""

import base64
import io
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
_READ, _WRITE = 3, 4
"""The file descriptors that `--remote-debugging-pipe` reads from and writes to."""


class Page:
    """One tab."""

    def __init__(self, to: int, answers: io.FileIO) -> None:
        self._to = to
        self._answers = answers
        self._ids = count(1)
        self._rest = b""
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        answer = self._ask(method, **params)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _ask(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                return answer

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = self._answers.read(1 << 16)
            assert chunk, "Chromium ended"
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def _until(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def open(self, url: str) -> None:
        """Go there and wait until it is loaded."""
        self._call("Page.navigate", url=url)
        self._until("Page.loadEventFired")

    def follow(self, url: str, selector: str) -> None:
        """Go to a page that sends itself on to another, and wait until that one has such an element.

        Asked again and again: between the two pages there is a moment with none, which answers an error.
        """
        self._call("Page.navigate", url=url)
        there = (
            f"document.readyState === 'complete' && document.querySelector({json.dumps(selector)}) !== null"
        )
        while (
            not self._ask("Runtime.evaluate", expression=there)
            .get("result", {})
            .get("result", {})
            .get("value")
        ):
            time.sleep(0.02)

    def press(self, selector: str) -> None:
        """Click something that leads to another page, and wait for that."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self._until("Page.loadEventFired")

    def fill(self, selector: str, text: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).value = {json.dumps(text)}")

    def run(self, script: str) -> object:
        """The value of an expression in the page."""
        return self._call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    @property
    def text(self) -> str:
        return str(self.run("document.body.innerText"))

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._call("Page.captureScreenshot")["data"]))


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """A browser that takes our authority's certificates without asking."""
    read, to = os.pipe()
    answers, write = os.pipe()
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors",
        f"--user-data-dir={profile}", "--window-size=1280,900", "--accept-lang=zh-CN",
        "--remote-debugging-pipe", "about:blank",
    ]  # fmt: skip
    wired = f'exec "$@" {_READ}<&{read} {_WRITE}>&{write}'
    process = subprocess.Popen(
        ["bash", "-c", wired, "chromium", *command],
        pass_fds=(read, write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(read)
    os.close(write)
    try:
        with os.fdopen(answers, "rb", buffering=0) as incoming:
            yield Page(to, incoming)
    finally:
        os.close(to)
        process.terminate()
        process.wait()
