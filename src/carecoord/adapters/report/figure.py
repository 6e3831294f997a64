"""A drawing in the report: wide ones scroll, and words say the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from carecoord.adapters.markup import Markup, element
from carecoord.adapters.pictures.spans import Span

LEFT = 320
"""Room for the names of lanes: the same in all drawings, so that days stand under one another."""


def figure(
    drawing: Markup | str, name: str, note: str, summary: str, told: Iterable[str]
) -> Markup:
    """A drawing if there is one, a note under it, and folded the same in words."""
    return element(
        "figure",
        element("div", drawing, class_="scroll", tabindex="0", role="region", aria_label=name)
        if drawing
        else "",
        element("figcaption", note),
        element(
            "details",
            element("summary", summary),
            element("ul", *(element("li", sentence) for sentence in told)),
        ),
        class_="timeline",
    )


def span_of(first: date, last: date) -> Span:
    """Two days and all between them."""
    return Span(first.toordinal(), last.toordinal() + 1)
