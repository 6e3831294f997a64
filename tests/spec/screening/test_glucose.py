"""Glucose: somebody born on 1 June 1980 with a body mass index of 31 since January 2025."""

from datetime import date

import pytest
from screening_charts import found, has, look, obs

from carecoord.model import Condition
from carecoord.model.code import concept, icd10cm
from carecoord.rules import Licence, Outcome
from carecoord.rules.engine.window import Standing
from carecoord.rules.shapes import days

title = "Glucose tests: the routine, and one in the range of diabetes"

A1C, FASTING, LOAD = "4548-4", "1558-6", "1518-0"
BMI = obs("39156-5", "2025-01-10", ("31", "kg/m2"), name="bmi")
SECOND, DIAGNOSIS = "second-test", "diagnosis"
RESOLVED = "Second glucose test after one in the range of diabetes"
TESTED = ("2026-03-01", "6.8")


def a1c(on, value, unit="%", *, name="g1", code=A1C, **rest):
    return obs(code, on, (value, unit), name=name, **rest)


def diagnosed(recorded=None, onset=None, code="E11.9"):
    return Condition(
        id="dx",
        code=concept(icd10cm(code)),
        clinical_status="active",
        onset=None if onset is None else date.fromisoformat(onset),
        recorded_on=None if recorded is None else date.fromisoformat(recorded),
    )


def routine(*facts, as_of="2026-06-01", born="1980-06-01", **rest):
    return look("prediabetes", as_of, BMI, *facts, born=born, **rest)


def followed(as_of, *facts, born="1980-06-01", **rest):
    seen = found("raised-glucose", as_of, *facts, born=born, **rest)
    return {one.key.rpartition(":")[2]: one for one in seen}


def second(as_of, *facts, **rest):
    return followed(as_of, *facts, **rest)[SECOND]


class TestRoutine:
    """Every three years when normal, a year after one in the range of prediabetes."""

    @pytest.mark.parametrize(
        ("code", "value", "unit", "due"),
        [
            (A1C, "5.6", "%", date(2029, 3, 1)),
            (A1C, "5.7", "%", date(2027, 3, 1)),
            (A1C, "6.4", "%", date(2027, 3, 1)),
            (A1C, "38", "mmol/mol", date(2029, 3, 1)),
            (A1C, "39", "mmol/mol", date(2027, 3, 1)),
            (A1C, "47", "mmol/mol", date(2027, 3, 1)),
            ("17856-6", "5.6", "%", date(2029, 3, 1)),
            (FASTING, "99", "mg/dL", date(2029, 3, 1)),
            (FASTING, "100", "mg/dL", date(2027, 3, 1)),
            (FASTING, "125", "mg/dL", date(2027, 3, 1)),
            ("76629-5", "5.5", "mmol/L", date(2029, 3, 1)),
            ("76629-5", "5.6", "mmol/L", date(2027, 3, 1)),
            ("76629-5", "6.9", "mmol/L", date(2027, 3, 1)),
            (LOAD, "139", "mg/dL", date(2029, 3, 1)),
            (LOAD, "140", "mg/dL", date(2027, 3, 1)),
            (LOAD, "199", "mg/dL", date(2027, 3, 1)),
            ("20436-2", "7.7", "mmol/L", date(2029, 3, 1)),
            ("20436-2", "7.8", "mmol/L", date(2027, 3, 1)),
            ("20436-2", "11.0", "mmol/L", date(2027, 3, 1)),
        ],
    )
    def test_by_the_last_result(self, code, value, unit, due):
        assert routine(a1c("2026-03-01", value, unit, code=code)).window.due == due

    def test_it_says_why(self):
        assert routine(a1c("2026-03-01", "5.9")).reason == (
            "last seen 2026-03-01, next after 12 months "
            "(after a result in the range of prediabetes); due 2027-03-01"
        )
        assert routine(a1c("2026-03-01", "5.4")).reason == (
            "last seen 2026-03-01, next after 3 years (when normal); due 2029-03-01"
        )

    def test_of_two_of_one_day_a_raised_one_decides(self):
        tests = [
            a1c("2026-03-01", "5.4"),
            a1c("2026-03-01", "110", "mg/dL", name="g2", code=FASTING),
        ]

        assert routine(*tests).window.due == date(2027, 3, 1)

    @pytest.mark.parametrize(
        ("code", "value", "unit"),
        [
            (A1C, "6.5", "%"),
            (A1C, "48", "mmol/mol"),
            (A1C, "64", "mmol/mol"),
            (FASTING, "126", "mg/dL"),
            ("76629-5", "7.0", "mmol/L"),
            (LOAD, "200", "mg/dL"),
            ("20436-2", "11.1", "mmol/L"),
        ],
    )
    def test_one_in_the_range_of_diabetes_holds_it_back(self, code, value, unit):
        assert routine(a1c("2026-03-01", value, unit, code=code)).reason == (
            "Glucose test for diabetes not due while a glucose test in the range of diabetes of "
            "2026-03-01 is not resolved"
        )

    @pytest.mark.parametrize(
        ("on", "value", "due"),
        [
            ("2026-03-01", "5.4", None),
            ("2026-03-02", "5.4", date(2029, 3, 2)),
            ("2026-05-01", "6.0", date(2027, 5, 1)),
            ("2026-05-01", "6.6", None),
        ],
    )
    def test_one_of_a_later_day_below_it_resolves_that(self, on, value, due):
        finding = routine(a1c("2026-03-01", "6.8"), a1c(on, value, name="g2"))

        assert (None if finding.window is None else finding.window.due) == due

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2029-03-01", Outcome.NOT_APPLICABLE), ("2029-03-02", Outcome.NOT_MET)],
    )
    def test_after_three_years_the_routine_returns(self, as_of, outcome):
        assert routine(a1c("2026-03-01", "6.8"), as_of=as_of).outcome is outcome

    def test_a_result_that_nobody_can_read_leaves_it_open(self):
        assert routine(obs(A1C, "2026-03-01", "high")).missing == (
            "the exact day or value of a glucose test in the range of diabetes",
        )

    @pytest.mark.parametrize(
        "code",
        [
            *("44054006", "46635009", "73211009", "190330002", "313436004", "15777000"),
            *("714628002", "E08.9", "E09.9", "E10.9", "E11.9", "E13.9", "R73.03"),
        ],
    )
    def test_diabetes_and_prediabetes_on_record_end_it(self, code):
        assert routine(has(code)).reason == "Glucose test for diabetes no longer due"

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.NOT_MET),
            ("2062-05-31", Outcome.NOT_MET),
            ("2062-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_35_to_70(self, as_of, outcome):
        assert routine(as_of=as_of, born="1991-06-01").outcome is outcome

    @pytest.mark.parametrize(
        ("bmi", "outcome"), [("24.9", Outcome.NOT_APPLICABLE), ("25", Outcome.NOT_MET)]
    )
    def test_with_overweight(self, bmi, outcome):
        measured = obs("39156-5", "2025-01-10", (bmi, "kg/m2"))

        assert look("prediabetes", "2026-06-01", measured, born="1980-06-01").outcome is outcome

    def test_without_a_body_mass_index_it_says_what_to_record(self):
        assert look("prediabetes", "2026-06-01", born="1980-06-01").missing == (
            "body mass index (record height and weight)",
        )


class TestWhichResult:
    """In the range of diabetes, the first, of somebody without diabetes on record."""

    @pytest.mark.parametrize(
        ("code", "value", "unit", "opens"),
        [
            (A1C, "6.4", "%", False),
            (A1C, "6.5", "%", True),
            ("17856-6", "6.5", "%", True),
            (A1C, "47", "mmol/mol", False),
            (A1C, "48", "mmol/mol", True),
            (A1C, "64", "mmol/mol", True),
            (FASTING, "125", "mg/dL", False),
            (FASTING, "126", "mg/dL", True),
            ("76629-5", "6.9", "mmol/L", False),
            ("76629-5", "7.0", "mmol/L", True),
            (LOAD, "199", "mg/dL", False),
            (LOAD, "200", "mg/dL", True),
            ("20436-2", "11.0", "mmol/L", False),
            ("20436-2", "11.1", "mmol/L", True),
            ("2345-7", "300", "mg/dL", False),
        ],
    )
    def test_where_the_range_begins(self, code, value, unit, opens):
        seen = followed("2026-03-02", a1c("2026-03-01", value, unit, code=code))

        assert (SECOND in seen) is opens
        if not opens:
            assert [one.reason for one in seen.values()] == [
                "no first glucose test in the range of diabetes"
            ]

    @pytest.mark.parametrize("status", ["preliminary", "entered-in-error", "cancelled"])
    def test_only_one_that_stands(self, status):
        assert SECOND not in followed("2026-03-02", a1c(*TESTED, status=status))

    @pytest.mark.parametrize("value", ["high", ("7", "mmol/L"), ("6.8", "mg/dL")])
    def test_one_that_nobody_can_read(self, value):
        """Words, and HbA1c in a unit that it has not."""
        (finding,) = followed("2026-03-02", obs(A1C, "2026-03-01", value)).values()

        assert finding.reason == (
            "not known: whether it counts as first glucose test in the range of diabetes"
        )

    def test_of_two_of_one_day_one_is_followed(self):
        tests = [a1c(*TESTED), a1c("2026-03-01", "140", "mg/dL", name="g2", code=FASTING)]

        assert list(followed("2026-03-02", *tests)) == [DIAGNOSIS, SECOND]

    def test_a_second_one_belongs_to_the_first(self):
        tests = [a1c(*TESTED), a1c("2026-05-01", "6.6", name="g2")]

        assert set(followed("2026-05-02", *tests)) == {SECOND, DIAGNOSIS}
        assert second("2026-05-02", *tests).reason == "done on 2026-05-01"

    def test_one_after_a_lower_one_starts_anew(self):
        tests = [
            a1c(*TESTED),
            a1c("2026-05-01", "6.2", name="g2"),
            a1c("2027-05-01", "6.6", name="g3"),
        ]
        seen = followed("2027-05-02", *tests)

        assert seen[SECOND].action.due == date(2027, 7, 30)

    @pytest.mark.parametrize(("on", "anew"), [("2029-03-01", False), ("2029-03-02", True)])
    def test_one_after_three_years_starts_anew(self, on, anew):
        seen = followed(on, a1c(*TESTED), a1c(on, "6.6", name="g2"))

        assert (seen[SECOND].reason == f"none seen since {on}; due 2029-05-31") is anew

    @pytest.mark.parametrize(
        "known",
        [
            diagnosed("2026-02-28"),
            diagnosed(onset="2015-01-01"),
            diagnosed("2026-02-28", onset="2015-01-01"),
            diagnosed(),
            *(diagnosed("2020-01-01", code=code) for code in ("E08.9", "E09.9", "E10.9", "E13.9")),
        ],
    )
    def test_not_with_diabetes_on_record_before_it(self, known):
        (finding,) = followed("2026-03-02", a1c(*TESTED), known).values()

        assert finding.reason == "diabetes on record before the test"
        assert [[ref.id for ref in line.facts] for line in finding.evidence] == [["g1"], ["dx"]]

    @pytest.mark.parametrize("code", ["R73.03", "O24.419", "Z83.3"])
    def test_with_prediabetes_gestational_diabetes_or_a_family_history(self, code):
        assert SECOND in followed("2026-03-02", a1c(*TESTED), diagnosed("2020-01-01", code=code))

    def test_before_2026_no_edition_asks_for_it(self):
        (finding,) = followed("2026-01-10", a1c("2025-12-31", "6.8")).values()

        assert finding.reason == "no edition before 2026-01-01"
        assert SECOND in followed("2026-01-10", a1c("2026-01-01", "6.8"))


class TestSecondTest:
    """From the next day on, by day 90, which is 30 May."""

    def test_something_is_to_be_done(self):
        """BMI 31, HbA1c 6.8 %, no diagnosis on record."""
        finding = second("2026-03-01", BMI, a1c(*TESTED))

        assert finding.reason == "none seen since 2026-03-01; due 2026-05-30"
        assert finding.action.title == RESOLVED
        assert (finding.action.earliest, finding.action.due) == (
            date(2026, 3, 1),
            date(2026, 5, 30),
        )
        assert Licence.COORDINATOR in finding.action.licences

    @pytest.mark.parametrize(
        ("on", "standing"),
        [
            ("2026-03-01", Standing.DUE),
            ("2026-05-30", Standing.DUE),
            ("2026-05-31", Standing.OVERDUE),
            ("2029-03-01", Standing.OVERDUE),
            ("2029-03-02", Standing.WINDOW_CLOSED),
        ],
    )
    def test_how_it_stands(self, on, standing):
        window = second("2026-03-02", a1c(*TESTED)).window

        assert window.standing(date.fromisoformat(on)) is standing

    def test_it_lapses_after_three_years(self):
        (finding,) = followed("2029-03-02", a1c(*TESTED)).values()

        assert finding.reason.startswith("lapsed on 2029-03-01")
        assert second("2029-03-01", a1c(*TESTED)).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("value", ["5.4", "6.1", "6.9"])
    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-03-02", "done on 2026-03-02"),
            ("2026-05-30", "done on 2026-05-30"),
            ("2026-05-31", "done late on 2026-05-31"),
        ],
    )
    def test_a_test_of_a_later_day_closes_it(self, on, reason, value):
        other = a1c(on, value, name="g2")

        assert second("2026-06-01", a1c(*TESTED), other).reason == reason

    @pytest.mark.parametrize("value", ["5.4", "6.4"])
    def test_one_before_it_does_not(self, value):
        other = a1c("2026-02-28", value, name="g2")

        assert second("2026-06-01", a1c(*TESTED), other).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("value", ["5.4", "6.9"])
    def test_one_of_the_same_day_does_not(self, value):
        other = a1c("2026-03-01", value, name="g2")

        assert second("2026-06-01", a1c(*TESTED), other).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("code", "unit"), [(FASTING, "mg/dL"), ("76629-5", "mmol/L"), (LOAD, "mg/dL")]
    )
    def test_another_sort_of_test_does_too(self, code, unit):
        other = a1c("2026-04-01", "5", unit, name="g2", code=code)

        assert second("2026-06-01", a1c(*TESTED), other).reason == "done on 2026-04-01"

    def test_a_glucose_without_fasting_does_not(self):
        other = a1c("2026-04-01", "99", "mg/dL", name="g2", code="2345-7")

        assert second("2026-06-01", a1c(*TESTED), other).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("on", ["2026-03-01", "2026-04-10"])
    @pytest.mark.parametrize("code", ["E11.9", "E13.9"])
    def test_a_diagnosis_put_on_record_closes_it(self, on, code):
        known = diagnosed(on, onset="2019-01-01", code=code)

        assert second("2026-06-01", a1c(*TESTED), known).reason == f"done on {on}"

    def test_a_refuted_one_does_not(self):
        known = Condition(
            id="dx",
            code=concept(icd10cm("E11.9")),
            verification_status="refuted",
            recorded_on=date(2026, 4, 10),
        )

        assert second("2026-06-01", a1c(*TESTED), known).outcome is Outcome.NOT_MET

    def test_the_days_are_the_sites(self):
        own = {"screening.raised-glucose.second-test": days(30)}

        assert second("2026-03-02", a1c(*TESTED), parameters=own).action.due == date(2026, 3, 31)


class TestDiagnosis:
    """After a second one in the range the diagnosis, by day 30 of it."""

    TWICE = (a1c(*TESTED), a1c("2026-04-10", "6.6", name="g2"))

    def diagnosis(self, as_of, *facts, **rest):
        return followed(as_of, *facts, **rest)[DIAGNOSIS]

    def test_due_on_the_thirtieth_day(self):
        finding = self.diagnosis("2026-04-10", *self.TWICE)

        assert finding.reason == "none seen since 2026-04-10; due 2026-05-10"
        assert finding.action.licences == (Licence.RN, Licence.PRESCRIBER)
        assert finding.window.standing(date(2026, 5, 10)) is Standing.DUE
        assert finding.window.standing(date(2026, 5, 11)) is Standing.OVERDUE

    def test_the_days_are_the_sites(self):
        own = {"screening.raised-glucose.diagnosis": days(10)}
        finding = self.diagnosis("2026-04-10", *self.TWICE, parameters=own)

        assert finding.action.due == date(2026, 4, 20)

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-04-10", "done on 2026-04-10"),
            ("2026-05-10", "done on 2026-05-10"),
            ("2026-05-11", "done late on 2026-05-11"),
        ],
    )
    def test_a_diagnosis_on_record_closes_it(self, on, reason):
        assert self.diagnosis("2026-06-01", *self.TWICE, diagnosed(on)).reason == reason

    def test_a_third_test_does_not(self):
        third = a1c("2026-05-01", "5.4", name="g3")

        assert self.diagnosis("2026-06-01", *self.TWICE, third).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("value", ["5.4", "6.4"])
    def test_it_is_not_asked_for_where_the_next_test_is_lower(self, value):
        tests = (a1c(*TESTED), a1c("2026-04-10", value, name="g2"))
        later = a1c("2026-05-10", "6.9", name="g3")
        reason = "not the next test in the range of diabetes as well"

        assert self.diagnosis("2026-04-10", *tests).reason == reason
        _, first, _, again = found("raised-glucose", "2026-05-11", *tests, later)
        assert (first.reason, again.reason) == (
            "done on 2026-04-10",
            "none seen since 2026-05-10; due 2026-08-08",
        )

    def test_nor_before_there_is_one(self):
        assert self.diagnosis("2026-04-10", a1c(*TESTED)).action is None

    def test_of_two_of_the_next_day_one_in_the_range_is_enough(self):
        other = a1c("2026-04-10", "110", "mg/dL", name="a0", code=FASTING)

        assert self.diagnosis("2026-04-10", *self.TWICE, other).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("missing", ["observations", "conditions"])
def test_a_list_that_nobody_asked_for(missing):
    facts = () if missing == "observations" else (a1c(*TESTED),)
    (finding,) = followed("2026-03-02", *facts, unasked=(missing,)).values()

    assert finding.missing == (f"{missing} (never asked for)",)
