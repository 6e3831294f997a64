"""How long each patient stays on treatment, for the analysis of survival."""

from __future__ import annotations

from typing import Any, Unpack

import attrs

from carecoord.adapters.tables.cells_out import day_cells, flag_cells
from carecoord.adapters.tables.episodes.permissible import Permissible, permissible
from carecoord.adapters.tables.episodes.spells import NO_FILL
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.settings import FollowUp, Setup
from carecoord.adapters.tables.spans import Written
from carecoord.rules.kernels import persistence as kernel
from carecoord.rules.kernels import timeline


def persistence(
    frame: Frame, *, permissible_gap: Written = "30d", **settings: Unpack[FollowUp]
) -> Frame:
    """One row for each patient: when treatment began, how long it lasted, and whether it stopped.

    Treatment lasts as long as any drug is in hand without a gap longer than ``permissible_gap``,
    written as ``30d``, ``6w``, ``3mo`` (of 30 days), ``1y`` (of 365), or ``50%`` of the days of
    supply filled last. Each drug has a timeline of its own, and the order of rows is of no matter.
    The other settings are those of `adherence`.

    Gives the patient's columns, first_fill, persistent_until (the last day with supply before the
    first long gap, else the last day of follow-up), days from the first fill to then, discontinued
    (false: still on treatment when follow-up ended, censored), restarted_on (the fill after the
    gap), reason.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(settings).only_followed()
    gap = permissible(permissible_gap)
    table = Table.of(frame, "persistence")
    cohort = setup.cohort(table, drug=True, dose=False)
    found = _run(cohort, gap)
    dated = cohort.read.dated
    return table.made(
        cohort.who(),
        {
            "first_fill": day_cells(found.firsts, table, dated=dated),
            "persistent_until": day_cells(found.last_days, table, dated=dated),
            "days": Numbers(found.days),
            "discontinued": flag_cells(found.stopped, table),
            "restarted_on": day_cells(found.restarts, table, dated=dated),
            "reason": Texts(found.reasons),
        },
    )


@attrs.frozen(kw_only=True)
class _Persisted:
    """Of each unit; None where there is nothing to tell."""

    firsts: list[int | None]
    untils: list[float | None]
    restarts: list[int | None]
    stopped: list[bool | None]
    reasons: list[str | None]

    @property
    def days(self) -> list[float | None]:
        """How long treatment lasted."""
        return [
            None if first is None or until is None else until - first
            for first, until in zip(self.firsts, self.untils, strict=True)
        ]

    @property
    def last_days(self) -> list[float | None]:
        """The last day with supply, one on which supply is used up in its course included."""
        return [None if until is None else -(-until // 1) - 1 for until in self.untils]


def _run(cohort: Cohort, gap: Permissible) -> _Persisted:
    engine, fills, tasks = cohort.engine, cohort.fills, cohort.tasks
    many = len(tasks.lows)
    reasons, states = engine.full(many, kernel.DONE), engine.full(many, 0)
    for unit in tasks.reasons:
        reasons[unit] = -1
    firsts, untils, restarts = engine.full(many, 0), engine.full(many, 0.0), engine.full(many, 0)
    drugs = fills.drugs if len(fills.drugs) else engine.full(len(fills.starts), 0)
    engine.run(kernel.persistences)(
        fills.starts, fills.lengths, drugs, engine.ints(tasks.lows), engine.ints(tasks.highs),
        engine.floats(tasks.follows), engine.floats(tasks.leaves), gap.amount, gap.percent,
        engine.full(max(len(cohort.read.drugs), 1), timeline.NEVER),
        firsts, untils, restarts, states, reasons,
    )  # fmt: skip
    codes, state = engine.plain(reasons), engine.plain(states)
    done = [code == kernel.DONE for code in codes]
    again = [one == kernel.RESTARTED for one in state]
    return _Persisted(
        firsts=_where(done, engine.plain(firsts)),
        untils=_where(done, engine.plain(untils)),
        restarts=_where(again, engine.plain(restarts)),
        stopped=_where(done, [one != kernel.PERSISTENT for one in state]),
        reasons=[
            None if code == kernel.DONE else tasks.reasons.get(unit, NO_FILL)
            for unit, code in enumerate(codes)
        ],
    )


def _where(known: list[bool], values: list[Any]) -> list[Any]:
    return [value if one else None for one, value in zip(known, values, strict=True)]
