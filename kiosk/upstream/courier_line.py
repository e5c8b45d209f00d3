"""The line to the upstream: whether it answers, when it may be spoken to again, who has been alarmed."""

import threading
from collections.abc import Callable

from kiosk.upstream.courier_ledger import Ledger
from kiosk.upstream.courier_pacing import Pacing
from kiosk.upstream.courier_reports import AlarmCode, Report, UpstreamReachable
from kiosk.upstream.trouble import Trouble, TroubleKind

_ALARMS = {
    TroubleKind.UNAUTHORISED: AlarmCode.UNAUTHORISED,
    TroubleKind.TLS: AlarmCode.TLS,
    TroubleKind.CAPTIVE: AlarmCode.CAPTIVE,
    TroubleKind.CONTRACT: AlarmCode.CONTRACT,
}


class Line:
    """Told of every answer and of every missing one."""

    def __init__(self, pacing: Pacing, ledger: Ledger, report: Callable[[Report], None]) -> None:
        self.pacing = pacing
        self._ledger = ledger
        self._report = report
        self._reachable: bool | None = None
        self._alarmed: set[AlarmCode] = set()
        self._lock = threading.Lock()

    def worked(self) -> None:
        """The upstream answered."""
        self.pacing.succeeded()
        self._alarmed.clear()
        self.note(reachable=True)

    def failed(self, trouble: Trouble) -> None:
        """It did not, or not in a way that counts. Staff are alarmed once until it works again."""
        self.pacing.failed(trouble)
        self.note(reachable=False)
        self.alarm(trouble)

    def alarm(self, trouble: Trouble) -> None:
        """Call staff if this trouble needs them and they do not know it yet."""
        code = _ALARMS.get(trouble.kind)
        if trouble.detail == AlarmCode.POLICY_ROLLED_BACK:
            code = AlarmCode.POLICY_ROLLED_BACK
        if code is not None and code not in self._alarmed:
            self._alarmed.add(code)
            self._ledger.alarm(code, trouble.detail)

    def note(self, *, reachable: bool) -> None:
        """Report it when it changes. May be called from any thread."""
        with self._lock:
            changed = reachable != self._reachable
            self._reachable = reachable
        if changed:
            self._report(UpstreamReachable(reachable))
