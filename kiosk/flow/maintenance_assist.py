"""Staff open a visit for a person whose ID card is lost too: service, number and name from other papers.

The number must hold (GB 11643), the name is typed by its readings, and staff say that they compared both with
the papers. Then the visit runs as any other; the clerk's name is filed with it.
"""

from dataclasses import replace
from datetime import date

from kiosk.flow import maintenance_name
from kiosk.flow.events import (
    AssistedVisitOpened,
    CharacterChosen,
    KeyTyped,
    Press,
    ServiceChosen,
    SpellingChosen,
    StaffActed,
)
from kiosk.flow.maintenance import ask_staff, back_to_room, sign_out
from kiosk.flow.menu import WITHOUT_DOCUMENT, unoffered
from kiosk.flow.opening import assist
from kiosk.flow.pages import Unoffered
from kiosk.flow.pages.maintenance import AssistAsk, AssistForm
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay
from kiosk.flow.visit import Service
from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex
from kiosk.rules.identity import judge
from kiosk.rules.numbers import HKMT_REGIONS, birth_in
from kiosk.rules.policy import Text

NUMBER = 18
"""Characters of a citizen number (GB 11643-1999)."""
SHEET = 10
"""Characters that are offered at once."""
_ORDER = tuple(AssistAsk)
_GONE = Text(
    zh="这项业务刚刚停办：看一下设备和网络再试",
    en="That service ended just now: look at devices and network, then try again",
)


def offered(kiosk: Kiosk) -> tuple[Service, ...]:
    """Services that can be begun now; a reader is not needed."""
    policy = kiosk.policy
    if policy is None or DocumentKind.RESIDENT_ID not in policy.documents:
        return ()
    able = {None, Unoffered.NO_READER}
    services = (one for one in Service if one not in WITHOUT_DOCUMENT)
    return tuple(one for one in services if unoffered(one, policy, kiosk.conditions) in able)


def _choose(kiosk: Kiosk, page: AssistForm, event: ServiceChosen) -> Transition:
    if page.asks is not AssistAsk.SERVICE or event.service not in offered(kiosk):
        return stay(kiosk)
    return enter(kiosk, replace(page, service=event.service, asks=AssistAsk.NUMBER))


def _type(kiosk: Kiosk, page: AssistForm, event: KeyTyped) -> Transition:
    key = event.key.upper()
    if page.asks is AssistAsk.NUMBER and len(page.number) < NUMBER and key in "0123456789X":
        return show(kiosk, replace(page, number=page.number + key, wrong=False))
    return maintenance_name.typed(kiosk, page, event) if page.asks is AssistAsk.NAME else stay(kiosk)


def _erase(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    if page.asks is AssistAsk.NUMBER:
        return show(kiosk, replace(page, number=page.number[:-1], wrong=False))
    if page.syllable:
        return maintenance_name.spelled(kiosk, page, page.syllable[:-1])
    if page.asks is not AssistAsk.NAME:  # what is compared with the papers stands as it is
        return stay(kiosk)
    return enter(kiosk, replace(page, name=page.name[:-1]))


def _turn(kiosk: Kiosk, page: AssistForm, by: int) -> Transition:
    last = max(0, (len(page.characters) - 1) // SHEET)
    return enter(kiosk, replace(page, sheet=min(max(0, page.sheet + by), last)))


def _next(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    return _turn(kiosk, page, +1)


def _previous(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    return _turn(kiosk, page, -1)


def _confirm(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    """Onward, and at the end: first into the audit, then the visit."""
    if page.busy:
        return stay(kiosk)
    match page.asks:
        case AssistAsk.NUMBER if not _holds(kiosk, replace(page, name="一")):
            return show(kiosk, replace(page, wrong=True))
        case AssistAsk.NUMBER:
            return enter(kiosk, replace(page, asks=AssistAsk.NAME))
        case AssistAsk.NAME if len(page.name) > 1 and page.name[-1] not in maintenance_name.JOINS:
            return enter(kiosk, replace(page, asks=AssistAsk.CHECK, syllable="", characters=()))
        case AssistAsk.CHECK:
            return show(kiosk, replace(page, busy=True), ask_staff(page.room, StaffAct.ASSIST))
        case _:
            return stay(kiosk)


def _holds(kiosk: Kiosk, page: AssistForm) -> bool:
    now = kiosk.conditions
    document = document_of(page)
    if kiosk.policy is None:
        return False
    return judge(document, kiosk.policy, now.now.date(), clock_trusted=now.clock_trusted) is None


def document_of(page: AssistForm) -> IdentityDocument:
    """As typed: the number tells birth and sex (GB 11643-1999, 4.3: odd is male)."""
    return IdentityDocument(
        kind=_kind(page.number),
        number=page.number,
        name=page.name,
        sex=_sex(page.number),
        birth=_birth(page.number),
        from_chip=False,
    )


def _kind(number: str) -> DocumentKind:
    """A residence permit's number begins with 81, 82 or 83 0000, a foreigner's of 2023 with 9."""
    if number.startswith(HKMT_REGIONS):
        return DocumentKind.HKMT_RESIDENCE
    return DocumentKind.FOREIGNER_RESIDENCE if number.startswith("9") else DocumentKind.RESIDENT_ID


def _birth(number: str) -> date | None:
    return birth_in(number) if len(number) == NUMBER else None


def _sex(number: str) -> Sex:
    if len(number) != NUMBER or not number[16].isdigit():
        return Sex.NOT_STATED
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _recorded(kiosk: Kiosk, page: AssistForm, event: StaffActed) -> Transition:
    """Written into the audit: the visit begins, and whoever signed in is signed out."""
    if not page.busy or event.act is not StaffAct.ASSIST:
        return stay(kiosk)
    if not event.well:
        return back_to_room(kiosk, replace(page.room, said=event.said, well=False))
    if page.service not in offered(kiosk):
        return back_to_room(kiosk, replace(page.room, said=_GONE, well=False))
    out, effects = sign_out(kiosk, page.room)
    opened = AssistedVisitOpened(clerk=page.room.name, service=page.service, holder=document_of(page))
    begun, more = assist(out, out.page, opened)
    return begun, (*effects, *more)


def _back(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    if page.busy:
        return stay(kiosk)
    step = _ORDER.index(page.asks)
    if step == 0:
        return back_to_room(kiosk, page.room)
    return enter(kiosk, replace(page, asks=_ORDER[step - 1], syllable="", characters=(), sheet=0))


def _leave(kiosk: Kiosk, page: AssistForm, _event: object) -> Transition:
    return sign_out(kiosk, page.room)


def _nothing(kiosk: Kiosk, _page: AssistForm, _event: object) -> Transition:
    return stay(kiosk)


TABLE: Table = {
    (AssistForm, ServiceChosen): _choose,
    (AssistForm, KeyTyped): _type,
    (AssistForm, CharacterChosen): maintenance_name.picked,
    (AssistForm, SpellingChosen): maintenance_name.respelled,
    (AssistForm, StaffActed): _recorded,
    (AssistForm, Press.BACKSPACE): _erase,
    (AssistForm, Press.NEXT_SHEET): _next,
    (AssistForm, Press.PREVIOUS_SHEET): _previous,
    (AssistForm, Press.CONFIRM): _confirm,
    (AssistForm, Press.BACK): _back,
    (AssistForm, Press.QUIT): _leave,
    (AssistForm, Press.HELP): _nothing,
}
