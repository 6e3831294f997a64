"""A change of payer during a course.

90 days from 1 January 2026: January 31, February 28, March 31 make 90, so that 31 March is the
last. 42 CFR 422.112(b)(8)(i)(B); AHIP's pledge of June 2025.
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from carecoord.model import Coverage, PartialDate, Period
from carecoord.model.permission_case import PayerKind
from carecoord.rules.engine.citation import Status
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.permissions.protection import (
    NotKnown,
    Protection,
    Terms,
    protected_until,
)

OLD = Coverage(id="c1")
NEW = Coverage(id="c2", period=Period(date(2026, 1, 1), None))
ON = date(2026, 1, 15)
MA = Terms(payer_kind=PayerKind.MEDICARE_ADVANTAGE, active_course=True, coordinated_care=True)
PLEDGED = Terms(
    payer_kind=PayerKind.COMMERCIAL,
    active_course=True,
    takes_part=True,
    in_network=True,
    equivalent=True,
)


@pytest.fixture
def honoured(item, permission):
    def made(**fields):
        told = {
            "coverages": ["c1"],
            "period": Period.through(date(2025, 12, 1), date(2026, 2, 28)),
        }
        return permission(item(12), **told | fields)

    return made


@pytest.fixture
def ask(honoured):
    def asked(terms=MA, new=NEW, on=ON, **fields):
        return protected_until(honoured(**fields), OLD, new, on, terms)

    return asked


def beginning(start):
    return attrs.evolve(NEW, period=Period(start, None))


def test_an_active_course_is_protected_for_ninety_days(ask):
    told = ask()

    assert (told.first_day, told.last_day, told.law) == (
        date(2026, 1, 1),
        date(2026, 3, 31),
        True,
    )
    assert told.source.status is Status.SECONDARY


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_the_ninetieth_day_is_the_last(ask, day, held):
    assert ask().holds(day) is held


def test_a_participating_plan_honours_it_by_pledge(ask):
    told = ask(PLEDGED)

    assert (told.last_day, told.law) == (date(2026, 3, 31), False)
    assert told.source.status is Status.VERIFIED


def test_the_rule_began_with_2024(ask):
    told = ask(
        new=beginning(datetime(2024, 1, 1, tzinfo=UTC)),
        period=Period.through(date(2023, 12, 1), date(2024, 2, 1)),
    )
    before = ask(new=beginning(date(2023, 12, 31)), period=Period(None, None))

    assert isinstance(told, Protection)
    assert before.outcome is Outcome.NOT_APPLICABLE


def test_the_pledge_began_with_2026(ask):
    told = ask(PLEDGED, beginning(date(2025, 12, 31)))

    assert told.outcome is Outcome.NOT_APPLICABLE


def test_terms_that_are_not_known_promise_nothing(honoured):
    told = protected_until(honoured(), OLD, NEW, ON)

    assert (told.outcome, told.missing) == (
        Outcome.INSUFFICIENT_DATA,
        ("the kind of the payer",),
    )


OPEN = [
    (attrs.evolve(MA, active_course=None), ("whether a course goes on",)),
    (attrs.evolve(MA, coordinated_care=None), ("whether it is a coordinated care plan",)),
    (attrs.evolve(PLEDGED, takes_part=None), ("whether the plan takes part in the pledge",)),
    (
        attrs.evolve(PLEDGED, in_network=None, equivalent=None),
        ("whether the service is in network", "whether the benefit is equivalent"),
    ),
]


@pytest.mark.parametrize(("terms", "missing"), OPEN)
def test_what_would_have_to_be_known_is_told(ask, terms, missing):
    told = ask(terms)

    assert (told.outcome, told.missing) == (Outcome.INSUFFICIENT_DATA, missing)


NONE = [
    attrs.evolve(MA, active_course=False),
    attrs.evolve(PLEDGED, takes_part=False),
    attrs.evolve(PLEDGED, in_network=False, takes_part=None),
    attrs.evolve(PLEDGED, equivalent=False),
    attrs.evolve(PLEDGED, payer_kind=PayerKind.MEDICAID),
]


@pytest.mark.parametrize("terms", NONE)
def test_where_no_source_protects_none_is_told(ask, terms):
    assert ask(terms).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("coordinated", [None, False])
def test_a_plan_that_is_not_one_of_coordinated_care_may_have_pledged(ask, coordinated):
    terms = attrs.evolve(
        PLEDGED, payer_kind=PayerKind.MEDICARE_ADVANTAGE, coordinated_care=coordinated
    )

    assert ask(terms).law is False


@pytest.mark.parametrize("new", [Coverage(id="c2"), beginning(None), beginning(PartialDate(2026))])
def test_without_a_first_day_nothing_is_counted(ask, new):
    assert ask(new=new).missing == ("the first day of the coverage",)


def test_a_coverage_that_has_not_begun_protects_nothing_yet(ask):
    assert ask(on=date(2025, 12, 31)).missing == ("who is enrolled",)
    assert isinstance(ask(on=date(2026, 1, 1)), Protection)


@pytest.mark.parametrize(
    ("coverages", "missing"), [([], ("which coverage the permission is of",)), (["c9"], ())]
)
def test_a_permission_of_another_coverage_is_not_honoured(ask, coverages, missing):
    told = ask(coverages=coverages)

    assert isinstance(told, NotKnown)
    assert told.missing == missing


def test_what_was_not_granted_is_not_honoured(ask):
    assert ask(outcome="queued").because == "nothing was granted that could be honoured"


@pytest.mark.parametrize(
    ("last", "held"), [(date(2025, 12, 30), False), (date(2025, 12, 31), True)]
)
def test_a_permission_has_to_be_in_force_the_day_before(ask, last, held):
    told = ask(period=Period.through(date(2025, 12, 1), last))

    assert isinstance(told, Protection) is held


def test_a_permission_with_vague_dates_is_not_known_to_be_in_force(ask):
    told = ask(period=Period(None, PartialDate(2025, 12)))

    assert (told.outcome, told.missing) == (
        Outcome.INSUFFICIENT_DATA,
        ("the dates of the permission",),
    )
