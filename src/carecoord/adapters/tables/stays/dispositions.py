"""Where a patient went after a stay: UB-04 codes, and those of FHIR R4.

Source: National Uniform Billing Committee, UB-04 form locator 17, patient discharge status, as
CMS lists it for claims; HL7 FHIR R4 (4.0.1), code system discharge-disposition.
"""

from __future__ import annotations

from carecoord.adapters.tables.stays.reasons import AGAINST_ADVICE, STILL_IN, UNKNOWN_DISPOSITION
from carecoord.rules.kernels.index_stays import DIED, NO_DISPOSITION
from carecoord.rules.kernels.readmissions import TO_PSYCHIATRY, TO_REHABILITATION

UB04 = frozenset(
    f"{number:02}"
    for first, last in (
        (1, 9),
        (20, 21),
        (30, 30),
        (40, 43),
        (50, 51),
        (61, 66),
        (69, 72),
        (81, 95),
    )
    for number in range(first, last + 1)
)
TO_UB04 = {
    "home": "01",
    "alt-home": "01",
    "aadvice": "07",
    "exp": "20",
    "psy": "65",
    "rehab": "62",
    "snf": "03",
}
"""FHIR's codes that mean one code of UB-04."""
OF_FHIR = frozenset({*TO_UB04, "hosp", "long", "other-hcf", "oth"})
"""All of FHIR's; those without a code of UB-04 mean several, none of them death or against advice.

``hosp`` is hospice, at home or in a facility; ``long`` is any long-term care.
"""
_REASONS = {"07": AGAINST_ADVICE, "30": STILL_IN, **dict.fromkeys(("20", "40", "41", "42"), DIED)}
_UNITS = {
    **dict.fromkeys(("62", "90"), TO_REHABILITATION),
    **dict.fromkeys(("65", "93"), TO_PSYCHIATRY),
}
_TO_HOSPITAL = frozenset({"02", "66", "82", "94"})


def code_of(cell: object) -> str:
    """A code of UB-04 with its two digits, also of a number; another one as it is written.

    A column of numbers with gaps becomes fractions in some frames, and ``1.0`` in their files.
    """
    text = str(cell).strip().casefold().removesuffix(".0")
    return TO_UB04.get(text, text.zfill(2) if text.isdecimal() else text)


def reason_of(code: str | None) -> int:
    """Why a stay that ends so is no index stay; 0 when it may be one. None is a missing code."""
    if code is None:
        return NO_DISPOSITION
    known = code in UB04 or code in OF_FHIR
    return _REASONS.get(code, 0) if known else UNKNOWN_DISPOSITION


def unit_of(code: str | None) -> int:
    """Whether the patient went to rehabilitation or psychiatry."""
    return _UNITS.get(code or "", 0)


def order_of(code: str | None) -> int:
    """Of stays on the same days: 0 for one that went on elsewhere, 2 for a death."""
    if code in _TO_HOSPITAL:
        return 0
    return 2 if reason_of(code) == DIED else 1
