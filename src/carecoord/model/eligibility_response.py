"""What a payer says of a plan: whether it is in force, what it pays for, and what is left of it."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.money import Money
from carecoord.model.period import Period
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Benefit:
    """What is allowed and what of it was used: visits (a number), money, or words.

    ``type`` says what is counted. Nothing said is not nothing used.
    """

    __repr__ = shown

    type: CodeableConcept | None = None
    allowed: int | str | Money | None = None
    used: int | str | Money | None = None

    @property
    def remaining(self) -> int | Money | None:
        """Allowed less used, where both count the same; below zero when more was used."""
        if isinstance(self.allowed, int) and isinstance(self.used, int):
            return self.allowed - self.used
        if isinstance(self.allowed, Money) and isinstance(self.used, Money):
            return self.allowed.less(self.used)
        return None


@attrs.frozen(kw_only=True)
class EligibilityItem:
    """One kind of service of a plan (FHIR CoverageEligibilityResponse.insurance.item).

    ``unit`` is whom it counts for (individual, family), ``term`` over how long (annual, lifetime).
    ``authorization_supporting`` is what a request for permission has to bring along.
    """

    __repr__ = shown

    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    modifiers: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    provider: Actor | None = None
    excluded: bool | None = None
    name: str | None = None
    description: str | None = None
    network: CodeableConcept | None = None
    unit: CodeableConcept | None = None
    term: CodeableConcept | None = None
    benefits: tuple[Benefit, ...] = attrs.field(default=(), converter=as_tuple)
    authorization_required: bool | None = None
    authorization_supporting: tuple[CodeableConcept, ...] = attrs.field(
        default=(), converter=as_tuple
    )
    authorization_url: str | None = None


@attrs.frozen(kw_only=True)
class EligibilityInsurance:
    """What is said of one plan; ``coverage`` is the fact id of the insurance."""

    __repr__ = shown

    coverage: str | None = None
    in_force: bool | None = None
    period: Period | None = None
    items: tuple[EligibilityItem, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CoverageEligibilityResponse(Fact):
    """A payer's answer to a question about coverage (FHIR CoverageEligibilityResponse).

    ``purposes`` are what was asked: auth-requirements, benefits, discovery, validation.
    ``serviced`` is the day or span that the answer is about, ``number`` a permission that it gives.
    """

    listed_under = "eligibility_responses"

    status: str | None = None
    purposes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    serviced: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("serviced"))
    created_on: ClinicalTime | None = attrs.field(default=None, validator=aware("created"))
    requestor: Actor | None = None
    insurer: Actor | None = None
    outcome: str | None = None
    disposition: str | None = None
    insurance: tuple[EligibilityInsurance, ...] = attrs.field(default=(), converter=as_tuple)
    number: str | None = attrs.field(default=None, repr=False)
    form: CodeableConcept | None = None
    errors: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """The services and their categories that it speaks of."""
        items = (item for plan in self.insurance for item in plan.items)
        return tuple(one for item in items for one in (item.category, item.code) if one is not None)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When the payer answered."""
        return self.created_on
