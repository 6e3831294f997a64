"""Advancing 100,000 permissions by a day, in CPU time.

A night in a house where permissions of two months end day by day, and a tenth of all requests
still waits: one in sixty is over, or overdue. Beside it stands the bare floor: reading two dates
of each permission and comparing them. Then the worst night, on which time moves every one. Both
once more with ``advance_all``, which keeps all values and events. Last, nights on which time moves
every appeal, consent and verified coverage.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from helpers.timing import by_turns, ratio, seconds

from carecoord.model import Appeal, Authorization, AuthorizationItem, Consent, Coverage, Period
from carecoord.model.consent import Provision
from carecoord.model.permission_case import PermissionCase
from carecoord.model.verification import Verification
from carecoord.rules.moves.advancing import advance_all
from carecoord.rules.moves.appeal import APPEAL
from carecoord.rules.moves.authorization import AUTHORIZATION
from carecoord.rules.moves.consent import CONSENT
from carecoord.rules.moves.coverage import COVERAGE
from carecoord.rules.moves.moving import advance
from carecoord.rules.moves.table import Machine

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


def advancing(machine: Machine[Any], held: Sequence[Any]) -> Callable[[], int]:
    """How many values time has moved, one after the other; what they become is dropped."""

    def once() -> int:
        return sum(advance(machine, one, TODAY) is not None for one in held)

    return once


def all_advanced(held: Sequence[Authorization]) -> Callable[[], int]:
    """How many events a night has; all values and events are kept until it is over."""

    def once() -> int:
        return len(advance_all(AUTHORIZATION, held, TODAY).events)

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


def show(name: str, many: int, moved: int, spent: Sequence[float]) -> None:
    """Print the median, with the lowest and the highest."""
    ours = sorted(spent)
    print(
        f"{name}: {many:,}, {moved:,} moved, Python {sys.version.split()[0]}:"
        f" {ours[len(ours) // 2]:.2f} s of CPU time"
        f" (lowest {ours[0]:.2f}, highest {ours[-1]:.2f}; target {TARGET:.2f})"
    )


def measure(name: str, held: Sequence[Authorization]) -> None:
    """Measure permissions by turns with the floor, one by one and then as a night."""
    for how, work in (
        ("one by one", advancing(AUTHORIZATION, held)),
        ("advance_all", all_advanced(held)),
    ):
        spent = by_turns(work, bare(held), rounds=ROUNDS, repeats=1)
        show(f"permissions, {name}, {how}", len(held), work(), [one for one, _ in spent])
        print(f"  {ratio(spent):.0f} times the bare floor")


def others() -> list[tuple[Machine[Any], list[Any]]]:
    """The other machines that time moves, with values that are past their last day."""
    first, last = TODAY - timedelta(days=DAYS), TODAY - timedelta(days=1)
    period = Period.through(first, last)
    names = [f"value-{number}" for number in range(MANY)]
    appeals = [
        Appeal(id=one, authorization=one, filed_on=first, decision_due=last) for one in names
    ]
    consents = [
        Consent(id=one, status="active", provision=Provision(period=period)) for one in names
    ]
    coverages = [
        Coverage(id=one, verification=Verification(status="verified", period=period))
        for one in names
    ]
    return [(APPEAL, appeals), (CONSENT, consents), (COVERAGE, coverages)]


def main() -> None:
    """Measure a night, one on which every permission is over, and the other machines."""
    measure("a night", [permission(one, one % DAYS) for one in range(MANY)])
    measure("all at once", [permission(one, 0) for one in range(MANY)])
    for machine, held in others():
        work = advancing(machine, held)
        show(machine.name, len(held), work(), [seconds(work, 1) for _ in range(ROUNDS)])


if __name__ == "__main__":
    main()
