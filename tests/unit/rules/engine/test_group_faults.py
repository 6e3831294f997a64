"""Measures that are refused when they are written."""

import attrs
import pytest

from carecoord.errors import AuthoringError
from carecoord.model import Encounter, Observation, Procedure
from carecoord.rules.criteria import Age, All, Any, Exists, Facts, Not
from carecoord.rules.engine.group import Group, Stratum
from carecoord.rules.engine.settings import schedule_faults
from carecoord.rules.shapes import Measure

VISIT = Exists(Facts(Encounter)).named("visit")
TEST = Exists(Facts(Observation)).named("test")
ACT = Exists(Facts(Procedure)).named("act")
GROUP = Group(name="g", initial_population=VISIT, numerator=TEST)
MEASURE = Measure(groups=(GROUP,), years=(2026,), closes="a test")
NEVER = "it can never be true"
VISIT_ONCE_MORE = Exists(Facts(Encounter))


def measure(**changes):
    return attrs.evolve(MEASURE, groups=(attrs.evolve(GROUP, **changes),))


def found(shape):
    return [(fault.clause, fault.found) for fault in schedule_faults(shape, {})]


@pytest.mark.parametrize(
    ("shape", "clause", "said"),
    [
        (attrs.evolve(MEASURE, groups=()), "groups", "nobody is counted"),
        (attrs.evolve(MEASURE, years=()), "years", "it is specified for no year"),
        (
            attrs.evolve(MEASURE, groups=(GROUP, attrs.evolve(GROUP, numerator=ACT))),
            "group g",
            "another group has its name",
        ),
        (
            measure(strata=[Stratum(id="1", title="a", holds=TEST)] * 2),
            "group g, stratum 1",
            "it stands twice",
        ),
        (measure(numerator=Not(VISIT)), "group g, numerator", f"{NEVER}: visit, and not"),
        (
            measure(numerator=All(TEST, Not(VISIT_ONCE_MORE))),
            "group g, numerator",
            f"{NEVER}: visit, and not",
        ),
        (
            measure(initial_population=Age(at_least=50), numerator=Age(at_most=40)),
            "group g, numerator",
            f"{NEVER}: age 50 or more, and age up to 40",
        ),
        (
            measure(denominator=ACT, numerator=Not(ACT)),
            "group g, numerator",
            f"{NEVER}: act, and not",
        ),
        (
            measure(denominator_exclusions=Not(VISIT)),
            "group g, denominator exclusions",
            f"{NEVER}: visit, and not",
        ),
        (
            measure(denominator_exclusions=VISIT_ONCE_MORE),
            "group g, denominator exclusions",
            "everybody is excluded: any Encounter",
        ),
        (
            measure(denominator=Not(ACT), denominator_exclusions=All(VISIT, Not(ACT))),
            "group g, denominator exclusions",
            "everybody is excluded: visit and not (act)",
        ),
        (
            measure(denominator_exceptions=Not(VISIT)),
            "group g, denominator exceptions",
            f"{NEVER}: visit, and not",
        ),
        (
            measure(strata=[Stratum(id="1", title="a", holds=Not(VISIT))]),
            "group g, stratum 1",
            f"{NEVER}: visit, and not",
        ),
    ],
)
def test_a_measure_that_cannot_be_is_refused(shape, clause, said):
    assert found(shape) == [(clause, said)]


def test_what_a_denominator_denies_is_told_first():
    told = found(measure(denominator=Not(VISIT)))

    assert told[0] == ("group g, denominator", f"{NEVER}: visit, and not")


@pytest.mark.parametrize(
    "shape",
    [
        MEASURE,
        attrs.evolve(MEASURE, groups=(GROUP, attrs.evolve(GROUP, name="h"))),
        measure(numerator=VISIT),
        measure(numerator=All(VISIT, TEST)),
        measure(numerator=Not(ACT), denominator_exclusions=ACT),
        measure(denominator=Any(ACT, TEST), numerator=Not(ACT)),
        measure(denominator_exclusions=All(VISIT, ACT)),
        measure(denominator_exclusions=TEST, denominator_exceptions=Not(TEST)),
        measure(strata=[Stratum(id=one, title="a", holds=ACT) for one in "12"]),
    ],
)
def test_a_measure_that_can_be_is_left(shape):
    assert found(shape) == []


def test_the_rule_and_the_clause_are_named(rule):
    told = (
        r"^rule 'invented\.rule', edition 'only', clause 'group g, numerator': it can never be "
        r"true: visit, and not\. Ask for what those counted can have$"
    )
    with pytest.raises(AuthoringError, match=told):
        rule(measure(numerator=Not(VISIT)))
