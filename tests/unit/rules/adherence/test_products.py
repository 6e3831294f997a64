import pytest

from carecoord.model.code import Code, concept, rxnorm
from carecoord.rules.adherence.products import instead, product_of, same

NDC = "http://hl7.org/fhir/sid/ndc"


def known(text=None, *codes):
    return product_of(concept(*codes, text=text))


@pytest.mark.parametrize(
    ("wanted", "given", "told"),
    [
        (known("Norvasc", rxnorm("1")), known("amlodipine", rxnorm("1")), True),
        (known("atorvastatin 10 mg"), known("Atorvastatin 80 MG [Lipitor]"), True),
        (known("atorvastatin"), known("simvastatin"), False),
        (known("metformin"), known("sitagliptin / metformin"), True),
        (known("sitagliptin / metformin"), known("metformin"), False),
        (known("amlodipine 5 MG Oral Tablet"), known("AMLODIPINE BESYLATE 10 MG TAB"), True),
        (known("amlodipine 5 MG Oral Tablet"), known("carvedilol 5 MG Oral Tablet"), False),
        (known("losartan potassium"), known("potassium chloride"), False),
        (known("potassium chloride tablet"), known("Potassium Chloride 20 MEQ ER"), True),
        (known("potassium chloride oral tablet"), known("magnesium citrate tablet"), False),
        (known("amlodipine"), known(None, rxnorm("1")), None),
        (known("oral tablet"), known("oral tablet"), None),
        (known(), known("amlodipine"), None),
    ],
)
def test_codes_tell_before_ingredients_and_these_before_names(wanted, given, told):
    assert same(wanted, given) is told


def test_a_display_names_a_product_too():
    given = product_of(concept(Code(NDC, "00071015523", "amlodipine 5 mg")))

    assert same(known("Amlodipine"), given) is True


@pytest.mark.parametrize(
    ("wanted", "given", "told"),
    [
        ("atorvastatin", "rosuvastatin", True),
        ("lisinopril", "losartan", True),
        ("sitagliptin / metformin", "metformin", True),
        ("metformin", "glipizide", False),
        ("amlodipine", "amlodipine", False),
        ("atorvastatin", "losartan", False),
    ],
)
def test_an_ingredient_of_it_or_one_of_its_class_stands_in(wanted, given, told):
    assert instead(known(wanted), known(given)) is told
