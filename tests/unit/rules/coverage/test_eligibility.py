"""What an answer of a payer says: table by hand from the meanings in FHIR R4."""

from datetime import UTC, datetime

import pytest
from plans import day, plan, span

from carecoord.model.actor import Actor
from carecoord.model.eligibility_response import (
    CoverageEligibilityResponse,
    EligibilityInsurance,
)
from carecoord.model.moment import PartialDate
from carecoord.model.period import Period
from carecoord.rules.coverage.verification import from_response, verified_for

GOLD = plan("gold")
PAYER = Actor(kind="Organization", id="payer")


def said(*, in_force=True, period=None, coverage="gold"):
    held = None if period is None else span(period)
    return EligibilityInsurance(coverage=coverage, in_force=in_force, period=held)


def answer(*insurance, **fields):
    held = {"status": "active", "outcome": "complete", "created_on": day("2026-02-20"), **fields}
    return CoverageEligibilityResponse(id="answer", insurance=insurance, insurer=PAYER, **held)


@pytest.mark.parametrize(
    ("response", "status", "reason"),
    [
        (answer(said()), "verified", None),
        (answer(said(), outcome="partial"), "verified", None),
        (answer(said(), outcome=None), "verified", None),
        (answer(said(in_force=False)), "not-in-force", None),
        (answer(said(), said(in_force=None)), "verified", None),
        (answer(said(), outcome="queued"), "asked", None),
        (answer(said(), outcome="error"), "unable", "the payer answered with an error"),
        (answer(), "unable", "the answer does not speak of this coverage"),
        (answer(said(coverage="other")), "unable", "the answer does not speak of this coverage"),
        (
            answer(said(in_force=None)),
            "unable",
            "the answer does not say whether the coverage is in force",
        ),
        (answer(said(), said(in_force=False)), "unable", "the answer contradicts itself"),
        *(
            (answer(said(), status=status), "unable", "the answer is a draft or was withdrawn")
            for status in ("draft", "cancelled", "entered-in-error")
        ),
        (
            answer(said(), status="cancelled", outcome="queued"),
            "unable",
            "the answer is a draft or was withdrawn",
        ),
    ],
)
def test_an_answer_makes_a_verification_or_says_why_not(response, status, reason):
    found = from_response(GOLD, response)

    assert (status, reason, "answer") == (found.status, found.reason, found.response)


def test_an_answer_keeps_who_said_it_when_and_how():
    found = from_response(GOLD, answer(said()))

    assert (PAYER, day("2026-02-20"), "eligibility request") == (
        found.by,
        found.verified_on,
        found.method,
    )


@pytest.mark.parametrize(
    ("serviced", "term", "expected"),
    [
        (day("2026-03-05"), None, span("2026-03-05/2026-03-05")),
        (datetime(2026, 3, 5, 23, tzinfo=UTC), None, span("2026-03-05/2026-03-05")),
        (span("2026-03-01/2026-03-31"), None, span("2026-03-01/2026-03-31")),
        (
            span("2026-03-01/2026-03-31"),
            "2026-03-10/2026-03-20",
            span("2026-03-10/2026-03-20"),
        ),
        (span("2026-03-10/2026-03-20"), "2026-01-01/2026-12-31", span("2026-03-10/2026-03-20")),
        (span("2026-03-01/"), "2026-01-01/2026-12-31", span("2026-03-01/2026-12-31")),
        (span("/2026-03-31"), "2026-01-01/", span("2026-01-01/2026-03-31")),
        (span("2026-12-31/2027-01-31"), "2026-01-01/2026-12-31", span("2026-12-31/2026-12-31")),
        # A benefit period alone does not say that the plan lasts as long.
        (None, "2026-01-01/2026-12-31", None),
        (None, None, None),
    ],
)
def test_the_dates_are_those_asked_about_within_the_benefit_period(serviced, term, expected):
    found = from_response(GOLD, answer(said(period=term), serviced=serviced))

    assert ("verified", expected) == (found.status, found.period)


def test_a_month_as_date_of_service_stays_a_month():
    found = from_response(GOLD, answer(said(), serviced=PartialDate(2026, 3)))

    assert Period(PartialDate(2026, 3), PartialDate(2026, 3)) == found.period


def test_dates_of_service_outside_the_benefit_period_are_no_answer():
    found = from_response(
        GOLD, answer(said(period="2026-01-01/2026-12-31"), serviced=day("2027-01-01"))
    )

    assert (
        found.status,
        found.reason,
    ) == ("unable", "the dates of service lie outside the benefit period")


def test_a_plan_that_is_not_in_force_is_not_for_all_dates_asked_about():
    found = from_response(
        GOLD,
        answer(
            said(in_force=False, period="2025-01-01/2025-12-31"),
            serviced=span("2026-03-01/2026-03-31"),
        ),
    )

    assert ("not-in-force", span("2026-03-01/2026-03-31")) == (found.status, found.period)


@pytest.mark.parametrize(
    ("on", "holds"), [("2026-02-19", None), ("2026-02-20", True), ("2026-02-21", None)]
)
def test_an_answer_without_dates_holds_for_its_own_day(on, holds):
    held = plan("gold", verification=from_response(GOLD, answer(said())))

    assert verified_for(held, day(on)).holds is holds
