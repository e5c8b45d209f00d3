"""Sealed records and the log on a stick that staff plug in."""

from collections.abc import Callable
from pathlib import Path

from kiosk.config import Settings
from kiosk.flow.roles import StaffAct
from kiosk.rules.policy import Text
from kiosk.staff.log_file import export
from kiosk.staff.stick import Stick, StickTrouble
from kiosk.store.clock import Moment
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

WISH = Path("/run/buka/stick-wanted")
"""`buka-stick.path` watches it."""
_WORDS = {
    StickTrouble.NO_STICK: Text(
        zh="没有找到能用的 U 盘（要 FAT 或 exFAT 格式）", en="No usable stick (it must be FAT or exFAT)"
    ),
    StickTrouble.FULL: Text(zh="U 盘满了，什么都没有留下", en="The stick is full; nothing was left on it"),
    StickTrouble.READ_ONLY: Text(zh="U 盘写保护，换一个", en="The stick is write-protected, take another"),
    StickTrouble.PULLED: Text(
        zh="U 盘中途拔出，这份导出作废，请重新导出",
        en="The stick was pulled out: that export is void, export again",
    ),
}
_NO_LOG = Text(zh="本机日志在系统日志里：journalctl", en="This terminal logs to the journal: journalctl")


class Exports:
    """Writes to the stick; the records stay here whatever happens."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], Moment]) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._stick = Stick(mount=settings.staff.stick, wish=WISH, real=settings.terminal.production)

    def write(self, act: StaffAct, clerk: str) -> tuple[bool, Text]:
        """Export the queue or the log; what became of it in words."""
        name = f"buka-{self._settings.terminal.id}-{self._clock().wall:%Y%m%d-%H%M%S}"
        log = self._settings.log.path
        if act is StaffAct.EXPORT_QUEUE:
            return _said(self._stick.write(f"{name}.jsonl", lambda path: self._queue(path, clerk)))
        if log is None:
            return False, _NO_LOG
        return _said(self._stick.write(f"{name}.log", lambda path: export(log, path)))

    def _queue(self, path: Path, clerk: str) -> int | StoreTrouble:
        return self._store.export.write(path, clerk)


def _said(done: int | StickTrouble) -> tuple[bool, Text]:
    if isinstance(done, StickTrouble):
        return False, _WORDS[done]
    return True, Text(
        zh=f"已写入 U 盘（{done}），现在可以拔下", en=f"Written to the stick ({done}); pull it out now"
    )
