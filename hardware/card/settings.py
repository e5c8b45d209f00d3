"""How a reader is reached."""

from dataclasses import dataclass
from enum import StrEnum


class ReaderKind(StrEnum):
    """Transport between this machine and the reader."""

    PCSC = "pcsc"  # FF B0 pseudo-APDU and chip cards
    SAMV_SERIAL = "samv_serial"  # SAM_V frames on a serial line
    SAMV_ESCAPE = "samv_escape"  # SAM_V frames in a PC/SC escape command


@dataclass(frozen=True, kw_only=True)
class ReaderSettings:
    """Settings of one reader. All have working defaults but the name."""

    kind: ReaderKind = ReaderKind.PCSC
    name: str = ""
    """Part of the PC/SC reader's name, or the device path of a serial line. Empty: the first PC/SC reader."""
    escape_code: int = 1
    """Function number of the escape command: 1 with libccid, 3500 on Windows."""
    baud: int = 115_200
    """Rate of the serial line: 115200, 57600, 38400, 19200 or 9600."""
    newest_address: bool = False
    """Ask a SAM_V module for the appended address too (追加住址)."""
    accept_simulated: bool = True
    """False in production: vpcd's readers and pseudo-terminals are as good as absent."""
    read_seconds: float = 10.0
    """A reading that takes longer is reported as READER_SILENT."""
    taken_seconds: float = 12.0
    """SAM_V only: a card that was read counts as taken away so long after the reader was disarmed."""
