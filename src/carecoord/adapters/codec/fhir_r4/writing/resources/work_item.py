"""A work item as a Task: what is to be done, until when, by whom, and where it stands."""

from __future__ import annotations

from datetime import date, datetime

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.labels import CODES, RESTRICTED, coding
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.actor import Actor
from carecoord.model.label import Label
from carecoord.rules.engine.explain import standing
from carecoord.rules.engine.finding import Action, Finding
from carecoord.rules.worklist import ItemStatus, WorkItem

ITEMS = "urn:uuid:8286a40c-85ee-4fe7-8b7e-4c0c779513f6"
"""The system of the keys of work items (decision 0046)."""
RULES = "urn:uuid:533a582a-ec9b-453d-92f7-a73ff9dda5c7"
"""The system of the ids of rules (decision 0046)."""
_STATUS = {
    ItemStatus.OPEN: "ready",
    ItemStatus.SNOOZED: "on-hold",
    ItemStatus.RESOLVED: "completed",
    ItemStatus.CANCELLATION_PROPOSED: "on-hold",
    ItemStatus.CANCELLED: "cancelled",
}
_NOT_CLOSED = frozenset({ItemStatus.OPEN, ItemStatus.SNOOZED, ItemStatus.CANCELLATION_PROPOSED})


def work_item(
    item: WorkItem,
    names: Names,
    *,
    finding: Finding | None = None,
    as_of: date | datetime | None = None,
) -> e.Json:
    """Write a work item, with the identifier and labels that tell it again.

    ``finding`` is what it rests on: the first fact of its evidence becomes the focus, its citation
    part of the reason. Where it stands on a day is written only for ``as_of``.
    """
    action = item.action
    return e.element(
        resourceType="Task",
        meta=e.element(security=_security(item.labels)),
        identifier=[{"system": ITEMS, "value": item.key}],
        status=_STATUS[item.status],
        statusReason=_text(_why(item)),
        businessStatus=_text(_stands(item, as_of)),
        intent="plan",
        priority=action.urgency.value,
        code={"coding": [{"system": RULES, "code": item.rule}], "text": item.title},
        description=f"{action.title}; closed by {action.closes}",
        focus=_focus(finding, names),
        for_=names.subject(),
        authoredOn=e.moment(item.opened_on),
        lastModified=e.moment(item.changed_on),
        performerType=[{"text": licence.value} for licence in action.licences],
        owner=names.actor(_owner(item.assigned_to)),
        reasonCode=_text(_reason(item, finding)),
        note=[{"text": text} for text in _notes(item)],
        restriction=e.element(period=_window(action)),
    )


def _text(text: str) -> e.Json | None:
    return {"text": text} if text else None


def _security(labels: frozenset[Label]) -> list[e.Json]:
    """Labels as codes; every one that has none is written as restricted."""
    codes = dict.fromkeys(CODES.get(label, RESTRICTED) for label in Label if label in labels)
    return [coding(code) for code in codes]


def _why(item: WorkItem) -> str:
    """Why it is put off, held or cancelled."""
    if item.status is ItemStatus.SNOOZED:
        return f"put off until {item.snoozed_until}"
    if item.status is ItemStatus.CANCELLATION_PROPOSED:
        return f"held: {item.reason}"
    return item.closed_by_person or "" if item.status is ItemStatus.CANCELLED else ""


def _stands(item: WorkItem, as_of: date | datetime | None) -> str:
    if as_of is None or item.status not in _NOT_CLOSED:
        return ""
    return standing(item.action, as_of).value


def _focus(finding: Finding | None, names: Names) -> e.Json | None:
    """The first fact of the evidence that has a name; a birthday has none."""
    evidence = () if finding is None else finding.evidence
    found = (names.fact(fact.id) for line in evidence for fact in line.facts)
    return next((one for one in found if one is not None), None)


def _owner(name: str | None) -> Actor | None:
    return None if name is None else Actor(kind="Practitioner", id=name, display=name)


def _reason(item: WorkItem, finding: Finding | None) -> str:
    basis = "" if finding is None else f"{finding.citation} ({finding.citation.status.value})"
    return ". ".join(part.rstrip(".") for part in (item.reason, basis) if part)


def _notes(item: WorkItem) -> list[str]:
    """What a person said on closing it, and what happens when the window is over."""
    closed = item.closed_by_person if item.status is ItemStatus.RESOLVED else None
    after = item.action.window_over
    told = (closed, f"When the window is over: {after}" if after else None)
    return [text for text in told if text]


def _window(action: Action) -> e.Json:
    """From the earliest day to the last: both are inside, as they are for us."""
    due = action.due or action.overdue_after or action.acknowledge_by
    return e.element(start=e.moment(action.earliest), end=e.moment(due))
