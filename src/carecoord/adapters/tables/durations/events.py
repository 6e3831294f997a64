"""Rows of events: each piece of a dispensing, with what was found or why nothing was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Any, cast

import attrs

from carecoord.adapters.tables.durations.columns import Columns
from carecoord.adapters.tables.durations.courses import Medicine, Tables
from carecoord.adapters.tables.durations.reading import Key, Rows, whole
from carecoord.adapters.tables.durations.writing import cell_column, day_column
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.rules.adherence.durations.prescription_episodes import dose_changes, interruptions
from carecoord.rules.adherence.durations.records import Episode, Supply

NEVER = "never dispensed"


@attrs.frozen(kw_only=True)
class Line:
    """A row of events: whose it is, the row of the dispensing, and the supply."""

    key: Key
    row: int | None = None
    medicine: Medicine | None = None
    supply: Supply | None = None
    daily_dose: float | None = None
    why: str | None = None


def lines(medicines: Sequence[Medicine], tables: Tables) -> list[Line]:
    """Rows in order of the dispensings, then prescriptions of which nothing was dispensed."""
    found = [line for medicine in medicines for line in _of(medicine)]
    found += [
        Line(key=tables.dispensing.keys[row], row=row, why=why)
        for row, why in tables.dispensing.faults.items()
    ]
    found.sort(key=lambda line: cast("int", line.row))
    dispensed = tables.dispensing.by(whole)
    return found + [
        _never(tables.prescribing, row)
        for key, rows in tables.prescribed.items()
        if key not in dispensed
        for row in rows
    ]


def _of(medicine: Medicine) -> list[Line]:
    if medicine.why is not None:
        return [Line(key=medicine.key, row=row, why=medicine.why) for row in medicine.rows]
    return [
        Line(
            key=medicine.key,
            row=medicine.rows[supply.dispensed],
            medicine=medicine,
            supply=supply,
            daily_dose=supply.daily_dose,
            why=supply.why,
        )
        for supply in medicine.supplies
    ]


def _never(prescribing: Rows, row: int) -> Line:
    fault = prescribing.faults.get(row)
    return Line(
        key=prescribing.keys[row],
        daily_dose=prescribing.numbers["dose"][row],
        why=NEVER if fault is None else f"prescription with {fault}",
    )


@attrs.frozen(kw_only=True)
class Writing:
    """How rows become frames: the kind of frame, the names of columns, dates or numbers."""

    table: Table
    columns: Columns
    dispensing: Rows
    dated: bool

    def who(self, keys: Sequence[Key]) -> dict[str, Any]:
        """The columns of the patient and the medicine."""
        names = (self.columns.patient, *self.columns.drug)
        return {name: cell_column([key[at] for key in keys]) for at, name in enumerate(names)}

    def day(self, values: Sequence[float | None]) -> Any:  # noqa: ANN401
        """A column of days."""
        return day_column(self.table, values, dated=self.dated)

    def events(self, found: Sequence[Line], more: dict[str, Any] | None = None) -> Frame:
        """A frame of events, with further columns."""
        return self.table.made(
            self.who([line.key for line in found]),
            self._dispensed(found),
            self._events(found),
            more or {},
        )

    def _dispensed(self, found: Sequence[Line]) -> dict[str, Any]:
        given = self.dispensing
        amounts = given.numbers["amount"]
        return {
            self.columns.dispensed_on: self.day(
                [None if line.row is None else given.day(line.row) for line in found]
            ),
            self.columns.amount: Numbers(
                [None if line.row is None else amounts[line.row] for line in found]
            ),
            self.columns.daily_dose: Numbers([line.daily_dose for line in found]),
        }

    def _events(self, found: Sequence[Line]) -> dict[str, Any]:
        return {
            "piece": Numbers(_each(found, lambda supply: supply.piece)),
            "starts_on": self.day(_each(found, lambda supply: supply.start)),
            "start_part": Numbers(_each(found, _part)),
            "days": Numbers(_each(found, lambda supply: supply.days)),
            "episode_start": self.day(_episodes(found, lambda episode: episode.start)),
            "episode_end": self.day(_episodes(found, lambda episode: episode.end)),
            "stay_days": Numbers(_each(found, lambda supply: supply.stay_days)),
            "carried_days": Numbers(_each(found, lambda supply: supply.carried_days)),
            "dose_changes": Numbers(_counts(found, dose_changes)),
            "interruptions": Numbers(_counts(found, interruptions)),
            "reason": Texts([line.why for line in found]),
        }

    def episodes(self, medicines: Sequence[Medicine]) -> Frame:
        """A frame of episodes, numbered from 1 for each medicine of a patient."""
        found = [
            (medicine.key, number, episode)
            for medicine in medicines
            for number, episode in enumerate(medicine.episodes, 1)
        ]
        days = [
            None if episode.end is None else episode.end - episode.start for *_, episode in found
        ]
        return self.table.made(
            self.who([key for key, *_ in found]),
            {self.columns.daily_dose: Numbers([episode.daily_dose for *_, episode in found])},
            {
                "episode": Numbers([number for _, number, _ in found]),
                "episode_start": self.day([episode.start for *_, episode in found]),
                "episode_days": Numbers(days),
                "episode_end": self.day([episode.end for *_, episode in found]),
            },
        )


def _part(supply: Supply) -> float | None:
    return None if supply.start is None else supply.start - floor(supply.start)


def _each(found: Sequence[Line], told: Callable[[Supply], float | None]) -> list[float | None]:
    return [None if line.supply is None else told(line.supply) for line in found]


def _episodes(found: Sequence[Line], told: Callable[[Episode], float | None]) -> list[float | None]:
    return _each(found, lambda supply: None if supply.episode is None else told(supply.episode))


def _counts(
    found: Sequence[Line], counted: Callable[[Sequence[Episode]], int]
) -> list[float | None]:
    return [None if line.medicine is None else counted(line.medicine.episodes) for line in found]
