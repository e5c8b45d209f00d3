"""The welcome page and the menu of services: what can be done here and now."""

from kiosk.flow.conditions import Conditions, OutOfService, ReaderCondition
from kiosk.flow.pages import ChooseService, ClosedPage, Offer, Page, Unoffered, Welcome
from kiosk.flow.state import Kiosk, Place
from kiosk.flow.visit import Service
from kiosk.rules.documents import DocumentKind
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import LossForm
from kiosk.rules.terms import Revocation

_NEEDS_UPSTREAM = frozenset({Service.RELEASE, Service.PROGRESS, Service.REPRINT})
WITHOUT_DOCUMENT = frozenset({Service.OUTLETS, Service.NO_DOCUMENT})


def home_page(kiosk: Kiosk) -> Page:
    """Where nobody is served yet: the welcome page, or why this terminal is closed."""
    reason = closed(kiosk)
    if reason is None:
        return Welcome()
    return ClosedPage(reason=reason, outlets=kiosk.policy.outlets if kiosk.policy else ())


def closed(kiosk: Kiosk) -> OutOfService | None:
    """Why the terminal does not serve: told to it, or by the policy itself."""
    if kiosk.conditions.out_of_service is not None:
        return kiosk.conditions.out_of_service
    if kiosk.conditions.starting:
        return None
    if kiosk.policy is None or kiosk.policy.region != kiosk.place.region:
        return OutOfService.POLICY
    return None if site_serves(kiosk.place, kiosk.policy) else OutOfService.SITE


def site_serves(place: Place, policy: Policy) -> bool:
    """Outlets, and designated hospitals from the level that the region asks for."""
    if place.site == "outlet":
        return policy.sites.outlets
    return 0 < policy.sites.hospital_level <= place.hospital_level


def menu(kiosk: Kiosk) -> Page:
    """All services, those that cannot be had now with their reason."""
    policy = kiosk.policy
    if policy is None or closed(kiosk) is not None:
        return home_page(kiosk)
    offers = (Offer(service=one, unoffered=unoffered(one, policy, kiosk.conditions)) for one in Service)
    return ChooseService(offers=tuple(offers))


def unoffered(service: Service, policy: Policy, conditions: Conditions) -> Unoffered | None:
    """Why that service cannot be chosen; None when it can."""
    if service in WITHOUT_DOCUMENT:
        return None
    if _forbidden(service, policy):
        return Unoffered.POLICY
    if conditions.reader is ReaderCondition.NO_READER and DocumentKind.PASSPORT not in policy.documents:
        return Unoffered.NO_READER
    offline = not conditions.upstream_reachable
    return Unoffered.OFFLINE if offline and not _taken_offline(service, policy) else None


def _forbidden(service: Service, policy: Policy) -> bool:
    match service:
        case Service.REPORT_LOSS:
            return not loss_forms(service, policy)
        case Service.REPORT_AND_REPLACE:
            return not policy.formal_loss.offered
        case Service.RELEASE:
            return policy.formal_loss.revocable is Revocation.NEVER and policy.temporary_loss is None
        case _:
            return False


def _taken_offline(service: Service, policy: Policy) -> bool:
    if service in _NEEDS_UPSTREAM:
        return False
    return policy.offline.replace if service is Service.REPLACE else policy.offline.report


def loss_forms(service: Service, policy: Policy) -> tuple[LossForm, ...]:
    """The reports that a service can file here; a new card is made only after a formal one."""
    formal, temporary = policy.formal_loss, policy.temporary_loss
    replacing = service is Service.REPORT_AND_REPLACE
    found: tuple[LossForm, ...] = ()
    if temporary is not None and temporary.offered and not replacing:
        found += (LossForm.TEMPORARY,)
    if formal.offered and (replacing or not formal.together):
        found += (LossForm.FORMAL,)
    return found
