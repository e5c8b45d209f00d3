"""What staff do with a stick: sealed records and the log out; a signed update or region policy in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from kiosk.config import Settings
from kiosk.flow.roles import StaffAct
from kiosk.rules.policy import Text
from kiosk.staff.log_file import export
from kiosk.staff.stick import Stick, StickTrouble
from kiosk.staff.stick_policy import PolicyRefused, PolicyTrouble, take_policy
from kiosk.staff.stick_update import NoUpdate, take_update
from kiosk.store.clock import Moment
from kiosk.store.policies import RolledBack, StoredPolicy
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.keys import KeyTrouble, load_upstream_keys

WISH = Path("/run/buka/stick-wanted")
"""`buka-stick.path` watches it."""
INCOMING = Path("/var/lib/buka/incoming")
"""`buka-update.path` watches it."""
STICK_ACTS = frozenset(
    {StaffAct.EXPORT_QUEUE, StaffAct.EXPORT_LOG, StaffAct.TAKE_UPDATE, StaffAct.TAKE_POLICY}
)
Outcome = tuple[bool, Text]
_WORDS = {
    StickTrouble.NO_STICK: Text(
        zh="没有找到能用的 U 盘：插好 FAT 或 exFAT 格式的，再按一次",
        en="No usable stick: plug in one with FAT or exFAT, press again",
    ),
    StickTrouble.FULL: Text(
        zh="U 盘满了，上面什么都没有留下：换一个",
        en="The stick is full, nothing was left on it: take another",
    ),
    StickTrouble.READ_ONLY: Text(zh="U 盘写保护，换一个", en="The stick is write-protected, take another"),
    StickTrouble.PULLED: Text(
        zh="U 盘中途拔出，这次不算，请重新来", en="The stick was pulled out: nothing was done, begin again"
    ),
}
_NO_UPDATE = {
    NoUpdate.NO_PACKAGE: Text(
        zh="U 盘上没有更新包（buka-kiosk_版本_amd64.deb）", en="No package buka-kiosk_….deb on the stick"
    ),
    NoUpdate.NO_SIGNATURE: Text(
        zh="更新包没有签名文件（.deb.sig），不能用", en="The package has no signature (.deb.sig)"
    ),
    NoUpdate.SEVERAL: Text(zh="U 盘上有几个更新包，只留一个", en="Several packages: leave one on the stick"),
    NoUpdate.NO_ROOM: Text(zh="磁盘空间不够，先清理", en="The disk has no room for it: make room first"),
    NoUpdate.NOT_SET_UP: Text(zh="这台机器没有装更新程序", en="This machine takes no updates"),
}
_NO_POLICY = {
    PolicyTrouble.NO_FILE: Text(
        zh="U 盘上没有政策文件（.json，由上级导出）", en="No policy (.json from the gateway) on the stick"
    ),
    PolicyTrouble.UNSIGNED: Text(
        zh="没有上级的有效签名，请上级用 kiosk gateway policy 导出",
        en="Not signed by the upstream: export it with kiosk gateway policy",
    ),
    PolicyTrouble.NOT_A_POLICY: Text(zh="不是政策文件，换一个", en="No policy: take another file"),
    PolicyTrouble.OTHER_REGION: Text(zh="是别的地区的政策", en="It is for another region"),
    PolicyTrouble.FAULTY: Text(zh="政策有错，请上级改正", en="The policy has an error: have it corrected"),
}
_RECORDS = Text(zh="封存记录 {} 条", en="{} sealed records")
_KIB = Text(zh="日志 {} KB", en="{} KiB of log")
_OLDER = Text(zh="比现在的政策旧，没有装入", en="Older than the policy in force: not taken")
_NO_KEYS = Text(zh="没有上级的公钥，不能核对签名", en="No upstream keys to check the signature with")
_NOT_KEPT = Text(zh="没有做成：数据存储写不进去", en="Not done: the store cannot be written")
_NO_LOG = Text(zh="本机日志在系统日志里：journalctl", en="This terminal logs to the journal: journalctl")


@dataclass(frozen=True, kw_only=True)
class Sticks:
    """Everything or nothing; the records stay here whatever happens."""

    settings: Settings
    store: Store
    clock: Callable[[], Moment]
    policy_arrived: Callable[[SignedPolicy], None]

    def do(self, act: StaffAct, clerk: str) -> Outcome:
        """One of `STICK_ACTS`; what became of it in words."""
        match act:
            case StaffAct.TAKE_UPDATE:
                return self._update()
            case StaffAct.TAKE_POLICY:
                return self._policy()
            case _:
                return self._export(act, clerk)

    @property
    def _stick(self) -> Stick:
        return Stick(mount=self.settings.staff.stick, wish=WISH, real=self.settings.terminal.production)

    # --- out ---

    def _export(self, act: StaffAct, clerk: str) -> Outcome:
        name = f"buka-{self.settings.terminal.id}-{self.clock().wall:%Y%m%d-%H%M%S}"
        log = self.settings.log.path
        if act is StaffAct.EXPORT_QUEUE:
            done = self._stick.write(f"{name}.jsonl", lambda path: self._queue(path, clerk))
            return _written(done, _RECORDS)
        if log is None:
            return False, _NO_LOG
        kib = self._stick.write(f"{name}.log", lambda path: -(-export(log, path) // 1024))
        return _written(kib, _KIB)

    def _queue(self, path: Path, clerk: str) -> int | StoreTrouble:
        return self.store.export.write(path, clerk)

    # --- in ---

    def _update(self) -> Outcome:
        taken = self._stick.read(lambda stick: take_update(stick, INCOMING))
        match taken:
            case StickTrouble():
                return False, _WORDS[taken]
            case NoUpdate():
                return False, _NO_UPDATE[taken]
            case str():
                return True, Text(
                    zh=f"{taken} 已交给更新程序：没有人办理时试装，不合格会退回原版本。现在可以拔下 U 盘",
                    en=f"{taken} is handed over: tried when nobody is here, undone if unfit. Pull it out",
                )
            case _:
                assert_never(taken)

    def _policy(self) -> Outcome:
        keys = load_upstream_keys(self.settings.upstream.keys)
        if isinstance(keys, KeyTrouble):
            return False, _NO_KEYS
        region = self.settings.terminal.region
        taken = self._stick.read(lambda stick: take_policy(stick, region, keys.verifying))
        match taken:
            case StickTrouble():
                return False, _WORDS[taken]
            case PolicyRefused():
                return False, _named(taken)
            case SignedPolicy():
                return self._in_force(taken)
            case _:
                assert_never(taken)

    def _in_force(self, signed: SignedPolicy) -> Outcome:
        stored = StoredPolicy(version=signed.version, etag="", signed=signed.model_dump_json().encode())
        kept = self.store.policies.accept(stored)
        if isinstance(kept, StoreTrouble):
            return False, _NOT_KEPT
        if isinstance(kept, RolledBack):
            return False, _OLDER
        self.policy_arrived(signed)
        return True, Text(
            zh=f"第 {signed.version} 版政策已生效，现在可以拔下 U 盘",
            en=f"Policy version {signed.version} is in force; pull the stick out now",
        )


def _named(refused: PolicyRefused) -> Text:
    words = _NO_POLICY[refused.why]
    if not refused.detail:
        return words
    return Text(zh=f"{words.zh}：{refused.detail}", en=f"{words.en}: {refused.detail}")


def _written(done: int | StickTrouble, unit: Text) -> Outcome:
    if isinstance(done, StickTrouble):
        return False, _WORDS[done]
    return True, Text(
        zh=f"已写入 U 盘：{unit.zh.format(done)}，现在可以拔下",
        en=f"Written to the stick: {unit.en.format(done)}; pull it out now",
    )
