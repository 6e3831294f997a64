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
