"""From the flow's wish to file to a sealed submission on the disk."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from kiosk.flow.effects import File
from kiosk.flow.events import FilingFailed, SubmissionFiled
from kiosk.store.filing import Filed, Filing, Header
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.terminal.tokens import receipt_token
from kiosk.upstream import payload
from kiosk.upstream.courier_items import sealer
from kiosk.upstream.keys import TerminalKeys


class FilingDesk:
    """Seals to the upstream, signs, and lets the store commit it all at once."""

    def __init__(self, store: Store, keys: Callable[[], TerminalKeys], zone: ZoneInfo) -> None:
        self._store = store
        self._keys = keys
        self._zone = zone
        self._audit_heads: dict[str, str] = {}

    def file(self, effect: File) -> SubmissionFiled | FilingFailed:
        """Write it durably, or nothing at all."""
        keys, kind = self._keys(), effect.submission.kind
        seal = sealer(
            lambda header: payload.encode(self._payload(header, effect)),
            terminal=keys.terminal,
            key=keys.upstream.sealing,
            signer=keys.signer,
        )
        filed = self._store.file(
            Filing(kind=kind, seal=seal, depends_on=effect.depends_on, clerk=effect.clerk)
        )
        if isinstance(filed, StoreTrouble):
            return FilingFailed(visit=effect.visit, kind=kind, cause=f"STORE_{filed.kind.name}")
        self._audit_heads[filed.header.number] = filed.head.short
        return self._told(effect.visit, filed)

    def audit_head(self, number: str) -> str:
        """Eight characters of the audit chain at a filing of the open visit; empty for another."""
        return self._audit_heads.get(number, "")

    def forget(self) -> None:
        """The visit is over."""
        self._audit_heads.clear()

    def _payload(self, header: Header, effect: File) -> payload.Filing:
        return payload.Filing(
            submission=effect.submission,
            filed_at=header.at.wall.astimezone(self._zone),
            clerk=effect.clerk,
            token=self._token(header),
        )

    def _told(self, visit: int, filed: Filed) -> SubmissionFiled:
        header = filed.header
        return SubmissionFiled(
            visit=visit,
            kind=header.kind,
            submission_id=header.submission_id,
            number=header.number,
            token=self._token(header),
            at=header.at.wall.astimezone(self._zone),
        )

    def _token(self, header: Header) -> str:
        return receipt_token(self._keys(), number=header.number, kind=header.kind, at=header.at.wall)
