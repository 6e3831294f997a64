"""Charts as columns of a table of stays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from carecoord.adapters.tables import readmissions, stay_problems, stays_of
from carecoord.model import Chart, Condition, Encounter, PartialDate, Patient, Period, Procedure
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm, icd10pcs, snomed
from carecoord.model.encounter import EncounterDiagnosis

NUBC = "http://www.nubc.org/patient-discharge"
HL7 = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
ROLE = "http://terminology.hl7.org/CodeSystem/diagnosis-role"
FIRST, LAST = date(2023, 1, 2), date(2023, 1, 6)
BILLING, DISCHARGE, ADMISSION = (concept(Code(ROLE, role)) for role in ("billing", "DD", "AD"))


def encounter(name="s1", kind="IMP", **others):
    return Encounter(
        **{
            "id": name,
            "status": "finished",
            "encounter_class": Code(ACT_CODE, kind),
            "period": Period.through(FIRST, LAST),
            **others,
        }
    )


def chart(*encounters, **others):
    patient = others.pop("patient", Patient())
    return Chart(key="p1", patient=patient, encounters=encounters, **others)


def cell(name, *encounters, **others):
    return stays_of([chart(*encounters, **others)])[name]


def test_a_row_for_each_stay():
    found = stays_of(
        [
            chart(
                encounter(
                    service_provider="General",
                    discharge_disposition=concept(Code(NUBC, "06")),
                    diagnoses=(EncounterDiagnosis(code=concept(icd10cm("J18.9"))),),
                ),
                patient=Patient(birth_date=date(1940, 5, 1), deceased=date(2023, 4, 1)),
                procedures=(done(encounter="s1"),),
            ),
            Chart(key="p2", patient=Patient()),
        ]
    )

    assert found == {
        "patient": ["p1"],
        "stay": ["s1"],
        "hospital": ["General"],
        "admitted_on": [FIRST],
        "discharged_on": [LAST],
        "disposition": ["06"],
        "principal_diagnosis": ["J18.9"],
        "procedures": ["0DTJ4ZZ"],
        "kind": ["inpatient"],
        "birth_date": [date(1940, 5, 1)],
        "died_on": [date(2023, 4, 1)],
    }


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("IMP", ["inpatient"]),
        ("ACUTE", ["inpatient"]),
        ("NONAC", ["nonac"]),
        ("OBSENC", ["observation"]),
        ("AMB", []),
        ("EMER", []),
    ],
)
def test_kinds_of_stays(kind, named):
    assert cell("kind", encounter(kind=kind)) == named


@pytest.mark.parametrize(("code", "named"), [("32485007", ["inpatient"]), ("185347001", [])])
def test_without_a_class_the_type_says_it(code, named):
    visit = encounter(encounter_class=None, type=(concept(snomed(code)),))

    assert cell("kind", visit) == named


@pytest.mark.parametrize("status", ["planned", "cancelled", "entered-in-error", "unknown", None])
def test_what_did_not_take_place_is_left_out(status):
    assert cell("stay", encounter(status=status)) == []


@pytest.mark.parametrize(
    ("status", "day"), [("finished", LAST), ("in-progress", None), ("onleave", None)]
)
def test_a_stay_that_goes_on_has_no_discharge(status, day):
    assert cell("discharged_on", encounter(status=status)) == [day]


def test_a_day_is_that_of_the_zone_and_exactly_known():
    late = datetime(2023, 1, 7, 2, tzinfo=UTC)
    stays = chart(
        encounter(period=Period(PartialDate(2023, 1), late)), encounter("s2", period=None)
    )

    found = stays_of([stays], ZoneInfo("America/New_York"))

    assert found["admitted_on"] == [None, None]
    assert found["discharged_on"] == [LAST, None]


@pytest.mark.parametrize(
    ("disposition", "code"),
    [
        (None, None),
        (concept(Code(HL7, "home")), "01"),
        (concept(Code(HL7, "exp")), "20"),
        (concept(Code(HL7, "long")), "long"),
        (concept(Code(HL7, "home"), Code(NUBC, "06")), "06"),
        (concept(snomed("306689006")), "306689006"),
        (concept(text="went home"), "went home"),
    ],
)
def test_a_disposition_is_of_ub04_where_there_is_one(disposition, code):
    assert cell("disposition", encounter(discharge_disposition=disposition)) == [code]


def diagnosis(code, use=None, rank=None):
    return EncounterDiagnosis(code=concept(icd10cm(code)), use=use, rank=rank)


@pytest.mark.parametrize(
    ("diagnoses", "code"),
    [
        ((), None),
        ((diagnosis("J18.9"),), "J18.9"),
        ((diagnosis("J18.9"), diagnosis("I10")), None),
        ((diagnosis("J18.9", rank=2), diagnosis("I10", rank=1)), "I10"),
        ((diagnosis("J18.9", BILLING, 2), diagnosis("I10", BILLING, 1)), "I10"),
        ((diagnosis("J18.9", DISCHARGE, 1), diagnosis("I10", BILLING, 1)), "I10"),
        ((diagnosis("J18.9", DISCHARGE), diagnosis("I10", ADMISSION, 1)), "J18.9"),
        ((diagnosis("J18.9", DISCHARGE), diagnosis("I10", DISCHARGE)), None),
        ((diagnosis("J18.9", ADMISSION, 1),), None),
        ((EncounterDiagnosis(code=concept(text="pneumonia")),), None),
        ((EncounterDiagnosis(code=concept(snomed("233604007"))),), "233604007"),
        ((EncounterDiagnosis(condition="gone"),), None),
    ],
)
def test_the_principal_diagnosis(diagnoses, code):
    assert cell("principal_diagnosis", encounter(diagnoses=diagnoses)) == [code]


def test_a_diagnosis_is_that_of_its_condition():
    conditions = (
        Condition(id="c0"),
        Condition(id="c1", code=concept(snomed("84114007"), icd10cm("I50.9"))),
    )
    visit = encounter(diagnoses=(EncounterDiagnosis(condition="c1"),))

    assert cell("principal_diagnosis", visit, conditions=conditions) == ["I50.9"]


def done(**others):
    return Procedure(
        **{"id": "x", "status": "completed", "code": concept(icd10pcs("0DTJ4ZZ")), **others}
    )


@pytest.mark.parametrize(
    ("procedure", "codes"),
    [
        (done(encounter="s1"), "0DTJ4ZZ"),
        (done(encounter="s2", performed=FIRST), ""),
        (done(performed=FIRST), "0DTJ4ZZ"),
        (done(performed=Period(LAST, None)), "0DTJ4ZZ"),
        (done(performed=date(2023, 1, 1)), ""),
        (done(performed=date(2023, 1, 7)), ""),
        (done(performed=PartialDate(2023, 1)), ""),
        (done(), ""),
        (done(encounter="s1", status="not-done"), ""),
        (done(encounter="s1", code=None), ""),
        (done(encounter="s1", code=concept(snomed("80146002"))), "80146002"),
    ],
)
def test_the_procedures_of_a_stay(procedure, codes):
    assert cell("procedures", encounter(), procedures=(procedure,)) == [codes]


def test_what_is_not_exactly_known_of_a_patient_is_left_open():
    patient = Patient(birth_date=PartialDate(1940), deceased=True)

    assert cell("birth_date", encounter(), patient=patient) == [None]
    assert cell("died_on", encounter(), patient=patient) == [None]


def test_a_procedure_in_a_stay_without_days_belongs_to_none():
    assert cell("procedures", encounter(period=None), procedures=(done(performed=FIRST),)) == [""]


def test_the_columns_are_those_of_the_tables():
    frame = pl.DataFrame(stays_of([chart(encounter())]))

    assert readmissions(frame, year=2021)["index"].to_list() == [False]
    assert "no disposition" in stay_problems(frame)["problem"].to_list()


@pytest.mark.parametrize("status", ["refuted", "entered-in-error"])
def test_a_diagnosis_that_was_refuted_is_none(status):
    named = EncounterDiagnosis(condition="c", use=BILLING, rank=1)
    condition = Condition(id="c", code=concept(icd10cm("I50.9")), verification_status=status)

    assert cell("principal_diagnosis", encounter(diagnoses=(named,)), conditions=[condition]) == [
        None
    ]
