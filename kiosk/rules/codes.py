"""Codes of upstream systems, mapped onto our words: one table per upstream, never one for all.

The same digit means different things: 2 is a formal loss for AAZ502 but may be an oral one in Jiangsu;
3 is locked, cancelled or temporary; 9 is cancelled or not issued. What no table has is UNKNOWN,
and for an unknown state nothing is offered. Pairings must be confirmed with each upstream.
"""

from enum import StrEnum

from kiosk.rules.cards import CardState
from kiosk.rules.progress import MakingStage


class CodeSystem(StrEnum):
    """Whose codes they are."""

    AAZ502 = "aaz502"
    """金保 field AAZ502 (a Hebei / Xiong'an mini-program; 9 is not verified)."""
    JIANGSU = "jiangsu"
    """Interface 3-52, field 2, with field 3 as the detail (duwei001986/JSCardKiosks)."""
    HENAN_SHANDONG = "henan_shandong"
    """Kiosk enumeration of SSCardService.h (leithergit/SSCard_System)."""
    TECSUN = "tecsun"
    """User status; 02 to 04 are not known, 10 and 11 (bank account failed) offer nothing."""


_AAZ502 = {
    "0": CardState.NOT_ENABLED,
    "1": CardState.NORMAL,
    "2": CardState.FORMALLY_LOST,
    "3": CardState.LOCKED,
    "4": CardState.TEMPORARILY_LOST,
    "9": CardState.CANCELLED,
}
_JIANGSU = {
    "1": CardState.NORMAL,
    "2": CardState.FORMALLY_LOST,
    "3": CardState.CANCELLED,
}
_JIANGSU_ORAL = "21"
"""口头挂失: in field 3 it makes state 2 a temporary loss."""
_HENAN_SHANDONG = {
    "0": CardState.IN_PRODUCTION,  # 放号: a number is allotted, there is no card yet
    "1": CardState.NORMAL,
    "2": CardState.FORMALLY_LOST,
    "3": CardState.TEMPORARILY_LOST,
    "4": CardState.CANCELLED,  # 挂失后注销
    "5": CardState.CANCELLED,
    "6": CardState.NOT_ENABLED,
    "7": CardState.IN_PRODUCTION,
}
_TECSUN = {
    "01": CardState.IN_PRODUCTION,
    "05": CardState.FORMALLY_LOST,
    "06": CardState.TEMPORARILY_LOST,
    "07": CardState.IN_PRODUCTION,  # 补卡中
    "08": CardState.IN_PRODUCTION,  # 换卡中
    "09": CardState.CANCELLED,
}
_STATES = {
    CodeSystem.AAZ502: _AAZ502,
    CodeSystem.JIANGSU: _JIANGSU,
    CodeSystem.HENAN_SHANDONG: _HENAN_SHANDONG,
    CodeSystem.TECSUN: _TECSUN,
}


def card_state(system: CodeSystem, code: str, detail: str = "") -> CardState:
    """The state that an upstream's code means; a code that is in no table is UNKNOWN."""
    state = _STATES[system].get(code.strip(), CardState.UNKNOWN)
    oral = system is CodeSystem.JIANGSU and detail.strip() == _JIANGSU_ORAL
    return CardState.TEMPORARILY_LOST if oral and state is CardState.FORMALLY_LOST else state


class JiangsuError(StrEnum):
    """Error answers of the form `-1$n` that tell a card's state rather than a failure."""

    NO_SUCH_PERSON = "4"
    NOT_ISSUED = "9"


def jiangsu_error(answer: str) -> JiangsuError | None:
    """The meaning of an error answer, None for an answer that is none or is not known."""
    result, separator, code = answer.strip().partition("$")
    known = result == "-1" and separator and code in tuple(JiangsuError)
    return JiangsuError(code) if known else None


def making_stage(code: str) -> MakingStage | None:
    """Jiangsu interface 3-7: 0 to 12 in their order; None when not known."""
    stages = tuple(MakingStage)
    known = code.isascii() and code.isdigit() and int(code) < len(stages)
    return stages[int(code)] if known else None
