"""Rows of a drawn table as what was agreed with the patient: goals, and plans with their steps."""

from __future__ import annotations

from carecoord.model.activity import Activity
from carecoord.model.care_plan import CarePlan
from carecoord.model.code import Code, CodeableConcept, concept
from carecoord.model.goal import Goal, Target
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Range, Value
from carecoord.model.period import Period
from carecoord.testing.tables.cells import coded, moment, quantity, span
from carecoord.testing.tables.row import Row

ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
_STEP = ("step", "code", "state", "why", "begins", "ends", "refers", "outcome", "forbids")


def goal(name: str, row: Row) -> Goal:
    """A goal with one target: ``measure``, its value ``to`` (``< 7``) or ``low`` and ``high``.

    It is due on a day or so many months after it began (``due``, ``months``), and ``achieved``
    says in HL7's words how far it is. ``none`` in the column ``target`` leaves the target out.
    """
    achieved, text, target = row.get("achieved"), row.get("text"), _target(row)
    return Goal(
        id=name,
        lifecycle_status=row.get("status") or "active",
        achievement_status=None if achieved is None else concept(Code(ACHIEVEMENT, achieved)),
        description=None if text is None else concept(text=text),
        started_on=moment(row["since"]),
        targets=() if row.get("target") == "none" else (target,),
    )


def _target(row: Row) -> Target:
    due, months = moment(row["due"]), quantity(row.get("months"), "mo")
    return Target(
        measure=coded(row.get("measure"), "loinc"),
        detail=_detail(row),
        due=due if months is None else months,
    )


def _detail(row: Row) -> Value | None:
    unit = row.get("unit")
    low, high = quantity(row.get("low"), unit), quantity(row.get("high"), unit)
    wanted = quantity(row.get("to"), unit)
    return wanted if low is None and high is None else Range(low=low, high=high)


def care_plan(name: str, row: Row) -> CarePlan:
    """A plan, ``from`` a day ``to`` another, and its steps.

    They stand in the columns ``step`` (in words), ``code``, ``state``, ``why`` (a reason for the
    state), ``begins``, ``ends``, ``refers`` (to a fact), ``outcome`` (a fact) and ``forbids``:
    several parted by commas, an empty part not given.
    """
    columns = [[part.strip() or None for part in (row.get(one) or "").split(",")] for one in _STEP]
    length = max(len(column) for column in columns)
    filled = (column + [None] * (length - len(column)) for column in columns)
    return CarePlan(
        id=name,
        status=row.get("status") or "active",
        intent=row.get("intent") or "plan",
        period=span(row["from"], row.get("to")),
        created_on=moment(row.get("created")),
        activities=tuple(_step(*cells) for cells in zip(*filled, strict=True)),
    )


def _step(  # noqa: PLR0913, PLR0917  the columns of a step
    text: str | None,
    code: str | None,
    state: str | None,
    why: str | None,
    begins: str | None,
    ends: str | None,
    refers: str | None,
    outcome: str | None,
    forbids: str | None,
) -> Activity:
    return Activity(
        reference=refers,
        code=_named(text, code),
        status=state,
        status_reason=None if why is None else concept(text=why),
        scheduled=_scheduled(begins, ends),
        do_not_perform=forbids == "yes",
        outcomes=() if outcome is None else (outcome,),
    )


def _named(text: str | None, code: str | None) -> CodeableConcept | None:
    held = coded(code, "snomed", "loinc")
    if text is None:
        return held
    return concept(*(held.coding if held else ()), text=text)


def _scheduled(begins: str | None, ends: str | None) -> ClinicalTime | Period | str | None:
    """A span, a day or a month alone, or a text where the last day is none: ``weekly``."""
    if ends is not None and not ends[:1].isdigit():
        return ends
    return moment(ends) if begins is None else span(begins, ends)
