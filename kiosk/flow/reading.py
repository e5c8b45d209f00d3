"""Reading identity documents: the applicant's, and the holder's where another acts for them."""

from dataclasses import replace

from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.effects import ArmReader, DisarmReader
from kiosk.flow.events import DocumentRead, Press, ReaderChanged, ReadFailed, ReadingStarted
from kiosk.flow.identity import accept
from kiosk.flow.pages import PlaceDocument, ReadTrouble, Refusal, TypePassport
from kiosk.flow.placing import armed
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay
from kiosk.rules.documents import DocumentKind
from kiosk.rules.identity import Finding, judge

FAILED_READS = 3
"""Then somebody should look at the card, not the reader."""


def _started(kiosk: Kiosk, page: PlaceDocument, _event: ReadingStarted) -> Transition:
    return enter(kiosk, replace(page, reading=True, trouble=None))


def _failed(kiosk: Kiosk, page: PlaceDocument, event: ReadFailed) -> Transition:
    """Say what was wrong; read again once the card was moved, so that one bad card is one failure."""
    counted = event.trouble is not ReadTrouble.NO_READER
    failures = page.failures + counted
    if failures >= FAILED_READS:
        return refuse(kiosk, page.visit, Refusal.READS_FAILED, event.trouble.value)
    again = replace(page, reading=False, trouble=event.trouble, failures=failures)
    return enter(kiosk, again, *armed(kiosk, page.visit, lying_counts=False))


def _moved(kiosk: Kiosk, page: PlaceDocument, event: ReaderChanged) -> Transition:
    """The card was lifted or another one put down: the reader is armed (again)."""
    match event.condition:
        case ReaderCondition.NO_READER:
            return show(kiosk, replace(page, reading=False, trouble=ReadTrouble.NO_READER))
        case ReaderCondition.NO_CARD:
            back = page.trouble is ReadTrouble.NO_READER
            calm = replace(page, reading=False, trouble=None if back else page.trouble)
            return enter(kiosk, calm, ArmReader(visit=page.visit.id))
        case _:
            return stay(kiosk)


def _retry(kiosk: Kiosk, page: PlaceDocument, _event: object) -> Transition:
    return enter(kiosk, page, ArmReader(visit=page.visit.id))


def _read(kiosk: Kiosk, page: PlaceDocument, event: DocumentRead) -> Transition:
    now = kiosk.conditions
    finding = judge(event.document, page.visit.policy, now.now.date(), clock_trusted=now.clock_trusted)
    match finding:
        case None:
            return accept(kiosk, page, event.document)
        case Finding.GARBLED:
            failure = ReadFailed(visit=event.visit, trouble=ReadTrouble.GARBLED)
            return _failed(kiosk, page, failure)
        case Finding.EXPIRED:
            return refuse(kiosk, page.visit, Refusal.DOCUMENT_EXPIRED)
        case Finding.NOT_ACCEPTED:
            return refuse(kiosk, page.visit, Refusal.DOCUMENT_NOT_ACCEPTED)


def _type_passport(kiosk: Kiosk, page: PlaceDocument, _event: object) -> Transition:
    if DocumentKind.PASSPORT not in page.visit.policy.documents:
        return stay(kiosk)
    return enter(kiosk, TypePassport(visit=page.visit, whose=page.whose), DisarmReader())


TABLE: Table = {
    (PlaceDocument, ReadingStarted): _started,
    (PlaceDocument, ReadFailed): _failed,
    (PlaceDocument, ReaderChanged): _moved,
    (PlaceDocument, DocumentRead): _read,
    (PlaceDocument, Press.RETRY): _retry,
    (PlaceDocument, Press.TYPE_PASSPORT): _type_passport,
}
