"""Strata of a group: who belongs to one, and of whom that is not known."""

from datetime import date

import pytest

from carecoord.model import Chart, PartialDate, Patient, Period
from carecoord.rules import Citation, Licence
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import MEASUREMENT_PERIOD, AgeAt
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.group import Stratum
from carecoord.rules.rates import rates
from carecoord.rules.shapes import Group, Measure, Rule, populations

AT_START = MEASUREMENT_PERIOD.start
GROUP = Group(
    name="g",
    initial_population=AgeAt(AT_START, at_least=1),
    numerator=AgeAt(AT_START, at_least=1),
    strata=(
        Stratum(id="young", title="under 18", holds=AgeAt(AT_START, at_most=17)),
        Stratum(id="old", title="18 or more", holds=AgeAt(AT_START, at_least=18)),
    ),
)
RULE = Rule(
    id="invented.measure",
    edition="2026",
    title="Tested",
    citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
    population="everybody",
    licences=(Licence.RN,),
    shape=Measure(groups=(GROUP,), years=(2026,), closes="a test"),
)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
DENOMINATOR = "denominator"


def member(born):
    chart = Chart(key="p", patient=Patient(birth_date=born))
    (found,) = populations(RULE, chart, YEAR, Catalogue.of(RULE))
    return found


@pytest.mark.parametrize(
    ("born", "stratum"), [(date(2008, 1, 1), "old"), (date(2008, 1, 2), "young")]
)
def test_a_patient_counts_in_the_stratum_that_holds(born, stratum):
    found = member(born)

    assert {name for name, counts in found.strata.items() if counts[DENOMINATOR]} == {stratum}
    assert found.unknown_strata == ()


def test_a_stratum_that_is_not_known_counts_nobody_and_is_told():
    found = member(PartialDate(2008))

    assert found.counts[DENOMINATOR] == 1
    assert [counts[DENOMINATOR] for counts in found.strata.values()] == [0, 0]
    assert [stratum for stratum, _ in found.unknown_strata] == ["young", "old"]
    assert all(missing for _, missing in found.unknown_strata)
    assert found.unknown == ()


def test_whoever_does_not_count_belongs_to_no_stratum_for_certain():
    assert member(date(2025, 6, 1)).unknown_strata == ()


def test_rates_tell_in_which_strata_somebody_is_missing():
    found = rates([member(PartialDate(2008)), member(date(2000, 1, 1))])

    assert [(rate.stratum, rate.undecided) for rate in found] == [
        (None, 0),
        ("young", 1),
        ("old", 1),
    ]
