"""A picture of supply as SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures import words
from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.ground import NAME_SIZE, as_of_line, grid, text_within
from carecoord.adapters.pictures.legend import legend
from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.marks import BAR, Pen, marks, window
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.style import style
from carecoord.adapters.pictures.values import Lane, SupplyTimeline, Window

WIDTH, RIGHT, MARGIN = 1040, 16, 6
LEAST_LEFT, MOST_LEFT = 120, 320
LANE, LINE = 27, 18
_LEAST_DAYS = 7


@attrs.frozen(kw_only=True)
class Row:
    """A lane of the drawing: its name, and what draws its marks from a height down."""

    name: str
    height: float
    draw: Callable[[float, Pen], Iterator[Markup]]


def drawn(timeline: SupplyTimeline, *, left: float | None = None, alone: bool = True) -> Markup:
    """The drawing.

    ``left`` is the room for the names of lanes. Not ``alone``, it stands in a page that holds the
    style sheet.
    """
    rows = list(_rows(timeline))
    whole = _whole(timeline)
    if left is None:
        widest = max((width(row.name, NAME_SIZE) for row in rows), default=0)
        left = min(max(widest + 2 * MARGIN + 4, LEAST_LEFT), MOST_LEFT)
    axis = Axis(whole, left, WIDTH - RIGHT, timeline.dated)
    ident = "supply-" + sha256(repr((_content(timeline), left)).encode()).hexdigest()[:10]
    pen = Pen(axis=axis, hatch=f"url(#{ident}-gap)")
    head, y = _head(timeline)
    body, y = _body(rows, y, pen, timeline) if rows else (Markup(""), y)
    foot, y = legend(timeline, y, WIDTH - RIGHT, pen)
    return element(
        "svg",
        element("title", timeline.title, id=f"{ident}-title"),
        element("desc", words.summary(timeline), id=f"{ident}-desc"),
        element("style", Markup(style())) if alone else "",
        element("defs", _hatch(f"{ident}-gap")) if rows else "",
        element("rect", width=WIDTH, height=y, class_="paper"),
        head,
        body,
        foot,
        xmlns="http://www.w3.org/2000/svg" if alone else None,
        class_="carecoord",
        role="img",
        aria_labelledby=f"{ident}-title {ident}-desc",
        viewBox=f"0 0 {WIDTH} {y:g}",
        width=WIDTH,
        height=f"{y:g}",
        style="max-width:100%;height:auto" if alone else None,
    )


def _content(timeline: SupplyTimeline) -> object:
    """Everything that makes a drawing differ from another; names are left out of ``repr``."""
    return attrs.astuple(timeline)


def _whole(timeline: SupplyTimeline) -> Span:
    """What is drawn, with a little room around it."""
    if timeline.shown is not None:
        return timeline.shown
    whole = timeline.whole or Span(timeline.today or 1, (timeline.today or 1) + 1)
    if timeline.today is not None:
        whole = Span(min(whole.first, timeline.today), max(whole.until, timeline.today))
    room = max(whole.days * 0.015, (_LEAST_DAYS - whole.days) / 2, 0.5)
    return Span(whole.first - room, whole.until + room)


def _rows(timeline: SupplyTimeline) -> Iterator[Row]:
    for one in timeline.windows:
        yield Row(name=one.name, height=20, draw=partial(_window, one))
    if timeline.stays:
        yield Row(name="Stays", height=24, draw=partial(_stays, timeline.stays))
    for lane in timeline.lanes:
        yield Row(name=lane.name, height=LANE, draw=partial(_lane, lane))


def _window(one: Window, y: float, pen: Pen) -> Iterator[Markup]:
    return window(one.spans, y + 10, pen, one.name)


def _lane(lane: Lane, y: float, pen: Pen) -> Iterator[Markup]:
    return marks(lane, y + 9, pen)


def _stays(stays: Iterable[Span], y: float, pen: Pen) -> Iterator[Markup]:
    y += 5
    for span in filter(pen.sees, stays):
        says = f"stay: {words.span(span, dated=pen.axis.dated)}"
        yield pen.bar(span, y, BAR, class_="stay", says=says)
        yield pen.label(span, y + 11, f"{words.amount(span.days)} d", "in-bar")


def _head(timeline: SupplyTimeline) -> tuple[Markup, float]:
    """The title, the results and the notes, and where they end."""
    room = WIDTH - 2 * MARGIN
    lines = [("name", timeline.title)]
    lines += [("result", words.result(one)) for one in timeline.results]
    lines += [("note", note) for note in timeline.notes]
    if not any(lane.supplies for lane in timeline.lanes):
        lines.append(("note", words.NOTHING))
    pieces = [
        text_within(told, MARGIN, 18 + LINE * place, room / (1.2 if kind == "name" else 1), kind)
        for place, (kind, told) in enumerate(lines)
    ]
    return joined(*pieces), 10 + LINE * len(lines)


def _body(
    rows: Sequence[Row], y: float, pen: Pen, timeline: SupplyTimeline
) -> tuple[Markup, float]:
    axis, pieces = pen.axis, list[Markup]()
    today = timeline.today
    if today is not None:
        y += 14
    top = y + 18
    bottom = top + sum(row.height for row in rows)
    pieces += grid(axis, top, bottom)
    for at in _edges(timeline, axis):
        pieces.append(element("line", x1=at, x2=at, y1=top, y2=bottom, class_="edge"))
    if today is not None:
        pieces.append(as_of_line(axis, today, top, bottom))
    for row in rows:
        room = axis.left - 2 * MARGIN
        pieces.append(text_within(row.name, MARGIN, top + row.height - 8, room, "lane"))
        pieces += row.draw(top, pen)
        top += row.height
    return joined(*pieces), bottom + 4


def _edges(timeline: SupplyTimeline, axis: Axis) -> list[float]:
    """Where the windows begin and end whose days are the denominator."""
    spans = [span for one in timeline.windows if one.counts for span in one.spans]
    days = {day for span in spans for day in (span.first, span.until)}
    return [axis.x(day) for day in sorted(days) if axis.span.first <= day <= axis.span.until]


def _hatch(ident: str) -> Markup:
    line = element("path", d="M0 7L7 0M-1 1L1 -1M6 8L8 6", class_="hatch")
    return element("pattern", line, id=ident, width=7, height=7, patternUnits="userSpaceOnUse")
