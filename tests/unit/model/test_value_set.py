import pytest

from carecoord.model import Code, ValueSet
from carecoord.model.code import ICD10CM, LOINC, icd10cm, loinc

DIABETES = ValueSet(
    url="http://example.org/diabetes",
    name="Diabetes",
    codes=[icd10cm("O24.0")],
    prefixes=[Code(ICD10CM, "E11")],
)


@pytest.mark.parametrize(
    ("code", "member"),
    [
        (icd10cm("O24.0"), True),
        (Code(ICD10CM, "O24.0", "shown differently"), True),
        (icd10cm("O24.01"), False),
        (icd10cm("E11"), True),
        (icd10cm("E11.9"), True),
        (icd10cm("E10.9"), False),
        (Code(LOINC, "E11.9"), False),
        (Code(LOINC, "O24.0"), False),
        ("E11.9", False),
        (None, False),
    ],
)
def test_a_set_holds_its_codes_and_all_that_begin_with_its_prefixes(code, member):
    assert member == (code in DIABETES)


@pytest.mark.parametrize(("total", "truncated"), [(None, False), (1, False), (2, True), (0, False)])
def test_a_copy_with_fewer_codes_than_there_are_is_truncated(total, truncated):
    copied = ValueSet(url="u", name="n", codes=[loinc("4548-4")], total=total)

    assert truncated == copied.truncated


@pytest.mark.parametrize(
    ("codes", "prefixes", "empty"),
    [
        ((), (), True),
        ((icd10cm("E11.9"),), (), False),
        ((), (Code(ICD10CM, "E11"),), False),
    ],
)
def test_a_set_without_codes_and_prefixes_is_empty(codes, prefixes, empty):
    assert empty == ValueSet(url="u", name="n", codes=codes, prefixes=prefixes).empty


def test_the_order_of_codes_does_not_make_another_set():
    one, two = icd10cm("E11.9"), icd10cm("E10.9")

    assert ValueSet(url="u", name="n", codes=[one, two]) == ValueSet(
        url="u", name="n", codes=[two, one, one]
    )
