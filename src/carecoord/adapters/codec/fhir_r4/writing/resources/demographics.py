"""What US Core says of a patient in extensions.

Source: US Core 6.1.0, extensions us-core-race, -ethnicity, -sex, -birthsex, -tribal-affiliation and
-genderIdentity; the categories of OMB as its value sets list them.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import extension
from carecoord.adapters.codec.fhir_r4.writing.us_core import BASE
from carecoord.adapters.codec.fhir_r4.writing.words import code
from carecoord.model.code import CodeableConcept
from carecoord.model.patient import Patient

_CATEGORIES = frozenset(
    {
        "1002-5",  # American Indian or Alaska Native
        "2028-9",  # Asian
        "2054-5",  # Black or African American
        "2076-8",  # Native Hawaiian or Other Pacific Islander
        "2106-3",  # White
        "2135-2",  # Hispanic or Latino
        "2186-5",  # Not Hispanic or Latino
        "UNK",
        "ASKU",
    }
)
_NO_CODE = "US Core wants a code here"


def extensions(fact: Patient, names: Names) -> list[e.Json]:
    """Write the extensions of a patient."""
    tribes = [
        {"url": "tribalAffiliation", "valueCodeableConcept": one}
        for one in e.concepts(fact.tribal_affiliations)
    ]
    return [
        *_omb("us-core-race", fact.race),
        *_omb("us-core-ethnicity", fact.ethnicity),
        *extension(f"{BASE}us-core-birthsex", valueCode=code(fact.birth_sex)),
        *_sex(fact.sex, names),
        *({"url": f"{BASE}us-core-tribal-affiliation", "extension": [one]} for one in tribes),
        *extension(
            f"{BASE}us-core-genderIdentity", valueCodeableConcept=e.concept(fact.gender_identity)
        ),
    ]


def _omb(name: str, value: CodeableConcept | None) -> list[e.Json]:
    """Race or ethnicity: categories, details, and the text that US Core demands."""
    if e.concept(value) is None or value is None:
        return []
    parts: list[e.Json] = [
        {
            "url": "ombCategory" if one.code in _CATEGORIES else "detailed",
            "valueCoding": e.coding(one),
        }
        for one in value.coding
    ]
    parts.append({"url": "text", "valueString": value.label})
    return [{"url": f"{BASE}{name}", "extension": parts}]


def _sex(value: CodeableConcept | None, names: Names) -> list[e.Json]:
    if value is None:
        return []
    if not value.coding:
        names.lost("extension(us-core-sex)", _NO_CODE)
        return []
    return extension(f"{BASE}us-core-sex", valueCode=code(value.coding[0].code))
