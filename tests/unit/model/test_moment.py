from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import RecordRejected
from carecoord.model import Condition, Observation, PartialDate
from carecoord.model.moment import first_day, last_day, seen_in

NEW_YORK = ZoneInfo("America/New_York")
TOKYO = timezone(timedelta(hours=9))


class Nowhere(tzinfo):
    def utcoffset(self, _):
        return None


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        (PartialDate(2022), date(2022, 1, 1), date(2022, 12, 31)),
        (PartialDate(2022, 2), date(2022, 2, 1), date(2022, 2, 28)),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2022, 12), date(2022, 12, 1), date(2022, 12, 31)),
        (PartialDate(9999), date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_partial_date_means_any_day_from_its_first_to_its_last(partial, first, last):
    assert (first, last) == (partial.first_day, partial.last_day)
    assert (first, last) == (first_day(partial, UTC), last_day(partial, UTC))


@pytest.mark.parametrize(
    ("partial", "text"),
    [(PartialDate(2022), "2022"), (PartialDate(2022, 3), "2022-03"), (PartialDate(87), "0087")],
)
def test_a_partial_date_is_written_as_precisely_as_it_is_known(partial, text):
    assert text == str(partial)


@pytest.mark.parametrize("year", [0, 10_000, -1, "2022", 2022.0, True, None])
def test_a_partial_date_refuses_what_is_no_year(year):
    with pytest.raises(RecordRejected, match="between 1 and 9999"):
        PartialDate(year)


@pytest.mark.parametrize("month", [0, 13, "3", 3.0, True])
def test_a_partial_date_refuses_what_is_no_month(month):
    with pytest.raises(RecordRejected, match="between 1 and 12"):
        PartialDate(2022, month)


def test_partial_dates_have_no_order():
    with pytest.raises(TypeError):
        sorted([PartialDate(2022), PartialDate(2021)])


def test_an_instant_falls_on_the_day_of_the_zone_that_is_asked():
    late = datetime(2022, 3, 10, 2, 30, tzinfo=UTC)

    assert date(2022, 3, 9) == first_day(late, NEW_YORK)
    assert date(2022, 3, 9) == last_day(late, NEW_YORK)
    assert date(2022, 3, 10) == first_day(late, TOKYO)


def test_a_day_is_the_same_day_in_every_zone():
    assert date(2022, 3, 10) == first_day(date(2022, 3, 10), TOKYO)
    assert date(2022, 3, 10) == last_day(date(2022, 3, 10), NEW_YORK)


@pytest.mark.parametrize(
    ("sentinel", "zone", "day"),
    [
        (datetime.min.replace(tzinfo=UTC), NEW_YORK, date.min),
        (datetime.max.replace(tzinfo=UTC), TOKYO, date.max),
    ],
)
def test_an_instant_at_the_edge_of_the_calendar_keeps_its_own_day(sentinel, zone, day):
    assert day == first_day(sentinel, zone)


@pytest.mark.parametrize("zone", [None, Nowhere()])
def test_an_instant_needs_an_offset(zone):
    with pytest.raises(RecordRejected, match="recorded date: an instant without an offset"):
        Condition(id="c", recorded_on=datetime(2022, 3, 10, 8, tzinfo=zone))


def test_a_text_is_not_a_time():
    with pytest.raises(RecordRejected, match="onset: a text"):
        Condition(id="c", onset="2022-03-10")


def test_a_value_may_be_a_text():
    observed = Observation(id="o", value="positive")

    assert observed.value == "positive"


@pytest.mark.parametrize("value", [date(2022, 3, 10), PartialDate(2022), True])
def test_a_value_may_be_what_has_no_offset(value):
    assert value == Observation(id="o", value=value).value


def test_a_value_that_is_an_instant_needs_an_offset():
    with pytest.raises(RecordRejected, match="value: an instant without an offset"):
        Observation(id="o", value=datetime(2022, 3, 10, 8))  # noqa: DTZ001  the fault under test


def test_an_instant_is_seen_in_another_zone():
    assert (
        str(seen_in(datetime(2026, 3, 2, 3, tzinfo=UTC), NEW_YORK)) == "2026-03-01 22:00:00-05:00"
    )


@pytest.mark.parametrize(
    ("moment", "zone"),
    [
        (datetime.max.replace(tzinfo=UTC), TOKYO),
        (datetime.min.replace(tzinfo=UTC), NEW_YORK),
        (datetime.min.replace(tzinfo=TOKYO), UTC),
    ],
)
def test_what_no_clock_of_a_zone_shows_is_seen_as_written(moment, zone):
    assert seen_in(moment, zone) is moment
