"""Is there a reader, and is it fit? For the staff's page and the doctor.

A serial line can be looked at only while no reader thread holds it (then: NO_READER); PC/SC always.
"""

from dataclasses import dataclass

from hardware.card.failure import ReadFailure
from hardware.card.open import open_port
from hardware.card.sam_module import SamModule
from hardware.card.scard import chosen, reader_names, service_runs
from hardware.card.settings import ReaderKind, ReaderSettings


@dataclass(frozen=True, kw_only=True)
class ReaderDiagnosis:
    """What was found. `trouble` is None when the reader is fit."""

    trouble: ReadFailure | None
    service: bool
    """The PC/SC service answers; True for a serial reader, which needs none."""
    readers: tuple[str, ...]
    """All PC/SC readers by name, also those not meant."""
    reader: str
    """The one that the settings choose, empty if none."""
    sam_id: str = ""
    """Identity of a SAM_V module, hexadecimal."""


def diagnose(settings: ReaderSettings) -> ReaderDiagnosis:
    """Look at the reader without reading a card."""
    if settings.kind is ReaderKind.PCSC:
        return _pcsc(settings)
    return _module(settings)


def _pcsc(settings: ReaderSettings) -> ReaderDiagnosis:
    names = reader_names()
    reader = chosen(settings.name, names, accept_simulated=settings.accept_simulated)
    trouble = None if reader else ReadFailure.NO_READER
    return ReaderDiagnosis(trouble=trouble, service=service_runs(), readers=tuple(names), reader=reader)


def _module(settings: ReaderSettings) -> ReaderDiagnosis:
    serial = settings.kind is ReaderKind.SAMV_SERIAL
    names = () if serial else tuple(reader_names())
    service = serial or service_runs()
    port = open_port(settings)
    if isinstance(port, ReadFailure):
        return ReaderDiagnosis(trouble=port, service=service, readers=names, reader="")
    module = SamModule(port)
    trouble, identity = module.status(), module.sam_id()
    module.close()
    return ReaderDiagnosis(
        trouble=trouble,
        service=service,
        readers=names,
        reader=settings.name,
        sam_id="" if isinstance(identity, ReadFailure) else identity.hex(),
    )
