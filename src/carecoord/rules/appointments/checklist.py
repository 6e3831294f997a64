"""The checklist of a visit: what is on it, ticking, and whether the visit can take place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

import attrs

from carecoord.errors import AuthoringError, MoveRefused
from carecoord.model.appointment import Appointment
from carecoord.model.collected import as_tuple
from carecoord.model.readiness import ChecklistItem
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.preparation import PREPARATIONS, Preparation, unanswered
from carecoord.rules.moves.event import Moment, Performer

OVER = frozenset({"fulfilled", "cancelled", "noshow", "entered-in-error"})
_EMERGENCY = " (emergency)"


@attrs.frozen(kw_only=True)
class Readiness:
    """What is not answered yet, and what stops the visit, by name."""

    __repr__ = shown

    open: tuple[str, ...] = attrs.field(converter=as_tuple)
    blocking: tuple[str, ...] = attrs.field(converter=as_tuple)

    @property
    def ready(self) -> bool:
        """Whether nothing stops the visit; something may still be open."""
        return not self.blocking


def asked_by_service(appointment: Appointment, sets: Mapping[str, ValueSet]) -> tuple[str, ...]:
    """The preparations that the service asks for: name by name, a set of the services that do."""
    codes = {code for service in appointment.service_type for code in service.coding}
    return tuple(name for name, of_it in sets.items() if any(code in of_it for code in codes))


def checklist_for(
    appointment: Appointment,
    needs: Collection[str],
    *,
    preparations: Sequence[Preparation] = PREPARATIONS,
) -> tuple[ChecklistItem, ...]:
    """The checklist with what is needed added; what stands on it already stays as it is.

    Raises:
        AuthoringError: no preparation has a name that is needed.
    """
    for name in needs:
        _named(name, preparations)
    known = {item.name for item in appointment.checklist}
    added = (one for one in preparations if one.name in needs and one.name not in known)
    return (*appointment.checklist, *(unanswered(one) for one in added))


def tick(  # noqa: PLR0913  who, when, what and whether it is an emergency
    appointment: Appointment,
    name: str,
    answer: str,
    *,
    at: Moment,
    by: Performer,
    emergency: bool = False,
    preparations: Sequence[Preparation] = PREPARATIONS,
) -> Appointment:
    """Answer an item; a later answer takes the place of an earlier one.

    In an emergency an answer that is otherwise refused goes ahead, and the answer says so.

    Raises:
        MoveRefused: the visit is over, the item is not on its list, nobody is named, the licence
            may not tick it, or the answer is none of its answers.
        AuthoringError: no preparation has this name.
        RecordRejected: the moment has no offset from UTC.
    """
    asked = _named(name, preparations)
    _check(appointment, asked, answer, by, emergency=emergency)
    spoken = answer + _EMERGENCY if answer in asked.emergency_only else answer
    items = tuple(
        attrs.evolve(
            item,
            answer=spoken,
            ticked_at=at,
            ticked_by=by.actor,
            blocks=answer in asked.blocking,
        )
        if item.name == name
        else item
        for item in appointment.checklist
    )
    return attrs.evolve(appointment, checklist=items)


def ready(appointment: Appointment) -> Readiness:
    """What is open and what stops the visit; without a checklist nothing is known to."""
    return Readiness(
        open=(item.name for item in appointment.checklist if item.ticked_at is None),
        blocking=(item.name for item in appointment.checklist if item.blocks),
    )


def _named(name: str, preparations: Sequence[Preparation]) -> Preparation:
    for one in preparations:
        if one.name == name:
            return one
    names = [one.name for one in preparations]
    near = get_close_matches(name, names, n=1)
    raise AuthoringError(
        asked=f"preparation {name!r}",
        found="there is none of that name",
        remedy=f"Did you mean {near[0]!r}?" if near else f"Name one of: {', '.join(names)}",
    )


def _check(
    appointment: Appointment, asked: Preparation, answer: str, by: Performer, *, emergency: bool
) -> None:
    if appointment.status in OVER:
        raise _refused(asked, f"the visit is {appointment.status}", "Tick before it is over")
    if asked.name not in {item.name for item in appointment.checklist}:
        raise _refused(asked, "it is not on the list", "Put it there with checklist_for")
    if by.actor is None:
        raise _refused(asked, "nobody is named", "Say who answers")
    if by.licence not in asked.licences:
        may = ", ".join(sorted(one.value for one in asked.licences))
        raise _refused(asked, f"by a {by.licence.value}", f"It is ticked by: {may}")
    if answer in asked.emergency_only:
        if not emergency:
            raise _refused(
                asked, f"{answer}: refused but in an emergency", "Book a qualified interpreter"
            )
    elif answer not in (*asked.answers, *asked.blocking):
        words = ", ".join((*asked.answers, *asked.blocking))
        raise _refused(asked, "an answer that is none of its answers", f"Answer one of: {words}")


def _refused(asked: Preparation, found: str, remedy: str) -> MoveRefused:
    return MoveRefused(asked=f"tick {asked.name}", found=found, remedy=remedy)
