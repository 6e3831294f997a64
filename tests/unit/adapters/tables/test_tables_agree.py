"""Tables that are looked at together: what is named or dated in two ways is refused."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from carecoord.adapters.tables import (
    adherence,
    adherence_by_group,
    adherence_in_windows,
    adherence_per_episode,
    cover_stays,
    event_durations,
    pdc_pqa,
    polypharmacy,
    pruned,
    room,
    time_to_initiation,
)
from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure
from carecoord.errors import AuthoringError, InputError

JANUARY = date(2025, 1, 1)
FILLS = pl.DataFrame(
    {
        "patient": ["7", "7"],
        "filled_on": [JANUARY, date(2025, 6, 1)],
        "days_supply": [30, 30],
        "drug": ["a", "b"],
    }
)
DISPENSED = pl.DataFrame(
    {"patient": ["7"], "drug": ["a"], "dispensed_on": [JANUARY], "amount": [30]}
)
PRESCRIBED = pl.DataFrame(
    {"patient": ["7"], "drug": ["a"], "prescribed_on": [JANUARY], "daily_dose": [1]}
)
STAYS = pl.DataFrame(
    {"patient": ["7"], "admitted_on": [JANUARY], "discharged_on": [date(2025, 1, 4)]}
)
EVENTS = pl.DataFrame(
    {"patient": ["7"], "drug": ["a"], "starts_on": [date(2025, 1, 4)], "days": [10]}
)
NUMBER = pl.lit(7).alias("patient")
NEAR = {"by": "drug", "days_before": 1, "days_after": 1}


@pytest.mark.parametrize(
    "run",
    [
        lambda: pdc_pqa(FILLS, {"a": "a"}, 2025, stays=STAYS.with_columns(NUMBER)),
        lambda: pdc_pqa(
            FILLS,
            {"a": "a"},
            2025,
            members=STAYS.with_columns(NUMBER),
            birth_date="admitted_on",
        ),
        lambda: event_durations(DISPENSED, PRESCRIBED.with_columns(NUMBER)),
        lambda: event_durations(DISPENSED, PRESCRIBED, STAYS.with_columns(NUMBER)),
        lambda: time_to_initiation(PRESCRIBED, DISPENSED.with_columns(NUMBER)),
        lambda: cover_stays(EVENTS, STAYS.with_columns(NUMBER), **NEAR),
        lambda: adherence_per_episode(
            FILLS, episodes=EVENTS.rename({"starts_on": "start"}).with_columns(NUMBER)
        ),
    ],
)
def test_a_patient_is_a_text_or_a_number_in_all_tables(run):
    with pytest.raises(InputError, match=r"texts in one and numbers|numbers in one and texts"):
        run()


@pytest.mark.parametrize("name", ["birth_date", "died_on", "disenrolled_on"])
def test_members_without_dates_are_refused(name):
    members = pl.DataFrame({"patient": ["7"], "birth_date": [JANUARY], "died_on": [None]})

    with pytest.raises(InputError, match=f"'{name}'.*whole numbers"):
        pdc_pqa(FILLS, {"a": "a"}, 2025, members=members.with_columns(pl.lit(1950).alias(name)))


@pytest.mark.parametrize(("flag", "told"), [(2, "neither yes or no"), (True, "hospice care")])
def test_a_flag_is_yes_or_no(flag, told):
    members = pl.DataFrame({"patient": ["7"], "birth_date": [date(1950, 1, 1)], "hospice": [flag]})

    reason = pdc_pqa(FILLS, {"a": "a", "b": "a"}, 2025, members=members)["reason"].item()
    assert told in reason


@pytest.mark.parametrize("year", ["2025", 2025.0, 10_000, 0, FILLS])
def test_a_year_is_a_number_of_a_calendar(year):
    with pytest.raises(AuthoringError, match="no calendar year"):
        pdc_pqa(FILLS, "statins", year)


@pytest.mark.parametrize(
    "measure", [None, 5, ["a"], {"a": None}, {"a": [1]}, DrugMeasure(drugs={}, exclusions="a")]
)
def test_a_measure_of_something_else(measure):
    with pytest.raises(AuthoringError):
        pdc_pqa(FILLS, measure, 2025)


@pytest.mark.parametrize("share", ["x", None, float("nan"), float("inf"), "1/0"])
def test_a_threshold_is_a_share(share):
    with pytest.raises(AuthoringError, match="above 0 and up to 1"):
        DrugMeasure(drugs={}, threshold=share)


@pytest.mark.parametrize("days", ["inf", "for ever", "-3"])
def test_prescribed_days_that_are_no_number_of_days(days):
    written = PRESCRIBED.with_columns(pl.lit(days).alias("prescribed_days"))

    found = event_durations(DISPENSED, written).events
    assert found["reason"].item() == "1 prescriptions with days that are not above 0"


def test_an_end_beyond_all_dates_is_left_open():
    written = PRESCRIBED.with_columns(pl.lit(10**18).alias("prescribed_days"))

    assert event_durations(DISPENSED, written).events["episode_end"].to_list() == [None]


@pytest.mark.parametrize("frame", [None, FILLS, "x"])
def test_only_durations_are_pruned(frame):
    with pytest.raises(AuthoringError, match="what event_durations gives"):
        pruned(frame, new_supply_within=1, no_supply_within=1)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (pl.Series(["2025-01-04"]), ["2025-01-04", "2025-01-01"]),
        (pl.Series(["2025-01-04"], dtype=pl.Categorical), [date(2025, 1, 4), JANUARY]),
        (pl.Series(["x"]), ["x"]),
        (pl.Series([None]), [None]),
    ],
)
def test_stays_are_written_as_the_starts_are(starts, expected):
    found = cover_stays(EVENTS.with_columns(starts_on=starts), STAYS, **NEAR)

    assert found["starts_on"].to_list() == expected


def test_days_of_supply_that_are_no_numbers_are_empty():
    events = pl.concat([EVENTS, EVENTS]).with_columns(days=pl.Series(["10", "x"]))

    assert cover_stays(events, STAYS, **NEAR)["days"].to_list() == [10.0, None, 3.0]


@pytest.mark.parametrize("name", ["days_before", "days_after"])
def test_nearness_is_a_number_of_days(name):
    with pytest.raises(AuthoringError, match=f"{name}='7d'"):
        cover_stays(EVENTS, STAYS, **{**NEAR, name: "7d"})


@pytest.mark.parametrize(
    "written",
    [pl.Series([1]), "9" * 400 + "d", "99999999999d", float("nan"), timedelta.max, "٣d", b"30d"],
)
def test_a_span_that_is_none(written):
    with pytest.raises(AuthoringError):
        adherence(FILLS, follow_up=written)


def test_a_span_of_numpy_is_days():
    assert adherence(FILLS, observation=np.int64(60))["denominator"].to_list() == [60.0]


@pytest.mark.parametrize("amount", [float("inf"), 1e300])
def test_a_window_that_never_ends_has_a_reason(amount):
    fills = FILLS.with_columns(pl.lit(amount).alias("length"))

    reason = adherence(fills, observation="column:length")["reason"].item()
    assert reason.startswith("no length of follow-up or of the observation window")


def test_a_window_by_dates_of_fills_by_numbers_is_refused():
    fills = FILLS.with_columns(on=pl.col("filled_on"), filled_on=pl.Series([1, 2]))

    with pytest.raises(InputError, match=r"'on' \(a window\): dates"):
        adherence(fills, follow_up_start="column:on")


def test_months_from_the_last_day_of_all():
    fills = FILLS.with_columns(filled_on=pl.lit(date(9999, 12, 31)))

    reasons = adherence(fills, follow_up="3mo", observation="1mo")["reason"].to_list()
    assert reasons == ["the observation window has no day"]


@pytest.mark.parametrize("groups", [["drug"], 5, None, {1: "drug == 'a'"}, {None: "x"}])
def test_groups_are_a_column_or_have_texts_for_names(groups):
    with pytest.raises(AuthoringError, match="the groups"):
        adherence_by_group(FILLS, groups=groups)


@pytest.mark.parametrize("call", [lambda values: 1 / 0, lambda values: "x", lambda: 1])
def test_an_aggregation_that_fails_is_named(call):
    with pytest.raises(AuthoringError, match=r"fails for \d numbers"):
        polypharmacy(FILLS, groups="drug", aggregation=call)


@pytest.mark.parametrize("threshold", ["0.8", float("inf"), [0.8]])
def test_the_threshold_of_groups_is_a_number(threshold):
    with pytest.raises(AuthoringError, match="the threshold"):
        polypharmacy(FILLS, groups="drug", threshold=threshold)


@pytest.mark.parametrize("steps", ["3", 0, 1.5])
def test_steps_are_a_whole_number(steps):
    with pytest.raises(AuthoringError, match="windows that slide"):
        adherence_in_windows(FILLS, steps=steps)


def test_what_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(room, "MOST", 3)
    others = FILLS.with_columns(patient=pl.lit("8"))

    for run in (
        lambda: adherence_in_windows(FILLS, step="1d"),
        lambda: adherence_by_group(pl.concat([FILLS, others]), groups="drug"),
        lambda: polypharmacy(FILLS, groups="drug"),
    ):
        with pytest.raises(InputError, match="rows or cells, more than 3"):
            run()
