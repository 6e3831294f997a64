"""Drawn tables as charts: one row per fact, an empty cell for what nobody wrote down."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from carecoord import review
from carecoord.model import (
    Chart,
    Condition,
    Encounter,
    Fill,
    Hold,
    HoldKind,
    PartialDate,
    Patient,
    Period,
    Prescription,
)
from carecoord.model.code import ACT_CODE, Code, concept, icd10cm, snomed
from carecoord.rules.catalogue import Catalogue

PRIORITY = "http://terminology.hl7.org/CodeSystem/v3-ActPriority"
SOURCE = "http://terminology.hl7.org/CodeSystem/admit-source"
DISPOSITION = "http://terminology.hl7.org/CodeSystem/discharge-disposition"


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


def _encounter(name, row):
    kind = row.get("class")
    return Encounter(
        id=name,
        status=row.get("status") or "finished",
        encounter_class=None if kind is None else Code(ACT_CODE, kind),
        type=() if row.get("type") is None else (concept(snomed(row["type"])),),
        priority=_coded(PRIORITY, row.get("priority")),
        admit_source=_coded(SOURCE, row.get("source")),
        discharge_disposition=_coded(DISPOSITION, row.get("disposition")),
        period=_span(moment(row["from"]), moment(row["to"])),
    )


def _condition(name, row):
    code = row["code"]
    return Condition(
        id=name,
        code=concept(snomed(code) if code.isdecimal() else icd10cm(code), text=row.get("text")),
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


MAKERS = {
    "encounters": _encounter,
    "conditions": _condition,
    "fills": _fill,
    "prescriptions": _prescription,
    "holds": _hold,
}


def chart(tables, *, born="1950-06-01", deceased=None):
    """A chart of the given lists; a list that is not given was never asked for."""
    lists = {
        name: ()
        if not table
        else [MAKERS[name](f"{name[0]}{n}", r) for n, r in enumerate(rows(table), 1)]
        for name, table in tables.items()
    }
    patient = Patient(
        birth_date=moment(born), deceased=deceased if deceased is True else moment(deceased)
    )
    return Chart(key="p1", patient=patient, **lists)


@pytest.fixture
def ask():
    """Review a chart drawn as tables; the findings of a rule, by occurrence or the only one."""

    def ask(rules, as_of, tables, *, parameters=None, occurrence=None, **person):
        catalogue = Catalogue.of(rules, parameters=parameters)
        found = review(chart(tables, **person), catalogue, moment(as_of)).findings
        if occurrence is not None:
            found = [f for f in found if f.key.endswith(f"|{occurrence}")]
        (finding,) = found
        return finding

    return ask
