"""A comorbidity index over a table of diagnosis codes."""

from __future__ import annotations

from math import inf
from typing import Any

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.cells_out import cells_at, count_cells
from carecoord.adapters.tables.comorbidities.asked import Asked, Edition, IndexName, WeightsName
from carecoord.adapters.tables.comorbidities.masks import Masks, masks_of
from carecoord.adapters.tables.comorbidities.reading import Rows
from carecoord.adapters.tables.engines import Choice, Engine, chosen
from carecoord.adapters.tables.frames import Frame, Table, Wholes, narwhals
from carecoord.rules.kernels import comorbidity as kernels
from carecoord.rules.readmission.comorbidity.age import age_points

OLDEST = 150.0
"""What is above is no age in years."""


def comorbidity(  # noqa: PLR0913  each says what it is
    frame: Frame,
    index: IndexName = "charlson",
    *,
    weights: WeightsName | None = None,
    hierarchy: bool = True,
    edition: Edition = "quan_2005",
    age: str | None = None,
    system: str | None = None,
    patient: str = "patient",
    code: str = "code",
    engine: Choice = "auto",
) -> Frame:
    """One row for each patient of a table that has a row for each diagnosis code.

    ``index`` is charlson or elixhauser, by the ICD-10 lists of Quan 2005; ``edition``
    quan_2005_updated adds codes made since, which is ours. ``weights`` are the usual ones of the
    index, charlson_1987 or van_walraven_2009, when None; else quan_2011 or swiss_2021. With
    ``hierarchy`` the milder form of a disease earns nothing beside the heavier; both keep their
    flag. ``age`` names a column of ages in years, for the age form of Charlson: all rows of a
    patient that have one have to say the same. ``system`` names the column that says of which code
    system a code is: the column system, if there is one, when None.

    Gives a frame of the same kind, patients in order of appearance: the patient, a column of 0 and
    1 for each condition, n_conditions (of Elixhauser those that count under the hierarchy, of
    Charlson all), score (it may be below 0), with ``age`` age_points and score_with_age, and
    unknown_codes: how many different codes of the patient are not of ICD-10. A code that is
    missing says nothing; `code_problems` names it. Rows that name no patient have a last row of
    their own with nothing in it.

    Raises: InputError for a column that is missing, AuthoringError for settings that do not go
    together, MissingExtra.
    """
    asked = Asked.of(index, weights, edition, hierarchy=hierarchy, with_age=age is not None)
    table = Table.of(frame, f"comorbidity by {asked.index.name}")
    rows = Rows.of(table, patient, code, system)
    runs = chosen(engine, table.length)
    found = masks_of(rows, asked.index, runs)
    columns = _flags(asked, found, runs)
    numbers, scores = _scores(asked, found, runs)
    columns |= {"n_conditions": numbers, "score": scores}
    if age is not None:
        columns |= _with_age(rows, age, runs.plain(scores), runs)
    columns["unknown_codes"] = found.unknown
    nobody = bool(cells.below(rows.patients, 0))
    return table.made(
        {patient: _who(rows, nobody=nobody)},
        {name: _out(values, table, nobody=nobody) for name, values in columns.items()},
    )


def _flags(asked: Asked, found: Masks, engine: Engine) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for place, name in enumerate(asked.index.names):
        columns[name] = engine.full(len(found.masks), 0)
        engine.run(kernels.flags)(found.masks, place, columns[name])
    return columns


def _scores(asked: Asked, found: Masks, engine: Engine) -> tuple[Any, Any]:
    many, index = len(found.masks), asked.index
    totals, numbers = engine.full(many, 0), engine.full(many, 0)
    milder, heavier = index.pairs if asked.hierarchy else ((), ())
    engine.run(kernels.scores)(
        found.masks,
        engine.ints(milder),
        engine.ints(heavier),
        engine.ints(index.points(asked.weights)),
        engine.ints([1] * len(index.names)),
        int(index.number_by_hierarchy),
        totals,
        numbers,
    )
    return numbers, totals


def _with_age(rows: Rows, age: str, scores: list[int], engine: Engine) -> dict[str, Any]:
    """The points of age, None for a patient whose rows name none, or several."""
    many = len(rows.firsts)
    years = engine.floats(cells.numbers(rows.table.column(age, "ages in years")))
    lows, highs = engine.full(many, inf), engine.full(many, -inf)
    engine.run(kernels.ages)(engine.ints(rows.patients), years, OLDEST, lows, highs)
    bounds = zip(engine.plain(lows), engine.plain(highs), strict=True)
    points = [age_points(int(low)) if low == high else None for low, high in bounds]
    with_age = [
        None if more is None else score + more for score, more in zip(scores, points, strict=True)
    ]
    return {"age_points": points, "score_with_age": with_age}


def _who(rows: Rows, *, nobody: bool) -> Any:  # noqa: ANN401
    """The patients, and null last when some rows name none."""
    series = rows.table.frame[rows.patient]
    if not nobody:
        return narwhals().maybe_reset_index(series[rows.firsts])
    return cells_at(series, count_cells([*rows.firsts, None], rows.table))


def _out(values: Any, table: Table, *, nobody: bool) -> Any:  # noqa: ANN401
    """A column of whole numbers; null in the row of rows that name no patient."""
    if not nobody and hasattr(values, "dtype"):
        return values
    listed: list[int | None] = [*values, None] if nobody else values
    return count_cells(listed, table) if None in listed else Wholes(listed)
