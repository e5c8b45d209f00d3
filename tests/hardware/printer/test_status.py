"""The states of the documented bit tables (Epson dle_eot and gs_la; Citizen PPU-231II for bit 20h)."""

import pytest

from hardware.printer.status import PrinterState, PrinterStatus, from_answers, from_auto_status


@pytest.mark.parametrize(
    ("answers", "state", "low"),
    [
        ("12 12 12 12", PrinterState.READY, False),
        ("12 12 12 1E", PrinterState.READY, True),
        ("1A 32 12 7E", PrinterState.PAPER_OUT, True),
        ("1A 16 12 12", PrinterState.COVER_OPEN, False),
        ("1A 52 1A 12", PrinterState.CUTTER_ERROR, False),
        ("1A 52 32 12", PrinterState.MECHANICAL_ERROR, False),
        ("1A 52 16 12", PrinterState.MECHANICAL_ERROR, False),
        ("1A 52 52 12", PrinterState.OVERHEATED, False),
        ("1A 52 12 12", PrinterState.MECHANICAL_ERROR, False),
        ("1A 12 12 12", PrinterState.OFFLINE, False),
        ("32 12 12 12", PrinterState.OFFLINE, False),
        ("12 1A 12 12", PrinterState.OFFLINE, False),
        ("12 12 12 32", PrinterState.PAPER_OUT, False),
        ("12 12 32 12", PrinterState.MECHANICAL_ERROR, False),
        ("13 13 13 13", PrinterState.READY, False),  # bit 0 is fixed in every table: it means nothing
        ("1A 52 53 12", PrinterState.OVERHEATED, False),
    ],
)
def test_the_four_answers_give_one_state(answers: str, state: PrinterState, low: bool) -> None:
    assert from_answers(bytes.fromhex(answers), 0x60) == PrinterStatus(state, low)


def test_a_presenter_bit_is_no_paper_end_where_the_settings_say_so() -> None:
    assert from_answers(bytes.fromhex("12 12 12 52"), 0x20).state is PrinterState.READY
    assert from_answers(bytes.fromhex("12 12 12 32"), 0x20).state is PrinterState.PAPER_OUT


@pytest.mark.parametrize(
    ("block", "state", "low"),
    [
        ("10 00 00 00", PrinterState.READY, False),
        ("10 00 03 00", PrinterState.READY, True),
        ("18 00 0F 00", PrinterState.PAPER_OUT, True),
        ("38 00 00 00", PrinterState.COVER_OPEN, False),
        ("18 08 00 00", PrinterState.CUTTER_ERROR, False),
        ("18 20 00 00", PrinterState.MECHANICAL_ERROR, False),
        ("18 40 00 00", PrinterState.OVERHEATED, False),
        ("18 00 00 00", PrinterState.OFFLINE, False),
        ("10 01 00 00", PrinterState.OFFLINE, False),
        ("11 00 00 00", PrinterState.READY, False),
        ("18 41 00 00", PrinterState.OVERHEATED, False),
    ],
)
def test_an_automatic_block_gives_one_state(block: str, state: PrinterState, low: bool) -> None:
    assert from_auto_status(bytes.fromhex(block)) == PrinterStatus(state, low)


def test_only_a_ready_printer_may_start_a_receipt() -> None:
    assert [state for state in PrinterState if PrinterStatus(state).can_print] == [PrinterState.READY]
