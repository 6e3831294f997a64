"""Allergies and intolerances: not the same."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Reaction:
    """What happened; the manifestation is sometimes missing in real records."""

    __repr__ = shown

    manifestation: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    substance: CodeableConcept | None = None
    severity: str | None = None
    onset: ClinicalTime | None = attrs.field(default=None, validator=aware("reaction onset"))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllergyIntolerance(Fact):
    """A risk of reaction to a substance (FHIR AllergyIntolerance)."""

    listed_under = "allergies"

    code: CodeableConcept | None = None
    type: str | None = None
    """``allergy`` or ``intolerance``; None when the source does not say."""
    category: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    criticality: str | None = None
    clinical_status: str | None = None
    verification_status: str | None = None
    onset: ClinicalTime | None = attrs.field(default=None, validator=aware("onset"))
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded date"))
    reactions: tuple[Reaction, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded, else at onset."""
        return self.recorded_on if self.recorded_on is not None else self.onset
