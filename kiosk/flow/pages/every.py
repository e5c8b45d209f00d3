"""All pages together, as closed types."""

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
from kiosk.flow.pages.card import CardStanding, ChooseCard, LookingUp, NotEligible, ShowProgress
from kiosk.flow.pages.ending import Failsafe, Goodbye, Refused, TakeDocument
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
from kiosk.flow.pages.identity import ConfirmIdentity, PlaceDocument, TypePassport
from kiosk.flow.pages.maintenance import (
    MaintenancePage,
)
from kiosk.flow.pages.opening import (
    BrowseDistricts,
    BrowseOutlets,
    ChooseService,
    ClosedPage,
    Welcome,
    WhatToBring,
)
from kiosk.flow.pages.overlays import ConfirmQuit, Help, IdleWarning

VisitPage = (
    PlaceDocument
    | TypePassport
    | ConfirmIdentity
    | LookingUp
    | ChooseCard
    | CardStanding
    | NotEligible
    | ChooseLossForm
    | ConfirmLoss
    | ConfirmRelease
    | OfferPaperless
    | ChooseReason
    | EnterPhone
    | ChooseDelivery
    | ChooseOutlet
    | ChooseDistrict
    | FindOutlet
    | Sign
    | CheckAnswers
    | ChoosePayment
    | Paying
    | Filing
    | AwaitingVerdict
    | Printing
    | Result
    | Refused
    | ShowProgress
)
OpenPage = (
    Welcome
    | ChooseService
    | TakeDocument
    | Goodbye
    | BrowseOutlets
    | BrowseDistricts
    | WhatToBring
    | ClosedPage
    | Failsafe
)
Page = VisitPage | OpenPage | MaintenancePage | IdleWarning | ConfirmQuit | Help
