"""The page of the clocks of payers: every row that is shipped, with its dates and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from carecoord.rules.engine.citation import Citation
from carecoord.rules.permissions.clocks import (
    ABSENT,
    APPEAL_DECISIONS,
    DECISIONS,
    LEVELS,
    OTHERS,
    Absence,
    AppealLevel,
    Clock,
    CountedFrom,
    DatedBy,
    Extension,
)
from carecoord.rules.permissions.clocks.absences import APPEALS_ABSENT

_HEAD = (
    "# Clocks of payers",
    "",
    "What `carecoord.rules.permissions.clocks` counts by. Days are calendar days, and the day on",
    "which a clock starts is day 0; hours are hours of real time. Late is overdue, never approved.",
    "A state's own rows are handed in by those who know them. None of this is legal advice:",
    "[decision 0053](../decisions/0053-how-clocks-are-counted.md) says how it is counted.",
    "",
    "An empty *in force*: since when was not looked up. *checked* says how far the",
    "source was read:",
    "",
)


def clock_page() -> str:
    """Every row, by what it is about."""
    rows = (*DECISIONS, *APPEAL_DECISIONS)
    shown = {one.citation.status for one in (*rows, *LEVELS, *ABSENT, *APPEALS_ABSENT, *OTHERS)}
    extensions = tuple(dict.fromkeys(one.extension for one in rows if one.extension is not None))
    shown |= {one.citation.status for one in extensions if one.citation is not None}
    lines = [
        *_HEAD,
        *sorted(f"- `{status.name.lower()}`: {status.value}" for status in shown),
        "",
        *_clocks("Decisions on requests", DECISIONS, extensions),
        *_clocks("Decisions on appeals", APPEAL_DECISIONS, extensions),
        *_extensions(extensions),
        *_levels(),
        *_absences((*ABSENT, *APPEALS_ABSENT)),
        *_others(),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, *columns: str) -> Iterator[str]:
    yield from (
        f"## {title}",
        "",
        f"| {' | '.join(columns)} |",
        f"|{'---|' * len(columns)}",
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _dates(first: date | None, last: date | None, note: str = "") -> str:
    if first is None and last is None:
        return ""
    bounds = [f"from {first}"] if first else []
    bounds += [f"to {last}"] if last else []
    return " ".join(bounds) + note


def _source(citation: Citation) -> tuple[str, str]:
    return str(citation), f"`{citation.status.name.lower()}`"


def _clocks(title: str, rows: Iterable[Clock], extensions: tuple[Extension, ...]) -> Iterator[str]:
    yield from _table(
        title,
        "payer",
        "step",
        "asked for",
        "urgency",
        "in force",
        "within",
        "extension",
        "late",
        "source",
        "checked",
    )
    for row in rows:
        period = row.dated_by is DatedBy.RATING_PERIOD
        more = row.extension
        yield _row(
            row.payer_kind.value,
            str(row.level) if row.level else "request",
            row.service_kind.value,
            row.urgency.value,
            _dates(row.from_date, row.to_date, ", by rating period" if period else ""),
            str(row.length),
            "none" if more is None else f"{more.days} days ({extensions.index(more) + 1})",
            row.late.value,
            *_source(row.citation),
        )
    yield ""


def _extensions(extensions: tuple[Extension, ...]) -> Iterator[str]:
    yield from _table("Extensions", "", "days", "reasons, one of", "notice", "source", "checked")
    for number, one in enumerate(extensions, 1):
        yield _row(
            str(number),
            f"up to {one.days}",
            "; ".join(reason.value for reason in one.reasons),
            one.notice,
            *(("as the row", "") if one.citation is None else _source(one.citation)),
        )
    yield ""


def _levels() -> Iterator[str]:
    yield from _table(
        "Steps of appeals",
        "payer",
        "step",
        "what",
        "in force",
        "file within",
        "counted from",
        "next step",
        "source",
        "checked",
    )
    for row in LEVELS:
        yield _row(
            row.payer_kind.value,
            str(row.level),
            row.name,
            _dates(row.from_date, row.to_date),
            _within(row),
            _counted(row),
            "" if row.next_level is None else str(row.next_level),
            *_source(row.citation),
        )
    yield ""


def _within(row: AppealLevel) -> str:
    if row.file_within is None:
        return row.not_filed or f"the state sets it: {row.state_sets}"
    return f"{row.file_within}{', to a working day' if row.to_working_day else ''}"


def _counted(row: AppealLevel) -> str:
    if row.not_filed is not None:
        return ""
    presumed = row.counted_from is CountedFrom.RECEIPT and row.presumed_days is not None
    if not presumed:
        return row.counted_from.value
    return f"{row.counted_from.value}: {row.presumed_days} days after its date, if not later"


def _absences(rows: Iterable[Absence]) -> Iterator[str]:
    yield from _table(
        "Where no clock runs", "payer", "step", "in force", "why", "source", "checked"
    )
    for row in rows:
        yield _row(
            row.payer_kind.value,
            str(row.level) if row.level else "request",
            _dates(row.from_date, row.to_date),
            row.reason,
            *_source(row.citation),
        )
    yield ""


def _others() -> Iterator[str]:
    yield from _table("Other clocks", "what", "within", "counted from", "source", "checked")
    for one in OTHERS:
        yield _row(one.name, str(one.length), one.counted_from, *_source(one.citation))
