"""A stay under review. 5 October 2026 is a Monday, 9 October a Friday."""

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord.errors import AuthoringError
from carecoord.model import Encounter, PartialDate, Period
from carecoord.model.permission_case import ConcurrentReview, PermissionCase, ReviewKind
from carecoord.rules.engine.citation import Status
from carecoord.rules.permissions.concurrent import NoticeTerms, notice_due, stay_review

STAY = Encounter(
    id="s1", status="in-progress", period=Period(datetime(2026, 10, 5, 14, tzinfo=UTC), None)
)
LEFT = attrs.evolve(
    STAY,
    status="finished",
    period=Period(datetime(2026, 10, 5, 14, tzinfo=UTC), datetime(2026, 10, 9, 10, tzinfo=UTC)),
)
REVIEWS = [
    ConcurrentReview(days_asked=3, days_granted=2, next_on=date(2026, 10, 7)),
    ConcurrentReview(days_asked=2, days_granted=1, next_on=date(2026, 10, 8)),
    ConcurrentReview(),
]


def oct_(*days):
    return tuple(date(2026, 10, day) for day in days)


@pytest.fixture
def reviewed(permission, item):
    def made(reviews=REVIEWS, items=(), case=None, **fields):
        told = PermissionCase(reviews=reviews, **case or {})
        return attrs.evolve(permission(*items, **fields), case=told)

    return made


def test_days_of_all_reviews_add_up(reviewed):
    told = stay_review(reviewed(), STAY, date(2026, 10, 8))

    assert (told.asked, told.granted, told.used) == (5, 3, 4)
    assert (told.next_on, told.not_covered) == (date(2026, 10, 8), oct_(8))
    assert (told.missing, told.retrospective) == ((), False)


@pytest.mark.parametrize(
    ("on", "used"),
    [(4, 0), (5, 1), (8, 4), (9, 4), (20, 4)],
)
def test_the_day_of_discharge_is_not_used(reviewed, on, used):
    assert stay_review(reviewed(), LEFT, date(2026, 10, on)).used == used


def test_a_stay_of_one_day_uses_one(reviewed):
    one = attrs.evolve(LEFT, period=Period.through(date(2026, 10, 5), date(2026, 10, 5)))

    assert stay_review(reviewed(), one, date(2026, 10, 9)).used == 1


def test_days_come_from_the_items_where_no_review_tells(reviewed, item):
    items = [item(2, "DY", requested=Decimal(4)), item(1, "DA", sequence=2), item(9, sequence=3)]
    told = stay_review(reviewed((), items), STAY, date(2026, 10, 7))

    assert (told.asked, told.granted, told.not_covered) == (4, 3, ())


def test_what_was_asked_may_be_in_another_unit(reviewed, item):
    items = [item(2, "DY", requested=Decimal(4), requested_unit="VS")]

    assert stay_review(reviewed((), items), STAY, date(2026, 10, 7)).asked is None


@pytest.mark.parametrize("items", [[], [(None, "DY")], [(5, "VS")], [(5, None)]])
def test_days_that_nobody_granted_are_not_known(reviewed, item, items):
    told = stay_review(reviewed((), [item(*one) for one in items]), STAY, date(2026, 10, 7))

    assert (told.granted, told.used, told.not_covered) == (None, 3, None)
    assert told.missing == ("the days granted",)


def test_days_outside_the_permission_are_not_covered(reviewed, item):
    period = Period.through(date(2026, 10, 6), date(2026, 10, 31))
    told = stay_review(reviewed(period=period), STAY, date(2026, 10, 8))

    assert told.not_covered == oct_(5)


def test_an_items_own_days_cover(reviewed, item):
    own = item(9, "DY", period=Period.through(date(2026, 10, 5), date(2026, 10, 6)))
    told = stay_review(reviewed((), [own]), STAY, date(2026, 10, 7))

    assert told.not_covered == oct_(7)


def test_dates_that_are_vague_cover_nothing_for_certain(reviewed):
    period = Period(PartialDate(2026, 10), None)
    told = stay_review(reviewed(period=period), STAY, date(2026, 10, 8))

    assert (told.not_covered, told.missing) == (None, ("the dates of the permission",))


@pytest.mark.parametrize(
    "stay",
    [
        Encounter(id="s1", status="in-progress"),
        Encounter(id="s1", status="in-progress", period=Period(PartialDate(2026, 10), None)),
        Encounter(
            id="s1", status="finished", period=Period(date(2026, 10, 5), PartialDate(2026, 10))
        ),
        attrs.evolve(STAY, status="planned"),
    ],
)
def test_a_stay_without_its_days_is_not_counted(reviewed, stay):
    told = stay_review(reviewed(), stay, date(2026, 10, 8))

    assert (told.used, told.not_covered) == (None, None)
    assert told.missing == ("the day of admission or of discharge",)


def test_days_before_being_stable_need_no_permission(reviewed):
    whole = reviewed(case={"emergency": True})
    told = stay_review(whole, STAY, date(2026, 10, 8), date(2026, 10, 7))

    assert (told.before_stable, told.used, told.not_covered) == (oct_(5, 6), 2, ())


def test_an_emergency_of_which_nobody_knows_when_it_ended(reviewed):
    told = stay_review(reviewed(case={"emergency": True}), STAY, date(2026, 10, 8))

    assert (told.used, told.not_covered) == (None, None)
    assert told.missing == ("when the patient was stable",)


def test_without_a_case_there_is_no_review(permission, item):
    told = stay_review(permission(item(9, "DY")), STAY, date(2026, 10, 5))

    assert (told.next_on, told.granted) == (None, 9)


def test_a_request_after_the_fact_is_told(reviewed):
    whole = reviewed(case={"review": ReviewKind.RETROSPECTIVE})

    assert stay_review(whole, STAY, date(2026, 10, 8)).retrospective


FRIDAY = datetime(2026, 10, 9, 20, tzinfo=UTC)


def monday_to_friday(day):
    return day.weekday() < 5


def test_notice_within_hours_is_an_instant():
    assert notice_due(FRIDAY, NoticeTerms(hours=24)) == datetime(2026, 10, 10, 20, tzinfo=UTC)


def test_notice_by_the_next_working_day_is_given_on_monday():
    due = notice_due(FRIDAY, NoticeTerms(business_days=1), monday_to_friday)

    assert due == date(2026, 10, 12)


def test_working_days_need_a_calendar():
    with pytest.raises(AuthoringError, match="no calendar"):
        notice_due(FRIDAY, NoticeTerms(business_days=1))


@pytest.mark.parametrize("terms", [{}, {"hours": 24, "business_days": 1}])
def test_terms_say_one_thing(terms):
    with pytest.raises(AuthoringError, match="neither hours nor working days, or both"):
        NoticeTerms(**terms)


def test_terms_of_a_contract_are_labelled_as_such():
    assert NoticeTerms(hours=24).source.status is Status.CONVENTION
