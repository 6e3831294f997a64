"""What stands on a lane of a drawing: bars of supply, gaps, spans that are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from carecoord.adapters.markup import Markup, element, joined
from carecoord.adapters.pictures import words
from carecoord.adapters.pictures.axis import Axis
from carecoord.adapters.pictures.lettering import width
from carecoord.adapters.pictures.spans import Span, in_rows
from carecoord.adapters.pictures.values import Lane, Supply

BAR = 14
LABEL_SIZE = 11
AROUND_LABEL = 8
MOST_ROWS = 4
"""Bars over one another on a lane; more of them lie on each other."""
IN_BAR, ON_PAPER = "in-bar", "on-paper"
"""Labels on the colour of a bar, and those that bring a ground of their own."""
_LEAST = 1.2
_LEAST_GAP = 0.5
_OUTLINED_FROM = 3
"""Gaps that are narrower have no outline, which would make them look wider than they are."""
_APART_FROM = 4
"""Bars that are wider leave a slit to the next."""


@attrs.frozen(kw_only=True)
class Pen:
    """What marks of a drawing share: the axis, and the fill of gaps."""

    axis: Axis
    hatch: str

    def sees(self, span: Span) -> bool:
        """Whether any of a span is within the axis."""
        whole = self.axis.span
        return span.until > whole.first and span.first < whole.until

    def bar(self, span: Span, y: float, height: float, **told: object) -> Markup:
        """A bar, with what it says when pointed at."""
        left, wide = self.across(span)
        rounded = 2 if wide > _APART_FROM else None
        says = told.pop("says", None)
        return element(
            "rect",
            element("title", says) if says else "",
            x=left, y=y, width=wide, height=height, rx=rounded, **told,
        )  # fmt: skip

    def across(self, span: Span) -> tuple[float, float]:
        """Where a bar begins, and how wide it is."""
        left, right = self.axis.x(span.first), self.axis.x(span.until)
        wide = right - left - (1 if right - left > _APART_FROM else 0)
        return left, round(max(_LEAST, wide), 2)

    def label(self, span: Span, y: float, told: str, kind: str) -> Markup:
        """Text in the middle of a bar when it has room there, else nothing."""
        left, wide = self.across(span)
        if width(told, LABEL_SIZE) + AROUND_LABEL > wide:
            return Markup("")
        middle = round(left + wide / 2, 2)
        text = element("text", told, x=middle, y=y, text_anchor="middle", class_=kind)
        if kind == IN_BAR:
            return text
        room = width(told, LABEL_SIZE)
        paper = element(
            "rect", x=round(middle - room / 2, 2), y=y - 9, width=round(room, 2), height=11, rx=2,
            class_="paper",
        )  # fmt: skip
        return joined(paper, text)


def marks(lane: Lane, y: float, pen: Pen) -> Iterator[Markup]:
    """Everything on a lane whose bars begin at a height."""
    rows = packed(lane.supplies)
    many = max(rows, default=0) + 1
    for supply, row in zip(lane.supplies, rows, strict=True):
        yield from _supply(supply, y + row * BAR / many, BAR / many, pen)
    for span in filter(pen.sees, lane.held):
        told = f"{words.days_of(span.days)} with supply: {words.span(span, dated=pen.axis.dated)}"
        yield pen.bar(span, y, BAR, class_="held", says=told)
        yield pen.label(span, y + 11, f"{words.amount(span.days)} d", IN_BAR)
    for span in filter(pen.sees, lane.between):
        yield from _between(span, y, pen)
    for span in filter(pen.sees, lane.gaps):
        yield from _gap(span, y, pen)


def _gap(span: Span, y: float, pen: Pen) -> Iterator[Markup]:
    told = f"{words.days_of(span.days)} without supply: {words.span(span, dated=pen.axis.dated)}"
    left, right = pen.axis.x(span.first), pen.axis.x(span.until)
    wide = right - left
    if wide < _OUTLINED_FROM:
        title, wide = element("title", told), round(max(wide, _LEAST_GAP), 2)
        yield element("rect", title, x=left, y=y, width=wide, height=BAR, class_="gap narrow")
        return
    yield pen.bar(span, y, BAR, class_="gap", fill=pen.hatch, says=told)
    yield pen.label(span, y + 11, f"{words.amount(span.days)} d", ON_PAPER)


def _between(span: Span, y: float, pen: Pen) -> Iterator[Markup]:
    told = f"{words.days_of(span.days)} without this drug: {words.span(span, dated=pen.axis.dated)}"
    left, right, middle = pen.axis.x(span.first), pen.axis.x(span.until), y + BAR / 2
    path = f"M{left} {middle}H{right}"
    yield element("path", element("title", told), d=path, class_="between")
    yield pen.label(span, y + 11, f"{words.amount(span.days)} d", ON_PAPER)


def packed(supplies: Sequence[Supply]) -> list[int]:
    """A row for each of some bars, so that few lie on each other."""
    return in_rows([supply.used for supply in supplies], MOST_ROWS)


def _supply(supply: Supply, y: float, height: float, pen: Pen) -> Iterator[Markup]:
    told = words.supply(supply, dated=pen.axis.dated)
    if supply.shifted and pen.sees(Span(supply.filled, supply.used.first)):
        yield _later(supply, y, pen, told)
    if supply.used.days <= 0 or not pen.sees(supply.used):
        return
    kind = "supply" if supply.counted else "uncounted"
    yield pen.bar(supply.used, y, height, class_=kind, says=told)
    if height == BAR:
        label = f"{words.amount(supply.days)} d"
        yield pen.label(supply.used, y + 11, label, IN_BAR if supply.counted else ON_PAPER)


def _later(supply: Supply, y: float, pen: Pen, told: str) -> Markup:
    """From the day of the fill, over the bars, to the day from which it is used."""
    filled, used = pen.axis.x(supply.filled), pen.axis.x(supply.used.first)
    path = f"M{filled} {y - 1}v-5H{max(used, filled + 1)}v3"
    return element("path", element("title", told), d=path, class_="later")


def window(spans: Iterable[Span], y: float, pen: Pen, name: str) -> Iterator[Markup]:
    """A window as a line with ends where they are seen, and how many days it has."""
    for span in filter(pen.sees, spans):
        left, right = pen.axis.x(span.first), pen.axis.x(span.until)
        told = f"{name}: {words.span(span, dated=pen.axis.dated)}, {words.days_of(span.days)}"
        path = f"M{left} {y}H{right}"
        for edge, at in ((span.first, left), (span.until, right)):
            if pen.axis.span.first <= edge <= pen.axis.span.until:
                path += f"M{at} {y - 4}v8"
        yield element("path", element("title", told), d=path, class_="window")
        yield pen.label(span, y + 4, words.days_of(span.days), ON_PAPER)
