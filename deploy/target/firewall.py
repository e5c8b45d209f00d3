"""The packet filter of a terminal: out to the upstream and the time only, nothing in."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whom this machine may talk to. Addresses or networks, IPv4 and IPv6 mixed."""

    upstream: tuple[str, ...]
    upstream_port: int
    name_servers: tuple[str, ...] = ()
    printer: tuple[str, ...] = ()
    printer_port: int = 9100
    admin: tuple[str, ...] = ()

    def from_the_terminal(self) -> list[str]:
        """What the terminal's own unit may reach (IPAddressAllow)."""
        return list(dict.fromkeys((*self.upstream, *self.name_servers, *self.printer)))


def ruleset(reach: Reach) -> str:
    """For `nft -f`, whole: loading it again replaces what was there."""
    out = [
        *_lines('meta skuid "buka"', "daddr", reach.upstream, f"tcp dport {reach.upstream_port} accept"),
        *_lines('meta skuid "buka"', "daddr", reach.printer, f"tcp dport {reach.printer_port} accept"),
        *_lines("", "daddr", reach.name_servers, "meta l4proto { tcp, udp } th dport 53 accept"),
        'meta skuid "systemd-timesync" udp dport 123 accept',
        "udp sport 68 udp dport 67 accept",
        "udp sport 546 udp dport 547 accept",
    ]
    into = _lines("", "saddr", reach.admin, "tcp dport 22 accept")
    return _TABLE.format(out=_indented(out), into=_indented(into))


_TABLE = """\
# Written by buka-install; run it again to change it.
table inet buka
delete table inet buka
table inet buka {{
    chain incoming {{
        type filter hook input priority filter; policy drop;
        iif lo accept
        ct state established,related accept
        ct state invalid drop
        icmp type {{ destination-unreachable, time-exceeded, parameter-problem }} accept
        icmpv6 type {{ destination-unreachable, packet-too-big, time-exceeded, parameter-problem, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert }} accept
{into}
    }}
    chain passing {{
        type filter hook forward priority filter; policy drop;
    }}
    chain outgoing {{
        type filter hook output priority filter; policy drop;
        oif lo accept
        ct state established,related accept
        icmpv6 type {{ nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report }} accept
{out}
    }}
}}
"""  # noqa: E501  nft wants each rule in one line


def _lines(before: str, side: str, addresses: Iterable[str], after: str) -> list[str]:
    lines = []
    for family, version in (("ip", 4), ("ip6", 6)):
        of_family = [one for one in addresses if ipaddress.ip_network(one, strict=False).version == version]
        if of_family:
            lines.append(f"{before} {family} {side} {{ {', '.join(of_family)} }} {after}".strip())
    return lines


def _indented(lines: list[str]) -> str:
    return "\n".join(f"        {line}" for line in lines)
