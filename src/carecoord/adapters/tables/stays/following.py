"""The pass over stays: episodes, index stays, and what follows them, by row of the table."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.stays.reading import Stays
from carecoord.adapters.tables.stays.reasons import LEFT_OUT, OF_THE_FIRST
from carecoord.adapters.tables.stays.vectors import looked_up, without
from carecoord.rules.kernels import index_stays
from carecoord.rules.kernels import readmissions as kernel

NOWHERE = -1


@attrs.frozen(kw_only=True)
class Followed:
    """Of each row: the reasons against it, its episode (0 for none), and the admission after it.

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
    length = stays.table.length
    columns = (
        engine.ints(stays.patient),
        engine.ints(stays.hospital),
        engine.ints(stays.admitted),
        engine.ints(stays.discharged),
    )
    rows = _in_order(stays, columns, engine)
    reasons = engine.later(engine.ints(stays.reasons), 0)  # a copy: the kernels write on it
    people = stays.people
    engine.run(index_stays.own_reasons)(
        window, stays.until, rows, *columns[2:],
        engine.ints(people.old_on), engine.ints(people.covered_on),
        engine.ints(people.enrolled_until), engine.ints(people.died_on), reasons,
    )  # fmt: skip
    classes = stays.classes
    plans = looked_up(classes.of_rows, classes.each("plan"), 0)
    out = Followed(
        reasons=reasons,
        episodes=engine.full(length, 0),
        links=engine.full(length, kernel.APART),
        judged=engine.ints(range(length)),
        found=engine.full(length, NOWHERE),
        days=engine.full(length, NOWHERE),
        outcomes=engine.full(length, kernel.NONE),
    )
    engine.run(kernel.readmissions)(
        window, OF_THE_FIRST, rows, *columns,
        engine.ints(classes.conditions), engine.ints(plans), engine.ints(stays.units),
        out.reasons, out.episodes, out.links, out.judged, out.found, out.days, out.outcomes,
    )  # fmt: skip
    return out


def _in_order(stays: Stays, columns: tuple[Any, Any, Any, Any], engine: Engine) -> Any:  # noqa: ANN401
    """The rows that can be used, by patient, admission, discharge, disposition and hospital."""
    kept = engine.ints(without(stays.reasons, LEFT_OUT))
    keys = [*columns, engine.ints(stays.order)]
    if len(kept) < stays.table.length:
        keys = [engine.taken(key, kept) for key in keys]
    patient, hospital, admitted, discharged, order = keys
    rising = engine.rising([patient, admitted, discharged, order, hospital])
    return kept if rising is None else engine.taken(kept, rising)
