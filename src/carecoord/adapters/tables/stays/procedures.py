"""The procedures of each stay, as what the code tables say of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.alike import check_alike
from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import Frame, Table, narwhals
from carecoord.adapters.tables.stays.columns import Columns
from carecoord.adapters.tables.stays.vectors import full, ints
from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, plain_code
from carecoord.rules.readmission.hospital_wide.lookups import (
    is_always_planned_procedure,
    is_potentially_planned,
    is_surgery,
    knows_procedure,
)

ALWAYS, POTENTIALLY, SURGERY, UNKNOWN = 1, 2, 4, 8
KNOWN = ALWAYS | POTENTIALLY | SURGERY
BETWEEN = "|"
_AT_A_TIME = 1_000_000
"""Rows whose procedures are looked at together."""
MEANS = "the procedures of the stay"


class Marks(dict[str, int]):
    """What the tables say of each code, as bits, looked up when a code is first met."""

    def __init__(self, tables: CodeTables) -> None:
        super().__init__({"": 0})
        self._tables = tables
        self._examples: dict[int, str] = {}

    def __missing__(self, written: str) -> int:
        """Look a code up, once."""
        code, bits = plain_code(written), 0
        if code:
            bits |= ALWAYS if is_always_planned_procedure(self._tables, code) else 0
            bits |= POTENTIALLY if is_potentially_planned(self._tables, code) else 0
            bits |= SURGERY if is_surgery(self._tables, code) else 0
            bits |= 0 if knows_procedure(self._tables, code) else UNKNOWN
            self._examples.setdefault(bits & KNOWN, code)
        self[written] = bits
        return bits

    def examples(self, bits: int) -> tuple[str, ...]:
        """Codes that were met, of which the tables say just this together."""
        return tuple(code for own, code in self._examples.items() if not own & ~bits)


@attrs.frozen(kw_only=True)
class Procedures:
    """Of each stay what the tables say of its procedures together, as bits.

    The procedures themselves are in the cells of a ``column``, or are ``codes`` with the ``keys``
    of their stays, after the keys of the stays themselves.
    """

    marks: Marks
    bits: Any
    column: Any = None
    codes: list[str] = attrs.field(factory=list[str])
    keys: tuple[Sequence[Any], Sequence[Any]] = ((), ())

    @classmethod
    def of(
        cls, table: Table, columns: Columns, tables: CodeTables, given: Frame | str | None
    ) -> Procedures:
        """Read them from a column, or from a frame with a row for each; None looks at none.

        Raises: InputError for a column that is missing.
        """
        marks = Marks(tables)
        if given is None:
            return cls(marks=marks, bits=full(table.length, 0))
        if isinstance(given, str):
            column = table.column(given, MEANS)
            return cls(marks=marks, bits=_of_column(column, marks), column=column)
        return _of_frame(table, Table.of(given, "procedures"), columns, marks)

    def unknown(self) -> Iterator[tuple[int, str]]:
        """The codes that the tables do not know, each with the row of its stay."""
        if self.column is not None:
            for row, text in enumerate(_texts(self.column)):
                codes = dict.fromkeys(text.split(BETWEEN))
                yield from ((row, code) for code in codes if self.marks[code] & UNKNOWN)
        ours, theirs = self.keys
        rows = _rows(ours)
        for key, code in dict.fromkeys(zip(theirs, self.codes, strict=True)):
            if self.marks[code] & UNKNOWN:
                yield from ((row, code) for row in rows.get(key, ()))

    def strangers(self) -> int:
        """How many rows of a frame of procedures belong to no stay."""
        ours, theirs = self.keys
        there = set(ours)
        return sum(key not in there for key in theirs)


def _rows(keys: Sequence[Any]) -> dict[Any, list[int]]:
    rows: dict[Any, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    return rows


def _of_column(series: Any, marks: Marks) -> Any:  # noqa: ANN401
    """The bits of cells, so many at a time that memory holds."""
    if not available():
        return [
            reduce(_both, map(marks.__getitem__, text.split(BETWEEN))) for text in _texts(series)
        ]
    found = full(len(series), 0)
    for low in range(0, len(series), _AT_A_TIME):
        texts = _texts(series[low : low + _AT_A_TIME])
        found[low : low + _AT_A_TIME] = _together(texts, marks)
    return found


def _both(one: int, other: int) -> int:
    return one | other


def _texts(series: Any) -> list[str]:  # noqa: ANN401
    if series.dtype == narwhals().String:
        return series.fill_null("").to_list()  # type: ignore[no-any-return]
    return list(map(_text, series.to_list()))


def _together(texts: list[str], marks: Marks) -> Any:  # noqa: ANN401
    """The bits of each text: all are split as one, which is faster than one by one."""
    np = cells.numpy()
    codes = BETWEEN.join(texts).split(BETWEEN)
    flat = np.fromiter(map(marks.__getitem__, codes), np.int64, len(codes))
    counts = _counts(texts)
    return np.bitwise_or.reduceat(flat, np.cumsum(counts) - counts)


def _counts(texts: list[str]) -> Any:  # noqa: ANN401
    """How many codes each text has; an empty one has one, which is empty."""
    np = cells.numpy()
    written = np.frombuffer("\n".join([*texts, ""]).encode(errors="replace"), np.uint8)
    ends = np.flatnonzero(written == ord("\n"))
    if len(ends) != len(texts):  # a text has lines
        return np.asarray([text.count(BETWEEN) + 1 for text in texts], np.int64)
    begins = np.concatenate(([0], ends[:-1] + 1)).astype(np.int64)
    return np.add.reduceat(written == ord(BETWEEN), begins, dtype=np.int64) + 1


def _of_frame(table: Table, given: Table, columns: Columns, marks: Marks) -> Procedures:
    """A row for each procedure, of the stay of that name, and patient where both say it."""
    names = [columns.stay, *([columns.patient] if given.has(columns.patient) else [])]
    ours, theirs = _keys(table, given, names)
    codes = list(map(_text, given.column(columns.procedure, "a procedure").to_list()))
    together: dict[Any, int] = {}
    for key, code in zip(theirs, codes, strict=True):
        together[key] = together.get(key, 0) | marks[code]
    bits = ints([together.get(key, 0) for key in ours])
    return Procedures(marks=marks, bits=bits, codes=codes, keys=(ours, theirs))


def _keys(table: Table, given: Table, names: Sequence[str]) -> tuple[list[Any], list[Any]]:
    ours: list[list[Any]] = []
    theirs: list[list[Any]] = []
    for name in names:
        one, other = table.column(name, "the stay"), given.column(name, "the stay")
        check_alike(one, other, f"the column {name!r}")
        ours.append(one.to_list())
        theirs.append(other.to_list())
    if len(names) == 1:
        return ours[0], theirs[0]
    return list(zip(*ours, strict=True)), list(zip(*theirs, strict=True))


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cells.is_missing(cell) else str(cell)
