"""How many days the spans of a rule can take, against the days that they do take."""

from datetime import date

import pytest

from carecoord.model.calendar_rules import add_business_days
from carecoord.rules.engine.offset import Offset, Unit, business_days, days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.spans import between, negative, no_shorter, out_of_order, reach

DAYS = range(date(2023, 1, 1).toordinal(), date(2028, 12, 31).toordinal(), 3)
"""Days of two leap years and of four others."""
A_WEEK = Parameter("a.b.c", days(7), "how long")
BY_CALENDAR = (Unit.MONTHS, Unit.FULL_MONTHS, Unit.YEAR_ENDS)


def working(day):
    return day.weekday() < 5


@pytest.mark.parametrize("unit", BY_CALENDAR)
@pytest.mark.parametrize("count", [-13, -12, -1, 0, 1, 2, 11, 14, 48])
def test_no_day_is_further_or_nearer_than_what_is_said(unit, count):
    span = Offset(count, unit, and_days=-5)
    taken = [span.after(day, view=None) - day for day in DAYS]

    low, high = reach(span)
    assert low <= min(taken)
    assert max(taken) <= high


@pytest.mark.parametrize("count", [-7, -1, 0, 1, 7])
def test_business_days_lie_within_what_is_said(count):
    low, high = reach(business_days(count))
    for day in DAYS:
        reached = add_business_days(date.fromordinal(day), count, working).toordinal()
        assert low <= reached - day <= high


@pytest.mark.parametrize("unit", BY_CALENDAR)
@pytest.mark.parametrize(("first", "last"), [(1, 1), (14, 15), (1, 13), (2, 1), (11, 36)])
def test_two_spans_of_a_unit_lie_apart_as_is_said(unit, first, last):
    start, end = Offset(first, unit), Offset(last, unit, 2)
    apart = [end.after(day, view=None) - start.after(day, view=None) for day in DAYS]

    low, high = between(start, end)
    assert low <= min(apart)
    assert max(apart) <= high


@pytest.mark.parametrize(
    ("span", "reached"),
    [
        (days(7), (7, 7)),
        (months(2), (56, 62)),
        (months(-1), (-31, -28)),
        (months(12), (365, 366)),
        (months(13, and_days=1), (394, 398)),
        (business_days(2), (2, 10)),
        (business_days(-2), (-10, 0)),
        (Offset(1, Unit.FULL_MONTHS), (29, 62)),
        (Offset(1, Unit.YEAR_ENDS), (0, 365)),
        (A_WEEK, None),
    ],
)
def test_how_far_a_span_can_reach(span, reached):
    assert reach(span) == reached


@pytest.mark.parametrize(
    ("earlier", "later", "refused"),
    [
        (days(8), days(7), True),
        (days(7), days(7), False),
        (months(1), days(28), False),
        (months(1), days(27), True),
        (months(15), months(14), True),
        (business_days(5), business_days(5), False),
        (days(8), A_WEEK, False),
    ],
)
def test_what_certainly_comes_too_late_is_a_fault(earlier, later, refused):
    faults = list(out_of_order("step", ("earliest", earlier), ("due", later)))

    assert [(f.clause, f.found) for f in faults] == [
        ("step", f"earliest ({earlier}) lies after due ({later})")
    ] * refused


@pytest.mark.parametrize(
    ("span", "other", "longer"),
    [
        (months(12), months(12), True),
        (days(366), months(12), True),
        (days(365), months(12), False),
        (A_WEEK, days(1), False),
    ],
)
def test_what_is_certainly_no_shorter(span, other, longer):
    assert no_shorter(span, other) is longer


@pytest.mark.parametrize(
    ("span", "refused"), [(days(-1), True), (days(0), False), (months(-1), True), (A_WEEK, False)]
)
def test_what_certainly_leads_back_is_a_fault(span, refused):
    assert [fault.clause for fault in negative("grace", span)] == ["grace"] * refused
