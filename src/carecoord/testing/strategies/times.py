"""Days, instants, months and years, and the spans between them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period

MIN_DAY = date(1900, 1, 1)
MAX_DAY = date(2100, 12, 31)
OFFSETS = (
    UTC,
    timezone(timedelta(hours=-5)),
    timezone(timedelta(hours=5, minutes=30)),
    timezone(timedelta(hours=-12)),
    timezone(timedelta(hours=14)),
)
_LAST_SECOND = 86_399
_MICROSECONDS = (0, 0, 1, 999_999)
_EDGES = ("open", "day", "instant", "month", "year")


def days(*, min_day: date = MIN_DAY, max_day: date = MAX_DAY) -> SearchStrategy[date]:
    """Make days, both bounds inside."""
    return st.dates(min_day, max_day)


def instants(*, min_day: date = MIN_DAY, max_day: date = MAX_DAY) -> SearchStrategy[datetime]:
    """Make instants with an offset, whose own day lies between the bounds."""
    return st.builds(
        _instant,
        days(min_day=min_day, max_day=max_day),
        st.integers(0, _LAST_SECOND),
        st.sampled_from(_MICROSECONDS),
        st.sampled_from(OFFSETS),
    )


def partial_dates(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY
) -> SearchStrategy[PartialDate]:
    """Make months and years that contain a day between the bounds."""
    return st.builds(_partial, days(min_day=min_day, max_day=max_day), st.booleans())


def clinical_times(
    *, min_day: date = MIN_DAY, max_day: date = MAX_DAY
) -> SearchStrategy[ClinicalTime]:
    """Make days, instants, months and years."""
    return st.one_of(
        days(min_day=min_day, max_day=max_day),
        instants(min_day=min_day, max_day=max_day),
        partial_dates(min_day=min_day, max_day=max_day),
    )


@st.composite
def periods(draw: DrawFn, *, min_day: date = MIN_DAY, max_day: date = MAX_DAY) -> Period:
    """Make spans with edges of every precision, open ones among them."""
    start, end = draw(st.sampled_from(tuple(product(_EDGES, _EDGES))))
    first = draw(days(min_day=min_day, max_day=max_day))
    last = first + timedelta(days=draw(st.integers(0, (max_day - first).days)))
    begun = draw(st.integers(0, _LAST_SECOND))
    ended = begun + draw(st.integers(0, _LAST_SECOND - begun))
    offset = draw(st.sampled_from(OFFSETS))
    return Period(
        _edge(start, _instant(first, begun, 0, offset)),
        _edge(end, _instant(last, ended, 0, offset)),
    )


def _edge(precision: str, moment: datetime) -> ClinicalTime | None:
    if precision == "open":
        return None
    if precision == "instant":
        return moment
    day = moment.date()
    return day if precision == "day" else _partial(day, precision == "month")


def _partial(day: date, has_month: bool) -> PartialDate:  # noqa: FBT001  drawn, not chosen
    return PartialDate(day.year, day.month if has_month else None)


def _instant(day: date, second: int, microsecond: int, offset: timezone) -> datetime:
    midnight = datetime.combine(day, time(), offset)
    return midnight + timedelta(seconds=second, microseconds=microsecond)
