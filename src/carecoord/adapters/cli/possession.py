"""``carecoord adherence``: a table of fills in, a row for each patient out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from carecoord.adapters.cli.columns import Kind
from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.table_files import read_table
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from carecoord.adapters.cli.columns import Row

_FRACTIONS = ("numerator", "denominator", "value", "supply_left")


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for."""

    fills: Path
    settings: dict[str, Any]
    names: dict[str, Any]
    separator: str = ","
    out: Path | None = None


def run(request: Request) -> int:
    """Read, measure, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), [str(request.fills)])
    encode = encoder(request.out)
    table = read_table(request.fills, _texts(request), request.separator)
    from carecoord.adapters.tables import adherence, fill_problems

    names = _names(request)
    problems = fill_problems(table, until=request.settings["until"], **names)
    found = adherence(table, **request.settings, **names)
    columns = {name: _kind(name) for name in found.column_names}
    write(encode(columns, _rows(found)), request.out)
    return _tell(found, problems)


def _names(request: Request) -> dict[str, Any]:
    """The names that are not the usual ones: a usual one may be missing where none is needed."""
    from carecoord.adapters.tables.possession.fills import Columns

    usual = attrs.asdict(Columns())
    return {what: name for what, name in request.names.items() if name != usual[what]}


def _texts(request: Request) -> list[str]:
    """The columns that hold names, whatever they look like."""
    names = [request.names.get("patient"), request.names.get("drug"), request.settings.get("by")]
    return [name for name in names if name is not None]


def _kind(name: str) -> Kind:
    return Kind.FRACTION if name in _FRACTIONS else Kind.TEXT


def _rows(found: Any) -> Iterator[Row]:  # noqa: ANN401  an Arrow table
    for batch in found.to_batches():
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _tell(found: Any, problems: Any) -> int:  # noqa: ANN401
    """Say how many there are, and why some have no value; give the exit status."""
    reasons: Counter[str] = Counter(why for why in found["reason"].to_pylist() if why is not None)
    say(f"{counted(found.num_rows, 'row')}, {found['value'].null_count:,} without a value")
    for why, number in reasons.most_common():
        say(f"  {number}: {why}")
    faults: Counter[str] = Counter(problems["problem"].to_pylist())
    for fault, number in faults.most_common():
        say(f"{counted(number, 'row')} of the table: {fault}")
    return DONE_WITH_PROBLEMS if faults else DONE
