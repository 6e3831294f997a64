"""A small set of tables: a few categories of each, invented where CMS's would not fit."""

from __future__ import annotations

import pytest

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, Exclusion

DIAGNOSES = {
    "A41.9": 2,  # sepsis: acute by its category
    "C34.90": 19,  # lung cancer: excluded unless operated on
    "F32.9": 657,  # depression: excluded
    "G35": 80,
    "I25.10": 101,
    "I50.9": 108,  # heart failure: acute by its code
    "M17.11": 203,
    "O80": 196,  # birth: in no cohort
    "Z47.1": 254,  # rehabilitation: always planned and excluded
    "Z51.11": 45,  # chemotherapy: always planned and excluded
}
PROCEDURES = {"30243G2": 64, "0SRC0J9": 152, "3E04305": 224, "02HV33Z": 54, "0TT00ZZ": 104}


@pytest.fixture(scope="session")
def tables():
    return CodeTables(
        reporting_year=2001,
        edition="a small edition",
        diagnosis_ccs=DIAGNOSES,
        procedure_ccs=PROCEDURES,
        always_planned_procedures={64},
        always_planned_diagnoses={45, 254},
        potentially_planned_procedures={152, 224},
        potentially_planned_codes={"0WQF0ZZ"},
        acute_diagnoses={2},
        acute_codes={"I50.9", "T67.01XA"},
        surgery_procedures={152, 104},
        surgery_codes={"0DV64CZ"},
        cohort_of_diagnosis={
            2: Cohort.MEDICINE,
            80: Cohort.NEUROLOGY,
            101: Cohort.CARDIOVASCULAR,
            108: Cohort.CARDIORESPIRATORY,
            203: Cohort.MEDICINE,
        },
        excluded_diagnoses={
            19: Exclusion.CANCER,
            45: Exclusion.CANCER,
            254: Exclusion.REHABILITATION,
            657: Exclusion.PSYCHIATRIC,
        },
    )
