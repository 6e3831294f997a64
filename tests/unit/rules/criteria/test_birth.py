"""The birth as what a schedule starts from."""

from datetime import date

import pytest

from carecoord.model import PartialDate
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.birth import Birth
from carecoord.rules.engine.occurrence import named

BORN = date(2026, 2, 20)


def test_it_is_one_fact_of_the_day(frame):
    found = frame(born=BORN).rows(Birth())

    (row,) = found.sure
    assert (row.start_low, row.end_high) == (BORN.toordinal(), BORN.toordinal())
    assert row.fact.known_on == BORN


def test_without_a_birth_date_it_is_missing(frame):
    found = frame().rows(Birth())

    assert (found.sure, found.maybe, found.missing) == ([], [], ("birth date",))


def test_of_a_month_it_may_be_any_day(frame):
    found = frame(born=PartialDate(2026, 2)).rows(Birth())

    (row,) = found.maybe
    assert (found.sure, row.end_high - row.start_low) == ([], 27)


def test_neither_key_nor_evidence_nor_repr_tells_the_day(frame):
    (row,) = frame(born=BORN).rows(Birth()).sure
    ((name, _),) = named([row])

    assert name == "BornOn:uncoded:undated:1"
    assert refer(row).on is None
    assert "2026" not in repr(row.fact)


def test_it_is_called_birth():
    assert str(Birth()) == "birth"


@pytest.mark.parametrize("born", [BORN, None])
def test_it_does_not_depend_on_another_fact(frame, born):
    assert Birth().per_row is False
    assert len(frame(born=born).rows(Birth()).sure) == (born is not None)
