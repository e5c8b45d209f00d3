"""Text block of a foreigner's permanent residence card of 2017, type flag 'I'."""

from hardware.card.documents import ForeignerResidence2017
from hardware.card.text_fields import TextBlock


def foreigner_residence_2017(block: TextBlock) -> ForeignerResidence2017:
    """Decode the card. Only the validity dates stand where other documents have them.

    Raises:
        TextFieldError: a field that cannot be.
    """
    return ForeignerResidence2017(
        english_name=block.required(0, 120),
        sex=block.sex(120),
        number=block.required(122, 30),
        nationality=block.text(152, 6),
        chinese_name=block.text(158, 30),
        valid_from=block.day(188),
        valid_until=block.end_day(204),
        birth=block.day(220),
        version=block.text(236, 4),
        authority_code=block.text(240, 8),
    )
