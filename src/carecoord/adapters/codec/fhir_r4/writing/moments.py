"""Times where FHIR asks for a date or an instant, which not every time is."""

from __future__ import annotations

from datetime import datetime

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.moment import ClinicalTime
from carecoord.model.period import Period


def day(names: Names, element: str, value: ClinicalTime | None) -> str | None:
    """Write a date: it has no time of day."""
    if isinstance(value, datetime):
        names.lost(element, "a date has no time of day; only the date is written")
        value = value.date()
    return e.moment(value)


def day_or_period(
    names: Names, element: str, name: str, value: ClinicalTime | Period | None
) -> e.Json:
    """Write a choice of date and Period, such as ``serviced[x]``."""
    if isinstance(value, Period):
        return e.element(**{f"{name}Period": e.period(value)})
    return e.element(**{f"{name}Date": day(names, element, value)})


def instant(names: Names, element: str, value: ClinicalTime | None) -> str | None:
    """Write an instant; a date without a time has no place in it."""
    if value is not None and not isinstance(value, datetime):
        names.lost(element, "a date without a time, where FHIR has an instant")
    return e.instant(value)
