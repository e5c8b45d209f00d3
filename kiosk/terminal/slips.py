"""Where a slip gets its surroundings: the place, the clock, the audit head of its filing."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.flow.effects import Print
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct
from kiosk.receipt.wording import LanguageMissingError, catalogue
from kiosk.rules.policy import Policy
from kiosk.terminal.filing import FilingDesk
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.receipts import Surroundings, content_of
from kiosk.terminal.tokens import receipt_token
from kiosk.upstream.keys import TerminalKeys

_DEFAULT_HOTLINE = "12333"


class SlipDesk:
    """Turns the flow's `Print` into a job of the printer."""

    def __init__(
        self,
        printer: ReceiptPrinter,
        desk: FilingDesk,
        keys: Callable[[], TerminalKeys],
        state: Callable[[], Kiosk],
    ) -> None:
        self._printer = printer
        self._desk = desk
        self._keys = keys
        self._state = state

    def print(self, effect: Print) -> None:
        """Draw it and queue it; on a bilingual slip Chinese comes first."""
        if effect.act is not None:
            code = self._code(effect, effect.act)
            effect = replace(effect, act=replace(effect.act, token=code))
        content = content_of(effect, self._around(effect))
        past = effect.act is not None and bool(effect.items)
        visit = effect.visit.id if effect.visit else 0
        self._printer.print(content, _languages(effect.language), visit=visit, large=effect.large, again=past)

    def forget(self) -> None:
        """The visit is over."""
        self._printer.forget()

    def _around(self, effect: Print) -> Surroundings:
        kiosk, policy = self._state(), self._policy(effect)
        return Surroundings(
            place=kiosk.place,
            hotline=policy.hotline if policy else _DEFAULT_HOTLINE,
            now=kiosk.conditions.now,
            clock_trusted=kiosk.conditions.clock_trusted,
            calendar=kiosk.calendar,
            audit_head=self._desk.audit_head(effect.act.number) if effect.act else "",
        )

    def _policy(self, effect: Print) -> Policy | None:
        return effect.visit.policy if effect.visit else self._state().policy

    def _code(self, effect: Print, act: FiledAct) -> str:
        """Of this very paper."""
        policy = self._policy(effect)
        token = receipt_token(
            self._keys(),
            number=act.number,
            kind=act.kind,
            standing=act.standing,
            at=act.filed_at,
            copy=act.copies,
        )
        return policy.receipt_code(token) if policy else token


def _languages(chosen: str) -> str:
    """Chinese leads; a language of the screen that has no words for slips yet gets English below."""
    if chosen == "zh":
        return "zh"
    try:
        catalogue(chosen)
    except LanguageMissingError:
        return "zh+en"
    return f"zh+{chosen}"
