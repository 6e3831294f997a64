import pytest

from carecoord.model.code import Code, concept, rxnorm, snomed
from carecoord.rules.concepts.ingredients import (
    CLASSES,
    DIABETES_MEDICINES,
    RAS_ANTAGONISTS,
    STATINS,
    ingredients_of,
)
from carecoord.rules.concepts.pharmacology import ONE_AT_A_TIME

CLINICAL_DRUG = Code("http://www.nlm.nih.gov/research/umls/rxnorm", "314076")


@pytest.mark.parametrize(
    ("product", "names"),
    [
        (concept(rxnorm("83367")), {"atorvastatin"}),
        (concept(rxnorm("6809")), {"metformin"}),
        (concept(rxnorm("1656328")), {"sacubitril"}),
        (concept(text="Lisinopril 10 MG Oral Tablet [Prinivil]"), {"lisinopril"}),
        (concept(text="sacubitril 24 MG / valsartan 26 MG"), {"sacubitril", "valsartan"}),
        (concept(text="insulin glargine / lixisenatide"), {"insulin", "lixisenatide"}),
        (concept(text="insulin glargine 100 UNT/ML Prefilled Syringe"), {"insulin"}),
        (concept(text="BD Insulin Syringe 0.5 ML"), set()),
        (concept(text="insulin pen needles 32G"), set()),
        (concept(text="amlodipine 5 MG"), set()),
        (concept(text="statin"), set()),
        (concept(CLINICAL_DRUG), set()),
        (concept(snomed("108600003")), set()),
        (concept(), set()),
    ],
)
def test_a_product_names_its_ingredients_by_code_or_word(product, names):
    assert names == ingredients_of(product)


def test_a_display_names_them_too():
    product = concept(Code(CLINICAL_DRUG.system, CLINICAL_DRUG.code, "lisinopril 10 MG"))

    assert ingredients_of(product) == {"lisinopril"}


def test_classes_share_no_ingredient():
    assert sum(len(drugs.ingredients) for drugs in CLASSES) == len(
        {name for drugs in CLASSES for name in drugs.ingredients}
    )


def test_what_goes_one_at_a_time_lies_within_one_class_and_one_row():
    rows = [name for group in ONE_AT_A_TIME for name in group.ingredients]

    assert len(rows) == len(set(rows))
    assert {name for drugs in CLASSES for name in drugs.ingredients if name not in rows} == {
        "metformin"
    }


@pytest.mark.parametrize(
    ("drugs", "ingredient"),
    [
        (STATINS, "sacubitril"),
        (RAS_ANTAGONISTS, "sacubitril"),
        (DIABETES_MEDICINES, "insulin"),
        (DIABETES_MEDICINES, "acarbose"),
        (DIABETES_MEDICINES, "pramlintide"),
    ],
)
def test_what_excludes_or_is_outside_is_no_member(drugs, ingredient):
    assert drugs.of([ingredient]) == set()
