"""Every way in which reading a card can fail, each under one stable name.

The values are the codes shown small on the error page, logged, and documented for staff. They name causes,
never data of the card.
"""

from enum import StrEnum, auto
from typing import Final


class Remedy(StrEnum):
    """What the person at the terminal can do about a failure."""

    PUT_AGAIN = auto()  # lift the card, put it down again, hold it still
    TURN_ROUND = auto()  # other side, or chip first
    OTHER_CARD = auto()  # this card is not served or carries no usable text
    CALL_STAFF = auto()  # the reader or its module is at fault


class ReadFailure(StrEnum):
    """Closed set of named causes."""

    # the person, the card in the field
    INTERRUPTED = auto()  # taken away while it was read
    CARD_SILENT = auto()  # present, but an answer did not come
    CARD_UNREADABLE = auto()  # present, but does not power up: often upside down
    CARD_NOT_SERVED = auto()  # a working card of a kind we do not serve

    # the reader and the service behind it
    NO_READER = auto()
    READER_BUSY = auto()  # another program holds the card
    READER_SILENT = auto()  # no end of the reading within the time limit
    READER_FAULT = auto()  # the reader answered with an error that has no better name

    # answers
    WRONG_STATUS = auto()  # a status word other than 90 00
    WRONG_LENGTH = auto()
    WRONG_RECORD = auto()  # another record than the one asked for
    GARBLED_ANSWER = auto()  # no well-formed frame, or a wrong checksum

    # what the card says
    TEXT_NOT_UNICODE = auto()
    UNEXPECTED_CHARACTER = auto()  # control character inside a field
    UNKNOWN_DOCUMENT_TYPE = auto()  # type flag at offset 248
    BLANK_FIELD = auto()  # a name or number that must be there
    BLANK_DATE = auto()  # blank or all zeros where a date must be
    IMPOSSIBLE_DATE = auto()  # for example 30 February

    # status byte SW3 of a SAM_V module
    SAM_CHECKSUM_FROM_HOST = auto()  # 10
    SAM_LENGTH_FROM_HOST = auto()  # 11
    SAM_COMMAND_WRONG = auto()  # 21
    SAM_NOT_PERMITTED = auto()  # 23
    SAM_UNRECOGNISED_ERROR = auto()  # 24
    CARD_REJECTS_SAM = auto()  # 31
    SAM_REJECTS_CARD = auto()  # 32
    VERIFICATION_FAILED = auto()  # 33
    FINGERPRINT_WRONG = auto()  # 37
    INFORMATION_LENGTH_WRONG = auto()  # 3F
    UNKNOWN_CARD_TYPE = auto()  # 40
    CARD_READ_FAILED = auto()  # 41
    RANDOM_FAILED = auto()  # 47
    SAM_SELF_TEST_FAILED = auto()  # 60
    SAM_NOT_AUTHORISED = auto()  # 66
    FIND_FAILED = auto()  # 80: no card, or the card just read has not left the field
    SELECT_FAILED = auto()  # 81
    NO_SUCH_CONTENT = auto()  # 91
    SAM_UNKNOWN_STATUS = auto()

    @property
    def remedy(self) -> Remedy:
        """What helps. Causes not listed lie with the reader or its module: staff."""
        return _REMEDIES.get(self, Remedy.CALL_STAFF)


# SAM_V command set, answer byte SW3 (as in the public transcriptions of the module's manual; 91 from one
# public code base). 90 "ok" and 9F "card found" are not failures and do not stand here.
SAM_STATUS: Final = {
    0x10: ReadFailure.SAM_CHECKSUM_FROM_HOST,
    0x11: ReadFailure.SAM_LENGTH_FROM_HOST,
    0x21: ReadFailure.SAM_COMMAND_WRONG,
    0x23: ReadFailure.SAM_NOT_PERMITTED,
    0x24: ReadFailure.SAM_UNRECOGNISED_ERROR,
    0x31: ReadFailure.CARD_REJECTS_SAM,
    0x32: ReadFailure.SAM_REJECTS_CARD,
    0x33: ReadFailure.VERIFICATION_FAILED,
    0x37: ReadFailure.FINGERPRINT_WRONG,
    0x3F: ReadFailure.INFORMATION_LENGTH_WRONG,
    0x40: ReadFailure.UNKNOWN_CARD_TYPE,
    0x41: ReadFailure.CARD_READ_FAILED,
    0x47: ReadFailure.RANDOM_FAILED,
    0x60: ReadFailure.SAM_SELF_TEST_FAILED,
    0x66: ReadFailure.SAM_NOT_AUTHORISED,
    0x80: ReadFailure.FIND_FAILED,
    0x81: ReadFailure.SELECT_FAILED,
    0x91: ReadFailure.NO_SUCH_CONTENT,
}


def sam_failure(sw3: int) -> ReadFailure:
    """Name the cause behind a status byte of the module; unlisted bytes are SAM_UNKNOWN_STATUS."""
    return SAM_STATUS.get(sw3, ReadFailure.SAM_UNKNOWN_STATUS)


_PUT_AGAIN: Final = (
    ReadFailure.INTERRUPTED,
    ReadFailure.CARD_SILENT,
    ReadFailure.GARBLED_ANSWER,
    ReadFailure.WRONG_LENGTH,
    ReadFailure.WRONG_STATUS,
    ReadFailure.CARD_READ_FAILED,
    ReadFailure.FIND_FAILED,
    ReadFailure.SELECT_FAILED,
    ReadFailure.RANDOM_FAILED,
    ReadFailure.BLANK_DATE,
    ReadFailure.INFORMATION_LENGTH_WRONG,
)
_OTHER_CARD: Final = (
    ReadFailure.CARD_NOT_SERVED,
    ReadFailure.WRONG_RECORD,
    ReadFailure.TEXT_NOT_UNICODE,
    ReadFailure.UNEXPECTED_CHARACTER,
    ReadFailure.UNKNOWN_DOCUMENT_TYPE,
    ReadFailure.BLANK_FIELD,
    ReadFailure.IMPOSSIBLE_DATE,
    ReadFailure.CARD_REJECTS_SAM,
    ReadFailure.SAM_REJECTS_CARD,
    ReadFailure.VERIFICATION_FAILED,
    ReadFailure.FINGERPRINT_WRONG,
    ReadFailure.UNKNOWN_CARD_TYPE,
    ReadFailure.NO_SUCH_CONTENT,
)
_REMEDIES: Final = {
    **dict.fromkeys(_PUT_AGAIN, Remedy.PUT_AGAIN),
    **dict.fromkeys(_OTHER_CARD, Remedy.OTHER_CARD),
    ReadFailure.CARD_UNREADABLE: Remedy.TURN_ROUND,
}
