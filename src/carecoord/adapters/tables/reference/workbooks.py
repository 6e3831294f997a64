"""Code tables of a later year, from the workbooks that CMS publishes for it."""

from __future__ import annotations

from pathlib import Path

from carecoord.adapters.tables.reference.categories import categories
from carecoord.adapters.tables.reference.packaged import diagnosis_ccs, procedure_ccs
from carecoord.adapters.tables.reference.specification import specification, stated_year
from carecoord.adapters.tables.reference.workbook_files import sheets_of
from carecoord.errors import InputError
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables


def from_workbooks(
    hwr_xlsx: Path | str, ccs_xlsx: Path | str | None = None, *, reporting_year: int
) -> CodeTables:
    """Read CMS's code specifications of a reporting year, and the map of categories beside them.

    ``hwr_xlsx`` is the supplemental file of the hospital-wide readmission measure, such as
    ``2024_HWR_v1.0.xlsx``; ``ccs_xlsx`` the map of CCS categories as modified by Yale for the same
    year. Without it, the categories are AHRQ's of fiscal year 2019: codes that are newer
    have none then, and are unknown. Needs the extra ``workbooks``.

    Raises: InputError, which names the file, sheet and row that cannot be read.
    """
    path = Path(hwr_xlsx)
    sheets = sheets_of(path)
    tables = specification(sheets)
    stated = stated_year(sheets)
    if stated not in {None, reporting_year}:
        raise InputError(
            asked=f"code tables of reporting year {reporting_year} from {path.name}",
            found=f"the workbook says that it is of {stated}",
            remedy=f"Give the workbook of {reporting_year}, or say reporting_year={stated}",
        )
    edition = f"CMS hospital-wide readmission measure, reporting year {reporting_year}"
    if ccs_xlsx is None:
        return tables.with_categories(
            diagnosis_ccs(),
            procedure_ccs(),
            year=reporting_year,
            edition=f"{edition}, from {path.name}. Categories: AHRQ CCS of fiscal year 2019",
        )
    maps = sheets_of(Path(ccs_xlsx))
    return tables.with_categories(
        categories(maps, "ICD-10-CM"),
        categories(maps, "ICD-10-PCS"),
        year=reporting_year,
        edition=f"{edition}, from {path.name}. Categories: {Path(ccs_xlsx).name}",
    )
