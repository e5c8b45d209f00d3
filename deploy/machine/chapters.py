"""What is proved on the machine. Each chapter begins and ends on the welcome page, but for the last."""

import re
import time
from collections.abc import Callable
from types import MappingProxyType

from deploy.machine.people import Person
from deploy.machine.proof import Proof, ProofError
from deploy.machine.staff import stick, update
from deploy.machine.stages import idle_load, stages

_VISIT_END_SECONDS = 240.0


def install(proof: Proof) -> None:
    """A bare machine becomes a terminal; its disk is kept for a later proof of single chapters."""
    proof.machine.new_disk()
    proof.say("power on, a machine that is not configured yet")
    proof.measured["boot_to_agent_s"] = round(proof.boot(), 1)
    proof.say("buka-install, twice")
    began = time.monotonic()
    proof.install()
    proof.measured["install_s"] = round(time.monotonic() - began, 1)
    proof.await_page(proof.steps[0], proof.boot_seconds, "installed")
    proof.must("sync")
    proof.power_cut()
    proof.keep_installed()
    proof.say("restart: from power to the welcome page")
    proof.await_home("after-boot")


def boot_stages(proof: Proof) -> None:
    """Where the time goes from power to the welcome page, and what is used there while nobody comes."""
    proof.measured["stages_s"] = stages(proof)
    proof.measured["idle_cpu_percent"] = idle_load(proof)
    units = "systemctl list-unit-files -q --no-legend 'buka-*.service' | cut -d' ' -f1 | sed s/@/@1/"
    proof.keep("security.txt", f"systemd-analyze security --no-pager $({units}) | grep -E 'Overall'")


def visit(proof: Proof) -> None:
    """One whole visit by touch: card, two filings, two receipts."""
    before = len(proof.printer.pieces), proof.received()
    began = time.monotonic()
    proof.visit()
    proof.await_page(proof.steps[0], _VISIT_END_SECONDS, "end-of-visit")
    proof.measured["visit_s"] = round(time.monotonic() - began, 1)
    receipts, received = len(proof.printer.pieces) - before[0], proof.received() - before[1]
    proof.measured |= {"receipts": receipts, "received": received}
    if (receipts, received) != (2, 2):
        raise ProofError(f"2 receipts and 2 submissions were due: {receipts}, {received}")


def kill(proof: Proof) -> None:
    """The program is killed and comes back."""
    before = _restarts(proof)
    proof.must("systemctl kill -s KILL buka-kiosk.service")
    proof.await_active(before + 1)
    proof.await_page(proof.steps[0], proof.boot_seconds, "after-kill")
    log = "journalctl -b -u buka-kiosk --no-pager -o short-monotonic"
    said = proof.must(f"{log} | grep -E 'Main process exited|Scheduled|Starting|Started' | tail -n 4")
    stamps = [float(found) for found in re.findall(r"^\[ *([0-9.]+)\]", said, re.MULTILINE)]
    proof.measured |= {
        "killed_to_starting_s": round(stamps[-2] - stamps[0], 1),
        "killed_to_serving_s": round(stamps[-1] - stamps[0], 1),
    }


def hang(proof: Proof) -> None:
    """The program freezes and systemd's watchdog ends it."""
    before = _restarts(proof)
    began = time.monotonic()
    proof.must("systemctl kill -s STOP buka-kiosk.service")
    proof.await_active(before + 1)
    proof.measured["frozen_to_active_s"] = round(time.monotonic() - began, 1)
    proof.await_page(proof.steps[0], proof.boot_seconds, "after-hang")


def cut(proof: Proof) -> None:
    """The power is cut in the middle of a visit, after the loss report was filed."""
    filed = next(number for number, step in enumerate(proof.steps) if step.page == "enter_phone")
    before = proof.received()
    proof.person = Person.TWIN
    proof.visit(until=filed + 2)
    proof.power_cut()
    began = time.monotonic()
    proof.await_home("after-power-cut")
    proof.measured["cut_to_welcome_s"] = round(time.monotonic() - began, 1)
    proof.keep("audit.txt", "systemctl stop buka-kiosk; buka audit verify; buka queue list --json")
    proof.keep("doctor.json", "buka doctor --json")
    proof.measured |= {"received_before_the_cut": proof.received() - before}
    if proof.received() - before != 1:
        raise ProofError("the loss report that was filed before the power cut is not at the gateway")
    proof.must("buka audit verify")
    proof.must("systemctl start --no-block buka-kiosk")
    proof.await_page(proof.steps[0], proof.boot_seconds)


def restart(proof: Proof) -> None:
    """Staff wish for a restart of the machine."""
    proof.must("runuser -u buka -- touch /run/buka/reboot-wanted")
    proof.machine.await_reset()
    proof.power_cut()
    proof.await_home("after-restart")


def uninstall(proof: Proof) -> None:
    """The terminal becomes an ordinary machine again, and the outbox stays."""
    proof.keep("uninstall.log", "buka-install --uninstall")
    proof.must('test -s /var/lib/buka/store/outbox.db || test -n "$(ls -A /var/lib/buka/store)"')
    places = ("/opt/buka", "/etc/buka", "/etc/systemd/system/buka-*", "/etc/udev/rules.d/70-buka*",
              "/usr/local/lib/systemd/system/buka-*")  # fmt: skip
    _, left = proof.machine.shell(f"ls -d {' '.join(places)} 2>/dev/null")
    if left.strip():
        raise ProofError(f"left after uninstalling: {left}")
    proof.must("test ! -L /etc/systemd/system/getty@.service")


def _restarts(proof: Proof) -> int:
    """How often it was started again by itself, once it serves: before that the start is timed."""
    before = int(proof.must("systemctl show -P NRestarts buka-kiosk.service"))
    proof.await_active(before)
    return before


CHAPTERS: MappingProxyType[str, Callable[[Proof], None]] = MappingProxyType(
    {"stages": boot_stages, "visit": visit, "kill": kill, "cut": cut, "stick": stick, "update": update,
     "hang": hang, "restart": restart, "uninstall": uninstall}
)  # fmt: skip
