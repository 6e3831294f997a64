"""For which rows of a table expressions hold: yes, no, or not known because a cell is missing."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from graphlib import CycleError, TopologicalSorter
from typing import Any

import attrs

from carecoord.adapters.tables.frames import Table, narwhals
from carecoord.adapters.tables.groups import terms
from carecoord.adapters.tables.groups.expressions import parsed, references
from carecoord.errors import AuthoringError, InputError

Mask = list[bool | None]
"""Of each row: whether an expression holds; None when a missing cell leaves it open."""
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ALIKE = "Compare like with like"
_KINDS: dict[type, str] = {float: "numbers", str: "texts", bool: "TRUE and FALSE", date: "dates"}


def masks(groups: Mapping[str, str | Mask], table: Table) -> dict[str, Mask]:
    """The rows of each group, of expressions over columns and of masks that are there already.

    Raises: AuthoringError for an expression that cannot be read or followed, InputError for a
    column that is missing or of another kind.
    """
    read = {
        name: parsed(text, _asked(name)) for name, text in groups.items() if isinstance(text, str)
    }
    found: dict[str, Mask] = {
        name: mask for name, mask in groups.items() if not isinstance(mask, str)
    }
    seen: dict[str, _Cells] = {}
    for name in _in_order(read, groups):
        found[name] = _Rows(table, _asked(name), found, seen).of(read[name])
    return {name: found[name] for name in groups}


def _asked(name: str) -> str:
    return f"the group {name!r}"


def _in_order(read: Mapping[str, terms.Expression], groups: Mapping[str, object]) -> list[str]:
    """The groups with an expression, each after those that it names."""
    sorter = TopologicalSorter[str]()
    for name, expression in read.items():
        named = references(expression)
        for one in named:
            if one.group not in groups:
                raise AuthoringError(
                    asked=_asked(name),
                    found=f"the group {one.group!r} at position {one.at}, which there is not",
                    remedy=f"Name one of {', '.join(map(repr, groups))}",
                )
        sorter.add(name, *(one.group for one in named))
    try:
        return [name for name in sorter.static_order() if name in read]
    except CycleError as error:
        raise AuthoringError(
            asked="the groups",
            found=f"a circle: {' names '.join(map(repr, reversed(error.args[1])))}",
            remedy="Let a group name only groups that do not lead back to it",
        ) from error


@attrs.frozen
class _Cells:
    """A column as Python values of one kind, None where a cell is missing."""

    kind: type
    values: Sequence[Any]


@attrs.frozen
class _Rows:
    """Says of each row whether an expression holds, in three values as R has them."""

    table: Table
    asked: str
    found: Mapping[str, Mask]
    seen: dict[str, _Cells]

    def of(self, expression: terms.Expression) -> Mask:
        """The mask of an expression."""
        match expression:
            case terms.Reference(group):
                return self.found[group]
            case terms.Not(part):
                return [None if one is None else not one for one in self.of(part)]
            case terms.Both(parts):
                return self._decided(parts, by=False)
            case terms.Either(parts):
                return self._decided(parts, by=True)
            case _:
                return self._single(expression)

    def _single(self, test: terms.Missing | terms.Held | terms.Among | terms.Compared) -> Mask:
        match test:
            case terms.Missing(column):
                return [value is None for value in self._cells(column).values]
            case terms.Held(operand):
                return self._held(operand)
            case terms.Among():
                return self._among(test)
            case terms.Compared():
                return self._compared(test)

    def _decided(self, parts: Sequence[terms.Expression], *, by: bool) -> Mask:
        """What one part decides alone; else not known when a part is not, else the contrary."""
        result: Mask = [not by] * self.table.length
        for part in parts:
            mask = self.of(part)
            result = [
                by if one is by or two is by else None if one is None or two is None else not by
                for one, two in zip(result, mask, strict=True)
            ]
        return result

    def _held(self, operand: terms.Operand) -> Mask:
        cells = self._cells(operand)
        if cells.kind is not bool:
            raise self._refusal(
                f"{_told(operand)}, which is not TRUE or FALSE", "Compare it with a value"
            )
        return list(cells.values)

    def _among(self, among: terms.Among) -> Mask:
        cells = self._cells(among.operand)
        if len({type(value) for value in among.values}) > 1:
            raise self._refusal(
                f"constants of different kinds after %in% at position {among.at}", _ALIKE
            )
        wanted: set[Any] = set()
        for value in among.values:
            cells, constant = self._like(value, cells, among.operand, among.at)
            wanted.add(constant)
        return [value in wanted for value in cells.values]

    def _compared(self, compared: terms.Compared) -> Mask:
        left, right = self._cells(compared.left), self._cells(compared.right)
        test = _ORDERS[compared.order]
        if isinstance(compared.right, terms.Literal):
            left, constant = self._like(compared.right.value, left, compared.left, compared.at)
            return _by_value(left.values, lambda value: test(value, constant))
        if isinstance(compared.left, terms.Literal):
            right, constant = self._like(compared.left.value, right, compared.right, compared.at)
            return _by_value(right.values, lambda value: test(constant, value))
        if left.kind is not right.kind:
            raise self._unlike(compared.left, left.kind, _KINDS[right.kind], compared.at)
        pairs = zip(left.values, right.values, strict=True)
        return [None if one is None or two is None else test(one, two) for one, two in pairs]

    def _like(
        self, value: terms.Constant, cells: _Cells, operand: terms.Operand, at: int
    ) -> tuple[_Cells, terms.Constant | date]:
        """Cells and a constant as one kind: texts read as numbers, a text as a date."""
        if isinstance(value, cells.kind):
            return cells, value
        if cells.kind is date and isinstance(value, str):
            try:
                return cells, date.fromisoformat(value)
            except ValueError as error:
                raise self._refusal(
                    f"{value!r}, compared with dates at position {at}",
                    "Write the date as '2025-01-31'",
                ) from error
        if cells.kind is str and isinstance(value, float):
            return _Cells(float, self._numbers(cells.values, operand)), value
        raise self._unlike(operand, cells.kind, repr(value), at)

    def _numbers(self, texts: Sequence[str | None], operand: terms.Operand) -> list[float | None]:
        read: dict[str | None, float | None] = {None: None}
        for text in set(texts) - {None}:
            try:
                read[text] = float(str(text))
            except ValueError as error:
                raise InputError(
                    asked=self.asked,
                    found=f"{_told(operand)}, compared with a number, but not all of its texts are",
                    remedy="Compare it with a text in quotes",
                ) from error
        return [read[text] for text in texts]

    def _cells(self, operand: terms.Operand) -> _Cells:
        if isinstance(operand, terms.Literal):
            value = operand.value
            return _Cells(type(value), [value] * self.table.length)
        if operand.name not in self.seen:
            asked = attrs.evolve(self.table, asked=f"{self.asked}, position {operand.at}")
            self.seen[operand.name] = _read(asked.column(operand.name, "compared"))
        return self.seen[operand.name]

    def _unlike(self, operand: terms.Operand, kind: type, other: str, at: int) -> AuthoringError:
        return self._refusal(
            f"{_told(operand)} holds {_KINDS[kind]}, and is compared with {other} at position {at}",
            _ALIKE,
        )

    def _refusal(self, found: str, remedy: str) -> AuthoringError:
        return AuthoringError(asked=self.asked, found=found, remedy=remedy)


def _told(operand: terms.Operand) -> str:
    return (
        f"the column {operand.name!r}" if isinstance(operand, terms.Column) else repr(operand.value)
    )


def _by_value(cells: Sequence[Any], test: Callable[[Any], bool]) -> Mask:
    """Test each different cell once."""
    known: dict[Any, bool | None] = {
        cell: None if cell is None else test(cell) for cell in set(cells)
    }
    return [known[cell] for cell in cells]


def _read(series: Any) -> _Cells:  # noqa: ANN401  narwhals is an extra
    nw = narwhals()
    lost = series.is_null().to_list()
    values = [None if gone else value for gone, value in zip(lost, series.to_list(), strict=True)]
    if series.dtype == nw.Boolean:
        return _Cells(bool, values)
    if series.dtype.is_numeric():
        numbers = (None if value is None else float(value) for value in values)
        return _Cells(float, [value if value == value else None for value in numbers])  # noqa: PLR0124
    if series.dtype in (nw.Date, nw.Datetime):
        return _Cells(
            date, [value.date() if isinstance(value, datetime) else value for value in values]
        )
    return _Cells(str, [None if value is None else str(value) for value in values])
