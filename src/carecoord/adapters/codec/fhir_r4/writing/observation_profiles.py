"""Which profile of US Core an observation meets, by its category and code.

Source: US Core Implementation Guide 6.1.0, the profiles named here, their mandatory elements.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core
from carecoord.model.code import LOINC, Code

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_VITAL_SIGNS = Code(_CATEGORIES, "vital-signs")
_LABORATORY = Code(_CATEGORIES, "laboratory")
_SOCIAL = Code(_CATEGORIES, "social-history")
_SURVEY = Code(_CATEGORIES, "survey")
_PRESSURE = Code(LOINC, "85354-9")
_SYSTOLIC, _DIASTOLIC = Code(LOINC, "8480-6"), Code(LOINC, "8462-4")
_SMOKING = Code(LOINC, "72166-2")
_MEASURED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("body-weight", ("29463-7",), ("kg", "g", "[lb_av]")),
    ("body-height", ("8302-2",), ("cm", "[in_i]")),
    ("bmi", ("39156-5",), ("kg/m2",)),
    ("heart-rate", ("8867-4",), ("/min",)),
    ("respiratory-rate", ("9279-1",), ("/min",)),
    ("body-temperature", ("8310-5",), ("Cel", "[degF]")),
    ("pulse-oximetry", ("59408-5", "2708-6"), ("%",)),
    ("head-circumference", ("9843-4",), ("cm", "[in_i]")),
)
"""Profiles of one vital sign each: the LOINC codes that all must be there, and the units."""
_WORTH = ("value", "dataAbsentReason")


def profile(said: e.Json) -> str | None:
    """The most particular profile that a written observation meets; None if it meets none."""
    code, category = said["code"], said.get("category", ())
    if not code.get("coding"):
        return None
    if any(us_core.is_coded(one, _VITAL_SIGNS) for one in category):
        return _vital_sign(said)
    if any(us_core.is_coded(one, _LABORATORY) for one in category):
        return "observation-lab" if _has_result(said) else None
    if any(us_core.is_coded(one, _SURVEY) for one in category):
        return "observation-screening-assessment" if _has_result(said) else None
    if any(us_core.is_coded(one, _SOCIAL) for one in category) and us_core.is_coded(code, _SMOKING):
        there = {"effectiveDateTime", "valueCodeableConcept"} <= said.keys()
        return "smokingstatus" if there else None
    return None


def _vital_sign(said: e.Json) -> str | None:
    """A vital sign says when, to the day (vs-1), and how much or why not (vs-2)."""
    if not (_is_timed(said) and _has_result(said)):
        return None
    if not us_core.is_coded(said["code"], _PRESSURE):
        return _measured(said) or "vital-signs"
    parts = [one for one in said.get("component", ()) if _is_measured(one)]
    both = all(
        any(us_core.is_coded(one["code"], code) for one in parts)
        for code in (_SYSTOLIC, _DIASTOLIC)
    )
    return "blood-pressure" if both else "vital-signs"


def _measured(said: e.Json) -> str | None:
    """The profile of the vital sign that was measured, in one of its units or with a reason."""
    code, unit = said["code"], said.get("valueQuantity", {}).get("code")
    for name, symbols, units in _MEASURED:
        if all(us_core.is_coded(code, Code(LOINC, symbol)) for symbol in symbols):
            return name if unit in units or "dataAbsentReason" in said else None
    return None


def _has_result(said: e.Json) -> bool:
    """Whether it has a value, a reason for none, or parts."""
    return bool(_is_worth(said) or said.keys() & {"component", "hasMember"})


def _is_timed(said: e.Json) -> bool:
    text = said.get("effectiveDateTime") or said.get("effectivePeriod", {}).get("start") or ""
    return len(text) >= len("2024-01-01")


def _is_worth(said: e.Json) -> bool:
    return any(name.startswith(_WORTH) for name in said)


def _is_measured(part: e.Json) -> bool:
    """Whether a part of a blood pressure is in millimetres of mercury, or says why it is not."""
    unit = part.get("valueQuantity", {}).get("code")
    return unit == "mm[Hg]" or "dataAbsentReason" in part
