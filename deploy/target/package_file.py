"""A package somebody brought: who made it, and what it says it is."""

import os
import shutil
import string
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from deploy.target.signature import is_signed

NAME = "buka-kiosk"
LARGEST = 1 << 30
"""Bytes. A package is about 100 MB; more than 1 GiB is no package of ours."""
_SIGNATURE_BYTES = 64
_PLAIN = frozenset(string.ascii_letters + string.digits + "._-")


class PackageFault(StrEnum):
    """Why a package is not taken."""

    MISSING = "missing"
    """The package or its `.sig` is not there, is no plain file, or has no possible size."""
    NOT_SIGNED = "not_signed"
    NOT_OURS = "not_ours"
    """Signed, but not a buka-kiosk package for this machine."""


@dataclass(frozen=True)
class Package:
    """A package whose signature is good, in a place that only root can write."""

    path: Path
    version: str


def accept(offered: Path, key_file: Path, scratch: Path) -> Package | PackageFault:
    """Copy a package to `scratch` and judge the copy, so that it cannot change afterwards. Raises OSError."""
    content = _plain_file(offered, LARGEST)
    signature = _plain_file(offered.with_name(offered.name + ".sig"), _SIGNATURE_BYTES)
    if content is None or signature is None:
        return PackageFault.MISSING
    if not is_signed(content, signature, key_file):
        return PackageFault.NOT_SIGNED
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True, mode=0o700)
    copy = scratch / "package.deb"
    copy.write_bytes(content)
    fields = {name: _field(copy, name) for name in ("Package", "Architecture", "Version")}
    version = fields["Version"]
    if fields["Package"] != NAME or fields["Architecture"] not in {"amd64", "all"} or not _is_plain(version):
        return PackageFault.NOT_OURS
    return Package(copy, version)


def _plain_file(path: Path, largest: int) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        return file.read() if 0 < size <= largest else None


def _field(package: Path, name: str) -> str:
    answer = subprocess.run(
        ["dpkg-deb", "--field", package, name], check=False, capture_output=True, text=True
    )
    return answer.stdout.strip()


def _is_plain(version: str) -> bool:
    """A version is also the name of a folder and of an instance of buka-check@.service (systemd.unit(5))."""
    return version[:1].isdigit() and set(version) <= _PLAIN
