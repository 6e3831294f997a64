"""Blood pressure measured again: Rosa Lind, 60, measured on 15 January of a year."""

from datetime import date

import pytest

from carecoord.rules import Outcome
from carecoord.rules.monitoring import RULES as ALL

title = "Blood pressure measured again"

RULES = tuple(rule for rule in ALL if rule.id == "monitoring.blood-pressure")
NONE = "code | onset | status"


def reading(systolic, diastolic, on="2026-01-15"):
    return f"code | on | 8480-6 | 8462-4 | unit\n85354-9 | {on} | {systolic} | {diastolic} | mm[Hg]"


def again(ask, pressure, *, on="2026-01-15", as_of="2026-01-20", conditions=""):
    lists = {"observations": reading(*pressure, on), "conditions": conditions}
    return ask(RULES, as_of, lists, born="1960-01-01")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "due"),
    [
        (119, 79, date(2027, 1, 15)),
        (120, 79, date(2026, 7, 15)),
        (119, 80, date(2026, 7, 15)),
        (139, 89, date(2026, 7, 15)),
        (140, 70, date(2026, 2, 15)),
        (110, 90, date(2026, 2, 15)),
        (180, 120, date(2026, 2, 15)),
    ],
)
def test_the_last_reading_says_when(ask, systolic, diastolic, due):
    assert again(ask, (systolic, diastolic)).window.due == due


@pytest.mark.parametrize(
    ("systolic", "diastolic", "due"),
    [
        (129, 79, date(2026, 7, 15)),
        (130, 70, date(2026, 2, 15)),
        (110, 80, date(2026, 2, 15)),
    ],
)
def test_at_high_risk_130_over_80_is_a_month(ask, systolic, diastolic, due):
    diabetes = "code | onset | status\nE11.9 | 2015-03-10 | active"

    assert again(ask, (systolic, diastolic), conditions=diabetes).window.due == due


@pytest.mark.parametrize(
    ("conditions", "due"),
    [
        ("I10 | 2015-03-10 | active", date(2026, 7, 15)),
        ("I11.9 | 2015-03-10 | active", date(2026, 7, 15)),
        ("59621000 | 2015-03-10 | active", date(2026, 7, 15)),
        ("I27.0 | 2015-03-10 | active", date(2027, 1, 15)),
    ],
)
def test_known_hypertension_at_goal_is_half_a_year(ask, conditions, due):
    known = f"code | onset | status\n{conditions}"

    assert again(ask, (119, 79), conditions=known).window.due == due


@pytest.mark.parametrize(
    ("as_of", "pressure", "edition", "due"),
    [
        ("2025-08-05", (170, 120), "2017", date(2025, 8, 8)),
        ("2025-08-13", (170, 121), "2017", date(2025, 8, 8)),
        ("2025-08-13", (181, 100), "2017", date(2025, 8, 8)),
        ("2025-08-14", (170, 109), "2025", date(2025, 9, 1)),
        ("2025-08-14", (180, 120), "2025", date(2025, 9, 1)),
        ("2025-08-14", (170, 121), "2025", date(2025, 8, 8)),
        ("2025-08-14", (181, 100), "2025", date(2025, 8, 8)),
    ],
)
def test_a_severe_pressure_is_measured_again_in_a_week(ask, as_of, pressure, edition, due):
    """Each by the edition of the day of the review; the safety lane asks for more, and at once."""
    finding = again(ask, pressure, on="2025-08-01", as_of=as_of)

    assert (finding.edition, finding.window.due) == (edition, due)


def test_a_severe_pressure_asks_until_there_is_another_reading(ask):
    """Long after the alert has ended; acknowledging it was no reading."""
    finding = again(ask, (190, 124), on="2026-01-10", as_of="2026-06-10")

    assert (finding.outcome, finding.action.overdue_after) == (Outcome.NOT_MET, date(2026, 1, 17))


@pytest.mark.parametrize(
    ("pressure", "due"),
    [
        ((179, 109), date(2025, 9, 1)),
        ((180, 109), date(2025, 8, 8)),
        ((179, 110), date(2025, 8, 8)),
        ((180, 120), date(2025, 8, 8)),
    ],
)
def test_from_180_over_110_it_is_a_week_in_the_edition_of_2017(ask, pressure, due):
    assert again(ask, pressure, on="2025-08-01", as_of="2025-08-12").window.due == due


def test_before_2017_no_edition_was_in_force(ask):
    finding = again(ask, (150, 95), on="2017-11-01", as_of="2017-11-12")

    assert finding.reason == "no edition before 2017-11-13"


def test_a_child_is_not_concerned(ask):
    lists = {"observations": reading(150, 95), "conditions": ""}

    assert ask(RULES, "2026-01-20", lists, born="2010-01-01").outcome is Outcome.NOT_APPLICABLE
