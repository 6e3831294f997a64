"""How far a referral has come, since when, and what shows it.

From the order over sending, hand-off, acceptance, booking and the visit to the report that the
referrer read. What a record skips is passed: history that was imported may hold only the end. A
warm hand-off is open until the other side accepted. Who rejects a referral leaves it to be made
anew, to somebody else.

Source: FHIR R4 ServiceRequest and Task; closing as in eCQM CMS50FHIR; decision 0056.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, tzinfo

import attrs

from carecoord.model.chart import Chart
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, PartialDate, first_day
from carecoord.model.order import Order, Referral
from carecoord.model.shown import shown
from carecoord.model.task import Task
from carecoord.rules.concepts.referral_stages import Stage
from carecoord.rules.referrals.parts import Parts
from carecoord.rules.referrals.signs import Sign, signs
from carecoord.rules.referrals.times import after_day, certainly_before, earliest

__all__ = [
    "Parts",
    "Rejection",
    "Stage",
    "Standing",
    "age",
    "current",
    "rejected",
    "rereferred_by",
    "stages",
]

NOTHING = Parts()
_SEEN_OR_LATER = frozenset({Stage.SEEN, Stage.REPORTED, Stage.READ})
_GIVEN_UP = frozenset({"draft", "rejected", "cancelled", "failed"})
_NO_REFERRAL = frozenset({"draft", "revoked", "entered-in-error"})


@attrs.frozen(kw_only=True)
class Standing:
    """Where a referral stands with one stage; ``facts`` are the ids of what shows it.

    ``reached`` is whether something shows it, ``passed`` whether a later stage alone does. ``on``
    is the first moment by which the record shows it, None where it does not tell. The last stage
    that was reached is the current one: it has been open since ``open_since``.
    """

    __repr__ = shown

    stage: Stage
    reached: bool = False
    passed: bool = False
    on: ClinicalTime | None = None
    facts: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    current: bool = False

    @property
    def open_since(self) -> ClinicalTime | None:
        """Since when the referral has stood here; None where it does not, or nothing tells."""
        return self.on if self.current else None


@attrs.frozen
class Rejection:
    """That the other side did not take a referral: when, and which facts show it."""

    __repr__ = shown

    on: ClinicalTime | None
    facts: tuple[str, ...] = attrs.field(converter=as_tuple)


def stages(
    referral: Order, chart: Chart | Parts, zone: tzinfo, *, on: date | None = None
) -> tuple[Standing, ...]:
    """Tell of every stage whether it was reached, when, and by which facts.

    With ``on``, what happened after that day does not count.
    """
    parts = Parts.of(chart).on(referral)
    found = [_standing(stage, signs(referral, parts, stage, zone), zone, on) for stage in Stage]
    last = max((place for place, one in enumerate(found) if one.reached), default=-1)
    return tuple(
        attrs.evolve(one, passed=place < last and not one.reached, current=place == last)
        for place, one in enumerate(found)
    )


def current(standings: Iterable[Standing]) -> Standing | None:
    """The stage at which a referral stands; None when it was not even ordered."""
    return next((one for one in standings if one.current), None)


def age(
    referral: Order, on: date, chart: Chart | Parts = NOTHING, zone: tzinfo = UTC
) -> int | None:
    """For how many days a referral had stood at its stage of a day; None where nothing tells.

    Findings hold the date, ``open_since``: the days change every day.
    """
    standing = current(stages(referral, chart, zone, on=on))
    since = None if standing is None else standing.open_since
    if since is None or isinstance(since, PartialDate):
        return None
    return (on - first_day(since, zone)).days


def rejected(
    referral: Order, chart: Chart | Parts, zone: tzinfo, *, on: date | None = None
) -> Rejection | None:
    """Tell whether a referral was rejected, and nobody else has taken it since.

    A task on it that is still open or done is another try. Who was seen all the same, or whose
    referral was sent or accepted later, needs no other referral.
    """
    parts = Parts.of(chart)
    tasks = [one for one in parts.on(referral).tasks if not after_day(one.authored_on, on, zone)]
    found = _rejection(referral, tasks, zone)
    if found is None or after_day(found.on, on, zone):
        return None
    standing = current(stages(referral, parts, zone, on=on))
    if standing is not None and standing.stage in _SEEN_OR_LATER:
        return None
    return None if _tried_again(referral, found, zone, on) else found


def rereferred_by(referral: Order, orders: Iterable[Order]) -> Order | None:
    """The referral that replaces another; of several the one written last, then the higher id."""
    found = [
        one
        for one in orders
        if referral.id in one.replaces and one.status not in _NO_REFERRAL and not one.do_not_perform
    ]
    return max(found, key=_written, default=None)


def _written(one: Order) -> tuple[date, str]:
    return (date.min if one.authored_on is None else first_day(one.authored_on, UTC)), one.id


def _standing(stage: Stage, found: Iterable[Sign], zone: tzinfo, on: date | None) -> Standing:
    known = [one for one in found if not after_day(one.on, on, zone)]
    return Standing(
        stage=stage,
        reached=bool(known),
        on=earliest((one.on for one in known), zone),
        facts=tuple(dict.fromkeys(fact for one in known for fact in one.facts)),
    )


def _rejection(referral: Order, tasks: list[Task], zone: tzinfo) -> Rejection | None:
    if isinstance(referral, Referral) and referral.rejected_on is not None:
        return Rejection(referral.rejected_on, (referral.id,))
    refused = [one for one in tasks if one.status == "rejected"]
    if not refused or any(one.status not in _GIVEN_UP for one in tasks):
        return None
    on = earliest((one.modified_at for one in refused), zone)
    return Rejection(on, tuple(one.id for one in refused))


def _tried_again(referral: Order, found: Rejection, zone: tzinfo, on: date | None) -> bool:
    """Whether the referral was sent, handed off or accepted after it was rejected."""
    if not isinstance(referral, Referral) or found.on is None:
        return False
    later = (referral.sent_on, referral.handed_off_on, referral.accepted_on)
    known = [one for one in later if one is not None and not after_day(one, on, zone)]
    return any(certainly_before(found.on, one, zone) for one in known)
