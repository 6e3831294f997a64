import pytest

from carecoord.errors import UnknownCode
from carecoord.model import Code, CodeableConcept
from carecoord.model import code as code_module
from carecoord.model.code import (
    ALIASES,
    ICD10CM,
    LOINC,
    concept,
    cpt,
    cvx,
    hcpcs,
    icd10cm,
    icd10pcs,
    loinc,
    ndc,
    rxnorm,
    snomed,
)


@pytest.mark.parametrize(
    ("make", "written", "system"),
    [
        (icd10cm, "E11.9", code_module.ICD10CM),
        (icd10cm, "S72.001A", code_module.ICD10CM),
        (icd10cm, "I10", code_module.ICD10CM),
        (icd10pcs, "0DTJ4ZZ", code_module.ICD10PCS),
        (loinc, "4548-4", code_module.LOINC),
        (snomed, "44054006", code_module.SNOMED),
        (rxnorm, "6809", code_module.RXNORM),
        (cpt, "99495", code_module.CPT),
        (cpt, "0001A", code_module.CPT),
        (hcpcs, "G0438", code_module.HCPCS),
        (cvx, "140", code_module.CVX),
        (ndc, "0002-8215-01", code_module.NDC),
        (ndc, "00028215010", code_module.NDC),
    ],
)
def test_a_code_of_the_right_form_carries_its_system(make, written, system):
    assert Code(system, written) == make(written)


@pytest.mark.parametrize(
    ("make", "written", "name"),
    [
        (icd10cm, "E119", "ICD-10-CM"),
        (icd10cm, "e11.9", "ICD-10-CM"),
        (icd10cm, "E11.", "ICD-10-CM"),
        (icd10cm, "E11.9 ", "ICD-10-CM"),
        (icd10pcs, "0DTJ4Z", "ICD-10-PCS"),
        (icd10pcs, "0DTO4ZZ", "ICD-10-PCS"),
        (loinc, "45484", "LOINC"),
        (loinc, "4548-44", "LOINC"),
        (snomed, "44054", "SNOMED CT"),
        (rxnorm, "", "RxNorm"),
        (rxnorm, "٦", "RxNorm"),
        (cpt, "9949", "CPT"),
        (hcpcs, "0438G", "HCPCS II"),
        (cvx, "1400", "CVX"),
        (ndc, "0002.8215.01", "NDC"),
    ],
)
def test_a_code_of_another_form_is_refused_without_repeating_it(make, written, name):
    with pytest.raises(UnknownCode) as refused:
        make(written)

    assert str(refused.value).startswith(f"{name} code: its form is not that of the system. ")
    assert refused.value.remedy.startswith("Write it like ")


def test_a_code_is_equal_only_within_its_system():
    assert Code(ICD10CM, "4548-4") != Code(LOINC, "4548-4")


def test_a_display_does_not_make_another_code():
    assert Code(LOINC, "4548-4", "HbA1c") == Code(LOINC, "4548-4", "Haemoglobin A1c")
    assert hash(Code(LOINC, "4548-4", "HbA1c")) == hash(Code(LOINC, "4548-4"))


def test_a_list_of_codes_makes_the_same_concept_as_a_tuple():
    assert CodeableConcept((loinc("4548-4"),)) == CodeableConcept([loinc("4548-4")])


def test_a_concept_is_made_from_its_codes():
    assert CodeableConcept((loinc("4548-4"),), "HbA1c") == concept(loinc("4548-4"), text="HbA1c")


@pytest.mark.parametrize(
    ("shown", "label"),
    [
        (CodeableConcept((Code(LOINC, "4548-4", "HbA1c"),), "Sugar"), "Sugar"),
        (CodeableConcept((Code(LOINC, "1-1"), Code(LOINC, "4548-4", "HbA1c"))), "HbA1c"),
        (CodeableConcept((Code(LOINC, "4548-4"),)), "4548-4"),
        (CodeableConcept(), "uncoded"),
        (CodeableConcept(text=""), "uncoded"),
    ],
)
def test_a_concept_is_shown_by_its_text_else_a_display_else_a_code(shown, label):
    assert label == shown.label


def test_no_alias_leads_to_another_alias():
    assert [
        name
        for name, system in ALIASES.items()
        if system in ALIASES and ALIASES[system] != system and name != system
    ] == []
