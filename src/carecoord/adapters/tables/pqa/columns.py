"""What the tables of a PDC measure hold: their columns, the year, and where patients stand."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import TypedDict

import attrs

from carecoord.adapters.tables.cells import check_form
from carecoord.adapters.tables.keywords import check_keywords

Keys = Mapping[Hashable, int]
"""The place of each patient, by the value that the table names them with."""


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones; None for one that is not looked at."""

    patient: str
    filled_on: str
    days_supply: str
    drug: str
    date_format: str | None
    birth_date: str | None
    died_on: str | None
    disenrolled_on: str | None
    enrolled_until: str | None
    hospice: str | None
    esrd: str | None
    admitted_on: str
    discharged_on: str


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of fills, members and stays are called."""

    patient: str = "patient"
    filled_on: str = "filled_on"
    days_supply: str = "days_supply"
    drug: str = "drug"
    date_format: str | None = None
    birth_date: str | None = "birth_date"
    died_on: str | None = "died_on"
    disenrolled_on: str | None = "disenrolled_on"
    enrolled_until: str | None = "enrolled_until"
    hospice: str | None = "hospice"
    esrd: str | None = "esrd"
    admitted_on: str = "admitted_on"
    discharged_on: str = "discharged_on"

    @classmethod
    def of(cls, names: Names) -> Columns:
        """Columns by what the caller calls them.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        check_form(names.get("date_format"))
        return cls(**names)


@attrs.frozen(kw_only=True)
class Year:
    """A calendar year, and the last day of it that is looked at."""

    number: int
    seen_to: int

    @property
    def first(self) -> int:
        """1 January."""
        return date(self.number, 1, 1).toordinal()

    @property
    def last(self) -> int:
        """31 December."""
        return date(self.number, 12, 31).toordinal()
