"""What staff do on the staff pages: every act on a thread of its own, in the audit, answered in words."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import structlog

from kiosk.config import Settings
from kiosk.flow.conditions import OutOfService
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.events import DoorOpened, DoorRefused, Event, StaffActed, StaffLooked
from kiosk.flow.pages.maintenance import CheckLook, DoorTrouble, LogLook, StaffLook
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.rules.policy import Text
from kiosk.staff import crashes
from kiosk.staff.accounts import Accounts, AccountsUnreadableError
from kiosk.staff.check import NAMES, Check
from kiosk.staff.doctor import examine
from kiosk.staff.door import Answer, Door, Locked, Refused, SignedIn
from kiosk.staff.events import EVENTS, Severity
from kiosk.staff.log_file import entries
from kiosk.staff.pins import PepperUnusableError, PinHasher, load_pepper
from kiosk.staff.queue_look import queue_look
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.terminal.live_looks import live_looks
from kiosk.terminal.loop import Loop
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.staff_devices import Devices
from kiosk.terminal.staff_export import Exports
from kiosk.upstream.courier import Courier

_log = structlog.get_logger()
_LOG_LINES = 25
_STOPS = {
    StaffAct.STOP_STAFF: OutOfService.STAFF,
    StaffAct.STOP_CLEANING: OutOfService.CLEANING,
    StaffAct.STOP_REPAIR: OutOfService.REPAIR,
}
_FAILED = Text(zh="没有做成：数据存储写不进去", en="Not done: the store cannot be written")
_DONE = Text(zh="完成", en="Done")


@dataclass(frozen=True, kw_only=True)
class Room:
    """What the staff pages work on."""

    settings: Settings
    store: Store
    loop: Loop
    printer: ReceiptPrinter
    courier: Courier
    clock: Callable[[], Moment]
    kiosk: Callable[[], Kiosk]


class Staffing:
    """Performs the effects of the staff pages; never lets the screen wait."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._folder = room.settings.store.path.parent
        self._devices = Devices(room.settings, room.printer, room.kiosk)
        self._exports = Exports(room.settings, room.store, room.clock)

    def perform(self, effect: TryDoor | DoStaffAct) -> None:
        """Begin it; the answer comes over the loop."""
        work = self._try_door if isinstance(effect, TryDoor) else self._do
        threading.Thread(target=self._guarded, args=(work, effect), name="staff", daemon=True).start()

    def _guarded(self, work: Callable[..., Event | None], effect: TryDoor | DoStaffAct) -> None:
        try:
            answer = work(effect)
        except Exception:
            _log.error("staff.act_crashed", exc_info=True)
            answer = _crashed(effect)
        if answer is not None:
            self._room.loop.post(answer)

    # --- the door ---

    def _try_door(self, effect: TryDoor) -> Event:
        door = self._door()
        if isinstance(door, DoorTrouble):
            return DoorRefused(trouble=door)
        try:
            if effect.new_pin:
                return self._told(door.choose_pin(effect.number, effect.secret))
            return self._told(door.sign_in(effect.number, effect.secret))
        except (OSError, AccountsUnreadableError):
            return DoorRefused(trouble=DoorTrouble.UNREADABLE)

    def _door(self) -> Door | DoorTrouble:
        accounts = Accounts(self._folder)
        try:
            if not accounts.all():
                return DoorTrouble.NOT_SET_UP
            hasher = PinHasher(load_pepper(self._room.settings.upstream.keys))
        except (PepperUnusableError, AccountsUnreadableError):
            return DoorTrouble.UNREADABLE
        return Door(accounts=accounts, hasher=hasher, store=self._room.store, clock=self._room.clock)

    def _told(self, answer: Answer) -> Event:
        match answer:
            case SignedIn():
                return DoorOpened(
                    number=answer.number,
                    name=answer.name,
                    role=answer.role,
                    must_choose_pin=answer.must_choose_pin,
                    idle_seconds=self._room.settings.staff.idle_seconds,
                )
            case Locked():
                return DoorRefused(trouble=DoorTrouble.LOCKED, wait_seconds=answer.seconds)
            case Refused():
                return DoorRefused(trouble=DoorTrouble(answer.why.value))

    # --- the room ---

    def _do(self, effect: DoStaffAct) -> Event | None:
        if effect.act is StaffAct.LOOK:
            return StaffLooked(look=self._look())
        if effect.act is StaffAct.SIGN_OUT:
            self._room.store.audit.append(AuditEvent.STAFF_SIGNED_OUT, clerk=effect.number)
            return None
        well, said = self._acted(effect)
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
        written = self._room.store.audit.append(AuditEvent.STAFF_ACTED, act=act.value, clerk=number)
        return self._audited(effect) if _stored(written)[0] else (False, _FAILED)

    def _audited(self, effect: DoStaffAct) -> tuple[bool, Text]:
        act = effect.act
        if act in {StaffAct.EXPORT_QUEUE, StaffAct.EXPORT_LOG}:
            return self._exports.write(act, effect.number)
        if act is StaffAct.RESTART:
            os.kill(os.getpid(), signal.SIGTERM)
            return True, Text(zh="正在重启", en="Restarting")
        return self._devices.test(act, self._checks) or (True, _DONE)

    def _queue(self, effect: DoStaffAct) -> tuple[bool, Text]:
        queue = self._room.store.queue
        if effect.act is StaffAct.PARK:
            return _stored(self._room.store.outbox.park(effect.argument, f"staff {effect.number}"))
        if effect.act is StaffAct.UNPARK:
            freed = queue.unpark(effect.argument, effect.number)
            self._room.courier.send_now(effect.argument)
            return _stored(freed)
        count = queue.retry_now(effect.number)
        self._room.courier.wake()
        if not isinstance(count, int):
            return False, _FAILED
        return True, Text(zh=f"{count} 条马上发送", en=f"{count} are sent now")

    # --- looking ---

    def _checks(self) -> tuple[Check, ...]:
        kiosk = self._room.kiosk()
        return examine(self._room.settings, live_looks(kiosk.conditions, self._room.clock))

    def _look(self) -> StaffLook:
        kiosk, room = self._room.kiosk(), self._room
        checks = sorted(self._checks(), key=lambda check: check.ok)
        zone = ZoneInfo(room.settings.terminal.timezone)
        head = room.store.audit.head()
        return StaffLook(
            checks=tuple(_check_look(check) for check in checks),
            queue=queue_look(room.store, reachable=kiosk.conditions.upstream_reachable, zone=zone),
            log=self._log_look(),
            audit=(f"{head.seq} {head.short}",),
            crashes=len(crashes.reports(self._folder)),
        )

    def _log_look(self) -> tuple[LogLook, ...]:
        path = self._room.settings.log.path
        if path is None:
            return ()
        found = list(entries(path, least=Severity.WARNING))[-_LOG_LINES:]
        known = [(entry, EVENTS[entry.event]) for entry in reversed(found) if entry.event in EVENTS]
        return tuple(
            LogLook(at=entry.at[5:16], event=event.name, meaning=event.meaning, remedy=event.remedy)
            for entry, event in known
        )


def _check_look(check: Check) -> CheckLook:
    return CheckLook(name=NAMES[check.subject], ok=check.ok, detail=check.detail, remedy=check.remedy)


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
