"""Days and hours that go with permissions without being anybody's time to decide."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.shown import shown
from carecoord.rules.concepts.observation import HOURS_TO_THE_NOTICE
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.answer import checked
from carecoord.rules.permissions.clocks.counting import later, real_hours_later
from carecoord.rules.permissions.clocks.lengths import Days, Hours


@attrs.frozen(kw_only=True)
class OtherClock:
    """What is to be done within a length, and what that is counted from."""

    __repr__ = shown

    name: str
    length: Days | Hours
    counted_from: str
    citation: Citation


KEEP_BENEFITS = OtherClock(
    name="ask that benefits go on during the appeal, Medicaid managed care",
    length=Days(10),
    counted_from="the day on which the notice was sent; the day of the change, if that is later",
    citation=Citation(text="42 CFR 438.420", locator="(a)", status=Status.QUOTED),
)
OBSERVATION_NOTICE = OtherClock(
    name="give the notice of observation (MOON), stays of more than 24 hours",
    length=Hours(HOURS_TO_THE_NOTICE),
    counted_from="the start of observation",
    citation=Citation(text="42 CFR 489.20", locator="(y)", status=Status.QUOTED),
)
OTHERS = (KEEP_BENEFITS, OBSERVATION_NOTICE)


def benefits_continue_until_filed_by(notice_sent_on: date, effective_on: date) -> date:
    """Tell the last day to appeal so that benefits go on meanwhile: the later of the two.

    ``effective_on`` is the day from which they would end or be less.
    """
    return max(later(notice_sent_on, KEEP_BENEFITS.length.count), effective_on)


def observation_notice_due(started_at: datetime) -> datetime:
    """Tell by when a notice of observation has to be given: 36 hours of real time after its start.

    Raises:
        RecordRejected: not an instant with an offset.
    """
    started = checked(started_at, "observation started at")
    if not isinstance(started, datetime):
        raise RecordRejected(
            asked="observation started at",
            found="a day, where hours count",
            remedy="Give the instant, with its offset",
        )
    return real_hours_later(started, OBSERVATION_NOTICE.length.count, started.tzinfo or UTC)
