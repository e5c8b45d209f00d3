"""What is inside the envelope: a submission as canonical JSON, version 1.

Canonical: keys sorted, no spaces, UTF-8, no NaN. `decode` takes exactly what `encode` makes: a field it
does not know, or would lose, is refused, so both sides always see the whole record.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from kiosk.rules.submissions import LossReport, Release, ReplacementApplication, Submission, SubmissionKind


@dataclass(frozen=True, kw_only=True)
class Filing:
    """A submission with the circumstances of its filing."""

    submission: Submission
    filed_at: AwareDatetime
    """Wall clock of the terminal; order never comes from it."""
    clerk: str = ""
    """Staff name of an assisted visit."""
    token: str = ""
    """The receipt's signed token, so that a copy can be printed from upstream."""

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"Filing(kind={self.submission.kind.value})"


class _Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)

    v: Literal[1] = 1
    filed_at: AwareDatetime
    clerk: str = ""
    token: str = ""


class _LossReport(_Plain):
    kind: Literal[SubmissionKind.LOSS_REPORT] = SubmissionKind.LOSS_REPORT
    body: LossReport


class _Replacement(_Plain):
    kind: Literal[SubmissionKind.REPLACEMENT] = SubmissionKind.REPLACEMENT
    body: ReplacementApplication


class _Release(_Plain):
    kind: Literal[SubmissionKind.RELEASE] = SubmissionKind.RELEASE
    body: Release


_Record = _LossReport | _Replacement | _Release


class _Any(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    record: Annotated[_Record, Field(discriminator="kind")]


@dataclass(frozen=True)
class Unreadable:
    """Bytes that are no payload of a version we know."""

    where: str
    """Which part is wrong; never its content."""


def encode(filing: Filing) -> bytes:
    """Canonical bytes of a filing."""
    shared: dict[str, Any] = {"filed_at": filing.filed_at, "clerk": filing.clerk, "token": filing.token}
    record: _Record
    match filing.submission:
        case LossReport() as body:
            record = _LossReport(body=body, **shared)
        case ReplacementApplication() as application:
            record = _Replacement(body=application, **shared)
        case Release() as release:
            record = _Release(body=release, **shared)
    return _canonical(record.model_dump(mode="json"))


def decode(data: bytes) -> Filing | Unreadable:
    """The filing that `encode` made these bytes of."""
    try:
        plain = json.loads(data)
        record = _Any.model_validate_json(json.dumps({"record": plain})).record
    except ValidationError as wrong:
        return Unreadable(".".join(str(part) for part in wrong.errors()[0]["loc"][1:]))
    except (ValueError, RecursionError):
        return Unreadable("json")
    filing = Filing(submission=record.body, filed_at=record.filed_at, clerk=record.clerk, token=record.token)
    return filing if encode(filing) == data else Unreadable("not canonical")


def _canonical(plain: object) -> bytes:
    return json.dumps(
        plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()
