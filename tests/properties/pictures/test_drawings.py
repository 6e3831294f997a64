"""A drawing keeps its labels apart and on the paper, whatever the history."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

import attrs
import pytest
from hypothesis import given
from supply_histories import NAMES, PATIENT, histories, windows

from carecoord.adapters.pictures import supply_timeline
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
            left = x - wide / 2 if text.get("text-anchor") == "middle" else x
            found.append(Box(told, left, left + wide, y - size * 0.8, y + size * 0.2))
    return found


@pytest.mark.parametrize("method", ["pdc", "cma2", "cma8"])
@given(frame=histories, window=windows)
def test_no_two_labels_touch_and_none_leaves_the_paper(method, frame, window):
    svg = supply_timeline(frame, PATIENT, method, **window).svg()
    paper = parsed(svg)
    found = boxes(svg)

    assert [(a, b) for a, b in combinations(found, 2) if a.touches(b)] == []
    wide, high = float(paper.get("width")), float(paper.get("height"))
    assert [b for b in found if min(b.left, b.top) < 0 or b.right > wide or b.bottom > high] == []


@given(frame=histories, window=windows)
def test_nothing_is_drawn_left_of_the_days_or_off_the_paper(frame, window):
    paper = parsed(supply_timeline(frame, PATIENT, **window).svg())
    wide = float(paper.get("width"))
    bars = [
        one for one in paper.iter(f"{SVG}rect") if one.get("class") in {"supply", "held", "gap"}
    ]

    assert all(float(one.get("width")) > 0 for one in bars)
    assert all(float(one.get("x", 0)) + float(one.get("width")) <= wide for one in bars)


@given(frame=histories, window=windows)
def test_the_same_table_makes_the_same_drawing(frame, window):
    one = supply_timeline(frame, PATIENT, **window)
    two = supply_timeline(frame, PATIENT, **window)

    assert one.svg() == two.svg()


@given(frame=histories)
def test_what_a_name_holds_is_shown_and_never_obeyed(frame):
    svg = supply_timeline(frame, PATIENT).svg()
    hostile = NAMES[3]

    assert "<b>" not in svg
    assert not {"\x1b", "\u202e"} & set(svg)
    if hostile in frame["drug"].to_list():
        assert "&lt;b&gt;&amp;&#x27;&quot;&lt;/b&gt; \N{REPLACEMENT CHARACTER}[2J" in svg
