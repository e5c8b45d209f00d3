"""A disk as it may look after a power cut, rebuilt from the record of every write and sync.

The model is harsh. Of what was written since the last sync of a file, each 512-byte sector holds any one of
the contents it had in that time: so writes are dropped, reordered and torn freely. A file's length is any it
had since its last sync. A name (file made, renamed, removed) is certain only after a sync of its directory;
before that any number of the last changes to names may be missing. What lies beyond the written part is zeros
or rubbish. Only sectors are whole.
"""

import struct
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, get_args

SECTOR = 512
Cut = Literal[
    "nothing unsynced", "everything", "any sectors", "any writes", "torn last write", "late writes only"
]
CUTS: tuple[Cut, ...] = get_args(Cut)
_HEAD = struct.Struct("<cIIQ")


@dataclass(frozen=True)
class Change:
    """One line of the record."""

    op: str
    path: str
    offset: int
    data: bytes


def read_trace(file: Path) -> Iterator[Change]:
    content = file.read_bytes()
    at = 0
    while at < len(content):
        op, path_length, data_length, offset = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path = content[at : at + path_length].decode()
        at += path_length
        yield Change(op.decode(), path, offset, content[at : at + data_length])
        at += data_length


@dataclass
class Inode:
    """What is certain, and what has been asked for since."""

    synced: bytes = b""
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        self.synced = apply(self.synced, self.pending)
        self.pending = []

    def after_cut(self, cut: Cut, chance: Random) -> bytes:
        match cut:
            case "nothing unsynced":
                return self.synced
            case "everything":
                return apply(self.synced, self.pending)
            case "any writes":
                return apply(self.synced, [change for change in self.pending if chance.random() < 0.5])
            case "late writes only":
                return apply(self.synced, self.pending[chance.randrange(len(self.pending) + 1) :])
            case "torn last write":
                return self._torn(self.pending[-1:], apply(self.synced, self.pending[:-1]), chance)
            case "any sectors":
                return self._torn(self.pending, self.synced, chance)

    def _torn(self, changes: list[Change], base: bytes, chance: Random) -> bytes:
        """Each touched sector as it was after one of the changes, or before all of them."""
        content = bytearray(base)
        lengths = [len(base)]
        versions: dict[int, list[bytes]] = {}
        for change in changes:
            first, last = _touched(change, len(content))
            for sector in range(first, last):
                versions.setdefault(sector, [_sector(content, sector)])
            _apply_one(content, change)
            lengths.append(len(content))
            for sector in range(first, last):
                versions[sector].append(_sector(content, sector))
        length = chance.choice(lengths)
        rubbish = chance.random() < 0.3
        result = bytearray(base[:length])
        result += chance.randbytes(length - len(result)) if rubbish else bytes(length - len(result))
        for sector, candidates in versions.items():
            piece = chance.choice(candidates)
            result[sector * SECTOR : sector * SECTOR + len(piece)] = piece
        return bytes(result[:length])


def _touched(change: Change, length: int) -> tuple[int, int]:
    """The sectors that a change rewrites, lengthens or cuts off: from, and up to without."""
    end = max(change.offset + len(change.data), length if change.op == "T" else 0)
    return min(change.offset, length) // SECTOR, -(-end // SECTOR)


def _sector(content: bytearray, sector: int) -> bytes:
    return bytes(content[sector * SECTOR : (sector + 1) * SECTOR])


def apply(content: bytes, changes: list[Change]) -> bytes:
    result = bytearray(content)
    for change in changes:
        _apply_one(result, change)
    return bytes(result)


def _apply_one(content: bytearray, change: Change) -> None:
    if change.op == "T":
        del content[change.offset :]
        content += bytes(change.offset - len(content))
        return
    end = change.offset + len(change.data)
    content += bytes(max(end - len(content), 0))
    content[change.offset : end] = change.data


@dataclass
class Disk:
    """Every file under one directory, name by name."""

    inodes: dict[int, Inode] = field(default_factory=dict)
    synced_names: dict[str, int] = field(default_factory=dict)
    pending_names: list[Change] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def play(self, change: Change) -> None:
        match change.op:
            case "C":
                inode = len(self.inodes)
                self.inodes[inode] = Inode()
                self.names[change.path] = inode
                self.pending_names.append(Change("C", change.path, inode, b""))
            case "W" | "T":
                self.inodes[self.names[change.path]].pending.append(change)
            case "S" if change.path in self.names:
                self.inodes[self.names[change.path]].sync()
            case "S":
                self._sync_directory(change.path)
            case "R" | "U":
                self.pending_names.append(change)
                _rename(self.names, change)

    def _sync_directory(self, directory: str) -> None:
        rest = []
        for change in self.pending_names:
            if str(Path(change.path).parent) == directory.rstrip("/"):
                _rename(self.synced_names, change)
            else:
                rest.append(change)
        self.pending_names = rest

    def after_cut(self, cut: Cut, chance: Random) -> dict[str, bytes]:
        """Path and content of every file that is there when the power is back."""
        names = deepcopy(self.synced_names)
        kept = {"nothing unsynced": 0, "everything": len(self.pending_names)}.get(
            cut, chance.randrange(len(self.pending_names) + 1)
        )
        for change in self.pending_names[:kept]:
            _rename(names, change)
        return {path: self.inodes[inode].after_cut(cut, chance) for path, inode in names.items()}


def _rename(names: dict[str, int], change: Change) -> None:
    match change.op:
        case "C":
            names[change.path] = change.offset
        case "R" if change.path in names:
            names[change.data.decode()] = names.pop(change.path)
        case "U":
            names.pop(change.path, None)
