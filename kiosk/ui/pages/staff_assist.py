"""Staff enter who stands there without an ID card: service, number, name; they compared the papers."""

from string import ascii_lowercase

from PySide6.QtWidgets import QWidget

from kiosk.flow.events import CharacterChosen, Press, ServiceChosen, SpellingChosen
from kiosk.flow.maintenance_assist import SHEET, offered
from kiosk.flow.maintenance_name import DOT
from kiosk.flow.pages.maintenance import AssistAsk, AssistForm, Spelling
from kiosk.flow.state import Kiosk
from kiosk.rules.pinyin import begins_syllable
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.entry import Entry
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.keypad import code_keys, latin_keys, letter_keys, number_keys
from kiosk.ui.components.layouts import column, grid, holder
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import choices, side_by_side, tile
from kiosk.ui.pages.staff_parts import turning
from kiosk.ui.theme.palette import Tone
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.names import SERVICE_ICONS, service_name
from kiosk.ui.words.tr import tr


def assist_form(context: Context, page: AssistForm) -> Content:
    """One question a page."""
    match page.asks:
        case AssistAsk.SERVICE:
            return _service(context)
        case AssistAsk.NUMBER:
            return _number(context)
        case AssistAsk.NAME:
            return _name(context, page)
        case AssistAsk.CHECK:
            return _check(context, page)


def _service(context: Context) -> Content:
    tiles = [
        tile(
            context,
            service_name(service),
            ServiceChosen(service=service),
            f"service_{service.value}",
            icon=SERVICE_ICONS[service],
        )
        for service in offered(context.kiosk)
    ]
    return Content(
        title=tr("帮没有身份证的人办：办什么？"),
        lead=tr("先核对户口簿、临时身份证等证件；这次办理会记下您的名字"),
        well=choices(context, tiles, columns=2),
        back=True,
        quit=False,
    )


def _number(context: Context) -> Content:
    step = Step.LEAD if context.theme.large else Step.NUMBER
    entry = Entry(context, _typed(context.kiosk), tr("身份证号码"), step)
    context.live(lambda kiosk: entry.say(_typed(kiosk)))
    trouble = live_notice(context, _trouble, Tone.STOP)
    left = holder(column(entry, trouble, gap=context.theme.space(6)))
    return Content(
        title=tr("请输入他的身份证号码"),
        lead=tr("照户口簿或临时身份证输入，共 18 位"),
        well=side_by_side(context, left, number_keys(context), share=(5, 4)),
        primary=context.press(tr("下一步"), Press.CONFIRM, Look.PRIMARY, "forward"),
        back=True,
        quit=False,
    )


def _typed(kiosk: Kiosk) -> str:
    """In the groups of a citizen number: region, birth, the rest."""
    page = kiosk.page
    number = page.number if isinstance(page, AssistForm) else ""
    return f"{number[:6]} {number[6:14]} {number[14:]}".rstrip()


def _trouble(kiosk: Kiosk) -> str:
    page = kiosk.page
    wrong = isinstance(page, AssistForm) and page.wrong
    return tr("这个号码不对，请照证件再看一遍") if wrong else ""


def _name(context: Context, page: AssistForm) -> Content:
    """The reading or the code is typed, then the character is picked; letters are the name at once."""
    step = Step.LEAD if page.spelling is Spelling.LATIN and context.theme.large else Step.NUMBER
    typed = context.text(f"{page.name} {page.syllable}".strip() or " ", step, bold=True, private=True)
    candidates = [] if page.spelling is Spelling.LATIN else [_characters(context, page)]
    parts = [typed, *candidates, _keys(context, page.spelling)]
    return Content(
        title=tr("请输入他的姓名"),
        lead="" if context.theme.large else _how(page.spelling),
        well=holder(column(*parts, gap=context.theme.mm(GAP_MM))),
        primary=context.press(tr("下一步"), Press.CONFIRM, Look.PRIMARY, "forward"),
        others=(*turning(context, page.sheet, len(page.characters), SHEET), _other_spelling(context, page)),
        back=True,
        quit=False,
    )


def _keys(context: Context, spelling: Spelling) -> QWidget:
    match spelling:
        case Spelling.PINYIN:
            return letter_keys(context, _onward, others=DOT)
        case Spelling.LATIN:
            return latin_keys(context)
        case Spelling.CODE:
            return code_keys(context)


def _how(spelling: Spelling) -> str:
    match spelling:
        case Spelling.PINYIN:
            return tr("逐字输入拼音，再点选汉字；ü 用 v。找不到的字改用编码输入")
        case Spelling.LATIN:
            return tr("照证件上的字母输入")
        case Spelling.CODE:
            return tr("输入统一码（四、五位）或 GB 18030 编码（八位），再点选汉字")


def _other_spelling(context: Context, page: AssistForm) -> PaintedButton:
    """The next way of typing; they go round."""
    ways = list(Spelling)
    onward = ways[(ways.index(page.spelling) + 1) % len(ways)]
    names = {
        Spelling.PINYIN: tr("拼音输入"),
        Spelling.LATIN: tr("字母输入"),
        Spelling.CODE: tr("编码输入"),
    }
    face = Face(text=names[onward], look=Look.SECONDARY, step=Step.BODY)
    return context.button(face, SpellingChosen(spelling=onward), f"spelling_{onward.value}")


def _characters(context: Context, page: AssistForm) -> QWidget:
    shown = page.characters[page.sheet * SHEET : (page.sheet + 1) * SHEET]
    buttons = [_character(context, one) for one in shown] or [_placeholder(context)]
    columns = SHEET if context.theme.landscape else SHEET // 2
    return holder(grid(buttons, columns, context.theme.mm(GAP_MM)))


def _character(context: Context, character: str) -> PaintedButton:
    face = Face(text=character, look=Look.KEY, step=Step.LEAD)
    return context.button(face, CharacterChosen(character=character), f"character_{character}")


def _placeholder(context: Context) -> PaintedButton:
    """Keeps the place, so that the keys do not jump."""
    button = context.press(" ", Press.HELP, Look.KEY)
    button.setEnabled(False)
    return button


def _onward(kiosk: Kiosk) -> frozenset[str]:
    page = kiosk.page
    begun = page.syllable if isinstance(page, AssistForm) else ""
    return frozenset(letter for letter in ascii_lowercase if begins_syllable(begun + letter))


def _check(context: Context, page: AssistForm) -> Content:
    lines = [
        Fact(label=tr("要办"), value=service_name(page.service)),
        Fact(label=tr("身份证号码"), value=_typed(context.kiosk)),
        Fact(label=tr("姓名"), value=page.name),
        Fact(label=tr("经办人"), value=page.room.name),
    ]
    return Content(
        title=tr("和证件上的一样吗？"),
        lead=tr("按下后开始办理，并记下是您核对的证件"),
        well=facts(context, lines, private=True),
        primary=context.press(tr("已核对证件，开始办理"), Press.CONFIRM, Look.PRIMARY, "forward"),
        back=True,
        quit=False,
    )
