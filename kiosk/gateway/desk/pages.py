"""The pages of the desk."""

from http import HTTPStatus
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Cookie, FastAPI, Form, Request
from fastapi.responses import Response

from kiosk.gateway.api.doors import Gateway
from kiosk.gateway.desk.access import Role, User
from kiosk.gateway.desk.cases import Case, find_case, newest_cases, opened
from kiosk.gateway.desk.doors import (
    HEADERS,
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    AwayError,
    Door,
    Language,
    OwnForm,
    SignedIn,
    Supervisor,
    message,
    page,
    redirect,
)
from kiosk.gateway.desk.form import form_pdf
from kiosk.gateway.desk.health import newest_alarms, terminals_seen
from kiosk.gateway.parts import Parts
from kiosk.rules.masking import masked_name
from kiosk.rules.progress import MakingStage

router = APIRouter(prefix="/desk", include_in_schema=False)
_NEWEST = 20
_ACTS = 100


def add_desk(app: FastAPI) -> None:
    """The pages, and the way out of them."""
    app.include_router(router)

    @app.exception_handler(AwayError)
    def _away(_request: Request, away: AwayError) -> Response:
        return away.response


@router.get("/style.css")
def style() -> Response:
    """The one style sheet."""
    css = files("kiosk.gateway.desk").joinpath("templates/style.css").read_bytes()
    return Response(css, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@router.get("/print.js")
def print_script() -> Response:
    """Opens the browser's print dialogue."""
    code = files("kiosk.gateway.desk").joinpath("templates/print.js").read_bytes()
    return Response(code, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


@router.get("/sign-in")
def sign_in_page(language: Language) -> Response:
    """Name and password."""
    return page("sign_in.html", language, None, values={"failed": False})


@router.post("/sign-in")
def sign_in(
    door: Door, language: Language, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """A session in a cookie that only this site's own pages send back."""
    token = door.sign_in(name, password)
    if token is None:
        return page("sign_in.html", language, None, HTTPStatus.UNAUTHORIZED, {"failed": True})
    response = redirect("/desk")
    response.set_cookie(SESSION_COOKIE, token, path="/desk", secure=True, httponly=True, samesite="strict")
    return response


@router.post("/sign-out")
def sign_out(_user: OwnForm, door: Door, buka_desk: Annotated[str, Cookie()]) -> Response:
    """The session ends on the server, not only in the browser."""
    door.sign_out(buka_desk)
    return redirect("/desk/sign-in")


@router.post("/language")
def choose_language(language: Language) -> Response:
    """The other one."""
    response = redirect("/desk")
    other = "en" if language == "zh" else "zh"
    response.set_cookie(LANGUAGE_COOKIE, other, path="/", secure=True, httponly=True, samesite="strict")
    return response


@router.get("")
def start(user: SignedIn, gateway: Gateway, language: Language) -> Response:
    """Find by number; the newest of the outlet below."""
    outlet = None if user.role is Role.SUPERVISOR else user.outlet
    newest = newest_cases(gateway.database, outlet, _NEWEST)
    return page("start.html", language, user, values={"newest": newest, "zone": gateway.zone})


@router.post("/find")
def find(_user: OwnForm, number: Annotated[str, Form()] = "") -> Response:
    """To the submission's page; a number is no personal data and may stand in a URL."""
    safe = "".join(
        sign for sign in number.strip().upper() if sign.isascii() and (sign.isalnum() or sign == "-")
    )
    return redirect(f"/desk/submissions/{safe or '-'}")


@router.get("/submissions/{number}")
def submission(number: str, user: SignedIn, door: Door, gateway: Gateway, language: Language) -> Response:
    """What is known of it."""
    case = _case(gateway, user, number, language)
    door.note(user, "looked_at", number)
    can_open = case.entry.envelope.kid in gateway.keyring.opening
    values = {
        "case": case, "stages": list(MakingStage), "can_open": can_open, "zone": gateway.zone,
        "outlet": _outlet_name(gateway, case.outlet, language),
    }  # fmt: skip
    return page("case.html", language, user, values=values)


@router.get("/submissions/{number}/form.pdf")
def form(number: str, user: SignedIn, door: Door, gateway: Gateway, language: Language) -> Response:
    """The form as filed. Opening it is noted before it is shown."""
    case = _case(gateway, user, number, language)
    door.note(user, "opened_form", number)
    filing = opened(gateway, case)
    if filing is None:
        return message("closed", language, user, HTTPStatus.CONFLICT)
    policy = gateway.policies.for_card(filing.submission.card)
    pdf = form_pdf(case, filing, policy, gateway.now().astimezone(gateway.zone))
    return Response(pdf, media_type="application/pdf", headers=HEADERS)


@router.get("/submissions/{number}/notice")
def notice(number: str, user: SignedIn, door: Door, gateway: Gateway, language: Language) -> Response:
    """A slip to hand over or send; the name is masked."""
    case = _case(gateway, user, number, language)
    door.note(user, "printed_notice", number)
    filing = opened(gateway, case)
    name = masked_name(filing.submission.holder.name) if filing else ""
    values = {
        "case": case, "holder": name, "outlet": gateway.policies.outlet(case.outlet),
        "printed": gateway.now().astimezone(gateway.zone),
    }  # fmt: skip
    return page("notice.html", language, user, values=values, scripts=True)


@router.post("/submissions/{number}/stage")
def set_stage(
    number: str,
    user: OwnForm,
    door: Door,
    gateway: Gateway,
    language: Language,
    stage: Annotated[MakingStage, Form()],
) -> Response:
    """Move the card on."""
    case = _case(gateway, user, number, language)
    if not gateway.registry.set_stage(case.id, stage):
        return message("forbidden", language, user, HTTPStatus.CONFLICT)
    door.note(user, f"stage_{stage.value}", number)
    return redirect(f"/desk/submissions/{number}")


@router.get("/terminals")
def terminals(user: Supervisor, gateway: Gateway, language: Language) -> Response:
    """All terminals and how they are, the alarms below."""
    seen = terminals_seen(gateway.database, gateway.now())
    alarms = newest_alarms(gateway.database, _NEWEST)
    values = {"terminals": seen, "alarms": alarms, "zone": gateway.zone}
    return page("terminals.html", language, user, values=values)


@router.get("/audit")
def audit(user: Supervisor, door: Door, gateway: Gateway, language: Language, about: str = "") -> Response:
    """Who did what, newest first; of one receipt number or one user when asked. The look is noted too."""
    about = about.strip()
    acts = door.newest_acts(about, _ACTS)
    door.note(user, "looked_at_audit", about)
    return page("audit.html", language, user, values={"acts": acts, "about": about, "zone": gateway.zone})


def _outlet_name(gateway: Parts, outlet: str, language: str) -> str:
    """The id as well: it is what clerks and settings go by."""
    known = gateway.policies.outlet(outlet)
    if known is None:
        return outlet
    return f"{known.name if language == 'zh' else known.name_en} ({outlet})"


def _case(gateway: Parts, user: User, number: str, language: str) -> Case:
    """One that this user may see; the others are as if they were not there."""
    case = find_case(gateway, number)
    if case is None or not user.may_see(case.outlet):
        raise AwayError(message("not_found", language, user, HTTPStatus.NOT_FOUND))
    return case
