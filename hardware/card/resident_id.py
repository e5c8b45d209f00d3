"""Text block of a resident identity card, type flag ' '."""

from hardware.card.documents import ResidentId
from hardware.card.ethnic_group import ethnic_group
from hardware.card.text_fields import TextBlock


def resident_id(block: TextBlock) -> ResidentId:
    """Decode a citizen's card. Layout as in public readers; bytes 220-247 and 250-255 are reserved.

    Raises:
        TextFieldError: a field that cannot be.
    """
    return ResidentId(
        name=block.required(0, 30),
        sex=block.sex(30),
        ethnic_group=ethnic_group(block.text(32, 4)),
        birth=block.day(36),
        address=block.text(52, 70),
        number=block.required(122, 36),
        authority=block.text(158, 30),
        valid_from=block.day(188),
        valid_until=block.end_day(204),
    )
