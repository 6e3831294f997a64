"""Adherence of many patients: a table of fills in, a row for each patient out."""

from __future__ import annotations

from typing import Unpack

from carecoord.adapters.tables.engines import Choice
from carecoord.adapters.tables.frames import Frame, Numbers, Table
from carecoord.adapters.tables.possession.cohort import results
from carecoord.adapters.tables.possession.fills import Names
from carecoord.adapters.tables.possession.measuring import Method
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.adapters.tables.spans import Written


def adherence(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    method: Method = "pdc",
    *,
    follow_up_start: Written = "0d",
    follow_up: Written = "730d",
    observation_start: Written = "0d",
    observation: Written | None = None,
    carry_same_drug_only: bool = False,
    dose_change: bool = False,
    from_first_fill: bool = False,
    by: str | None = None,
    until: str | None = None,
    engine: Choice = "auto",
    **names: Unpack[Names],
) -> Frame:
    """One row for each patient, or for each value of the column ``by`` that a patient has.

    ``pdc`` is the proportion of days with any drug in hand, ``mpr`` the days of supply over the
    days; both on a timeline of each drug, so that drugs taken side by side count once and the order
    of rows is of no matter. ``cma1`` to ``cma9`` are AdhereR's measures, where all fills are one
    timeline in order of day, and of row on the same day.

    ``follow_up_start`` is after the patient's first fill, ``observation_start`` after the start of
    follow-up, and without ``observation``, its length, observation lasts to the end of follow-up.
    ``until`` names a column with the last day on which the patient was followed, such as death or
    disenrolment, in any row of the patient. Spans are days, or written as ``180d``,
    ``6w``, ``3mo``, ``2y``, a date, or ``column:NAME``, of which the row of the first fill counts.
    ``names`` are those of the columns: patient, filled_on, days_supply, drug, daily_dose;
    ``drug=None`` says that all fills are of one drug; ``date_format`` as `datetime.strptime` has
    it, of texts and whole numbers alike. Without it whole numbers are days, up to 10 million.

    Gives a frame of the same kind with columns named as the patient's and ``by``, and numerator,
    denominator, value, reason: why there is no value. For pdc and mpr also supply_left: days of
    supply in hand at the end of the window, of all drugs.

    Raises: InputError for a column that is missing, AuthoringError for settings without meaning,
    MissingExtra.
    """
    setup = Setup.of(
        {
            "follow_up_start": follow_up_start,
            "follow_up": follow_up,
            "observation_start": observation_start,
            "observation": observation,
            "carry_same_drug_only": carry_same_drug_only,
            "dose_change": dose_change,
            "from_first_fill": from_first_fill,
            "by": by,
            "until": until,
            "engine": engine,
            **names,
        }
    )
    asked = setup.asked(method)
    table = Table.of(frame, "adherence")
    cohort = setup.cohort(table, drug=asked.needs_drug, dose=setup.dosed)
    found = cohort.measured(asked)
    made = results(found)
    if not asked.number:
        made["supply_left"] = Numbers(found.left)
    return table.made(cohort.who(), made)
