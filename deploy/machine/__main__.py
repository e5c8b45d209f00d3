"""`deploy/image --prove`: see proof.py. Answers in IMAGE/proof/: proof.json, screens/, paper/, logs."""

import sys
import tempfile
import time
from pathlib import Path

from deploy.machine.proof import Proof, ProofError
from deploy.machine.qemu import HEIGHT, WIDTH, Machine
from deploy.machine.recording import Rehearsal, record
from deploy.machine.upstream import Upstream
from deploy.stand.stand import StandOptions

_BOOT_SECONDS = 300.0


def _say(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {words}\n")


def main(image: Path) -> int:
    """0 when everything held, 1 when not."""
    out = image / "proof"
    _say("the same visit on the off-screen terminal, to know where to touch")
    with Rehearsal(StandOptions(out=image / "stand", screen=(WIDTH, HEIGHT, 3.64))) as stand:
        steps = record(stand, image / "recording")
    with tempfile.TemporaryDirectory(prefix="buka-proof-") as run:
        machine, upstream = Machine(image, Path(run)), Upstream(image / "upstream")
        upstream.start()
        proof = Proof(machine, upstream, steps, out, _say)
        try:
            _prove(proof)
        except ProofError as broken:
            _say(f"NOT PROVED: {broken}")
            proof.keep("journal.txt", "journalctl -b --no-pager -o short-monotonic | tail -n 400")
            return 1
        finally:
            proof.write()
            machine.cut_power()
            upstream.stop()
            proof.printer.close()
    _say(f"PROVED: {out}")
    return 0


def _prove(proof: Proof) -> None:
    machine, measured, welcome = proof.machine, proof.measured, proof.steps[0]
    machine.new_disk()
    _say("power on, a machine that is not configured yet")
    measured["boot_to_agent_s"] = round(proof.boot(), 1)
    _say("buka-install, twice")
    began = time.monotonic()
    proof.install()
    measured["install_s"] = round(time.monotonic() - began, 1)
    proof.await_page(welcome, _BOOT_SECONDS)

    _say("restart: from power to the welcome page")
    proof.must("sync")
    proof.power_cut()
    began = time.monotonic()
    proof.boot()
    proof.await_page(welcome, _BOOT_SECONDS, "after-boot")
    measured["power_to_welcome_s"] = round(time.monotonic() - began, 1)
    proof.stages()
    proof.keep("security.txt", "systemd-analyze security --no-pager | grep buka")
    proof.keep("doctor.json", "buka doctor --json")

    _say("one whole visit by touch")
    began = time.monotonic()
    proof.visit()
    proof.await_page(welcome, 120.0, "end-of-visit")
    measured["visit_s"] = round(time.monotonic() - began, 1)
    measured["receipts"] = len(proof.printer.pieces)
    measured["received"] = proof.received()
    if (measured["receipts"], measured["received"]) != (2, 2):
        raise ProofError(f"2 receipts and 2 submissions were due: {measured}")

    _say("the program is killed")
    began = time.monotonic()
    proof.must("systemctl kill -s KILL buka-kiosk.service")
    time.sleep(0.5)
    proof.must("for i in $(seq 600); do systemctl is-active -q buka-kiosk && break; sleep 0.1; done")
    measured["killed_to_active_s"] = round(time.monotonic() - began, 1)
    proof.await_page(welcome, 120.0, "after-kill")
    measured["killed_to_welcome_s"] = round(time.monotonic() - began, 1)
    measured["restarts"] = proof.must("systemctl show -P NRestarts buka-kiosk.service").strip()

    _say("the power is cut in the middle of a visit")
    proof.visit(until=len(proof.steps) // 2)
    proof.power_cut()
    began = time.monotonic()
    proof.boot()
    proof.await_page(welcome, _BOOT_SECONDS, "after-power-cut")
    measured["cut_to_welcome_s"] = round(time.monotonic() - began, 1)
    proof.keep("audit.txt", "systemctl stop buka-kiosk; buka audit verify; buka queue list --json")
    measured["audit"] = (proof.out / "audit.txt").read_text()[:400]
    proof.keep("journal.txt", "journalctl -b --no-pager -o short-monotonic | tail -n 400")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
