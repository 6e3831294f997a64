"""The same record on other days: every date in a value moved by as many days."""

from __future__ import annotations

import re
from datetime import date, timedelta

import attrs

from carecoord.model import PartialDate, Period

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moved(value, days):
    """The value with every date in it moved; texts stay as they are."""
    if isinstance(value, date):
        return value + timedelta(days=days)
    return _rebuilt(value, lambda part: moved(part, days))


def findings_moved(value, days):
    """As ``moved``, with the days that keys and reasons tell in words."""
    if isinstance(value, str):
        return _ISO_DAY.sub(lambda day: str(moved(date.fromisoformat(day[0]), days)), value)
    if isinstance(value, date):
        return moved(value, days)
    return _rebuilt(value, lambda part: findings_moved(part, days))


def exact(value, *, first=False):
    """The value with a day in place of every month and year: no whole days move those."""
    if isinstance(value, PartialDate):
        return value.first_day if first else value.last_day
    if isinstance(value, Period):
        return Period(exact(value.start, first=True), exact(value.end))
    return _rebuilt(value, exact)


def _rebuilt(value, change):
    if isinstance(value, tuple | frozenset):
        return type(value)(change(part) for part in value)
    if not attrs.has(type(value)) or isinstance(value, type):
        return value
    fields = [f for f in attrs.fields(type(value)) if f.init]
    held = {f.alias: getattr(value, f.name) for f in fields}
    changed = {name: change(part) for name, part in held.items()}
    same = all(changed[name] is part for name, part in held.items())
    return value if same else type(value)(**changed)
