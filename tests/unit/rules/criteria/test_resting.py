"""What a fact of a selection rests on besides itself."""

from datetime import date

import pytest

from carecoord.model import Condition, Encounter, EncounterDiagnosis, Observation, Period
from carecoord.model.code import concept, icd10cm
from carecoord.rules.criteria import EACH, Count, Exists, Facts, First, On, Span
from carecoord.rules.criteria.resting import refer_with
from carecoord.rules.engine.timing import at_start

VISITS, TESTS, ILL = Facts(Encounter), Facts(Observation), Facts(Condition)
VISIT = Encounter(
    id="e1",
    status="finished",
    period=Period.through(date(2026, 5, 10), date(2026, 5, 12)),
    diagnoses=[EncounterDiagnosis(condition="c1", rank=1)],
)
HEART = Condition(id="c1", code=concept(icd10cm("I50.9")), onset=date(2026, 1, 1))
BLOOD = Observation(id="o1", status="final", effective=date(2026, 5, 11))
LATER = Observation(id="o2", status="final", effective=date(2026, 5, 20))

DURING_A_TEST = VISITS.only_if(Exists(TESTS.overlapping(EACH.span)))
NO_SUCH_DAY = First(Facts(Encounter).where(Encounter.status, "planned")).start
A_TEST = First(TESTS).start


@pytest.mark.parametrize(
    ("selection", "named"),
    [
        (VISITS, ["e1"]),
        (VISITS.where(Encounter.status, "finished"), ["e1"]),
        (VISITS.with_principal_diagnosis(ILL), ["e1", "c1"]),
        (VISITS.linked(Encounter.diagnoses, ILL), ["e1", "c1"]),
        (DURING_A_TEST, ["e1", "o1"]),
        (DURING_A_TEST.timed(at_start), ["e1", "o1"]),
        (DURING_A_TEST.with_principal_diagnosis(ILL), ["e1", "o1", "c1"]),
        (Facts(Condition).where(Condition.code, icd10cm("I10")) | DURING_A_TEST, ["e1", "o1"]),
        (VISITS.starting(Span(A_TEST.minus(days=9), None)), ["e1", "o1"]),
        (VISITS.starting(Span(None, A_TEST.afterwards)), ["e1", "o1"]),
        (VISITS.starting(Span(None, A_TEST.otherwise(On(date(2026, 1, 1))))), ["e1", "o1"]),
        (VISITS.starting(Span(None, NO_SUCH_DAY.otherwise(A_TEST))), ["e1", "o1"]),
        (VISITS.starting(Span(On(date(2026, 5, 1)), None)), ["e1"]),
    ],
)
def test_it_is_named_once_after_the_fact_itself(frame, selection, named):
    asked = frame(VISIT, HEART, BLOOD, LATER)
    row = next(row for row in asked.rows(selection).sure if row.fact.id == "e1")

    assert [ref.id for ref in refer_with(selection, row, asked)] == named


def test_what_holds_and_what_is_counted_name_it(frame):
    asked = frame(VISIT, HEART, BLOOD, LATER)

    for condition in (Exists(DURING_A_TEST), Count(DURING_A_TEST, 1)):
        (line,) = condition.answer(asked).evidence
        assert [ref.id for ref in line.facts] == ["e1", "o1"]
