"""What the marks of a drawing mean: those that it has."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.lettering import width

SWATCH, SIZE, BETWEEN, LINE = 22, 11, 20, 18
LEFT = 6

Entry = tuple[Markup, str]
"""A swatch, and what it means."""


def legend(entries: Iterable[Entry], y: float, right: float) -> tuple[Markup, float]:
    """The marks and their meaning from a height down, and where that ends."""
    pieces: list[Markup] = []
    x = float(LEFT)
    y += LINE - 4
    for swatch, means in entries:
        wide = SWATCH + 5 + width(means, SIZE)
        if x > LEFT and x + wide > right:
            x, y = LEFT, y + LINE
        text = element("text", means, x=SWATCH + 5, y=0, class_="note")
        pieces.append(element("g", swatch, text, transform=f"translate({x:g} {y:g})"))
        x = round(x + wide + BETWEEN, 2)
    return joined(*pieces), y + 8 if pieces else y - LINE + 8


def box(kind: str, fill: str | None = None) -> Markup:
    """A swatch of a bar."""
    return element("rect", y=-9, width=SWATCH, height=10, rx=2, class_=kind, fill=fill)


def line(path: str, kind: str) -> Markup:
    """A swatch of a line."""
    return element("path", d=path, class_=kind)
