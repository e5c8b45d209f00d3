"""What stands on a paper form, before anybody thinks of where: cells of words in both languages."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final, assert_never

from kiosk.gateway.desk.cases import Case
from kiosk.gateway.desk.form_words import KEYS, LABELS, NOTES, TITLES, Said
from kiosk.rules.forms import AGENT, FormField, FormLine, acting, bearer, form_lines
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossReport, Release, ReplacementApplication, Stroke
from kiosk.upstream.contract import Standing
from kiosk.upstream.payload import Filing

_WIDE: Final = {"address", "employer"}
_DOCUMENT: Final = (
    FormField.NAME,
    FormField.SEX,
    FormField.ETHNIC_GROUP,
    FormField.BIRTH,
    FormField.NATIONALITY,
    FormField.DOCUMENT_KIND,
    FormField.DOCUMENT_NUMBER,
    FormField.DOCUMENT_VALIDITY,
    FormField.ADDRESS,
)
"""The holder on a loss report or a release: what the document says, as on the application."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Cell:
    """One line of the form. An empty value is filled in by hand."""

    label: Said
    value: Said
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class FormSheet:
    """One page. Never shows the person in a repr."""

    title: Said
    place: Said
    stamps: tuple[Cell, ...] = field(repr=False)
    """Top right: number, terminal, outlet, times."""
    cells: tuple[Cell, ...] = field(repr=False)
    declarations: tuple[Said, ...]
    strokes: tuple[Stroke, ...] = field(repr=False)
    """Millimetres on the pad, y downwards."""
    note: Said
    """Why there is no signature; empty when there is one."""
    signed_on: str
    photo: bool
    """The form has a frame for a photo."""
    foot: tuple[Cell, ...] = field(repr=False)


def form_sheet(case: Case, filing: Filing, policy: Policy | None, printed: datetime) -> FormSheet:
    """The form of one submission, with all times in the zone of `printed`.

    Without its region's policy it has general words and no declarations.
    """
    submission, zone = filing.submission, printed.tzinfo
    signature, note = _signature(filing)
    return FormSheet(
        title=_title(filing, policy),
        place=_place(policy),
        stamps=_stamps(case, filing, policy, zone),
        cells=_cells(filing, policy),
        photo=isinstance(submission, ReplacementApplication)
        and FormField.PHOTO in _asked(submission, policy),
        declarations=_declarations(policy) if isinstance(submission, ReplacementApplication) else (),
        strokes=signature,
        note=note,
        signed_on=f"{filing.filed_at.astimezone(zone):%Y-%m-%d}",
        foot=(
            _cell("standing", _standing(case, zone)),
            _cell("clerk", Said(filing.clerk) if filing.clerk else NOTES["self_service"]),
            _cell("printed_on", Said(f"{printed:%Y-%m-%d}")),
        ),
    )


def _cell(key: str, value: Said) -> Cell:
    return Cell(label=LABELS[key], value=value, wide=key in _WIDE)


def _title(filing: Filing, policy: Policy | None) -> Said:
    submission = filing.submission
    form = policy.forms.get(submission.card.scheme) if policy else None
    if form is not None and isinstance(submission, ReplacementApplication):
        return Said(form.title.zh, form.title.en)
    return TITLES[submission.kind.value]


def _place(policy: Policy | None) -> Said:
    if policy is None:
        return Said("")
    mark = NOTES["sample"] if policy.sample else Said("")
    return Said(f"{policy.name.zh}  {mark.zh}".strip(), f"{policy.name.en}  {mark.en}".strip())


def _outlet(outlet: str, policy: Policy | None) -> Said:
    """Its name; the id only where the policy does not know it."""
    known = policy.outlet(outlet) if policy else None
    return Said(known.name, known.name_en) if known else Said(outlet)


def _stamps(case: Case, filing: Filing, policy: Policy | None, zone: tzinfo | None) -> tuple[Cell, ...]:
    submission = filing.submission
    ordered = isinstance(submission, ReplacementApplication)
    outlet = submission.outlet if isinstance(submission, ReplacementApplication) else submission.card.outlet
    stamps = [
        _cell("number", Said(case.number)),
        _cell("terminal", Said(case.terminal)),
        _cell("at_outlet", Said(_outlet(outlet, policy).zh)),
        _cell("filed_at", Said(_moment(filing.filed_at, zone))),
    ]
    return (*stamps, _cell("ready_on", Said(case.ready_on))) if ordered else tuple(stamps)


def _moment(at: datetime, zone: tzinfo | None) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _cells(filing: Filing, policy: Policy | None) -> tuple[Cell, ...]:
    submission = filing.submission
    match submission:
        case ReplacementApplication():
            lines = form_lines(submission, _asked(submission, policy))
            framed = (line for line in lines if line.field is not FormField.PHOTO)
            return tuple(_line(line, submission, policy) for line in framed)
        case LossReport():
            form_said = _cell("loss_form", KEYS[submission.form.value])
            return (*_person_and_card(submission, policy), form_said, *_acted(submission))
        case Release():
            return (*_person_and_card(submission, policy), *_acted(submission))
        case _:
            assert_never(submission)


def _asked(application: ReplacementApplication, policy: Policy | None) -> tuple[FormField, ...]:
    """The lines that the region's form has."""
    form = policy.forms.get(application.card.scheme) if policy else None
    return form.fields if form else ()


def _acted(submission: LossReport | Release) -> tuple[Cell, ...]:
    agents = acting(submission.applicant, submission.relation)
    return tuple(_filled(agents[one]) for one in AGENT if one in agents)


def _person_and_card(submission: LossReport | Release, policy: Policy | None) -> tuple[Cell, ...]:
    said, card = bearer(submission.holder), submission.card
    return (
        *(_filled(said[one]) for one in _DOCUMENT),
        _cell("scheme", KEYS[card.scheme.value]),
        _cell("card_number", Said(card.number)),
        _cell("card_outlet", _outlet(card.outlet, policy)),
    )


def _line(line: FormLine, application: ReplacementApplication, policy: Policy | None) -> Cell:
    """A line of the rules, with the names that only the policy has."""
    if line.field is FormField.OUTLET:
        return _cell("outlet", _outlet(line.text, policy))
    if line.field is FormField.FEE:
        return _cell("fee", _fee(line.text, application.fee.waiver, policy))
    return _filled(line)


def _filled(line: FormLine) -> Cell:
    keyed = line.word or line.field is FormField.NATIONALITY
    value = KEYS.get(line.text, Said(line.text)) if keyed else Said(line.text)
    return _cell(line.field.value, value)


def _fee(yuan: str, waiver: str, policy: Policy | None) -> Said:
    waivers = policy.fees.waivers if policy else ()
    why = next((one.says for one in waivers if one.key == waiver), None)
    zh, en = f"{yuan} {NOTES['yuan'].zh}", NOTES["yuan"].en
    return Said(f"{zh}（{why.zh}）", why.en) if why else Said(zh, en)


def _declarations(policy: Policy | None) -> tuple[Said, ...]:
    return tuple(Said(one.zh, one.en) for one in policy.eligibility.declarations) if policy else ()


def _signature(filing: Filing) -> tuple[tuple[Stroke, ...], Said]:
    """A loss report and a release are confirmed at the terminal; only the application is signed."""
    submission = filing.submission
    if not isinstance(submission, ReplacementApplication):
        return (), NOTES["confirmed"]
    return submission.signature, Said("") if submission.signature else NOTES["unsigned"]


def _standing(case: Case, zone: tzinfo | None) -> Said:
    since = _moment(case.since, zone) if case.since else ""
    ordered = case.kind == "replacement"
    match case.standing:
        case Standing.RECEIVED:
            return NOTES["received" if ordered else "waiting"]
        case Standing.IN_FORCE:
            said = NOTES["accepted" if ordered else "in_force"]
            return Said(f"{said.zh}  {since}".strip(), said.en)
        case Standing.REFUSED:
            return NOTES["refused"]
        case _:
            assert_never(case.standing)
