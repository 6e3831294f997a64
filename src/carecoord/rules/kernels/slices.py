"""Several medicines at once: the time of a patient cut where any of them starts or stops.

Plain functions over the episodes of each unit, which is a group of medication of a patient, and
over the measure of each episode. Between two cuts nothing changes, so that the groups of a patient
can be combined slice by slice, and the slices summed up over the days.

Source: AdhereR 0.8.1, man page of CMA_polypharmacy. Departures: decision 0032.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

INFINITE = float("inf")
UNKNOWN = float("nan")


def edge(begins: Sequence[float], ends: Sequence[float], low: int, number: int) -> float:
    """The ``number``-th edge of a unit's episodes: each has its first day, then its end."""
    place = low + number // 2
    return float(begins[place]) if number % 2 == 0 else float(ends[place])


def next_cut(
    lows: Sequence[int],
    highs: Sequence[int],
    lo: int,
    hi: int,
    begins: Sequence[float],
    ends: Sequence[float],
    passed: MutableSequence[int],
    day: float,
) -> float:
    """The first edge of an episode of the units ``[lo, hi)`` after a day, else `INFINITE`.

    ``passed`` counts the edges of each unit up to that day, and is brought up to it.
    """
    found = INFINITE
    for unit in range(lo, hi):
        low, edges = lows[unit], 2 * (highs[unit] - lows[unit])
        count = passed[unit - lo]
        while count < edges and edge(begins, ends, low, count) <= day:
            count += 1
        passed[unit - lo] = count
        if count < edges:
            found = min(found, edge(begins, ends, low, count))
    return found


def cut(
    lows: Sequence[int],
    highs: Sequence[int],
    opens: Sequence[float],
    closes: Sequence[float],
    lo: int,
    hi: int,
    begins: Sequence[float],
    ends: Sequence[float],
    held: Sequence[float],
    passed: MutableSequence[int],
    slice_at: int,
    cell_at: int,
    froms: MutableSequence[float],
    untils: MutableSequence[float],
    cells: MutableSequence[float],
) -> int:
    """Cut the time of one patient, whose units are ``[lo, hi)``; gives the number of slices.

    A slice has a cell for each unit: the measure of the episode it lies in, 0 between episodes, and
    nothing when it lies outside the unit's window or the unit has no episode.
    """
    for unit in range(lo, hi):
        passed[unit - lo] = 0
    number = 0
    day = next_cut(lows, highs, lo, hi, begins, ends, passed, -INFINITE)
    until = next_cut(lows, highs, lo, hi, begins, ends, passed, day)
    while until < INFINITE:
        froms[slice_at + number] = day
        untils[slice_at + number] = until
        for unit in range(lo, hi):
            value = UNKNOWN
            if highs[unit] > lows[unit] and opens[unit] < until and day < closes[unit]:
                count = passed[unit - lo]
                value = held[lows[unit] + count // 2] if count % 2 == 1 else 0.0
            cells[cell_at] = value
            cell_at += 1
        number += 1
        day = until
        until = next_cut(lows, highs, lo, hi, begins, ends, passed, day)
    return number


def cuts(
    firsts: Sequence[int],
    lasts: Sequence[int],
    lows: Sequence[int],
    highs: Sequence[int],
    opens: Sequence[float],
    closes: Sequence[float],
    begins: Sequence[float],
    ends: Sequence[float],
    held: Sequence[float],
    passed: MutableSequence[int],
    slice_lows: MutableSequence[int],
    slice_highs: MutableSequence[int],
    froms: MutableSequence[float],
    untils: MutableSequence[float],
    cell_lows: MutableSequence[int],
    cell_highs: MutableSequence[int],
    cells: MutableSequence[float],
) -> None:
    """Cut the time of many patients, each with the units ``[firsts, lasts)``.

    Units have episodes ``[lows, highs)`` from ``begins`` to ``ends``, disjoint and rising, each
    with a measure ``held``, inside a window from ``opens`` to ``closes``. The slices of one patient
    follow those of another; ``slice_lows`` and ``slice_highs`` say where each patient's lie,
    ``cell_lows`` and ``cell_highs`` where the cells of each slice do. There has to be room for two
    slices for each episode. ``passed`` is room to work in, a place for each unit of a patient.
    """
    place = 0
    cell = 0
    for patient in range(len(firsts)):
        lo, hi = firsts[patient], lasts[patient]
        number = cut(
            lows, highs, opens, closes, lo, hi, begins, ends, held, passed, place, cell, froms,
            untils, cells,
        )  # fmt: skip
        slice_lows[patient] = place
        slice_highs[patient] = place + number
        for _ in range(number):
            cell_lows[place] = cell
            cell += hi - lo
            cell_highs[place] = cell
            place += 1


def over_time(
    lows: Sequence[int],
    highs: Sequence[int],
    froms: Sequence[float],
    untils: Sequence[float],
    values: Sequence[float],
    results: MutableSequence[float],
) -> None:
    """The days of the slices ``[lows, highs)`` of each patient, each as much as its slice is worth.

    A slice without a value counts nothing; when none has one, neither has the patient.
    """
    for patient in range(len(lows)):
        total = 0.0
        known = False
        for place in range(lows[patient], highs[patient]):
            if values[place] == values[place]:
                total += values[place] * (untils[place] - froms[place])
                known = True
        results[patient] = total if known else UNKNOWN
