"""Planned or not: CMS's planned readmission algorithm, step by step."""

import pytest

from carecoord.rules.readmission.hospital_wide.planned import Planned, PlannedBy, planned


def test_a_procedure_that_is_always_planned_decides_whatever_the_diagnosis(tables):
    """A transplant in any position, even with an acute principal diagnosis."""
    answer = planned(tables, "A419", ["02HV33Z", "30243G2"])

    assert Planned(planned=True, rule=PlannedBy.PR1, codes=("30243G2",)) == answer


@pytest.mark.parametrize("code", ["Z5111", "Z471"])
def test_a_principal_diagnosis_that_is_always_planned_decides_next(tables, code):
    """Maintenance chemotherapy and rehabilitation."""
    answer = planned(tables, code, ["0SRC0J9"])

    assert Planned(planned=True, rule=PlannedBy.PR2, codes=(code,)) == answer


def test_a_potentially_planned_procedure_is_planned_without_an_acute_diagnosis(tables):
    answer = planned(tables, "M1711", ["02HV33Z", "0SRC0J9"])

    assert Planned(planned=True, rule=PlannedBy.PR3_NOT_ACUTE, codes=("0SRC0J9",)) == answer


def test_a_potentially_planned_procedure_may_be_listed_by_its_code_alone(tables):
    """The category is too wide, or the code has none."""
    answer = planned(tables, "M1711", ["0WQF0ZZ"])

    assert Planned(planned=True, rule=PlannedBy.PR3_NOT_ACUTE, codes=("0WQF0ZZ",)) == answer


@pytest.mark.parametrize("code", ["A419", "I509", "T6701XA"])
def test_a_potentially_planned_procedure_is_unplanned_with_an_acute_diagnosis(tables, code):
    """Acute by category, by code, or by a code that has no category."""
    answer = planned(tables, code, ["0SRC0J9", "3E04305"])

    expected = Planned(planned=False, rule=PlannedBy.ACUTE, codes=(code, "0SRC0J9", "3E04305"))
    assert expected == answer


@pytest.mark.parametrize("procedures", [[], ["02HV33Z"], ["", " "]])
def test_without_a_listed_procedure_a_stay_is_unplanned(tables, procedures):
    answer = planned(tables, "M1711", procedures)

    assert Planned(planned=False, rule=PlannedBy.NO_PLANNED_PROCEDURE) == answer


@pytest.mark.parametrize("missing", [None, "", "  "])
def test_without_a_principal_diagnosis_it_cannot_be_told(tables, missing):
    """The diagnosis that is missing may be one that is always planned."""
    assert Planned(planned=None, rule=PlannedBy.DIAGNOSIS_MISSING) == planned(tables, missing, [])


def test_a_transplant_is_planned_without_a_principal_diagnosis(tables):
    answer = planned(tables, None, ["30243G2"])

    assert Planned(planned=True, rule=PlannedBy.PR1, codes=("30243G2",)) == answer


def test_with_a_principal_diagnosis_that_the_tables_do_not_know_it_cannot_be_told(tables):
    answer = planned(tables, "U07.1", ["0SRC0J9"])

    expected = Planned(planned=None, rule=PlannedBy.DIAGNOSIS_UNKNOWN, unknown_codes=("U071",))
    assert expected == answer


def test_unknown_codes_are_listed_and_count_for_nothing(tables):
    answer = planned(tables, "u07.1", ["XW0DXM6", "30243g2", "XW0DXM6"])

    assert PlannedBy.PR1 is answer.rule
    assert answer.unknown_codes == ("U071", "XW0DXM6")


def test_a_procedure_that_only_a_list_of_surgery_knows_is_not_unknown(tables):
    assert planned(tables, "M1711", ["0DV64CZ"]).unknown_codes == ()


@pytest.mark.parametrize("code", ["M1711", "M17.11", " m17.11 ", "m1711"])
def test_dots_letter_case_and_blanks_do_not_matter(tables, code):
    assert PlannedBy.PR3_NOT_ACUTE is planned(tables, code, [" 0srC0j9"]).rule


def test_a_procedure_that_was_done_twice_is_named_once(tables):
    assert planned(tables, "M1711", ["0SRC0J9", "0src0j9"]).codes == ("0SRC0J9",)
