"""The stays of a patient of a table, with what `readmissions` found of each."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.pictures import stays_timeline
from carecoord.errors import AuthoringError, InputError

FIRST = date(2025, 1, 1)
START = FIRST.toordinal()
STAYS = ["patient", "stay", "admitted_on", "discharged_on", "kind"]
FOUND = [
    *("patient", "stay", "episode", "index", "why_not", "planned", "readmitted"),
    *("unplanned_readmission", "readmission_stay", "days"),
]
MOVED = "transferred to another hospital on the same or the next day"


def stays(*rows, kind="inpatient"):
    return pl.DataFrame(
        [
            ("p", name, FIRST + timedelta(first), None if last is None else FIRST + timedelta(last))
            for name, first, last in rows
        ],
        schema=dict(zip(STAYS, (pl.String, pl.String, pl.Date, pl.Date), strict=False)),
        orient="row",
    ).with_columns(kind=pl.lit(kind))


def found(*rows):
    """Results: stay, episode, index, why not, planned, readmitted, unplanned, which, days."""
    kinds = (*[pl.String] * 2, pl.Int64, pl.Boolean, pl.String, pl.Boolean)
    schema = dict(zip(FOUND, (*kinds, pl.Int64, pl.Int64, pl.String, pl.Int64), strict=True))
    return pl.DataFrame([("p", *row) for row in rows], schema=schema, orient="row")


def alone(name, number=1):
    return (name, number, True, None, False, 0, 0, None, None)


def days(span):
    return (span.first - START, span.until - START)


TWO = stays(("s1", 0, 4), ("s2", 16, 20))
UNPLANNED = found(("s1", 1, True, None, False, 1, 1, "s2", 12), alone("s2", 2))
PLANNED = found(
    ("s1", 1, True, None, False, 1, 0, None, None),
    ("s2", 2, True, None, True, 0, 0, None, None),
)


def test_the_window_ends_on_day_30_after_the_discharge():
    picture = stays_timeline(stays(("s1", 0, 4)), "p", results=found(alone("s1")))
    (episode,) = picture.episodes

    assert days(episode.after) == (4, 35)
    assert picture.words()[-1] == (
        "s1: inpatient stay from 2025-01-01 to 2025-01-05, 4 nights; "
        "30 days after discharge to 2025-02-04: no readmission seen."
    )


def test_a_window_of_other_days_is_as_long_as_they_say():
    picture = stays_timeline(stays(("s1", 0, 4)), "p", results=found(alone("s1")), window_days=7)

    assert days(picture.episodes[0].after) == (4, 12)
    assert "7 days after discharge to 2025-01-12" in picture.words()[-1]


def test_a_readmission_has_its_day_and_is_unplanned():
    first, _ = stays_timeline(TWO, "p", results=UNPLANNED).episodes

    assert (first.readmission.days, first.readmission.name) == (12, "s2")
    assert first.readmission.planned is False


def test_an_admission_that_was_planned_is_told_so():
    picture = stays_timeline(TWO, "p", results=PLANNED)

    assert picture.episodes[0].readmission.planned is True
    assert "planned admission on day 12, 2025-01-17 (s2)" in picture.words()[1]
    assert "0 readmissions and 1 planned admission within." in picture.words()[0]


def test_what_the_tables_leave_open_is_not_judged():
    open_ = found(("s1", 1, True, None, False, 1, None, "s2", 12), alone("s2", 2))

    assert stays_timeline(TWO, "p", results=open_).episodes[0].readmission.planned is None


def test_transfers_are_one_episode_with_the_window_after_the_last():
    moved = found(("s1", 1, False, MOVED, False, None, None, None, None), alone("s2", 1))
    table = stays(("s1", 0, 4), ("s2", 5, 9))
    picture = stays_timeline(table, "p", results=moved)
    (episode,) = picture.episodes

    assert picture.words()[1].startswith(
        f"s1: inpatient stay from 2025-01-01 to 2025-01-05, 4 nights ({MOVED}), in one with s2: "
    )
    assert [stay.name for stay in episode.stays] == ["s1", "s2"]
    assert days(episode.after) == (9, 40)


def test_a_stay_that_is_no_index_says_why_and_has_no_window():
    dead = found(("s1", 1, False, "died in the stay", False, None, None, None, None))
    picture = stays_timeline(stays(("s1", 0, 4)), "p", results=dead)

    assert picture.episodes[0].after is None
    assert picture.words()[-1].endswith("4 nights; no window after it: died in the stay.")


def test_a_stay_without_a_discharge_lasts_to_the_day_of_the_look():
    still = found(("s1", 1, False, None, False, None, None, None, None))
    picture = stays_timeline(stays(("s1", 0, None)), "p", results=still, as_of=FIRST + timedelta(9))
    (episode,) = picture.episodes

    assert days(picture.days_of(episode)) == (0, 10)
    assert picture.words()[-1] == "s1: inpatient stay from 2025-01-01, not discharged."


def test_a_stay_without_a_night_is_drawn_on_its_day():
    picture = stays_timeline(stays(("s1", 3, 3)), "p", results=found(alone("s1")))

    assert days(picture.days_of(picture.episodes[0])) == (3, 34)
    assert "2025-01-04 to 2025-01-04, no night;" in picture.words()[-1]


def test_what_cannot_be_drawn_is_counted_by_its_reason():
    table = pl.DataFrame(
        {
            "patient": ["p"] * 4,
            "stay": ["a", "b", "c", "d"],
            "admitted_on": ["2025-01-10", "soon", "2025-01-01", "2025-03-01"],
            "discharged_on": ["2025-01-02", "2025-01-05", "later", "2025-03-01"],
        }
    )
    results = found(*(alone(name, None) for name in "abcd"))
    picture = stays_timeline(table, "p", results=results)

    assert [stay.name for stay in picture.stays] == ["d"]
    assert picture.notes == (
        "1 stay is not drawn: discharged before the day of admission.",
        "1 stay is not drawn: no day of admission that can be read.",
        "1 stay is not drawn: a day of discharge that cannot be read.",
    )


def test_observation_is_of_its_own_kind():
    table = stays(("s1", 0, 1), kind="observation")
    out = found(("s1", None, False, "observation", False, None, None, None, None))
    picture = stays_timeline(table, "p", results=out)

    assert picture.episodes[0].kind == "observation"
    assert 'class="observation"' in picture.svg()


@pytest.mark.parametrize("kind", ["inpatient", "acute", "IMP", "observation", "rehabilitation", ""])
def test_kinds_of_stays_are_told_apart(kind):
    drawn = {"observation": "observation", "rehabilitation": "nonacute", "": ""}
    picture = stays_timeline(stays(("s1", 0, 1), kind=kind), "p", results=found(alone("s1")))

    assert drawn.get(kind, "inpatient") == picture.episodes[0].kind


@pytest.mark.parametrize("kind", ["pandas", "arrow", "polars"])
def test_every_kind_of_frame_makes_the_same_picture(kind):
    def made(frame):
        if kind == "polars":
            return frame
        plain = frame.to_dict(as_series=False)
        return pa.table(plain) if kind == "arrow" else pd.DataFrame(plain)

    picture = stays_timeline(made(TWO), "p", results=made(UNPLANNED))

    assert stays_timeline(TWO, "p", results=UNPLANNED).words() == picture.words()


def test_one_frame_may_have_the_columns_of_both():
    both = pl.concat([TWO, UNPLANNED.drop("patient", "stay")], how="horizontal")

    assert stays_timeline(both, "p") == stays_timeline(TWO, "p", results=UNPLANNED)


def test_results_need_not_name_the_stays():
    named = stays_timeline(TWO, "p", results=UNPLANNED)

    assert stays_timeline(TWO, "p", results=UNPLANNED.drop("stay")) == named


def test_columns_may_have_other_names():
    both = pl.concat([TWO, UNPLANNED.drop("patient", "stay")], how="horizontal")
    renamed = both.rename({"admitted_on": "in", "index": "counts"})

    assert stays_timeline(renamed, "p", admitted_on="in", index="counts") == stays_timeline(
        both, "p"
    )


def test_days_may_be_numbers():
    table = TWO.with_columns(pl.col("admitted_on", "discharged_on").cast(pl.Int64) - 20_000)
    picture = stays_timeline(table, "p", results=UNPLANNED, as_of=200)
    first = (FIRST - date(1970, 1, 1)).days - 20_000

    assert f"s1: inpatient stay from day {first} to day {first + 4}" in picture.words()[1]


def test_the_rows_of_others_are_not_seen():
    others = pl.concat([TWO.with_columns(patient=pl.lit("q")), TWO])
    results = pl.concat([UNPLANNED.with_columns(patient=pl.lit("q")), UNPLANNED])

    assert len(stays_timeline(others, "p", results=results).episodes) == 2


@pytest.mark.parametrize(
    "results",
    [UNPLANNED.head(1), UNPLANNED.with_columns(patient=pl.lit("q")), UNPLANNED.reverse()],
    ids=["fewer", "of others", "in another order"],
)
def test_results_of_other_rows_are_refused(results):
    with pytest.raises(InputError, match="the same stays in the same rows"):
        stays_timeline(TWO, "p", results=results)


def test_a_readmission_of_which_nothing_is_known_is_refused():
    nothing = found(("s1", 1, True, None, False, 1, 1, None, None))

    with pytest.raises(InputError, match="readmission_stay and days"):
        stays_timeline(stays(("s1", 0, 4)), "p", results=nothing)


def test_a_readmission_whose_stay_is_not_in_the_table_stands_on_its_day():
    elsewhere = found(("s1", 1, True, None, False, 1, 1, "s9", 12))
    (episode,) = stays_timeline(stays(("s1", 0, 4)), "p", results=elsewhere).episodes

    assert episode.readmission.admitted == START + 16


def test_a_column_that_is_missing_is_named():
    with pytest.raises(InputError, match="index"):
        stays_timeline(TWO, "p")
    with pytest.raises(InputError, match="unit"):
        stays_timeline(TWO, "p", results=UNPLANNED, kind="unit")


def test_nobody_of_that_name_is_said():
    with pytest.raises(InputError, match="no row has this patient"):
        stays_timeline(TWO, "r", results=UNPLANNED)


@pytest.mark.parametrize("more", [{"as_of": 5}, {"window_days": "30"}, {"windows": 3}])
def test_settings_without_meaning_are_refused(more):
    with pytest.raises(AuthoringError):
        stays_timeline(TWO, "p", results=UNPLANNED, **more)
