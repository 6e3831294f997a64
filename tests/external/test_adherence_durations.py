"""AdhereR's durations of supply: every setting of the manifest that has some, column by column.

Settings are found by their kind. Every documented parameter is translated; one that is not known
fails by its name. Numbers of the inputs were printed with 15 digits, so that agreement within 1e-9
is relative above 1.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import floor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from durations_manifest import (
    SETTINGS,
    STAYS,
    Row,
    asked,
    compared,
    covering,
    entries,
    folder,
    names,
    pruning,
    read,
    set_ones,
    tables,
    unknown,
)

from carecoord.adapters.tables.durations import tables as durations

TOLERANCE = 1e-9
EPOCH = date(1970, 1, 1)
COLUMNS = {
    "EVENT.ID": "piece",
    "DISP.START": ".start",
    "DURATION": "days",
    "episode.start": "episode_start",
    "episode.end": "episode_end",
    "episode.ID": "episode",
    "episode.duration": "episode_days",
    "SPECIAL.DURATION": "stay_days",
    "CARRYOVER.DURATION": "carried_days",
    "tot.dosage.changes": "dose_changes",
    "tot.presc.interruptions": "interruptions",
    ".prune.event": "pruned",
}


def cell(value: Any) -> Any:
    """Numbers and flags as numbers, days as texts; a start within a day has that day."""
    if value is None:
        return None
    text = str(value)
    if match := re.fullmatch(r"day:(-?[\d.]+)", text):
        return str(pl.Series([floor(float(match[1]))]).cast(pl.Date)[0])
    if text in {"TRUE", "true", "True"}:
        return 1.0
    if text in {"FALSE", "false", "False"}:
        return 0.0
    try:
        return float(text)
    except ValueError:
        return text


def agree(expected: Sequence[Row], found: Sequence[Row], columns: Mapping[str, str]) -> list[str]:
    """What differs, whatever the order of rows; equal rows are counted."""
    left, right = by_texts(expected, list(columns)), by_texts(found, list(columns.values()))
    differences = []
    for key in left.keys() | right.keys():
        mine, theirs = sorted(right[key], key=order), sorted(left[key], key=order)
        if len(mine) != len(theirs) or not all(map(close, mine, theirs)):
            differences.append(f"{key}: expected {theirs}, found {mine}")
    return differences


def by_texts(rows: Sequence[Row], columns: Sequence[str]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        cells = [cell(row[name]) for name in columns]
        shape = tuple(None if isinstance(one, float) else one for one in cells)
        numbers = tuple(one for one in cells if isinstance(one, float))
        places = tuple(isinstance(one, float) for one in cells)
        found[shape, places].append(numbers)
    return found


def order(numbers: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(number, 6) for number in numbers)


def close(left: Sequence[float], right: Sequence[float]) -> bool:
    return all(
        abs(one - other) <= TOLERANCE * max(1.0, abs(other))
        for one, other in zip(left, right, strict=True)
    )


def translated(expected: Sequence[Row], found: pl.DataFrame, extra: Row) -> dict[str, str]:
    told = {name: {**COLUMNS, **extra}.get(name, name) for name in expected[0]}
    missing = [name for name, ours in told.items() if ours not in found.columns]

    assert not missing, "columns that are not known"
    return told


def started(row: Row) -> Row:
    """A start as a number of days, with the part of the day that has gone by."""
    start = row["DISP.START"]
    if start is None:
        return row
    if match := re.fullmatch(r"day:(-?[\d.]+)", start):
        return {**row, "DISP.START": float(match[1])}
    return {**row, "DISP.START": float((date.fromisoformat(start) - EPOCH).days)}


def check(path: Path, found: pl.DataFrame, extra: Mapping[str, str], *, once: bool = False) -> None:
    expected: list[Row] = list(read(path))
    if once:
        expected = [dict(cells) for cells in dict.fromkeys(tuple(row.items()) for row in expected)]
    assert expected, f"{path.name} has no rows"
    if "DISP.START" in expected[0]:
        expected = [started(row) for row in expected]
    if "starts_on" in found.columns:
        day = (pl.col("starts_on") - pl.lit(EPOCH)).dt.total_days()
        found = found.with_columns((day + pl.col("start_part")).alias(".start"))
    columns = translated(expected, found, extra)

    assert agree(expected, found.to_dicts(), columns) == []


@pytest.mark.parametrize("entry", entries("compute_event_durations"))
def test_durations_are_those_of_the_reference(entry: Row, data: Path) -> None:
    settings = set_ones(entry["settings"])
    files = compared(entry)
    assert unknown(settings, SETTINGS, {"prune", "cover"}) == []

    called = names(settings)
    given = tables(data, entry, called)
    found = durations.event_durations(
        given["dispensing"],
        given["prescribing"],
        given.get("stays"),
        **asked(settings, given),
        **called,
    )
    made = {"event_durations": found.events, "prescription_episodes": found.episodes}
    if found.stays is not None:
        made["special_periods"] = found.stays
    if "prune" in settings:
        made["pruned"] = durations.pruned(found, **pruning(settings["prune"]))
    if "cover" in settings:
        assert "stays" in given
        of_cover = {name: called[name] for name in ("patient", *STAYS)}
        events = made.get("pruned", found.events)
        made["covered"] = durations.cover_stays(
            events, given["stays"], **covering(settings["cover"]), **of_cover
        )
        assert len(made["covered"]) >= len(events)
    for name in files:
        what = name.removeprefix(f"{entry['id']}_").removesuffix(".csv")
        assert what in made, f"a result that is not known: {name}"

        stays = {"SPECIAL.DURATION": "days"} if what == "special_periods" else {}
        check(data / "adherence" / "results" / name, made[what], stays)


@pytest.mark.parametrize("entry", entries("time_to_initiation"))
def test_times_to_initiation_are_those_of_the_reference(entry: Row, data: Path) -> None:
    assert unknown(entry["settings"]) == []
    files = compared(entry)

    called = names(entry["settings"])
    given = tables(data, entry, called)
    wanted = ("patient", "drug", "prescribed_on", "dispensed_on", "date_format")
    found = durations.time_to_initiation(
        given["prescribing"], given["dispensing"], **{name: called[name] for name in wanted}
    )
    for name in files:
        check(
            data / "adherence" / "results" / name,
            found,
            {
                "episode.start": called["prescribed_on"],
                "first.disp": "first_dispensed_on",
                "time.to.initiation": "days",
            },
            once=True,  # prescriptions of one drug on one day are one row here
        )


def test_events_made_from_the_sample_are_those_of_its_manual_page(data: Path) -> None:
    """AdhereR ships events that it made from its sample of prescriptions, dispensing and stays."""
    made = read(data / "adherence" / "inputs" / "med_events_atc.csv")
    files = [f"durcomp_{name}.csv" for name in ("dispensing", "prescribing", "hospitalisation")]
    called = names({})
    given = tables(data, {"input": files}, called)
    found = durations.event_durations(
        given["dispensing"],
        given["prescribing"],
        given["stays"],
        from_first_dispensing=True,
        renewed_at_each_visit=True,
        **called,
    )
    columns = {
        "PATIENT_ID": "ID",
        "DATE": "starts_on",
        "DURATION": "days",
        "PERDAY": "DAILY.DOSE",
        "CATEGORY": "ATC.CODE",
    }

    assert agree(made, found.events.filter(pl.col("days") > 0).to_dicts(), columns) == []


def test_the_manifest_has_durations(data: Path) -> None:
    kinds = {
        one["kind"] for one in json.loads((folder() / "results" / "manifest.json").read_text())
    }

    assert kinds >= {"compute_event_durations", "time_to_initiation"}
