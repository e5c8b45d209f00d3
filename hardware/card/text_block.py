"""From the 256 bytes of text to a document: the type flag at offset 248 says which layout."""

from collections.abc import Callable, Mapping
from typing import Final

from hardware.card.documents import IdentityDocument
from hardware.card.failure import ReadFailure
from hardware.card.foreigner_residence_2017 import foreigner_residence_2017
from hardware.card.foreigner_residence_2023 import foreigner_residence_2023
from hardware.card.hk_mo_tw_residence import hk_mo_tw_residence
from hardware.card.resident_id import resident_id
from hardware.card.text_fields import TEXT_SIZE, TextBlock, TextFieldError

_TYPE_FLAG_OFFSET: Final = 248
_LAYOUTS: Final[Mapping[str, Callable[[TextBlock], IdentityDocument]]] = {
    " ": resident_id,
    "J": hk_mo_tw_residence,
    "I": foreigner_residence_2017,
    "Y": foreigner_residence_2023,
}


def parse_text_block(content: bytes) -> IdentityDocument | ReadFailure:
    """Decode a text block; any bytes give a document or a named failure.

    An unknown type flag fails openly: read with a citizen's layout it would show wrong fields.
    """
    if len(content) != TEXT_SIZE:
        return ReadFailure.WRONG_LENGTH
    flag = content[_TYPE_FLAG_OFFSET : _TYPE_FLAG_OFFSET + 2].decode("utf-16-le", errors="replace")
    layout = _LAYOUTS.get(flag)
    if layout is None:
        return ReadFailure.UNKNOWN_DOCUMENT_TYPE
    try:
        return layout(TextBlock(content))
    except TextFieldError as malformed:
        return malformed.failure
