"""The parts of a request for permission, and what a payer finds wrong with it."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.identifier import Identifier
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class RequestDiagnosis:
    """Why permission is asked for (FHIR Claim.diagnosis); ``condition`` is a fact id."""

    __repr__ = shown

    sequence: int | None = None
    code: CodeableConcept | None = None
    condition: str | None = None
    type: CodeableConcept | None = None
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded on"))


@attrs.frozen(kw_only=True)
class RequestMember:
    """Who is to give the services (FHIR Claim.careTeam).

    ``whole`` says whether for all items or only for those that name the sequence.
    """

    __repr__ = shown

    sequence: int | None = None
    provider: Actor | None = None
    role: CodeableConcept | None = None
    qualification: CodeableConcept | None = None
    whole: bool | None = None


@attrs.frozen(kw_only=True)
class SupportingInformation:
    """What supports a request (FHIR Claim.supportingInfo); ``reference`` is a fact id.

    One that was withdrawn is ``cancelled``.
    """

    __repr__ = shown

    sequence: int | None = None
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    timing: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("timing"))
    value: bool | str | Quantity | None = attrs.field(default=None, repr=False)
    reference: str | None = None
    report_type: CodeableConcept | None = None
    """What kind of report it is (X12 755)."""
    cancelled: bool = False


@attrs.frozen(kw_only=True)
class RelatedRequest:
    """An earlier request: ``authorization`` is its fact id, ``relationship`` ``prior`` or other."""

    __repr__ = shown

    authorization: str | None = None
    relationship: CodeableConcept | None = None
    identifier: Identifier | None = None


@attrs.frozen(kw_only=True)
class RequestError:
    """What is wrong with a request (FHIR ClaimResponse.error); the codes are X12's.

    ``follow_up`` says what to do, ``path`` which element of the request is meant.
    """

    __repr__ = shown

    code: CodeableConcept | None = None
    item: int | None = None
    follow_up: CodeableConcept | None = None
    element: str | None = None
    path: str | None = None
