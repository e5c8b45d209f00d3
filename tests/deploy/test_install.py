"""The installer on a root of its own: asks for what is missing, writes once, takes back what it wrote."""

import shutil
import tomllib
from pathlib import Path

import pytest

from deploy.target.answers import Answers, Unanswered, gather
from deploy.target.firewall import Reach, ruleset
from deploy.target.install import main
from deploy.target.questions import QUESTIONS, Question
from deploy.target.suggestions import suggestions
from deploy.target.toml_text import Tables, toml_text
from kiosk.config import Settings, load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    version = tmp_path / "root/opt/buka/versions/1.0"
    version.mkdir(parents=True)
    shutil.copytree(ROOT / "deploy/package/terminal/lockdown", version / "lockdown")
    (tmp_path / "root/opt/buka/current").symlink_to("versions/1.0")
    (tmp_path / "ca.pem").write_text("the authority\n")
    return tmp_path / "root"


def flags(root: Path, **other: str) -> list[str]:
    answers = {
        "site": "hospital", "level": "3", "region": "330100", "id": "HZ0001", "name": "市二医院",
        "name-en": "Lobby", "reader": "CCID", "printer": "usb://04b8:0e15", "upstream": "https://192.0.2.7:8443",
        "ca": str(root.parent / "ca.pem"), "root": str(root), **other,
    }  # fmt: skip
    return ["--yes", *(word for flag, answer in answers.items() for word in (f"--{flag}", answer))]


def files(root: Path) -> dict[str, tuple[bytes, int]]:
    """Everything below the root but the package's own folder, with the time of its last change."""
    return {
        str(path.relative_to(root)): (
            path.readlink().as_posix().encode() if path.is_symlink() else path.read_bytes(),
            path.lstat().st_mtime_ns,
        )
        for path in root.rglob("*")
        if (path.is_symlink() or path.is_file()) and "opt" not in path.relative_to(root).parts
    }


def test_what_is_missing_is_named_by_flag_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--yes", "--site", "hospital", "--root", str(root)]) == 64
    said = capsys.readouterr().err
    assert all(
        f"--{flag} is missing" in said for flag in ("region", "id", "name", "reader", "printer", "upstream")
    )
    assert files(root) == {}


@pytest.mark.parametrize(
    ("flag", "wrong"), [("site", "shop"), ("region", "33"), ("upstream", "http://x"), ("rotate", "45")]
)
def test_an_impossible_answer_is_named_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], flag: str, wrong: str
) -> None:
    assert main(flags(root, **{flag: wrong})) == 64
    assert f"--{flag}: '{wrong}'" in capsys.readouterr().err
    assert files(root) == {}


def test_answers_that_do_not_fit_together_are_refused_by_the_terminals_own_check(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(flags(root, site="outlet")) == 78
    assert "hospital_level" in capsys.readouterr().err
    assert files(root) == {}


def test_without_the_authority_nothing_is_installed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = flags(root)
    at = words.index("--ca")
    assert main(words[:at] + words[at + 2 :]) == 64
    assert "--ca is missing" in capsys.readouterr().err


def test_a_dry_run_says_everything_and_does_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*flags(root), "--dry-run"]) == 0
    assert "would write /etc/buka/kiosk.toml" in capsys.readouterr().err
    assert files(root) == {}


def test_the_settings_written_are_settings_that_the_terminal_takes(root: Path) -> None:
    assert main(flags(root)) == 0
    settings = load_settings(root / "etc/buka/kiosk.toml")
    assert isinstance(settings, Settings)
    assert settings.terminal.name == "市二医院"
    assert settings.store.path == Path("/var/lib/buka/store/buka.db")
    assert (root / "etc/buka/kiosk.toml").stat().st_mode & 0o777 == 0o640


def test_a_second_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(flags(root)) == 0
    before = files(root)
    capsys.readouterr()
    assert main(flags(root)) == 0
    assert files(root) == before
    assert "Nothing to do" in capsys.readouterr().err


def test_a_second_run_needs_no_flag_and_keeps_what_was_changed_by_hand(root: Path) -> None:
    main(flags(root))
    settings = root / "etc/buka/kiosk.toml"
    settings.write_text(settings.read_text().replace("[screen]", '[screen]\ntheme = "dark"  # night hall'))
    before = files(root)
    assert main(["--yes", "--root", str(root)]) == 0
    assert files(root) == before


def test_another_flag_changes_just_that(root: Path) -> None:
    main(flags(root))
    before = files(root)
    assert main(["--yes", "--root", str(root), "--rotate", "90", "--connector", "HDMI-A-1"]) == 0
    after = files(root)
    assert {name for name in after if after[name] != before.get(name)} == {
        "etc/buka/site.toml",
        "etc/buka/weston.ini",
    }
    assert "transform=rotate-90" in (root / "etc/buka/weston.ini").read_text()


def test_uninstalling_gives_the_consoles_back_and_leaves_the_outbox(root: Path) -> None:
    main(flags(root))
    outbox = root / "var/lib/buka/store/buka.db"
    outbox.parent.mkdir(parents=True)
    outbox.write_bytes(b"promised")
    assert main(["--uninstall", "--root", str(root)]) == 0
    assert set(files(root)) == {"var/lib/buka/store/buka.db"}


def test_the_outbox_goes_only_when_that_is_said(root: Path) -> None:
    main(flags(root))
    outbox = root / "var/lib/buka/store/buka.db"
    outbox.parent.mkdir(parents=True)
    outbox.write_bytes(b"promised")
    assert main(["--uninstall", "--with-outbox", "--root", str(root)]) == 0
    assert files(root) == {}


def test_without_lockdown_the_consoles_stay(root: Path) -> None:
    assert main(flags(root, lockdown="no")) == 0
    assert not (root / "etc/systemd/system/getty@.service").is_symlink()


def test_a_person_is_asked_one_question_at_a_time_until_the_answer_is_possible() -> None:
    asked: list[str] = []

    def ask(question: Question, default: str) -> str:
        asked.append(question.flag)
        first = asked.count("id") == 1
        wanted = {
            "site": "outlet", "id": "nonsense!" if first else "HZ0001", "region": "330100",
            "name": "网点", "name-en": "Outlet", "upstream": "https://192.0.2.7",
        }  # fmt: skip
        return wanted.get(question.flag, default)

    answers = gather({}, {}, {}, ask, {"reader": "EMP", "printer": "usb://04b8:0e15"})
    assert isinstance(answers, Answers)
    assert answers.kiosk["reader"]["name"] == "EMP"
    assert asked.count("id") == 2
    assert set(asked) == {question.flag for question in QUESTIONS}


def test_every_default_is_a_possible_answer() -> None:
    assert [q.flag for q in QUESTIONS if q.default is not None and q.problem(q.default)] == []
    assert isinstance(gather({}, {}, {}, None, {}), Unanswered)


def test_quotes_and_chinese_survive_the_settings_file() -> None:
    tables: Tables = {"terminal": {"name": '二院 "东" \\ 楼\n', "level": 3, "on": True, "scale": 1.5}}
    assert tomllib.loads(toml_text(tables, "heading")) == tables


def test_the_filter_lets_out_to_the_upstream_and_the_time_only() -> None:
    rules = ruleset(Reach(upstream=("192.0.2.7", "2001:db8::7"), upstream_port=8443))
    assert 'meta skuid "buka" ip daddr { 192.0.2.7 } tcp dport 8443 accept' in rules
    assert 'meta skuid "buka" ip6 daddr { 2001:db8::7 } tcp dport 8443 accept' in rules
    assert rules.count("policy drop") == 3
    assert "dport 22" not in rules
    assert "dport 53" not in rules


def test_what_the_machine_knows_of_itself_is_suggested(tmp_path: Path) -> None:
    screen = tmp_path / "class/drm/card0-HDMI-A-1"
    screen.mkdir(parents=True)
    (screen / "status").write_text("connected\n")
    (screen / "modes").write_text("1920x1080\n1280x720\n")
    (screen / "edid").write_bytes(bytes(21) + b"\x35" + bytes(106))
    for number, (kind, product) in enumerate([("0b", "EMP9000"), ("07", "TM-T88")]):
        device = tmp_path / f"bus/usb/devices/1-{number}"
        interface = tmp_path / f"bus/usb/devices/1-{number}:1.0"
        device.mkdir(parents=True)
        interface.mkdir()
        (interface / "bInterfaceClass").write_text(f"{kind}\n")
        for name, value in {"product": product, "idVendor": "04b8", "idProduct": "0e15"}.items():
            (device / name).write_text(f"{value}\n")
    assert suggestions(tmp_path) == {
        "width": "1920", "height": "1080", "connector": "HDMI-A-1", "px-per-mm": "3.62",
        "reader": "EMP9000", "printer": "usb://04b8:0e15",
    }  # fmt: skip


def test_a_machine_that_knows_nothing_suggests_nothing(tmp_path: Path) -> None:
    assert suggestions(tmp_path) == {}
