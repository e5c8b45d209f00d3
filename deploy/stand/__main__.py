"""`deploy/demo`: the main job on real parts, to look at or to work against."""

import os
import shutil
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from deploy.stand.stand import LANDSCAPE, PORTRAIT, SAMPLES, Stand, StandError, StandOptions
from hardware.simulator.pcscd import PcscdUnavailableError
from kiosk.commands.shared import fail, say
from kiosk.log import configure_log

_OUT = Path("build/demo")


def demo(
    out: Annotated[Path, typer.Option(help="where pictures, log and settings go")] = _OUT,
    headless: Annotated[bool, typer.Option("--headless", help="no window, even with a display")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="leave the stand running, nobody visits")] = False,
    printer: Annotated[str, typer.Option(help="another printer, by URL (with --serve)")] = "",
    people: Annotated[Path | None, typer.Option(help="people of the gateway, in TOML (with --serve)")] = None,
    language: Annotated[str, typer.Option(help="language of the visit")] = "zh",
    landscape: Annotated[bool, typer.Option("--landscape", help="1920x1080 instead of 1080x1920")] = False,
) -> None:
    """Run the main job: a card, a loss report, a replacement, two receipts. Or --serve the stand."""
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    windowed = display and not headless and not serve
    if not windowed:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _empty(out)
    options = StandOptions(
        out=out,
        printer_url=printer,
        people=people or SAMPLES / "people.toml",
        screen=LANDSCAPE if landscape else PORTRAIT,
        language=language,
    )
    configure_log(out / "visit.log")
    try:
        code = _run(options, serve=serve, windowed=windowed)
    except (StandError, PcscdUnavailableError) as missing:
        fail(f"the stand could not be set up: {missing}", 69)
    raise typer.Exit(code)


def _run(options: StandOptions, *, serve: bool, windowed: bool) -> int:
    if serve:
        return _serve(options)
    if windowed:
        from deploy.stand.panel import play

        return play(options)
    from deploy.stand.visit import make_visit

    return make_visit(options)


def _serve(options: StandOptions) -> int:
    """Until Ctrl-C or SIGTERM; a signal during the start stops what has been started."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    with Stand(options) as stand:
        say(f"the stand is up: {options.out / 'stand.json'}; put a card with")
        say(f"  kiosk simulate card assets/samples/cards/wang-guilan.toml; stop with Ctrl-C ({stand.config})")
        over.wait()
    return 0


def _empty(out: Path) -> None:
    """What an earlier run left; only what we make, in case the folder is somebody's own."""
    for name in ("screens", "paper", "gateway", "store", "keys"):
        shutil.rmtree(out / name, ignore_errors=True)
    for pattern in ("receipt-*.png", "*.log", "stand.json", "kiosk.toml", "upstream.json"):
        for file in out.glob(pattern):
            file.unlink()


if __name__ == "__main__":
    typer.run(demo)
