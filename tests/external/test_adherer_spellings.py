"""The manifest of AdhereR's results may be spelled in several ways; none of them passes unseen."""

import json
import math
from datetime import date

import adherer_manifest
import pytest
from adherer_manifest import keywords, plain, span
from adherer_results import day, number, of_measure, same, stopped, who, whole

from carecoord.adapters.tables.spans import Column, Length, Unit

NAMED = {
    "ID.colname": "who",
    "medication.class.colname": None,
    "event.daily.dose.colname": "dose",
    "carry.only.for.same.medication": "TRUE",
    "consider.dosage.change": "T",
}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("730", 730),
        ("-1.5", -1.5),
        ("1e2", 100.0),
        ("TRUE", True),
        ("F", False),
        ("NA", None),
        (["CATEGORY"], "CATEGORY"),
        ([1, 2], [1, 2]),
        ("OW_START", "OW_START"),
        (None, None),
    ],
)
def test_values_of_r_are_read_however_they_are_written(written, read):
    assert plain(written) == read
    assert type(plain(written)) is type(read)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (3, Length(3, Unit.MONTHS)),
        ("2033-06-01", date(2033, 6, 1)),
        ("06/01/2033", date(2033, 6, 1)),
        ("START", Column("START", Unit.MONTHS)),
    ],
)
def test_a_window_is_a_number_a_date_or_a_column(value, read):
    assert span(value, "months", "%m/%d/%Y") == read


def test_what_is_not_said_is_left_to_the_defaults():
    windows = {"followup.window.start": None, "observation.window.duration": "60"}

    found = keywords({"windows": windows, "settings": {"maximum.permissible.gap.unit": None}})

    assert Length(60) == found["observation"]
    assert not {"follow_up_start", "follow_up", "permissible_gap"} & found.keys()


def test_without_its_column_a_flag_means_nothing():
    found = keywords(NAMED)

    assert (found["patient"], found["drug"], found["daily_dose"]) == ("who", None, "dose")
    assert (found["carry_same_drug_only"], found["dose_change"]) == (False, True)


def test_a_parameter_that_is_not_known_fails_by_its_name():
    with pytest.raises(AssertionError, match=r"carry\.sideways"):
        keywords({"carry.sideways": True})


@pytest.mark.parametrize(
    ("messages", "all_of_it", "cma7", "cma8"),
    [
        ([], False, False, False),
        ({}, False, False, False),
        (None, False, False, False),
        (["RETURNED NULL"], True, True, True),
        ("RETURNED NULL", True, True, True),
        ({"CMA8": ["ERROR: missing value", "RETURNED NULL"]}, True, False, True),
    ],
)
def test_messages_are_about_all_measures_or_one(messages, all_of_it, cma7, cma8):
    entry = {"messages": messages}

    assert (all_of_it, cma7, cma8) == tuple(stopped(entry, one) for one in (None, "cma7", "cma8"))


@pytest.fixture
def results_of(tmp_path, monkeypatch):
    """Makes an entry whose result file has rows of some measures."""
    monkeypatch.setenv("CARECOORD_DATA", str(tmp_path))
    folder = adherer_manifest.folder() / "results"
    folder.mkdir(parents=True)

    def made(*measures, **said):
        lines = ["PATIENT_ID,cma,value", *(f"1,{one},0.5" for one in measures)]
        (folder / "A_cma.csv").write_text("\n".join(lines), "utf-8")
        return json.loads(json.dumps({"id": "A", "files": ["A_cma.csv"], **said}))

    return made


def test_a_measure_without_rows_is_seen(results_of):
    assert len(of_measure(results_of("CMA1", "CMA2"), "_cma.csv", "cma2")) == 1
    assert (
        of_measure(results_of("CMA1", messages={"CMA8": "RETURNED NULL"}), "_cma.csv", "cma8") == []
    )
    with pytest.raises(pytest.skip.Exception):
        of_measure(results_of("CMA1"), "_cma.csv", "cma8")
    with pytest.raises(AssertionError, match="no message"):
        of_measure(results_of("CMA1", **{"CMA.to.apply": "CMA8"}), "_cma.csv", "cma8")
    with pytest.raises(AssertionError, match="no results"):
        of_measure(results_of(), "_cma.csv", "cma8")


def test_cells_of_r_are_numbers_days_and_names():
    assert [None, None, math.inf, -math.inf, 0.5] == [
        number(cell) for cell in ("NA", "NaN", "Inf", "-Inf", "0.5")
    ]
    assert day("day:0.5") == date(1970, 1, 1).toordinal() + 0.5
    assert day("01/02/1970", "%m/%d/%Y") == date(1970, 1, 2).toordinal()
    assert [who(cell) for cell in ("007", 7, 7.0, "P7")] == ["7", "7", "7", "P7"]


@pytest.mark.parametrize(
    ("ours", "theirs", "agree"),
    [
        (0.5, 0.5 + 9e-10, True),
        (0.5, 0.5 + 2e-9, False),
        (31621975.0, 31621975.000000004, True),  # the next number there is
        (31621975.0, 31621975.0000001, False),
        (1.0, math.inf, False),
        (math.inf, math.inf, True),
        (None, None, True),
        (None, 0.0, False),
    ],
)
def test_numbers_agree_as_far_as_there_are_any(ours, theirs, agree):
    assert same(ours, theirs) is agree


@pytest.mark.parametrize(
    ("ours", "theirs", "days"),
    [(4.5, 4, 4), (5.0, 4, 5), (5.0000000001, 4, 4), (4.9999999999, 5, 5), (4.5, 5, 4)],
)
def test_whole_days_differ_only_where_the_last_bits_decide(ours, theirs, days):
    assert whole(ours, theirs) == days
