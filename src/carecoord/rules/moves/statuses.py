"""Rows whose state is a status that FHIR fixes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import attrs

from carecoord.model.fact import Fact
from carecoord.rules.engine.licence import Licence
from carecoord.rules.moves.table import Call, Move, Need

T = TypeVar("T", bound=Fact)
IN_ERROR = "entered-in-error"


def status_of(value: Any) -> str:  # noqa: ANN401  a fact with a status
    """The status of a value; of one that has none, ``unknown``."""
    return value.status or "unknown"


def with_status(value: T, to: str, _: Call) -> T:
    """The value in another status: what a correction does where nothing else depends on it."""
    return attrs.evolve(value, status=to)  # type: ignore[call-arg]  # the kinds with a status


def to_status(to: str, **fields: Callable[[Call], object]) -> Callable[[T, Call], T]:
    """Make a change: the status, and further fields from what the move is called with."""

    def change(value: T, call: Call) -> T:
        held: dict[str, Any] = {name: read(call) for name, read in fields.items()}
        return attrs.evolve(value, status=to, **held)  # type: ignore[call-arg]

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
    **fields: Callable[[Call], object],
) -> Move[Any]:
    """A row that sets the status to ``after``, and ``fields`` from its call."""
    return Move(
        name=name,
        event=event,
        before=before,
        after=(after,),
        change=to_status(after, **fields),
        needs=needs,
        details=details,
        optional=optional,
        licences=licences,
    )
