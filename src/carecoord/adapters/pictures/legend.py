"""What the marks of a drawing mean: those that it has."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.marks import Pen
from carecoord.adapters.pictures.values import SupplyTimeline

SWATCH, SIZE, BETWEEN, LINE = 22, 11, 20, 18
LEFT = 6


def legend(timeline: SupplyTimeline, y: float, right: float, pen: Pen) -> tuple[Markup, float]:
    """The marks and their meaning from a height down, and where that ends."""
    pieces: list[Markup] = []
    x = float(LEFT)
    y += LINE - 4
    entries = list(_entries(timeline, pen))
    for swatch, means in entries:
        wide = SWATCH + 5 + width(means, SIZE)
        if x > LEFT and x + wide > right:
            x, y = LEFT, y + LINE
        text = element("text", means, x=SWATCH + 5, y=0, class_="note")
        pieces.append(element("g", swatch, text, transform=f"translate({x:g} {y:g})"))
        x = round(x + wide + BETWEEN, 2)
    return joined(*pieces), y + 8 if entries else y - LINE + 8


def _entries(timeline: SupplyTimeline, pen: Pen) -> Iterator[tuple[Markup, str]]:
    supplies = [supply for lane in timeline.lanes for supply in lane.supplies]
    if any(one.counted for one in supplies):
        yield _box("supply"), "supply, on the days it is used"
    if any(one.shifted for one in supplies):
        path = f"M1 0v-6H{SWATCH - 1}v4"
        yield element("path", d=path, class_="later"), "filled, and used from a later day"
    if not all(one.counted for one in supplies):
        yield _box("uncounted"), "supply that is not counted"
    if any(lane.held for lane in timeline.lanes):
        yield _box("held"), "days with supply that the measure counts"
    if any(lane.gaps for lane in timeline.lanes):
        yield _box("gap", pen.hatch), "no supply seen"

    if any(lane.between for lane in timeline.lanes):
        path = f"M0 -4H{SWATCH}"
        yield element("path", d=path, class_="between"), "none of this drug"


def _box(kind: str, fill: str | None = None) -> Markup:
    return element("rect", y=-9, width=SWATCH, height=10, rx=2, class_=kind, fill=fill)
