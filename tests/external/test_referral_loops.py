"""The referral loop beside the published cases of CMS50 and beside the rule that follows referrals.

Both apply where the measure has a denominator: then the first referral of the period by 31 October
is asked whether its report came by the last day of the period.
"""

import csv
import sys
from datetime import UTC, date

import pytest

from carecoord import review
from carecoord.adapters.codec import fhir_r4
from carecoord.model.chart import LISTS
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.followup import referral as followed
from carecoord.rules.referrals.loop import board, closed, is_referral
from carecoord.rules.referrals.stages import Stage, stages

KNOWN_DISAGREEMENTS: dict[str, str] = {}
"""Case id to the reason why the loop does not say what the measure says."""

LAST_DAY, LAST_REFERRAL = date(2026, 12, 31), date(2026, 10, 31)


@pytest.fixture(scope="module")
def folder(data):
    path = data / "ecqm" / "CMS50"
    if not path.is_dir():
        pytest.skip("no cases of CMS50 in the data")
    return path


@pytest.fixture(scope="module")
def cases(folder):
    """For each case its chart, and what the measure expects: population to count."""
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = {}
    for row in rows:
        expected.setdefault(row["case_id"], {})[row["population"]] = int(row["expected"])
    return {case: (_chart(folder, case), counts) for case, counts in expected.items()}


def _chart(folder, case):
    read = fhir_r4.read(folder / "cases" / f"{case}.json", complete_for=LISTS, one_record=True)
    (chart,) = (result.chart for result in read if result.chart is not None)
    return chart


def first_referral(chart):
    """The first referral that the measure looks at."""
    found = [
        one
        for one in chart.orders
        if is_referral(one)
        and one.status in {"active", "completed"}
        and date(2026, 1, 1) <= one.authored_on.date() <= LAST_REFERRAL
    ]
    return min(found, key=lambda one: one.authored_on)


def reported(order, chart):
    found = {one.stage: one for one in stages(order, chart, UTC, on=LAST_DAY)}
    return found[Stage.REPORTED].reached


def test_a_report_came_in_the_cases_of_the_numerator_and_in_no_others(cases, capsys):
    asked = {case: held for case, held in cases.items() if held[1]["denominator"]}
    wanted = {case: bool(counts["numerator"]) for case, (_, counts) in asked.items()}
    found = {case: reported(first_referral(chart), chart) for case, (chart, _) in asked.items()}
    with capsys.disabled():
        sys.stdout.write(
            f"\nCMS50 and the loop: {len(asked)} of {len(cases)} cases with a denominator, "
            f"{sum(wanted.values())} closed\n"
        )

    assert set(KNOWN_DISAGREEMENTS) == {case for case in asked if wanted[case] != found[case]}


def test_the_loop_is_closed_in_the_same_cases(cases):
    """None of these records keeps when a report was read: a finished task says both."""
    asked = {case: held for case, held in cases.items() if held[1]["denominator"]}
    found = {
        case: closed(first_referral(chart), chart, UTC, on=LAST_DAY)
        for case, (chart, _) in asked.items()
    }

    assert found == {case: bool(counts["numerator"]) for case, (_, counts) in asked.items()}


def test_the_rule_that_follows_referrals_says_the_same_of_all_of_them(cases):
    catalogue = Catalogue.of(followed.RULE)
    differing = {
        case
        for case, (chart, _) in cases.items()
        if _done(review(chart, catalogue, LAST_DAY)) != _closed(chart)
    }

    assert differing == set()


def _done(found):
    """The referrals whose report the rule takes for read by the last day."""
    return {one.evidence[0].facts[0].id for one in found.findings if one.outcome is Outcome.MET}


def _closed(chart):
    return {
        one.id for one in chart.orders if is_referral(one) and closed(one, chart, UTC, on=LAST_DAY)
    }


def test_the_board_holds_what_is_not_closed(cases):
    for chart, _ in cases.values():
        told = {row.referral for row in board([chart], LAST_DAY)}
        referrals = [
            one for one in chart.orders if is_referral(one) and one.authored_on.date() <= LAST_DAY
        ]

        assert told == {one.id for one in referrals} - _closed(chart)
