"""The last word before something is filed: report, release, or going on without paper."""

from kiosk.flow.events import LossFormChosen, Press
from kiosk.flow.pages import ChooseLossForm, ConfirmLoss, ConfirmRelease, OfferPaperless
from kiosk.flow.visit import Visit
from kiosk.rules.submissions import LossForm
from kiosk.rules.terms import Lapse, Revocation
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.points import Point, points
from kiosk.ui.components.terminal_drawing import SlipLook, TerminalDrawing
from kiosk.ui.pages.content import Content
from kiosk.ui.pages.parts import choices, idle_drawing, slip_scene, tile
from kiosk.ui.theme.palette import Tone
from kiosk.ui.words.dates import term
from kiosk.ui.words.places import policy_text
from kiosk.ui.words.remedies import printer_trouble
from kiosk.ui.words.steps import steps_of
from kiosk.ui.words.tr import tr


def choose_loss_form(context: Context, page: ChooseLossForm) -> Content:
    """One decision, said by what each of them means for the card."""
    still_looking = tile(
        context,
        tr("还想再找找：临时挂失"),
        LossFormChosen(form=LossForm.TEMPORARY),
        f"loss_{LossForm.TEMPORARY.value}",
        icon="progress",
        detail=_until_it_ends(page.visit),
        roomy=True,
    )
    surely_lost = tile(
        context,
        tr("确定丢了：正式挂失"),
        LossFormChosen(form=LossForm.FORMAL),
        f"loss_{LossForm.FORMAL.value}",
        icon="card_lost",
        detail=_for_good(page.visit),
        roomy=True,
    )
    return Content(
        title=tr("怎么挂失？"),
        lead=tr("两种都马上停用这张卡"),
        well=choices(context, [still_looking, surely_lost]),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _until_it_ends(visit: Visit) -> str:
    """What becomes of the card when nobody does anything more."""
    rule = visit.policy.temporary_loss
    if rule is None:
        return ""
    held = term(rule.length, rule.unit)
    if rule.ends_in is Lapse.CANCEL:
        return tr("停用 {term}。到期不来正式挂失，卡就作废").format(term=held)
    return tr("停用 {term}，到期自动恢复。找到了可以提前解除").format(term=held)


def _for_good(visit: Visit) -> str:
    if visit.policy.formal_loss.revocable is Revocation.NEVER:
        return tr("一直停用，不能恢复，要补办新卡")
    return tr("一直停用，可以补办新卡。补办前找到了可以解除")


def confirm_loss(context: Context, page: ConfirmLoss) -> Content:
    """What a report means, in three sentences."""
    visit = page.visit
    sentences = [Point(text=_effect(context), icon="card_lost"), _way_back(page)]
    if not visit.policy.bank_half.covered:
        says = policy_text(visit.policy.bank_half.says, context.kiosk.preferences.language)
        sentences.append(Point(text=says, icon="phone"))
    if visit.loss_form is LossForm.TEMPORARY:
        sentences.insert(1, Point(text=_temporary(visit), icon="progress"))
    return Content(
        title=tr("确认挂失这张卡吗？"),
        well=points(context, sentences),
        primary=context.press(tr("确认挂失"), Press.CONFIRM, Look.PRIMARY),
        others=(context.press(tr("先不挂失"), Press.DECLINE),),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def _effect(context: Context) -> str:
    if not context.kiosk.conditions.upstream_reachable:
        return tr("连上市里的系统以后，这张卡就不能用了")
    return tr("挂失后，这张卡马上不能用")


def _way_back(page: ConfirmLoss) -> Point:
    if page.revocation is Revocation.NEVER:
        return Point(text=tr("挂失后不能取消，原卡作废"), icon="caution", tone=Tone.CAUTION, bold=True)
    return Point(text=tr("找到了，补办之前可以解除"), icon="card_found")


def _temporary(visit: Visit) -> str:
    rule = visit.policy.temporary_loss
    if rule is None:
        return tr("这是临时挂失，到期会自动失效")
    return tr("这是临时挂失，{term}后自动失效").format(term=term(rule.length, rule.unit))


def confirm_release(context: Context, page: ConfirmRelease) -> Content:
    """The card was found."""
    sentences = [
        Point(text=tr("解除后，原来的卡又能用了"), icon="card_found"),
        Point(text=tr("请先确认卡在您手里"), icon="card"),
        Point(text=tr("以后再丢，可以重新挂失"), icon="repeat"),
    ]
    return Content(
        title=tr("确认解除挂失吗？"),
        well=points(context, sentences),
        primary=context.press(tr("确认解除"), Press.CONFIRM, Look.PRIMARY),
        others=(context.press(tr("先不解除"), Press.DECLINE),),
        back=True,
        steps=steps_of(page),
        drawing=idle_drawing(context),
    )


def offer_paperless(context: Context, page: OfferPaperless) -> Content:
    """Known before anything is filed."""
    scene = slip_scene(context.kiosk, SlipLook.NO_PAPER)
    sentences = [
        Point(text=tr("办理号会用大字显示在屏幕上，可以拍照"), icon="qr"),
        Point(text=tr("以后可以在本机或网点补打凭条"), icon="receipt"),
        Point(text=tr("也可以请工作人员修好再办"), icon="person"),
    ]
    return Content(
        title=tr("{trouble}。不打印，继续办理吗？").format(trouble=printer_trouble(page.printer)),
        tone=Tone.CAUTION,
        well=points(context, sentences),
        primary=context.press(tr("不打印，继续办理"), Press.PAPERLESS, Look.PRIMARY),
        back=True,
        steps=steps_of(page),
        drawing=TerminalDrawing(context.theme, scene),
    )
