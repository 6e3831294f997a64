"""The picture of one patient of a table of stays and their readmissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Unpack

import attrs

from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.columns import Columns, Names
from carecoord.adapters.pictures.stays.reading import Read, Row, Tables
from carecoord.adapters.pictures.stays.values import (
    TITLE,
    Episode,
    Readmission,
    Stay,
    StaysTimeline,
)
from carecoord.adapters.tables.frames import Frame
from carecoord.adapters.tables.keywords import check_count, shown
from carecoord.errors import AuthoringError, InputError

NOT_INDEX = "not an index stay"


def stays_timeline(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    patient: object,
    /,
    *,
    results: Frame | None = None,
    window_days: int = 30,
    as_of: date | int | None = None,
    title: str = TITLE,
    **names: Unpack[Names],
) -> StaysTimeline:
    """The stays of a patient, the window after each index stay, and the readmission in it.

    ``frame`` is what `carecoord.adapters.tables.readmissions` was given, ``results`` what it gave
    back, row by row; without them the frame has the columns of both. No rule is looked up again:
    which stay is an index, who was readmitted and what was planned stand in the results.
    ``window_days`` is what they were made with. A stay without a discharge lasts to ``as_of``.
    ``names`` are those of columns, where they are not the usual ones.

    Raises: InputError for a patient or column that is missing, AuthoringError for settings
    without meaning, MissingExtra.
    """
    check_count("window_days", window_days)
    columns = Columns.of(names)
    tables = Tables.of(frame, results, columns, patient)
    read = Read.of(tables, columns, frozenset(names))
    return StaysTimeline(
        title=title,
        episodes=[_episode(chain, read.rows, window_days) for chain in _chains(read.rows)],
        window_days=window_days,
        notes=list(_notes(read.left_out)),
        dated=read.dated,
        today=_today(as_of, dated=read.dated),
    )


def _today(as_of: date | int | None, *, dated: bool) -> float | None:
    if as_of is None:
        return None
    if isinstance(as_of, date) is not dated:
        raise AuthoringError(
            asked=f"as_of={shown(as_of)}",
            found=f"the days of the table are {'dates' if dated else 'whole numbers'}",
            remedy="Give a day of the same kind",
        )
    return as_of.toordinal() if isinstance(as_of, date) else as_of


def _chains(rows: Sequence[Row]) -> list[list[Row]]:
    """Stays that transfers join stand together, in order of the first."""
    chains: dict[object, list[Row]] = {}
    for place, row in enumerate(rows):
        chains.setdefault(row.episode or place, []).append(row)
    return list(chains.values())


def _episode(chain: Sequence[Row], rows: Sequence[Row], window_days: int) -> Episode:
    """A chain with the window after the stay of it that is an index."""
    index = next((row for row in reversed(chain) if row.index), None)
    if index is None or index.stay.discharged is None:
        return Episode(stays=[_reasoned(row) for row in chain])
    first = index.stay.discharged
    return Episode(
        stays=[_reasoned(row) for row in chain],
        after=Span(first, first + window_days + 1),
        readmission=_readmission(
            index, first, [row for row in rows if row not in chain], window_days
        ),
    )


def _reasoned(row: Row) -> Stay:
    """The stay with the reason that it is no index; one that lasts needs none."""
    ended = row.stay.discharged is not None
    usual = NOT_INDEX if ended and not row.index else ""
    return attrs.evolve(row.stay, reason=row.why_not or usual)


def _readmission(
    index: Row, discharged: float, others: Sequence[Row], window_days: int
) -> Readmission | None:
    """The admission that the results tell of; of a planned one they do not say which it was."""
    if not (index.readmitted or index.unplanned):
        return None
    planned = None if index.unplanned is None else not index.unplanned
    inside = [row for row in others if 0 <= row.stay.admitted - discharged <= window_days]
    if index.readmission:
        inside = [row for row in inside if row.stay.name == index.readmission]
    elif planned:
        inside = [row for row in inside if row.planned]
    if inside:
        admitted, name = inside[0].stay.admitted, inside[0].stay.name
        return Readmission(
            admitted=admitted, days=admitted - discharged, name=name, planned=planned
        )
    if index.days is None:
        raise InputError(
            asked="stays timeline: the readmission of an index stay",
            found="neither its stay nor its day is in the table",
            remedy="Give all rows of the patient, with the columns readmission_stay and days",
        )
    admitted = discharged + index.days
    return Readmission(admitted=admitted, days=index.days, name=index.readmission, planned=planned)


def _notes(left_out: Counter[str]) -> Iterator[str]:
    for why, count in left_out.items():
        which = "1 stay is" if count == 1 else f"{count} stays are"
        yield f"{which} not drawn: {why}."
