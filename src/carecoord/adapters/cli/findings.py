"""Findings as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from carecoord.adapters.cli.columns import Columns, Kind, Row
from carecoord.rules.engine.finding import Action, Evidence, FactRef, Finding, points_told

COLUMNS: Columns = {
    "patient": Kind.TEXT,
    "rule": Kind.TEXT,
    "edition": Kind.TEXT,
    "key": Kind.TEXT,
    "outcome": Kind.TEXT,
    "urgency": Kind.TEXT,
    "earliest": Kind.TEXT,
    "due": Kind.TEXT,
    "overdue_after": Kind.TEXT,
    "closes": Kind.TEXT,
    "licence": Kind.TEXTS,
    "evidence": Kind.TEXTS,
    "missing": Kind.TEXTS,
}

_HELD = {True: "yes", False: "no", None: "not known"}


def rows(findings: Iterable[Finding]) -> Iterator[Row]:
    """Give one row per finding of any outcome, by patient, rule and key. No names."""
    for finding in sorted(findings, key=lambda f: (f.patient, f.rule, f.key)):
        yield _row(finding)


def _row(finding: Finding) -> Row:
    return (
        finding.patient,
        finding.rule,
        finding.edition,
        finding.key,
        finding.outcome.value,
        *_work(finding.action),
        [_line(line) for line in finding.evidence],
        list(finding.missing),
    )


def _work(action: Action | None) -> Row:
    if action is None:
        return (None,) * 6
    return (
        action.urgency.value,
        _written(action.earliest),
        _written(action.due),
        _written(action.overdue_after),
        action.closes,
        [licence.value for licence in action.licences],
    )


def _line(line: Evidence) -> str:
    """A clause, whether it held, and the facts by type, id and day.

    The text of a fact is left out: people write names into it.
    """
    points = "" if line.points is None else f", {points_told(line.points)}"
    seen = ", ".join(_fact(ref) for ref in line.facts)
    because = f" ({line.because})" if line.because else ""
    told = f"{line.clause}: {_HELD[line.holds]}{points}{because}{f' [{seen}]' if seen else ''}"
    return f"{told}; answered by {', '.join(line.answered_by)}" if line.answered_by else told


def _fact(ref: FactRef) -> str:
    return f"{ref.type} {ref.id}{f' on {ref.on}' if ref.on else ''}"


def _written(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()
