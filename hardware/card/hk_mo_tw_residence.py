"""Text block of a residence permit for Hong Kong, Macao and Taiwan residents, type flag 'J'."""

from hardware.card.documents import HkMoTwResidence
from hardware.card.text_fields import TextBlock


def hk_mo_tw_residence(block: TextBlock) -> HkMoTwResidence:
    """Decode the permit: a citizen's layout without ethnic group, plus the travel permit at 220 and 238.

    Raises:
        TextFieldError: a field that cannot be.
    """
    return HkMoTwResidence(
        name=block.required(0, 30),
        sex=block.sex(30),
        birth=block.day(36),
        address=block.text(52, 70),
        number=block.required(122, 36),
        authority=block.text(158, 30),
        valid_from=block.day(188),
        valid_until=block.end_day(204),
        travel_permit=block.text(220, 18),
        issue_count=block.text(238, 4),
    )
