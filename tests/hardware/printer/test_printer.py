"""The printer's thread on real sockets and pseudo-terminals: status, journal, and the ways a job can go."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from hardware.printer.job import (
    Cause,
    JobEnd,
    JobEnded,
    JobPhase,
    NothingSent,
    Printed,
    PrintedUncut,
    PrintJob,
    StatusChanged,
    Unknown,
)
from hardware.printer.journal import JobState
from hardware.printer.settings import Confirm, Deadlines, OnPaperOut
from hardware.printer.status import PrinterState
from hardware.simulator.printer_mechanism import Moment
from hardware.simulator.printer_model import CLONE, EPSON_LIKE, KIOSK, NARROW, OLDER, PrinterModel
from tests.conftest import LogRecord
from tests.hardware.printer.stand import COPY, RECEIPT, SHORT, Stand, picture

DONE = Printed(Confirm.PROCESS_ID)
ALL_WELL = [
    JobState.CREATED, JobState.SEND_STARTED, JobState.SENT, JobState.PRINTED, JobState.CUT, JobState.DONE,
]  # fmt: skip
Build = Callable[..., Stand]


def test_a_refused_connection_is_unreachable_and_a_job_ends_with_nothing_sent(build: Build) -> None:
    stand = build(start=False)
    stand.sim.switch_power(False)
    assert stand.network.wait_closed(5.0)
    stand.start()
    stand.until_status(PrinterState.UNREACHABLE)
    assert stand.print() == NothingSent(PrinterState.UNREACHABLE)
    stand.sim.switch_power(True)
    stand.until_status(PrinterState.READY)
    assert stand.print() == DONE


def test_a_printer_that_is_silent_from_the_start_is_never_fine(build: Build) -> None:
    stand = build(start=False)
    stand.sim.fall_silent()
    stand.start()
    stand.until_status(PrinterState.SILENT)
    assert stand.print() == NothingSent(PrinterState.SILENT)
    assert stand.sim.rows_printed == 0


@pytest.mark.parametrize("serial", [False, True], ids=["tcp", "serial"])
def test_answers_that_come_late_never_pass_for_answers_to_the_next_question(
    build: Build, serial: bool
) -> None:
    stand = build(serial=serial)
    stand.sim.hold_answers()
    stand.until_status(PrinterState.SILENT)
    stand.sim.open_cover()
    stand.sim.release_answers()
    report = stand.next()
    assert isinstance(report, StatusChanged)
    assert report.status.state is PrinterState.COVER_OPEN


@pytest.mark.parametrize("model", [EPSON_LIKE, CLONE], ids=["automatic", "asked"])
def test_each_change_is_known_within_a_second_with_the_standard_deadlines(
    build: Build, model: PrinterModel
) -> None:
    stand = build(model, deadlines=Deadlines())
    changes: list[tuple[Callable[[], None], PrinterState]] = [
        (stand.sim.open_cover, PrinterState.COVER_OPEN),
        (lambda: stand.sim.open_cover(False), PrinterState.READY),
        (lambda: stand.sim.load_paper(0), PrinterState.PAPER_OUT),
        (stand.sim.load_paper, PrinterState.READY),
        (stand.sim.fall_silent, PrinterState.SILENT),
    ]
    for change, state in changes:
        start = time.monotonic()
        change()
        stand.until_status(state)
        assert time.monotonic() - start < 1.0


def test_paper_low_is_told_and_prints_on(build: Build) -> None:
    stand = build()
    stand.sim.set_near_end(True)
    assert stand.until_status(PrinterState.READY, paper_low=True).can_print
    assert stand.print() == DONE


def test_a_presenter_printer_with_one_end_bit_is_out_of_paper(build: Build) -> None:
    stand = build(replace(KIOSK, auto_status=False), paper_end_bits=0x20)
    stand.sim.load_paper(0)
    stand.until_status(PrinterState.PAPER_OUT)


def test_every_stage_is_in_the_journal_before_the_next_begins(build: Build) -> None:
    stand = build()
    rows: dict[JobState, int] = {}

    def note(state: JobState) -> None:
        rows.setdefault(state, stand.sim.rows_printed)

    stand.journal.on_record = note
    assert stand.print() == DONE
    assert stand.journal.written == ALL_WELL
    assert rows[JobState.SEND_STARTED] == 0
    assert rows[JobState.PRINTED] == RECEIPT.height
    assert [piece.image.tobytes() for piece in stand.sim.pieces] == [RECEIPT.tobytes()]


def test_nothing_is_sent_when_the_journal_cannot_be_written(build: Build, log: LogRecord) -> None:
    log.expected.add("printer.fault")
    stand = build()

    def full(state: JobState) -> None:
        if state is JobState.SEND_STARTED:
            raise OSError("disk full")

    stand.journal.on_record = full
    assert stand.print() == Unknown(Cause.FAULT)
    assert stand.sim.rows_printed == 0
    stand.journal.on_record = lambda _state: None
    assert stand.print(key="R2") == DONE


@pytest.mark.parametrize("serial", [False, True], ids=["tcp", "serial"])
@pytest.mark.parametrize("model", [EPSON_LIKE, NARROW], ids=["80mm", "58mm"])
def test_a_receipt_is_printed_once_and_whole(build: Build, model: PrinterModel, serial: bool) -> None:
    stand = build(model, serial=serial)
    image = picture(7, 500, model.dots)
    stand.printer.submit(PrintJob(key="R1", image=image))
    assert stand.until_end() == DONE
    assert [piece.image.tobytes() for piece in stand.sim.pieces] == [image.tobytes()]


def test_a_buffer_smaller_than_a_band_stops_the_wire_and_nothing_is_lost(build: Build) -> None:
    stand = build(replace(EPSON_LIKE, buffer_bytes=2048), rows_per_s=4000.0)
    assert stand.print() == DONE
    assert stand.unmarked() == 1


def test_paper_out_in_a_band_that_blocks_the_wire_is_told_by_automatic_status(build: Build) -> None:
    stand = build(replace(EPSON_LIKE, buffer_bytes=1024))
    stand.sim.end_paper_after(50)
    stand.submit(picture(8, 2000))
    stand.until_phase(JobPhase.WAITING_FOR_PAPER)
    stand.sim.load_paper()
    assert stand.until_end() == DONE
    assert stand.unmarked(picture(8, 2000)) == 1


def test_the_same_attempt_never_prints_twice(build: Build) -> None:
    stand = build()
    assert [stand.print(), stand.print(COPY)] == [DONE, DONE]
    assert [piece.image.tobytes() for piece in stand.sim.pieces] == [RECEIPT.tobytes()]


def test_an_attempt_of_which_nothing_was_sent_may_be_made_again(build: Build) -> None:
    stand = build()
    stand.sim.open_cover()
    stand.until_status(PrinterState.COVER_OPEN)
    assert stand.print() == NothingSent(PrinterState.COVER_OPEN)
    stand.sim.open_cover(False)
    stand.until_status(PrinterState.READY)
    assert stand.print() == DONE


@pytest.mark.parametrize(
    ("left", "end", "now"),
    [
        (JobState.CREATED, NothingSent(Cause.EARLIER_RUN), JobState.FAILED_NOTHING_SENT),
        (JobState.SEND_STARTED, Unknown(Cause.EARLIER_RUN), JobState.UNKNOWN),
        (JobState.SENT, Unknown(Cause.EARLIER_RUN), JobState.UNKNOWN),
    ],
)
def test_what_an_earlier_run_left_is_decided_and_not_sent_again(
    build: Build, left: JobState, end: JobEnd, now: JobState
) -> None:
    stand = build(start=False)
    stand.journal.record("R1", 1, left)
    stand.start()
    assert stand.next() == JobEnded("R1", 1, end)
    stand.until_status(PrinterState.READY)
    assert stand.journal.state("R1", 1) is now
    assert stand.sim.rows_printed == 0


def test_an_unknown_strip_is_voided_before_anything_else_is_printed(build: Build) -> None:
    stand = build(start=False)
    stand.journal.record("R1", 1, JobState.UNKNOWN)
    stand.start()
    stand.until_status(PrinterState.READY)
    assert stand.print(key="R2") == DONE
    assert stand.journal.state("R1", 1) is JobState.VOIDED
    assert len(stand.sim.pieces) == 2
    assert stand.unmarked() == 1


def test_a_strip_that_cannot_be_voided_lets_nothing_be_printed_on_it(build: Build) -> None:
    stand = build(start=False)
    stand.journal.record("R1", 1, JobState.UNKNOWN)
    stand.sim.jam_cutter()
    stand.start()
    stand.until_status(PrinterState.READY)
    assert stand.print(key="R2") == NothingSent(Cause.CUTTER_ERROR)
    assert stand.journal.state("R1", 1) is JobState.UNKNOWN
    assert stand.unmarked() == 0


def test_an_uncut_receipt_is_cut_off_before_the_next(build: Build) -> None:
    stand = build()
    stand.sim.jam_cutter()
    assert stand.print() == PrintedUncut(Cause.CUTTER_ERROR)
    stand.sim.jam_cutter(False)
    stand.until_status(PrinterState.READY)
    assert stand.print(COPY, key="R2") == DONE
    assert stand.journal.state("R1", 1) is JobState.DONE
    assert stand.sim.pieces[-1].image.tobytes() == COPY.tobytes()


def test_a_printer_without_process_id_stays_unconfirmed(build: Build) -> None:
    stand = build(OLDER)
    assert stand.print() == Unknown(Cause.NO_CONFIRMATION)
    assert stand.unmarked() == 1


@pytest.mark.parametrize("confirm", [Confirm.STATUS, Confirm.TIMED])
def test_a_printer_without_process_id_is_confirmed_as_its_settings_say(
    build: Build, confirm: Confirm
) -> None:
    stand = build(OLDER, confirm=confirm, rows_per_s=1000.0, deadlines=replace(SHORT, confirm=5.0))
    assert stand.print() == Printed(confirm)


def test_time_that_passes_in_silence_confirms_nothing(build: Build) -> None:
    stand = build(OLDER, confirm=Confirm.TIMED, rows_per_s=3000.0)
    stand.sim.at(Moment.ROW_PRINTED, stand.network.unplug, 200)
    assert stand.print() == Unknown(Cause.SILENT)


def test_a_defect_in_the_middle_leaves_a_strip_that_the_next_job_voids(build: Build, log: LogRecord) -> None:
    log.expected.add("printer.fault")
    stand = build()

    def defect(state: JobState) -> None:
        if state is JobState.PRINTED:
            raise RuntimeError("defect")

    stand.journal.on_record = defect
    assert stand.print() == Unknown(Cause.FAULT)
    stand.journal.on_record = lambda _state: None
    assert stand.print(COPY, key="R2") == DONE
    assert (stand.unmarked(RECEIPT), stand.unmarked(COPY)) == (0, 1)


def test_a_receipt_withdrawn_while_it_waits_for_paper_is_voided_by_the_next(build: Build) -> None:
    stand = build()
    stand.sim.end_paper_after(100)
    stand.submit()
    stand.until_phase(JobPhase.WAITING_FOR_PAPER)
    stand.printer.withdraw("R1")
    assert stand.until_end() == Unknown(Cause.WITHDRAWN)
    stand.sim.load_paper()
    stand.until_status(PrinterState.READY)
    assert stand.print(COPY, key="R2") == DONE
    assert (stand.unmarked(RECEIPT), stand.unmarked(COPY)) == (0, 1)


def test_a_key_withdrawn_when_nothing_of_it_waits_can_be_printed_later(build: Build) -> None:
    stand = build()
    stand.printer.withdraw("R1")
    assert stand.print() == DONE


def test_paper_that_never_comes_ends_the_wait(build: Build) -> None:
    stand = build(deadlines=replace(SHORT, paper=0.3))
    stand.sim.end_paper_after(100)
    assert stand.print() == Unknown(Cause.PAPER_WAIT_OVER)


def test_a_printer_that_takes_no_bytes_and_gives_no_reason_is_given_up(build: Build) -> None:
    stand = build(replace(EPSON_LIKE, buffer_bytes=1024, auto_status=False))
    stand.sim.end_paper_after(50)
    assert stand.print(picture(8, 2000)) in (Unknown(Cause.STALLED), Unknown(Cause.SILENT))


def test_a_model_that_says_nothing_when_not_ready_is_silent_and_recovers(build: Build) -> None:
    stand = build(replace(EPSON_LIKE, answers_when_offline=False, auto_status=False))
    stand.sim.open_cover()
    stand.until_status(PrinterState.SILENT)
    stand.sim.open_cover(False)
    stand.until_status(PrinterState.READY)


def test_stop_lets_a_running_receipt_finish(build: Build) -> None:
    stand = build(rows_per_s=2000.0)
    printing = threading.Event()
    stand.sim.at(Moment.ROW_PRINTED, printing.set)
    stand.submit()
    assert printing.wait(5)
    assert stand.printer.stop(6.0)
    assert stand.until_end() == DONE


def test_stop_does_not_wait_for_paper(build: Build) -> None:
    stand = build()
    stand.sim.end_paper_after(10)
    stand.submit()
    stand.until_phase(JobPhase.WAITING_FOR_PAPER)
    stand.submit(key="R2")
    assert stand.printer.stop(1.0)
    assert stand.until_end() == Unknown(Cause.STOPPED)
    assert stand.until_end() == NothingSent(Cause.STOPPED)


def test_a_picture_of_the_wrong_width_is_a_defect_of_the_caller(build: Build) -> None:
    stand = build()
    with pytest.raises(ValueError, match="576 dots"):
        stand.printer.submit(PrintJob(key="R1", image=Image.new("1", (384, 10))))


def test_a_model_that_repeats_lines_is_never_believed_after_paper_out(build: Build) -> None:
    """It echoes the id although lines were printed twice; the strip is given up in any case."""
    stand = build(replace(EPSON_LIKE, resumes=False), on_paper_out=OnPaperOut.CLEAR_AND_REPRINT)
    stand.sim.end_paper_after(200)
    stand.submit()
    assert stand.until_end(waiting=stand.sim.load_paper) == DONE
    assert stand.unmarked() == 1
    assert len(stand.sim.pieces) == 2
