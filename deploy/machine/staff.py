"""What staff do beside visits: a stick, an update. Wishes are made as the terminal's own user makes them."""

import time

from deploy.machine.proof import Proof, ProofError

FIT, UNFIT, FALLING = "0.1.1", "0.1.2", "0.1.3"
"""The packages that deploy/image puts into the machine: a whole newer version, one whose doctor fails, and
one whose doctor passes but whose program does not stay up."""
_PACKAGES = "/usr/local/share/proof"
_AS_TERMINAL = "nsenter --target $(systemctl show -P MainPID buka-kiosk) --mount runuser -u buka --"
_UPDATE_SECONDS = 1500.0
_LOOK_SECONDS = 3.0
_TAPS = 8
_INERT = (540, 1500)
"""A place of the page that asks for the document where nothing is."""


def stick(proof: Proof) -> None:
    """A USB stick: refused by itself, let in for the terminal while staff wish it, refused again."""
    proof.machine.plug_stick()
    time.sleep(_LOOK_SECONDS)
    _expect(
        proof, "cat /sys/bus/usb/devices/*:*/bInterfaceClass | grep -c 08", "1", "the stick is not on the bus"
    )
    _expect(proof, "ls /dev/sd* 2>/dev/null | wc -l", "0", "a stick came in that nobody asked for")
    proof.must("runuser -u buka -- touch /run/buka/stick-wanted")
    _await(proof, f"{_AS_TERMINAL} findmnt -n -o FSTYPE /run/buka-stick", "vfat", "the stick did not come in")
    proof.must(f"{_AS_TERMINAL} sh -c 'echo sealed > /run/buka-stick/export && sync'")
    proof.must("rm /run/buka/stick-wanted")
    _await(proof, "findmnt -n -o FSTYPE /run/buka-stick || echo none", "none", "the stick stayed")
    _await(proof, "ls /dev/sd* 2>/dev/null | wc -l", "0", "the stick is still let in")
    if "sealed" not in proof.machine.unplug_stick("export"):
        raise ProofError("what was written is not on the stick")


def update(proof: Proof) -> None:
    """A signed package waits for the end of a visit and is kept; an unfit one and a falling one are not."""
    _visit_holds(proof)
    began = time.monotonic()
    _ended(proof, f"{FIT}_amd64.deb: the new version serves", f"versions/{FIT}")
    proof.measured["update_kept_s"] = round(time.monotonic() - began, 1)
    for version, words in (
        (UNFIT, "not fit, nothing was changed"),
        (FALLING, "went back to the version before"),
    ):
        _offer(proof, version)
        _ended(proof, f"{version}_amd64.deb: {words}", f"versions/{FIT}")
    proof.keep("update.txt", "journalctl -b -u buka-update --no-pager -o short-monotonic | grep buka-update")


def _visit_holds(proof: Proof) -> None:
    """Somebody stands there and touches the glass now and then, until the package is staged and after."""
    before = proof.must("readlink /opt/buka/current").strip()
    here = next(number for number, step in enumerate(proof.steps) if step.page == "place_document")
    proof.visit(until=here)
    proof.await_page(proof.steps[here], proof.page_seconds, "visit-during-update")
    _offer(proof, FIT)
    staged = f"test -d /opt/buka/versions/{FIT}"
    deadline = time.monotonic() + _UPDATE_SECONDS
    while proof.machine.shell(staged)[0]:
        if time.monotonic() > deadline:
            raise ProofError("the package was not staged")
        proof.tap(*_INERT)
        time.sleep(_LOOK_SECONDS)
    for _ in range(_TAPS):
        proof.tap(*_INERT)
        time.sleep(_LOOK_SECONDS)
    _expect(proof, "systemctl is-active buka-update.service", "activating", "the update does not wait")
    _expect(proof, "readlink /opt/buka/current", before, "the version changed in the middle of a visit")
    proof.await_page(proof.steps[here], proof.page_seconds, "visit-goes-on")


def _offer(proof: Proof, version: str) -> None:
    """The package first, its signature last, as the staff menu puts them."""
    for end in (".deb", ".deb.sig"):
        name = f"buka-kiosk_{version}_amd64{end}"
        proof.must(f"install -o buka -g buka -m 600 {_PACKAGES}/{name} /var/lib/buka/incoming/{name}")


def _ended(proof: Proof, words: str, current: str) -> None:
    log = f"journalctl -b -u buka-update --no-pager -o cat | grep -c '{words}'"
    _await(proof, log, "1", f"the update did not end with '{words}'", _UPDATE_SECONDS)
    _expect(proof, "readlink /opt/buka/current", current, "the wrong version is in use")
    _expect(
        proof, "ls /var/lib/buka/incoming /opt/buka/trial.json 2>/dev/null | grep -c deb", "0", "it was left"
    )
    proof.await_page(proof.steps[0], proof.boot_seconds, "after-update")


def _expect(proof: Proof, words: str, wanted: str, otherwise: str) -> None:
    _, said = proof.machine.shell(words)
    if said.strip() != wanted:
        raise ProofError(f"{otherwise}: {said.strip()}")


def _await(proof: Proof, words: str, wanted: str, otherwise: str, seconds: float = 180.0) -> None:
    deadline = time.monotonic() + seconds
    while proof.machine.shell(words)[1].strip() != wanted:
        if time.monotonic() > deadline:
            raise ProofError(f"{otherwise} within {seconds:.0f} s")
        time.sleep(_LOOK_SECONDS)
