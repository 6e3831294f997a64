"""Uniting two charts of one patient: duplicates matched, nothing replaced, conflicts kept.

Facts match when they share an id or a business identifier and agree wherever both say something,
else when they are of one type and say the same and no organization gave them two identifiers. Of
two that match one is kept, filled from the other. Facts under one identifier that disagree are
both kept, and a conflict is reported. Labels are joined, so that the stricter ones hold.

A record keeps its own source; that of the other is not kept: a store holds what it was given, and
reading the same patient every night must change nothing. ``carecoord.model.merging`` keeps both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from carecoord.errors import RecordRejected
from carecoord.model.chart import LISTS, Chart
from carecoord.model.conflict import BOTH_KEPT, FIRST_KEPT, Conflict
from carecoord.model.days_of_life import birth_dates_differ, sharper
from carecoord.model.fact import Fact
from carecoord.model.filling import filled, renamed, unsaid
from carecoord.model.matching import Matched, match_facts
from carecoord.model.moment import PartialDate
from carecoord.model.organization import Organization
from carecoord.model.patient import Patient
from carecoord.model.practitioner import Practitioner
from carecoord.model.record import Record
from carecoord.model.shown import shown
from carecoord.model.source import Source

__all__ = [
    "Conflict",
    "United",
    "apart",
    "birth_dates_differ",
    "joined_records",
    "key_apart",
    "unite",
    "unite_patients",
    "united",
]

_LENGTH = 24
_Person = Practitioner | Organization


@attrs.frozen(kw_only=True)
class United:
    """Two charts made one."""

    __repr__ = shown

    chart: Chart
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[tuple[str, Source], ...] = attrs.field(default=(), repr=False)
    """The sources that no fact or person of the chart has for its own, each with its type."""


def unite(chart: Chart, other: Chart) -> tuple[Chart, tuple[Conflict, ...]]:
    """Unite what two sources know of one patient; ``chart`` is what was known first.

    Raises:
        RecordRejected: the charts are of two patients, by key or by birth date; ``apart`` gives
            the second a key of its own.
    """
    one = united(chart, other)
    return one.chart, one.conflicts


def united(chart: Chart, other: Chart) -> United:
    """Unite two charts and tell which sources are left over."""
    _refuse_two_patients(chart, other)
    ids = frozenset(fact.id for fact in chart.facts())
    matched = {
        name: match_facts(getattr(chart, name) or (), getattr(other, name) or (), ids)
        for name in LISTS
        if getattr(chart, name) is not None or getattr(other, name) is not None
    }
    renames = {old: new for one in matched.values() for old, new in one.renames.items()}
    completed = {name: _completed(name, one, renames) for name, one in matched.items()}
    patient, conflicts = unite_patients(chart.patient, other.patient)
    practitioners = _united_people(chart.practitioners, other.practitioners)
    organizations = _united_people(chart.organizations, other.organizations)
    patients = _Made((patient,), conflicts, _left(patient, chart.patient, other.patient))
    # Each list by its name: their types differ.
    lists: dict[str, Any] = {name: made.records for name, made in completed.items()}
    made = (patients, *completed.values(), practitioners, organizations)
    return United(
        chart=attrs.evolve(
            chart,
            patient=patient,
            practitioners=practitioners.records,
            organizations=organizations.records,
            records=joined_records(chart.records, other.records),
            **lists,
        ),
        conflicts=tuple(conflict for one in made for conflict in one.conflicts),
        left=tuple(left for one in made for left in one.left),
    )


def joined_records(known: Iterable[Record], others: Iterable[Record]) -> tuple[Record, ...]:
    """Records of both, each id once; one that has its source before one that lacks it."""
    by_id = {one.id: one for one in known}
    for one in others:
        held = by_id.get(one.id)
        if held is None or held.source is None:
            by_id[one.id] = one
    return tuple(by_id.values())


def _refuse_two_patients(chart: Chart, other: Chart) -> None:
    if chart.key != other.key or birth_dates_differ(
        chart.patient.birth_date, other.patient.birth_date
    ):
        raise RecordRejected(
            asked="uniting two charts",
            found="they have different keys, or contradictory birth dates",
            remedy="Unite charts of one patient; put a second patient under its own key with apart",
        )


@attrs.frozen
class _Made:
    """The records of one list after uniting, and what is to be told of it."""

    records: tuple[Any, ...]
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[tuple[str, Source], ...] = ()


def _completed(kind: str, matched: Matched, renames: Mapping[str, str]) -> _Made:
    """The facts of a list, filled from their matches, references under the names that remain."""
    facts: list[Fact] = []
    conflicts: list[Conflict] = []
    left: list[tuple[str, Source]] = []
    if matched.conflicts:
        conflicts.append(Conflict(kind=kind, reason=BOTH_KEPT, count=matched.conflicts))
    for fact, match in matched.known:
        if match is None:
            facts.append(fact)
            continue
        other = renamed(match, renames)
        whole = filled(fact, other)
        facts.append(whole)
        left += _left(whole, fact, match)
        conflicts += (
            Conflict(
                kind=kind,
                field=name,
                reason=FIRST_KEPT,
                kept=getattr(whole, name),
                other=getattr(one, name),
            )
            for one in (fact, other)
            for name in unsaid(whole, one)
        )
    added = (renamed(fact, renames) for fact in matched.added)
    return _Made((*facts, *added), tuple(conflicts), tuple(left))


def unite_patients(patient: Patient, other: Patient) -> tuple[Patient, tuple[Conflict, ...]]:
    """Unite two records of one patient; a death is believed, whichever record tells of it."""
    for name in ("birth_date", "deceased"):
        mine, theirs = getattr(patient, name), getattr(other, name)
        told: dict[str, Any] = {name: sharper(mine, theirs)}
        patient = attrs.evolve(patient, **told)
        if sharper(theirs, mine) == told[name]:
            other = attrs.evolve(other, **told)
    return filled(patient, other), _conflicts("patient", patient, other)


def _united_people(known: tuple[_Person, ...], others: tuple[_Person, ...]) -> _Made:
    by_id = {one.id: one for one in known}
    conflicts: list[Conflict] = []
    left: list[tuple[str, Source]] = []
    for other in others:
        held = by_id.get(other.id)
        if held is None:
            by_id[other.id] = other
            continue
        by_id[other.id] = whole = filled(held, other)
        conflicts += _conflicts(type(other).__name__.lower() + "s", held, other)
        left += _left(whole, held, other)
    return _Made(tuple(by_id.values()), tuple(conflicts), tuple(left))


def _conflicts(kind: str, known: attrs.AttrsInstance, other: object) -> tuple[Conflict, ...]:
    """The single-valued fields about which two records disagree."""
    return tuple(
        Conflict(kind=kind, field=name, reason=FIRST_KEPT, kept=mine, other=theirs)
        for name in (field.name for field in attrs.fields(type(known)) if field.eq)
        if not isinstance(mine := getattr(known, name), tuple)
        and mine is not None
        and (theirs := getattr(other, name)) is not None
        and mine != theirs
    )


def _left(whole: Any, *records: Any) -> tuple[tuple[str, Source], ...]:  # noqa: ANN401  facts and people
    """The sources of records that are not the source of what was made of them."""
    return tuple(
        (type(one).__name__, one.source)
        for one in records
        if one.source is not None and one.source.content != whole.source.content
    )


def key_apart(key: str, birth_date: date | PartialDate | None) -> str:
    """The key of a second patient under one identifier: a digest that holds the birth date."""
    return hashlib.sha256(f"{key}\x1f{birth_date}".encode()).hexdigest()[:_LENGTH]


def apart(chart: Chart) -> Chart:
    """The chart under the key of a second patient with the same identifier."""
    return attrs.evolve(chart, key=key_apart(chart.key, chart.patient.birth_date))
