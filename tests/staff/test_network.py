"""Sound and network: the kernel's word, told apart by what hands can do about it."""

import ssl
from pathlib import Path

import pytest

from kiosk.config import Settings
from kiosk.staff.doctor import ask_upstream
from kiosk.staff.network import check_network, network_now
from kiosk.staff.sound import SoundState, sound_now
from kiosk.upstream.keys import TerminalKeys, load_keys
from kiosk.upstream.trouble import Trouble, TroubleKind


@pytest.mark.parametrize(
    ("player", "state"),
    [
        (("true",), SoundState.PLAYS),
        (("false",), SoundState.NO_DEVICE),
        (("no-such-player",), SoundState.NO_PLAYER),
    ],
)
def test_what_plays_a_sound_says_whether_there_is_a_device(
    player: tuple[str, ...], state: SoundState
) -> None:
    assert sound_now(b"", player) is state


def machine(folder: Path, carriers: dict[str, str | None], *, routed: bool) -> tuple[Path, Path]:
    """As the kernel tells it; None: switched off, so its carrier cannot be read."""
    for name, carrier in carriers.items():
        (folder / "net" / name).mkdir(parents=True)
        if carrier is not None:
            (folder / "net" / name / "carrier").write_text(f"{carrier}\n")
    rows = ["Iface\tDestination\tGateway", "eth0\t0000A8C0\t00000000"]
    (folder / "route").write_text("\n".join([*rows, *(["eth0\t00000000\t0100A8C0"] if routed else [])]))
    return folder / "net", folder / "route"


@pytest.mark.parametrize(
    ("carriers", "routed", "kind", "words"),
    [
        ({"lo": "1", "eth0": "0", "wlan0": None}, False, TroubleKind.UNREACHABLE, "No link eth0 wlan0"),
        ({"lo": "1", "eth0": "1"}, False, TroubleKind.TIMEOUT, "eth0 has a link, but no address"),
        ({"lo": "1", "eth0": "1"}, True, TroubleKind.UNREACHABLE, "no word of the upstream"),
        ({"lo": "1", "eth0": "1"}, True, TroubleKind.CAPTIVE, "login page"),
        ({"lo": "1", "eth0": "1"}, True, TroubleKind.TLS, "Up eth0"),
    ],
)
def test_a_pulled_cable_a_missing_address_and_a_login_page_are_told_apart(
    carriers: dict[str, str | None], routed: bool, kind: TroubleKind, words: str, tmp_path: Path
) -> None:
    now = network_now(*machine(tmp_path, carriers, routed=routed))
    assert words in check_network(now, Trouble(kind, "")).detail.en


def test_where_the_upstream_answers_the_network_is_well(tmp_path: Path) -> None:
    assert check_network(network_now(tmp_path / "none", tmp_path / "none"), None).ok


def test_without_keys_the_links_alone_are_judged(tmp_path: Path) -> None:
    now = network_now(*machine(tmp_path, {"eth0": "0"}, routed=False))
    assert not check_network(now, None, asked=False).ok


def test_an_authority_that_openssl_does_not_take_is_a_finding_and_no_crash(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> None:
        raise ssl.SSLError

    monkeypatch.setattr("kiosk.staff.doctor.Client", refuse)
    keys = load_keys(
        ca=settings.upstream.ca,
        cert=settings.upstream.cert,
        key=settings.upstream.key,
        keys=settings.upstream.keys,
    )
    assert isinstance(keys, TerminalKeys)
    assert ask_upstream(settings, keys) == Trouble(TroubleKind.TLS, "SSLError")
