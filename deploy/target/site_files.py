"""Every file that makes a machine this terminal, from the answers: the settings, the screen, the network."""

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from deploy.target.answers import Answers, text, words
from deploy.target.firewall import Reach, ruleset
from deploy.target.toml_text import toml_text

Resolve = Callable[[str], list[str]]
KIOSK = Path("etc/buka/kiosk.toml")
SITE = Path("etc/buka/site.toml")
UNITS = ("buka-kiosk.service", "buka-check@.service")
_RAW_PRINTER_PORT = 9100
_GROUND = "0xfff4f6f8"
"""Seen for a moment while the terminal's program starts: the ground of its pages."""


def site_files(answers: Answers, resolve: Resolve, name_servers: list[str]) -> dict[Path, str]:
    """Paths relative to `/`, and what they should hold."""
    reach = reach_of(answers, resolve, name_servers)
    files = {
        KIOSK: toml_text(
            answers.kiosk, "The terminal. Checked at start; change it with buka-install or by hand."
        ),
        SITE: toml_text(answers.site, "The machine around the terminal, as buka-install was told."),
        Path("etc/buka/weston.ini"): weston_ini(answers),
        Path("etc/buka/firewall.nft"): ruleset(reach),
    }
    allowed = f"[Service]\nIPAddressAllow={' '.join(reach.from_the_terminal())}\n"
    files |= {Path(f"etc/systemd/system/{unit}.d/site.conf"): allowed for unit in UNITS}
    time = words(answers.site, "network.time")
    if time:
        files[Path("etc/systemd/timesyncd.conf.d/buka.conf")] = (
            f"[Time]\nNTP={' '.join(time)}\nFallbackNTP=\n"
        )
    return files


def reach_of(answers: Answers, resolve: Resolve, name_servers: list[str]) -> Reach:
    """Whom the terminal must reach. Raises OSError when a name cannot be resolved."""
    upstream = urlsplit(text(answers.kiosk, "upstream.url"))
    printer = urlsplit(text(answers.kiosk, "printer.url"))
    network_printer = printer.hostname if printer.scheme == "tcp" else None
    return Reach(
        upstream=tuple(words(answers.site, "network.upstream") or resolve(upstream.hostname or "")),
        upstream_port=upstream.port or 443,
        name_servers=tuple(name_servers),
        printer=tuple(resolve(network_printer)) if network_printer else (),
        printer_port=printer.port or _RAW_PRINTER_PORT if network_printer else _RAW_PRINTER_PORT,
        admin=tuple(words(answers.site, "network.admin")),
    )


def weston_ini(answers: Answers) -> str:
    """The screen: no console switching, turned and scaled as it hangs there."""
    pixman = "true" if text(answers.site, "screen.renderer") == "pixman" else "false"
    lines = [
        "[core]", f"use-pixman={pixman}", "require-input=false", "idle-time=0", "",
        "[shell]", f"background-color={_GROUND}", "",
        "[keyboard]", "vt-switching=false",
    ]  # fmt: skip
    rotate, scale = text(answers.site, "screen.rotate"), text(answers.site, "screen.scale")
    connector = text(answers.site, "screen.connector")
    if connector:
        transform = "normal" if rotate == "0" else f"rotate-{rotate}"
        lines += ["", "[output]", f"name={connector}", "mode=preferred"]
        lines += [f"transform={transform}", f"scale={scale}"]
    return "\n".join(lines) + "\n"


def resolved(host: str) -> list[str]:
    """Every address of a host. Raises OSError."""
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return sorted({str(entry[4][0]) for entry in found})


def name_servers_of(resolv_conf: Path) -> list[str]:
    """The addresses that /etc/resolv.conf names; scoped ones are left out."""
    try:
        lines = resolv_conf.read_text().splitlines()
    except OSError:
        return []
    named = [line.split()[1] for line in lines if line.startswith("nameserver ")]
    return [address for address in named if "%" not in address]
