"""More time, only as the row allows it; and what it means to be late: never approved.

Sources: 42 CFR 422.568(b)(2), (f), 422.572; 438.210(d), 438.404(c)(5); 423.568(h); 29 CFR
2560.503-1(f)(2)(iii)(A).
"""

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from carecoord.errors import AuthoringError, MoveRefused, RecordRejected
from carecoord.model.moment import PartialDate
from carecoord.model.permission_case import (
    ClockExtension,
    PayerKind,
    RequestUrgency,
    ServiceKind,
)
from carecoord.rules.permissions.clocks import (
    APPEAL_DECISIONS,
    DECISIONS,
    BusinessDays,
    Days,
    ExtensionReason,
    Hours,
    Months,
    appeal_deadline,
    decision_due,
    extended,
    overdue,
    overdue_since,
    prolonged,
    standing,
)

NEW_YORK = ZoneInfo("America/New_York")
MA = PayerKind.MEDICARE_ADVANTAGE
SERVICE, PART_B = ServiceKind.SERVICE, ServiceKind.PART_B_DRUG
STANDARD, EXPEDITED = RequestUrgency.STANDARD, RequestUrgency.EXPEDITED
ASKED, MORE = ExtensionReason.ASKED, ExtensionReason.MORE_INFORMATION


def ny(*parts):
    return datetime(*parts, tzinfo=NEW_YORK)


def due_for(received, payer=MA, service=SERVICE, urgency=STANDARD):
    return decision_due(
        received, payer_kind=payer, service_kind=service, urgency=urgency, zone=NEW_YORK
    )


DAYS = due_for(date(2026, 1, 1))
"""Until the end of 8 January."""
HOURS = due_for(ny(2026, 3, 6, 18, 0), urgency=EXPEDITED)
"""Until 9 March, 19:00."""
TWICE = due_for(ny(2026, 10, 29, 1, 30), urgency=EXPEDITED)
"""Until 1 November, 1:30 daylight saving time."""


@pytest.mark.parametrize(
    ("due", "reason", "noticed_on", "to"),
    [
        (DAYS, ASKED, date(2026, 1, 8), date(2026, 1, 22)),
        (DAYS, ExtensionReason.OUTSIDE_EVIDENCE, ny(2026, 1, 8, 23, 59), date(2026, 1, 22)),
        (DAYS, ExtensionReason.EXCEPTIONAL, date(2026, 1, 2), date(2026, 1, 22)),
        (HOURS, ASKED, ny(2026, 3, 9, 19, 0), ny(2026, 3, 23, 19, 0)),
        (HOURS, ASKED, date(2026, 3, 9), ny(2026, 3, 23, 19, 0)),
        # 4 March, 10:00, and fourteen days on: the clocks went forward, the time stays
        (
            due_for(ny(2026, 3, 1, 10, 0), urgency=EXPEDITED),
            ASKED,
            date(2026, 3, 4),
            ny(2026, 3, 18, 10, 0),
        ),
        # 25 March and fifteen days
        (
            due_for(date(2026, 3, 10), PayerKind.EMPLOYER),
            ExtensionReason.BEYOND_CONTROL,
            date(2026, 3, 25),
            date(2026, 4, 9),
        ),
        # 8 March and fourteen days
        (due_for(date(2026, 3, 1), PayerKind.MEDICAID), MORE, date(2026, 3, 8), date(2026, 3, 22)),
    ],
)
def test_a_row_gives_all_the_days_that_it_allows(due, reason, noticed_on, to):
    given = extended(due, reason, noticed_on)

    assert given == ClockExtension(to=to, reason=reason.value, noticed_on=noticed_on)


@pytest.mark.parametrize(
    ("days", "to"), [(1, date(2026, 1, 9)), (5, date(2026, 1, 13)), (14, date(2026, 1, 22))]
)
def test_fewer_days_can_be_taken(days, to):
    assert to == extended(DAYS, ASKED, date(2026, 1, 8), days=days).to


@pytest.mark.parametrize("days", [0, 15])
def test_more_days_than_allowed_and_none_are_refused(days):
    with pytest.raises(MoveRefused, match=f"{days} days are not between 1 and 14"):
        extended(DAYS, ASKED, date(2026, 1, 8), days=days)


@pytest.mark.parametrize("urgency", [STANDARD, EXPEDITED])
def test_the_clock_of_a_part_b_drug_cannot_be_extended(urgency):
    due = due_for(ny(2026, 3, 6, 18, 0), service=PART_B, urgency=urgency)

    with pytest.raises(MoveRefused, match="cannot be extended"):
        extended(due, ASKED, ny(2026, 3, 6, 19, 0))


def test_the_days_to_file_an_appeal_cannot_be_extended():
    to_file = appeal_deadline(date(2026, 1, 8), payer_kind=MA, zone=NEW_YORK)

    with pytest.raises(MoveRefused, match="cannot be extended"):
        extended(to_file, ASKED, date(2026, 1, 9))


@pytest.mark.parametrize(
    ("due", "reason"),
    [
        (DAYS, MORE),
        (DAYS, ExtensionReason.ASKED_BY_PROVIDER),
        (due_for(date(2026, 3, 10), PayerKind.EMPLOYER), ASKED),
    ],
)
def test_a_reason_that_the_row_does_not_name_is_refused(due, reason):
    with pytest.raises(MoveRefused, match="that reason is none of"):
        extended(due, reason, due.by)


@pytest.mark.parametrize(
    ("due", "noticed_on"),
    [
        (DAYS, date(2026, 1, 9)),
        (DAYS, ny(2026, 1, 9, 0, 0)),
        (HOURS, ny(2026, 3, 9, 19, 1)),
        (HOURS, date(2026, 3, 10)),
    ],
)
def test_a_notice_after_the_end_extends_nothing(due, noticed_on):
    with pytest.raises(MoveRefused, match="had run out"):
        extended(due, ASKED, noticed_on)


def test_a_notice_at_an_instant_without_offset_is_refused():
    with pytest.raises(RecordRejected, match="offset from UTC"):
        extended(DAYS, ASKED, datetime(2026, 1, 8, 9, 0))  # noqa: DTZ001  the point


def test_a_clock_is_extended_once():
    longer = prolonged(DAYS, extended(DAYS, ASKED, date(2026, 1, 8), days=3))

    assert longer.by == date(2026, 1, 11)
    with pytest.raises(MoveRefused, match="extended before"):
        extended(longer, ASKED, date(2026, 1, 11))


@pytest.mark.parametrize(
    ("due", "to"),
    [
        (DAYS, date(2026, 1, 8)),
        (DAYS, PartialDate(2026, 2)),
        (HOURS, ny(2026, 3, 9, 19, 0)),
        (HOURS, date(2026, 3, 9)),
    ],
)
def test_an_end_that_is_not_later_prolongs_nothing(due, to):
    with pytest.raises(MoveRefused, match="new end"):
        prolonged(due, ClockExtension(to=to))


@pytest.mark.parametrize(
    ("due", "at", "late"),
    [
        (DAYS, date(2026, 1, 8), False),
        (DAYS, date(2026, 1, 9), True),
        (DAYS, ny(2026, 1, 8, 23, 59), False),
        (DAYS, ny(2026, 1, 9, 0, 0), True),
        # still the evening of 8 January in New York
        (DAYS, datetime(2026, 1, 9, 4, 59, tzinfo=UTC), False),
        (HOURS, ny(2026, 3, 9, 19, 0), False),
        (HOURS, ny(2026, 3, 9, 19, 1), True),
        # 1 November, 1:30 comes twice: due at the first, late by 1:10 after the second 1:00
        (TWICE, ny(2026, 11, 1, 1, 10), False),
        (TWICE, ny(2026, 11, 1, 1, 10).replace(fold=1), True),
        # a date says that the whole of that day has passed
        (HOURS, date(2026, 3, 8), False),
        (HOURS, date(2026, 3, 9), True),
    ],
)
def test_the_last_day_and_the_very_instant_are_in_time(due, at, late):
    assert overdue(due, at) is late


def test_overdue_at_an_instant_without_offset_is_refused():
    with pytest.raises(RecordRejected, match="overdue at"):
        overdue(DAYS, datetime(2026, 1, 9, 9, 0))  # noqa: DTZ001  the point


def test_overdue_since_is_the_instant_or_the_next_day():
    assert overdue_since(DAYS) == date(2026, 1, 9)
    assert overdue_since(HOURS) == ny(2026, 3, 9, 19, 0)


@pytest.mark.parametrize(
    ("due", "at", "words"),
    [
        (DAYS, date(2026, 1, 8), "due by 2026-01-08"),
        (
            DAYS,
            date(2026, 1, 9),
            (
                "overdue since 2026-01-09: not approved; counts as an adverse decision and may be "
                "appealed"
            ),
        ),
        (HOURS, ny(2026, 3, 9, 19, 0), "due by 2026-03-09 19:00 EDT"),
        (
            HOURS,
            datetime(2026, 3, 9, 23, 1, tzinfo=UTC),
            (
                "overdue since 2026-03-09 19:00 EDT: not approved; counts as an adverse decision "
                "and may be appealed"
            ),
        ),
        (
            due_for(date(2025, 12, 31), PayerKind.MEDICAID_MANAGED_CARE),
            date(2026, 1, 15),
            (
                "overdue since 2026-01-15: not approved; counts as a denial on the day on which "
                "the time ran out, may be appealed"
            ),
        ),
        (
            due_for(ny(2026, 5, 4, 9, 30), PayerKind.PART_D, ServiceKind.DRUG),
            date(2026, 5, 7),
            (
                "overdue since 2026-05-07 09:30 EDT: not approved; the plan has to send it on to "
                "the independent reviewer"
            ),
        ),
        (
            appeal_deadline(date(2026, 3, 2), payer_kind=MA, zone=NEW_YORK),
            date(2026, 5, 7),
            (
                "overdue since 2026-05-07: the time to file is over; ask whether a good reason for "
                "filing late is accepted"
            ),
        ),
    ],
)
def test_how_it_stands_is_said_in_words(due, at, words):
    assert words == standing(due, at)


@pytest.mark.parametrize("row", [*DECISIONS, *APPEAL_DECISIONS], ids=lambda row: row.citation.text)
def test_no_missed_deadline_is_an_approval(row):
    assert row.late.value.startswith("not approved;")


def test_of_two_rows_for_one_request_only_one_holds_on_a_day():
    """Rows of one request never overlap, so that the order of the table does not matter."""
    keys = ("payer_kind", "service_kind", "urgency", "level")
    rows = {}
    for row in (*DECISIONS, *APPEAL_DECISIONS):
        rows.setdefault(tuple(getattr(row, key) for key in keys), []).append(row)
    several = [sorted(r, key=lambda x: x.from_date or date.min) for r in rows.values() if r[1:]]

    assert several
    assert all(
        one.to_date is not None and one.to_date < two.from_date
        for found in several
        for one, two in itertools.pairwise(found)
    )


@pytest.mark.parametrize("kind", [Hours, Days, Months, BusinessDays])
@pytest.mark.parametrize("count", [0, -1, 2.5, True])
def test_a_length_is_a_whole_number_above_zero(kind, count):
    with pytest.raises(AuthoringError, match="whole number above zero"):
        kind(count)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Hours(72), "72 hours"),
        (Days(7), "7 days"),
        (Months(4), "4 months"),
        (BusinessDays(5), "5 working days"),
        (BusinessDays(5, at_most_days=7), "5 working days, at most 7 days"),
    ],
)
def test_a_length_in_words(length, words):
    assert words == str(length)


def test_a_row_that_ends_before_it_begins_is_refused():
    with pytest.raises(AuthoringError, match="lies before its first"):
        attrs.evolve(DAYS.row, to_date=date(2025, 12, 31))
