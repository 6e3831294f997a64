"""Rules that are refused when they are written, each with its id, its clause and the reason."""

from datetime import date
from decimal import Decimal
from itertools import permutations

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
    Last,
    LastDay,
    Lowest,
    Not,
    On,
    SetRef,
    Span,
    YearDay,
    coded,
)
from carecoord.rules.criteria.frame import Frame
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
HIGH = Exists(PULSES.amounting(above=99)).named("high")
LOW = Exists(PULSES.amounting(below=50)).named("low")
LONG = VISITS.of_known_length()
THE_MAY = Span(On(date(2026, 5, 1)), On(date(2026, 5, 31)))
JUNE = Span(On(date(2026, 6, 1)), On(date(2026, 6, 30)))
MAY = VISITS.starting(THE_MAY)
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
        (
            Covered(drugs=(VISITS,), span=Span(YearDay(0, 1, 1), END), at_least=367),
            f"{NEVER}: 367 days of 366",
        ),
        (Exists(VISITS.during(Span(END, START))), f"{NEVER}: the measurement period ends before"),
        (Exists(VISITS.starting(Span(YearDay(0, 3, 1), YearDay(0, 2)))), NEVER),
        (Exists(VISITS.starting(Span(START, END.minus(months=12)))), NEVER),
        (All(Age(at_least=50), All(Age(at_most=40))), f"{NEVER}: age 50 or more, and age up to 40"),
        (
            All(Age(at_least=50), Not(Age(at_least=40))),
            f"{NEVER}: age 50 or more, and not (age 40 or more)",
        ),
        (All(Age(at_most=40), Not(Not(Age(at_least=50)))), NEVER),
        (All(Age(at_most=40), Not(Age(at_most=40))), f"{NEVER}: age up to 40, and not"),
        (All(SEEN, All(HIGH, Not(SEEN))), f"{NEVER}: seen, and not"),
        (All(SEEN, Not(Any(HIGH, SEEN))), f"{NEVER}: seen, and not"),
        (
            All(Any(SEEN, HIGH), Not(SEEN), Not(HIGH)),
            f"{NEVER}: seen or high, of which nothing is left",
        ),
        (
            All(Not(All(SEEN, Not(HIGH))), SEEN, Not(HIGH)),
            f"{NEVER}: not (seen and not (high)), of which nothing is left",
        ),
        (Age(at_most=-1), f"{NEVER}: at most -1"),
        (AgeAt(END, at_most=-1), f"{NEVER}: at most -1"),
        (
            Exists(VISITS.without(Facts(Encounter))),
            f"{NEVER}: any Encounter are all left out",
        ),
        (
            Exists(First(LONG).latest().without(Facts(Encounter))),
            f"{NEVER}: the first any Encounter of known length are all left out",
        ),
        (Exists(PULSES.amounting(at_least=60, unit="foo bar")), "'foo bar' is no unit of UCUM"),
        (Exists(PULSES.amounting(at_least=60, unit="°C")), "'°C' is no unit of UCUM"),
        (Lowest(of=PULSES, below=Decimal(60), unit="a b"), "'a b' is no unit of UCUM"),
        (Count(First(VISITS), 2), f"{NEVER}: at least 2 of the first any Encounter, which holds 1"),
        (Count(Last(VISITS).named("the last").current(), 2), NEVER),
        (Count(First(VISITS) | Last(VISITS), 3), NEVER),
        (Days(LastDay(VISITS), 2), NEVER),
        (
            Exists(MAY.starting(JUNE)),
            f"{NEVER}: starting from 2026-05-01 to 2026-05-31, and starting from 2026-06-01 to",
        ),
        (Exists(VISITS.during(JUNE).current().starting(THE_MAY)), NEVER),
        (Exists(VISITS.during(JUNE).ending(THE_MAY)), NEVER),
        (Exists(VISITS.ending(Span(START, END)).during(Span(None, START.minus(days=1)))), NEVER),
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
        Exists(VISITS.starting(Span(YearDay(0, 2, 1), YearDay(0, 2)))),
        Exists(VISITS.starting(Span(YearDay(-1, 12), START))),
        Exists(VISITS.during(Span(START, END))),
        Exists(VISITS.during(Span(END.minus(months=12), START))),
        Covered(drugs=(VISITS,), span=HUNDRED, at_least=100),
        Covered(drugs=(VISITS,), span=Span(None, END), at_least=400),
        Covered(drugs=(VISITS,), span=Span(YearDay(0, 1, 1), END), at_least=366),
        All(Age(at_least=50), All(Age(at_most=50))),
        All(Age(at_least=50), Not(Age(at_least=51))),
        All(Age(at_most=50), Not(Age(at_most=49))),
        All(Age(at_least=50), Not(Age(at_least=40, at_most=60))),
        All(Age(at_least=50), Any(Age(at_most=40), SEEN)),
        All(Any(SEEN, HIGH), Not(SEEN)),
        All(SEEN, Not(All(SEEN, HIGH))),
        All(SEEN, Not(Any(HIGH, LOW))),
        Age(at_most=0),
        Exists(VISITS.without(LONG)),
        Exists(LONG.without(Facts(Encounter).current())),
        Exists(PULSES.amounting(at_least=60, unit="[arb'U]/mL")),
        Exists(PULSES.amounting(at_least=60, unit="{a score of ours}/d")),
        Exists(PULSES.amounting(at_least=60, unit="mm Hg")),
        Lowest(of=PULSES, below=Decimal(60), unit="/min"),
        Count(First(VISITS), 1),
        Count(First(VISITS) | Last(VISITS), 2),
        Count(First(VISITS) | VISITS, 3),
        Count(LastDay(VISITS), 2),
        Days(LastDay(VISITS).latest(), 2),
        Exists(MAY.starting(Span(On(date(2026, 5, 31)), None))),
        Exists(MAY.ending(JUNE)),
        Exists(MAY.beginnings().starting(JUNE)),
        Exists(MAY.overlapping(JUNE)),
        Exists(VISITS.overlapping(THE_MAY).starting(JUNE)),
        Exists(MAY.starting(Span(None, END))),
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


def test_a_part_that_stands_often_is_looked_at_once():
    """Each of the forty doubles what is inside; going through it all would never end."""
    nested = All(SEEN, Not(HIGH))
    for _ in range(40):
        nested = All(nested, nested)

    assert found(nested) == []
    assert found(All(nested, HIGH, name="all")) == [("all", f"{NEVER}: high, and not")]


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
        (START, END, (364, 365)),
        (END, START, (-365, -364)),
        (START, END.minus(months=10), (55, 61)),
        (EACH.start, EACH.start.minus(days=1), (-1, -1)),
        (FIRST.start, FIRST.end, None),
        (YearDay(0, 1, 1), YearDay(0, 1, 2), (1, 1)),
        (YearDay(0, 1, 1).plus(days=1), END, (363, 364)),
        (YearDay(-1, 12), START, (1, 1)),
        (END.minus(months=1).plus(days=1), YearDay(0, 12), (27, 30)),
        (START.afterwards, END, None),
        (START.afterwards.plus(days=1), END, None),
        (START, EACH.start, None),
        (On(date(2026, 1, 31)).plus(months=1), On(date(2026, 1, 28)).plus(months=1), (0, 0)),
    ],
)
def test_days_between_two_days_of_a_rule(first, last, between):
    assert distance(first, last) == between


SOME_DAYS = [
    START,
    END,
    END.minus(months=10),
    END.minus(months=10).plus(months=1),
    START.plus(days=31).plus(months=1),
    START.minus(days=2).plus(months=2),
    YearDay(0, 2),
    YearDay(0, 2).plus(months=1),
    YearDay(-1, 12),
    YearDay(0, 1, 31).plus(months=13),
    YearDay(0, 1, 28).plus(months=1),
]


@pytest.mark.parametrize(("first", "last"), [*permutations(SOME_DAYS, 2)])
def test_no_year_has_more_or_fewer_days_between_than_is_said(first, last):
    years = [
        Frame(view=None, period=(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()))
        for year in range(2023, 2031)
    ]
    apart = [last.bounds(year)[0] - first.bounds(year)[0] for year in years]

    low, high = distance(first, last)
    assert low <= min(apart)
    assert max(apart) <= high
