"""What a row of the tables of clocks says, and where it says so."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Protocol

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.collected import as_tuple
from carecoord.model.permission_case import PayerKind, RequestUrgency, ServiceKind
from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.permissions.clocks.lengths import Length, at_least_one


class ExtensionReason(Enum):
    """Why a payer may take more time."""

    ASKED = "the patient asks for it"
    ASKED_BY_PROVIDER = "the provider asks for it"
    OUTSIDE_EVIDENCE = (
        "evidence from a provider without a contract may change a denial, in the patient's interest"
    )
    MORE_INFORMATION = "more information is needed, in the patient's interest"
    EXCEPTIONAL = "exceptional circumstances, in the patient's interest"
    BEYOND_CONTROL = "matters beyond the control of the plan"


class Late(Enum):
    """What it means that a last day has passed; nothing is ever approved by it."""

    ADVERSE = "not approved; counts as an adverse decision and may be appealed"
    DENIAL = (
        "not approved; counts as a denial on the day on which the time ran out, may be appealed"
    )
    FORWARDED = "not approved; the plan has to send it on to the independent reviewer"
    EXHAUSTED = "not approved; the steps within the plan count as taken, the next one is open"
    NOT_SAID = "not approved; ask which step is open"
    FILING = "the time to file is over; ask whether a good reason for filing late is accepted"


class DatedBy(Enum):
    """Which day decides whether a row is in force."""

    RECEIPT = "the day of receipt"
    RATING_PERIOD = "the first day of the plan's rating period"


@attrs.frozen(kw_only=True)
class Extension:
    """By how many calendar days a clock may be extended, for which reasons, with which notice.

    ``citation`` is where it is said, if that is another place than the row's, or less sure.
    """

    __repr__ = shown

    days: int = attrs.field(validator=at_least_one)
    reasons: tuple[ExtensionReason, ...] = attrs.field(converter=as_tuple)
    notice: str
    citation: Citation | None = None


class Dated(Protocol):
    """A row in force from a day to a day, both inclusive; None: not bounded, or not known."""

    @property
    def from_date(self) -> date | None:
        """The first day."""
        ...

    @property
    def to_date(self) -> date | None:
        """The last day."""
        ...


def holds(row: Dated, on: date) -> bool:
    """Whether a row is in force on a day."""
    return (row.from_date is None or row.from_date <= on) and (
        row.to_date is None or on <= row.to_date
    )


def in_order(row: Dated, _: object, to_date: date | None) -> None:
    """Refuse a row that ends before it begins."""
    if row.from_date is not None and to_date is not None and to_date < row.from_date:
        raise AuthoringError(
            asked="a row of clocks",
            found=f"its last day {to_date} lies before its first, {row.from_date}",
            remedy="Give the days in order",
        )


@attrs.frozen(kw_only=True)
class Clock:
    """How long a payer of a kind has to decide.

    ``level`` 0 is the decision on the request, 1 and more are those on appeals. ``jurisdiction`` is
    the state whose own row it is. ``from_date`` None: since when was not looked up.
    """

    __repr__ = shown

    payer_kind: PayerKind
    service_kind: ServiceKind
    urgency: RequestUrgency
    level: int = 0
    from_date: date | None = None
    to_date: date | None = attrs.field(default=None, validator=in_order)
    dated_by: DatedBy = DatedBy.RECEIPT
    jurisdiction: str | None = None
    length: Length
    extension: Extension | None = None
    late: Late
    citation: Citation


@attrs.frozen(kw_only=True)
class Absence:
    """A payer of a kind has no clock, and why; None: whatever the service or the urgency."""

    __repr__ = shown

    payer_kind: PayerKind
    service_kind: ServiceKind | None = None
    urgency: RequestUrgency | None = None
    level: int = 0
    from_date: date | None = None
    to_date: date | None = attrs.field(default=None, validator=in_order)
    reason: str
    citation: Citation


def cfr(section: str, locator: str, status: Status = Status.QUOTED, title: int = 42) -> Citation:
    """A place in the Code of Federal Regulations."""
    return Citation(text=f"{title} CFR {section}", locator=locator, status=status)
