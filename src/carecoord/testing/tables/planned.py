"""Rows of a drawn table as what was ordered, allowed, booked, told and taken on."""

from __future__ import annotations

from carecoord.errors import AuthoringError
from carecoord.model.appointment import Appointment
from carecoord.model.authorization import Authorization, AuthorizationItem
from carecoord.model.code import Code, CodeableConcept, concept
from carecoord.model.communication import Communication
from carecoord.model.consent import Consent
from carecoord.model.coverage import Coverage
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.order import Order
from carecoord.model.period import Period
from carecoord.model.program import Program
from carecoord.model.task import Task
from carecoord.testing.tables.cells import (
    actor,
    actors,
    coded,
    instant,
    moment,
    names,
    number,
    several,
    span,
)
from carecoord.testing.tables.row import Row

PARTICIPATION_MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
CANCELLATION_REASON = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
BOOKED_ON = "2026-01-01"
"""When an appointment was made of which the table does not say it."""
_NONE = "none"


def order(name: str, row: Row) -> Order:
    """A request for a service, a referral among them: ``code``, ``on``, ``because``.

    ``specialty`` is that of who is to do it. ``yes`` in the column ``forbids``: it is an order not
    to do it. It is planned ``from`` a day ``to`` another; ``category`` is its kind.
    """
    return Order(
        id=name,
        status=row.get("status") or "active",
        intent=row.get("intent") or "order",
        do_not_perform=row.get("forbids") == "yes",
        code=coded(row["code"], "snomed", "hcpcs", "cpt"),
        category=several(row.get("category"), "snomed"),
        authored_on=moment(row["on"]),
        occurrence=_execution(row.get("from"), row.get("to")),
        reason=several(row.get("reason"), "snomed", "icd10cm"),
        reason_facts=names(row.get("because")),
        performer_type=coded(row.get("specialty"), "nucc"),
    )


def consent(name: str, row: Row) -> Consent:
    """What the patient agreed to: ``category``, ``on``."""
    return Consent(
        id=name,
        status=row.get("status") or "active",
        category=several(row.get("category"), "loinc"),
        given_on=moment(row["on"]),
    )


def communication(name: str, row: Row) -> Communication:
    """Something told, or an attempt (``not-done``): ``status``, ``on``, ``about``, ``by``.

    ``to`` is who received it, ``medium`` how it went, by its code (``PHONE``, ``FAXWRIT``).
    """
    medium = row.get("medium")
    return Communication(
        id=name,
        status=row["status"],
        sent_at=moment(row["on"]),
        about=names(row.get("about")),
        category=several(row.get("category"), "snomed"),
        topic=coded(row.get("topic"), "snomed"),
        sender=actor(row.get("by")),
        recipients=actors(row.get("to")),
        medium=[] if medium is None else [concept(Code(PARTICIPATION_MODE, medium))],
    )


def task(name: str, row: Row) -> Task:
    """A piece of work: ``status``, ``on``, ``focus`` (what it acts on), ``by`` (its owner).

    It was done ``from`` a day ``to`` another, and last ``changed`` on one; ``order`` is what it is
    based on.
    """
    return Task(
        id=name,
        status=row["status"],
        code=coded(row.get("code"), "snomed"),
        focus=row.get("focus"),
        based_on=names(row.get("order")),
        authored_on=moment(row["on"]),
        modified_at=moment(row.get("changed")),
        execution=_execution(row.get("from"), row.get("to")),
        owner=actor(row.get("by")),
    )


def _execution(start: str | None, last: str | None) -> Period | None:
    return None if start is None and last is None else span(start, last)


def hold(name: str, row: Row) -> Hold:
    """Why everything stops: ``kind``, ``since``."""
    kind, since = row["kind"], row["since"]
    if kind is None or kind not in HoldKind.__members__:
        raise AuthoringError(
            asked="column 'kind'",
            found="no kind of hold has this name",
            remedy=f"There are {', '.join(HoldKind.__members__)}",
        )
    return Hold(id=name, kind=HoldKind[kind], since=moment(since))


def _service(symbol: str | None) -> CodeableConcept | None:
    return None if symbol is None else concept(Code("urn:invented:service", symbol))


def authorization(name: str, row: Row) -> Authorization:
    """A permission: ``from``, ``to``, ``order``, and its items.

    They stand in the columns ``code``, ``action``, ``units`` and ``unit``: several parted by
    commas, an empty part not given. ``none`` in the column ``items`` leaves them out, and in the
    column ``outcome`` the answer.
    """
    outcome = row.get("outcome") or "complete"
    return Authorization(
        id=name,
        status=row.get("status") or "active",
        outcome=None if outcome == _NONE else outcome,
        created_on=moment(row.get("created")),
        period=span(row["from"], row["to"]),
        orders=names(row.get("order")),
        items=_items(row),
    )


def _items(row: Row) -> tuple[AuthorizationItem, ...]:
    columns = [
        [part.strip() or None for part in (row.get(column) or "").split(",")]
        for column in ("code", "action", "units", "unit")
    ]
    length = max(len(column) for column in columns)
    items = zip(*(column + [None] * (length - len(column)) for column in columns), strict=True)
    if row.get("items") == _NONE:
        return ()
    return tuple(
        AuthorizationItem(
            code=_service(service),
            review_action=action,
            units=number(units),
            unit=unit,
            unanswered=row.get("outcome") == _NONE,
        )
        for service, action, units, unit in items
    )


def _cancelled(symbol: str | None) -> CodeableConcept | None:
    return None if symbol is None else concept(Code(CANCELLATION_REASON, symbol))


def appointment(name: str, row: Row) -> Appointment:
    """A booked meeting, at 09:00 UTC of the day ``on`` or at that instant.

    It was cancelled at ``cancelled``, for a ``reason`` of HL7's list (``pat-lt``, ``prov``).
    """
    service, on = _service(row.get("code")), row["on"]
    return Appointment(
        id=name,
        status=row.get("status") or "booked",
        start=instant(on if on is None or "T" in on else f"{on}T09:00"),
        created_on=moment(row.get("created") or BOOKED_ON),
        cancelled_on=moment(row.get("cancelled")),
        cancellation_reason=_cancelled(row.get("reason")),
        service_type=() if service is None else (service,),
        based_on=names(row.get("order")),
        participants=actors(row.get("by")),
    )


def coverage(name: str, row: Row) -> Coverage:
    """Who pays: ``from``, ``to`` (the last day inside), ``type``."""
    return Coverage(
        id=name,
        status=row.get("status") or "active",
        type=coded(row.get("type"), "act"),
        period=span(row["from"], row["to"]),
    )


def program(name: str, row: Row) -> Program:
    """A programme that the patient is enrolled in: ``type``, ``from``, ``to``."""
    return Program(
        id=name,
        status=row.get("status") or "active",
        type=several(row.get("type"), "snomed", "hcpcs", "cpt"),
        period=span(row["from"], row["to"]),
        care_manager=actor(row.get("by")),
    )
