"""`python -m deploy.stand.leash WORDS…`: a command of `kiosk` that does not outlive who started it.

The starter keeps the other end of standard input. The kernel closes it however the starter ends, by SIGKILL
too; a parent-death signal (prctl(2)) would come already when the thread that started it ends.
"""

import os
import signal
import sys
import threading

from kiosk.cli import main


def _until_let_go() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_until_let_go, name="leash", daemon=True).start()
    main()
