"""Each fault at each phase of a job: the demanded end, and never two unmarked receipts on the roll."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

import pytest

from hardware.printer.job import Cause, JobEnd, NothingSent, Printed, PrintedUncut, Unknown
from hardware.printer.settings import Confirm, OnPaperOut
from hardware.printer.status import PrinterState
from hardware.simulator.printer_mechanism import Moment
from hardware.simulator.printer_model import CLONE, EPSON_LIKE, OLDER, PrinterModel
from tests.hardware.printer.stand import COPY, RECEIPT, SHORT, Stand


class Phase(Enum):
    BEFORE = None
    FIRST_BAND = (Moment.ROW_PRINTED, 1)
    MID_BAND = (Moment.ROW_PRINTED, 200)
    BEFORE_FENCE = (Moment.ROW_PRINTED, RECEIPT.height)
    AFTER_FENCE = (Moment.FENCE_ANSWERED, 1)
    BEFORE_CUT = (Moment.CUT_REACHED, 1)
    AFTER_CUT = (Moment.CUT_DONE, 1)


PRINTING = (Phase.FIRST_BAND, Phase.MID_BAND, Phase.BEFORE_FENCE)
FINISHING = (Phase.AFTER_FENCE, Phase.BEFORE_CUT, Phase.AFTER_CUT)


@dataclass(frozen=True)
class Fault:
    name: str
    strike: Callable[[Stand], None]
    repair: Callable[[Stand], None]
    before: JobEnd
    printing: JobEnd
    finishing: JobEnd
    after_cut: JobEnd | None = None

    def demanded(self, phase: Phase) -> JobEnd:
        if phase is Phase.AFTER_CUT and self.after_cut is not None:
            return self.after_cut
        if phase is Phase.BEFORE:
            return self.before
        return self.printing if phase in PRINTING else self.finishing

    def allowed(self, phase: Phase) -> list[JobEnd]:
        """A reset may overtake the confirmation that came just before it; then the job stays unknown."""
        if phase is Phase.AFTER_FENCE and self.printing == Unknown(Cause.LINK_LOST):
            return [self.finishing, self.printing]
        return [self.demanded(phase)]


DONE = Printed(Confirm.PROCESS_ID)
PAPER = Fault(
    "paper_out", lambda s: s.sim.load_paper(0), lambda s: s.sim.load_paper(),
    NothingSent(PrinterState.PAPER_OUT), DONE, DONE,
)  # fmt: skip
COVER = Fault(
    "cover_open", lambda s: s.sim.open_cover(), lambda s: s.sim.open_cover(False),
    NothingSent(PrinterState.COVER_OPEN), DONE, DONE,
)  # fmt: skip
HEAT = Fault(
    "overheated", lambda s: s.sim.overheat(), lambda s: s.sim.overheat(False),
    NothingSent(PrinterState.OVERHEATED), DONE, DONE,
)  # fmt: skip
UNCUT = PrintedUncut(Cause.CUTTER_ERROR)
JAM = Fault(
    "cutter_jam", lambda s: s.sim.jam_cutter(), lambda s: s.sim.jam_cutter(False),
    UNCUT, UNCUT, UNCUT, DONE,
)  # fmt: skip
BROKEN = Fault(
    "mechanism_broken", lambda s: s.sim.break_mechanism(), lambda s: s.sim.break_mechanism(False),
    NothingSent(PrinterState.MECHANICAL_ERROR), Unknown(Cause.MECHANICAL_ERROR),
    PrintedUncut(Cause.MECHANICAL_ERROR),
)  # fmt: skip
SILENCE = Fault(
    "silence", lambda s: s.sim.fall_silent(), lambda s: s.sim.fall_silent(False),
    NothingSent(PrinterState.SILENT), Unknown(Cause.SILENT), PrintedUncut(Cause.SILENT),
)  # fmt: skip
RESET = Fault(
    "link_reset", lambda s: s.network.drop(), lambda _s: None,
    DONE, Unknown(Cause.LINK_LOST), PrintedUncut(Cause.LINK_LOST),
)  # fmt: skip
CABLE = Fault(
    "cable_pulled", lambda s: s.network.unplug(), lambda s: s.network.unplug(False),
    NothingSent(PrinterState.SILENT), Unknown(Cause.SILENT), PrintedUncut(Cause.SILENT),
)  # fmt: skip
POWER = Fault(
    "power_lost", lambda s: s.sim.switch_power(False), lambda s: s.sim.switch_power(True),
    NothingSent(PrinterState.UNREACHABLE), Unknown(Cause.LINK_LOST), PrintedUncut(Cause.LINK_LOST),
)  # fmt: skip
FAULTS = (PAPER, COVER, HEAT, JAM, BROKEN, SILENCE, RESET, CABLE, POWER)


def strike_at(stand: Stand, fault: Fault, phase: Phase) -> None:
    if phase.value is None:
        fault.strike(stand)
    else:
        moment, number = phase.value
        stand.sim.at(moment, lambda: fault.strike(stand), number)


def let_the_fault_show(stand: Stand, fault: Fault) -> None:
    """A fault before the job is known before the job: the terminal shows it first."""
    if isinstance(fault.before, NothingSent) and isinstance(fault.before.reason, PrinterState):
        stand.until_status(fault.before.reason)


def judge(stand: Stand, end: JobEnd) -> None:
    match end:
        case Printed() | PrintedUncut():
            assert stand.unmarked() == 1
        case NothingSent():
            assert stand.sim.rows_printed == 0
        case Unknown():
            assert stand.unmarked() <= 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_ends_as_demanded_and_a_wanted_reprint_leaves_one_unmarked_receipt(
    build: Callable[..., Stand], fault: Fault
) -> None:
    """All phases side by side, each on its own stand, so that their waits overlap."""
    stands = {phase: build() for phase in Phase}
    for phase, stand in stands.items():
        strike_at(stand, fault, phase)
    let_the_fault_show(stands[Phase.BEFORE], fault)
    for stand in stands.values():
        stand.submit()
    for phase, stand in stands.items():
        end = stand.until_end(waiting=partial(fault.repair, stand))
        assert end in fault.allowed(phase), phase
        judge(stand, end)
    for stand in stands.values():
        fault.repair(stand)
        while stand.printer.status.state is not PrinterState.READY:
            stand.next()
        stand.submit(COPY, attempt=2)
    for phase, stand in stands.items():
        assert stand.until_end() == DONE, phase
        assert stand.unmarked(RECEIPT) <= 1, phase
        assert stand.unmarked(COPY) == 1, phase
        assert stand.sim.pieces[-1].image.tobytes() == COPY.tobytes(), phase
        assert stand.sim.strip.height == 0, phase


@pytest.mark.parametrize("phase", PRINTING, ids=lambda phase: phase.name.lower())
@pytest.mark.parametrize("fault", [PAPER, COVER], ids=lambda fault: fault.name)
@pytest.mark.parametrize("model", [EPSON_LIKE, replace(CLONE, clears=True, echoes_when_parsed=False)])
def test_clear_and_reprint_leaves_a_void_strip_and_one_complete_receipt(
    build: Callable[..., Stand], model: PrinterModel, fault: Fault, phase: Phase
) -> None:
    stand = build(model, on_paper_out=OnPaperOut.CLEAR_AND_REPRINT)
    strike_at(stand, fault, phase)
    stand.submit()
    assert stand.until_end(waiting=lambda: fault.repair(stand)) == DONE
    assert stand.unmarked() == 1
    assert stand.sim.pieces[-1].image.tobytes() == RECEIPT.tobytes()


@pytest.mark.parametrize("phase", [Phase.MID_BAND, Phase.BEFORE_FENCE], ids=lambda phase: phase.name.lower())
@pytest.mark.parametrize("confirm", [Confirm.STATUS, Confirm.TIMED])
@pytest.mark.parametrize("fault", [PAPER, POWER], ids=lambda fault: fault.name)
def test_printers_without_process_id_end_in_the_demanded_state_too(
    build: Callable[..., Stand], fault: Fault, confirm: Confirm, phase: Phase
) -> None:
    stand = build(OLDER, confirm=confirm, rows_per_s=3000.0, deadlines=replace(SHORT, confirm=5.0))
    strike_at(stand, fault, phase)
    stand.submit()
    demanded = fault.demanded(phase)
    assert stand.until_end(waiting=lambda: fault.repair(stand)) == (
        Printed(confirm) if isinstance(demanded, Printed) else demanded
    )
    assert stand.unmarked() <= 1
