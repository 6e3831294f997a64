"""The packaged code tables are what the published files say, and what the generator makes."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from carecoord.adapters.tables import reference

ROOT = Path(__file__).parents[2]
SHEETS_2019 = {
    "always_planned_procedures": ("PR.1._Always_Planned_Procedures", None, 0, 2),
    "always_planned_diagnoses": ("PR.2._Always_Planned_Diagnoses", None, 0, 2),
    "potentially_planned_procedures": ("PR.3._Potnl_Planned_Procedures", "CCS", 1, 4),
    "potentially_planned_codes": ("PR.3._Potnl_Planned_Procedures", "ICD-10-PCS", 1, 4),
    "acute_diagnoses": ("PR.4._Acute_Diagnoses", "CCS", 1, 4),
    "acute_codes": ("PR.4._Acute_Diagnoses", "ICD-10-CM", 1, 4),
    "surgery_codes": ("2._Surg_Gyn_Cohort_Incls-ICD10s", None, 0, 3),
}
"""Sheet, the kind in its first column, the places of the entry and of its status."""
LISTS_2019 = {
    "always_planned_procedures": "pr1_plan_ccs_pcs",
    "always_planned_diagnoses": "pr2_plan_ccs_cm",
    "potentially_planned_procedures": "pr3_potplan_ccs_pcs",
    "potentially_planned_codes": "pr3_potplan_icd10_pcs",
    "acute_diagnoses": "pr4_acute_ccs_cm",
    "acute_codes": "pr4_acute_icd10_cm",
    "surgery_procedures": "cohort_surgery_ccs_pcs",
    "surgery_codes": "cohort_surgery_icd10_pcs",
    "excluded_diagnoses": "cohort_exclusions_ccs_cm",
}
LISTS_2021 = {
    "always_planned_procedures": "always_planned_ccs_procedure_category",
    "always_planned_diagnoses": "always_planned_ccs_diagnosis_category",
    "potentially_planned_procedures": "potentially_planned_ccs_procedure_category",
    "potentially_planned_codes": "potentially_planned_icd_10_pcs",
    "acute_diagnoses": "acute_diagnosis_ccs",
    "acute_codes": "acute_diagnosis_icd_10_cm",
    "surgery_codes": "surgery_gynecology_cohort",
    "excluded_diagnoses": "exclusion_ccs_diagnosis_category",
}
COHORTS = ("cardiorespiratory", "cardiovascular", "neurology", "medicine")


@pytest.fixture(scope="module")
def codes(data):
    return data / "readmission" / "codes"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file) if any(cell.strip() for cell in row)]


def written(table):
    """A packaged table as texts, so that categories and codes compare alike."""
    return {str(entry) for entry in table}


def entry(cell):
    return cell.strip().replace(".", "")


@pytest.mark.parametrize("name", SHEETS_2019)
def test_tables_of_2019_hold_what_is_in_force_in_cms_own_sheets(codes, name):
    sheet, kind, place, status = SHEETS_2019[name]
    data = rows(codes / "cms_hwr_2019" / f"sheet_{sheet}.csv")[2:]
    listed = {
        entry(row[place])
        for row in data
        if kind in {None, row[0]} and not row[status].strip().lower().startswith("removed")
    }

    assert listed
    assert written(getattr(reference.hospital_wide(2019), name)) == listed


@pytest.mark.parametrize("name", LISTS_2019)
def test_tables_of_2019_equal_the_lists_that_others_cut_from_the_sheets(codes, name):
    listed = {entry(row[0]) for row in rows(codes / "cms_hwr_2019" / f"{LISTS_2019[name]}.csv")}

    assert written(getattr(reference.hospital_wide(2019), name)) == listed


@pytest.mark.parametrize("cohort", COHORTS)
def test_cohorts_of_2019_equal_the_lists_that_others_cut_from_the_sheets(codes, cohort):
    listed = {row[0].strip() for row in rows(codes / f"cms_hwr_2019/cohort_{cohort}_ccs_cm.csv")}
    packaged = reference.hospital_wide(2019).cohort_of_diagnosis

    assert {str(number) for number, one in packaged.items() if one.value == cohort} == listed


@pytest.mark.parametrize("name", LISTS_2021)
def test_tables_of_2021_equal_the_seeds(codes, name):
    listed = {entry(row[0]) for row in rows(codes / f"cms_hwr_2021/{LISTS_2021[name]}.csv")[1:]}

    assert written(getattr(reference.hospital_wide(2021), name)) == listed


def test_cohorts_of_2021_equal_the_seed(codes):
    seed = rows(codes / "cms_hwr_2021/specialty_cohort.csv")[1:]
    tables = reference.hospital_wide(2021)

    assert written(tables.surgery_procedures) == {r[0] for r in seed if r[3] == "Procedure"}
    assert {(str(n), one.value) for n, one in tables.cohort_of_diagnosis.items()} == {
        (r[0], r[2].lower()) for r in seed if r[3] == "Diagnosis"
    }


@pytest.mark.parametrize(
    ("year", "name", "number", "reason"),
    [
        (2019, "cms_hwr_2019/sheet_3._Cohort_Exclusions_.csv", 0, 2),
        (2021, "cms_hwr_2021/exclusion_ccs_diagnosis_category.csv", 0, 2),
    ],
)
def test_reasons_of_exclusions_are_those_published(codes, year, name, number, reason):
    listed = {(r[number], r[reason].lower()) for r in rows(codes / name) if r[number].isdigit()}
    packaged = reference.hospital_wide(year).excluded_diagnoses

    assert {(str(category), one.value) for category, one in packaged.items()} == listed


@pytest.mark.parametrize("year", reference.YEARS)
def test_categories_are_those_of_ahrq(codes, year):
    tables = reference.hospital_wide(year)

    for packaged, file in (
        (tables.diagnosis_ccs, "ccs_dx_icd10cm_2019_1.csv"),
        (tables.procedure_ccs, "ccs_pr_icd10pcs_2019_1.csv"),
    ):
        published = {row[0]: int(row[1]) for row in rows(codes / "ahrq" / file)[1:]}
        assert packaged == published


def test_every_category_of_a_diagnosis_has_a_cohort_or_a_reason_or_is_of_birth_or_causes(codes):
    """What decision 0035 says of the categories that no list names."""
    for year in reference.YEARS:
        tables = reference.hospital_wide(year)
        listed = tables.cohort_of_diagnosis.keys() | tables.excluded_diagnoses.keys()
        rest = set(tables.diagnosis_ccs.values()) - listed
        birth = {174, *range(176, 197), *range(218, 225)}
        causes = set(range(2601, 2622)) - {2617}
        assert rest == birth | causes


def test_the_generator_makes_the_packaged_files_byte_for_byte(codes, tmp_path):
    command = [
        sys.executable,
        str(ROOT / "tools" / "reference"),
        str(codes),
        "--into",
        str(tmp_path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    packaged = {
        file.name: file.read_bytes() for file in (resources.files(reference) / "data").iterdir()
    }
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == packaged


def test_certificates_hold_the_digests_and_rows_of_the_published_files(codes):
    for one in reference.provenance():
        for file in one.inputs:
            path = codes / file.name
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
            assert len(rows(path)) == file.rows
