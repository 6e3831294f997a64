"""What goes with a request, and what the chart has of it."""

import attrs
import pytest

from carecoord.model import (
    Answers,
    Communication,
    CommunicationRequest,
    CoverageEligibilityResponse,
    DocumentReference,
    Order,
)
from carecoord.model.code import CodeableConcept, concept, cpt, loinc
from carecoord.model.coverage_information import CoverageInformation
from carecoord.model.eligibility_response import EligibilityInsurance, EligibilityItem
from carecoord.rules.permissions.attachments import ToAttach, to_attach

NOTE = concept(loinc("11506-3"), text="progress note")
FORM = "http://example.org/form"
THERAPY, MRI = concept(cpt("97110")), concept(cpt("70551"))
DOCUMENT = DocumentReference(id="d1", code=NOTE, status="current")


def order(**told):
    return Order(id="o1", code=THERAPY, coverage_information=[CoverageInformation(**told)])


def plan(code=None):
    item = EligibilityItem(code=code, authorization_supporting=[NOTE])
    return CoverageEligibilityResponse(id="e1", insurance=[EligibilityInsurance(items=[item])])


def held(lines):
    return [(line.what, line.held_by) for line in lines]


def test_a_kind_of_document_is_for_a_person_to_tick():
    (line,) = to_attach(None, order(doc_needed=["clinical", "no-doc"]), [], [DOCUMENT])

    assert line == ToAttach(what="clinical", asked_by="o1", where="doc-needed")
    assert line.missing


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"questionnaire": FORM, "status": "completed"}, "a1"),
        ({"questionnaire": f"{FORM}|1", "status": "amended"}, "a1"),
        ({"questionnaire": FORM, "status": "in-progress"}, None),
        ({"questionnaire": "http://example.org/other", "status": "completed"}, None),
        ({"questionnaire": None, "status": "completed"}, None),
    ],
)
def test_a_form_is_there_once_it_is_filled_in(fields, found):
    lines = to_attach(None, order(questionnaires=[f"{FORM}|2"]), [], [Answers(id="a1", **fields)])

    assert [(line.where, line.held_by, line.missing) for line in lines] == [
        ("questionnaire", found, found is None)
    ]


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (DOCUMENT, "d1"),
        (attrs.evolve(DOCUMENT, status="entered-in-error"), None),
        (attrs.evolve(DOCUMENT, code=MRI), None),
        (Order(id="d1", code=NOTE), None),
    ],
)
def test_a_coded_document_is_found_by_its_code(fact, found):
    assert held(to_attach(None, None, [plan()], [fact])) == [("progress note", found)]


@pytest.mark.parametrize(("code", "many"), [(None, 1), (THERAPY, 1), (MRI, 0)])
def test_a_plan_speaks_of_the_service_that_is_ordered(code, many):
    assert len(to_attach(None, order(), [plan(code)], [])) == many


def test_an_order_without_a_code_is_spoken_of_by_all():
    assert len(to_attach(None, Order(id="o1"), [plan(MRI)], [])) == 1


def question(**fields):
    told = {"id": "q1", "status": "active", "payload": ["send the plan of care"]}
    return CommunicationRequest(**told | fields)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"status": "completed", "based_on": ["q1"]}, "m1"),
        ({"status": "completed", "in_response_to": ["q1"]}, "m1"),
        ({"status": "in-progress", "based_on": ["q1"]}, None),
        ({"status": "completed", "based_on": ["q2"]}, None),
    ],
)
def test_a_question_is_answered_by_a_message_based_on_it(permission, item, fields, found):
    asked = permission(item(), communication_requests=["q1"], information_requested=True)

    lines = to_attach(asked, None, [], [question(), Communication(id="m1", **fields)])

    assert held(lines) == [("send the plan of care", found)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"payload": [], "category": [CodeableConcept((), "records")]}, ["records"]),
        ({"payload": []}, ["an answer"]),
        ({"payload": ["a", "b", "a"]}, ["a", "b"]),
        ({"status": "completed"}, []),
        ({"do_not_perform": True}, []),
        ({"id": "q2"}, []),
    ],
)
def test_open_questions_of_the_request_are_told(permission, item, fields, words):
    asked = permission(item(), communication_requests=["q1"])

    assert [line.what for line in to_attach(asked, None, [], [question(**fields)])] == words


def test_a_question_that_was_not_read_is_told(permission, item):
    (line,) = to_attach(permission(item(), information_requested=True), None, [], [])

    assert (line.asked_by, line.where) == ("p1", "information_requested")
