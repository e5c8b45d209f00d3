"""A new version is tried, kept when it is fit, and taken back when it is not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.target.package_file import PackageFault
from deploy.target.terminal_unit import Use
from deploy.target.trial import Ending
from deploy.target.update import update
from tests.deploy.workshop import Behaviour, Machine, Workshop

pytestmark = pytest.mark.real


def test_a_package_without_a_signature_is_refused(machine: Machine, workshop: Workshop) -> None:
    offered = workshop.package("2.0", sign=False)
    assert update(offered, machine.trial) is PackageFault.MISSING
    assert (machine.version, machine.unit.running) == ("1.0", True)


@pytest.mark.parametrize("where", [0, -1])
def test_a_package_with_one_other_byte_is_refused(machine: Machine, workshop: Workshop, where: int) -> None:
    offered = workshop.package("2.0")
    content = bytearray(offered.read_bytes())
    content[where] ^= 1
    offered.write_bytes(content)
    assert update(offered, machine.trial) is PackageFault.NOT_SIGNED
    assert machine.version == "1.0"


def test_a_package_signed_by_somebody_else_is_refused(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "stranger").mkdir()
    offered = Workshop(tmp_path / "stranger").package("2.0")
    assert update(offered, machine.trial) is PackageFault.NOT_SIGNED


def test_a_signed_package_of_another_name_is_refused(machine: Machine, workshop: Workshop) -> None:
    assert update(workshop.package("2.0", name="buka-gateway"), machine.trial) is PackageFault.NOT_OURS


@pytest.mark.parametrize("version", ["2.0+dfsg", "2.0~rc1"])
def test_a_version_that_cannot_name_a_unit_is_refused(
    machine: Machine, workshop: Workshop, version: str
) -> None:
    assert update(workshop.package(version), machine.trial) is PackageFault.NOT_OURS


def test_a_link_in_the_place_of_a_package_is_not_followed(machine: Machine, workshop: Workshop) -> None:
    offered = workshop.package("2.0")
    offered.rename(workshop.folder / "elsewhere")
    offered.symlink_to(workshop.folder / "elsewhere")
    assert update(offered, machine.trial) is PackageFault.MISSING


@pytest.mark.parametrize("version", ["1.0", "0.9"])
def test_an_older_package_is_refused_though_it_is_signed(
    machine: Machine, workshop: Workshop, version: str
) -> None:
    assert update(workshop.package(version), machine.trial) is None
    assert machine.version == "1.0"


def test_nobody_is_interrupted(machine: Machine, workshop: Workshop) -> None:
    machine.unit.visits = [Use.VISIT] * 5000
    assert update(workshop.package("2.0"), machine.trial) is Ending.IN_VISIT
    assert (machine.version, machine.unit.running) == ("1.0", True)


def test_an_update_waits_for_the_end_of_a_visit(machine: Machine, workshop: Workshop) -> None:
    machine.unit.visits = [Use.VISIT] * 3
    assert update(workshop.package("2.0"), machine.trial) is Ending.KEPT


@pytest.mark.parametrize("behaviour", [{"unfit": ["python"]}, {"mute": True}])
def test_a_version_that_its_doctor_finds_unfit_never_serves(
    machine: Machine, workshop: Workshop, behaviour: Behaviour
) -> None:
    assert update(workshop.package("2.0", format=2, **behaviour), machine.trial) is Ending.UNFIT
    assert (machine.version, machine.unit.running) == ("1.0", True)
    assert machine.filed() == (1, 1)
    assert machine.unit_file == "for 1.0\n"


def test_what_was_broken_before_is_not_held_against_a_new_version(
    workshop: Workshop, machine: Machine
) -> None:
    _rewrite(machine, unfit=["printer"])
    assert update(workshop.package("2.0", unfit=["printer"]), machine.trial) is Ending.KEPT


def test_a_fit_version_is_kept_with_its_system_files(machine: Machine, workshop: Workshop) -> None:
    assert update(workshop.package("2.0"), machine.trial) is Ending.KEPT
    assert (machine.version, machine.unit.running, machine.unit_file) == ("2.0", True, "for 2.0\n")
    etc = machine.layout.root / "etc"
    assert [path.name for path in etc.glob("only-*")] == ["only-2.0.conf"]
    assert not machine.layout.trial.exists()
    assert not machine.layout.store_before.exists()


def test_units_that_only_the_new_version_has_start_by_themselves_too(
    machine: Machine, workshop: Workshop
) -> None:
    assert update(workshop.package("2.0"), machine.trial) is Ending.KEPT
    assert machine.unit.enabled == ["buka-2.0.path"]


@pytest.mark.parametrize("behaviour", [{"unready": True}, {"dies": True}])
def test_a_version_that_does_not_stay_up_is_taken_back(
    machine: Machine, workshop: Workshop, behaviour: Behaviour
) -> None:
    assert update(workshop.package("2.0", **behaviour), machine.trial) is Ending.ROLLED_BACK
    assert (machine.version, machine.unit.running, machine.unit_file) == ("1.0", True, "for 1.0\n")
    assert [path.name for path in (machine.layout.root / "etc").glob("only-*")] == ["only-1.0.conf"]


def test_a_store_of_a_newer_format_is_taken_back_too(machine: Machine, workshop: Workshop) -> None:
    assert update(workshop.package("2.0", format=2, dies=True), machine.trial) is Ending.ROLLED_BACK
    assert machine.filed() == (1, 1)
    assert machine.unit.running


def test_submissions_filed_in_the_same_format_survive_a_roll_back(
    machine: Machine, workshop: Workshop
) -> None:
    assert update(workshop.package("2.0", files=2, dies=True), machine.trial) is Ending.ROLLED_BACK
    assert machine.filed() == (1, 3)


def test_submissions_that_the_older_version_cannot_read_are_never_given_up(
    machine: Machine, workshop: Workshop
) -> None:
    assert update(workshop.package("2.0", format=2, files=1, dies=True), machine.trial) is Ending.HELD
    assert machine.version == "2.0"
    assert machine.filed() == (2, 3)  # one filed on trial, one when it was started again
    assert any("Call support" in line for line in machine.said)


def test_on_a_read_only_root_nothing_is_begun_that_needs_other_system_files(
    machine: Machine, workshop: Workshop
) -> None:
    trial = replace(machine.trial, root_writable=lambda _: False)
    assert update(workshop.package("2.0"), trial) is Ending.ROOT_READ_ONLY
    assert (machine.version, machine.unit.running, machine.unit_file) == ("1.0", True, "for 1.0\n")


def test_on_a_read_only_root_the_program_alone_can_change(machine: Machine, workshop: Workshop) -> None:
    offered = workshop.package("2.0", same_system_as="1.0")
    trial = replace(machine.trial, root_writable=lambda _: False)
    assert update(offered, trial) is Ending.KEPT


def test_only_the_version_in_use_and_the_one_before_it_are_kept(machine: Machine, workshop: Workshop) -> None:
    for version in ("2.0", "3.0", "4.0"):
        assert update(workshop.package(version), machine.trial) is Ending.KEPT
    assert sorted(path.name for path in machine.layout.versions.iterdir()) == ["3.0", "4.0"]


def test_staff_can_go_back_by_hand(machine: Machine, workshop: Workshop) -> None:
    update(workshop.package("2.0"), machine.trial)
    assert machine.trial.switch_back() is Ending.KEPT
    assert (machine.version, machine.unit_file) == ("1.0", "for 1.0\n")


@pytest.mark.parametrize("behaviour", [{"unfit": ["python"]}, {"dies": True}])
def test_a_newer_version_that_failed_is_never_taken_for_the_one_to_go_back_to(
    machine: Machine, workshop: Workshop, behaviour: Behaviour
) -> None:
    update(workshop.package("2.0"), machine.trial)
    update(workshop.package("3.0", **behaviour), machine.trial)
    assert sorted(path.name for path in machine.layout.versions.iterdir()) == ["1.0", "2.0"]
    assert machine.trial.switch_back() is Ending.KEPT
    assert machine.version == "1.0"


def test_an_older_version_that_is_not_fit_any_more_is_not_deleted(
    machine: Machine, workshop: Workshop
) -> None:
    update(workshop.package("2.0", format=2), machine.trial)
    machine.trial.switch_back()
    assert (machine.layout.versions / "1.0").is_dir()


def test_where_nothing_is_older_there_is_nothing_to_go_back_to(machine: Machine) -> None:
    assert machine.trial.switch_back() is Ending.NO_TRIAL


def test_going_back_by_hand_to_a_version_that_cannot_read_the_store_is_refused(
    machine: Machine, workshop: Workshop
) -> None:
    update(workshop.package("2.0", format=2), machine.trial)
    assert machine.trial.switch_back() is Ending.UNFIT
    assert (machine.version, machine.filed(), machine.unit.running) == ("2.0", (2, 1), True)


def _rewrite(machine: Machine, **behaviour: object) -> None:
    folder = machine.layout.versions / "1.0"
    shutil.rmtree(folder)
    Workshop(machine.unit.folder).version(folder, "1.0", **behaviour)
