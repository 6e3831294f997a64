from datetime import date

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.appeal import appeal
from carecoord.model import Appeal, Period, Task


def test_an_appeal_is_a_task_on_the_decision(names, valid, read_back):
    fact = Appeal(
        id="a",
        authorization="d",
        level=2,
        expedited=True,
        filed_on=date(2026, 1, 1),
        deadline_on=date(2026, 1, 31),
        decided_on=date(2026, 1, 20),
        outcome="overturned",
    )
    written = appeal(fact, names)
    read = read_back(written)

    valid(written)
    assert isinstance(read, Task)
    assert written["focus"] == {"reference": "Basic/d"}
    assert (read.status, read.priority, read.authored_on) == (
        "completed",
        "urgent",
        date(2026, 1, 1),
    )
    assert read.restriction == Period.through(None, date(2026, 1, 31))
    assert read.execution == Period.through(None, date(2026, 1, 20))
    assert (read.inputs[0].value, read.outputs[0].value) == (2, "overturned")


@pytest.mark.parametrize(
    ("known", "status"),
    [({}, "requested"), ({"outcome": "dismissed"}, "completed")],
)
def test_an_appeal_is_open_until_decided(names, valid, known, status):
    written = appeal(Appeal(id="a", authorization="d", **known), names)

    valid(written)
    assert written["status"] == status


def test_what_else_is_known_of_an_appeal_is_among_the_parameters(names, valid, read_back):
    fact = Appeal(
        id="a",
        authorization="d",
        kind="reconsideration",
        notice_on=date(2026, 1, 2),
        decision_due=date(2026, 2, 2),
        overdue_since=date(2026, 2, 3),
        next_deadline_on=date(2026, 4, 8),
        reason="medically necessary",
    )
    written = appeal(fact, names)
    read = read_back(written)

    valid(written)
    assert read.reason.text == "medically necessary"
    assert [(one.type.text, one.value) for one in read.inputs] == [
        ("level", 1),
        ("kind", "reconsideration"),
        ("notice", date(2026, 1, 2)),
        ("decision due", date(2026, 2, 2)),
    ]
    assert [(one.type.text, one.value) for one in read.outputs] == [
        ("overdue since", date(2026, 2, 3)),
        ("next deadline", date(2026, 4, 8)),
    ]


def test_an_appeal_that_never_was(names, valid):
    fact = Appeal(id="a", authorization="d", outcome="upheld", entered_in_error=True)
    written = appeal(fact, names)

    valid(written)
    assert written["status"] == "entered-in-error"
