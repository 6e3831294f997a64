"""The task of a referral whose report came: what CMS50 counts, and what closes no loop."""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import ImpossiblePeriod, RecordError
from carecoord.model.actor import Actor
from carecoord.model.code import Code, concept, loinc, snomed
from carecoord.model.label import Label
from carecoord.model.moment import PartialDate
from carecoord.model.order import Referral
from carecoord.model.period import Period
from carecoord.rules.referrals.consultation import consultation_task
from carecoord.rules.referrals.loop import closed
from carecoord.rules.referrals.stages import Parts

ADAMS = Actor(kind="Practitioner", id="dr-adams")
REPORTED = Referral(
    id="ref",
    status="active",
    intent="order",
    authored_on=date(2026, 3, 2),
    requester=ADAMS,
    sent_on=date(2026, 3, 3),
    accepted_on=date(2026, 3, 6),
    reported_on=date(2026, 3, 30),
    report="letter",
    labels=[Label.HIV],
)


def test_it_is_the_work_on_the_referral_from_acceptance_to_the_report():
    task = consultation_task(REPORTED, "task")

    assert (task.id, task.status, task.intent, task.focus) == ("task", "completed", "order", "ref")
    assert task.code == concept(Code("http://hl7.org/fhir/CodeSystem/task-code", "fulfill"))
    assert (task.authored_on, task.requester) == (date(2026, 3, 3), ADAMS)
    assert task.execution == Period(date(2026, 3, 6), date(2026, 3, 31))
    assert [one.reference for one in task.outputs] == ["letter"]


def test_its_reason_is_a_consultation_note_unless_the_caller_says_what_came():
    letter = concept(snomed("371530004"))

    assert consultation_task(REPORTED, "task").reason == concept(loinc("11488-4"))
    assert consultation_task(REPORTED, "task", reason=letter).reason == letter


def test_it_is_as_confidential_as_the_referral():
    assert consultation_task(REPORTED, "task").labels == {Label.HIV}


@pytest.mark.parametrize(
    "came", [date(2026, 3, 30), datetime(2026, 3, 30, 9, tzinfo=UTC), PartialDate(2026, 3)]
)
def test_it_ends_when_the_report_came(came):
    task = consultation_task(attrs.evolve(REPORTED, reported_on=came), "task")

    assert task.execution.ended == came


def test_what_is_not_known_of_the_referral_is_not_said():
    bare = Referral(id="ref", reported_on=date(2026, 3, 30))
    task = consultation_task(bare, "task")

    assert (task.authored_on, task.requester, task.outputs) == (None, None, ())
    assert task.execution.start is None


def test_without_a_day_on_which_the_report_came_there_is_no_such_task():
    with pytest.raises(RecordError) as caught:
        consultation_task(attrs.evolve(REPORTED, reported_on=None), "task")

    assert caught.value.remedy == "Move the referral by report first"


def test_a_report_before_the_acceptance_is_refused():
    with pytest.raises(ImpossiblePeriod):
        consultation_task(attrs.evolve(REPORTED, reported_on=date(2026, 3, 4)), "task")


def test_it_does_not_say_that_the_report_was_read():
    parts = Parts(tasks=[consultation_task(REPORTED, "task")])
    read = attrs.evolve(REPORTED, read_on=date(2026, 4, 1))

    assert not closed(REPORTED, parts, UTC)
    assert closed(read, parts, UTC)
