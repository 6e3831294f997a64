"""Antidepressant medication management (CMS128): one fill, one diagnosis, one day decides.

Each row is somebody of 60 with an antidepressant first dispensed on 10 January, major depression
and a visit on that day, and what else there is.
"""

from datetime import date
from decimal import Decimal

import pytest
from small_charts import (
    after,
    chart_of,
    coded,
    condition,
    counts,
    encounter,
    gap_of,
    prescription,
    procedure,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Fill, PartialDate
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.licence import Licence
from carecoord.rules.measures import cms128
from carecoord.rules.measures import value_sets as vs

RULE = cms128.RULE
START = date(2026, 1, 10)
OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)


def fill(day=START, days=30, of=vs.ANTIDEPRESSANT_MEDICATION, **other):
    kept = {"id": "", "status": "completed", "handed_over_on": day} | other
    supply = None if days is None else Decimal(days)
    return Fill(code=coded(of), days_supply=supply, **kept)


def depression(onset=START, **other):
    return condition(vs.MAJOR_DEPRESSION, onset, **other)


def visit(day=START, of=vs.OFFICE_VISIT, **other):
    return encounter(of, day, **other)


def somebody(*facts):
    """Somebody with depression and a visit, whose fills are among the facts."""
    return chart_of(depression(), visit(), *facts)


def both(expected):
    """The same for both groups."""
    return expected, expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 4, 30), OUT),
        (date(2025, 5, 1), OPEN),
        (date(2026, 4, 30), OPEN),
        (date(2026, 5, 1), OUT),
    ],
)
def test_the_first_fill_is_in_the_intake(day, expected):
    chart = chart_of(depression(day), visit(day), fill(day))

    assert counts(RULE, chart) == both(expected)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("completed", OPEN),
        ("in-progress", OPEN),
        ("on-hold", OPEN),
        ("cancelled", OUT),
        ("entered-in-error", OUT),
    ],
)
def test_the_medicine_was_dispensed(status, expected):
    assert counts(RULE, somebody(fill(status=status))) == both(expected)


def test_other_medicines_do_not_count():
    assert counts(RULE, somebody(fill(of=vs.METHYLPHENIDATE))) == both(OUT)
    assert counts(RULE, somebody(fill(days=20), fill(days=84, of=vs.METHYLPHENIDATE))) == both(OPEN)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 10), OUT),
        (date(2025, 11, 11), OPEN),
        (date(2026, 3, 11), OPEN),
        (date(2026, 3, 12), OUT),
    ],
)
def test_depression_and_visit_are_within_60_days_of_it(day, expected):
    assert counts(RULE, chart_of(depression(day), visit(), fill())) == both(expected)
    assert counts(RULE, chart_of(depression(), visit(day), fill())) == both(expected)


def test_the_start_of_the_visit_decides():
    inside = encounter(vs.OFFICE_VISIT, date(2026, 3, 11), date(2026, 3, 12))
    outside = encounter(vs.OFFICE_VISIT, date(2025, 11, 10), date(2025, 11, 11))

    assert counts(RULE, chart_of(depression(), inside, fill())) == both(OPEN)
    assert counts(RULE, chart_of(depression(), outside, fill())) == both(OUT)


def test_the_first_of_two_fills_is_the_start():
    """60 days from the second would reach the diagnosis of 5 April; from the first they do not."""
    late = depression(date(2026, 4, 5))
    first, second = fill(), fill(date(2026, 2, 9))

    assert counts(RULE, chart_of(late, visit(), first, second)) == both(OUT)
    assert counts(RULE, chart_of(late, visit(), second)) == both(OPEN)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"verification_status": "confirmed"}, OPEN),
        ({"verification_status": "refuted"}, OUT),
        ({"verification_status": "entered-in-error"}, OUT),
    ],
)
def test_depression_is_verified(other, expected):
    assert counts(RULE, chart_of(depression(**other), visit(), fill())) == both(expected)


def test_without_depression_or_visit_nobody_is_concerned():
    assert counts(RULE, chart_of(visit(), fill())) == both(OUT)
    assert counts(RULE, chart_of(depression(), fill())) == both(OUT)
    assert counts(RULE, somebody()) == both(OUT)


@pytest.mark.parametrize(
    "of",
    [
        vs.OFFICE_VISIT,
        vs.PREVENTIVE_ESTABLISHED_18_UP,
        vs.PREVENTIVE_INITIAL_18_UP,
        vs.HOME_HEALTHCARE_SERVICES,
        vs.ANNUAL_WELLNESS_VISIT,
        vs.NURSING_FACILITY_VISIT,
        vs.PSYCH_VISIT_DIAGNOSTIC_EVALUATION,
        vs.PSYCH_VISIT_PSYCHOTHERAPY,
        vs.TELEPHONE_VISITS,
        vs.VIRTUAL_ENCOUNTER,
    ],
    ids=lambda of: of.name,
)
def test_a_visit_of_any_kind_is_enough(of):
    assert counts(RULE, chart_of(depression(), visit(of=of), fill())) == both(OPEN)


def test_other_visits_and_visits_not_held_are_not():
    emergency = visit(of=vs.ED_EVALUATION_AND_MANAGEMENT)
    planned = visit(status="planned")

    assert counts(RULE, chart_of(depression(), emergency, fill())) == both(OUT)
    assert counts(RULE, chart_of(depression(), planned, fill())) == both(OUT)


@pytest.mark.parametrize(
    ("born", "expected"), [(date(2008, 1, 10), OPEN), (date(2008, 1, 11), OUT)]
)
def test_the_age_is_18_on_the_day_of_the_first_fill(born, expected):
    chart = chart_of(depression(), visit(), fill(), born=born)

    assert counts(RULE, chart) == both(expected)


def active(day, days, of=vs.ANTIDEPRESSANT_MEDICATION, **other):
    return prescription(of, day, days, **other)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2025, 9, 1), 26, OPEN),
        (date(2025, 9, 1), 27, EXCLUDED),
        (date(2025, 12, 1), 10, EXCLUDED),
        (date(2026, 1, 9), 30, EXCLUDED),
        (date(2026, 1, 10), 30, OPEN),
    ],
)
def test_an_antidepressant_in_the_105_days_before_excludes(day, days, expected):
    """27 September is 105 days before 10 January, and the 27th day from 1 September."""
    assert counts(RULE, somebody(fill(), active(day, days))) == both(expected)


@pytest.mark.parametrize(
    ("of", "other"),
    [
        (vs.METHYLPHENIDATE, {}),
        (vs.ANTIDEPRESSANT_MEDICATION, {"status": "completed"}),
        (vs.ANTIDEPRESSANT_MEDICATION, {"intent": "plan"}),
        (vs.ANTIDEPRESSANT_MEDICATION, {"do_not_perform": True}),
    ],
)
def test_only_active_orders_for_one_exclude(of, other):
    before = active(date(2025, 12, 1), 10, of, **other)

    assert counts(RULE, somebody(fill(), before)) == both(OPEN)


def test_hospice_excludes():
    hospice = procedure(vs.HOSPICE_CARE_AMBULATORY, date(2026, 5, 5))

    assert counts(RULE, somebody(fill(), hospice)) == both(EXCLUDED)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (83, (OPEN, OPEN)),
        (84, (MET, OPEN)),
        (179, (MET, OPEN)),
        (180, (MET, MET)),
    ],
)
def test_84_and_180_days_are_enough(days, expected):
    assert counts(RULE, somebody(fill(days=days))) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (32, (MET, MET)),
        (33, (OPEN, MET)),
        (53, (OPEN, MET)),
        (54, (OPEN, OPEN)),
    ],
)
def test_days_until_day_114_and_231_count(day, expected):
    """One day at the start; from day 32 there are 83 until day 114, from day 53 179 until 231."""
    assert counts(RULE, somebody(fill(days=1), fill(after(START, day), 300))) == expected


def test_fills_that_overlap_count_their_days_once():
    """60 days and 60 days from day 23 end on day 82: 83 days. From day 24 on they are 84."""
    assert counts(RULE, somebody(fill(days=60), fill(after(START, 23), 60)))[0] == OPEN
    assert counts(RULE, somebody(fill(days=60), fill(after(START, 24), 60)))[0] == MET


def test_days_before_the_first_fill_of_the_intake_do_not_count():
    """A fill of April 2025 lasts into the intake: 10 days of it lie after the first fill."""
    start = date(2025, 5, 1)
    chart = [depression(start), visit(start), fill(date(2025, 4, 1), 40)]

    assert counts(RULE, chart_of(*chart, fill(start, 1), fill(after(start, 10), 73)))[0] == OPEN
    assert counts(RULE, chart_of(*chart, fill(start, 1), fill(after(start, 10), 74)))[0] == MET


def test_a_fill_of_unknown_length_starts_nothing():
    """With one it would be the first; the depression is 60 days from the second alone."""
    endless, later = fill(days=None), fill(date(2026, 2, 9))
    late = depression(date(2026, 4, 5))

    assert counts(RULE, somebody(endless)) == both(OUT)
    assert unknown(RULE, somebody(endless)) == ((), ())
    assert counts(RULE, chart_of(late, visit(), endless, later)) == both(OPEN)


def test_a_fill_of_some_day_leaves_open_what_follows_from_it():
    """All of January lies within 60 days of diagnosis and visit; not all of the year does."""
    assert unknown(RULE, somebody(fill(PartialDate(2026, 1)))) == both(("numerator",))
    assert unknown(RULE, somebody(fill(PartialDate(2026)))) == both(("initial-population",))


def test_fills_never_asked_for_and_a_set_not_loaded_leave_it_unknown():
    unasked = chart_of(depression(), visit(), unasked=("fills",))
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.MAJOR_DEPRESSION,)))

    assert unknown(RULE, unasked) == both(("initial-population",))
    assert unknown(RULE, somebody(fill()), without) == both(("initial-population",))


def found(chart, as_of):
    return review(chart, Catalogue.of(RULE, value_sets=tiny_sets()), as_of).findings


def test_in_a_review_each_group_is_open_until_the_last_day_on_which_a_fill_would_do():
    """30 days from 10 January: 54 more from 12 March to 4 May, 150 from 2 April to 29 August."""
    short, long = found(somebody(fill()), date(2026, 3, 1))

    assert (short.key, short.edition) == ("measures.cms128|p|2026:Group_1", "2026")
    assert (long.key, long.edition) == ("measures.cms128|p|2026:Group_2", "2026")
    assert (short.action.due, long.action.due) == (date(2026, 3, 12), date(2026, 4, 2))
    assert short.action.licences == (
        Licence.COORDINATOR,
        Licence.RN,
        Licence.PHARMACIST,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    )


GAPS = {
    "on the last day": (date(2026, 3, 12), "open", "open"),
    "the day after": (date(2026, 3, 13), "cannot close any more", "open"),
    "on the last day of the longer one": (date(2026, 4, 2), "cannot close any more", "open"),
    "the day after that": (
        date(2026, 4, 3),
        "cannot close any more",
        "cannot close any more",
    ),
}


@pytest.mark.parametrize(("as_of", "short", "long"), GAPS.values(), ids=GAPS)
def test_a_gap_cannot_be_closed_when_too_few_days_are_left(as_of, short, long):
    gaps = [gap_of(one)[0] for one in found(somebody(fill()), as_of)]

    assert gaps == [short, long]


def test_a_fill_on_the_last_day_closes_the_gap_and_one_of_the_day_after_does_not():
    in_time = found(somebody(fill(), fill(date(2026, 3, 12), 99)), date(2026, 6, 1))
    too_late = found(somebody(fill(), fill(date(2026, 3, 13), 99)), date(2026, 6, 1))

    assert gap_of(in_time[0]) == ("closed", date(2026, 5, 4))
    assert gap_of(too_late[0]) == ("cannot close any more", date(2026, 3, 12))


def test_without_a_fill_that_is_what_the_finding_says():
    for finding in found(somebody(), date(2026, 3, 1)):
        assert [line.clause for line in finding.evidence] == [
            "antidepressant dispensed in the intake"
        ]
