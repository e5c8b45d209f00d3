"""Which card, how it stands, and what speaks against a replacement."""

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import CardChosen, Press
from kiosk.flow.pages import Advice, CardStanding, ChooseCard, NotEligible
from kiosk.rules.cards import CardState, InsuredCard
from kiosk.rules.eligibility import Condition, Unmet
from kiosk.rules.masking import masked_number
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.layouts import column, holder, row, top
from kiosk.ui.components.painted_button import PaintedButton
from kiosk.ui.components.points import Point, points
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import card_picture, choices, idle_drawing, outlet_points, tile
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.advice import counsel
from kiosk.ui.words.names import scheme_name
from kiosk.ui.words.places import in_language
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr


def state_name(state: CardState) -> str:
    """How the card stands, in a word."""
    return {
        CardState.NOT_ENABLED: tr("未启用"),
        CardState.NORMAL: tr("正常使用"),
        CardState.TEMPORARILY_LOST: tr("临时挂失"),
        CardState.FORMALLY_LOST: tr("正式挂失"),
        CardState.LOCKED: tr("已锁定"),
        CardState.CANCELLED: tr("已注销"),
        CardState.IN_PRODUCTION: tr("正在制卡"),
        CardState.UNKNOWN: tr("不清楚"),
    }[state]


def choose_card(context: Context, page: ChooseCard) -> Content:
    """Two schemes, or an old and a new card."""
    cards = page.visit.known.cards if page.visit.known else ()
    tiles = [
        tile(
            context,
            scheme_name(card.scheme),
            CardChosen(index=index),
            f"card_{index}",
            icon="card",
            detail=_card_line(card),
        )
        for index, card in enumerate(cards)
    ]
    return Content(
        title=tr("您有 {count} 张卡，是哪一张？").format(count=len(cards)),
        well=choices(context, tiles),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _card_line(card: InsuredCard) -> str:
    words = tr("{number}　{state}")
    return words.format(number=masked_number(card.number), state=state_name(card.state))


def card_standing(context: Context, page: CardStanding) -> Content:
    """A plain sentence first, then what can be done."""
    words = counsel(page, context.kiosk.preferences.language)
    primary = context.press(words.go_on or tr("知道了"), Press.CONFIRM, Look.PRIMARY)
    return Content(
        title=words.says,
        lead=words.then,
        tone=words.tone,
        well=_well(context, page, possible=bool(words.go_on)),
        primary=primary,
        back=bool(words.go_on),
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _well(context: Context, page: CardStanding, *, possible: bool) -> QWidget | None:
    if not possible and page.advice is not Advice.NOT_LOST:
        return outlet_points(context, page.visit.policy.outlets)
    card = page.visit.card
    if card is None or not card.number:
        return None
    lines = [
        Fact(label=tr("卡"), value=scheme_name(card.scheme)),
        Fact(label=tr("卡号"), value=masked_number(card.number)),
        Fact(label=tr("状态"), value=state_name(card.state)),
    ]
    table = facts(context, lines)
    picture = card_picture(context, page.visit)
    if picture is None:
        return table
    line = row(top(picture), top(table), gap=context.theme.space(9))
    line.setStretch(1, 1)
    return holder(line)


def not_eligible(context: Context, page: NotEligible) -> Content:
    """Every failed condition, each with its remedy."""
    language = context.kiosk.preferences.language
    sentences = [_unmet(one, language) for one in page.unmet]
    others: tuple[PaintedButton, ...] = ()
    if any(one.guardian_allowed for one in page.unmet):
        others = (context.press(tr("监护人在这里，一起办"), Press.FOR_ANOTHER),)
    well = column(points(context, sentences), gap=context.theme.space(9))
    if not (context.theme.large and context.theme.landscape):
        well.addWidget(outlet_points(context, page.visit.policy.outlets, most=1))
    return Content(
        title=tr("现在还不能在这里补办"),
        tone=Tone.STOP,
        well=holder(well),
        primary=context.press(tr("知道了"), Press.CONFIRM, Look.PRIMARY),
        others=others,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _unmet(unmet: Unmet, language: str) -> Point:
    says, remedy = _general(unmet)
    if unmet.condition is Condition.LOCAL:
        says = in_language(unmet.says, unmet.says_en, language)
    own = in_language(unmet.remedy, unmet.remedy_en, language)
    return Point(text=says, detail=own or remedy, icon="info")


def _general(unmet: Unmet) -> tuple[str, str]:
    match unmet.condition:
        case Condition.AGE:
            says = tr("未满 {minimum} 岁，要由监护人来办").format(minimum=unmet.minimum)
            if unmet.guardian_allowed:
                return says, tr("监护人带上自己的身份证，可以在这里一起办")
            return says, tr("请监护人带双方证件和户口簿到网点办理")
        case Condition.RESIDENCE:
            return tr("外国人要持有效的居留证件"), tr("请带居留证件到网点办理")
        case Condition.INSURANCE:
            return (
                tr("没有查到参保关系"),
                tr("请先由单位参保；灵活就业人员请到社保窗口参保后再来"),
            )
        case Condition.HOME_REGION:
            return tr("这张卡不是本市发的"), tr("请联系发卡的城市，或拨打当地 12333")
        case Condition.LOCAL:
            return "", tr("请带上证件，到网点办理")
