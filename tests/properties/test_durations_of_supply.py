"""What is true of durations of supply for all courses of prescriptions and stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carecoord.rules.adherence.durations.course import Course, Ways
from carecoord.rules.adherence.durations.event_durations import supplies
from carecoord.rules.adherence.durations.prescription_episodes import Visits, episodes
from carecoord.rules.adherence.durations.records import Dispensed, Prescribed, Stay

DAYS = st.integers(0, 120)
PRESCRIBED = st.builds(
    Prescribed,
    day=DAYS,
    visit=st.integers(0, 6),
    daily_dose=st.sampled_from([1.0, 2.0, 3.5]),
    days=st.sampled_from([None, 10, 30]),
)
DISPENSED = st.builds(Dispensed, st.integers(-10, 150), st.sampled_from([5.0, 10.0, 60.5]))


def stays(*ways):
    return st.builds(
        lambda day, length, way: Stay(day, day + length, way),
        DAYS,
        st.integers(0, 30),
        st.sampled_from(ways),
    )


@st.composite
def courses(draw, *ways):
    written = draw(st.lists(PRESCRIBED, min_size=1, max_size=5))
    found = episodes(written, Visits.of(written), renewed=draw(st.booleans()))
    how = Ways(
        split=draw(st.booleans()),
        interruption=draw(st.sampled_from(ways)),
        carry_over=draw(st.booleans()),
    )
    return Course.of(found, draw(st.lists(stays(*ways), max_size=3)), how)


def amount(pieces):
    return sum((piece.days or 0) * (piece.daily_dose or 0) for piece in pieces)


@given(
    course=courses("continue", "discard", "carryover"),
    dispensed=st.lists(DISPENSED, min_size=1, max_size=4),
)
def test_no_more_is_used_than_was_dispensed(course, dispensed):
    found = supplies(dispensed, course)

    for place, one in enumerate(dispensed):
        used = amount(piece for piece in found if piece.dispensed == place)
        assert used <= one.amount + 1e-9


@given(
    course=courses("continue", "carryover"),
    dispensed=st.lists(DISPENSED, min_size=1, max_size=4),
)
def test_where_nothing_is_thrown_away_all_is_used(course, dispensed):
    found = supplies(dispensed, course)

    for place, one in enumerate(dispensed):
        pieces = [piece for piece in found if piece.dispensed == place]
        if all(piece.why is None for piece in pieces):
            assert abs(amount(pieces) - one.amount) < 1e-9


@given(
    course=courses("continue", "discard", "carryover"),
    dispensed=st.lists(DISPENSED, min_size=1, max_size=4),
    shift=st.integers(-400, 400),
)
def test_moving_every_day_moves_the_answer(course, dispensed, shift):
    moved = Course(
        [
            type(one)(
                one.start + shift, None if one.end is None else one.end + shift, one.daily_dose
            )
            for one in course.episodes
        ],
        [Stay(one.admitted + shift, one.discharged + shift, one.handling) for one in course.stays],
        course.ways,
    )
    later = [Dispensed(one.day + shift, one.amount) for one in dispensed]

    starts = [piece.start for piece in supplies(dispensed, course)]
    assert [piece.start for piece in supplies(later, moved)] == [
        None if start is None else pytest.approx(start + shift) for start in starts
    ]
