"""A picture of supply as part of a page, with the same in words under it."""

from __future__ import annotations

from carecoord.adapters.markup import Markup, element
from carecoord.adapters.pictures.drawing import drawn
from carecoord.adapters.pictures.values import SupplyTimeline


def figure(timeline: SupplyTimeline) -> Markup:
    """The drawing, and folded the sentences."""
    told = (element("li", sentence) for sentence in timeline.words())
    return element(
        "figure",
        drawn(timeline),
        element("details", element("summary", "The picture in words"), element("ul", *told)),
        style="margin:0",
    )
