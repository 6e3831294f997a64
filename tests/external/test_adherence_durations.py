"""AdhereR's durations of supply: every setting of the manifest that has some, column by column.

Settings are found by their kind. Every documented parameter is translated; one that is not known
fails by its name. Numbers of the inputs were printed with 15 digits, so that agreement within 1e-9
is relative above 1.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from adherer_manifest import entries, folder, parameters
from adherer_results import files, stopped

from carecoord.adapters.tables.durations import tables as durations

TOLERANCE = 1e-9
WITHOUT_MEANING = {"suppress.warnings", "return.data.table", "progress.bar"}
SETTINGS = {
    "split.on.dosage.change": "split_on_dose_change",
    "force.init.presc": "from_first_dispensing",
    "force.presc.renew": "renewed_at_each_visit",
    "trt.interruption": "interruption",
    "special.periods.method": "during_stays",
    "carryover": "carry_over",
}
NAMES = {
    "ID.colname": ("patient", "ID"),
    "medication.class.colnames": ("drug", ["ATC.CODE", "UNIT", "FORM"]),
    "disp.date.colname": ("dispensed_on", "DATE.DISP"),
    "total.dose.colname": ("amount", "TOTAL.DOSE"),
    "presc.date.colname": ("prescribed_on", "DATE.PRESC"),
    "presc.start.colname": ("prescribed_on", "DATE.PRESC"),
    "presc.daily.dose.colname": ("daily_dose", "DAILY.DOSE"),
    "presc.duration.colname": ("prescribed_days", "PRESC.DURATION"),
    "visit.colname": ("visit", "VISIT"),
    "date.format": ("date_format", "%Y-%m-%d"),
}
STAYS = {"admitted_on": "DATE.IN", "discharged_on": "DATE.OUT"}
COLUMNS = {
    "EVENT.ID": "piece",
    "DISP.START": "starts_on",
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
    ".part": "start_part",
}
REASONS = {
    "special periods": "stays",
    "treatment interruptions": "interruptions",
    "dosage changes": "dose changes",
}

Row = Mapping[str, Any]


def settings_of(entry: Row) -> dict[str, Any]:
    """Parameters that are said; several columns are a list also when there is one."""
    found = {name: value for name, value in parameters(entry).items() if value is not None}
    classes = found.get("medication.class.colnames")
    return found | ({"medication.class.colnames": [classes]} if isinstance(classes, str) else {})


def wanted_of(entry: Row) -> list[str]:
    """The files to be compared, which are none only where AdhereR gave nothing."""
    assert files(entry) or stopped(entry), "no results, and no message that there are none"
    return [name for name in files(entry) if (folder() / "results" / name).is_file()]


def names(settings: Row) -> dict[str, Any]:
    found = dict(NAMES.values()) | STAYS
    return found | {NAMES[name][0]: value for name, value in settings.items() if name in NAMES}


def unknown(settings: Row, *known: Any) -> list[str]:
    told = WITHOUT_MEANING.union(NAMES, *known)
    return sorted(name for name in settings if name not in told)


def read(path: Path) -> list[dict[str, str | None]]:
    with path.open(newline="") as file:
        return [
            {name: None if cell == "NA" else cell for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def tables(data: Path, entry: Row, called: Row) -> dict[str, pl.DataFrame]:
    """The inputs by what is in them, as texts."""
    found = {}
    for name in [entry["input"]] if isinstance(entry["input"], str) else entry["input"]:
        taken = frame(read(data / "adherence" / "inputs" / name))
        for role, column in (
            ("stays", called["admitted_on"]),
            ("dispensing", called["dispensed_on"]),
            ("prescribing", called["prescribed_on"]),
        ):
            if column in taken.columns:
                found[role] = taken
                break
    return found


def asked(settings: Row, given: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """Our settings; "custom" stands for the column of stays that is called so."""
    found = {SETTINGS[name]: value for name, value in settings.items() if name in SETTINGS}
    if str(found.get("during_stays")).lower() == "custom" and "stays" in given:
        (found["during_stays"],) = (
            name for name in given["stays"].columns if name.lower() == "custom"
        )
    return found


def pruning(text: str) -> dict[str, Any]:
    """The settings of pruning, which the manifest has as a sentence."""
    found: dict[str, Any] = {"include": []}
    for part in text.split(", "):
        if reasons := [ours for theirs, ours in REASONS.items() if theirs in part]:
            found["include"] += reasons
        elif "all three reasons" in part:
            found["include"] = list(REASONS.values())
        elif part.startswith("by "):
            found["by"] = re.split(r"\s*[+&]\s*|\s+and\s+", part.removeprefix("by "))
        elif match := re.fullmatch(r"days\.within\.out\.date\.([12])\s*=\s*(\d+)", part):
            name = "new_supply_within" if match[1] == "1" else "no_supply_within"
            found[name] = int(match[2])
        elif match := re.fullmatch(r"keep\.all\s*=\s*(TRUE|FALSE)", part):
            found["keep"] = match[1] == "TRUE"
        else:
            pytest.fail(f"pruning says something that is not known: {part}")
    return found


def covering(text: str) -> dict[str, Any]:
    """The settings of covering, which the manifest has as a sentence."""
    found: dict[str, Any] = {}
    for part in text.split(", "):
        if part.startswith("by "):
            found["by"] = re.split(r"\s*[+&]\s*|\s+and\s+", part.removeprefix("by "))
        elif match := re.fullmatch(r"days\.(before|after)\s*=\s*(\d+)", part):
            found[f"days_{match[1]}"] = int(match[2])
        else:
            pytest.fail(f"covering says something that is not known: {part}")
    return found


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


def parted(row: Row) -> Row:
    """A start with the part of the day that has gone by in a cell of its own."""
    start = row["DISP.START"]
    days = re.fullmatch(r"day:(-?[\d.]+)", start or "")
    part = None if start is None else float(days[1]) % 1 if days else 0.0
    return {**row, ".part": part}


def check(path: Path, found: pl.DataFrame, **extra: str) -> None:
    expected: list[Row] = list(read(path))
    assert expected, "no row to compare"
    if "DISP.START" in expected[0]:
        expected = [parted(row) for row in expected]
    columns = translated(expected, found, extra)

    assert agree(expected, found.to_dicts(), columns) == []


@pytest.mark.parametrize("entry", entries("compute_event_durations"))
def test_durations_are_those_of_the_reference(entry: Row, data: Path) -> None:
    settings = settings_of(entry)
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
    for name in wanted_of(entry):
        what = name.removeprefix(f"{entry['id']}_").removesuffix(".csv")
        assert what in made, f"a result that is not known: {name}"

        stays = {"SPECIAL.DURATION": "days"} if what == "special_periods" else {}
        check(data / "adherence" / "results" / name, made[what], **stays)


@pytest.mark.parametrize("entry", entries("time_to_initiation"))
def test_times_to_initiation_are_those_of_the_reference(entry: Row, data: Path) -> None:
    settings = settings_of(entry)
    assert unknown(settings) == []

    called = names(settings)
    given = tables(data, entry, called)
    wanted = ("patient", "drug", "prescribed_on", "dispensed_on", "date_format")
    found = durations.time_to_initiation(
        given["prescribing"], given["dispensing"], **{name: called[name] for name in wanted}
    )
    for name in wanted_of(entry):
        check(
            data / "adherence" / "results" / name,
            found,
            **{
                "episode.start": called["prescribed_on"],
                "first.disp": "first_dispensed_on",
                "time.to.initiation": "days",
            },
        )


def test_events_made_from_the_sample_are_those_of_its_manual_page(data: Path) -> None:
    """AdhereR ships events that it made from its sample of prescriptions, dispensing and stays."""
    inputs = data / "adherence" / "inputs"
    if not (inputs / "med_events_atc.csv").is_file():
        pytest.skip("the folder has no events that AdhereR made from its sample")
    made = read(inputs / "med_events_atc.csv")
    sample = [f"durcomp_{name}.csv" for name in ("dispensing", "prescribing", "hospitalisation")]
    called = names({})
    given = tables(data, {"input": sample}, called)
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
