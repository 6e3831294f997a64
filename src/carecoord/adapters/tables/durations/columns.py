"""What the columns of what was dispensed and prescribed and of stays are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.keywords import are_texts, check_keywords
from carecoord.errors import AuthoringError


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones."""

    patient: str
    drug: str | Sequence[str]
    dispensed_on: str
    amount: str
    prescribed_on: str
    daily_dose: str
    prescribed_days: str
    visit: str
    admitted_on: str
    discharged_on: str
    date_format: str | None


def several(names: str | Iterable[str]) -> tuple[str, ...]:
    """The names of columns, of which there may be one.

    Raises: AuthoringError.
    """
    if isinstance(names, str):
        return (names,)
    listed = tuple(names) if are_texts(names) else ()
    if not listed:
        raise AuthoringError(
            asked="the columns of the drug",
            found=f"a {type(names).__name__} that names none",
            remedy="Give the name of a column, or several",
        )
    return listed


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns are called.

    Those of prescribed days and of visits may be missing: prescriptions then have no end, and the
    days of a patient's prescriptions are the visits.
    """

    patient: str = "patient"
    drug: tuple[str, ...] = attrs.field(default=("drug",), converter=several)
    dispensed_on: str = "dispensed_on"
    amount: str = "amount"
    prescribed_on: str = "prescribed_on"
    daily_dose: str = "daily_dose"
    prescribed_days: str = "prescribed_days"
    visit: str = "visit"
    admitted_on: str = "admitted_on"
    discharged_on: str = "discharged_on"
    date_format: str | None = None

    @classmethod
    def of(cls, names: Names) -> Columns:
        """Columns by what the caller calls them.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        cells.check_form(names.get("date_format"))
        return cls(**names)
