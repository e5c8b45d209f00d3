"""Where the person is in a service: a fixed list of stages, so that the count never grows."""

from enum import StrEnum

from kiosk.flow import pages as p
from kiosk.flow.visit import Service
from kiosk.rules.submissions import SubmissionKind
from kiosk.ui.pages.content import Steps
from kiosk.ui.words.tr import tr


class Stage(StrEnum):
    """What a person would call the parts of a visit."""

    IDENTITY = "identity"
    CARD = "card"
    REPORT = "report"
    RELEASE = "release"
    DETAILS = "details"
    CHECK = "check"
    RECEIPT = "receipt"
    ANSWER = "answer"


_STAGES = {
    Service.REPORT_LOSS: (Stage.IDENTITY, Stage.CARD, Stage.REPORT, Stage.RECEIPT),
    Service.REPORT_AND_REPLACE: (Stage.IDENTITY, Stage.REPORT, Stage.DETAILS, Stage.CHECK, Stage.RECEIPT),
    Service.REPLACE: (Stage.IDENTITY, Stage.CARD, Stage.DETAILS, Stage.CHECK, Stage.RECEIPT),
    Service.RELEASE: (Stage.IDENTITY, Stage.CARD, Stage.RELEASE, Stage.RECEIPT),
    Service.PROGRESS: (Stage.IDENTITY, Stage.ANSWER),
    Service.REPRINT: (Stage.IDENTITY, Stage.ANSWER),
}


def stage_name(stage: Stage) -> str:  # noqa: PLR0911 - one return a case, exhaustive
    """On the steps line."""
    match stage:
        case Stage.IDENTITY:
            return tr("核对身份")
        case Stage.CARD:
            return tr("查看卡片")
        case Stage.REPORT:
            return tr("挂失", "step")
        case Stage.RELEASE:
            return tr("解除挂失", "step")
        case Stage.DETAILS:
            return tr("填写补卡信息")
        case Stage.CHECK:
            return tr("核对提交")
        case Stage.RECEIPT:
            return tr("拿凭条")
        case Stage.ANSWER:
            return tr("查看结果")


_BY_PAGE: dict[type[p.VisitPage], Stage] = {
    p.PlaceDocument: Stage.IDENTITY,
    p.TypePassport: Stage.IDENTITY,
    p.ConfirmIdentity: Stage.IDENTITY,
    p.LookingUp: Stage.IDENTITY,
    p.ChooseCard: Stage.CARD,
    p.CardStanding: Stage.CARD,
    p.NotEligible: Stage.CARD,
    p.ChooseLossForm: Stage.REPORT,
    p.ConfirmLoss: Stage.REPORT,
    p.ConfirmRelease: Stage.RELEASE,
    p.OfferPaperless: Stage.CARD,
    p.ChooseReason: Stage.DETAILS,
    p.EnterPhone: Stage.DETAILS,
    p.ChooseDelivery: Stage.DETAILS,
    p.ChooseOutlet: Stage.DETAILS,
    p.ChooseDistrict: Stage.DETAILS,
    p.FindOutlet: Stage.DETAILS,
    p.Sign: Stage.DETAILS,
    p.ChoosePayment: Stage.DETAILS,
    p.Paying: Stage.CHECK,
    p.CheckAnswers: Stage.CHECK,
    p.ShowProgress: Stage.ANSWER,
}


def steps_of(page: p.VisitPage) -> Steps | None:
    """The steps line of a page of a visit; None where a service has no steps."""
    stages = _STAGES.get(page.visit.service, ())
    stage = _acting(page) if isinstance(page, _ACTING) else _BY_PAGE.get(type(page))
    if stage is Stage.CARD and stage not in stages:
        stage = Stage.REPORT
    if stage is None or stage not in stages:
        return None
    return Steps(number=stages.index(stage) + 1, count=len(stages), name=stage_name(stage))


_ACTING = (p.Filing, p.AwaitingVerdict, p.Printing, p.Result)


def _acting(page: p.Filing | p.AwaitingVerdict | p.Printing | p.Result) -> Stage:
    """After the person's last word: a loss report with the replacement still to come is not the end."""
    kind = page.visit.filed[-1].kind if isinstance(page, p.Result) and page.visit.filed else None
    kind = page.kind if not isinstance(page, p.Result) else kind
    if kind is SubmissionKind.LOSS_REPORT and page.visit.service is Service.REPORT_AND_REPLACE:
        return Stage.REPORT
    return Stage.RECEIPT
