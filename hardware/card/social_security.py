from hardware.card.apdu import Channel
from hardware.card.documents import SocialSecurityCard
from hardware.card.failure import ReadFailure


def read_social_security(channel: Channel) -> SocialSecurityCard | ReadFailure:
    return ReadFailure.CARD_NOT_SERVED
