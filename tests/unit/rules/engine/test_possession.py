from datetime import UTC, date, datetime

from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Finding, Outcome
from carecoord.rules.engine.possession import on, ratio_to_date

JANUARY = ((date(2026, 1, 1), date(2026, 1, 31)),)


def finding(details):
    return Finding(
        key="k",
        patient="p",
        rule="r",
        edition="1",
        title="t",
        outcome=Outcome.MET,
        citation=Citation(text="t", locator="l", status=Status.CONVENTION),
        details=details,
    )


HELD = finding(
    (
        ("days that count", JANUARY),
        ("supply in hand", ((date(2026, 1, 1), date(2026, 1, 10)),)),
    )
)


def test_days_are_counted_up_to_the_day_inside():
    ratio = ratio_to_date(HELD, date(2026, 1, 20))

    assert (ratio.held, ratio.counted) == (10, 20)
    assert str(ratio) == "10 of 20 days (50.0%)"


def test_an_instant_counts_with_its_own_day():
    ratio = ratio_to_date(HELD, datetime(2026, 1, 5, 23, tzinfo=UTC))

    assert ratio.counted == 5


def test_before_the_period_there_is_no_ratio():
    assert ratio_to_date(HELD, date(2025, 12, 31)) is None


def test_a_finding_about_something_else_has_no_ratio():
    assert ratio_to_date(finding((("days that count", JANUARY),)), date(2026, 1, 20)) is None
    assert ratio_to_date(finding(()), date(2026, 1, 20)) is None


def test_supply_on_days_that_do_not_count_is_left_out():
    away = finding(
        (
            ("days that count", ((date(2026, 1, 6), date(2026, 1, 31)),)),
            ("supply in hand", ((date(2026, 1, 1), date(2026, 1, 10)),)),
        )
    )

    assert ratio_to_date(away, date(2026, 1, 31)).held == 5


def test_beyond_the_end_of_the_calendar_stands_its_end():
    assert on(date.max.toordinal() + 5) == date.max
