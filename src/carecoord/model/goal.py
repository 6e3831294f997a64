"""What is to be reached."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.observation import Value
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Target:
    """What to measure, the value to reach, and by when (a day or a time from the start)."""

    __repr__ = shown

    measure: CodeableConcept | None = None
    detail: Value | None = attrs.field(default=None, validator=offset_given("target detail"))
    due: ClinicalTime | Quantity | None = attrs.field(default=None, validator=aware("target due"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Goal(Fact):
    """An intended result (FHIR Goal); life cycle and achievement are independent."""

    listed_under = "goals"

    lifecycle_status: str | None = None
    achievement_status: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    priority: CodeableConcept | None = None
    description: CodeableConcept | None = None
    started_on: ClinicalTime | CodeableConcept | None = attrs.field(
        default=None, validator=aware("start")
    )
    status_on: ClinicalTime | None = attrs.field(default=None, validator=aware("status date"))
    status_reason: str | None = None
    targets: tuple[Target, ...] = attrs.field(default=(), converter=as_tuple)
    expressed_by: Actor | None = None
    addresses: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)
    outcomes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    outcome_codes: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    """FHIR outcomeCode; ``outcomes`` are facts."""

    @property
    def concepts(self) -> tuple[CodeableConcept, ...]:
        """What is to be reached."""
        return () if self.description is None else (self.description,)

    @property
    def known_on(self) -> ClinicalTime | None:
        """From its start, else when its status was set."""
        if self.started_on is not None and not isinstance(self.started_on, CodeableConcept):
            return self.started_on
        return self.status_on
