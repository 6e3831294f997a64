"""Asking again for what a permission granted: a new request that refers to the old one."""

from __future__ import annotations

import attrs

from carecoord.model.answering import as_asked
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_request import RelatedRequest
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.period import Period
from carecoord.model.permission_case import PermissionCase
from carecoord.rules.moves.authorization_states import DRAFT, ENDED, GRANTING, state_of
from carecoord.rules.moves.cases import case_of, refused
from carecoord.rules.moves.refusal import check_new_id

RENEWAL = CodeableConcept((Code("https://codesystem.x12.org/005010/1322", "R"),))
PRIOR = CodeableConcept(
    (Code("http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship", "prior"),)
)


def renew(earlier: Authorization, new_id: str, *, serviced: Period | None = None) -> Authorization:
    """Draft the request for another round of what was granted; the old one stays as it is.

    ``serviced`` is when the services are to be given; the items ask for as much as they did.

    Raises:
        MoveRefused: nothing was granted, so ask anew or file an appeal; or no id of its own.
    """
    check_new_id("authorization: renew", new_id, earlier.id)
    if state_of(earlier) not in GRANTING | {ENDED}:
        raise refused("renew", "nothing was granted", "Make a new request, or file an appeal")
    held = case_of(earlier)
    return Authorization(
        id=new_id,
        labels=earlier.labels,
        status=DRAFT,
        type=earlier.type,
        items=tuple(
            attrs.evolve(as_asked(one), serviced=serviced, previous_number=one.number)
            for one in earlier.items
            if not one.added and not one.cancelled
        ),
        orders=earlier.orders,
        coverages=earlier.coverages,
        insurer=earlier.insurer,
        requestor=earlier.requestor,
        priority=earlier.priority,
        certification_type=RENEWAL,
        level_of_service=earlier.level_of_service,
        prior_numbers=() if earlier.number is None else (earlier.number,),
        related=(RelatedRequest(authorization=earlier.id, relationship=PRIOR),),
        diagnoses=earlier.diagnoses,
        care_team=earlier.care_team,
        case=PermissionCase(
            payer_kind=held.payer_kind,
            jurisdiction=held.jurisdiction,
            urgency=held.urgency,
            service_kind=held.service_kind,
            review=held.review,
        ),
    )
