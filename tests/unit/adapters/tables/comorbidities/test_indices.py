"""An index over a table of codes, of every kind of frame and by both engines."""

from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from plain_rows import rows

from carecoord.adapters.tables import comorbidity
from carecoord.errors import AuthoringError, InputError

CODES = {
    "patient": ["b", "a", "a", "b", "c", "a"],
    "code": ["I50.9", "e119", "E11.22", "I50.9", None, "44054006"],
}


def named(found, *names):
    return [tuple(row[name] for name in names) for row in rows(found)]


def having(found):
    """By patient the conditions they have."""
    columns = [name for name in rows(found)[0] if name not in {"patient", *NUMBERS}]
    return {row["patient"]: {one for one in columns if row[one] == 1} for row in rows(found)}


NUMBERS = ("n_conditions", "score", "unknown_codes", "age_points", "score_with_age")


def test_a_row_for_each_patient_in_order_of_appearance(made, engine):
    found = comorbidity(made(CODES), engine=engine)

    assert type(found) is type(made(CODES))
    assert named(found, "patient", *NUMBERS[:3]) == [("b", 1, 1, 0), ("a", 2, 2, 1), ("c", 0, 0, 0)]
    assert having(found) == {"b": {"chf"}, "a": {"diab", "diabwc"}, "c": set()}


def test_columns_are_the_patient_the_conditions_and_the_numbers(made):
    columns = list(rows(comorbidity(made(CODES)))[0])

    assert columns[:3] == ["patient", "mi", "chf"]
    assert columns[-4:] == ["aids", "n_conditions", "score", "unknown_codes"]
    assert len(columns) == 1 + 17 + 3


def test_without_the_hierarchy_both_forms_count(made, engine):
    found = comorbidity(made(CODES), hierarchy=False, engine=engine)

    assert named(found, "n_conditions", "score") == [(1, 1), (2, 3), (0, 0)]


@pytest.mark.parametrize(("hierarchy", "number"), [(True, 1), (False, 2)])
def test_the_number_of_elixhauser_follows_the_hierarchy(made, hierarchy, number):
    found = comorbidity(made(CODES), "elixhauser", hierarchy=hierarchy)

    assert rows(found)[1]["n_conditions"] == number


@pytest.mark.parametrize(
    ("index", "weights", "score"),
    [
        ("charlson", None, 1),
        ("charlson", "charlson_1987", 1),
        ("charlson", "quan_2011", 2),
        ("elixhauser", None, 7),
        ("elixhauser", "van_walraven_2009", 7),
        ("elixhauser", "swiss_2021", 13),
    ],
)
def test_the_weights_of_each_index(made, index, weights, score):
    assert rows(comorbidity(made(CODES), index, weights=weights))[0]["score"] == score


def test_a_score_below_zero_stays_below_zero(made, engine):
    codes = made({"patient": [1, 1], "code": ["E66.0", "F11.1"]})

    assert rows(comorbidity(codes, "elixhauser", engine=engine))[0]["score"] == -11


def test_the_updated_edition_counts_what_was_made_since(made):
    codes = made({"patient": ["p", "q"], "code": ["C7B.0", "C86.1"]})

    assert named(comorbidity(codes), "score") == [(0,), (0,)]
    assert named(comorbidity(codes, edition="quan_2005_updated"), "score") == [(6,), (2,)]


def test_different_unknown_codes_are_counted_once_each(made, engine):
    codes = {"patient": list("ppqppqp"), "code": ["2", "1", "1", "1", "I10", "I10", "2"]}
    found = comorbidity(made(codes), engine=engine)

    assert named(found, "patient", "unknown_codes") == [("p", 2), ("q", 1)]


def test_rows_that_name_nobody_stand_last_with_nothing_in_them(made, engine):
    codes = made({"patient": [None, "p", " "], "code": ["I50", "I50", "I21"]})
    found = rows(comorbidity(codes, engine=engine))

    assert [row["patient"] for row in found] == ["p", None]
    assert found[0]["score"] == 1
    assert {value for name, value in found[1].items() if name != "patient"} == {None}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([1, None, 2], "Int64"),
        ([1, None, 2], "UInt8"),
        ([1, None, 2], "int64[pyarrow]"),
        ([True, None, False], "boolean"),
        (["a", None, "b"], "category"),
        (["2023-01", None, "2023-02"], "period[M]"),
    ],
)
def test_patients_of_every_kind_in_pandas_have_a_null_where_nobody_is_named(cells, kind):
    given = pd.DataFrame({"patient": pd.array(cells, dtype=kind), "code": ["I50"] * 3})

    found = comorbidity(given)["patient"]

    assert found.isna().tolist() == [False, False, True]
    assert given["patient"].dtype == found.dtype
    assert given["patient"].dropna().tolist() == found.dropna().tolist()


def test_a_table_without_rows(made, engine):
    codes = made({"patient": ["p"], "code": ["I50"]})[:0]

    assert rows(comorbidity(codes, engine=engine)) == []


def test_the_order_of_rows_does_not_matter(made, engine):
    turned = {name: cells[::-1] for name, cells in CODES.items()}
    found, other = (rows(comorbidity(made(c), engine=engine)) for c in (CODES, turned))

    def by(row):
        return row["patient"]

    assert sorted(found, key=by) == sorted(other, key=by)


class TestAge:
    """The age form of Charlson."""

    @pytest.mark.parametrize(
        ("ages", "points"),
        [
            ([50], 1),
            ([49.9], 0),
            ([80, 80], 4),
            ([65, None], 2),
            ([70, 71], None),
            ([None], None),
            ([-1], None),
            ([151], None),
            ([0], 0),
        ],
    )
    def test_points_where_all_rows_say_the_same(self, made, engine, ages, points):
        codes = made({"patient": ["p"] * len(ages), "code": ["I50"] * len(ages), "age": ages})
        found = comorbidity(codes, age="age", engine=engine)

        whole = None if points is None else 1 + points
        assert named(found, "score", "age_points", "score_with_age") == [(1, points, whole)]

    def test_an_age_in_words_is_none(self, made):
        codes = made({"patient": ["p"], "code": ["I50"], "age": ["old"]})

        assert named(comorbidity(codes, age="age"), "age_points") == [(None,)]

    def test_elixhauser_has_none(self, made):
        with pytest.raises(AuthoringError, match="only charlson has points for age"):
            comorbidity(made(CODES), "elixhauser", age="age")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"index": "chalson"}, "the index 'chalson': there is none of this name"),
        ({"index": ["charlson"]}, "the index a list"),
        ({"weights": "vw"}, "the weights 'vw': there is none of this name"),
        ({"weights": "swiss_2021"}, "they are of the other index. Take charlson_1987 or quan_2011"),
        ({"edition": "2005"}, "the edition '2005': there is none of this name"),
        ({"hierarchy": "no"}, "hierarchy='no': it is neither True nor False"),
        ({"hierarchy": pd.Series([True, False])}, "hierarchy=a Series"),
        ({"engine": "fast"}, "the engine 'fast'"),
    ],
)
def test_settings_that_there_are_not_are_refused(made, settings, told):
    with pytest.raises(AuthoringError, match=told):
        comorbidity(made(CODES), **settings)


@pytest.mark.parametrize("column", ["patient", "code", "system", "age"])
def test_a_column_that_is_not_there_is_named(made, column):
    with pytest.raises(InputError, match="the column 'nowhere'"):
        comorbidity(made(CODES), **{column: "nowhere"})


def test_a_patient_column_named_like_a_condition_is_refused(made):
    with pytest.raises(AuthoringError, match="the result has a column of this name"):
        comorbidity(made({"mi": ["p"], "code": ["I21"]}), patient="mi")


@pytest.mark.parametrize(
    "cells",
    [
        [4280, 25000, 1],
        [428.0, float("nan"), 1.5],
        [Decimal(428), None, Decimal(1)],
        [True, False, True],
    ],
    ids=["whole", "fractions", "decimals", "yes or no"],
)
def test_cells_that_are_no_texts_are_unknown(made, cells):
    found = comorbidity(made({"patient": ["p", "q", "r"], "code": cells}))

    assert [row["score"] for row in rows(found)] == [0, 0, 0]
    assert rows(found)[0]["unknown_codes"] == 1


def test_categories_and_lazy_frames_are_read():
    codes = pd.DataFrame(CODES).astype({"code": "category", "patient": "category"})
    lazy = pl.LazyFrame(CODES)

    assert (
        named(comorbidity(codes), "score")
        == named(comorbidity(lazy), "score")
        == [(1,), (2,), (0,)]
    )


@pytest.fixture
def without_arrow(monkeypatch):
    """A polars frame where Arrow is not installed."""
    import narwhals.stable.v2 as nw

    def refused(self):
        raise ModuleNotFoundError

    monkeypatch.setattr(nw.Series, "to_arrow", refused)


@pytest.mark.parametrize(("blank", "score"), [("I50.9", 1), (None, 0), (" ", 0)])
def test_without_arrow_it_is_the_same(made, without_arrow, blank, score):
    codes = made({"patient": ["p", "q", "p"], "code": [blank, "I21", "Z00"]})

    assert named(comorbidity(codes, engine="compiled"), "score") == [(score,), (1,)]
