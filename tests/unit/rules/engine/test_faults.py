"""Rules that are refused when they are written, each with its id, its clause and the reason."""

from datetime import date

import pytest

from carecoord.errors import AuthoringError
from carecoord.model.code import ICD10CM, Code, loinc
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import (
    EACH,
    MEASUREMENT_PERIOD,
    Age,
    AgeAt,
    All,
    Any,
    Count,
    Covered,
    Days,
    Exists,
    Facts,
    First,
    Not,
    On,
    SetRef,
    Span,
    YearDay,
    coded,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.distances import distance
from carecoord.rules.engine.faults import faults_in
from carecoord.rules.engine.group import Group
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule

VISITS = Facts(Encounter)
PULSES = Facts(Observation, coded("Pulse of faults", loinc("8867-4")))
START, END = MEASUREMENT_PERIOD.start, MEASUREMENT_PERIOD.end
SEEN = Exists(VISITS).named("seen")
FIRST = First(VISITS)
TWO_DAYS = Span(END.minus(days=1), END)
HUNDRED = Span.days_after(FIRST.start, 0, 99)


def found(criterion):
    return [(fault.clause, fault.found) for fault in faults_in(criterion)]


NEVER = "it can never be true"


@pytest.mark.parametrize(
    ("criterion", "fault"),
    [
        (AgeAt(END, at_least=76, at_most=75), f"{NEVER}: at least 76 and at most 75"),
        (Age(at_least=2, at_most=1), f"{NEVER}: at least 2 and at most 1"),
        (Exists(PULSES.amounting(at_least=61, at_most=60)), NEVER),
        (Exists(PULSES.amounting(at_least=60, below=60)), NEVER),
        (Exists(PULSES.amounting(above=60, at_most=60)), NEVER),
        (Exists(PULSES.amounting(above=60, below=60)), NEVER),
        (Exists(PULSES.amounting(at_least=60).current().amounting(below=60)), NEVER),
        (Exists(PULSES.amounting(below=60).amounting(above=70, below=90)), NEVER),
        (All(Age(at_least=76), SEEN, Age(at_most=75)), f"{NEVER}: age 76 or more, and age"),
        (All(AgeAt(END, at_most=75), AgeAt(MEASUREMENT_PERIOD.end, at_least=76)), NEVER),
        (All(), "it asks for nothing"),
        (Any(), f"{NEVER}: none of no clauses"),
        (All(SEEN, Not(SEEN)), f"{NEVER}: seen, and not"),
        (Count(VISITS, 0), "it is always true: at least 0"),
        (Days(VISITS, 0), "it is always true: at least 0"),
        (Exists(Facts(Condition, coded("Nothing of faults"))), f"{NEVER}: no code in"),
        (Exists(VISITS.where(Encounter.status)), f"{NEVER}: no value of status"),
        (Exists(VISITS.where_not(Encounter.status)), "it refuses nothing: no value of status"),
        (Exists(VISITS.during(Span(END, END.minus(days=1)))), NEVER),
        (Exists(VISITS.starting(Span.days_after(FIRST.start, 31, 30))), NEVER),
        (Exists(VISITS.starting(Span(FIRST.start.plus(months=1), FIRST.start))), NEVER),
        (Exists(VISITS.starting(Span(On(date(2026, 1, 2)), On(date(2026, 1, 1))))), NEVER),
        (Covered(drugs=(VISITS,), span=HUNDRED, at_least=101), f"{NEVER}: 101 days of 100"),
        (Covered(drugs=(VISITS,), span=HUNDRED, at_least=0), "it is always true"),
    ],
)
def test_what_cannot_hold_or_cannot_fail_is_found(criterion, fault):
    ((_, said),) = found(criterion)

    assert said.startswith(fault)


@pytest.mark.parametrize(
    "criterion",
    [
        AgeAt(END, at_least=75, at_most=75),
        AgeAt(END, at_least=75),
        Age(at_most=75),
        Exists(PULSES.amounting(at_least=60, at_most=60)),
        Exists(PULSES.amounting(above=60, below=61)),
        Exists(PULSES.amounting(at_least=60)),
        Exists(PULSES.amounting(below=60)),
        Exists(PULSES.amounting(at_least=60).amounting(at_most=60)),
        Exists(PULSES.amounting(at_least=60).amounting(below=60, unit="/min")),
        All(SEEN, Not(Exists(PULSES))),
        All(Age(at_least=75), Age(at_most=75)),
        All(AgeAt(START, at_least=76), AgeAt(END, at_most=75)),
        All(Age(at_least=76), AgeAt(END, at_most=75)),
        All(Age(at_least=76), Age(at_least=80)),
        Count(VISITS, 1),
        Exists(Facts(Condition, SetRef("theirs", "urn:theirs"))),
        Exists(Facts(Condition, ValueSet(url="urn:p", name="p", prefixes=(Code(ICD10CM, "E11"),)))),
        Exists(Facts(Condition, coded("Nothing of faults"), coded("Pulse too", loinc("8867-4")))),
        Exists(VISITS.during(Span(END, END))),
        Exists(VISITS.during(Span(None, START))),
        Exists(VISITS.during(Span(END, None))),
        Exists(VISITS.starting(Span(FIRST.start.plus(months=1), FIRST.start.plus(days=28)))),
        Exists(VISITS.starting(Span(FIRST.start, First(VISITS).start))),
        Exists(VISITS.only_if(Exists(PULSES.during(EACH.span)))),
        Exists(VISITS.starting(Span(YearDay(0, 3, 1), YearDay(0, 2)))),
        Covered(drugs=(VISITS,), span=HUNDRED, at_least=100),
        Covered(drugs=(VISITS,), span=Span(None, END), at_least=400),
        Covered(drugs=(VISITS,), span=Span(YearDay(0, 1, 1), END), at_least=400),
    ],
)
def test_what_may_hold_and_may_fail_is_left(criterion):
    assert found(criterion) == []


def test_the_clause_is_called_as_the_rule_calls_it():
    within = All(Exists(PULSES.amounting(at_least=2, at_most=1)), name="pulse of nobody")

    assert [clause for clause, _ in found(Any(SEEN, within))] == ["pulse of nobody"]


def test_a_part_that_stands_twice_is_told_once():
    wrong = AgeAt(END, at_least=2, at_most=1)

    assert len(found(Any(All(wrong, SEEN), wrong))) == 1


def measure(criterion):
    group = Group(name="G", initial_population=criterion, numerator=SEEN)
    return Rule(
        id="trial.nobody",
        edition="1",
        title="Nobody",
        population="nobody",
        citation=Citation(text="invented", locator="here", status=Status.CONVENTION),
        licences=(Licence.RN,),
        shape=Measure(groups=(group,), years=(2026,), closes="nothing"),
    )


def test_a_rule_with_a_fault_is_refused_with_its_id_and_clause():
    with pytest.raises(AuthoringError) as refused:
        measure(AgeAt(END, at_least=76, at_most=75).named("of the right age"))

    assert str(refused.value) == (
        "rule 'trial.nobody', edition '1', clause 'of the right age': it can never be true: at "
        "least 76 and at most 75. Change it, or leave it out"
    )


def test_a_rule_without_one_is_not():
    assert measure(AgeAt(END, at_least=75, at_most=76)).id == "trial.nobody"


@pytest.mark.parametrize(
    ("first", "last", "between"),
    [
        (START, START.plus(days=3), (3, 3)),
        (START.plus(days=3), START, (-3, -3)),
        (START, START.plus(months=2, days=1), (57, 63)),
        (START.plus(months=1), START, (-31, -28)),
        (START, END, None),
        (EACH.start, EACH.start.minus(days=1), (-1, -1)),
        (FIRST.start, FIRST.end, None),
        (YearDay(0, 1, 1), YearDay(0, 1, 2), None),
        (YearDay(0, 1, 1).plus(days=1), END, None),
    ],
)
def test_days_between_two_days_of_a_rule(first, last, between):
    assert distance(first, last) == between
