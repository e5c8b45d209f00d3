"""The doctor: every trouble under its own name, with a remedy; nothing is changed by looking."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hardware.card.diagnosis import ReaderDiagnosis
from hardware.card.failure import ReadFailure
from hardware.printer.status import PrinterState, PrinterStatus
from kiosk.cli import application
from kiosk.config import Settings
from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, fit
from kiosk.staff.doctor import Looks, examine, examine_file
from kiosk.staff.machine_checks import check_clock, check_disk, check_fonts
from kiosk.staff.sound import SoundState
from kiosk.staff.store_checks import filesystem
from kiosk.store.clock import ClockQuality
from kiosk.store.policies import StoredPolicy
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.upstream.contract import KeySet, SignedPolicy
from kiosk.upstream.keys import KEY_SET_FILE
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.staff.conftest import Clock

READY = ReaderDiagnosis(trouble=None, service=True, readers=("ACS 00",), reader="ACS 00")
POLICIES = Path(__file__).parents[2] / "assets" / "policies"


@pytest.fixture
def looks(clock: Clock) -> Looks:
    return Looks(
        reader=lambda _settings: READY,
        printer=lambda _settings: PrinterStatus(PrinterState.READY),
        upstream=lambda _settings, _keys: None,
        sound=lambda: SoundState.PLAYS,
        clock=clock,
    )


@pytest.fixture
def store(settings: Settings, clock: Clock) -> Store:
    opened = open_store(settings.store.path, terminal="HZ07", clock=clock)
    assert isinstance(opened, Store)
    return opened


@pytest.fixture
def signed(authority: Path) -> Callable[[bytes], StoredPolicy]:
    """A policy as the store keeps it; who signed it is not the doctor's question."""
    keys = KeySet.model_validate_json((authority / "keys" / KEY_SET_FILE).read_bytes())

    def made(document: bytes) -> StoredPolicy:
        message = SignedPolicy(
            region="330100", version=1, document=document, keys=keys, kid="0" * 16, signature=bytes(64)
        )
        return StoredPolicy(version=1, etag="", signed=message.model_dump_json().encode())

    return made


def found(checks: tuple[Check, ...], subject: Subject) -> Check:
    (one,) = [check for check in checks if check.subject is subject]
    return one


def test_a_missing_settings_file_is_the_only_check(tmp_path: Path, looks: Looks) -> None:
    (check,) = examine_file(tmp_path / "none.toml", looks)
    assert check.subject is Subject.SETTINGS
    assert not check.ok


def test_a_wrong_key_in_the_settings_is_named(
    config: Path, edit: Callable[[str, str], None], looks: Looks
) -> None:
    edit('region = "330100"', 'region = "33"')
    (check,) = examine_file(config, looks)
    assert "[terminal] region" in check.detail.zh


def test_a_simulator_in_production_is_unfit(
    config: Path, edit: Callable[[str, str], None], looks: Looks
) -> None:
    edit("production = false", "production = true")
    check = found(examine_file(config, looks), Subject.SIMULATORS)
    assert not check.ok
    assert "[printer] url" in check.detail.en


@pytest.mark.parametrize("state", [state for state in PrinterState if state is not PrinterState.READY])
def test_every_trouble_of_the_printer_has_its_own_remedy(
    state: PrinterState, settings: Settings, looks: Looks
) -> None:
    check = found(examine(settings, replace(looks, printer=lambda _: PrinterStatus(state))), Subject.PRINTER)
    assert not check.ok
    assert check.remedy is not None


def test_low_paper_is_told_but_is_fit(settings: Settings, looks: Looks) -> None:
    low = PrinterStatus(PrinterState.READY, paper_low=True)
    check = found(examine(settings, replace(looks, printer=lambda _: low)), Subject.PRINTER)
    assert check.ok
    assert "paper is low" in check.detail.en


@pytest.mark.parametrize(
    ("diagnosis", "word"),
    [
        (ReaderDiagnosis(trouble=ReadFailure.NO_READER, service=False, readers=(), reader=""), "pcscd"),
        (ReaderDiagnosis(trouble=ReadFailure.NO_READER, service=True, readers=(), reader=""), "No reader"),
        (
            ReaderDiagnosis(trouble=ReadFailure.NO_READER, service=True, readers=("X",), reader=""),
            "there is: X",
        ),
        (
            ReaderDiagnosis(trouble=ReadFailure.SAM_NOT_PERMITTED, service=True, readers=(), reader=""),
            "reports",
        ),
    ],
)
def test_a_missing_reader_is_told_from_a_missing_service_and_a_wrong_name(
    diagnosis: ReaderDiagnosis, word: str, settings: Settings, looks: Looks
) -> None:
    check = found(examine(settings, replace(looks, reader=lambda _: diagnosis)), Subject.READER)
    assert not check.ok
    assert word in check.detail.en


@pytest.mark.parametrize("state", [state for state in SoundState if state is not SoundState.PLAYS])
def test_a_silent_terminal_is_told_with_its_remedy_and_yet_fit(
    state: SoundState, settings: Settings, looks: Looks
) -> None:
    check = found(examine(settings, replace(looks, sound=lambda: state)), Subject.SOUND)
    assert (check.ok, check.needed) == (False, False)
    assert check.remedy is not None
    assert fit((check,))
    assert (check.row("en")["ok"], check.row("en")["warning"]) == (True, True)


def test_an_upstream_that_is_down_is_told_with_its_code(settings: Settings, looks: Looks) -> None:
    down = Trouble(TroubleKind.TLS, "certificate_not_yet_valid")
    check = found(examine(settings, replace(looks, upstream=lambda *_: down)), Subject.UPSTREAM)
    assert not check.ok
    assert "安全连接建立不了 (certificate_not_yet_valid)" in check.detail.zh


def test_without_keys_neither_keys_nor_upstream_are_ok(
    config: Path, edit: Callable[[str, str], None], looks: Looks
) -> None:
    edit("terminal.pem", "gone.pem")
    checks = examine_file(config, looks)
    assert not found(checks, Subject.KEYS).ok
    assert not found(checks, Subject.UPSTREAM).ok


def test_the_keys_of_another_terminal_are_refused(
    config: Path, edit: Callable[[str, str], None], looks: Looks
) -> None:
    edit('id = "HZ07"', 'id = "HZ08"')
    assert "HZ07" in found(examine_file(config, looks), Subject.KEYS).detail.en


def test_a_certificate_in_its_last_week_is_unfit(settings: Settings, looks: Looks, clock: Clock) -> None:
    clock.wall += timedelta(days=365 * 30)
    assert not found(examine(settings, looks), Subject.KEYS).ok


def test_a_clock_from_before_the_program_was_made_is_unfit(clock: Clock) -> None:
    clock.quality = ClockQuality.UNKNOWN
    assert not check_clock(clock()).ok


def test_a_clock_that_runs_by_itself_is_fit(clock: Clock) -> None:
    clock.quality = ClockQuality.HOLDOVER
    assert check_clock(clock()).ok


def test_a_full_disk_is_unfit(tmp_path: Path) -> None:
    check = check_disk(tmp_path, StoreLimits(floor=1 << 62))
    assert not check.ok
    assert "MiB" in check.detail.en


def test_a_missing_font_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kiosk.receipt.fonts import REGULAR
    from kiosk.staff import machine_checks

    monkeypatch.setattr(machine_checks, "REGULAR", replace(REGULAR, path=tmp_path / "none.ttc"))
    check = check_fonts()
    assert not check.ok
    assert check.remedy is not None
    assert "fonts-noto-cjk" in check.remedy.en


def test_a_damaged_store_is_named_and_left_as_it_is(settings: Settings, looks: Looks, store: Store) -> None:
    store.close()
    path = settings.store.path
    path.write_bytes(b"no database at all" * 300)
    before = path.read_bytes()
    check = found(examine(settings, looks), Subject.STORE)
    assert not check.ok
    assert "damaged" in check.detail.en
    assert path.read_bytes() == before


def test_a_store_on_a_file_system_in_memory_is_not_durable(
    settings: Settings, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.staff.store_checks.filesystem", lambda _path: "tmpfs")
    assert "not_durable" in found(examine(settings, looks), Subject.STORE).detail.en


def test_the_file_system_of_proc_is_known() -> None:
    assert filesystem(Path("/proc/self")) == "proc"


def test_a_policy_with_an_error_names_the_key(
    settings: Settings, looks: Looks, store: Store, signed: Callable[[bytes], StoredPolicy]
) -> None:
    store.policies.accept(signed(b'region = "330100"\nversion = "one"\n'))
    store.close()
    check = found(examine(settings, looks), Subject.POLICY)
    assert not check.ok
    assert "has an error" in check.detail.en


def test_the_policy_of_another_region_is_refused(
    settings: Settings, looks: Looks, store: Store, signed: Callable[[bytes], StoredPolicy]
) -> None:
    store.policies.accept(signed((POLICIES / "beijing.toml").read_bytes()))
    store.close()
    check = found(examine(settings, looks), Subject.POLICY)
    assert not check.ok
    assert "not 330100" in check.detail.en


def test_a_fit_terminal_passes_every_check_while_it_runs(
    config: Path,
    looks: Looks,
    store: Store,
    signed: Callable[[bytes], StoredPolicy],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.staff.store_checks.filesystem", lambda _path: "ext4")
    store.policies.accept(signed((POLICIES / "mission.toml").read_bytes()))
    checks = examine_file(config, looks)
    store.close()
    assert [check.subject.value for check in checks if not check.ok] == []
    assert fit(checks)
    assert {check.subject for check in checks} == set(Subject)


def test_looking_does_not_begin_a_store(settings: Settings, looks: Looks) -> None:
    examine(settings, looks)
    assert not settings.store.path.parent.exists()


def test_a_failed_check_without_a_remedy_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs a remedy"):
        Check(subject=Subject.DISK, ok=False, detail=Text(zh="坏", en="bad"))


def test_the_command_lists_every_check_as_json_and_leaves_with_one_when_unfit(config: Path) -> None:
    done = CliRunner().invoke(
        application(), ["doctor", "--config", str(config), "--json", "--language", "en"]
    )
    rows = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {row["name"] for row in rows} == {subject.value for subject in Subject}
    assert all(row["remedy"] for row in rows if not row["ok"])
