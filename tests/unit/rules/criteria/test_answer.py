"""How evidence names a fact: with the day it started."""

from datetime import date

import pytest

from carecoord.model import Encounter, Observation, Period
from carecoord.model.code import Code, concept
from carecoord.rules.criteria import Exists, Facts

STAYS = Facts(Encounter)


def named(answer):
    return [(ref.id, ref.type, ref.label, ref.on) for line in answer.evidence for ref in line.facts]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        (Period(date(2026, 5, 1), date(2026, 5, 4)), date(2026, 5, 1)),
        (Period(date(2026, 5, 1), None), date(2026, 5, 1)),
        (Period(None, date(2026, 5, 4)), date(2026, 5, 3)),
        (None, None),
    ],
)
def test_a_stay_is_of_the_day_it_started_else_of_its_end(frame, period, day):
    """A period to 4 May, half-open, ends on 3 May."""
    answer = Exists(STAYS).answer(frame(Encounter(id="e1", period=period)))

    assert named(answer) == [("e1", "Encounter", "Encounter", day)]


def test_a_fact_is_called_as_its_first_concept(frame):
    seen = [concept(Code("urn:c", "A", "Check-up")), concept(Code("urn:c", "B"))]
    answer = Exists(STAYS).answer(frame(Encounter(id="e1", type=seen)))

    assert named(answer) == [("e1", "Encounter", "Check-up", None)]


def test_the_last_to_start_stands_for_all_and_of_one_day_the_higher_id(frame, result):
    asked = frame(
        result("o2", date(2026, 5, 4)),
        result("o3", date(2026, 5, 3)),
        result("o1", date(2026, 5, 4)),
    )

    assert [fact[0] for fact in named(Exists(Facts(Observation)).answer(asked))] == ["o2"]
