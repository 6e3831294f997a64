"""Drawing what a visit used: a fulfilled one only, for somebody who did not come used nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.cases import refused
from carecoord.rules.moves.drawing import DRAW
from carecoord.rules.moves.drawn_units import VISIT
from carecoord.rules.moves.event import Moment, Performer
from carecoord.rules.moves.moving import Moved, move

FULFILLED = "fulfilled"


def draw_visit(  # noqa: PLR0913  a draw has as many parts
    value: Authorization,
    visit: Appointment,
    *,
    at: Moment,
    by: Performer | None = None,
    units: Decimal = Decimal(1),
    unit: str = VISIT,
    item: int | None = None,
) -> Moved[Authorization]:
    """Draw the units of a visit on the day of its start; without further word one visit.

    Raises:
        MoveRefused: the visit is not fulfilled or has no start, or its units cannot be drawn.
    """
    if visit.status != FULFILLED:
        raise refused(DRAW, "a visit that is not fulfilled", "Draw once the patient was seen")
    if visit.start is None:
        raise refused(DRAW, "a visit without a start", "Give its start")
    details: dict[str, Any] = {} if item is None else {"item": item}
    return move(
        AUTHORIZATION,
        value,
        DRAW,
        at=at,
        by=by,
        appointment=visit.id,
        units=units,
        unit=unit,
        on=visit.start,
        **details,
    )
