"""The annual wellness visit and well-child visits, by hand."""

from datetime import date
from itertools import pairwise

import pytest

from carecoord.rules import Outcome
from carecoord.rules.wellness import RULES as ALL

title = "Visits that a year or a time of life asks for"

MEDICARE = "type | from | to\nhttps://nahdo.org/sopt#1 | 2014-03-01 |"


def rules(name):
    return tuple(one for one in ALL if one.id == f"wellness.{name}")


def annual(ask, visits="", as_of="2016-03-01", coverages=MEDICARE):
    lists = {"coverages": coverages, "procedures": visits, "encounters": ""}
    return ask(rules("annual-visit"), as_of, lists)


def done(code, on):
    return f"code | on\n{code} | {on}"


@pytest.mark.parametrize("code", ["G0438", "G0439", "G0468", "G0402"])
@pytest.mark.parametrize(
    ("on", "due"),
    [("2016-02-14", date(2017, 2, 1)), ("2016-02-01", date(2017, 2, 1))],
)
def test_eleven_full_months_after_the_month_of_the_last(ask, code, on, due):
    assert annual(ask, done(code, on)).window.due == due


@pytest.mark.parametrize(("as_of", "open_now"), [("2017-01-31", False), ("2017-02-01", True)])
def test_it_opens_on_that_day(ask, as_of, open_now):
    finding = annual(ask, done("G0439", "2016-02-14"), as_of)

    assert (finding.action is not None) is open_now


@pytest.mark.parametrize(("as_of", "open_now"), [("2017-02-28", False), ("2017-03-01", True)])
def test_the_first_year_of_medicare_has_none(ask, as_of, open_now):
    """Payable no sooner than twelve months after its first day, 1 March 2016."""
    since_2016 = "type | from | to\nhttps://nahdo.org/sopt#1 | 2016-03-01 |"
    found = annual(ask, as_of=as_of, coverages=since_2016)

    assert (found.action is not None) is open_now


def test_without_medicare_nobody_asks(ask):
    assert annual(ask, coverages="").outcome is Outcome.NOT_APPLICABLE


def child(ask, step, as_of, visits="", born="2026-01-01"):
    table = "class | from | to | status | by" + visits
    name = f"BornOn:uncoded:undated:1:{step}"
    return ask(rules("well-child"), as_of, {"encounters": table}, occurrence=name, born=born)


def seen(on, by="MD"):
    return f"\nAMB | {on} | {on} | finished | {by}"


@pytest.mark.parametrize(
    ("step", "due"),
    [
        ("newborn", date(2026, 1, 6)),
        ("month-1", date(2026, 2, 1)),
        ("month-2", date(2026, 3, 1)),
        ("month-4", date(2026, 5, 1)),
        ("month-6", date(2026, 7, 1)),
        ("month-9", date(2026, 10, 1)),
        ("month-12", date(2027, 1, 1)),
        ("month-15", date(2027, 4, 1)),
        ("month-18", date(2027, 7, 1)),
        ("month-24", date(2028, 1, 1)),
        ("month-30", date(2028, 7, 1)),
        ("year-3", date(2029, 1, 1)),
        ("year-4", date(2030, 1, 1)),
        ("year-21", date(2047, 1, 1)),
    ],
)
def test_the_ages_of_the_schedule(ask, step, due):
    assert child(ask, step, "2026-01-02").window.due == due


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2026-02-15", Outcome.NOT_MET),
        ("2026-02-16", Outcome.MET),
        ("2026-04-01", Outcome.MET),
        ("2026-04-02", Outcome.NOT_MET),
    ],
)
def test_a_visit_closes_the_age_in_whose_window_it_falls(ask, on, outcome):
    """Two months: from day 46 to day 90 of life."""
    assert child(ask, "month-2", "2026-04-10", seen(on)).outcome is outcome


def test_windows_follow_one_another_without_overlap(ask):
    steps = rules("well-child")[0].shape.steps
    born = date(2026, 1, 1)
    windows = [child(ask, step.name, "2026-01-02").window for step in steps]

    assert len(steps) == 30
    for earlier, later in pairwise(windows):
        assert (later.earliest - earlier.closes).days >= 1
        assert born < earlier.earliest <= earlier.due <= earlier.closes


def test_after_21_nothing_is_asked(ask):
    lists = {"encounters": "class | from | to | status | by"}
    found = ask(rules("well-child"), "2026-01-02", lists, born="2004-01-01")

    assert found.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("born", [None, "2026"])
def test_without_the_birth_date_it_is_not_known(ask, born):
    lists = {"encounters": "class | from | to | status | by"}
    found = ask(rules("well-child"), "2026-06-02", lists, born=born)

    assert found.outcome is Outcome.INSUFFICIENT_DATA
