"""What staff do on the staff pages: every act on a thread of its own, in the audit, answered in words."""

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from kiosk.config import Settings
from kiosk.flow.affine import affine
from kiosk.flow.conditions import OutOfService
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.events import DoorRefused, Event, StaffActed, StaffLooked
from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.rules.policy import Text
from kiosk.staff.cards import AskCard
from kiosk.staff.check import Check, Subject
from kiosk.staff.last_results import LastResults
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.outbox_records import OutboxState
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.terminal.kept_look import keep_look
from kiosk.terminal.loop import Loop
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.staff_devices import Devices
from kiosk.terminal.staff_entry import Entry
from kiosk.terminal.staff_look import Looking
from kiosk.terminal.staff_sticks import STICK_ACTS, Sticks
from kiosk.terminal.touch_file import keep_touch
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.courier import Courier

_log = structlog.get_logger()
REBOOT_WISH = Path("/run/buka/reboot-wanted")
"""`buka-reboot.path` watches it: the terminal itself may not restart the machine."""
_STOPS = {
    StaffAct.STOP_STAFF: OutOfService.STAFF,
    StaffAct.STOP_CLEANING: OutOfService.CLEANING,
    StaffAct.STOP_REPAIR: OutOfService.REPAIR,
}
_TRIES = {
    StaffAct.TEST_READER: Subject.READER,
    StaffAct.TEST_PRINTER: Subject.PRINTER,
    StaffAct.TEST_SOUND: Subject.SOUND,
    StaffAct.TEST_TOUCH: Subject.TOUCH,
}
"""Acts that try a device."""
_FAILED = Text(zh="没有做成：数据存储写不进去", en="Not done: the store cannot be written")
_NOT_WHILE_CLOSED = Text(
    zh="终端停用时不发送：修好后会自动发送",
    en="Nothing is sent while the terminal is closed; it will be, by itself",
)
_NOTHING_WAITS = Text(zh="没有等待发送的记录", en="Nothing waits to be sent")
_DONE = Text(zh="完成", en="Done")
_RESTARTING = Text(zh="正在重启", en="Restarting")


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the staff pages work on."""

    settings: Settings
    store: Store
    loop: Loop
    printer: ReceiptPrinter | None
    """None: it could not even be set up."""
    courier: Courier | None
    """None: a terminal that is closed sends nothing."""
    clock: Callable[[], Moment]
    kiosk: Callable[[], Kiosk]
    ask_card: AskCard
    policy_arrived: Callable[[SignedPolicy], None]
    """A policy that is kept already takes effect."""
    sounds: Callable[[], bool] | None = None
    """Whether this terminal's voice is heard; None: it has none, so a sound is tried."""


class Staffing:
    """Performs the effects of the staff pages; never lets the screen wait."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._looking = Looking(
            settings=room.settings, clock=room.clock, kiosk=room.kiosk, sounds=room.sounds
        )
        self._results = LastResults(room.settings.store.path.parent)
        self._running: set[threading.Thread] = set()
        self._devices = Devices(room.settings, room.printer, room.kiosk)
        self._entry = Entry(
            settings=room.settings, store=room.store, clock=room.clock, ask_card=room.ask_card
        )
        self._sticks = Sticks(
            settings=room.settings, store=room.store, clock=room.clock, policy_arrived=room.policy_arrived
        )

    def perform(self, effect: TryDoor | DoStaffAct) -> None:
        """Begin it; the answer comes over the loop."""
        work = self._entry.try_door if isinstance(effect, TryDoor) else self._do
        thread = threading.Thread(target=self._guarded, args=(work, effect), name="staff", daemon=True)
        self._running = {one for one in self._running if one.is_alive()} | {thread}
        thread.start()

    def examine(self) -> tuple[Check, ...]:
        """The doctor's whole list, now; seconds of work."""
        checks = self._looking.examine()
        self._results.checked(checks, self._room.clock().wall)
        return checks

    def end(self, seconds: float) -> bool:
        """Wait for what is being done, before the store is closed; False when it did not end in time."""
        until = time.monotonic() + seconds
        for thread in self._running:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._running)

    def _guarded(self, work: Callable[..., Event | None], effect: TryDoor | DoStaffAct) -> None:
        try:
            answer = work(effect)
        except Exception:
            _log.error("staff.act_crashed", exc_info=True)
            answer = _crashed(effect)
        if answer is not None:
            self._room.loop.post(answer)

    # --- the room ---

    def _do(self, effect: DoStaffAct) -> Event | None:
        if effect.act is StaffAct.LOOK:
            return StaffLooked(look=self._looking.look(self._room.store))
        if effect.act is StaffAct.SIGN_OUT:
            self._room.store.audit.append(AuditEvent.STAFF_SIGNED_OUT, clerk=effect.number)
            return None
        well, said = self._acted(effect)
        if effect.act in _TRIES:
            self._results.tested(_TRIES[effect.act], self._room.clock().wall, said, well=well)
        _log.info("staff.acted", act=effect.act.value, well=well)
        return StaffActed(act=effect.act, well=well, said=said)

    def _acted(self, effect: DoStaffAct) -> tuple[bool, Text]:
        act, number = effect.act, effect.number
        if act in _STOPS:
            return _stored(self._room.store.service.stop(_STOPS[act].value, number))
        if act is StaffAct.OPEN:
            return _stored(self._room.store.service.resume(number))
        if act in {StaffAct.RETRY_ALL, StaffAct.UNPARK, StaffAct.PARK}:
            return self._queue(effect)
        if act is StaffAct.ASSIST:
            return _stored(self._room.store.audit.append(AuditEvent.VISIT_ASSISTED, clerk=number))
        written = self._room.store.audit.append(AuditEvent.STAFF_ACTED, act=act.value, clerk=number)
        return self._audited(effect) if _stored(written)[0] else (False, _FAILED)

    def _audited(self, effect: DoStaffAct) -> tuple[bool, Text]:
        act = effect.act
        if act in STICK_ACTS:
            return self._sticks.do(act, effect.number)
        if act is StaffAct.RETRY_ONE:
            return self._send_one(effect.argument)
        if act is StaffAct.CALIBRATE:
            return calibrated(self._room.settings.store.path.parent, effect.argument)
        if act is StaffAct.KEEP_LOOK:
            return _stored(keep_look(self._room.store.memos, self._room.kiosk().defaults))
        if act in {StaffAct.RESTART, StaffAct.REBOOT}:
            return reboot(REBOOT_WISH) if act is StaffAct.REBOOT else _restart()
        return self._devices.test(act, self.examine, effect.argument) or (True, _DONE)

    def _send_one(self, submission: str) -> tuple[bool, Text]:
        if self._room.courier is None:
            return False, _NOT_WHILE_CLOSED
        self._room.courier.send_now(submission)
        return True, Text(zh="马上发送这一条", en="That one is sent now")

    def _queue(self, effect: DoStaffAct) -> tuple[bool, Text]:
        queue, courier = self._room.store.queue, self._room.courier
        if effect.act is StaffAct.PARK:
            return _stored(self._room.store.outbox.park(effect.argument, f"staff {effect.number}"))
        if effect.act is StaffAct.UNPARK:
            freed = queue.unpark(effect.argument, effect.number)
            if freed is True and courier is not None:
                courier.send_now(effect.argument)
            return _stored(freed)
        if courier is None:
            return False, _NOT_WHILE_CLOSED
        return self._send_all(courier, effect.number)

    def _send_all(self, courier: Courier, clerk: str) -> tuple[bool, Text]:
        queue = self._room.store.queue
        rows, done = queue.rows(), queue.retry_now(clerk)
        if isinstance(rows, StoreTrouble) or isinstance(done, StoreTrouble):
            return False, _FAILED
        waiting = [row for row in rows if row.state is OutboxState.READY]
        if not waiting:
            return True, _NOTHING_WAITS
        courier.send_all_now()
        return True, Text(zh=f"{len(waiting)} 条马上发送", en=f"{len(waiting)} are sent now")


def _restart() -> tuple[bool, Text]:
    """The program; systemd starts it again."""
    os.kill(os.getpid(), signal.SIGTERM)
    return True, _RESTARTING


def calibrated(folder: Path, figures: str) -> tuple[bool, Text]:
    """Keep the six figures that were on trial."""
    try:
        keep_touch(folder, affine([float(figure) for figure in figures.split()]))
    except OSError:
        return False, Text(
            zh="磁盘写不进去，没有保留：和校准以前一样", en="Not kept: the disk cannot be written"
        )
    return True, Text(
        zh="校准好了，已保留。再试一次触摸屏看看", en="Calibrated and kept; test touch once more"
    )


def reboot(wish: Path) -> tuple[bool, Text]:
    """Leave the wish; a machine where nobody hears it (a demo) has no folder for it."""
    try:
        wish.touch()
    except OSError:
        return False, Text(
            zh="这台机器不能从这里重启：请用电源开关",
            en="It cannot be restarted from here: use its power switch",
        )
    return True, _RESTARTING


def _stored(answer: object) -> tuple[bool, Text]:
    """What the store answered: a trouble, or False for a record that was not in the state meant."""
    if isinstance(answer, StoreTrouble):
        return False, _FAILED
    if answer is False:
        return False, Text(zh="这条记录已经不在等待处理", en="That record does not wait for staff any more")
    return True, _DONE


def _crashed(effect: TryDoor | DoStaffAct) -> Event:
    if isinstance(effect, TryDoor):
        return DoorRefused(trouble=DoorTrouble.STORE)
    said = Text(zh="程序出错，没有做成", en="A defect: not done")
    return StaffActed(act=effect.act, well=False, said=said)
