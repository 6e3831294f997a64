"""What lanes stand on: a grid of days, the day of the look, names beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.axis import TICK_SIZE, Tick
from carecoord.adapters.pictures.lettering import fitted, width

NAME_SIZE = 12


class Ruled(Protocol):
    """What can be told along the width of a drawing: places, and ticks with labels."""

    @property
    def right(self) -> float:
        """Where it ends."""
        ...

    def x(self, day: float, /) -> float:
        """Where a value stands."""
        ...

    def ticks(self) -> Sequence[Tick]:
        """The ticks for which there is room."""
        ...


def grid(axis: Ruled, top: float, bottom: float) -> Iterator[Markup]:
    """A line for each tick from above the first lane down, and its label above."""
    for tick in axis.ticks():
        at = axis.x(tick.day)
        yield element("line", x1=at, x2=at, y1=top - 4, y2=bottom, class_="grid")
        yield element("text", tick.label, x=at + 3, y=top - 7, class_="tick")


def as_of_line(axis: Ruled, day: float, top: float, bottom: float) -> Markup:
    """The day of the look, through the lanes, and named above the labels of days."""
    at, half = axis.x(day), width("as of", TICK_SIZE) / 2
    x = round(min(at, axis.right - half), 2)
    return joined(
        element("line", x1=at, x2=at, y1=top - 4, y2=bottom, class_="today"),
        element("text", "as of", x=x, y=top - 21, text_anchor="middle", class_="today-label"),
    )


def text_within(told: str, x: float, y: float, room: float, kind: str) -> Markup:
    """Text that stays within some room; the whole of it shows when pointed at."""
    short = fitted(told, NAME_SIZE, room)
    whole = element("title", told) if short != told else ""
    return element("text", whole, short, x=x, y=y, class_=kind)
