"""Keys on disk: checked before they are used, placed whole, never readable by others."""

import os
import shutil
from pathlib import Path

import pytest

from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.upstream.contract import KeySet, SealingKeyMessage
from kiosk.upstream.keys import (
    KEY_SET_FILE,
    KeyFault,
    KeyTrouble,
    TerminalKeys,
    UpstreamKeys,
    load_keys,
    load_upstream_keys,
    save_key_set,
    upstream_keys,
    write_file,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_authority(tmp_path / "pki")
    issue_terminal(tmp_path / "pki", "HZ0001", tmp_path / "terminal")
    return tmp_path / "terminal"


def load(folder: Path) -> KeyTrouble | TerminalKeys:
    return load_keys(
        ca=folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
    )


@pytest.mark.parametrize("name", ["ca.pem", "terminal.pem", "terminal.key", KEY_SET_FILE])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert load(folder) == KeyTrouble(name, KeyFault.MISSING)


@pytest.mark.parametrize("name", ["terminal.pem", "terminal.key", KEY_SET_FILE])
def test_a_file_that_is_no_key_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("nonsense")
    assert load(folder) == KeyTrouble(name, KeyFault.NOT_A_KEY)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_private_key_that_others_may_read_is_refused(folder: Path, mode: int) -> None:
    (folder / "terminal.key").chmod(mode)
    assert load(folder) == KeyTrouble("terminal.key", KeyFault.LOOSE_MODE)


def test_a_certificate_for_another_key_is_refused(folder: Path, tmp_path: Path) -> None:
    issue_terminal(tmp_path / "pki", "HZ0001", tmp_path / "other")
    shutil.copy(tmp_path / "other" / "terminal.pem", folder / "terminal.pem")
    assert load(folder) == KeyTrouble("terminal.pem", KeyFault.MISMATCH)


def test_a_key_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "pki" / "server.key", folder / "terminal.key")
    assert load(folder) == KeyTrouble("terminal.key", KeyFault.NOT_A_KEY)


def test_sound_files_give_the_terminal_that_the_certificate_names(folder: Path) -> None:
    keys = load(folder)
    assert isinstance(keys, TerminalKeys)
    assert keys.terminal == "HZ0001"
    assert keys.signer.kid not in keys.upstream.verifying


def test_a_systemd_credential_goes_before_the_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    shutil.move(folder / "terminal.key", credentials / "terminal.key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    keys = load(folder)
    assert isinstance(keys, TerminalKeys)
    assert keys.key == credentials / "terminal.key"


def test_a_key_set_that_names_another_id_than_its_key_is_refused(folder: Path) -> None:
    known = KeySet.model_validate_json((folder / KEY_SET_FILE).read_bytes())
    renamed = known.sealing[0].model_copy(update={"kid": "0" * 16})
    assert upstream_keys(known.model_copy(update={"sealing": (renamed,)})) is None


def test_an_algorithm_of_the_future_is_passed_over(folder: Path) -> None:
    known = KeySet.model_validate_json((folder / KEY_SET_FILE).read_bytes())
    future = SealingKeyMessage(alg="sm2", kid="0" * 16, key=b"x")
    found = upstream_keys(known.model_copy(update={"sealing": (future, *known.sealing)}))
    assert found is not None
    assert found.sealing.kid == known.sealing[0].kid


def test_a_saved_key_set_is_read_back(folder: Path, tmp_path: Path) -> None:
    known = KeySet.model_validate_json((folder / KEY_SET_FILE).read_bytes())
    save_key_set(tmp_path / "new", known)
    read = load_upstream_keys(tmp_path / "new")
    assert isinstance(read, UpstreamKeys)
    assert read.sealing.kid == known.sealing[0].kid


def test_a_written_file_is_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    old = os.umask(0)
    try:
        write_file(path, b"one")
        write_file(path, b"two")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_file(path, b"old")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


def test_no_repr_shows_a_private_key(folder: Path) -> None:
    assert "PrivateKey" not in repr(load(folder))
