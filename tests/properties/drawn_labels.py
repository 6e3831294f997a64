"""Where the labels of a drawing stand."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import attrs

from carecoord.adapters.pictures.lettering import width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"name": 14 * 1.1, "lane": 12, "result": 12, "note": 11}
DRAWN_AT = 11


@attrs.frozen
class Box:
    told: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other):
        beside = self.right <= other.left or other.right <= self.left
        apart = self.bottom <= other.top or other.bottom <= self.top
        return not beside and not apart


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def boxes(svg):
    """Where each text stands; the swatches of the legend are moved by their group."""
    found = []
    for group in parsed(svg).iter():
        moved = group.get("transform", "translate(0 0)").removeprefix("translate(")
        dx, dy = map(float, moved.rstrip(")").split())
        for text in group.findall(f"{SVG}text"):
            told = "".join(text.itertext()) if text.find(f"{SVG}title") is None else ""
            told = told or (text.find(f"{SVG}title").tail or "")
            size = SIZES.get(text.get("class"), DRAWN_AT)
            wide = width(told, size)
            x, y = float(text.get("x")) + dx, float(text.get("y")) + dy
            left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0)
            found.append(Box(told, left, left + wide, y - size * 0.8, y + size * 0.2))
    return found


def touching(svg):
    """The pairs of labels that touch."""
    return [(a, b) for a, b in combinations(boxes(svg), 2) if a.touches(b)]


def outside(svg):
    """The labels that are not on the paper, to a hundredth."""
    paper = parsed(svg)
    wide, high = float(paper.get("width")) + 0.01, float(paper.get("height"))
    return [b for b in boxes(svg) if min(b.left, b.top) < 0 or b.right > wide or b.bottom > high]
