"""Asking every rule of a catalogue about one chart at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

import attrs

from carecoord.errors import AuthoringError, CarecoordError, RecordRejected
from carecoord.model.chart import Chart
from carecoord.model.hold import Hold, HoldKind
from carecoord.model.label import Label
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.finding import Finding, Review
from carecoord.rules.engine.rule import Conclusion, Force, Rule
from carecoord.rules.engine.view import View

_LABELS = attrgetter("labels")


def review(chart: Chart, catalogue: Catalogue, as_of: date | datetime) -> Review:
    """Review a chart.

    ``as_of`` as a date means that the whole of that day, in the catalogue's zone, is known; an
    aware datetime serves clocks that run in hours.

    Raises:
        RecordRejected: ``as_of`` is an instant without an offset.
        AuthoringError: a rule failed; a rule must not raise for anything a chart holds.
    """
    view = view_of(chart, catalogue, as_of)
    holds = held(view)
    labels = _labels(chart)
    frame = Frame(view)
    findings = [
        _finding(conclusion, rule, chart.key, labels, holds)
        for rule, conclusion in conclusions(frame, catalogue)
    ]
    findings.sort(key=lambda f: (f.rule, f.key))
    return Review(
        patient=chart.key,
        as_of=as_of,
        valid_until=view.valid_until(),
        findings=tuple(findings),
        rules_run=tuple(dict.fromkeys(rule.id for rule in catalogue.rules)),
        fingerprint=catalogue.fingerprint,
        holds=holds,
        going_on=_going_on(catalogue, holds),
        warnings=catalogue.warnings,
    )


def view_of(chart: Chart, catalogue: Catalogue, as_of: date | datetime) -> View:
    """The chart as it was known at a moment, seen with what the catalogue brings.

    Raises:
        RecordRejected: ``as_of`` is an instant without an offset.
    """
    if isinstance(as_of, datetime) and as_of.tzinfo is None:
        raise RecordRejected(
            asked="review as of an instant",
            found="it has no offset from UTC",
            remedy="Give an aware datetime, or a date",
        )
    return View(
        chart,
        catalogue.lookup,
        as_of=as_of,
        zone=catalogue.zone,
        calendar=catalogue.calendar,
        parameters=catalogue.parameters,
    )


def conclusions(frame: Frame, catalogue: Catalogue) -> Iterator[tuple[Rule, Conclusion]]:
    """What every edition concluded; "nothing to say" only where no edition says more."""
    for _, editions in groupby(catalogue.editions, _rule_id):
        pairs = [(rule, c) for rule, force in editions for c in _concluded(frame, rule, force)]
        telling = [pair for pair in pairs if pair[1].occurrence != "-"]
        yield from telling or pairs[:1]


def _rule_id(edition: tuple[Rule, Force]) -> str:
    return edition[0].id


def _concluded(frame: Frame, rule: Rule, force: Force) -> list[Conclusion]:
    try:
        return list(rule.shape.conclude(frame, rule, force))
    except CarecoordError:
        raise
    except Exception as error:
        raise AuthoringError(
            asked=f"rule {rule.id!r}, edition {rule.edition!r}",
            found=f"it raised {type(error).__name__}",
            remedy="A rule answers INSUFFICIENT_DATA instead of raising; mend the rule",
        ) from error


def held(view: View) -> tuple[str, ...]:
    """Why planned work stops: the kinds of hold in force."""
    return tuple(_holds(view))


def _going_on(catalogue: Catalogue, holds: tuple[str, ...]) -> frozenset[str]:
    if not holds:
        return frozenset()
    return frozenset(rule.id for rule in catalogue.rules if rule.goes_on(holds))


def _holds(view: View) -> Iterator[str]:
    kinds = {row.fact.kind.value for row in view.rows("holds", None) if isinstance(row.fact, Hold)}
    if view.death() or HoldKind.DEATH.value in kinds:
        yield HoldKind.DEATH.value
    if view.patient.active is not True and any(
        link.type == "replaced-by" for link in view.patient.links
    ):
        yield "chart merged"
    yield from sorted(kinds - {HoldKind.DEATH.value})


def _labels(chart: Chart) -> dict[str, frozenset[Label]]:
    labels: dict[str, frozenset[Label]] = {}
    for fact in filter(_LABELS, chart.facts()):
        labels[fact.id] = labels.get(fact.id, frozenset()) | fact.labels
    return labels


def _finding(
    conclusion: Conclusion,
    rule: Rule,
    patient: str,
    labels: dict[str, frozenset[Label]],
    holds: tuple[str, ...],
) -> Finding:
    carried: frozenset[Label] = frozenset()
    if labels:
        carried = carried.union(
            *(labels.get(ref.id, ()) for line in conclusion.evidence for ref in line.facts)
        )
    finding = Finding(
        key=f"{rule.id}|{patient}|{conclusion.occurrence}",
        patient=patient,
        rule=rule.id,
        edition=rule.edition,
        title=conclusion.title or rule.title,
        outcome=conclusion.outcome,
        citation=rule.citation,
        reason=conclusion.reason,
        evidence=conclusion.evidence,
        missing=conclusion.missing,
        action=conclusion.action,
        score=conclusion.score,
        details=conclusion.details,
        window=conclusion.window,
        labels=carried,
    )
    if holds and finding.action is not None and not rule.goes_on(holds):
        why = f"held: {', '.join(holds)}. {finding.reason}"
        return attrs.evolve(finding, action=None, reason=why)
    return finding
