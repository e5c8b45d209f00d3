"""One state of every staff page, for the gallery and the measures."""

from dataclasses import replace

from kiosk.flow.affine import Affine
from kiosk.flow.pages.maintenance import (
    AssistAsk,
    AssistForm,
    CheckLook,
    Cleaning,
    DoorAsk,
    DoorTrouble,
    Findings,
    KeepCalibration,
    LogLook,
    MaintenancePage,
    QueueLook,
    RowLook,
    Section,
    Spelling,
    StaffDoor,
    StaffLook,
    StaffRoom,
    TouchTest,
)
from kiosk.flow.roles import Role, StaffAct
from kiosk.rules.pinyin import characters
from kiosk.rules.policy import Text


def _well(zh: str, en: str, detail_zh: str, detail_en: str) -> CheckLook:
    return CheckLook(name=Text(zh=zh, en=en), ok=True, detail=Text(zh=detail_zh, en=detail_en))


CHECKS = (
    CheckLook(
        name=Text(zh="打印机", en="Printer"),
        ok=False,
        detail=Text(zh="没有纸了", en="Out of paper"),
        remedy=Text(
            zh="打开上盖，放入新纸卷，合上上盖", en="Open the cover, put in a new roll, close the cover"
        ),
    ),
    replace(
        _well("读卡器", "Reader", "正常：IDR210 00 00", "Ready: IDR210 00 00"),
        last=Text(zh="11-21 16:20 试过：好", en="tested 11-21 16:20: well"),
    ),
    _well("数据存储", "Store", "完好，3 条待发送", "Sound, 3 waiting to be sent"),
    _well(
        "密钥和证书", "Keys", "完好，证书有效到 2027-11-22", "Sound, the certificate holds until 2027-11-22"
    ),
    _well("时钟", "Clock", "已对时 2026-11-22 02:35 UTC", "Synchronised, 2026-11-22 02:35 UTC"),
    _well("磁盘", "Disk", "还剩 20480 MiB", "20480 MiB left"),
)
UNFIT = (
    CheckLook(
        name=Text(zh="数据存储", en="Store"),
        ok=False,
        detail=Text(zh="不能用：read_only EROFS", en="Cannot be used: read_only EROFS"),
        remedy=Text(
            zh="检查目录的属主和权限，或磁盘是否变成只读",
            en="Check owner and mode of the folder, or a disk gone read-only",
        ),
    ),
    CheckLook(
        name=Text(zh="地区政策", en="Policy"),
        ok=False,
        detail=Text(zh="还没有收到地区政策", en="No region policy has arrived yet"),
        remedy=Text(zh="接通上级系统，政策会自动到达", en="Connect the upstream: the policy comes by itself"),
    ),
)
QUEUE = QueueLook(
    depth=3,
    parked=1,
    oldest="2026-11-22 09:12",
    last_success="2026-11-22 09:05",
    why=Text(zh="连不上上级系统", en="The upstream cannot be reached"),
    next_try="2026-11-22 10:40",
    rows=(
        RowLook(
            id="5e",
            number="3301-0007-000118-4",
            parked=True,
            attempts=2,
            problem=Text(zh="签名不被承认", en="signature not accepted"),
        ),
        RowLook(
            id="5f",
            number="3301-0007-000119-2",
            parked=False,
            attempts=3,
            problem=Text(zh="连不上", en="not reached"),
        ),
        RowLook(id="60", number="3301-0007-000120-0", parked=False, attempts=0, problem=None),
    ),
)
LOG = (
    LogLook(
        at="11-22T09:31",
        event="service.state_changed",
        meaning=Text(zh="终端自己停止或恢复服务", en="The terminal closed or opened by itself"),
        codes="reason=printer",
        remedy=Text(zh="按停止服务的原因处理", en="See the table of reasons for being out of service"),
    ),
)
LOOK = StaffLook(checks=CHECKS, queue=QUEUE, log=LOG, audit=("182 7F3A90C1",), version="1.0.0", crashes=0)
ROOM = StaffRoom(
    number="01",
    name="李师傅",
    role=Role.TECHNICIAN,
    idle_seconds=300,
    look=LOOK,
)


ASSIST = AssistForm(
    room=ROOM,
    number="11010519491231002X",
    name="王",
    syllable="gui",
    characters=characters("gui"),
)


def staff_pages() -> dict[str, MaintenancePage]:
    """Every staff page by its name, and the variants that look different."""
    done = Text(zh="已送去打印，请看出纸口", en="Sent to the printer: look at the slot")
    return {
        "staff_door": StaffDoor(),
        "staff_door_refused": StaffDoor(trouble=DoorTrouble.LOCKED, wait_seconds=30),
        "staff_door_pin": StaffDoor(asks=DoorAsk.SECRET, number="01", typed="2718"),
        "staff_door_new_pin": StaffDoor(asks=DoorAsk.NEW_PIN, number="01", trouble=DoorTrouble.WEAK_PIN),
        "staff_findings": Findings(trouble=DoorTrouble.STORE, look=replace(LOOK, checks=UNFIT)),
        "staff_looking": replace(ROOM, look=None, busy=StaffAct.LOOK),
        **{f"staff_{section.value}": replace(ROOM, section=section) for section in Section},
        "staff_told": replace(ROOM, section=Section.PAPER, said=done),
        "staff_cleaning": Cleaning(room=ROOM, seconds=27),
        "staff_door_card": StaffDoor(asks=DoorAsk.CARD_PIN, trouble=DoorTrouble.WRONG_CARD_PIN, tries_left=2),
        "staff_touch": TouchTest(room=ROOM, touched=frozenset(range(25))),
        "staff_calibration": TouchTest(room=ROOM, calibrating=True),
        "staff_keep_calibration": KeepCalibration(room=ROOM, trial=Affine(c=4.0), seconds=8),
        "staff_touch_cross": TouchTest(room=ROOM, touched=frozenset(range(60)), misses=(1.5,)),
        "staff_assist_latin": replace(
            ASSIST,
            asks=AssistAsk.NAME,
            spelling=Spelling.LATIN,
            name="MARIE-JOSE O'CONNOR",
            syllable="",
            characters=(),
        ),
        "staff_assist_code": replace(
            ASSIST, asks=AssistAsk.NAME, spelling=Spelling.CODE, syllable="20BB7", characters=("𠮷",)
        ),
        **{f"staff_assist_{asks.value}": replace(ASSIST, asks=asks) for asks in AssistAsk},
    }
