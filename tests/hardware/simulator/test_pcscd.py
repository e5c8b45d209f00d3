"""Starting, sharing and losing the real pcscd."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.card.presence import ReadEnded, ReaderReport
from hardware.card.reader import CardReader
from hardware.card.scard import reader_names, service_runs
from hardware.card.settings import ReaderSettings
from hardware.simulator.card_file import card_file
from hardware.simulator.pcscd import VIRTUAL_READER, PcscDaemon, PcscdUnavailableError
from hardware.simulator.vpcd import VirtualCardSlot

pytestmark = pytest.mark.real


@pytest.fixture
def daemon() -> Iterator[PcscDaemon]:
    with PcscDaemon() as daemon:
        yield daemon


def test_a_second_stand_waits_for_the_lock_and_then_says_who_is_in_the_way(daemon: PcscDaemon) -> None:
    assert daemon.is_ours
    with pytest.raises(PcscdUnavailableError, match="another stand or test uses pcscd"):
        PcscDaemon(wait_seconds=0.1).start()


def test_a_service_without_the_wanted_reader_is_named_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, daemon: PcscDaemon
) -> None:
    monkeypatch.setattr("hardware.simulator.pcscd.LOCK_PATH", tmp_path / "lock")
    with pytest.raises(PcscdUnavailableError, match="serves no reader named 'ACS'"):
        PcscDaemon("ACS").start()
    assert service_runs()
    assert daemon.is_ours


def test_a_service_that_already_runs_is_used_and_not_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, daemon: PcscDaemon
) -> None:
    monkeypatch.setattr("hardware.simulator.pcscd.LOCK_PATH", tmp_path / "lock")
    with PcscDaemon() as guest:
        assert not guest.is_ours
    assert service_runs()
    assert daemon.is_ours


def test_a_machine_without_pcscd_is_told_which_packages_are_missing(
    daemon: PcscDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon.stop()
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(PcscdUnavailableError, match="vsmartcard-vpcd"):
        daemon.start()


def test_a_pcscd_that_ends_at_once_is_named_with_its_code(
    daemon: PcscDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon.stop()
    monkeypatch.setattr("shutil.which", lambda *_, **__: "/bin/false")
    with pytest.raises(PcscdUnavailableError, match="ended at once with code 1"):
        daemon.start()


def test_a_pcscd_that_never_serves_the_reader_is_given_up_and_ended(daemon: PcscDaemon) -> None:
    daemon.stop()
    with pytest.raises(PcscdUnavailableError, match="serves no reader named 'ACS'"):
        PcscDaemon("ACS", wait_seconds=0.2).start()
    assert not service_runs()


def test_a_pcscd_that_waits_for_a_silent_card_is_ended_all_the_same(
    daemon: PcscDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardware.simulator.pcscd._STOP_SECONDS", 0.2)
    fields = {
        "name": "王",
        "birth": "19491231",
        "number": "1",
        "valid_from": "20150608",
        "valid_until": "长期",
    }
    mute = card_file(
        {"kind": "resident_id", "fields": fields, "faults": {"removed_after": 0, "mute_after": 1}}
    )
    heard: queue.SimpleQueue[ReaderReport] = queue.SimpleQueue()
    reader = CardReader(ReaderSettings(name=VIRTUAL_READER, read_seconds=0.2), heard.put)
    reader.arm("visit")
    reader.start()
    with VirtualCardSlot().holding(mute.card()):
        while not isinstance(heard.get(timeout=5.0), ReadEnded):
            pass
        daemon.stop()
    assert not service_runs()
    assert reader.stop(5.0)


def test_the_virtual_reader_is_served_until_the_end(daemon: PcscDaemon) -> None:
    assert [name for name in reader_names() if "Virtual PCD" in name]
    with daemon.away():
        assert not service_runs()
    assert service_runs()
    daemon.stop()
    assert not service_runs()
