"""Performs the effects of the flow: each goes to one room, the answers come back as events."""

from typing import assert_never

import structlog

from kiosk.flow.effects import (
    AlertStaff,
    ArmReader,
    CancelOrder,
    CancelTimer,
    DisarmReader,
    DoStaffAct,
    Effect,
    File,
    LookUp,
    OpenOrder,
    Print,
    SetTimer,
    TryDoor,
    Wipe,
)
from kiosk.terminal.asking import Upstream
from kiosk.terminal.filing import FilingDesk
from kiosk.terminal.loop import Loop
from kiosk.terminal.paying import Cashier
from kiosk.terminal.reading import DocumentReader
from kiosk.terminal.slips import SlipDesk
from kiosk.terminal.staffing import Staffing

_log = structlog.get_logger()


class Hands:
    """The performer of a whole terminal. Never waits for a device or the network."""

    def __init__(
        self,
        loop: Loop,
        reader: DocumentReader,
        desk: FilingDesk,
        upstream: Upstream,
        cashier: Cashier,
        slips: SlipDesk,
        staffing: Staffing,
    ) -> None:
        self._loop = loop
        self._reader = reader
        self._desk = desk
        self._upstream = upstream
        self._cashier = cashier
        self._slips = slips
        self._staffing = staffing

    def perform(self, effect: Effect) -> None:  # noqa: PLR0912 - one branch an effect, exhaustive
        """See `kiosk.terminal.machine.Performer`."""
        match effect:
            case ArmReader():
                self._reader.arm(effect.visit)
            case DisarmReader():
                self._reader.disarm()
            case SetTimer():
                self._loop.set_timer(effect.token, effect.seconds)
            case CancelTimer():
                self._loop.cancel_timer(effect.token)
            case File():
                self._file(effect)
            case LookUp():
                self._upstream.look_up(effect)
            case OpenOrder():
                self._cashier.open_order(effect)
            case CancelOrder():
                self._cashier.cancel_order(effect)
            case Print():
                self._slips.print(effect)
            case TryDoor() | DoStaffAct():
                self._staffing.perform(effect)
            case AlertStaff():
                _log.warning("staff.called", code=effect.code)
            case Wipe():
                self._wipe(effect.visit)
            case _:
                assert_never(effect)

    def _file(self, effect: File) -> None:
        answer = self._desk.file(effect)
        self._loop.post(answer)
        self._upstream.filed(answer)

    def _wipe(self, visit: int) -> None:
        self._desk.forget()
        self._slips.forget()
        self._upstream.forget(visit)
        self._cashier.forget()
