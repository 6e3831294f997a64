"""Allergies and intolerances: not the same."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import CodeableConcept
from carecoord.model.collected import as_tuple
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware
from carecoord.model.observation import Range
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity
from carecoord.model.shown import shown


@attrs.frozen(kw_only=True)
class Reaction:
    """What happened; the manifestation is sometimes missing in real records."""

    __repr__ = shown

    manifestation: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    substance: CodeableConcept | None = None
    severity: str | None = None
    onset: ClinicalTime | None = attrs.field(default=None, validator=aware("reaction onset"))
    exposure_route: CodeableConcept | None = None
    description: str | None = attrs.field(default=None, repr=False)
    note: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AllergyIntolerance(Fact):
    """A risk of reaction to a substance (FHIR AllergyIntolerance).

    ``onset`` may be a time or a period; ``onset_age``, ``onset_range`` and ``onset_text`` say it
    as an age, two ages or words. ``last_occurrence`` is when it last reacted.
    """

    listed_under = "allergies"

    code: CodeableConcept | None = None
    type: str | None = None
    """``allergy`` or ``intolerance``; None when the source does not say."""
    category: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    criticality: str | None = None
    clinical_status: str | None = None
    verification_status: str | None = None
    onset: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("onset"))
    onset_age: Quantity | None = None
    onset_range: Range | None = None
    onset_text: str | None = attrs.field(default=None, repr=False)
    last_occurrence: ClinicalTime | None = attrs.field(
        default=None, validator=aware("last occurrence")
    )
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded date"))
    recorder: Actor | None = None
    asserter: Actor | None = None
    encounter: str | None = None
    reactions: tuple[Reaction, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded, else at onset."""
        if self.recorded_on is not None:
            return self.recorded_on
        if isinstance(self.onset, Period):
            return self.onset.start if self.onset.start is not None else self.onset.ended
        return self.onset
