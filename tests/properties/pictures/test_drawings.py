"""A drawing keeps its labels apart and on the paper, whatever the history."""

from __future__ import annotations

import pytest
from drawn_labels import SVG, outside, parsed, touching
from hypothesis import given
from supply_histories import NAMES, PATIENT, histories, windows

from carecoord.adapters.pictures import supply_timeline


@pytest.mark.parametrize("method", ["pdc", "cma2", "cma8"])
@given(frame=histories, window=windows)
def test_no_two_labels_touch_and_none_leaves_the_paper(method, frame, window):
    svg = supply_timeline(frame, PATIENT, method, **window).svg()

    assert touching(svg) == []
    assert outside(svg) == []


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
