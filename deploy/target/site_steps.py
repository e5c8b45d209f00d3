"""The steps that make a machine this terminal: each knows whether it is still to be done."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.target.answers import Answers, read_tables
from deploy.target.layout import Layout, write_whole
from deploy.target.sealing import Sealing
from deploy.target.toml_text import toml_text

MASKED = ("getty@.service", "autovt@.service", "ctrl-alt-del.target", "systemd-ask-password-console.path",
          "debug-shell.service", "apt-daily.timer", "apt-daily-upgrade.timer")  # fmt: skip
"""A locked machine offers no console, no key to restart it, and changes nothing by itself."""
DEFAULT_TARGET = "/lib/systemd/system/graphical.target"
SERVICES = ("buka-firewall.service", "systemd-timesyncd.service", "buka-screen.socket", "buka-screen.service",
            "buka-kiosk.service", "buka-update.path", "buka-stick.path", "buka-reboot.path")  # fmt: skip
_SECRET_SETTINGS = {Path("etc/buka/kiosk.toml"), Path("etc/buka/site.toml")}


@dataclass(frozen=True)
class Step:
    """One change. `words` say it in a person's language."""

    words: str
    do: Callable[[], bool]
    """False: it did not work."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the steps work on. `live` is false below another root: nothing is started or asked there."""

    layout: Layout
    answers: Answers
    files: dict[Path, str]
    ca: bytes | None = None
    update_key: bytes | None = None
    code: str = ""
    live: bool = True

    def steps(self) -> Iterator[Step]:
        """What is still to be done, in order."""
        yield from self._file_steps()
        yield from self._link_steps({"default.target": DEFAULT_TARGET})
        if self.answers.site.get("machine", {}).get("lockdown"):
            yield from self._lock_steps()
        if self.code:
            yield Step("enrol the terminal with its one-time code", self._enrol)
        sealing = Sealing(self.layout)
        if self.live and (sealing.open_secrets() or self.code):
            yield Step("seal the keys to this machine (systemd-creds)", sealing.seal)

    def _file_steps(self) -> Iterator[Step]:
        wanted = {path: content.encode() for path, content in self.files.items()}
        for path, content in (
            (Path("etc/buka/ca.pem"), self.ca),
            (Path("etc/buka/update.pub"), self.update_key),
        ):
            if content is not None:
                wanted[path] = content
        for path, content in wanted.items():
            if not self._holds(path, content):
                yield Step(f"write /{path}", partial(self._write, path, content))

    def _holds(self, path: Path, content: bytes) -> bool:
        target = self.layout.root / path
        if not target.is_file():
            return False
        return target.read_bytes() == content or _same_settings(path, target, self.answers)

    def _write(self, path: Path, content: bytes) -> bool:
        target = self.layout.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        secret = path in _SECRET_SETTINGS
        write_whole(target, content, 0o640 if secret else 0o644)
        if secret and self.live:
            shutil.chown(target, "root", "buka")
        return True

    def _lock_steps(self) -> Iterator[Step]:
        lockdown = self.layout.current / "lockdown"
        for name in sorted(path.relative_to(lockdown) for path in lockdown.rglob("*") if path.is_file()):
            content = (lockdown / name).read_bytes()
            if not self._holds(name, content):
                yield Step(f"write /{name}", partial(self._write, name, content))
                if name.parts[:2] == ("etc", "default") and self.live and shutil.which("update-grub"):
                    yield Step("write the boot loader's settings", _update_grub)
        yield from self._link_steps(dict.fromkeys(MASKED, "/dev/null"))

    def _link_steps(self, targets: dict[str, str]) -> Iterator[Step]:
        for name, target in targets.items():
            link = self.layout.root / "etc/systemd/system" / name
            if not (link.is_symlink() and link.readlink() == Path(target)):
                yield Step(f"link {name} to {target}", partial(_link, link, target))

    def _enrol(self) -> bool:
        program, settings = self.layout.current / "bin/kiosk", self.layout.settings
        enrol = [str(program), "enrol", "--config", str(settings), "--code", self.code]
        return subprocess.run(["runuser", "-u", "buka", "--", *enrol], check=False).returncode == 0


def unlock(layout: Layout, version: Path) -> None:
    """Give the consoles back: what `Site` linked and wrote for the lock-down goes away."""
    units = layout.root / "etc/systemd/system"
    for link in [units / name for name in MASKED] + [units / "default.target"]:
        if link.is_symlink() and link.readlink() in {Path("/dev/null"), Path(DEFAULT_TARGET)}:
            link.unlink()
    lockdown = version / "lockdown"
    for path in lockdown.rglob("*"):
        if path.is_file():
            (layout.root / path.relative_to(lockdown)).unlink(missing_ok=True)


def start_services() -> bool:
    """Load what changed and start the terminal."""
    subprocess.run(["systemctl", "daemon-reload"], check=False)
    subprocess.run(["systemctl", "restart", "systemd-modules-load.service"], check=False)
    return subprocess.run(["systemctl", "restart", *SERVICES], check=False).returncode == 0


def _same_settings(path: Path, target: Path, answers: Answers) -> bool:
    """A file that says the same in other words (comments, order) is left alone."""
    wanted = {Path("etc/buka/kiosk.toml"): answers.kiosk, Path("etc/buka/site.toml"): answers.site}.get(path)
    return wanted is not None and toml_text(read_tables(target), "") == toml_text(wanted, "")


def _link(link: Path, target: str) -> bool:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    return True


def _update_grub() -> bool:
    return subprocess.run(["update-grub"], check=False).returncode == 0
