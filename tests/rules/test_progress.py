"""What a receipt of another day says: the terms as they were filed, and nothing of the person."""

from kiosk.rules.progress import Terms, terms_of
from kiosk.rules.submissions import (
    Delivery,
    Fee,
    LossForm,
    LossReport,
    PaymentWay,
    Release,
    ReplacementApplication,
    ReplacementReason,
)
from tests.flow.steps import LI, card


def test_a_loss_report_is_kept_with_its_form() -> None:
    report = LossReport(holder=LI, card=card(), form=LossForm.FORMAL)
    assert terms_of(report) == Terms(loss=LossForm.FORMAL)


def test_an_application_is_kept_with_reason_fee_payment_and_delivery() -> None:
    application = ReplacementApplication(
        holder=LI,
        card=card(),
        reason=ReplacementReason.LOST,
        phone="13800138000",
        outlet="330100-001",
        delivery=Delivery.MAIL,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.QR,
        form="social_security_replacement",
    )
    assert terms_of(application) == Terms(
        reason=ReplacementReason.LOST,
        fee=Fee(amount_fen=2000),
        payment=PaymentWay.QR,
        delivery=Delivery.MAIL,
    )


def test_a_release_has_no_terms() -> None:
    assert terms_of(Release(holder=LI, card=card())) == Terms()
