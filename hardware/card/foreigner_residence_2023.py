"""Text block of a foreigner's permanent residence card of 2023, type flag 'Y'."""

from hardware.card.documents import ForeignerResidence2023
from hardware.card.failure import ReadFailure
from hardware.card.text_fields import TextBlock, TextFieldError


def foreigner_residence_2023(block: TextBlock) -> ForeignerResidence2023:
    """Decode the card. The English name is in two parts: 35 characters at 52, 11 more at 220.

    Raises:
        TextFieldError: a field that cannot be.
    """
    return ForeignerResidence2023(
        chinese_name=block.text(0, 30),
        sex=block.sex(30),
        renewal_count=block.text(32, 4),
        birth=block.day(36),
        english_name=_english_name(block),
        number=block.required(122, 36),
        valid_from=block.day(188),
        valid_until=block.end_day(204),
        nationality=block.text(242, 6),
        earlier_number_link=block.text(250, 6),
    )


def _english_name(block: TextBlock) -> str:
    """Join the parts. A space at the seam looks like padding, so the first part is cut at its full width."""
    rest = block.text(220, 22)
    name = block.text(52, 70).ljust(35) + rest if rest else block.text(52, 70)
    if not name.strip():
        raise TextFieldError(ReadFailure.BLANK_FIELD)
    return name
