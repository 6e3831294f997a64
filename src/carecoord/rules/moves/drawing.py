"""Drawing the units of fulfilled visits from a permission, and taking a wrong draw back."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from carecoord.errors import MoveRefused
from carecoord.model.authorization import Authorization
from carecoord.model.permission_case import Draw
from carecoord.rules.concepts.caps import SUNDAY
from carecoord.rules.moves.cases import case_of, refused, with_case
from carecoord.rules.moves.deadlines import later
from carecoord.rules.moves.drawn_units import amounts, exact
from carecoord.rules.moves.pools import Pool, pools
from carecoord.rules.moves.table import Call

DRAW, UNDRAW = "draw", "undraw"


def drawn(value: Authorization, call: Call) -> Authorization:
    """Draw the units of a fulfilled visit from the item that it is for.

    Raises:
        MoveRefused: units of another type, more than are left or than a week may use, a day outside
            the period, a visit drawn before, or one that is yet to come.
    """
    draw, told_weekday = _asked(call), call.details.get("first_weekday")
    weekday = SUNDAY if told_weekday is None else told_weekday
    held = [one for one in pools(value) if draw.item is None or draw.item in one.items]
    if not held:
        raise _refused("nothing was granted for the item", "Name an item that was granted")
    alike = [one for one in held if one.holds(attrs.evolve(draw, item=_first(one)))]
    if not alike:
        raise _refused("units of another type than were granted", "Draw in the unit of the item")
    inside = [one for one in alike if one.covers(draw)]
    if not inside:
        raise _refused("a day outside the period", "Ask for a permission that covers the day")
    if len({one.items for one in inside}) > 1:
        raise _refused("several items that it could be for", "Name the item by its sequence")
    told = attrs.evolve(draw, item=_first(inside[0]) if draw.item is None else draw.item)
    if any(
        one.appointment == draw.appointment and one.item in {told.item, *inside[0].items}
        for one in case_of(value).draws
    ):
        raise _refused("the units of this visit were drawn before", "Take the wrong draw back")
    enough = [one for one in inside if one.has(draw)]
    if not enough:
        raise _refused("fewer units are left than it takes", "Ask for more units")
    if all(one.caps(draw, weekday) for one in enough):
        per = enough[0].cap_period.value
        raise _refused(f"more than the payer covers in a {per}", "Ask the payer for more")
    return with_case(value, draws=(*case_of(value).draws, told))


def undrawn(value: Authorization, call: Call) -> Authorization:
    """Take the draws of a visit back; the event keeps the trail.

    Raises:
        MoveRefused: nothing was drawn for it.
    """
    held = case_of(value).draws
    kept = tuple(one for one in held if one.appointment != call.details["appointment"])
    if len(kept) == len(held):
        raise MoveRefused(
            asked=f"authorization: {UNDRAW}",
            found="nothing was drawn for the visit",
            remedy="Name a visit whose units were drawn",
        )
    return with_case(value, draws=kept)


def _asked(call: Call) -> Draw:
    """The draw that a call asks for, when it is one."""
    units, on = call.details["units"], call.details["on"]
    if not amounts(units) or units == 0:
        raise _refused("units that are no Decimal above zero", "Give the units that were used")
    if not exact(units):
        raise _refused("units too large or too fine to be counted exactly", "Give whole millionths")
    if not isinstance(on, date | datetime) or later(on, call.at):
        raise _refused("no day that has come", "Draw once the visit is fulfilled, with its day")
    return Draw(
        appointment=call.details["appointment"],
        on=on,
        units=units,
        unit=call.details["unit"],
        item=call.details.get("item"),
    )


def _first(pool: Pool) -> int | None:
    return pool.items[0] if pool.items else None


def _refused(found: str, remedy: str) -> MoveRefused:
    return refused(DRAW, found, remedy)
