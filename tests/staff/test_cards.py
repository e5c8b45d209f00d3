"""Signing in by staff card: a copy, a stranger's, an old or a lost card opens nothing and is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from hardware.simulator.card_file import CardFileError, load_card_file
from hardware.simulator.piv_card import PivCard
from kiosk.config import Settings
from kiosk.flow.effects import TryDoor
from kiosk.flow.events import DoorOpened, DoorRefused
from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.flow.roles import Role
from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.staff.revoked_cards import RevokedCards
from kiosk.store.clock import ClockQuality
from kiosk.store.store import Store, open_store
from tests.staff.conftest import NOW, Clock
from tests.staff.piv import LONG_AGO, PIN, card_of, certified, new_key, write_card
from tests.staff.test_staffing import Hall


@pytest.fixture
def hall(settings: Settings, clock: Clock) -> Iterator[Hall]:
    store = open_store(settings.store.path, terminal="HZ07", clock=clock)
    assert isinstance(store, Store)
    yield Hall(settings, store, clock)
    store.close()


def good_card(authority: Path, role: str = "technician") -> PivCard:
    key = new_key()
    return card_of(certified(authority, key, at=NOW, role=role), key)


def tries(hall: Hall, card: PivCard | None, pin: str = PIN) -> DoorOpened | DoorRefused:
    hall.card = card
    answer = hall.does(TryDoor(number="", secret=pin, by_card=True))
    assert isinstance(answer, DoorOpened | DoorRefused)
    return answer


def refused(hall: Hall, card: PivCard | None, trouble: DoorTrouble, pin: str = PIN) -> DoorRefused:
    answer = tries(hall, card, pin)
    assert isinstance(answer, DoorRefused)
    assert answer.trouble is trouble
    assert hall.audited()[-1]["event"] == "staff.refused"
    assert hall.audited()[-1]["cause"] == trouble.value
    return answer


def test_a_copied_certificate_without_its_key_is_called_a_forgery(hall: Hall, authority: Path) -> None:
    copied = certified(authority, new_key(), at=NOW)
    refused(hall, card_of(copied, new_key()), DoorTrouble.FORGED_CARD)
    assert hall.audited()[-1]["clerk"] == f"card:{copied.serial_number:x}"[:21]


def test_a_card_of_another_authority_is_refused_and_never_sees_the_pin(hall: Hall, tmp_path: Path) -> None:
    make_authority(tmp_path / "other")
    card = good_card(tmp_path / "other")
    refused(hall, card, DoorTrouble.FOREIGN_CARD)
    assert card.pins_seen == 0


def test_an_expired_card_is_refused_and_never_sees_the_pin(hall: Hall, authority: Path) -> None:
    key = new_key()
    card = card_of(certified(authority, key, at=LONG_AGO), key)
    refused(hall, card, DoorTrouble.EXPIRED_CARD)
    assert card.pins_seen == 0


def test_a_revoked_card_is_refused(hall: Hall, authority: Path) -> None:
    key = new_key()
    certificate = certified(authority, key, at=NOW)
    RevokedCards(hall.settings.store.path.parent).replace((f"{certificate.serial_number:x}",))
    refused(hall, card_of(certificate, key), DoorTrouble.REVOKED_CARD)


def test_a_terminals_own_certificate_is_no_staff_card(hall: Hall, authority: Path, tmp_path: Path) -> None:
    issue_terminal(authority, "HZ08", tmp_path)
    from cryptography import x509

    terminal = x509.load_pem_x509_certificate((tmp_path / "terminal.pem").read_bytes())
    refused(hall, card_of(terminal, new_key()), DoorTrouble.FOREIGN_CARD)


def test_a_role_that_terminals_do_not_know_is_no_staff_card(hall: Hall, authority: Path) -> None:
    refused(hall, good_card(authority, "director"), DoorTrouble.FOREIGN_CARD)


def test_a_list_of_revoked_cards_that_was_damaged_lets_no_card_in(hall: Hall, authority: Path) -> None:
    (hall.settings.store.path.parent / "revoked-staff-cards.json").write_text("{")
    answer = tries(hall, good_card(authority))
    assert isinstance(answer, DoorRefused)
    assert answer.trouble is DoorTrouble.UNREADABLE


def test_wrong_pins_are_counted_by_the_card_until_it_blocks_itself(hall: Hall, authority: Path) -> None:
    card = good_card(authority)
    assert refused(hall, card, DoorTrouble.WRONG_CARD_PIN, "000000").tries_left == 2
    assert refused(hall, card, DoorTrouble.WRONG_CARD_PIN, "000000").tries_left == 1
    refused(hall, card, DoorTrouble.BLOCKED_CARD, "000000")
    refused(hall, card, DoorTrouble.BLOCKED_CARD)


def test_a_card_taken_away_is_named(hall: Hall) -> None:
    refused(hall, None, DoorTrouble.NO_CARD)


def test_without_a_trusted_clock_no_card_is_taken(hall: Hall, authority: Path, clock: Clock) -> None:
    clock.quality = ClockQuality.UNKNOWN
    refused(hall, good_card(authority), DoorTrouble.CARD_CLOCK)


@pytest.mark.parametrize("role", list(Role))
def test_a_good_card_opens_with_the_name_and_role_of_its_certificate(
    role: Role, hall: Hall, authority: Path
) -> None:
    opened = tries(hall, good_card(authority, role.value))
    assert isinstance(opened, DoorOpened)
    assert (opened.name, opened.role, opened.must_choose_pin) == ("李师傅", role, False)
    assert hall.audited()[-1]["event"] == "staff.signed_in"
    assert hall.audited()[-1]["clerk"] == opened.number


def test_a_card_file_makes_the_same_card(hall: Hall, authority: Path, tmp_path: Path) -> None:
    key = new_key()
    pem = certified(authority, key, at=NOW).public_bytes(Encoding.PEM).decode()
    sound = load_card_file(write_card(tmp_path, pem, key))._sound_card()
    assert isinstance(sound, PivCard)
    assert isinstance(tries(hall, sound), DoorOpened)


@pytest.mark.parametrize(
    ("line", "named"),
    [('pin = "1"', "piv.pin"), ('certificate = "none.pem"', "none.pem"), ("", "piv must have")],
)
def test_a_card_file_with_a_fault_names_it(line: str, named: str, authority: Path, tmp_path: Path) -> None:
    key = new_key()
    path = write_card(tmp_path, certified(authority, key, at=NOW).public_bytes(Encoding.PEM).decode(), key)
    name = line.partition(" ")[0] or "pin"
    lines = [line if one.startswith(name) else one for one in path.read_text().splitlines()]
    path.write_text("\n".join(lines))
    with pytest.raises(CardFileError, match=named):
        load_card_file(path)
