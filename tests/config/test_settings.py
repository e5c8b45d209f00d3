"""The settings file: every fault names its key and its remedy; production refuses simulators."""

from pathlib import Path

import pytest

from kiosk.config import Settings, SettingsFault, load_settings, refused_simulators

GOOD = """
[terminal]
id = "HZ07"
site = "hospital"
hospital_level = 2
region = "330100"
name = "市第二人民医院 一楼大厅"
name_en = "Second People's Hospital, ground floor"

[reader]
name = "ACME ID Reader"

[printer]
url = "tcp://192.0.2.7:9100"

[upstream]
url = "https://gateway.example:8443"
ca = "keys/ca.pem"
cert = "keys/terminal.pem"
key = "keys/terminal.key"
keys = "keys"

[store]
path = "store/outbox.db"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    found = load_settings(written(folder, text))
    assert isinstance(found, SettingsFault)
    return str(found)


def good(folder: Path, text: str = GOOD) -> Settings:
    settings = load_settings(written(folder, text))
    assert isinstance(settings, Settings)
    return settings


def test_a_missing_file_says_how_to_give_one(tmp_path: Path) -> None:
    found = load_settings(tmp_path / "nowhere.toml")
    assert isinstance(found, SettingsFault)
    assert "--config" in str(found)


def test_a_file_that_is_not_toml_names_the_line(tmp_path: Path) -> None:
    assert "line 2" in fault(tmp_path, "[terminal]\nid = nonsense\n")


def test_a_file_that_is_not_text_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert isinstance(load_settings(path), SettingsFault)


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (('id = "HZ07"', 'id = "hz-7"'), ["[terminal] id", "capitals or digits"]),
        (("hospital_level = 2", "hospital_level = 0"), ["[terminal]", "hospital_level is 1 to 3"]),
        (('region = "330100"', 'region = "3301"'), ["[terminal] region", "GB/T 2260"]),
        (('url = "tcp://192.0.2.7:9100"', 'url = "lpt1"'), ["[printer] url", "serial://"]),
        (("[store]", "[stores]"), ["[stores]", "[store]"]),
        (('url = "https://', 'url = "http://'), ["[upstream] url", "https://host:port"]),
        (('site = "hospital"', 'site = "hospital"\ntimezone = "Mars/Olympus"'), ["timezone", "tz database"]),
        (('site = "hospital"', 'site = "hospital"\ncolour = "red"'), ["[terminal] colour"]),
    ],
)
def test_a_wrong_value_is_named_by_key_and_remedy(
    tmp_path: Path, change: tuple[str, str], names: list[str]
) -> None:
    told = fault(tmp_path, GOOD.replace(*change))
    assert all(name in told for name in names)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    told = fault(tmp_path, GOOD.replace('"330100"', '"x"').replace('"HZ07"', '"?"'))
    assert len(told.splitlines()) == 2


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    settings = good(tmp_path)
    assert settings.store.path == tmp_path / "store" / "outbox.db"
    assert settings.upstream.key == tmp_path / "keys" / "terminal.key"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("ACME ID Reader", "Virtual PCD 00 00"), "[reader] name"),
        (("tcp://192.0.2.7", "tcp://127.0.0.1"), "[printer] url"),
        (("tcp://192.0.2.7:9100", "serial:///dev/pts/4"), "[printer] url"),
    ],
)
def test_production_refuses_a_simulated_device(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    refused = refused_simulators(good(tmp_path, GOOD.replace(*change)))
    assert [one.key for one in refused] == [key]


def test_a_demo_may_use_simulated_devices(tmp_path: Path) -> None:
    text = GOOD.replace("ACME ID Reader", "Virtual PCD").replace("[reader]", "production = false\n[reader]")
    assert refused_simulators(good(tmp_path, text)) == ()


def test_a_production_terminal_with_real_devices_is_not_refused(tmp_path: Path) -> None:
    assert refused_simulators(good(tmp_path)) == ()
