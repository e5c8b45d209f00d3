"""The ESC/POS commands this room sends.

Source: Epson ESC/POS Command Reference, pages esc_atsign, gs_la, gs_lr, gs_lv, gs_lparen_ch, dle_eot,
dle_dc4_fn8.
"""

from __future__ import annotations

RESET = b"\x1b@"
"""ESC @: back to power-on settings; also ends automatic status."""

AUTO_STATUS = b"\x1da\x0e"
"""GS a: send a status block at each change of online/offline, error and paper."""

ASK_ALL = b"".join(b"\x10\x04" + bytes([topic]) for topic in (1, 2, 3, 4))
"""DLE EOT 1..4: printer, cause of offline, error, paper; one byte of answer each, in order."""

ASK_IN_ORDER = b"\x1dr\x01"
"""GS r 1: paper status, answered only when everything before it was processed."""

CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the cutter, then cut."""

CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
"""DLE DC4 8: clear the receive and print buffers; answered with the block 37h 25h 00h."""

FEED_LINES = b"\x1bd\x02"
"""ESC d 2: print what stands in the line buffer and feed two lines."""


def process_id(ident: bytes) -> bytes:
    """GS ( H function 48: send `ident` back once everything before it is on paper."""
    if len(ident) != 4 or not all(0x20 <= byte <= 0x7E for byte in ident):
        raise ValueError("a process id is four characters from 20h to 7Eh")
    return b"\x1d(H\x06\x0000" + ident
