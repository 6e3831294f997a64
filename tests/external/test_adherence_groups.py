"""Medication groups and polypharmacy against what AdhereR gave, setting by setting.

Where AdhereR leaves a patient out there is a reason; where it makes a figure of no values at all
(R has 0 for their sum, infinity for their extremes) we say that there is none.
"""

import math

import pytest
from adherer_manifest import entries, fills, keywords, parameters
from adherer_results import applied, day, files, number, results, rows, same, stopped, who

from carecoord.adapters.tables.groups.medication_groups import adherence_by_group
from carecoord.adapters.tables.groups.polypharmacy import polypharmacy

ENGINES = ("python", "compiled")
KINDS = ("polars", "pandas", "arrow")
PER_GROUP = "followup.window.start.per.medication.group"
GROUP_COLUMN = "medication.groups.colname"
OURS = {
    "medication.groups",
    "flatten.medication.groups",
    GROUP_COLUMN,
    PER_GROUP,
    "aggregate.first",
    "aggregation.method",
    "aggregation.method.arguments",
    "thresholds",
}
"""Parameters that are read here; others are known to all tests of tables, or fail by their name."""
OF_A_SLICE = {"slice", "start", "end", "days", "value", "reason"}
OF_NOTHING = {"sum": 0.0, "prod": 1.0, "min": math.inf, "max": -math.inf}

pytestmark = pytest.mark.usefixtures("data")
grouped = pytest.mark.parametrize("entry", entries("medication_groups"))
together = pytest.mark.parametrize("entry", entries("cma_polypharmacy"))


def given(entry):
    """The parameters of a setting; what is NA or NULL is as if it were not there."""
    return {n: v for n, v in parameters(entry).items() if v not in (None, "NA", [None], [])}


def yes(value, usual=False):
    """A setting that is TRUE or FALSE, however the manifest writes it."""
    (one,) = value if isinstance(value, list) else (value,)
    return {None: usual, "TRUE": True, "T": True, "FALSE": False, "F": False}.get(one, one) is True


def groups_first(entry):
    return yes(given(entry).get("aggregate.first"), usual=True)


after, first = (
    pytest.mark.parametrize(
        "entry",
        [case for case in entries("cma_polypharmacy") if groups_first(case.values[0]) is order],
    )
    for order in (False, True)
)
with_both_engines = pytest.mark.parametrize("engine", ENGINES)


def expected(entry, ending):
    """The rows of a result; where AdhereR gave none, the test says so."""
    found = results(entry, ending)
    if not found:
        assert stopped(entry) or any(results(entry, name) for name in files(entry)), "no results"
        pytest.skip(f"no rows of {ending} of AdhereR: {entry.get('messages')}")
    return found


def skips(entry):
    """Whether groups without a value are left out."""
    return yes((given(entry).get("aggregation.method.arguments") or {}).get("na.rm"))


def threshold(entry):
    told = given(entry).get("thresholds")
    return told[0] if isinstance(told, list) and len(told) == 1 else told


def shared(entry):
    """The parameters that all tables have, in their words."""
    return keywords({n: value for n, value in given(entry).items() if n not in OURS})


def agrees(ours, theirs, why, method=None):
    """Whether a value is theirs, or none for a reason where they have none."""
    if ours is None:
        return bool(why) and (theirs is None or theirs == OF_NOTHING.get(method))
    return same(ours, theirs)


def same_day(ours, theirs):
    """Whether a date is the day in the course of which theirs lies."""
    return theirs is not None and 0 <= theirs - ours.toordinal() + 1e-9 < 1 + 2e-9


def groups_of(entry):
    """The groups as written: a column, expressions, or by the names of the classes in each."""
    found = parameters(entry)["medication.groups"]
    if isinstance(found, str):
        return found
    drug = shared(entry)["drug"]
    return {name: one if isinstance(one, str) else among(drug, one) for name, one in found.items()}


def among(drug, classes):
    return f"`{drug}` %in% c({', '.join(repr(one) for one in classes)})"


def by_group(entry, method, frame, engine):
    told = given(entry)
    found = adherence_by_group(
        frame,
        method,
        groups=groups_of(entry),
        from_first_of_group=yes(told.get(PER_GROUP)),
        engine=engine,
        **shared(entry),
    )
    patient = shared(entry)["patient"]
    return {(who(row[patient]), row["group"]): row for row in rows(found)}


@with_both_engines
@grouped
def test_each_group_of_a_patient_has_the_measure_that_adherer_gives(entry, engine):
    patient = shared(entry)["patient"]
    column = parameters(entry).get(GROUP_COLUMN) or ".MED_GROUP_ID"
    theirs = {}
    for row in expected(entry, "_medication_groups.csv"):
        of = theirs.setdefault(row.get("cma", ", ".join(applied(entry))).lower(), {})
        of[who(row[patient]), row[column]] = number(row["CMA"])

    for method, values in theirs.items():
        ours = by_group(entry, method, fills(entry), engine)
        known = {group for _, group in ours}
        for key, value in values.items():
            if value is None and key[1] not in known:
                continue  # a group that has no fills at all
            assert agrees(ours[key]["value"], value, ours[key]["reason"]), (
                method,
                ours[key],
                value,
            )
        for key in ours.keys() - values.keys():
            assert ours[key]["reason"], f"{method}: left out by AdhereR, {ours[key]}"


@pytest.mark.parametrize("kind", KINDS)
@grouped
def test_groups_are_the_same_from_every_kind_of_frame(entry, kind):
    assert by_group(entry, "cma7", fills(entry), "python") == by_group(
        entry, "cma7", fills(entry, kind), "python"
    )


def combined(entry, engine, *, detail):
    told = given(entry)
    arguments = told.get("aggregation.method.arguments") or {}
    assert {*arguments} <= {"na.rm"}, f"arguments that no test knows: {arguments}"
    settings = shared(entry)
    if not groups_first(entry):
        settings.pop("dose_change", None)  # AdhereR does not hand it on in this order
    found = polypharmacy(
        fills(entry),
        *applied(entry),
        groups=groups_of(entry),
        aggregate="first" if groups_first(entry) else "after",
        aggregation=told.get("aggregation.method") or "mean",
        skip_missing=skips(entry),
        threshold=threshold(entry),
        detail=detail,
        engine=engine,
        **settings,
    )
    return rows(found)


@with_both_engines
@together
def test_each_patient_has_the_figure_that_adherer_gives(entry, engine):
    lines = expected(entry, "_polypharmacy.csv")
    patient, method = shared(entry)["patient"], given(entry).get("aggregation.method")
    ours = {who(row[patient]): row for row in combined(entry, engine, detail=False)}
    made_up = of_no_group(entry, engine) if groups_first(entry) else {}
    total = "sum" if groups_first(entry) else method

    for row in lines:
        one, theirs = ours.pop(who(row[patient])), number(row["CMA"])
        extra = made_up.get(who(row[patient]), 0.0) / (one.get("denominator") or 1.0)
        if math.isinf(extra):
            assert theirs == extra, (one, theirs)
        else:
            found = None if theirs is None else theirs - extra
            assert agrees(one["value"], found, one["reason"], total), (one, theirs)
    assert all(one["reason"] for one in ours.values()), "left out by AdhereR"


def of_no_group(entry, engine):
    """What R makes of slices in which no group counts, by patient, in days."""
    made = OF_NOTHING.get(given(entry).get("aggregation.method"))
    least = threshold(entry)
    if made is None or not skips(entry):
        return {}
    each = made if least is None else float(made >= least)
    patient = shared(entry)["patient"]
    found = {}
    for row in combined(entry, engine, detail=True):
        groups = row.keys() - {patient, *OF_A_SLICE}
        if each and row["slice"] is not None and all(row[name] is None for name in groups):
            of = who(row[patient])
            found[of] = found.get(of, 0.0) + each * row["days"]
    return found


@with_both_engines
@after
def test_the_groups_of_a_patient_measured_one_by_one(entry, engine):
    measured = expected(entry, "_polypharmacy_intermediate.csv")
    least = threshold(entry)
    patient = shared(entry)["patient"]
    found = combined(entry, engine, detail=True)
    ours = {(who(row[patient]), row["group"]): row for row in found}
    if least is not None and {number(row["CMA"]) for row in measured} <= {None, 0.0, 1.0}:
        for one in ours.values():  # the manual does not say on which side of it they are
            one["value"] = None if one["value"] is None else float(one["value"] >= least)

    for row in measured:
        one, theirs = ours.pop((who(row[patient]), row["group"])), number(row["CMA"])
        assert agrees(one["value"], theirs, one["reason"]), (one, theirs)
    assert all(one["reason"] for one in ours.values()), "left out by AdhereR"


@with_both_engines
@first
def test_each_slice_of_time_has_each_group_as_adherer_cuts_it(entry, engine):
    theirs = expected(entry, "_polypharmacy_intermediate.csv")
    told = given(entry)
    patient = shared(entry)["patient"]
    found = [row for row in combined(entry, engine, detail=True) if row["slice"] is not None]
    ours = {(who(row[patient]), row["slice"]): row for row in found}

    wanted = {(who(row[patient]), int(row["intersect.ID"])) for row in theirs}
    assert wanted == ours.keys()
    for row in theirs:
        one = ours[who(row.pop(patient)), int(row.pop("intersect.ID"))]
        for name in ("start", "end"):
            assert same_day(one[name], day(row.pop(f"intersect.{name}"))), (name, one)
        assert same(one["days"], number(row.pop("intersect.duration"))), one
        share = number(row.pop("prop.trt.groups.available"))
        if threshold(entry) is None:  # the manual does not say on which side of it this is
            assert agrees(one["value"], share, one["reason"], told.get("aggregation.method")), one
        for group, cell in row.items():
            assert same(one[group], number(cell)), (group, one)
