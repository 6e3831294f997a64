"""Treatment episodes of many patients, and adherence within each."""

from __future__ import annotations

from typing import Any, Unpack

from carecoord.adapters.tables.cells_out import count_cells, day_cells
from carecoord.adapters.tables.episodes.boundaries import Boundaries, Carry
from carecoord.adapters.tables.episodes.given import given
from carecoord.adapters.tables.episodes.spells import found
from carecoord.adapters.tables.episodes.within import within
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts, narwhals
from carecoord.adapters.tables.possession.cohort import Cohort, results
from carecoord.adapters.tables.possession.measuring import Asked, Method
from carecoord.adapters.tables.possession.settings import FollowUp, Settings, Setup
from carecoord.adapters.tables.spans import Written

FOR_CMA = 5
"""From this CMA on, supply is carried over."""


def treatment_episodes(
    frame: Frame,
    *,
    permissible_gap: Written = "90d",
    carry: Carry = "one_timeline",
    drug_change_opens: bool = False,
    append_gap: bool = False,
    **settings: Unpack[FollowUp],
) -> Frame:
    """One row for each treatment episode; one with a reason for a patient without any.

    An episode ends when the supply before a gap longer than ``permissible_gap`` is used up, or
    with follow-up, and ``drug_change_opens`` a new one when the next fill is of another drug.
    ``permissible_gap`` is written as ``90d``, ``12w``, ``3mo`` (of 30 days), ``1y`` (of 365), or
    ``50%`` of the days of supply of the fill before. ``append_gap`` lengthens an episode by it.

    ``carry`` says what becomes of supply in hand at the next fill: ``one_timeline`` uses all fills
    one after another (only of the same drug with ``carry_same_drug_only``, by doses with
    ``dose_change``), ``per_drug`` has a timeline of each drug and sees a gap when none is in hand,
    ``none`` loses it. The other settings are those of `adherence`. A change of dose opens nothing.

    ``one_timeline`` and ``none`` are AdhereR's compute.treatment.episodes, its departures from its
    manual included: a last gap of just the permissible length ends an episode, and what is appended
    to the only episode of a patient is taken away. Not so ``per_drug``.

    Gives the patient's columns, episode (numbered from 1), start, end (the day after, or on which
    supply is used up), days, gap_after (days without supply after its last fill), reason.

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
    table = Table.of(frame, "treatment episodes")
    cohort = setup.cohort(
        table, drug=boundaries.needs_drug(setup), dose=boundaries.needs_dose(setup)
    )
    spells = found(cohort, boundaries, setup)
    edges = [spells.shown(one) for one in (spells.begins, spells.ends, spells.days)]
    return table.made(
        cohort.who(spells.units),
        {
            "episode": count_cells(spells.numbers, table),
            **_edges(edges[0], edges[1], edges[2], cohort),
            "gap_after": Numbers(spells.closing),
            "reason": Texts(spells.reasons.get(row) for row in range(len(spells.units))),
        },
    )


def adherence_per_episode(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    method: Method = "pdc",
    *,
    episodes: Frame | None = None,
    permissible_gap: Written = "90d",
    drug_change_opens: bool = False,
    append_gap: bool = False,
    **settings: Unpack[Settings],
) -> Frame:
    """One row for each treatment episode: adherence in its part of the observation window.

    Episodes are those of `treatment_episodes`: with ``per_drug`` for pdc and mpr, without carrying
    over for cma1 to cma4, else on one timeline. Or they are the rows of ``episodes``, a frame with
    the patient's columns, start, and days or end, such as `treatment_episodes` gives. For a CMA,
    follow-up starts with the episode and lasts as many units of ``follow_up`` as it has days, as in
    AdhereR's CMA_per_episode; pdc and mpr keep the patient's follow-up.

    Gives the patient's columns, episode, start, end and days in the observation window,
    episode_days and gap_after of the whole episode, numerator, denominator, value, reason; for pdc
    and mpr also supply_left.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(settings)
    asked = setup.asked(method)
    boundaries = Boundaries.of(
        setup,
        permissible_gap,
        _carry(asked),
        drug_change_opens=drug_change_opens,
        append_gap=append_gap,
    )
    table = Table.of(frame, "adherence per episode")
    drug = asked.needs_drug or (episodes is None and boundaries.needs_drug(setup))
    cohort = setup.cohort(table, drug=drug, dose=setup.dosed)
    if episodes is None:
        spells, whose = found(cohort, boundaries, setup), None
    else:
        whose = Table.of(episodes, "episodes")
        spells = given(whose, cohort)
    parts = within(asked, spells, cohort, setup)
    measured = cohort.measured(asked, parts.tasks)
    who = cohort.who(spells.units) if whose is None else _named(whose, cohort)
    made: dict[str, Any] = {
        "episode": count_cells(spells.numbers, table),
        **_edges(parts.begins, parts.ends, parts.days, cohort),
        "episode_days": Numbers(spells.shown(spells.days)),
        "gap_after": Numbers(spells.closing),
        **results(measured),
    }
    if not asked.number:
        made["supply_left"] = Numbers(measured.left)
    return table.made(who, made)


def _carry(asked: Asked) -> Carry:
    if not asked.number:
        return "per_drug"
    return "one_timeline" if asked.number >= FOR_CMA else "none"


def _named(whose: Table, cohort: Cohort) -> dict[str, Any]:
    """The columns that say whose an episode of the caller is, in the kind of frame of the fills."""
    nw, backend = narwhals(), cohort.table.frame.implementation
    return {
        name: nw.new_series(
            name, whose.frame[name].to_list(), whose.frame[name].dtype, backend=backend
        )
        for name in cohort.keys
    }


def _edges(begins: list[Any], ends: list[Any], days: list[Any], cohort: Cohort) -> dict[str, Any]:
    dated = cohort.read.dated
    return {
        "start": day_cells(begins, cohort.table, dated=dated),
        "end": day_cells(ends, cohort.table, dated=dated),
        "days": Numbers(days),
    }
