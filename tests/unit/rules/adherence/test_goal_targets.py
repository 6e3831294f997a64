from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model import Chart, Goal, Observation, PartialDate, Patient, Quantity, Target
from carecoord.model.code import concept, loinc
from carecoord.rules.adherence.goal_targets import Stands, judge
from carecoord.rules.adherence.goals import COUNTS_FOR, RULE
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.review import view_of

BEGAN = date(2026, 1, 31)
HBA1C = concept(loinc("4548-4"))
BELOW_7 = Quantity(Decimal(7), "%", "<")


def judged(due, *observations, started_on=BEGAN, as_of=date(2026, 2, 1), detail=BELOW_7):
    target = Target(measure=HBA1C, detail=detail, due=due)
    goal = Goal(id="g", lifecycle_status="active", started_on=started_on, targets=(target,))
    chart = Chart(key="k", patient=Patient(), goals=(goal,), observations=observations)
    frame = Frame(view_of(chart, Catalogue.of(RULE), as_of))
    return judge(target, goal, COUNTS_FOR, frame)


def value(on, amount="6.5", unit="%", name="o"):
    return Observation(
        id=name,
        status="final",
        code=HBA1C,
        effective=on,
        value=Quantity(Decimal(amount), unit),
    )


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("10", "d", date(2026, 2, 10)),
        ("2", "wk", date(2026, 2, 14)),
        ("1", "mo", date(2026, 2, 28)),
        ("1", "a", date(2027, 1, 31)),
        ("0.5", "a", date(2026, 7, 31)),
        ("36525", "d", date(2126, 2, 1)),
    ],
)
def test_so_long_after_the_goal_began(amount, unit, expected):
    due = judged(Quantity(Decimal(amount), unit)).due

    assert due == (expected.toordinal(),) * 2


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        ("36526", "d"),
        ("0", "d"),
        ("-1", "mo"),
        ("1.5", "d"),
        ("12", "h"),
        ("12", None),
        ("1e200", "a"),
        ("1e-200", "a"),
    ],
)
def test_a_length_that_names_no_day(amount, unit):
    assert judged(Quantity(Decimal(amount), unit)).due is None


@pytest.mark.parametrize("started_on", [None, concept(text="after surgery")])
def test_without_a_beginning_a_length_names_no_day_and_any_value_counts(started_on):
    due, old = Quantity(Decimal(3), "mo"), value(date(2020, 1, 1))
    found = judged(due, old, started_on=started_on)

    assert found.due is None
    assert found.stands is Stands.REACHED


def test_no_day_lies_beyond_the_calendar():
    week = Quantity(Decimal(1), "wk")

    assert judged(week, started_on=date(9999, 12, 30)).due is None


def test_a_beginning_that_is_known_by_its_month_leaves_the_day_open():
    due = judged(Quantity(Decimal(1), "mo"), started_on=PartialDate(2026, 1)).due

    assert due == (date(2026, 2, 1).toordinal(), date(2026, 2, 28).toordinal())


def test_two_that_may_be_the_latest_and_agree_decide():
    seen = (value(PartialDate(2026, 2), name="a"), value(date(2026, 2, 10), "6.9", name="b"))
    found = judged(date(2026, 6, 30), *seen, as_of=date(2026, 3, 1))

    assert found.stands is Stands.REACHED
    assert [ref.id for ref in found.facts] == ["a", "b"]
    assert found.told == "4548-4: reached, due by 2026-06-30"


def test_of_one_day_a_time_and_none_may_both_be_the_latest():
    seen = (
        value(datetime(2026, 2, 10, 8, tzinfo=UTC), "7.5", name="a"),
        value(date(2026, 2, 10), "6.5", name="b"),
    )
    found = judged(date(2026, 6, 30), *seen, as_of=date(2026, 3, 1))

    assert found.stands is Stands.UNKNOWN


def test_a_value_of_no_known_day_may_be_the_latest():
    seen = (value(None, "7.5", name="a"), value(date(2026, 2, 10), "6.5", name="b"))

    assert judged(date(2026, 6, 30), *seen, as_of=date(2026, 3, 1)).stands is Stands.UNKNOWN


def test_a_day_that_may_be_any_of_a_month_is_told_so():
    found = judged(PartialDate(2026, 6), value(date(2026, 2, 1), "7.5"))

    assert found.stands is Stands.IN_TIME
    assert "due by some day from 2026-06-01 to 2026-06-30" in found.told


def test_a_measure_without_a_code_is_not_measured():
    target = Target(measure=concept(text="Sleep"), detail=BELOW_7, due=date(2026, 6, 30))
    goal = Goal(id="g", lifecycle_status="active", started_on=BEGAN, targets=(target,))
    chart = Chart(key="k", patient=Patient(), goals=(goal,), observations=())
    frame = Frame(view_of(chart, Catalogue.of(RULE), date(2026, 2, 1)))

    assert judge(target, goal, COUNTS_FOR, frame).missing == ("whether the goal is reached",)
