"""Which fill belongs to which treatment episode: one row for each row that came in."""

from __future__ import annotations

from typing import Unpack

from carecoord.adapters.tables.cells_out import count_cells
from carecoord.adapters.tables.episodes.boundaries import CARRIES, Boundaries, Carry
from carecoord.adapters.tables.episodes.spells import Spells, found
from carecoord.adapters.tables.frames import Frame, Table, Texts
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.seen import by_row, reason_of_row, unit_of_fills
from carecoord.adapters.tables.possession.settings import FollowUp, Setup
from carecoord.adapters.tables.spans import Written
from carecoord.rules.kernels import intervals
from carecoord.rules.kernels.episodes import followed
from carecoord.rules.kernels.search import first_at


def fills_in_episodes(
    frame: Frame,
    *,
    permissible_gap: Written = "90d",
    carry: Carry = "one_timeline",
    drug_change_opens: bool = False,
    append_gap: bool = False,
    **settings: Unpack[FollowUp],
) -> Frame:
    """One row for each fill, in the order of the table; settings are those of `treatment_episodes`.

    Gives the columns of patient and day of the fill, episode (the number it has in
    `treatment_episodes`), and reason: why it belongs to none.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(settings).only_followed()
    boundaries = Boundaries.of(
        setup,
        permissible_gap,
        carry,
        drug_change_opens=drug_change_opens,
        append_gap=append_gap,
    )
    table = Table.of(frame, "fills in treatment episodes")
    cohort = setup.cohort(
        table, drug=boundaries.needs_drug(setup), dose=boundaries.needs_dose(setup)
    )
    numbers = by_row(_numbers(CARRIES[carry], cohort, found(cohort, boundaries, setup)), cohort)
    units = by_row(unit_of_fills(cohort), cohort)
    outside = (intervals.DONE if number else intervals.NOT_FOLLOWED for number in numbers)
    return table.made(
        {name: table.frame[name] for name in [*cohort.keys, cohort.columns.filled_on]},
        {
            "episode": count_cells(numbers, table),
            "reason": Texts(
                [
                    reason_of_row(row, unit, state, cohort)
                    for row, (unit, state) in enumerate(zip(units, outside, strict=True))
                ]
            ),
        },
    )


def _numbers(carry: int, cohort: Cohort, spells: Spells) -> list[int | None]:
    """The episode of each fill: the last one that began with it or before, during follow-up."""
    plain, tasks = cohort.engine.plain, cohort.tasks
    starts = plain(cohort.fills.starts)
    lows, highs, follows, leaves = (
        plain(one) for one in (tasks.lows, tasks.highs, tasks.follows, tasks.leaves)
    )
    numbers: list[int | None] = [None] * len(starts)
    for unit, number, first in zip(spells.units, spells.numbers, spells.firsts, strict=True):
        if first is not None:
            lo = first_at(starts, lows[unit], highs[unit], follows[unit])
            hi = followed(carry, starts, lo, highs[unit], leaves[unit])
            numbers[first:hi] = [number] * (hi - first)
    return numbers
