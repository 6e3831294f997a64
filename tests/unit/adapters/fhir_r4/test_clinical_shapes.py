"""Traps that real clinical resources hold, each with what becomes of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.model import CodeableConcept, PartialDate, Period, Quantity

PATH = "entry[1].resource"


def test_a_text_where_a_concept_belongs_is_its_text(fhir):
    result = fhir.with_patient({"resourceType": "Condition", "clinicalStatus": "active"})

    assert result.fact("conditions").clinical_status == "active"
    assert result.lines == [
        (
            f"{PATH}.clinicalStatus",
            "a bare value where an element was expected; taken as its text, code or value",
        )
    ]


def test_a_list_where_a_single_concept_belongs_gives_its_first(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "AllergyIntolerance",
            "code": [{"text": "nuts"}, {"text": "milk"}],
            "clinicalStatus": [{"coding": [{"code": "active"}]}],
        }
    )
    fact = result.fact("allergies")

    assert (fact.code, fact.clinical_status) == (CodeableConcept((), "nuts"), "active")
    assert result.reasons == [
        "a list where a single value was expected; only the first is kept",
        "a list where a single value was expected; its one value is taken",
    ]


@pytest.mark.parametrize(
    ("kind", "element", "name", "field"),
    [
        ("Condition", "category", "conditions", "category"),
        ("Observation", "interpretation", "observations", "interpretation"),
        ("MedicationStatement", "reasonCode", "medication_statements", "reason"),
        ("Procedure", "complication", "procedures", "complications"),
        ("DocumentReference", "category", "documents", "category"),
    ],
)
def test_an_object_where_a_list_belongs_is_a_list_of_one(fhir, kind, element, name, field):
    result = fhir.with_patient({"resourceType": kind, element: {"text": "one"}})

    assert getattr(result.fact(name), field) == (CodeableConcept((), "one"),)
    assert result.lines == [
        (
            f"{PATH}.{element}",
            "a single value where a list was expected; taken as a list of one",
        )
    ]


def test_a_reason_of_r5_is_left_out_of_a_procedure_of_r4(fhir):
    reason = {"reference": {"reference": "Condition/c"}}

    for given in (reason, [reason]):
        result = fhir.with_patient(
            {"resourceType": "Procedure", "status": "completed", "reason": given}
        )

        assert result.fact("procedures").reason_facts == ()
        assert result.lines == [
            (f"{PATH}.reason", "an element of another release of FHIR, none of R4; left out")
        ]


def test_the_creation_of_stu3_is_left_out_of_a_document_of_r4(fhir):
    result = fhir.with_patient({"resourceType": "DocumentReference", "created": "2018-03-09"})

    assert result.fact("documents").date is None
    assert result.lines == [
        (f"{PATH}.created", "an element of another release of FHIR, none of R4; left out")
    ]


def test_the_stop_of_an_effective_period_is_no_end_and_is_noted(fhir):
    span = {"start": "2024-01-01", "stop": "2024-01-31"}

    result = fhir.with_patient({"resourceType": "Observation", "effectivePeriod": span})

    assert result.fact("observations").effective == Period(date(2024, 1, 1), None)
    assert result.lines == [
        (f"{PATH}.effectivePeriod.stop", "no element of FHIR's, which calls it end; left out")
    ]


@pytest.mark.parametrize(
    ("element", "name", "field", "expected"),
    [
        (
            {"resourceType": "AllergyIntolerance", "lastOccurrence": "2019"},
            "allergies",
            "last_occurrence",
            PartialDate(2019),
        ),
        (
            {"resourceType": "Immunization", "expirationDate": "2025-06"},
            "immunizations",
            "expires_on",
            PartialDate(2025, 6),
        ),
        (
            {"resourceType": "FamilyMemberHistory", "bornDate": "1920"},
            "family_history",
            "born",
            PartialDate(1920),
        ),
        (
            {"resourceType": "MedicationStatement", "effectivePeriod": {"start": "2020-03"}},
            "medication_statements",
            "effective",
            Period(PartialDate(2020, 3), None),
        ),
    ],
)
def test_a_partial_date_stays_partial(fhir, element, name, field, expected):
    result = fhir.with_patient(element)

    assert getattr(result.fact(name), field) == expected
    assert result.problems == []


@pytest.mark.parametrize(
    "text", ["1.5e3", "1E-10", "12.3456789012345678901", "3.10", "0.1000000000000000055511151231"]
)
def test_a_decimal_keeps_every_digit(fhir, text):
    observation = b"""{"resourceType": "Observation", "subject": {"reference": "Patient/p"},
        "valueQuantity": {"value": %s}, "referenceRange": [{"low": {"value": %s}}]}"""
    entries = b'{"resource": %s}, {"resource": %s}' % (
        fhir.as_bytes(fhir.patient()),
        observation % (text.encode(), text.encode()),
    )
    fact = fhir.read(b'{"resourceType": "Bundle", "entry": [%s]}' % entries).fact("observations")

    assert str(fact.value.value) == str(Decimal(text))
    assert fact.reference_ranges[0].low == Quantity(Decimal(text))


SNOMED = {"system": "http://snomed.info/sct", "code": "428673006"}


def test_a_number_that_is_a_code_of_another_system_is_no_unit(fhir):
    def quantity(**parts):
        value = {"value": 2, **SNOMED, **parts}
        return fhir.with_patient({"resourceType": "Observation", "valueQuantity": value})

    printed, bare = quantity(unit="Tablet"), quantity()

    assert printed.fact("observations").value == Quantity(Decimal(2), "Tablet")
    assert printed.problems == []
    assert bare.fact("observations").value == Quantity(Decimal(2))
    assert bare.lines == [
        (f"{PATH}.valueQuantity.code", "a number where a unit was expected; left out")
    ]


def test_a_time_without_a_zone_keeps_its_day(fhir):
    result = fhir.with_patient(
        {"resourceType": "MedicationAdministration", "effectiveDateTime": "2024-05-01T23:59:00"}
    )

    assert result.fact("medication_administrations").effective == date(2024, 5, 1)
    assert result.lines == [
        (
            f"{PATH}.effectiveDateTime",
            "an instant without an offset from UTC; only its date is kept",
        )
    ]


def test_an_absent_result_says_why(fhir):
    reason = {"coding": [{"system": "http://x", "code": "not-performed"}]}
    part = {"code": {"text": "part"}, "dataAbsentReason": {"text": "spilled"}}

    fact = fhir.with_patient(
        {"resourceType": "Observation", "dataAbsentReason": reason, "component": [part]}
    ).fact("observations")

    assert (fact.value, fact.data_absent_reason.coding[0].code) == (None, "not-performed")
    assert fact.components[0].data_absent_reason.text == "spilled"


def test_an_absent_time_of_a_vaccination_is_no_time(fhir):
    absent = {
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                "valueCode": "unknown",
            }
        ]
    }
    result = fhir.with_patient({"resourceType": "Immunization", "_occurrenceDateTime": absent})

    assert result.fact("immunizations").occurrence is None
    assert result.problems == []


def test_a_prescription_of_which_an_export_stripped_the_medicine_is_kept(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "status": "active",
            "authoredOn": "2024-01-01T00:00:00Z",
        }
    ).fact("prescriptions")

    assert fact.code is None
    assert fact.authored_on == datetime(2024, 1, 1, tzinfo=UTC)


def test_a_reaction_without_a_manifestation_is_kept(fhir):
    reaction = {"severity": "severe", "onset": "2019-04", "description": "at school"}

    fact = fhir.with_patient({"resourceType": "AllergyIntolerance", "reaction": [reaction]}).fact(
        "allergies"
    )

    (kept,) = fact.reactions
    assert (kept.manifestation, kept.severity, kept.description) == ((), "severe", "at school")
    assert kept.onset == PartialDate(2019, 4)


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ({"ageString": "old"}, "not an age or a date; left out"),
        ({"deceasedRange": {"low": {"value": 60}}}, "not an age or a date; left out"),
    ],
)
def test_what_a_family_history_does_not_carry_is_noted(fhir, element, reason):
    result = fhir.with_patient({"resourceType": "FamilyMemberHistory", **element})

    (name,) = element
    assert result.lines == [(f"{PATH}.{name}", reason)]
