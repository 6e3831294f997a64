"""Advancing 100,000 permissions by a day, in CPU time.

A night in a house where permissions of two months end day by day, and a tenth of all requests
still waits: one in sixty is over, or overdue. Beside it stands the bare floor: reading two dates
of each permission and comparing them. Then the worst night, on which time moves every one.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from helpers.timing import by_turns, ratio

from carecoord.model import Authorization, AuthorizationItem, Period
from carecoord.model.permission_case import PermissionCase
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.moving import advance

MANY = 100_000
TARGET = 1.0
ROUNDS = 7
TODAY = date(2026, 6, 1)
DAYS = 60
WAITING = 10


def permission(number: int, left: int) -> Authorization:
    """A permission whose period, or whose time to be decided, has ``left`` days to go."""
    last = TODAY + timedelta(days=left - 1)
    waits = number % WAITING == 0
    return Authorization(
        id=f"permission-{number}",
        status="active",
        outcome=None if waits else "complete",
        created_on=last - timedelta(days=DAYS),
        period=None if waits else Period.through(last - timedelta(days=DAYS), last),
        items=[
            AuthorizationItem(
                sequence=sequence,
                requested=Decimal(16),
                unit="visit",
                review_action=None if waits else "A2",
                units=None if waits else Decimal(12),
            )
            for sequence in (1, 2)
        ],
        case=PermissionCase(due=last if waits else last - timedelta(days=DAYS)),
    )


def advancing(held: Sequence[Authorization]) -> Callable[[], int]:
    """How many permissions time has moved."""

    def once() -> int:
        return sum(advance(AUTHORIZATION, one, TODAY) is not None for one in held)

    return once


def bare(held: Sequence[Authorization]) -> Callable[[], int]:
    """What cannot be left out: the due day and the end of each, compared."""

    def once() -> int:
        past = 0
        for one in held:
            case, period = one.case, one.period
            due = None if case is None else case.due
            end = None if period is None else period.end
            late = isinstance(due, date) and due < TODAY
            over = isinstance(end, date) and end <= TODAY
            past += late or over
        return past

    return once


def measure(name: str, held: Sequence[Authorization], rounds: int) -> None:
    """Measure by turns with the floor and print the median."""
    spent = by_turns(advancing(held), bare(held), rounds=rounds, repeats=1)
    ours = sorted(one for one, _ in spent)
    print(
        f"{name}: {len(held)} permissions, {advancing(held)()} moved,"
        f" Python {sys.version.split()[0]}: {ours[rounds // 2]:.2f} s of CPU time"
        f" (lowest {ours[0]:.2f}, highest {ours[-1]:.2f}; target {TARGET:.2f});"
        f" {ratio(spent):.0f} times the bare floor"
    )


def main() -> None:
    """Measure a night, then one on which every permission is over."""
    measure("a night", [permission(one, one % DAYS) for one in range(MANY)], ROUNDS)
    measure("all at once", [permission(one, 0) for one in range(MANY)], 3)


if __name__ == "__main__":
    main()
