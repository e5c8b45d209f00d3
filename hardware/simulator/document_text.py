"""Writing the 256-byte text block of an identity document from the fields of a card file.

The layouts stand here a second time, on purpose: the card's side must not share the mistakes of the reader's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

Field = str | date
_SIZE: Final = 256
_FLAG: Final = 248

# name of the field -> offset and size in bytes
_RESIDENT: Final = {
    "name": (0, 30),
    "sex": (30, 2),
    "ethnic_code": (32, 4),
    "birth": (36, 16),
    "address": (52, 70),
    "number": (122, 36),
    "authority": (158, 30),
    "valid_from": (188, 16),
    "valid_until": (204, 16),
}
_LAYOUTS: Final[Mapping[str, tuple[str, Mapping[str, tuple[int, int]]]]] = {
    "resident_id": (" ", _RESIDENT),
    "hk_mo_tw_residence": ("J", _RESIDENT | {"travel_permit": (220, 18), "issue_count": (238, 4)}),
    "foreigner_residence_2017": (
        "I",
        {
            "english_name": (0, 120),
            "sex": (120, 2),
            "number": (122, 30),
            "nationality": (152, 6),
            "chinese_name": (158, 30),
            "valid_from": (188, 16),
            "valid_until": (204, 16),
            "birth": (220, 16),
            "version": (236, 4),
            "authority_code": (240, 8),
        },
    ),
    "foreigner_residence_2023": (
        "Y",
        {
            "chinese_name": (0, 30),
            "sex": (30, 2),
            "renewal_count": (32, 4),
            "birth": (36, 16),
            "english_name": (52, 70),
            "number": (122, 36),
            "valid_from": (188, 16),
            "valid_until": (204, 16),
            "english_name_rest": (220, 22),
            "nationality": (242, 6),
            "earlier_number_link": (250, 6),
        },
    ),
}
KINDS: Final = frozenset(_LAYOUTS)


def field_names(kind: str) -> frozenset[str]:
    """Return the fields that a card file of this kind may state."""
    return frozenset(_LAYOUTS[kind][1])


def text_block(kind: str, fields: Mapping[str, Field], type_flag: str | None = None) -> bytes:
    """Lay the fields out, padded with U+0020; `type_flag` overrides the kind's own for a faulty card.

    Raises:
        ValueError: a field does not fit; the message names the field.
    """
    flag, layout = _LAYOUTS[kind]
    block = bytearray(" ".encode("utf-16-le") * (_SIZE // 2))
    block[_FLAG : _FLAG + 2] = (type_flag or flag).encode("utf-16-le")
    for name, value in fields.items():
        offset, size = layout[name]
        octets = _written(value).encode("utf-16-le")
        if len(octets) > size:
            raise ValueError(f"{name} is longer than {size // 2} characters")
        block[offset : offset + len(octets)] = octets
    return bytes(block)


def _written(value: Field) -> str:
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    return {"male": "1", "female": "2"}.get(value, value)
