"""The way out of the machine: a link that carries, and a route. Tells a pulled cable from a silent upstream.

Read as the kernel tells it: /sys/class/net (Documentation/ABI/testing/sysfs-class-net), /proc/net/route.
"""

from dataclasses import dataclass
from pathlib import Path

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.upstream.trouble import Trouble, TroubleKind

LINKS = Path("/sys/class/net")
ROUTES = Path("/proc/net/route")
_DEFAULT = "00000000"
"""Destination of the default route in /proc/net/route; an address of our own network has another."""
_NO_WAY = frozenset({TroubleKind.UNREACHABLE, TroubleKind.TIMEOUT})


@dataclass(frozen=True, kw_only=True)
class Network:
    """What the kernel says."""

    carrying: tuple[str, ...]
    """Interfaces with a link; the loopback is none."""
    silent: tuple[str, ...]
    routed: bool
    """There is a default route."""


def network_now(links: Path = LINKS, routes: Path = ROUTES) -> Network:
    """Read it now; what cannot be read counts as absent."""
    names = sorted(path.name for path in links.glob("*") if path.name != "lo") if links.is_dir() else []
    carrying = tuple(name for name in names if _said(links / name / "carrier") == "1")
    table = [line.split() for line in _said(routes).splitlines()[1:]]
    routed = any(len(row) > 1 and row[1] == _DEFAULT for row in table)
    silent = tuple(name for name in names if name not in carrying)
    return Network(carrying=carrying, silent=silent, routed=routed)


def _said(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:  # the carrier of an interface that is switched off cannot be read
        return ""


def check_network(now: Network, trouble: Trouble | None, *, asked: bool = True) -> Check:
    """`trouble` is what became of a question to the upstream: where it answers, the way is good."""
    names = "、".join(now.carrying)
    if trouble is None:
        return well(Subject.NETWORK, f"通 {names}".rstrip(), f"Up {names}".rstrip()) if asked else _way(now)
    if trouble.kind is TroubleKind.CAPTIVE:
        return unwell(
            Subject.NETWORK,
            Text(zh="有登录页或代理拦着", en="A login page or proxy is in the way"),
            Text(zh="请网络管理员放行这台终端", en="Have the network's operator let this terminal through"),
        )
    if trouble.kind not in _NO_WAY:
        return well(Subject.NETWORK, f"通 {names}".rstrip(), f"Up {names}".rstrip())
    return _way(now)


def _way(now: Network) -> Check:
    """As far as this machine can tell."""
    names = "、".join(now.carrying)
    if not now.carrying:
        silent = " ".join(now.silent)
        return unwell(
            Subject.NETWORK,
            Text(zh=f"没有连上网线或无线 {silent}".rstrip(), en=f"No link {silent}".rstrip()),
            Text(
                zh="插紧网线两头，看接口的灯；再看路由器有没有电",
                en="Push in both ends of the cable, look at its light; then see that the router has power",
            ),
        )
    if not now.routed:
        return unwell(
            Subject.NETWORK,
            Text(zh=f"{names} 有线路，但没有拿到地址", en=f"{names} has a link, but no address"),
            Text(zh="重启路由器；或请网络管理员查 DHCP", en="Restart the router, or have DHCP checked"),
        )
    return well(
        Subject.NETWORK, f"{names} 有线路；上级没有回答", f"{names} has a link; no word of the upstream"
    )
