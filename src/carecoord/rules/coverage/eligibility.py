"""What a payer's answer about eligibility says of one coverage, as its verification.

Source: FHIR R4 CoverageEligibilityResponse; what it leaves open, decision 0056.
"""

from __future__ import annotations

from datetime import date

from carecoord.model.coverage import Coverage
from carecoord.model.eligibility_response import CoverageEligibilityResponse, EligibilityInsurance
from carecoord.model.moment import ClinicalTime, PartialDate, own_day
from carecoord.model.period import Period
from carecoord.model.verification import Verification
from carecoord.rules.coverage.edges import last_day

METHOD = "eligibility request"
_WITHDRAWN = frozenset({"cancelled", "entered-in-error", "draft"})


def from_response(coverage: Coverage, response: CoverageEligibilityResponse) -> Verification:
    """Make of an answer the verification of a coverage that it speaks of.

    The period is the dates of service that were asked about, as far as they lie in the benefit
    period; a benefit period alone makes none, for it is the term of the benefits and not a promise
    that the plan lasts. What cannot be used is ``unable``, with the reason.
    """
    if response.outcome == "queued" and response.status not in _WITHDRAWN:
        return Verification(status="asked", method=METHOD, response=response.id)
    about = [one for one in response.insurance if one.coverage == coverage.id]
    said = {one.in_force for one in about} - {None}
    in_force = said == {True}
    terms = [one.period for one in about if one.period is not None and in_force]
    period = _dates(response.serviced, terms)
    reason = _useless(response, about, said)
    if reason is None and period is None and response.serviced is not None:
        reason = "the dates of service lie outside the benefit period"
    if reason is not None:
        return Verification(status="unable", reason=reason, method=METHOD, response=response.id)
    return Verification(
        status="verified" if in_force else "not-in-force",
        verified_on=response.created_on,
        by=response.insurer,
        method=METHOD,
        period=period,
        response=response.id,
    )


def _useless(
    response: CoverageEligibilityResponse,
    about: list[EligibilityInsurance],
    said: set[bool | None],
) -> str | None:
    """Why an answer says nothing of a coverage; None where it does."""
    if response.status in _WITHDRAWN:
        return "the answer is a draft or was withdrawn"
    if response.outcome == "error":
        return "the payer answered with an error"
    if not about:
        return "the answer does not speak of this coverage"
    if not said:
        return "the answer does not say whether the coverage is in force"
    return "the answer contradicts itself" if len(said) > 1 else None


def _dates(serviced: ClinicalTime | Period | None, terms: list[Period]) -> Period | None:
    """The dates asked about, cut to the terms of the benefits; None: none, or none are left."""
    if serviced is None:
        return None
    asked = serviced if isinstance(serviced, Period) else _of_one(serviced)
    for term in terms:
        start, end = _later(asked.start, term.start), _sooner(asked.end, term.end)
        if start is not None and end is not None and _last(end) < own_day(start):
            return None
        asked = Period(start, end)
    return asked


def _of_one(time: ClinicalTime) -> Period:
    if isinstance(time, PartialDate):
        return Period(time, time)
    return Period.through(own_day(time), own_day(time))


def _later(one: ClinicalTime | None, other: ClinicalTime | None) -> ClinicalTime | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=own_day)


def _sooner(one: ClinicalTime | None, other: ClinicalTime | None) -> ClinicalTime | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other, key=_last)


def _last(end: ClinicalTime) -> date:
    return last_day(Period(None, end)) or date.max
