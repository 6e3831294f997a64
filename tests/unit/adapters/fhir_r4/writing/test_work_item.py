"""Tasks of work items, against R4's Task (hl7.org/fhir/R4/task.html) and a validator not ours."""

import json
from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord import review
from carecoord.adapters import calendars
from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.codec.fhir_r4.work import tasks, transaction
from carecoord.adapters.codec.fhir_r4.writing.as_read import AsRead
from carecoord.adapters.codec.fhir_r4.writing.resources.work_item import ITEMS, RULES, work_item
from carecoord.errors import RecordRejected
from carecoord.model import (
    Actor,
    Chart,
    Condition,
    Identifier,
    Label,
    Organization,
    Patient,
    Practitioner,
    Source,
)
from carecoord.rules.catalogue import standard
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import (
    Action,
    Evidence,
    FactRef,
    Finding,
    Outcome,
    Urgency,
)
from carecoord.rules.engine.licence import Licence
from carecoord.rules.handling import assign, close, snooze
from carecoord.rules.worklist import ItemStatus, WorkItem, reconcile
from carecoord.testing.examples import EXAMPLES, example

DAY = date(2026, 5, 24)
ACTION = Action(
    title="Contact within 2 business days",
    urgency=Urgency.ASAP,
    closes="a conversation",
    licences=(Licence.RN, Licence.COORDINATOR),
    earliest=date(2026, 5, 23),
    due=date(2026, 5, 27),
    overdue_after=date(2026, 5, 29),
    window_over="still to be done",
)
ITEM = WorkItem(
    key="followup.contact|p|Encounter:e:contact",
    patient="p",
    rule="followup.contact",
    edition="2013",
    title="Contact",
    action=ACTION,
    opened_on=DAY,
    changed_on=DAY,
    reason="none seen since 2026-05-22",
)
FINDING = Finding(
    key=ITEM.key,
    patient="p",
    rule=ITEM.rule,
    edition="2013",
    title="Contact",
    outcome=Outcome.NOT_MET,
    citation=Citation(text="CMS MLN908628", locator="page 4", status=Status.SECONDARY),
    evidence=(
        Evidence(clause="asked", holds=True),
        Evidence(clause="discharge", holds=True, facts=(FactRef(id="e", type="Encounter"),)),
    ),
)
TASK_STATUS = {
    *("draft", "requested", "received", "accepted", "rejected", "ready", "cancelled"),
    *("in-progress", "on-hold", "failed", "completed", "entered-in-error"),
}
"""http://hl7.org/fhir/R4/valueset-task-status.html"""


def test_an_open_item_says_everything_that_a_task_has_a_place_for(names, valid):
    written = work_item(ITEM, names, finding=FINDING, as_of=DAY)

    assert written == {
        "resourceType": "Task",
        "identifier": [{"system": ITEMS, "value": ITEM.key}],
        "status": "ready",
        "businessStatus": {"text": "due"},
        "intent": "plan",
        "priority": "asap",
        "code": {
            "coding": [{"system": RULES, "code": "followup.contact"}],
            "text": "Contact",
        },
        "description": "Contact within 2 business days; closed by a conversation",
        "focus": {"reference": "Basic/e"},
        "for": {"reference": "Patient/p"},
        "authoredOn": "2026-05-24",
        "lastModified": "2026-05-24",
        "performerType": [{"text": "registered nurse"}, {"text": "care coordinator"}],
        "reasonCode": {
            "text": "none seen since 2026-05-22. CMS MLN908628, page 4 (a restatement was read)"
        },
        "note": [{"text": "When the window is over: still to be done"}],
        "restriction": {"period": {"start": "2026-05-23", "end": "2026-05-27"}},
    }
    assert valid(written).restriction.period.end == date(2026, 5, 27)


HELD = attrs.evolve(ITEM, status=ItemStatus.CANCELLATION_PROPOSED, reason="death")


@pytest.mark.parametrize(
    ("item", "status", "why"),
    [
        (ITEM, "ready", None),
        (assign(ITEM, "nurse", DAY), "ready", None),
        (snooze(ITEM, date(2026, 5, 26), DAY), "on-hold", "put off until 2026-05-26"),
        (HELD, "on-hold", "held: death"),
        (close(HELD, "the family was told", DAY), "cancelled", "the family was told"),
        (close(ITEM, "done by telephone", DAY), "completed", None),
        (attrs.evolve(ITEM, status=ItemStatus.RESOLVED), "completed", None),
    ],
)
def test_where_an_item_stands_is_the_status_of_its_task(item, status, why, names, valid):
    written = work_item(item, names)

    assert valid(written).status == status
    assert status in TASK_STATUS
    assert written.get("statusReason", {}).get("text") == why


def test_every_status_of_an_item_is_written():
    written = {work_item(attrs.evolve(ITEM, status=one), _nobody())["status"] for one in ItemStatus}

    assert written <= TASK_STATUS


def _nobody():
    return AsRead(Chart(key="p", patient=Patient()))


def test_what_a_person_said_on_closing_an_item_is_a_note(names):
    written = work_item(close(ITEM, "done by telephone", DAY), names)

    assert written["note"][0] == {"text": "done by telephone"}


def test_where_an_item_stands_on_a_day_is_said_only_for_a_day_and_only_while_it_is_open(names):
    late = date(2026, 5, 30)

    assert "businessStatus" not in work_item(ITEM, names)
    assert work_item(ITEM, names, as_of=late)["businessStatus"] == {"text": "overdue"}
    assert "businessStatus" not in work_item(close(ITEM, "x", DAY), names, as_of=late)


@pytest.mark.parametrize("urgency", Urgency)
def test_the_urgency_is_the_priority(urgency, names, valid):
    item = attrs.evolve(ITEM, action=attrs.evolve(ACTION, urgency=urgency))

    assert valid(work_item(item, names)).priority == urgency.value


AT_NINE = datetime(2026, 5, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "period"),
    [
        ({"earliest": None}, {"end": "2026-05-27"}),
        ({"due": None}, {"start": "2026-05-23", "end": "2026-05-29"}),
        (
            {"due": None, "overdue_after": None, "acknowledge_by": AT_NINE},
            {"start": "2026-05-23", "end": "2026-05-24T09:00:00+00:00"},
        ),
        ({"due": None, "overdue_after": None}, {"start": "2026-05-23"}),
    ],
)
def test_a_task_is_restricted_to_the_window(changes, period, names, valid):
    written = work_item(attrs.evolve(ITEM, action=attrs.evolve(ACTION, **changes)), names)

    valid(written)
    assert written["restriction"] == {"period": period}


def test_without_a_window_there_is_no_restriction(names):
    bare = Action(title="Look", urgency=Urgency.STAT, closes="a look", licences=(), window_over="")
    written = work_item(attrs.evolve(ITEM, action=bare, reason=""), names)

    assert {"restriction", "performerType", "reasonCode", "note", "owner"}.isdisjoint(written)


def test_labels_are_security_labels_and_read_back(names, valid):
    item = attrs.evolve(ITEM, labels=frozenset(Label))
    written = work_item(item, names)
    codes = [one["code"] for one in written["meta"]["security"]]

    valid(written)
    assert len(codes) == len(set(codes))
    assert _read_back([written]).labels == frozenset(Label) - {Label.SAFE_CONTACT}


def test_a_label_without_a_code_is_written_as_restricted(names):
    item = attrs.evolve(ITEM, labels=frozenset({Label.SAFE_CONTACT}))

    assert work_item(item, names)["meta"]["security"] == [
        {
            "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
            "code": "R",
        }
    ]


def _read_back(written):
    patient = {"resourceType": "Patient", "id": "p"}
    entries = [{"resource": one} for one in (patient, *written)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    (result,) = fhir_r4.read(json.dumps(bundle).encode())
    (task,) = result.chart.tasks
    return task


def test_a_task_reads_back_under_the_identifier_of_its_item(names):
    task = _read_back([work_item(ITEM, names)])

    assert task.identifiers == (Identifier(ITEMS, ITEM.key),)
    assert (task.status, task.intent, task.priority) == ("ready", "plan", "asap")
    assert task.description == "Contact within 2 business days; closed by a conversation"
    assert task.restriction.ended == date(2026, 5, 27)
    assert task.known_on == DAY
    assert task.id == _read_back([work_item(close(ITEM, "x", DAY), names)]).id


READ = Chart(
    key="p",
    patient=Patient(
        source=Source(digest="d", ordinal=0, content=b'{"resourceType": "Patient", "id": "17"}')
    ),
    conditions=[
        Condition(
            id="read",
            source=Source(
                digest="d", ordinal=1, content=b'{"resourceType": "Condition", "id": "c1"}'
            ),
        ),
        Condition(
            id="inside",
            source=Source(
                digest="d",
                ordinal=1,
                content=b'{"resourceType": "Condition", "id": "c1"}',
                within="x",
            ),
        ),
        Condition(id="named", identifiers=[Identifier("https://a.example", "9")]),
        Condition(id="new"),
        *(
            Condition(id=name, source=Source(digest="d", ordinal=2, content=content))
            for name, content in (
                ("a row", b"1;2"),
                ("a list", b"[]"),
                ("without an id", b'{"resourceType": "Condition"}'),
            )
        ),
    ],
    practitioners=[
        Practitioner(
            id="d",
            source=Source(
                digest="d", ordinal=3, content=b'{"resourceType": "Practitioner", "id": "d9"}'
            ),
        )
    ],
    organizations=[Organization(id="o", identifiers=[Identifier("https://a.example", "1")])],
)


@pytest.mark.parametrize(
    ("fact_id", "reference"),
    [
        ("read", {"reference": "Condition/c1"}),
        ("d", {"reference": "Practitioner/d9"}),
        ("named", {"identifier": {"system": "https://a.example", "value": "9"}}),
        ("o", {"identifier": {"system": "https://a.example", "value": "1"}}),
        ("inside", None),
        ("new", None),
        ("a row", None),
        ("a list", None),
        ("without an id", None),
        ("elsewhere", None),
        (None, None),
    ],
)
def test_facts_are_referred_to_as_the_system_knows_them_that_they_were_read_from(
    fact_id, reference
):
    assert AsRead(READ).fact(fact_id) == reference


def test_several_are_referred_to_where_they_have_a_name():
    assert AsRead(READ).facts(["new", "read"]) == [{"reference": "Condition/c1"}]


def test_a_patient_is_referred_to_by_address_by_identifier_or_as_the_caller_says():
    numbered = Patient(identifiers=[Identifier("https://a.example", "8", "MR")])

    assert AsRead(READ).subject() == {"reference": "Patient/17"}
    assert AsRead(READ, "42").subject() == {"reference": "Patient/42"}
    assert AsRead(READ, "Patient/42").subject() == {"reference": "Patient/42"}
    assert _nobody().subject() == {}
    assert AsRead(Chart(key="p", patient=numbered)).subject() == {
        "type": "Patient",
        "identifier": {
            "type": {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}
                ]
            },
            "system": "https://a.example",
            "value": "8",
        },
    }


def test_an_owner_is_somebody_of_the_chart_or_only_a_name(valid):
    (known,) = tasks([assign(ITEM, "d", DAY)], READ)
    (named,) = tasks([assign(ITEM, "a nurse", DAY)], READ)

    valid(known)
    assert known["owner"] == {"reference": "Practitioner/d9"}
    assert named["owner"] == {"display": "a nurse"}
    assert AsRead(READ).actor(None) is None
    assert AsRead(READ).actor(Actor(kind="Practitioner")) is None


def test_another_patients_items_are_refused():
    with pytest.raises(RecordRejected, match="an item of another patient"):
        list(tasks([attrs.evolve(ITEM, patient="q")], READ))


def test_a_bundle_updates_each_task_by_its_identifier(names, valid):
    bundle = transaction([work_item(ITEM, names)])
    again = transaction([work_item(close(ITEM, "x", DAY), names)])

    assert len(valid(bundle).entry) == 1
    assert bundle["entry"][0]["fullUrl"] == again["entry"][0]["fullUrl"]
    assert bundle["entry"][0]["request"] == {
        "method": "PUT",
        "url": "Task?identifier=urn%3Auuid%3A8286a40c-85ee-4fe7-8b7e-4c0c779513f6"
        "%7Cfollowup.contact%7Cp%7CEncounter%3Ae%3Acontact",
    }


_FHIR = {
    "Prescription": "MedicationRequest",
    "Fill": "MedicationDispense",
    "Authorization": "ClaimResponse",
}
"""What FHIR calls the types of facts that evidence names."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_work_of_the_examples_is_valid_and_about_what_they_hold(name, valid):
    catalogue = standard(calendar=calendars.country("US"))
    chart = next(r.chart for r in fhir_r4.read(example(name)) if r.chart)
    found = review(chart, catalogue, DAY)
    items = reconcile((), found).opened

    written = {
        task["identifier"][0]["value"]: task
        for task in tasks(items, chart, findings=found.findings, as_of=DAY)
    }
    types = {fact.id: type(fact).__name__ for fact in chart.facts()}
    named = {
        finding.key: [
            types[fact.id] for line in finding.evidence for fact in line.facts if fact.id in types
        ]
        for finding in found.findings
    }
    assert set(written) == {item.key for item in items}
    for key, task in written.items():
        valid(task)
        assert task["for"]["reference"].startswith("Patient/")
        focus = task.get("focus", {}).get("reference", "").partition("/")[0]
        assert [focus] == ([_FHIR.get(one, one) for one in named[key][:1]] or [""])
