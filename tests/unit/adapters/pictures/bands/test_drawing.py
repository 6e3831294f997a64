"""A picture of readmissions by band as SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from carecoord.adapters.pictures import Band, ReadmissionsByBand
from carecoord.adapters.pictures.bands.axis import Shares

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \" ' </svg>"
BANDS = [
    Band(name="0 to 4", members=100, readmitted=5, expected=0.032, expected_of=100),
    Band(name="5 to 9", members=3, readmitted=0, expected=0.075, expected_of=3),
    Band(name="10 and more", members=0, readmitted=0),
]


def of_class(svg, name):
    root = ET.fromstring(svg)  # noqa: S314  our own drawing
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def picture(**more):
    return ReadmissionsByBand(**({"bands": BANDS} | more))


def test_a_band_of_few_says_how_many_and_how_wide_the_interval_is():
    told = picture().words()

    assert "5 to 9: readmitted 0 of 3 patients: 0.0 % (0.0 % to 56.1 %);" in told[3]


def test_each_band_with_members_has_a_mark_and_one_without_has_none():
    svg = picture().svg()

    assert (
        len([one for one in of_class(svg, "observed") if one.find(f"{SVG}title") is not None]) == 2
    )
    assert (
        len([one for one in of_class(svg, "expected") if one.find(f"{SVG}title") is not None]) == 2
    )
    assert "no patients" in svg


def test_what_is_expected_is_called_so():
    assert "expected in the score&#x27;s derivation, not observed" in picture().svg()


def test_everything_is_told_to_those_who_do_not_see():
    root = ET.fromstring(picture(notes=["1 row without a score is not counted."]).svg())  # noqa: S314

    told = root.find(f"{SVG}desc").text
    assert told == " ".join(picture(notes=["1 row without a score is not counted."]).words())


def test_a_name_cannot_break_out():
    hostile = picture(title=HOSTILE, bands=[Band(name=HOSTILE, members=1, readmitted=1)])

    assert "<script>" not in hostile.html()
    assert ET.fromstring(hostile.svg()).find(f"{SVG}title").text == HOSTILE  # noqa: S314


def test_a_share_stands_where_it_is():
    axis = Shares.holding(0.19, 100, 300)

    assert (axis.x(0), axis.x(0.05), axis.x(0.2), axis.x(0.9)) == (100, 150, 300, 300)
    assert [tick.label for tick in axis.ticks()] == ["0 %", "5 %", "10 %", "15 %", "20 %"]


@pytest.mark.parametrize(
    ("most", "end"), [(0, 5), (0.05, 5), (0.051, 10), (0.8, 80), (0.81, 100), (1, 100)]
)
def test_the_axis_ends_at_a_round_share_that_holds_all(most, end):
    assert Shares.holding(most, 0, 1).hundredths == end


def test_a_notebook_shows_the_drawing_and_the_words():
    shown = picture()._repr_html_()

    assert picture()._repr_svg_() in shown
    assert "<li>10 and more: readmitted no patients.</li>" in shown
