"""Uniting two charts of one patient: duplicates matched, nothing replaced, conflicts kept.

Facts match when they share an id or a business identifier, else when they are of one type and say
the same. Of two matching facts that agree wherever both say something, one is kept, filled from
the other. Facts under one identifier that disagree are both kept, and a conflict is reported.
Sources are kept from the first; labels are joined, so that the stricter ones hold.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from typing import Any

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.chart import LISTS, Chart
from carecoord.model.merging import Merged, filled, merge_facts, renamed
from carecoord.model.moment import PartialDate
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.shown import shown

_BOTH_KEPT = "two entries under one identifier disagree; both are kept"
_FIRST_KEPT = "two records disagree; what was known first is kept"
_LENGTH = 24


@attrs.frozen(kw_only=True)
class Conflict:
    """A disagreement between two sources: in which list or record, about what, how often."""

    __repr__ = shown

    kind: str
    """The chart's list, or ``patient``."""
    reason: str
    field: str = ""
    count: int = 1


def unite(chart: Chart, other: Chart) -> tuple[Chart, tuple[Conflict, ...]]:
    """Unite what two sources know of one patient; ``chart`` is what was known first.

    Raises:
        RecordRejected: the charts are of two patients, by key or by birth date; ``apart`` gives
            the second a key of its own.
    """
    if chart.key != other.key or birth_dates_differ(
        chart.patient.birth_date, other.patient.birth_date
    ):
        raise RecordRejected(
            asked="uniting two charts",
            found="they have different keys, or contradictory birth dates",
            remedy="Unite charts of one patient; put a second patient under its own key with apart",
        )
    merged = {
        name: merge_facts(getattr(chart, name), getattr(other, name))
        for name in LISTS
        if getattr(chart, name) is not None or getattr(other, name) is not None
    }
    renames = {old: new for one in merged.values() for old, new in one.renames.items()}
    patient, conflicts = unite_patients(chart.patient, other.patient)
    practitioners, about_people = _unite_people(chart.practitioners, other.practitioners)
    organizations, about_bodies = _unite_people(chart.organizations, other.organizations)
    lists: dict[str, Any] = {name: _completed(one, renames) for name, one in merged.items()}
    united = attrs.evolve(
        chart, patient=patient, practitioners=practitioners, organizations=organizations, **lists
    )
    counted = (
        Conflict(kind=name, reason=_BOTH_KEPT, count=one.conflicts)
        for name, one in merged.items()
        if one.conflicts
    )
    return united, (*conflicts, *counted, *about_people, *about_bodies)


def _completed(merged: Merged, renames: dict[str, str]) -> tuple[object, ...]:
    """The facts of a list, filled from their matches, references under the names that remain."""
    facts = (
        fact if match is None else filled(fact, renamed(match, renames))
        for fact, match in merged.known
    )
    return (*facts, *(renamed(fact, renames) for fact in merged.added))


def unite_patients(patient: Patient, other: Patient) -> tuple[Patient, tuple[Conflict, ...]]:
    """Unite two records of one patient; a death is believed, whichever record tells of it."""
    alive = patient.deceased is None or patient.deceased is False
    if alive and other.deceased:
        patient = attrs.evolve(patient, deceased=other.deceased)
    if isinstance(patient.birth_date, PartialDate) and isinstance(other.birth_date, date):
        patient = attrs.evolve(patient, birth_date=other.birth_date)
    known = attrs.evolve(other, deceased=None, birth_date=patient.birth_date)
    return filled(patient, known), _conflicts("patient", patient, known)


def _unite_people(
    known: tuple[Practitioner, ...] | tuple[Organization, ...],
    others: tuple[Practitioner, ...] | tuple[Organization, ...],
) -> tuple[list[Practitioner | Organization], tuple[Conflict, ...]]:
    by_id: dict[str, Practitioner | Organization] = {one.id: one for one in known}
    conflicts: Counter[Conflict] = Counter()
    for other in others:
        held = by_id.get(other.id)
        if held is None:
            by_id[other.id] = other
        else:
            by_id[other.id] = filled(held, other)
            conflicts.update(_conflicts(type(other).__name__.lower() + "s", held, other))
    counted = (attrs.evolve(one, count=count) for one, count in conflicts.items())
    return list(by_id.values()), tuple(counted)


def _conflicts(kind: str, known: attrs.AttrsInstance, other: object) -> tuple[Conflict, ...]:
    """The single-valued fields about which two records disagree."""
    return tuple(
        Conflict(kind=kind, field=name, reason=_FIRST_KEPT)
        for name in (field.name for field in attrs.fields(type(known)) if field.eq)
        if not isinstance(mine := getattr(known, name), tuple)
        and mine is not None
        and (theirs := getattr(other, name)) is not None
        and mine != theirs
    )


def birth_dates_differ(one: date | PartialDate | None, two: date | PartialDate | None) -> bool:
    """Whether two birth dates cannot be the same day; an unknown one contradicts nothing."""
    if one is None or two is None:
        return False
    return _last(one) < _first(two) or _last(two) < _first(one)


def _first(day: date | PartialDate) -> date:
    return day.first_day if isinstance(day, PartialDate) else day


def _last(day: date | PartialDate) -> date:
    return day.last_day if isinstance(day, PartialDate) else day


def key_apart(key: str, birth_date: date | PartialDate | None) -> str:
    """The key of a second patient under one identifier: a digest that holds the birth date."""
    return hashlib.sha256(f"{key}\x1f{birth_date}".encode()).hexdigest()[:_LENGTH]


def apart(chart: Chart) -> Chart:
    """The chart under the key of a second patient with the same identifier."""
    return attrs.evolve(chart, key=key_apart(chart.key, chart.patient.birth_date))
