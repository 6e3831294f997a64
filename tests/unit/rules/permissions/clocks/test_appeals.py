"""Until when to appeal, and how long the answer may take: counted by hand from the texts.

Sources: 42 CFR 422.582(b), 422.590, 422.602; 423.582, 423.590, 423.600, 423.2002, 423.2016;
438.402(c)(2)(ii), 438.408; 438.420(a); 431.221(d), 431.244(f); 29 CFR 2560.503-1(h)(3)(i), (i)(2);
45 CFR 147.136(d)(2)(i); 42 CFR 489.20(y).
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import RecordRejected
from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.rules.permissions.clocks import (
    LEVELS,
    BusinessDays,
    Days,
    Insufficient,
    NoClock,
    appeal_deadline,
    appeal_decision_due,
    benefits_continue_until_filed_by,
    external_review_deadline,
    observation_notice_due,
)

NEW_YORK = ZoneInfo("America/New_York")
MA, PART_D = PayerKind.MEDICARE_ADVANTAGE, PayerKind.PART_D
MANAGED, STATE = PayerKind.MEDICAID_MANAGED_CARE, PayerKind.MEDICAID
EMPLOYER, MARKETPLACE = PayerKind.EMPLOYER, PayerKind.MARKETPLACE
STANDARD, EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED
SERVICE, PART_B = ServiceKind.SERVICE, ServiceKind.PART_B_DRUG
DRUG, PAYMENT = ServiceKind.DRUG, ServiceKind.PAYMENT
NO_CALENDAR = Insufficient(("a calendar of working days that covers it",))


def ny(*parts):
    return datetime(*parts, tzinfo=NEW_YORK)


def deadline(notice_on, payer, **more):
    return appeal_deadline(notice_on, payer_kind=payer, **({"zone": NEW_YORK} | more))


@pytest.mark.parametrize(
    ("payer", "level", "notice_on", "received_on", "last"),
    [
        # 65 days from the date printed: 29 to the end of March, 30 of April, 6 of May
        (MA, 1, date(2026, 3, 2), None, date(2026, 5, 6)),
        (PART_D, 1, date(2026, 3, 2), None, date(2026, 5, 6)),
        (PART_D, 2, date(2026, 3, 2), None, date(2026, 5, 6)),
        (PART_D, 3, date(2026, 3, 2), None, date(2026, 5, 6)),
        (MA, 3, date(2026, 3, 2), None, date(2026, 5, 6)),
        # through a 29 February: 30 of January, 29, 6 of March
        (MA, 1, date(2028, 1, 1), None, date(2028, 3, 6)),
        # later receipt is shown: 60 days after it; an earlier one changes nothing
        (MA, 1, date(2026, 3, 2), date(2026, 3, 20), date(2026, 5, 19)),
        (MA, 1, date(2026, 3, 2), date(2026, 3, 8), date(2026, 5, 7)),
        (MA, 1, date(2026, 3, 2), date(2026, 3, 7), date(2026, 5, 6)),
        (MA, 1, date(2026, 3, 2), date(2026, 3, 2), date(2026, 5, 6)),
        # before 2025 from the date on the notice
        (MA, 1, date(2024, 12, 31), None, date(2025, 3, 1)),
        (PART_D, 1, date(2024, 12, 31), None, date(2025, 3, 1)),
        (MA, 1, date(2025, 1, 1), None, date(2025, 3, 7)),
        # Medicaid managed care from the date on the notice, whenever it came
        (MANAGED, 1, date(2026, 3, 2), date(2026, 3, 20), date(2026, 5, 1)),
        # 180 days after receipt: 20 March + 180 = 16 September
        (EMPLOYER, 1, date(2026, 3, 2), date(2026, 3, 20), date(2026, 9, 16)),
        (MARKETPLACE, 1, date(2026, 3, 2), date(2026, 3, 20), date(2026, 9, 16)),
    ],
)
def test_the_last_day_to_file(payer, level, notice_on, received_on, last):
    assert last == deadline(notice_on, payer, level=level, received_on=received_on).by


def test_the_days_of_instants_are_those_in_the_zone():
    told = deadline(datetime(2026, 3, 3, 3, 0, tzinfo=UTC), MA, received_on=ny(2026, 3, 20, 23, 30))

    assert told.by == date(2026, 5, 19)
    assert told.since == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("payer", "level", "bounds"),
    [(MANAGED, 2, "90 to 120 days after"), (STATE, 1, "at most 90 days after")],
)
def test_what_a_state_sets_is_not_guessed(payer, level, bounds):
    told = deadline(date(2026, 3, 2), payer, level=level)

    assert isinstance(told, Insufficient)
    assert bounds in told.missing[0]


HEARING = next(row for row in LEVELS if row.payer_kind is STATE)
SIXTY = attrs.evolve(HEARING, jurisdiction="ZZ", file_within=Days(60))
NINETY = attrs.evolve(HEARING, file_within=Days(90))


def test_a_states_own_row_says_its_days():
    rows = (NINETY, SIXTY)

    # 29 to the end of March, 30 of April, 1 of May; and 30 more
    assert deadline(date(2026, 3, 2), STATE, overrides=rows, jurisdiction="ZZ").by == date(
        2026, 5, 1
    )
    assert deadline(date(2026, 3, 2), STATE, overrides=rows).by == date(2026, 5, 31)


def test_what_the_plan_sends_on_itself_is_not_filed():
    told = deadline(date(2026, 3, 2), MA, level=2)

    assert isinstance(told, NoClock)
    assert told.reason == "the plan itself sends on what it upholds"


@pytest.mark.parametrize("payer", [EMPLOYER, MARKETPLACE])
def test_without_the_day_of_receipt_nothing_is_told_where_none_is_presumed(payer):
    told = deadline(date(2026, 3, 2), payer)

    assert told == Insufficient(("the day on which the notice was received",))


def test_a_payer_that_is_not_known_has_no_deadline():
    assert deadline(date(2026, 3, 2), None) == Insufficient(("the kind of payer",))


def test_a_step_that_the_tables_do_not_carry_is_not_known():
    told = deadline(date(2026, 3, 2), PayerKind.MEDICARE)

    assert told == Insufficient(("step 1 of appeals of Original Medicare (hand in a row)",))


def test_a_notice_received_before_its_date_is_refused():
    with pytest.raises(RecordRejected, match="before the date on it"):
        deadline(date(2026, 3, 2), MA, received_on=date(2026, 3, 1))


def test_an_instant_without_offset_is_refused():
    with pytest.raises(RecordRejected, match="offset from UTC"):
        deadline(datetime(2026, 3, 2, 9, 0), MA)  # noqa: DTZ001  the point


@pytest.mark.parametrize(
    ("received", "last"),
    [
        # the text's own example: no 30 February, the first of the fifth month; a Monday
        (date(2026, 10, 30), date(2027, 3, 1)),
        (date(2026, 10, 29), date(2027, 3, 1)),
        (date(2026, 10, 31), date(2027, 3, 1)),
        # in a leap year 29 February is there, and 30 is not: Tuesday, Wednesday
        (date(2027, 10, 29), date(2028, 2, 29)),
        (date(2027, 10, 30), date(2028, 3, 1)),
        # 1 March 2025 is a Saturday
        (date(2024, 10, 30), date(2025, 3, 3)),
        # Friday; Saturday, and the Monday after it is a holiday
        (date(2026, 9, 15), date(2027, 1, 15)),
        (date(2026, 9, 16), date(2027, 1, 19)),
        # Christmas, a Friday
        (date(2026, 8, 25), date(2026, 12, 28)),
        (date(2026, 8, 31), date(2026, 12, 31)),
    ],
)
def test_four_months_to_ask_for_an_external_review(received, last, federal):
    assert last == external_review_deadline(received, zone=NEW_YORK, calendar=federal).by


@pytest.mark.parametrize("payer", [EMPLOYER, MARKETPLACE])
def test_the_external_review_is_the_second_step(payer, federal):
    told = deadline(
        date(2026, 10, 26), payer, level=2, received_on=date(2026, 10, 30), calendar=federal
    )

    assert told.by == date(2027, 3, 1)


def test_without_a_calendar_the_external_review_has_no_last_day():
    assert external_review_deadline(date(2026, 10, 30), zone=NEW_YORK) == NO_CALENDAR


def test_beyond_the_calendars_years_the_external_review_has_no_last_day(federal):
    told = external_review_deadline(date(2028, 10, 30), zone=NEW_YORK, calendar=federal)

    assert told == NO_CALENDAR


def test_a_row_in_working_days_without_a_calendar_has_no_last_day():
    state = attrs.evolve(HEARING, file_within=BusinessDays(30))

    assert deadline(date(2026, 3, 2), STATE, overrides=(state,)) == NO_CALENDAR


def answered(received, payer, service=SERVICE, urgency=STANDARD, **more):
    return appeal_decision_due(
        received,
        payer_kind=payer,
        service_kind=service,
        urgency=urgency,
        zone=NEW_YORK,
        **more,
    )


@pytest.mark.parametrize(
    ("payer", "level", "service", "last"),
    [
        # from 2 March 2026, which is 29 days before the end of March
        (MA, 1, SERVICE, date(2026, 4, 1)),
        (MA, 1, ServiceKind.OTHER_SERVICE, date(2026, 4, 1)),
        (MA, 1, PAYMENT, date(2026, 5, 1)),
        (MA, 1, PART_B, date(2026, 3, 9)),
        (PART_D, 1, DRUG, date(2026, 3, 9)),
        (PART_D, 1, PAYMENT, date(2026, 3, 16)),
        (PART_D, 2, DRUG, date(2026, 3, 9)),
        (PART_D, 3, DRUG, date(2026, 5, 31)),
        (MANAGED, 1, SERVICE, date(2026, 4, 1)),
        (STATE, 1, SERVICE, date(2026, 5, 31)),
        (EMPLOYER, 1, SERVICE, date(2026, 4, 1)),
        (MARKETPLACE, 1, DRUG, date(2026, 4, 1)),
        (EMPLOYER, 2, DRUG, date(2026, 4, 16)),
        (MARKETPLACE, 2, SERVICE, date(2026, 4, 16)),
    ],
)
def test_the_last_day_to_answer_an_appeal(payer, level, service, last):
    assert last == answered(date(2026, 3, 2), payer, service, level=level).by


@pytest.mark.parametrize(
    ("payer", "level", "service"),
    [
        (MA, 1, SERVICE),
        (MA, 1, PART_B),
        (PART_D, 1, DRUG),
        (PART_D, 2, DRUG),
        (MANAGED, 1, SERVICE),
        (EMPLOYER, 1, SERVICE),
        (EMPLOYER, 2, SERVICE),
        (MARKETPLACE, 1, SERVICE),
        (MARKETPLACE, 2, DRUG),
    ],
)
def test_an_expedited_appeal_is_answered_within_72_hours(payer, level, service):
    told = answered(ny(2026, 3, 6, 18, 0), payer, service, EXPEDITED, level=level)

    assert told.by == ny(2026, 3, 9, 19, 0)


def test_an_expedited_hearing_on_a_drug_takes_ten_days():
    told = answered(ny(2026, 3, 6, 18, 0), PART_D, DRUG, EXPEDITED, level=3)

    assert told.by == date(2026, 3, 16)


def test_no_regulation_gives_the_independent_entity_a_time():
    told = answered(date(2026, 3, 2), MA, level=2)

    assert isinstance(told, NoClock)
    assert "contract" in told.reason


def test_the_answer_to_a_step_that_the_tables_do_not_carry_is_not_known():
    told = answered(date(2026, 3, 2), MA, level=3)

    assert told == Insufficient(
        (
            (
                "a clock for the standard appeal 3, Medicare Advantage: "
                "item or service that needs permission (hand in a row)"
            ),
        )
    )


@pytest.mark.parametrize(
    ("sent", "effective", "last"),
    [
        (date(2026, 2, 20), date(2026, 3, 1), date(2026, 3, 2)),
        (date(2026, 2, 20), date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 2, 20), date(2026, 3, 3), date(2026, 3, 3)),
        (date(2028, 2, 20), date(2028, 2, 25), date(2028, 3, 1)),
    ],
)
def test_benefits_go_on_until_the_later_of_ten_days_and_the_change(sent, effective, last):
    assert last == benefits_continue_until_filed_by(sent, effective)


@pytest.mark.parametrize(
    ("started", "end"),
    [
        (ny(2026, 5, 4, 20, 0), ny(2026, 5, 6, 8, 0)),
        (ny(2026, 3, 7, 20, 0), ny(2026, 3, 9, 9, 0)),
        (ny(2026, 10, 31, 20, 0), ny(2026, 11, 2, 7, 0)),
        (ny(2028, 2, 28, 20, 0), ny(2028, 3, 1, 8, 0)),
    ],
)
def test_the_notice_of_observation_is_due_after_36_real_hours(started, end):
    told = observation_notice_due(started)

    assert end == told
    assert end.utcoffset() == told.utcoffset()


@pytest.mark.parametrize(
    "started",
    [date(2026, 3, 7), datetime(2026, 3, 7, 20, 0)],  # noqa: DTZ001  the point
)
def test_the_start_of_observation_is_an_instant(started):
    with pytest.raises(RecordRejected):
        observation_notice_due(started)
