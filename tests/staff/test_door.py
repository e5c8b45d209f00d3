"""The door: nobody guesses a PIN, nobody keeps a default one, and all of it is written down."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.config import Settings
from kiosk.flow.roles import Role
from kiosk.staff.accounts import FILE, Account, Accounts
from kiosk.staff.door import (
    CODE_HOURS,
    Door,
    Locked,
    Office,
    Refusal,
    Refused,
    SignedIn,
    add,
    remove,
)
from kiosk.staff.pins import PEPPER_FILE, PepperUnusableError, PinHasher, is_weak, load_pepper, make_pepper
from kiosk.staff.shell_acts import carry_out
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.staff.conftest import Clock

FAST = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The real parameters take 150 ms a check; nothing here depends on them."""


class Hall:
    """A terminal's door over a store that can be opened again."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.open()

    def open(self) -> None:
        store = open_store(self.settings.store.path, terminal="HZ07", clock=self.clock)
        assert isinstance(store, Store)
        self.store = store
        self.door = Door(
            accounts=Accounts(self.settings.store.path.parent),
            hasher=PinHasher(b"p" * 32, FAST),
            store=store,
            clock=self.clock,
        )

    @property
    def office(self) -> Office:
        return Office(
            accounts=self.door.accounts,
            hasher=self.door.hasher,
            clock=self.clock,
            record=partial(carry_out, self.store),
        )

    def power_cut(self) -> None:
        self.store.close()
        self.clock.boot_id += "x"
        self.open()

    def admit(self, pin: str = "271828", role: Role = Role.CLERK) -> Account:
        account, _code = add(self.office, "李师傅", role)
        assert isinstance(self.door.choose_pin(account.number, pin), SignedIn)
        return account

    def audit(self) -> list[dict[str, object]]:
        return [json.loads(entry) for entry in self.store.audit.entries()]


@pytest.fixture
def hall(settings: Settings, clock: Clock) -> Iterator[Hall]:
    made = Hall(settings, clock)
    yield made
    made.store.close()


def test_a_terminal_without_staff_lets_nobody_in(hall: Hall) -> None:
    assert hall.door.sign_in("01", "00000000") == Refused(why=Refusal.WRONG)


def test_a_wrong_pin_and_a_wrong_number_are_answered_alike(hall: Hall) -> None:
    hall.admit()
    assert (
        hall.door.sign_in("01", "271829") == hall.door.sign_in("77", "271828") == Refused(why=Refusal.WRONG)
    )


def test_after_five_failures_even_the_right_pin_has_to_wait(hall: Hall) -> None:
    hall.admit()
    for _ in range(5):
        hall.door.sign_in("01", "271829")
    assert hall.door.sign_in("01", "271828") == Locked(seconds=30)
    hall.clock.wait(30)
    assert isinstance(hall.door.sign_in("01", "271828"), SignedIn)


def test_the_wait_doubles_and_a_power_cut_does_not_shorten_it(hall: Hall) -> None:
    hall.admit()
    for _ in range(5):
        hall.door.sign_in("01", "271829")
    hall.clock.wait(30)
    hall.door.sign_in("01", "271829")
    hall.power_cut()
    assert hall.door.sign_in("01", "271828") == Locked(seconds=60)


def test_a_power_cut_during_the_check_has_counted_the_try(hall: Hall) -> None:
    hall.admit()

    class PowerCutError(Exception):
        pass

    def dies(_hashed: str | None, _secret: str) -> bool:
        raise PowerCutError

    for _ in range(5):
        object.__setattr__(hall.door.hasher, "matches", dies)
        with pytest.raises(PowerCutError):
            hall.door.sign_in("01", "271828")
        hall.power_cut()
    assert isinstance(hall.door.sign_in("01", "271828"), Locked)


def test_unknown_numbers_share_one_count(hall: Hall) -> None:
    hall.admit()
    for number in ("51", "52", "53", "54", "55"):
        hall.door.sign_in(number, "271828")
    assert isinstance(hall.door.sign_in("56", "271828"), Locked)
    assert isinstance(hall.door.sign_in("01", "271828"), SignedIn)


def test_one_persons_failures_do_not_lock_out_another(hall: Hall) -> None:
    hall.admit()
    hall.admit("314159")
    for _ in range(6):
        hall.door.sign_in("01", "000000")
    assert isinstance(hall.door.sign_in("02", "314159"), SignedIn)


def test_where_the_failure_cannot_be_written_nothing_is_tried(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.admit()
    full = StoreTrouble(kind=TroubleKind.FULL)
    monkeypatch.setattr(hall.store.lockouts, "begin_try", lambda _subject: full)
    assert hall.door.sign_in("01", "271828") == Refused(why=Refusal.STORE)


def test_a_one_time_code_forces_a_pin(hall: Hall) -> None:
    _account, code = add(hall.office, "王姐", Role.SUPERVISOR)
    signed = hall.door.sign_in("01", code)
    assert isinstance(signed, SignedIn)
    assert signed.must_choose_pin
    hall.door.choose_pin("01", "271828")
    assert hall.door.sign_in("01", code) == Refused(why=Refusal.WRONG)


def test_a_one_time_code_ends(hall: Hall) -> None:
    _account, code = add(hall.office, "王姐", Role.SUPERVISOR)
    hall.clock.wall += timedelta(hours=CODE_HOURS, seconds=1)
    assert hall.door.sign_in("01", code) == Refused(why=Refusal.CODE_EXPIRED)


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567",
        "123456",
        "654321",
        "111111",
        "121212",
        "123123",
        "987654",
        "１２３４５６",
        "12345a",
    ],
)
def test_a_weak_pin_is_refused(pin: str, hall: Hall) -> None:
    add(hall.office, "王姐", Role.CLERK)
    assert hall.door.choose_pin("01", pin) == Refused(why=Refusal.WEAK_PIN)


def test_the_old_pin_is_not_a_new_one(hall: Hall) -> None:
    hall.admit("271828")
    assert hall.door.choose_pin("01", "271828") == Refused(why=Refusal.WEAK_PIN)


@given(st.integers(0, 999_999))
def test_a_pin_is_judged_without_fail(number: int) -> None:
    assert is_weak(f"{number:06}") in {True, False}


def test_somebody_who_was_removed_is_not_let_in(hall: Hall) -> None:
    hall.admit()
    assert remove(hall.office, "01")
    assert hall.door.sign_in("01", "271828") == Refused(why=Refusal.WRONG)
    assert not remove(hall.office, "01")


def test_a_damaged_file_of_accounts_lets_nobody_in(hall: Hall, settings: Settings) -> None:
    hall.admit()
    (settings.store.path.parent / FILE).write_text('{"accounts": [{"number": "01"')
    assert hall.door.sign_in("01", "271828") == Refused(why=Refusal.UNREADABLE)


def test_every_act_at_the_door_is_in_the_audit_without_a_secret(hall: Hall) -> None:
    hall.admit()
    hall.door.sign_in("01", "000000")
    hall.door.sign_in("01", "271828")
    hall.door.sign_out("01")
    remove(hall.office, "01")
    entries = hall.audit()
    assert [entry["event"] for entry in entries if str(entry["event"]).startswith("staff.")] == [
        "staff.admitted",
        "staff.pin_set",
        "staff.refused",
        "staff.signed_in",
        "staff.signed_out",
        "staff.removed",
    ]
    assert "271828" not in json.dumps(entries)


def test_the_file_of_accounts_is_private_and_holds_no_pin(hall: Hall, settings: Settings) -> None:
    hall.admit()
    path = settings.store.path.parent / FILE
    assert path.stat().st_mode & 0o077 == 0
    assert "271828" not in path.read_text()


def test_a_pepper_that_others_may_read_is_refused(tmp_path: Path) -> None:
    make_pepper(tmp_path)
    (tmp_path / PEPPER_FILE).chmod(0o644)
    with pytest.raises(PepperUnusableError, match="chmod 600"):
        load_pepper(tmp_path)


def test_the_same_pin_under_another_pepper_is_wrong() -> None:
    hashed = PinHasher(b"a" * 32, FAST).hash("271828")
    assert not PinHasher(b"b" * 32, FAST).matches(hashed, "271828")


def test_a_sealed_credential_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pepper(tmp_path)
    sealed = tmp_path / "credentials"
    sealed.mkdir()
    (sealed / PEPPER_FILE).write_bytes(b"s" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(sealed))
    assert load_pepper(tmp_path) == b"s" * 32


def test_each_role_includes_the_ones_before() -> None:
    assert Role.SUPERVISOR.may_act_as(Role.CLERK)
    assert not Role.CLERK.may_act_as(Role.TECHNICIAN)


def test_from_the_shell_staff_are_begun_once_listed_and_given_new_codes(
    config: Path, authority: Path
) -> None:
    run = CliRunner()
    words = ["--config", str(config)]
    before = run.invoke(application(), ["staff", "add", "--name", "李", *words])
    first = run.invoke(application(), ["staff", "init", *words])
    again = run.invoke(application(), ["staff", "init", *words])
    added = run.invoke(application(), ["staff", "add", "--name", "李", "--role", "technician", *words])
    reset = run.invoke(application(), ["staff", "reset-pin", "02", *words])
    unknown = run.invoke(application(), ["staff", "remove", "44", *words])
    listed = run.invoke(application(), ["staff", "list", "--json", *words])
    (authority / "keys" / PEPPER_FILE).unlink()
    assert [one.exit_code for one in (before, first, again, added, reset, unknown)] == [78, 0, 3, 0, 0, 3]
    assert [row["role"] for row in json.loads(listed.stdout)] == ["supervisor", "technician"]
