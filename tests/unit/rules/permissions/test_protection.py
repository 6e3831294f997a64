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
def test_a_permission_of_another_coverage_is_not_honoured_by_pledge(ask, coverages, missing):
    told = ask(PLEDGED, coverages=coverages)

    assert isinstance(told, NotKnown)
    assert told.missing == missing


def test_what_was_not_granted_is_not_honoured(ask):
    assert ask(PLEDGED, outcome="queued").because == "nothing was granted that could be honoured"


@pytest.mark.parametrize(
    ("last", "held"), [(date(2025, 12, 30), False), (date(2025, 12, 31), True)]
)
def test_a_permission_has_to_be_in_force_the_day_before(ask, last, held):
    told = ask(PLEDGED, period=Period.through(date(2025, 12, 1), last))

    assert isinstance(told, Protection) is held


def test_a_permission_with_vague_dates_is_not_known_to_be_in_force(ask):
    told = ask(PLEDGED, period=Period(None, PartialDate(2025, 12)))

    assert (told.outcome, told.missing) == (
        Outcome.INSUFFICIENT_DATA,
        ("the dates of the permission",),
    )


class TestWithoutPermission:
    """Medicare Advantage protects the course (42 CFR 422.112(b)(8)(i)(B)), the pledge does not."""

    @pytest.mark.parametrize("old", [OLD, None], ids=["from another plan", "new to Medicare"])
    def test_the_active_course_is_protected(self, old):
        told = protected_until(None, old, NEW, ON, MA)

        assert (told.first_day, told.last_day, told.law) == (
            date(2026, 1, 1),
            date(2026, 3, 31),
            True,
        )

    @pytest.mark.parametrize(
        "unfit",
        [
            {"coverages": ["c9"]},
            {"outcome": "queued"},
            {"period": Period.through(date(2025, 6, 1), date(2025, 11, 30))},
        ],
        ids=["of another coverage", "not granted", "ended before"],
    )
    def test_one_that_cannot_be_honoured_takes_nothing_away(self, ask, unfit):
        assert ask(**unfit).last_day == date(2026, 3, 31)

    @pytest.mark.parametrize(
        ("course", "coordinated", "missing"),
        [
            (None, True, ("whether a course goes on",)),
            (True, None, ("whether it is a coordinated care plan",)),
            (
                None,
                None,
                ("whether a course goes on", "whether it is a coordinated care plan"),
            ),
        ],
    )
    def test_what_is_not_known_is_missing(self, course, coordinated, missing):
        terms = attrs.evolve(MA, active_course=course, coordinated_care=coordinated)
        told = protected_until(None, None, NEW, ON, terms)

        assert (told.outcome, told.missing) == (Outcome.INSUFFICIENT_DATA, missing)

    def test_the_kind_of_the_payer_is_missing_while_it_may_be_the_rule(self):
        told = protected_until(None, None, NEW, ON, Terms(active_course=True))

        assert told.missing == ("the kind of the payer",)

    @pytest.mark.parametrize(
        ("terms", "new"),
        [
            (PLEDGED, NEW),
            (attrs.evolve(MA, active_course=False), NEW),
            (attrs.evolve(PLEDGED, payer_kind=MA.payer_kind, coordinated_care=False), NEW),
            (MA, beginning(date(2023, 12, 31))),
        ],
        ids=["pledge", "no course", "private fee-for-service", "before 2024"],
    )
    def test_the_pledge_has_nothing_to_honour(self, terms, new):
        told = protected_until(None, None, new, ON, terms)

        assert told == NotKnown(because="there is no permission of an old coverage to honour")

    def test_a_plan_of_unknown_kind_has_to_be_known_where_the_pledge_has_nothing_either(self):
        terms = attrs.evolve(PLEDGED, payer_kind=MA.payer_kind)

        assert protected_until(None, None, NEW, ON, terms).missing == (
            "whether it is a coordinated care plan",
        )


def test_of_an_unknown_payer_before_the_rule_the_kind_is_missing(ask):
    told = ask(Terms(active_course=True), beginning(date(2023, 12, 31)), period=Period(None, None))

    assert told.missing == ("the kind of the payer",)
