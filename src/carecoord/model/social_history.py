"""Habits, living situation, work, support."""

from __future__ import annotations

import attrs

from carecoord.model.code import CodeableConcept
from carecoord.model.fact import Fact
from carecoord.model.moment import ClinicalTime, aware, offset_given
from carecoord.model.observation import Value
from carecoord.model.period import Period


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SocialHistory(Fact):
    """A habit or circumstance over a time: smoking, housing, caregiver strain.

    FHIR carries these as observations and readers leave them there, where measures look for them;
    this type is for records that hold a span of life rather than one answer on one day.
    """

    listed_under = "social_history"

    code: CodeableConcept | None = None
    value: Value | None = attrs.field(default=None, validator=offset_given("value"))
    period: Period | None = None
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded"))

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded, else from the start of the span."""
        if self.recorded_on is not None:
            return self.recorded_on
        return self.period.start if self.period else None
