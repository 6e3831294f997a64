import pytest

from carecoord.model.code import ICD10CM, LOINC, Code, concept, snomed
from carecoord.rules.readmission.lace_groups import GROUPS, ICD10, mask_of


def names(*codes):
    mask = mask_of(concept(*codes))
    return [group.name for place, group in enumerate(GROUPS) if mask >> place & 1]


@pytest.mark.parametrize("code", ["I50.9", "I509", "i50.9"])
@pytest.mark.parametrize("system", [ICD10CM, ICD10])
def test_codes_of_icd_10_however_they_are_written(system, code):
    assert names(Code(system, code)) == ["heart failure"]


def test_any_code_of_a_concept_will_do():
    assert names(Code(LOINC, "x"), snomed("84114007")) == ["heart failure"]


def test_a_code_of_another_system_is_in_no_group():
    assert names(Code("urn:local", "I50.9")) == []


def test_a_disease_may_be_in_two_groups():
    both = names(Code(ICD10CM, "N18.1"), snomed("46177005"))

    assert both == ["mild liver or renal disease", "moderate or severe liver or renal disease"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_the_value_set_of_a_group_holds_what_is_found_by_it(group):
    codes = [*group.codes.codes, *group.codes.prefixes]

    assert [code for code in codes if group.name not in names(code)] == []
