"""What a store keeps about a patient beside the facts: versions, and how long a review is good."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import attrs

from carecoord.model.chart import Chart

Moment = date | datetime
"""A date means the whole of that day; a datetime has its offset from UTC."""


@attrs.frozen
class StoredChart:
    """A chart and its version: 1 when first saved, one more with every save."""

    chart: Chart
    version: int


@attrs.frozen(kw_only=True)
class ReviewRecord:
    """That a patient was reviewed, and until when that review is good.

    ``version`` is the version of the chart that was reviewed. ``wake`` is the next day on which a
    work item changes by itself: whoever snoozes an item puts the record again, with that day, as
    ``carecoord.adapters.save_work`` does.
    """

    patient: str
    version: int
    as_of: Moment
    valid_until: Moment | None
    wake: date | None = None
    fingerprint: str
    holds: tuple[str, ...] = ()

    @property
    def due_on(self) -> date | None:
        """The first day for which a review is due; an instant counts where its day is earliest."""
        days = [_earliest_day(moment) for moment in (self.valid_until, self.wake) if moment]
        return min(days, default=None)

    @property
    def due_at(self) -> datetime | None:
        """The first instant, in UTC, at which a review is due; a day counts where it is first."""
        instants = [_start(moment) for moment in (self.valid_until, self.wake) if moment]
        return min(instants, default=None)

    def is_due(self, moment: Moment, fingerprint: str, version: int) -> bool:
        """Whether the chart, the rules or the time has moved on. Inclusive: due at ``due_at``."""
        if (fingerprint, version) != (self.fingerprint, self.version):
            return True
        if isinstance(moment, datetime):
            return self.due_at is not None and self.due_at <= moment
        return self.due_on is not None and self.due_on <= moment

    def covers(self, moment: Moment, fingerprint: str, version: int) -> bool:
        """Whether reviewing at a moment would give the same again, as far as this can tell."""
        comparable = isinstance(moment, datetime) is isinstance(self.as_of, datetime)
        return comparable and self.as_of <= moment and not self.is_due(moment, fingerprint, version)

    def lies_after(self, moment: Moment) -> bool:
        """Whether it was of a later moment; between a day and an instant, in every zone later."""
        if isinstance(moment, datetime):
            return _start(self.as_of) > moment
        return _earliest_day(self.as_of) > moment


_FIRST_TO_START_A_DAY = timezone(timedelta(hours=14))
_LAST_TO_START_A_DAY = timezone(timedelta(hours=-12))


def _earliest_day(moment: Moment) -> date:
    return (
        moment.astimezone(_LAST_TO_START_A_DAY).date() if isinstance(moment, datetime) else moment
    )


def _start(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    midnight = datetime(moment.year, moment.month, moment.day, tzinfo=_FIRST_TO_START_A_DAY)
    return midnight.astimezone(UTC)
