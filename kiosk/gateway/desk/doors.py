"""What every page of the desk shares: the template, the session, the form's token, the headers."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from http import HTTPStatus
from typing import Annotated

from fastapi import Cookie, Depends, Form, Header
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kiosk.gateway.api.doors import Gateway
from kiosk.gateway.desk.access import Access, Role, User, is_own_form
from kiosk.gateway.desk.words import LANGUAGES, words

SESSION_COOKIE = "buka_desk"
LANGUAGE_COOKIE = "buka_language"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
}
_SCRIPTS = {"Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; script-src 'self'"}
_TEMPLATES = Environment(
    loader=PackageLoader("kiosk.gateway.desk"), autoescape=select_autoescape(), undefined=StrictUndefined
)


def _at(moment: datetime, zone: tzinfo) -> str:
    """To the minute, as people in that zone tell it."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


_TEMPLATES.filters["at"] = _at


class AwayError(Exception):
    """Ends a request with another page."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def access(gateway: Gateway) -> Access:
    """Users and sessions."""
    session = timedelta(minutes=gateway.settings.desk.session_minutes)
    return Access(gateway.database, gateway.now, session)


Door = Annotated[Access, Depends(access)]


def language(
    buka_language: Annotated[str | None, Cookie()] = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> str:
    """As chosen, else as the browser says, else Chinese."""
    if buka_language in LANGUAGES:
        return str(buka_language)
    return "en" if (accept_language or "").lower().startswith("en") else "zh"


Language = Annotated[str, Depends(language)]


def signed_in(door: Door, buka_desk: Annotated[str | None, Cookie()] = None) -> User:
    """Whoever is signed in; everybody else goes to the sign-in page."""
    user = door.user(buka_desk) if buka_desk else None
    if user is None:
        raise AwayError(redirect("/desk/sign-in"))
    return user


SignedIn = Annotated[User, Depends(signed_in)]


def supervisor(user: SignedIn, language: Language) -> User:
    """Only supervisors."""
    if user.role is not Role.SUPERVISOR:
        raise AwayError(message("forbidden", language, user, HTTPStatus.FORBIDDEN))
    return user


Supervisor = Annotated[User, Depends(supervisor)]


def own_form(user: SignedIn, language: Language, csrf: Annotated[str, Form()] = "") -> User:
    """A form of ours from this session; anything else changes nothing."""
    if not is_own_form(user, csrf):
        raise AwayError(message("forbidden", language, user, HTTPStatus.FORBIDDEN))
    return user


OwnForm = Annotated[User, Depends(own_form)]


def page(
    template: str,
    language: str,
    user: User | None,
    status: HTTPStatus = HTTPStatus.OK,
    values: Mapping[str, object] | None = None,
    *,
    scripts: bool = False,
) -> Response:
    """A page in that language. `scripts`: it may run the site's own."""
    shared = {"w": words(language), "language": language, "user": user}
    supervisor = user is not None and user.role is Role.SUPERVISOR
    html = _TEMPLATES.get_template(template).render(shared | {"supervisor": supervisor} | dict(values or {}))
    return HTMLResponse(html, status_code=status, headers=HEADERS | (_SCRIPTS if scripts else {}))


def message(word: str, language: str, user: User | None, status: HTTPStatus) -> Response:
    """A page that says one thing."""
    return page("message.html", language, user, status, {"word": word})


def redirect(path: str) -> RedirectResponse:
    """See other; after a form, so that a reload files nothing again."""
    return RedirectResponse(path, status_code=HTTPStatus.SEE_OTHER, headers=HEADERS)
