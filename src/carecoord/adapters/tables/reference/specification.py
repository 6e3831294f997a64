"""CMS's code specifications of the hospital-wide readmission measure, read from their sheets.

The sheets are tables 1 to 3 of the cohort and PR.1 to PR.4 of the planned readmission algorithm.
A row whose status begins with "Remove" was taken out of the table and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from carecoord.adapters.tables.reference.sheets import (
    Cell,
    Column,
    Sheet,
    category,
    code,
    records,
    text,
)
from carecoord.errors import InputError
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, Exclusion

_STATUS = Column("Added/Removed/Revised", r"added.*removed")
_KIND = Column("CCS category or ICD-10 code?", r"ccs.* or icd-10")
_ENTRY = Column("Category/Code", r"^category\s*/\s*code")
_CCS = Column("CCS category", r"^ccs", r"descri| or icd-10")
_COHORT = Column("Specialty Cohort", r"^specialty cohort")
_OF = Column("Procedure or Diagnosis Category?", r"procedure or diagnosis")
_CODE = Column("ICD-10-PCS code", r"^icd-10-pcs", r"descri")
_REASON = Column("Exclusion Category", r"^exclusion category")

_COHORTS = {one.value: one for one in Cohort}
_REASONS = {one.value: one for one in Exclusion}


@attrs.frozen(kw_only=True)
class Specification:
    """The seven tables of a reporting year, without the map of codes to categories."""

    always_planned_procedures: frozenset[int]
    always_planned_diagnoses: frozenset[int]
    potentially_planned_procedures: frozenset[int]
    potentially_planned_codes: frozenset[str]
    acute_diagnoses: frozenset[int]
    acute_codes: frozenset[str]
    surgery_procedures: frozenset[int]
    surgery_codes: frozenset[str]
    cohort_of_diagnosis: Mapping[int, Cohort]
    excluded_diagnoses: Mapping[int, Exclusion]

    def with_categories(
        self,
        diagnoses: Mapping[str, int],
        procedures: Mapping[str, int],
        *,
        year: int,
        edition: str,
    ) -> CodeTables:
        """Put the tables together with the maps that they rest on."""
        return CodeTables(
            reporting_year=year,
            edition=edition,
            diagnosis_ccs=diagnoses,
            procedure_ccs=procedures,
            **attrs.asdict(self, recurse=False),
        )


def specification(sheets: Sequence[Sheet]) -> Specification:
    """Read the tables from the sheets of a workbook.

    Raises: InputError, which names the sheet or the column that is not there, or the row that
    cannot be read.
    """
    procedures, codes = _mixed(_sheet(sheets, "PR.3", r"^pr\W*3\b"), "ICD-10-PCS")
    diagnoses, acute = _mixed(_sheet(sheets, "PR.4", r"^pr\W*4\b"), "ICD-10-CM")
    surgery, cohorts = _specialties(
        _sheet(sheets, "Specialty Cohort", r"^(?!.*gyn).*specialty cohort")
    )
    listed = _sheet(sheets, "Surgery/Gynecology Cohort", r"surg\w*.{0,5}gyn")
    return Specification(
        always_planned_procedures=_categories(_sheet(sheets, "PR.1", r"^pr\W*1\b")),
        always_planned_diagnoses=_categories(_sheet(sheets, "PR.2", r"^pr\W*2\b")),
        potentially_planned_procedures=procedures,
        potentially_planned_codes=codes,
        acute_diagnoses=diagnoses,
        acute_codes=acute,
        surgery_procedures=surgery,
        surgery_codes=frozenset(
            code(listed, row, cell, "ICD-10-PCS") for row, (cell,) in _in_force(listed, _CODE)
        ),
        cohort_of_diagnosis=cohorts,
        excluded_diagnoses=_exclusions(_sheet(sheets, "Cohort Exclusions", r"cohort exclusion")),
    )


def stated_year(sheets: Iterable[Sheet]) -> int | None:
    """Read the reporting year off the titles of the algorithm's tables, if they say one."""
    titles = (text(cell) for one in sheets for row in one.rows[:1] for cell in row[:1])
    found = (re.search(r"PRA v\d+\.\d+_(20\d\d)", title) for title in titles)
    return next((int(one[1]) for one in found if one), None)


def _sheet(sheets: Iterable[Sheet], name: str, titled: str) -> Sheet:
    fits = [one for one in sheets if re.search(titled, one.title.strip(), re.IGNORECASE)]
    if len(fits) != 1:
        file = next((one.file for one in sheets), "the workbook")
        titles = ", ".join(repr(one.title) for one in sheets)
        raise InputError(
            asked=f"the sheet {name!r} of {file}",
            found=f"{len(fits)} of its sheets are called so; there are {titles or 'none'}",
            remedy="Give the workbook of CMS's code specifications, as CMS published it",
        )
    return fits[0]


def _in_force(sheet: Sheet, *columns: Column) -> Iterator[tuple[int, list[Cell]]]:
    """Leave out what was removed."""
    for row, (*cells, status) in records(sheet, [*columns, _STATUS]):
        if not text(status).casefold().startswith("remove"):
            yield row, cells


def _categories(sheet: Sheet) -> frozenset[int]:
    return frozenset(category(sheet, row, cell) for row, (cell,) in _in_force(sheet, _CCS))


def _mixed(sheet: Sheet, system: str) -> tuple[frozenset[int], frozenset[str]]:
    """Read a table that lists categories and single codes."""
    categories: set[int] = set()
    codes: set[str] = set()
    for row, (kind, entry) in _in_force(sheet, _KIND, _ENTRY):
        if text(kind).upper() == "CCS":
            categories.add(category(sheet, row, entry))
        elif text(kind).upper() == system:
            codes.add(code(sheet, row, entry, system))
        else:
            raise sheet.refused(
                f"row {row} is neither CCS nor {system}", "Give the workbook as CMS published it"
            )
    return frozenset(categories), frozenset(codes)


def _specialties(sheet: Sheet) -> tuple[frozenset[int], Mapping[int, Cohort]]:
    surgery: set[int] = set()
    cohorts: dict[int, Cohort] = {}
    for row, (cell, name, of) in _in_force(sheet, _CCS, _COHORT, _OF):
        cohort = _COHORTS.get(text(name).casefold())
        is_procedure = text(of).casefold() == "procedure"
        if cohort is None or is_procedure != (cohort is Cohort.SURGERY_GYNECOLOGY):
            raise sheet.refused(
                f"row {row} is of no cohort that we know",
                f"The cohorts are {', '.join(_COHORTS)}; only the first is of procedures",
            )
        if is_procedure:
            surgery.add(category(sheet, row, cell))
        else:
            cohorts[category(sheet, row, cell)] = cohort
    return frozenset(surgery), cohorts


def _exclusions(sheet: Sheet) -> Mapping[int, Exclusion]:
    found: dict[int, Exclusion] = {}
    for row, (cell, name) in _in_force(sheet, _CCS, _REASON):
        reason = _REASONS.get(text(name).casefold())
        if reason is None:
            raise sheet.refused(
                f"row {row} has no reason that we know", f"The reasons are {', '.join(_REASONS)}"
            )
        found[category(sheet, row, cell)] = reason
    return found
