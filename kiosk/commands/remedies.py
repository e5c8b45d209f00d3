"""What to do about trouble, for the person at the shell."""

from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.upstream.trouble import TroubleKind as Upstream

_STORE = {
    TroubleKind.FULL: "The disk is full. Make room, never by deleting what lies beside the store.",
    TroubleKind.READ_ONLY: (
        "It cannot be opened or written. Act as the terminal's own user (sudo -u buka); "
        "check owner and mode of its folder, and whether the disk went read-only (dmesg)."
    ),
    TroubleKind.IN_USE: (
        "The terminal runs and holds it. Use its staff pages, or stop it first: systemctl stop buka-kiosk."
    ),
    TroubleKind.NEWER: "A later version of the program wrote it. Install that version again.",
    TroubleKind.DAMAGED: (
        "Start the terminal: the damaged file is kept whole, and what was not sent is brought over."
    ),
    TroubleKind.DISK: "The disk answers with errors (dmesg). Copy its folder elsewhere, replace the disk.",
    TroubleKind.UNSAFE_SQLITE: "This SQLite corrupts files. Install the terminal's package again.",
    TroubleKind.NOT_DURABLE: "It would not survive a power cut there. Put it on a disk of this machine.",
}

_UPSTREAM = {
    Upstream.UNREACHABLE: "Nobody answers. Check the cable, the address, and whether the gateway runs.",
    Upstream.TIMEOUT: "It did not answer in time. Try again; if it stays so, ask the gateway's operators.",
    Upstream.TLS: "Certificates do not match, or the clock is wrong: `kiosk doctor` says which.",
    Upstream.CAPTIVE: (
        "Something else answers in its place: a login page or a proxy. Have the network let us through."
    ),
    Upstream.UNAUTHORISED: (
        "It refuses this terminal: its certificate was revoked, or it is not enrolled there. "
        "Get a one-time code from the gateway's staff, then `kiosk enrol`."
    ),
    Upstream.RATE_LIMITED: "It asks for a pause. Wait a few minutes; the terminal goes on by itself.",
    Upstream.SERVER: "It has a fault of its own. Ask its operators; the terminal goes on by itself.",
    Upstream.TOO_LARGE: "It takes no batch as large as this. Ask its operators.",
    Upstream.CONTRACT: "Terminal and gateway are of versions that do not fit. Ask its operators.",
}


def about_store(problem: StoreTrouble) -> str:
    """The trouble and its remedy."""
    word = f"{problem.kind.value} {problem.detail}".rstrip()
    return f"the store cannot be used: {word}. {_STORE[problem.kind]}"


def about_upstream(url: str, kind: Upstream, detail: str = "") -> str:
    """The same for the upstream; `detail` is its stable word."""
    word = f"{kind.value} {detail}".rstrip()
    return f"{url}: {word}. {_UPSTREAM[kind]}"
