from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.resources.task import task
from carecoord.model import (
    Actor,
    CodeableConcept,
    Identifier,
    Period,
    Quantity,
    Task,
    TaskParameter,
)
from carecoord.model.code import concept, snomed

FORM = CodeableConcept((), "form")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
WEEKS = Quantity(Decimal(2), "wk")
HELD = (
    ("text", None),
    (True, None),
    (0, None),
    (WEEKS, None),
    (FORM, None),
    (NOON, None),
    (date(2026, 1, 1), None),
    (time(8), None),
    (Period(date(2026, 1, 1), None), None),
    (date(2026, 1, 1), "Date"),
    (NOON, "Instant"),
    ("done", "Code"),
    ("urn:x", "Uri"),
    ("http://example.org", "Url"),
    ("http://example.org/q", "Canonical"),
    ("s|1", "Identifier"),
    ("1", "Identifier"),
    ("note", "Annotation"),
    ("a-1", "Id"),
    ("**x**", "Markdown"),
    (2, "PositiveInt"),
    (0, "UnsignedInt"),
    (Quantity(Decimal("1.50")), "Decimal"),
    (WEEKS, "Duration"),
    (concept(snomed("44054006")), "Coding"),
    ("shown", "Coding"),
    ("form 7", "Reference"),
    (None, "Reference"),
    (None, None),
)
TASK = Task(
    id="t",
    code=FORM,
    status="on-hold",
    status_reason=CodeableConcept((), "waiting"),
    business_status=CodeableConcept((), "booked"),
    intent="order",
    priority="urgent",
    description="fill it in",
    authored_on=NOON,
    modified_at=NOON,
    execution=Period(date(2026, 1, 1), date(2026, 1, 3)),
    restriction=Period(None, date(2026, 2, 1)),
    repetitions=2,
    restricted_to=[Actor(display="her")],
    requester=Actor(display="Dr. Yes"),
    owner=Actor(display="desk"),
    performer_type=[CodeableConcept((), "clerk")],
    reason=CodeableConcept((), "because"),
    location=Actor(display="ward"),
    group_identifier=Identifier("s", "g"),
    note="one\n\ntwo",
    instantiates="http://example.org/activity",
    instantiates_uri="http://example.org/leaflet",
    inputs=[TaskParameter(type=FORM, value=value, kind=kind) for value, kind in HELD],
    outputs=[TaskParameter(value="done")],
)
SAID = [
    "code",
    "status",
    "status_reason",
    "business_status",
    "intent",
    "priority",
    "description",
    "authored_on",
    "modified_at",
    "execution",
    "restriction",
    "repetitions",
    "restricted_to",
    "requester",
    "owner",
    "performer_type",
    "reason",
    "location",
    "group_identifier",
    "note",
    "instantiates",
    "instantiates_uri",
    "inputs",
    "outputs",
]


def test_a_task_is_valid(names, valid):
    valid(task(TASK, names))

    assert names.losses == []


@pytest.mark.parametrize("field", SAID)
def test_a_task_says_every_field_again(names, read_back, field):
    assert getattr(TASK, field) == getattr(read_back(task(TASK, names)), field)


def test_a_task_that_says_nothing_is_valid(names, valid, read_back):
    written = task(Task(id="t"), names)

    valid(written)
    assert read_back(written).status is None
    assert written["intent"] == "unknown"


def test_a_task_refers_to_other_facts(names, valid):
    fact = Task(
        id="t",
        focus="s",
        coverages=["c"],
        reason_fact="d",
        relevant_history=["h"],
        inputs=[TaskParameter(type=FORM, reference="q", value="form 7", kind="Reference")],
    )
    written = task(fact, names)

    valid(written)
    assert written["focus"] == {"reference": "Basic/s"}
    assert written["insurance"] == [{"reference": "Basic/c"}]
    assert written["reasonReference"] == {"reference": "Basic/d"}
    assert written["relevantHistory"] == [{"reference": "Basic/h"}]
    assert written["input"][0]["valueReference"] == {
        "reference": "Basic/q",
        "display": "form 7",
    }


def test_a_kind_that_does_not_fit_its_value_is_passed_over(names, valid):
    odd = Task(id="t", inputs=[TaskParameter(type=FORM, value=3, kind="Code")])
    written = task(odd, names)

    valid(written)
    assert written["input"][0]["valueInteger"] == 3


def test_a_priority_that_is_not_fhirs_is_told(names, valid):
    valid(task(Task(id="t", status="ready", priority="soon"), names))

    assert names.losses == ["priority"]
