"""Points by tables of bands, and their sums.

``rows`` of a table rise: from this value, these points. A value that is not known is not a number;
it reaches no row.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

Numbers = Sequence[float]
Table = Sequence[Sequence[int]]
Out = MutableSequence[int]


def band(value: float, rows: Table) -> int:
    """The place of the last row whose floor a value reaches; -1 below the first."""
    place = -1
    while place + 1 < len(rows) and rows[place + 1][0] <= value:
        place += 1
    return place


def weigh(
    values: Numbers,
    rows: Table,
    least: float,
    most: float,
    whole: bool,
    bit: int,
    points: Out,
    sums: Out,
    faults: Out,
) -> None:
    """Put the points of each value into ``points``, and add them to ``sums``.

    A value outside of ``[least, most]``, below the first row, or a part of one where they are
    whole, earns nothing and is marked in ``faults`` with ``bit``.
    """
    for row in range(len(values)):
        value = values[row]
        place = band(value, rows)
        if place < 0 or value < least or value > most or (whole and value % 1 != 0):
            points[row] = 0
            faults[row] |= bit
        else:
            points[row] = rows[place][1]
            sums[row] += rows[place][1]


def add(flags: Numbers, weight: int, sums: Out) -> None:
    """Add a weight for each flag that is 1."""
    for row in range(len(flags)):
        if flags[row] == 1:
            sums[row] += weight


def check(flags: Numbers, bit: int, faults: Out) -> None:
    """Mark with ``bit`` what is neither 0 nor 1."""
    for row in range(len(flags)):
        if flags[row] != 0 and flags[row] != 1:
            faults[row] |= bit


def clear(flags: MutableSequence[float], heavier: Numbers) -> None:
    """Take away each flag beside which a heavier one is 1."""
    for row in range(len(flags)):
        if heavier[row] == 1:
            flags[row] = 0


def either(ones: Numbers, others: Numbers, found: MutableSequence[float], unknown: float) -> None:
    """1 where one of two flags is, 0 where both are; else, or where one is no flag, ``unknown``."""
    for row in range(len(ones)):
        one, other = ones[row], others[row]
        odd = (one > 0 and one != 1) or one < 0 or (other > 0 and other != 1) or other < 0
        if odd or (one != 1 and other != 1 and (one != 0 or other != 0)):
            found[row] = unknown
        else:
            found[row] = 1.0 if one == 1 or other == 1 else 0.0
