"""FHIR dates, instants and periods as clinical times; precision is kept, never invented."""

from __future__ import annotations

import re
from datetime import date, datetime

from carecoord.adapters.codec.fhir_r4.charting.entry import Entry
from carecoord.adapters.codec.fhir_r4.elements.structs import Span
from carecoord.adapters.codec.fhir_r4.reasons import (
    END_BEFORE_START,
    NO_OFFSET,
    NOT_A_TIME,
    NOT_AN_INSTANT,
    STOP,
    TIME_IN_DATE,
)
from carecoord.errors import ImpossiblePeriod
from carecoord.model.content import content
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.period import Period

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?P<time>T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?P<offset>Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_WHOLE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII
).fullmatch
"""An instant with all its parts, as most are: none of them is asked for."""
_LONGEST = 64
"""Characters of a text that is remembered: no time has more."""
_Parsed = tuple[ClinicalTime | None, str | None]


def _parse(text: str) -> _Parsed:
    try:
        return (datetime.fromisoformat(text), None) if _WHOLE(text) else _in_part(text)
    except ValueError:
        return None, NOT_A_TIME


def _in_part(text: str) -> _Parsed:
    """Read a time of which something may be left out.

    Raises:
        ValueError: there is no such day or time of day.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None, NOT_A_TIME
    if match["month"] is None:
        year = int(match["year"])
        return (PartialDate(year), None) if year else (None, NOT_A_TIME)
    if match["day"] is None:
        first = date(int(match["year"]), int(match["month"]), 1)
        return PartialDate(first.year, first.month), None
    if match["time"] is None:
        return date.fromisoformat(match[0]), None
    when = datetime.fromisoformat(match[0])
    return (when, None) if when.tzinfo else (when.date(), NO_OFFSET)


def moment(at: Entry, text: str | None, field: str) -> ClinicalTime | None:
    """Read a date, dateTime or instant; what does not exist is left out and noted."""
    if text is None:
        return None
    run = at.run
    parsed = run.times.get(text)
    if parsed is None:
        parsed = _parse(text)
        if len(text) <= _LONGEST:
            run.times[text] = parsed
            run.tokens[id(parsed[0])] = content(parsed[0])
    time, reason = parsed
    if reason is not None:
        at.problem(field, reason)
    return time


def day(at: Entry, text: str | None, field: str) -> date | PartialDate | None:
    """Read a date: a birth date has no time of day."""
    time = moment(at, text, field)
    if isinstance(time, datetime):
        at.problem(field, TIME_IN_DATE)
        return time.date()
    return time


def instant(at: Entry, text: str | None, field: str) -> datetime | None:
    """Read an instant; a bare date is not one."""
    time = moment(at, text, field)
    if time is None or isinstance(time, datetime):
        return time
    at.problem(field, NOT_AN_INSTANT)
    return None


def period(at: Entry, span: Span | None, field: str) -> Period | None:
    """Read a period, whose last moment lies inside; an end before the start is left out."""
    if span is None:
        return None
    start = moment(at, span.start, f"{field}.start") if span.start else None
    last = moment(at, span.end, f"{field}.end") if span.end else None
    if span.stop is not None:
        at.problem(f"{field}.stop", STOP)
    if start is None and last is None:
        return None
    try:
        return Period.through(start, last)
    except ImpossiblePeriod:
        at.problem(f"{field}.end", END_BEFORE_START)
        return Period(start, None)


def moment_or_period(
    at: Entry, text: str | None, span: Span | None, field: str
) -> ClinicalTime | Period | None:
    """Read a choice of dateTime and Period, such as ``performed[x]``."""
    if text is not None:
        return moment(at, text, f"{field}DateTime")
    return period(at, span, f"{field}Period")
