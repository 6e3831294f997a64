"""What a payer said of benefits: allowed, used and left, and what the patient pays.

Everything is listed as it was told, with its source and its day. Nothing is added up: not over
benefits, not over networks or terms, not over coverages. What is left was left when the payer said
so, and what the patient will owe is the payer's to say after the visit, so no promise is made.

Source: FHIR R4 CoverageEligibilityResponse.insurance.item.benefit, Coverage.costToBeneficiary;
decision 0056.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.coverage import Coverage
from carecoord.model.eligibility_response import (
    Benefit,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
)
from carecoord.model.moment import ClinicalTime, own_day
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown

_PATIENT_PAYS = ("copay", "coinsurance", "deductible", "out-of-pocket")
"""How the codes of what the patient pays begin (http://terminology.hl7.org/CodeSystem/benefit-type:
copay, copay-percent, copay-maximum, deductible); those of X12 eligibility besides."""
_UNUSABLE = frozenset({"draft", "cancelled", "entered-in-error"})


@attrs.frozen(kw_only=True)
class BenefitLine:
    """One benefit as the payer told it last.

    ``item`` says of which service, network, unit and term; ``benefit`` what is allowed and used.
    ``response`` is the fact id of the answer, ``told_on`` its day, ``term`` the days it counts for.
    ``contradicted`` is whether the payer said something else at the same moment.
    """

    __repr__ = shown

    coverage: str
    response: str
    told_on: ClinicalTime | None = None
    term: Period | None = None
    item: EligibilityItem
    benefit: Benefit
    contradicted: bool = False

    @property
    def left(self) -> int | Money | None:
        """What was left when the payer said so; None where that was not told."""
        return self.benefit.remaining

    @property
    def overdrawn(self) -> bool:
        """Whether more was used than was allowed."""
        left = self.left
        return (left.value if isinstance(left, Money) else left or 0) < 0


@attrs.frozen(kw_only=True)
class PatientShare:
    """What the patient pays, as told; ``source`` is the fact id of the card or of the answer.

    ``amount`` is money, or a share in percent; words as they are.
    """

    __repr__ = shown

    coverage: str
    source: str
    told_on: ClinicalTime | None = None
    type: CodeableConcept | None = None
    amount: Money | Quantity | int | str | None = None
    item: EligibilityItem | None = None


def benefits(
    coverage: Coverage, responses: Iterable[CoverageEligibilityResponse], day: date
) -> tuple[BenefitLine, ...]:
    """List the benefits of a coverage that hold on a day, each as it was told last.

    An answer holds for the days of its benefit period; without one, for the dates of service that
    were asked about; with neither, from the day on which it was given.
    """
    told: dict[object, list[BenefitLine]] = {}
    for line in sorted(_lines(coverage, responses, day), key=_when):
        told.setdefault((*_which(line.item), line.benefit.type), []).append(line)
    return tuple(line for lines in told.values() for line in _last_told(lines))


def _last_told(lines: list[BenefitLine]) -> Iterator[BenefitLine]:
    """What was told last of one benefit: several things, where the payer contradicts itself."""
    last = _moment(lines[-1])
    said = {one.benefit: one for one in lines if _moment(one) == last}
    return (attrs.evolve(one, contradicted=len(said) > 1) for one in said.values())


def patient_shares(
    coverage: Coverage, responses: Iterable[CoverageEligibilityResponse], day: date
) -> tuple[PatientShare, ...]:
    """List what the patient pays, as the card and the payer's last answers say it.

    They may differ: both are told, with their source, and nothing is computed from them. A cost
    of the card whose exceptions hold on the day is left to the payer's answer.
    """
    card = (
        PatientShare(coverage=coverage.id, source=coverage.id, type=cost.type, amount=cost.value)
        for cost in coverage.costs
        if not any(one.period is None or one.period.holds(day) for one in cost.exceptions)
    )
    answers = (
        PatientShare(
            coverage=coverage.id,
            source=line.response,
            told_on=line.told_on,
            type=line.benefit.type,
            amount=line.benefit.allowed,
            item=line.item,
        )
        for line in benefits(coverage, responses, day)
        if patient_pays(line.benefit)
    )
    return (*card, *answers)


def patient_pays(benefit: Benefit) -> bool:
    """Whether a benefit is a part that the patient pays, by the code of its type."""
    codes = () if benefit.type is None else benefit.type.coding
    return any(code.code.lower().startswith(_PATIENT_PAYS) for code in codes)


def _lines(
    coverage: Coverage, responses: Iterable[CoverageEligibilityResponse], day: date
) -> Iterator[BenefitLine]:
    for response in responses:
        if response.status in _UNUSABLE or response.outcome in {"error", "queued"}:
            continue
        for insurance in response.insurance:
            if insurance.coverage != coverage.id or not _holds(response, insurance, day):
                continue
            for item in insurance.items:
                for benefit in item.benefits:
                    yield BenefitLine(
                        coverage=coverage.id,
                        response=response.id,
                        told_on=response.created_on,
                        term=insurance.period,
                        item=item,
                        benefit=benefit,
                    )


def _holds(
    response: CoverageEligibilityResponse, insurance: EligibilityInsurance, day: date
) -> bool:
    serviced = response.serviced
    if insurance.period is not None:
        return insurance.period.holds(day) is True
    if isinstance(serviced, Period):
        return serviced.holds(day) is True
    if serviced is not None:
        return Period.through(serviced, serviced).holds(day) is True
    return response.created_on is None or own_day(response.created_on) <= day


def _which(item: EligibilityItem) -> tuple[object, ...]:
    """What tells two benefits apart, besides their type."""
    return (
        item.category,
        item.code,
        item.modifiers,
        item.provider,
        item.network,
        item.unit,
        item.term,
        item.name,
    )


def _when(line: BenefitLine) -> tuple[float, str]:
    return _moment(line), line.response


def _moment(line: BenefitLine) -> float:
    """When it was told; what has no day was told before all else."""
    told = line.told_on
    if told is None:
        return float("-inf")
    if isinstance(told, datetime):
        return told.timestamp()
    day = own_day(told)
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
