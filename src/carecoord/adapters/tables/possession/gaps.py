"""What a measure sees of each fill: one row for each row that came in."""

from __future__ import annotations

from typing import Unpack

from carecoord.adapters.tables.cells_out import day_cells, flag_cells
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.possession.measuring import Method
from carecoord.adapters.tables.possession.seen import seen
from carecoord.adapters.tables.possession.settings import Settings, Setup


def fill_gaps(frame: Frame, method: Method = "pdc", **settings: Unpack[Settings]) -> Frame:
    """One row for each fill, in the order of the table; settings are those of `adherence`.

    Gives the columns of patient and day of the fill, and: interval, the days to the next fill, or
    to the end of the observation window; gap, those of them without supply; carried_in, the days of
    supply in hand on the day of the fill; used, whether the fill counts in the measure;
    follow_up_start, follow_up_end, observation_start, observation_end (ends are the day after);
    lag, the days by which CMA8 opens the window later, until supply from before is used up; reason,
    why nothing is seen of the fill.

    cma1 to cma9 see all fills on one timeline, and cma7 and cma8 have no interval for fills before
    the observation window; pdc and mpr have a timeline of each drug, on which the next fill is the
    next of that drug.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(settings)
    asked = setup.asked(method)
    table = Table.of(frame, "gaps after fills")
    cohort = setup.cohort(table, drug=asked.needs_drug, dose=setup.dosed)
    found, tasks, plain = seen(asked, cohort), cohort.tasks, cohort.engine.plain
    edges = {
        "follow_up_start": tasks.follows,
        "follow_up_end": tasks.leaves,
        "observation_start": tasks.opens,
        "observation_end": tasks.closes,
    }
    dated = cohort.read.dated
    return table.made(
        {name: table.frame[name] for name in [*cohort.keys, cohort.columns.filled_on]},
        {
            "interval": Numbers(found.lasting),
            "gap": Numbers(found.gaps),
            "carried_in": Numbers(found.carried),
            "used": flag_cells(found.used, table),
            **{
                name: day_cells(found.of_units(plain(days)), table, dated=dated)
                for name, days in edges.items()
            },
            "lag": Numbers(found.of_units(found.lags)),
            "reason": Texts(found.reasons),
        },
    )
