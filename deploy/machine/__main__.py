"""`deploy/image --prove [CHAPTER...]`: see chapters.py. Answers in IMAGE/proof/: proof.json, screens, paper.

Without chapters a terminal is installed and every chapter is proved. With chapters only those are, on the
disk as it was after the last installation.
"""

import shutil
import sys
import time
from pathlib import Path

from deploy.machine.chapters import CHAPTERS, install
from deploy.machine.proof import Proof, ProofError
from deploy.machine.qemu import HEIGHT, WIDTH, Machine
from deploy.machine.recording import record
from deploy.machine.upstream import Upstream
from deploy.stand.stand import Stand, StandOptions


def _say(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')}  {words}\n")


def main(image: Path, chapters: list[str]) -> int:
    """0 when everything held, 1 when not, 64 for a chapter that there is not."""
    if not set(chapters) <= set(CHAPTERS):
        _say(f"chapters: {' '.join(CHAPTERS)}")
        return 64
    # People who reported a loss on a stand before would be asked other things now.
    for left in ("stand", "recording", "upstream", *(() if chapters else ("proof", "run"))):
        shutil.rmtree(image / left, ignore_errors=True)
    if chapters:
        shutil.copytree(image / "upstream-installed", image / "upstream")
    _say("the same visit on the off-screen terminal, to know where to touch")
    with Stand(StandOptions(out=image / "stand", screen=(WIDTH, HEIGHT, 3.64))) as stand:
        steps = record(stand, image / "recording")
    machine, upstream = Machine(image, image / "run"), Upstream(image / "upstream")
    upstream.start()
    proof = Proof(machine, upstream, steps, image / "proof", _say)
    try:
        _prove(proof, chapters)
    except (ProofError, EOFError) as broken:
        _say(f"NOT PROVED: {broken!r}")
        proof.keep("journal.txt", "journalctl -b --no-pager -o short-monotonic -n 600")
        return 1
    finally:
        proof.write()
        machine.cut_power()
        upstream.stop()
        proof.printer.close()
    _say(f"PROVED: {image / 'proof'}")
    return 0


def _prove(proof: Proof, chapters: list[str]) -> None:
    if chapters:
        proof.machine.installed_disk()
        proof.await_home()
    else:
        install(proof)
    for name in chapters or CHAPTERS:
        proof.say(f"{name}: {CHAPTERS[name].__doc__}")
        began = time.monotonic()
        CHAPTERS[name](proof)
        proof.measured[f"{name}_chapter_s"] = round(time.monotonic() - began, 1)
        proof.write()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
