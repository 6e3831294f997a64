"""`score`: in every frame and engine a point stands under its item, and a gap has a reason."""

import math
from datetime import date
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from plain_rows import rows

from carecoord.adapters.tables import engines, score
from carecoord.errors import AuthoringError, InputError, MissingExtra

LACE = {
    "stay": ["a", "b", "c", "d"],
    "los_days": [0, 3, 7, 14],
    "acute_admission": [0, 1, 1, 1],
    "conditions": ["", "mi;cvd", "dementia", "mets"],
    "ed_visits_6m": [0, 2, 1, 4],
}
HOSPITAL = {
    "stay": ["a", "b", "c"],
    "hemoglobin_g_dl": [12.0, 11.95, 8.0],
    "oncology_service": [0, 0, 1],
    "sodium_mmol_l": [135, 134, 128],
    "any_procedure": [0, 1, 1],
    "nonelective": [0, 1, 1],
    "admissions_prev_12m": [0, 1, 6],
    "los_days": [4, 5, 10],
    "cancer_diagnosis": [0, 1, 0],
}


def column(frame, name):
    return [row[name] for row in rows(frame)]


def changed(table, **columns):
    """The table with other columns; numbers beside a fraction are fractions, as polars asks."""
    return {**table, **{name: alike(cells) for name, cells in columns.items()}}


def alike(cells):
    if not isinstance(cells, list) or not any(isinstance(cell, float) for cell in cells):
        return cells
    return [None if cell is None else float(cell) for cell in cells]


class TestLace:
    def test_points_stand_under_their_items(self, made, engine):
        found = score("lace", made(LACE), engine=engine)

        assert rows(found)[1] == {
            "stay": "b",
            "points_length": 3,
            "points_acuity": 3,
            "points_comorbidity": 2,
            "charlson_lace": 2,
            "points_visits": 2,
            "score": 10,
            "high_from_10": True,
            "expected_risk_percent": 12.2,
            "reason": None,
        }
        assert column(found, "score") == [0, 10, 12, 19]
        assert column(found, "high_from_10") == [False, True, True, True]

    @pytest.mark.parametrize(
        ("cell", "told"),
        [
            ("", 0),
            ("  ", 0),
            (None, 0),
            ("mi", 1),
            ("MI ; cvd;", 2),
            ("mi;mi", 1),
            ("dm;dm_cx", 2),
            ("mild_liver_renal;modsev_liver_renal", 4),
            ("cancer;mets", 6),
            ("heart failure;HIV infection", 6),
            ("mii", None),
            ("mi,cvd", None),
            ("mi;unknown", None),
        ],
    )
    def test_conditions_are_names_between_semicolons(self, made, engine, cell, told):
        found = score(
            "lace", made(changed(LACE, conditions=["mi", cell, "mi", "mi"])), engine=engine
        )

        assert column(found, "charlson_lace") == [1, told, 1, 1]
        reason = None if told is not None else "a condition that LACE does not know"
        assert column(found, "reason") == [None, reason, None, None]

    def test_a_column_without_any_condition_is_of_people_without_any(self, made, engine):
        table = made(changed(LACE, conditions=["", "", "", ""]))

        assert column(score("lace", table, engine=engine), "charlson_lace") == [0, 0, 0, 0]

    @pytest.mark.parametrize("conditions", [[0, 1, 2, 3], [date(2025, 1, 1)] * 4])
    def test_what_is_no_text_names_no_condition(self, made, conditions):
        found = score("lace", made(changed(LACE, conditions=conditions)))

        assert column(found, "score") == [None] * 4

    def test_a_list_of_conditions_in_a_cell_is_not_taken_for_none(self, engine):
        cells = pd.Series([["mi", "cvd"], None, " ", {}], dtype=object)
        found = score("lace", pd.DataFrame(LACE).assign(conditions=cells), engine=engine)

        assert column(found, "charlson_lace") == [None, 0, 0, None]

    def test_the_sum_may_be_given_instead(self, made, engine):
        table = {name: cells for name, cells in LACE.items() if name != "conditions"}
        found = score("lace", made({**table, "charlson_lace": [0, 3, 29, 30]}), engine=engine)

        assert column(found, "points_comorbidity") == [0, 3, 5, None]
        assert column(found, "charlson_lace") == [0, 3, 29, None]
        reason = "no whole sum of LACE's weights from 0 to 29"
        assert column(found, "reason") == [None, None, None, reason]

    def test_of_both_the_conditions_are_read_unless_the_sum_is_named(self, made):
        table = made({**LACE, "sum": [4, 4, 4, 4], "charlson_lace": [9, 9, 9, 9]})

        assert column(score("lace", table), "charlson_lace") == [0, 2, 3, 6]
        assert column(score("lace", table, charlson_lace="sum"), "charlson_lace") == [4, 4, 4, 4]
        assert column(score("lace", table, conditions="stay"), "charlson_lace") == [None] * 4

    def test_both_named_is_refused(self, made):
        with pytest.raises(AuthoringError, match="one of the two is read, not both"):
            score("lace", made(LACE), charlson_lace="los_days", conditions="conditions")

    def test_neither_is_refused(self, made):
        table = {name: cells for name, cells in LACE.items() if name != "conditions"}

        with pytest.raises(InputError, match="'conditions' or 'charlson_lace'"):
            score("lace", made(table))


class TestCells:
    """What is missing or cannot be costs its row the score, and says so."""

    @pytest.mark.parametrize(
        ("name", "cell", "reason"),
        [
            ("los_days", -1, "no whole number of days of stay from 0"),
            ("los_days", None, "no whole number of days of stay from 0"),
            ("los_days", 2.5, "no whole number of days of stay from 0"),
            ("los_days", math.inf, "no whole number of days of stay from 0"),
            ("acute_admission", 2, "not known, 0 or 1: an acute admission"),
            ("acute_admission", None, "not known, 0 or 1: an acute admission"),
            ("ed_visits_6m", 0.5, "no whole number of emergency visits from 0"),
            ("ed_visits_6m", -3, "no whole number of emergency visits from 0"),
        ],
    )
    def test_of_lace(self, made, engine, name, cell, reason):
        cells = [*LACE[name][:3], cell]
        found = score("lace", made(changed(LACE, **{name: cells})), engine=engine)

        last = rows(found)[3]
        assert column(found, "score")[:3] == [0, 10, 12]
        assert last["reason"] == reason
        assert (last["score"], last["high_from_10"], last["expected_risk_percent"]) == (None,) * 3
        assert last["points_comorbidity"] == 5

    @pytest.mark.parametrize(
        ("name", "cell", "reason"),
        [
            ("hemoglobin_g_dl", 0, "no hemoglobin at discharge in g/dL from 1 to 30"),
            ("hemoglobin_g_dl", 119.0, "no hemoglobin at discharge in g/dL from 1 to 30"),
            ("hemoglobin_g_dl", None, "no hemoglobin at discharge in g/dL from 1 to 30"),
            ("sodium_mmol_l", 3.1, "no sodium at discharge in mmol/L from 50 to 250"),
            ("sodium_mmol_l", 251, "no sodium at discharge in mmol/L from 50 to 250"),
            ("oncology_service", 2, "not known, 0 or 1: discharged from an oncology service"),
            ("any_procedure", -1, "not known, 0 or 1: a procedure in the stay"),
            ("nonelective", 0.5, "not known, 0 or 1: an admission not elective"),
            (
                "admissions_prev_12m",
                1.5,
                "no whole number of admissions in the 12 months before from 0",
            ),
        ],
    )
    def test_of_hospital(self, made, engine, name, cell, reason):
        cells = [*HOSPITAL[name][:2], cell]
        found = score("hospital", made(changed(HOSPITAL, **{name: cells})), engine=engine)

        last = rows(found)[2]
        assert column(found, "score")[:2] == [0, 6]
        assert last["reason"] == reason
        assert (last["score"], last["category"], last["band_risk_percent"]) == (None,) * 3
        assert last["points_length"] == 2

    def test_all_of_them_are_named(self, made, engine):
        table = changed(LACE, los_days=[-1, 3, 7, 14], ed_visits_6m=[None, 2, 1, 4])
        found = score("lace", made(table), engine=engine)

        assert column(found, "reason")[0] == (
            "no whole number of days of stay from 0; no whole number of emergency visits from 0"
        )

    @pytest.mark.parametrize(
        "cells",
        [
            [False, True, True, True],
            ["no", "yes", "Y", "TRUE"],
            ["0", "1", "1.0", " true "],
            [Decimal(0), Decimal(1), Decimal(1), Decimal(1)],
        ],
        ids=["yes or no", "words", "texts", "decimals"],
    )
    def test_flags_of_any_kind(self, made, engine, cells):
        found = score("lace", made(changed(LACE, acute_admission=cells)), engine=engine)

        assert column(found, "points_acuity") == [0, 3, 3, 3]

    @pytest.mark.parametrize("cell", [None, "maybe", ""])
    def test_a_word_that_is_neither_is_not_known(self, made, engine, cell):
        cells = ["no", "yes", "yes", cell]
        found = score("lace", made(changed(LACE, acute_admission=cells)), engine=engine)

        assert column(found, "points_acuity") == [0, 3, 3, None]

    def test_yes_or_no_with_one_missing(self, engine):
        cells = {
            pl.DataFrame: pl.Series([False, True, True, None]),
            pa.table: pa.array([False, True, True, None]),
            pd.DataFrame: pd.array([False, True, True, pd.NA], dtype="boolean"),
        }
        for make, flags in cells.items():
            found = score("lace", make(changed(LACE, acute_admission=flags)), engine=engine)
            assert column(found, "points_acuity") == [0, 3, 3, None]

    def test_numbers_of_pandas_with_one_missing(self, engine):
        days = pd.array([0, 3, 7, pd.NA], dtype="Int64")
        found = score("lace", pd.DataFrame(changed(LACE, los_days=days)), engine=engine)

        assert column(found, "points_length") == [0, 3, 5, None]

    def test_texts_of_numbers_are_read(self, made, engine):
        table = changed(HOSPITAL, hemoglobin_g_dl=["12.0", " 11.95", "8"], los_days=["4", "5", "x"])
        found = score("hospital", made(table), engine=engine)

        assert column(found, "points_hemoglobin") == [0, 1, 1]
        assert column(found, "points_length") == [0, 2, None]

    def test_what_came_in_is_not_written_to(self, engine):
        frame = pd.DataFrame(HOSPITAL)
        before = frame.copy(deep=True)
        score("hospital_simplified", frame, engine=engine)

        pd.testing.assert_frame_equal(before, frame)


class TestHospital:
    def test_both_editions_and_their_bands(self, made, engine):
        new = score("hospital", made(HOSPITAL), engine=engine)
        old = score("hospital_2013", made(HOSPITAL), engine=engine)

        assert column(new, "score") == [0, 6, 13]
        assert column(old, "score") == [0, 8, 13]
        assert column(new, "category") == ["low", "intermediate", "high"]
        assert column(old, "category") == ["low", "high", "high"]
        assert column(new, "band_risk_percent") == [5.8, 11.9, 22.8]
        assert "band_risk_percent" not in rows(old)[0]

    def test_the_simplified_one_has_no_category_without_a_cut_off(self, made, engine):
        found = score("hospital_simplified", made(HOSPITAL), engine=engine)

        assert column(found, "score") == [0, 7, 12]
        assert {"category", "points_procedure"}.isdisjoint(rows(found)[0])

    @pytest.mark.parametrize(
        ("cut", "expected"),
        [
            (1, ["unlikely", "likely", "likely"]),
            (7, ["unlikely", "likely", "likely"]),
            (8, ["unlikely", "unlikely", "likely"]),
            (12, ["unlikely", "unlikely", "likely"]),
        ],
    )
    def test_the_cut_off_makes_two_groups(self, made, engine, cut, expected):
        found = score("hospital_simplified", made(HOSPITAL), likely_from=cut, engine=engine)

        assert column(found, "category") == expected

    @pytest.mark.parametrize("cut", [0, 13, 4.0, "5", True, HOSPITAL])
    def test_another_cut_off_is_refused(self, cut):
        with pytest.raises(AuthoringError, match=r"likely_from=.*Give a whole number from 1 to 12"):
            score("hospital_simplified", pl.DataFrame(HOSPITAL), likely_from=cut)

    def test_a_cancer_or_the_service_is_enough(self, made, engine):
        table = changed(HOSPITAL, cancer_diagnosis=[1, None, None], oncology_service=[None, 1, 0])
        found = score("hospital_simplified", made(table), engine=engine)

        assert column(found, "points_oncology") == [2, 2, None]
        assert column(found, "reason")[2] == (
            "not known, 0 or 1: a cancer diagnosis, or discharged from an oncology service"
        )

    def test_no_procedure_need_be_known(self, made):
        table = {name: cells for name, cells in HOSPITAL.items() if name != "any_procedure"}

        assert column(score("hospital_simplified", made(table)), "score") == [0, 7, 12]
        with pytest.raises(InputError, match="'any_procedure'"):
            score("hospital", made(table))


class TestSettings:
    def test_columns_may_be_called_otherwise(self, made):
        renamed = {("nights" if n == "los_days" else n): cells for n, cells in LACE.items()}

        assert column(score("lace", made(renamed), los_days="nights"), "score") == [0, 10, 12, 19]

    @pytest.mark.parametrize(
        ("keep", "kept"),
        [
            (None, ["stay"]),
            ("los_days", ["los_days"]),
            (["los_days", "stay"], ["los_days", "stay"]),
            ([], []),
        ],
    )
    def test_columns_are_kept(self, made, keep, kept):
        found = score("lace", made(LACE), keep=keep)

        assert list(rows(found)[0])[: len(kept) + 1] == [*kept, "points_length"]

    def test_rows_stay_where_they_are_whatever_their_index(self):
        frame = pd.DataFrame(LACE, index=[9, 3, 5, 1])
        found = score("lace", frame)

        assert list(zip(found["stay"], found["score"], strict=True)) == [
            ("a", 0), ("b", 10), ("c", 12), ("d", 19),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("keep", "error", "told"),
        [
            ("nights", InputError, "'nights'"),
            (5, AuthoringError, "no name of a column"),
            ([1], AuthoringError, "no name of a column"),
        ],
    )
    def test_a_column_to_keep_that_is_not_there(self, keep, error, told):
        with pytest.raises(error, match=told):
            score("lace", pl.DataFrame(LACE), keep=keep)

    def test_a_kept_column_may_not_be_called_as_one_of_the_result(self):
        with pytest.raises(AuthoringError, match="a column 'score', kept in the result"):
            score("lace", pl.DataFrame({**LACE, "score": LACE["stay"]}), keep="score")

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("hospitl", "Did you mean 'hospital'"),
            ("charlson", "there is none of this name"),
            (None, "there is none of this name"),
            (pl.DataFrame(LACE), "there is none of this name"),
        ],
    )
    def test_another_score(self, name, told):
        with pytest.raises(AuthoringError, match=told):
            score(name, pl.DataFrame(LACE))

    @pytest.mark.parametrize(
        ("name", "setting"),
        [
            ("lace", "any_procedure"),
            ("lace", "likely_from"),
            ("hospital", "hierarchy"),
            ("hospital", "cancer_diagnosis"),
            ("hospital_simplified", "any_procedure"),
            ("elixhauser_refined", "los_days"),
        ],
    )
    def test_a_setting_of_another_score_is_refused(self, name, setting):
        with pytest.raises(AuthoringError, match=f"the setting '{setting}'"):
            score(name, pl.DataFrame(LACE), **{setting: 1})

    def test_a_large_table_is_compiled_by_itself(self, monkeypatch):
        monkeypatch.setattr(engines, "LARGE", 2)
        table = pl.DataFrame(LACE)

        assert score("lace", table).equals(score("lace", table, engine="python"))

    def test_without_numba_the_compiled_engine_is_named_as_missing(self, monkeypatch):
        monkeypatch.setattr(engines, "available", lambda: False)
        with pytest.raises(MissingExtra, match="fast"):
            score("lace", pl.DataFrame(LACE), engine="compiled")

    @pytest.mark.parametrize("name", ["lace", "hospital", "hospital_simplified"])
    def test_a_table_without_rows(self, made, engine, name):
        empty = {column: [] for column in {**LACE, **HOSPITAL}}

        assert rows(score(name, made(empty), engine=engine)) == []
