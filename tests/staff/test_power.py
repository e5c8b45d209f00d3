"""Mains and batteries, from what Linux says under /sys/class/power_supply."""

from pathlib import Path

import pytest

from kiosk.staff.power import Power, check_power, power_now


def supply(folder: Path, name: str, **said: str) -> None:
    (folder / name).mkdir()
    for key, value in said.items():
        (folder / name / key).write_text(f"{value}\n")


def test_a_machine_that_tells_nothing_is_not_called_unwell(tmp_path: Path) -> None:
    assert power_now(tmp_path) == power_now(tmp_path / "absent") == Power(mains=None, percent=None)
    assert check_power(power_now(tmp_path)).ok


def test_lost_mains_are_told_with_the_charge(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", capacity="81")
    check = check_power(power_now(tmp_path))
    assert not check.ok
    assert "81%" in check.detail.en


def test_a_ups_on_a_usb_line_tells_that_it_discharges(tmp_path: Path) -> None:
    supply(tmp_path, "hid-ups", type="UPS", status="Discharging", capacity="55")
    assert not check_power(power_now(tmp_path)).ok


def test_the_battery_of_a_keypad_is_nobodys_business(tmp_path: Path) -> None:
    supply(tmp_path, "hid-keypad", type="Battery", scope="Device", status="Discharging", capacity="3")
    assert check_power(power_now(tmp_path)).ok


def test_an_empty_battery_is_told_although_the_mains_are_there(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Charging", capacity="5")
    assert not check_power(power_now(tmp_path)).ok


@pytest.mark.parametrize("capacity", ["", "unknown"])
def test_a_supply_that_cannot_be_read_counts_as_absent(capacity: str, tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "BAT0", type="Battery", status="Full", capacity=capacity)
    assert power_now(tmp_path) == Power(mains=True, percent=None)
