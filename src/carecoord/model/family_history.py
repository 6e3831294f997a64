"""Illness in the family."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.observation import Range
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class FamilyCondition:
    """An illness of a relative: when it began (an age, two ages, a span, words), its outcome."""

    __repr__ = shown

    code: CodeableConcept | None = None
    onset_age: Quantity | None = None
    onset_range: Range | None = None
    onset_period: Period | None = None
    onset_text: str | None = attrs.field(default=None, repr=False)
    outcome: CodeableConcept | None = None
    contributed_to_death: bool | None = None
    note: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FamilyHistory(Fact):
    """What is known of one relative's health (FHIR FamilyMemberHistory).

    ``born``, ``age`` and ``deceased`` are the relative's; ``born_text`` says in words when it was
    born. ``data_absent_reason`` is why nothing is known. ``deceased`` True: dead, nobody says when.
    """

    listed_under = "family_history"

    status: str | None = None
    relationship: CodeableConcept | None = None
    sex: CodeableConcept | None = None
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("date"))
    conditions: tuple[FamilyCondition, ...] = attrs.field(default=(), converter=as_tuple)
    born: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("born"))
    born_text: str | None = attrs.field(default=None, repr=False)
    age: Quantity | None = None
    deceased: bool | ClinicalTime | None = attrs.field(default=None, validator=aware("deceased"))
    deceased_age: Quantity | None = None
    data_absent_reason: CodeableConcept | None = None
    reason: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    reason_facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded."""
        return self.recorded_on
