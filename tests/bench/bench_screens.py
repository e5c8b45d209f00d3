"""Touch to the next page painted, 1920 x 1080, software drawing, beside a bare page of stock controls."""

import os
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.app import make_application
from kiosk.ui.sample_states import PLACE, sample_kiosk, sample_pages
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.window import KioskWindow
from tests.bench.entry import Entry, Goal, Measure, entry, growth

ROUNDS = 5
SOON = Goal(33.0, Measure.VALUE_AT_MOST)
"""Two frames at 60 Hz: a page that comes later is felt as late."""
CHANGES = 3000
FLAT = Goal(8.0, Measure.VALUE_AT_MOST)
STOCK_CONTROLS = 20


def _timed(change: Callable[[], None]) -> float:
    began = time.perf_counter()
    change()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _p50(times: list[float]) -> float:
    return statistics.median(times)


def _page_changes(window: KioskWindow, rounds: int) -> list[float]:
    states = [sample_kiosk(page) for page in sample_pages().values()]
    for state in states:
        _timed(partial(window.show_state, state))
    return [_timed(partial(window.show_state, state)) for _ in range(rounds) for state in states]


def _stock_page(host: QWidget) -> QWidget:
    page = QWidget(host)
    lines = QVBoxLayout(page)
    for index in range(STOCK_CONTROLS):
        lines.addWidget(QPushButton(f"按钮 {index}") if index % 2 else QLabel(f"文字 {index}"))
    page.setGeometry(host.rect())
    page.show()
    return page


def _stock_changes(count: int) -> list[float]:
    host = QWidget()
    host.resize(1920, 1080)
    host.show()
    times, old = [], None
    for _ in range(count):
        began = time.perf_counter()
        fresh = _stock_page(host)
        if old is not None:
            old.hide()
            old.deleteLater()
        old = fresh
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    host.close()
    return times


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _tenths(application: QApplication, window: KioskWindow) -> list[tuple[float, float]]:
    """Processor time so far in seconds, and MB resident, before `CHANGES` page changes and at every tenth.

    Over real turns of the event loop, so that what is to be deleted is deleted.
    """
    states = [sample_kiosk(page) for page in sample_pages().values()]
    readings = [(time.process_time(), _resident_mb())]
    done = 0

    def turn() -> None:
        nonlocal done
        window.show_state(states[done % len(states)])
        done += 1
        if done % (CHANGES // 10) == 0:
            readings.append((time.process_time(), _resident_mb()))
        if done == CHANGES:
            application.quit()
        else:
            QTimer.singleShot(0, turn)

    QTimer.singleShot(0, turn)
    application.exec()
    return readings


def _speed(window: KioskWindow) -> list[Entry]:
    """Both sides in turn, a p50 and a p95 for each round."""
    ours, stock = [], []
    for _ in range(ROUNDS):
        ours.append(_page_changes(window, 2))
        stock.append(_stock_changes(100))
    name, beside = "touch to next page painted", f"stock page of {STOCK_CONTROLS} controls"
    return [
        entry(f"{name}, p50", "ms", list(map(_p50, ours)), beside, list(map(_p50, stock))),
        entry(f"{name}, p95", "ms", list(map(_p95, ours)), beside, list(map(_p95, stock)), SOON),
    ]


def _growths(application: QApplication, window: KioskWindow) -> list[Entry]:
    """Time and memory of ten times as many page changes."""
    seconds, megabytes = zip(*_tenths(application, window), strict=True)
    more = [size - megabytes[1] for size in megabytes[1:]]
    changes = f"{CHANGES} page changes"
    memory = entry(f"growth: memory after {changes}", "MB more", more[-1:], "a tenth of it", [0.0], FLAT)
    return [
        growth(f"{changes}, processor time", "s", [seconds[-1] - seconds[0]], [seconds[1] - seconds[0]]),
        memory | {"spread": [[round(min(more), 1), round(max(more), 1)], [0.0, 0.0]]},
    ]


def run() -> list[Entry]:
    """Rows for `build/bench.json`."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else make_application(["bench"])
    window = KioskWindow(ScreenSettings(), PLACE, lambda _event: None)
    window.show()
    rows = [*_speed(window), *_growths(application, window)]
    window.close()
    return rows


if __name__ == "__main__":
    import json
    import sys

    json.dump(run(), sys.stdout, ensure_ascii=False, indent=1)
