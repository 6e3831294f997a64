"""Rows whose state is a status that FHIR fixes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from carecoord.model.fact import Fact
from carecoord.model.replaced import replaced
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.table import UNKNOWN, Call, Move, Need

T = TypeVar("T", bound=Fact)
IN_ERROR = "entered-in-error"
AS_AFTER = "as the state that it leads to"


def status_of(value: Any) -> str:  # noqa: ANN401  a fact with a status
    """The status of a value; of one that has none, ``unknown``."""
    return value.status or UNKNOWN


def with_status(value: T, to: str, _: Call) -> T:
    """The value in another status: what a correction does where nothing else depends on it."""
    return replaced(value, status=to)


def told(value: Any, call: Call, name: str) -> Any:  # noqa: ANN401  a field of any type
    """What a call says of a field, else what the value says."""
    said = call.details.get(name)
    return getattr(value, name) if said is None else said


def to_status(to: str | None, **fields: Callable[[Call], object]) -> Callable[[T, Call], T]:
    """Make a change: the status, None to leave it, and further fields from the call."""
    status: dict[str, Any] = {} if to is None else {"status": to}

    def change(value: T, call: Call) -> T:
        held = status | {name: read(call) for name, read in fields.items()}
        return replaced(value, **held)

    return change


def row(  # noqa: PLR0913  a row has as many columns
    name: str,
    event: str,
    before: Collection[str],
    after: str,
    *needs: Need,
    details: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    licences: Collection[Licence] = (),
    status: str | None = AS_AFTER,
    **fields: Callable[[Call], object],
) -> Move[Any]:
    """A row that sets the status to that of ``after``, and ``fields`` from its call.

    ``status`` says another word where states are finer than FHIR's; None where it stays.
    """
    return Move(
        name=name,
        event=event,
        before=before,
        after=(after,),
        change=to_status(after if status is AS_AFTER else status, **fields),
        needs=needs,
        details=details,
        optional=optional,
        licences=licences,
    )
