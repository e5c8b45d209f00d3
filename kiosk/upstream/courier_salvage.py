"""At the courier's start: what a damaged store had not sent yet is brought over, in the background."""

from pathlib import Path
from typing import Protocol

import structlog

from kiosk.store.salvage import Salvaged
from kiosk.store.store import Store
from kiosk.store.traces import Proven
from kiosk.upstream.courier_ledger import Ledger
from kiosk.upstream.courier_reports import AlarmCode

log = structlog.get_logger()


class Witness(Protocol):
    """What a salvage needs of `kiosk.upstream.client.Client`."""

    def vouches_for(self, body: bytes) -> Proven | None:
        """Whether this terminal has signed it."""


class Recovery:
    """Looks once whether a file was set aside and not brought over to its end."""

    def __init__(self, store: Store, witness: Witness, ledger: Ledger) -> None:
        self._store = store
        self._witness = witness
        self._ledger = ledger
        self._looked = False

    def look(self) -> None:
        """Bring over what is due, once a run: a store in trouble now is tried again at the next start."""
        if self._looked:
            return
        self._looked = True
        damaged = self._store.salvage.due()
        if isinstance(damaged, Path):
            self._bring_over(damaged)

    def _bring_over(self, damaged: Path) -> None:
        done = self._store.salvage.bring_over(damaged, self._witness.vouches_for)
        if not isinstance(done, Salvaged):
            log.error("courier.salvage_failed", kind=done.kind.value, detail=done.detail)
            return
        log.warning("courier.store_salvaged", brought=done.brought, torn=done.torn, missing=len(done.missing))
        self._ledger.alarm(AlarmCode.STORE_REPLACED, f"missing_{len(done.missing)}")
