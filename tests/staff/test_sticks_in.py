"""Updates and policies from a stick: signed and whole, or nothing is changed and it is said why."""

import errno
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import Settings, StaffSection
from kiosk.flow.roles import StaffAct
from kiosk.gateway.keyring import load_keyring
from kiosk.gateway.policies import Policies
from kiosk.gateway.settings import Keys
from kiosk.store.store import Store, open_store
from tests.staff.conftest import Clock
from tests.staff.test_staffing import Hall

POLICY = Path(__file__).parents[2] / "assets" / "policies" / "mission.toml"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def incoming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    monkeypatch.setattr("kiosk.terminal.staff_sticks.INCOMING", folder)
    return folder


@pytest.fixture
def hall(settings: Settings, clock: Clock, stick: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setattr("kiosk.staff.stick.WAIT_SECONDS", 0.0)
    ours = settings.model_copy(update={"staff": StaffSection(stick=stick)})
    store = open_store(ours.store.path, terminal="HZ07", clock=clock)
    assert isinstance(store, Store)
    yield Hall(ours, store, clock)
    store.close()


def signed(authority: Path, source: str, folder: Path) -> bytes:
    """As the gateway of that authority serves it."""
    folder.mkdir(exist_ok=True)
    (folder / "policy.toml").write_text(source, encoding="utf-8")
    keys = Keys(
        signing=authority / "signing.key",
        opening=(authority / "opening.json",),
        public=authority / "upstream-keys.json",
    )
    region = next(line for line in source.splitlines() if line.startswith("region")).split('"')[1]
    served = Policies(folder, load_keyring(keys)).served(region)
    assert served is not None
    return served.body


# --- policies ---


@pytest.fixture
def policy(authority: Path, tmp_path: Path) -> bytes:
    return signed(authority, POLICY.read_text(encoding="utf-8"), tmp_path / "policies")


def refused(hall: Hall, words: str, act: StaffAct = StaffAct.TAKE_POLICY) -> None:
    done = hall.act(act)
    assert not done.well
    assert words in done.said.en
    assert hall.policies == []
    assert hall.store.policies.current() is None


def test_a_stick_without_a_policy_is_the_wrong_stick(hall: Hall) -> None:
    refused(hall, "No policy")


def test_a_policy_whose_bytes_were_changed_is_refused(hall: Hall, stick: Path, policy: bytes) -> None:
    message = json.loads(policy)
    message["version"] += 1
    (stick / "policy.json").write_text(json.dumps(message))
    refused(hall, "Not signed by the upstream: export it with kiosk gateway policy: policy.json")


def test_a_policy_without_a_signature_is_refused(hall: Hall, stick: Path) -> None:
    shutil.copy(POLICY, stick / "policy.toml")
    refused(hall, "Not signed")


def test_an_error_in_a_policy_file_is_named_with_its_key(hall: Hall, stick: Path) -> None:
    text = POLICY.read_text(encoding="utf-8").replace("\nversion", "\nversoin", 1)
    (stick / "policy.toml").write_text(text, encoding="utf-8")
    refused(hall, "policy.toml: version: is missing; add this key")


def test_what_is_no_policy_at_all_is_named(hall: Hall, stick: Path) -> None:
    (stick / "photo.json").write_text("{}")
    refused(hall, "photo.json")


def test_a_signed_policy_takes_effect(hall: Hall, stick: Path, policy: bytes) -> None:
    (stick / "policy.json").write_bytes(policy)
    assert hall.act(StaffAct.TAKE_POLICY).well
    (arrived,) = hall.policies
    assert arrived.region == "330100"
    current = hall.store.policies.current()
    assert getattr(current, "version", None) == arrived.version


def test_an_older_policy_than_the_one_in_force_is_refused(
    hall: Hall, stick: Path, authority: Path, tmp_path: Path
) -> None:
    text = POLICY.read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version"))
    newer = signed(authority, text.replace(version, "version = 900000"), tmp_path / "newer")
    (stick / "policy.json").write_bytes(newer)
    assert hall.act(StaffAct.TAKE_POLICY).well
    (stick / "policy.json").write_bytes(signed(authority, text, tmp_path / "older"))
    done = hall.act(StaffAct.TAKE_POLICY)
    assert not done.well
    assert "Older" in done.said.en
    assert len(hall.policies) == 1


# --- updates ---


def package(stick: Path, name: str = "buka-kiosk_9.9_amd64.deb", *, signature: bool = True) -> Path:
    path = stick / name
    path.write_bytes(b"package")
    if signature:
        path.with_name(f"{name}.sig").write_bytes(b"signature")
    return path


@pytest.mark.parametrize(
    ("names", "signature", "words"),
    [
        ([], True, "No package"),
        (["buka-kiosk_1_amd64.deb"], False, "no signature"),
        (["buka-kiosk_1_amd64.deb", "buka-kiosk_2_amd64.deb"], True, "Several"),
        (["game.deb"], True, "No package"),
    ],
)
def test_a_wrong_stick_hands_nothing_over(
    names: list[str], signature: bool, words: str, hall: Hall, stick: Path, incoming: Path
) -> None:
    for name in names:
        package(stick, name, signature=signature)
    done = hall.act(StaffAct.TAKE_UPDATE)
    assert not done.well
    assert words in done.said.en
    assert list(incoming.iterdir()) == []


def test_a_stick_pulled_while_it_is_copied_leaves_nothing_that_looks_whole(
    hall: Hall, stick: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(stick)

    def pulled(_source: object, _target: object) -> None:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr("kiosk.staff.stick_update.shutil.copyfileobj", pulled)
    assert not hall.act(StaffAct.TAKE_UPDATE).well
    assert list(incoming.iterdir()) == []


def test_a_disk_without_room_takes_no_update(
    hall: Hall, stick: Path, incoming: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(stick)
    usage = shutil.disk_usage(incoming)._replace(free=1000)
    monkeypatch.setattr("kiosk.staff.stick_update.shutil.disk_usage", lambda _path: usage)
    done = hall.act(StaffAct.TAKE_UPDATE)
    assert "no room" in done.said.en
    assert list(incoming.iterdir()) == []


def test_a_signed_package_is_handed_to_the_updater(hall: Hall, stick: Path, incoming: Path) -> None:
    package(stick)
    assert hall.act(StaffAct.TAKE_UPDATE).well
    names = sorted(file.name for file in incoming.iterdir())
    assert names == ["buka-kiosk_9.9_amd64.deb", "buka-kiosk_9.9_amd64.deb.sig"]
