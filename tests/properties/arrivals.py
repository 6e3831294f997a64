"""A chart dealt out by the day on which each of its facts reaches the store.

Most facts arrive on the day they became known, some days later, a few turn out wrong afterwards. A
stay arrives on admission, as in progress, and is brought up to date after its end. What was known
before the first day is there from the first day on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from random import Random

import attrs

from carecoord.model import Chart, Encounter, Fact, Hold, HoldKind, Observation, Patient
from carecoord.model.chart import LISTS
from carecoord.model.moment import first_day

LATE, MOST_DAYS_LATE = 0.15, 12
WRONG, MOST_DAYS_WRONG = 0.03, 20
HELD, FREED, DAYS_HELD = 0.02, 0.5, (20, 90)


@attrs.frozen(kw_only=True)
class Arrival:
    """What reaches the store of one patient on one day.

    ``part`` is united with what is kept. Each fact of ``instead`` takes the place of the one with
    its id; the facts whose ids are in ``gone`` are taken away.
    """

    part: Chart | None = None
    instead: tuple[Fact, ...] = ()
    gone: tuple[str, ...] = ()

    def replaced_in(self, chart: Chart) -> Chart:
        """The chart with facts in the place of others, and without some."""
        by_id = {fact.id: fact for fact in self.instead}
        names = {fact.listed_under for fact in self.instead} | {"holds"}
        kept = {
            name: tuple(by_id.get(f.id, f) for f in getattr(chart, name) if f.id not in self.gone)
            for name in names
            if getattr(chart, name) is not None
        }
        return attrs.evolve(chart, **kept)


def deal(chart: Chart, first: date, days: int, seed: str) -> dict[date, Arrival]:
    """What arrives on which day, from the first day on."""
    chance = Random(seed)
    patient, died_on = _before_death(chart.patient, first)
    told = [one for fact in chart.facts() for one in _told_of(fact, first, chance)]
    told += _held(first + timedelta(days=chance.randrange(days)), chance)
    by_day: dict[date, list[tuple[str, object]]] = defaultdict(list)
    for on, how, what in told:
        by_day[on].append((how, what))
    asked = {name: () for name in LISTS if getattr(chart, name) is not None}
    frames = {first: attrs.evolve(chart, patient=patient, **asked)}
    if died_on is not None:
        heard = died_on + timedelta(days=_delay(chance))
        frames[heard] = Chart(key=chart.key, patient=Patient(deceased=chart.patient.deceased))
    bare = Chart(key=chart.key, patient=Patient())
    return {on: _arrival(frames.get(on, bare), by_day[on]) for on in sorted({*by_day, *frames})}


def _before_death(patient: Patient, first: date) -> tuple[Patient, date | None]:
    deceased = patient.deceased
    if deceased is None or isinstance(deceased, bool) or _day(deceased) <= first:
        return patient, None
    return attrs.evolve(patient, deceased=None), _day(deceased)


def _arrival(frame: Chart, told: list[tuple[str, object]]) -> Arrival:
    lists: dict[str, list[Fact]] = defaultdict(list)
    for how, what in told:
        if how == "new":
            lists[what.listed_under].append(what)
    empty = frame.patient == Patient() and not lists
    return Arrival(
        part=None if empty else attrs.evolve(frame, **lists),
        instead=tuple(what for how, what in told if how == "instead"),
        gone=tuple(what for how, what in told if how == "gone"),
    )


def _told_of(fact: Fact, first: date, chance: Random) -> Iterator[tuple[date, str, object]]:
    known, later = fact.known_on, fact.learned_later
    on = first
    if known is not None and _day(known) > first:
        on = _day(known) + timedelta(days=_delay(chance))
    in_progress = isinstance(fact, Encounter) and later is not None and _day(later) > on
    yield on, "new", fact.before_later() if in_progress else fact
    if in_progress:
        yield _day(later) + timedelta(days=_delay(chance)), "instead", fact
    elif isinstance(fact, Observation) and chance.random() < WRONG:
        after = timedelta(days=chance.randint(1, MOST_DAYS_WRONG))
        yield on + after, "instead", attrs.evolve(fact, status="entered-in-error")


def _held(on: date, chance: Random) -> Iterator[tuple[date, str, object]]:
    if chance.random() >= HELD:
        return
    kind = chance.choice((HoldKind.HOSPICE, HoldKind.CONSENT_WITHDRAWN, HoldKind.DISENROLLED))
    hold = Hold(id="invented-hold", kind=kind, since=on)
    yield on + timedelta(days=_delay(chance)), "new", hold
    if chance.random() < FREED:
        yield on + timedelta(days=chance.randint(*DAYS_HELD)), "gone", hold.id


def _delay(chance: Random) -> int:
    return chance.randint(1, MOST_DAYS_LATE) if chance.random() < LATE else 0


def _day(time) -> date:
    return first_day(time, UTC)
