"""What the state of a card means for its holder: a plain sentence, then what can be done."""

from dataclasses import dataclass

from kiosk.flow.pages import Advice, CardStanding
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.dates import spoken_date
from kiosk.ui.words.names import channel_name
from kiosk.ui.words.tr import tr


@dataclass(frozen=True, kw_only=True)
class Counsel:
    """The words of one standing."""

    says: str
    then: str
    tone: Tone
    go_on: str = ""
    """On the primary button; empty: nothing can be done here."""


def counsel(page: CardStanding, language: str) -> Counsel:
    """What to say to this card's holder."""
    return _possible(page, language) or _impossible(page.advice)


def _possible(page: CardStanding, language: str) -> Counsel | None:  # noqa: PLR0911 - one return a case, exhaustive
    match page.advice:
        case Advice.CAN_REPORT:
            return Counsel(
                says=tr("您有一张社保卡，状态正常，可以挂失"),
                then=tr("下一步会告诉您挂失意味着什么，您确认以后才生效"),
                tone=Tone.GOOD,
                go_on=tr("去挂失"),
            )
        case Advice.CAN_FORMALISE:
            return Counsel(
                says=_formalise(page, language),
                then=tr("临时挂失到期会自动失效。办了正式挂失才能补卡"),
                tone=Tone.CAUTION,
                go_on=tr("办正式挂失"),
            )
        case Advice.CAN_REPLACE:
            return Counsel(
                says=tr("这张卡可以补办"),
                then=tr("接下来填几项信息，签字后提交"),
                tone=Tone.GOOD,
                go_on=tr("去补办"),
            )
        case Advice.CAN_RELEASE:
            return Counsel(
                says=tr("这张卡已经挂失，可以解除"),
                then=tr("解除以后，原来的卡又能用了"),
                tone=Tone.GOOD,
                go_on=tr("去解除挂失"),
            )
        case Advice.OFFLINE_REPORT:
            return Counsel(
                says=tr("暂时连不上市里的系统，可以先收下您的挂失申请"),
                then=tr("连上以后才会生效。急着停用，请现在拨打 12333"),
                tone=Tone.CAUTION,
                go_on=tr("先提交申请"),
            )
        case Advice.REPORT_FIRST:
            return Counsel(
                says=tr("这张卡还在正常使用，要先挂失才能补办"),
                then=tr("可以现在一起办：先挂失，再补办"),
                tone=Tone.CAUTION,
                go_on=tr("先挂失"),
            )
        case _:
            return None


def _formalise(page: CardStanding, language: str) -> str:
    """Who took the temporary report, and until when it holds."""
    channel = channel_name(page.visit.card.reported_by if page.visit.card else None)
    if page.until is None:
        return tr("您已通过{channel}临时挂失。现在办理正式挂失？").format(channel=channel)
    until = spoken_date(page.until.date(), language)
    words = tr("您已通过{channel}临时挂失，有效至 {until}。现在办理正式挂失？")
    return words.format(channel=channel, until=until)


def _impossible(advice: Advice) -> Counsel:
    words = {
        Advice.NOT_ENABLED: (
            tr("这张卡还没有启用"),
            tr("没有启用的卡不用挂失。请带身份证到网点启用，或申请新卡"),
        ),
        Advice.LOCKED: (tr("这张卡被锁住了"), tr("请带身份证到网点解锁，工作人员会告诉您原因")),
        Advice.CANCELLED: (tr("这张卡已经注销"), tr("注销的卡不能再用。请带身份证到网点申请新卡")),
        Advice.IN_PRODUCTION: (tr("您的新卡正在制作"), tr("不用再申请。可以在这里查办理进度")),
        Advice.UNKNOWN_STATE: (tr("查不清这张卡的状态"), tr("请带身份证到网点，由工作人员查询")),
        Advice.NO_CARD: (tr("没有查到您的社保卡"), tr("卡可能是外地发的，或还没有申领。请到网点查询")),
        Advice.NOT_LOST: (tr("这张卡没有挂失，可以正常使用"), tr("不用解除。如果卡用不了，请到网点检查")),
        Advice.NOT_RELEASABLE: (tr("这张卡的挂失不能解除"), tr("本市规定，正式挂失后只能补办新卡")),
        Advice.FORMAL_AT_COUNTER: (
            tr("正式挂失要到窗口办理"),
            tr("本市规定如此。您的临时挂失还有效，请在到期前带身份证到网点"),
        ),
        Advice.OTHER_REGION: (tr("这张卡不是本市发的"), tr("请联系发卡的城市，或拨打当地 12333")),
        Advice.OFFLINE_REFUSED: (tr("暂时连不上市里的系统，现在办不了"), tr("请过一会儿再来，或到网点办理")),
    }
    says, then = words[advice]
    return Counsel(says=says, then=then, tone=Tone.STOP if advice is not Advice.NOT_LOST else Tone.GOOD)
