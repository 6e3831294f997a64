"""The code tables of CMS's hospital-wide readmission measure for one reporting year, as a value.

A table lists categories of the Clinical Classifications Software (CCS) and, where a category is too
wide, single codes. Which category a code belongs to is a table too, so nothing here knows a code:
whoever asks hands the tables in, and another year is another value.

Population: inpatient stays of short-term acute care and critical access hospitals.
Source: CMS, 2019 Hospital-Wide Readmission Measure Code Specifications, tables 1 to 3 and PR.1 to
PR.4 of the planned readmission algorithm, version 4.0.
Departures: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

import attrs


class Cohort(Enum):
    """A specialty cohort: CMS models the risk of each apart."""

    SURGERY_GYNECOLOGY = "surgery/gynecology"
    CARDIORESPIRATORY = "cardiorespiratory"
    CARDIOVASCULAR = "cardiovascular"
    NEUROLOGY = "neurology"
    MEDICINE = "medicine"


class Exclusion(Enum):
    """Why a principal diagnosis keeps a stay from being an index stay."""

    PSYCHIATRIC = "psychiatric"
    REHABILITATION = "rehabilitation"
    CANCER = "medical treatment of cancer"


def plain_code(code: str) -> str:
    """Write a code of ICD-10-CM or ICD-10-PCS as the tables do: no dots or blanks, capitals."""
    return code.strip().replace(".", "").upper()


def _is_plain(codes: Iterable[str]) -> bool:
    """Look at all codes at once: tables have a hundred thousand of them."""
    text = "".join(codes)
    return text.isalnum() and text == text.upper()


def _plain_keys(categories: Mapping[str, int]) -> Mapping[str, int]:
    if _is_plain(categories):
        return categories
    return {plain_code(code): category for code, category in categories.items()}


def _plain_codes(codes: Iterable[str]) -> frozenset[str]:
    listed = frozenset(codes)
    return listed if _is_plain(listed) else frozenset(map(plain_code, listed))


def _categories() -> frozenset[int]:
    return attrs.field(converter=frozenset, repr=False)


def _codes() -> frozenset[str]:
    return attrs.field(converter=_plain_codes, repr=False)


@attrs.frozen(kw_only=True)
class CodeTables:
    """What CMS published for a reporting year; numbers are CCS categories.

    Codes are kept as `plain_code` writes them. ``edition`` says in words what the tables are.
    """

    reporting_year: int
    edition: str
    diagnosis_ccs: Mapping[str, int] = attrs.field(converter=_plain_keys, repr=False, hash=False)
    procedure_ccs: Mapping[str, int] = attrs.field(converter=_plain_keys, repr=False, hash=False)
    always_planned_procedures: frozenset[int] = _categories()  # table PR.1
    always_planned_diagnoses: frozenset[int] = _categories()  # table PR.2
    potentially_planned_procedures: frozenset[int] = _categories()  # table PR.3
    potentially_planned_codes: frozenset[str] = _codes()  # table PR.3, ICD-10-PCS
    acute_diagnoses: frozenset[int] = _categories()  # table PR.4
    acute_codes: frozenset[str] = _codes()  # table PR.4, ICD-10-CM
    surgery_procedures: frozenset[int] = _categories()  # table 1
    surgery_codes: frozenset[str] = _codes()  # table 2, ICD-10-PCS
    cohort_of_diagnosis: Mapping[int, Cohort] = attrs.field(repr=False, hash=False)  # table 1
    excluded_diagnoses: Mapping[int, Exclusion] = attrs.field(repr=False, hash=False)  # table 3
