"""Draining a backlog: while one batch is on its way, the answer to the one before is read, checked and
written down, and the next is made ready.

A disk that syncs and a line that answers are waited for at the same time, so a backlog goes at the pace of
the slower of the two and not of their sum.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from kiosk.upstream.client import Answers, Unread, read
from kiosk.upstream.courier_delivery import Delivered, Delivery, Load
from kiosk.upstream.courier_reports import SyncCounts
from kiosk.upstream.trouble import Trouble, TroubleKind


class Pipeline:
    """Sends all that `load` gives, one batch at a time on the line. Used once. Raises StoreFailed.

    `may_go_on` is asked before each batch but the first.
    """

    def __init__(
        self,
        delivery: Delivery,
        load: Callable[[], Load | None],
        judge: Callable[[Delivered, Load], None],
        may_go_on: Callable[[], bool],
    ) -> None:
        self._delivery = delivery
        self._next_load = load
        self._may_go_on = may_go_on
        self._judge = judge
        self._counts = SyncCounts()
        self._answered: tuple[Load, Unread] | None = None

    def run(self, load: Load | None) -> SyncCounts:
        """From this load on until nothing is left, or trouble that the next batch would meet with too."""
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="delivery") as line:
            while load is not None:
                carried = line.submit(self._delivery.carry, load)
                spoilt = self._settle_answered()
                following = None if spoilt else self._load()
                unread = carried.result()
                if spoilt:
                    self._settle(load, read(unread))
                    self._gave_up(*spoilt)
                    return self._counts
                if isinstance(unread, Trouble):
                    if self._gave_up(load, unread, following):
                        return self._counts
                    following = None
                else:
                    self._answered = (load, unread)
                load = following or self._load_after_settling()
        return self._counts

    def _load(self) -> Load | None:
        return self._next_load() if self._may_go_on() else None

    def _load_after_settling(self) -> Load | None:
        """What waited for a record of the last batch may go now."""
        if spoilt := self._settle_answered():
            self._gave_up(*spoilt)
            return None
        return self._load()

    def _settle_answered(self) -> tuple[Load, Trouble] | None:
        """Write down what the last answer says; or the load whose answer, now that it is read, is trouble.

        That is settled last, behind the batch on its way: the trouble stands, whatever becomes of that one.
        """
        if self._answered is None:
            return None
        load, unread = self._answered
        self._answered = None
        answers = unread()
        if isinstance(answers, Trouble):
            return load, answers
        self._settle(load, answers)
        return None

    def _settle(self, load: Load, answers: Answers | Trouble) -> Delivered:
        delivered = self._delivery.settle(load, answers)
        self._judge(delivered, load)
        self._counts += delivered.counts
        return delivered

    def _gave_up(self, load: Load, trouble: Trouble, following: Load | None = None) -> bool:
        if following is not None:
            self._counts += self._delivery.unload(following, trouble)
        met = self._settle(load, trouble).trouble
        if met is None or met.kind is TroubleKind.TOO_LARGE:
            return False
        self._counts += SyncCounts(trouble=met.kind.value)
        return True
