"""The pass over stays: episodes, index stays, and what follows them, by row of the table."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.stays.reading import Stays
from carecoord.adapters.tables.stays.reasons import LEFT_OUT, OF_THE_FIRST
from carecoord.adapters.tables.stays.vectors import (
    full,
    ints,
    looked_up,
    numbered,
    placed,
    through,
    without,
)
from carecoord.rules.kernels import index_stays
from carecoord.rules.kernels import readmissions as kernel

NOWHERE = -1


@attrs.frozen(kw_only=True)
class Followed:
    """Of each row: the reasons against it, its episode (-1 for none), and the admission after it.

    ``links`` tell how a stay follows others of its episode, ``judged`` is the row whose diagnosis
    and procedures count for it, ``found`` the row of the admission (-1 for none), ``days`` when.
    """

    reasons: Any
    episodes: Any
    links: Any
    judged: Any
    found: Any
    days: Any
    outcomes: Any


def followed(stays: Stays, window: int, engine: Engine) -> Followed:
    """Run the kernels over the rows that can be used."""
    reasons = engine.later(engine.ints(stays.reasons), 0)  # a copy: the kernel writes on it
    people = stays.people
    engine.run(index_stays.own_reasons)(
        window, stays.until, LEFT_OUT,
        engine.ints(stays.admitted), engine.ints(stays.discharged),
        engine.ints(people.old_on), engine.ints(people.covered_on),
        engine.ints(people.enrolled_until), engine.ints(people.died_on), reasons,
    )  # fmt: skip
    rows = _in_order(stays, engine)
    length = stays.table.length if rows is None else len(rows)
    out = Followed(
        reasons=reasons if rows is None else engine.taken(reasons, rows),
        episodes=engine.full(length, NOWHERE),
        links=engine.full(length, kernel.APART),
        judged=engine.full(length, NOWHERE),
        found=engine.full(length, NOWHERE),
        days=engine.full(length, NOWHERE),
        outcomes=engine.full(length, kernel.NONE),
    )
    follow: Any = engine.run(kernel.readmissions)
    follow(
        window, OF_THE_FIRST, *(_at(column, rows, engine) for column in _columns(stays)),
        out.reasons, out.episodes, out.links, out.judged, out.found, out.days, out.outcomes,
    )  # fmt: skip
    return out if rows is None else _by_row(out, reasons, rows)


def _columns(stays: Stays) -> tuple[Any, ...]:
    """What the kernel looks at, in its order."""
    classes = stays.classes
    plans = looked_up(classes.of_rows, classes.each("plan"), 0)
    return (
        *(stays.patient, stays.hospital, stays.admitted, stays.discharged),
        *(classes.conditions, plans, stays.units),
    )


def _at(column: Any, rows: Any, engine: Engine) -> Any:  # noqa: ANN401
    values = engine.ints(column)
    return values if rows is None else engine.taken(values, rows)


def _in_order(stays: Stays, engine: Engine) -> Any | None:  # noqa: ANN401
    """The rows that can be used, by patient, admission, discharge, disposition and hospital.

    None when these are all rows as they stand.
    """
    kept = engine.ints(without(stays.reasons, LEFT_OUT))
    all_of_them = len(kept) == stays.table.length
    names = (stays.patient, stays.admitted, stays.discharged, stays.order, stays.hospital)
    rising = engine.rising([_at(key, None if all_of_them else kept, engine) for key in names])
    if rising is None:
        return None if all_of_them else kept
    return rising if all_of_them else engine.taken(kept, rising)


def _by_row(out: Followed, reasons: Any, rows: Any) -> Followed:  # noqa: ANN401
    """What was found of stays in order, by row of the table; rows that were left out have none."""
    length, at = len(reasons), ints(rows)
    nowhere = full(length, NOWHERE)
    return Followed(
        reasons=placed(out.reasons, at, ints(reasons)),
        episodes=placed(out.episodes, at, nowhere),
        links=placed(out.links, at, full(length, kernel.APART)),
        judged=placed(through(out.judged, at), at, numbered(length)),
        found=placed(through(out.found, at), at, nowhere),
        days=placed(out.days, at, nowhere),
        outcomes=placed(out.outcomes, at, full(length, kernel.NONE)),
    )
