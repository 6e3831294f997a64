"""Settings that AdhereR was run with, as its manifest lists them, in the words of our tables.

No setting is known by its id. A parameter or kind that is not known here fails by its name.
"""

import csv
import json
import math
import os
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from carecoord.adapters.tables.possession.measuring import Method
from carecoord.adapters.tables.spans import Column, Length, Unit

UNITS = {"days": Unit.DAYS, "weeks": Unit.WEEKS, "months": Unit.MONTHS, "years": Unit.YEARS}
EPOCH = date(1970, 1, 1).toordinal()
TOLERANCE = 1e-9

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
CMAS: tuple[Method, ...] = (
    "cma1", "cma2", "cma3", "cma4", "cma5", "cma6", "cma7", "cma8", "cma9",
)  # fmt: skip


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
    return found


def keywords(entry) -> dict:
    """The parameters of a setting as keywords of our tables, names of columns included."""
    left = {name: value for name, value in parameters(entry).items() if name not in WITHOUT_MEANING}
    found = dict(USUAL_COLUMNS)
    for name, ours in SPANS.items():
        value, unit = left.pop(name, None), left.pop(UNIT_OF.get(name, f"{name}.unit"), None)
        if value is not None:
            found[ours] = span(value, unit or "days")
    for name, ours in {**FLAGS, **COLUMNS}.items():
        if name in left:
            found[ours] = left.pop(name)
    _others(left, found)
    assert not left, f"parameters that no test knows: {', '.join(sorted(left))}"
    return found


def _others(left: dict, found: dict) -> None:
    gap = left.pop("maximum.permissible.gap", None)
    unit = left.pop("maximum.permissible.gap.unit", "days")
    if gap is not None:
        found["permissible_gap"] = f"{gap}%" if unit == "percent" else span(gap, unit)
    steps = left.pop("sliding.window.no.steps", None)
    if steps is not None:
        found["steps"] = int(steps)
    within = left.pop("carryover.within.obs.window", None)
    if within is not None:
        found["carry"] = "one_timeline" if within else "none"
    if left.get("followup.window.start.per.medication.group") is False:
        del left["followup.window.start.per.medication.group"]
    if left.get("medication.groups", ()) is None:
        del left["medication.groups"]
    handed_in = left.pop("treat.epi", None)
    if handed_in is not None:
        found["episodes"] = _episodes(handed_in, found["patient"])
    written = left.pop("date.format", None)
    if written is not None:
        found["date_format"] = written


def _episodes(name: str, patient: str):
    """A table of episodes that AdhereR was handed, by the name of its file."""
    (path,) = [one for one in folder().glob(f"*/{name}") if one.is_file()]
    frame = pl.read_csv(path)
    return frame.select(
        pl.col(patient),
        episode=pl.col("episode.ID"),
        start=pl.col("episode.start"),
        end=pl.col("episode.end"),
        days=pl.col("episode.duration"),
    )


def span(value, unit: str):
    """A window's start or length: a number of units, a date, or a column that says one of these."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return Column(value, UNITS[unit])
    return Length(value, UNITS[unit])


def methods(entry) -> tuple[Method, ...]:
    """The measures that a setting is about."""
    applied = entry.get("CMA.to.apply")
    if applied is None:
        return CMAS
    return tuple(one.lower() for one in ([applied] if isinstance(applied, str) else applied))


def fills(entry, kind=None):
    """The table of fills that a setting ran on, as polars, or as ``pandas`` or ``arrow``."""
    frame = pl.read_csv(folder() / "inputs" / entry["input"], null_values="NA")
    if kind == "arrow":
        return frame.to_arrow()
    return frame.to_pandas() if kind == "pandas" else frame


def stopped(entry) -> bool:
    """Whether AdhereR gave nothing for some measure, or for all."""
    return "RETURNED NULL" in json.dumps(entry["messages"])


def results(entry, ending: str) -> list[dict[str, str]]:
    """The rows of the result file whose name ends so; none where AdhereR gave nothing."""
    names = [one for one in entry["files"] if one.endswith(ending)]
    if not names and stopped(entry):
        return []
    (name,) = names
    with (folder() / "results" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def number(cell: str) -> float | None:
    """A number as R wrote it; none for NA, and for NaN, which is no number either."""
    found = None if cell == "NA" else float(cell.replace("Inf", "inf"))
    return None if found is None or math.isnan(found) else found


def day(cell: str) -> float | None:
    """A date as a number of `date.toordinal`, a fraction for one in the course of a day."""
    if cell == "NA":
        return None
    if cell.startswith("day:"):
        return float(cell[4:]) + EPOCH
    return date.fromisoformat(cell).toordinal()


def same(ours: float | None, theirs: float | None) -> bool:
    """Whether two numbers agree."""
    if ours is None or theirs is None:
        return ours is theirs
    return ours == theirs or abs(ours - theirs) <= TOLERANCE


def rows(frame) -> list[dict]:
    """The rows of a frame of any kind; a time at midnight, which pandas has for a date, is one."""
    return [
        {name: cell.date() if isinstance(cell, datetime) else cell for name, cell in row.items()}
        for row in _rows(frame)
    ]


def _rows(frame) -> list[dict]:
    if hasattr(frame, "to_pylist"):
        return frame.to_pylist()
    if hasattr(frame, "to_dicts"):
        return frame.to_dicts()
    return pl.from_pandas(frame).to_dicts()
