"""A run that can be killed at any of its points: started by test_kill.py in a process of its own.

Arguments: the folder for store, messages and rows, and at which point the process kills itself (0:
at none). Every point is announced on standard output, so that a parent can do the killing too.
"""

import json
import os
import signal
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import attrs

from carecoord.adapters.coordinator import run_once
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.model.chart import Chart
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.condition import Condition
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.label import Label
from carecoord.model.patient import Patient
from carecoord.model.source import Source
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.shapes import Check, Conclusion, Rule

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


@attrs.frozen
class Read:
    chart: Chart
    problems: tuple[object, ...] = ()


class FrozenClock:
    def now(self):
        return NOW


def condition(name, ordinal=0, *labels):
    return Condition(
        id=name,
        code=CodeableConcept((Code("http://example.org/codes", name),)),
        recorded_on=date(2026, 1, 1),
        labels=frozenset(labels),
        source=Source(digest="digest of a file", ordinal=ordinal, content=name.encode() * 9),
    )


def chart(key, *conditions, holds=None):
    return Chart(key=key, patient=Patient(), conditions=conditions, holds=holds)


CHARTS = (
    chart("a", condition("wound", 1), condition("fall", 2)),
    chart("b", condition("relapse", 3, Label.PART_2)),
    chart("c", condition("stroke", 4)),
    chart("a", condition("fall", 5), condition("fever", 6)),
    chart("d", condition("cough", 7), holds=(Hold(id="h", kind=HoldKind.HOSPICE),)),
    chart("e"),
)


def look(frame, rule):
    for row in frame.view.rows("conditions", None):
        named = row.fact.code.coding[0].code
        yield Conclusion(
            occurrence=row.fact.id,
            outcome=Outcome.MET,
            reason=f"{named} was seen",
            evidence=(
                Evidence(
                    clause="seen", holds=True, facts=(FactRef(id=row.fact.id, type="Condition"),)
                ),
            ),
            action=Action(
                title="see the patient",
                urgency=Urgency.STAT if named == "stroke" else Urgency.ROUTINE,
                closes="a visit",
                licences=rule.licences,
            ),
        )


CATALOGUE = Catalogue.of(
    Rule(
        id="trial.seen",
        edition="1",
        title="Something was seen",
        citation=Citation(text="invented", locator="here", status=Status.CONVENTION),
        population="everybody",
        licences=(Licence.RN,),
        shape=Check(look=look),
    )
)


class Points:
    """Counts the points that the run passes, and ends it at one of them."""

    def __init__(self, fatal):
        self.fatal = fatal
        self.passed = 0

    def reach(self, name):
        self.passed += 1
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


class WatchedUnit:
    """A unit of work with a point before every write."""

    def __init__(self, unit, points):
        self._unit = unit
        self._points = points

    def __getattr__(self, name):
        if name.startswith("put_") or name in {"queue", "record"}:
            self._points.reach(name)
        return getattr(self._unit, name)


class WatchedStore:
    """A store with points around every commit."""

    def __init__(self, store, points):
        self._store = store
        self._points = points

    def __getattr__(self, name):
        return getattr(self._store, name)

    @contextmanager
    def transaction(self):
        self._points.reach("begin")
        with self._store.transaction() as unit:
            yield WatchedUnit(unit, self._points)
            self._points.reach("before commit")
        self._points.reach("after commit")


class FileNotifier:
    """Appends a line per message, with points around the sending."""

    def __init__(self, path, points):
        self._path = path
        self._points = points

    def send(self, notice):
        self._points.reach("before send")
        with self._path.open("a") as file:
            file.write(json.dumps([notice.id, notice.subject, notice.body]) + "\n")
        self._points.reach("after send")


def write_rows(path, reviews, points):
    rows = sorted([f.patient, f.rule, f.key, f.outcome.name] for r in reviews for f in r.findings)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(rows))
    points.reach("before replace")
    part.replace(path)
    points.reach("after replace")


def main(folder, fatal):
    points = Points(fatal)
    store = SqliteStore(folder / "charts.db")
    reviews = {}
    run_once(
        [Read(one) for one in CHARTS],
        WatchedStore(store, points),
        FileNotifier(folder / "messages", points),
        CATALOGUE,
        date(2026, 1, 2),
        FrozenClock(),
        each=lambda review: reviews.update({review.patient: review}),
    )
    write_rows(folder / "rows.json", reviews.values(), points)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
