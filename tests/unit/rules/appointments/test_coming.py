import ast
import inspect
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model import Appointment, Code
from carecoord.model.code import concept
from carecoord.model.readiness import ChecklistItem
from carecoord.rules.appointments import coming
from carecoord.rules.appointments.coming import Help, Inputs, helps, inputs
from carecoord.rules.concepts.came import REASONS
from carecoord.rules.engine.citation import Status

START = datetime(2026, 3, 31, 15, tzinfo=UTC)
VISIT = Appointment(id="a", status="booked", start=START, created_on=date(2026, 3, 1))
NOTHING = Inputs(
    missed=0,
    kept=0,
    lead_days=0,
    days_since_visit=0,
    transport_open=False,
    interpreter_open=False,
)


def before(days, status="fulfilled", **parts):
    name = f"{status} {days}"
    return Appointment(id=name, status=status, start=START - timedelta(days=days), **parts)


def given(*others, visit=VISIT, **options):
    return inputs(visit, others, zone="America/New_York", **options)


def points(**parts):
    return helps(attrs.evolve(NOTHING, **parts)).points


@pytest.mark.parametrize(("missed", "expected"), [(0, 0), (1, 3), (2, 3), (9, 3)])
def test_any_earlier_miss_counts_once(missed, expected):
    assert points(missed=missed) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(0, 0), (1, 1), (21, 1), (22, 2), (28, 2), (29, 3), (400, 3)]
)
def test_the_longer_the_lead_the_more(days, expected):
    """More than 21 days, and more than four weeks, are the sources' groups."""
    assert points(lead_days=days) == expected


@pytest.mark.parametrize(("days", "expected"), [(365, 0), (366, 1)])
def test_a_long_time_since_the_last_visit_counts(days, expected):
    assert points(days_since_visit=days) == expected


def test_points_are_the_sum_of_their_evidence():
    found = helps(attrs.evolve(NOTHING, missed=2, lead_days=30, days_since_visit=400))

    assert found.points == 7
    assert [line.points for line in found.evidence] == [3, 3, 1]


def test_a_need_that_is_open_adds_no_points_and_asks_for_its_help():
    found = helps(attrs.evolve(NOTHING, interpreter_open=True))
    rides = helps(attrs.evolve(NOTHING, transport_open=True))

    assert (found.points, found.helps) == (0, (Help.REMINDER, Help.INTERPRETER))
    assert (rides.points, rides.helps) == (0, (Help.REMINDER, Help.TRANSPORT, Help.TELEHEALTH))


@pytest.mark.parametrize(
    ("parts", "offered"),
    [
        ({}, (Help.REMINDER,)),
        ({"lead_days": 22}, (Help.REMINDER,)),
        ({"missed": 1}, (Help.REMINDER, Help.CALL)),
        ({"lead_days": 29}, (Help.REMINDER, Help.CALL, Help.SOONER)),
        ({"missed": 1, "lead_days": 1}, (Help.REMINDER, Help.CALL, Help.TELEHEALTH)),
        ({"missed": 1, "lead_days": None}, (Help.REMINDER, Help.CALL)),
    ],
)
def test_what_is_offered(parts, offered):
    assert helps(attrs.evolve(NOTHING, **parts)).helps == offered


def test_what_is_not_known_earns_no_points_and_is_named():
    found = helps(attrs.evolve(NOTHING, lead_days=None, days_since_visit=None))

    assert found.points == 0
    assert found.missing == ("lead time", "time since the last visit")


def test_nothing_that_is_offered_is_a_second_booking():
    assert not [one for one in Help if "book" in one.value.lower()]


def test_missed_and_cancelled_late_count_and_kept_ones_apart():
    late = {
        "cancellation_reason": concept(Code(REASONS, "pat")),
        "cancelled_on": START - timedelta(days=9, hours=1),
    }
    found = given(
        before(5, "noshow"),
        before(9, "cancelled", **late),
        before(20),
        before(40, "arrived"),
        before(50, "cancelled"),
    )

    assert (found.missed, found.kept, found.days_since_visit) == (2, 2, 20)


def test_only_what_lies_before_and_within_the_look_back_counts():
    found = given(
        before(730, "noshow"),
        before(731, "noshow"),
        before(0, "noshow"),
        before(-1, "noshow"),
        attrs.evolve(before(5, "noshow"), start=None),
        attrs.evolve(before(5, "noshow"), id="a"),
    )

    assert found.missed == 1
    assert found.days_since_visit is None


def test_the_lead_is_in_calendar_days_of_the_zone():
    assert given().lead_days == 30
    assert given(visit=attrs.evolve(VISIT, created_on=START)).lead_days == 0


@pytest.mark.parametrize(
    "changes", [{"created_on": None}, {"start": None}, {"created_on": date(2026, 4, 1)}]
)
def test_a_lead_that_cannot_be_told_is_not_known(changes):
    assert given(visit=attrs.evolve(VISIT, **changes)).lead_days is None


@pytest.mark.parametrize(
    ("ticked", "blocks", "open_"),
    [(None, False, True), (date(2026, 3, 2), False, False), (date(2026, 3, 2), True, True)],
)
def test_a_need_is_open_until_something_was_found(ticked, blocks, open_):
    items = [
        ChecklistItem(name=one, ticked_at=ticked, blocks=blocks)
        for one in ("transport", "interpreter")
    ]
    found = given(visit=attrs.evolve(VISIT, checklist=items))

    assert (found.transport_open, found.interpreter_open) == (open_, open_)


def test_an_unknown_zone_is_refused():
    with pytest.raises(RecordRejected, match="no zone of that name"):
        inputs(VISIT, [], zone="Mars/Olympus")


def test_nothing_about_the_person_the_payer_or_the_address_can_be_read():
    """The functions are handed appointments alone, and read these fields of them."""
    tree = ast.parse(inspect.getsource(coming))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    of_appointments = read & {one.name for one in attrs.fields(Appointment)}

    assert not [one for one in imported if one.endswith(("patient", "coverage", "chart"))]
    assert of_appointments == {"id", "start", "created_on", "checklist"}
    assert {one.name for one in attrs.fields(Inputs)} == {
        *("missed", "kept", "lead_days", "days_since_visit"),
        *("transport_open", "interpreter_open"),
    }


def test_what_has_no_source_says_so():
    assert [one.status for one in coming.SOURCES] == [
        Status.SECONDARY,
        Status.SECONDARY,
        Status.UNVERIFIED,
    ]
