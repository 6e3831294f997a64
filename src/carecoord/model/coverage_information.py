"""What a payer says about an order before it is carried out."""

from __future__ import annotations

import attrs

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class CoverageInformation:
    """What coverage requires of an order (Da Vinci CRD, extension ext-coverage-information).

    The codes are texts: their sets differ between the guide's editions (2.0.1, 2.1, 2.2). An order
    has one of these for each coverage, or for each billing code. ``coverage`` is a fact id.
    """

    __repr__ = shown

    coverage: str | None = None
    covered: str | None = None
    """covered, not-covered, conditional …"""
    pa_needed: str | None = None
    """no-auth, auth-needed, satisfied, performpa, conditional …"""
    doc_needed: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    doc_purpose: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    info_needed: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    billing_codes: tuple[Code, ...] = attrs.field(default=(), converter=as_tuple)
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    questionnaires: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """Canonical URLs of the forms that are to be filled in."""
    dated_on: ClinicalTime | None = attrs.field(default=None, validator=aware("date"))
    """FHIR date: when the payer said so."""
    assertion_id: str | None = None
    """FHIR coverage-assertion-id: goes on the later claim."""
    satisfied_pa_id: str | None = None
    """The authorization that is already there."""
    expires_on: ClinicalTime | None = attrs.field(default=None, validator=aware("expiry date"))
    """FHIR expiry-date."""
