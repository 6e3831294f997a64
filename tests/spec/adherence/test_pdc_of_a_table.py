"""PDC of many patients at once: a table of fills in, a row for each patient out."""

from datetime import date

import polars as pl
import pytest

from carecoord.adapters.tables.pqa.drug_measures import DrugMeasure
from carecoord.adapters.tables.pqa.pdc import pdc_pqa
from carecoord.errors import NotInForce

title = "Possession of medicines on 80 % of days (PDC), of a table"

ANTICOAGULANTS = DrugMeasure(
    drugs={"apixaban": "apixaban", "dabigatran": "dabigatran"}, name="anticoagulants"
)


def day(cell):
    return date.fromisoformat(cell) if cell else None


def fills(text):
    """Fills of patient p: day, days' supply and drug in each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    return pl.DataFrame(
        {
            "patient": ["p"] * len(rows),
            "filled_on": [day(on) for on, _, _ in rows],
            "days_supply": [None if supply is None else int(supply) for _, supply, _ in rows],
            "drug": [drug for _, _, drug in rows],
        }
    )


def found(text, measure="statins", year=2025, **more):
    """The only row."""
    (row,) = pdc_pqa(fills(text), measure, year, **more).to_dicts()
    return row


def person(**known):
    """Patient p among the members."""
    return pl.DataFrame({"patient": ["p"], **{"birth_date": [date(1950, 1, 1)]} | known})


YEAR_LONG = """
    2025-01-01 | 90 | atorvastatin 20 mg
    2025-06-01 | 90 | atorvastatin 20 mg
"""


@pytest.mark.parametrize(
    ("measure", "one", "other"),
    [
        ("statins", "simvastatin", "atorvastatin"),
        ("ras-antagonists", "lisinopril", "losartan"),
        ("diabetes", "metformin", "glipizide"),
        (ANTICOAGULANTS, "apixaban", "dabigatran"),
    ],
)
class TestPublishedExamples:
    """PQA's examples for statins, RAS antagonists, diabetes medicines and anticoagulants.

    Source: pqaalliance.org/assets/Measures/pdc-sta.js.txt, pdc-rasa.js.txt, pdc-dr.js.txt and
    pdc-doac.js.txt, claims of 2018 with first and last dose.
    """

    def test_one_medicine_after_the_other(self, measure, one, other):
        """First doses on 1 January and 1 April, last on 31 March and 29 June."""
        row = found(f"2018-01-01 | 90 | {one}\n2018-04-01 | 90 | {other}", measure, 2018)

        assert (row["numerator"], row["denominator"]) == (180, 365)
        assert row["supply_ends_on"] == date(2018, 6, 29)

    def test_two_medicines_on_one_date_both_end_on_31_march(self, measure, one, other):
        """A third fill makes two dates of them."""
        claims = f"2018-01-01 | 90 | {one}\n2018-01-01 | 90 | {other}"
        row = found(f"{claims}\n2018-04-02 | 1 | {one}", measure, 2018)

        assert found(claims, measure, 2018)["reason"] == (
            "fills on two different dates of the period are needed"
        )
        assert row["numerator"] == 91

    def test_an_early_refill_counts_from_3_october(self, measure, one, other):
        """Fills on 25 March, 5 July and 25 September; the third lasts from 3 October to the end."""
        claims = f"2018-03-25 | 90 | {one}\n2018-07-05 | 90 | {one}\n2018-09-25 | 90 | {one}"
        row = found(claims, measure, 2018)

        assert row["index_on"] == date(2018, 3, 25)
        assert (row["numerator"], row["denominator"]) == (270, 282)
        assert row["supply_ends_on"] == date(2018, 12, 31)

    def test_the_last_supply_is_cut_at_the_years_end(self, measure, one, other):
        """Doses to 29 June, from 5 July to 2 October, and from 15 October: 348 of 365 days."""
        claims = [f"2018-{day} | 90 | {one}" for day in ("01-01", "03-25", "07-05", "10-15")]
        row = found("\n".join(claims), measure, 2018)

        assert (row["numerator"], row["denominator"]) == (348, 365)
        assert row["adherent"] is True

    def test_a_first_fill_on_4_october_comes_too_late(self, measure, one, other):
        """89 days to the end of the year."""
        claims = [f"2018-{day} | 30 | {one}" for day in ("10-04", "11-01", "12-15")]
        row = found("\n".join(claims), measure, 2018)

        assert row["value"] is None
        assert row["reason"] == "less than 91 days from the first fill to the end of the period"


class TestThreshold:
    """Reached or not is compared in whole numbers, never rounded."""

    @pytest.mark.parametrize(("supply", "adherent"), [(292, True), (291, False)])
    def test_292_of_365_days_are_80_percent(self, supply, adherent):
        row = found(f"2025-01-01 | {supply - 1} | simvastatin\n2025-12-31 | 1 | simvastatin")

        assert (row["numerator"], row["adherent"]) == (supply, adherent)

    def test_a_measure_of_ones_own_has_its_own(self):
        claims = "2025-01-01 | 320 | apixaban\n2025-12-31 | 1 | apixaban"
        drugs = {"apixaban": "apixaban"}
        strict = found(claims, DrugMeasure(drugs=drugs, threshold=0.9))

        assert found(claims, drugs)["adherent"] is True
        assert (strict["adherent"], strict["miss_days_allowed"]) == (False, 36)

    def test_miss_days_left_and_the_last_chance(self):
        """73 of 365 days may be missed; 61 are in spring, the others from 30 August on."""
        row = found(YEAR_LONG)
        in_summer = found(YEAR_LONG, as_of="2025-09-10")

        assert row["miss_days_allowed"] == 73
        assert row["miss_days_left"] == 0
        assert row["last_chance_on"] == date(2025, 9, 11)
        assert in_summer["miss_days_left"] == 1

    def test_what_lies_after_the_day_of_asking_is_not_looked_at(self):
        row = found(YEAR_LONG, as_of=date(2025, 5, 31))

        assert row["reason"] == "fills on two different dates of the period are needed"


class TestDrugs:
    """Which rows count, and how."""

    def test_by_the_code_of_the_ingredient(self):
        assert found("2025-01-01 | 30 | 36567\n2025-03-01 | 30 | 83367")["numerator"] == 60

    def test_a_combination_stands_under_each_of_its_ingredients(self):
        claims = """
            2025-01-01 | 30 | sitagliptin and metformin
            2025-01-11 | 30 | metformin
            2025-01-12 | 30 | sitagliptin
        """
        assert found(claims, "diabetes")["numerator"] == 60

    def test_others_are_ignored_and_counted(self):
        row = found(f"{YEAR_LONG}\n2025-01-01 | | lisinopril\n2025-01-01 | 30 |")

        assert (row["numerator"], row["ignored_rows"]) == (180, 2)

    def test_of_none_but_others_there_is_a_reason(self):
        row = found("2025-01-01 | 30 | lisinopril\n2025-05-01 | 30 | lisinopril")

        assert (row["reason"], row["ignored_rows"]) == ("no fill of statins in 2025", 2)

    @pytest.mark.parametrize(("same_day", "held"), [("add", 91), ("longest", 61)])
    def test_fills_of_one_ingredient_on_one_day(self, same_day, held):
        claims = """
            2025-01-01 | 30 | atorvastatin
            2025-01-01 | 60 | atorvastatin
            2025-01-02 | 1  | atorvastatin
        """
        assert found(claims, same_day=same_day)["numerator"] == held

    @pytest.mark.parametrize(
        ("measure", "drug", "extra", "reason"),
        [
            ("ras-antagonists", "valsartan", "sacubitril and valsartan", "a fill of sacubitril"),
            ("diabetes", "metformin", "insulin glargine", "a fill of insulin"),
        ],
    )
    def test_a_fill_that_takes_out(self, measure, drug, extra, reason):
        claims = f"2025-01-01 | 30 | {drug}\n2025-05-01 | 30 | {drug}\n2025-06-01 | 30 | {extra}"

        assert found(claims, measure)["reason"] == f"{reason} in 2025"


class TestMembers:
    """Who is in the measure, when the members are given."""

    @pytest.mark.parametrize(
        ("born", "reason"),
        [
            (date(2007, 1, 1), None),
            (date(2007, 1, 2), "younger than 18 on 2025-01-01"),
            (None, "no birth date that can be read"),
        ],
    )
    def test_adults_on_the_first_day_of_the_year(self, born, reason):
        members = person(birth_date=pl.Series([born], dtype=pl.Date))

        assert found(YEAR_LONG, members=members)["reason"] == reason

    @pytest.mark.parametrize(
        ("column", "reason"),
        [("hospice", "hospice care"), ("esrd", "end-stage kidney disease")],
    )
    @pytest.mark.parametrize(
        ("since", "out"),
        [
            (True, True),
            (False, False),
            (date(2025, 12, 31), True),
            (date(2026, 1, 1), False),
            ("yes", True),
            ("2024-05-06", True),
            ("no", False),
        ],
    )
    def test_hospice_and_kidney_failure(self, column, reason, since, out):
        row = found(YEAR_LONG, members=person(**{column: [since]}))

        assert row["reason"] == (reason if out else None)

    @pytest.mark.parametrize(
        ("column", "day", "ends"),
        [
            ("died_on", date(2025, 9, 30), date(2025, 9, 30)),
            ("disenrolled_on", date(2025, 9, 30), date(2025, 9, 29)),
            ("enrolled_until", date(2025, 9, 30), date(2025, 9, 30)),
            ("died_on", date(2026, 1, 1), date(2025, 12, 31)),
        ],
    )
    def test_the_period_ends_with_life_and_enrolment(self, column, day, ends):
        row = found(YEAR_LONG, members=person(**{column: [day]}))

        assert row["period_ends_on"] == ends
        assert row["denominator"] == (ends - date(2024, 12, 31)).days

    @pytest.mark.parametrize(
        ("last", "reason"),
        [
            (date(2025, 4, 1), None),
            (date(2025, 3, 31), "less than 91 days from the first fill to the end of the period"),
        ],
    )
    def test_ninety_one_days_are_needed(self, last, reason):
        claims = "2025-01-01 | 30 | simvastatin\n2025-02-01 | 30 | simvastatin"

        assert found(claims, members=person(died_on=[last]))["reason"] == reason

    def test_fills_after_death_do_not_count(self):
        row = found(YEAR_LONG, members=person(died_on=[date(2025, 5, 31)]))

        assert row["reason"] == "fills on two different dates of the period are needed"


class TestStays:
    """To measurement year 2025 the days of stays are taken out, from 2026 they are not."""

    def stay(self, first, last):
        edges = {"admitted_on": [day(first)], "discharged_on": [day(last)]}
        return pl.DataFrame(
            {"patient": ["p"], **edges}, schema_overrides=dict.fromkeys(edges, pl.Date)
        )

    def test_supply_moves_behind_a_stay(self):
        """Ten days, the day of discharge inside."""
        row = found(YEAR_LONG, stays=self.stay("2025-01-11", "2025-01-20"))

        assert (row["numerator"], row["denominator"]) == (180, 355)

    def test_days_of_two_stays_that_overlap_leave_once(self):
        stays = pl.concat(
            [self.stay("2025-01-15", "2025-01-24"), self.stay("2025-01-11", "2025-01-20")]
        )
        row = found(YEAR_LONG, stays=stays)

        assert (row["numerator"], row["denominator"]) == (180, 351)

    def test_supply_that_meets_a_stay_at_the_end_ends_behind_the_period(self):
        """Of 90 days from 1 October 66 are before the stay; the others follow the year."""
        claims = "2025-01-01 | 90 | simvastatin\n2025-10-01 | 90 | simvastatin"
        row = found(claims, stays=self.stay("2025-12-06", "2025-12-31"))

        assert row["denominator"] == 339
        assert row["supply_ends_on"] == date(2026, 1, 24)

    def test_from_2026_they_count_like_other_days(self):
        claims = YEAR_LONG.replace("2025", "2026")
        row = found(claims, year=2026, stays=self.stay("2026-01-11", "2026-01-20"))

        assert (row["numerator"], row["denominator"]) == (180, 365)

    @pytest.mark.parametrize(
        ("first", "last", "reason"),
        [
            ("2024-12-01", "2025-12-31", "in hospital or a nursing facility for the whole period"),
            ("2025-03-01", None, "the days of a stay in hospital are not known"),
            (None, "2025-03-01", "the days of a stay in hospital are not known"),
            ("2025-03-01", "2025-02-01", "the days of a stay in hospital are not known"),
            ("2026-03-01", None, None),
            (None, "2024-03-01", None),
        ],
    )
    def test_stays_without_an_answer(self, first, last, reason):
        assert found(YEAR_LONG, stays=self.stay(first, last))["reason"] == reason


class TestRowsThatCannotBeUsed:
    """One bad row costs its patient alone, and says so."""

    @pytest.mark.parametrize("supply", ["", "0", "-30", "367"])
    def test_supply_that_is_not_believed(self, supply):
        row = found(f"{YEAR_LONG}\n2025-06-05 | {supply} | simvastatin")

        assert row["reason"] == "1 fill of statins without days' supply from 1 to 366"

    def test_a_day_that_is_not_known(self):
        row = found(f"{YEAR_LONG}\n | 30 | simvastatin\n | 30 | simvastatin")

        assert row["reason"] == "2 fills of statins with no date that can be read"

    def test_supply_of_another_year_is_of_no_matter(self):
        assert found(f"{YEAR_LONG}\n2024-12-31 | 0 | simvastatin")["reason"] is None

    def test_others_keep_their_numbers(self):
        claims = fills(f"{YEAR_LONG}\n2025-06-05 | 0 | simvastatin")
        both = pl.concat([claims, fills(YEAR_LONG).with_columns(patient=pl.lit("q"))])

        assert pdc_pqa(both, "statins", 2025)["numerator"].to_list() == [None, 180]

    def test_before_2013_there_is_no_edition(self):
        with pytest.raises(NotInForce, match="no edition before 2013-01-01"):
            found(YEAR_LONG, year=2012)
