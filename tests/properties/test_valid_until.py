"""Until ``valid_until`` the same review would find the same: findings, evidence and all.

Charts are walked day by day. A day on or after ``valid_until`` is reviewed anew and counts as a day
that needs it; on every other day the findings have to be those of the review before.
"""

import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from asking_rules import ASKING
from invented_charts import invented, tiny_sets

from carecoord import review
from carecoord.adapters.calendars import us
from carecoord.rules.catalogue import Catalogue, standard

AROUND = date(2026, 6, 15)
DAYS = 75
CHARTS = 50_000 // (DAYS - 1) + 1
"""With the days after the first of each they make up the days to check."""
MOST_NEEDED = 0.15
ASKED_AT = (
    time(0, 0),
    time(0, 30),
    time(8, 0),
    time(9, 15),
    time(12, 30),
    time(18, 0),
    time(23, 30),
)


US = us()


def us_until_autumn(day):
    """The working days of the United States, in a calendar that ends while it is needed."""
    return US(day) if day < date(2026, 8, 1) else None


def catalogue(zone=UTC, calendar=us_until_autumn):
    rules = standard().rules
    return Catalogue.of(rules, ASKING, value_sets=tiny_sets(), calendar=calendar, zone=zone)


def walk(chart, rules, moments):
    """Review on every moment after the first; yields whether it was needed, kept, or wrong."""
    held = review(chart, rules, moments[0])
    for moment in moments[1:]:
        found = review(chart, rules, moment)
        until = held.valid_until
        if until is not None and until <= moment:
            yield "needed", moment
            held = found
        elif (found.findings, found.holds) != (held.findings, held.holds):
            yield "wrong", moment
            held = found
        else:
            yield "kept", moment


def counted(seeds, rules, moments):
    """How often each happened, and the first wrong ones by seed and moment."""
    counts = {"needed": 0, "kept": 0, "wrong": 0}
    wrong = []
    for seed in seeds:
        start = AROUND + timedelta(days=(seed * 37) % 200 - 100)
        for what, moment in walk(invented(seed, AROUND), rules, moments(start)):
            counts[what] += 1
            if what == "wrong":
                wrong.append((seed, moment))
    return counts, wrong[:5]


def days_from(start):
    return [start + timedelta(days=n) for n in range(DAYS)]


def instants_from(start):
    return [
        datetime.combine(start + timedelta(days=n), at, UTC) for n in range(6) for at in ASKED_AT
    ]


def share(counts):
    return counts["needed"] / sum(counts.values())


def told(what, counts, capsys):
    with capsys.disabled():
        sys.stdout.write(
            f"\n{what}: {sum(counts.values()):,} checked, {share(counts):.1%} needed a review\n"
        )


def test_findings_hold_on_every_day_until_valid_until():
    _, wrong = counted(range(25), catalogue(), days_from)

    assert wrong == []


def test_findings_hold_at_every_instant_until_valid_until():
    _, wrong = counted(range(40), catalogue(), instants_from)

    assert wrong == []


@pytest.mark.parametrize("name", ["America/New_York", "Pacific/Auckland"])
def test_findings_hold_in_other_zones(name):
    rules = catalogue(ZoneInfo(name))
    _, wrong = counted(range(4), rules, days_from)
    _, wrong_at = counted(range(10), rules, instants_from)

    assert (wrong, wrong_at) == ([], [])


def test_few_days_need_a_review():
    counts, _ = counted(range(100, 125), standard_only(), days_from)

    assert share(counts) <= MOST_NEEDED


def standard_only():
    return standard(value_sets=tiny_sets(), calendar=US)


@pytest.mark.nightly
def test_findings_hold_on_fifty_thousand_days(capsys):
    counts, wrong = counted(range(1_000, 1_000 + CHARTS), catalogue(), days_from)
    told("days, all rules of the tests too", counts, capsys)

    assert wrong == []
    assert sum(counts.values()) >= 50_000
    assert share(counts) <= MOST_NEEDED


@pytest.mark.nightly
def test_few_of_fifty_thousand_days_need_a_review(capsys):
    counts, wrong = counted(range(5_000, 5_000 + CHARTS), standard_only(), days_from)
    told("days, standard catalogue", counts, capsys)

    assert wrong == []
    assert sum(counts.values()) >= 50_000
    assert share(counts) <= MOST_NEEDED


@pytest.mark.nightly
def test_findings_hold_at_twenty_thousand_instants(capsys):
    counts, wrong = counted(range(9_000, 9_500), catalogue(), instants_from)
    told("instants", counts, capsys)

    assert wrong == []
    assert sum(counts.values()) >= 20_000
