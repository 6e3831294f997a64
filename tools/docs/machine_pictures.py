"""A picture of a table of moves: a line per state, and an arrow per move from lines to lines.

Arrows stand side by side, so that they never cross another's name, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from machine_ranks import beginnings, groups

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.lettering import width
from carecoord.rules.moves.table import Machine, Move

SIZE = 13
ROW, BETWEEN_GROUPS, BOX = 34, 12, 26
COLUMN = 46
DOT, RING, HEAD = 4.5, 8.5, 9
MARGIN, LEGEND = 10, 34
SLANT = 0.7071
STYLE = """
svg { color-scheme: light dark; }
text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1b2430; }
.paper { fill: #fff; } .band { fill: #f3f6f9; } .rail { stroke: #c9d1da; }
.box { fill: #e3edf6; stroke: #1d4f7c; } .final { fill: #fff; stroke: #1d4f7c; }
.move { stroke: #1d4f7c; stroke-width: 1.8; fill: none; } .from, .to { fill: #1d4f7c; }
.lead { stroke: #c9d1da; stroke-dasharray: 2 3; } .begins { fill: #1b2430; }
.note { fill: #536071; font-size: 12px; }
@media (prefers-color-scheme: dark) {
  text, .begins { fill: #e8edf3; } .paper { fill: #12181f; } .band { fill: #1a222c; }
  .rail, .lead { stroke: #3a4654; } .box { fill: #1c2f42; stroke: #8fc4f5; }
  .final { fill: #12181f; stroke: #8fc4f5; } .move { stroke: #8fc4f5; }
  .from, .to { fill: #8fc4f5; } .note { fill: #a9b5c3; }
}
"""


@attrs.frozen(kw_only=True)
class Sheet:
    """Where everything stands: the height of each state's line, the edges of the paper."""

    machine: Machine[Any]
    top: float
    lines: dict[str, float]
    bands: tuple[tuple[float, float], ...]
    left: float
    right: float

    @property
    def bottom(self) -> float:
        """Below the last line."""
        return max(self.lines.values()) + ROW / 2

    def x(self, place: int) -> float:
        """Where the arrow of a move stands."""
        return self.left + COLUMN * (place + 0.75)


def sheet_of(machine: Machine[Any]) -> Sheet:
    """Lay out a machine."""
    longest = max(width(move.name, SIZE) for move in machine.moves)
    top = MARGIN + longest * SLANT + SIZE + 8
    lines: dict[str, float] = {}
    bands: list[tuple[float, float]] = []
    y = top
    for group in groups(machine):
        bands.append((y, ROW * len(group)))
        for state in group:
            lines[state] = y + ROW / 2
            y += ROW
        y += BETWEEN_GROUPS
    left = MARGIN * 3 + max(width(state, SIZE) for state in lines) + 24
    right = left + COLUMN * (len(machine.moves) + 0.25)
    return Sheet(machine=machine, top=top, lines=lines, bands=tuple(bands), left=left, right=right)


def machine_picture(machine: Machine[Any]) -> str:
    """A machine as SVG that needs nothing else."""
    sheet = sheet_of(machine)
    last = width(machine.moves[-1].name, SIZE) * SLANT
    wide = round(max(sheet.right, sheet.x(len(machine.moves) - 1) + last + SIZE, 620) + MARGIN)
    high = round(sheet.bottom + LEGEND + MARGIN)
    drawn = element(
        "svg",
        element("title", f"Moves of a value of the table {machine.name}"),
        element("style", Markup(STYLE)),
        element("rect", class_="paper", width=wide, height=high),
        *_states(sheet),
        *(one for place, move in enumerate(machine.moves) for one in _move(sheet, place, move)),
        *_legend(sheet),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
        role="img",
    )
    return drawn.replace("><", ">\n<") + "\n"


def _states(sheet: Sheet) -> Iterator[Markup]:
    for y, high in sheet.bands:
        yield element(
            "rect", class_="band", x=MARGIN, y=y, width=_n(sheet.right - MARGIN), height=high
        )
    for state, y in sheet.lines.items():
        yield element("line", class_="rail", x1=sheet.left, y1=y, x2=_n(sheet.right), y2=y)
        yield _box(sheet, state, y)
        yield element("text", state, x=MARGIN * 2 + 12, y=y + SIZE * 0.35, text_anchor="start")
        if state in beginnings(sheet.machine):
            yield _triangle("begins", MARGIN + 2, y, (8, 0))


def _box(sheet: Sheet, state: str, y: float) -> Markup:
    x, wide = MARGIN * 2, sheet.left - MARGIN * 2
    if state not in sheet.machine.terminal:
        return _rect("box", x, y - BOX / 2, wide, BOX)
    inner = _rect("final", x + 3, y - BOX / 2 + 3, wide - 6, BOX - 6)
    return joined(_rect("final", x, y - BOX / 2, wide, BOX), inner)


def _rect(kind: str, x: float, y: float, wide: float, high: float) -> Markup:
    return element(
        "rect", class_=kind, x=_n(x), y=_n(y), width=_n(wide), height=_n(high), rx=_n(high / 2)
    )


def _move(sheet: Sheet, place: int, move: Move[Any]) -> Iterator[Markup]:
    x = sheet.x(place)
    sources = sorted(sheet.lines[state] for state in move.before if state in sheet.lines)
    targets = sorted(sheet.lines[state] for state in move.after)
    ends = [*sources, *targets]
    y = sheet.top - 6
    yield element("text", move.name, x=_n(x), y=_n(y), transform=f"rotate(-45 {_n(x)} {_n(y)})")
    yield element("line", class_="lead", x1=_n(x), y1=_n(y + 3), x2=_n(x), y2=min(ends))
    yield element("line", class_="move", x1=_n(x), y1=min(ends), x2=_n(x), y2=max(ends))
    for source in sources:
        yield element("circle", class_="from", cx=_n(x), cy=source, r=DOT)
        if source in targets:
            yield element("circle", class_="move", cx=_n(x), cy=source, r=RING)
    for target in targets:
        if target not in sources:
            yield from _heads(x, target, sources)


def _heads(x: float, target: float, sources: list[float]) -> Iterator[Markup]:
    """Arrowheads that touch a line, from each side that something comes from."""
    if min(sources) < target:
        yield _triangle("to", x, target - HEAD, (0, HEAD))
    if max(sources) > target:
        yield _triangle("to", x, target + HEAD, (0, -HEAD))


def _triangle(kind: str, x: float, y: float, along: tuple[float, float]) -> Markup:
    """A triangle with its base at a point, and its tip along from there."""
    dx, dy = along
    half = 5.5
    corners = [
        (x - half * bool(dy), y - half * bool(dx)),
        (x + half * bool(dy), y + half * bool(dx)),
        (x + dx, y + dy),
    ]
    return element(
        "path", class_=kind, d="M" + "L".join(f"{_n(a)} {_n(b)}" for a, b in corners) + "Z"
    )


def _legend(sheet: Sheet) -> Iterator[Markup]:
    y = sheet.bottom + LEGEND - 10
    x = float(MARGIN)
    yield _triangle("begins", x + 2, y, (8, 0))
    yield _note("begins here", x + 16, y)
    x += 110
    yield _rect("final", x, y - 9, 34, 18)
    yield _rect("final", x + 3, y - 6, 28, 12)
    yield _note("final", x + 42, y)
    x += 100
    yield element("circle", class_="from", cx=x + 6, cy=y, r=DOT)
    yield _note("leads out of", x + 18, y)
    x += 118
    yield _triangle("to", x + 6, y - 5, (0, HEAD))
    yield _note("leads to", x + 18, y)
    x += 96
    yield element("circle", class_="from", cx=x + 8, cy=y, r=DOT)
    yield element("circle", class_="move", cx=x + 8, cy=y, r=RING)
    yield _note("both: it may stay", x + 22, y)


def _note(text: str, x: float, y: float) -> Markup:
    return element("text", text, class_="note", x=x, y=y + 4)


def _n(number: float) -> float:
    """A number without more digits than a screen has dots."""
    return round(number, 1)
