"""How long a clock runs: hours of real time, calendar days, months, working days."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.errors import AuthoringError
from carecoord.model.shown import shown


def at_least_one(of: object, field: attrs.Attribute[Any], count: Any) -> None:  # noqa: ANN401  what callers give
    """Refuse what is not a whole number above zero."""
    if type(count) is not int or count < 1:
        raise AuthoringError(
            asked=f"{type(of).__name__.lower()} of a clock",
            found=f"the {field.name.replace('_', ' ')} is {count!r}",
            remedy="Give a whole number above zero",
        )


@attrs.frozen
class Hours:
    """Hours of real time, whatever the wall clock shows: they end at an instant."""

    __repr__ = shown

    count: int = attrs.field(validator=at_least_one)

    def __str__(self) -> str:
        return f"{self.count} hours"


@attrs.frozen
class Days:
    """Calendar days; the day on which the clock starts is day 0, the last one counts whole."""

    __repr__ = shown

    count: int = attrs.field(validator=at_least_one)

    def __str__(self) -> str:
        return f"{self.count} days"


@attrs.frozen
class Months:
    """Calendar months to the day of the same number; where none is, the first of the next month."""

    __repr__ = shown

    count: int = attrs.field(validator=at_least_one)

    def __str__(self) -> str:
        return f"{self.count} months"


@attrs.frozen
class BusinessDays:
    """Working days by a calendar that is handed in, and at most so many calendar days."""

    __repr__ = shown

    count: int = attrs.field(validator=at_least_one)
    at_most_days: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(at_least_one)
    )

    def __str__(self) -> str:
        cap = "" if self.at_most_days is None else f", at most {self.at_most_days} days"
        return f"{self.count} working days{cap}"


Length = Hours | Days | Months | BusinessDays
