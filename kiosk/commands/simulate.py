"""`kiosk simulate`: devices at the wire, for integrators and trials. Nothing of this runs in production."""

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from hardware.simulator.card_file import CardFile, CardFileError, load_card_file
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_control import PrinterControl
from hardware.simulator.printer_ports import PtyPort, TcpPort
from hardware.simulator.samv_pty import VirtualSamvReader
from hardware.simulator.vpcd import DEFAULT_PORT, VirtualCardSlot
from kiosk.commands.shared import fail, in_words, say

simulate = typer.Typer(help="Simulated devices that speak the real wire.", no_args_is_help=True)
CardArgument = Annotated[Path, typer.Argument(help="a card file (TOML)")]


@simulate.command("card")
def card(
    file: CardArgument,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="vpcd's port: 35963 is slot 0 of Debian's vsmartcard-vpcd")
    ] = DEFAULT_PORT,
) -> None:
    """Lay a card on the virtual reader of pcscd until Ctrl-C. pcscd with vpcd must run."""
    with VirtualCardSlot(port).holding(_loaded(file).card()):
        say(f"{file.stem} lies on the reader; Ctrl-C takes it away")
        _until_stopped()


@simulate.command("samv")
def samv(
    file: CardArgument,
    device: Annotated[Path, typer.Option(help="path to make; the reader's name")] = Path("build/samv"),
) -> None:
    """Be a SAM-V reader module on a pseudo-terminal, with a card in its field, until Ctrl-C."""
    card_file = _loaded(file)
    with in_words("no SAM-V module there"), VirtualSamvReader(device) as reader:
        reader.put(card_file)
        say(f'SAM-V module at {device}: [reader] kind = "samv_serial", name = "{device}"')
        _until_stopped()


@simulate.command("printer")
def printer(
    out: Annotated[Path, typer.Option(help="folder for what comes out, as PNG")] = Path("build/paper"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="TCP port; 0: any free one")] = 9100,
    pty: Annotated[bool, typer.Option("--pty", help="a pseudo-terminal instead of TCP")] = False,
    rows_per_s: Annotated[float, typer.Option(help="8 rows are 1 mm; 0: at once")] = 1600.0,
) -> None:
    """Be an ESC/POS printer; lines on standard input steer it ("paper out", "cover open", "status" …)."""
    with in_words("no folder for the paper"):
        out.mkdir(parents=True, exist_ok=True)
    machine = SimulatedPrinter(rows_per_s=rows_per_s, folder=out)
    with in_words("no printer there"):
        wire = PtyPort(machine) if pty else TcpPort(machine, port=port)
    control = PrinterControl(machine, wire if isinstance(wire, TcpPort) else None)
    say(f"printer at {wire.url}, paper in {out}; say what happens to it, or Ctrl-C")
    try:
        for line in sys.stdin:
            say(control.obey(line))
        _until_stopped()
    except KeyboardInterrupt:
        pass
    finally:
        wire.close()
        machine.close()


def _loaded(file: Path) -> CardFile:
    try:
        return load_card_file(file)
    except CardFileError as wrong:
        fail(f"{file}: {wrong}", 1)
    except OSError as wrong:
        fail(f"{file}: {wrong.strerror}", 1)


def _until_stopped() -> None:
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    over.wait()
