"""A picture of stays as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from carecoord.adapters.markup import Markup
from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.legend import SWATCH, Entry, box, line
from carecoord.adapters.pictures.marks import Pen
from carecoord.adapters.pictures.sheet import RIGHT, WIDTH, Panel, Row, Sheet, named, room_for
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays import words
from carecoord.adapters.pictures.stays.labels import ROOM
from carecoord.adapters.pictures.stays.marks import BARS, Lane, mark
from carecoord.adapters.pictures.stays.strips import strips
from carecoord.adapters.pictures.stays.values import Episode, Kind, StaysTimeline
from carecoord.adapters.pictures.words import days_of, span

LANES: dict[Kind, str] = {
    "inpatient": "Inpatient stays",
    "": "Stays",
    "observation": "Observation stays",
    "nonacute": "Non-acute stays",
}
MEANS: dict[Kind, str] = {
    "inpatient": "inpatient stay",
    "": "stay",
    "observation": "observation, no admission",
    "nonacute": "non-acute inpatient stay",
}
_NAMED_AT = 17


def drawn(timeline: StaysTimeline, *, left: float | None = None, alone: bool = True) -> Markup:
    """The drawing.

    ``left`` is the room for the names of lanes. Not ``alone``, it stands in a page that holds the
    style sheet.
    """
    lanes = _lanes(timeline)
    if left is None:
        left = room_for(lanes)
    sheet = Sheet(
        ident=named("stays", attrs.astuple(timeline), left),
        title=timeline.title,
        summary=" ".join(words.sentences(timeline)),
        lines=_lines(timeline),
        panels=list(_panels(timeline, lanes, left)),
        legend=_legend(timeline),
    )
    return sheet.svg(alone=alone)


def _lines(timeline: StaysTimeline) -> Iterator[tuple[str, str]]:
    yield "name", timeline.title
    if timeline.episodes:
        yield "result", words.counted(timeline)
    yield from (("note", note) for note in timeline.notes)
    if not timeline.episodes:
        yield "note", words.NOTHING


def _lanes(timeline: StaysTimeline) -> dict[str, list[Episode]]:
    """The episodes under the names of their lanes: each kind apart."""
    ordered = sorted(timeline.episodes, key=lambda one: one.first)
    lanes = {name: [one for one in ordered if one.kind == kind] for kind, name in LANES.items()}
    return {name: episodes for name, episodes in lanes.items() if episodes}


def _panels(
    timeline: StaysTimeline, lanes: dict[str, list[Episode]], left: float
) -> Iterator[Panel]:
    if not lanes:
        return
    former: Span | None = None
    # In a page, days stand under those of another drawing; alone, labels have room at the right.
    right = WIDTH - RIGHT - (ROOM if timeline.shown is None else 0)
    for strip in _strips(timeline):
        pen = Pen(axis=Axis(strip, left, right, timeline.dated), hatch="")
        rows = [
            Row(name=name, height=lane.height, draw=lane.drawn, named_at=_NAMED_AT)
            for name, lane in _seen(timeline, lanes, pen)
        ]
        if not rows:
            continue
        yield Panel(
            axis=pen.axis,
            rows=rows,
            today=_within(timeline.today, strip),
            note=_skipped(former, strip, dated=timeline.dated),
        )
        former = strip


def _strips(timeline: StaysTimeline) -> list[Span]:
    if timeline.shown is not None:
        return [timeline.shown]
    spans = [timeline.days_of(one) for one in timeline.episodes]
    if timeline.today is not None:
        spans.append(Span(timeline.today, timeline.today + 1))
    return strips(spans)


def _seen(
    timeline: StaysTimeline, lanes: dict[str, list[Episode]], pen: Pen
) -> Iterator[tuple[str, Lane]]:
    for name, episodes in lanes.items():
        seen = [one for one in episodes if pen.sees(timeline.days_of(one))]
        if seen:
            yield name, Lane.of(timeline, seen, pen)


def _within(day: float | None, strip: Span) -> float | None:
    return day if day is not None and strip.first <= day < strip.until else None


def _skipped(former: Span | None, strip: Span, *, dated: bool) -> str:
    """What lies between two strips."""
    if former is None or strip.first - former.until < 1:
        return ""
    return f"No stay {span(Span(former.until, strip.first), dated=dated)}."


def _legend(timeline: StaysTimeline) -> Iterator[Entry]:
    stays = list(timeline.stays)
    kinds = {stay.kind for stay in stays}
    yield from ((box(BARS[kind]), means) for kind, means in MEANS.items() if kind in kinds)
    if any(stay.discharged is None for stay in stays):
        yield line("M0 -9h14l6 5l-6 5h-14z", "stay"), "not discharged"
    if any(len(one.stays) > 1 for one in timeline.episodes):
        yield line(f"M1 -4v4H{SWATCH - 1}v-4", "joined"), "stays that are one episode"
    if any(one.after for one in timeline.episodes):
        yield box("after"), f"{days_of(timeline.window_days)} after discharge, to the day named"
    judged = {one.readmission.planned for one in timeline.episodes if one.readmission}
    for planned, means in (
        (False, "unplanned readmission"),
        (True, "planned admission"),
        (None, "readmission, not judged whether planned"),
    ):
        if planned in judged:
            yield mark(planned, SWATCH / 2, -4, ""), means
