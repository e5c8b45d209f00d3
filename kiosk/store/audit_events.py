"""Everything that the audit can say: a closed catalogue. No field may hold personal data."""

from enum import Enum, unique


@unique
class AuditEvent(Enum):
    """An event's name, what it means, and the only fields it may carry."""

    STORE_CREATED = (
        "store.created",
        "A new store file was begun; `replaces` names the damaged file that was set aside, if any.",
        "store replaces",
    )
    STORE_SALVAGED = (
        "store.salvaged",
        "What could be read from a damaged file was brought over; `missing` counts what could not.",
        "file brought missing clerk",
    )
    TERMINAL_STARTED = ("terminal.started", "The terminal program started.", "version sqlite")
    TERMINAL_STOPPED = ("terminal.stopped", "The terminal program was stopped in good order.", "")
    CLOCK_STEPPED = ("clock.stepped", "The wall clock moved against the boot clock.", "seconds")
    SUBMISSION_FILED = (
        "submission.filed",
        "A submission was sealed and kept; only then may its receipt be printed.",
        "submission number kind digest key clerk",
    )
    SUBMISSION_ACKNOWLEDGED = (
        "submission.acknowledged",
        "A verified acknowledgement of the upstream arrived.",
        "submission standing",
    )
    SUBMISSION_PARKED = (
        "submission.parked",
        "The upstream refuses the record itself; staff must look.",
        "submission problem",
    )
    SUBMISSION_UNPARKED = (
        "submission.unparked",
        "Staff let a parked record be sent again.",
        "submission clerk",
    )
    SUBMISSION_SALVAGED = (
        "submission.salvaged",
        "A sealed submission was brought over from a damaged file; its signature is the terminal's.",
        "submission number digest",
    )
    SUBMISSION_PURGED = (
        "submission.purged",
        "The sealed bodies of acknowledged submissions were deleted at the end of their retention.",
        "count",
    )
    QUEUE_RETRIED = ("queue.retried", "Staff asked for everything that waits to be sent now.", "count clerk")
    QUEUE_EXPORTED = ("queue.exported", "Sealed records were copied to a file.", "count clerk")
    RECEIPT_PRINTED = ("receipt.printed", "A receipt came out.", "number attempt")
    RECEIPT_NOT_PRINTED = ("receipt.not_printed", "Nothing came out.", "number attempt cause")
    RECEIPT_UNCERTAIN = ("receipt.uncertain", "Nobody knows whether it came out.", "number attempt cause")
    RECEIPT_COPIED = ("receipt.copied", "A marked copy was printed.", "number attempt clerk")
    VISIT_ASSISTED = ("visit.assisted", "Staff opened a visit for a person without documents.", "clerk")
    STAFF_SIGNED_IN = ("staff.signed_in", "A member of staff signed in.", "clerk")
    STAFF_SIGNED_OUT = ("staff.signed_out", "A member of staff signed out.", "clerk")
    STAFF_REFUSED = ("staff.refused", "A sign-in failed.", "clerk failures cause")
    STAFF_ADMITTED = ("staff.admitted", "Somebody was given a one-time code for signing in.", "clerk role by")
    STAFF_REMOVED = ("staff.removed", "Somebody may sign in no more.", "clerk by")
    STAFF_PIN_SET = ("staff.pin_set", "A member of staff chose a PIN.", "clerk")
    STAFF_ACTED = ("staff.acted", "A member of staff used a function of the staff pages.", "act clerk")
    SERVICE_STOPPED = ("service.stopped", "The terminal was put out of service.", "reason clerk")
    SERVICE_RESUMED = ("service.resumed", "The terminal was put back into service.", "clerk")
    POLICY_ACCEPTED = ("policy.accepted", "A newer signed region policy took effect.", "version")
    POLICY_REFUSED = ("policy.refused", "A policy was older than the one in force.", "version current")
    KEYS_ENROLLED = ("keys.enrolled", "The terminal made its keys and was enrolled.", "key certificate")
    KEYS_RENEWED = ("keys.renewed", "The terminal's certificate was renewed.", "certificate")
    ALARM_RAISED = ("alarm.raised", "Staff were told that something needs them.", "code")
    AUDIT_EXPORTED = ("audit.exported", "The audit was copied to a file.", "count clerk")

    def __init__(self, code: str, meaning: str, fields: str) -> None:
        self.code = code
        self.meaning = meaning
        self.fields = frozenset(fields.split())
