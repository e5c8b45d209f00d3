"""Mains, battery, UPS: what Linux says of them under /sys/class/power_supply (Documentation/ABI/testing).

A UPS on a USB line appears there as a HID power device; a machine without any says nothing, and that is fine.
"""

from dataclasses import dataclass
from pathlib import Path

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well

SUPPLIES = Path("/sys/class/power_supply")
LOW_PERCENT = 20
"""Then the machine should be stopped in good order (VVSG 2.0, 2.7-H asks for two hours without mains)."""
_BATTERIES = frozenset({"Battery", "UPS"})


@dataclass(frozen=True, kw_only=True)
class Power:
    """All supplies together."""

    mains: bool | None
    """None: nothing tells."""
    percent: int | None
    """Of the emptiest battery; None: there is none."""
    discharging: bool = False


def power_now(supplies: Path = SUPPLIES) -> Power:
    """Read it now; a supply that cannot be read counts as absent, one of a mouse is left out."""
    mains: list[bool] = []
    percents: list[int] = []
    discharging = False
    for supply in sorted(supplies.glob("*")) if supplies.is_dir() else []:
        kind = _said(supply, "type")
        if _said(supply, "scope") == "Device":
            continue
        if kind in {"Mains", "USB"}:
            mains.append(_said(supply, "online") == "1")
        elif kind in _BATTERIES:
            discharging = discharging or _said(supply, "status") == "Discharging"
            percents += [int(said)] if (said := _said(supply, "capacity")).isdigit() else []
    return Power(
        mains=any(mains) if mains else None, percent=min(percents, default=None), discharging=discharging
    )


def _said(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def check_power(now: Power) -> Check:
    """Running on a battery is told at once: the visit is finished, then somebody must look."""
    charge = "" if now.percent is None else f"{now.percent}%"
    if now.mains is False or now.discharging:
        return unwell(
            Subject.POWER,
            Text(zh=f"市电断了，正用电池 {charge}".rstrip(), en=f"No mains, on battery {charge}".rstrip()),
            Text(
                zh=f"检查电源插头和空气开关；电量低于 {LOW_PERCENT}% 前请关机",
                en=f"Check plug and breaker; shut down before {LOW_PERCENT}%",
            ),
        )
    if now.percent is not None and now.percent < LOW_PERCENT:
        return unwell(
            Subject.POWER,
            Text(zh=f"电池只有 {charge}", en=f"The battery has {charge}"),
            Text(zh="等它充满；一直充不满就换电池", en="Let it charge; if it does not, replace it"),
        )
    if now.mains is None and now.percent is None:
        return well(Subject.POWER, "系统没有电源信息", "The system gives no word of it")
    return well(Subject.POWER, f"市电正常 {charge}".rstrip(), f"Mains {charge}".rstrip())
