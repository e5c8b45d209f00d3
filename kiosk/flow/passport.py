"""A passport's two MRZ lines, typed on our own keypad."""

from dataclasses import replace

from kiosk.flow.events import KeyTyped, Press
from kiosk.flow.identity import accept
from kiosk.flow.pages import Refusal, TypePassport
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.identity import Finding, judge
from kiosk.rules.mrz import LINE, parse_passport


def _key(kiosk: Kiosk, page: TypePassport, event: KeyTyped) -> Transition:
    written = page.first if page.line == 1 else page.second
    if (
        len(written) >= LINE
        or len(event.key) != 1
        or not ((event.key.isascii() and event.key.isalnum()) or event.key == "<")
    ):
        return stay(kiosk)
    return enter(kiosk, _written(page, written + event.key.upper()))


def _written(page: TypePassport, text: str) -> TypePassport:
    """The first line full: on to the second."""
    if page.line == 1:
        return replace(page, first=text, line=2 if len(text) == LINE else 1, trouble="")
    return replace(page, second=text, trouble="")


def _backspace(kiosk: Kiosk, page: TypePassport, _event: object) -> Transition:
    if page.line == 2 and page.second:
        return enter(kiosk, replace(page, second=page.second[:-1], trouble=""))
    return enter(kiosk, replace(page, line=1, first=page.first[:-1], trouble=""))


def _clear(kiosk: Kiosk, page: TypePassport, _event: object) -> Transition:
    return enter(kiosk, replace(page, first="", second="", line=1, trouble=""))


def _done(kiosk: Kiosk, page: TypePassport, _event: object) -> Transition:
    found = parse_passport(page.first, page.second, kiosk.conditions.now.date())
    if not isinstance(found, IdentityDocument):
        return enter(kiosk, replace(page, trouble=found.value))
    now = kiosk.conditions
    match judge(found, page.visit.policy, now.now.date(), clock_trusted=now.clock_trusted):
        case None:
            return accept(kiosk, page, found)
        case Finding.EXPIRED:
            return refuse(kiosk, page.visit, Refusal.DOCUMENT_EXPIRED)
        case Finding.NOT_ACCEPTED | Finding.GARBLED:
            return refuse(kiosk, page.visit, Refusal.DOCUMENT_NOT_ACCEPTED)


TABLE: Table = {
    (TypePassport, KeyTyped): _key,
    (TypePassport, Press.BACKSPACE): _backspace,
    (TypePassport, Press.CLEAR): _clear,
    (TypePassport, Press.CONFIRM): _done,
}
