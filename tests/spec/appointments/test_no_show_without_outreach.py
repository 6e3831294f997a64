"""A visit of Monday 2 March 2026, 09:00 UTC, to which nobody came."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Actor, Appointment, Communication, Encounter, PartialDate, Period
from carecoord.model.code import ACT_CODE, Code, concept
from carecoord.rules import Licence, Outcome
from carecoord.rules.appointments import RULES as ALL
from carecoord.rules.engine.offset import days

title = "Missed visit without outreach"

RULES = tuple(rule for rule in ALL if rule.id == "appointments.no-show-without-outreach")
REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
AS_OF = date(2026, 3, 5)
MISSED = Appointment(id="a", status="noshow", start=START)


def word(on, status="completed", name="c"):
    to = [Actor(kind="Patient")]
    return Communication(id=name, status=status, sent_at=on, recipients=to)


def cancelled(on, reason="pat-crs", **more):
    return Appointment(
        id="a",
        status="cancelled",
        start=START,
        cancelled_on=on,
        cancellation_reason=None if reason is None else concept(Code(REASONS, reason)),
        **more,
    )


def ask(told, *words, visit=MISSED, as_of=AS_OF, encounters=(), more=(), parameters=None):
    return told(
        RULES,
        as_of,
        parameters=parameters,
        appointments=[visit, *more],
        communications=words,
        encounters=encounters,
    )


def test_nobody_reached_is_told(told):
    finding = ask(told)

    assert finding.outcome is Outcome.MET
    assert finding.reason == "missed on 2026-03-02, no contact seen since"
    assert (finding.action.earliest, finding.action.due) == (date(2026, 3, 2), date(2026, 3, 9))
    assert finding.action.overdue_after == date(2026, 3, 9)
    assert Licence.COMMUNITY_HEALTH_WORKER in finding.action.licences


def test_a_site_sets_the_days(told):
    parameters = {"appointments.no-show-without-outreach.within": days(2)}

    assert ask(told, parameters=parameters).action.due == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2026, 3, 1), Outcome.MET),
        (date(2026, 3, 2), Outcome.INSUFFICIENT_DATA),
        (datetime(2026, 3, 2, 8, 59, tzinfo=UTC), Outcome.MET),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), Outcome.MET),
        (datetime(2026, 3, 2, 9, 1, tzinfo=UTC), Outcome.NOT_MET),
        (date(2026, 3, 3), Outcome.NOT_MET),
        (None, Outcome.INSUFFICIENT_DATA),
    ],
)
def test_a_contact_counts_after_the_start(told, on, outcome):
    assert ask(told, word(on)).outcome is outcome


@pytest.mark.parametrize(
    ("tries", "outcome"),
    [
        ([date(2026, 3, 3)], Outcome.MET),
        ([date(2026, 3, 3), date(2026, 3, 3)], Outcome.MET),
        ([date(2026, 3, 3), date(2026, 3, 4)], Outcome.NOT_MET),
        ([date(2026, 3, 1), date(2026, 3, 3)], Outcome.MET),
    ],
)
def test_a_voicemail_is_an_attempt_and_two_days_of_them_are_enough(told, tries, outcome):
    words = [word(day, "not-done", f"c{n}") for n, day in enumerate(tries)]

    assert ask(told, *words).outcome is outcome


def test_a_letter_is_an_attempt(told):
    letter = concept(Code("http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", "MAILWRIT"))
    sent = [word(date(2026, 3, day), name=f"c{day}") for day in (3, 4)]
    letters = [attrs.evolve(one, medium=[letter]) for one in sent]

    assert ask(told, letters[0]).outcome is Outcome.MET
    assert ask(told, *letters).reason == "not reached, tried on 2026-03-03, 2026-03-04"


@pytest.mark.parametrize(
    ("about", "outcome"),
    [([], Outcome.NOT_MET), (["a"], Outcome.NOT_MET), (["b"], Outcome.MET)],
    ids=["nothing named", "this visit", "another"],
)
def test_a_word_about_something_else_is_none_about_this_visit(told, about, outcome):
    said = attrs.evolve(word(date(2026, 3, 3)), about=about)

    assert ask(told, said).outcome is outcome


def test_an_attempt_is_shown(told):
    finding = ask(told, word(date(2026, 3, 3), "not-done"))

    assert [ref.id for ref in finding.evidence[-1].facts] == ["c"]


def test_who_came_all_the_same_was_reached(told):
    walked_in = Encounter(
        id="e",
        status="finished",
        encounter_class=Code(ACT_CODE, "AMB"),
        period=Period.through(date(2026, 3, 4), date(2026, 3, 4)),
    )

    assert ask(told, encounters=[walked_in]).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("created", "outcome"),
    [(date(2026, 3, 1), Outcome.MET), (date(2026, 3, 3), Outcome.NOT_MET), (None, Outcome.MET)],
)
def test_a_visit_booked_anew_is_a_contact(told, created, outcome):
    start = datetime(2026, 3, 20, 9, tzinfo=UTC)
    anew = Appointment(id="b", status="booked", start=start, created_on=created)

    assert ask(told, more=[anew]).outcome is outcome


@pytest.mark.parametrize(
    ("visit", "outcome"),
    [
        (cancelled(datetime(2026, 3, 1, 9, tzinfo=UTC)), Outcome.NOT_APPLICABLE),
        (cancelled(datetime(2026, 3, 1, 9, 1, tzinfo=UTC)), Outcome.MET),
        (cancelled(datetime(2026, 3, 1, 9, 1, tzinfo=UTC), "prov"), Outcome.NOT_APPLICABLE),
        (cancelled(datetime(2026, 3, 1, 9, 1, tzinfo=UTC), None), Outcome.INSUFFICIENT_DATA),
        (attrs.evolve(MISSED, status="fulfilled"), Outcome.NOT_APPLICABLE),
    ],
    ids=["in time", "late", "by the clinic", "by whom is not known", "kept"],
)
def test_late_is_with_less_than_a_day_of_notice_by_the_patient(told, visit, outcome):
    """Exactly 24 hours before is in time (decision 0031)."""
    assert ask(told, visit=visit).outcome is outcome


def test_after_a_late_cancellation_the_days_run_from_it(told):
    late = cancelled(datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert ask(told, visit=late, as_of=date(2026, 3, 1)).action.due == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 3, 1), Outcome.NOT_APPLICABLE), (date(2026, 3, 2), Outcome.INSUFFICIENT_DATA)],
)
def test_by_whom_it_was_cancelled_is_asked_from_its_day_on(told, as_of, outcome):
    assert ask(told, visit=cancelled(None, None), as_of=as_of).outcome is outcome


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [(date(2026, 4, 1), Outcome.MET), (date(2026, 4, 2), Outcome.NOT_APPLICABLE)],
)
def test_it_is_told_for_30_days(told, as_of, outcome):
    assert ask(told, as_of=as_of).outcome is outcome


@pytest.mark.parametrize("start", [None, PartialDate(2026, 3)])
def test_the_day_of_a_missed_visit_has_to_be_known(told, start):
    finding = ask(told, visit=attrs.evolve(MISSED, start=start))

    assert finding.missing == ("the day of a missed visit",)


def test_what_was_cancelled_without_a_day_was_not_missed(told):
    visit = Appointment(id="a", status="cancelled")

    assert ask(told, visit=visit).outcome is Outcome.NOT_APPLICABLE


def test_talks_that_nobody_asked_for_are_missing(told):
    finding = told(RULES, AS_OF, appointments=[MISSED], encounters=[])

    assert finding.missing == ("communications (never asked for)",)


def test_appointments_that_nobody_asked_for_are_missing(told):
    assert told(RULES, AS_OF).missing == ("appointments (never asked for)",)
