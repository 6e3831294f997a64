"""What the columns of a table of stays are called, and which are not looked at."""

from __future__ import annotations

from typing import Any, TypedDict

import attrs

from carecoord.adapters.tables.cells import check_form
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import check_keywords


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones; None for one that is not looked at."""

    patient: str
    stay: str
    hospital: str | None
    admitted_on: str
    discharged_on: str
    disposition: str | None
    principal_diagnosis: str
    kind: str | None
    birth_date: str | None
    age: str | None
    died_on: str | None
    enrolled_from: str | None
    enrolled_until: str | None
    procedure: str
    date_format: str | None


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of stays are called; ``procedure`` is that of a frame of procedures."""

    patient: str = "patient"
    stay: str = "stay"
    hospital: str | None = "hospital"
    admitted_on: str = "admitted_on"
    discharged_on: str = "discharged_on"
    disposition: str | None = "disposition"
    principal_diagnosis: str = "principal_diagnosis"
    kind: str | None = "kind"
    birth_date: str | None = "birth_date"
    age: str | None = "age"
    died_on: str | None = "died_on"
    enrolled_from: str | None = "enrolled_from"
    enrolled_until: str | None = "enrolled_until"
    procedure: str = "procedure"
    date_format: str | None = None

    @classmethod
    def of(cls, names: Names, table: Table) -> Columns:
        """Columns by what the caller calls them; one that may be missing and is, is None.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        check_form(names.get("date_format"))
        usual = cls(**names)
        missing: dict[str, Any] = {
            what: None
            for what in _OPTIONAL
            if what not in names and not table.has(getattr(usual, what))
        }
        return attrs.evolve(usual, **missing)

    @property
    def not_looked_at(self) -> list[str]:
        """What nothing is known of, for want of a column."""
        age = self.birth_date is None and self.age is None
        return [
            *(["age"] if age else []),
            *(["enrolment before admission"] if self.enrolled_from is None else []),
            *(["enrolment after discharge"] if self.enrolled_until is None else []),
            *(["death after discharge"] if self.died_on is None else []),
            *(["hospital"] if self.hospital is None else []),
            *(["disposition"] if self.disposition is None else []),
            *(["kind of stay"] if self.kind is None else []),
        ]


_OPTIONAL = ("kind", "birth_date", "age", "died_on", "enrolled_from", "enrolled_until")
