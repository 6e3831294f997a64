"""Drawn tables as charts: one row per fact, an empty cell for what nobody wrote down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord import review
from carecoord.model import (
    Actor,
    Appointment,
    Authorization,
    AuthorizationItem,
    Chart,
    Communication,
    Component,
    Condition,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    Observation,
    PartialDate,
    Patient,
    Period,
    Prescription,
    Procedure,
    Quantity,
    Task,
)
from carecoord.model.code import ACT_CODE, Code, concept, cpt, icd10cm, loinc, snomed
from carecoord.rules.catalogue import Catalogue

PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
SOURCE = "http://terminology.hl7.org/CodeSystem/admit-source"
DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"
NUBC = "http://www.nubc.org/patient-discharge"
DEGREE = "http://terminology.hl7.org/CodeSystem/v2-0360"


def rows(table):
    """The rows of a drawn table as dictionaries; empty cells are None."""
    head, *body = [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]
    return [{name: cell or None for name, cell in zip(head, line, strict=True)} for line in body]


def moment(text):
    """A day, a month or year, or an instant in UTC."""
    if text is None:
        return None
    if "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else PartialDate(*parts)


def _coded(system, code):
    return None if code is None else concept(Code(system, code))


def _span(start, last):
    """Days are the last inside; a month stays a month."""
    return Period(start, last) if isinstance(last, PartialDate) else Period.through(start, last)


def _actors(degree):
    """Somebody with a degree; ``?`` is somebody of whom none is known, or it is the patient."""
    if degree is None:
        return ()
    if degree == "Patient":
        return (Actor(kind=degree),)
    return (Actor(kind="Practitioner", roles=() if degree == "?" else (_coded(DEGREE, degree),)),)


def _encounter(name, row):
    kind = row.get("class")
    disposition = row.get("disposition")
    numbered = disposition is not None and disposition.isdecimal()
    return Encounter(
        id=name,
        status=row.get("status") or "finished",
        encounter_class=None if kind is None else Code(ACT_CODE, kind),
        type=() if row.get("type") is None else (concept(snomed(row["type"])),),
        priority=_coded(PRIORITY, row.get("priority")),
        admit_source=_coded(SOURCE, row.get("source")),
        discharge_disposition=_coded(NUBC if numbered else DISPOSITION, disposition),
        participants=_actors(row.get("by")),
        period=_span(moment(row["from"]), moment(row["to"])),
    )


def _condition(name, row):
    code = row["code"]
    return Condition(
        id=name,
        code=concept(snomed(code) if code.isdecimal() else icd10cm(code), text=row.get("text")),
        onset=moment(row.get("onset")),
        abatement=moment(row.get("ended")),
        recorded_on=moment(row.get("recorded")),
        clinical_status=row.get("status") or "active",
        verification_status=row.get("verification"),
        encounter=row.get("encounter"),
    )


def _fill(name, row):
    days = row.get("days")
    return Fill(
        id=name,
        status=row.get("status") or "completed",
        code=concept(text=row["product"]),
        handed_over_on=moment(row["on"]),
        days_supply=None if days is None else Decimal(days),
    )


def _prescription(name, row):
    return Prescription(
        id=name,
        status=row["status"],
        intent="order",
        code=concept(text=row["product"]),
        authored_on=moment(row["on"]),
    )


def _hold(name, row):
    return Hold(id=name, kind=HoldKind[row["kind"]], since=moment(row["since"]))


def _quantity(amount, unit):
    """An amount, perhaps only a bound (``> 14``), in a unit; a dash is no unit."""
    if amount is None:
        return None
    comparator, _, value = amount.rpartition(" ")
    return Quantity(Decimal(value), None if unit == "-" else unit, comparator or None)


def _observation(name, row):
    """A value of its own, or a panel with a component for each column named by a LOINC code."""
    parts = {code: row[code] for code in row if code[:1].isdigit() and row[code]}
    unit = row.get("unit")
    return Observation(
        id=name,
        status=row.get("status") or "final",
        code=concept(loinc(row["code"])),
        effective=_span(moment(row["on"]), moment(row["to"])) if "to" in row else moment(row["on"]),
        value=row.get("text") or _quantity(row.get("value"), unit),
        components=tuple(
            Component(code=concept(loinc(code)), value=_quantity(amount, unit))
            for code, amount in parts.items()
        ),
    )


def _communication(name, row):
    about = row.get("about")
    return Communication(
        id=name,
        status=row["status"],
        sent_at=moment(row["on"]),
        about=() if about is None else (about,),
        sender=next(iter(_actors(row.get("by"))), None),
    )


def _task(name, row):
    return Task(
        id=name,
        status=row["status"],
        focus=row.get("focus"),
        authored_on=moment(row["on"]),
        owner=next(iter(_actors(row.get("by"))), None),
    )


def _procedure(name, row):
    code = row["code"]
    return Procedure(
        id=name,
        status=row.get("status") or "completed",
        code=concept(snomed(code) if code.isdecimal() else cpt(code)),
        performed=moment(row["on"]),
        performers=_actors(row.get("by")),
    )


def _service(code):
    return None if code is None else concept(Code("urn:invented:service", code))


def _authorization(name, row):
    """A permission; its items, if any, stand in the columns ``code``, ``action``, ``units``.

    Several items are parted by commas; an empty part is not given.
    """
    columns = [
        [part.strip() or None for part in (row.get(column) or "").split(",")]
        for column in ("code", "action", "units", "unit")
    ]
    length = max(len(column) for column in columns)
    items = zip(*(column + [None] * (length - len(column)) for column in columns), strict=True)
    order = row.get("order")
    return Authorization(
        id=name,
        status=row.get("status") or "active",
        outcome=row.get("outcome") or "complete",
        created_on=moment(row.get("created")),
        period=_span(moment(row["from"]), moment(row["to"])),
        orders=() if order is None else (order,),
        items=()
        if row.get("items") == "none"
        else tuple(
            AuthorizationItem(
                code=_service(code),
                review_action=action,
                units=None if units is None else Decimal(units),
                unit=unit,
            )
            for code, action, units, unit in items
        ),
    )


def _appointment(name, row):
    service, order = _service(row.get("code")), row.get("order")
    return Appointment(
        id=name,
        status=row.get("status") or "booked",
        start=moment(row["on"] and f"{row['on']}T09:00"),
        created_on=date(2026, 1, 1),
        service_type=() if service is None else (service,),
        based_on=() if order is None else (order,),
    )


MAKERS = {
    "encounters": _encounter,
    "conditions": _condition,
    "fills": _fill,
    "prescriptions": _prescription,
    "holds": _hold,
    "observations": _observation,
    "communications": _communication,
    "tasks": _task,
    "procedures": _procedure,
    "authorizations": _authorization,
    "appointments": _appointment,
}


def chart(tables, *, born="1950-06-01", deceased=None, gender=None, sex=None):
    """A chart of the given lists; a list that is not given was never asked for."""
    lists = {
        name: ()
        if not table
        else [MAKERS[name](f"{name[0]}{n}", r) for n, r in enumerate(rows(table), 1)]
        for name, table in tables.items()
    }
    patient = Patient(
        birth_date=moment(born),
        deceased=deceased if deceased is True else moment(deceased),
        gender=gender,
        sex=sex,
    )
    return Chart(key="p1", patient=patient, **lists)


@pytest.fixture
def ask():
    """Review a chart drawn as tables; the findings of a rule, by occurrence or the only one."""

    def ask(
        rules, as_of, tables, *, parameters=None, occurrence=None, calendar=None, zone=UTC, **person
    ):
        catalogue = Catalogue.of(rules, parameters=parameters, calendar=calendar, zone=zone)
        found = review(chart(tables, **person), catalogue, moment(as_of)).findings
        if occurrence is not None:
            found = [f for f in found if f.key.endswith(f"|{occurrence}")]
        (finding,) = found
        return finding

    return ask
