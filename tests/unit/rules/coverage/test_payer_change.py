"""From one payer to another: days counted by hand."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from plans import day, plan, span

from carecoord.model.actor import Actor
from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.rules.coverage.payer_change import Affected, affected, payer_changes

CHICAGO = ZoneInfo("America/Chicago")


def told(*coverages):
    return [
        (one.former, one.new, one.gap_days, one.overlap_days, str(one.verify_from))
        for one in payer_changes(coverages)
    ]


@pytest.mark.parametrize(
    ("former", "new", "gap", "overlap", "verify_from"),
    [
        ("2026-01-01/2026-06-30", "2026-07-01/", 0, 0, "2026-07-01"),
        ("2026-01-01/2026-06-30", "2026-07-02/", 1, 0, "2026-07-01"),
        ("2026-01-01/2026-06-30", "2026-06-30/", 0, 1, "2026-06-30"),
        # The leap day lies between.
        ("2027-01-01/2028-02-28", "2028-03-01/", 1, 0, "2028-02-29"),
        ("2026-01-01/2027-02-28", "2027-03-01/", 0, 0, "2027-03-01"),
        ("2026-01-01/2026-01-31", "2026-03-01/", 28, 0, "2026-02-01"),
        ("/2026-06-30", "2026-07-01/", None, None, None),
        # No end is known: beside, or in its place?
        ("2026-01-01/", "2026-07-01/", 0, None, "2026-07-01"),
        ("2026-01-01/9999-12-31", "2026-07-01/", 0, None, "2026-07-01"),
    ],
)
def test_the_days_between_payers_are_counted(former, new, gap, overlap, verify_from):
    found = told(plan("a", former, payer="x"), plan("b", new, payer="y"))

    expected = [] if gap is None else [("a", "b", gap, overlap, verify_from)]
    assert expected == found


@pytest.mark.parametrize(
    ("coverages", "expected"),
    [
        # The same payer goes on.
        (
            (
                plan("a", "2025-01-01/2025-12-31", payer="x"),
                plan("b", "2026-01-01/", payer="x"),
                plan("c", "2026-01-01/", payer="y"),
            ),
            [],
        ),
        # A second coverage from the same day on stands beside the first.
        ((plan("a", "2026-01-01/", payer="x"), plan("b", "2026-01-01/", payer="y")), []),
        # So does one that is over first.
        ((plan("a", payer="x"), plan("b", "2026-02-01/2026-03-01", payer="y")), []),
        # Two places in one order.
        (
            (
                plan("a", "2026-01-01/", payer="x", order=1),
                plan("b", "2026-02-01/", payer="y", order=2),
            ),
            [],
        ),
        (
            (
                plan("a", "2026-01-01/", payer="x", order=1),
                plan("b", "2026-02-01/", payer="y", order=1),
            ),
            [("a", "b", 0, None, "2026-02-01")],
        ),
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x", order=1),
                plan("b", "2026-04-01/", payer="y", order=2),
            ),
            [("a", "b", 0, 0, "2026-04-01")],
        ),
        # The nearest follows.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x"),
                plan("far", "2026-08-01/", payer="y"),
                plan("near", "2026-04-05/2026-07-31", payer="z"),
            ),
            [
                ("a", "near", 4, 0, "2026-04-01"),
                ("near", "far", 0, 0, "2026-08-01"),
            ],
        ),
        # There and back.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x"),
                plan("b", "2026-04-01/2026-06-30", payer="y"),
                plan("c", "2026-07-01/", payer="x"),
            ),
            [("a", "b", 0, 0, "2026-04-01"), ("b", "c", 0, 0, "2026-07-01")],
        ),
        # A former coverage that was cancelled still was one.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x", status="cancelled"),
                plan("b", "2026-04-01/", payer="y"),
            ),
            [("a", "b", 0, 0, "2026-04-01")],
        ),
        # One that was cancelled follows none: the payer after it does.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x"),
                plan("b", "2026-04-01/", payer="y", status="cancelled"),
            ),
            [],
        ),
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x"),
                plan("b", "2026-04-01/2026-04-30", payer="y", status="cancelled"),
                plan("c", "2026-04-15/", payer="z"),
            ),
            [("a", "c", 14, 0, "2026-04-01"), ("b", "c", 0, 16, "2026-04-15")],
        ),
        # One of the former payer that was cancelled does not go on.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x"),
                plan("b", "2026-04-01/", payer="x", status="cancelled"),
                plan("c", "2026-04-01/", payer="y"),
            ),
            [("a", "c", 0, 0, "2026-04-01")],
        ),
        # What was entered in error, has no day or no payer, tells nothing.
        (
            (
                plan("a", "2026-01-01/2026-03-31", payer="x", status="entered-in-error"),
                plan("b", "2026-04-01/", payer="y"),
                plan("c", None, payer="z"),
                plan("d", "2026-05-01/"),
            ),
            [],
        ),
        ((), []),
    ],
)
def test_a_change_is_from_one_payer_to_another(coverages, expected):
    assert expected == told(*coverages)


def test_the_order_of_the_list_changes_nothing():
    held = (
        plan("a", "2026-01-01/2026-03-31", payer="x"),
        plan("b", "2026-04-01/2026-06-30", payer="y"),
        plan("c", "2026-07-01/", payer="z"),
    )

    assert payer_changes(held) == payer_changes(held[::-1])


FORMER = plan("a", "2026-01-01/2026-06-30", payer="x")
NEW = plan("b", "2026-07-01/", payer="y")
(CHANGE,) = payer_changes((FORMER, NEW))


def permission(name, last=None, *, of=("a",), action="A1", **fields):
    items = () if action is None else (AuthorizationItem(review_action=action),)
    period = None if last is None else span(f"2026-05-01/{last}")
    return Authorization(
        id=name, status="active", coverages=of, period=period, items=items, **fields
    )


@pytest.mark.parametrize(
    ("held", "touched"),
    [
        (permission("p", "2026-06-30"), False),
        (permission("p", "2026-07-01"), True),
        (permission("p"), True),
        (permission("p", "2026-07-01", of=("b",)), False),
        (permission("p", "2026-07-01", of=()), False),
        (permission("p", "2026-07-01", of=(), insurer=Actor(id="x")), True),
        (permission("p", "2026-07-01", of=(), insurer=Actor(id="y")), False),
        (permission("p", "2026-07-01", action="A3"), False),
        (permission("p", "2026-07-01", action="A4"), True),
        (permission("p", "2026-07-01", action="C"), False),
        (permission("p", "2026-07-01", action=None), True),
        (Authorization(id="p", status="cancelled", coverages=("a",)), False),
        (
            Authorization(
                id="p",
                status="active",
                coverages=("a",),
                items=(AuthorizationItem(review_action="A1", period=span("2026-05-01/")),),
            ),
            True,
        ),
    ],
)
def test_a_permission_that_reaches_into_the_new_time_is_touched(held, touched):
    found = affected(CHANGE, (FORMER, NEW), (held,), (), UTC)

    assert (("p",) if touched else ()) == found.authorizations


def test_a_former_coverage_that_is_not_at_hand_has_no_known_payer():
    held = permission("p", "2026-07-01", of=(), insurer=Actor(id="x"))

    assert Affected() == affected(CHANGE, (NEW,), (held,), (), UTC)


@pytest.mark.parametrize(
    ("start", "status", "touched"),
    [
        (day("2026-06-30"), "booked", False),
        (day("2026-07-01"), "booked", True),
        # Half past four in the morning in UTC is still 30 June in Chicago.
        (datetime(2026, 7, 1, 4, 30, tzinfo=UTC), "booked", False),
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), "booked", True),
        (None, "proposed", True),
        (day("2026-07-01"), "cancelled", False),
        (day("2026-07-01"), "fulfilled", False),
    ],
)
def test_a_visit_from_the_first_day_on_is_touched(start, status, touched):
    visit = Appointment(id="v", status=status, start=start)

    assert (("v",) if touched else ()) == affected(
        CHANGE, (FORMER, NEW), (), (visit,), CHICAGO
    ).appointments
