"""A drawing of what happened and what is due: stays, supply, windows, deciding facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.report.patient_report import PatientReport, day_of
from carecoord.adapters.report.words import shown

WIDTH, LEFT, RIGHT = 1040, 320, 24
LANE, TOP = 24, 26
LOOK_BACK = timedelta(days=365)

Scale = Callable[[date], float]


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
        *_supply(patient),
        *_facts(patient, named),
        *_windows(patient, day_of(as_of)),
    ]


def _stays(patient: PatientReport, today: date) -> Iterator[Mark]:
    for encounter in patient.chart.encounters or ():
        code = encounter.encounter_class.code if encounter.encounter_class else ""
        period = encounter.period
        if code not in {"IMP", "ACUTE", "NONAC", "OBSENC"} or period is None:
            continue
        first, last = period.first_day(UTC), period.last_day(UTC) or today
        if first is not None and first <= today:
            says = f"stay from {first} to {last}"
            yield Mark(lane="Stays", kind="stay", first=first, last=max(first, last), says=says)


def _supply(patient: PatientReport) -> Iterator[Mark]:
    for fill in patient.chart.fills or ():
        if fill.filled_on is None or not fill.days_supply:
            continue
        first = _plain(fill.filled_on)
        if first is None:
            continue
        last = first + timedelta(days=int(fill.days_supply) - 1)
        drug = fill.code.label if fill.code else "medicine"
        says = f"{drug}: supply from {first} to {last}"
        yield Mark(lane=f"Supply: {drug}", kind="supply", first=first, last=last, says=says)


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


def _plain(time: object) -> date | None:
    if isinstance(time, datetime):
        return time.date()
    return time if isinstance(time, date) else None


def timeline(patient: PatientReport, as_of: date | datetime) -> Markup:
    """The drawing, with the same in words under it."""
    every = marks(patient, as_of)
    today = day_of(as_of)
    if not every:
        return element("p", "Nothing with a date is to be drawn.", class_="quiet")
    first, last = _span(every, today)
    drawn = [m for m in every if m.last >= first and m.first <= last]
    earlier = sum(m.last < first for m in every)
    later = len(every) - len(drawn) - earlier
    note = f"From {first} to {last}.{_not_drawn(earlier, 'earlier')}{_not_drawn(later, 'later')}"
    return element(
        "figure",
        element(
            "div",
            _drawing(patient, drawn, first, last, today),
            class_="scroll",
            tabindex="0",
            role="region",
            aria_label=f"Timeline drawing of {patient.anchor}",
        ),
        element("figcaption", note),
        element(
            "details",
            element("summary", "The timeline in words"),
            element("ul", *(element("li", m.says) for m in sorted(drawn, key=lambda m: m.first))),
        ),
        class_="timeline",
    )


def _not_drawn(count: int, which: str) -> str:
    if not count:
        return ""
    return f" {count} {which} {'entry is' if count == 1 else 'entries are'} not drawn."


def _span(every: list[Mark], today: date) -> tuple[date, date]:
    earliest = max(min(m.first for m in every), today - LOOK_BACK)
    first = min(earliest, today - timedelta(days=30))
    last = max(today, *(m.last for m in every))
    last = min(last, today + LOOK_BACK)
    room = max(2, (last - first).days // 40)
    return first - timedelta(days=room), last + timedelta(days=room)


def _drawing(
    patient: PatientReport, drawn: list[Mark], first: date, last: date, today: date
) -> Markup:
    lanes = list(dict.fromkeys(m.lane for m in drawn))
    height = TOP + LANE * len(lanes) + 8
    scale = (WIDTH - LEFT - RIGHT) / max(1, (last - first).days)

    def x(day: date) -> float:
        return round(LEFT + (min(max(day, first), last) - first).days * scale, 1)

    title = f"{patient.anchor}-title"
    pieces = [
        element("title", "Timeline of stays, supply, evidence and due windows", id=title),
        *_axis(first, last, height, x),
        *(_lane(lane, place) for place, lane in enumerate(lanes)),
        *(_mark(m, lanes.index(m.lane), x, scale) for m in drawn),
        element("line", x1=x(today), x2=x(today), y1=14, y2=height - 4, class_="today"),
        element("text", "as of", x=x(today), y=11, class_="today-label", text_anchor="middle"),
    ]
    return element(
        "svg",
        *pieces,
        role="img",
        aria_labelledby=title,
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
    )


def _axis(first: date, last: date, height: int, x: Scale) -> Iterator[Markup]:
    months = 1 if (last - first).days < 240 else 3 if (last - first).days < 760 else 12  # noqa: PLR2004  what fits
    day = date(first.year, first.month, 1)
    while day <= last:
        if day >= first and (day.month - 1) % months == 0:
            at = x(day)
            yield element("line", x1=at, x2=at, y1=TOP - 6, y2=height - 4, class_="grid")
            yield element("text", f"{day:%Y-%m}", x=at + 3, y=TOP - 8, class_="tick")
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _lane(lane: str, place: int) -> Markup:
    name = lane if len(lane) <= 50 else f"{lane[:49]}…"  # noqa: PLR2004  what fits beside the lanes
    y = TOP + LANE * place + 16
    return element("text", element("title", lane), name, x=4, y=y, class_="lane")


def _mark(mark: Mark, place: int, x: Scale, scale: float) -> Markup:
    y = TOP + LANE * place
    says = element("title", mark.says)
    if mark.kind == "fact":
        return element("circle", says, cx=x(mark.first), cy=y + 12, r=4.5, class_="fact")
    width = max(4.0, round(x(mark.last) - x(mark.first) + scale, 1))
    bar = element(
        "rect", says, x=x(mark.first), y=y + 5, width=width, height=14, rx=2, class_=mark.kind
    )
    if mark.due is None or (mark.due < mark.last and x(mark.due) <= x(mark.first)):
        return bar
    at = round(x(mark.first) + width, 1) if mark.due == mark.last else x(mark.due)
    return joined(bar, element("line", x1=at, x2=at, y1=y + 2, y2=y + 22, class_="due"))
