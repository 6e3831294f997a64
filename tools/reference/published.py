"""The files as they were published: CMS's sheets of 2019, the seeds of 2021, AHRQ's categories."""

from __future__ import annotations

import csv
from pathlib import Path

from certificates import Input

from carecoord.adapters.tables.reference.sheets import Column, Sheet, category, code, records, text
from carecoord.adapters.tables.reference.specification import Specification, specification
from carecoord.rules.readmission.hospital_wide.code_tables import Cohort, Exclusion

SHEETS = "cms_hwr_2019/sheet_*.csv"
READ_OF_2019 = ("1.", "2.", "3.", "PR.1.", "PR.2.", "PR.3.", "PR.4.")
CCS = {
    "ICD-10-CM": "ahrq/ccs_dx_icd10cm_2019_1.csv",
    "ICD-10-PCS": "ahrq/ccs_pr_icd10pcs_2019_1.csv",
}
SEEDS = {
    "always_planned_procedures": "always_planned_ccs_procedure_category.csv",
    "always_planned_diagnoses": "always_planned_ccs_diagnosis_category.csv",
    "potentially_planned_procedures": "potentially_planned_ccs_procedure_category.csv",
    "potentially_planned_codes": "potentially_planned_icd_10_pcs.csv",
    "acute_diagnoses": "acute_diagnosis_ccs.csv",
    "acute_codes": "acute_diagnosis_icd_10_cm.csv",
    "cohorts": "specialty_cohort.csv",
    "surgery_codes": "surgery_gynecology_cohort.csv",
    "exclusions": "exclusion_ccs_diagnosis_category.csv",
}


def sheet(path: Path, title: str) -> Sheet:
    """Read a CSV file as a sheet."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return Sheet(file=path.name, title=title, rows=list(csv.reader(file)))


def ccs(folder: Path, system: str) -> dict[str, int]:
    """Read AHRQ's categories of a code system."""
    one = sheet(folder / CCS[system], "CCS")
    columns = [Column("code", "^code$"), Column("ccs", "^ccs$")]
    return {
        code(one, row, cell, system): category(one, row, of)
        for row, (cell, of) in records(one, columns)
    }


def _sheets_of_2019(folder: Path) -> list[Path]:
    paths = sorted(folder.glob(SHEETS))
    return [path for path in paths if path.name.removeprefix("sheet_").startswith(READ_OF_2019)]


def of_2019(folder: Path) -> Specification:
    """Read CMS's own sheets, each exported to CSV, in which removed rows are marked."""
    return specification(
        [
            sheet(path, path.stem.removeprefix("sheet_").replace("_", " "))
            for path in _sheets_of_2019(folder)
        ]
    )


def of_2021(folder: Path) -> Specification:
    """Read the seeds of the Tuva project, which hold the rows in force only."""

    def seed(name: str) -> Sheet:
        return sheet(folder / "cms_hwr_2021" / SEEDS[name], name)

    def numbers(name: str) -> frozenset[int]:
        one = seed(name)
        column = Column("category", r"^ccs_(diagnosis|procedure)_category$")
        return frozenset(category(one, row, cell) for row, (cell,) in records(one, [column]))

    def codes(name: str, system: str) -> frozenset[str]:
        one = seed(name)
        column = Column("code", r"^icd_10_(cm|pcs)$")
        return frozenset(code(one, row, cell, system) for row, (cell,) in records(one, [column]))

    surgery, cohorts = _specialties(seed("cohorts"))
    return Specification(
        always_planned_procedures=numbers("always_planned_procedures"),
        always_planned_diagnoses=numbers("always_planned_diagnoses"),
        potentially_planned_procedures=numbers("potentially_planned_procedures"),
        potentially_planned_codes=codes("potentially_planned_codes", "ICD-10-PCS"),
        acute_diagnoses=numbers("acute_diagnoses"),
        acute_codes=codes("acute_codes", "ICD-10-CM"),
        surgery_procedures=surgery,
        surgery_codes=codes("surgery_codes", "ICD-10-PCS"),
        cohort_of_diagnosis=cohorts,
        excluded_diagnoses=_exclusions(seed("exclusions")),
    )


def _specialties(one: Sheet) -> tuple[frozenset[int], dict[int, Cohort]]:
    columns = [
        Column("ccs", "^ccs$"),
        Column("cohort", "^specialty_cohort$"),
        Column("of", "^procedure_or_diagnosis$"),
    ]
    rows = [
        (category(one, row, cell), Cohort(text(name).casefold()), text(of))
        for row, (cell, name, of) in records(one, columns)
    ]
    surgery = frozenset(number for number, _, of in rows if of == "Procedure")
    return surgery, {number: cohort for number, cohort, of in rows if of == "Diagnosis"}


def _exclusions(one: Sheet) -> dict[int, Exclusion]:
    columns = [
        Column("category", "^ccs_diagnosis_category$"),
        Column("reason", "^exclusion_category$"),
    ]
    return {
        category(one, row, cell): Exclusion(text(name).casefold())
        for row, (cell, name) in records(one, columns)
    }


def inputs(folder: Path, name: str) -> list[Input]:
    """Say which files a packaged file is made of."""
    paths = {
        "ccs_icd10cm_2019.txt": [folder / CCS["ICD-10-CM"]],
        "ccs_icd10pcs_2019.txt": [folder / CCS["ICD-10-PCS"]],
        "hospital_wide_2019.txt": _sheets_of_2019(folder),
        "hospital_wide_2021.txt": sorted(folder / "cms_hwr_2021" / one for one in SEEDS.values()),
    }[name]
    return [
        Input.of(path, str(path.relative_to(folder)), sum(any(row) for row in sheet(path, "").rows))
        for path in paths
    ]
