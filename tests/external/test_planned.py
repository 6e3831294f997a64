"""The planned readmission algorithm on the cases of others, by the packaged tables.

A column ``expected_planned_praYYYY`` is what the tables of that reporting year say; a year that is
not packaged fails by name, and so does a column that is not known here.
"""

from __future__ import annotations

import csv
import re

import pytest

from carecoord.adapters.tables import reference
from carecoord.rules.readmission.hospital_wide.code_tables import plain_code
from carecoord.rules.readmission.hospital_wide.planned import PlannedBy, planned

EXPECTED = "expected_planned"
"""Without a year it is the answer of 2021, as the folder's README says."""
YEAR_OF_THE_REST = 2021
KNOWN = {
    "id",
    "principal_dx",
    "dx_ccs",
    "procedures",
    "procedure_ccs",
    EXPECTED,
    "rule",
    "table_version",
    "source",
}
RULES = {
    "PR1": PlannedBy.PR1,
    "PR2": PlannedBy.PR2,
    "PR3_nonacute": PlannedBy.PR3_NOT_ACUTE,
    "acute": PlannedBy.ACUTE,
    "no_planned_procedure": PlannedBy.NO_PLANNED_PROCEDURE,
}
BY_YEAR = re.compile(r"(\d{4})=\(\d, '(\w+)'\)")


@pytest.fixture(scope="module")
def cases(data):
    text = (data / "readmission/results/planned.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    return rows


@pytest.fixture(scope="module")
def years(cases):
    columns = {name: re.fullmatch(rf"{EXPECTED}_pra(\d{{4}})", name) for name in cases[0]}
    unknown = [name for name, year in columns.items() if year is None and name not in KNOWN]
    assert unknown == [], "columns that this test does not know"
    found = {int(year[1]): name for name, year in columns.items() if year}
    assert found
    return found


def answer(case, year):
    tables = reference.hospital_wide(year)
    return planned(tables, case["principal_dx"], case["procedures"].split("|"))


def rules_by_year(case, years):
    """The rule that a case names for each year: one for all that agree, or one for each."""
    apart = {int(year): rule for year, rule in BY_YEAR.findall(case["table_version"])}
    agree = [int(year) for year in re.findall(r"\d{4}", case["table_version"])]
    return apart or {year: case["rule"] for year in agree if year in years}


def test_every_case_is_planned_or_not_as_it_was_worked_out_for_each_year(cases, years):
    wrong = [
        (case["id"], year)
        for year, column in years.items()
        for case in cases
        if answer(case, year).planned is not {"1": True, "0": False}[case[column]]
    ]

    assert wrong == []


def test_the_column_without_a_year_is_that_of_the_last_tables(cases):
    wrong = [
        case["id"]
        for case in cases
        if answer(case, YEAR_OF_THE_REST).planned is not {"1": True, "0": False}[case[EXPECTED]]
    ]

    assert wrong == []


def test_every_case_is_decided_by_the_step_that_was_named(cases, years):
    compared = [
        (case["id"], year, RULES[rule], answer(case, year).rule)
        for case in cases
        for year, rule in rules_by_year(case, years).items()
    ]

    assert compared
    assert [one for one in compared if one[2] is not one[3]] == []


def test_every_code_of_the_cases_is_of_the_category_that_was_noted(cases, years):
    for year in years:
        tables = reference.hospital_wide(year)
        for case in cases:
            codes = [plain_code(code) for code in case["procedures"].split("|") if code]
            found = "|".join(str(tables.procedure_ccs.get(code)) for code in codes)
            diagnosis = tables.diagnosis_ccs.get(plain_code(case["principal_dx"]))
            assert (case["dx_ccs"], case["procedure_ccs"]) == (str(diagnosis), found), case["id"]


def test_the_cases_know_of_no_code_that_the_tables_do_not(cases, years):
    assert [case["id"] for case in cases for y in years if answer(case, y).unknown_codes] == []
