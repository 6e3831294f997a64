"""Which profile of US Core an observation meets, by its category and code.

Source: US Core Implementation Guide 6.1.0, the profiles named here, their mandatory elements.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core
from carecoord.model.code import LOINC, SNOMED, Code

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_VITAL_SIGNS = Code(_CATEGORIES, "vital-signs")
_LABORATORY = Code(_CATEGORIES, "laboratory")
_SOCIAL = Code(_CATEGORIES, "social-history")
_SURVEY = Code(_CATEGORIES, "survey")
_PRESSURE = Code(LOINC, "85354-9")
_SYSTOLIC, _DIASTOLIC = Code(LOINC, "8480-6"), Code(LOINC, "8462-4")
_SMOKING = Code(LOINC, "72166-2")
_SMOKING_STATES = frozenset({"final", "entered-in-error"})
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
_UNITS = frozenset(
    {"%", "cm", "[in_i]", "kg", "g", "[lb_av]", "Cel", "[degF]", "mm[Hg]", "/min", "kg/m2", "m2"}
)
"""HL7 FHIR R4 (4.0.1), value set ucum-vitals-common."""
_OXIMETRY = Code(LOINC, "59408-5")
_UCUM = "http://unitsofmeasure.org"
_TO_THE_DAY = len("2024-01-01")
_WORTH = ("value", "dataAbsentReason")


def profile(said: e.Json) -> str | None:
    """The most particular profile that a written observation meets; None if it meets none."""
    if not said["code"].get("coding") or not _is_usable(said):
        return None
    for category, met in (
        (_VITAL_SIGNS, _vital_sign),
        (_LABORATORY, _laboratory),
        (_SURVEY, _survey),
        (_SOCIAL, _smoking),
    ):
        found = sum(us_core.is_coded(one, category) for one in said.get("category", ()))
        if found:
            # Each profile takes its own category once.
            return met(said) if found == 1 else None
    return None


def _laboratory(said: e.Json) -> str | None:
    return "observation-lab" if _has_result(said) else None


def _survey(said: e.Json) -> str | None:
    return "observation-screening-assessment" if _has_result(said) else None


def _smoking(said: e.Json) -> str | None:
    """A final one, with a day or time, and a value of SNOMED CT."""
    codings = said.get("valueCodeableConcept", {}).get("coding", ())
    kept = (
        us_core.is_coded(said["code"], _SMOKING)
        and said.get("status") in _SMOKING_STATES
        and "effectiveDateTime" in said
        and any(one.get("system") == SNOMED for one in codings)
    )
    return "smokingstatus" if kept else None


def _vital_sign(said: e.Json) -> str | None:
    """A vital sign says when, to the day (vs-1), and how much or why not (vs-2)."""
    if not (_is_timed(said) and _has_result(said) and _has_vital_parts(said)):
        return None
    if not us_core.is_coded(said["code"], _PRESSURE):
        return _measured(said) or "vital-signs"
    parts = said.get("component", ())
    both = all(
        [_is_measured(one) for one in parts if us_core.is_coded(one["code"], code)] == [True]
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


def _is_usable(said: e.Json) -> bool:
    """Whether its time is known to the day (us-core-1) and its unit is UCUM's (us-core-3)."""
    when, unit = said.get("effectiveDateTime"), said.get("valueQuantity", {})
    return (when is None or len(when) >= _TO_THE_DAY) and unit.get("system") in {None, _UCUM}


def _has_vital_parts(said: e.Json) -> bool:
    """Whether each part that is measured has a common unit; R4's own profile demands that.

    The flow of oxygen has none of them, yet US Core's pulse oximetry fixes it: it is let pass.
    """
    units = _UNITS | {"L/min"} if us_core.is_coded(said["code"], _OXIMETRY) else _UNITS
    parts = said.get("component", ())
    measured = (one["valueQuantity"] for one in parts if "valueQuantity" in one)
    coded = any("valueCodeableConcept" in one for one in parts)
    return not coded and all(one.get("code") in units for one in measured)


def _is_timed(said: e.Json) -> bool:
    text = said.get("effectiveDateTime") or said.get("effectivePeriod", {}).get("start") or ""
    return len(text) >= _TO_THE_DAY


def _is_worth(said: e.Json) -> bool:
    return any(name.startswith(_WORTH) for name in said)


def _is_measured(part: e.Json) -> bool:
    """Whether a part of a blood pressure is in millimetres of mercury, or says why it is not."""
    unit = part.get("valueQuantity", {}).get("code")
    return unit == "mm[Hg]" or "dataAbsentReason" in part
