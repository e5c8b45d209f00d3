"""Where this is and who helps here."""

from typing import TYPE_CHECKING

from kiosk.flow.state import Kiosk, Place
from kiosk.ui.words.tr import tr

if TYPE_CHECKING:
    from kiosk.rules.outlets import Outlet
    from kiosk.rules.policy import Text

NATIONAL_HOTLINE = "12333"
"""The ministry's line for human resources and social security, in every region."""


def in_language(chinese: str, english: str, language: str) -> str:
    """Texts of a policy are in two languages: Chinese for Chinese, English for everyone else."""
    return chinese if language == "zh" or not english else english


def policy_text(text: "Text", language: str) -> str:
    """The same for a sentence of the policy."""
    return in_language(text.zh, text.en, language)


def place_name(place: Place, language: str) -> str:
    """The hall where this terminal stands."""
    return in_language(place.name, place.name_en, language)


def hotline(kiosk: Kiosk) -> str:
    """Who answers the telephone."""
    return kiosk.policy.hotline if kiosk.policy else NATIONAL_HOTLINE


def desk(kiosk: Kiosk) -> str:
    """Where people help in this hall."""
    place = kiosk.place
    own = in_language(place.desk, place.desk_en, kiosk.preferences.language)
    if own:
        return own
    return tr("请找导诊台") if place.site == "hospital" else tr("请找服务窗口")


def human_help(kiosk: Kiosk) -> str:
    """The human way, on every page (无障碍环境建设法, article 39)."""
    return tr("人工服务：{desk}，或拨打 {phone}").format(desk=desk(kiosk), phone=hotline(kiosk))


def outlet_name(outlet: "Outlet", language: str) -> str:
    """The outlet's name, whole."""
    return in_language(outlet.name, outlet.name_en, language)


def outlet_address(outlet: "Outlet", language: str) -> str:
    """Street and counter."""
    address = in_language(outlet.address, outlet.address_en, language)
    counter = in_language(outlet.counter, outlet.counter_en, language)
    return tr("{address}，{counter}").format(address=address, counter=counter) if counter else address


def outlet_hours(outlet: "Outlet", language: str) -> str:
    """When it is open; "Mon–Fri" is never torn apart at its dash."""
    return in_language(outlet.hours, outlet.hours_en, language).replace("–", "\u2060–\u2060")
