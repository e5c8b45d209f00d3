"""The terminal as a person without touch has it: a screen reader's view of it, and a keypad's keys."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from kiosk.ui.components.guard import SETTLE_SECONDS
from tests.bench.xscreen import XScreen

_READER = Path(__file__).with_name("screen_reader.py")
_DEBIANS_PYTHON = "/usr/bin/python3"
"""It has the bindings of GLib, which are no part of the terminal."""
_PATIENCE = 30.0
_SOON = 4.0
_INSISTING = 4
_LOOK_SECONDS = 0.05
_KEY_MS = 25
"""A key that goes up and down at one moment is taken for a key that is held."""
T = TypeVar("T")


@dataclass(frozen=True)
class Thing:
    """One object of the accessible tree."""

    role: str
    name: str
    description: str
    states: frozenset[str]
    where: tuple[str, str]

    @property
    def pressable(self) -> bool:
        return self.role in {"push button", "check box"} and "enabled" in self.states


class Assisted:
    """`kiosk run` on a virtual screen with an accessibility bus, and a screen reader beside it."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._x = XScreen()
        self._running: list[subprocess.Popen[Any]] = []

    def __enter__(self) -> Self:
        self._x.__enter__()
        self.display = self._x.display
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self._environment(""),
        )  # fmt: skip
        self._running.append(bus)
        assert bus.stdout is not None
        environment = self._environment(bus.stdout.readline().strip())
        self._kiosk = subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli", "run", "--config", str(self._config)], env=environment
        )
        self._running.append(self._kiosk)
        self._reader = subprocess.Popen(
            [_DEBIANS_PYTHON, str(_READER)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        self._running.append(self._reader)
        return self

    def _environment(self, bus: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LC_ALL") if name in os.environ}
        return kept | {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            process.wait(10)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        self._x.__exit__(kind, error, trace)

    def switch_off(self) -> int:
        """As systemd does; gives the exit code."""
        self._kiosk.send_signal(signal.SIGTERM)
        return self._kiosk.wait(10)

    # --- the screen reader ---

    def _ask(self, **request: object) -> Any:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps(request) + "\n")
        self._reader.stdin.flush()
        return json.loads(self._reader.stdout.readline())

    def look(self) -> list[Thing]:
        """What the page says and offers now; empty while it changes."""
        seen = self._ask(look="buka")
        if isinstance(seen, dict):
            return []
        return [
            Thing(each["role"], each["name"], each["description"], frozenset(each["states"]), each["where"])
            for each in seen
        ]

    def press(self, thing: Thing) -> None:
        """By its accessible action; a page that was built anew since the look has the same button again."""

        def again(seen: list[Thing]) -> Thing | None:
            return next((one for one in seen if one.pressable and one.name == thing.name), None)

        while self._ask(press=thing.where) is not True:
            thing = self.until(again, thing.name)

    def until(self, seen: Callable[[list[Thing]], T | None], what: str) -> T:
        """Look until something is there."""
        deadline = time.monotonic() + _PATIENCE
        while not (found := seen(things := self.look())):
            assert time.monotonic() < deadline, f"{what} did not come: {[one.name for one in things]}"
            time.sleep(_LOOK_SECONDS)
        return found

    def insist(self, press: Callable[[list[Thing]], None], came: Callable[[list[Thing]], object]) -> None:
        """Press, and again as people do: a page may be built anew under the finger."""
        for _ in range(_INSISTING):
            press(self.look())
            if self._soon(came):
                return

    def _soon(self, seen: Callable[[list[Thing]], object]) -> bool:
        deadline = time.monotonic() + _SOON
        while not seen(self.look()):
            if time.monotonic() > deadline:
                return False
            time.sleep(_LOOK_SECONDS)
        return True


class Keypad:
    """Keys through the X server (XTEST), so that the terminal gets them as from a USB keypad."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))

    def act(self, key: str) -> None:
        """After a look: the screen takes no press right after a page change."""
        time.sleep(SETTLE_SECONDS)
        self.press(key)

    def press(self, key: str) -> None:
        """A key by its X name: Return, Down, F5, XF86AudioRaiseVolume."""
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(key.encode()))
        code = self._x11.XKeysymToKeycode(self._display, symbol)
        assert code, f"no key {key}"
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(_KEY_MS))
        self._x11.XFlush(self._display)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x11.XCloseDisplay(self._display)
