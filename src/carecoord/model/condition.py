"""Problems, diagnoses and concerns."""

from __future__ import annotations

from typing import Self

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
class Stage:
    """How far a condition has come; ``assessment`` are fact ids of what it was told by."""

    __repr__ = shown

    summary: CodeableConcept | None = None
    type: CodeableConcept | None = None
    assessment: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Condition(Fact):
    """A problem, diagnosis or health concern (FHIR Condition).

    ``onset`` and ``abatement`` may be a time or a period; ``onset_age`` an age at which it began,
    ``onset_range`` two ages between which it did, ``onset_text`` what was said of it in words.
    ``recorded_on`` is when the chart learned of it (else ``asserted_on``, when somebody said so),
    ``encounter`` the fact id of the visit. ``evidence_codes`` are signs that support it.
    """

    listed_under = "conditions"

    code: CodeableConcept | None = None
    clinical_status: str | None = None
    verification_status: str | None = None
    category: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    severity: CodeableConcept | None = None
    body_site: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    onset: ClinicalTime | Period | None = attrs.field(default=None, validator=aware("onset"))
    onset_age: Quantity | None = None
    onset_range: Range | None = None
    onset_text: str | None = attrs.field(default=None, repr=False)
    abatement: ClinicalTime | Period | None = attrs.field(
        default=None, validator=aware("abatement")
    )
    abatement_age: Quantity | None = None
    abatement_range: Range | None = None
    abatement_text: str | None = attrs.field(default=None, repr=False)
    recorded_on: ClinicalTime | None = attrs.field(default=None, validator=aware("recorded date"))
    asserted_on: ClinicalTime | None = attrs.field(default=None, validator=aware("asserted date"))
    recorder: Actor | None = None
    asserter: Actor | None = None
    encounter: str | None = None
    evidence: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    evidence_codes: tuple[CodeableConcept, ...] = attrs.field(default=(), converter=as_tuple)
    stages: tuple[Stage, ...] = attrs.field(default=(), converter=as_tuple)
    note: str | None = attrs.field(default=None, repr=False)

    @property
    def known_on(self) -> ClinicalTime | None:
        """When recorded, else at onset; without either, when it ended."""
        if self.recorded_on is not None:
            return self.recorded_on
        begun = _first_edge(self.onset)
        return self.learned_later if begun is None else begun

    @property
    def learned_later(self) -> ClinicalTime | None:
        """The end of a problem is learned when it ends."""
        return _first_edge(self.abatement)

    def before_later(self) -> Self:
        """Still active, as it was then."""
        return attrs.evolve(
            self,
            abatement=None,
            abatement_age=None,
            abatement_range=None,
            abatement_text=None,
            clinical_status="active",
        )


def _first_edge(time: ClinicalTime | Period | None) -> ClinicalTime | None:
    if isinstance(time, Period):
        return time.start if time.start is not None else time.ended
    return time
