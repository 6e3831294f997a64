"""What every drawing is made of: lines of text, panels of lanes over an axis, a legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Protocol

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.ground import NAME_SIZE, Ruled, as_of_line, grid, text_within
from carecoord.adapters.pictures.legend import Entry, legend
from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.style import style
from carecoord.model.collected import as_tuple

WIDTH, RIGHT, MARGIN = 1040, 16, 6
LEAST_LEFT, MOST_LEFT = 120, 320
LINE = 18
ROOM = WIDTH - 2 * MARGIN
BESIDE_DAYS = 0.015
"""How much room is left on each side of the days, as a part of them."""
LEAST_DAYS = 7
_UNDER_NAME = 8
_BETWEEN_PANELS = 6
_UNDER_NOTE = 6


@attrs.frozen(kw_only=True)
class Row:
    """A lane of the drawing: its name, and what draws its marks from a height down.

    The name stands at the foot, or ``named_at`` so far below the top of a lane that is high.
    """

    name: str
    height: float
    draw: Callable[[float], Iterator[Markup]]
    named_at: float | None = None


class Axis(Ruled, Protocol):
    """What lanes stand over: from ``left`` to ``right``."""

    @property
    def left(self) -> float:
        """Where it begins."""
        ...


@attrs.frozen(kw_only=True)
class Panel:
    """Lanes over one axis. ``edges`` are lines through them, ``note`` is said above."""

    axis: Axis
    rows: tuple[Row, ...] = attrs.field(converter=as_tuple)
    today: float | None = None
    edges: tuple[float, ...] = attrs.field(default=(), converter=as_tuple)
    note: str = ""

    def drawn(self, y: float) -> tuple[Markup, float]:
        """The panel from a height down, and where it ends."""
        pieces: list[Markup] = []
        if self.note:
            y += LINE
            pieces.append(text_within(self.note, MARGIN, y, ROOM, "note"))
            y += _UNDER_NOTE
        if self.today is not None:
            y += 14
        top = y + 18
        bottom = top + sum(row.height for row in self.rows)
        pieces += grid(self.axis, top, bottom)
        for at in self.edges:
            pieces.append(element("line", x1=at, x2=at, y1=top, y2=bottom, class_="edge"))
        if self.today is not None:
            pieces.append(as_of_line(self.axis, self.today, top, bottom))
        for row in self.rows:
            room = self.axis.left - 2 * MARGIN
            at = top + (row.height - _UNDER_NAME if row.named_at is None else row.named_at)
            pieces.append(text_within(row.name, MARGIN, at, room, "lane"))
            pieces += row.draw(top)
            top += row.height
        return joined(*pieces), bottom + 4


@attrs.frozen(kw_only=True)
class Sheet:
    """A drawing before it is laid out. ``lines`` are texts above it, with their kinds.

    ``ident`` begins the names of its parts within a page, which no other drawing there may have.
    """

    ident: str
    title: str
    summary: str
    lines: tuple[tuple[str, str], ...] = attrs.field(converter=as_tuple)
    panels: tuple[Panel, ...] = attrs.field(converter=as_tuple)
    legend: tuple[Entry, ...] = attrs.field(converter=as_tuple)
    defs: Markup | str = ""

    def svg(self, *, alone: bool) -> Markup:
        """The drawing; not ``alone``, it stands in a page that holds the style sheet."""
        head, y = self._head()
        body: list[Markup] = []
        for place, panel in enumerate(self.panels):
            drawn, y = panel.drawn(y + (_BETWEEN_PANELS if place else 0))
            body.append(drawn)
        foot, y = legend(self.legend, y, WIDTH - RIGHT)
        ident = self.ident
        return element(
            "svg",
            element("title", self.title, id=f"{ident}-title"),
            element("desc", self.summary, id=f"{ident}-desc"),
            element("style", Markup(style())) if alone else "",
            element("defs", self.defs) if self.defs else "",
            element("rect", width=WIDTH, height=y, class_="paper"),
            head,
            *body,
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

    def _head(self) -> tuple[Markup, float]:
        """The lines of text, and where they end."""
        pieces = [
            text_within(
                told, MARGIN, 18 + LINE * place, ROOM / (1.2 if kind == "name" else 1), kind
            )
            for place, (kind, told) in enumerate(self.lines)
        ]
        return joined(*pieces), 10 + LINE * len(self.lines)


def named(prefix: str, content: object, left: float) -> str:
    """What a drawing is called within a page, by everything that makes it differ from others."""
    return f"{prefix}-{sha256(repr((content, left)).encode()).hexdigest()[:10]}"


def room_for(names: Iterable[str]) -> float:
    """How much room the names of lanes take."""
    widest = max((width(name, NAME_SIZE) for name in names), default=0)
    return min(max(widest + 2 * MARGIN + 4, LEAST_LEFT), MOST_LEFT)


def with_room(days: Span) -> Span:
    """Some days with a little room around them, a week at least."""
    room = max(days.days * BESIDE_DAYS, (LEAST_DAYS - days.days) / 2, 0.5)
    return Span(days.first - room, days.until + room)
