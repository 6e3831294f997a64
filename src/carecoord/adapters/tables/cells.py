"""Cells of columns as numbers: days, amounts, codes; what cannot be read is marked, not guessed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import Any, cast

from carecoord.adapters.tables.compiled import available
from carecoord.adapters.tables.frames import narwhals
from carecoord.adapters.tables.keywords import shown
from carecoord.errors import AuthoringError

NO_DAY = -(2**62)
"""Stands for a day that is missing or cannot be read."""
FARTHEST = 10_000_000
"""How far from 0 a day number may be: years by the thousand, and no 20250131, which is a date."""
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_SAMPLE = date(2025, 12, 31)
_EPOCH = date(1970, 1, 1).toordinal()
_MILLISECONDS = 86_400_000
UNKNOWN = float("nan")


def numpy() -> Any:  # noqa: ANN401  an extra
    """The module numpy, where it is `available`."""
    return import_module("numpy")


def days(series: Any, form: str | None = None) -> tuple[Any, bool]:  # noqa: ANN401
    """Days as numbers of `date.toordinal`, and whether they are dates.

    Whole numbers up to `FARTHEST` stay what they are: days of a calendar that nobody named, also
    where a frame made them fractions because a cell is missing, unless all are. Texts are ISO
    dates, or written in ``form`` as `datetime.strptime` reads it; so are numbers, if there is one.
    """
    nw = narwhals()
    kind = series.dtype
    if kind.is_numeric() and form is None:
        found = _numbered(series)
        return found, not kind.is_integer() and all(day == NO_DAY for day in found)
    if kind == nw.Date or kind == nw.Datetime:  # noqa: PLR1714  unequal hashes
        if getattr(kind, "time_zone", None):
            series = series.dt.replace_time_zone(None)
        if kind == nw.Date:
            series = series.cast(nw.Datetime("ms"))
        known = ~series.is_null()
        stamps = _whole(series.dt.timestamp("ms").fill_null(0))
        return _dated(stamps, known), True
    cells = series.to_list()
    found = _by_value(cells, lambda cell: _parsed(cell, form))
    if form is None and all(day == NO_DAY for day in found):
        among_others = _by_value(cells, _number_among_others)
        if any(day != NO_DAY for day in among_others):
            return listed(among_others), False
    return listed(found), True


def _numbered(series: Any) -> Any:  # noqa: ANN401
    nw = narwhals()
    whole = cast_to(series, nw.Int64()) if series.dtype.is_integer() else None
    if whole is None:
        return listed(_by_value(series.to_list(), _day_number))
    found = _whole(whole.fill_null(NO_DAY))
    if available():
        np = numpy()
        return np.where((found >= -FARTHEST) & (found <= FARTHEST), found, NO_DAY)
    return [day if -FARTHEST <= day <= FARTHEST else NO_DAY for day in found]


def _day_number(cell: object) -> int:
    """A whole number near enough to be a day."""
    number = _amount(cell)
    return int(number) if abs(number) <= FARTHEST and number.is_integer() else NO_DAY


def _number_among_others(cell: object) -> int:
    """A day number in a column of mixed cells, where a text or a flag is none."""
    is_one = isinstance(cell, int | float) and not isinstance(cell, bool)
    return _day_number(cell) if is_one else NO_DAY


def _dated(stamps: Any, known: Any) -> Any:  # noqa: ANN401
    if available():
        np = numpy()
        found = np.asarray(stamps) // _MILLISECONDS + _EPOCH
        there = known.to_numpy() & (found >= _FIRST) & (found <= _LAST)
        return np.where(there, found, NO_DAY)
    found = [stamp // _MILLISECONDS + _EPOCH for stamp in stamps]
    return [
        day if seen and _FIRST <= day <= _LAST else NO_DAY
        for day, seen in zip(found, known.to_list(), strict=True)
    ]


def _parsed(cell: object, form: str | None) -> int:
    try:
        if isinstance(cell, date):
            return cell.toordinal()
        text = _text(cell).strip()
        read = datetime.strptime(text, form) if form else datetime.fromisoformat(text)  # noqa: DTZ007
    except ValueError:
        return NO_DAY
    return read.toordinal()


def _text(cell: object) -> str:
    """A cell as it would be written; a whole number that a frame made a fraction without it."""
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def check_form(form: str | None) -> None:
    """Refuse a form of dates that does not tell day, month and year.

    Raises: AuthoringError.
    """
    if form is None:
        return
    try:
        read = datetime.strptime(_SAMPLE.strftime(form), form).date()  # noqa: DTZ007
    except (TypeError, ValueError):
        read = None
    if read != _SAMPLE:
        raise AuthoringError(
            asked=f"the form of dates, {shown(form)}",
            found="it does not tell day, month and year",
            remedy="Write it as datetime.strptime reads it, such as %d.%m.%Y",
        )


def numbers(series: Any) -> Any:  # noqa: ANN401
    """Amounts; what is missing or no number is not a number (nan)."""
    if series.dtype.is_numeric():
        fractions = cast_to(series, narwhals().Float64())
        if fractions is not None:
            if available():
                return fractions.to_numpy()
            return [UNKNOWN if value is None else float(value) for value in fractions.to_list()]
    return listed(_by_value(series.to_list(), _amount))


def _amount(cell: object) -> float:
    text = str(cell)
    try:
        return UNKNOWN if "_" in text else float(text)
    except ValueError:
        return UNKNOWN


def is_empty(series: Any, row: int) -> bool:  # noqa: ANN401
    """Whether nothing stands in a cell: not even what cannot be read."""
    if series[row : row + 1].is_null().to_list()[0]:
        return True
    kind = series.dtype
    return not kind.is_temporal() and known(series[row : row + 1].to_list()[0]) is None


def known(cell: Any) -> Any:  # noqa: ANN401
    """A cell that can stand for somebody or something; None for one that is missing.

    So are blank texts, and lists and the like, which cannot be told apart by what they hold.
    """
    try:
        hash(cell)
    except TypeError:
        return None
    return None if is_missing(cell) or (isinstance(cell, str) and not cell.strip()) else cell


def is_missing(cell: Any) -> bool:  # noqa: ANN401
    """Whether a cell is None, or not a number or the like."""
    try:
        return cell is None or bool(cell != cell)  # noqa: PLR0124  not a number
    except TypeError:  # pandas.NA is neither equal to itself nor not
        return True
    except ValueError:  # a sequence of numbers
        return False


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
    """Read each different cell once; True is another than 1, though they are equal."""
    seen: dict[Hashable, Any] = {}
    found: list[Any] = []
    for cell in cells:
        key = cell.__class__, cell
        try:
            value = seen.get(key)
        except TypeError:  # lists and the like have no hash
            found.append(read(cell))
            continue
        if value is None:
            value = seen[key] = read(cell)
        found.append(value)
    return found


def cast_to(series: Any, kind: Any) -> Any | None:  # noqa: ANN401
    """A column as another kind; None where a cell does not fit, each backend with its own error."""
    try:
        return series.cast(kind)
    except Exception:  # noqa: BLE001
        return None


def _whole(series: Any) -> Any:  # noqa: ANN401
    nw = narwhals()
    series = series.cast(nw.Int64())
    return series.to_numpy() if available() else series.to_list()


def listed(values: list[Any]) -> Any:  # noqa: ANN401
    """A list, or an array where numpy is."""
    if available():
        np = numpy()
        return np.asarray(values)
    return values
