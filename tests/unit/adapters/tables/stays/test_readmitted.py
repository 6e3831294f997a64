"""A table of stays in, a row for each of them out."""

from datetime import date

import pandas as pd
import polars as pl
import pytest
from plain_rows import rows
from small_tables import (
    BYPASS,
    CANCER,
    CHEMOTHERAPY,
    FAILURE,
    LAST_DAY,
    LOBECTOMY,
    MIND,
    PNEUMONIA,
    TABLES,
    TRANSPLANT,
    columns,
    stay,
)

from carecoord.adapters.tables import readmissions
from carecoord.errors import AuthoringError, InputError


def found(*stays, made=pl.DataFrame, **settings):
    given = {"tables": TABLES, "until": LAST_DAY, **settings}
    return rows(readmissions(made(columns(*stays)), **given))


def why_not(*stays, **settings):
    return [row["why_not"] for row in found(*stays, **settings)]


def test_every_column_of_every_kind_of_frame(made, engine):
    table = [
        stay("late", 20, 25, principal_diagnosis=FAILURE, procedures=BYPASS),
        stay("first", 0, 4),
        stay("second", 10, 12, principal_diagnosis=CANCER),
        stay("odd", 209, 200),
    ]

    assert found(*table, made=made, engine=engine) == [
        {
            "patient": "p",
            "stay": "late",
            "episode": 3,
            "index": True,
            "why_not": None,
            "cohort": "surgery/gynecology",
            "excluded": None,
            "planned": True,
            "planned_rule": "potentially planned procedure, principal diagnosis not acute",
            "readmitted": 0,
            "unplanned_readmission": 0,
            "readmission_stay": None,
            "days": None,
            "planned_first": False,
            "not_looked_at": "age; enrolment before admission; enrolment after discharge;"
            " death after discharge; kind of stay",
        },
        {
            "patient": "p",
            "stay": "first",
            "episode": 1,
            "index": True,
            "why_not": None,
            "cohort": "cardiorespiratory",
            "excluded": None,
            "planned": False,
            "planned_rule": "no planned procedure",
            "readmitted": 1,
            "unplanned_readmission": 1,
            "readmission_stay": "second",
            "days": 6,
            "planned_first": False,
            "not_looked_at": "age; enrolment before admission; enrolment after discharge;"
            " death after discharge; kind of stay",
        },
        {
            "patient": "p",
            "stay": "second",
            "episode": 2,
            "index": False,
            "why_not": "excluded: medical treatment of cancer",
            "cohort": None,
            "excluded": "medical treatment of cancer",
            "planned": False,
            "planned_rule": "no planned procedure",
            "readmitted": None,
            "unplanned_readmission": None,
            "readmission_stay": None,
            "days": None,
            "planned_first": None,
            "not_looked_at": "age; enrolment before admission; enrolment after discharge;"
            " death after discharge; kind of stay",
        },
        {
            "patient": "p",
            "stay": "odd",
            "episode": None,
            "index": False,
            "why_not": "discharged before admission",
            "cohort": None,
            "excluded": None,
            "planned": None,
            "planned_rule": None,
            "readmitted": None,
            "unplanned_readmission": None,
            "readmission_stay": None,
            "days": None,
            "planned_first": None,
            "not_looked_at": "age; enrolment before admission; enrolment after discharge;"
            " death after discharge; kind of stay",
        },
    ]


def test_stays_named_by_numbers(made):
    table = [stay(1, 0, 4, patient=7), stay(2, 10, 12, patient=7)]

    assert [row["readmission_stay"] for row in found(*table, made=made)] == [2, None]


@pytest.mark.parametrize("kind", ["uint64", "int8", "int64[pyarrow]", "UInt16", "bool"])
def test_stays_named_by_any_kind_of_whole_number_in_pandas(kind):
    given = pd.DataFrame(columns(stay(1, 0, 4), stay(0, 9, 12)))
    given["stay"] = given["stay"].astype(kind)

    result = readmissions(given, tables=TABLES, until=LAST_DAY)["readmission_stay"]

    assert given["stay"][1] == result[0]
    assert result.isna().tolist() == [False, True]


@pytest.mark.parametrize("turned", [1, -1])
def test_stays_on_the_same_days_stand_in_the_order_of_their_hospitals(turned, engine):
    both = [stay("b", 5, 5, hospital="B"), stay("a", 5, 5, hospital="A")][::turned]

    assert {"b"} == {one["stay"] for one in found(*both, engine=engine) if one["index"]}


def test_blanks_around_the_name_of_a_hospital_make_no_other_one():
    one, _ = found(stay("one", 0, 4), stay("two", 5, 9, hospital=" A "))

    assert (one["index"], one["days"]) == (True, 1)


def test_no_stays_at_all(made):
    frame = made({name: [] for name in stay("x", 0, 1)})

    assert rows(readmissions(frame, tables=TABLES)) == []


def test_a_planned_readmission_blocks_a_later_one():
    first, _, _ = found(
        stay("a", 0, 4), stay("b", 10, 12, procedures=TRANSPLANT), stay("c", 15, 16)
    )

    assert (first["readmitted"], first["unplanned_readmission"]) == (1, 0)
    assert (first["readmission_stay"], first["planned_first"]) == (None, True)


@pytest.mark.parametrize(
    ("diagnosis", "rule"),
    [(None, "no principal diagnosis"), ("A000", "principal diagnosis not in the tables")],
)
def test_a_readmission_without_a_known_diagnosis_leaves_it_open(diagnosis, rule):
    first, second = found(stay("a", 0, 4), stay("b", 10, 12, principal_diagnosis=diagnosis))

    assert (first["readmitted"], first["unplanned_readmission"]) == (1, None)
    assert (first["readmission_stay"], first["planned_first"]) == ("b", None)
    assert (second["planned"], second["planned_rule"]) == (None, rule)


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ({"disposition": "20"}, "died in the stay"),
        ({"disposition": 20.0}, "died in the stay"),
        ({"disposition": "exp"}, "died in the stay"),
        ({"disposition": "7"}, "left against medical advice"),
        ({"disposition": "30"}, "still a patient"),
        ({"disposition": None}, "no disposition"),
        ({"disposition": " "}, "no disposition"),
        ({"disposition": "99"}, "a disposition that is not known"),
        ({"disposition": "02"}, None),
        ({"disposition": "hosp"}, None),
        ({"principal_diagnosis": MIND}, "excluded: psychiatric"),
        ({"principal_diagnosis": CANCER}, "excluded: medical treatment of cancer"),
        ({"principal_diagnosis": CANCER, "procedures": LOBECTOMY}, None),
        ({"principal_diagnosis": "j18.9"}, None),
        ({"principal_diagnosis": None}, "no principal diagnosis"),
        ({"principal_diagnosis": "4280"}, "a principal diagnosis that the tables do not know"),
        ({"discharged_on": None}, "no day of discharge that can be read"),
        ({"admitted_on": None}, "no day of admission that can be read"),
        ({"patient": None}, "no patient"),
        ({"kind": "observation"}, "observation, which is outpatient care"),
        ({"kind": "OBSENC"}, "observation, which is outpatient care"),
        ({"kind": "rehabilitation"}, "no acute inpatient stay"),
        ({"kind": "hotel"}, "a kind of stay that is not known"),
        ({"kind": None}, "a kind of stay that is not known"),
        ({"kind": "IMP"}, None),
        ({"age": 64}, "too young at admission"),
        ({"age": 65}, None),
        ({"age": None}, "age not known"),
        ({"birth_date": date(1958, 1, 11)}, None),
        ({"birth_date": date(1958, 1, 12)}, "too young at admission"),
        ({"birth_date": None}, "age not known"),
        ({"enrolled_from": date(2022, 1, 11)}, None),
        ({"enrolled_from": date(2022, 1, 12)}, "not enrolled for the 12 months before admission"),
        ({"enrolled_from": None}, "first day of enrolment not known"),
        ({"enrolled_until": date(2023, 2, 14)}, None),
        ({"enrolled_until": date(2023, 2, 13)}, "not enrolled to the end of the window"),
        ({"enrolled_until": None}, None),
        ({"enrolled_until": date(2023, 1, 20), "died_on": date(2023, 1, 20)}, None),
        ({"died_on": date(2023, 1, 14)}, "died in the stay"),
        ({"discharged_on": date(2023, 12, 1)}, None),
        ({"discharged_on": date(2023, 12, 2)}, "the data end before the window does"),
    ],
)
def test_why_a_stay_from_11_to_15_january_is_no_index_stay(others, reason):
    assert why_not(stay("a", 10, 14, **others)) == [reason]


def test_every_reason_is_told():
    young = stay("a", 10, 14, disposition="07", principal_diagnosis=MIND, age=30)

    assert why_not(young) == [
        "left against medical advice; excluded: psychiatric; too young at admission"
    ]


def test_a_row_that_is_left_out_costs_only_itself():
    for bad in (
        {"patient": None},
        {"admitted_on": None},
        {"discharged_on": date(2022, 1, 1)},
        {"kind": "observation"},
    ):
        table = [stay("a", 0, 4), {**stay("x", 4, 12), **bad}, stay("b", 20, 22)]
        for row in table:
            row.setdefault("kind", "inpatient")
        first, left_out, _ = found(*table)

        assert (first["readmission_stay"], first["days"]) == ("b", 16)
        assert (left_out["episode"], left_out["index"]) == (None, False)


def test_a_stay_that_goes_on_is_an_admission_all_the_same():
    first, second, third = found(stay("a", 0, 4), stay("b", 10, None), stay("c", 50, 51))

    assert (first["readmission_stay"], first["days"]) == ("b", 6)
    assert (second["index"], third["index"]) == (False, True)


def test_observation_counts_as_hedis_has_it():
    table = [stay("a", 0, 4, kind="inpatient"), stay("b", 10, 12, kind="observation")]

    assert [row["unplanned_readmission"] for row in found(*table)] == [0, None]
    assert [row["readmission_stay"] for row in found(*table, observation="count")] == ["b", None]


def test_the_index_of_combined_stays_has_the_cohort_of_the_first():
    table = [stay("a", 0, 4, procedures=LOBECTOMY), stay("b", 4, 9)]

    assert [row["cohort"] for row in found(*table)] == ["surgery/gynecology"] * 2
    assert why_not(*table) == [
        "goes on in another stay on the same day, for the same condition",
        None,
    ]


def test_the_same_condition_is_the_same_code_however_it_is_written():
    table = [stay("a", 0, 4, principal_diagnosis="J18.9"), stay("b", 4, 9)]

    assert [row["episode"] for row in found(*table)] == [1, 1]


@pytest.mark.parametrize("dispositions", [("02", "20"), ("20", "02"), ("01", "20"), ("02", "01")])
def test_of_stays_on_one_day_that_of_a_transfer_is_first_and_that_of_a_death_last(dispositions):
    table = [
        stay(code, 3, 3, hospital=place, disposition=code)
        for code, place in zip(dispositions, "AB", strict=True)
    ]
    last = [row["stay"] for row in found(*table) if "transferred" not in (row["why_not"] or "")]

    assert last == [max(dispositions, key=["02", "01", "20"].index)]


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize(("window", "until"), [(7, 20), (30, 43), (90, 103)])
def test_a_window_of_other_days(window, until, engine):
    table = [stay("a", 0, 13), stay("b", 13 + window, 300)]
    settings = {"window_days": window, "until": None, "engine": engine}

    assert found(*table, **settings)[0]["days"] == window
    day = stay("", until, 0)["admitted_on"]
    assert why_not(*table, **{**settings, "until": day})[0] is None
    before = stay("", until - 1, 0)["admitted_on"].isoformat()
    assert why_not(*table, **{**settings, "until": before})[0] == (
        "the data end before the window does"
    )


def test_without_a_last_day_it_is_the_latest_discharge():
    table = [stay("a", 0, 4), stay("b", 40, 44), stay("x", 90, 80)]

    assert why_not(*table, until=None)[:2] == [None, "the data end before the window does"]


def test_ages_are_looked_at_from_another_age_or_not_at_all():
    child = stay("a", 0, 4, age=17)

    assert why_not(child, age_from=18) == ["too young at admission"]
    assert why_not(child, age_from=None) == [None]
    assert found(child, age_from=None)[0]["not_looked_at"].startswith("age; ")


def test_a_birth_date_goes_before_an_age():
    assert why_not(stay("a", 0, 4, age=17, birth_date=date(1940, 1, 1))) == [None]


def test_a_cancer_hospital_is_left_out_by_name():
    assert why_not(stay("a", 0, 4), cancer_hospitals={"A"}) == ["in a cancer hospital"]
    assert why_not(stay("a", 0, 4), cancer_hospitals=["B"]) == [None]


def test_columns_that_are_not_looked_at():
    table = [stay("a", 0, 4, disposition="20"), stay("b", 4, 9, hospital="B")]
    given = {"hospital": None, "disposition": None, "procedures": None}
    told = found(*table, **given)

    assert [row["why_not"] for row in told] == [
        "goes on in another stay on the same day, for the same condition",
        None,
    ]
    assert told[0]["not_looked_at"].endswith("hospital; disposition; kind of stay; procedures")


def test_all_is_looked_at():
    whole = stay(
        "a", 0, 4, age=70, kind="inpatient", died_on=None, enrolled_from=date(2000, 1, 1),
        enrolled_until=None,
    )  # fmt: skip

    assert found(whole)[0]["not_looked_at"] is None


def test_columns_of_other_names():
    frame = pl.DataFrame(columns(stay("a", 0, 4))).rename({"patient": "who", "stay": "visit"})

    told = rows(readmissions(frame, tables=TABLES, patient="who", stay="visit", age_from=18))
    assert (told[0]["who"], told[0]["visit"]) == ("p", "a")


def test_dates_as_texts_of_a_form():
    table = stay("a", "01.01.2023", "05.01.2023", birth_date="01.01.1940")

    assert why_not(table, date_format="%d.%m.%Y") == [None]


def test_days_that_are_numbers():
    frame = pl.DataFrame(
        {
            **columns(stay("a", 0, 4), stay("b", 4, 9)),
            "admitted_on": [1, 9],
            "discharged_on": [5, 12],
        }
    )
    told = rows(readmissions(frame, tables=TABLES, until=60))

    assert told[0]["days"] == 4
    with pytest.raises(InputError, match="whole numbers, not dates"):
        readmissions(frame.with_columns(birth_date=pl.lit(1)), tables=TABLES)


@pytest.mark.parametrize("given", [BYPASS, f"{BYPASS}|", f" {BYPASS.lower()} |{CHEMOTHERAPY}"])
def test_procedures_are_separated_by_bars(given):
    table = stay("a", 0, 4, principal_diagnosis=FAILURE, procedures=given)

    assert found(table)[0]["planned"] is True


def test_a_cell_of_procedures_may_have_lines():
    table = [stay("a", 0, 4, procedures=f"x\n|{TRANSPLANT}"), stay("b", 10, 12)]

    assert [row["planned"] for row in found(*table)] == [True, False]


def test_procedures_of_another_frame(made):
    table = [stay("a", 0, 4, principal_diagnosis=FAILURE), stay("b", 10, 12), stay("c", 20, 22)]
    procedures = made({"stay": ["c", "a", "a"], "procedure": [TRANSPLANT, "0000000", BYPASS]})

    told = found(*table, made=made, procedures=procedures)
    assert [row["planned"] for row in told] == [True, False, True]


def test_a_frame_of_procedures_may_name_the_patients_too():
    table = [stay("1", 0, 4), stay("1", 0, 4, patient="q")]
    procedures = pl.DataFrame({"patient": ["q"], "stay": ["1"], "code": [TRANSPLANT]})

    told = found(*table, procedures=procedures, procedure="code")
    assert [row["planned"] for row in told] == [False, True]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"window_days": 0}, "window_days=0"),
        ({"window_days": "30"}, "window_days='30'"),
        ({"window_days": True}, "window_days=True"),
        ({"window_days": 10**19}, "window_days=10000000000000000000"),
        ({"observation": "yes"}, "observation='yes'"),
        ({"age_from": -1}, "age_from=-1"),
        ({"until": "tomorrow"}, "until='tomorrow'"),
        ({"until": 5}, "until=5"),
        ({"until": pd.NaT}, "until=NaT"),
        ({"year": 2021}, "both a year and tables"),
        ({"tables": None}, "neither a year nor tables"),
        ({"tables": 5}, "tables=5"),
        ({"tables": None, "year": "2021"}, "year='2021'"),
        ({"cancer_hospitals": "A"}, "cancer_hospitals='A'"),
        ({"cancer_hospitals": 5}, "cancer_hospitals=5"),
        ({"hospitl": "A"}, "'hospital'"),
        ({"date_format": "%d"}, "the form of dates"),
        ({"engine": "fast"}, "the engine 'fast'"),
    ],
)
def test_settings_without_meaning_are_refused(settings, told):
    with pytest.raises(AuthoringError, match=told):
        found(stay("a", 0, 4), **settings)


def test_a_year_without_tables_names_the_nearest():
    with pytest.raises(InputError, match=r"2024.*nearest are those of 2021"):
        readmissions(pl.DataFrame(columns(stay("a", 0, 4))), year=2024)


@pytest.mark.parametrize("name", ["stay", "hospital", "disposition", "procedures"])
def test_a_column_that_is_missing_is_named(name):
    with pytest.raises(InputError, match=f"'{name}'"):
        readmissions(pl.DataFrame(columns(stay("a", 0, 4))).drop(name), tables=TABLES)


def test_an_optional_column_that_was_named_has_to_be_there():
    with pytest.raises(InputError, match="'born'"):
        found(stay("a", 0, 4), birth_date="born")


@pytest.mark.parametrize("year", [2019, 2021])
def test_the_tables_of_a_year(year):
    frame = pl.DataFrame(columns(stay("a", 0, 4, principal_diagnosis=PNEUMONIA)))

    assert rows(readmissions(frame, year=year))[0]["cohort"] == "cardiorespiratory"


def test_days_from_the_whole_calendar():
    table = [
        stay("a", 0, 4, enrolled_from=date(1, 1, 1)),
        stay("b", 50, 54, enrolled_from=date(9999, 12, 31)),
        stay("c", 100, 104, enrolled_from=None),
    ]

    assert why_not(*table) == [
        None,
        "not enrolled for the 12 months before admission",
        "first day of enrolment not known",
    ]


@pytest.mark.parametrize(
    ("born", "day", "reason"),
    [
        (date(1956, 2, 29), date(2021, 2, 28), "too young at admission"),
        (date(1956, 2, 29), date(2021, 3, 1), None),
    ],
)
def test_who_is_born_on_29_february_is_a_year_older_on_1_march(born, day, reason):
    table = stay("a", 0, 0, admitted_on=day, discharged_on=day, birth_date=born)

    assert why_not(table) == [reason]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2021, 2, 27), "not enrolled for the 12 months before admission"),
        (date(2021, 2, 28), None),
    ],
)
def test_12_months_from_29_february_end_on_the_28th(day, reason):
    since = date(2020, 2, 29)
    table = stay("a", 0, 0, admitted_on=day, discharged_on=day, enrolled_from=since)

    assert why_not(table) == [reason]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["p", "p", "q", "q"], [1, 0, 1, 0]),
        (["q", "p", "q", "p"], [0, 0, 0, 0]),
        (["", "p", "p", " "], [None, 1, 0, None]),
    ],
)
def test_patients_in_order_and_out_of_order_are_told_apart(made, names, expected):
    table = [
        stay(str(number), 20 * number, 20 * number + 2, patient=name)
        for number, name in enumerate(names)
    ]

    assert [row["readmitted"] for row in found(*table, made=made)] == expected
