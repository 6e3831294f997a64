"""A picture of stays as SVG."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from carecoord.adapters.pictures import Episode, Readmission, Span, Stay, StaysTimeline
from carecoord.adapters.pictures.stays.drawing import drawn
from carecoord.adapters.pictures.stays.marks import MOST_ROWS

SVG = "{http://www.w3.org/2000/svg}"
DAY = 739_000
HOSTILE = "<script>alert('x')</script> & \" ' </svg>"


def stay(first, last, kind="inpatient", **more):
    until = None if last is None else DAY + last
    return Stay(admitted=DAY + first, discharged=until, kind=kind, **more)


def followed(first, last, *, day=None, planned=False, **more):
    readmission = None
    if day is not None:
        readmission = Readmission(admitted=DAY + last + day, days=day, planned=planned)
    after = Span(DAY + last, DAY + last + 31)
    return Episode(stays=[stay(first, last, **more)], after=after, readmission=readmission)


def picture(*episodes, **more):
    given = {"shown": Span(DAY, DAY + 200)} | more
    return StaysTimeline(episodes=episodes, **given)


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def of_class(svg, name):
    """What is drawn with a class; swatches of the legend say nothing when pointed at."""
    return [
        one
        for one in parsed(svg).iter()
        if name in (one.get("class") or "").split()
        and (one.find(f"{SVG}title") is not None or one.tag in {f"{SVG}text", f"{SVG}line"})
    ]


def labels(svg):
    return [one.text for one in of_class(svg, "on-paper")]


def test_bars_and_windows_stand_where_their_days_are():
    svg = drawn(picture(followed(10, 19)), left=224)
    (bar,), (band,), (last,) = (of_class(svg, name) for name in ("stay", "after", "last"))

    # 4 units a day: the bar has the day of discharge, the window the 30 days after it.
    assert (bar.get("x"), bar.get("width")) == ("264.0", "39.0")
    assert (band.get("x"), band.get("width")) == ("304.0", "119.0")
    assert last.get("x1") == "424.0"


def test_the_last_day_of_a_window_is_named():
    assert labels(drawn(picture(followed(10, 19)), left=224)) == ["to 2024-06-12"]


def test_the_day_of_a_readmission_stands_beside_its_mark():
    svg = drawn(picture(followed(0, 4, day=12)), left=224)

    assert labels(svg) == ["day 12", "to 2024-05-28"]
    assert len(of_class(svg, "readmitted")) == 1


def test_the_day_stands_with_the_last_day_where_the_window_is_too_small():
    svg = picture(followed(0, 4, day=12), followed(380, 384), shown=None).svg()

    assert "to 2024-05-28 (day 12)" in labels(svg)


def test_the_day_stands_left_of_its_mark_where_there_is_no_room_at_the_right():
    svg = drawn(picture(followed(0, 4, day=29)), left=224)
    (label,) = [one for one in of_class(svg, "on-paper") if one.text == "day 29"]

    assert label.get("text-anchor") == "end"


@pytest.mark.parametrize(
    ("planned", "shape", "means"),
    [
        (False, "path", "unplanned readmission"),
        (True, "circle", "planned admission"),
        (None, "path", "readmission, not judged whether planned"),
    ],
)
def test_planned_and_unplanned_have_marks_of_other_shapes(planned, shape, means):
    svg = picture(followed(0, 4, day=12, planned=planned)).svg()
    (mark,) = of_class(svg, "planned" if planned else "readmitted")

    assert f"{SVG}{shape}" == mark.tag
    assert means in svg


def test_the_three_marks_differ_without_their_colours():
    def shape(planned):
        svg = drawn(picture(followed(0, 4, day=12, planned=planned)), left=224)
        (mark,) = of_class(svg, "planned" if planned else "readmitted")
        return mark.tag, (mark.get("d") or "").partition("l")[2]

    assert len({shape(planned) for planned in (True, False, None)}) == 3


def test_kinds_of_stays_have_lanes_of_their_own():
    svg = picture(
        followed(0, 4),
        Episode(stays=[stay(50, 51, "observation", reason="observation, no admission")]),
        Episode(stays=[stay(90, 99, "nonacute", reason="no acute hospital stay")]),
        Episode(stays=[stay(120, 121, "")]),
    ).svg()
    lanes = [one.text for one in of_class(svg, "lane")]

    assert lanes == ["Inpatient stays", "Stays", "Observation stays", "Non-acute stays"]


def test_a_transfer_ends_the_bar_where_the_next_begins_and_a_bracket_joins_them():
    moved = Episode(stays=[stay(10, 19), stay(19, 29)], after=Span(DAY + 29, DAY + 60))
    svg = drawn(picture(moved), left=224)
    one, two = of_class(svg, "stay")

    assert float(one.get("x")) + float(one.get("width")) + 1 == float(two.get("x"))
    assert [line.find(f"{SVG}title").text for line in of_class(svg, "joined")] == [
        "2 stays that are one episode"
    ]


def test_a_stay_within_another_hides_nothing_of_it():
    nested = Episode(stays=[stay(10, 29), stay(15, 17)], after=Span(DAY + 29, DAY + 60))
    bar, _ = of_class(drawn(picture(nested), left=224), "stay")

    assert bar.get("width") == "79.0"


def test_a_stay_that_lasts_has_a_point_and_goes_to_the_day_of_the_look():
    svg = drawn(picture(Episode(stays=[stay(10, None)]), today=DAY + 19), left=224)
    bar = of_class(svg, "stay")[0]

    assert (bar.get("x"), bar.get("width")) == ("264.0", "39.0")
    assert labels(svg) == ["not discharged"]


def test_why_there_is_no_window_stands_beside_and_is_told():
    one = picture(Episode(stays=[stay(0, 4, reason="left against advice")]))

    assert labels(one.svg()) == ["left against advice"]
    assert "no window after it: left against advice." in one.words()[-1]


def test_a_readmission_after_no_window_is_marked_without_its_day():
    back = Readmission(admitted=DAY + 16, days=12, planned=False)
    svg = picture(Episode(stays=[stay(0, 4, reason="no index stay")], readmission=back)).svg()

    assert len(of_class(svg, "readmitted")) == 1
    assert labels(svg) == ["no index stay"]


def test_everything_is_told_to_those_who_do_not_see():
    one = picture(*(followed(n * 40, n * 40 + 4, name=f"s{n}") for n in range(40)), notes=["A."])
    root = parsed(one.svg())
    told = root.find(f"{SVG}desc").text

    assert " ".join(one.words()) == told
    assert all(f"s{n}: " in told for n in range(40))
    assert root.get("aria-labelledby").split() == [
        root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id"),
    ]  # fmt: skip


def test_what_lies_far_apart_is_drawn_in_strips():
    svg = picture(followed(0, 4), followed(3000, 3004), shown=None).svg()

    assert [one.text for one in of_class(svg, "lane")] == ["Inpatient stays"] * 2
    assert "No stay " in svg


def test_too_many_at_once_lie_on_each_other_without_labels():
    crowd = [Episode(stays=[stay(n, 120 + n, reason="overlaps")]) for n in range(MOST_ROWS + 5)]
    svg = drawn(picture(*crowd), left=224)

    assert labels(svg) == []
    assert len(of_class(svg, "stay")) == MOST_ROWS + 5
    assert len({one.get("y") for one in of_class(svg, "stay")}) == MOST_ROWS


def test_a_name_cannot_break_out():
    hostile = StaysTimeline(title=HOSTILE, episodes=[followed(0, 4, name=HOSTILE)], notes=[HOSTILE])

    assert "<script>" not in hostile.html()
    assert parsed(hostile.svg()).find(f"{SVG}title").text == HOSTILE


def test_a_notebook_shows_the_drawing_and_the_words():
    one = picture(followed(0, 4))
    shown = one._repr_html_()

    assert one._repr_svg_() in shown
    assert "<li>Inpatient stay from 2024-04-24 to 2024-04-28, 4 nights; " in shown
