"""What is asked once: HIV, hepatitis C, depression, bone density."""

from datetime import date

import pytest
from screening_charts import FEMALE, MALE, did, has, look, obs

from carecoord.model.code import snomed
from carecoord.rules import Outcome

title = "Screenings that are asked once"

TESTS = {"hiv": "56888-1", "hepatitis-c": "16128-1", "depression": "44261-6"}
SINCE = {
    "hiv": date(2019, 6, 11),
    "hepatitis-c": date(2020, 3, 2),
    "depression": date(2023, 6, 20),
}

each = pytest.mark.parametrize("word", TESTS)


class TestOnce:
    """Done once is done for ever; never done, it is due from the age, or from the edition."""

    @each
    def test_done_at_any_time(self, word):
        finding = look(word, "2026-05-31", obs(TESTS[word], "2001-03-05", "negative"))

        assert finding.outcome is Outcome.MET
        assert finding.reason == "last seen 2001-03-05; once is enough"

    @each
    def test_never_done(self, word):
        finding = look(word, "2026-06-01", born="1961-06-01")

        assert finding.action.due == finding.action.earliest == SINCE[word]

    @each
    def test_without_a_result_it_is_not_done(self, word):
        assert look(
            word, "2026-05-31", obs(TESTS[word], "2020-03-05"), born="1961-06-01"
        ).outcome is (Outcome.NOT_MET)

    @each
    def test_without_a_birth_date_it_is_not_known(self, word):
        assert look(word, "2026-06-01", born=None).missing == ("birth date",)

    @pytest.mark.parametrize(
        ("word", "born", "first", "last"),
        [
            ("hiv", "2011-07-01", "2026-07-01", "2077-06-30"),
            ("hepatitis-c", "2008-07-01", "2026-07-01", "2088-06-30"),
        ],
    )
    def test_from_the_first_day_of_an_age_to_the_last_of_another(self, word, born, first, last):
        """15 to 65, and 18 to 79."""
        before = date.fromordinal(date.fromisoformat(first).toordinal() - 1).isoformat()
        after = date.fromordinal(date.fromisoformat(last).toordinal() + 1).isoformat()

        assert look(word, before, born=born).outcome is Outcome.NOT_APPLICABLE
        assert look(word, first, born=born).action.due == date.fromisoformat(first)
        assert look(word, last, born=born).outcome is Outcome.NOT_MET
        assert look(word, after, born=born).outcome is Outcome.NOT_APPLICABLE

    def test_depression_from_19_without_an_end(self):
        assert look("depression", "2026-06-30", born="2007-07-01").outcome is (
            Outcome.NOT_APPLICABLE
        )
        assert look("depression", "2026-07-01", born="2007-07-01").action.due == date(2026, 7, 1)
        assert look("depression", "2126-07-01", born="2007-07-01").outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("word", "code"),
        [
            *(("hiv", code) for code in ("B20", "Z21", "B97.35", "O98.711", "86406008")),
            *(("hepatitis-c", code) for code in ("B17.10", "B18.2", "B19.20", "50711007")),
            *(("depression", code) for code in ("F32.9", "F33.1", "F31.9", "F34.1", "370143000")),
            ("depression", "35489007"),
            ("depression", "13746004"),
            ("hepatitis-c", "128302006"),
        ],
    )
    def test_what_is_known_is_not_looked_for(self, word, code):
        assert look(word, "2026-05-01", has(code)).outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("word", "test"),
        [
            ("hiv", did("87389", "2020-03-05")),
            ("hepatitis-c", did("86803", "2020-03-05")),
            ("depression", did("171207006", "2020-03-05")),
            ("depression", did("715252007", "2020-03-05")),
            ("depression", did("454711000124102", "2020-03-05")),
            ("depression", did("96127", "2020-03-05")),
        ],
    )
    def test_a_procedure_counts(self, word, test):
        assert look(word, "2026-05-01", test).outcome is Outcome.MET


class TestBoneDensity:
    """Women from 65; younger after menopause at raised risk."""

    def bones(self, *facts, as_of="2026-06-01", born="1960-06-01", sex=FEMALE):
        return look("osteoporosis", as_of, *facts, born=born, sex=sex)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2025-05-31", Outcome.NOT_APPLICABLE), ("2025-06-01", Outcome.NOT_MET)],
    )
    def test_from_65(self, as_of, outcome):
        assert self.bones(as_of=as_of).outcome is outcome

    def test_those_who_were_older_are_due_since_the_edition(self):
        assert self.bones(born="1950-06-01").action.due == date(2025, 1, 14)

    @pytest.mark.parametrize("scan", [did("77080", "2011-04-05"), obs("38263-0", "2011-04-05")])
    def test_once_is_enough(self, scan):
        assert self.bones(scan).reason == "last seen 2011-04-05; once is enough"

    @pytest.mark.parametrize(
        ("sex", "outcome"), [(MALE, Outcome.NOT_APPLICABLE), (None, Outcome.INSUFFICIENT_DATA)]
    )
    def test_women(self, sex, outcome):
        assert self.bones(sex=sex).outcome is outcome

    @pytest.mark.parametrize("code", ["M81.0", "M80.08XA", "64859006"])
    def test_known_osteoporosis_ends_it(self, code):
        assert self.bones(has(code)).outcome is Outcome.NOT_APPLICABLE

    def younger(self, *facts, as_of="2026-06-01", born="1970-06-01", sex=FEMALE):
        return look("osteoporosis-at-raised-risk", as_of, *facts, born=born, sex=sex)

    @pytest.mark.parametrize("code", ["N95.1", "Z78.0", "E28.310", "76498008"])
    def test_younger_after_menopause_the_risk_is_to_be_recorded(self, code):
        finding = self.younger(has(code))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (
            "whether the risk of osteoporosis is raised (record the result of a risk assessment)",
        )

    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            ([snomed("10828004")], Outcome.NOT_MET),
            ([snomed("260385009")], Outcome.NOT_APPLICABLE),
            ([snomed("10828004"), snomed("260385009")], Outcome.NOT_APPLICABLE),
            ([snomed("260385009"), snomed("10828004")], Outcome.NOT_MET),
            (["perhaps"], Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_the_recorded_risk_decides(self, answers, outcome):
        risks = (
            obs("454331000124108", f"2026-01-{n:02}", said, name=f"r{n}")
            for n, said in enumerate(answers, 5)
        )

        assert self.younger(has("N95.1"), *risks).outcome is outcome

    def test_it_is_due_from_the_day_on_which_the_risk_was_found_raised(self):
        risk = obs("454331000124108", "2026-01-05", "positive")

        assert self.younger(has("N95.1"), risk).action.due == date(2026, 1, 5)

    def test_a_raised_risk_is_not_asked_of_a_man_or_from_65(self):
        risk = obs("454331000124108", "2026-01-05", "positive")

        assert self.younger(has("N95.1"), risk, sex=MALE).outcome is Outcome.NOT_APPLICABLE
        assert self.younger(has("N95.1"), risk, as_of="2035-05-31").outcome is Outcome.NOT_MET
        assert self.younger(has("N95.1"), risk, as_of="2035-06-01").outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_known_osteoporosis_ends_that_too(self):
        risk = obs("454331000124108", "2026-01-05", "positive")

        assert self.younger(has("N95.1"), has("M81.0", name="c2"), risk).outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_before_menopause_there_is_no_reason(self):
        assert self.younger().outcome is Outcome.NOT_APPLICABLE
