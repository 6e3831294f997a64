"""Findings as CDS Hooks cards: what is to be done, why, by when, by whom, and a task to take it.

Source: CDS Hooks 2.0, section CDS Service Response (card attributes, suggestion, action, link).
What it leaves open, from when a card is a warning and which suggestion it makes, is decision 0046.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from carecoord.adapters.cds_hooks.markdown import detail
from carecoord.adapters.cds_hooks.service import Json, Service, absolute, coding
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.resources.work_item import work_item
from carecoord.adapters.report.words import order
from carecoord.adapters.report.words import shown as written
from carecoord.model.label import Label
from carecoord.rules.engine.explain import Standing, standing
from carecoord.rules.engine.finding import Action, Finding, Review, Urgency
from carecoord.rules.worklist import opened

_NAMESPACE = UUID("40556ab9-b590-4058-9395-a96a3a79ee9d")
"""From which the names of cards and suggestions are made (decision 0046)."""
_LONGEST = 139
"""Characters of a summary: fewer than 140."""
_MORE = "…"
_WARNING = frozenset({Urgency.ASAP, Urgency.URGENT})


def cards(
    found: Review | Iterable[Finding],
    service: Service,
    *,
    as_of: date | datetime,
    names: Names | None = None,
    allowed: Collection[Label] = (),
) -> Json:
    """Make the response of a CDS service: a card for each finding with something to be done.

    The most urgent stands first. Work that a hold stops has no card, and neither has a finding
    with a label that is not ``allowed``: that it exists is not told either. With ``names``, such as
    ``AsRead(chart, patient)``, a card suggests a task.
    """
    findings = found.findings if isinstance(found, Review) else found
    shown = [
        (order(one, as_of), _card(one, one.action, service, as_of, names))
        for one in findings
        if one.action is not None
        and one.labels.issubset(allowed)
        and not (isinstance(found, Review) and found.stops(one.rule))
    ]
    return {"cards": [card for _, card in sorted(shown, key=lambda pair: pair[0])]}


def card_id(key: str) -> str:
    """The name of the card of a finding: the same for the same key, whenever it is shown."""
    return str(uuid5(_NAMESPACE, f"card|{key}"))


def suggestion_id(key: str) -> str:
    """The name of the suggestion on the card of a finding."""
    return str(uuid5(_NAMESPACE, f"task|{key}"))


def _card(
    finding: Finding,
    action: Action,
    service: Service,
    as_of: date | datetime,
    names: Names | None,
) -> Json:
    card: Json = {
        "uuid": card_id(finding.key),
        "summary": summary(action, as_of),
        "detail": detail(finding, as_of),
        "indicator": indicator(action, as_of),
        "source": service.source,
    }
    if names is not None:
        card["suggestions"] = [_suggestion(finding, action, as_of, names)]
        card["selectionBehavior"] = "at-most-one"
    if service.override_reasons:
        card["overrideReasons"] = [coding(one) for one in service.override_reasons]
    links = _links(finding)
    return {**card, "links": links} if links else card


def indicator(action: Action, as_of: date | datetime) -> str:
    """How much a card presses: critical waits for nobody."""
    if action.urgency is Urgency.STAT:
        return "critical"
    late = standing(action, as_of) is Standing.OVERDUE
    return "warning" if late or action.urgency in _WARNING else "info"


def summary(action: Action, as_of: date | datetime) -> str:
    """What is to be done and where it stands, in one sentence of fewer than 140 characters."""
    where = standing(action, as_of).value
    due = action.acknowledge_by or action.due
    stands = f" ({where})" if due is None else f" ({where}, {written(due)})"
    return _cut(" ".join(action.title.split()), _LONGEST - len(stands)) + stands


def _cut(text: str, longest: int) -> str:
    """A text that fits, cut behind a word."""
    if len(text) <= longest:
        return text
    head = text[: longest - len(_MORE) + 1]
    whole = head.rpartition(" ")[0] or head[:-1]
    return whole.rstrip(" ,;:.") + _MORE


def _suggestion(finding: Finding, action: Action, as_of: date | datetime, names: Names) -> Json:
    """Putting it on somebody's list of tasks."""
    task = work_item(opened(finding, action, as_of), names, finding=finding)
    return {
        "label": _cut(f"Put on the task list: {action.title}", _LONGEST),
        "uuid": suggestion_id(finding.key),
        "actions": [
            {
                "type": "create",
                "description": f"Create a task: {action.title}; closed by {action.closes}",
                "resource": task,
            }
        ],
    }


def _links(finding: Finding) -> list[Json]:
    """Where the publication can be read that the rule rests on."""
    citation = finding.citation
    url = citation.url or (f"https://doi.org/{citation.doi}" if citation.doi else None)
    return [{"label": str(citation), "url": url, "type": "absolute"}] if absolute(url) else []
