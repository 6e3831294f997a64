"""A time at an end of the calendar costs no finding: not its own, and not those of other facts."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from odd_days import DAYS, INSTANTS, ZONES, odd_chart
from test_valid_until import walk

from carecoord import review
from carecoord.rules import appointments, coverage, permissions, referrals
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Outcome

AROUND = date(2026, 6, 15)
RULES = (*appointments.RULES, *coverage.RULES, *permissions.RULES, *referrals.RULES)
CATALOGUES = {str(zone): Catalogue.of(RULES, zone=zone) for zone in ZONES}
CHARTS = 150
ON_DAYS = [*DAYS[:2], *(AROUND + timedelta(days=n) for n in range(-12, 13, 3)), *DAYS[2:]]
AT_INSTANTS = [
    datetime.min.replace(tzinfo=UTC),
    *(datetime.combine(AROUND, time(hour), UTC) for hour in range(0, 24, 5)),
    datetime.max.replace(tzinfo=UTC),
]
by_zone = pytest.mark.parametrize("zone", CATALOGUES)


def wrong(seeds, zone, moments):
    return [
        (seed, moment)
        for seed in seeds
        for what, moment in walk(odd_chart(seed, AROUND), CATALOGUES[zone], moments)
        if what == "wrong"
    ]


@by_zone
def test_findings_hold_on_the_first_and_the_last_day_and_between_until_valid_until(zone):
    assert wrong(range(CHARTS), zone, ON_DAYS) == []


@by_zone
def test_findings_hold_at_the_first_and_the_last_instant_and_between_until_valid_until(zone):
    assert wrong(range(CHARTS, 2 * CHARTS), zone, AT_INSTANTS) == []


@pytest.mark.parametrize("moment", INSTANTS, ids=str)
def test_a_review_at_any_end_of_the_calendar_tells_something(moment):
    for seed in range(40):
        for catalogue in CATALOGUES.values():
            assert review(odd_chart(seed, AROUND), catalogue, moment).findings


@by_zone
def test_work_has_a_day_all_the_same(zone):
    found = [
        finding
        for seed in range(CHARTS)
        for day in (date.min, AROUND, date.max)
        for finding in review(odd_chart(seed, AROUND), CATALOGUES[zone], day).findings
    ]
    work = [one for one in found if one.action is not None]

    assert {one.outcome for one in work} == {Outcome.MET}
    assert [one.rule for one in work if one.action.due is None] == []
    assert len({one.rule for one in work}) >= 2 * len(RULES) // 3


@pytest.mark.nightly
@by_zone
def test_findings_of_many_charts_hold(zone):
    assert wrong(range(10_000, 12_000), zone, ON_DAYS) == []
    assert wrong(range(12_000, 14_000), zone, AT_INSTANTS) == []
