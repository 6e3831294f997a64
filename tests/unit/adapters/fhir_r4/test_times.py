from datetime import UTC, date, datetime

import pytest

from carecoord.model.moment import PartialDate
from carecoord.model.period import Period

NOT_A_TIME = "not a date or time that exists; left out"
NO_OFFSET = "an instant without an offset from UTC; only its date is kept"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020", PartialDate(2020)),
        ("2020-02", PartialDate(2020, 2)),
        ("2020-02-29", date(2020, 2, 29)),
        ("2020-02-29T10:30:00Z", datetime(2020, 2, 29, 10, 30, tzinfo=UTC)),
        ("2020-02-29T10:30:00.123456789+00:00", datetime(2020, 2, 29, 10, 30, 0, 123456, UTC)),
        ("2020-02-29T05:30:00-05:00", datetime(2020, 2, 29, 10, 30, tzinfo=UTC)),
    ],
)
def test_precision_is_kept(fhir, text, expected):
    result = fhir.with_patient({"resourceType": "Condition", "onsetDateTime": text})

    assert result.fact("conditions").onset == expected
    assert result.problems == []


@pytest.mark.parametrize(
    "text", ["2022-02-30", "2022-13", "0000", "yesterday", "20220101", "2022-01-01T25:00:00Z", ""]
)
def test_a_time_that_does_not_exist_costs_only_itself(fhir, text):
    result = fhir.with_patient(
        {"resourceType": "Condition", "onsetDateTime": text, "clinicalStatus": {"text": "active"}}
    )

    assert (result.fact("conditions").onset, result.fact("conditions").clinical_status) == (
        None,
        "active",
    )
    assert result.lines == [("entry[1].resource.onsetDateTime", NOT_A_TIME)]


def test_an_instant_without_an_offset_keeps_its_date(fhir):
    result = fhir.with_patient({"resourceType": "Observation", "issued": "2020-05-01T23:59:00"})

    assert result.fact("observations").issued_at == date(2020, 5, 1)
    assert result.lines == [
        (
            "entry[1].resource.issued",
            NO_OFFSET,
        )
    ]


def test_the_last_day_of_a_period_lies_inside(fhir):
    result = fhir.with_patient(
        {"resourceType": "Coverage", "period": {"start": "2024-01-01", "end": "2024-12-31"}}
    )

    assert result.fact("coverages").period == Period(date(2024, 1, 1), date(2025, 1, 1))


def test_an_end_before_the_start_is_left_out(fhir):
    result = fhir.with_patient(
        {"resourceType": "Encounter", "period": {"start": "2024-02-01", "end": "2024-01-01"}}
    )

    assert result.fact("encounters").period == Period(date(2024, 2, 1), None)
    assert result.lines == [
        (
            "entry[1].resource.period.end",
            "the end precedes the start; the end is left out",
        )
    ]


def test_a_period_without_a_readable_edge_is_none(fhir):
    result = fhir.with_patient({"resourceType": "Encounter", "period": {"start": "soon"}})

    assert result.fact("encounters").period is None
    assert result.lines == [("entry[1].resource.period.start", NOT_A_TIME)]


def test_a_birth_date_has_no_time_of_day(fhir):
    result = fhir.read(fhir.bundle(fhir.patient(birthDate="1950-04-01T10:00:00Z")))

    assert result.chart.patient.birth_date == date(1950, 4, 1)
    assert result.reasons == ["a time of day in a date; only the date is kept"]


def test_a_start_of_an_appointment_without_a_zone_keeps_its_day(fhir):
    appointment = {
        "resourceType": "Appointment",
        "participant": [{"actor": {"reference": "Patient/p"}}],
        "start": "2024-05-01T09:30:00",
        "end": "2024-05-01",
    }
    result = fhir.read(fhir.bundle(fhir.patient(), appointment))
    fact = result.fact("appointments")

    assert (fact.start, fact.end) == (date(2024, 5, 1), date(2024, 5, 1))
    assert result.lines == [("entry[1].resource.start", NO_OFFSET)]


def test_a_time_of_birth_is_an_instant_or_nowhere(fhir):
    url = "http://hl7.org/fhir/StructureDefinition/patient-birthTime"
    patient = fhir.patient(_birthDate={"extension": [{"url": url, "valueDateTime": "1950-04-01"}]})
    result = fhir.read(fhir.bundle(patient))

    assert result.chart.patient.birth_time is None
    assert result.lines == [("entry[0].resource.birthDate.extension", "not an instant; left out")]
