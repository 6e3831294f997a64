"""What the tables say of one code; codes are written as `plain_code` writes them.

Population: codes of ICD-10-CM and ICD-10-PCS.
Source: CMS, Hospital-Wide Readmission Measure Code Specifications, tables 1 to 3 and PR.1 to PR.4.
Departures: none.
"""

from __future__ import annotations

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables


def knows_diagnosis(tables: CodeTables, code: str) -> bool:
    """Tell whether the tables have a category for a diagnosis, or list it by itself."""
    return code in tables.diagnosis_ccs or code in tables.acute_codes


def knows_procedure(tables: CodeTables, code: str) -> bool:
    """Tell whether the tables have a category for a procedure, or list it by itself."""
    return (
        code in tables.procedure_ccs
        or code in tables.potentially_planned_codes
        or code in tables.surgery_codes
    )


def is_always_planned_procedure(tables: CodeTables, code: str) -> bool:
    """Table PR.1: transplants."""
    return tables.procedure_ccs.get(code) in tables.always_planned_procedures


def is_always_planned_diagnosis(tables: CodeTables, code: str) -> bool:
    """Table PR.2: maintenance chemotherapy and rehabilitation."""
    return tables.diagnosis_ccs.get(code) in tables.always_planned_diagnoses


def is_potentially_planned(tables: CodeTables, code: str) -> bool:
    """Table PR.3: procedures that are planned unless the diagnosis is acute."""
    return (
        code in tables.potentially_planned_codes
        or tables.procedure_ccs.get(code) in tables.potentially_planned_procedures
    )


def is_acute(tables: CodeTables, code: str) -> bool:
    """Table PR.4: acute diagnoses and complications of care."""
    return code in tables.acute_codes or tables.diagnosis_ccs.get(code) in tables.acute_diagnoses


def is_surgery(tables: CodeTables, code: str) -> bool:
    """Tables 1 and 2: procedures that put a stay into the surgery/gynecology cohort."""
    return (
        code in tables.surgery_codes or tables.procedure_ccs.get(code) in tables.surgery_procedures
    )
