"""Fills of a table, sorted by patient and day; rows that cannot be used have a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypedDict

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.coding import coded
from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import check_keywords

NO_PATIENT = "no patient"
NO_DATE = "no date that can be read"
NO_SUPPLY = "no days' supply above 0"
NO_DRUG = "no drug"
NO_DOSE = "no daily dose above 0"


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones."""

    patient: str
    filled_on: str
    days_supply: str
    drug: str | None
    daily_dose: str | None
    date_format: str | None


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of a table of fills are called; None for one that is not looked at."""

    patient: str = "patient"
    filled_on: str = "filled_on"
    days_supply: str = "days_supply"
    drug: str | None = "drug"
    daily_dose: str | None = "daily_dose"
    date_format: str | None = None

    @classmethod
    def of(cls, names: Names) -> Columns:
        """Columns by what the caller calls them.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        return cls(**names)

    def __attrs_post_init__(self) -> None:
        """Refuse a form of dates that says too little.

        Raises: AuthoringError.
        """
        cells.check_form(self.date_format)


@attrs.frozen(kw_only=True)
class Fills:
    """Fills as they stand in the table, each column a sequence; codes are numbers from 0.

    ``bad`` has the reason for each row that cannot be used. ``patients`` are the rows in which each
    patient appears first.
    """

    patient: Sequence[int]
    day: Sequence[int]
    length: Sequence[float]
    drug: Sequence[int] | None
    dose: Sequence[float] | None
    dated: bool
    drugs: list[int]
    patients: list[int]
    bad: dict[int, str]

    @classmethod
    def of(cls, table: Table, columns: Columns) -> Fills:
        """Read the columns.

        Raises: InputError for a column that is missing.
        """
        patient, patients = coded(table.column(columns.patient, "the patient"))
        filled = table.column(columns.filled_on, "the day of the fill")
        day, dated = cells.days(filled, columns.date_format)
        length = cells.numbers(table.column(columns.days_supply, "days' supply"))
        drug, drugs, dose = None, list[int](), None
        if columns.drug is not None:
            drug, drugs = coded(table.column(columns.drug, "the drug"))
        if columns.daily_dose is not None:
            dose = cells.numbers(table.column(columns.daily_dose, "the daily dose"))
        bad: dict[int, str] = {}
        _mark(bad, cells.below(patient, 0), NO_PATIENT)
        _mark(bad, cells.below(day, cells.NO_DAY + 1), NO_DATE)
        _mark(bad, cells.not_above(length, 0), NO_SUPPLY)
        _mark(bad, cells.below(drug, 0) if drug is not None else (), NO_DRUG)
        _mark(bad, cells.not_above(dose, 0) if dose is not None else (), NO_DOSE)
        return cls(
            patient=patient,
            day=day,
            length=length,
            drug=drug,
            dose=dose,
            dated=dated,
            drugs=drugs,
            patients=patients,
            bad=bad,
        )

    @property
    def spoiled(self) -> set[int]:
        """The codes of patients who have a row that cannot be used; -1 for rows of nobody."""
        return {int(self.patient[row]) for row in self.bad}

    def reasons(self) -> dict[int, str]:
        """Why a patient has no result: the faults of their rows, counted, under their code.

        Rows without a patient stand under -1.
        """
        faults: dict[int, Counter[str]] = {}
        for row, why in self.bad.items():
            faults.setdefault(int(self.patient[row]), Counter())[why] += 1
        return {code: _told(counts) for code, counts in faults.items()}


def _mark(bad: dict[int, str], rows: Sequence[int], why: str) -> None:
    for row in rows:
        bad.setdefault(row, why)


def _told(counts: Counter[str]) -> str:
    return "; ".join(
        f"{number} {'row' if number == 1 else 'rows'} with {why}" for why, number in counts.items()
    )


@attrs.frozen
class Groups:
    """A code for each row, or for each of ``rows``, which may name a row more than once."""

    codes: Sequence[int]
    rows: Sequence[int] | None = None


@attrs.frozen(kw_only=True)
class Sorted:
    """Fills sorted by patient, group and day, as an engine's sequences, and where each unit lies.

    A unit is a patient, or a group of a patient's fills. ``rows`` are the rows of the table;
    ``starts`` to ``doses`` follow them; None stands for all, in order. ``lows`` and ``highs`` bound
    the fills of each unit, ``patient`` and ``group`` say whose they are.
    """

    rows: Any
    starts: Any
    lengths: Any
    drugs: Any
    doses: Any
    lows: Any
    highs: Any
    patient: Any
    group: Any | None


def laid_out(fills: Fills, engine: Engine, groups: Groups | None = None) -> Sorted:
    """Sort the fills that can be used: those of patients without a bad row."""
    rows = None if groups is None else groups.rows
    codes = None if groups is None else engine.ints(groups.codes)
    patient = _at(engine.ints(fills.patient), rows, engine)
    spoiled = fills.spoiled
    if spoiled:
        kept = engine.without(patient, spoiled)
        patient, codes = engine.taken(patient, kept), _at(codes, kept, engine)
        rows = kept if rows is None else engine.taken(engine.ints(rows), kept)
    days = _at(engine.ints(fills.day), rows, engine)
    keys = [patient, days] if codes is None else [patient, codes, days]
    order = engine.rising(keys)
    if order is not None:
        patient, days = engine.taken(patient, order), engine.taken(days, order)
        codes = _at(codes, order, engine)
        rows = order if rows is None else engine.taken(engine.ints(rows), order)
    lows = engine.changes([patient] if codes is None else [patient, codes])
    return Sorted(
        rows=rows,
        starts=days,
        lengths=_at(engine.floats(fills.length), rows, engine),
        drugs=_optional(fills.drug, rows, engine.ints, engine),
        doses=_optional(fills.dose, rows, engine.floats, engine),
        lows=lows,
        highs=engine.ints([*lows[1:], len(days)]) if len(lows) else lows,
        patient=engine.taken(patient, lows),
        group=_at(codes, lows, engine),
    )


def _at(values: Any, places: Any, engine: Engine) -> Any:  # noqa: ANN401
    return values if places is None or values is None else engine.taken(values, places)


def _optional(values: Any, rows: Any, kind: Any, engine: Engine) -> Any:  # noqa: ANN401
    return engine.full(0, 0) if values is None else _at(kind(values), rows, engine)
