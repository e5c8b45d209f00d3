"""The certificate is renewed before it runs out, while the terminal serves."""

import time
from collections.abc import Callable

import structlog

from kiosk.config import UpstreamSection
from kiosk.terminal.keyring import Keyring
from kiosk.upstream.client import Client
from kiosk.upstream.courier import Courier
from kiosk.upstream.enrolment import Enrolled, renew
from kiosk.upstream.trouble import Trouble, TroubleKind

_log = structlog.get_logger()
_SECONDS = 10.0
"""A person's look-up may wait behind it on the errands' thread, so it is short."""
AGAIN_SECONDS = 3600.0
"""Between two tries: the gateway begins to ask for it ten days before the end."""


class Renewal:
    """Asks for a new certificate over the same key, and takes it into use."""

    def __init__(
        self,
        keyring: Keyring,
        section: UpstreamSection,
        courier: Callable[[], Courier],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keyring = keyring
        self._section = section
        self._courier = courier
        self._monotonic = monotonic
        self._next = float("-inf")

    def due(self) -> None:
        """The upstream says that it is time; on the courier's thread."""
        if self._monotonic() < self._next:
            return
        self._next = self._monotonic() + AGAIN_SECONDS
        self._courier().ask(self._question, _SECONDS, self._told)

    def _question(self, client: Client, seconds: float) -> Enrolled | Trouble:
        keys = self._keyring.present()
        try:
            return renew(client, keys, cert=self._section.cert, folder=self._section.keys, seconds=seconds)
        except OSError as failed:
            return Trouble(TroubleKind.CONTRACT, f"not_written_{type(failed).__name__}")

    def _told(self, answer: Enrolled | Trouble) -> None:
        if isinstance(answer, Trouble):
            _log.warning("certificate.not_renewed", kind=answer.kind.value, detail=answer.detail)
            return
        self._keyring.reload()
        in_use = self._keyring.present().expires
        if in_use < answer.expires:
            _log.error("certificate.renewed_but_not_in_use", expires=in_use.isoformat())
        else:
            _log.info("certificate.renewed", expires=answer.expires.isoformat())
