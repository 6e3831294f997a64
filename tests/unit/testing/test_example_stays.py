"""The tables of stays, codes and items for tutorials."""

import csv
from collections import Counter
from datetime import date

import pytest

from carecoord.testing.example_stays import example_codes, example_items, example_stays

STAYS = list(csv.DictReader(example_stays().decode().splitlines()))
CODES = list(csv.DictReader(example_codes().decode().splitlines()))
ITEMS = list(csv.DictReader(example_items().decode().splitlines()))
BY_NAME = {row["stay"]: row for row in STAYS}


def of(patient):
    return [row for row in STAYS if row["patient"] == patient]


def day(row, column):
    return date.fromisoformat(row[column])


def test_stays_have_names_of_their_own_and_end_after_they_begin():
    assert len(BY_NAME) == len(STAYS) == 17
    assert all(day(row, "admitted_on") <= day(row, "discharged_on") for row in STAYS)


@pytest.mark.parametrize(
    ("patient", "days"),
    [("back", 12), ("chemo", 17), ("bypass", 11), ("moved", 0), ("fell", 0), ("watched", 6),
     ("late", 40)],
)  # fmt: skip
def test_each_patient_comes_back_when_it_is_said(patient, days):
    first, second = of(patient)

    assert (day(second, "admitted_on") - day(first, "discharged_on")).days == days


def test_the_others_are_there_once():
    assert [len(of(patient)) for patient in ("left", "young", "last")] == [1, 1, 1]


def test_one_was_sent_to_another_hospital_and_one_was_observed():
    assert [row["hospital"] for row in of("moved")] == ["A", "B"]
    assert Counter(row["kind"] for row in STAYS) == {"inpatient": 16, "observation": 1}


def test_codes_are_written_with_dots_and_without():
    patients = {row["patient"] for row in STAYS}

    assert {row["patient"] for row in CODES} <= patients
    assert {"." in row["code"] for row in CODES if len(row["code"]) > 3} == {True, False}


def test_ages_are_those_at_the_first_stay():
    ages = {row["patient"]: int(row["age"]) for row in CODES}

    for patient, age in ages.items():
        born, admitted = day(of(patient)[0], "birth_date"), day(of(patient)[0], "admitted_on")
        passed = (admitted.month, admitted.day) >= (born.month, born.day)
        assert age == admitted.year - born.year - (not passed)


def test_items_are_of_stays_in_the_table_and_as_long_as_these():
    for row in ITEMS:
        stay = BY_NAME[row["stay"]]
        begun = (
            min(day(one, "admitted_on") for one in of("moved"))
            if row["patient"] == "moved"
            else day(stay, "admitted_on")
        )
        assert row["patient"] == stay["patient"]
        assert int(row["los_days"]) == (day(stay, "discharged_on") - begun).days
