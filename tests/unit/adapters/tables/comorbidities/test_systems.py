"""A column that says of which code system a code is."""

import pytest
from plain_rows import rows

from carecoord.adapters.tables import comorbidity
from carecoord.adapters.tables.comorbidities.reading import of_icd10

CODES = {
    "patient": ["p", "p", "q", "q"],
    "code": ["I50.9", "E87.8", "E87.8", "I21"],
    "system": ["http://hl7.org/fhir/sid/icd-10-cm", "ICD-9-CM", None, "ICD10"],
}


def named(found, *names):
    return [tuple(row[name] for name in names) for row in rows(found)]


def having(found):
    return {row["patient"]: {one for one in ("chf", "fed") if row[one]} for row in rows(found)}


def test_a_code_of_another_system_says_nothing(made, engine):
    """E878 is an external cause in ICD-9-CM, and a disorder of fluids in ICD-10."""
    found = comorbidity(made(CODES), "elixhauser", engine=engine)

    assert having(found) == {"p": {"chf"}, "q": {"fed"}}
    assert named(found, "unknown_codes") == [(1,), (0,)]


def test_the_column_may_have_another_name(made):
    codes = {("dx_type" if name == "system" else name): c for name, c in CODES.items()}
    asked = comorbidity(made(codes), "elixhauser", system="dx_type")

    assert named(asked, "unknown_codes") == [(1,), (0,)]
    assert named(comorbidity(made(codes), "elixhauser"), "unknown_codes") == [(0,), (0,)]


@pytest.mark.parametrize("number", [10, 10.0, "10"])
def test_ten_is_the_tenth_revision(made, number):
    codes = made({"patient": ["p", "p"], "code": ["I50", "I21"], "system": [number, None]})

    assert named(comorbidity(codes), "unknown_codes", "score") == [(0, 2)]


@pytest.mark.parametrize(
    ("system", "is_icd10"),
    [
        ("http://hl7.org/fhir/sid/icd-10", True),
        ("urn:oid:2.16.840.1.113883.6.90", True),
        ("icd-10-cm", True),
        ("ICD10GM", True),
        ("http://www.cms.gov/Medicare/Coding/ICD10", False),
        ("ICD-10-PCS", False),
        ("http://snomed.info/sct", False),
        ("9", False),
    ],
)
def test_which_systems_are_icd_10(system, is_icd10):
    assert of_icd10(system) is is_icd10
