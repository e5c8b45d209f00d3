"""What PC/SC may answer and no virtual reader ever does: unplugged readers, odd codes, lost answers.

The PC/SC library is played here, because a real one answers these only with real hardware being pulled out.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import smartcard.scard as real
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.card.device import Device
from hardware.card.documents import ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.open import open_device
from hardware.card.pcsc import PcscCard, PcscReader
from hardware.card.presence import Presence
from hardware.card.scard import FAILURES
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.simulator.card_file import load_card_file
from hardware.simulator.samv import SamvModule
from tests.conftest import LogRecord

OURS = "ACS ACR1281 00 00"
OTHER = "Other Reader 01 00"
READ = bytes.fromhex("FFB0000000")
CODES = sorted(
    {getattr(real, name) for name in dir(real) if name.startswith(("SCARD_E_", "SCARD_W_", "SCARD_F_"))}
)


class PlayedScard:
    """The calls this program makes; counts what is opened and closed, answers as the test says."""

    def __init__(self) -> None:
        self.readers = [OURS, OTHER]
        self.state = real.SCARD_STATE_EMPTY
        self.codes: dict[str, int] = {}
        self.answer = [0x90, 0x00]
        self.contexts = 0
        self.handles = 0
        self.asked: list[str] = []
        self.module = SamvModule()

    def __getattr__(self, name: str) -> object:
        return getattr(real, name)

    def _code(self, call: str) -> int:
        self.asked.append(call)
        code: int = self.codes.get(call, real.SCARD_S_SUCCESS)
        return code

    def SCardEstablishContext(self, scope: int) -> tuple[int, int]:  # noqa: N802 - PC/SC's own name, as below
        del scope
        code = self._code("establish")
        self.contexts += code == 0
        return code, 7

    def SCardReleaseContext(self, context: int) -> int:  # noqa: N802
        del context
        self.contexts -= 1
        return 0

    def SCardListReaders(self, context: int, groups: list[str]) -> tuple[int, list[str]]:  # noqa: N802
        del context, groups
        return self._code("list"), list(self.readers)

    def SCardGetStatusChange(  # noqa: N802 - the library's name
        self, context: int, timeout: int, states: list[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]:
        del context, timeout
        code = self._code("status")
        reader, known = states[0]
        if code == 0 and reader not in self.readers:
            return 0, [(reader, real.SCARD_STATE_UNKNOWN, [])]
        if code == 0 and known == self.state:
            return real.SCARD_E_TIMEOUT, []
        return code, [(reader, self.state, [])]

    def SCardConnect(self, context: int, reader: str, mode: int, protocols: int) -> tuple[int, ...]:  # noqa: N802
        del context, reader, mode, protocols
        code = self._code("connect")
        self.handles += code == 0
        return code, 9, real.SCARD_PROTOCOL_T1

    def SCardTransmit(self, handle: int, protocol: int, command: list[int]) -> tuple[int, list[int]]:  # noqa: N802
        del handle, protocol, command
        return self._code("transmit"), self.answer

    def SCardControl(self, handle: int, code: int, command: list[int]) -> tuple[int, list[int]]:  # noqa: N802
        del handle
        assert code == real.SCARD_CTL_CODE(3500)  # type: ignore[no-untyped-call]  # pyscard's own
        return self._code("control"), list(self.module.receive(bytes(command))[0])

    def SCardDisconnect(self, handle: int, disposition: int) -> int:  # noqa: N802
        del handle, disposition
        self.handles -= 1
        return 0


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> PlayedScard:
    played = PlayedScard()
    monkeypatch.setattr("hardware.card.pcsc.api", played)
    monkeypatch.setattr("hardware.card.pcsc._SETTLE_SECONDS", 0.02)
    monkeypatch.setattr("hardware.card.pcsc._FIRST_PAUSE", 0.0)
    monkeypatch.setattr("hardware.card.pcsc._LONGEST_PAUSE", 0.0)
    return played


@pytest.fixture
def reader(played: PlayedScard) -> Iterator[PcscReader]:
    reader = PcscReader("ACR1281")
    yield reader
    reader.close()
    assert (played.contexts, played.handles) == (0, 0)


def look(reader: PcscReader, times: int = 1) -> Presence:
    return [reader.wait(0.0).presence for _ in range(times)][-1]


def connected(reader: PcscReader) -> PcscCard:
    card = reader.connect()
    assert isinstance(card, PcscCard)
    return card


def test_our_reader_unplugged_is_no_reader_and_the_other_one_is_not_taken(
    played: PlayedScard, reader: PcscReader
) -> None:
    assert look(reader) is Presence.NO_CARD
    played.readers = [OTHER]
    assert look(reader, 3) is Presence.NO_READER
    played.readers = [OURS, OTHER]
    played.state = real.SCARD_STATE_PRESENT
    assert look(reader) is Presence.CARD_PRESENT


def test_losing_the_other_of_two_readers_changes_nothing(played: PlayedScard, reader: PcscReader) -> None:
    assert look(reader) is Presence.NO_CARD
    played.readers = [OURS]
    assert look(reader, 3) is Presence.NO_CARD
    assert played.asked.count("list") == 1


@pytest.mark.parametrize("state", [real.SCARD_STATE_UNKNOWN, real.SCARD_STATE_UNAVAILABLE])
def test_a_reader_whose_driver_fails_is_told_lost_once_and_looked_for_at_intervals(
    played: PlayedScard, reader: PcscReader, state: int, monkeypatch: pytest.MonkeyPatch, log: LogRecord
) -> None:
    monkeypatch.setattr("hardware.card.pcsc._FIRST_PAUSE", 60.0)
    look(reader)
    played.state = state  # it stays in the list
    assert look(reader, 9) is Presence.NO_READER
    assert played.asked.count("list") == 1
    monkeypatch.setattr("hardware.card.pcsc.time.monotonic", lambda: float("inf"))
    assert look(reader, 9) is Presence.NO_READER
    assert [entry["event"] for entry in log] == ["card.reader_found", "card.reader_lost"]


@pytest.mark.parametrize("call", ["establish", "list", "status"])
@pytest.mark.parametrize("code", CODES)
def test_any_code_while_watching_is_outlived(
    played: PlayedScard, reader: PcscReader, call: str, code: int
) -> None:
    played.codes[call] = code
    look(reader, 3)
    played.codes.clear()
    assert look(reader, 3) is Presence.NO_CARD


@pytest.mark.parametrize("code", CODES)
def test_any_code_at_connecting_is_a_named_failure_and_outlived(
    played: PlayedScard, reader: PcscReader, code: int
) -> None:
    look(reader)
    played.codes["connect"] = code
    assert reader.connect() is FAILURES.get(code, ReadFailure.READER_FAULT)
    assert look(reader, 3) is Presence.NO_CARD


def test_connecting_without_a_service_is_no_reader(reader: PcscReader) -> None:
    assert reader.connect() is ReadFailure.NO_READER


@pytest.mark.parametrize("code", sorted(set(CODES) - {real.SCARD_E_NOT_TRANSACTED}))
def test_any_code_at_an_apdu_is_a_named_failure_and_outlived(
    played: PlayedScard, reader: PcscReader, code: int
) -> None:
    look(reader)
    played.codes["transmit"] = code
    with connected(reader) as card:
        assert card.transmit(READ) is FAILURES.get(code, ReadFailure.READER_FAULT)
    assert look(reader, 3) is Presence.NO_CARD


def test_an_odd_code_from_a_service_that_has_gone_is_no_reader(
    played: PlayedScard, reader: PcscReader
) -> None:
    look(reader)
    played.codes = {"connect": real.SCARD_W_SECURITY_VIOLATION, "status": real.SCARD_E_NO_SERVICE}
    assert reader.connect() is ReadFailure.NO_READER


def test_an_answer_that_does_not_come_from_a_card_still_there_is_silence(
    played: PlayedScard, reader: PcscReader
) -> None:
    played.state = real.SCARD_STATE_PRESENT
    look(reader)
    played.codes["transmit"] = real.SCARD_E_NOT_TRANSACTED
    with connected(reader) as card:
        assert card.transmit(READ) is ReadFailure.CARD_SILENT


def test_an_answer_that_does_not_come_from_a_card_that_went_is_an_interruption(
    played: PlayedScard, reader: PcscReader
) -> None:
    played.state = real.SCARD_STATE_PRESENT
    look(reader)
    played.answer = []
    with connected(reader) as card:
        played.state = real.SCARD_STATE_EMPTY | 0x10000
        assert card.transmit(READ) is ReadFailure.INTERRUPTED


def test_an_answer_that_does_not_come_because_the_reader_went_is_no_reader(
    played: PlayedScard, reader: PcscReader
) -> None:
    played.state = real.SCARD_STATE_PRESENT
    look(reader)
    played.answer = []
    with connected(reader) as card:
        played.readers = []
        assert card.transmit(READ) is ReadFailure.NO_READER


class TestEscape:
    """A reader whose SAM_V module is reached by escape commands."""

    @pytest.fixture
    def device(self, played: PlayedScard, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
        monkeypatch.setattr("hardware.card.pcsc_escape.api", played)
        chosen = ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name="ACR1281", escape_code=3500)
        device = open_device(chosen)
        yield device
        device.close()
        assert (played.contexts, played.handles) == (0, 0)

    def test_a_reader_unplugged_and_plugged_in_again_serves_again(
        self, played: PlayedScard, device: Device
    ) -> None:
        assert device.watch(0.0).presence is Presence.NO_CARD
        played.codes["control"] = real.SCARD_E_READER_UNAVAILABLE
        assert device.watch(0.0).presence is Presence.NO_READER
        played.codes["connect"] = real.SCARD_E_UNKNOWN_READER
        assert device.watch(0.0).presence is Presence.NO_READER
        played.codes.clear()
        assert device.watch(0.0).presence is Presence.NO_CARD

    def test_a_card_is_read_through_the_configured_escape_code(
        self, played: PlayedScard, device: Device
    ) -> None:
        played.module.put(load_card_file(Path("assets/samples/cards/wang-guilan.toml")))
        assert device.watch(0.0).presence is Presence.CARD_PRESENT
        assert isinstance(device.read(), ResidentId)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["establish", "list", "status", "connect", "transmit"]), st.sampled_from(CODES)
        ),
        max_size=12,
    )
)
def test_no_sequence_of_codes_leaks_a_context_or_a_handle(codes: list[tuple[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        played = PlayedScard()
        patch.setattr("hardware.card.pcsc.api", played)
        patch.setattr("hardware.card.pcsc._SETTLE_SECONDS", 0.0)
        patch.setattr("hardware.card.pcsc._FIRST_PAUSE", 0.0)
        reader = PcscReader("ACR1281")
        for call, code in codes:
            played.codes = {call: code}
            look(reader)
            card = reader.connect()
            if not isinstance(card, ReadFailure):
                with card:
                    card.transmit(READ)
        reader.close()
    assert (played.contexts, played.handles) == (0, 0)
