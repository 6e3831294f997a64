"""A picture as part of a page, with the same in words under it."""

from __future__ import annotations

from collections.abc import Iterable

from carecoord.adapters.markup import Markup, element


def figure(drawing: Markup, sentences: Iterable[str]) -> Markup:
    """The drawing, and folded the sentences."""
    told = (element("li", sentence) for sentence in sentences)
    return element(
        "figure",
        drawing,
        element("details", element("summary", "The picture in words"), element("ul", *told)),
        style="margin:0",
    )
