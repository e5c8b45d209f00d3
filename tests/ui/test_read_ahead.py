"""What is asked of the disk ahead of time is what a start loads, and a wheel of another make does no harm."""

import os
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from kiosk.ui.read_ahead import libraries, read_ahead

WHEEL = Path(PySide6.__file__).parent
_BIG = 2_000_000
"""Bytes: smaller ones are read at once anyway."""
_LOAD = "import PySide6.QtSvg, PySide6.QtWidgets; print(open('/proc/self/maps').read())"


def mapped() -> set[Path]:
    """What a process has mapped that loaded all that the first page is made of."""
    done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)
    fields = [line.split(maxsplit=5) for line in done.stdout.splitlines()]
    return {Path(field[5]).resolve() for field in fields if len(field) == 6 and field[5].startswith("/")}


def test_every_large_library_of_qt_is_read_ahead_and_nothing_that_is_not_loaded() -> None:
    loaded, ahead = mapped(), {file.resolve() for file in libraries(WHEEL)}
    assert ahead <= loaded
    large = {file for file in loaded if file.is_relative_to(WHEEL) and file.stat().st_size > _BIG}
    assert {file.name for file in large - ahead if not file.name.startswith("libicudata")} == set()


def test_a_file_that_is_not_there_keeps_no_other_from_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    advised: list[str] = []

    def noted(opened: int, start: int, length: int, advice: int) -> None:
        assert (start, length, advice) == (0, 0, os.POSIX_FADV_WILLNEED)
        advised.append(Path(f"/proc/self/fd/{opened}").readlink().name)

    there = list(libraries(WHEEL))
    monkeypatch.setattr("kiosk.ui.read_ahead.libraries", lambda folder: [folder / "gone.so", *there])
    monkeypatch.setattr(os, "posix_fadvise", noted)
    read_ahead().join()
    assert advised == [file.resolve().name for file in there]


def test_a_machine_without_pyside_starts_to_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kiosk.ui.read_ahead.find_spec", lambda _name: None)
    read_ahead().join()
    assert not [file for file in libraries(tmp_path) if file.exists()]
