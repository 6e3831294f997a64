"""From one payer, to 28 February 2026, to another from 1 March on."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import (
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
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

title = "Another payer, not asked yet"

RULES = tuple(rule for rule in ALL if rule.id == "coverage.payer-changed")
AS_OF = date(2026, 3, 2)
PHYSIO = concept(Code("urn:invented:service", "physio"))
OLD = Coverage(
    id="old",
    status="active",
    period=Period.through(date(2025, 3, 1), date(2026, 2, 28)),
    payors=[Actor(display="Old Plan")],
)
NEW = Coverage(
    id="new",
    status="active",
    period=Period.through(date(2026, 3, 1), None),
    payors=[Actor(display="New Plan")],
)
VERIFIED = attrs.evolve(
    NEW, verification=Verification(status="verified", verified_on=date(2026, 3, 1))
)
VISIT = Appointment(
    id="v",
    status="booked",
    start=datetime(2026, 3, 12, 9, tzinfo=UTC),
    service_type=[PHYSIO],
)
OLD_WORD = Authorization(
    id="p",
    status="active",
    outcome="complete",
    created_on=date(2026, 1, 5),
    period=Period.through(date(2026, 1, 5), date(2026, 6, 30)),
    coverages=["old"],
    items=[AuthorizationItem(code=PHYSIO, review_action="A1")],
)
NEW_WORD = attrs.evolve(OLD_WORD, id="q", coverages=["new"])


def ask(told, *plans, visits=(), permissions=(), responses=(), as_of=AS_OF, **more):
    return told(
        RULES,
        as_of,
        coverages=plans or (OLD, NEW),
        appointments=visits,
        authorizations=permissions,
        eligibility_responses=responses,
        **more,
    )


def test_a_new_payer_is_asked_within_seven_days(told):
    finding = ask(told)

    assert finding.outcome is Outcome.MET
    assert finding.reason == "another payer began on 2026-03-01; it is not verified yet"
    assert (finding.action.earliest, finding.action.due) == (date(2026, 3, 1), date(2026, 3, 8))
    assert finding.action.overdue_after == date(2026, 3, 8)
    assert finding.action.urgency is Urgency.ROUTINE
    assert finding.action.licences == (Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT)
    assert dict(finding.details)["former payer until"] == date(2026, 2, 28)


def test_a_site_sets_the_days(told):
    parameters = {"coverage.payer-changed.within": days(3)}

    assert ask(told, parameters=parameters).action.due == date(2026, 3, 4)


def in_force(told_on=date(2026, 3, 1), plan="new"):
    return CoverageEligibilityResponse(
        id="r",
        status="active",
        outcome="complete",
        created_on=told_on,
        insurance=[EligibilityInsurance(coverage=plan, in_force=True)],
    )


@pytest.mark.parametrize(
    ("plan", "responses", "outcome"),
    [
        (VERIFIED, [], Outcome.NOT_MET),
        (NEW, [in_force()], Outcome.NOT_MET),
        (NEW, [in_force(plan="old")], Outcome.MET),
        (NEW, [in_force(date(2026, 3, 3))], Outcome.MET),
        (attrs.evolve(NEW, verification=Verification(status="asked")), [], Outcome.MET),
    ],
)
def test_an_answer_of_the_new_payer_closes_it(told, plan, responses, outcome):
    assert ask(told, OLD, plan, responses=responses).outcome is outcome


@pytest.mark.parametrize(
    ("permissions", "outcome"),
    [
        ([], Outcome.NOT_MET),
        ([OLD_WORD], Outcome.MET),
        ([OLD_WORD, NEW_WORD], Outcome.NOT_MET),
        (
            [
                OLD_WORD,
                attrs.evolve(NEW_WORD, period=Period.through(date(2026, 3, 13), date(2026, 6, 30))),
            ],
            Outcome.MET,
        ),
        ([attrs.evolve(OLD_WORD, status="cancelled")], Outcome.NOT_MET),
        (
            [attrs.evolve(OLD_WORD, items=[AuthorizationItem(code=PHYSIO, review_action="A3")])],
            Outcome.NOT_MET,
        ),
    ],
    ids=["none", "old", "both", "the new one begins later", "cancelled", "refused"],
)
def test_visits_that_rest_on_the_old_permission_are_told(told, permissions, outcome):
    finding = ask(told, OLD, VERIFIED, visits=[VISIT], permissions=permissions)

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("day", "due"),
    [(4, date(2026, 3, 3)), (9, date(2026, 3, 8)), (12, date(2026, 3, 8))],
)
def test_it_is_due_before_the_first_of_them(told, day, due):
    visit = attrs.evolve(VISIT, start=datetime(2026, 3, day, 9, tzinfo=UTC))
    finding = ask(told, visits=[visit], permissions=[OLD_WORD])

    assert finding.action.due == due
    assert finding.action.urgency is Urgency.URGENT
    assert finding.reason == (
        "another payer began on 2026-03-01; it is not verified yet and visits to come rest on a "
        "permission of the former payer"
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 12), Outcome.MET), (date(2026, 3, 13), Outcome.NOT_MET)],
)
def test_a_visit_that_is_past_rests_on_nothing(told, as_of, outcome):
    finding = ask(told, OLD, VERIFIED, visits=[VISIT], permissions=[OLD_WORD], as_of=as_of)

    assert finding.outcome is outcome


def test_a_visit_in_some_month_is_left_out(told):
    visit = attrs.evolve(VISIT, start=PartialDate(2026, 4))

    assert ask(told, OLD, VERIFIED, visits=[visit], permissions=[OLD_WORD]).outcome is (
        Outcome.NOT_MET
    )


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 2, 28), Outcome.NOT_APPLICABLE),
        (date(2026, 3, 1), Outcome.MET),
        (date(2026, 5, 30), Outcome.MET),
        (date(2026, 5, 31), Outcome.NOT_APPLICABLE),
    ],
)
def test_it_is_told_from_the_first_day_for_90_days(told, as_of, outcome):
    """1 March and 90 days is 30 May: 30 days of March after the first, 30 of April, 30 of May."""
    assert ask(told, as_of=as_of).outcome is outcome


@pytest.mark.parametrize(
    "plans",
    [
        (NEW,),
        (OLD, attrs.evolve(NEW, payors=[Actor(display="Old Plan")])),
        (OLD, attrs.evolve(NEW, payors=())),
        (OLD, attrs.evolve(NEW, status="draft")),
        (
            attrs.evolve(OLD, period=Period.through(date(2025, 3, 1), None), order=1),
            attrs.evolve(NEW, order=2),
        ),
    ],
    ids=["the first", "the same payer", "nobody named", "a draft", "beside it"],
)
def test_no_change_of_payers_asks_for_nothing(told, plans):
    assert ask(told, *plans).outcome is Outcome.NOT_APPLICABLE


def test_whether_a_plan_without_an_end_has_ended_is_not_known(told):
    endless = attrs.evolve(OLD, period=Period.through(date(2025, 3, 1), None))
    finding = ask(told, endless, NEW)

    assert finding.missing == ("whether the former plan has ended",)


def test_who_pays_from_now_on_has_nobody_to_ask(told):
    pays = concept(Code("http://terminology.hl7.org/CodeSystem/coverage-selfpay", "pay"))

    assert ask(told, OLD, attrs.evolve(NEW, type=pays)).outcome is Outcome.NOT_MET


def test_of_two_that_ended_the_last_counts(told):
    """Both were followed by one plan: it is told once."""
    before = attrs.evolve(
        OLD,
        id="b",
        period=Period.through(date(2025, 1, 1), date(2026, 1, 31)),
        payors=[Actor(display="A third")],
    )
    finding = ask(told, before, OLD, NEW)

    assert dict(finding.details)["former payer until"] == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("lists", "missing"),
    [
        ({}, ("coverages (never asked for)",)),
        (
            {"coverages": [OLD, NEW], "appointments": [], "authorizations": []},
            ("eligibility responses (never asked for)",),
        ),
        (
            {"coverages": [OLD, VERIFIED]},
            ("authorizations (never asked for)", "appointments (never asked for)"),
        ),
    ],
)
def test_lists_that_nobody_asked_for_are_missing(told, lists, missing):
    finding = told(RULES, AS_OF, **lists)

    assert (finding.outcome, finding.missing) == (Outcome.INSUFFICIENT_DATA, missing)


def test_on_the_last_day_of_the_calendar_it_is_due_then(told):
    former = attrs.evolve(OLD, period=Period.through(date(2025, 3, 1), date(9999, 12, 30)))
    new = attrs.evolve(NEW, period=Period.through(date.max, None))
    finding = ask(told, former, new, as_of=date.max)

    assert finding.outcome is Outcome.MET
    assert finding.action.due == date.max
