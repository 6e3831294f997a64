"""A picture of supply as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import attrs

from carecoord.adapters.markup import Markup, element
from carecoord.adapters.pictures import words
from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.legend import SWATCH, Entry, box, line
from carecoord.adapters.pictures.marks import BAR, Pen, marks, window
from carecoord.adapters.pictures.sheet import (
    RIGHT,
    WIDTH,
    Panel,
    Row,
    Sheet,
    named,
    room_for,
    with_room,
)
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.values import Lane, SupplyTimeline, Window

LANE = 27


def drawn(timeline: SupplyTimeline, *, left: float | None = None, alone: bool = True) -> Markup:
    """The drawing.

    ``left`` is the room for the names of lanes. Not ``alone``, it stands in a page that holds the
    style sheet.
    """
    if left is None:
        left = room_for(_names(timeline))
    # Everything that makes a drawing differ from another; names are left out of ``repr``.
    ident = named("supply", attrs.astuple(timeline), left)
    axis = Axis(_whole(timeline), left, WIDTH - RIGHT, timeline.dated)
    pen = Pen(axis=axis, hatch=f"url(#{ident}-gap)")
    rows = list(_rows(timeline, pen))
    panel = Panel(axis=axis, rows=rows, today=timeline.today, edges=_edges(timeline, axis))
    sheet = Sheet(
        ident=ident,
        title=timeline.title,
        summary=words.summary(timeline),
        lines=_lines(timeline),
        panels=[panel] if rows else (),
        legend=_legend(timeline, pen),
        defs=_hatch(f"{ident}-gap") if rows else "",
    )
    return sheet.svg(alone=alone)


def _whole(timeline: SupplyTimeline) -> Span:
    """What is drawn, with a little room around it."""
    if timeline.shown is not None:
        return timeline.shown
    whole = timeline.whole or Span(timeline.today or 1, (timeline.today or 1) + 1)
    if timeline.today is not None:
        whole = Span(min(whole.first, timeline.today), max(whole.until, timeline.today))
    return with_room(whole)


def _names(timeline: SupplyTimeline) -> Iterator[str]:
    yield from (one.name for one in timeline.windows)
    yield from (lane.name for lane in timeline.lanes)


def _rows(timeline: SupplyTimeline, pen: Pen) -> Iterator[Row]:
    for one in timeline.windows:
        yield Row(name=one.name, height=20, draw=partial(_window, one, pen))
    if timeline.stays:
        yield Row(name="Stays", height=24, draw=partial(_stays, timeline.stays, pen))
    for lane in timeline.lanes:
        yield Row(name=lane.name, height=LANE, draw=partial(_lane, lane, pen))


def _window(one: Window, pen: Pen, y: float) -> Iterator[Markup]:
    return window(one.spans, y + 10, pen, one.name)


def _lane(lane: Lane, pen: Pen, y: float) -> Iterator[Markup]:
    return marks(lane, y + 9, pen)


def _stays(stays: Iterable[Span], pen: Pen, y: float) -> Iterator[Markup]:
    y += 5
    for span in filter(pen.sees, stays):
        says = f"stay: {words.span(span, dated=pen.axis.dated)}"
        yield pen.bar(span, y, BAR, class_="stay", says=says)
        yield pen.label(span, y + 11, f"{words.amount(span.days)} d", "in-bar")


def _lines(timeline: SupplyTimeline) -> Iterator[tuple[str, str]]:
    """The title, the results and the notes."""
    yield "name", timeline.title
    yield from (("result", words.result(one)) for one in timeline.results)
    yield from (("note", note) for note in timeline.notes)
    if not any(lane.supplies for lane in timeline.lanes):
        yield "note", words.NOTHING


def _edges(timeline: SupplyTimeline, axis: Axis) -> list[float]:
    """Where the windows begin and end whose days are the denominator."""
    spans = [span for one in timeline.windows if one.counts for span in one.spans]
    days = {day for span in spans for day in (span.first, span.until)}
    return [axis.x(day) for day in sorted(days) if axis.span.first <= day <= axis.span.until]


def _hatch(ident: str) -> Markup:
    lines = element("path", d="M0 7L7 0M-1 1L1 -1M6 8L8 6", class_="hatch")
    return element("pattern", lines, id=ident, width=7, height=7, patternUnits="userSpaceOnUse")


def _legend(timeline: SupplyTimeline, pen: Pen) -> Iterator[Entry]:
    supplies = [supply for lane in timeline.lanes for supply in lane.supplies]
    if any(one.counted for one in supplies):
        yield box("supply"), "supply, on the days it is used"
    if any(one.shifted for one in supplies):
        yield line(f"M1 0v-6H{SWATCH - 1}v4", "later"), "filled, and used from a later day"
    if not all(one.counted for one in supplies):
        yield box("uncounted"), "supply that is not counted"
    if any(lane.held for lane in timeline.lanes):
        yield box("held"), "days with supply that the measure counts"
    if any(lane.gaps for lane in timeline.lanes):
        yield box("gap", pen.hatch), "no supply seen"
    if any(lane.between for lane in timeline.lanes):
        yield line(f"M0 -4H{SWATCH}", "between"), "none of this drug"
