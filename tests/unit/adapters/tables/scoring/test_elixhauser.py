"""AHRQ's refined indices: weights of the flags, of a pair only the heavier."""

import pandas as pd
import polars as pl
import pytest
from plain_rows import rows

from carecoord.adapters.tables import score
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.readmission.elixhauser_refined import V2026_1

NAME = "elixhauser_refined"
MEASURES = list(V2026_1.weights)


def table(*people, **cells):
    """A row for each person, who has the measures named and no others."""
    flags = {name: [int(name in person) for person in people] for name in MEASURES}
    return {"patient": list(range(len(people))), **flags, **cells}


def alike(first, second):
    """Two cells of a column: a whole number beside a fraction is one too, as polars asks."""
    return [float(first) if isinstance(second, float) else first, second]


def indices(found):
    return [(row["readmission_index"], row["mortality_index"]) for row in rows(found)]


def test_weights_are_added_and_may_be_below_0(made, engine):
    people = ((), ("HF", "COAG"), ("OBESE",), ("PSYCHOSES", "DRUG_ABUSE"))
    found = score(NAME, made(table(*people)), engine=engine)

    assert indices(found) == [(0, 0), (10, 28), (-2, -7), (12, -16)]
    assert list(rows(found)[0]) == ["patient", "readmission_index", "mortality_index", "reason"]


@pytest.mark.parametrize(
    ("person", "with_hierarchy", "without"),
    [
        (("DIAB_CX", "DIAB_UNCX"), (4, -2), (4, -2)),
        (("LIVER_SEV", "LIVER_MLD"), (10, 16), (13, 18)),
        (("RENLFL_SEV", "RENLFL_MOD"), (8, 7), (12, 10)),
        (("CANCER_METS", "CANCER_SOLID"), (11, 22), (18, 32)),
        (("CANCER_METS", "CANCER_SOLID", "CANCER_NSITU"), (11, 22), (18, 32)),
        (("CANCER_SOLID", "CANCER_NSITU"), (7, 10), (7, 10)),
        (("HTN_CX", "HTN_UNCX"), (0, 1), (0, 1)),
        (("LIVER_MLD", "RENLFL_MOD", "CANCER_SOLID"), (14, 15), (14, 15)),
    ],
)
def test_of_a_pair_only_the_heavier_counts(made, engine, person, with_hierarchy, without):
    frame = made(table(person, ()))

    assert indices(score(NAME, frame, engine=engine)) == [with_hierarchy, (0, 0)]
    assert indices(score(NAME, frame, hierarchy=False, engine=engine)) == [without, (0, 0)]


@pytest.mark.parametrize("cell", [2, None, 0.5, -1])
def test_what_is_no_flag_costs_the_row_its_indices(made, engine, cell):
    found = score(
        NAME, made(table((), ("HF",), HF=alike(0, cell), COAG=alike(1, cell))), engine=engine
    )

    assert indices(found) == [(3, 14), (None, None)]
    assert [row["reason"] for row in rows(found)] == [None, "neither 0 nor 1 in HF, COAG"]


def test_a_prefix_stands_before_each_measure(made):
    columns = {f"CMR_{name}": cells for name, cells in table(("HF",)).items()}
    found = score(NAME, made(columns), prefix="CMR_", keep="CMR_patient")

    assert indices(found) == [(7, 14)]


def test_columns_that_are_missing_are_all_named(made):
    columns = {name: cells for name, cells in table(()).items() if name not in {"HF", "VALVE"}}

    with pytest.raises(InputError, match=r"each of its 38 measures: none for HF, VALVE\."):
        score(NAME, made(columns))


@pytest.mark.parametrize("setting", [{"prefix": 5}, {"prefix": None}, {"hierarchy": "no"}])
def test_settings_without_meaning_are_refused(setting):
    with pytest.raises(AuthoringError, match=f"{next(iter(setting))}="):
        score(NAME, pl.DataFrame(table(("HF",))), **setting)


@pytest.mark.parametrize("version", ["2025.1", None, 2026.1])
def test_weights_of_another_version_are_not_guessed(version):
    with pytest.raises(AuthoringError, match=r"no weights of this version\. There are 2026\.1"):
        score(NAME, pl.DataFrame(table(())), version=version)


def test_what_came_in_is_not_written_to(engine):
    frame = pd.DataFrame(table(("CANCER_METS", "CANCER_SOLID"))).astype(
        dict.fromkeys(MEASURES, "float64")
    )
    before = frame.copy(deep=True)
    score(NAME, frame, engine=engine)

    pd.testing.assert_frame_equal(before, frame)
