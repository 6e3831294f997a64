"""Settings of durations that AdhereR was run with, as its manifest lists them, in our words.

No setting is known by its id. A parameter that is not known here fails by its name.
"""

import csv
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

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


def compared(entry: Row) -> list[str]:
    """The files of results; without any, AdhereR says why."""
    names = list(entry.get("files") or [])
    if not names:
        told = json.dumps(entry.get("messages"))
        assert re.search("ERROR|NULL", told), "neither results nor a reason for their lack"
        pytest.skip(f"AdhereR gave no result: {told}")
    return names
