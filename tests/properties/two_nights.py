"""The same nights run twice: everybody reviewed every night, and only who has to be.

The second way is what an application does: arrivals go through ``run_once`` or are saved by hand,
people's doings through ``save_work``, and at night comes ``run_due`` over a store. The first way is
the plain one: ``review`` and ``reconcile`` for everybody. After every night the worklists have to
be equal, and the findings of the last review of the second way those of tonight.

Nearly all the time goes into the first way. ``LAST_NIGHTS`` goes it, for each patient, only on the
nights of the second way's reviews and on the last night before each of them: what changed meanwhile
and stayed so is seen there too. ``NEVER`` only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from random import Random

import attrs
from arrivals import Arrival, deal

from carecoord import review
from carecoord.adapters.coordinator import run_due, run_once
from carecoord.adapters.save_work import save_work
from carecoord.adapters.storage.memory import MemoryStore
from carecoord.model import Chart
from carecoord.ports import Store
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Review
from carecoord.rules.handling import assign, close, snooze
from carecoord.rules.worklist import ItemStatus, WorkItem, reconcile

HANDLED = 0.015
"""The chance that a person does something to an open item on a day."""
MOST_DAYS_SNOOZED = 40


class Compared(Enum):
    """On which nights the two ways are compared."""

    EVERY_NIGHT = "every night"
    LAST_NIGHTS = "last nights"
    NEVER = "never"


CatalogueOn = Callable[[date], Catalogue]


_COUNTS = ("patients", "patient_days", "compared", "arrivals", "handled", "reviews", "items")


@attrs.define
class Tally:
    """What came of it; ``causes`` says why the second way reviewed, ``wrong`` what differed."""

    patients: int = 0
    patient_days: int = 0
    compared: int = 0
    arrivals: int = 0
    handled: int = 0
    reviews: int = 0
    items: int = 0
    causes: Counter[str] = attrs.field(factory=Counter)
    wrong: list[tuple[str, date, str]] = attrs.field(factory=list)

    @property
    def saved(self) -> float:
        """The share of reviews that the second way did without."""
        return 1 - self.reviews / self.patient_days

    def add(self, other: Tally) -> None:
        """Count another population too."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.causes += other.causes
        self.wrong += other.wrong


@attrs.frozen
class _Read:
    chart: Chart
    problems: tuple[object, ...] = ()


@attrs.define
class Evening:
    """A clock that stands still on the evening of a day."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(20), UTC)


@attrs.define(kw_only=True)
class TwoWays:
    """One population, lived through night by night in both ways."""

    catalogue_on: CatalogueOn
    seed: int
    compared: Compared = Compared.EVERY_NIGHT
    store: Store = attrs.field(factory=MemoryStore)
    dealt: dict[str, dict[date, Arrival]] = attrs.field(factory=dict)
    everybody: dict[str, dict[str, WorkItem]] = attrs.field(factory=dict)
    held: dict[str, Review] = attrs.field(factory=dict)
    tally: Tally = attrs.field(factory=Tally)

    def live(self, charts: Iterable[Chart], first: date, days: int) -> Tally:
        """Live through the days, and count."""
        self.dealt = {
            chart.key: deal(chart, first, days, f"{self.seed}/{chart.key}") for chart in charts
        }
        self.everybody = {key: {} for key in self.dealt}
        self.tally.patients = len(self.dealt)
        for day in (first + timedelta(days=n) for n in range(days)):
            self._handle(day)
            self._night(day, self._arriving(day))
        self.tally.items = len(self.store.items())
        return self.tally

    def _arriving(self, day: date) -> dict[str, Arrival]:
        return {key: on[day] for key, on in self.dealt.items() if day in on}

    def _night(self, day: date, arrived: dict[str, Arrival]) -> None:
        self.tally.arrivals += len(arrived)
        before = {key: self._why(key, day, key in arrived) for key in self.everybody}
        seen: list[Review] = []
        clock, catalogue = Evening(day), self.catalogue_on(day)
        for key, arrival in arrived.items():
            if arrival.instead or arrival.gone:
                self._replace(key, arrival)
        parts = [_Read(arrival.part) for arrival in arrived.values() if arrival.part is not None]
        run_once(parts, self.store, None, catalogue, day, clock, each=seen.append)
        run_due(self.store, None, catalogue, day, clock, each=seen.append)
        for found in seen:
            why = before[found.patient]
            self.tally.reviews += 1
            self.tally.causes[why] += 1
            self.reviewed(found, why)
            self.held[found.patient] = found
        self.tally.patient_days += len(self.everybody)
        for key in self._to_compare(day, seen):
            self._compare(key, day, catalogue)

    def _to_compare(self, day: date, seen: list[Review]) -> Iterable[str]:
        if self.compared is Compared.NEVER:
            return ()
        if self.compared is Compared.EVERY_NIGHT:
            return self.everybody
        tomorrow = day + timedelta(days=1)
        coming = self.store.due(tomorrow, self.catalogue_on(tomorrow).fingerprint)
        return {*(found.patient for found in seen), *coming, *self._arriving(tomorrow)} & {
            *self.everybody
        }

    def reviewed(self, found: Review, why: str) -> None:
        """Look at a review of the second way; the one before is in ``held``."""

    def _why(self, key: str, day: date, arrived: bool) -> str:
        record = self.store.review(key)
        if record is None:
            return "new"
        if arrived:
            return "something arrived"
        if record.fingerprint != self.catalogue_on(day).fingerprint:
            return "other rules"
        return "an item came back" if record.wake is not None and record.wake <= day else "time"

    def _replace(self, key: str, arrival: Arrival) -> None:
        kept = self.store.chart(key)
        with self.store.transaction() as unit:
            unit.put_chart(arrival.replaced_in(kept.chart), expected_version=kept.version)

    def _compare(self, key: str, day: date, catalogue: Catalogue) -> None:
        self.tally.compared += 1
        found = review(self.store.chart(key).chart, catalogue, day)
        items = self.everybody[key]
        items.update((item.key, item) for item in reconcile(items.values(), found).saved)
        held = self.held[key]
        if (held.findings, held.holds) != (found.findings, found.holds):
            self.tally.wrong += ((key, day, rule) for rule in _differing(held, found))
        elif tuple(items[name] for name in sorted(items)) != self.store.items(key):
            self.tally.wrong.append((key, day, "worklist"))

    def _handle(self, day: date) -> None:
        """People look at the worklist of the night before, and change some of it."""
        done = [
            after
            for key in self.everybody
            for after in _handled(self.store.items(key), day, f"{self.seed}/{key}/{day}")
        ]
        self.tally.handled += len(done)
        for item in done:
            self.everybody[item.patient][item.key] = item
        if done:
            save_work(self.store, done, by="somebody", clock=Evening(day))


def _handled(items: Iterable[WorkItem], day: date, seed: str) -> Iterator[WorkItem]:
    for item in items:
        if item.status is not ItemStatus.OPEN:
            continue
        chance = Random(f"{seed}/{item.key}")
        if chance.random() >= HANDLED:
            continue
        what = chance.randrange(4)
        if what == 0:
            yield assign(item, "invented nurse", day)
        elif what == 1:
            yield close(item, "settled by telephone", day)
        else:
            yield snooze(item, day + timedelta(days=chance.randint(1, MOST_DAYS_SNOOZED)), day)


def _differing(held: Review, found: Review) -> set[str]:
    """The rules about which two reviews differ, else the holds."""
    findings = set(held.findings) ^ set(found.findings)
    return {finding.rule for finding in findings} or {"holds"}
