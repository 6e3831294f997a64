import pytest

from carecoord.rules.readmission.comorbidity.icd10 import plain


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("I25.2", "I252"),
        ("I252", "I252"),
        (" i25.2 ", "I252"),
        ("I25.", "I25"),
        ("I50", "I50"),
        ("C7A.00", "C7A00"),
        ("S72.8X1G", "S728X1G"),
        ("S728X1G", "S728X1G"),
        ("G63.2*", "G632"),
        ("E10.4+", "E104"),
        ("E10.4\u2020", "E104"),
        ("C50.9!", "C509"),
        ("E90", "E90"),
        ("E14.9", "E149"),
        ("F00.1", "F001"),
    ],
)
def test_however_a_code_is_written(written, bare):
    assert plain(written) == bare


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", ".", "I", "I2", "I2.52", "I25..2", "I25.21111", "I25.2-", "I25 2", "I25.\u00b2"),
        *(
            "250.00",
            "25000",
            "44054006",
            "E950.0",
            "E9500",
            "E91",
            "4280",
            "IX5",
            "\u00c925",
            "None",
        ),
    ],
)
def test_what_has_not_the_shape_is_none(written):
    assert plain(written) == ""
