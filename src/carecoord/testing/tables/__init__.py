"""Drawn tables as charts: one row per fact, an empty cell for what nobody wrote down.

A table is a text. Its first line names the columns, bars part the cells:

>>> from carecoord.testing.tables import chart
>>> drawn = '''
... code   | on         | value | unit
... 4548-4 | 2026-01-10 | 7.2   | %
... '''
>>> chart({"observations": drawn}).observations[0].value.value
Decimal('7.2')

Codes stand bare where the list and their form tell the system, else behind its name
(``cpt:99213``) or its URL (``http://system#code``). Spans have their last day inside. A list that
is not given was never asked for; an empty one was asked for and is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

from carecoord.errors import AuthoringError, RecordError
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.patient import Patient
from carecoord.testing.tables import agreed, history, planned
from carecoord.testing.tables.cells import coded, moment
from carecoord.testing.tables.placing import culprits, placed
from carecoord.testing.tables.row import Row, grid, rows

MAKERS: Mapping[str, Callable[[str, Row], Fact]] = {
    "answers": history.answers,
    "appointments": planned.appointment,
    "authorizations": planned.authorization,
    "care_plans": agreed.care_plan,
    "communications": planned.communication,
    "conditions": history.condition,
    "consents": planned.consent,
    "coverages": planned.coverage,
    "devices": history.device,
    "encounters": history.encounter,
    "fills": history.fill,
    "goals": agreed.goal,
    "holds": planned.hold,
    "immunizations": history.immunization,
    "observations": history.observation,
    "orders": planned.order,
    "prescriptions": history.prescription,
    "procedures": history.procedure,
    "programs": planned.program,
    "social_history": history.social_history,
    "tasks": planned.task,
}
"""How a row of each list becomes a fact."""

__all__ = ["MAKERS", "Row", "chart", "facts", "moment", "rows"]


def chart(
    tables: Mapping[str, str],
    *,
    born: str | None = None,
    deceased: str | bool | None = None,
    gender: str | None = None,
    sex: str | None = None,
) -> Chart:
    """A chart of the given lists, of one patient.

    The facts of a list are called by its first letter and their row: ``e1``, ``e2`` …

    Raises:
        AuthoringError: a table cannot be read; it says which row.
    """
    with placed("patient, born"):
        birth_date = moment(born)
    with placed("patient, deceased"):
        died = deceased if isinstance(deceased, bool) else moment(deceased)
    with placed("patient, sex"):
        recorded = coded(sex, "snomed")
    patient = Patient(birth_date=birth_date, deceased=died, gender=gender, sex=recorded)
    # Each list by its name: their types differ.
    lists: dict[str, Any] = {name: facts(name, table) for name, table in tables.items()}
    return Chart(key="p1", patient=patient, **lists)


def facts(name: str, table: str) -> tuple[Fact, ...]:
    """The facts of one list.

    Raises:
        AuthoringError: the table cannot be read, or no list has this name.
    """
    if name not in MAKERS:
        near = get_close_matches(name, MAKERS, n=1)
        raise AuthoringError(
            asked=f"a table of {name!r}",
            found="no list of a chart that can be drawn has this name",
            remedy=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(MAKERS)}",
        )
    columns, drawn = grid(table, name)
    if columns and not drawn:
        _refuse_columns(name, columns)
    return tuple(_fact(name, number, row) for number, row in enumerate(drawn, 1))


def _refuse_columns(name: str, columns: tuple[str, ...]) -> None:
    """Refuse a wrong column where no row would tell of it."""
    row = Row(dict.fromkeys(columns))
    with suppress(AuthoringError, RecordError):  # of a cell, since all are empty
        MAKERS[name](name, row)
    with placed(f"the first line of {name}"):
        row.refuse_lacking()
        row.refuse_unread()


def _fact(name: str, number: int, row: Row) -> Fact:
    def make(given: Row) -> Fact:
        made = MAKERS[name](f"{name[0]}{number}", given)
        given.refuse_unread()
        return made

    try:
        return make(row)
    except (AuthoringError, RecordError) as error:
        with placed(f"row {number} of {name}{culprits(make, row, error)}"):
            raise
