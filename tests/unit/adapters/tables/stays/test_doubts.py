"""What a row that cannot be used leaves open for the index stays of its patient."""

import polars as pl
import pytest
from plain_rows import rows
from small_tables import CHEMOTHERAPY, FAILURE, LAST_DAY, TABLES, columns, stay

from carecoord.adapters.tables import readmissions

NOT_KNOWN = (None, None, None, None)
NONE = (0, 0, None, None)


def told(*stays, engine="python"):
    """Of the first stay: readmitted, unplanned_readmission, readmission_stay and days."""
    frame = pl.DataFrame(columns(*stays))
    first = rows(readmissions(frame, tables=TABLES, until=LAST_DAY, engine=engine))[0]
    assert first["index"] is True
    return tuple(
        first[name] for name in ("readmitted", "unplanned_readmission", "readmission_stay", "days")
    )


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize(
    "other",
    [
        stay("a", None, 18),
        stay("a", None, None),
        stay("a", 12, 9),
        stay("a", 90, 20),
        stay("a", 20, 21, kind="inpatinet"),
        stay("a", None, 124),
    ],
)
def test_the_patient_may_have_come_back_with_it(engine, other):
    assert told(stay("x", 0, 4, kind="inpatient"), other, engine=engine) == NOT_KNOWN


@pytest.mark.parametrize(
    "other",
    [
        stay("a", None, 3),
        stay("a", None, 125),
        stay("a", 40, 3),
        stay("a", 35, 36, kind="inpatinet"),
        stay("a", 20, 15, kind="observation"),
        stay("a", None, 15, kind="psychiatric"),
        stay("a", None, 15, patient="somebody else"),
        stay("a", None, 15, patient=None),
    ],
)
def test_it_leaves_nothing_open_when_it_cannot_have_been(other):
    assert told(stay("x", 0, 4, kind="inpatient"), other) == NONE


def test_what_may_have_come_before_an_admission_leaves_open_what_that_was():
    back = stay("back", 10, 12, principal_diagnosis=FAILURE)

    assert told(stay("x", 0, 4), back, stay("a", None, 7)) == (1, None, "back", 6)
    assert told(stay("x", 0, 4), back, stay("a", 11, 3)) == (1, 1, "back", 6)


def test_a_planned_admission_may_not_have_been_the_first():
    planned = stay("planned", 10, 12, principal_diagnosis=CHEMOTHERAPY)

    assert told(stay("x", 0, 4), planned) == (1, 0, None, None)
    assert told(stay("x", 0, 4), planned, stay("a", None, 8)) == (1, None, "planned", 6)
