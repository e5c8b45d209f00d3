"""`buka-update`: take a signed package, try it, keep it or go back."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from deploy.target.layout import Layout
from deploy.target.package_file import PackageFault, accept
from deploy.target.terminal_unit import Systemd
from deploy.target.trial import Ending, Trial
from deploy.target.versions import Versions, is_newer

_CODES = {
    Ending.KEPT: 0,
    Ending.NO_TRIAL: 0,
    Ending.UNFIT: 4,
    Ending.ROLLED_BACK: 5,
    Ending.IN_VISIT: 6,
    Ending.HELD: 7,
    Ending.ROOT_READ_ONLY: 8,
}
REFUSED = 3
_WORDS = {
    Ending.KEPT: "the new version serves",
    Ending.NO_TRIAL: "nothing to do",
    Ending.UNFIT: "not fit, nothing was changed",
    Ending.ROLLED_BACK: "went back to the version before",
    Ending.IN_VISIT: "somebody was at the terminal all the time; try later",
    Ending.ROOT_READ_ONLY: "it changes system files: mount -o remount,rw / first",
    Ending.HELD: "the new version stays although it is not fit; staff must look",
}


def update(offered: Path, trial: Trial, *, allow_older: bool = False) -> Ending | PackageFault | None:
    """Judge, stage and try a package; None when it is not newer than the version in use."""
    layout, versions = trial.layout, Versions(trial.layout)
    package = accept(offered, layout.update_key, layout.buka / "offered")
    if isinstance(package, PackageFault):
        return package
    current = versions.current()
    if package.version == current or not (allow_older or is_newer(package.version, current)):
        return None
    versions.stage(package.path, package.version)
    shutil.rmtree(package.path.parent)
    return trial.run(package.version)


def main(words: list[str] | None = None) -> int:
    """Exit codes: 0 kept or nothing to do, 3 refused, 4 not fit, 5 rolled back, 6 in a visit, 7 held,
    8 read-only root.
    """
    options = _parser().parse_args(words)
    if os.geteuid() != 0 and options.root == Path("/"):
        return _say_and("only root may change the version: run it with sudo", REFUSED)
    layout = Layout(options.root)
    trial = Trial(layout=layout, unit=Systemd(layout.reports), sleep=time.sleep, say=_say)
    if options.list:
        current = Versions(layout).current()
        for version in Versions(layout).present():
            sys.stdout.write(f"{version}{' (in use)' if version == current else ''}\n")
        return 0
    if options.resume or options.rollback:
        ending = trial.resume() if options.resume else trial.switch_back()
        return _say_and(_WORDS[ending], _CODES[ending])
    if options.incoming:
        return _incoming(layout, trial)
    return _one(options.package, trial, allow_older=options.allow_older)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="buka-update", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("package", nargs="?", type=Path, help="a .deb with its .deb.sig beside it")
    what.add_argument("--incoming", action="store_true", help="the packages in /var/lib/buka/incoming")
    what.add_argument("--resume", action="store_true", help="at boot: end an interrupted trial")
    what.add_argument("--rollback", action="store_true", help="try the version before this one")
    what.add_argument("--list", action="store_true", help="the versions on this machine")
    parser.add_argument("--allow-older", action="store_true", help="take a package that is older")
    parser.add_argument("--root", type=Path, default=Path("/"), help=argparse.SUPPRESS)
    return parser


def _incoming(layout: Layout, trial: Trial) -> int:
    """Every signed package there, one after another; each is taken away, unless a visit was in its way."""
    worst = 0
    for signature in sorted(layout.incoming.glob("*.deb.sig")):
        package = signature.with_suffix("")
        code = REFUSED
        try:
            code = _one(package, trial)
        finally:
            if code != _CODES[Ending.IN_VISIT]:
                package.unlink(missing_ok=True)
                signature.unlink(missing_ok=True)
        worst = max(worst, code)
    return worst


def _one(package: Path, trial: Trial, *, allow_older: bool = False) -> int:
    result = update(package, trial, allow_older=allow_older)
    if result is None:
        return _say_and(f"{package.name}: not newer than the version in use", REFUSED)
    if isinstance(result, PackageFault):
        return _say_and(f"{package.name}: refused ({result.value})", REFUSED)
    return _say_and(f"{package.name}: {_WORDS[result]}", _CODES[result])


def _say(words: str) -> None:
    sys.stderr.write(f"buka-update: {words}\n")


def _say_and(words: str, code: int) -> int:
    _say(words)
    return code
