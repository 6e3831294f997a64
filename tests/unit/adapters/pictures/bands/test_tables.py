"""Readmissions of a table are counted by band, and what is not counted is told."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.pictures import readmissions_by_band
from carecoord.errors import AuthoringError, InputError

SCORES = [0, 4, 5, 9, 10, 19, 12, None, 3]
READMITTED = [0, 1, 0, 0, 1, 1, 0, 1, None]
KINDS = {"polars": pl.DataFrame, "pandas": pd.DataFrame, "arrow": pa.table}


def frame(kind="polars", **more):
    return KINDS[kind]({"score": SCORES, "readmitted": READMITTED} | more)


def counts(picture):
    return [(band.name, band.readmitted, band.members) for band in picture.bands]


@pytest.mark.parametrize("kind", KINDS)
def test_a_score_is_in_the_band_that_it_reaches(kind):
    picture = readmissions_by_band(frame(kind), bands=(0, 5, 10))

    assert counts(picture) == [("0 to 4", 1, 2), ("5 to 9", 0, 2), ("10 and more", 2, 3)]


@pytest.mark.parametrize("kind", KINDS)
def test_rows_without_a_score_or_an_outcome_are_told(kind):
    picture = readmissions_by_band(frame(kind), bands=(0, 5, 10))

    assert picture.notes == (
        "1 row without a score is not counted.",
        "1 row without an outcome is not counted.",
    )
    assert picture.notes[0] in picture.words()


def test_rows_below_the_first_band_are_told():
    picture = readmissions_by_band(frame(), bands=(5, 10))

    assert "2 rows below the first band are not counted." in picture.notes


def test_bands_with_names_have_them_and_their_scores():
    picture = readmissions_by_band(frame(), bands={"low": 0, "five": 5, "high": 6})

    assert [b.name for b in picture.bands] == ["low (0 to 4)", "five (5)", "high (6 and more)"]


def test_bands_of_fractions_say_where_they_end():
    picture = readmissions_by_band(frame(), bands=(-1, 0.5))

    assert [band.name for band in picture.bands] == ["-1 to under 0.5", "0.5 and more"]


def test_a_column_of_bands_is_in_the_order_of_the_scores():
    names = ["low", "low", "some", "some", "high", "high", None, "high", "low"]
    picture = readmissions_by_band(frame(band=names))

    assert counts(picture) == [("low", 1, 2), ("some", 0, 2), ("high", 2, 2)]
    assert "1 row without a band is not counted." in picture.notes


def test_the_expected_risk_of_a_band_is_the_mean_of_those_that_have_one():
    risks = [2.0, 4.3, 5.1, 10.3, None, 43.0, 17.0, 1.0, 3.5]
    picture = readmissions_by_band(frame(expected_risk_percent=risks), bands=(0, 5, 10))
    low, _, high = picture.bands

    assert low.expected == pytest.approx((0.02 + 0.043) / 2)
    assert (high.expected, high.expected_of) == (pytest.approx(0.3), 2)
    assert "expected in the derivation 30.0 %, known of 2." in picture.words()[-1]


def test_without_expected_risks_none_is_shown():
    picture = readmissions_by_band(frame(), bands=(0, 5, 10))

    assert {None} == {band.expected for band in picture.bands}
    assert "expected in" not in picture.svg()


def test_a_band_of_nobody_has_no_share():
    picture = readmissions_by_band(frame(), bands=(0, 5, 10, 20), counted="discharges")
    last = picture.bands[-1]

    assert (last.members, last.share, last.interval) == (0, None, None)
    assert picture.words()[-1] == "20 and more: readmitted no discharges."


def test_a_table_of_nobody_has_a_picture_that_says_so():
    picture = readmissions_by_band(frame().head(0), bands=(0, 5))

    assert picture.words()[0] == "No row has a band and an outcome."
    assert "No row has a band and an outcome." in picture.svg()


@pytest.mark.parametrize("bands", [(), 5, (5, 5), (10, 5), ("low",), (0, float("nan")), {"a": "b"}])
def test_bands_without_meaning_are_refused(bands):
    with pytest.raises(AuthoringError):
        readmissions_by_band(frame(), bands=bands)


@pytest.mark.parametrize("risk", [-0.1, 100.1])
def test_risks_that_are_none_are_refused(risk):
    with pytest.raises(InputError, match="expected_risk_percent"):
        readmissions_by_band(frame(expected_risk_percent=[risk] * 9), bands=(0, 5))


@pytest.mark.parametrize("missing", ["score", "readmitted", "band"])
def test_a_column_that_is_missing_is_named(missing):
    table = frame(band=["a"] * 9).drop(missing)

    with pytest.raises(InputError, match=missing):
        readmissions_by_band(table)


@pytest.mark.parametrize("risks", [None, "risk"])
def test_a_column_of_risks_that_was_named_must_be_there(risks):
    table = frame(expected_risk_percent=[50.0] * 9)

    if risks is None:
        assert readmissions_by_band(table, bands=(0,)).bands[0].expected == 0.5
    else:
        with pytest.raises(InputError, match="risk"):
            readmissions_by_band(table, bands=(0,), expected_risk_percent=risks)
