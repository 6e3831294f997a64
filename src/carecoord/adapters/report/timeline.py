"""What happened and what is due, drawn: stays, windows, deciding facts; then stays and supply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.ground import as_of_line, grid, text_within
from carecoord.adapters.pictures.sheet import RIGHT, WIDTH
from carecoord.adapters.report.figure import LEFT, figure, span_of
from carecoord.adapters.report.patient_report import PatientReport, day_of
from carecoord.adapters.report.stays import LOOK_BACK, stays_of
from carecoord.adapters.report.supply import supply_of
from carecoord.adapters.report.words import shown

LANE, TOP = 24, 34


@attrs.frozen(kw_only=True)
class Mark:
    """Something on a lane: a bar from ``first`` to ``last``, or a dot when they are equal.

    A bar is crossed after ``due``, its due day.
    """

    lane: str
    kind: str
    first: date
    last: date
    says: str
    due: date | None = None


def marks(patient: PatientReport, as_of: date | datetime) -> list[Mark]:
    """Everything that can be drawn, in the order of the lanes."""
    named = {ref.id for f in patient.review.findings for line in f.evidence for ref in line.facts}
    return [
        *_stays(patient, day_of(as_of)),
        *_facts(patient, named),
        *_windows(patient, day_of(as_of)),
    ]


def _stays(patient: PatientReport, today: date) -> Iterator[Mark]:
    for encounter in patient.chart.encounters or ():
        if encounter.never_was:
            continue
        code = encounter.encounter_class.code if encounter.encounter_class else ""
        period = encounter.period
        if code not in {"IMP", "ACUTE", "NONAC", "OBSENC"} or period is None:
            continue
        first, last = period.first_day(UTC), period.last_day(UTC) or today
        if first is not None and first <= today:
            says = f"stay from {first} to {last}"
            yield Mark(lane="Stays", kind="stay", first=first, last=max(first, last), says=says)


def _facts(patient: PatientReport, named: set[str]) -> Iterator[Mark]:
    seen: set[str] = set()
    for finding in patient.review.findings:
        for line in finding.evidence:
            for ref in line.facts:
                if ref.id in named and ref.id not in seen and ref.on is not None:
                    seen.add(ref.id)
                    says = f"{ref.label} ({ref.type}) on {ref.on}"
                    yield Mark(lane="Evidence", kind="fact", first=ref.on, last=ref.on, says=says)


def _windows(patient: PatientReport, today: date) -> Iterator[Mark]:
    """What is to be done; past its due day it goes on to the day on which it is looked at."""
    for finding in patient.open_findings:
        action = finding.action
        if action is None or action.due is None:
            continue
        due = day_of(action.due)
        first = min(due, day_of(action.earliest)) if action.earliest else due
        yield Mark(
            lane=f"Due: {action.title}",
            kind="window" if today <= due else "overdue",
            first=first,
            last=max(due, today),
            says=f"{action.title}: from {first}, due {shown(action.due)}",
            due=due,
        )


def drawings(patient: PatientReport, as_of: date | datetime) -> Markup:
    """The timeline, and under it over the same days the stays and the supply of medicines."""
    every, today = marks(patient, as_of), day_of(as_of)
    days = [(m.first, m.last) for m in every]
    under = [one for one in (stays_of(patient, as_of), supply_of(patient, as_of)) if one]
    days += [one.days for one in under]
    if not days:
        return element("p", "Nothing with a date is to be drawn.", class_="quiet")
    first, last = _span(days, today)
    return joined(
        timeline(patient, every, (first, last), today) if every else "",
        *(one.figure(first, last) for one in under),
    )


def timeline(
    patient: PatientReport, every: list[Mark], days: tuple[date, date], today: date
) -> Markup:
    """The drawing, with the same in words under it."""
    first, last = days
    drawn = [m for m in every if m.last >= first and m.first <= last]
    earlier = sum(m.last < first for m in every)
    later = len(every) - len(drawn) - earlier
    note = f"From {first} to {last}.{_not_drawn(earlier, 'earlier')}{_not_drawn(later, 'later')}"
    told = [m.says for m in sorted(drawn, key=lambda m: m.first)]
    drawing = _drawing(patient, drawn, Axis(span_of(first, last), LEFT, WIDTH - RIGHT), today)
    return figure(
        drawing, f"Timeline drawing of {patient.anchor}", note, "The timeline in words", told
    )


def _not_drawn(count: int, which: str) -> str:
    if not count:
        return ""
    return f" {count} {which} {'entry is' if count == 1 else 'entries are'} not drawn."


def _span(days: list[tuple[date, date]], today: date) -> tuple[date, date]:
    earliest = max(min(first for first, _ in days), today - LOOK_BACK)
    first = min(earliest, today - timedelta(days=30))
    last = max(today, *(last for _, last in days))
    last = min(last, today + LOOK_BACK)
    room = max(2, (last - first).days // 40)
    return first - timedelta(days=room), last + timedelta(days=room)


def _drawing(patient: PatientReport, drawn: list[Mark], axis: Axis, today: date) -> Markup:
    lanes = list(dict.fromkeys(m.lane for m in drawn))
    height = TOP + LANE * len(lanes) + 8
    title = f"{patient.anchor}-title"
    return element(
        "svg",
        element("title", "Timeline of stays, evidence and due windows", id=title),
        *grid(axis, TOP, height - 4),
        *(_lane(lane, place) for place, lane in enumerate(lanes)),
        *(_mark(m, lanes.index(m.lane), axis) for m in drawn),
        as_of_line(axis, today.toordinal(), TOP, height - 4),
        class_="carecoord",
        role="img",
        aria_labelledby=title,
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
    )


def _lane(lane: str, place: int) -> Markup:
    return text_within(lane, 4, TOP + LANE * place + 16, LEFT - 12, "lane")


def _mark(mark: Mark, place: int, axis: Axis) -> Markup:
    y = TOP + LANE * place
    first, last = mark.first.toordinal(), mark.last.toordinal()
    says = element("title", mark.says)
    if mark.kind == "fact":
        return element("circle", says, cx=axis.x(first), cy=y + 12, r=4.5, class_="fact")
    width = max(4.0, round(axis.x(last + 1) - axis.x(first), 2))
    bar = element(
        "rect", says, x=axis.x(first), y=y + 5, width=width, height=14, rx=2, class_=mark.kind
    )
    due = None if mark.due is None else axis.x(mark.due.toordinal())
    if mark.due is None or due is None or (mark.due < mark.last and due <= axis.x(first)):
        return bar
    at = round(axis.x(first) + width, 2) if mark.due == mark.last else due
    return joined(bar, element("line", x1=at, x2=at, y1=y + 2, y2=y + 22, class_="due"))
