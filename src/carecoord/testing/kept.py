"""Strategies for what a store keeps: charts in small, work, reviews, notices, audit entries.

Charts here are small on purpose, with the parts that storing can get wrong: absent lists beside
empty ones, dates of every precision, labels, text in any script.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from carecoord.model.chart import Chart
from carecoord.model.code import Code, CodeableConcept
from carecoord.model.condition import Condition
from carecoord.model.contact import Name
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.label import Label
from carecoord.model.moment import PartialDate
from carecoord.model.patient import Patient
from carecoord.model.source import Source
from carecoord.ports import AuditEntry, Moment, Notice, ReviewRecord
from carecoord.rules.engine.finding import Action, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.worklist import ItemStatus, WorkItem

texts = st.text(max_size=12)
names = st.text("abcdef0123456789", min_size=1, max_size=8)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
instants = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001  the zone is drawn apart
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from((UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=14)))),
)
moments = st.one_of(days, instants)
clinical_times = st.one_of(
    moments, st.builds(PartialDate, st.integers(1900, 2100), st.none() | st.integers(1, 12))
)
label_sets = st.frozensets(st.sampled_from(Label), max_size=2)
concepts = st.builds(
    CodeableConcept,
    st.tuples(st.builds(Code, st.just("http://example.org/codes"), names)),
    st.none() | texts,
)
conditions = st.builds(
    Condition, id=names, code=concepts, recorded_on=st.none() | clinical_times, labels=label_sets
)
holds = st.builds(Hold, id=names, kind=st.sampled_from(HoldKind), since=st.none() | clinical_times)
patients = st.builds(
    Patient,
    names=st.lists(st.builds(Name, family=texts, given=st.lists(texts, max_size=2)), max_size=1),
    birth_date=st.none() | days,
)


def charts(key: st.SearchStrategy[str] = names) -> st.SearchStrategy[Chart]:
    """Make small charts under keys."""
    return st.builds(
        Chart,
        key=key,
        patient=patients,
        conditions=st.none() | st.lists(conditions, max_size=2),
        holds=st.none() | st.lists(holds, max_size=1),
    )


sources = st.builds(
    Source,
    digest=names,
    ordinal=st.integers(0, 1_000),
    content=st.binary(max_size=40),
    url=st.none() | texts,
)
actions = st.builds(
    Action,
    title=texts,
    urgency=st.sampled_from(Urgency),
    closes=texts,
    licences=st.lists(st.sampled_from(Licence), max_size=2).map(tuple),
    earliest=st.none() | moments,
    due=st.none() | moments,
    overdue_after=st.none() | moments,
    acknowledge_by=st.none() | instants,
)


def work_items(patient: st.SearchStrategy[str] = names) -> st.SearchStrategy[WorkItem]:
    """Make work items of patients."""
    return st.builds(
        WorkItem,
        key=names,
        patient=patient,
        rule=names,
        edition=names,
        title=texts,
        action=actions,
        status=st.sampled_from(ItemStatus),
        opened_on=moments,
        changed_on=moments,
        assigned_to=st.none() | texts,
        snoozed_until=st.none() | days,
        closed_by_person=st.none() | texts,
        reason=texts,
        labels=label_sets,
    )


def notices(created_at: st.SearchStrategy[datetime] = instants) -> st.SearchStrategy[Notice]:
    """Make notices in plain text."""
    return st.builds(
        Notice,
        id=names,
        idempotency_key=names,
        patient=names,
        subject=st.sampled_from(("Work in care coordination", "Arbeit, čeká, 待办")),
        body=st.sampled_from(("Patient 1\nstat: 1\n", "Nothing to see.\n", "naïve — 待办\n")),
        items=st.lists(names, max_size=2).map(tuple),
        recipient=st.just("") | names,
        labels=label_sets,
        created_at=created_at,
    )


entries = st.builds(
    AuditEntry,
    at=instants,
    action=texts,
    actor=texts,
    patient=st.none() | names,
    details=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)


def record_of(
    chart: Chart, *, version: int = 1, valid_until: Moment | None = None, wake: date | None = None
) -> ReviewRecord:
    """Make the record of a review of a chart, by the catalogue ``rules``."""
    return ReviewRecord(
        patient=chart.key,
        version=version,
        as_of=date(2026, 1, 1),
        valid_until=valid_until,
        wake=wake,
        fingerprint="rules",
    )
