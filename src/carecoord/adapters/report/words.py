"""What the report calls things, and in which order they come."""

from __future__ import annotations

import re
from datetime import date, datetime

from carecoord.adapters.markup import Markup, element, joined
from carecoord.rules.engine.explain import Standing, standing
from carecoord.rules.engine.finding import Action, Finding, Outcome, Urgency

URGENCIES = (Urgency.STAT, Urgency.ASAP, Urgency.URGENT, Urgency.ROUTINE)
STANDINGS = (Standing.OVERDUE, Standing.DUE, Standing.UPCOMING)
OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.NOT_MET: "Not met",
    Outcome.NOT_APPLICABLE: "Not applicable",
    Outcome.INSUFFICIENT_DATA: "Not enough data",
}


def shown(moment: object) -> str:
    """A day or instant as people write it; nothing for None."""
    if isinstance(moment, datetime):
        return f"{moment:%Y-%m-%d %H:%M} {moment.tzname() or ''}".strip()
    return "" if moment is None else str(moment)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def days_whole(sentence: str) -> Markup:
    """A sentence in which no line breaks within a day."""
    pieces: list[object] = []
    rest = 0
    for found in _DAY.finditer(sentence):
        pieces += [sentence[rest : found.start()], element("span", found[0], class_="day")]
        rest = found.end()
    return joined(*pieces, sentence[rest:])


def order(finding: Finding, as_of: date | datetime) -> tuple[int, int, str, str]:
    """The most urgent first, then what is overdue, then by due day."""
    action = finding.action
    assert action is not None  # noqa: S101  only open findings are put in order
    return (
        URGENCIES.index(action.urgency),
        STANDINGS.index(standing(action, as_of)),
        shown(action.due),
        finding.key,
    )


_FIRST = ("readmission.window", "readmission.open-tasks", "readmission.repeated")
"""What is told of its family before the others: how things stand, then what was scored."""


def in_family(finding: Finding) -> tuple[str, int, str, str]:
    """By family; in it what says how things stand, then the other rules by their names."""
    place = _FIRST.index(finding.rule) if finding.rule in _FIRST else len(_FIRST)
    return finding.rule.partition(".")[0], place, finding.rule, finding.key


def lacking(finding: Finding) -> tuple[bool, str, int, str, str]:
    """What could not be told, then what was scored and lacks only a choice of the site."""
    return finding.score is not None, *in_family(finding)


def urgency_mark(action: Action) -> Markup:
    """The urgency as a coloured word; the word alone says it."""
    name = action.urgency.value
    return element("span", name.upper() if name == "stat" else name, class_=f"urgency {name}")


def due_words(action: Action, as_of: date | datetime) -> Markup:
    """When it is due and where that stands on the day."""
    if action.due is None:
        return element("span", "no due day", class_="quiet")
    where = standing(action, as_of)
    mark = element("span", where.value, class_=f"standing {where.value}")
    return joined(days_whole(shown(action.due)), " ", mark)
