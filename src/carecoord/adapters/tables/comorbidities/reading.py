"""Rows of codes as numbers: whose, which code, and of which code system."""

from __future__ import annotations

import re
from typing import Any

import attrs

from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.frames import Table
from carecoord.rules.readmission.comorbidity.icd10 import SYSTEMS

SYSTEM = "system"
"""The column that says of which code system a code is, where there is one of this name."""
_OTHER_NAMES = (
    *("ICD-10", "ICD-10-CM", "ICD-10-WHO", "ICD-10-GM", "ICD-10-AM", "ICD-10-CA", "10"),
    *("2.16.840.1.113883.6.90", "2.16.840.1.113883.6.3"),
    *("urn:oid:2.16.840.1.113883.6.90", "urn:oid:2.16.840.1.113883.6.3"),
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


_OF_ICD10 = frozenset(map(_bare, (*SYSTEMS, *_OTHER_NAMES)))


def of_icd10(system: str) -> bool:
    """Whether a code system is ICD-10, or one made from it for diagnoses."""
    return _bare(system) in _OF_ICD10


def written(cell: object) -> str:
    """A cell as it would be written; a whole number that a frame made a fraction without it."""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


@attrs.frozen(kw_only=True)
class Rows:
    """The rows of a table of codes; -1 stands for a cell that says nothing.

    ``firsts`` has the row in which each patient appears first, ``texts`` each different code,
    ``foreign`` for each code system whether it is none of ICD-10. Without a column for these
    ``systems`` is None.
    """

    table: Table
    patient: str
    patients: Any
    firsts: list[int]
    code: str
    codes: Any
    texts: list[str]
    systems: Any | None
    foreign: list[int]

    @classmethod
    def of(cls, table: Table, patient: str, code: str, system: str | None) -> Rows:
        """Read the columns.

        Raises: InputError for a column that is missing.
        """
        patients, firsts = coded(table.column(patient, "the patients"))
        codes, texts = _texts(table, code, "the diagnosis codes")
        if system is None and table.has(SYSTEM):
            system = SYSTEM
        systems, names = (None, []) if system is None else _texts(table, system, "code systems")
        return cls(
            table=table,
            patient=patient,
            patients=patients,
            firsts=firsts,
            code=code,
            codes=codes,
            texts=texts,
            systems=systems,
            foreign=[0 if of_icd10(name) else 1 for name in names],
        )


def _texts(table: Table, name: str, means: str) -> tuple[Any, list[str]]:
    """Numbers of the cells of a column, and how each of these is written."""
    series = table.column(name, means)
    numbers, firsts = coded(series)
    return numbers, [written(cell) for cell in series[firsts].to_list()]
