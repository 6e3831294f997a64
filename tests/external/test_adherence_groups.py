"""Medication groups and polypharmacy against what AdhereR gave, setting by setting."""

from __future__ import annotations

import csv
import json
import math
from datetime import date

import pytest

from carecoord.adapters.tables.medication_groups import adherence_by_group
from carecoord.adapters.tables.polypharmacy import polypharmacy

pl = pytest.importorskip("polars")

KINDS = ("cma_polypharmacy", "medication_groups")
ENGINES = ("python", "compiled")
COLUMNS = {
    "patient": "PATIENT_ID",
    "filled_on": "DATE",
    "days_supply": "DURATION",
    "drug": "CATEGORY",
    "daily_dose": "PERDAY",
}
SPANS = {
    "followup.window.start": "follow_up_start",
    "followup.window.duration": "follow_up",
    "observation.window.start": "observation_start",
    "observation.window.duration": "observation",
}
UNITS = {"days": "d", "weeks": "w", "months": "mo", "years": "y"}
FLAGS = {
    "carry.only.for.same.medication": "carry_same_drug_only",
    "consider.dosage.change": "dose_change",
}
PER_GROUP = "followup.window.start.per.medication.group"
ABOUT_THE_RUN = {"id", "kind", "input", "files", "messages", "note", "windows", "settings", "CMAs"}
NOWHERE = {"CMA.to.apply", "medication.groups", PER_GROUP, *FLAGS}
"""What says what to compute, and is read where it is used."""
OF_POLYPHARMACY = {
    "aggregate.first",
    "aggregation.method",
    "aggregation.method.arguments",
    "thresholds",
}
NOTHING = {"NA", "NaN"}
OF_NOTHING = {"sum": 0.0, "prod": 1.0, "min": math.inf, "max": -math.inf}
"""What R makes of no values at all; we say that there is nothing."""
EPOCH = date(1970, 1, 1).toordinal()


@pytest.fixture(scope="module")
def folder(data):
    if not (data / "adherence/results/manifest.json").is_file():
        pytest.skip("no adherence results in the data folder")
    return data / "adherence"


@pytest.fixture(scope="module")
def entries(folder):
    manifest = json.loads((folder / "results/manifest.json").read_text("utf-8"))
    return [entry for entry in manifest if entry["kind"] in KINDS]


def of_kind(entries, kind):
    found = [entry for entry in entries if entry["kind"] == kind]
    if not found:
        pytest.skip(f"no settings of kind {kind}")
    return found


def rows_of(folder, name):
    with (folder / "results" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settings_of(entry, known):
    """The settings of an entry by their R names; one that is not known fails with its name."""
    told = {**entry, **entry.get("settings", {})}
    strange = set(told) - ABOUT_THE_RUN - NOWHERE - known
    assert set() == strange, f"{entry['id']}: settings that this test does not know"
    return told


def span_of(windows, name, frame):
    value = windows[name]
    unit = UNITS[windows.get(f"{name}.unit") or "days"]
    if isinstance(value, str):
        if value in frame.columns:
            return f"column:{value}/{unit}"
        return date.fromisoformat(value)
    return f"{value}{unit}"


def windows_of(entry, frame):
    windows = entry["windows"]
    strange = set(windows) - set(SPANS) - {f"{name}.unit" for name in SPANS}
    assert set() == strange, f"{entry['id']}: windows that this test does not know"
    return {
        ours: span_of(windows, theirs, frame) for theirs, ours in SPANS.items() if theirs in windows
    }


def flags_of(told):
    return {ours: bool(told.get(theirs)) for theirs, ours in FLAGS.items()}


def agrees(theirs, value, reason, method=None):
    """Whether a cell of theirs is our value, or nothing for a reason."""
    if value is None:
        nothing = {"Inf": math.inf, "-Inf": -math.inf}.get(theirs)
        if theirs not in NOTHING and nothing is None:
            nothing = float(theirs)
        return bool(reason) and (theirs in NOTHING or nothing == OF_NOTHING.get(method))
    if theirs in NOTHING:
        return False
    return math.isclose(float(theirs), value, rel_tol=0, abs_tol=1e-9) or float(theirs) == value


def whole_day(text):
    """A date, or ``day:`` and a number that may be in the course of a day."""
    if text.startswith("day:"):
        return date.fromordinal(EPOCH + math.floor(float(text[4:])))
    return date.fromisoformat(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_each_group_of_a_patient_has_the_measure_that_adherer_gives(folder, entries, engine):
    compared = 0
    for entry in of_kind(entries, "medication_groups"):
        told = settings_of(entry, set())
        frame = pl.read_csv(folder / "inputs" / entry["input"], infer_schema_length=None)
        theirs = {}
        for row in rows_of(folder, entry["files"][0]):
            theirs.setdefault(row["cma"], {})[row["PATIENT_ID"], row[".MED_GROUP_ID"]] = row["CMA"]
        for method, expected in theirs.items():
            ours = adherence_by_group(
                frame,
                method.lower(),
                groups=told["medication.groups"],
                from_first_of_group=bool(told.get(PER_GROUP)),
                engine=engine,
                **windows_of(entry, frame),
                **flags_of(told),
                **COLUMNS,
            )
            found = {
                (str(row["PATIENT_ID"]), row["group"]): row for row in ours.iter_rows(named=True)
            }
            for key, value in expected.items():
                row = found[key]
                assert agrees(value, row["value"], row["reason"]), (entry["id"], method, key, row)
                compared += 1
            added = {key for key in found if key not in expected}
            assert all(found[key]["reason"] for key in added), (entry["id"], method)
    assert compared


def polypharmacy_of(entry, frame, engine, **more):
    told = settings_of(entry, OF_POLYPHARMACY)
    arguments = told.get("aggregation.method.arguments") or {}
    assert set() == set(arguments) - {"na.rm"}, f"{entry['id']}: arguments of the aggregation"
    first = told["aggregate.first"]
    flags = flags_of(told)
    if not first:
        flags["dose_change"] = False  # AdhereR does not pass it on in this order
    return polypharmacy(
        frame,
        told["CMA.to.apply"].lower(),
        groups=told["medication.groups"],
        aggregate="first" if first else "after",
        aggregation=told["aggregation.method"],
        skip_missing=bool(arguments.get("na.rm", False)),
        threshold=told.get("thresholds"),
        engine=engine,
        **windows_of(entry, frame),
        **flags,
        **COLUMNS,
        **more,
    )


def with_results(folder, entries):
    """The settings for which AdhereR gave something, and their frames."""
    for entry in of_kind(entries, "cma_polypharmacy"):
        if entry["files"]:
            yield entry, pl.read_csv(folder / "inputs" / entry["input"], infer_schema_length=None)


@pytest.mark.parametrize("engine", ENGINES)
def test_each_patient_has_the_figure_that_adherer_gives(folder, entries, engine):
    compared = 0
    for entry, frame in with_results(folder, entries):
        ours = polypharmacy_of(entry, frame, engine)
        found = {str(row["PATIENT_ID"]): row for row in ours.iter_rows(named=True)}
        expected = {row["PATIENT_ID"]: row["CMA"] for row in rows_of(folder, entry["files"][0])}
        for patient, value in expected.items():
            row = found.pop(patient)
            method = entry["aggregation.method"]
            assert agrees(value, row["value"], row["reason"], method), (entry["id"], row, value)
            compared += 1
        assert all(row["reason"] for row in found.values()), f"{entry['id']}: left out by AdhereR"
    assert compared


def after_agrees(entry, ours, theirs):
    found = {(str(row["PATIENT_ID"]), row["group"]): row for row in ours.iter_rows(named=True)}
    for one in theirs:
        row = found[one["PATIENT_ID"], one["group"]]
        assert agrees(one["CMA"], row["value"], row["reason"]), (entry["id"], row, one)
    return len(theirs)


def first_agrees(entry, ours, theirs):
    found = [row for row in ours.iter_rows(named=True) if row["slice"] is not None]
    assert len(theirs) == len(found), entry["id"]
    order = {str(row["PATIENT_ID"]): place for place, row in enumerate(found)}
    theirs = sorted(theirs, key=lambda row: (order[row["PATIENT_ID"]], int(row["intersect.ID"])))
    for one, row in zip(theirs, found, strict=True):
        where = (entry["id"], row, one)
        assert (one["PATIENT_ID"], int(one["intersect.ID"])) == (
            str(row["PATIENT_ID"]),
            row["slice"],
        )
        assert whole_day(one["intersect.start"]) == row["start"], where
        assert whole_day(one["intersect.end"]) == row["end"], where
        assert agrees(one["intersect.duration"], row["days"], None), where
        if entry["thresholds"] is None:
            share = one["prop.trt.groups.available"]
            assert agrees(share, row["value"], row["reason"], entry["aggregation.method"]), where
        groups = [name for name in one if name in row and name != "PATIENT_ID"]
        assert len(one) - len(groups) == 6, where
        for name in groups:
            assert agrees(one[name], row[name], "no cell"), (name, *where)
    return len(theirs)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_steps_on_the_way_are_those_of_adherer(folder, entries, engine):
    compared = 0
    for entry, frame in with_results(folder, entries):
        ours = polypharmacy_of(entry, frame, engine, detail=True)
        theirs = rows_of(folder, entry["files"][1])
        same = first_agrees if entry["aggregate.first"] else after_agrees
        compared += same(entry, ours, theirs)
    assert compared
