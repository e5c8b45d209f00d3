"""What every message is made of: closed records, strict words, and the problem of RFC 9457."""

import base64
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

CONTENT_TYPE = "application/vnd.buka.v1+json"
"""Of every good answer. A captive portal's page never has it."""
PROBLEM_TYPE = "application/problem+json"
"""RFC 9457."""
MAX_ITEMS = 100
MAX_BODY_BYTES = 256 * 1024
"""A batch: whichever of the two binds first."""
MAX_SEALED_BYTES = 128 * 1024
"""One sealed body: a signature of some thousand points fits ten times."""


def _number(value: object) -> object:
    """JSON's integers and no others: no booleans, no numerals in text."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("must be an integer")  # noqa: TRY004  # pydantic reports a ValueError only
    return value


Whole = Annotated[int, Field(ge=0, lt=2**53), BeforeValidator(_number)]
"""Not negative, and exact in every JSON reader."""


def _from_base64(value: object) -> object:
    return base64.b64decode(value, validate=True) if isinstance(value, str) else value


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _base64(least: int, most: int) -> tuple[Any, ...]:
    """Bytes as text: RFC 4648 section 4, strict; the length as the JSON Schema can say it."""
    signs = r"[A-Za-z0-9+/]"
    pattern = rf"^({signs}{{4}})*({signs}{{2}}==|{signs}{{3}}=)?$"
    if least == most:
        pattern = rf"^{signs}{{{-(-least * 4 // 3)}}}{'=' * (-least % 3)}$"
    text = {
        "type": "string",
        "contentEncoding": "base64",
        "pattern": pattern,
        "minLength": -(-least // 3) * 4,
        "maxLength": -(-most // 3) * 4,
    }
    return (
        BeforeValidator(_from_base64),
        PlainSerializer(_to_base64, return_type=str, when_used="json"),
        Field(min_length=least, max_length=most),
        WithJsonSchema(text),
    )


Base64 = Annotated[bytes, *_base64(0, 1_000_000)]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
"""Text that databases, logs and printers all take: no NUL, no line end."""
TerminalId = Annotated[str, Field(pattern=r"^[A-Z0-9]{4,12}$")]
SubmissionId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")
]
"""128 random bits in lower-case hex, perhaps with a UUID's hyphens; made at filing, the idempotency key."""
KeyId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hex."""
Region = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
"""GB/T 2260."""
Number = Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,40}$")]
"""A receipt number."""
Signature = Annotated[bytes, *_base64(64, 64)]
"""Ed25519, 64 bytes."""
TreePath = Annotated[bytes, *_base64(0, 7 * 32)]
"""Up to the root of a tree over at most `MAX_ITEMS` words: seven hashes."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""A stable word for a cause: translated by whoever shows it."""


class Message(BaseModel):
    """Closed and immutable: what is not in the contract is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Problem(Message):
    """Why a request, or one item of it, was not taken."""

    type: str
    """`urn:buka:problem:…`, stable."""
    title: str
    status: int = Field(ge=400, le=599)
    retryable: bool
    """The same bytes may be taken later."""
    detail: str = ""
    errors: tuple[str, ...] = ()
    """Of a message that breaks the contract: where, never what stood there."""
