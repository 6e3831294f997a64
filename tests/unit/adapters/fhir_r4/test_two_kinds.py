"""Two kinds of one choice in one element: one is read, and the reader is told.

Source: HL7 FHIR R4 (4.0.1), formats, "Choice of Data Types": one kind may be present at most.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

TWO = "two kinds of one value; what the chart has no second place for is left out"
DAY, LATER = "2020-01-02", "2020-01-03"
SPAN = {"start": DAY}
AMOUNT = {"value": 7, "unit": "mg"}
AGE = {"value": 7, "code": "a", "system": "http://unitsofmeasure.org"}
PILL = {"text": "a pill"}
ELSEWHERE = {"display": "another pill"}

CHOICES = [
    ("Observation", {"valueQuantity": AMOUNT, "valueString": "seven"}, ["value"]),
    ("Observation", {"valueBoolean": False, "valueInteger": 0}, ["value"]),
    (
        "Observation",
        {"effectiveDateTime": DAY, "effectivePeriod": SPAN, "valueTime": "10:00", "valueRange": {}},
        ["effective", "value"],
    ),
    (
        "Observation",
        {"effectiveInstant": f"{DAY}T10:00:00Z", "effectivePeriod": SPAN},
        ["effective"],
    ),
    (
        "Observation",
        {
            "component": [
                {"valueQuantity": AMOUNT},
                {"valueQuantity": AMOUNT, "valueString": "seven", "valueBoolean": True},
            ]
        },
        ["component[1].value"],
    ),
    (
        "Procedure",
        {"performedDateTime": DAY, "performedPeriod": SPAN, "performedString": "of late"},
        ["performed"],
    ),
    ("Procedure", {"performedAge": AGE, "performedString": "at seven"}, ["performed"]),
    (
        "Condition",
        {
            "onsetDateTime": DAY,
            "onsetString": "long ago",
            "abatementAge": AGE,
            "abatementString": "at seven",
        },
        ["onset", "abatement"],
    ),
    ("AllergyIntolerance", {"onsetAge": AGE, "onsetDateTime": DAY}, ["onset"]),
    (
        "Goal",
        {
            "startDate": DAY,
            "startCodeableConcept": PILL,
            "target": [{"detailString": "less", "detailBoolean": False, "dueDate": DAY}],
        },
        ["start", "target[0].detail"],
    ),
    (
        "Task",
        {
            "input": [{"type": PILL, "valueString": "a", "valueUnsignedInt": 0}],
            "output": [{"type": PILL, "valueMoney": {}, "valueDate": DAY}],
        },
        ["input[0].value", "output[0].value"],
    ),
    (
        "QuestionnaireResponse",
        {
            "item": [
                {
                    "linkId": "1",
                    "item": [
                        {
                            "linkId": "1.1",
                            "answer": [
                                {"valueString": "yes", "valueBoolean": False},
                                {
                                    "valueString": "yes",
                                    "item": [
                                        {
                                            "linkId": "1.1.1",
                                            "answer": [{"valueDate": DAY, "valueDecimal": 1.5}],
                                        }
                                    ],
                                },
                            ],
                        }
                    ],
                }
            ]
        },
        ["item[0].item[0].answer[0].value", "item[0].item[0].answer[1].item[0].answer[0].value"],
    ),
    (
        "Immunization",
        {
            "occurrenceDateTime": DAY,
            "occurrenceString": "in winter",
            "protocolApplied": [{"doseNumberPositiveInt": 1, "doseNumberString": "two"}],
        },
        ["occurrence", "protocolApplied[0].doseNumber"],
    ),
    (
        "MedicationRequest",
        {
            "medicationCodeableConcept": PILL,
            "medicationReference": ELSEWHERE,
            "dosageInstruction": [
                {
                    "asNeededBoolean": False,
                    "asNeededCodeableConcept": PILL,
                    "doseAndRate": [{"doseQuantity": AMOUNT, "doseRange": {"low": AMOUNT}}],
                }
            ],
        },
        ["medication", "dosageInstruction[0].asNeeded", "dosageInstruction[0].doseAndRate[0].dose"],
    ),
    (
        "CarePlan",
        {"activity": [{"detail": {"scheduledPeriod": SPAN, "scheduledString": "daily"}}]},
        ["activity[0].detail.scheduled"],
    ),
    ("FamilyMemberHistory", {"deceasedBoolean": False, "deceasedAge": AGE}, ["deceased"]),
]


def told(result):
    return [(one.path, one.count) for one in result.problems if one.reason == TWO]


@pytest.mark.parametrize("slowly", [{}, {"comment ": "a key with a blank: read the slow way"}])
@pytest.mark.parametrize(("kind", "elements", "paths"), CHOICES)
def test_two_kinds_are_told(fhir, kind, elements, paths, slowly):
    result = fhir.with_patient({"resourceType": kind, **elements, **slowly})

    assert sorted(told(result)) == sorted((f"entry[1].resource.{path}", 1) for path in paths)


@pytest.mark.parametrize(
    ("kind", "elements"),
    [
        ("Observation", {"effectiveDateTime": DAY, "valueBoolean": False, "component": [{}]}),
        ("Procedure", {"reasonCode": [PILL], "reasonReference": [ELSEWHERE]}),
        ("Task", {"reasonCode": PILL, "reasonReference": ELSEWHERE}),
        ("Task", {"instantiatesCanonical": "urn:a", "instantiatesUri": "urn:b"}),
        ("Goal", {"outcomeCode": [PILL], "outcomeReference": [ELSEWHERE], "startDate": DAY}),
        ("ServiceRequest", {"locationCode": [PILL], "locationReference": [ELSEWHERE]}),
        ("CarePlan", {"activity": [{"outcomeCodeableConcept": [PILL], "outcomeReference": [{}]}]}),
        ("Condition", {"onsetDateTime": DAY, "abatementDateTime": LATER, "recordedDate": LATER}),
    ],
)
def test_one_kind_and_what_is_no_choice_are_not_told(fhir, kind, elements):
    assert told(fhir.with_patient({"resourceType": kind, **elements})) == []


@pytest.mark.parametrize("dead", [False, True])
def test_a_time_of_death_is_believed_whatever_stands_beside_it(fhir, dead):
    patient = fhir.patient(deceasedBoolean=dead, deceasedDateTime=DAY)
    result = fhir.read(fhir.bundle(patient))

    assert result.chart.patient.deceased == date(2020, 1, 2)
    assert told(result) == [("entry[0].resource.deceased", 1)]


def test_the_measured_amount_is_read_and_the_text_left_out(fhir):
    result = fhir.with_patient(
        {"resourceType": "Observation", "valueString": "eight", "valueQuantity": AMOUNT}
    )

    assert result.fact("observations").value.value == Decimal(7)


def test_the_chart_keeps_both_where_it_has_a_place_for_both(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Immunization",
            "occurrenceDateTime": f"{DAY}T10:00:00Z",
            "occurrenceString": "in winter",
        }
    )
    given = result.fact("immunizations")

    assert given.occurrence == datetime(2020, 1, 2, 10, tzinfo=UTC)
    assert given.occurrence_text == "in winter"


def test_what_a_contained_medicine_holds_twice_is_told_where_it_stands(fhir):
    medicine = {
        "resourceType": "Medication",
        "id": "m",
        "ingredient": [{"itemCodeableConcept": PILL, "itemReference": ELSEWHERE}],
    }
    result = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "contained": [medicine],
            "medicationReference": {"reference": "#m"},
        }
    )

    assert told(result) == [("entry[1].resource.contained[0].ingredient[0].item", 1)]


@pytest.mark.parametrize("other", [{"valueCode": "y"}, {"valueDateTime": DAY}, {"valueDate": DAY}])
def test_the_kind_is_that_of_the_value_that_is_read(fhir, other):
    said = {"valueString": "yes", **other}
    result = fhir.with_patient(
        {"resourceType": "Task", "input": [{"type": PILL, **said}]},
        {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "1", "answer": [said]}]},
    )
    (asked,), (answer,) = result.fact("tasks").inputs, result.fact("answers").answers

    assert (asked.value, asked.kind) == ("yes", None)
    assert (answer.value, answer.kind) == ("yes", None)
