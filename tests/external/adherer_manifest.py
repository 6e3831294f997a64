"""Settings that AdhereR was run with, as its manifest lists them, in the words of our tables.

No setting is known by its id. A parameter or kind that is not known here fails by its name.
"""

import json
import os
import re
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from carecoord.adapters.tables.spans import Column, Length, Unit

UNITS = {"days": Unit.DAYS, "weeks": Unit.WEEKS, "months": Unit.MONTHS, "years": Unit.YEARS}
LOGICAL = {"TRUE": True, "T": True, "true": True, "FALSE": False, "F": False, "false": False}

ABOUT = {"id", "kind", "input", "files", "note", "applies_to", "messages", "CMA.to.apply"}
"""What the manifest says about a setting that is no parameter of it."""
GROUPED = ("windows", "settings", "sliding")
WITHOUT_MEANING = {
    "summary",
    "parallel.backend",
    "parallel.threads",
    "suppress.warnings",
    "suppress.special.argument.checks",
    "return.data.table",
    "return.inner.event.info",
    "return.mapping.events.episodes",
    "return.mapping.events.sliding.window",
    "event.interval.colname",
    "gap.days.colname",
    "force.NA.CMA.for.failed.patients",
    "keep.window.start.end.dates",
    "dosage.change.means.new.treatment.episode",
}
"""Parameters that name or speed up what comes out; the last has no effect in AdhereR 0.8.1."""
SPANS = {
    "followup.window.start": "follow_up_start",
    "followup.window.duration": "follow_up",
    "observation.window.start": "observation_start",
    "observation.window.duration": "observation",
    "sliding.window.start": "start",
    "sliding.window.duration": "duration",
    "sliding.window.step.duration": "step",
}
UNIT_OF = {"sliding.window.step.duration": "sliding.window.step.unit"}
FLAGS = {
    "carry.only.for.same.medication": "carry_same_drug_only",
    "consider.dosage.change": "dose_change",
    "medication.change.means.new.treatment.episode": "drug_change_opens",
    "maximum.permissible.gap.append.to.episode": "append_gap",
}
NEEDS = {"carry_same_drug_only": "drug", "dose_change": "daily_dose"}
COLUMNS = {
    "ID.colname": "patient",
    "event.date.colname": "filled_on",
    "event.duration.colname": "days_supply",
    "medication.class.colname": "drug",
    "event.daily.dose.colname": "daily_dose",
}
USUAL_COLUMNS = {
    "patient": "PATIENT_ID",
    "filled_on": "DATE",
    "days_supply": "DURATION",
    "drug": "CATEGORY",
    "daily_dose": "PERDAY",
}


def folder() -> Path:
    """Where AdhereR's results are; for the names of tests, which the fixture `data` then skips."""
    named = os.environ.get("CARECOORD_DATA")
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return (Path(named) if named else beside) / "adherence"


def entries(kind: str | None = None):
    """The settings of a kind, as cases of a test; of all kinds when none is said."""
    manifest = folder() / "results" / "manifest.json"
    found = json.loads(manifest.read_text("utf-8")) if manifest.is_file() else []
    return [pytest.param(one, id=one["id"]) for one in found if kind in {None, one["kind"]}]


def parameters(entry) -> dict:
    """The parameters of a setting by AdhereR's names, wherever the manifest has them."""
    found = {name: value for name, value in entry.items() if name not in {*ABOUT, *GROUPED}}
    for group in GROUPED:
        found |= entry.get(group) or {}
    return {name: plain(value) for name, value in found.items()}


def plain(value):
    """A value of R in Python: numbers, logicals and NA may be texts, and one value a list."""
    if isinstance(value, list) and len(value) == 1:
        return plain(value[0])
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"-?\d+(\.\d*)?(e[+-]?\d+)?", value):
        return float(value) if set(value) & set(".e") else int(value)
    return None if value == "NA" else LOGICAL.get(value, value)


def keywords(entry) -> dict:
    """The parameters of a setting as keywords of our tables, names of columns included."""
    left = {name: value for name, value in parameters(entry).items() if name not in WITHOUT_MEANING}
    found = dict(USUAL_COLUMNS)
    for name, ours in SPANS.items():
        value, unit = left.pop(name, None), left.pop(UNIT_OF.get(name, f"{name}.unit"), None)
        if value is not None:
            found[ours] = span(value, unit or "days", left.get("date.format"))
    for name, ours in {**FLAGS, **COLUMNS}.items():
        if name in left:
            found[ours] = left.pop(name)
    for flag, column in NEEDS.items():  # without the column AdhereR sees no change
        found[flag] = bool(found.get(flag)) and found[column] is not None
    _others(left, found)
    assert not left, f"parameters that no test knows: {', '.join(sorted(left))}"
    return found


def _others(left: dict, found: dict) -> None:
    gap = left.pop("maximum.permissible.gap", None)
    unit = left.pop("maximum.permissible.gap.unit", None) or "days"
    if gap is not None:
        found["permissible_gap"] = f"{gap}%" if unit == "percent" else span(gap, unit)
    steps = left.pop("sliding.window.no.steps", None)
    if steps is not None:
        found["steps"] = int(steps)
    within = left.pop("carryover.within.obs.window", None)
    if within is not None:
        found["carry"] = "one_timeline" if within else "none"
    if not left.get("followup.window.start.per.medication.group"):
        left.pop("followup.window.start.per.medication.group", None)
    if not left.get("medication.groups"):
        for name in ("", ".colname"):
            left.pop(f"medication.groups{name}", None)
        left.pop("flatten.medication.groups", None)
    handed_in = left.pop("treat.epi", None)
    if handed_in is not None:
        found["episodes"] = _episodes(handed_in, found["patient"])
    written = left.pop("date.format", None)
    if written is not None:
        found["date_format"] = written


def _episodes(name: str, patient: str):
    """A table of episodes that AdhereR was handed, by the name of its file."""
    (path,) = [one for one in folder().glob(f"*/{name}") if one.is_file()]
    frame = pl.read_csv(path, null_values="NA", infer_schema_length=None)
    return frame.select(
        pl.col(patient),
        episode=pl.col("episode.ID"),
        start=pl.col("episode.start"),
        end=pl.col("episode.end"),
        days=pl.col("episode.duration"),
    )


def span(value, unit: str, form: str | None = None):
    """A window's start or length: a number of units, a date, or a column that says one of these."""
    if not isinstance(value, str):
        return Length(value, UNITS[unit])
    for written in ("%Y-%m-%d", form or "%Y-%m-%d"):
        try:
            return datetime.strptime(value, written).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    return Column(value, UNITS[unit])


def fills(entry, kind=None):
    """The table of fills that a setting ran on, as polars, or as ``pandas`` or ``arrow``."""
    name = plain(entry["input"])
    frame = pl.read_csv(folder() / "inputs" / name, null_values="NA", infer_schema_length=None)
    if kind == "arrow":
        return frame.to_arrow()
    return frame.to_pandas() if kind == "pandas" else frame
