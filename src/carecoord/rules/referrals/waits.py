"""What a referral waits for at each stage, and for how long it may."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown
from carecoord.rules.concepts.referral_stages import Stage
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days
from carecoord.rules.engine.parameters import Parameter

_COORDINATORS = (Licence.COORDINATOR, Licence.RN)


@attrs.frozen(kw_only=True)
class Wait:
    """What is waited for: ``name``, since ``after``, and for how long; who asks for it."""

    __repr__ = shown

    name: str
    after: str
    title: str
    closes: str
    limit: Parameter
    licences: tuple[Licence, ...] = _COORDINATORS


def _limit(word: str, count: int, says: str) -> Parameter:
    name = f"referrals.stage-overdue.{word}-within"
    return Parameter(name, default=days(count), says=says)


WAITS = {
    Stage.SENT: Wait(
        name="acceptance",
        after="the day on which it was sent",
        title="Ask whether the referral is accepted",
        closes="acceptance, or refusal",
        limit=_limit("accepted", 7, "how long after it was sent a referral is accepted in time"),
    ),
    Stage.ACCEPTED: Wait(
        name="visit booked",
        after="the day on which it was accepted",
        title="Have the visit of the referral booked",
        closes="a visit booked with the other side",
        limit=_limit("scheduled", 14, "how long after acceptance the visit is booked in time"),
    ),
    Stage.SCHEDULED: Wait(
        name="patient seen",
        after="the day of the visit",
        title="Ask whether the patient was seen on the referral",
        closes="the visit held, or booked anew",
        limit=_limit("seen", 7, "how long after the day of the visit it is told that it was held"),
    ),
    Stage.SEEN: Wait(
        name="report",
        after="the day on which the patient was seen",
        title="Ask for the report of the referral",
        closes="the report of the other side",
        limit=_limit("reported", 14, "how long after the visit the report comes in time"),
    ),
    Stage.REPORTED: Wait(
        name="report read",
        after="the day on which the report came",
        title="Read the report of the referral",
        closes="the report read by the referrer",
        limit=_limit("read", 7, "how long after it came the report is read in time"),
        licences=(Licence.PRESCRIBER,),
    ),
}
"""By the stage that was reached last (decision 0058)."""
