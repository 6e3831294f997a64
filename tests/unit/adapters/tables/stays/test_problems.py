"""What is wrong with rows of a table of stays."""

from datetime import date

import polars as pl
import pytest
from plain_rows import rows
from small_tables import BYPASS, PNEUMONIA, TABLES, columns, stay

from carecoord.adapters.tables import stay_problems


def found(*stays, made=pl.DataFrame, **settings):
    given = {"tables": TABLES, **settings}
    return rows(stay_problems(made(columns(*stays)), **given))


def told(*stays, **settings):
    return [(row["row"], row["problem"]) for row in found(*stays, **settings)]


def test_each_problem_with_its_row_in_every_kind_of_frame(made, engine):
    table = [
        stay("a", 0, 4),
        stay("b", 9, 1),
        stay("c", 20, 22, principal_diagnosis="4280", procedures=f"{BYPASS}|99213"),
    ]

    assert found(*table, made=made, engine=engine) == [
        {
            "row": 2,
            "patient": "p",
            "stay": "b",
            "problem": "discharged before admission",
            "code": None,
        },
        {
            "row": 3,
            "patient": "p",
            "stay": "c",
            "problem": "a principal diagnosis that looks like ICD-9-CM",
            "code": "4280",
        },
        {
            "row": 3,
            "patient": "p",
            "stay": "c",
            "problem": "a procedure that looks like CPT",
            "code": "99213",
        },
    ]


def test_a_table_without_problems(made):
    assert found(stay("a", 0, 4), stay("b", 10, 12), made=made) == []


@pytest.mark.parametrize(
    ("others", "problem"),
    [
        ({"patient": None}, "no patient"),
        ({"stay": None}, "no name of the stay"),
        ({"admitted_on": None}, "no day of admission that can be read"),
        ({"discharged_on": None}, "no day of discharge that can be read"),
        ({"disposition": None}, "no disposition"),
        ({"disposition": "99"}, "a disposition that is not known"),
        ({"principal_diagnosis": None}, "no principal diagnosis"),
        ({"principal_diagnosis": " "}, "no principal diagnosis"),
        ({"hospital": None}, "no hospital"),
        ({"kind": "hotel"}, "a kind of stay that is not known"),
        ({"birth_date": None}, "age not known"),
        ({"age": None}, "age not known"),
        ({"enrolled_from": None}, "first day of enrolment not known"),
        ({"died_on": date(2023, 1, 10)}, "begins after the day of death"),
        ({"principal_diagnosis": "A000"}, "a principal diagnosis that is not in the tables"),
        ({"principal_diagnosis": "84114007"}, "a principal diagnosis that looks like SNOMED CT"),
        ({"principal_diagnosis": "?"}, "a principal diagnosis that is not written like ICD-10-CM"),
        ({"procedures": "0000000"}, "a procedure that is not in the tables"),
        ({"procedures": "3995"}, "a procedure that looks like ICD-9-CM"),
        ({"procedures": "G0463"}, "a procedure that looks like HCPCS"),
        ({"procedures": "73761001"}, "a procedure that looks like SNOMED CT"),
        ({"procedures": "bypass"}, "a procedure that is not written like ICD-10-PCS"),
    ],
)
def test_a_problem_of_one_row(others, problem):
    assert told(stay("a", 10, 14, **others)) == [(1, problem)]


@pytest.mark.parametrize(
    "others",
    [
        {"kind": "observation"},
        {"kind": "rehabilitation"},
        {"died_on": date(2023, 1, 11)},
        {"died_on": None},
        {"enrolled_until": None},
        {"disposition": "07"},
        {"age": 30},
        {"principal_diagnosis": "j18.9"},
        {"procedures": None},
    ],
)
def test_what_is_no_problem(others):
    assert told(stay("a", 10, 14, **others)) == []


def test_dates_that_cannot_be_read():
    names = ("birth_date", "enrolled_from", "enrolled_until", "died_on")
    table = stay("a", "2023-01-11", "2023-13-45", **dict.fromkeys(names, "soon"))

    assert told(table) == [
        (1, "age not known"),
        (1, "first day of enrolment not known"),
        (1, "no day of discharge that can be read"),
        (1, "the birth date cannot be read"),
        (1, "the day of death cannot be read"),
        (1, "the first day of enrolment cannot be read"),
        (1, "the last day of enrolment cannot be read"),
    ]


def test_stays_that_overlap_are_told_by_the_one_that_begins_later():
    table = [stay("a", 0, 4), stay("b", 3, 9, hospital="B"), stay("c", 9, 12)]

    assert told(*table) == [(2, "begins before an earlier stay of the patient ended")]


def test_an_overlap_for_the_same_condition_is_told_too():
    assert told(stay("a", 0, 4), stay("b", 3, 9)) == [
        (2, "begins before an earlier stay of the patient ended")
    ]


def test_an_observation_may_overlap():
    table = [stay("a", 0, 4, kind="inpatient"), stay("b", 3, 9, kind="observation", hospital="B")]

    assert told(*table) == [(2, "begins before an earlier stay of the patient ended")]


def test_rows_that_are_the_same():
    table = [stay("a", 0, 4), stay("a", 0, 4), stay("b", 20, 22), stay("b", 40, 42)]

    assert told(*table) == [
        (2, "the patient has another stay of this name"),
        (2, "the same hospital and days as another row"),
        (4, "the patient has another stay of this name"),
    ]


def test_stays_of_two_patients_may_have_one_name():
    assert told(stay("a", 0, 4), stay("a", 0, 4, patient="q")) == []


def test_without_tables_only_the_form_of_codes_is_looked_at():
    table = stay("a", 0, 4, principal_diagnosis="Z999", procedures="0000000|x|")
    other = stay("b", 10, 14, principal_diagnosis="4280")

    assert told(table, other, tables=None) == [
        (1, "a procedure that is not written like ICD-10-PCS"),
        (2, "a principal diagnosis that looks like ICD-9-CM"),
    ]


def test_codes_of_a_year():
    assert told(stay("a", 0, 4, principal_diagnosis="V5789"), tables=None, year=2021) == [
        (1, "a principal diagnosis that looks like ICD-9-CM")
    ]
    assert told(stay("a", 0, 4, principal_diagnosis=PNEUMONIA), tables=None, year=2019) == []


def test_an_unknown_code_is_told_once_for_a_stay():
    table = stay("a", 0, 4, procedures="0000000|0000000")

    assert [row["code"] for row in found(table)] == ["0000000"]


def test_procedures_of_a_frame(made):
    procedures = made({"stay": ["b", "b", "x"], "procedure": ["0000000", "0000000", BYPASS]})
    table = [stay("a", 0, 4), stay("b", 10, 14)]

    assert [
        (row["row"], row["stay"], row["problem"], row["code"])
        for row in found(*table, made=made, procedures=procedures)
    ] == [
        (2, "b", "a procedure that is not in the tables", "0000000"),
        (None, None, "a procedure of a stay that is not in the table", None),
    ]


def test_procedures_that_are_not_looked_at():
    assert told(stay("a", 0, 4, procedures="x"), procedures=None) == []
