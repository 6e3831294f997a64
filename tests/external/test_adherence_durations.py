"""AdhereR's durations of supply: every setting of the manifest that has some, column by column.

Settings are found by their kind. Every documented parameter is translated; one that is not known
fails by its name. Numbers of the inputs were printed with 15 digits, so that agreement within 1e-9
is relative above 1.
"""

import csv
import json
import os
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from math import floor
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from carecoord.adapters.tables.durations import tables as durations

TOLERANCE = 1e-9
EPOCH = date(1970, 1, 1)
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
REASONS = {
    "special periods": "stays",
    "treatment interruptions": "interruptions",
    "dosage changes": "dose changes",
}

Row = Mapping[str, Any]


def folder() -> Path:
    """Where the data is, for the names of the tests; the fixture says what is wrong with it."""
    named = os.environ.get("CARECOORD_DATA")
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return (Path(named) if named else beside) / "adherence"


def entries(kind: str) -> list[Any]:
    manifest = folder() / "results" / "manifest.json"
    found = json.loads(manifest.read_text()) if manifest.is_file() else []
    return [pytest.param(one, id=one["id"]) for one in found if one["kind"] == kind]


def set_ones(settings: Row) -> dict[str, Any]:
    """The settings; what is NA or NULL is as if it were not there."""
    return {name: value for name, value in settings.items() if value not in (None, "NA", [])}


def names(settings: Row) -> dict[str, Any]:
    found = dict(NAMES.values()) | STAYS
    told = set_ones(settings)
    return found | {NAMES[name][0]: value for name, value in told.items() if name in NAMES}


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
    for name in entry["input"]:
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


def plain(value: Any) -> Any:
    """A value as R's manual has it: TRUE and FALSE as texts, a vector of one for its element."""
    if isinstance(value, list) and len(value) == 1:
        return plain(value[0])
    flags = {"TRUE": True, "T": True, "FALSE": False, "F": False}
    return flags.get(value, value) if isinstance(value, str) else value


def asked(settings: Row, given: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """Our settings; "custom" stands for the column of stays that is called so."""
    told = {name: plain(value) for name, value in set_ones(settings).items()}
    found = {SETTINGS[name]: value for name, value in told.items() if name in SETTINGS}
    if str(found.get("during_stays")).lower() == "custom" and "stays" in given:
        (found["during_stays"],) = (
            name for name in given["stays"].columns if name.lower() == "custom"
        )
    return found


def sentence(told: Row) -> str:
    """Settings by their names as the sentence that the manifest has elsewhere."""
    parts = []
    for name, value in told.items():
        values = value if isinstance(value, list) else [value]
        if name == "medication.class.colnames":
            parts.append("by " + "+".join(values))
        elif name == "include":
            parts.append(" ".join([name, *values]))
        elif name not in WITHOUT_MEANING:
            parts.append(f"{name}={str(value).upper()}")
    return ", ".join(parts)


def pruning(told: str | Row) -> dict[str, Any]:
    """The settings of pruning, which the manifest has as a sentence or by their names."""
    text = told if isinstance(told, str) else sentence(told)
    found: dict[str, Any] = {}
    for part in text.split(", "):
        if reasons := [ours for theirs, ours in REASONS.items() if theirs in part]:
            found["include"] = [*found.get("include", []), *reasons]
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


def covering(told: str | Row) -> dict[str, Any]:
    """The settings of covering, which the manifest has as a sentence or by their names."""
    text = told if isinstance(told, str) else sentence(told)
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


def compared(entry: Row) -> list[str]:
    """The files of results; without any, AdhereR says why."""
    names = list(entry.get("files") or [])
    if not names:
        told = json.dumps(entry.get("messages"))
        assert re.search("ERROR|NULL", told), "neither results nor a reason for their lack"
        pytest.skip(f"AdhereR gave no result: {told}")
    return names


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
