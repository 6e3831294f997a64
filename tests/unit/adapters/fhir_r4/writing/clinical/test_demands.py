"""What FHIR demands, what it has no place for, and which profiles are met."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord.adapters.codec.fhir_r4.writing.mapping import AUTHORS
from carecoord.model import (
    Actor,
    AllergyIntolerance,
    Code,
    Component,
    Condition,
    DocumentContent,
    DocumentReference,
    DocumentRelation,
    Dosage,
    FamilyHistory,
    Fill,
    Immunization,
    MedicationAdministration,
    MedicationStatement,
    Observation,
    Prescription,
    Procedure,
    Quantity,
    Range,
    Reaction,
    ReferenceRange,
    SocialHistory,
)
from carecoord.model.code import CodeableConcept, concept, cvx, icd10cm, loinc, rxnorm, snomed

CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
UNKNOWN = {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}
DAY, NOW = date(2024, 1, 2), datetime(2024, 1, 2, 8, tzinfo=UTC)
DOCTOR = Actor(kind="Practitioner", id="dr")
TEXT = CodeableConcept((), "words")
CATEGORIES = "http://terminology.hl7.org/CodeSystem/"


def category(name, code):
    return (concept(Code(f"{CATEGORIES}{name}", code)),)


VITAL, LAB = (
    category("observation-category", "vital-signs"),
    category("observation-category", "laboratory"),
)
SOCIAL = category("observation-category", "social-history")
DIAGNOSIS = category("condition-category", "encounter-diagnosis")
PROBLEM = category("condition-category", "problem-list-item")
CONCERN = (
    concept(Code("http://hl7.org/fhir/us/core/CodeSystem/condition-category", "health-concern")),
)
SURVEY = category("observation-category", "survey")
SCREENING = "observation-screening-assessment"
MMHG = Quantity(Decimal(120), "mm[Hg]")
SYSTOLIC, DIASTOLIC = (
    Component(code=concept(loinc("8480-6")), value=MMHG),
    Component(code=concept(loinc("8462-4")), data_absent_reason=TEXT),
)
PRESSURE = concept(loinc("85354-9"))
NEVER = concept(snomed("266919005"))
SMOKING = concept(loinc("72166-2"))


def vital(code, unit, *others):
    return Observation(
        id="x",
        code=concept(*map(loinc, (code, *others))),
        category=VITAL,
        effective=DAY,
        value=Quantity(Decimal(3), unit),
    )


@pytest.mark.parametrize(
    ("fact", "element", "expected"),
    [
        (AllergyIntolerance(id="x"), "clinicalStatus", UNKNOWN),
        (
            AllergyIntolerance(id="x", reactions=[Reaction()]),
            "reaction",
            [{"manifestation": [UNKNOWN]}],
        ),
        (Prescription(id="x", intent="order"), "medicationCodeableConcept", UNKNOWN),
        (Prescription(id="x", intent="order"), "status", "unknown"),
        (Fill(id="x"), "medicationCodeableConcept", UNKNOWN),
        (Fill(id="x"), "status", "unknown"),
        (MedicationStatement(id="x"), "status", "unknown"),
        (MedicationStatement(id="x"), "medicationCodeableConcept", UNKNOWN),
        (MedicationAdministration(id="x"), "status", "unknown"),
        (MedicationAdministration(id="x"), "effectivePeriod", UNKNOWN),
        (
            MedicationAdministration(id="x", dosage=Dosage(text="all")),
            "dosage",
            {"text": "all", "dose": UNKNOWN},
        ),
        (Observation(id="x"), "code", UNKNOWN),
        (Observation(id="x"), "status", "unknown"),
        (SocialHistory(id="x"), "status", "unknown"),
        (Procedure(id="x"), "status", "unknown"),
        (Immunization(id="x", status="completed"), "vaccineCode", UNKNOWN),
        (Immunization(id="x", status="completed"), "occurrenceString", "unknown"),
        (
            Immunization(id="x", status="completed", series="first"),
            "protocolApplied",
            [{"series": "first", "doseNumberString": "unknown"}],
        ),
        (FamilyHistory(id="x", status="partial"), "relationship", UNKNOWN),
        (
            Condition(id="x", abatement=DAY),
            "clinicalStatus",
            {"coding": [{"system": f"{CATEGORIES}condition-clinical", "code": "inactive"}]},
        ),
        (
            DocumentReference(id="x", status="current", contents=[DocumentContent()]),
            "content",
            [{"attachment": UNKNOWN}],
        ),
    ],
)
def test_what_must_be_there_and_is_not_known_is_written_as_unknown(
    write, names, fact, element, expected
):
    assert write(fact)[element] == expected
    assert (names.losses, names.lacks) == ([], [])


@pytest.mark.parametrize(
    ("fact", "element"),
    [
        (Prescription(id="x", status="active"), "intent"),
        (Immunization(id="x"), "status"),
        (FamilyHistory(id="x"), "status"),
        (DocumentReference(id="x", contents=[DocumentContent()]), "status"),
        (DocumentReference(id="x", status="current"), "content"),
        (Condition(id="x", clinical_status="active", abatement=DAY), "clinicalStatus"),
    ],
)
def test_what_must_be_there_and_cannot_be_unknown_is_lacking(names, fact, element):
    AUTHORS[type(fact)](fact, names)

    assert names.lacks == [element]


def dosed(**parts):
    return Prescription(id="x", status="active", intent="order", dosage=[Dosage(**parts)])


def filed(**parts):
    return DocumentReference(id="x", status="current", contents=[DocumentContent(**parts)])


@pytest.mark.parametrize(
    ("fact", "losses"),
    [
        (Condition(id="x", clinical_status="55561003"), ["clinicalStatus"]),
        (
            Condition(id="x", clinical_status="active", verification_status="entered-in-error"),
            ["clinicalStatus"],
        ),
        (Condition(id="x", onset=DAY, onset_text="long ago"), ["onsetString"]),
        (
            AllergyIntolerance(
                id="x", clinical_status="active", verification_status="entered-in-error"
            ),
            ["clinicalStatus"],
        ),
        (
            AllergyIntolerance(id="x", clinical_status="active", category=["dust", "food"]),
            ["category"],
        ),
        (
            AllergyIntolerance(
                id="x", clinical_status="active", reactions=[Reaction(severity="bad")]
            ),
            ["reaction.severity"],
        ),
        (Observation(id="x", status="seen"), ["status"]),
        (Observation(id="x", issued_at=DAY), ["issued"]),
        (Observation(id="x", value=True, data_absent_reason=TEXT), ["dataAbsentReason"]),
        (Observation(id="x", reference_ranges=[ReferenceRange(type=TEXT)]), ["referenceRange"]),
        (Observation(id="x", reference_ranges=[ReferenceRange()]), []),
        (Observation(id="x", performers=[Actor()]), ["performer"]),
        (
            Observation(id="x", performers=[Actor(display="lab", roles=[TEXT])]),
            ["performer.function"],
        ),
        (Procedure(id="x", performers=[Actor()]), ["performer"]),
        (
            Procedure(id="x", performers=[Actor(display="a", roles=[TEXT, TEXT])]),
            ["performer.function"],
        ),
        (SocialHistory(id="x", recorded_on=DAY), ["issued"]),
        (Fill(id="x", substitution_type=TEXT), ["substitution.type"]),
        (
            Prescription(id="x", intent="order", substitution_reason=TEXT),
            ["substitution.reason"],
        ),
        (
            Prescription(id="x", intent="order", refills=-1),
            ["dispenseRequest.numberOfRepeatsAllowed"],
        ),
        (dosed(times_of_day=2), ["dosageInstruction.timing.repeat.timeOfDay"]),
        (dosed(frequency=0), ["dosageInstruction.timing.repeat.frequency"]),
        (dosed(period=Decimal(1)), ["dosageInstruction.timing.repeat.period"]),
        (
            dosed(period=Decimal(1), period_unit="moon"),
            [
                "dosageInstruction.timing.repeat.periodUnit",
                "dosageInstruction.timing.repeat.period",
            ],
        ),
        (dosed(days_of_week=["mon", "Dienstag"]), ["dosageInstruction.timing.repeat.dayOfWeek"]),
        (dosed(dose=MMHG, dose_range=Range(low=MMHG)), ["doseRange"]),
        (dosed(), []),
        (
            MedicationAdministration(id="x", dosage=Dosage(frequency=2, rate=Range(low=MMHG))),
            ["dosage", "dosage.rateRange"],
        ),
        (FamilyHistory(id="x", status="partial", born=NOW), ["bornDate"]),
        (FamilyHistory(id="x", status="partial", born=DAY, age=MMHG), ["ageAge"]),
        (FamilyHistory(id="x", status="partial", deceased=True, deceased_age=MMHG), []),
        (Condition(id="x", verification_status="entered-in-error"), []),
        (AllergyIntolerance(id="x", verification_status="entered-in-error"), []),
        (filed(url="two words"), ["content.attachment.url"]),
        (filed(hash="#"), ["content.attachment.hash"]),
        (filed(size=-1), ["content.attachment.size"]),
        (
            DocumentReference(
                id="x", status="current", date=DAY, contents=[DocumentContent(title="t")]
            ),
            ["date"],
        ),
        (
            DocumentReference(
                id="x",
                status="current",
                contents=[DocumentContent(title="t")],
                relates_to=[DocumentRelation(document="o"), DocumentRelation()],
            ),
            ["relatesTo"],
        ),
    ],
)
def test_what_has_no_place_in_fhir_is_noted_and_the_rest_is_valid(write, names, fact, losses):
    write(fact)

    assert (names.losses, names.lacks) == (losses, [])


@pytest.mark.parametrize(
    ("fact", "profile"),
    [
        (
            Condition(id="x", code=concept(icd10cm("E11.9")), category=DIAGNOSIS),
            "condition-encounter-diagnosis",
        ),
        (Condition(id="x", code=TEXT, category=PROBLEM), "condition-problems-health-concerns"),
        (Condition(id="x", code=TEXT, category=CONCERN), "condition-problems-health-concerns"),
        (Condition(id="x", code=TEXT, category=[TEXT]), None),
        (Condition(id="x", category=PROBLEM), None),
        (AllergyIntolerance(id="x", code=TEXT, clinical_status="active"), "allergyintolerance"),
        (AllergyIntolerance(id="x", clinical_status="active"), None),
        (
            Prescription(
                id="x",
                code=concept(rxnorm("6809")),
                status="active",
                intent="order",
                requester=DOCTOR,
                authored_on=DAY,
            ),
            "medicationrequest",
        ),
        (Prescription(id="x", code=TEXT, status="active", intent="order"), None),
        (Prescription(id="x", code=TEXT, status="active", intent="filler-order"), None),
        (Prescription(id="x", code=TEXT, status="active", intent="plan"), "medicationrequest"),
        (Fill(id="x", code=TEXT, status="completed", handed_over_on=DAY), "medicationdispense"),
        (Fill(id="x", code=TEXT, status="completed"), None),
        (Fill(id="x", code=TEXT, status="in-progress"), "medicationdispense"),
        (
            Immunization(
                id="x",
                code=concept(cvx("140")),
                status="completed",
                occurrence=DAY,
                primary_source=False,
            ),
            "immunization",
        ),
        (Immunization(id="x", code=TEXT, status="completed", occurrence=DAY), "immunization"),
        (Immunization(id="x", code=TEXT, status="completed", primary_source=True), None),
        (
            Procedure(id="x", code=concept(snomed("80146002")), status="completed", performed=DAY),
            "procedure",
        ),
        (Procedure(id="x", code=TEXT, status="not-done", performed=DAY), "procedure"),
        (Procedure(id="x", code=TEXT, status="completed"), None),
        (Procedure(id="x", code=TEXT, status="in-progress"), None),
        (Procedure(id="x", code=TEXT, status="not-done"), "procedure"),
        (Procedure(id="x", status="not-done"), None),
        (
            DocumentReference(
                id="x",
                code=concept(loinc("34117-2")),
                category=[TEXT],
                status="current",
                contents=[DocumentContent(url="urn:oid:1.2.3")],
            ),
            "documentreference",
        ),
        (
            DocumentReference(
                id="x",
                code=TEXT,
                category=[TEXT],
                status="current",
                contents=[DocumentContent(url="urn:oid:1.2.3")],
            ),
            None,
        ),
        (
            DocumentReference(
                id="x",
                code=TEXT,
                category=[TEXT],
                status="current",
                contents=[DocumentContent(title="t")],
            ),
            None,
        ),
        (
            Observation(
                id="x",
                code=PRESSURE,
                category=VITAL,
                effective=DAY,
                components=[SYSTOLIC, DIASTOLIC],
            ),
            "blood-pressure",
        ),
        (
            Observation(
                id="x", code=PRESSURE, category=VITAL, effective=DAY, components=[SYSTOLIC]
            ),
            "vital-signs",
        ),
        (Observation(id="x", code=PRESSURE, category=VITAL, effective=DAY), None),
        (Observation(id="x", code=PRESSURE, category=VITAL, value=MMHG), None),
        (
            Observation(
                id="x", code=concept(loinc("8867-4")), category=VITAL, effective=DAY, value=MMHG
            ),
            "vital-signs",
        ),
        (
            Observation(id="x", code=concept(loinc("4548-4")), category=LAB, value=MMHG),
            "observation-lab",
        ),
        (Observation(id="x", code=concept(loinc("4548-4")), category=LAB), None),
        (Observation(id="x", code=TEXT, category=LAB, value=MMHG), None),
        (
            Observation(
                id="x", code=SMOKING, category=SOCIAL, effective=DAY, value=NEVER, status="final"
            ),
            "smokingstatus",
        ),
        (Observation(id="x", code=SMOKING, category=SOCIAL, effective=DAY, value=NEVER), None),
        (
            Observation(
                id="x", code=SMOKING, category=SOCIAL, effective=DAY, value=TEXT, status="final"
            ),
            None,
        ),
        (Observation(id="x", code=SMOKING, category=SOCIAL, effective=DAY), None),
        (Observation(id="x", code=concept(loinc("4548-4")), value=MMHG), None),
        (vital("29463-7", "kg"), "body-weight"),
        (vital("29463-7", "stone"), "vital-signs"),
        (vital("59408-5", "%"), "vital-signs"),
        (vital("59408-5", "%", "2708-6"), "pulse-oximetry"),
        (vital("8310-5", "Cel"), "body-temperature"),
        (Observation(id="x", code=PRESSURE, category=SURVEY, value=TEXT), SCREENING),
        (Observation(id="x", code=PRESSURE, category=SURVEY, has_member=["o"]), SCREENING),
        (Observation(id="x", code=PRESSURE, category=SURVEY), None),
        (MedicationStatement(id="x", code=TEXT, status="active"), None),
    ],
)
def test_a_profile_is_claimed_where_it_is_met(write, fact, profile):
    expected = None if profile is None else {"profile": [f"{CORE}{profile}"]}

    assert write(fact).get("meta") == expected
