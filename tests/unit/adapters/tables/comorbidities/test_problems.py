"""Rows of codes that say no condition, or say it again."""

import pytest
from plain_rows import rows

from carecoord.adapters.tables import code_problems
from carecoord.errors import AuthoringError

CODES = {
    "patient": ["p", None, "p", "p", "p", "p", "p", "p", "q"],
    "code": ["I50.9", "I10", " ", "250.00", "E9500", "44054006", "Z", "I50.9", "I50.9"],
}


def named(found, *names):
    return [tuple(row[name] for name in names) for row in rows(found)]


def test_each_row_has_its_problem(made):
    found = code_problems(made(CODES))

    assert named(found, "row", "problem") == [
        (2, "no patient"),
        (3, "no code"),
        (4, "in the shape of ICD-9-CM, not of ICD-10"),
        (5, "in the shape of ICD-9-CM, not of ICD-10"),
        (6, "in the shape of SNOMED CT, not of ICD-10"),
        (7, "not in the shape of an ICD-10 code"),
        (8, "the same as an earlier row"),
    ]
    assert named(found, "patient", "code")[3] == ("p", "E9500")


def test_codes_that_are_not_known(made):
    codes = made({"patient": ["p", "p", "p"], "code": ["i10", "I10.9", "428.0"]})
    found = code_problems(codes, known={"I10", "E11.9"})

    assert named(found, "row", "problem")[0] == (2, "not among the known codes")
    assert len(rows(found)) == 2


def test_codes_of_another_system(made):
    codes = made({"patient": ["p", "p"], "code": ["I10", "I10"], "of": ["ICD-9-CM", "ICD-10"]})

    assert named(code_problems(codes, system="of"), "row", "problem") == [
        (1, "a code of another system")
    ]


def test_a_table_without_problems(made):
    assert rows(code_problems(made({"patient": ["p"], "code": ["I10"]}))) == []


@pytest.mark.parametrize("known", ["I10", [1], 5])
def test_known_codes_are_a_collection_of_texts(made, known):
    with pytest.raises(AuthoringError, match="they are no collection of texts"):
        code_problems(made(CODES), known=known)


def test_columns_of_other_names(made):
    codes = made({"id": ["p"], "dx": ["x"]})

    assert list(rows(code_problems(codes, patient="id", code="dx"))[0]) == [
        *("row", "id", "dx", "problem")
    ]
