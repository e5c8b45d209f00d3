"""How the terminal is, for the heartbeat. No personal data, ever."""

from importlib.metadata import version

from kiosk.flow.conditions import Conditions
from kiosk.flow.state import Kiosk
from kiosk.store.outbox_records import QueueSummary
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble, trouble_as_value
from kiosk.upstream.contract import AuditHead, DeviceHealth, Heartbeat

VERSION = version("buka-kiosk")


def heartbeat(kiosk: Kiosk, store: Store, *, sounds: bool) -> Heartbeat:
    """One heartbeat; a store that cannot answer is itself the news."""
    summary = store.queue.summary()
    conditions = kiosk.conditions
    answers = isinstance(summary, QueueSummary)
    return Heartbeat(
        version=VERSION,
        policy_version=kiosk.policy.version if kiosk.policy else 0,
        devices=_devices(
            conditions, store="ready" if answers else "failing", sound="ready" if sounds else "silent"
        ),
        queue_depth=summary.depth if isinstance(summary, QueueSummary) else 0,
        parked=summary.parked if isinstance(summary, QueueSummary) else 0,
        out_of_service=conditions.out_of_service.value if conditions.out_of_service else "",
        audit_head=_audit_head(store),
    )


def _audit_head(store: Store) -> AuditHead | None:
    head = trouble_as_value(store.audit.head)()
    return None if isinstance(head, StoreTrouble) else AuditHead(seq=head.seq, hash=head.hex)


def _devices(conditions: Conditions, *, store: str, sound: str) -> tuple[DeviceHealth, ...]:
    printer = "paper_low" if conditions.paper_low else conditions.printer.value
    return (
        DeviceHealth(name="reader", state=conditions.reader.value),
        DeviceHealth(name="printer", state=printer),
        DeviceHealth(name="store", state=store),
        DeviceHealth(name="clock", state="ready" if conditions.clock_trusted else "not_trusted"),
        DeviceHealth(name="network", state="ready" if conditions.upstream_reachable else "unreachable"),
        DeviceHealth(name="sound", state=sound),
    )
