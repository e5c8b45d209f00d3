"""One line of the doctor's list: what was looked at, whether it is well, what to do if not."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.rules.policy import Text


class Subject(StrEnum):
    """What is looked at. The values are the names in `kiosk doctor --json`; others script against them."""

    SETTINGS = "settings"
    SIMULATORS = "simulators"
    READER = "reader"
    PRINTER = "printer"
    STORE = "store"
    KEYS = "keys"
    CLOCK = "clock"
    DISK = "disk"
    POWER = "power"
    FONTS = "fonts"
    POLICY = "policy"
    NETWORK = "network"
    UPSTREAM = "upstream"
    SOUND = "sound"
    TOUCH = "touch"


NAMES: dict[Subject, Text] = {
    Subject.SETTINGS: Text(zh="设置", en="Settings"),
    Subject.SIMULATORS: Text(zh="真实设备", en="Real devices"),
    Subject.READER: Text(zh="读卡器", en="Reader"),
    Subject.PRINTER: Text(zh="打印机", en="Printer"),
    Subject.STORE: Text(zh="数据存储", en="Store"),
    Subject.KEYS: Text(zh="密钥和证书", en="Keys"),
    Subject.CLOCK: Text(zh="时钟", en="Clock"),
    Subject.DISK: Text(zh="磁盘", en="Disk"),
    Subject.POWER: Text(zh="电源", en="Power"),
    Subject.FONTS: Text(zh="字体", en="Fonts"),
    Subject.POLICY: Text(zh="地区政策", en="Policy"),
    Subject.NETWORK: Text(zh="网络", en="Network"),
    Subject.UPSTREAM: Text(zh="上级系统", en="Upstream"),
    Subject.SOUND: Text(zh="声音", en="Sound"),
    Subject.TOUCH: Text(zh="触摸屏", en="Touch"),
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """What was found. A check that is not ok always has a remedy."""

    subject: Subject
    ok: bool
    detail: Text
    remedy: Text | None = None
    closes: bool = False
    """Nobody can be served while it is so."""
    needed: bool = True
    """False: visits are poorer without it, and yet the terminal is fit."""
    last: Text | None = None
    """When staff tried it last and how that went; when it last failed."""

    def __post_init__(self) -> None:
        """Whoever says that something is wrong says what to do."""
        if not self.ok and self.remedy is None:
            raise ValueError(f"{self.subject.value}: a failed check needs a remedy")

    def row(self, language: str) -> dict[str, str | bool]:
        """The line of `kiosk doctor --json`; `ok` is false only for what makes the terminal unfit."""
        return {
            "name": self.subject.value,
            "ok": self.ok or not self.needed,
            "warning": not self.ok and not self.needed,
            "detail": spoken(self.detail, language),
            "remedy": spoken(self.remedy, language) if self.remedy else "",
            "last": spoken(self.last, language) if self.last else "",
        }


def well(subject: Subject, zh: str, en: str) -> Check:
    """Nothing to do."""
    return Check(subject=subject, ok=True, detail=Text(zh=zh, en=en))


def unwell(
    subject: Subject, detail: Text, remedy: Text, *, closes: bool = False, needed: bool = True
) -> Check:
    """Something to do."""
    return Check(subject=subject, ok=False, detail=detail, remedy=remedy, closes=closes, needed=needed)


def spoken(text: Text, language: str) -> str:
    """Chinese, or English for every other language."""
    return text.zh if language == "zh" else text.en


def fit(checks: tuple[Check, ...]) -> bool:
    """Whether a terminal may be opened to the public with a clear conscience: all that it needs is well."""
    return all(check.ok or not check.needed for check in checks)
