"""The patient is booked at two places at one time.

Back to back is no conflict. Which of the two is moved is for the patient and those who booked them
to say; nothing is cancelled by itself.

Population: patients with at least two booked visits.
Source: convention of this project on FHIR R4 Appointment (start, end, status).
Departures: which statuses hold a time, and that visits of which only the day or no end is known
may overlap with others of that day (decision 0058).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carecoord.errors import RecordError
from carecoord.model.appointment import Appointment
from carecoord.rules.appointments.booked import NOT_HOLDING, By
from carecoord.rules.appointments.conflicts import clusters
from carecoord.rules.appointments.spans import span
from carecoord.rules.concepts.booked import in_time, may_come, not_known, visit
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.occurrence import named
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import ALWAYS, Row

HOLDING = Facts(Appointment).where_not(Appointment.status, *sorted(NOT_HOLDING))
_SEVERAL = 2
_CLAUSE = "no other visit at the same time"


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion for each group of visits that overlap, one for a day that cannot be told."""
    found = frame.rows(HOLDING)
    if found.missing:
        return (not_known("-", found.missing),)
    placed = [row for row in in_time(found.sure) if row.start_low != ALWAYS]
    if len(placed) < _SEVERAL:
        return (not_applicable("fewer than two visits are booked"),)
    named_rows = named(placed)
    told = [
        *(_overlap(name, rows, rule) for name, rows in _groups(named_rows, frame)),
        *_open_days(placed, frame),
    ]
    return told or (
        Conclusion(
            occurrence="-",
            outcome=Outcome.NOT_MET,
            reason="no two visits to come are booked at one time",
        ),
    )


def _timed(row: Row) -> bool:
    """Whether it is known from when to when a visit lasts."""
    try:
        return span(visit(row)) is not None
    except RecordError:
        return False


def _groups(rows: list[tuple[str, Row]], frame: Frame) -> Iterator[tuple[str, list[Row]]]:
    by_id = {row.fact.id: (name, row) for name, row in rows}
    booked = [("", visit(row)) for _, row in rows if _timed(row)]
    for group in clusters(booked, by={By.PATIENT}):
        held = [by_id[one.id] for one in group.bookings]
        if may_come(held[-1][1], frame):
            yield held[0][0], [row for _, row in held]


def _open_days(placed: list[Row], frame: Frame) -> Iterator[Conclusion]:
    """Days on which a visit may overlap with another, as far as is known."""
    loose = [row for row in placed if not _timed(row)]
    beside = {
        id(row): [other for other in placed if other is not row and _share_a_day(row, other)]
        for row in loose
    }
    facts = [row for row in loose if beside[id(row)] and may_come(row, frame)]
    if facts:
        seen = dict.fromkeys(refer(one) for row in facts for one in (row, *beside[id(row)]))
        line = Evidence(clause=_CLAUSE, holds=None, facts=tuple(seen))
        yield not_known("times", ("from when to when booked visits last",), (line,))


def _share_a_day(one: Row, other: Row) -> bool:
    return one.start_low <= other.start_high and other.start_low <= one.start_high


def _overlap(name: str, rows: list[Row], rule: Rule) -> Conclusion:
    day = on(rows[0].start_low)
    eve = on(max(rows[0].start_low - 1, 1))
    action = Action(
        title="Move one of the visits that are booked at the same time",
        urgency=Urgency.ROUTINE,
        closes="visits that do not overlap",
        licences=rule.licences,
        due=eve,
        overdue_after=eve,
        window_over="ask the patient which visit was kept, and book the other anew",
    )
    return Conclusion(
        occurrence=name,
        outcome=Outcome.MET,
        reason=f"visits on {day} overlap",
        evidence=(Evidence(clause=_CLAUSE, holds=False, facts=tuple(refer(row) for row in rows)),),
        action=action,
        details=(("first of them on", day),),
    )


RULE = Rule(
    id="appointments.conflict",
    edition="2026",
    title="Visits booked at the same time",
    population="patients with at least two booked visits",
    citation=Citation(
        text="carecoord convention on FHIR R4 Appointment",
        locator="decision 0058",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR, Licence.MEDICAL_ASSISTANT, Licence.COMMUNITY_HEALTH_WORKER),
    limits="the way between two places is not looked at, nor are the calendars of clinicians and "
    "rooms; a visit without a day holds no time",
    departures="which visits hold a time: decision 0058",
    shape=Check(look=look, uses=(HOLDING,)),
)
