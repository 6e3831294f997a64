"""Pregnancies by their estimated due date: when they began, the visits in them, their ends."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.model.code import ICD10CM, Code, cpt, loinc, snomed
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.births import BIRTHS
from carecoord.rules.concepts.visits import VISITS
from carecoord.rules.criteria import Facts, Last, Selection, Span
from carecoord.rules.criteria.dates import Day, RowDay
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row, day_bounds

TERM_DAYS = 280
"""From the first day of a pregnancy, as it is counted, to the due date: forty weeks."""
AFTER_TERM_DAYS = 21
"""How long after the due date nobody is taken as pregnant any more; decision 0026."""

DUE_DATE = coded(
    "Estimated due date",
    *map(loinc, ("11778-8", "11779-6", "11780-4", "11781-2", "57063-0")),
)
ESTIMATES = (
    Facts(Observation, DUE_DATE)
    .where(Observation.status, "final", "amended", "corrected")
    .with_value(Observation.value)
)


@attrs.frozen(eq=False, repr=False)
class Pregnancies(Selection):
    """The time of a pregnancy, counted back from the due date that an observation gives."""

    estimates: Selection

    def narrows(self) -> Selection | None:
        """The observations."""
        return self.estimates

    def rows(self, frame: Frame) -> Rows:
        """From the first day to three weeks after the due date; of other values no day is known."""
        found = frame.rows(self.estimates)
        sure = [_pregnancy(row, frame) for row in found.sure]
        return Rows(sure, [_pregnancy(row, frame) for row in found.maybe], found.missing)

    def __str__(self) -> str:
        return "pregnancy"


def _pregnancy(row: Row, frame: Frame) -> Row:
    value = getattr(row.fact, "value", None)
    if not isinstance(value, date | datetime | PartialDate):
        return Row(row.fact, ALWAYS, NEVER, ALWAYS, NEVER)
    low, high = day_bounds(value, frame.view.zone)
    return Row(
        row.fact,
        low - TERM_DAYS,
        high - TERM_DAYS,
        low + AFTER_TERM_DAYS,
        high + AFTER_TERM_DAYS,
    )


PREGNANCY = Pregnancies(Last(ESTIMATES))
"""The last one, by the last estimate of its due date."""
BEGAN: Day = RowDay(PREGNANCY, end=False)

VISIT = ValueSet(
    url="urn:carecoord:prenatal-visit",
    name="Prenatal visit",
    codes=(
        *map(snomed, ("424441002", "424619006")),
        *map(cpt, ("59425", "59426", "0500F", "0501F", "0502F")),
    ),
    prefixes=(Code(ICD10CM, "Z34"), Code(ICD10CM, "O09")),
)
PRENATAL_VISITS = (
    VISITS.where(Encounter.type, VISIT)
    | VISITS.where(Encounter.reason, VISIT)
    | Facts(Procedure, VISIT).where(Procedure.status, "completed").latest()
)
SEEN = PRENATAL_VISITS.starting(Span(BEGAN, None))
"""Prenatal visits of the last pregnancy."""

ENDED = ValueSet(
    url="urn:carecoord:pregnancy-ended",
    name="Birth or loss",
    codes=tuple(map(snomed, ("17369002", "19169002"))),
    prefixes=tuple(
        Code(ICD10CM, prefix)
        for prefix in ("O00", "O01", "O02", "O03", "O04", "O80", "O82", "Z37", "Z39")
    ),
)
ENDS = (
    BIRTHS
    | Facts(Condition, ENDED)
    .where_not(Condition.verification_status, "refuted", "entered-in-error")
    .beginnings()
)
