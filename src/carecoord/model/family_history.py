"""Illness in the family."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class FamilyCondition:
    """An illness of a relative."""

    __repr__ = shown

    code: CodeableConcept | None = None
    onset_age: Quantity | None = None
    contributed_to_death: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FamilyHistory(Fact):
    """What is known of one relative's health (FHIR FamilyMemberHistory)."""

    listed_under = "family_history"

    status: str | None = None
    relationship: CodeableConcept | None = None
    sex: CodeableConcept | None = None
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("date"))
    conditions: tuple[FamilyCondition, ...] = attrs.field(default=(), converter=as_tuple)
    deceased_age: Quantity | None = None

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded."""
        return self.recorded_on
