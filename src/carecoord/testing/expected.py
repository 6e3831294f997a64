"""What a written case expects of an occurrence, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches

import attrs

from carecoord.errors import AuthoringError
from carecoord.rules.engine.explain import standing
from carecoord.rules.engine.finding import Action, Finding, Outcome, Urgency
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.window import Standing, Window
from carecoord.testing.tables.cells import moment, whole
from carecoord.testing.tables.placing import placed
from carecoord.testing.tables.row import grid

Seen = Callable[[Finding, date | datetime], object]
"""What a column shows of a finding on a day; None where there is no such thing."""

_NOTHING = "-"


def _standing(finding: Finding, as_of: date | datetime) -> object:
    action, window = finding.action, finding.window
    if action is not None and (window is None or isinstance(action.due, datetime)):
        return standing(action, as_of).value
    return None if window is None else window.standing(_day(as_of)).value


def _day(as_of: date | datetime) -> date:
    return as_of.date() if isinstance(as_of, datetime) else as_of


def _time(of_window: Callable[[Window], object], of_action: Callable[[Action], object]) -> Seen:
    """A day of the window; an instant of the action, whose clock may run in hours."""

    def seen(finding: Finding, _: date | datetime) -> object:
        of_clock = None if finding.action is None else of_action(finding.action)
        if finding.window is None or isinstance(of_clock, datetime):
            return of_clock
        return of_window(finding.window)

    return seen


def _doing(of_action: Callable[[Action], object]) -> Seen:
    return lambda finding, _: None if finding.action is None else of_action(finding.action)


def _nothing(_: Action) -> None:
    return None


_TIMES: Mapping[str, Seen] = {
    "earliest": _time(lambda w: w.earliest, lambda a: a.earliest),
    "due": _time(lambda w: w.due, lambda a: a.due),
    "overdue after": _time(lambda w: w.overdue_after, lambda a: a.overdue_after),
    "closes": _time(lambda w: w.closes, _nothing),
    "done": _time(lambda w: w.done, _nothing),
    "waived": _time(lambda w: w.waived, _nothing),
    "acknowledge by": _doing(lambda a: a.acknowledge_by),
}
_TEXTS: Mapping[str, Seen] = {
    "outcome": lambda finding, _: finding.outcome.value,
    "standing": _standing,
    "to do": lambda finding, _: "no" if finding.action is None else "yes",
    "urgency": _doing(lambda a: a.urgency.value),
    "licences": _doing(lambda a: ", ".join(licence.value for licence in a.licences) or None),
    "score": lambda finding, _: finding.score,
    "edition": lambda finding, _: finding.edition,
    "title": lambda finding, _: finding.title,
    "reason": lambda finding, _: finding.reason or None,
    "missing": lambda finding, _: ", ".join(finding.missing) or None,
}
_WORDS: Mapping[str, tuple[str, ...]] = {
    "outcome": tuple(outcome.value for outcome in Outcome),
    "standing": (*(standing.value for standing in Standing), _NOTHING),
    "to do": ("yes", "no"),
    "urgency": (*(urgency.value for urgency in Urgency), _NOTHING),
    "licences": (*(licence.value for licence in Licence), _NOTHING),
}
"""What may stand in the columns that take only so many words."""
COLUMNS = ("rule", "occurrence", *_TEXTS, *_TIMES)
"""The columns of ``expect``. A dash says that there is no such thing."""


@attrs.frozen
class Expected:
    """One row of ``expect``: what each of its cells that is not empty asks for."""

    asked: Mapping[str, str]

    @property
    def rule(self) -> str | None:
        """The rule that it speaks of; None of whichever has something to say."""
        return self.asked.get("rule")

    def meant(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that it may speak of; what is not applicable only where nothing else is."""
        fitting = [finding for finding in findings if self._means(finding)]
        told = [one for one in fitting if one.outcome is not Outcome.NOT_APPLICABLE]
        return told if len(fitting) > 1 and told else fitting

    def _means(self, finding: Finding) -> bool:
        occurrence = finding.key.rpartition("|")[2]
        wanted = self.asked.get("occurrence", occurrence)
        named = occurrence == wanted or occurrence.endswith(f":{wanted}")
        return named and self.rule in {None, finding.rule}

    def differing(self, finding: Finding, as_of: date | datetime) -> Iterator[tuple[str, str, str]]:
        """The columns in which the finding is otherwise: the column, what is wanted, what is."""
        for column, wanted in self.asked.items():
            if column in _TEXTS:
                seen = _shown(_TEXTS[column](finding, as_of))
                if seen != wanted:
                    yield column, wanted, seen
            elif column in _TIMES:
                found = _TIMES[column](finding, as_of)
                if found != (None if wanted == _NOTHING else moment(wanted)):
                    yield column, wanted, _shown(found)

    def __str__(self) -> str:
        """The cells in words."""
        return ", ".join(f"{column} {cell}" for column, cell in self.asked.items())


def _shown(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return _NOTHING if value is None else str(value)


def expectations(table: str) -> tuple[Expected, ...]:
    """The rows of a table of what is expected.

    Raises:
        AuthoringError: it has no row, a column that means nothing, or a cell that no finding shows.
    """
    columns, lines = grid(table, "expect")
    for column in columns:
        if column not in COLUMNS:
            raise _unknown(f"column {column!r}", column, COLUMNS)
    if not lines:
        raise AuthoringError(
            asked="expect", found="no row", remedy="Say of each occurrence what is expected"
        )
    expected = [
        Expected({column: cell for column, cell in line.cells.items() if cell is not None})
        for line in lines
    ]
    for number, line in enumerate(expected, 1):
        for column, cell in line.asked.items():
            _refuse_cell(f"row {number}, column {column!r}", column, cell)
    return tuple(expected)


def _refuse_cell(where: str, column: str, cell: str) -> None:
    """Refuse what no finding can ever show in a column."""
    for word in cell.split(", ") if column == "licences" else (cell,):
        if word not in _WORDS.get(column, (word,)):
            raise _unknown(f"{where}, cell {word!r}", word, _WORDS[column])
    with placed(f"expect, {where}"):
        if column in _TIMES and cell != _NOTHING:
            moment(cell)
        if column == "score" and cell != _NOTHING:
            whole(cell)


def _unknown(what: str, word: str, known: tuple[str, ...]) -> AuthoringError:
    near = get_close_matches(word, known, n=1)
    return AuthoringError(
        asked=f"expect, {what}",
        found="nothing has this name",
        remedy=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}",
    )
