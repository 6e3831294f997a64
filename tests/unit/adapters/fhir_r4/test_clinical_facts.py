from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from carecoord.model.code import Code, CodeableConcept
from carecoord.model.moment import PartialDate
from carecoord.model.observation import Range, Ratio
from carecoord.model.period import Period
from carecoord.model.quantity import Quantity


def coded(code, system="http://snomed.info/sct"):
    return {"coding": [{"system": system, "code": code}]}


def test_a_condition(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Condition",
            "code": coded("44054006"),
            "category": [coded("problem-list-item", "c")],
            "onsetAge": {"value": 40, "code": "a"},
            "abatementPeriod": {"start": "2020-01-01"},
            "recordedDate": "2019-05-01",
            "evidence": [{"detail": [{"reference": "Observation/o"}]}],
            "note": [{"text": "one"}, {"text": "two"}],
        },
        {"resourceType": "Observation", "id": "o"},
    ).fact("conditions")

    assert fact.code.coding == (Code("http://snomed.info/sct", "44054006"),)
    assert fact.onset_age == Quantity(Decimal(40), "a")
    assert fact.abatement == Period(date(2020, 1, 1), None)
    assert fact.recorded_on == date(2019, 5, 1)
    assert len(fact.evidence) == 1
    assert fact.note == "one\n\ntwo"


def test_a_condition_without_recorded_date_was_recorded_when_asserted(fhir):
    asserted = {
        "url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate",
        "valueDateTime": "2020-01-01",
    }
    result = fhir.with_patient({"resourceType": "Condition", "extension": [asserted]})

    assert result.fact("conditions").recorded_on == date(2020, 1, 1)


def test_an_onset_in_words_keeps_its_words(fhir):
    result = fhir.with_patient({"resourceType": "Condition", "onsetString": "as a child"})

    assert result.fact("conditions").onset_text == "as a child"
    assert result.problems == []


def test_an_allergy(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "AllergyIntolerance",
            "type": "intolerance",
            "category": ["food"],
            "criticality": "high",
            "onsetPeriod": {"start": "2001"},
            "reaction": [{"manifestation": [{"text": "hives"}], "severity": "mild"}],
        }
    ).fact("allergies")

    assert (fact.type, fact.category, fact.criticality) == ("intolerance", ("food",), "high")
    assert fact.onset == Period(PartialDate(2001), None)
    assert fact.reactions[0].manifestation[0].text == "hives"


def test_a_prescription(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "MedicationRequest",
            "id": "new",
            "medicationCodeableConcept": {"text": "aspirin"},
            "intent": "order",
            "category": [{"text": "for home"}],
            "authoredOn": "2024-01-01",
            "reportedReference": {"reference": "Patient/p"},
            "priorPrescription": {"reference": "MedicationRequest/old"},
            "reasonReference": [{"reference": "Condition/c"}],
            "dosageInstruction": [
                {
                    "text": "twice daily",
                    "asNeededCodeableConcept": {"text": "pain"},
                    "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
                    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
                }
            ],
            "dispenseRequest": {
                "quantity": {"value": 60},
                "numberOfRepeatsAllowed": 2,
                "expectedSupplyDuration": {"value": 30, "unit": "days"},
                "validityPeriod": {"end": "2024-12-31"},
            },
        },
        {"resourceType": "MedicationRequest", "id": "old", "status": "stopped"},
        {"resourceType": "Condition", "id": "c"},
    ).chart.prescriptions[0]

    assert (fact.supply_days, fact.refills, fact.quantity) == (30, 2, Quantity(Decimal(60)))
    assert fact.reported is True
    assert fact.category == (CodeableConcept((), "for home"),)
    assert fact.validity == Period(None, date(2025, 1, 1))
    assert (fact.prior is None, len(fact.reason_facts)) == (False, 1)
    assert fact.dosage[0].doses_per_day == 2
    assert fact.dosage[0].as_needed == CodeableConcept((), "pain")


@pytest.mark.parametrize(
    ("supply", "days"),
    [
        ({"value": 30}, 30),
        ({"value": 30, "code": "d"}, 30),
        ({"value": 2, "unit": "Weeks"}, 14),
        ({"value": 30, "unit": "tablets"}, None),
    ],
)
def test_the_supply_of_a_fill_is_in_days(fhir, supply, days):
    result = fhir.with_patient({"resourceType": "MedicationDispense", "daysSupply": supply})

    assert result.fact("fills").days_supply == days
    assert len(result.problems) == (days is None)


def test_a_fill(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "MedicationDispense",
            "whenPrepared": "2024-01-01",
            "whenHandedOver": "2024-01-02",
            "authorizingPrescription": [
                {"reference": "MedicationRequest/m"},
                {"reference": "MedicationRequest/n"},
            ],
        },
        {"resourceType": "MedicationRequest", "id": "m"},
    )
    fact = result.fact("fills")

    assert fact.filled_on == date(2024, 1, 2)
    assert fact.prescription == result.fact("prescriptions").id
    assert result.reasons == ["several prescriptions; only the first is kept"]


def test_a_procedure(fhir):
    recorded = {
        "url": "http://example.org/us-quality-core-recorded",
        "valueDateTime": "2024-03-01",
    }
    result = fhir.with_patient(
        {
            "resourceType": "Procedure",
            "status": "not-done",
            "extension": [recorded],
            "performer": [{"function": {"text": "surgeon"}, "actor": {"display": "Dr. No"}}, {}],
            "performedString": "last week",
        }
    )
    fact = result.fact("procedures")

    assert fact.recorded_on == fact.known_on == date(2024, 3, 1)
    assert [(one.display, one.roles[0].text) for one in fact.performers] == [("Dr. No", "surgeon")]
    assert fact.performed_text == "last week"


def test_an_immunization(fhir):
    fact = fhir.with_patient(
        {
            "resourceType": "Immunization",
            "vaccineCode": coded("140", "http://hl7.org/fhir/sid/cvx"),
            "occurrenceDateTime": "2023-10-01",
            "protocolApplied": [{"doseNumberPositiveInt": 2}],
            "primarySource": True,
        }
    ).fact("immunizations")

    assert (fact.dose_number, fact.primary_source, fact.occurrence) == (
        "2",
        True,
        date(2023, 10, 1),
    )


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            {"valueQuantity": {"value": 7.0, "unit": "percent", "code": "%"}},
            Quantity(Decimal("7.0"), "%"),
        ),
        ({"valueQuantity": {"value": 7, "comparator": "<"}}, Quantity(Decimal(7), None, "<")),
        ({"valueQuantity": {"unit": "mg"}}, None),
        ({"valueCodeableConcept": {"text": "positive"}}, CodeableConcept((), "positive")),
        ({"valueString": "clear"}, "clear"),
        ({"valueBoolean": False}, False),
        ({"valueInteger": 0}, 0),
        ({"valueDateTime": "2024"}, None),
        ({"valuePeriod": {"start": "2024-01-01"}}, Period(date(2024, 1, 1), None)),
        ({"valueRange": {"low": {"value": 1}}}, Range(low=Quantity(Decimal(1)))),
        (
            {"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 8}}},
            Ratio(numerator=Quantity(Decimal(1)), denominator=Quantity(Decimal(8))),
        ),
        ({"valueTime": "07:30:00"}, time(7, 30)),
        ({}, None),
    ],
)
def test_values_of_every_kind(fhir, element, expected):
    parts = [{"code": {"text": "part"}, **element}]
    result = fhir.with_patient({"resourceType": "Observation", "component": parts, **element})
    fact = result.fact("observations")

    if "valueDateTime" in element:
        assert str(fact.value) == "2024"
    else:
        assert (fact.value, type(fact.value)) == (expected, type(expected))
    assert fact.components[0].value == fact.value
    assert result.problems == []


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ({"valueSampledData": {"origin": 1}}, "a kind of value that is not carried; left out"),
        ({"valueTime": "25:00"}, "not a time of day; left out"),
        ({"effectiveTiming": {}}, "not a date or period; left out"),
    ],
)
def test_a_value_that_is_not_carried_is_noted(fhir, element, reason):
    result = fhir.with_patient({"resourceType": "Observation", **element})

    assert result.reasons == [reason]


def test_an_observation(fhir):
    result = fhir.with_patient(
        {"resourceType": "Observation", "id": "part"},
        {
            "resourceType": "Observation",
            "code": {"text": "panel"},
            "effectiveInstant": "2024-01-01T00:00:00Z",
            "hasMember": [{"reference": "Observation/part"}],
            "derivedFrom": [{"reference": "Observation/part"}],
            "dataAbsentReason": {"text": "not asked"},
            "performer": [{"display": "lab"}],
        },
    )
    part, panel = result.chart.observations

    assert panel.has_member == panel.derived_from == (part.id,)
    assert panel.effective == datetime(2024, 1, 1, tzinfo=UTC)
    assert panel.performers[0].display == "lab"


def test_an_encounter(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "Encounter",
            "class": {"system": "http://hl7.org/fhir/v3/ActCode", "code": "IMP"},
            "type": [{"text": "stay"}],
            "period": {"start": "2024-01-01T08:00:00Z", "end": "2024-01-04T12:00:00Z"},
            "hospitalization": {
                "admitSource": {"text": "er"},
                "dischargeDisposition": {"text": "home"},
                "reAdmission": {"text": "R"},
            },
            "diagnosis": [
                {"condition": {"reference": "Condition/c"}, "rank": 1, "use": {"text": "billing"}},
                {"condition": {"display": "only words"}},
            ],
            "episodeOfCare": [{"reference": "EpisodeOfCare/p"}],
            "appointment": [{"reference": "Appointment/a"}],
            "serviceProvider": {"reference": "Organization/o"},
        },
        {"resourceType": "Condition", "id": "c"},
        {"resourceType": "EpisodeOfCare", "id": "p"},
        {
            "resourceType": "Appointment",
            "id": "a",
            "participant": [{"actor": {"reference": "Patient/p"}}],
        },
        {"resourceType": "Organization", "id": "o"},
    )
    fact = result.fact("encounters")

    assert fact.encounter_class == Code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP")
    assert fact.discharge_disposition.text == "home"
    assert fact.discharged == datetime(2024, 1, 4, 12, tzinfo=UTC)
    assert fact.diagnoses[0].condition == result.fact("conditions").id
    assert fact.diagnoses[1].code.text == "only words"
    assert fact.programs == (result.fact("programs").id,)
    assert fact.appointments == (result.fact("appointments").id,)
    assert fact.service_provider == result.chart.organizations[0].id


def test_a_code_without_a_system_belongs_to_none(fhir):
    code = {"coding": [{"code": "x"}, {"display": "no code"}]}

    fact = fhir.with_patient({"resourceType": "Condition", "code": code}).fact("conditions")

    assert fact.code.coding == (Code("", "x"),)


def test_a_coding_without_a_code_lends_its_display(fhir):
    code = {"coding": [{"system": "s", "display": "no code"}]}

    fact = fhir.with_patient({"resourceType": "Condition", "code": code}).fact("conditions")

    assert fact.code == CodeableConcept((), "no code")


def test_family_history_and_devices(fhir):
    result = fhir.with_patient(
        {
            "resourceType": "FamilyMemberHistory",
            "relationship": {"text": "mother"},
            "condition": [{"code": {"text": "stroke"}, "onsetAge": {"value": 70, "code": "a"}}],
            "deceasedAge": {"value": 81, "code": "a"},
        },
        {
            "resourceType": "Device",
            "type": {"text": "pacemaker"},
            "deviceName": [{"name": "Beat"}],
            "expirationDate": "2030-01-01",
        },
    )

    assert result.fact("family_history").conditions[0].onset_age.value == 70
    assert result.fact("family_history").deceased_age.value == 81
    assert result.fact("devices").name == "Beat"
    assert result.fact("devices").expires_on == date(2030, 1, 1)
