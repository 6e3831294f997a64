"""The picture of one patient of a table of stays and their readmissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Unpack

from carecoord.adapters.pictures.cells import rows_of
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.reading import Columns, Names, Read, Row
from carecoord.adapters.pictures.stays.values import TITLE, Episode, Readmission, StaysTimeline
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.keywords import check_count, shown
from carecoord.errors import AuthoringError, InputError

NOT_INDEX = "not an index stay"


def stays_timeline(
    frame: Frame,
    patient: object,
    /,
    *,
    window: int = 30,
    as_of: date | int | None = None,
    title: str = TITLE,
    **names: Unpack[Names],
) -> StaysTimeline:
    """The stays of a patient, each window after an index stay, and the readmission in it.

    Takes the result of `carecoord.adapters.tables.readmissions`, and looks no rule up again:
    whether a stay is an index, who was readmitted and what was planned stand in the table.
    ``window`` is the number of days that it was made with. To ``as_of`` lasts a stay without a
    discharge. Columns for ``kind``, ``reason``, ``chain`` and ``planned`` need not be there.

    Raises: InputError for a patient or column that is missing, AuthoringError for settings
    without meaning, MissingExtra.
    """
    check_count("window", window)
    columns = Columns.of(names)
    table = rows_of(Table.of(frame, "stays timeline"), columns.patient, patient)
    read = Read.of(table, columns, frozenset(names))
    return StaysTimeline(
        title=title,
        episodes=[_episode(chain, read.rows, window) for chain in _chains(read.rows)],
        window=window,
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
        chains.setdefault(row.chain or place, []).append(row)
    return list(chains.values())


def _episode(chain: Sequence[Row], rows: Sequence[Row], window: int) -> Episode:
    """A chain with the window after the stay of it that is an index."""
    index = next((row for row in reversed(chain) if row.index), None)
    stays = [row.stay for row in chain]
    if index is None or index.stay.discharged is None:
        reason = chain[-1].reason or (NOT_INDEX if stays[-1].discharged is not None else "")
        return Episode(stays=stays, reason=reason)
    first = index.stay.discharged
    after = Span(first, first + window + 1)
    found = _readmission(index, first, [row for row in rows if row not in chain], window)
    return Episode(stays=stays, after=after, readmission=found)


def _readmission(
    index: Row, discharged: float, others: Sequence[Row], window: int
) -> Readmission | None:
    """The readmission that the table names, or the planned admission that came first."""
    inside = [row for row in others if 0 <= row.stay.admitted - discharged <= window]
    if not index.readmitted:
        first = next((row for row in inside if row.planned), None)
        return None if first is None else _of(first, discharged)
    named = next((row for row in inside if row.stay.name == index.readmission), None)
    if named is not None:
        return _of(named, discharged)
    if index.days is None:
        raise InputError(
            asked="stays timeline: the readmission of an index stay",
            found="neither its stay nor its day is in the table",
            remedy="Give all rows of the patient, with the columns readmission_stay and days",
        )
    return Readmission(
        admitted=discharged + index.days, days=index.days, name=index.readmission, planned=False
    )


def _of(row: Row, discharged: float) -> Readmission:
    admitted, name = row.stay.admitted, row.stay.name
    return Readmission(
        admitted=admitted, days=admitted - discharged, name=name, planned=row.planned
    )


def _notes(left_out: Counter[str]) -> Iterator[str]:
    for why, count in left_out.items():
        which = "1 stay is" if count == 1 else f"{count} stays are"
        yield f"{which} not drawn: {why}."
