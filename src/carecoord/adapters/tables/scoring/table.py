"""A score for each row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from carecoord.adapters.tables.cells_out import flag_cells
from carecoord.adapters.tables.engines import chosen
from carecoord.adapters.tables.frames import Frame, Numbers, Table, Texts
from carecoord.adapters.tables.scoring import elixhauser, writing
from carecoord.adapters.tables.scoring.reading import Reader
from carecoord.adapters.tables.scoring.scores import Points, asked
from carecoord.adapters.tables.scoring.settings import ELIXHAUSER, Settings, Setup
from carecoord.adapters.tables.scoring.weighing import Weighed, reasons, weighed


def score(name: str, frame: Frame, **settings: Unpack[Settings]) -> Frame:
    """One row for each row of a table, in its order: points of each item, and their sum.

    ``name`` is lace; hospital (the edition of 2016), hospital_2013 or hospital_simplified; or
    elixhauser_refined. Columns are read by these names, each of which can be another by a keyword:

    lace: los_days, acute_admission, ed_visits_6m, and conditions, names between semicolons (mi,
    cvd, pvd, dm, chf, dm_cx, copd, mild_liver_renal, cancer, dementia, ctd, modsev_liver_renal,
    hiv, mets, or as the rule calls them; an empty cell is somebody without any), or charlson_lace,
    the sum of LACE's own weights, read where there is no column of conditions, or if it is named.
    hospital and hospital_2013: hemoglobin_g_dl, oncology_service, sodium_mmol_l, any_procedure,
    nonelective, admissions_prev_12m, los_days. hospital_simplified: without any_procedure, and with
    cancer_diagnosis. elixhauser_refined: a column for each of AHRQ's 38 measures, such as HF, or
    CMR_HF with ``prefix`` "CMR_". Flags are 0 or 1, yes or no, true or false.

    Gives a frame of the same kind: the columns ``keep`` (if it is not given: patient, stay and id,
    where they are); points_length and so on, for each item; score; and reason, why there is no
    score: a cell that is missing or cannot be. Besides, of lace: charlson_lace;
    expected_risk_percent, of death or unplanned readmission within 30 days in the derivation, not
    observed; high_from_10, a convention. Of hospital: category as published, and
    band_risk_percent, of a potentially avoidable readmission within 30 days in the validation of
    2016; of hospital_2013 the category. Of hospital_simplified: category, likely or unlikely, only
    with ``likely_from``, the points from which a readmission is likely: sources differ, the site
    chooses.

    elixhauser_refined gives readmission_index and mortality_index in place of points and score, by
    the weights of ``version``. Of a pair of measures only the heavier counts, unless ``hierarchy``
    is False. ``engine`` is auto, python or compiled; results are the same.

    Raises: InputError for a column that is missing, AuthoringError for a setting without meaning,
    MissingExtra.
    """
    setup = Setup.of(name, settings)
    table = Table.of(frame, f"the score {name}")
    kept = setup.kept(table)
    reader = Reader(table=table, names=setup.names, engine=chosen(setup.engine, table.length))
    found = _indices(setup, reader) if name == ELIXHAUSER else _points(setup, reader)
    return table.made(kept, found)


def _points(setup: Setup, reader: Reader) -> Mapping[str, Any]:
    """The columns of a score that adds up items."""
    table = reader.table
    of = asked(setup.name, setup.names, table, setup.likely_from)
    found = weighed(of.items, reader)
    all_of_them = (1 << len(of.items)) - 1
    there = writing.known(found.faults, all_of_them)
    columns: dict[str, Any] = {}
    for place, (item, points) in enumerate(zip(of.items, found.points, strict=True)):
        readable = writing.known(found.faults, 1 << place)
        columns[f"points_{item.name}"] = writing.wholes(points, readable, table)
        if item.tells is not None:
            columns[item.tells] = writing.wholes(found.told[item.tells], readable, table)
    columns["score"] = writing.wholes(found.sums, there, table)
    columns |= _of_score(of, found, there, table)
    faults = [item.fault for item in of.items]
    told = reasons(found.faults, lambda places: "; ".join(faults[place] for place in places))
    return {**columns, "reason": Texts(told)}


def _of_score(of: Points, found: Weighed, there: Any, table: Table) -> Mapping[str, Any]:  # noqa: ANN401
    """What is known of a score: its category and risk, as far as they were published."""
    columns: dict[str, Any] = {}
    if of.labels:
        columns["category"] = Texts(writing.looked_up(found.sums, there, of.labels, None))
    if of.high_from is not None:
        highest = sum(max(points for _, points in item.rows) for item in of.items)
        high = tuple(score >= of.high_from for score in range(highest + 1))
        cells = writing.looked_up(found.sums, there, high, None)
        columns[f"high_from_{of.high_from}"] = flag_cells(cells, table)
    if of.risks:
        nothing = float("nan")
        columns[of.risk] = Numbers(writing.looked_up(found.sums, there, of.risks, nothing))
    return columns


def _indices(setup: Setup, reader: Reader) -> Mapping[str, Any]:
    """The columns of the refined Elixhauser indices."""
    version, table = elixhauser.version_named(setup.version), reader.table
    elixhauser.check_measures(table, version, setup.prefix)
    found = elixhauser.indices(version, reader, setup.prefix, hierarchy=setup.hierarchy)
    there = writing.known(found.faults, -1)
    names = [setup.prefix + name for name in version.weights]
    told = reasons(
        found.faults,
        lambda places: elixhauser.FAULT + ", ".join(names[place] for place in places),
    )
    return {
        "readmission_index": writing.wholes(found.readmission, there, table),
        "mortality_index": writing.wholes(found.mortality, there, table),
        "reason": Texts(told),
    }
