"""What a staff card answers: any bytes give a proof or a named refusal; only the right card hears the PIN."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.card.failure import ReadFailure
from hardware.card.staff_card import CardProof, CardRefusal, CardRefused, StaffCardQuestion, ask_staff_card
from hardware.card.tlv import encoded

PIN = "314159"
OK = b"\x90\x00"
CERTIFICATE = encoded(0x53, encoded(0x70, b"certificate") + b"\x71\x01\x00\xfe\x00") + OK
SIGNATURE = encoded(0x7C, encoded(0x82, b"signature")) + OK
ANSWERS = st.one_of(
    st.sampled_from([OK, CERTIFICATE, SIGNATURE, b"\x63\xc2", b"\x69\x83", b"\x6a\x82"]),
    st.binary(max_size=20).map(lambda data: data + OK),
    st.binary(min_size=2, max_size=2).filter(lambda status: status[0] not in (0x61, 0x6C)),
    st.sampled_from(ReadFailure),
)


class Answers:
    """A card that answers as written, then says nothing more; commands that continue count as one."""

    def __init__(self, *answers: bytes | ReadFailure) -> None:
        self._answers = list(answers)
        self.sent: list[bytes] = []

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        self.sent.append(command)
        return self._answers.pop(0) if self._answers else b"\x6f\x00"

    @property
    def told_the_pin(self) -> bool:
        return any(PIN.encode() in command for command in self.sent)


def asked(card: Answers, *, accepts: bool = True) -> object:
    question = StaffCardQuestion(digest=bytes(32), pin=PIN, accepts=lambda _certificate: accepts)
    return ask_staff_card(card, question)


def test_a_card_without_the_application_is_named() -> None:
    assert asked(Answers(b"\x6a\x82")) == CardRefused(why=CardRefusal.NO_STAFF_CARD)


def test_a_card_without_a_certificate_is_named() -> None:
    assert asked(Answers(OK, b"\x6a\x82")) == CardRefused(why=CardRefusal.NO_CERTIFICATE)


def test_a_card_whose_certificate_is_not_accepted_never_hears_the_pin() -> None:
    card = Answers(OK, CERTIFICATE)
    assert asked(card, accepts=False) == CardRefused(why=CardRefusal.NOT_ACCEPTED)
    assert not card.told_the_pin


def test_a_wrong_pin_is_told_with_the_tries_that_are_left() -> None:
    assert asked(Answers(OK, CERTIFICATE, b"\x63\xc2")) == CardRefused(
        why=CardRefusal.WRONG_PIN, tries_left=2
    )


def test_a_blocked_card_is_named_by_either_status_word() -> None:
    for status in (b"\x63\xc0", b"\x69\x83"):
        assert asked(Answers(OK, CERTIFICATE, status)) == CardRefused(why=CardRefusal.BLOCKED)


def test_a_card_that_does_not_sign_proves_nothing() -> None:
    assert asked(Answers(OK, CERTIFICATE, OK, b"\x69\x82")) == CardRefused(why=CardRefusal.NO_SIGNATURE)


def test_a_card_pulled_at_any_step_is_a_failure_of_the_reading() -> None:
    answers = [OK, CERTIFICATE, OK]
    for step in range(4):
        card = Answers(*answers[:step], ReadFailure.INTERRUPTED)
        assert asked(card) is ReadFailure.INTERRUPTED


def test_the_right_card_proves_itself() -> None:
    proof = asked(Answers(OK, CERTIFICATE, OK, SIGNATURE))
    assert proof == CardProof(certificate=b"certificate", signature=b"signature")


@given(st.lists(ANSWERS, max_size=6))
def test_any_answers_give_a_proof_a_refusal_or_a_failure(answers: list[bytes | ReadFailure]) -> None:
    card = Answers(*answers)
    assert isinstance(asked(card), CardProof | CardRefused | ReadFailure)
    assert not card.told_the_pin or len(card.sent) >= 3
