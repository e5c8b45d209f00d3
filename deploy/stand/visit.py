"""The main job without a display: one visit on the off-screen terminal, and its proof on the disk."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer

from deploy.stand.signature import SIGNATURE
from deploy.stand.stand import SAMPLES, Stand, StandOptions
from deploy.stand.tour import Hands, Tour
from hardware.simulator.card_file import load_card_file
from kiosk.commands.shared import say
from kiosk.config import Settings, load_settings
from kiosk.flow.current import visit_of
from kiosk.flow.events import LanguageChosen
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, PrintState, Service, Standing
from kiosk.rules.documents import IdentityDocument
from kiosk.terminal.screen import Screen
from kiosk.terminal.terminal import Terminal
from kiosk.terminal.visitor import Wish
from kiosk.ui.app import make_application
from kiosk.upstream.trouble import Trouble

CARD = SAMPLES / "cards" / "wang-guilan.toml"
PHONE = "13800138000"
_VISIT_MS = 120_000
_WANTED = 2
"""A loss report and a replacement."""


@dataclass
class _Witness:
    """Sees every state, and remembers what the visit filed."""

    acts: dict[str, FiledAct] = field(default_factory=dict)
    holder: IdentityDocument | None = None

    def see(self, kiosk: Kiosk) -> None:
        visit = visit_of(kiosk.page)
        if visit is not None:
            self.acts.update({act.submission_id: act for act in visit.filed})
            self.holder = visit.holder or self.holder


def make_visit(options: StandOptions) -> int:
    """Exit code: 0 only if both submissions were acknowledged and both receipts printed."""
    began = time.monotonic()
    say("starting pcscd, the simulated printer and the gateway …")
    with Stand(options) as stand:
        settings = load_settings(stand.config)
        if not isinstance(settings, Settings):
            say(str(settings))
            return 1
        say("one visit: report the loss and order the replacement …")
        witness = _visit(stand, settings)
    receipts = _keep_receipts(options.out)
    good = _summary(options.out, witness, receipts)
    say(f"{time.monotonic() - began:.1f} s in all")
    return 0 if good else 1


def _visit(stand: Stand, settings: Settings) -> _Witness:
    application = make_application(["demo"])
    screen = Screen(settings)
    witness = _Witness()
    screen.shown.connect(witness.see)
    hands = Hands(
        put_card=lambda: stand.slot.put(load_card_file(CARD).card()),
        pull_card=stand.slot.pull,
        done=application.quit,
    )
    wish = Wish(service=Service.REPORT_AND_REPLACE, phone=PHONE, signature=SIGNATURE)
    tour = Tour(screen, wish, stand.options.out / "screens", hands)
    screen.begin()
    screen.window.show()
    if stand.options.language != settings.terminal.language:
        screen.loop.post(LanguageChosen(language=stand.options.language))
    QTimer.singleShot(0, tour.start)
    QTimer.singleShot(_VISIT_MS, application.quit)
    application.exec()
    if screen.terminal is not None:
        _keep_upstream(stand.options.out, screen.terminal, witness)
    screen.end()
    return witness


def _keep_upstream(out: Path, terminal: Terminal, witness: _Witness) -> None:
    """What the gateway answers about the holder now: the cards, and what was filed."""
    if witness.holder is None:
        return
    cards = terminal.client.look_up(witness.holder, seconds=5.0)
    filings = terminal.client.filings(witness.holder, seconds=5.0)
    if isinstance(cards, Trouble) or isinstance(filings, Trouble):
        return
    seen = {
        "cards": [{"scheme": card.scheme.value, "state": card.state.value} for card in cards.cards],
        "filings": [
            {
                "id": item.submission_id,
                "kind": item.kind.value,
                "number": item.number,
                "filed_at": item.filed_at.isoformat(),
                "in_force_since": item.in_force_since.isoformat() if item.in_force_since else None,
                "stage": item.stage.value if item.stage else None,
                "ready_on": item.ready_on.isoformat() if item.ready_on else None,
            }
            for item in filings
        ],
    }
    (out / "upstream.json").write_text(json.dumps(seen, indent=1, ensure_ascii=False), encoding="utf-8")


def _keep_receipts(out: Path) -> list[Path]:
    """The pieces of paper that came out of the printer, as it decoded them from the wire."""
    receipts = []
    for number, piece in enumerate(sorted((out / "paper").glob("*.png")), start=1):
        receipts.append(piece.replace(out / f"receipt-{number}.png"))
    return receipts


def _summary(out: Path, witness: _Witness, receipts: list[Path]) -> bool:
    acts = list(witness.acts.values())
    for act in acts:
        say(f"  {act.kind.value:12} {act.number}  {act.standing.value}, receipt {act.print_state.value}")
    screens = len(list((out / "screens").glob("*.png")))
    say(f"{screens} screens in {out / 'screens'}, {len(receipts)} receipts {out / 'receipt-*.png'}")
    say(f"the gateway's view: {out / 'upstream.json'}; the log: {out / 'visit.log'}")
    acknowledged = [act for act in acts if act.standing is Standing.IN_FORCE]
    printed = [act for act in acts if act.print_state is PrintState.PRINTED]
    good = len(acknowledged) == len(printed) == len(receipts) == _WANTED
    say("GOOD: both acknowledged, both printed" if good else "NOT GOOD: see the log")
    return good
