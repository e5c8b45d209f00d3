"""The shell scripts and the package list that they read."""

import re
import subprocess
from pathlib import Path

import pytest

from deploy.target.check_copy import with_store
from deploy.target.stick import partitions, storage_interfaces
from deploy.target.terminal_unit import failed_in
from tests.deploy.workshop import Workshop

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for path in (ROOT / "deploy").rglob("*")
    if path.is_file() and re.match(rb"#!/bin/(ba)?sh\n", path.read_bytes()[:20])
)
GROUPS = {"run", "gateway", "build", "stand", "test", "session", "image", "machine", "bench"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_script_parses_and_stops_at_the_first_fault(script: Path) -> None:
    shell = script.read_text().splitlines()[0].removeprefix("#!")
    subprocess.run([shell, "-n", script], check=True)
    assert re.search(r"^set -e", script.read_text(), re.MULTILINE)
    assert script.stat().st_mode & 0o111


def test_every_debian_package_is_named_once_with_known_groups_and_a_reason() -> None:
    rows = [
        line.split(None, 2)
        for line in (ROOT / "deploy/packages.txt").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert all(len(row) == 3 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert {group for row in rows for group in row[1].split(",")} <= GROUPS


def test_a_health_check_gets_the_same_settings_with_another_store() -> None:
    settings = '[printer]\npath = "no"\n[store]\npath = "/var/lib/buka/store/buka.db"\n\n[log]\npath = "x"\n'
    changed = with_store(settings, Path("/copy/buka.db"))
    assert changed == settings.replace("/var/lib/buka/store/buka.db", "/copy/buka.db")
    with pytest.raises(ValueError, match="path"):
        with_store("[store]\n[log]\npath = 'x'\n", Path("/copy"))


@pytest.mark.parametrize("report", [b"", b"{", b"3", b"[]", b'[{"ok": true}]', b"[3]"])
def test_a_doctor_that_makes_no_sense_finds_nobody_fit(report: bytes) -> None:
    assert failed_in(report) is None


def test_the_doctors_failed_checks_are_named() -> None:
    assert failed_in(b'[{"name": "a", "ok": true}, {"name": "b", "ok": false}]') == frozenset({"b"})


def test_only_storage_on_usb_is_taken_for_a_stick(tmp_path: Path) -> None:
    for name, kind in (("1-1:1.0", "08"), ("1-2:1.0", "03")):
        (tmp_path / "usb" / name).mkdir(parents=True)
        (tmp_path / "usb" / name / "bInterfaceClass").write_text(f"{kind}\n")
    assert [path.name for path in storage_interfaces(tmp_path / "usb")] == ["1-1:1.0"]
    blocks = tmp_path / "block"
    blocks.mkdir()
    for disk, bus in (("sda", "ata1"), ("sdb", "usb1")):
        device = tmp_path / "devices" / bus / disk
        (device / f"{disk}1").mkdir(parents=True)
        (device / f"{disk}1" / "partition").write_text("1\n")
        (blocks / disk).symlink_to(device)
    assert list(partitions(blocks)) == ["sdb1"]


@pytest.mark.real
def test_a_package_can_be_signed_with_openssl(workshop: Workshop) -> None:
    from deploy.target.signature import is_signed

    folder = workshop.folder
    key, public, package = folder / "release.key", folder / "release.pub", folder / "x.deb"
    package.write_bytes(b"a package")
    commands: list[list[str | Path]] = [
        ["genpkey", "-algorithm", "ed25519", "-out", key],
        ["pkey", "-in", key, "-pubout", "-out", public],
        ["pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", package, "-out", folder / "x.sig"],
    ]
    for command in commands:
        subprocess.run(["openssl", *command], check=True, capture_output=True)
    assert is_signed(b"a package", (folder / "x.sig").read_bytes(), public)
    assert not is_signed(b"a Package", (folder / "x.sig").read_bytes(), public)
