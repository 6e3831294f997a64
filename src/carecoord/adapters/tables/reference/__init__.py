"""Code tables that others publish, packaged or read from their workbooks, as values for the rules.

`hospital_wide` gives CMS's hospital-wide readmission tables of a past reporting year that is
packaged; `from_workbooks` reads another year from the workbooks that CMS publishes. All packaged
files hold codes and category numbers, no descriptions; `provenance` says where each came from.
`diagnosis_codes` are the ICD-10-CM codes that the packaged tables know. Nothing is read before it
is asked for, and each file once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.adapters.tables.reference.certificates import Input, Provenance, provenance
    from carecoord.adapters.tables.reference.packaged import YEARS, diagnosis_codes, hospital_wide
    from carecoord.adapters.tables.reference.workbooks import from_workbooks

__all__ = [
    "YEARS",
    "Input",
    "Provenance",
    "diagnosis_codes",
    "from_workbooks",
    "hospital_wide",
    "provenance",
]

_WHERE = {
    "YEARS": "packaged",
    "Input": "certificates",
    "Provenance": "certificates",
    "diagnosis_codes": "packaged",
    "from_workbooks": "workbooks",
    "hospital_wide": "packaged",
    "provenance": "certificates",
}


def __getattr__(name: str) -> object:
    """Load a part when it is first asked for (PEP 562)."""
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
