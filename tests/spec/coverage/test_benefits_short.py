"""Twelve visits of physiotherapy a year, ten of them used: so the payer said on 1 March 2026."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from carecoord.model import (
    Appointment,
    Benefit,
    Coverage,
    CoverageEligibilityResponse,
    EligibilityInsurance,
    EligibilityItem,
    Money,
    PartialDate,
    Period,
)
from carecoord.model.code import Code, concept
from carecoord.rules import Licence, Outcome
from carecoord.rules.coverage import RULES as ALL
from carecoord.rules.engine.offset import days

title = "Fewer visits left than booked"

RULES = tuple(rule for rule in ALL if rule.id == "coverage.benefits-short")
AS_OF = date(2026, 3, 2)
TYPE = concept(Code("http://terminology.hl7.org/CodeSystem/benefit-type", "visit"))
PHYSIO = concept(Code("urn:invented:service", "physio"))
SPEECH = concept(Code("urn:invented:service", "speech"))
YEAR = Period.through(date(2026, 1, 1), date(2026, 12, 31))
DOLLAR = Money(Decimal(1), "USD")
PLAN = Coverage(id="c", status="active", period=YEAR)


def visit(day, name=None, status="booked", service=PHYSIO):
    start = datetime(2026, *day, 9, tzinfo=UTC)
    name = name or f"v{day[0]:02}{day[1]:02}"
    return Appointment(id=name, status=status, start=start, service_type=[service])


def answer(allowed=12, used=10, *, type_=TYPE, item=None, told=date(2026, 3, 1), name="r"):
    what = item or EligibilityItem(code=PHYSIO)
    benefit = Benefit(type=type_, allowed=allowed, used=used)
    return CoverageEligibilityResponse(
        id=name,
        status="active",
        outcome="complete",
        created_on=told,
        insurance=[
            EligibilityInsurance(
                coverage="c",
                in_force=True,
                period=YEAR,
                items=[attrs.evolve(what, benefits=[benefit])],
            )
        ],
    )


TWO = (visit((3, 10)), visit((3, 17)))
THREE = (*TWO, visit((3, 24)))


def ask(told, *visits, answers=None, as_of=AS_OF, **more):
    responses = [answer()] if answers is None else answers
    return told(
        RULES,
        as_of,
        appointments=visits,
        coverages=[PLAN],
        eligibility_responses=responses,
        **more,
    )


@pytest.mark.parametrize(("visits", "outcome"), [(TWO, Outcome.NOT_MET), (THREE, Outcome.MET)])
def test_two_are_left(told, visits, outcome):
    assert ask(told, *visits).outcome is outcome


def test_the_first_beyond_is_told_14_days_before(told):
    finding = ask(told, *THREE, visit((3, 31)))

    assert finding.reason == "2 visits were left; those from 2026-03-24 are beyond them"
    assert (finding.action.due, finding.action.overdue_after) == (
        date(2026, 3, 10),
        date(2026, 3, 23),
    )
    assert finding.action.licences == (Licence.COORDINATOR,)
    assert [ref.id for ref in finding.evidence[1].facts] == ["v0324", "v0331"]
    assert dict(finding.details)["visits left when told"] == 2


def test_a_site_sets_the_days(told):
    parameters = {"coverage.benefits-short.ahead": days(3)}

    assert ask(told, *THREE, parameters=parameters).action.due == date(2026, 3, 21)


@pytest.mark.parametrize(
    ("day", "status", "outcome"),
    [
        ((2, 28), "fulfilled", Outcome.NOT_MET),
        ((3, 1), "fulfilled", Outcome.MET),
        ((3, 2), "fulfilled", Outcome.MET),
        ((3, 2), "noshow", Outcome.NOT_MET),
        ((3, 2), "cancelled", Outcome.NOT_MET),
    ],
)
def test_visits_since_the_payer_told_draw_too(told, day, status, outcome):
    """On the day of the answer and later; those before are taken for used."""
    finding = ask(told, *TWO, visit(day, status=status), as_of=date(2026, 3, 3))

    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 24), Outcome.MET), (date(2026, 3, 25), Outcome.NOT_MET)],
)
def test_what_is_past_is_not_told(told, as_of, outcome):
    assert ask(told, *THREE, as_of=as_of).outcome is outcome


def test_more_used_than_allowed_leaves_none(told):
    assert ask(told, TWO[0], answers=[answer(12, 14)]).outcome is Outcome.MET


def test_the_last_answer_holds(told):
    later = answer(20, 10, told=date(2026, 3, 2), name="r2")

    assert ask(told, *THREE, answers=[answer(), later]).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"type_": concept(text="Visits")}, Outcome.MET),
        ({"type_": None}, Outcome.NOT_APPLICABLE),
        ({"type_": concept(text="copay")}, Outcome.NOT_APPLICABLE),
        ({"item": EligibilityItem(code=SPEECH)}, Outcome.NOT_APPLICABLE),
        ({"item": EligibilityItem(category=PHYSIO)}, Outcome.MET),
        ({"used": None}, Outcome.INSUFFICIENT_DATA),
        (
            {"allowed": Money(Decimal(1), "USD"), "used": Money(Decimal(1), "USD")},
            Outcome.INSUFFICIENT_DATA,
        ),
    ],
)
def test_which_benefits_speak_of_the_visits(told, change, outcome):
    assert ask(told, *THREE, answers=[answer(**change)]).outcome is outcome


def test_a_payer_that_says_two_things_at_once_says_nothing(told):
    both = [answer(12, 10, name="r1"), answer(12, 11, name="r2")]
    found = ask(told, *THREE, answers=both, every=True)

    assert {one.outcome for one in found} == {Outcome.INSUFFICIENT_DATA}


def test_two_benefits_of_one_service_are_told_apart(told):
    other = EligibilityItem(code=PHYSIO, name="in network")
    found = ask(told, *THREE, answers=[answer(), answer(12, 0, item=other, name="r2")], every=True)

    assert [one.key.rsplit("|", 1)[1] for one in found] == ["physio:1", "physio:2"]
    assert [one.outcome for one in found] == [Outcome.MET, Outcome.NOT_MET]


@pytest.mark.parametrize(
    ("visits", "outcome"),
    [
        ((TWO[0],), Outcome.NOT_MET),
        (TWO, Outcome.INSUFFICIENT_DATA),
        (THREE, Outcome.MET),
    ],
)
def test_a_visit_without_a_day_may_be_one_too_many(told, visits, outcome):
    """Two are left: one visit and one without a day are not too many, two and one may be."""
    undated = Appointment(id="u", status="booked", service_type=[PHYSIO])

    assert ask(told, *visits, undated).outcome is outcome


def test_of_a_visit_in_some_month_it_is_not_known_whether_it_is_beyond(told):
    some_day = Appointment(
        id="u", status="booked", start=PartialDate(2026, 4), service_type=[PHYSIO]
    )
    finding = ask(told, *TWO, some_day)

    assert finding.missing == ("the day of a booked visit",)


@pytest.mark.parametrize(
    ("lists", "outcome"),
    [
        ({}, Outcome.INSUFFICIENT_DATA),
        ({"appointments": THREE}, Outcome.NOT_APPLICABLE),
        ({"appointments": THREE, "eligibility_responses": [answer()]}, Outcome.INSUFFICIENT_DATA),
        (
            {"appointments": [], "coverages": [PLAN], "eligibility_responses": [answer()]},
            Outcome.NOT_APPLICABLE,
        ),
    ],
)
def test_lists_that_nobody_asked_for_are_missing(told, lists, outcome):
    assert told(RULES, AS_OF, **lists).outcome is outcome


def test_next_year_has_benefits_of_its_own(told):
    """The term ends on 31 December 2026."""
    start = datetime(2026, 12, 31, 9, tzinfo=UTC) + timedelta(days=1)
    next_year = Appointment(id="n", status="booked", start=start, service_type=[PHYSIO])

    assert ask(told, *TWO, next_year).outcome is Outcome.NOT_MET
