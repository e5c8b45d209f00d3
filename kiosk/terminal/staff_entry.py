"""Letting staff in: by number and PIN, or by a staff card on the reader. On the staff's own thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.config import Settings
from kiosk.flow.effects import TryDoor
from kiosk.flow.events import DoorOpened, DoorRefused, Event
from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.staff.accounts import Accounts, AccountsUnreadableError
from kiosk.staff.cards import AskCard, CardDoor, CardNotTaken, StaffCard, load_authority
from kiosk.staff.door import Answer, Door, Locked, Refused, SignedIn
from kiosk.staff.pins import PepperUnusableError, PinHasher, load_pepper
from kiosk.staff.revoked_cards import RevokedCards
from kiosk.staff.shell_acts import ShellActs
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import ClockQuality, Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.keys import placed

_SERIAL_SHOWN = 16
"""Hexadecimal digits of a card's serial that name its holder in the audit."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Answers the door's questions."""

    settings: Settings
    store: Store
    clock: Callable[[], Moment]
    ask_card: AskCard

    def try_door(self, effect: TryDoor) -> Event:
        """Let in or refuse, with the reason; every refusal is in the audit."""
        try:
            ShellActs(self._folder).take_in(self.store)
            return self._by_card(effect.secret) if effect.by_card else self._by_pin(effect)
        except (OSError, ValueError, AccountsUnreadableError):
            return DoorRefused(trouble=DoorTrouble.UNREADABLE)

    @property
    def _folder(self) -> Path:
        return self.settings.store.path.parent

    # --- number and PIN ---

    def _by_pin(self, effect: TryDoor) -> Event:
        door = self._door()
        if isinstance(door, DoorTrouble):
            return DoorRefused(trouble=door)
        if effect.new_pin:
            return self._told(door.choose_pin(effect.number, effect.secret))
        return self._told(door.sign_in(effect.number, effect.secret))

    def _door(self) -> Door | DoorTrouble:
        accounts = Accounts(self._folder)
        if not accounts.all():
            return DoorTrouble.NOT_SET_UP
        try:
            hasher = PinHasher(load_pepper(self.settings.upstream.keys))
        except PepperUnusableError:
            return DoorTrouble.UNREADABLE
        return Door(accounts=accounts, hasher=hasher, store=self.store, clock=self.clock)

    def _told(self, answer: Answer) -> Event:
        match answer:
            case SignedIn():
                return DoorOpened(
                    number=answer.number,
                    name=answer.name,
                    role=answer.role,
                    must_choose_pin=answer.must_choose_pin,
                    idle_seconds=self.settings.staff.idle_seconds,
                )
            case Locked():
                return DoorRefused(trouble=DoorTrouble.LOCKED, wait_seconds=answer.seconds)
            case Refused():
                return DoorRefused(trouble=DoorTrouble(answer.why.value))

    # --- staff card ---

    def _by_card(self, pin: str) -> Event:
        found = self._card_door().try_card(self.ask_card, pin)
        if isinstance(found, CardNotTaken):
            self.store.audit.append(
                AuditEvent.STAFF_REFUSED, clerk=_clerk(found.serial), cause=f"card_{found.why.value}"
            )
            return DoorRefused(trouble=DoorTrouble(f"card_{found.why.value}"), tries_left=found.tries_left)
        return self._opened(found)

    def _card_door(self) -> CardDoor:
        now = self.clock()
        return CardDoor(
            authority=load_authority(placed(self.settings.upstream.ca)),
            terminal=self.settings.terminal.id,
            now=None if now.quality is ClockQuality.UNKNOWN else now.wall,
            revoked=RevokedCards(self._folder).all(),
        )

    def _opened(self, card: StaffCard) -> Event:
        clerk = _clerk(card.serial)
        written = self.store.audit.append(AuditEvent.STAFF_SIGNED_IN, clerk=clerk)
        if isinstance(written, StoreTrouble):
            return DoorRefused(trouble=DoorTrouble.STORE)
        return DoorOpened(
            number=clerk,
            name=card.name,
            role=card.role,
            must_choose_pin=False,
            idle_seconds=self.settings.staff.idle_seconds,
        )


def _clerk(serial: str) -> str:
    """What the audit knows a card by."""
    return f"card:{serial[:_SERIAL_SHOWN] or 'unknown'}"
