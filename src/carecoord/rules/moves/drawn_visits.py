"""Drawing what a visit used: a fulfilled one only, for somebody who did not come used nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.rules.concepts.amounts import unit_type
from carecoord.rules.concepts.drawn import ONE_VISIT, drawn_by
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.cases import refused
from carecoord.rules.moves.drawing import DRAW
from carecoord.rules.moves.event import Moment, Performer
from carecoord.rules.moves.moving import Moved, move
from carecoord.rules.moves.pools import pools

FULFILLED = "fulfilled"


def draw_visit(  # noqa: PLR0913  a draw has as many parts
    value: Authorization,
    visit: Appointment,
    *,
    at: Moment,
    by: Performer | None = None,
    units: Decimal | None = None,
    unit: str | None = None,
    item: int | None = None,
    first_weekday: int | None = None,
) -> Moved[Authorization]:
    """Draw the units of a visit on the day of its start.

    Without further word it draws what it is in the unit that was granted: one visit, its day, or
    its minutes. A payer's week begins on Sunday, unless ``first_weekday`` (0 is Monday) says else.

    Raises:
        MoveRefused: the visit is not fulfilled or has no start, or its units cannot be drawn.
    """
    if visit.status != FULFILLED:
        raise refused(DRAW, "a visit that is not fulfilled", "Draw once the patient was seen")
    if visit.start is None:
        raise refused(DRAW, "a visit without a start", "Give its start")
    if units is None:
        units, unit = _by_itself(value, visit, item)
    details = {"item": item, "first_weekday": first_weekday}
    told: dict[str, Any] = {name: one for name, one in details.items() if one is not None}
    return move(
        AUTHORIZATION,
        value,
        DRAW,
        at=at,
        by=by,
        appointment=visit.id,
        units=units,
        unit=ONE_VISIT.unit.value if unit is None else unit,
        on=visit.start,
        **told,
    )


def _by_itself(value: Authorization, visit: Appointment, item: int | None) -> tuple[Decimal, str]:
    """What a visit draws of the item, or of the one kind of unit that was granted."""
    held = [one for one in pools(value) if item is None or item in one.items]
    kinds = {unit_type(one.unit) for one in held}
    kind = kinds.pop() if len(kinds) == 1 else ONE_VISIT.unit
    amount = None if kind is None else drawn_by(visit, kind)
    if amount is None:
        raise refused(
            DRAW, "a visit that does not tell how many units it takes", "Give units and unit"
        )
    return amount.value, amount.unit.value
