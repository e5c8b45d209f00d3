"""Who stands there: the document on the reader, is this you, asking the upstream."""

from kiosk.flow.events import Press
from kiosk.flow.pages import ConfirmIdentity, LookingUp, PlaceDocument, ReadTrouble, Whose
from kiosk.flow.state import Kiosk
from kiosk.rules.documents import DocumentKind
from kiosk.rules.masking import masked_name, masked_number
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.facts import Fact, facts
from kiosk.ui.components.live_notice import live_notice
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import ReaderLook, Scene, TerminalDrawing
from kiosk.ui.components.wait_bar import WaitBar
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import idle_drawing, idle_scene, status_line
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.names import document_name
from kiosk.ui.words.remedies import read_trouble
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr


def place_document(context: Context, page: PlaceDocument) -> Content:
    """Where, which way, and what the reader does, live."""
    drawing = TerminalDrawing(context.theme, _scene(context.kiosk))
    context.live(lambda kiosk: drawing.show_scene(_scene(kiosk)))
    title = tr("请把身份证平放在亮灯处，不要移动")
    if page.whose is Whose.HOLDER:
        title = tr("请放持卡人的身份证，平放在亮灯处")
    sentences = [Point(text=tr("等屏幕换页再拿走"), icon="progress")]
    if not context.theme.large:
        sentences.insert(0, Point(text=tr("平放在亮灯处"), icon="card"))
        accepted = tr("可以用：{documents}").format(documents=_accepted(page))
        sentences.append(Point(text=accepted, icon="check"))
    passport = DocumentKind.PASSPORT in page.visit.policy.documents
    others = (context.press(tr("我用护照"), Press.TYPE_PASSPORT, icon="passport"),) if passport else ()
    return Content(
        title=title,
        notice=live_notice(context, _trouble, Tone.CAUTION),
        well=points(context, sentences),
        others=others,
        back=True,
        steps=steps_of(page),
        drawing=drawing,
        drawing_needed=True,
        status=status_line(context, _status),
    )


def _accepted(page: PlaceDocument) -> str:
    chips = [kind for kind in page.visit.policy.documents if kind is not DocumentKind.PASSPORT]
    return tr("、", "between documents").join(document_name(kind) for kind in chips)


def _scene(kiosk: Kiosk) -> Scene:
    page = kiosk.page
    if not isinstance(page, PlaceDocument):
        return idle_scene(kiosk)
    if page.reading:
        return Scene(reader=ReaderLook.READING)
    if page.trouble is ReadTrouble.NO_READER:
        return Scene(reader=ReaderLook.DARK)
    return Scene(reader=ReaderLook.FAILED if page.trouble else ReaderLook.WAITING)


def _status(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, PlaceDocument):
        return ""
    if page.reading:
        return tr("正在读取，请不要拿开")
    if page.trouble is ReadTrouble.NO_READER:
        return tr("读卡器不能用")
    return tr("没有读出来") if page.trouble else tr("等待放证件")


def _trouble(kiosk: Kiosk) -> str:
    page = kiosk.page
    if not isinstance(page, PlaceDocument) or page.trouble is None or page.reading:
        return ""
    return read_trouble(page.trouble)


def confirm_identity(context: Context, page: ConfirmIdentity) -> Content:
    """Masked: somebody stands behind."""
    visit = page.visit
    bearer = visit.applicant if page.whose is Whose.APPLICANT else visit.holder
    lines = []
    if bearer is not None:
        lines = [
            Fact(label=tr("姓名"), value=masked_name(bearer.name)),
            Fact(label=tr("证件"), value=document_name(bearer.kind)),
            Fact(label=tr("号码"), value=masked_number(bearer.number)),
        ]
    others = [context.press(tr("不是我"), Press.DECLINE)]
    if page.for_another:
        others.append(context.press(tr("是我，替别人办"), Press.FOR_ANOTHER))
    title, yes = tr("是您本人吗？"), tr("是我")
    if page.whose is Whose.HOLDER:
        title, yes = tr("是这位持卡人吗？"), tr("是的")
        others = [context.press(tr("不是"), Press.DECLINE)]
    return Content(
        title=title,
        lead=tr("证件可以先放着，办完再拿"),
        well=facts(context, lines, private=True),
        primary=context.press(yes, Press.CONFIRM, Look.PRIMARY, "check"),
        others=tuple(others),
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def looking_up(context: Context, page: LookingUp) -> Content:
    """What is happening, and how long."""
    return Content(
        title=tr("正在查您的社保卡"),
        lead=tr("最多 {seconds} 秒，请稍候").format(seconds=page.seconds),
        well=WaitBar(context.theme, page.seconds, tr("等待进度")),
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )
