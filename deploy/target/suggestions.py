"""What the machine itself can say: its screen, its USB reader and printer."""

from pathlib import Path


def suggestions(sys: Path) -> dict[str, str]:
    """Suggested answers by flag, from below `/sys`; nothing that is not certain."""
    found = {**_screen(sys / "class/drm"), **_usb(sys / "bus/usb/devices")}
    return {flag: answer for flag, answer in found.items() if answer}


def _screen(drm: Path) -> dict[str, str]:
    for status in sorted(drm.glob("card*-*/status")):
        if status.read_text().strip() != "connected":
            continue
        modes = (status.parent / "modes").read_text().split()
        if not modes or "x" not in modes[0]:
            continue
        width, height = modes[0].rstrip("i").split("x")
        connector = status.parent.name.split("-", 1)[1]
        answers = {"width": width, "height": height, "connector": connector}
        millimetres = _width_mm(status.parent / "edid")
        if millimetres:
            answers["px-per-mm"] = f"{int(width) / millimetres:.2f}"
        return answers
    return {}


def _width_mm(edid: Path) -> int:
    """Byte 21 of an EDID (VESA E-EDID 1.4, table 3.11) is the width of the picture in centimetres, or 0."""
    try:
        content = edid.read_bytes()
    except OSError:
        return 0
    return content[21] * 10 if len(content) >= 128 else 0


def _usb(devices: Path) -> dict[str, str]:
    """The one CCID reader (class 0b) and the one printer (class 07), when there is just one."""
    readers = _of_class(devices, "0b")
    printers = _of_class(devices, "07")
    answers = {}
    if len(readers) == 1:
        answers["reader"] = _read(readers[0] / "product")
    if len(printers) == 1:
        answers["printer"] = f"usb://{_read(printers[0] / 'idVendor')}:{_read(printers[0] / 'idProduct')}"
    return answers


def _of_class(devices: Path, wanted: str) -> list[Path]:
    interfaces = [kind.parent.name for kind in devices.glob("*:*/bInterfaceClass") if _read(kind) == wanted]
    return [devices / name for name in sorted({name.split(":")[0] for name in interfaces})]


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
