from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from carecoord.adapters.tables.durations import tables as durations
from carecoord.adapters.tables.durations.tables import EventDurations
from carecoord.errors import AuthoringError, InputError

Made = Callable[[Mapping[str, list[Any]]], Any]

DISPENSED = {
    "patient": [1, 1, 1, 2],
    "drug": ["a", "a", "b", "a"],
    "dispensed_on": [date(2025, 1, 10), date(2025, 2, 1), date(2025, 1, 3), date(2025, 1, 4)],
    "amount": [300, 100, 50, 90],
}
PRESCRIBED = {
    "patient": [1, 1, 2, 2],
    "drug": ["a", "a", "a", "c"],
    "prescribed_on": [date(2025, 1, 5), date(2025, 1, 20), date(2025, 1, 1), date(2025, 1, 1)],
    "daily_dose": [10.0, 20.0, 3.0, 7.0],
}
STAYED = {
    "patient": [1],
    "admitted_on": [date(2025, 1, 12)],
    "discharged_on": [date(2025, 1, 15)],
}


def rows(frame: Any, *names: str) -> list[tuple[Any, ...]]:
    """Cells as Python has them, whatever the kind of frame; what is missing is None."""
    if isinstance(frame, pd.DataFrame):
        frame = pl.from_pandas(frame)
    elif isinstance(frame, pa.Table):
        frame = pl.DataFrame(pl.from_arrow(frame))
    dates = pl.selectors.datetime().cast(pl.Date)
    found: list[tuple[Any, ...]] = frame.with_columns(dates).select(names).rows()
    return found


def of(stays: Mapping[str, list[Any]] | None = None, **how: Any) -> EventDurations:
    return durations.event_durations(
        pl.DataFrame(DISPENSED),
        pl.DataFrame(PRESCRIBED),
        None if stays is None else pl.DataFrame(stays),
        **how,
    )


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, pa.table])
def test_frames_of_a_kind_give_frames_of_that_kind(made: Made) -> None:
    found = durations.event_durations(made(DISPENSED), made(PRESCRIBED), made(STAYED))

    kind = type(made(DISPENSED))
    assert {type(found.events), type(found.episodes), type(found.stays)} == {kind}
    assert rows(found.events, "patient", "drug", "piece", "starts_on", "days", "stay_days") == [
        (1, "a", 1, date(2025, 1, 10), 10, 3),
        (1, "a", 2, date(2025, 1, 20), 10, 0),
        (1, "a", 1, date(2025, 2, 1), 5, 0),
        (1, "b", None, None, None, None),
        (2, "a", 1, date(2025, 1, 4), 30, 0),
        (2, "c", None, None, None, None),
    ]
    assert rows(found.events, "reason", "dose_changes", "interruptions")[2:] == [
        (None, 1, 0),
        ("not prescribed", None, None),
        (None, 0, 0),
        ("never dispensed", None, None),
    ]
    assert rows(found.episodes, "patient", "episode", "episode_start", "episode_end") == [
        (1, 1, date(2025, 1, 5), date(2025, 1, 20)),
        (1, 2, date(2025, 1, 20), None),
        (2, 1, date(2025, 1, 1), None),
    ]
    assert rows(found.stays, "admitted_on", "days", "reason") == [(date(2025, 1, 12), 3, None)]


def test_without_stays_there_are_none() -> None:
    assert of().stays is None


def test_days_may_be_numbers() -> None:
    found = durations.event_durations(
        pl.DataFrame({"patient": [1], "drug": ["a"], "dispensed_on": [5], "amount": [35]}),
        pl.DataFrame({"patient": [1], "drug": ["a"], "prescribed_on": [2], "daily_dose": [10]}),
        carry_over=True,
    )

    assert rows(found.events, "starts_on", "days") == [(5, 3.5)]


def test_dates_and_numbers_do_not_go_together() -> None:
    prescribed = {**PRESCRIBED, "prescribed_on": [1, 2, 3, 4]}

    with pytest.raises(InputError, match="one calendar"):
        durations.event_durations(pl.DataFrame(DISPENSED), pl.DataFrame(prescribed))

    with pytest.raises(InputError, match="one calendar"):
        of({**STAYED, "discharged_on": [9]})


def test_texts_are_read_in_the_form_that_is_named() -> None:
    found = durations.event_durations(
        pl.DataFrame({**DISPENSED, "dispensed_on": ["10.01.2025"] * 4}),
        pl.DataFrame({**PRESCRIBED, "prescribed_on": ["05.01.2025"] * 4}),
        date_format="%d.%m.%Y",
    )

    assert rows(found.events, "starts_on")[0] == (date(2025, 1, 10),)


def test_supply_carried_into_a_day_tells_the_part_that_has_gone_by() -> None:
    dispensed = {**DISPENSED, "amount": [5.0, 100, 50, 90], "dispensed_on": [10, 10, 3, 4]}
    prescribed = {**PRESCRIBED, "prescribed_on": [1, 20, 1, 1]}
    found = durations.event_durations(
        pl.DataFrame(dispensed), pl.DataFrame(prescribed), carry_over=True
    )

    assert rows(found.events, "starts_on", "start_part", "days")[:2] == [
        (10, 0, 0.5),
        (10, 0.5, 9.5),
    ]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("patient", None, "no patient"),
        ("drug", None, "no drug"),
        ("dispensed_on", None, "no date that can be read"),
        ("amount", 0, "no amount above 0"),
        ("amount", None, "no amount above 0"),
    ],
)
def test_a_dispensing_that_cannot_be_used_costs_itself(
    column: str, value: object, reason: str
) -> None:
    changed = {**DISPENSED, column: [value, *DISPENSED[column][1:]]}
    found = durations.event_durations(pl.DataFrame(changed), pl.DataFrame(PRESCRIBED)).events

    assert rows(found, "days", "reason")[:3] == [
        (None, reason),
        (5, None),
        (None, "not prescribed"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("prescribed_on", None, "1 prescriptions with no date that can be read"),
        ("daily_dose", 0, "1 prescriptions with no daily dose above 0"),
        ("prescribed_days", 0, "1 prescriptions with days that are not above 0"),
    ],
)
def test_a_prescription_that_cannot_be_used_costs_its_drug(
    column: str, value: object, reason: str
) -> None:
    whole = {**PRESCRIBED, "prescribed_days": [None] * 4}
    changed = {**whole, column: [*whole[column][:1], value, *whole[column][2:]]}
    found = durations.event_durations(pl.DataFrame(DISPENSED), pl.DataFrame(changed)).events

    assert rows(found, "days", "reason")[:4] == [
        (None, reason),
        (None, reason),
        (None, "not prescribed"),
        (30, None),
    ]


def test_a_prescription_of_nobody_is_told() -> None:
    changed = {**PRESCRIBED, "patient": [1, 1, 2, None]}
    found = durations.event_durations(pl.DataFrame(DISPENSED), pl.DataFrame(changed)).events

    assert rows(found, "patient", "reason")[-1] == (None, "prescription with no patient")


@pytest.mark.parametrize(
    ("stay", "reason"),
    [
        ({"admitted_on": ["2025-01-12"], "discharged_on": ["2025-01-11"]}, "a discharge before"),
        ({"admitted_on": ["x"], "discharged_on": ["2025-01-11"]}, "no date"),
        ({"admitted_on": ["2025-01-12"], "discharged_on": [None]}, "no date"),
    ],
)
def test_a_stay_that_cannot_be_used_costs_its_patient(
    stay: dict[str, list[Any]], reason: str
) -> None:
    found = of({"patient": [1], **stay})

    told = rows(found.events, "patient", "days", "reason")
    assert {patient for patient, _, why in told if why and reason in why} == {1}
    assert (2, 30, None) in told
    assert reason in rows(found.stays, "reason")[0][0]


def test_a_stay_may_name_the_drug() -> None:
    def counted(drug: str | None) -> object:
        return rows(of({**STAYED, "drug": [drug]}).events, "stay_days")[0][0]

    assert (counted("a"), counted(None), counted("b")) == (3, 3, 0)


def test_a_column_may_say_how_stays_are_used() -> None:
    found = of({**STAYED, "how": ["carryover"]}, during_stays="how")

    assert rows(found.events, "starts_on", "days", "carried_days")[:3] == [
        (date(2025, 1, 10), 2, 3),
        (date(2025, 1, 15), 5, 0),
        (date(2025, 1, 20), 11.5, None),
    ]


def test_a_stay_that_does_not_say_how_costs_its_patient() -> None:
    found = of({**STAYED, "how": ["gladly"]}, during_stays="how")

    assert rows(found.events, "reason")[0] == ("how of a stay cannot be read",)


def test_columns_may_say_how_each_drug_is_used() -> None:
    dispensed = {
        **DISPENSED,
        "split": ["FALSE", "FALSE", "TRUE", "maybe"],
        "renew": [True] * 4,
        "gap": ["discard"] * 4,
    }
    found = durations.event_durations(
        pl.DataFrame(dispensed),
        pl.DataFrame(PRESCRIBED),
        split_on_dose_change="split",
        renewed_at_each_visit="renew",
        interruption="gap",
    )

    assert rows(found.events, "days", "reason") == [
        (30, None),
        (5, None),
        (None, "not prescribed"),
        (None, "split, renew, gap cannot be read"),
        (None, "never dispensed"),
    ]


def test_stays_are_used_as_interruptions_unless_said_otherwise() -> None:
    assert rows(of(STAYED, interruption="discard").events, "days")[0] == (2,)


def test_a_way_that_there_is_not_is_refused() -> None:
    with pytest.raises(AuthoringError, match="gladly"):
        of(during_stays="gladly")

    with pytest.raises(InputError, match="gladly"):
        of(interruption="gladly")


def test_visits_that_have_numbers_are_taken_by_them() -> None:
    prescribed = {
        "patient": [1, 1, 1],
        "drug": ["a", "c", "a"],
        "prescribed_on": [date(2025, 1, 1), date(2025, 1, 20), date(2025, 2, 10)],
        "daily_dose": [10.0, 1, 10],
    }

    def ends(**more: list[Any]) -> object:
        written = pl.DataFrame({**prescribed, **more})
        found = durations.event_durations(
            pl.DataFrame(DISPENSED), written, renewed_at_each_visit=True
        )
        return rows(found.episodes, "episode_end")[0][0]

    assert ends() == date(2025, 1, 20)
    assert ends(visit=[1, 1, 2]) is None
    assert ends(visit=[1, None, 2]) == date(2025, 1, 20)


def test_a_first_dispensing_before_the_prescription_counts_if_asked_for() -> None:
    dispensed = {**DISPENSED, "dispensed_on": [date(2025, 1, 2), *DISPENSED["dispensed_on"][1:]]}
    found = durations.event_durations(
        pl.DataFrame(dispensed), pl.DataFrame(PRESCRIBED), from_first_dispensing=True
    )

    assert rows(found.episodes, "episode_start")[0] == (date(2025, 1, 2),)


def test_several_columns_name_the_drug() -> None:
    form = {"form": ["tablet", "drops", "tablet", "tablet"]}
    found = durations.event_durations(
        pl.DataFrame(DISPENSED | form),
        pl.DataFrame({**PRESCRIBED, "form": ["tablet"] * 4}),
        drug=["drug", "form"],
    )

    assert rows(found.events, "form", "reason")[:3] == [
        ("tablet", None),
        ("tablet", None),
        ("drops", "not prescribed"),
    ]


def test_tables_without_rows_give_tables_without_rows() -> None:
    empty = pl.DataFrame(DISPENSED).clear()
    found = durations.event_durations(empty, pl.DataFrame(PRESCRIBED).clear())

    assert (len(found.events), len(found.episodes)) == (0, 0)


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match="'amount'"):
        durations.event_durations(pl.DataFrame(DISPENSED).drop("amount"), pl.DataFrame(PRESCRIBED))


def test_left_over_supply_goes() -> None:
    found = of(STAYED, during_stays="carryover")
    days = {"new_supply_within": 7, "no_supply_within": 10}

    kept = durations.pruned(found, **days)
    assert rows(kept, "piece", "pruned")[:3] == [(1, False), (2, True), (3, False)]
    without = durations.pruned(found, **days, keep=False, by="drug")
    assert len(without) == len(kept) - 1
    assert "pruned" not in without.columns
    only = durations.pruned(found, **days, include=["dose changes"])
    assert not only["pruned"].any()


def test_dispensings_of_one_substance_are_looked_at_together() -> None:
    names = {"drug": ["drug", "form"]}
    form = {"form": ["tablet", "drops", "tablet", "tablet"]}
    found = durations.event_durations(
        pl.DataFrame(DISPENSED | form),
        pl.DataFrame({**PRESCRIBED, "form": ["tablet"] * 4}),
        pl.DataFrame(STAYED),
        during_stays="carryover",
        **names,
    )

    def goes(by: list[str] | None) -> object:
        looked_at = durations.pruned(
            found, new_supply_within=7, no_supply_within=20, include=["stays"], by=by
        )
        return looked_at["pruned"][1]

    assert (goes(None), goes(["drug"])) == (True, False)


def test_breaks_and_columns_that_there_are_not_are_refused() -> None:
    with pytest.raises(AuthoringError, match="holidays"):
        durations.pruned(
            of(),
            new_supply_within=7,
            no_supply_within=30,
            include=["holidays"],  # type: ignore[list-item]
        )

    with pytest.raises(AuthoringError, match="'form'"):
        durations.pruned(of(), new_supply_within=7, no_supply_within=30, by="form")


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, pa.table])
def test_stays_near_supply_are_added(made: Made) -> None:
    found = durations.event_durations(
        made(DISPENSED), made(PRESCRIBED), made(STAYED), during_stays="carryover"
    )
    covered = durations.cover_stays(
        found.events, made(STAYED), by="drug", days_before=0, days_after=0
    )

    assert type(covered) is type(made(STAYED))
    assert rows(covered, "patient", "drug", "starts_on", "days")[6:] == [
        (2, "c", None, None),
        (1, "a", date(2025, 1, 12), 3),
    ]


def test_stays_cover_events_whose_days_are_texts_or_numbers() -> None:
    def last(starts: list[Any], stay: list[Any], **how: str) -> object:
        events = pl.DataFrame(
            {"patient": [1, 1], "drug": ["a", "a"], "starts_on": starts, "days": [5, 0]}
        )
        stays = pl.DataFrame(
            {"patient": [1, 1], "admitted_on": stay[:2], "discharged_on": stay[2:]}
        )
        covered = durations.cover_stays(
            events, stays, by=["drug"], days_before=1, days_after=1, **how
        )
        return covered.rows()[2:]

    assert last([1, 50], [7, 60, 9, 70]) == [(1, "a", 7, 2.0)]
    assert last(
        ["1.5.2025", "1.6.2025"], ["7.5.2025", "x", "9.5.2025", "x"], date_format="%d.%m.%Y"
    ) == [(1, "a", "07.05.2025", 2.0)]


def test_a_stay_of_another_drug_is_not_covered() -> None:
    found = of()
    stays = pl.DataFrame({**STAYED, "drug": ["b"]})
    covered = durations.cover_stays(found.events, stays, by="drug", days_before=9, days_after=9)

    assert len(covered) == len(found.events)


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame, pa.table])
def test_days_from_prescription_to_dispensing(made: Made) -> None:
    found = durations.time_to_initiation(made(PRESCRIBED), made(DISPENSED))

    assert rows(found, "patient", "drug", "prescribed_on", "first_dispensed_on", "days") == [
        (1, "a", date(2025, 1, 5), date(2025, 1, 10), 5),
        (1, "a", date(2025, 1, 20), date(2025, 2, 1), 12),
        (2, "a", date(2025, 1, 1), date(2025, 1, 4), 3),
        (2, "c", date(2025, 1, 1), None, None),
    ]
    assert rows(found, "reason")[2:] == [(None,), ("no dispensing seen",)]


def test_one_day_of_prescription_is_one_row() -> None:
    twice = pl.DataFrame(PRESCRIBED)

    assert (
        len(durations.time_to_initiation(pl.concat([twice, twice]), pl.DataFrame(DISPENSED))) == 4
    )


def test_days_that_cannot_be_read_are_told() -> None:
    prescribed = {**PRESCRIBED, "prescribed_on": [None, *PRESCRIBED["prescribed_on"][1:]]}
    dispensed = {**DISPENSED, "dispensed_on": [*DISPENSED["dispensed_on"][:3], None]}
    found = durations.time_to_initiation(pl.DataFrame(prescribed), pl.DataFrame(dispensed))

    assert rows(found, "days", "reason") == [
        (None, "no date that can be read"),
        (12, None),
        (None, "1 dispensings with no date that can be read"),
        (None, "no dispensing seen"),
    ]
