"""By when a payer has to decide: every expected day and hour is counted by hand.

Sources: 42 CFR 422.568(b), 422.572 (Medicare Advantage); 423.568, 423.572 (Part D); 438.210(d) and
457.1230(d) (managed care); 440.230(e)(1), 457.495(d) (fee for service); 29 CFR 2560.503-1(f)(2) and
45 CFR 147.136(b)(3) (plans of employers and exchanges). In New York the clocks go forward on
8 March and back on 1 November 2026.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import RecordRejected
from carecoord.model.moment import PartialDate
from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks import (
    BusinessDays,
    Clock,
    Days,
    Insufficient,
    Late,
    NoClock,
    decision_due,
)

NEW_YORK = ZoneInfo("America/New_York")
MA, PART_D = PayerKind.MEDICARE_ADVANTAGE, PayerKind.PART_D
MANAGED, CHIP_MANAGED = PayerKind.MEDICAID_MANAGED_CARE, PayerKind.CHIP_MANAGED_CARE
STATE, CHIP = PayerKind.MEDICAID, PayerKind.CHIP
EMPLOYER, MARKETPLACE = PayerKind.EMPLOYER, PayerKind.MARKETPLACE
SERVICE, OTHER = ServiceKind.SERVICE, ServiceKind.OTHER_SERVICE
PART_B, DRUG, PAYMENT = ServiceKind.PART_B_DRUG, ServiceKind.DRUG, ServiceKind.PAYMENT
STANDARD, EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED


def ny(*parts):
    return datetime(*parts, tzinfo=NEW_YORK)


def asked(received, payer, service=SERVICE, urgency=STANDARD, **more):
    return decision_due(
        received,
        payer_kind=payer,
        service_kind=service,
        urgency=urgency,
        **({"zone": NEW_YORK} | more),
    )


@pytest.mark.parametrize(
    ("payer", "service", "received", "last"),
    [
        # 14 days before 1 January 2026, 7 from then on, by the day of receipt
        (MA, SERVICE, date(2025, 12, 31), date(2026, 1, 14)),
        (MA, SERVICE, date(2026, 1, 1), date(2026, 1, 8)),
        # over the end of February, in a leap year and not
        (MA, SERVICE, date(2028, 2, 24), date(2028, 3, 2)),
        (MA, SERVICE, date(2027, 2, 24), date(2027, 3, 3)),
        # over a month's end, and over the change of the clocks: days are days
        (MA, OTHER, date(2026, 1, 20), date(2026, 2, 3)),
        (MA, OTHER, date(2025, 12, 31), date(2026, 1, 14)),
        (MA, SERVICE, ny(2026, 3, 6, 23, 59), date(2026, 3, 13)),
        # Medicaid by the state: 7 days from 2026; CHIP had 14 before
        (STATE, SERVICE, date(2026, 1, 1), date(2026, 1, 8)),
        (CHIP, SERVICE, date(2025, 12, 31), date(2026, 1, 14)),
        (CHIP, SERVICE, date(2026, 1, 1), date(2026, 1, 8)),
        # 15 days for claims before a service
        (EMPLOYER, SERVICE, date(2026, 3, 10), date(2026, 3, 25)),
        (EMPLOYER, DRUG, date(2026, 2, 20), date(2026, 3, 7)),
        (MARKETPLACE, SERVICE, date(2026, 3, 10), date(2026, 3, 25)),
        (PART_D, PAYMENT, date(2026, 3, 10), date(2026, 3, 24)),
    ],
)
def test_days_end_with_the_whole_of_the_last_one(payer, service, received, last):
    due = asked(received, payer, service)

    assert last == due.by
    assert received == due.since


@pytest.mark.parametrize(
    ("payer", "service", "urgency", "received", "end"),
    [
        # 72 hours over the night on which the clocks go forward, and back
        (MA, SERVICE, EXPEDITED, ny(2026, 3, 6, 18, 0), ny(2026, 3, 9, 19, 0)),
        (MA, SERVICE, EXPEDITED, ny(2026, 10, 30, 18, 0), ny(2026, 11, 2, 17, 0)),
        (MA, OTHER, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        # before and after 1 January 2026 alike
        (MA, SERVICE, EXPEDITED, ny(2025, 12, 31, 10, 0), ny(2026, 1, 3, 10, 0)),
        (MA, SERVICE, EXPEDITED, ny(2026, 1, 1, 10, 0), ny(2026, 1, 4, 10, 0)),
        # over 29 February
        (MA, SERVICE, EXPEDITED, ny(2028, 2, 27, 10, 0), ny(2028, 3, 1, 10, 0)),
        (MA, PART_B, STANDARD, ny(2026, 3, 6, 18, 0), ny(2026, 3, 9, 19, 0)),
        (MA, PART_B, EXPEDITED, ny(2026, 3, 7, 12, 0), ny(2026, 3, 8, 13, 0)),
        (PART_D, DRUG, STANDARD, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (PART_D, DRUG, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 5, 9, 30)),
        (MANAGED, SERVICE, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (CHIP_MANAGED, SERVICE, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (STATE, SERVICE, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (CHIP, SERVICE, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (EMPLOYER, SERVICE, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
        (MARKETPLACE, DRUG, EXPEDITED, ny(2026, 5, 4, 9, 30), ny(2026, 5, 7, 9, 30)),
    ],
)
def test_hours_are_real_hours_and_end_at_an_instant(payer, service, urgency, received, end):
    due = asked(received, payer, service, urgency)

    assert end == due.by
    assert end.utcoffset() == due.by.utcoffset()


def test_the_day_of_receipt_is_that_in_the_payers_zone():
    received = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)

    assert asked(received, MA).by == date(2026, 1, 14)
    assert asked(received, MA, zone=UTC).by == date(2026, 1, 8)


@pytest.mark.parametrize("payer", [MANAGED, CHIP_MANAGED])
@pytest.mark.parametrize(
    ("received", "period_from", "last"),
    [
        (date(2026, 6, 30), date(2025, 7, 1), date(2026, 7, 14)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 7, 8)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 8)),
        (date(2026, 3, 1), date(2025, 12, 31), date(2026, 3, 15)),
        # twelve months: what began before 2026 had ended, or had not begun yet
        (date(2025, 12, 31), None, date(2026, 1, 14)),
        (date(2026, 12, 31), None, date(2027, 1, 7)),
    ],
)
def test_managed_care_is_dated_by_its_rating_period(payer, received, period_from, last):
    assert last == asked(received, payer, rating_period_from=period_from).by


@pytest.mark.parametrize("received", [date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 30)])
def test_without_the_rating_period_nothing_is_told_where_it_matters(received):
    told = asked(received, MANAGED)

    assert told == Insufficient(("the first day of the plan's rating period",))


def test_a_rating_period_that_begins_after_receipt_is_refused():
    with pytest.raises(RecordRejected, match="begins after the request was received"):
        asked(date(2026, 6, 30), MANAGED, rating_period_from=date(2026, 7, 1))


@pytest.mark.parametrize("urgency", [STANDARD, EXPEDITED])
@pytest.mark.parametrize("service", [SERVICE, PART_B])
def test_original_medicare_has_no_such_clock(service, urgency):
    told = asked(date(2026, 3, 2), PayerKind.MEDICARE, service, urgency)

    assert isinstance(told, NoClock)
    assert "Original Medicare" in told.reason


@pytest.mark.parametrize(
    ("payer", "urgency", "words"),
    [
        (STATE, STANDARD, "before 2026"),
        (STATE, EXPEDITED, "before 2026"),
        (CHIP, EXPEDITED, "before 2026"),
    ],
)
def test_before_2026_states_had_no_such_clock(payer, urgency, words):
    told = asked(date(2025, 12, 31), payer, SERVICE, urgency)

    assert isinstance(told, NoClock)
    assert words in told.reason
    assert told.citation is not None


def test_what_the_tables_do_not_carry_is_not_known():
    told = asked(date(2026, 3, 2), PayerKind.COMMERCIAL)

    assert told == Insufficient(
        (
            (
                "a clock for the standard request, other commercial plan: "
                "item or service that needs permission (hand in a row)"
            ),
        )
    )


@pytest.mark.parametrize(
    ("payer", "service", "missing"),
    [
        (None, SERVICE, ("the kind of payer",)),
        (MA, None, ("the kind of service",)),
        (None, None, ("the kind of payer", "the kind of service")),
    ],
)
def test_what_is_not_known_of_the_request_is_named(payer, service, missing):
    assert Insufficient(missing) == asked(date(2026, 3, 2), payer, service)


@pytest.mark.parametrize("received", [None, PartialDate(2026, 3)])
def test_without_the_day_of_receipt_nothing_is_told(received):
    assert asked(received, MA) == Insufficient(("the day of receipt",))


def test_where_hours_count_a_day_is_not_enough():
    told = asked(date(2026, 3, 6), MA, SERVICE, EXPEDITED)

    assert told == Insufficient(("the hour of receipt",))


@pytest.mark.parametrize("urgency", [STANDARD, EXPEDITED])
@pytest.mark.parametrize("received", [datetime(2026, 3, 6, 18, 0), "2026-03-06"])  # noqa: DTZ001
def test_an_instant_without_offset_is_refused(received, urgency):
    with pytest.raises(RecordRejected, match="offset from UTC"):
        asked(received, MA, SERVICE, urgency)


def test_days_beyond_the_calendar_stay_at_its_end():
    assert asked(date.max, MA).by == date.max


def test_hours_beyond_the_calendar_are_refused():
    with pytest.raises(RecordRejected, match="end of the calendar"):
        asked(datetime.max.replace(tzinfo=UTC), MA, SERVICE, EXPEDITED)


APL_21_011 = Clock(
    payer_kind=MANAGED,
    service_kind=SERVICE,
    urgency=STANDARD,
    jurisdiction="CA",
    length=BusinessDays(5, at_most_days=7),
    late=Late.DENIAL,
    citation=Citation(
        text="California DHCS APL 21-011", locator="authorizations", status=Status.SECONDARY
    ),
)
"""Five working days, at most seven days: a state's own row, which its user brings."""


def in_california(received, calendar, **more):
    return asked(
        received,
        MANAGED,
        **({"overrides": (APL_21_011,), "jurisdiction": "CA", "calendar": calendar} | more),
    )


@pytest.mark.parametrize(
    ("received", "last"),
    [
        # Friday: Monday to Friday
        (date(2026, 5, 1), date(2026, 5, 8)),
        # Saturday: Monday to Friday, a day before the cap
        (date(2026, 5, 2), date(2026, 5, 8)),
        # Wednesday before Memorial Day: the fifth working day is Thursday, the cap Wednesday
        (date(2026, 5, 20), date(2026, 5, 27)),
    ],
)
def test_a_states_row_goes_before_the_federal_one(received, last, federal):
    assert last == in_california(received, federal).by


def test_a_states_row_holds_in_that_state_only(federal):
    told = in_california(
        date(2026, 5, 2), federal, jurisdiction="NV", rating_period_from=date(2026, 1, 1)
    )

    assert told.by == date(2026, 5, 9)


def test_working_days_without_a_cap_go_on():
    contract = Clock(
        payer_kind=PayerKind.COMMERCIAL,
        service_kind=SERVICE,
        urgency=STANDARD,
        length=BusinessDays(5),
        late=Late.NOT_SAID,
        citation=APL_21_011.citation,
    )
    told = asked(
        date(2026, 5, 1),
        PayerKind.COMMERCIAL,
        overrides=(contract,),
        calendar=lambda day: day.weekday() < 3,
    )

    # Monday, Tuesday, Wednesday; Monday, Tuesday
    assert told.by == date(2026, 5, 12)


def test_without_a_calendar_working_days_are_not_known():
    told = in_california(date(2026, 5, 1), None)

    assert told == Insufficient(("a calendar of working days that covers it",))


def test_beyond_the_calendars_years_working_days_are_not_known(federal):
    told = in_california(date(2030, 5, 1), federal)

    assert told == Insufficient(("a calendar of working days that covers it",))


def row(length, **more):
    return Clock(
        payer_kind=MA,
        service_kind=SERVICE,
        urgency=STANDARD,
        length=length,
        late=Late.ADVERSE,
        citation=APL_21_011.citation,
        **more,
    )


def test_of_several_own_rows_the_states_goes_first_then_the_latest():
    rows = (
        row(Days(6), from_date=date(2026, 3, 1)),
        row(Days(5)),
        row(Days(3), jurisdiction="CA"),
        row(Days(4), jurisdiction="CA", from_date=date(2026, 2, 1)),
    )

    assert asked(date(2026, 3, 2), MA, overrides=rows).by == date(2026, 3, 8)
    assert asked(date(2026, 3, 2), MA, overrides=rows, jurisdiction="CA").by == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 2, 28), date(2026, 3, 7)),
        (date(2026, 3, 1), date(2026, 3, 3)),
        (date(2026, 3, 31), date(2026, 4, 2)),
        (date(2026, 4, 1), date(2026, 4, 8)),
    ],
)
def test_a_row_holds_from_its_first_day_through_its_last(received, last):
    march = row(Days(2), from_date=date(2026, 3, 1), to_date=date(2026, 3, 31))

    assert last == asked(received, MA, overrides=(march,)).by


def test_another_day_can_pick_the_row():
    told = asked(date(2026, 1, 1), MA, on=date(2025, 12, 31))

    assert told.by == date(2026, 1, 15)
