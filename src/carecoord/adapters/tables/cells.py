"""Cells of columns as numbers: days, amounts, codes; what cannot be read is marked, not guessed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import Any, cast

from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import narwhals

NO_DAY = -(2**62)
"""Stands for a day that is missing or cannot be read."""
_EPOCH = date(1970, 1, 1).toordinal()
_MILLISECONDS = 86_400_000
UNKNOWN = float("nan")
_DENSE = 4
"""Numbers are close together when their range is at most so many times their count."""


def numpy() -> Any:  # noqa: ANN401  an extra
    """The module numpy, where it is `available`."""
    return import_module("numpy")


def days(series: Any, form: str | None = None) -> tuple[Any, bool]:  # noqa: ANN401
    """Days as numbers of `date.toordinal`, and whether they are dates.

    Whole numbers stay what they are: days of a calendar that nobody named. Texts are ISO dates, or
    written in ``form`` as `datetime.strptime` reads it.
    """
    nw = narwhals()
    kind = series.dtype
    if kind.is_integer():
        return _whole(series.fill_null(NO_DAY)), False
    if kind in {nw.Date, nw.Datetime}:
        if getattr(kind, "time_zone", None):
            series = series.dt.replace_time_zone(None)
        if kind == nw.Date:
            series = series.cast(nw.Datetime("ms"))
        known = ~series.is_null()
        stamps = _whole(series.dt.timestamp("ms").fill_null(0))
        return _dated(stamps, known), True
    texts = series.to_list()
    return _listed(_by_value(texts, lambda text: _parsed(text, form))), True


def _dated(stamps: Any, known: Any) -> Any:  # noqa: ANN401
    if available():
        np = numpy()
        return np.where(known.to_numpy(), np.asarray(stamps) // _MILLISECONDS + _EPOCH, NO_DAY)
    return [
        stamp // _MILLISECONDS + _EPOCH if seen else NO_DAY
        for stamp, seen in zip(stamps, known.to_list(), strict=True)
    ]


def _parsed(cell: object, form: str | None) -> int:
    try:
        if isinstance(cell, date):
            return cell.toordinal()
        text = str(cell).strip()
        read = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
    except ValueError:
        return NO_DAY
    return read.toordinal()


def numbers(series: Any) -> Any:  # noqa: ANN401
    """Amounts; what is missing or no number is not a number (nan)."""
    nw = narwhals()
    if series.dtype.is_numeric() or series.dtype == nw.Boolean:
        series = series.cast(nw.Float64())
        if available():
            return series.to_numpy()
        return [UNKNOWN if value is None else float(value) for value in series.to_list()]
    return _listed(_by_value(series.to_list(), _amount))


def _amount(cell: object) -> float:
    try:
        return float(str(cell))
    except ValueError:
        return UNKNOWN


def codes(series: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    """A number from 0 for each different value in order of appearance, and where it appears first.

    A missing value has -1.
    """
    if available() and series.dtype.is_integer() and not series.is_null().any():
        return _coded_array(series.to_numpy())
    if series.dtype == narwhals().String and not series.is_null().any():
        different = series.unique(maintain_order=True).to_list()
        numbered = list(range(len(different)))
        if available() and len(series):
            series = series.replace_strict(different, numbered, return_dtype=narwhals().Int64())
            return _coded_array(series.to_numpy())
    known: dict[Hashable, int] = {}
    firsts: list[int] = []
    found: list[int] = []
    for place, value in enumerate(series.to_list()):
        if value is None or value != value:  # noqa: PLR0124  not a number
            found.append(-1)
            continue
        code = known.setdefault(value, len(firsts))
        if code == len(firsts):
            firsts.append(place)
        found.append(code)
    return _listed(found), firsts


def _coded_array(values: Any) -> tuple[Any, list[int]]:  # noqa: ANN401
    np = numpy()
    if len(values) == 0:
        return values, []
    if (values[1:] >= values[:-1]).all():
        changes = np.flatnonzero(values[1:] != values[:-1]) + 1
        coded = np.zeros(len(values), np.int64)
        coded[changes] = 1
        return np.cumsum(coded), [0, *changes.tolist()]
    low = int(values.min())
    width = int(values.max()) - low + 1
    if width <= _DENSE * len(values):
        return _coded_dense(np, values - low, width)
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank[inverse], first[order].tolist()


def _coded_dense(np: Any, values: Any, width: int) -> tuple[Any, list[int]]:  # noqa: ANN401
    """Codes of numbers from 0 that are close together: without sorting all of them."""
    last = len(values)
    first = np.full(width, last)
    first[values[::-1]] = np.arange(last - 1, -1, -1)  # of several the one written last stays
    seen = np.flatnonzero(first < last)
    order = seen[np.argsort(first[seen])]
    rank = np.empty(width, np.int64)
    rank[order] = np.arange(len(order))
    return rank[values], first[order].tolist()


def below(values: Any, least: int) -> list[int]:  # noqa: ANN401
    """The rows whose number is smaller."""
    if hasattr(values, "dtype"):
        return cast("list[int]", numpy().flatnonzero(values < least).tolist())
    return [row for row, value in enumerate(cast("list[int]", values)) if value < least]


def not_above(values: Any, most: float) -> list[int]:  # noqa: ANN401
    """The rows whose amount is not above, infinite or not known."""
    if hasattr(values, "dtype"):
        np = numpy()
        return cast("list[int]", np.flatnonzero(~((values > most) & np.isfinite(values))).tolist())
    amounts = cast("list[float]", values)
    return [row for row, value in enumerate(amounts) if not most < value < float("inf")]


def _by_value(cells: Sequence[Any], read: Callable[[object], Any]) -> list[Any]:
    """Read each different cell once."""
    known: dict[Hashable, Any] = {}
    found: list[Any] = []
    for cell in cells:
        value = known.get(cell)
        if value is None:
            value = known[cell] = read(cell)
        found.append(value)
    return found


def _whole(series: Any) -> Any:  # noqa: ANN401
    nw = narwhals()
    series = series.cast(nw.Int64())
    return series.to_numpy() if available() else series.to_list()


def _listed(values: list[Any]) -> Any:  # noqa: ANN401
    if available():
        np = numpy()
        return np.asarray(values)
    return values
