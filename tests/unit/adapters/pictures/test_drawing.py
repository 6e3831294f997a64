"""A picture as SVG and HTML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from carecoord.adapters.pictures import Lane, Result, Span, Supply, SupplyTimeline, Window
from carecoord.adapters.pictures.drawing import drawn
from carecoord.adapters.pictures.lettering import fitted, width
from carecoord.adapters.pictures.marks import MOST_ROWS, packed

SVG = "{http://www.w3.org/2000/svg}"
DAY = 739_000
HOSTILE = "<script>alert('x')</script> & \" ' </svg>"


def supply(filled, first, until, drug="a", **more):
    return Supply(
        drug=drug,
        filled=DAY + filled,
        days=until - first,
        used=Span(DAY + first, DAY + until),
        **more,
    )


def picture(**more):
    lanes = [
        Lane(
            name="a",
            supplies=[supply(0, 0, 30), supply(20, 30, 60), supply(100, 100, 130, counted=False)],
            gaps=[Span(DAY + 60, DAY + 100)],
        )
    ]
    given = {
        "lanes": lanes,
        "stays": [Span(DAY + 5, DAY + 8)],
        "windows": [Window(name="Observation window", spans=[Span(DAY, DAY + 100)], counts=True)],
        "results": [Result(name="PDC", numerator=60, denominator=100, value=0.6)],
        "shown": Span(DAY, DAY + 200),
    }
    return SupplyTimeline(**(given | more))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314  our own drawing


def of_class(svg, name):
    return [one for one in parsed(svg).iter() if name in (one.get("class") or "").split()]


def test_bars_stand_where_their_days_are():
    svg = drawn(picture(), left=240)
    bars = [
        (float(b.get("x")), float(b.get("width"))) for b in of_class(svg, "supply") if b.get("x")
    ]

    # 784 units for 200 days; a slit of one unit to the next bar.
    assert [(x, round(wide, 2)) for x, wide in bars] == [
        (240, 30 * 3.92 - 1),
        (240 + 30 * 3.92, 30 * 3.92 - 1),
    ]


def test_a_shifted_fill_is_marked_from_its_day_to_its_use():
    marks = [one.get("d") for one in of_class(drawn(picture(), left=240), "later")]

    assert any(mark.startswith(f"M{240 + 20 * 3.92} ") for mark in marks)
    assert any(f"H{240 + 30 * 3.92}" in mark for mark in marks)


def test_a_gap_is_hatched_and_says_its_days():
    svg = drawn(picture())
    (gap, _in_legend) = of_class(svg, "gap")

    assert gap.get("fill", "").startswith("url(#supply-")
    assert "40 days without supply: " in gap.find(f"{SVG}title").text
    assert "40 d" in [one.text for one in of_class(svg, "on-paper")]


def test_a_picture_names_itself_and_tells_the_same_in_words():
    root = parsed(picture().svg())
    named = [root.find(f"*[@id='{ident}']").text for ident in root.get("aria-labelledby").split()]

    assert root.get("role") == "img"
    assert named[0] == "Supply of medicines"
    assert "PDC = 0.600: 60 of 100 days. 3 fills from " in named[1]
    assert "; 1 gap." in named[1]


def test_the_legend_has_what_is_drawn_and_nothing_else():
    plain = picture(lanes=[Lane(name="a", supplies=[supply(0, 0, 30)])])

    assert "no supply seen" in picture().svg()
    assert "no supply seen" not in plain.svg()
    assert "filled, and used from a later day" not in plain.svg()
    assert "supply that is not counted" not in plain.svg()


def test_nothing_from_a_table_becomes_markup():
    lanes = [Lane(name=HOSTILE, supplies=[supply(0, 0, 30, HOSTILE)])]
    hostile = picture(
        title=HOSTILE,
        lanes=lanes,
        notes=[HOSTILE],
        windows=[Window(name=HOSTILE, spans=[Span(DAY, DAY + 9)])],
        results=[Result(name=HOSTILE, reason=HOSTILE)],
    )

    assert "<script" not in hostile.svg()
    assert "<script" not in hostile.html()
    assert parsed(hostile.svg()).find(f"{SVG}title").text == HOSTILE


def test_a_picture_alone_fetches_nothing_and_has_a_ground_of_its_own():
    svg = picture().svg()
    first = next(iter(parsed(svg).iter(f"{SVG}rect")))

    assert svg.count("http") == 1
    assert "@import" not in svg
    assert first.get("class") == "paper"
    assert parsed(svg).get("height") == first.get("height")


def test_two_pictures_in_a_page_do_not_share_names():
    one = parsed(picture().svg())
    two = parsed(picture(title="Other").svg())

    assert one.get("aria-labelledby") != two.get("aria-labelledby")


def test_a_notebook_shows_the_drawing_and_the_words():
    html = picture()._repr_html_()

    assert picture()._repr_svg_() in html
    assert "<li>a: 3 fills, 90 days of supply; used " in html


def test_a_long_name_is_shortened_and_shown_whole_when_pointed_at():
    name = "Acetaminophen 325 MG / Hydrocodone Bitartrate 7.5 MG Oral Tablet"
    svg = drawn(picture(lanes=[Lane(name=name, supplies=[supply(0, 0, 30)])]))
    (label,) = [one for one in of_class(svg, "lane") if one.find(f"{SVG}title") is not None]

    assert name == label.find(f"{SVG}title").text
    assert label.find(f"{SVG}title").tail.endswith("…")


def test_text_is_shortened_to_the_room_there_is():
    assert fitted("simvastatin", 12, 200) == "simvastatin"
    assert width(fitted("simvastatin" * 9, 12, 100), 12) <= 100
    assert fitted(" a\n\tb ", 12, 200) == "a b"


def test_bars_that_overlap_stand_in_rows_up_to_a_few():
    overlapping = [supply(n, n, n + 30) for n in range(6)]

    assert packed(overlapping) == [0, 1, 2, 3, 0, 1]
    assert MOST_ROWS == 4
    assert packed([supply(0, 0, 30), supply(30, 30, 60)]) == [0, 0]


def test_the_day_of_the_look_is_a_line():
    (line,) = of_class(drawn(picture(today=DAY + 50), left=240), "today")

    assert str(240 + 50 * 3.92) == line.get("x1")
    assert of_class(drawn(picture()), "today") == []


def test_what_lies_outside_the_days_shown_is_not_drawn():
    late = picture(shown=Span(DAY + 61, DAY + 90))

    assert [bar for bar in of_class(drawn(late), "supply") if bar.get("x")] == []


def test_a_window_has_ends_only_where_they_are_seen():
    def ends(**more):
        (line,) = of_class(drawn(picture(**more)), "window")
        return line.get("d").count("v8")

    assert ends() == 2
    assert ends(shown=Span(DAY, DAY + 99)) == 1
    assert ends(shown=Span(DAY + 1, DAY + 99)) == 0


def test_a_gap_that_is_too_narrow_for_hatching_is_plain_and_as_wide_as_it_is():
    lanes = [Lane(name="a", supplies=[supply(0, 0, 30)], gaps=[Span(DAY + 30, DAY + 31)])]
    svg = drawn(picture(lanes=lanes, shown=Span(DAY, DAY + 400)), left=240)
    (gap,) = of_class(svg, "narrow")

    assert float(gap.get("width")) == round(784 / 400, 2)


def test_days_between_are_dotted_and_days_held_are_bars():
    lanes = [
        Lane(name="a", supplies=[supply(0, 0, 30)], between=[Span(DAY + 30, DAY + 90)]),
        Lane(name="Any of them in hand", held=[Span(DAY, DAY + 30)]),
    ]
    svg = picture(lanes=lanes).svg()

    assert "60 days without this drug: " in svg
    assert "30 days with supply: " in svg
    assert "none of this drug" in svg
    assert "days with supply that the measure counts" in svg
