from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.goal import goal
from carecoord.model import Actor, CodeableConcept, Goal, Quantity, Range, Ratio, Target
from carecoord.model.code import concept, loinc

HBA1C = concept(loinc("4548-4"))
SEVEN = Quantity(Decimal("7.0"), "%", "<")
TARGETS = (
    Target(measure=HBA1C, detail=SEVEN, due=date(2026, 6, 1)),
    Target(measure=HBA1C, detail=Range(low=SEVEN), due=Quantity(Decimal(6), "wk")),
    Target(measure=HBA1C, detail=CodeableConcept((), "controlled")),
    Target(measure=HBA1C, detail="low"),
    Target(measure=HBA1C, detail=False),
    Target(measure=HBA1C, detail=0),
    Target(measure=HBA1C, detail=Ratio(numerator=SEVEN, denominator=SEVEN)),
    Target(due=date(2026, 7, 1)),
)
GOAL = Goal(
    id="g",
    lifecycle_status="on-hold",
    achievement_status=CodeableConcept((), "no change"),
    category=[CodeableConcept((), "dietary")],
    priority=CodeableConcept((), "high"),
    description=CodeableConcept((), "lower sugar"),
    started_on=date(2026, 1, 1),
    status_on=date(2026, 2, 1),
    status_reason="honeymoon",
    targets=TARGETS,
    expressed_by=Actor(display="the patient"),
    note="one\n\ntwo",
    outcome_codes=[CodeableConcept((), "lower")],
)


def test_a_goal_is_valid_and_says_every_field_again(names, valid, read_back):
    written = goal(GOAL, names)
    read = read_back(written)

    valid(written)
    assert read.targets == TARGETS
    assert (read.lifecycle_status, read.achievement_status) == ("on-hold", GOAL.achievement_status)
    assert (read.category, read.priority) == (GOAL.category, GOAL.priority)
    assert (read.started_on, read.status_on) == (GOAL.started_on, GOAL.status_on)
    assert (read.status_reason, read.note) == (GOAL.status_reason, GOAL.note)
    assert (read.expressed_by, read.outcome_codes) == (GOAL.expressed_by, GOAL.outcome_codes)
    assert written["meta"]["profile"] == [
        "http://hl7.org/fhir/us/core/StructureDefinition/us-core-goal"
    ]
    assert names.losses == []


def test_a_goal_that_says_nothing_is_valid_and_read_as_saying_nothing(names, valid, read_back):
    written = goal(Goal(id="g", addresses=["c"], outcomes=["o"]), names)
    read = read_back(written)

    valid(written)
    assert (read.lifecycle_status, read.description) == (None, None)
    assert written["addresses"] == [{"reference": "Basic/c"}]
    assert written["outcomeReference"] == [{"reference": "Basic/o"}]
    assert "meta" not in written


def test_a_goal_may_begin_with_an_event(names, read_back):
    event = CodeableConcept((), "discharge")

    assert read_back(goal(Goal(id="g", started_on=event), names)).started_on == event


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        (Goal(id="g", lifecycle_status="begun"), "lifecycleStatus"),
        (Goal(id="g", started_on=datetime(2026, 1, 1, 8, tzinfo=UTC)), "startDate"),
        (Goal(id="g", targets=[Target(detail=date(2026, 1, 1))]), "target.detail"),
    ],
)
def test_what_a_goal_has_no_place_for_is_told(names, valid, fact, lost):
    valid(goal(fact, names))

    assert names.losses == [lost]
