"""What the terminal knows about itself and its surroundings, live."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReaderCondition(StrEnum):
    """The reader, as a person would say it."""

    NO_READER = "no_reader"
    NO_CARD = "no_card"
    CARD_PRESENT = "card_present"
    """A card lies there (read or not yet asked for)."""
    UNREADABLE = "unreadable"
    """Something lies there that does not answer: turn it round."""
    UNSERVED = "unserved"
    """A card of a kind this terminal does not serve."""


class PrinterCondition(StrEnum):
    """The printer, as a person would say it."""

    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    MECHANICAL_ERROR = "mechanical_error"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    SILENT = "silent"
    UNREACHABLE = "unreachable"


class OutOfService(StrEnum):
    """Why the terminal does not serve."""

    STAFF = "staff"
    """Taken out by staff."""
    CLEANING = "cleaning"
    """Staff clean it, or change its paper: soon over."""
    REPAIR = "repair"
    """Staff found something broken; a technician comes."""
    STORE = "store"
    """The store cannot take a report: disk full, damaged, read-only."""
    READER = "reader"
    SITE = "site"
    """This site may not serve under the region policy (hospital below the second level)."""
    POLICY = "policy"
    """No valid region policy."""
    SETUP = "setup"


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """Everything a page may have to say about the machine."""

    now: datetime
    """Local wall clock with its zone, at least one a minute."""
    clock_trusted: bool = True
    reader: ReaderCondition = ReaderCondition.NO_CARD
    printer: PrinterCondition = PrinterCondition.READY
    paper_low: bool = False
    upstream_reachable: bool = True
    out_of_service: OutOfService | None = None
    starting: bool = False
    """The first page is up before policy, store and devices are known."""
