"""The machine itself: start it, look at its screen, cut its power."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1080, 1920
_CONNECT_SECONDS = 60.0
_RESET_SECONDS = 600.0
_STICK_BYTES = 64 << 20


def command(image: Path, run: Path) -> list[str]:
    """The words for qemu. No KVM: everything is emulated, so that it runs everywhere, and slowly."""
    sockets = {
        name: f"socket,id={name},path={run / name},server=on,wait=off"
        for name in ("card", "printer", "proof")
    }
    return [
        "qemu-system-x86_64", "-M", "q35", "-accel", "tcg,thread=multi,tb-size=1024", "-cpu", "max",
        "-smp", "2", "-m", "2048", "-display", "none", "-no-reboot",
        "-kernel", str(image / "vmlinux"), "-initrd", str(image / "initrd"),
        "-append", "root=/dev/vda rw console=tty0 console=ttyS0 quiet loglevel=3 vt.global_cursor_default=0 "
        "mitigations=off nokaslr systemd.journald.forward_to_console=0",
        "-drive", f"file={run / 'disk.img'},format=raw,if=virtio",
        "-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net",
        "-vga", "none", "-device", f"virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}", "-device", "qemu-xhci",
        "-chardev", sockets["card"], "-device", "usb-ccid,id=ccid",
        "-device", "ccid-card-passthru,chardev=card",
        "-chardev", sockets["printer"], "-device", "usb-serial,chardev=printer,id=prn,always-plugged=on",
        "-device", "virtio-serial", "-chardev", sockets["proof"],
        "-device", "virtserialport,chardev=proof,name=proof",
        "-qmp", f"unix:{run / 'qmp'},server=on,wait=off",
        "-serial", f"file:{run / 'serial.log'}",
    ]  # fmt: skip


@dataclass
class Machine:
    """One run of the machine on a disk of its own; the disk outlives a power cut."""

    image: Path
    run: Path
    _qemu: "subprocess.Popen[bytes] | None" = field(init=False, default=None)
    _qmp: "Lines | None" = field(init=False, default=None)
    _agent: "Lines | None" = field(init=False, default=None)

    def new_disk(self) -> None:
        """Begin with the disk as it was made."""
        self.run.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "--sparse=always", self.image / "disk.img", self.run / "disk.img"], check=True)

    def keep_installed(self) -> None:
        """Keep the disk as it is now, beside the image: a later proof can begin there."""
        subprocess.run(
            ["cp", "--sparse=always", self.run / "disk.img", self.image / "installed.img"], check=True
        )

    def installed_disk(self) -> None:
        """Begin with the disk that was kept."""
        self.run.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["cp", "--sparse=always", self.image / "installed.img", self.run / "disk.img"], check=True
        )

    def power_on(self) -> None:
        """Switch it on; its devices' sockets are there when this returns."""
        for name in ("card", "printer", "proof", "qmp"):
            (self.run / name).unlink(missing_ok=True)
        log = (self.run / "qemu.log").open("ab")
        self._qemu = subprocess.Popen(command(self.image, self.run), stdout=log, stderr=log)
        log.close()
        self._qmp = Lines(self.run / "qmp")
        self._qmp.read()
        self.qmp("qmp_capabilities")
        self._agent = Lines(self.run / "proof")

    def cut_power(self) -> None:
        """Nothing is asked, nothing is written."""
        if self._qemu is not None:
            self._qemu.kill()
            self._qemu.wait()
        self._qemu = None

    def await_reset(self) -> None:
        """The machine goes down in good order and would start again: qemu ends instead (-no-reboot)."""
        if self._qemu is not None:
            self._qemu.wait(_RESET_SECONDS)

    def plug_stick(self) -> None:
        """A fresh USB stick with a FAT file system is put in."""
        stick = self.run / "stick.img"
        with stick.open("wb") as file:
            file.truncate(_STICK_BYTES)
        subprocess.run(["mkfs.vfat", stick], check=True, capture_output=True)
        file_node = {"driver": "file", "filename": str(stick)}
        self.qmp("blockdev-add", **{"driver": "raw", "node-name": "stick", "file": file_node})
        self.qmp("device_add", driver="usb-storage", id="stick", drive="stick")

    def unplug_stick(self, name: str) -> str:
        """It is pulled out; what a file on it holds."""
        self.qmp("device_del", id="stick")
        command = ["mtype", "-i", str(self.run / "stick.img"), f"::{name}"]
        return subprocess.run(command, check=False, capture_output=True, text=True).stdout

    def qmp(self, execute: str, **arguments: object) -> Any:  # noqa: ANN401  QMP answers in JSON
        """One command of the machine protocol."""
        if self._qmp is None:
            raise RuntimeError("the machine is off")
        self._qmp.write({"execute": execute, **({"arguments": arguments} if arguments else {})})
        while "return" not in (answer := self._qmp.read()):
            if "error" in answer:
                raise RuntimeError(f"{execute}: {answer['error']}")
        return answer["return"]

    def picture(self, path: Path) -> Path:
        """What the screen shows now, as PNG."""
        self.qmp("screendump", filename=str(path.resolve()), format="png")
        return path

    def ask(self, **asked: object) -> Mapping[str, Any]:
        """One request to the agent in the machine."""
        if self._agent is None:
            raise RuntimeError("the machine is off")
        self._agent.write(asked)
        return self._agent.read()

    def shell(self, words: str, seconds: float = 120.0) -> tuple[int, str]:
        """Run a command there as root: its exit code and all it said."""
        answer = self.ask(run=words, seconds=seconds)
        return int(answer["code"]), str(answer["out"])


class Lines:
    """JSON objects, one a line, on a Unix socket."""

    def __init__(self, path: Path) -> None:
        deadline = time.monotonic() + _CONNECT_SECONDS
        self._socket = socket.socket(socket.AF_UNIX)
        while True:
            try:
                self._socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        self._stream = self._socket.makefile("rb")

    def write(self, value: object) -> None:
        """Send one."""
        self._socket.sendall(json.dumps(value).encode() + b"\n")

    def read(self) -> dict[str, Any]:
        """Wait for one. Raises EOFError when the other side went away."""
        line = self._stream.readline()
        if not line:
            raise EOFError
        parsed = json.loads(line)
        return parsed if isinstance(parsed, dict) else {}


if __name__ == "__main__":
    run = Path(sys.argv[1], "run")
    Machine(Path(sys.argv[1]), run).new_disk()
    words = command(Path(sys.argv[1]), run)
    words[words.index("-display") + 1] = "gtk"
    sys.exit(subprocess.run([shutil.which(words[0]) or words[0], *words[1:]], check=False).returncode)
