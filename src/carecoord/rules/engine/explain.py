"""A finding in sentences, for a person, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import cast

from carecoord.rules.engine.counts import count_to_date, day_of_window
from carecoord.rules.engine.finding import Action, Evidence, Finding, Outcome, points_told
from carecoord.rules.engine.possession import miss_days_left, ratio_to_date


class Standing(Enum):
    """Where an action stands on a day: by its dates alone."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"


def standing(action: Action, as_of: date | datetime) -> Standing:
    """Where an action stands: before its window upcoming, in it due, after it overdue."""
    if action.earliest is not None and _before(as_of, action.earliest):
        return Standing.UPCOMING
    last = action.overdue_after or action.due
    if last is not None and _before(last, as_of):
        return Standing.OVERDUE
    return Standing.DUE


def _before(one: date | datetime, other: date | datetime) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return _day(one) < _day(other)


def _day(moment: date | datetime) -> date:
    return (
        moment.astimezone(moment.tzinfo or UTC).date() if isinstance(moment, datetime) else moment
    )


def explain(finding: Finding, as_of: date | datetime) -> str:
    """Say what was found, why, what is to be done, and on what the rule rests.

    What runs with the days (how long until due, the ratio so far) is worked out here for
    ``as_of``; a finding holds only dates.
    """
    return "\n".join(_lines(finding, as_of))


def _lines(finding: Finding, as_of: date | datetime) -> Iterator[str]:
    yield f"{finding.title}: {finding.outcome.value} (as of {as_of})"
    if finding.reason:
        yield f"  {finding.reason}."
    for line in finding.evidence:
        yield f"  - {_evidence(line)}"
    for missing in finding.missing:
        yield f"  ? not known: {missing}"
    for name, value in finding.details:
        yield f"  {name}: {_shown(value)}"
    for told in of_the_day(finding, as_of):
        yield f"  {told}"
    if finding.action is not None:
        yield from _action(finding.action, as_of)
    if finding.labels:
        yield f"  Labels: {', '.join(sorted(label.value for label in finding.labels))}"
    yield f"  Rule {finding.rule}, edition {finding.edition}: {finding.citation}"
    yield f"  ({finding.citation.status.value})"


def of_the_day(finding: Finding, as_of: date | datetime) -> Iterator[str]:
    """What runs with the days, so that a finding does not hold it: counts with their whole."""
    ratio = ratio_to_date(finding, as_of)
    if ratio is not None:
        yield f"Supply in hand so far: {ratio}"
    left = miss_days_left(finding, as_of)
    if left is not None and finding.outcome is Outcome.NOT_MET:
        yield "Miss-days left: none, 80 % is out of reach"
    elif left is not None:
        yield f"Miss-days left: {left} from {as_of} on, with 80 % in reach"
    count = count_to_date(finding, as_of)
    if count is not None:
        yield f"So far: {count}"
    window = day_of_window(finding, as_of)
    if window is not None:
        yield window


def _shown(value: object) -> str:
    """A detail in words: spans by their first and last day, nothing as a dash."""
    if isinstance(value, tuple | list):
        parts = cast("tuple[object, ...] | list[object]", value)
        nested = any(isinstance(part, tuple | list) for part in parts)
        return (", " if nested else " to ").join(_shown(part) for part in parts) or "-"
    return "-" if value is None else str(value)


def _evidence(line: Evidence) -> str:
    held = {True: "yes", False: "no", None: "not known"}[line.holds]
    points = "" if line.points is None else f", {points_told(line.points)}"
    seen = "; ".join(f"{ref.label} on {ref.on}" if ref.on else ref.label for ref in line.facts)
    details = "; ".join(part for part in (line.because, seen) if part)
    told = f"{line.clause}: {held}{points}{f' ({details})' if details else ''}"
    return f"{told}; answered by {', '.join(line.answered_by)}" if line.answered_by else told


def _action(action: Action, as_of: date | datetime) -> Iterator[str]:
    yield f"  To do ({action.urgency.value}): {action.title}; closed by {action.closes}"
    if action.licences:
        yield f"  May be done by: {', '.join(licence.value for licence in action.licences)}"
    if action.acknowledge_by is not None:
        yield f"  Acknowledge by {action.acknowledge_by.isoformat()}"
    if action.due is not None:
        yield f"  Due {action.due}: {standing(action, as_of).value}{_distance(action.due, as_of)}"
    if standing(action, as_of) is Standing.OVERDUE:
        yield f"  The window is over: {action.window_over}"


def _distance(due: date | datetime, as_of: date | datetime) -> str:
    days = (_day(due) - _day(as_of)).days
    if days == 0:
        return " today"
    unit = "day" if abs(days) == 1 else "days"
    return f", in {days} {unit}" if days > 0 else f" by {-days} {unit}"
