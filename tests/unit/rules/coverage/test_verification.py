"""Table by hand: a plan of the year 2026, verified for March, asked on 20 February."""

from datetime import UTC, datetime

import attrs
import pytest
from plans import day, plan, span

from carecoord.model.moment import PartialDate
from carecoord.model.verification import Verification
from carecoord.rules.coverage.verification import Because, needs_verification, verified_for

MARCH = Verification(
    status="verified", verified_on=day("2026-02-20"), period=span("2026-03-01/2026-03-31")
)
VERIFIED = plan("gold", verification=MARCH)


def asked(status, **fields):
    return plan("gold", verification=attrs.evolve(MARCH, status=status, **fields))


@pytest.mark.parametrize(
    ("on", "holds", "because"),
    [
        ("2026-02-28", None, Because.OTHER_DATES),
        ("2026-03-01", True, Because.VERIFIED),
        ("2026-03-31", True, Because.VERIFIED),
        ("2026-04-01", None, Because.OTHER_DATES),
        ("2025-12-31", False, Because.OUTSIDE_PERIOD),
        ("2027-01-01", False, Because.OUTSIDE_PERIOD),
    ],
)
def test_an_answer_of_one_month_says_nothing_of_the_next(on, holds, because):
    found = verified_for(VERIFIED, day(on))

    assert (holds, because) == (found.holds, found.because)


@pytest.mark.parametrize(
    ("coverage", "holds", "because"),
    [
        (plan("gold"), None, Because.NEVER_ASKED),
        (asked("needed"), None, Because.NEVER_ASKED),
        (asked("asked"), None, Because.WAITING),
        (asked("unable"), None, Because.UNABLE),
        (asked("a word that nobody knows"), None, Because.UNABLE),
        (asked("not-in-force"), False, Because.NOT_IN_FORCE),
        (plan("gold", status="cancelled", verification=MARCH), False, Because.CANCELLED),
        (plan("gold", status="entered-in-error", verification=MARCH), False, Because.IN_ERROR),
        (plan("gold", status="draft", verification=MARCH), False, Because.DRAFT),
        (plan("gold", status=None, verification=MARCH), True, Because.VERIFIED),
        (plan("gold", None, verification=MARCH), True, Because.VERIFIED),
        (asked("verified", period=None), None, Because.OTHER_DATES),
        (asked("verified", period=None, verified_on=None), None, Because.OTHER_DATES),
        (asked("verified", period=None, verified_on=day("2026-03-15")), True, Because.VERIFIED),
        (
            asked("verified", period=None, verified_on=datetime(2026, 3, 15, 9, tzinfo=UTC)),
            True,
            Because.VERIFIED,
        ),
        (
            asked("verified", period=None, verified_on=PartialDate(2026, 3)),
            None,
            Because.NOT_EXACT,
        ),
        (asked("not-in-force", period=span("2026-04-01/")), None, Because.OTHER_DATES),
    ],
)
def test_on_15_march(coverage, holds, because):
    found = verified_for(coverage, day("2026-03-15"))

    assert (holds, because) == (found.holds, found.because)


# Asked on 20 February and good for 28 days: 20 March is the last (2026 is no leap year).
@pytest.mark.parametrize(
    ("on", "valid_for", "holds"),
    [("2026-03-20", 28, True), ("2026-03-21", 28, None), ("2026-03-21", 29, True)],
)
def test_an_answer_grows_old(on, valid_for, holds):
    assert verified_for(VERIFIED, day(on), valid_for=valid_for).holds is holds


def test_an_answer_over_a_leap_day_is_a_day_older():
    held = plan(
        "gold",
        "2028-01-01/2028-12-31",
        verification=Verification(
            status="verified", verified_on=day("2028-02-20"), period=span("2028-02-01/2028-03-31")
        ),
    )

    assert verified_for(held, day("2028-03-19"), valid_for=28).holds is True
    assert Because.STALE is verified_for(held, day("2028-03-20"), valid_for=28).because


def test_an_answer_without_its_day_is_too_old_where_age_is_asked():
    held = asked("verified", verified_on=None)

    assert Because.STALE is verified_for(held, day("2026-03-15"), valid_for=400).because


@pytest.mark.parametrize(
    ("coverage", "on", "needed"),
    [
        (VERIFIED, "2026-03-15", False),
        (VERIFIED, "2026-04-01", True),
        (plan("gold"), "2026-03-15", True),
        (asked("asked"), "2026-03-15", True),
        (asked("not-in-force"), "2026-03-15", False),
        (plan("gold", status="cancelled"), "2026-03-15", False),
        (plan("gold"), "2027-01-01", False),
    ],
)
def test_what_is_not_known_has_to_be_asked(coverage, on, needed):
    assert needs_verification(coverage, day(on), valid_for=30) is needed
