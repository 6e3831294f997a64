"""The picture of one patient of a table of fills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any, Unpack

import attrs

from carecoord.adapters.pictures.availability import Line, available
from carecoord.adapters.pictures.cells import of_rows, rows_of
from carecoord.adapters.pictures.layout import Given, as_dispensed
from carecoord.adapters.pictures.possession import possessed
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.values import Lane, Result, SupplyTimeline, Window
from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.adapters.tables.possession.cohort import Cohort
from carecoord.adapters.tables.possession.fills import Columns, Names
from carecoord.adapters.tables.possession.measuring import Asked, Method
from carecoord.adapters.tables.possession.settings import Setup
from carecoord.adapters.tables.possession.windows import Windows
from carecoord.adapters.tables.spans import Written
from carecoord.errors import AuthoringError, InputError
from carecoord.model.period import Period

ALL = "All fills"
COUNTED = "Days that count"
SPREAD = "CMA9 spreads the supply of a fill evenly over the days to the next one."


def supply_timeline(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    patient: object,
    /,
    method: Method = "pdc",
    *,
    follow_up_start: Written = "0d",
    follow_up: Written = "730d",
    observation_start: Written = "0d",
    observation: Written | None = None,
    carry_same_drug_only: bool = False,
    dose_change: bool = False,
    from_first_fill: bool = False,
    until: str | None = None,
    stays: Sequence[Period] = (),
    title: str = "Supply of medicines",
    **names: Unpack[Names],
) -> SupplyTimeline:
    """The fills of a patient of a table, laid out as a measure counts them, and its result.

    Takes what `carecoord.adapters.tables.adherence` takes, and gives the numbers that it gives. For
    ``pdc`` and ``mpr`` each drug has a lane; for ``cma1`` to ``cma9`` all fills are on one. Stays
    are shown, and change nothing: a table knows of none.

    Raises: InputError for a patient or column that is missing, AuthoringError for settings
    without meaning, MissingExtra.
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
            "by": None,
            "until": until,
            "engine": "python",
            **names,
        }
    )
    asked = setup.asked(method)
    whole = Table.of(frame, "supply timeline")
    table = of_rows(whole, rows_of(whole, setup.columns.patient, patient))
    cohort = setup.cohort(table, drug=asked.needs_drug, dose=setup.dosed)
    found = cohort.measured(asked)
    result = Result(
        name=method.upper(),
        numerator=_known(found.numerators),
        denominator=_known(found.denominators),
        value=_known(found.values),
        reason=found.reasons[0],
        about="days" if method != "mpr" else "days, supplied of days",
    )
    base = SupplyTimeline(
        title=title,
        dated=cohort.read.dated,
        results=(result,),
        stays=_stays(stays, dated=cohort.read.dated),
    )
    return _laid_out(base, cohort, asked, setup.columns)


def _stays(stays: Sequence[Period], *, dated: bool) -> list[Span]:
    try:
        known = [(stay.first_day(UTC), stay.last_day(UTC)) for stay in stays]
    except (TypeError, AttributeError) as error:
        raise AuthoringError(
            asked="stays in a supply timeline",
            found="something else than periods",
            remedy="Give a list of carecoord.model.Period",
        ) from error
    if known and not dated:
        raise InputError(
            asked="stays in a supply timeline",
            found="days that are whole numbers, not dates",
            remedy="Give the fills as dates, or leave the stays out",
        )
    return [Span(a.toordinal(), b.toordinal() + 1) for a, b in known if a and b]


def _laid_out(
    base: SupplyTimeline, cohort: Cohort, asked: Asked, columns: Columns
) -> SupplyTimeline:
    tasks = cohort.tasks
    line = _line(cohort, columns)
    if tasks.reasons or not line.given:
        # No windows, or rows that cannot be used: what is known is shown as it was dispensed.
        lanes = [Lane(name="Fills as dispensed", supplies=as_dispensed(line.given, counted=False))]
        return attrs.evolve(base, lanes=lanes if line.given else ())
    follow_up = Span(float(tasks.follows[0]), float(tasks.leaves[0]))
    window = Span(float(tasks.opens[0]), float(tasks.closes[0]))
    notes: tuple[str, ...] = ()
    if asked.number:
        walked = available(
            asked.number, line, follow_up, window, same=asked.same, dosed=asked.dosed
        )
        lanes, counted = [walked.lane], walked.counted
        notes = (SPREAD,) if asked.method == "cma9" else ()
    else:
        held = possessed(
            line.given, window, follow_up.first,
            supplied=asked.method == "mpr", from_first=asked.from_first,
        )  # fmt: skip
        lanes, counted = held.lanes, held.counted
    shown = [Window(name="Follow-up", spans=[follow_up])] if follow_up != window else []
    own = counted != window and counted.days > 0
    shown.append(Window(name="Observation window", spans=[window], counts=not own))
    if own:
        shown.append(Window(name=COUNTED, spans=[counted], counts=True))
    return attrs.evolve(base, lanes=lanes, windows=shown, notes=notes)


def _line(cohort: Cohort, columns: Columns) -> Line:
    """The patient's usable fills in order of day, with the names of their drugs."""
    fills = cohort.fills
    if not len(fills.starts) and cohort.read.bad:
        return _line(_without(cohort), columns)
    rows = range(len(fills.starts)) if fills.rows is None else fills.rows
    named: list[Any] = [ALL] * cohort.table.length
    if columns.drug is not None and cohort.table.has(columns.drug):
        named = cohort.table.frame[columns.drug].to_list()
    starts, lengths = [int(day) for day in fills.starts], [float(one) for one in fills.lengths]
    given = [
        Given(drug=_name(named[row]), day=day, days=days)
        for row, day, days in zip(rows, starts, lengths, strict=True)
    ]
    return Line(
        given=given,
        starts=starts,
        lengths=lengths,
        drugs=list(fills.drugs),
        doses=list(fills.doses),
    )


def _name(drug: object) -> str:
    return "fill" if cells.known(drug) is None else str(drug)


def _without(cohort: Cohort) -> Cohort:
    """The same patient without the rows that cannot be used."""
    rows = [row for row in range(cohort.table.length) if row not in cohort.read.bad]
    table = of_rows(cohort.table, rows)
    return Cohort.of(table, cohort.columns, Windows(), engine="python")


def _known(values: Any) -> float | None:  # noqa: ANN401  a sequence of an engine
    value = float(values[0])
    return value if value == value else None  # noqa: PLR0124  not a number
