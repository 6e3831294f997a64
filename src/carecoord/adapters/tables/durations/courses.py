"""Durations of every patient and medicine, each for itself; a fault costs its own only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.durations.reading import Key, Rows, person, whole
from carecoord.adapters.tables.durations.settings import Switch, Way
from carecoord.rules.adherence.durations.course import Course, Ways
from carecoord.rules.adherence.durations.event_durations import supplies
from carecoord.rules.adherence.durations.prescription_episodes import Visits, episodes
from carecoord.rules.adherence.durations.records import (
    UNPRESCRIBED,
    Dispensed,
    Episode,
    Prescribed,
    Stay,
    Supply,
)


@attrs.frozen(kw_only=True)
class Settings:
    """How durations are computed."""

    split: Switch
    renewed: Switch
    interruption: Way
    during_stays: Way
    from_first_dispensing: bool
    carry_over: bool

    def ways(self, row: int) -> tuple[Ways, bool] | None:
        """What holds for a medicine, by a row of it, and whether each visit renews it.

        None where a column cannot be read.
        """
        split, renewed = self.split.at(row), self.renewed.at(row)
        interruption = self.interruption.at(row)
        if split is None or renewed is None or interruption is None:
            return None
        return Ways(split=split, interruption=interruption, carry_over=self.carry_over), renewed

    @property
    def columns(self) -> str:
        """The columns that say what holds for a medicine, for a message."""
        asked = (self.split, self.renewed, self.interruption)
        return ", ".join(one.name for one in asked if one.name)


@attrs.frozen(kw_only=True)
class Medicine:
    """What one patient was given of one medicine.

    ``rows`` are those of the dispensings that can be used, in the table's order; ``supplies`` name
    a place among them. Without supplies, ``why`` says what stood in the way.
    """

    key: Key
    rows: Sequence[int]
    episodes: Sequence[Episode] = ()
    supplies: Sequence[Supply] = ()
    stays: Sequence[Stay] = ()
    carried_over: bool = False
    why: str | None = None


@attrs.frozen(kw_only=True)
class Tables:
    """The tables as rows, and which rows of prescriptions and of stays are whose."""

    dispensing: Rows
    prescribing: Rows
    stays: Rows | None
    prescribed: Mapping[Key, Sequence[int]]
    visits: Mapping[Key, Mapping[int, Prescribed]]
    stayed: Mapping[Key, Sequence[int]]

    @classmethod
    def of(cls, dispensing: Rows, prescribing: Rows, stays: Rows | None) -> Tables:
        """Of tables that were read."""
        people = prescribing.by(person)
        return cls(
            dispensing=dispensing,
            prescribing=prescribing,
            stays=stays,
            prescribed=prescribing.by(whole),
            visits={who: _prescriptions(prescribing, rows) for who, rows in people.items()},
            stayed={} if stays is None else stays.by(person),
        )

    def medicines(self, settings: Settings) -> list[Medicine]:
        """Every patient and medicine that was dispensed, in order of appearance."""
        usable = [
            (key, [row for row in rows if row not in self.dispensing.faults])
            for key, rows in self.dispensing.by(whole).items()
        ]
        return [self._medicine(key, rows, settings) for key, rows in usable if rows]

    def _medicine(self, key: Key, rows: Sequence[int], settings: Settings) -> Medicine:
        why = self._fault(key)
        held = settings.ways(rows[0])
        stays = self._stays(key, settings.during_stays)
        if why is None and held is None:
            why = f"{settings.columns} cannot be read"
        if why is None and stays is None:
            why = f"{settings.during_stays.name} of a stay cannot be read"
        if why is not None or held is None or stays is None:
            return Medicine(key=key, rows=rows, why=why)
        amounts = self.dispensing.numbers["amount"]
        dispensed = [Dispensed(self.dispensing.days[row], amounts[row]) for row in rows]
        ways, renewed = held
        written = self.visits[person(key)]
        found = episodes(
            [written[row] for row in self.prescribed[key]],
            Visits.of(written.values()),
            renewed=renewed,
            first_dispensed=min(one.day for one in dispensed)
            if settings.from_first_dispensing
            else None,
        )
        course = Course.of(found, stays, ways)
        return Medicine(
            key=key,
            rows=rows,
            episodes=found,
            supplies=supplies(dispensed, course),
            stays=course.stays,
            carried_over=ways.interruption == "carryover",
        )

    def _fault(self, key: Key) -> str | None:
        """What is wrong with the prescriptions of a medicine or the stays of its patient."""
        if key not in self.prescribed:
            return UNPRESCRIBED
        why = self.prescribing.told(self.prescribed[key], "prescriptions")
        if why is None and self.stays is not None:
            why = self.stays.told(self.stayed.get(person(key), ()), "stays")
        return why

    def _stays(self, key: Key, way: Way) -> list[Stay] | None:
        """The stays that touch a medicine; None if one does not say how supply is used."""
        if self.stays is None:
            return []
        found: list[Stay] = []
        for row in self.stayed.get(person(key), ()):
            named = zip(self.stays.keys[row], key, strict=True)
            if any(mine is not None and mine != its for mine, its in named):
                continue
            handling = way.at(row)
            if handling is None:
                return None
            end = int(self.stays.numbers["end"][row])
            found.append(Stay(self.stays.days[row], end, handling))
        return found


def _prescriptions(table: Rows, rows: Sequence[int]) -> dict[int, Prescribed]:
    """The prescriptions of a patient, by their rows.

    Where a visit has no number, the days of the patient's prescriptions are the visits.
    """
    usable = [row for row in rows if table.days[row] != cells.NO_DAY]
    numbers = {row: table.numbers["visit"][row] for row in usable}
    if any(number != number for number in numbers.values()):  # noqa: PLR0124  not a number
        days = sorted({table.days[row] for row in usable})
        numbers = {row: float(days.index(table.days[row])) for row in usable}
    return {
        row: Prescribed(
            day=table.days[row],
            visit=int(numbers[row]),
            daily_dose=table.numbers["dose"][row],
            days=_known(table.numbers["days"][row]),
        )
        for row in usable
    }


def _known(number: float) -> float | None:
    return None if number != number else number  # noqa: PLR0124  not a number
