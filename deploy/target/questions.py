"""What has to be known about a place before a terminal can stand there. One question, one flag, one key."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from deploy.target.toml_text import Scalar


@dataclass(frozen=True, kw_only=True)
class Question:
    """How one thing is asked, and where the answer goes."""

    flag: str
    """The flag is `--flag`."""
    file: str
    """`kiosk` (the terminal's own settings) or `site` (the machine around it)."""
    key: str
    """section.key"""
    chinese: str
    english: str
    default: str | None = None
    """None: somebody must answer. Empty: may stay empty."""
    pattern: str = ".*"
    parse: Callable[[str], Scalar] = str
    example: str = ""

    def problem(self, answer: str) -> str:
        """What is wrong with an answer; empty when nothing is."""
        if re.fullmatch(self.pattern, answer):
            return ""
        hint = f", for example {self.example}" if self.example else ""
        return f"--{self.flag}: {answer!r} is not possible here{hint}"


def _words(text: str) -> list[str]:
    return text.split()


_YES_NO = "yes|no"


def _switch(text: str) -> bool:
    return text == "yes"


QUESTIONS: tuple[Question, ...] = (
    Question(flag="site", file="kiosk", key="terminal.site", chinese="终端放在哪里",
             english="Where it stands",
             pattern="hospital|outlet", example="hospital"),
    Question(flag="level", file="kiosk", key="terminal.hospital_level", chinese="医院等级（网点填 0）",
             english="Level of the hospital, 2 or 3 (0 at an outlet)", default="0", pattern="[0-3]",
             parse=int),
    Question(flag="region", file="kiosk", key="terminal.region", chinese="行政区划代码",
             english="Region, six digits of GB/T 2260", pattern="[0-9]{6}", example="330100"),
    Question(flag="id", file="kiosk", key="terminal.id", chinese="终端编号", english="The terminal's id",
             pattern="[A-Z0-9]{4,12}", example="HZ0001"),
    Question(flag="name", file="kiosk", key="terminal.name", chinese="地点名称（中文）",
             english="The place, in Chinese", pattern=".+", example="市第二人民医院 一楼大厅"),
    Question(flag="name-en", file="kiosk", key="terminal.name_en", chinese="地点名称（英文）",
             english="The place, in English", pattern=".+", example="Second Hospital, lobby"),
    Question(flag="desk", file="kiosk", key="terminal.desk", chinese="人工服务台（中文）",
             english="Where people help here, in Chinese", default=""),
    Question(flag="desk-en", file="kiosk", key="terminal.desk_en", chinese="人工服务台（英文）",
             english="Where people help here, in English", default=""),
    Question(flag="production", file="kiosk", key="terminal.production",
             chinese="正式使用（否则可用模拟设备）",
             english="For real use (no: simulators are allowed)", default="yes", pattern=_YES_NO,
             parse=_switch),
    Question(flag="reader", file="kiosk", key="reader.name", chinese="读卡器名称（部分即可）或串口",
             english="Part of the reader's name, or its serial device", pattern=".+", example="CCID"),
    Question(flag="reader-kind", file="kiosk", key="reader.kind", chinese="读卡器接口",
             english="How the reader is reached", default="pcsc", pattern="pcsc|samv_serial|samv_escape"),
    Question(flag="printer", file="kiosk", key="printer.url", chinese="打印机", english="The printer",
             pattern="(tcp|serial|usb|file)://.+", example="usb://04b8:0e15"),
    Question(flag="paper", file="kiosk", key="printer.paper_mm", chinese="纸宽（毫米）",
             english="Width of the paper in millimetres", default="80", pattern="58|80", parse=int),
    Question(flag="confirm", file="kiosk", key="printer.confirm", chinese="打印确认方式",
             english="How the printer says that it printed", default="process_id",
             pattern="process_id|status|timed"),
    Question(flag="upstream", file="kiosk", key="upstream.url", chinese="上级系统地址",
             english="The gateway",
             pattern="https://[^/ ]+", example="https://gateway.example:8443"),
    Question(flag="width", file="kiosk", key="screen.width", chinese="屏幕宽（像素，旋转后）",
             english="Width of the picture in pixels, after rotation", default="1920", pattern="[0-9]{3,4}",
             parse=int),
    Question(flag="height", file="kiosk", key="screen.height", chinese="屏幕高（像素，旋转后）",
             english="Height of the picture in pixels, after rotation", default="1080",
             pattern="[0-9]{3,4}",
             parse=int),
    Question(flag="px-per-mm", file="kiosk", key="screen.px_per_mm", chinese="每毫米像素数（请实测）",
             english="Pixels per millimetre: measure it", default="3.6", pattern=r"[0-9]+(\.[0-9]+)?",
             parse=float),
    Question(flag="bottom-mm", file="kiosk", key="screen.bottom_mm", chinese="屏幕下沿离地高度（毫米）",
             english="Lower edge of the picture above the floor, in millimetres", default="900",
             pattern="[0-9]{3,4}", parse=int),
    Question(flag="rotate", file="site", key="screen.rotate", chinese="屏幕旋转角度",
             english="Rotation of the picture in degrees", default="0", pattern="0|90|180|270", parse=int),
    Question(flag="scale", file="site", key="screen.scale", chinese="缩放", english="Scale of the picture",
             default="1", pattern="[12]", parse=int),
    Question(flag="connector", file="site", key="screen.connector", chinese="屏幕接口（旋转或缩放时需要）",
             english="The screen's connector (for rotation and scale)", default="", example="HDMI-A-1"),
    Question(flag="renderer", file="site", key="screen.renderer", chinese="绘制方式",
             english="Who draws: pixman (always works) or gl (needs a GPU)", default="pixman",
             pattern="pixman|gl"),
    Question(flag="upstream-net", file="site", key="network.upstream",
             chinese="上级系统的网段（空：按地址解析）",
             english="Addresses of the gateway (empty: what its name resolves to)", default="",
             pattern=r"[0-9a-fA-F.:/ ]*", parse=_words),
    Question(flag="time-server", file="site", key="network.time", chinese="时间服务器（空：系统默认）",
             english="Time servers (empty: the system's own)", default="", pattern=r"[\w.: -]*",
             parse=_words),
    Question(flag="admin-net", file="site", key="network.admin",
             chinese="允许 SSH 维护的网段（空：不允许）",
             english="Networks that may come in by SSH (empty: none)", default="",
             pattern=r"[0-9a-fA-F.:/ ]*", parse=_words),
    Question(flag="lockdown", file="site", key="machine.lockdown", chinese="锁定控制台（只剩终端界面）",
             english="Lock the consoles, so that only the terminal is left", default="yes", pattern=_YES_NO,
             parse=_switch),
)  # fmt: skip
"""In the order in which they are asked."""
