"""Keeping what follows from one chart: the chart itself, its work, its notices, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import attrs

from carecoord.adapters.notification.wording import notices
from carecoord.adapters.run_summary import RunSummary
from carecoord.adapters.step import Step
from carecoord.adapters.storage import refusals
from carecoord.model.chart import Chart
from carecoord.model.source import Source
from carecoord.ports import AuditEntry, ReviewRecord, UnitOfWork
from carecoord.rules.engine.finding import Review
from carecoord.rules.worklist import Changes, WorkItem, reconcile

ACTOR = "carecoord"
"""Who did it, in the audit trail, when no person did."""


@attrs.frozen(kw_only=True)
class Saved:
    """What was saved, and the work to tell of."""

    summary: RunSummary
    told: Sequence[WorkItem] = ()


def save(unit: UnitOfWork, step: Step, found: Review, now: datetime, *, tell: bool) -> Saved:
    """Save a review and what follows from it; nothing when all is as it was.

    Raises: ChartChanged, when somebody saved the chart since it was read.
    """
    version = _save_chart(unit, step)
    known = unit.items(found.patient)
    changes = reconcile(known, found)
    summary = step.summary + RunSummary(reviewed=1, **_counted(changes))
    if step.covered(unit, found.as_of, found.fingerprint) and not changes.saved:
        return Saved(summary=summary)
    # A hold stops notices before they are queued, and again when they are sent.
    news = _news(known, changes) if tell else ()
    told = [item for item in news if not found.stops(item.rule)]
    unit.put_items(changes.saved)
    unit.put_review(_record(found, version, changes))
    summary += RunSummary(queued=sum(unit.queue(notice) for notice in notices(told, now)))
    unit.record(
        AuditEntry(
            at=now,
            action="chart reviewed",
            actor=ACTOR,
            patient=found.patient,
            details=(("version", str(version)), *summary.shown()),
        )
    )
    return Saved(summary=summary, told=told)


def _save_chart(unit: UnitOfWork, step: Step) -> int:
    key = step.read.key
    if step.changed:
        unit.put_sources(key, sources_of(step.read))
        return unit.put_chart(step.united, expected_version=step.version)
    found = unit.version(key)
    if found != step.version:
        raise refusals.changed(step.version, found)
    return found


def sources_of(chart: Chart) -> Iterator[Source]:
    """What a chart was read from, and what it keeps beside: an entry may come more than once."""
    found = (
        chart.patient.source,
        *(one.source for one in chart.facts()),
        *(one.source for one in chart.practitioners),
        *(one.source for one in chart.organizations),
        *(one.source for one in chart.records),
    )
    yield from (source for source in found if source is not None)


def _counted(changes: Changes) -> dict[str, int]:
    kinds = ("opened", "updated", "resolved", "reopened", "cancellations_proposed")
    return {kind: len(getattr(changes, kind)) for kind in kinds}


def _news(known: Sequence[WorkItem], changes: Changes) -> Sequence[WorkItem]:
    """Choose the work that is new, that came back, or whose action is another than before."""
    before = {item.key: item.action for item in known}
    renewed = [item for item in changes.updated if item.action != before[item.key]]
    return (*changes.opened, *changes.reopened, *renewed)


def _record(found: Review, version: int, changes: Changes) -> ReviewRecord:
    return ReviewRecord(
        patient=found.patient,
        version=version,
        as_of=found.as_of,
        valid_until=found.valid_until,
        wake=changes.wake,
        fingerprint=found.fingerprint,
        holds=found.holds,
    )
