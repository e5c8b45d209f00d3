"""The application form: its lines, by the names a policy may ask for.

No official national form was found; the fields are the union of what counties and two production
kiosks ask for. What a terminal cannot know (employer, occupation) stays an empty line to be filled in.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.rules.documents import IdentityDocument, Sex
from kiosk.rules.money import yuan
from kiosk.rules.submissions import Relation, ReplacementApplication, ReplacementReason


class FormField(StrEnum):
    """One line of a form."""

    NAME = "name"
    SEX = "sex"
    ETHNIC_GROUP = "ethnic_group"
    BIRTH = "birth"
    NATIONALITY = "nationality"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_VALIDITY = "document_validity"
    PHONE = "phone"
    ADDRESS = "address"
    POSTCODE = "postcode"
    OCCUPATION = "occupation"
    EMPLOYER = "employer"
    PERSON_CATEGORY = "person_category"
    APPLICATION_TYPE = "application_type"
    REASON = "reason"
    OLD_CARD_NUMBER = "old_card_number"
    SERVICE_BANK = "service_bank"
    DELIVERY = "delivery"
    OUTLET = "outlet"
    FEE = "fee"
    PAYMENT = "payment"
    AGENT_NAME = "agent_name"
    AGENT_DOCUMENT = "agent_document"
    AGENT_RELATION = "agent_relation"
    AGENT_PHONE = "agent_phone"
    """Of whoever stands there for the holder: the number they left."""
    PHOTO = "photo"
    """An empty frame: a photo is brought to the outlet where one is asked for."""


USUAL = (
    FormField.NAME,
    FormField.SEX,
    FormField.ETHNIC_GROUP,
    FormField.BIRTH,
    FormField.NATIONALITY,
    FormField.DOCUMENT_KIND,
    FormField.DOCUMENT_NUMBER,
    FormField.DOCUMENT_VALIDITY,
    FormField.PHONE,
    FormField.ADDRESS,
    FormField.APPLICATION_TYPE,
    FormField.REASON,
    FormField.OLD_CARD_NUMBER,
    FormField.DELIVERY,
    FormField.OUTLET,
    FormField.FEE,
    FormField.PAYMENT,
)
"""The lines where a policy names none."""
AGENT = (FormField.AGENT_NAME, FormField.AGENT_DOCUMENT, FormField.AGENT_RELATION)
"""Added when a guardian or proxy applies."""


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One line filled in. An empty text is a line to be filled in by hand."""

    field: FormField
    text: str = ""
    word: bool = False
    """`text` is a key (a reason, a way to pay), to be said in the form's language."""

    def __repr__(self) -> str:
        """Never shows the person."""
        return f"FormLine(field={self.field.value})"


def form_lines(
    application: ReplacementApplication, fields: tuple[FormField, ...] = ()
) -> tuple[FormLine, ...]:
    """The form of an application: the policy's fields (or the usual ones), filled from what was filed."""
    asked = fields or USUAL
    agent = AGENT if application.relation is not Relation.SELF else ()
    wanted = (*asked, *(field for field in agent if field not in asked))
    filled = bearer(application.holder) | _application(application)
    filled |= acting(application.applicant, application.relation, application.phone)
    return tuple(filled.get(field, FormLine(field=field)) for field in wanted)


def _line(field: FormField, text: str, *, word: bool = False) -> tuple[FormField, FormLine]:
    return field, FormLine(field=field, text=text, word=word)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def bearer(holder: IdentityDocument) -> dict[FormField, FormLine]:
    """What the holder's own document says."""
    sex = holder.sex.value if holder.sex is not Sex.NOT_STATED else ""
    return dict(
        [
            _line(FormField.NAME, holder.name),
            _line(FormField.SEX, sex, word=True),
            _line(FormField.ETHNIC_GROUP, holder.ethnic_group),
            _line(FormField.BIRTH, _day(holder.birth)),
            _line(FormField.NATIONALITY, holder.nationality),
            _line(FormField.DOCUMENT_KIND, holder.kind.value, word=True),
            _line(FormField.DOCUMENT_NUMBER, holder.number),
            _line(FormField.DOCUMENT_VALIDITY, _validity(holder)),
            _line(FormField.ADDRESS, holder.address),
        ]
    )


def _type(reason: ReplacementReason) -> str:
    """补领 for a card that is gone, 换领 for one that is handed in."""
    return "reissue" if reason is ReplacementReason.LOST else "renewal"


def _validity(holder: IdentityDocument) -> str:
    """From and to, 长期 for a document without an end, as the document itself prints it."""
    end = "长期" if holder.unlimited else _day(holder.valid_to)
    return " – ".join(part for part in (_day(holder.valid_from), end) if part)


def _application(application: ReplacementApplication) -> dict[FormField, FormLine]:
    return dict(
        [
            _line(FormField.PHONE, application.phone),
            _line(FormField.APPLICATION_TYPE, _type(application.reason), word=True),
            _line(FormField.REASON, application.reason.value, word=True),
            _line(FormField.OLD_CARD_NUMBER, application.card.number),
            _line(FormField.DELIVERY, application.delivery.value, word=True),
            _line(FormField.OUTLET, application.outlet),
            _line(FormField.FEE, yuan(application.fee.amount_fen)),
            _line(FormField.PAYMENT, application.payment.value, word=True),
        ]
    )


def acting(
    applicant: IdentityDocument | None, relation: Relation, phone: str = ""
) -> dict[FormField, FormLine]:
    """Who stands there for the holder and left that number; empty when the holder came in person."""
    if applicant is None:
        return {}
    return dict(
        [
            _line(FormField.AGENT_NAME, applicant.name),
            _line(FormField.AGENT_DOCUMENT, applicant.number),
            _line(FormField.AGENT_RELATION, relation.value, word=True),
            _line(FormField.AGENT_PHONE, phone),
        ]
    )
