"""Retention in HIV care (CMS1157): one visit, one test or one day decides.

Each row is somebody with HIV and a visit on 10 March, and what else there is. Day 240 of 2026 is 29
August; 90 days after 10 March is 8 June.
"""

from datetime import date

import pytest
from small_charts import (
    COMPLETE,
    after,
    chart_of,
    condition,
    counts,
    encounter,
    result,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.licence import Licence
from carecoord.rules.measures import cms1157
from carecoord.rules.measures import value_sets as vs

RULE = cms1157.RULE
HIV = condition(vs.HIV)
FIRST = date(2026, 3, 10)
VISIT = encounter(vs.OFFICE_VISIT, FIRST)
OUT, OPEN, MET = (0, 0, 0), (1, 0, 0), (1, 0, 1)

VISIT_SETS = (
    vs.OFFICE_VISIT,
    vs.OUTPATIENT_CONSULTATION,
    vs.ANNUAL_WELLNESS_VISIT,
    vs.FACE_TO_FACE_INTERACTION,
    vs.HOME_HEALTHCARE_SERVICES,
    vs.PREVENTIVE_ESTABLISHED_18_UP,
    vs.PREVENTIVE_INITIAL_18_UP,
    vs.PREVENTIVE_INITIAL_0_TO_17,
    vs.PREVENTIVE_ESTABLISHED_0_TO_17,
    vs.TELEPHONE_VISITS,
    vs.PREVENTIVE_OTHER,
)
each_visit_set = pytest.mark.parametrize("of", VISIT_SETS, ids=lambda of: of.name)


def somebody(*facts):
    return chart_of(HIV, VISIT, *facts)


def viral_load(day, **other):
    return result(vs.HIV_VIRAL_LOAD, day, **other)


@each_visit_set
def test_two_visits_of_any_kind(of):
    visits = encounter(of, FIRST), encounter(of, after(FIRST, 90))

    assert counts(RULE, chart_of(HIV, visits[0])) == (OPEN,)
    assert counts(RULE, chart_of(HIV, *visits)) == (MET,)


def test_other_visits_do_not_count():
    emergency = encounter(vs.ED_EVALUATION_AND_MANAGEMENT, FIRST)

    assert counts(RULE, chart_of(HIV, emergency)) == (OUT,)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), OUT),
        (date(2026, 1, 1), OPEN),
        (date(2026, 8, 29), OPEN),
        (date(2026, 8, 30), OUT),
    ],
)
def test_the_visit_is_in_the_first_240_days(day, expected):
    assert counts(RULE, chart_of(HIV, encounter(vs.OFFICE_VISIT, day))) == (expected,)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 12, 31), date(2026, 1, 1), OUT),
        (date(2026, 8, 28), date(2026, 8, 29), OPEN),
        (date(2026, 8, 29), date(2026, 8, 30), OUT),
    ],
)
def test_all_of_the_visit_is_in_the_first_240_days(first, last, expected):
    assert counts(RULE, chart_of(HIV, encounter(vs.OFFICE_VISIT, first, last))) == (expected,)


@pytest.mark.parametrize(
    ("onset", "expected"),
    [
        (date(2010, 1, 1), OPEN),
        (date(2026, 8, 29), OPEN),
        (date(2026, 8, 30), OUT),
    ],
)
def test_hiv_is_known_by_day_240(onset, expected):
    assert counts(RULE, chart_of(condition(vs.HIV, onset), VISIT)) == (expected,)


@pytest.mark.parametrize(
    ("verification", "expected"),
    [
        ("confirmed", OPEN),
        ("provisional", OPEN),
        ("refuted", OUT),
        ("entered-in-error", OUT),
    ],
)
def test_hiv_is_verified(verification, expected):
    found = condition(vs.HIV, verification_status=verification)

    assert counts(RULE, chart_of(found, VISIT)) == (expected,)


def test_without_hiv_nobody_is_concerned():
    assert counts(RULE, chart_of(condition(vs.DIABETES), VISIT)) == (OUT,)


def test_a_visit_that_was_not_held_counts_only_for_the_first_240_days():
    """The text asks for a status of the visits that stand apart, and of no other."""
    planned = encounter(vs.OFFICE_VISIT, FIRST, status="planned")
    held = encounter(vs.OFFICE_VISIT, after(FIRST, 90))

    assert counts(RULE, chart_of(HIV, planned)) == (OPEN,)
    assert counts(RULE, chart_of(HIV, planned, held)) == (OPEN,)
    assert counts(RULE, somebody(encounter(vs.OFFICE_VISIT, date(2026, 6, 8)))) == (MET,)
    assert counts(
        RULE, somebody(encounter(vs.OFFICE_VISIT, date(2026, 6, 8), status="planned"))
    ) == (OPEN,)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 7), OPEN),
        (date(2026, 6, 8), MET),
        (date(2026, 12, 31), MET),
        (date(2027, 1, 1), OPEN),
    ],
)
def test_two_visits_are_90_days_apart_in_the_year(day, expected):
    assert counts(RULE, somebody(encounter(vs.OFFICE_VISIT, day))) == (expected,)


def test_the_days_are_counted_from_the_end_of_the_first_visit():
    long = encounter(vs.OFFICE_VISIT, FIRST, after(FIRST, 1))

    def later(days):
        return encounter(vs.OFFICE_VISIT, after(FIRST, days), after(FIRST, days + 1))

    assert counts(RULE, chart_of(HIV, long, later(90))) == (OPEN,)
    assert counts(RULE, chart_of(HIV, long, later(91))) == (MET,)


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2025, 12, 1), date(2026, 1, 1)), (date(2026, 12, 31), date(2027, 1, 1))],
)
def test_a_visit_that_is_partly_in_another_year_does_not_count(first, last):
    """The visit of 30 June is more than 90 days from either."""
    held, across = date(2026, 6, 30), encounter(vs.OFFICE_VISIT, first, last)

    assert counts(RULE, chart_of(HIV, encounter(vs.OFFICE_VISIT, held), across)) == (OPEN,)


def test_a_second_visit_of_another_kind_does_not_count():
    emergency = encounter(vs.ED_EVALUATION_AND_MANAGEMENT, date(2026, 6, 8))

    assert counts(RULE, somebody(emergency)) == (OPEN,)


@pytest.mark.parametrize(
    ("onset", "expected"),
    [(FIRST, MET), (after(FIRST, 1), OPEN)],
)
def test_hiv_is_known_when_both_visits_begin(onset, expected):
    """The first lasts two days."""
    first = encounter(vs.OFFICE_VISIT, FIRST, after(FIRST, 1))
    second = encounter(vs.OFFICE_VISIT, date(2026, 6, 9))

    assert counts(RULE, chart_of(condition(vs.HIV, onset), first, second)) == (expected,)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 10), OPEN),
        (date(2026, 3, 10), OPEN),
        (date(2026, 6, 7), OPEN),
        (date(2026, 6, 8), MET),
        (date(2026, 12, 31), MET),
        (date(2027, 1, 1), OPEN),
    ],
)
def test_a_viral_load_is_90_days_after_the_visit(day, expected):
    assert counts(RULE, somebody(viral_load(day))) == (expected,)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), OPEN),
        (date(2026, 1, 1), MET),
        (date(2026, 5, 31), MET),
        (date(2026, 6, 1), OPEN),
    ],
)
def test_a_viral_load_is_90_days_before_the_visit(day, expected):
    """The visit is on 29 August, 90 days after 31 May."""
    seen = encounter(vs.OFFICE_VISIT, date(2026, 8, 29))

    assert counts(RULE, chart_of(HIV, seen, viral_load(day))) == (expected,)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 12, 31), date(2026, 1, 1), OPEN),
        (date(2026, 1, 1), date(2026, 6, 3), MET),
        (date(2026, 6, 3), date(2026, 6, 4), OPEN),
        (date(2026, 11, 30), date(2026, 12, 1), OPEN),
        (date(2026, 12, 1), date(2026, 12, 31), MET),
        (date(2026, 12, 1), date(2027, 1, 1), OPEN),
    ],
)
def test_a_test_over_some_days_is_in_the_year_and_apart_from_the_whole_visit(first, last, expected):
    """The visit lasts from 1 to 2 September; one that was only planned is in the first 240 days."""
    planned = encounter(vs.OFFICE_VISIT, FIRST, status="planned")
    seen = encounter(vs.OFFICE_VISIT, date(2026, 9, 1), date(2026, 9, 2))
    chart = chart_of(HIV, planned, seen, viral_load(through(first, last)))

    assert counts(RULE, chart) == (expected,)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("final", MET),
        ("amended", MET),
        ("corrected", MET),
        ("preliminary", OPEN),
        ("cancelled", OPEN),
    ],
)
def test_a_viral_load_stands(status, expected):
    assert counts(RULE, somebody(viral_load(date(2026, 6, 8), status=status))) == (expected,)


def test_other_tests_and_tests_at_a_visit_before_hiv_do_not_count():
    late = condition(vs.HIV, after(FIRST, 1))

    assert counts(RULE, somebody(result(vs.HBA1C_TEST, date(2026, 6, 8)))) == (OPEN,)
    assert counts(RULE, chart_of(late, VISIT, viral_load(date(2026, 6, 8)))) == (OPEN,)


def test_conditions_never_asked_for_and_a_set_not_loaded_leave_it_unknown():
    unasked = chart_of(VISIT, unasked=("conditions",))
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.HIV_VIRAL_LOAD,)))

    assert unknown(RULE, unasked) == (("initial-population",),)
    assert unknown(RULE, somebody(), without) == (("numerator",),)
    assert unknown(RULE, somebody(), COMPLETE) == ((),)


def test_in_a_review_a_coordinator_can_close_the_gap_until_the_end_of_the_year():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (finding,) = review(somebody(), catalogue, date(2026, 5, 1)).findings

    assert (finding.key, finding.edition) == ("measures.cms1157|p|2026:Group_1", "2026")
    assert finding.action.licences == (Licence.COORDINATOR, Licence.SOCIAL_WORKER, Licence.RN)
    assert finding.action.due == date(2026, 12, 31)
