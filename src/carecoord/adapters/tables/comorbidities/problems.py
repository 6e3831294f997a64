"""What is wrong with the rows of a table of diagnosis codes, row by row."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from carecoord.adapters.tables.comorbidities.reading import Rows
from carecoord.adapters.tables.frames import Frame, Table, Texts, Wholes
from carecoord.adapters.tables.keywords import are_texts, shown
from carecoord.errors import AuthoringError
from carecoord.rules.readmission.comorbidity.icd10 import plain

NO_PATIENT = "no patient"
NO_CODE = "no code"
OTHER_SYSTEM = "a code of another system"
OF_ICD9 = "in the shape of ICD-9-CM, not of ICD-10"
OF_SNOMED = "in the shape of SNOMED CT, not of ICD-10"
NO_SHAPE = "not in the shape of an ICD-10 code"
NOT_KNOWN = "not among the known codes"
DUPLICATE = "the same as an earlier row"

_ICD9 = re.compile(r"([0-9]{3}(\.?[0-9]{1,2})?\.?|E9?[0-9]{3}(\.?[0-9])?|V[0-9]{2}\.[0-9]{1,2})")
_SNOMED = re.compile(r"[0-9]{6,18}")


def code_problems(
    frame: Frame,
    *,
    system: str | None = None,
    known: Collection[str] | None = None,
    patient: str = "patient",
    code: str = "code",
) -> Frame:
    """One row for each row of a table of codes that says no condition, or says it again.

    Columns as `comorbidity` has them. ``known`` are all codes that there are, with or without dots,
    such as those of a year of ICD-10-CM: what is not among them may still begin like a code on the
    lists of an index, and then counts. A row that is the same as an earlier one adds nothing.

    Gives a frame of the same kind: row (from 1), the patient, the code, problem.

    Raises: InputError for a column that is missing, AuthoringError, MissingExtra.
    """
    if known is not None and (isinstance(known, str) or not are_texts(known)):
        raise AuthoringError(
            asked=f"the known codes, {shown(known)}",
            found="they are no collection of texts",
            remedy="Give a list or a set of codes",
        )
    table = Table.of(frame, "problems of codes")
    rows = Rows.of(table, patient, code, system)
    of_code = _of_codes(rows, None if known is None else frozenset(map(plain, known)))
    found: list[int] = []
    problems: list[str] = []
    seen: set[tuple[int, int, int]] = set()
    systems = [-1] * table.length if rows.systems is None else _listed(rows.systems)
    listed = zip(_listed(rows.patients), _listed(rows.codes), systems, strict=True)
    for row, cells in enumerate(listed):
        problem = _problem(*cells, rows, of_code)
        if problem is None and cells in seen:
            problem = DUPLICATE
        seen.add(cells)
        if problem is not None:
            found.append(row)
            problems.append(problem)
    told = {name: table.frame[name][found] for name in dict.fromkeys((patient, code))}
    return table.made({"row": Wholes(row + 1 for row in found)}, told, {"problem": Texts(problems)})


def _problem(
    patient: int, code: int, system: int, rows: Rows, of_code: list[str | None]
) -> str | None:
    if patient < 0:
        return NO_PATIENT
    if code < 0:
        return NO_CODE
    if system >= 0 and rows.foreign[system]:
        return OTHER_SYSTEM
    return of_code[code]


def _of_codes(rows: Rows, known: frozenset[str] | None) -> list[str | None]:
    """What is wrong with each different code."""
    return [_of_code(text, known) for text in rows.texts]


def _of_code(text: str, known: frozenset[str] | None) -> str | None:
    bare = plain(text)
    if bare:
        return None if known is None or bare in known else NOT_KNOWN
    text = text.strip().upper()
    if _ICD9.fullmatch(text):
        return OF_ICD9
    return OF_SNOMED if _SNOMED.fullmatch(text) else NO_SHAPE


def _listed(numbers: Any) -> list[int]:  # noqa: ANN401
    return numbers.tolist() if hasattr(numbers, "tolist") else numbers  # type: ignore[no-any-return]
