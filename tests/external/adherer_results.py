"""What AdhereR returned for the settings of its manifest, read to be compared with our rows."""

import csv
import json
import math
from datetime import date, datetime

import polars as pl
import pytest
from adherer_manifest import folder, plain

from carecoord.adapters.tables.possession.measuring import Method

EPOCH = date(1970, 1, 1).toordinal()
TOLERANCE = 1e-9
CMAS: tuple[Method, ...] = (
    "cma1", "cma2", "cma3", "cma4", "cma5", "cma6", "cma7", "cma8", "cma9",
)  # fmt: skip


def applied(entry) -> tuple[str, ...]:
    """The measures that the manifest names for a setting; none where it does not say."""
    found = entry.get("CMA.to.apply") or ()
    return tuple(one.lower() for one in ([found] if isinstance(found, str) else found))


def stopped(entry, method=None) -> bool:
    """Whether AdhereR gave nothing: for a measure, or for some when none is said."""
    found = entry.get("messages") or ()
    if method and isinstance(found, dict):
        found = {n: one for n, one in found.items() if n.lower() not in {*CMAS} - {method}}
    return "RETURNED NULL" in json.dumps(found) or "ERROR" in json.dumps(found)


def files(entry) -> list[str]:
    """The names of the result files of a setting."""
    found = entry.get("files") or []
    return [found] if isinstance(found, str) else found


def results(entry, ending: str) -> list[dict[str, str]]:
    """The rows of the result file whose name ends so; none where there is no such file."""
    names = [one for one in files(entry) if one.endswith(ending)]
    if not names:
        return []
    (name,) = names
    path = folder() / "results" / name
    if not path.is_file() and stopped(entry):
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def of_measure(entry, ending: str, method) -> list[dict[str, str]]:
    """The rows about a measure; none only where AdhereR gave nothing.

    Skips the test where the setting has results, but none of this kind or measure.
    """
    found = results(entry, ending)
    only = ", ".join(applied(entry))
    mine = [row for row in found if row.get("cma", only).lower() == method]
    if not mine and not stopped(entry, method):
        assert method not in applied(entry) or not found, "no results, and no message about it"
        assert any(results(entry, name) for name in files(entry)), "no results at all"
        pytest.skip(f"the setting has no results of {method} in a file {ending}")
    return mine


def number(cell: str) -> float | None:
    """A number as R wrote it; none for NA, and for NaN, which is no number either."""
    found = None if cell in {"NA", ""} else float(cell.replace("Inf", "inf"))
    return None if found is None or math.isnan(found) else found


def day(cell: str, form: str | None = None) -> float | None:
    """A date as a number of `date.toordinal`, a fraction for one in the course of a day."""
    if cell in {"NA", ""}:
        return None
    if cell.startswith("day:"):
        return float(cell[4:]) + EPOCH
    try:
        return date.fromisoformat(cell).toordinal()
    except ValueError:
        return datetime.strptime(cell, form or "%Y-%m-%d").toordinal()  # noqa: DTZ007  a day


def same(ours: float | None, theirs: float | None) -> bool:
    """Whether two numbers agree, as far as there are numbers between them."""
    if ours is None or theirs is None:
        return ours is theirs
    if math.isinf(ours) or math.isinf(theirs):
        return ours == theirs
    return abs(ours - theirs) <= max(TOLERANCE, 8 * math.ulp(theirs))


def whole(ours: float | None, theirs: float | None) -> float | None:
    """The days of ours that are whole; where the last bits alone decide, those of theirs."""
    if ours is None:
        return None
    near = round(ours)
    if 0 < abs(ours - near) <= TOLERANCE and theirs in {near - 1, near}:
        return theirs
    return math.floor(ours)


def who(cell) -> str:
    """A patient, or a name of anything, as a text; the number of one as R and Python write it."""
    found = plain(str(cell))
    return str(int(found) if isinstance(found, float) and found.is_integer() else found)


def rows(frame) -> list[dict]:
    """The rows of a frame of any kind; a time at midnight, which pandas has for a date, is one."""
    return [
        {name: cell.date() if isinstance(cell, datetime) else cell for name, cell in row.items()}
        for row in _rows(frame)
    ]


def _rows(frame) -> list[dict]:
    if hasattr(frame, "to_pylist"):
        return frame.to_pylist()
    if hasattr(frame, "to_dicts"):
        return frame.to_dicts()
    return pl.from_pandas(frame).to_dicts()
