"""Before a visit: start, the menu, and the two services without a document."""

from dataclasses import replace

from kiosk.flow.effects import Print, Slip
from kiosk.flow.ending import go_home
from kiosk.flow.events import AssistedVisitOpened, Press, ServiceChosen
from kiosk.flow.menu import WITHOUT_DOCUMENT, menu, unoffered
from kiosk.flow.pages import (
    BrowseOutlets,
    ChooseService,
    ClosedPage,
    ConfirmIdentity,
    Page,
    Unoffered,
    Welcome,
    WhatToBring,
    Whose,
)
from kiosk.flow.placing import place_document
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, show, stay
from kiosk.flow.visit import Service, Visit
from kiosk.rules.outlets import Outlet, OutletService


def _to_menu(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return enter(kiosk, menu(kiosk))


def _home(kiosk: Kiosk, _page: Page, _event: object) -> Transition:
    return go_home(kiosk)


def _choose(kiosk: Kiosk, page: ChooseService, event: ServiceChosen) -> Transition:
    offered = any(offer.service is event.service and offer.unoffered is None for offer in page.offers)
    if not offered or kiosk.policy is None:
        return stay(kiosk)
    if event.service is Service.OUTLETS:
        return enter(kiosk, BrowseOutlets(outlets=kiosk.policy.outlets))
    if event.service is Service.NO_DOCUMENT:
        return enter(kiosk, WhatToBring(outlets=outlets_for(kiosk.policy.outlets, OutletService.REPORT)))
    visit = Visit(id=kiosk.serial + 1, service=event.service, policy=kiosk.policy)
    begun = replace(kiosk, serial=visit.id)
    return place_document(begun, visit, Whose.APPLICANT, lying_counts=True)


def assist(kiosk: Kiosk, _page: Page, event: AssistedVisitOpened) -> Transition:
    """Everything else runs as in any visit; the clerk's name is filed with it."""
    if kiosk.policy is None or event.service in WITHOUT_DOCUMENT:
        return stay(kiosk)
    if unoffered(event.service, kiosk.policy, kiosk.conditions) not in {None, Unoffered.NO_READER}:
        return stay(kiosk)
    visit = Visit(
        id=kiosk.serial + 1,
        service=event.service,
        policy=kiosk.policy,
        applicant=event.holder,
        holder=event.holder,
        clerk=event.clerk,
    )
    return enter(replace(kiosk, serial=visit.id), ConfirmIdentity(visit=visit))


def outlets_for(outlets: tuple[Outlet, ...], service: OutletService) -> tuple[Outlet, ...]:
    """Those that can do it; all, when none says so: nobody is left without a next step."""
    return tuple(outlet for outlet in outlets if service in outlet.services) or outlets


def _print_what_to_bring(kiosk: Kiosk, page: WhatToBring, _event: object) -> Transition:
    slip = Print(
        visit=None,
        slip=Slip.WHAT_TO_BRING,
        outlets=page.outlets,
        language=kiosk.preferences.language,
        large=kiosk.preferences.large,
    )
    return stay(kiosk) if page.printed else show(kiosk, replace(page, printed=True), slip)


TABLE: Table = {
    (Welcome, AssistedVisitOpened): assist,
    (WhatToBring, AssistedVisitOpened): assist,
    (Welcome, Press.START): _to_menu,
    (Welcome, Press.CONFIRM): _to_menu,
    (ClosedPage, Press.BACK): _home,
    (ChooseService, ServiceChosen): _choose,
    (ChooseService, Press.BACK): _home,
    (ChooseService, Press.QUIT): _home,
    (WhatToBring, Press.PRINT): _print_what_to_bring,
    (WhatToBring, Press.BACK): _to_menu,
    (WhatToBring, Press.CONFIRM): _home,
    (WhatToBring, Press.QUIT): _home,
}
