"""The word to the service manager: on a real socket, and on none."""

import socket
from pathlib import Path

from kiosk.terminal.watchdog import Watchdog
from tests.conftest import LogRecord


def _listening(path: Path) -> socket.socket:
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(path))
    manager.settimeout(2.0)
    return manager


def test_a_manager_that_is_gone_is_logged_and_stops_nothing(tmp_path: Path, log: LogRecord) -> None:
    log.expected.add("watchdog.not_heard")
    Watchdog({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).beat()
    assert [entry["error"] for entry in log] == ["FileNotFoundError"]


def test_garbage_in_the_environment_means_that_nobody_watches() -> None:
    assert Watchdog({"WATCHDOG_USEC": "soon"}).interval == 0.0


def test_without_a_manager_nothing_is_said() -> None:
    watchdog = Watchdog({})
    watchdog.ready()
    assert watchdog.interval == 0.0


def test_ready_beats_and_the_end_arrive_in_order_a_third_of_the_time_apart(tmp_path: Path) -> None:
    with _listening(tmp_path / "notify") as manager:
        watchdog = Watchdog({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"})
        watchdog.ready()
        watchdog.beat()
        watchdog.stopping()
        assert [manager.recv(64) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]
        assert watchdog.interval == 10.0


def test_an_abstract_socket_is_reached() -> None:
    name = "buka-test-notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name)
        manager.settimeout(2.0)
        Watchdog({"NOTIFY_SOCKET": "@" + name}).beat()
        assert manager.recv(64) == b"WATCHDOG=1"
