"""Appointments that were missed or cancelled late, of all that came up in twelve months.

Two days of them open work: somebody asks what stands in the way and helps with it (transport,
phone, cost, language, work, the care of others). Help, never a penalty, a fee or a double booking;
neither who pays nor anything else about the person is looked at.

Population: patients with an appointment in the last twelve months.
Source: convention of this project on FHIR R4 Appointment.status and cancelationReason, and R5
Appointment.cancellationDate.
Departures: what is kept, missed, cancelled late and out of the count, 24 hours of notice, two
days, twelve months, and seven days for the talk (decision 0031).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.shown import shown
from carecoord.rules.adherence.concluding import not_known
from carecoord.rules.adherence.falling_due import lapsed
from carecoord.rules.concepts.came import Came, came
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.answer import refer
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.check import Check
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.counts import counted
from carecoord.rules.engine.finding import Action, Evidence, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.possession import on
from carecoord.rules.engine.rule import Conclusion, Rule, not_applicable
from carecoord.rules.engine.timing import ALWAYS, Row

COUNTS_FOR = Parameter(
    "adherence.appointments.counts-for",
    default=months(12),
    says="for how long after its day an appointment counts",
)
NOTICE = Parameter(
    "adherence.appointments.notice",
    default=timedelta(hours=24),
    says="how long before its start an appointment is cancelled in time",
)
ASKS_AFTER = Parameter(
    "adherence.appointments.asks-after",
    default=2,
    says="on how many days missed or cancelled late opens work",
)
OVERDUE_DAYS = 7
"""Days for the talk after the last of them (decision 0031)."""

APPOINTMENTS = Facts(Appointment).where_not(
    Appointment.status, "proposed", "pending", "waitlist", "entered-in-error"
)
_CLAUSES = (
    ("kept", True, (Came.KEPT,)),
    ("kept", False, (Came.MISSED,)),
    ("cancelled in time", False, (Came.LATE,)),
    ("kept", None, (Came.UNKNOWN,)),
)


@attrs.define
class _Sorted:
    """The appointments that count, in order of time, by what came of them."""

    __repr__ = shown

    rows: list[tuple[Row, Came]]

    def of(self, *which: Came) -> list[Row]:
        return [row for row, came_of in self.rows if came_of in which]

    @property
    def missed(self) -> list[int]:
        return [row.start_low for row in self.of(Came.MISSED, Came.LATE)]


def look(frame: Frame, rule: Rule) -> Iterable[Conclusion]:
    """One conclusion about all appointments that count."""
    found = frame.rows(APPOINTMENTS)
    if found.missing:
        return (not_known("-", found.missing),)
    notice = cast("timedelta", frame.view.parameters.value(NOTICE.name))
    least = cast("int", frame.view.parameters.value(ASKS_AFTER.name))
    ordered = sorted(found.sure, key=lambda row: (row.start_low, row.fact.id))
    counting = [(row, _came(row, notice, frame)) for row in ordered if _counts(row, frame)]
    sorted_out = _Sorted([pair for pair in counting if pair[1] is not Came.OUT])
    if not sorted_out.rows:
        return (not_applicable("no appointment came up that still counts"),)
    return (_judged(sorted_out, least, rule),)


def _counts(row: Row, frame: Frame) -> bool:
    """Whether its day has come, and not too long ago; one of no day counts if it was missed."""
    if row.start_low == ALWAYS:
        return _appointment(row).status == "noshow"
    return frame.view.reached(row.start_low) and not lapsed(row.start_low, COUNTS_FOR, frame.view)


def _came(row: Row, notice: timedelta, frame: Frame) -> Came:
    if row.start_low == ALWAYS:
        return Came.UNKNOWN
    found = came(_appointment(row), notice, frame.view.zone)
    today = found is Came.UNKNOWN and not frame.view.reached(row.start_low + 1)
    return Came.OUT if today and _appointment(row).status != "cancelled" else found


def _appointment(row: Row) -> Appointment:
    assert isinstance(row.fact, Appointment)  # noqa: S101  APPOINTMENTS selects them
    return row.fact


def _judged(found: _Sorted, least: int, rule: Rule) -> Conclusion:
    missed, kept, open_ = found.missed, found.of(Came.KEPT), found.of(Came.UNKNOWN)
    evidence = tuple(_evidence(found))
    days = [*missed, *(row.start_low for row in kept)]
    details = counted("appointments kept", days, [row.start_low for row in kept])
    on_days = sorted(set(missed))
    may_be = {row.fact.id if row.start_low == ALWAYS else row.start_low for row in open_}
    if len(on_days) < least <= len(may_be.union(on_days)):
        missing = ("what came of an appointment",)
        return not_known("appointments", missing, evidence, details)
    if len(on_days) < least:
        return Conclusion(
            occurrence="appointments",
            outcome=Outcome.MET,
            reason=f"missed or cancelled late on fewer than {least} days",
            evidence=evidence,
            details=details,
        )
    turned = on(on_days[least - 1])
    told = ", ".join(str(on(day)) for day in on_days)
    return Conclusion(
        occurrence="appointments",
        outcome=Outcome.NOT_MET,
        reason=f"missed or cancelled late on {told}; {least} reached on {turned}",
        evidence=evidence,
        action=_action(missed[-1], rule),
        details=(*details, ("turned on", turned)),
    )


def _evidence(found: _Sorted) -> Iterable[Evidence]:
    for clause, holds, which in _CLAUSES:
        rows = found.of(*which)
        if rows:
            yield Evidence(clause=clause, holds=holds, facts=tuple(refer(row) for row in rows))


def _action(last: int, rule: Rule) -> Action:
    return Action(
        title="Ask what stands in the way of coming, and help with it: transport, phone, cost, "
        "language, work, the care of others",
        urgency=Urgency.ROUTINE,
        closes="a talk with the patient about what would help",
        licences=rule.licences,
        due=on(last),
        overdue_after=on(last + OVERDUE_DAYS),
    )


RULE = Rule(
    id="adherence.appointments",
    edition="2026",
    title="Appointments missed or cancelled late",
    population="patients with an appointment in the last twelve months",
    citation=Citation(
        text="carecoord convention on FHIR R4 Appointment",
        locator="decision 0031",
        status=Status.CONVENTION,
    ),
    licences=(
        Licence.COORDINATOR,
        Licence.COMMUNITY_HEALTH_WORKER,
        Licence.SOCIAL_WORKER,
        Licence.RN,
    ),
    limits="who cancelled an appointment is known by the codes of HL7 alone, and when by an "
    "extension that few systems send; a talk that was held is not seen",
    departures="what counts, notice and number: decision 0031",
    parameters=(COUNTS_FOR, NOTICE, ASKS_AFTER),
    shape=Check(look=look, uses=(APPOINTMENTS,)),
)
