"""Specialty cohorts: surgery first, then the principal diagnosis."""

import pytest

from carecoord.rules.readmission.hospital_wide.code_tables import Cohort
from carecoord.rules.readmission.hospital_wide.cohorts import Assigned, specialty_cohort


@pytest.mark.parametrize("code", ["0SRC0J9", "0TT00ZZ", "0DV64CZ"])
def test_a_listed_procedure_in_any_position_makes_it_surgery(tables, code):
    """Listed by its category or by itself; the diagnosis does not matter."""
    answer = specialty_cohort(tables, "I50.9", ["02HV33Z", code.lower()])

    assert Assigned(Cohort.SURGERY_GYNECOLOGY, (code,)) == answer


def test_surgery_needs_no_diagnosis(tables):
    answer = specialty_cohort(tables, None, ["0SRC0J9"])

    assert Assigned(Cohort.SURGERY_GYNECOLOGY, ("0SRC0J9",)) == answer


@pytest.mark.parametrize(
    ("code", "cohort"),
    [
        ("I509", Cohort.CARDIORESPIRATORY),
        ("I2510", Cohort.CARDIOVASCULAR),
        ("G35", Cohort.NEUROLOGY),
        ("A419", Cohort.MEDICINE),
    ],
)
def test_without_surgery_the_principal_diagnosis_decides(tables, code, cohort):
    assert Assigned(cohort, (code,)) == specialty_cohort(tables, code, ["02HV33Z"])


def test_a_category_of_no_list_is_medicine(tables):
    assert Assigned(Cohort.MEDICINE, ("O80",)) == specialty_cohort(tables, "O80", [])


@pytest.mark.parametrize("code", ["F329", "C3490", "Z471"])
def test_an_excluded_diagnosis_is_in_no_cohort(tables, code):
    assert Assigned(None) == specialty_cohort(tables, code, [])


@pytest.mark.parametrize("code", [None, "", "U07.1", "T67.01XA"])
def test_a_diagnosis_without_a_category_is_in_no_cohort(tables, code):
    assert Assigned(None) == specialty_cohort(tables, code, [])
