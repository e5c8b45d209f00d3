"""The queue as staff see it: figures, one sentence why it waits, when it tries next. No person in sight."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.flow.pages.maintenance import QueueLook, RowLook
from kiosk.rules.policy import Text
from kiosk.staff.queue_problems import problem_words
from kiosk.store.memos import Memo
from kiosk.store.outbox_records import OutboxRow, OutboxState, QueueSummary
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

_MOST = 50
"""Rows that are shown; more are told by the figures."""
UNREADABLE = QueueLook(
    depth=0,
    parked=0,
    oldest="",
    last_success="",
    why=Text(zh="数据存储读不出来", en="The store cannot be read"),
    next_try="",
)


def queue_look(store: Store, *, reachable: bool, zone: ZoneInfo) -> QueueLook:
    """Read it now; a store that cannot answer says so in `why`."""
    summary, rows = store.queue.summary(), store.queue.rows()
    if isinstance(summary, StoreTrouble) or isinstance(rows, StoreTrouble):
        return UNREADABLE
    rows.sort(key=lambda row: row.state is not OutboxState.PARKED)
    waiting = [row.next_at for row in rows if row.state is OutboxState.READY]
    not_before = store.memos.get(Memo.SYNC_NOT_BEFORE)
    rest = int(not_before) if isinstance(not_before, str) and not_before else 0
    next_at = max(min(waiting, default=0), rest) if waiting else 0
    return QueueLook(
        depth=summary.depth,
        parked=summary.parked,
        oldest=_local(datetime.fromisoformat(summary.oldest), zone) if summary.oldest else "",
        last_success=_from_ms(summary.last_success, zone),
        why=_why(summary, store.memos.get(Memo.UPSTREAM_PAUSED), reachable=reachable),
        next_try=_from_ms(next_at, zone),
        rows=tuple(_row(row) for row in rows[:_MOST]),
    )


def _why(summary: QueueSummary, paused: str | StoreTrouble, *, reachable: bool) -> Text:
    if summary.depth == 0:
        return Text(zh="全部已送达", en="Everything has arrived")
    if isinstance(paused, str) and paused:
        return Text(zh=f"与上级的往来已暂停：{paused}", en=f"The upstream is paused: {paused}")
    if not reachable:
        return Text(zh="连不上上级系统", en="The upstream cannot be reached")
    if summary.sending:
        return Text(zh="正在发送", en="Being sent")
    if summary.depth == summary.parked:
        return Text(zh="被上级拒收，等工作人员处理", en="Refused by the upstream, staff must look")
    return Text(zh="等待下一次发送", en="Waiting for the next round")


def _row(row: OutboxRow) -> RowLook:
    parked = row.state is OutboxState.PARKED
    return RowLook(
        id=row.id,
        number=row.number,
        parked=parked,
        attempts=row.attempts,
        problem=problem_words(row.last_problem),
    )


def _from_ms(unix_ms: int, zone: ZoneInfo) -> str:
    return _local(datetime.fromtimestamp(unix_ms / 1000, zone), zone) if unix_ms else ""


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
