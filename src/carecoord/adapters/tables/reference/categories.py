"""The map of codes to CCS categories as Yale modified it for CMS, read from its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carecoord.adapters.tables.reference.sheets import Column, Sheet, category, code, records, text
from carecoord.errors import InputError

_CATEGORY = Column("CCS category", r"\bccs\b", r"descri|icd")
_TITLES = {"ICD-10-CM": r"icd.?10.?cm", "ICD-10-PCS": r"icd.?10.?pcs"}
_WITHOUT = {"", "n/a", "na", "none"}


def categories(sheets: Sequence[Sheet], system: str) -> Mapping[str, int]:
    """Read the map of ICD-10-CM or ICD-10-PCS. A code without a category is left out.

    Raises: InputError, which names the sheet, and the row if a code has two categories.
    """
    sheet = _sheet(sheets, f"CCS-{system.replace('-', '', 1)}")
    codes = Column(f"{system} code", _TITLES[system], r"descri|ccs")
    found: dict[str, int] = {}
    for row, (cell, of) in records(sheet, [codes, _CATEGORY]):
        if text(of).casefold() in _WITHOUT:
            continue
        number = category(sheet, row, of)
        if found.setdefault(code(sheet, row, cell, system), number) != number:
            raise sheet.refused(
                f"row {row} gives a code a second category", "Give the map as CMS published it"
            )
    return found


def _sheet(sheets: Sequence[Sheet], title: str) -> Sheet:
    for one in sheets:
        if one.title.strip().casefold() == title.casefold():
            return one
    titles = ", ".join(repr(one.title) for one in sheets)
    raise InputError(
        asked=f"the sheet {title!r} of {sheets[0].file if sheets else 'the workbook'}",
        found=f"none of its sheets is called so; there are {titles or 'none'}",
        remedy="Give the map of CCS categories as modified by Yale, as CMS published it",
    )
