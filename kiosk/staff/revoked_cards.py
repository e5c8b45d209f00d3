"""Staff cards that count no more, as the gateway told them last: kept for the time without a network."""

from pathlib import Path

import structlog
from pydantic import TypeAdapter, ValidationError

from kiosk.upstream.keys import write_file

_log = structlog.get_logger()
FILE = "revoked-staff-cards.json"
_SERIALS = TypeAdapter(tuple[str, ...])


class RevokedCards:
    """A small file beside the store, replaced whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> frozenset[str]:
        """Serials, hexadecimal; none before the gateway told any. Raises OSError, ValueError when damaged."""
        try:
            return frozenset(_SERIALS.validate_json(self._path.read_bytes()))
        except FileNotFoundError:
            return frozenset()
        except ValidationError as damaged:
            raise ValueError(f"{FILE} is damaged") from damaged

    def replace(self, serials: tuple[str, ...]) -> None:
        """Keep the gateway's newest word; the disk is left alone when it says nothing new."""
        try:
            if not self._knows(serials):
                write_file(self._path, _SERIALS.dump_json(tuple(sorted(serials))))
        except OSError as failed:
            _log.warning("staff.revocations_not_kept", error=type(failed).__name__)

    def _knows(self, serials: tuple[str, ...]) -> bool:
        try:
            return self.all() == frozenset(serials)
        except ValueError:
            return False
