"""Home health care from 9 October 2026: certified to 7 December, again on 3 to 7 December."""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.certification import RULES as ALL

title = "Recertification of home health care"

RULES = tuple(rule for rule in ALL if rule.id == "certification.home-health")
CARE = "type | from | to\n60689008 | 2026-10-09 |"
FIRST, SECOND, THIRD = "2026-10-09", "2026-12-08", "2027-02-06"


def certified(on, by="RN"):
    return f"code | on | by\nG0179 | {on} | {by}"


def period(ask, occurrence, as_of, procedures="", programs=CARE):
    lists = {"programs": programs, "procedures": procedures}
    return ask(RULES, as_of, lists, occurrence=occurrence)


def test_the_start_certifies_sixty_days_both_ends_inside(ask):
    finding = period(ask, FIRST, "2026-10-09")

    assert finding.outcome is Outcome.MET
    assert dict(finding.details)["period"] == (date(2026, 10, 9), date(2026, 12, 7))


def test_the_next_is_certified_on_days_56_to_60(ask):
    window = period(ask, SECOND, "2026-12-03").window

    assert (window.earliest, window.due) == (date(2026, 12, 3), date(2026, 12, 7))
    assert window.overdue_after == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("as_of", "outcome", "on_the_list"),
    [
        ("2026-11-25", Outcome.MET, False),
        ("2026-11-26", Outcome.MET, True),
        ("2026-12-02", Outcome.MET, True),
        ("2026-12-03", Outcome.NOT_MET, True),
        ("2026-12-07", Outcome.NOT_MET, True),
        ("2026-12-08", Outcome.NOT_MET, True),
    ],
)
def test_it_comes_a_week_before_and_stays_when_it_is_late(ask, as_of, outcome, on_the_list):
    finding = period(ask, SECOND, as_of)

    assert finding.outcome is outcome
    assert (finding.action is not None) is on_the_list


def test_it_is_work_of_nurses_and_prescribers(ask):
    assert period(ask, SECOND, "2026-12-03").action.licences == (Licence.RN, Licence.PRESCRIBER)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-12-02", Outcome.NOT_MET),
        ("2026-12-03", Outcome.MET),
        ("2026-12-07", Outcome.MET),
        ("2026-12-08", Outcome.MET),
    ],
)
def test_it_is_done_from_day_56_on(ask, on, outcome):
    finding = period(ask, SECOND, "2026-12-10", certified(on))

    assert finding.outcome is outcome
    assert (finding.reason.endswith(f"done late on {on}")) is (on == "2026-12-08")


@pytest.mark.parametrize(
    ("by", "outcome"),
    [
        ("RN", Outcome.MET),
        ("MD", Outcome.MET),
        ("CMA", Outcome.NOT_MET),
        ("?", Outcome.INSUFFICIENT_DATA),
    ],
)
def test_who_recertifies(ask, by, outcome):
    assert period(ask, SECOND, "2026-12-05", certified("2026-12-04", by)).outcome is outcome


def test_late_work_moves_no_period(ask):
    finding = period(ask, THIRD, "2027-02-02", certified("2026-12-20"))

    assert dict(finding.details)["period"] == (date(2027, 2, 6), date(2027, 4, 6))
    assert finding.window.earliest == date(2027, 2, 1)


def test_a_gap_starts_anew(ask):
    again = "type | from | to\n60689008 | 2026-10-09 | 2026-11-01\n60689008 | 2026-11-03 |"

    finding = period(ask, "2026-11-03", "2026-11-05", programs=again)

    assert dict(finding.details)["period"] == (date(2026, 11, 3), date(2027, 1, 1))


def test_without_a_gap_it_goes_on(ask):
    again = "type | from | to\n60689008 | 2026-10-09 | 2026-11-01\n60689008 | 2026-11-02 |"

    finding = period(ask, FIRST, "2026-11-05", programs=again)

    assert dict(finding.details)["period"] == (date(2026, 10, 9), date(2026, 12, 7))


def test_care_that_ended_asks_for_nothing(ask):
    over = "type | from | to\n60689008 | 2026-10-09 | 2026-11-01"
    finding = ask(RULES, "2026-11-02", {"programs": over, "procedures": ""})

    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert finding.reason == "Home health care ended 2026-11-01".replace("Home", "home")
