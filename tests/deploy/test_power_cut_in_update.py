"""Power may go at any moment of an update: after the boot one whole version serves, store and all."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.target.layout import Layout
from deploy.target.store_copy import shape
from deploy.target.terminal_unit import Use
from deploy.target.trial import Ending, Trial
from deploy.target.versions import Versions
from tests.deploy.workshop import Workshop

pytestmark = pytest.mark.faults

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.symlink", "os.mkdir", "shutil.rmtree", "os.chmod"}


class PowerCut(BaseException):
    """Nothing handles it, as nothing handles the real one."""


class _Mains:
    """Counts changes to the disk, and is gone from the n-th on."""

    left: int | None = None

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is None or not (event in _CHANGES or _writes(event, arguments)):
            return
        self.left -= 1
        if self.left < 0:
            raise PowerCut


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    return event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & 3)


mains = _Mains()
sys.addaudithook(mains)


@dataclass
class Obedient:
    """A terminal that does as told; `good` says whether the new version stays up."""

    layout: Layout
    good: bool

    def use(self) -> Use:
        return Use.IDLE

    def stop(self) -> None: ...

    def start(self) -> bool:
        return self.good

    def stays_up(self, seconds: float) -> bool:
        return self.good

    def failed_checks(self, version: str) -> frozenset[str] | None:
        return frozenset()

    def reload(self, units: Sequence[str]) -> None: ...


@pytest.mark.parametrize("good", [True, False])
def test_after_a_power_cut_at_any_change_one_whole_version_serves(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, good: bool
) -> None:
    blank = workshop.machine().root
    workshop.version(blank / "opt/buka/versions/2.0", "2.0")
    scratch = workshop.folder / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    cuts = 0
    while _cut_at(cuts, blank, good):
        cuts += 1
    assert cuts > 15, "the update changes the disk in more places than that"


def _cut_at(changes: int, blank: Path, good: bool) -> bool:
    """Cut the power after so many changes; False when the update was over before."""
    root = blank.with_name("cut")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(blank, root, symlinks=True)
    layout = Layout(root)
    trial = Trial(layout=layout, unit=Obedient(layout, good), sleep=lambda _: None, say=lambda _: None)
    mains.left = changes
    try:
        trial.run("2.0")
    except PowerCut:
        cut = True
    else:
        cut = False
    finally:
        mains.left = None
    resumed = trial.resume()
    assert resumed in {Ending.ROLLED_BACK, Ending.NO_TRIAL}
    _assert_whole(layout)
    return cut


def _assert_whole(layout: Layout) -> None:
    version = Versions(layout).current()
    assert version in {"1.0", "2.0"}
    etc = layout.root / "etc"
    assert (etc / "buka-unit.conf").read_text() == f"for {version}\n"
    assert [path.name for path in etc.glob("only-*")] == [f"only-{version}.conf"]
    assert not layout.trial.exists()
    store = layout.store()
    assert store
    found = shape(store)
    assert found
    assert (found.format, found.submissions) == (1, 1)
