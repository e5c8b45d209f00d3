"""Checking a slip: at the desk with all it claims, and for anybody who holds one.

The token comes in a form's body or in the fragment of a link, which no browser sends: it stands in no
log of addresses.
"""

from http import HTTPStatus
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from kiosk.gateway.api.doors import Gateway
from kiosk.gateway.desk.access import User
from kiosk.gateway.desk.doors import (
    LANGUAGE_COOKIE,
    Door,
    Language,
    OwnForm,
    SignedIn,
    message,
    page,
    redirect,
)
from kiosk.gateway.parts import Parts
from kiosk.gateway.receipts import Doubt, Genuine, check_receipt

router = APIRouter(include_in_schema=False)
TokenField = Annotated[str, Form()]


@router.get("/receipt")
def public_page(gateway: Gateway, language: Language) -> Response:
    """For whoever holds a slip."""
    return _page(gateway, language, None, None)


@router.post("/receipt")
def check_for_anybody(
    request: Request, gateway: Gateway, language: Language, token: TokenField = ""
) -> Response:
    """Genuine or not, the number, and how it stands: nothing that is not on the slip itself."""
    wait = gateway.rates.receipts.wait(request.client.host if request.client else "")
    if wait:
        gateway.metrics.count("rate_limited")
        busy = message("too_many", language, None, HTTPStatus.TOO_MANY_REQUESTS)
        busy.headers["Retry-After"] = str(wait)
        return busy
    return _page(gateway, language, None, check_receipt(gateway.database, token))


@router.post("/receipt/language")
def choose_language(language: Language) -> Response:
    """The other one."""
    response = redirect("/receipt")
    other = "en" if language == "zh" else "zh"
    response.set_cookie(LANGUAGE_COOKIE, other, path="/", secure=True, httponly=True, samesite="strict")
    return response


@router.get("/receipt/check.js")
def script() -> Response:
    """Takes the token out of a link's fragment and sends it in the form."""
    code = files("kiosk.gateway.desk").joinpath("templates/check.js").read_bytes()
    return Response(code, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


@router.get("/desk/receipt")
def desk_page(user: SignedIn, gateway: Gateway, language: Language) -> Response:
    """For staff: a scanner types into the field and presses Enter."""
    return _page(gateway, language, user, None)


@router.post("/desk/receipt")
def check_at_the_desk(
    user: OwnForm, door: Door, gateway: Gateway, language: Language, token: TokenField = ""
) -> Response:
    """All that the slip claims beside how it stands now. The look is noted."""
    found = check_receipt(gateway.database, token)
    door.note(user, "checked_receipt", found.token.number if isinstance(found, Genuine) else found.value)
    return _page(gateway, language, user, found)


def _page(gateway: Parts, language: str, user: User | None, found: Genuine | Doubt | None) -> Response:
    """Before anything was asked, `found` is None."""
    genuine = found if isinstance(found, Genuine) else None
    registered = genuine.registered if genuine else None
    values = {
        "genuine": genuine,
        "doubt": found.value if isinstance(found, Doubt) else "",
        "registered": registered,
        "zone": gateway.zone,
        "may_open": user is not None and registered is not None and user.may_see(registered.outlet),
    }
    return page("receipt.html", language, user, values=values, scripts=True)
