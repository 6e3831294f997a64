"""A visit on Tuesday 10 March 2026, and whether the payer said that the plan is in force then."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import (
    Appointment,
    Coverage,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    PartialDate,
    Period,
    Verification,
)
from carecoord.model.code import Code, concept
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.coverage import RULES as ALL
from carecoord.rules.engine.offset import days

title = "Coverage not verified for a visit"

RULES = tuple(rule for rule in ALL if rule.id == "coverage.verification-stale")
AS_OF = date(2026, 3, 5)
VISIT = Appointment(id="a", status="booked", start=datetime(2026, 3, 10, 9, tzinfo=UTC))
YEAR = Period.through(date(2026, 1, 1), date(2026, 12, 31))
PLAN = Coverage(id="c", status="active", period=YEAR)
SELF_PAY = concept(Code("http://terminology.hl7.org/CodeSystem/coverage-selfpay", "pay"))


def verified(first, last, on=date(2026, 3, 2), status="verified"):
    return Verification(status=status, verified_on=on, period=Period.through(first, last))


def answered(first, last, *, in_force=True, on=date(2026, 3, 2), status="active", name="r"):
    return CoverageEligibilityResponse(
        id=name,
        status=status,
        outcome="complete",
        created_on=on,
        serviced=Period.through(first, last),
        insurance=[EligibilityInsurance(coverage="c", in_force=in_force)],
    )


def ask(told, *plans, visits=(VISIT,), responses=(), as_of=AS_OF, **more):
    return told(
        RULES,
        as_of,
        appointments=visits,
        coverages=plans or (PLAN,),
        eligibility_responses=responses,
        **more,
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 3, 2), Outcome.NOT_APPLICABLE),
        (date(2026, 3, 3), Outcome.MET),
        (date(2026, 3, 10), Outcome.MET),
        (date(2026, 3, 11), Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_told_from_seven_days_before_until_the_day_itself(told, as_of, outcome):
    assert ask(told, as_of=as_of).outcome is outcome


def test_it_is_due_the_day_before(told):
    finding = ask(told)

    assert finding.reason == "no plan is verified for 2026-03-10"
    assert (finding.action.earliest, finding.action.due) == (date(2026, 3, 3), date(2026, 3, 9))
    assert finding.action.overdue_after == date(2026, 3, 9)
    assert finding.action.urgency is Urgency.ROUTINE
    assert finding.action.licences == (Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT)


def test_a_site_sets_the_lead(told):
    parameters = {"coverage.verification-stale.lead": days(3)}

    assert ask(told, parameters=parameters).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("first", "last", "outcome"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), Outcome.NOT_MET),
        (date(2026, 3, 1), date(2026, 3, 10), Outcome.NOT_MET),
        (date(2026, 3, 10), date(2026, 3, 31), Outcome.NOT_MET),
        (date(2026, 3, 1), date(2026, 3, 9), Outcome.MET),
        (date(2026, 3, 11), date(2026, 3, 31), Outcome.MET),
        (date(2026, 2, 1), PartialDate(2026, 3), Outcome.INSUFFICIENT_DATA),
    ],
)
@pytest.mark.parametrize("by_the_payer", [True, False])
def test_an_answer_is_about_its_dates_of_service(told, first, last, outcome, by_the_payer):
    """Both edges are inside."""
    if by_the_payer:
        finding = ask(told, responses=[answered(first, last)])
    else:
        finding = ask(told, attrs.evolve(PLAN, verification=verified(first, last)))

    assert finding.outcome is outcome


@pytest.mark.parametrize("status", ["needed", "asked", "unable"])
def test_what_was_asked_without_an_answer_is_not_verified(told, status):
    plan = attrs.evolve(PLAN, verification=Verification(status=status))

    assert ask(told, plan).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 5), Outcome.MET), (date(2026, 3, 6), Outcome.NOT_MET)],
)
@pytest.mark.parametrize("asked_on", [None, date(2026, 3, 1), date(2026, 3, 6)])
def test_an_answer_counts_from_the_day_on_which_it_was_given(told, as_of, outcome, asked_on):
    held = verified(date(2026, 3, 10), date(2026, 3, 10), on=date(2026, 3, 6))
    plan = attrs.evolve(PLAN, verification=attrs.evolve(held, asked_on=asked_on))

    assert ask(told, plan, as_of=as_of).outcome is outcome


def test_the_last_answer_holds(told):
    """Not in force on 1 March, in force on 3 March."""
    day = date(2026, 3, 10)
    denied = answered(day, day, in_force=False, on=date(2026, 3, 1), name="r1")
    granted = answered(day, day, on=date(2026, 3, 3), name="r2")

    assert ask(told, responses=[denied, granted]).outcome is Outcome.NOT_MET


def test_two_answers_of_one_day_leave_it_open(told):
    day = date(2026, 3, 10)
    both = [answered(day, day, name="r1"), answered(day, day, in_force=False, name="r2")]
    finding = ask(told, responses=both)

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("which of two answers of one day holds",)


@pytest.mark.parametrize(
    "plan",
    [
        attrs.evolve(PLAN, status="cancelled"),
        attrs.evolve(PLAN, status="draft"),
        attrs.evolve(PLAN, period=Period.through(date(2026, 1, 1), date(2026, 3, 9))),
        attrs.evolve(PLAN, period=Period.through(date(2026, 3, 11), date(2026, 12, 31))),
        attrs.evolve(
            PLAN,
            verification=verified(date(2026, 3, 10), date(2026, 3, 10), status="not-in-force"),
        ),
    ],
    ids=["cancelled", "draft", "ended", "to begin", "not in force"],
)
def test_a_plan_that_is_not_in_force_is_not_asked_about(told, plan):
    """coverage.not-in-force tells of the visit."""
    assert ask(told, plan).outcome is Outcome.NOT_APPLICABLE


def test_who_pays_has_nobody_to_ask(told):
    assert ask(told, attrs.evolve(PLAN, type=SELF_PAY)).outcome is Outcome.NOT_MET


def test_one_plan_that_is_verified_is_enough(told):
    other = attrs.evolve(PLAN, id="d", verification=verified(date(2026, 3, 10), date(2026, 3, 10)))
    finding = ask(told, PLAN, other)

    assert finding.outcome is Outcome.NOT_MET
    assert [ref.id for ref in finding.evidence[-1].facts] == ["d"]


def test_an_answer_about_another_plan_says_nothing_of_this_one(told):
    day = date(2026, 3, 10)
    about_another = attrs.evolve(
        answered(day, day), insurance=[EligibilityInsurance(coverage="d", in_force=True)]
    )

    assert ask(told, responses=[about_another]).outcome is Outcome.MET


def test_visits_of_one_day_are_told_together(told):
    later = attrs.evolve(VISIT, id="b", start=datetime(2026, 3, 10, 15, tzinfo=UTC))
    finding = ask(told, visits=[VISIT, later])

    assert [ref.id for ref in finding.evidence[0].facts] == ["a", "b"]


@pytest.mark.parametrize("start", [None, PartialDate(2026, 3)])
def test_the_day_of_a_visit_has_to_be_known(told, start):
    finding = ask(told, visits=[attrs.evolve(VISIT, start=start)])

    assert finding.missing == ("the day of a booked visit",)


def test_without_a_plan_a_visit_without_a_day_asks_for_nothing(told):
    finding = told(RULES, AS_OF, appointments=[attrs.evolve(VISIT, start=None)], coverages=[])

    assert finding.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("lists", "missing"),
    [
        ({}, ("appointments (never asked for)",)),
        ({"appointments": [VISIT]}, ("coverages (never asked for)",)),
        (
            {"appointments": [VISIT], "coverages": [PLAN]},
            ("eligibility responses (never asked for)",),
        ),
    ],
)
def test_lists_that_nobody_asked_for_are_missing(told, lists, missing):
    finding = told(RULES, AS_OF, **lists)

    assert (finding.outcome, finding.missing) == (Outcome.INSUFFICIENT_DATA, missing)


def test_what_is_written_on_the_plan_is_known_without_the_payers_answers(told):
    plan = attrs.evolve(PLAN, verification=Verification())

    assert told(RULES, AS_OF, appointments=[VISIT], coverages=[plan]).outcome is Outcome.MET
