"""Diagnoses that keep a stay from being an index stay."""

import pytest

from carecoord.rules.readmission.hospital_wide.code_tables import Exclusion
from carecoord.rules.readmission.hospital_wide.exclusions import IndexExclusion, index_exclusion


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("F329", Exclusion.PSYCHIATRIC),
        ("Z471", Exclusion.REHABILITATION),
        ("C3490", Exclusion.CANCER),
        ("Z5111", Exclusion.CANCER),
    ],
)
def test_a_listed_principal_diagnosis_keeps_a_stay_out(tables, code, reason):
    answer = index_exclusion(tables, code, ["02HV33Z"])

    assert IndexExclusion(excluded=True, reason=reason, codes=(code,)) == answer


def test_cancer_that_was_operated_on_stays_in_and_says_why(tables):
    answer = index_exclusion(tables, "C34.90", ["02HV33Z", "0SRC0J9"])

    expected = IndexExclusion(excluded=False, reason=Exclusion.CANCER, codes=("0SRC0J9",))
    assert expected == answer


@pytest.mark.parametrize("code", ["F329", "Z471"])
def test_surgery_does_not_bring_back_any_other_reason(tables, code):
    assert index_exclusion(tables, code, ["0SRC0J9"]).excluded is True


def test_any_other_diagnosis_stays_in(tables):
    assert IndexExclusion(excluded=False) == index_exclusion(tables, "I50.9", [])


@pytest.mark.parametrize("code", [None, "", "U07.1", "T67.01XA"])
def test_without_a_known_diagnosis_it_cannot_be_told(tables, code):
    assert IndexExclusion(excluded=None) == index_exclusion(tables, code, ["0SRC0J9"])
