"""One thing that is due after a trigger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from carecoord.model.shown import shown
from carecoord.rules.criteria.conditions import Condition
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import Offset
from carecoord.rules.engine.parameters import Parameter

if TYPE_CHECKING:
    from carecoord.rules.engine.fault import Fault

Span = Offset | Parameter
"""So far after the day that starts the clock, set by the rule or by the site."""


@attrs.frozen(kw_only=True)
class Step:
    """One thing due after the trigger.

    ``due`` counts from the trigger's day, which is day 0; ``earliest`` and ``overdue_after`` (the
    due day when not given) likewise. ``closed_by`` selects what closes it, performed by one of
    ``by`` (empty: by anybody), on ``times`` different days; ``unknown_performer_closes`` says
    whether a performer whose licence is not known is accepted. ``attempts`` are tries that do not
    close it. ``waived_by`` shows that it was declined or is not needed. ``window_over`` says what
    happens after the due day. Selections and conditions may speak of the trigger as ``EACH``.
    """

    __repr__ = shown

    name: str
    title: str
    due: Span
    closed_by: Selection
    closes: str
    earliest: Span
    overdue_after: Span | None = None
    times: int = 1
    by: frozenset[Licence] = frozenset()
    unknown_performer_closes: bool = True
    attempts: Selection | None = None
    waived_by: Selection | None = None
    urgency: Urgency = Urgency.ROUTINE
    licences: tuple[Licence, ...] = ()
    window_over: str = "overdue, still to be done"
    later_closes: bool = True
    """Whether something after the last day on which it is not overdue still closes it, late."""
    no_later_than: Step | None = None
    """The step that it must not come after: what closes that one pulls the due day to its own."""
    after: Step | None = None
    """The step that starts its clock in the trigger's place: its day is the day that closed it."""
    only_if: Condition | None = None
    """When it is asked for at all."""
    hours: int | None = None
    """It is due so many hours after the trigger's instant; where only its day is known, ``due``."""
    until: Span | None = None
    """The last day on which it can be closed; what comes after it does not close it any more."""
    trigger_closes: bool = False
    """Whether the trigger itself closes it, on the day that ``closed_by`` gives it: a referral on
    the day on which its report was read."""

    @property
    def last_in_time(self) -> Span:
        """How far after the trigger the last day lies on which it is not overdue."""
        return self.due if self.overdue_after is None else self.overdue_after

    def faults(self, lapses_after: Span) -> Iterator[Fault]:
        """Windows that are turned round, or that lie after everything has lapsed."""
        from carecoord.rules.engine.step_faults import step_faults

        return step_faults(self, lapses_after)
