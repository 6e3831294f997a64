"""Readmissions by band: everybody is counted once, and the share lies in its interval."""

from __future__ import annotations

import polars as pl
from drawn_labels import outside, touching
from hypothesis import given
from hypothesis import strategies as st

from carecoord.adapters.pictures import readmissions_by_band
from carecoord.adapters.pictures.bands.wilson import Z, wilson

_rows = st.lists(
    st.tuples(
        st.none() | st.integers(-2, 19),
        st.none() | st.booleans(),
        st.none() | st.floats(0, 100, allow_nan=False),
    ),
    max_size=60,
)
_cuts = st.lists(st.integers(-2, 19), min_size=1, max_size=12, unique=True).map(sorted)


def frame(rows):
    return pl.DataFrame(
        rows,
        schema={"score": pl.Int64, "readmitted": pl.Boolean, "expected_risk_percent": pl.Float64},
        orient="row",
    )


@given(rows=_rows, cuts=_cuts)
def test_every_row_is_in_a_band_or_told(rows, cuts):
    picture = readmissions_by_band(frame(rows), bands=cuts)
    told = [int(note.split()[0]) for note in picture.notes]

    assert sum(band.members for band in picture.bands) + sum(told) == len(rows)


@given(rows=_rows, cuts=_cuts)
def test_no_two_labels_touch_and_none_leaves_the_paper(rows, cuts):
    svg = readmissions_by_band(frame(rows), bands=cuts).svg()

    assert touching(svg) == []
    assert outside(svg) == []


@given(of=st.integers(1, 100_000), part=st.floats(0, 1))
def test_the_ends_are_where_the_test_of_a_share_turns(of, part):
    """An end is a share from which the observed one is exactly Z standard errors away."""
    found = round(of * part)
    low, high = wilson(found, of)

    assert 0 <= low <= found / of <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            error = (end * (1 - end) / of) ** 0.5
            assert abs(abs(found / of - end) / error - Z) < 1e-6
