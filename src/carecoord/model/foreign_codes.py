"""Codes as data from elsewhere writes them: systems under other names, ICD codes without a dot."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.model.code import (
    ACT_CODE,
    ALIASES,
    CPT,
    CVX,
    HCPCS,
    ICD9CM,
    ICD10CM,
    ICD10PCS,
    LOINC,
    NDC,
    NUCC,
    RXNORM,
    SNOMED,
    Code,
)

__all__ = ["foreign_code", "foreign_system"]

_CLINICAL = (ICD10CM, ICD10PCS, ICD9CM, LOINC, SNOMED)
_OTHERS = (RXNORM, CPT, HCPCS, CVX, NDC, NUCC, ACT_CODE)
_KNOWN = {**{system: system for system in (*_CLINICAL, *_OTHERS)}, **ALIASES}
_CATEGORY = 3
"""So many characters of an ICD-10-CM code stand before the dot."""


def foreign_system(written: str) -> str:
    """The system under the name by which rules know it; one that nobody knows stays as written.

    A version after ``|``, a slash at the end, and ``https`` for ``http`` do not make another one.
    """
    known = _KNOWN.get(written)
    if known is not None:
        return known
    return next(
        (_KNOWN[name] for name in _names(written.strip()) if name in _KNOWN), written.strip()
    )


def foreign_code(system: str, code: str, display: str | None = None) -> Code:
    """A code with the name of its system; ICD-10 in capitals, ICD-10-CM with its dot."""
    known, symbol = foreign_system(system), code.strip()
    if known in {ICD10CM, ICD10PCS}:
        symbol = symbol.upper()
    if known == ICD10CM and len(symbol) > _CATEGORY and "." not in symbol:
        symbol = f"{symbol[:_CATEGORY]}.{symbol[_CATEGORY:]}"
    return Code(known, symbol, display)


def _names(written: str) -> Iterator[str]:
    """The names that a system may be meant by, as it is written first."""
    yield written
    bare = written.partition("|")[0].rstrip("/")
    yield bare
    scheme, separator, rest = bare.partition("://")
    if separator and scheme in {"http", "https"}:
        yield f"{'http' if scheme == 'https' else 'https'}://{rest}"
