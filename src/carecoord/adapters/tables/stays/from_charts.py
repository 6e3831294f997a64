"""The stays of charts as columns: the way from records to a table of stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, tzinfo
from typing import Any

from carecoord.adapters.tables.stays.dispositions import TO_UB04
from carecoord.adapters.tables.stays.principal import principal_code
from carecoord.model.chart import Chart
from carecoord.model.code import ACT_CODE, ICD10PCS, Code
from carecoord.model.encounter import Encounter
from carecoord.model.moment import ClinicalTime, first_day, last_day
from carecoord.model.period import Period
from carecoord.model.procedure import Procedure
from carecoord.rules.concepts.visits import HL7_DISPOSITION, NUBC
from carecoord.rules.readmission.index_stay import ADMISSION

KINDS = {
    Code(ACT_CODE, "IMP"): "inpatient",
    Code(ACT_CODE, "ACUTE"): "inpatient",
    Code(ACT_CODE, "NONAC"): "nonac",
    Code(ACT_CODE, "OBSENC"): "observation",
}
_HAPPENED = frozenset({"finished", "in-progress", "onleave", "arrived", "triaged"})
_DONE = "completed"
_COLUMNS = (
    "patient",
    "stay",
    "hospital",
    "admitted_on",
    "discharged_on",
    "disposition",
    "principal_diagnosis",
    "procedures",
    "kind",
    "birth_date",
    "died_on",
)


def stays_of(charts: Iterable[Chart], zone: tzinfo = UTC) -> dict[str, list[Any]]:
    """The columns of a table of stays, of which any library makes a frame.

    A row for each encounter that is an inpatient or observation stay and took place, in progress
    or finished: patient (the chart's key), stay (the encounter's id), hospital, and the days in
    ``zone``; None for a day that is not exactly known. The disposition is a code of UB-04, also
    where FHIR has one of the same meaning; else as it was written. The principal diagnosis is the
    encounter's first by billing, else by discharge, else the only one; procedures are those of
    the encounter, and those of its days that name none. A code of ICD-10 is preferred; where there
    is none, another code is kept, so that `stay_problems` tells it. Enrolment is not in charts.
    """
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for chart in charts:
        for encounter, kind in _stays(chart):
            for name, cell in zip(_COLUMNS, _row(chart, encounter, kind, zone), strict=True):
                columns[name].append(cell)
    return columns


def _stays(chart: Chart) -> Iterator[tuple[Encounter, str]]:
    for encounter in chart.encounters or ():
        kind = _kind(encounter)
        if kind is not None and encounter.status in _HAPPENED:
            yield encounter, kind


def _kind(encounter: Encounter) -> str | None:
    """What the class says, or the type where there is no class."""
    if encounter.encounter_class is not None:
        return KINDS.get(encounter.encounter_class)
    codes = (code for one in encounter.type for code in one.coding)
    return "inpatient" if any(code in ADMISSION for code in codes) else None


def _row(chart: Chart, encounter: Encounter, kind: str, zone: tzinfo) -> tuple[Any, ...]:
    period = encounter.period or Period()
    admitted, ended = _day(period.start, zone), _day(period.ended, zone)
    born, died = chart.patient.birth_date, chart.patient.deceased
    return (
        chart.key,
        encounter.id,
        encounter.service_provider,
        admitted,
        ended if encounter.status == "finished" else None,
        _disposition(encounter),
        principal_code(encounter, chart),
        "|".join(_procedures(chart, encounter, (admitted, ended), zone)),
        kind,
        born if isinstance(born, date) else None,
        None if isinstance(died, bool) else _day(died, zone),
    )


def _day(time: ClinicalTime | None, zone: tzinfo) -> date | None:
    """The day in a zone, if it is exactly known."""
    if time is None or first_day(time, zone) != last_day(time, zone):
        return None
    return first_day(time, zone)


def _disposition(encounter: Encounter) -> str | None:
    """A code of UB-04, of either system; else what was written."""
    found = encounter.discharge_disposition
    if found is None:
        return None
    coded = {code.system: code.code for code in found.coding}
    if NUBC in coded:
        return coded[NUBC]
    if HL7_DISPOSITION in coded:
        return TO_UB04.get(coded[HL7_DISPOSITION], coded[HL7_DISPOSITION])
    return found.coding[0].code if found.coding else found.text


def _procedures(
    chart: Chart, encounter: Encounter, days: tuple[date | None, date | None], zone: tzinfo
) -> Iterator[str]:
    """The codes of what was done in the stay."""
    for procedure in chart.procedures or ():
        belongs = procedure.encounter == encounter.id
        if procedure.encounter is None:
            belongs = _is_within(procedure, days, zone)
        if belongs and procedure.status == _DONE and procedure.code and procedure.code.coding:
            codes = procedure.code.coding
            yield next((one.code for one in codes if one.system == ICD10PCS), codes[0].code)


def _is_within(procedure: Procedure, days: tuple[date | None, date | None], zone: tzinfo) -> bool:
    """Whether a procedure was begun on the days of a stay, as far as they are known."""
    when = procedure.performed
    day = _day(when.start if isinstance(when, Period) else when, zone)
    if day is None or days[0] is None:
        return False
    return days[0] <= day <= (days[1] or date.max)
