"""The points of a table's rows, and what keeps a row from having a score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import attrs

from carecoord.adapters.tables.cells import numpy
from carecoord.adapters.tables.scoring.items import Item
from carecoord.adapters.tables.scoring.reading import Reader
from carecoord.rules.kernels import points


@attrs.frozen(kw_only=True)
class Weighed:
    """Of each row the points of each item, their sum, and the items without points.

    ``faults`` has a bit for each such item, in the order of the items. ``told`` are the values of
    items that tell them, by the column in which they do.
    """

    told: Mapping[str, Any]
    points: Sequence[Any]
    sums: Any
    faults: Any


def weighed(items: Sequence[Item], reader: Reader) -> Weighed:
    """Read and weigh each item.

    Raises: InputError for a column that is missing.
    """
    engine, length = reader.engine, reader.table.length
    sums, faults = engine.full(length, 0), engine.full(length, 0)
    run, told, earned = engine.run(points.weigh), dict[str, Any](), list[Any]()
    for place, item in enumerate(items):
        values = item.read(reader)
        if item.tells is not None:
            told[item.tells] = values
        earned.append(engine.full(length, 0))
        run(
            values,
            engine.ints(item.rows),
            float(item.least),
            float(item.most),
            item.whole,
            1 << place,
            earned[-1],
            sums,
            faults,
        )
    return Weighed(told=told, points=earned, sums=sums, faults=faults)


def reasons(faults: Any, told: Callable[[list[int]], str]) -> list[str | None]:  # noqa: ANN401
    """Why a row has no score, by the places whose bits are set; None for one that has."""
    texts: dict[int, str] = {}
    found: list[str | None] = [None] * len(faults)
    for row in _marked(faults):
        fault = int(faults[row])
        if fault not in texts:
            bits = range(fault.bit_length())
            texts[fault] = told([place for place in bits if fault >> place & 1])
        found[row] = texts[fault]
    return found


def _marked(faults: Any) -> list[int]:  # noqa: ANN401
    if hasattr(faults, "dtype"):
        return cast("list[int]", numpy().flatnonzero(faults).tolist())
    return [row for row, fault in enumerate(faults) if fault]
