"""A peer that goes away in the TLS handshake is not a peer with a wrong certificate."""

import socket
import threading
from pathlib import Path

from kiosk.gateway.authority import make_authority
from kiosk.upstream.exchange import Exchange, tls_context
from kiosk.upstream.trouble import Trouble, TroubleKind


def _hangs_up(listener: socket.socket) -> None:
    """Read the greeting, then close in good order (FIN, no reset)."""
    wire, _ = listener.accept()
    with wire:
        wire.recv(65536)


def test_a_balancer_that_hangs_up_in_the_handshake_is_unreachable_and_alarms_nobody(
    tmp_path: Path,
) -> None:
    make_authority(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=_hangs_up, args=(listener,))
        server.start()
        exchange = Exchange(
            f"https://127.0.0.1:{listener.getsockname()[1]}", tls_context(tmp_path / "ca.pem")
        )
        answer = exchange.get("/v1/policies/330100", seconds=5.0)
        exchange.close()
        server.join()
    assert isinstance(answer, Trouble)
    assert answer.kind is TroubleKind.UNREACHABLE
