"""Workbooks laid out as CMS lays them out: a title, the columns' titles, then the data."""

from __future__ import annotations

import openpyxl
import pytest

STATUS = "Added/Removed/Revised for 2031 \n(Added = Yellow;\n Removed = Red;\nRevised = Green)"
DASH = "\N{MINUS SIGN}"
KIND = "CCS {} Category or ICD-10-{} Code?\n(readmission claim)"

SPECIFICATION = {
    "Table of Contents": [["2031 HWR Measure Code Specifications"]],
    "1. Specialty Cohort Incls-CCSs": [
        ["Table 1. Specialty Cohort Inclusions - Procedure and Diagnosis CCS groups"],
        [
            "CCS Category (index claim)",
            "Description",
            "Specialty Cohort",
            "Procedure or Diagnosis Category?",
            "Principal Diagnosis Code",
            STATUS,
        ],
        [152, "Arthroplasty knee", "Surgery/Gynecology", "Procedure", DASH, DASH],
        [61, "Other OR procedures", "Surgery/Gynecology", "Procedure", DASH, "Removed (subset)"],
        [108, "Congestive heart failure", "Cardiorespiratory", "Diagnosis", "Y", DASH],
        ["2 ", "Septicemia", " Medicine", "Diagnosis", "Y", "Added"],
    ],
    "2. Surg_Gyn Cohort Incls-ICD10s": [
        ["Table 2. Surgery/Gynecology Specialty Cohort Inclusions - ICD-10-PCS Codes"],
        [
            "ICD-10-PCS Code\n(index claim, any procedure position)",
            "Description",
            "Associated CCS Procedure Category",
            STATUS,
        ],
        ["0270046 ", "Dilation of a coronary artery", "CCS 49", "Added"],
        ["0C9030Z", "Drainage of upper lip", "CCS 32", "REMOVED"],
    ],
    "3. Cohort Exclusions ": [
        ["Table 3. Cohort Exclusions"],
        ["CCS Diagnosis Category  (index claim)", "Description", "Exclusion Category", STATUS],
        [650, "Adjustment disorders", "Psychiatric", DASH],
        [45.0, "Maintenance chemotherapy", "Medical Treatment of Cancer", DASH],
        [254, "Rehabilitation care", "Rehabilitation", None],
    ],
    "4. All Risk Variables(Case Mix)": [["Table 4. All Risk Variables"], ["Risk Variable"]],
    "PR.1. Always Planned Procedures": [
        ["Table PR.1.  Always Planned Procedures (PRA v4.0_2031 ICD-10)"],
        ["CCS Procedure Category (readmission claim)", "Description", STATUS, "Additional Notes"],
        [64, "Bone marrow transplant", DASH, DASH],
        [None, None, None, None],
        [105, "Kidney transplant", DASH, DASH],
    ],
    "PR.2. Always Planned Diagnoses": [
        ["Table PR.2. Always Planned Diagnoses (PRA v4.0_2031 ICD-10)", *[None] * 40],
        ["CCS Diagnosis Category (readmission claim)", "CCS Description", STATUS, "Notes"],
        [45, "Maintenance chemotherapy", DASH, DASH],
    ],
    "PR.3. Potnl Planned Procedures": [
        ["Table PR.3. Potentially Planned Procedures (PRA v4.0_2031 ICD-10)"],
        [
            KIND.format("Procedure", "PCS"),
            "Category/Code",
            "Description",
            "Associated CCS Procedure Category\n(Individual ICD-10-PCS codes only)",
            STATUS,
        ],
        ["CCS", 152, "Arthroplasty knee", DASH, "Revised"],
        ["CCS", 202, "Electrocardiogram", DASH, "Removed"],
        ["ICD-10-PCS", "0WQF0ZZ", "Repair abdominal wall", "CCS 99", "Added"],
        ["End of worksheet"],
        ["what stands below", "the end", "is not read", None, None],
    ],
    "PR.4. Acute Diagnoses": [
        ["Table PR.4. Acute Diagnoses (PRA v4.0_2031 ICD-10)"],
        [
            KIND.format("Diagnosis", "CM"),
            "Category/Code",
            "Description",
            "Associated CCS Diagnosis Category (Individual ICD-10-CM codes only)",
            STATUS,
        ],
        ["CCS", "2", "Septicemia", DASH, DASH],
        ["ICD-10-CM", "I50.9 ", "Heart failure, unspecified", "CCS 108", DASH],
        ["ICD-10-CM", "I47.2", "Ventricular tachycardia", "CCS 106", "Removed"],
    ],
}

CATEGORIES = {
    "CCS-ICD10CM": [
        ["Yale-modified CCS, ICD-10-CM"],
        ["ICD-10-CM CODE", "ICD-10-CM CODE DESCRIPTION", "CCS CATEGORY", "CCS DESCRIPTION"],
        ["I50.9", "Heart failure, unspecified", 108, "Congestive heart failure"],
        ["U071", "COVID-19", "7", "Viral infection"],
        ["Z00.00", "Examination", "N/A", None],
        ["End of Worksheet"],
    ],
    "CCS-ICD10PCS": [
        ["Yale-modified CCS, ICD-10-PCS"],
        ["ICD-10-PCS CODE", "ICD-10-PCS CODE DESCRIPTION", "CCS CATEGORY", "CCS DESCRIPTION"],
        ["0SRC0J9", "Replacement of right knee joint", 152, "Arthroplasty knee"],
        ["0SRC0J9", "Replacement of right knee joint", 152, "Arthroplasty knee"],
    ],
}


@pytest.fixture
def write(tmp_path):
    """Write sheets to a workbook, with some of them replaced, or left out where None stands."""

    def write(name, sheets, replaced=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in (sheets | (replaced or {})).items():
            if rows is not None:
                sheet = book.create_sheet(title)
                for row in rows:
                    sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def specification(write):
    return lambda replaced=None: write("2031_HWR.xlsx", SPECIFICATION, replaced)


@pytest.fixture
def categories(write):
    return lambda replaced=None: write("YaleMod_2031.xlsx", CATEGORIES, replaced)


@pytest.fixture
def rows_of():
    """A sheet's rows as CMS lays them out, to be changed by a test."""
    return lambda title: [list(row) for row in (SPECIFICATION | CATEGORIES)[title]]
