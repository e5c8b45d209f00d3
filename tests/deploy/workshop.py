"""A machine in a folder: versions that really run, packages of dpkg-deb, keys that really sign."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from deploy.target.layout import Layout
from deploy.target.store_copy import copy_store
from deploy.target.system_files import SystemFiles
from deploy.target.terminal_unit import Use, failed_in
from deploy.target.trial import Trial
from deploy.target.versions import Versions

_PROGRAM = Path(__file__).parent / "fake_version.py"


@dataclass
class ProcessUnit:
    """The terminal as a child process that speaks sd_notify; systemd's part is played here."""

    layout: Layout
    folder: Path
    visits: list[Use] = field(default_factory=list)
    """What the terminal will say it is doing, one answer a question; then it is idle."""
    process: subprocess.Popen[bytes] | None = None
    enabled: list[str] = field(default_factory=list)

    def use(self) -> Use:
        if self.visits:
            return self.visits.pop(0)
        return Use.IDLE if self.running else Use.STOPPED

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(5)
        self.process = None

    def start(self) -> bool:
        store = self.layout.store()
        assert store
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            address = self.folder / "notify"
            address.unlink(missing_ok=True)
            notify.bind(str(address))
            notify.settimeout(0.1)
            self.process = self._run(self.layout.current, "run", str(store), {"NOTIFY_SOCKET": str(address)})
            while self.running:
                try:
                    if b"READY=1" in notify.recv(100):
                        return True
                except TimeoutError:
                    continue
        return False

    def stays_up(self, seconds: float) -> bool:
        assert self.process
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def failed_checks(self, version: str) -> frozenset[str] | None:
        store = self.layout.store()
        assert store
        copy_store(store, self.folder / "check")
        doctor = self._run(
            self.layout.versions / version, "doctor", str(self.folder / "check" / store.name), {}
        )
        return failed_in(doctor.communicate()[0])

    def reload(self, units: Sequence[str]) -> None:
        self.enabled += units

    def _run(self, version: Path, *words: object) -> "subprocess.Popen[bytes]":
        command, store, more = words
        assert isinstance(more, dict)
        return subprocess.Popen(
            [sys.executable, "-I", str(version / "bin/kiosk"), str(command), str(store)],
            stdout=subprocess.PIPE if command == "doctor" else None,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **more},
        )


class Behaviour(TypedDict, total=False):
    """How a version behaves, as fake_version.py reads it."""

    unfit: list[str]
    mute: bool
    unready: bool
    dies: bool


@dataclass
class Workshop:
    """Makes packages as a release does, and a machine to try them on."""

    folder: Path
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def package(
        self, version: str, *, sign: bool = True, name: str = "buka-kiosk", **behaviour: object
    ) -> Path:
        root = self.folder / "tree"
        shutil.rmtree(root, ignore_errors=True)
        self.version(root / "opt/buka/versions" / version, version, **behaviour)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(
            f"Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: B <b@localhost>\n"
            "Description: a version\n"
        )
        made = self.folder / f"{name}_{version}_amd64.deb"
        subprocess.run(["dpkg-deb", "-Znone", "--root-owner-group", "--build", root, made], check=True,
                       capture_output=True)  # fmt: skip
        if sign:
            made.with_name(made.name + ".sig").write_bytes(self.key.sign(made.read_bytes()))
        return made

    def version(self, folder: Path, version: str, **behaviour: object) -> None:
        (folder / "bin").mkdir(parents=True)
        shutil.copy(_PROGRAM, folder / "bin/kiosk")
        (folder / "behaviour.json").write_text(json.dumps(behaviour))
        like = behaviour.get("same_system_as", version)
        for name, text in {
            "etc/buka-unit.conf": f"for {like}\n",
            f"etc/only-{like}.conf": "x\n",
            f"usr/local/lib/systemd/system/buka-{like}.path": "[Path]\n[Install]\n",
            "usr/local/lib/systemd/system/buka-asked.service": "[Service]\n",
        }.items():
            target = folder / "system" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)

    def machine(self, **behaviour: object) -> Layout:
        """A terminal on version 1.0 with one submission in its store."""
        layout = Layout(self.folder / "machine")
        store = layout.root / "var/lib/buka/store/buka.db"
        store.parent.mkdir(parents=True)
        layout.settings.parent.mkdir(parents=True)
        layout.settings.write_text('[store]\npath = "/var/lib/buka/store/buka.db"\n')
        layout.update_key.write_bytes(
            self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        self.version(layout.versions / "1.0", "1.0", **behaviour)
        SystemFiles(layout).apply(None, layout.versions / "1.0")
        Versions(layout).use("1.0")
        with closing(sqlite3.connect(store)) as database:
            database.execute("CREATE TABLE submission (seq INTEGER PRIMARY KEY)")
            database.execute("INSERT INTO submission VALUES (1)")
            database.execute("PRAGMA user_version = 1")
            database.commit()
        return layout


@dataclass
class Machine:
    layout: Layout
    unit: ProcessUnit
    trial: Trial
    said: list[str]

    @property
    def version(self) -> str:
        return Versions(self.layout).current()

    @property
    def unit_file(self) -> str:
        return (self.layout.root / "etc/buka-unit.conf").read_text()

    def filed(self) -> tuple[int, int]:
        """The store's format and how many submissions it holds."""
        store = self.layout.store()
        assert store
        with closing(sqlite3.connect(store)) as database:
            return (
                database.execute("PRAGMA user_version").fetchone()[0],
                database.execute("SELECT count(*) FROM submission").fetchone()[0],
            )
