"""What the columns of stays, and of what was found of them, are called."""

from __future__ import annotations

from typing import Self, TypedDict

import attrs

from carecoord.adapters.tables import cells
from carecoord.adapters.tables.keywords import check_keywords


class Names(TypedDict, total=False):
    """Names of columns, where they are not the usual ones."""

    patient: str
    stay: str
    admitted_on: str
    discharged_on: str
    kind: str
    index: str
    why_not: str
    episode: str
    readmitted: str
    unplanned_readmission: str
    readmission_stay: str
    days: str
    planned: str
    date_format: str | None


@attrs.frozen(kw_only=True)
class Columns:
    """What the columns of stays and of the result of `readmissions` are called."""

    patient: str = "patient"
    stay: str = "stay"
    admitted_on: str = "admitted_on"
    discharged_on: str = "discharged_on"
    kind: str = "kind"
    index: str = "index"
    why_not: str = "why_not"
    episode: str = "episode"
    readmitted: str = "readmitted"
    unplanned_readmission: str = "unplanned_readmission"
    readmission_stay: str = "readmission_stay"
    days: str = "days"
    planned: str = "planned"
    date_format: str | None = None

    @classmethod
    def of(cls, names: Names) -> Self:
        """Columns by what the caller calls them.

        Raises: AuthoringError for a name of nothing, or dates of which the form says too little.
        """
        check_keywords(names, cls)
        cells.check_form(names.get("date_format"))
        return cls(**names)
