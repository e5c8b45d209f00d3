"""From power to the welcome page, by stage: the machine's own account."""

import re
import time

from deploy.machine.proof import Proof

_TICKS_A_SECOND = 100
"""USER_HZ of x86 (proc_pid_stat(5), fields 14 and 15)."""
_IDLE_SECONDS = 30.0
"""Longer than the welcome page takes to show each of its pictures once, and than a heartbeat."""


def stages(proof: Proof) -> dict[str, float]:
    """Seconds of each stage, one after another; the whole account is kept in boot-stages.txt.

    Kernel and initrd, the units up to the screen, weston, and the program until it serves (READY=1). There is
    no firmware: qemu starts the kernel itself; the welcome page, which comes sooner, is seen from outside
    (`power_to_welcome_s`).
    """
    account = ("systemd-analyze", "systemd-analyze critical-chain buka-kiosk.service --no-pager",
               "systemd-analyze blame --no-pager | head -n 25")  # fmt: skip
    proof.keep("boot-stages.txt", "; ".join(account))
    systemd = _usec(proof, "", "UserspaceTimestampMonotonic")
    screen = _usec(proof, "buka-screen.service", "InactiveExitTimestampMonotonic")
    painted = _usec(proof, "buka-screen.service", "ActiveEnterTimestampMonotonic")
    begun = _usec(proof, "buka-kiosk.service", "InactiveExitTimestampMonotonic")
    ready = _usec(proof, "buka-kiosk.service", "ActiveEnterTimestampMonotonic")
    marks = {
        "kernel_and_initrd": systemd,
        "units_before_the_screen": screen - systemd,
        "screen": painted - screen,
        "between": begun - painted,
        "program_until_it_serves": ready - begun,
        "kernel_to_serving": ready,
    }
    return {name: round(seconds, 1) for name, seconds in marks.items()}


def idle_load(proof: Proof) -> dict[str, float]:
    """Percent of one core that program and compositor take on the welcome page while nobody is there."""
    units = ("buka-kiosk.service", "buka-screen.service")
    before = [_cpu_seconds(proof, unit) for unit in units]
    began = time.monotonic()
    time.sleep(_IDLE_SECONDS)
    after = [_cpu_seconds(proof, unit) for unit in units]
    passed = time.monotonic() - began
    return {
        unit: round(100 * (late - early) / passed, 1)
        for unit, early, late in zip(units, before, after, strict=True)
    }


def _cpu_seconds(proof: Proof, unit: str) -> float:
    """Of the main process with all its threads: weston's own session is no part of its unit's account."""
    ticks = f"awk '{{ print $14 + $15 }}' /proc/$(systemctl show -P MainPID {unit})/stat"
    return int(proof.must(ticks)) / _TICKS_A_SECOND


def _usec(proof: Proof, unit: str, name: str) -> float:
    said = proof.must(f"systemctl show {unit} --property={name}")
    found = re.search(r"=(\d+)", said)
    return int(found[1]) / 1e6 if found else 0.0
