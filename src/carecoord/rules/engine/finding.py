"""What a rule concluded, with everything needed to check it."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import attrs

from carecoord.model.label import Label
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.window import Window


class Outcome(Enum):
    """Whether the criterion of a rule held. What is to be done stands in ``Finding.action``."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    INSUFFICIENT_DATA = "insufficient data"


class Urgency(Enum):
    """How soon, in FHIR's request priorities."""

    ROUTINE = "routine"
    URGENT = "urgent"
    ASAP = "asap"
    STAT = "stat"


@attrs.frozen(kw_only=True)
class FactRef:
    """A fact that evidence rests on: enough to find it and to name it to a person."""

    __repr__ = shown

    id: str
    type: str
    label: str = attrs.field(default="", repr=False)
    on: date | None = None


@attrs.frozen(kw_only=True)
class Evidence:
    """One clause of a rule, whether it held, and the facts that decided it.

    ``holds`` None is unknown. ``because`` says in words what was seen (dates and values of the
    chart, never a day count). ``points`` are what a score earned here. ``answered_by`` names the
    rules whose work answers what is open here: each by its id, a step of it after a colon
    (``followup.transitional-care:visit-14``).
    """

    __repr__ = shown

    clause: str
    holds: bool | None
    facts: tuple[FactRef, ...] = ()
    because: str = attrs.field(default="", repr=False)
    points: int | None = None
    answered_by: tuple[str, ...] = ()


def points_told(points: int) -> str:
    """So many points, as people say it."""
    return f"{points} point" if points == 1 else f"{points} points"


@attrs.frozen(kw_only=True)
class Action:
    """Something to be done, by whom, in which window.

    ``due`` and ``earliest`` are days, or instants for clocks that run in hours. ``overdue_after``
    is the last day on which it is not overdue. ``closes`` says what closes it, ``licences`` who
    may. ``window_over`` says what happens to it when the window is over.
    """

    __repr__ = shown

    title: str
    urgency: Urgency
    closes: str
    licences: tuple[Licence, ...]
    earliest: date | datetime | None = None
    due: date | datetime | None = None
    overdue_after: date | datetime | None = None
    acknowledge_by: datetime | None = None
    window_over: str = "still to be done"


@attrs.frozen(kw_only=True)
class Finding:
    """The conclusion of one rule about one patient (and one occurrence, such as one discharge).

    ``key`` is stable: the same rule, patient and occurrence give the same key tomorrow, from
    another edition, and after reading the record again. ``details`` hold named dates and numbers
    of the conclusion, ``window`` the days of what is due, whether it is on the worklist or not.
    Nothing here depends on the day beyond what ``Review.valid_until`` promises.
    """

    __repr__ = shown

    key: str
    patient: str
    rule: str
    edition: str
    title: str
    outcome: Outcome
    citation: Citation
    reason: str = attrs.field(default="", repr=False)
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    action: Action | None = None
    score: int | None = None
    details: tuple[tuple[str, object], ...] = ()
    window: Window | None = None
    labels: frozenset[Label] = frozenset()


@attrs.frozen(kw_only=True)
class Review:
    """All findings about a patient at a moment.

    The findings hold from ``as_of`` until just before ``valid_until``, as long as neither the chart
    nor the catalogue changes; None means for ever. ``rules_run`` are the ids that were asked.
    """

    __repr__ = shown

    patient: str
    as_of: date | datetime
    valid_until: date | datetime | None
    findings: tuple[Finding, ...]
    rules_run: tuple[str, ...]
    fingerprint: str
    holds: tuple[str, ...] = ()
    """Why planned work stops: the kinds of hold in force (death, hospice choice …)."""
    going_on: frozenset[str] = frozenset()
    """The ids of rules whose work goes on under these holds; empty without any."""
    warnings: tuple[str, ...] = ()

    def stops(self, rule: str) -> bool:
        """Whether a hold stops the work of a rule."""
        return bool(self.holds) and rule not in self.going_on
