"""What would help a patient to come: points that anybody can follow, and helps, nothing else.

The points say how much the record speaks for a missed appointment. They are no probability: no
published model fits every clinic, and most weigh race, language, payer or address, which are not
read here. They must not be used to book two patients at one time: overbooking by the chance of a
no-show makes those wait who have most in their way (Samorani et al., Overbooked and Overlooked:
Black patients of a clinic waited about 30 % longer). The one result is a list of helps.
An open need of transport or of an interpreter asks for that help and adds no points.

Population: patients with an appointment ahead.
Source: earlier misses and lead time, Marshfield Clinic Health System 2021, PMC11149957, abstract;
lead time, Lee et al., BMC Health Services Research 2005;5:51, abstract.
Departures: points are ours, by the size of the odds ratios; time since the last visit has no
source; look-back of two years (decision 0055).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import Enum

import attrs

from carecoord.model.appointment import Appointment
from carecoord.model.collected import as_tuple
from carecoord.model.moment import ClinicalTime, first_day
from carecoord.model.shown import shown
from carecoord.rules.appointments.no_show import NOTICE
from carecoord.rules.appointments.spans import zone_named
from carecoord.rules.concepts.came import Came, came
from carecoord.rules.concepts.preparation import INTERPRETER, TRANSPORT
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.score import Bands

MISSED = Bands("earlier appointments missed or cancelled late", "appointments", ((0, 0), (1, 3)))
"""Any earlier no-show: odds ratio 4.42, 263,464 appointments (PMC11149957)."""
LEAD = Bands("lead time", "days", ((0, 0), (1, 1), (22, 2), (29, 3)))
"""More than 4 weeks: odds ratio 5.45 against the same day (PMC11149957); more than 21 days 2.38
against less than 7 (Lee 2005)."""
SINCE_VISIT = Bands("time since the last visit", "days", ((0, 0), (366, 1)))
"""No source: unverified."""
SOURCES = (
    Citation(
        text="No-shows and distance in a rural provider network, Marshfield Clinic 2021",
        locator="abstract: odds ratios of prior no-show and of lead time; points are ours",
        status=Status.SECONDARY,
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC11149957",
    ),
    Citation(
        text="Lee et al., BMC Health Services Research 2005;5:51",
        locator="abstract: days from scheduling to appointment; points are ours",
        status=Status.SECONDARY,
        doi="10.1186/1472-6963-5-51",
    ),
    Citation(text="time since the last visit", locator="decision 0055", status=Status.UNVERIFIED),
)
LOOK_BACK = timedelta(days=730)
CALL_FROM, MORE_FROM = 3, 4
"""Points from which a person calls, and from which a sooner time or a video visit is offered."""


class Help(Enum):
    """What is offered; never a second patient at the same time."""

    REMINDER = "a reminder by message"
    CALL = "a reminder call by a person who asks what stands in the way"
    TRANSPORT = "transport"
    INTERPRETER = "a qualified interpreter"
    TELEHEALTH = "a video visit, where the visit can be one"
    SOONER = "a sooner time"


@attrs.frozen(kw_only=True)
class Inputs:
    """What is weighed: this patient's own visits, the lead, and needs that are still open.

    ``lead_days`` and ``days_since_visit`` None: not known, and no points.
    """

    __repr__ = shown

    missed: int
    kept: int
    lead_days: int | None
    days_since_visit: int | None
    transport_open: bool
    interpreter_open: bool


@attrs.frozen(kw_only=True)
class Coming:
    """Points with what earned them, what is not known, and what is offered."""

    __repr__ = shown

    points: int
    evidence: tuple[Evidence, ...] = attrs.field(converter=as_tuple)
    missing: tuple[str, ...] = attrs.field(converter=as_tuple)
    helps: tuple[Help, ...] = attrs.field(converter=as_tuple)


def inputs(
    appointment: Appointment,
    others: Iterable[Appointment],
    *,
    zone: str,
    notice: timedelta = NOTICE,
    look_back: timedelta = LOOK_BACK,
) -> Inputs:
    """Read what is weighed from the patient's appointments alone.

    Others count whose day lies before that of this one, by no more than ``look_back``. A negative
    lead, booked after it began, is not known.

    Raises:
        RecordRejected: the zone is not known.
    """
    place = zone_named(zone)
    start = appointment.start
    seen: list[tuple[int, Came]] = []
    for one in others:
        days = _days(one.start, start, zone)
        if one.id != appointment.id and days is not None and 0 < days <= look_back.days:
            seen.append((days, came(one, notice, place)))
    kept = [days for days, what in seen if what is Came.KEPT]
    open_ = {item.name for item in appointment.checklist if item.ticked_at is None or item.blocks}
    lead = _days(appointment.created_on, start, zone)
    return Inputs(
        missed=sum(what in {Came.MISSED, Came.LATE} for _, what in seen),
        kept=len(kept),
        lead_days=lead if lead is not None and lead >= 0 else None,
        days_since_visit=min(kept, default=None),
        transport_open=TRANSPORT.name in open_,
        interpreter_open=INTERPRETER.name in open_,
    )


def helps(given: Inputs) -> Coming:
    """Weigh the inputs, and say what would help."""
    evidence = [MISSED.weigh(given.missed)]
    missing: list[str] = []
    for bands, value in ((LEAD, given.lead_days), (SINCE_VISIT, given.days_since_visit)):
        if value is None:
            missing.append(bands.item)
        else:
            evidence.append(bands.weigh(value))
    points = sum(line.points or 0 for line in evidence)
    offered = {
        Help.REMINDER: True,
        Help.CALL: points >= CALL_FROM,
        Help.TRANSPORT: given.transport_open,
        Help.INTERPRETER: given.interpreter_open,
        Help.TELEHEALTH: points >= MORE_FROM or given.transport_open,
        Help.SOONER: points >= CALL_FROM and (given.lead_days or 0) >= LEAD.rows[-1][0],
    }
    return Coming(
        points=points,
        evidence=evidence,
        missing=missing,
        helps=(one for one, is_offered in offered.items() if is_offered),
    )


def _days(earlier: ClinicalTime | None, later: ClinicalTime | None, zone: str) -> int | None:
    """Calendar days from one to the other; None where one of them is not known."""
    if earlier is None or later is None:
        return None
    place = zone_named(zone)
    return (first_day(later, place) - first_day(earlier, place)).days
