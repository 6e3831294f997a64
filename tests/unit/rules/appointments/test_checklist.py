from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.errors import AuthoringError, MoveRefused, RecordRejected
from carecoord.model import Actor, Appointment, Code, ValueSet
from carecoord.model.code import concept
from carecoord.model.readiness import ChecklistItem
from carecoord.rules.appointments.checklist import asked_by_service, checklist_for, ready, tick
from carecoord.rules.concepts.preparation import PREPARATIONS
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.event import Performer

NAMES = ("mri-safety", "fasting", "interpreter", "transport")
AT = datetime(2026, 3, 1, 15, tzinfo=UTC)
SOMEBODY = Actor(kind="Practitioner", id="c")
COORDINATOR = Performer(licence=Licence.COORDINATOR, actor=SOMEBODY)
MR_PERSON = Performer(licence=Licence.MR_PERSONNEL, actor=SOMEBODY)
BOOKED = Appointment(id="a", status="booked")
PREPARED = attrs.evolve(BOOKED, checklist=checklist_for(BOOKED, NAMES))


def item(appointment, name):
    return next(one for one in appointment.checklist if one.name == name)


def test_there_are_the_four_each_with_its_source():
    assert tuple(one.name for one in PREPARATIONS) == NAMES
    assert {one.name: one.source.status for one in PREPARATIONS} == {
        "mri-safety": Status.QUOTED,
        "fasting": Status.SECONDARY,
        "interpreter": Status.SECONDARY,
        "transport": Status.CONVENTION,
    }


def test_what_is_needed_is_added_and_what_is_there_stays():
    fasting = ChecklistItem(name="fasting", answer="told", ticked_at=date(2026, 3, 1))
    own = ChecklistItem(name="of this site")
    there = attrs.evolve(BOOKED, checklist=[own, fasting])
    made = checklist_for(there, ["transport", "fasting"])

    assert [one.name for one in made] == ["of this site", "fasting", "transport"]
    assert made[:2] == (own, fasting)


def test_an_unknown_need_is_refused_with_the_nearest_name():
    with pytest.raises(AuthoringError, match="Did you mean 'fasting'"):
        checklist_for(BOOKED, ["fastin"])
    with pytest.raises(AuthoringError, match="Name one of: mri-safety"):
        checklist_for(BOOKED, ["x"])


def test_services_ask_for_preparations_by_value_sets():
    mri = Code("urn:clinic", "mri")
    sets = {
        "mri-safety": ValueSet(url="urn:mri", name="MRI", codes=[mri]),
        "fasting": ValueSet(url="urn:sedation", name="Sedation"),
    }

    assert asked_by_service(attrs.evolve(BOOKED, service_type=[concept(mri)]), sets) == (
        "mri-safety",
    )
    assert asked_by_service(BOOKED, sets) == ()


def test_a_tick_keeps_who_when_and_what():
    ticked = item(tick(PREPARED, "fasting", "kept", at=AT, by=COORDINATOR), "fasting")

    assert (ticked.answer, ticked.ticked_at, ticked.ticked_by) == ("kept", AT, SOMEBODY)
    assert ticked.blocks is False
    assert item(PREPARED, "fasting").answer is None


@pytest.mark.parametrize("licence", [one for one in Licence if one is not Licence.MR_PERSONNEL])
def test_mri_safety_is_for_level_2_mr_personnel_alone(licence):
    """ACR Manual on MR Safety: the final word comes from level 2 MR personnel."""
    by = Performer(licence=licence, actor=SOMEBODY)

    with pytest.raises(MoveRefused, match="level 2 MR personnel"):
        tick(PREPARED, "mri-safety", "cleared", at=AT, by=by)


@pytest.mark.parametrize("name", ["fasting", "interpreter", "transport"])
@pytest.mark.parametrize("licence", list(Licence))
def test_the_others_are_for_anybody(name, licence):
    answer = next(one.answers[0] for one in PREPARATIONS if one.name == name)
    by = Performer(licence=licence, actor=SOMEBODY)

    assert item(tick(PREPARED, name, answer, at=AT, by=by), name).answer == answer


@pytest.mark.parametrize(
    ("name", "answer", "blocks"),
    [
        ("mri-safety", "cleared", False),
        ("mri-safety", "needs review", True),
        ("mri-safety", "not cleared", True),
        ("fasting", "told", False),
        ("fasting", "not reached", True),
        ("fasting", "not kept", True),
        ("interpreter", "qualified interpreter", False),
        ("interpreter", "qualified bilingual staff", False),
        ("interpreter", "none found", True),
        ("transport", "own way", False),
        ("transport", "none found", True),
    ],
)
def test_which_answers_stop_the_visit(name, answer, blocks):
    after = tick(PREPARED, name, answer, at=AT, by=MR_PERSON)

    assert item(after, name).blocks is blocks
    assert (name in ready(after).blocking) is blocks


@pytest.mark.parametrize("who", ["minor", "accompanying adult"])
def test_a_minor_or_a_relative_interprets_in_an_emergency_only(who):
    """45 CFR 92.201(e)."""
    with pytest.raises(MoveRefused, match="but in an emergency"):
        tick(PREPARED, "interpreter", who, at=AT, by=COORDINATOR)
    after = tick(PREPARED, "interpreter", who, at=AT, by=COORDINATOR, emergency=True)

    assert item(after, "interpreter").answer == f"{who} (emergency)"
    assert "interpreter" not in ready(after).blocking


def test_a_later_answer_takes_the_place_of_an_earlier_one():
    refused = tick(PREPARED, "mri-safety", "needs review", at=AT, by=MR_PERSON)
    cleared = tick(refused, "mri-safety", "cleared", at=AT, by=MR_PERSON)

    assert "mri-safety" in ready(refused).blocking
    assert "mri-safety" not in ready(cleared).blocking


NOBODY = Performer(licence=Licence.COORDINATOR)


@pytest.mark.parametrize(
    ("visit", "name", "answer", "by", "found"),
    [
        (PREPARED, "fasting", "perhaps", COORDINATOR, "none of its answers"),
        (PREPARED, "fasting", "minor", COORDINATOR, "none of its answers"),
        (PREPARED, "fasting", "kept", NOBODY, "nobody is named"),
        (BOOKED, "fasting", "kept", COORDINATOR, "not on the list"),
        (attrs.evolve(PREPARED, status="cancelled"), "fasting", "kept", COORDINATOR, "cancelled"),
    ],
)
def test_a_tick_that_cannot_be_is_refused(visit, name, answer, by, found):
    with pytest.raises(MoveRefused, match=found):
        tick(visit, name, answer, at=AT, by=by)


def test_a_tick_of_what_is_no_preparation_or_of_no_moment_is_refused():
    with pytest.raises(AuthoringError, match="none of that name"):
        tick(PREPARED, "x", "kept", at=AT, by=COORDINATOR)
    with pytest.raises(RecordRejected, match="without an offset"):
        tick(PREPARED, "fasting", "kept", at=AT.replace(tzinfo=None), by=COORDINATOR)


def test_what_is_open_is_told_apart_from_what_stops_the_visit():
    """Transport that nobody asked about stops nothing."""
    found = ready(PREPARED)

    assert found.open == NAMES
    assert found.blocking == ("mri-safety", "fasting", "interpreter")
    assert not found.ready


def test_a_visit_is_ready_when_nothing_stops_it():
    after = tick(PREPARED, "mri-safety", "cleared", at=AT, by=MR_PERSON)
    after = tick(after, "fasting", "told", at=AT, by=COORDINATOR)
    after = tick(after, "interpreter", "qualified interpreter", at=AT, by=COORDINATOR)

    assert ready(after).ready
    assert ready(after).open == ("transport",)
    assert ready(BOOKED).ready


def test_a_site_may_have_preparations_of_its_own():
    own = attrs.evolve(PREPARATIONS[3], name="consent", stops_while_open=True)
    made = attrs.evolve(BOOKED, checklist=checklist_for(BOOKED, ["consent"], preparations=[own]))
    after = tick(made, "consent", "arranged", at=AT, by=COORDINATOR, preparations=[own])

    assert not ready(made).ready
    assert ready(after).ready
