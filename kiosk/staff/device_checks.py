"""The reader and the printer: from what they say of themselves to a check with its remedy."""

from hardware.card.diagnosis import ReaderDiagnosis
from hardware.card.failure import ReadFailure
from hardware.printer.status import PrinterState, PrinterStatus
from kiosk.config import Settings, SimulatorRefused
from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well

PRINTER_WORDS: dict[PrinterState, tuple[Text, Text]] = {
    PrinterState.PAPER_OUT: (
        Text(zh="没有纸了", en="Out of paper"),
        Text(
            zh="打开上盖，放入新纸卷，纸头从前面拉出，合上上盖",
            en="Open the cover, put in a new roll, pull the end out in front, close the cover",
        ),
    ),
    PrinterState.COVER_OPEN: (
        Text(zh="上盖开着", en="The cover is open"),
        Text(zh="把上盖两边都按紧，听到咔嗒声", en="Press the cover down on both sides until it clicks"),
    ),
    PrinterState.CUTTER_ERROR: (
        Text(zh="切刀卡住了", en="The cutter is stuck"),
        Text(
            zh="关掉打印机，打开上盖，拿掉卡住的纸，再开机",
            en="Switch the printer off, open the cover, take out the jammed paper, switch it on",
        ),
    ),
    PrinterState.MECHANICAL_ERROR: (
        Text(zh="机械故障", en="A mechanical fault"),
        Text(
            zh="关掉打印机等十秒再开；还不行就换一台",
            en="Switch it off for ten seconds; if that fails, replace it",
        ),
    ),
    PrinterState.OVERHEATED: (
        Text(zh="打印头过热", en="The head is too hot"),
        Text(zh="等两分钟，会自己恢复", en="Wait two minutes, it recovers by itself"),
    ),
    PrinterState.OFFLINE: (
        Text(zh="打印机停在脱机状态", en="The printer is off line"),
        Text(zh="合上上盖，松开进纸键", en="Close the cover, let go of the feed button"),
    ),
    PrinterState.SILENT: (
        Text(zh="接着，但不回答", en="Connected, but it does not answer"),
        Text(zh="关掉打印机等十秒再开", en="Switch the printer off for ten seconds"),
    ),
    PrinterState.UNREACHABLE: (
        Text(zh="连不上打印机", en="The printer cannot be reached"),
        Text(
            zh="检查电源和数据线；再核对设置里的 [printer] url",
            en="Check power and cable, then [printer] url in the settings",
        ),
    ),
}


def check_printer(status: PrinterStatus) -> Check:
    """A roll near its end still prints: it is only told."""
    if status.can_print and status.paper_low:
        return well(
            Subject.PRINTER, "正常，纸快用完了，请备好新纸卷", "Ready; paper is low, have a roll at hand"
        )
    if status.can_print:
        return well(Subject.PRINTER, "正常", "Ready")
    detail, remedy = PRINTER_WORDS[status.state]
    return unwell(Subject.PRINTER, detail, remedy)


def check_reader(found: ReaderDiagnosis) -> Check:
    """The PC/SC service, the reader that the settings mean, and the module in it."""
    if found.trouble is None:
        name = found.reader
        module = f" SAM {found.sam_id}" if found.sam_id else ""
        return well(Subject.READER, f"正常：{name}{module}", f"Ready: {name}{module}")
    if not found.service:
        return unwell(
            Subject.READER,
            Text(zh="读卡服务 pcscd 没有运行", en="The card service pcscd does not run"),
            Text(zh="执行 systemctl restart pcscd.socket", en="Run systemctl restart pcscd.socket"),
        )
    if found.trouble is ReadFailure.NO_READER:
        return _no_reader(found)
    code = found.trouble.value
    return unwell(
        Subject.READER,
        Text(zh=f"读卡模块报告故障：{code}", en=f"The reader's module reports: {code}"),
        Text(
            zh="拔下读卡器等十秒再插上；还不行就换一台",
            en="Unplug it for ten seconds; if that fails, replace it",
        ),
    )


def _no_reader(found: ReaderDiagnosis) -> Check:
    if not found.readers:
        return unwell(
            Subject.READER,
            Text(zh="找不到读卡器", en="No reader is found"),
            Text(
                zh="检查读卡器的 USB 线或串口线，换一个接口试试",
                en="Check its USB or serial cable, try another port",
            ),
        )
    others = ", ".join(found.readers)
    return unwell(
        Subject.READER,
        Text(
            zh=f"设置里的读卡器不在；现有：{others}",
            en=f"The reader of the settings is absent; there is: {others}",
        ),
        Text(zh="核对设置里的 [reader] name", en="Check [reader] name in the settings"),
    )


def check_simulators(settings: Settings, refused: tuple[SimulatorRefused, ...]) -> Check:
    """A production terminal names only real devices; a demo says that it is one."""
    if refused:
        keys = ", ".join(one.key for one in refused)
        return unwell(
            Subject.SIMULATORS,
            Text(zh=f"正式运行的终端上用了模拟设备：{keys}", en=f"A simulated device in production: {keys}"),
            Text(zh="在设置里写上真实设备的名字", en="Name the real device in the settings"),
            closes=True,
        )
    if settings.terminal.production:
        return well(Subject.SIMULATORS, "只用真实设备", "Real devices only")
    return well(Subject.SIMULATORS, "演示环境，允许模拟设备", "A demo: simulated devices are allowed")
