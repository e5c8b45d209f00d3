"""The states of the flow: exactly one page of the screen each.

A page holds what it needs beyond the visit and the conditions; a page that belongs to a visit
carries it. Values only: words are the screen's. A page is loaded when somebody first names it.
"""

from typing import TYPE_CHECKING

from kiosk.flow.on_demand import on_demand

if TYPE_CHECKING:
    from kiosk.flow.pages.application import (
        CheckAnswers,
        ChooseDelivery,
        ChooseDistrict,
        ChooseOutlet,
        ChoosePayment,
        ChooseReason,
        EnterPhone,
        FindOutlet,
        Paying,
        Sign,
    )
    from kiosk.flow.pages.card import Advice, CardStanding, ChooseCard, LookingUp, NotEligible, ShowProgress
    from kiosk.flow.pages.ending import Failsafe, Goodbye, Leaving, Refusal, Refused, TakeDocument
    from kiosk.flow.pages.every import OpenPage, Page, VisitPage
    from kiosk.flow.pages.filing import (
        AwaitingVerdict,
        ChooseLossForm,
        ConfirmLoss,
        ConfirmRelease,
        Filing,
        OfferPaperless,
        Printing,
        Result,
    )
    from kiosk.flow.pages.identity import ConfirmIdentity, PlaceDocument, ReadTrouble, TypePassport, Whose
    from kiosk.flow.pages.maintenance import (
        AssistForm,
        Cleaning,
        Findings,
        KeepCalibration,
        MaintenancePage,
        StaffDoor,
        StaffRoom,
        TouchTest,
    )
    from kiosk.flow.pages.opening import (
        BrowseDistricts,
        BrowseOutlets,
        ChooseService,
        ClosedPage,
        Offer,
        Unoffered,
        Welcome,
        WhatToBring,
    )
    from kiosk.flow.pages.overlays import ConfirmQuit, Help, IdleWarning

__all__ = [
    "Advice",
    "AssistForm",
    "AwaitingVerdict",
    "BrowseDistricts",
    "BrowseOutlets",
    "CardStanding",
    "CheckAnswers",
    "ChooseCard",
    "ChooseDelivery",
    "ChooseDistrict",
    "ChooseLossForm",
    "ChooseOutlet",
    "ChoosePayment",
    "ChooseReason",
    "ChooseService",
    "Cleaning",
    "ClosedPage",
    "ConfirmIdentity",
    "ConfirmLoss",
    "ConfirmQuit",
    "ConfirmRelease",
    "EnterPhone",
    "Failsafe",
    "Filing",
    "FindOutlet",
    "Findings",
    "Goodbye",
    "Help",
    "IdleWarning",
    "KeepCalibration",
    "Leaving",
    "LookingUp",
    "MaintenancePage",
    "NotEligible",
    "Offer",
    "OfferPaperless",
    "OpenPage",
    "Page",
    "Paying",
    "PlaceDocument",
    "Printing",
    "ReadTrouble",
    "Refusal",
    "Refused",
    "Result",
    "ShowProgress",
    "Sign",
    "StaffDoor",
    "StaffRoom",
    "TakeDocument",
    "TouchTest",
    "TypePassport",
    "Unoffered",
    "VisitPage",
    "Welcome",
    "WhatToBring",
    "Whose",
]

if not TYPE_CHECKING:
    _PARTS = (
        "opening", "overlays", "ending", "identity", "card", "filing", "application", "maintenance", "every"
    )  # fmt: skip
    __getattr__ = on_demand(__name__, _PARTS, __all__)
