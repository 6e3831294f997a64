"""The packaged code tables, each read when it is first asked for.

Decision 0035 says what is packaged and why it may be. ``tools/reference`` makes the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

from carecoord.adapters.tables.keywords import is_count, shown
from carecoord.adapters.tables.reference import notation
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, Exclusion

_EDITIONS = {
    2019: "CMS hospital-wide readmission measure, reporting year 2019, planned readmission "
    "algorithm 4.0: a past edition. Categories: AHRQ CCS of fiscal year 2019",
    2021: "CMS hospital-wide readmission measure, reporting year 2021, planned readmission "
    "algorithm 4.0: a past edition. Categories: AHRQ CCS of fiscal year 2019; from 2020 on CMS "
    "uses a map modified by Yale, which also knows newer codes and is not packaged",
}

YEARS = tuple(_EDITIONS)
"""The reporting years that are packaged: past editions, all of them."""


def text_of(name: str) -> str:
    """Read a packaged file."""
    return (resources.files("carecoord.adapters.tables.reference") / "data" / name).read_text(
        "utf-8"
    )


def hospital_wide(year: int) -> CodeTables:
    """Give CMS's hospital-wide readmission tables of a packaged reporting year.

    Raises: InputError for any other year, which names the nearest that there are; AuthoringError
    for what is no year.
    """
    if not is_count(year) or isinstance(year, bool):
        raise AuthoringError(
            asked=f"year={shown(year)}",
            found="it has no meaning here",
            remedy="Give a reporting year, such as 2021",
        )
    if year not in YEARS:
        raise _no_tables(year)
    return _hospital_wide(year)


def _no_tables(year: int) -> InputError:
    distance = min(abs(year - one) for one in YEARS)
    nearest = " and ".join(str(one) for one in YEARS if abs(year - one) == distance)
    return InputError(
        asked=f"code tables of the hospital-wide readmission measure for reporting year {year}",
        found=f"none are packaged; the nearest are those of {nearest}",
        remedy="No other year is taken in their place. Ask for one that there is, or download "
        "CMS's code specifications of the year you need and load them with "
        "carecoord.adapters.tables.reference.from_workbooks",
    )


@cache
def _hospital_wide(year: int) -> CodeTables:
    listed: dict[str, frozenset[int]] = {}
    by_code: defaultdict[str, list[str]] = defaultdict(list)
    cohorts: dict[int, Cohort] = {}
    excluded: dict[int, Exclusion] = {}
    for name, *rest in notation.lines(text_of(f"hospital_wide_{year}.txt")):
        table, _, of = name.partition(":")
        if table == "cohort_of_diagnosis":
            cohorts |= dict.fromkeys(notation.numbers(rest[0]), Cohort[of])
        elif table == "excluded_diagnoses":
            excluded |= dict.fromkeys(notation.numbers(rest[0]), Exclusion[of])
        elif table.endswith("_codes"):
            by_code[table] += notation.codes(*rest)
        else:
            listed[table] = notation.numbers(rest[0])
    return CodeTables(
        reporting_year=year,
        edition=_EDITIONS[year],
        diagnosis_ccs=diagnosis_ccs(),
        procedure_ccs=procedure_ccs(),
        cohort_of_diagnosis=cohorts,
        excluded_diagnoses=excluded,
        always_planned_procedures=listed["always_planned_procedures"],
        always_planned_diagnoses=listed["always_planned_diagnoses"],
        potentially_planned_procedures=listed["potentially_planned_procedures"],
        potentially_planned_codes=frozenset(by_code["potentially_planned_codes"]),
        acute_diagnoses=listed["acute_diagnoses"],
        acute_codes=frozenset(by_code["acute_codes"]),
        surgery_procedures=listed["surgery_procedures"],
        surgery_codes=frozenset(by_code["surgery_codes"]),
    )


@cache
def diagnosis_ccs() -> Mapping[str, int]:
    """AHRQ's category of every ICD-10-CM code of fiscal year 2019."""
    return _categories("ccs_icd10cm_2019.txt")


@cache
def procedure_ccs() -> Mapping[str, int]:
    """AHRQ's category of every ICD-10-PCS code of fiscal year 2019."""
    return _categories("ccs_icd10pcs_2019.txt")


def _categories(name: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for category, beginnings, endings in notation.lines(text_of(name)):
        found |= dict.fromkeys(notation.codes(beginnings, endings), int(category))
    return found


@cache
def diagnosis_codes() -> frozenset[str]:
    """Give the ICD-10-CM codes that the packaged tables know, without dots.

    They are those of fiscal year 2019 and the acute diagnoses of 2019 and 2021: what came
    later is not among them.
    """
    acute = (hospital_wide(year).acute_codes for year in YEARS)
    return frozenset(diagnosis_ccs()).union(*acute)
