"""Codes as data from elsewhere writes them."""

import pytest

from carecoord.model.code import HCPCS, ICD9CM, ICD10CM, ICD10PCS, LOINC, SNOMED, Code
from carecoord.model.foreign_codes import foreign_code, foreign_system


@pytest.mark.parametrize(
    ("written", "system"),
    [
        (ICD10CM, ICD10CM),
        (f" {ICD10CM} ", ICD10CM),
        ("urn:oid:2.16.840.1.113883.6.90", ICD10CM),
        (f"{ICD10CM}|2026", ICD10CM),
        (f"{ICD10CM}/", ICD10CM),
        ("https://hl7.org/fhir/sid/icd-10-cm", ICD10CM),
        ("https://loinc.org/", LOINC),
        ("http://snomed.info/sct|http://snomed.info/sct/731000124108", SNOMED),
        ("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", HCPCS),
        ("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", HCPCS),
        ("http://example.org/codes/", "http://example.org/codes/"),
        ("https://example.org/codes|2", "https://example.org/codes|2"),
        ("", ""),
    ],
)
def test_a_system_goes_by_the_name_that_rules_know(written, system):
    assert foreign_system(written) == system


@pytest.mark.parametrize(
    ("system", "written", "code"),
    [
        (ICD10CM, "E11.9", "E11.9"),
        (ICD10CM, "E119", "E11.9"),
        (ICD10CM, "e11.9", "E11.9"),
        (ICD10CM, " E11 ", "E11"),
        (ICD10CM, "I10", "I10"),
        (ICD10CM, "S72001A", "S72.001A"),
        (ICD10PCS, "0dtj4zz", "0DTJ4ZZ"),
        (ICD9CM, "25000", "25000"),
        (LOINC, "4548-4", "4548-4"),
        ("urn:other", "e119", "e119"),
    ],
)
def test_icd_10_is_written_in_capitals_and_with_its_dot(system, written, code):
    assert foreign_code(system, written) == Code(system, code)


def test_what_it_is_called_stays():
    assert foreign_code(LOINC, "4548-4", "HbA1c").display == "HbA1c"
