"""The units: sound, hardened, and allowed what they need and no more. Judged offline by systemd itself."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.target.site_steps import SERVICES as SERVICES_OF_A_SITE

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]
TREES = [ROOT / "deploy/package/terminal/system", ROOT / "deploy/package/gateway/system"]
UNITS = {unit.name: unit for tree in TREES for unit in tree.glob("usr/local/lib/systemd/system/buka-*")}
SERVICES = sorted(name for name in UNITS if name.endswith(".service"))
HIGHEST = {"buka-kiosk.service": 2.0}
"""systemd's exposure: 2.0 for the terminal, 1.5 for everything else."""


def _instance(name: str) -> str:
    return name.replace("@.", "@1.0.")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_as_little_exposed_as_promised(name: str, tmp_path: Path) -> None:
    copy = tmp_path / _instance(name)
    shutil.copy(UNITS[name], copy)
    shown = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", copy],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    score = re.search(r"Overall exposure level for .*: ([0-9.]+)", shown)
    assert score, shown
    assert float(score[1]) <= HIGHEST.get(name, 1.5), shown


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root of the units, the system's own targets, and programs that are only there."""
    for tree in TREES:
        shutil.copytree(tree, tmp_path, dirs_exist_ok=True)
    system = tmp_path / "usr/lib/systemd/system"
    system.mkdir(parents=True)
    (tmp_path / "lib").symlink_to("usr/lib")
    for unit in [
        *Path("/usr/lib/systemd/system").glob("*.target"),
        Path("/usr/lib/systemd/system/dbus.socket"),
    ]:
        if unit.is_file() and not unit.is_symlink():
            shutil.copy(unit, system)
    for unit in UNITS.values():
        for line in re.findall(r"^Exec\w+=(\S+)", unit.read_text(), re.MULTILINE):
            program = tmp_path / line.replace("%i", "1.0").lstrip("/")
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text("#!/bin/sh\n")
            program.chmod(0o755)
    return tmp_path


def _verify(root: Path) -> "subprocess.CompletedProcess[str]":
    names = [_instance(name) for name in sorted(UNITS)]
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", f"--root={root}", *names],
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_systemd_finds_nothing_wrong_with_the_units(root: Path) -> None:
    verdict = _verify(root)
    assert (verdict.returncode, verdict.stdout + verdict.stderr) == (0, "")


def test_a_misspelt_setting_would_be_found(root: Path) -> None:
    unit = root / "usr/local/lib/systemd/system/buka-kiosk.service"
    unit.write_text(unit.read_text().replace("WatchdogSec=", "WatchdogSecs="))
    assert "WatchdogSecs" in _verify(root).stderr


def test_the_terminal_comes_back_within_five_seconds_and_for_ever() -> None:
    for name in ("buka-kiosk.service", "buka-screen.service"):
        text = UNITS[name].read_text()
        assert "Restart=always\nRestartSec=1\n" in text
        assert "StartLimitIntervalSec=0" in text
        assert "Type=notify" in text
        assert "WatchdogSec=20" in text
        assert "TimeoutAbortSec=3\n" in text, "and what is too frozen to die of the signal"


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_leaves_a_core_dump_or_can_gain_rights(name: str) -> None:
    text = UNITS[name].read_text()
    assert "LimitCORE=0" in text
    assert "NoNewPrivileges=yes" in text
    assert "ProtectSystem=strict" in text


def test_every_unit_that_starts_by_itself_is_enabled_by_the_package() -> None:
    postinst = (ROOT / "deploy/package/terminal/postinst").read_text()
    enabled = re.search(r'^units="(.*)"', postinst, re.MULTILINE)
    assert enabled
    terminal = TREES[0].glob("usr/local/lib/systemd/system/buka-*")
    wanted = {unit.name for unit in terminal if "[Install]" in unit.read_text()}
    assert set(enabled[1].split()) == wanted


def test_what_waits_for_a_wish_of_staff_waits_as_soon_as_the_terminal_is_installed() -> None:
    assert {name for name in UNITS if name.endswith(".path")} <= set(SERVICES_OF_A_SITE)


@pytest.mark.parametrize(
    ("unit", "wish"),
    [
        ("buka-stick.path", "/run/buka/stick-wanted"),
        ("buka-reboot.path", "/run/buka/reboot-wanted"),
        ("buka-update.path", "/var/lib/buka/incoming/*.deb.sig"),
    ],
)
def test_only_the_terminals_user_can_wish(unit: str, wish: str) -> None:
    """The wish lies in a folder of mode 0700 that belongs to the terminal's user."""
    assert re.search(rf"^PathExists(Glob)?={re.escape(wish)}$", UNITS[unit].read_text(), re.MULTILINE)
    kiosk = UNITS["buka-kiosk.service"].read_text()
    folders = (TREES[0] / "etc/tmpfiles.d/buka.conf").read_text()
    if wish.startswith("/run/buka/"):
        assert "User=buka\n" in kiosk
        assert "RuntimeDirectory=buka\nRuntimeDirectoryMode=0700\n" in kiosk
    else:
        assert re.search(r"^d /var/lib/buka/incoming +0700 buka +buka ", folders, re.MULTILINE)


def test_every_folder_that_a_unit_writes_is_made_at_boot() -> None:
    made = (TREES[0] / "etc/tmpfiles.d/buka.conf").read_text()
    for folder in ("/run/buka-update", "/run/buka-stick", "/run/buka-screen", "/var/lib/buka/incoming"):
        assert re.search(rf"^d {folder} ", made, re.MULTILINE)
