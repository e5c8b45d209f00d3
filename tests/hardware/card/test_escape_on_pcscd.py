"""SAM_V frames in escape commands, through the real pcscd to a driver of our own (ifd_samv.c)."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.card.diagnosis import diagnose
from hardware.card.documents import ForeignerResidence2017, ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.simulator.card_file import CardFile, card_file, load_card_file
from hardware.simulator.pcscd import PcscDaemon
from hardware.simulator.samv_pty import VirtualSamvReader
from tests.hardware.card.conftest import Listener

pytestmark = pytest.mark.real

Served = tuple[VirtualSamvReader, PcscDaemon]
READER = "Escape SAM-V"
SAMPLES = Path("assets/samples/cards")
WANG = load_card_file(SAMPLES / "wang-guilan.toml")
SMITH = load_card_file(SAMPLES / "smith-2017.toml")
_PCSCD_SECONDS = 10.0  # it looks at a reader that failed once a second, by its own clock
DRIVER = Path(__file__).with_name("ifd_samv.c")


def faulty(**faults: float) -> CardFile:
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults})


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A simulated module, our driver, and the pcscd that serves it."""
    folder = tmp_path_factory.mktemp("escape")
    driver, config, device = folder / "ifd_samv.so", folder / "reader.conf", folder / "line"
    strict = ("-Wall", "-Wextra", "-Werror")
    subprocess.run(
        ["gcc", *strict, "-shared", "-fPIC", "-I/usr/include/PCSC", "-o", driver, DRIVER], check=True
    )
    config.write_text(f'FRIENDLYNAME "{READER}"\nDEVICENAME {device}\nLIBPATH {driver}\nCHANNELID 0\n')
    with VirtualSamvReader(device) as samv, PcscDaemon(READER, config=config) as daemon:
        yield samv, daemon


@pytest.fixture
def samv(stand: Served) -> Iterator[VirtualSamvReader]:
    samv, _ = stand
    yield samv
    samv.pull()
    samv.module.fault = None


@pytest.fixture
def escape(samv: VirtualSamvReader, listener: Listener) -> Iterator[CardReader]:
    del samv
    reader = CardReader(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=READER), listener)
    reader.start()
    listener.presence(Presence.NO_CARD)
    yield reader
    assert reader.stop(5.0)


def test_a_reader_that_refuses_the_function_number_is_at_fault(samv: VirtualSamvReader) -> None:
    del samv
    found = diagnose(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=READER, escape_code=3500))
    assert (found.trouble, found.service) == (ReadFailure.READER_FAULT, True)


def test_a_module_that_failed_its_self_test_is_diagnosed_as_such(samv: VirtualSamvReader) -> None:
    samv.module.fault = 0x60
    found = diagnose(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=READER))
    assert found.trouble is ReadFailure.SAM_SELF_TEST_FAILED


def test_a_fit_module_tells_its_identity(samv: VirtualSamvReader) -> None:
    del samv
    found = diagnose(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=READER))
    assert (found.trouble, len(found.sam_id)) == (None, 32)
    assert found.readers[0].startswith(READER)


def test_a_card_pulled_mid_read_is_interrupted(
    escape: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    escape.arm("visit")
    samv.put(faulty(removed_after=2))
    assert listener.outcome("visit") is ReadFailure.INTERRUPTED


def test_a_module_that_does_not_answer_is_no_reader_and_serves_again(
    escape: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    samv.put(faulty(mute_after=1))
    listener.presence(Presence.NO_READER, seconds=10.0)
    samv.put(WANG)
    listener.presence(Presence.CARD_PRESENT)
    escape.arm("visit")
    assert isinstance(listener.outcome("visit"), ResidentId)


@pytest.mark.parametrize("kind", [ReaderKind.PCSC, ReaderKind.SAMV_ESCAPE])
def test_a_reader_that_is_unplugged_and_plugged_in_again_serves_again(
    samv: VirtualSamvReader, listener: Listener, kind: ReaderKind
) -> None:
    reader = CardReader(ReaderSettings(kind=kind, name=READER), listener)
    reader.start()
    listener.presence(Presence.NO_CARD)
    samv.unplug()
    listener.presence(Presence.NO_READER)
    samv.plug()
    listener.presence(Presence.NO_CARD, seconds=_PCSCD_SECONDS)
    assert reader.stop(5.0)


def test_service_is_back_after_pcscd_was_killed(
    escape: CardReader, samv: VirtualSamvReader, stand: Served, listener: Listener
) -> None:
    _, daemon = stand
    with daemon.away():
        listener.presence(Presence.NO_READER)
    listener.presence(Presence.NO_CARD, seconds=_PCSCD_SECONDS)
    escape.arm("visit")
    samv.put(WANG)
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_a_card_is_read_once_and_the_next_one_after_it_left(
    escape: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    escape.arm("first")
    samv.put(WANG)
    document = listener.outcome("first")
    assert isinstance(document, ResidentId)
    assert document.name == "王桂兰"
    listener.presence(Presence.ALREADY_READ)
    escape.arm("second")
    samv.pull()
    samv.put(SMITH)
    assert isinstance(listener.outcome("second"), ForeignerResidence2017)
