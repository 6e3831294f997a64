"""Cytology and HPV tests: a woman born on 1 June 1990."""

from datetime import date

import pytest
from screening_charts import FEMALE, MALE, did, found, has, look, obs

from carecoord.model.code import snomed
from carecoord.rules import Outcome
from carecoord.rules.shapes import days

title = "Cervical cancer screening, and abnormal results"

SMEAR, HPV, PATHOLOGY, COLPOSCOPY = "10524-7", "21440-3", "11529-5", "392003006"
STILL = Outcome.NOT_APPLICABLE
"""Held back still."""


def cervical(*facts, as_of="2026-06-01", word="cervical", sex=FEMALE, born="1990-06-01", **rest):
    return look(word, as_of, *facts, sex=sex, born=born, **rest)


class TestRoutine:
    """Cytology every three years, an HPV test every five from 30."""

    @pytest.mark.parametrize(
        ("test", "due"),
        [
            (obs(SMEAR, "2025-01-15", "NILM"), date(2028, 1, 15)),
            (obs("47527-7", "2025-01-15", "normal"), date(2028, 1, 15)),
            (obs(HPV, "2025-01-15", "negative"), date(2030, 1, 15)),
        ],
    )
    def test_three_and_five_years(self, test, due):
        assert cervical(test).window.due == due

    @pytest.mark.parametrize(
        ("on", "due"),
        [("2020-05-31", date(2018, 8, 21)), ("2020-06-01", date(2025, 6, 1))],
    )
    def test_an_hpv_test_counts_from_the_thirtieth_birthday(self, on, due):
        assert cervical(obs(HPV, on, "negative")).action.due == due

    @pytest.mark.parametrize("code", [SMEAR, HPV])
    def test_without_a_result_it_does_not_count(self, code):
        assert cervical(obs(code, "2025-01-15")).action.due == date(2018, 8, 21)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.NOT_MET),
            ("2071-05-31", Outcome.NOT_MET),
            ("2071-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_21_to_65(self, as_of, outcome):
        assert cervical(as_of=as_of, born="2005-06-01").outcome is outcome

    def test_women(self):
        assert cervical(sex=MALE).outcome is Outcome.NOT_APPLICABLE
        assert cervical(sex=None).missing == ("recorded sex",)

    @pytest.mark.parametrize(
        "fact",
        [
            *map(has, ("Z90.710", "Z90.712", "Q51.5", "C53.9", "D06.9", "N87.1", "Z85.41")),
            *map(has, ("B20", "Z21", "363354003", "86406008")),
            did("58150", "2015-01-01"),
            did("116140006", "2015-01-01"),
        ],
    )
    def test_without_a_cervix_or_under_surveillance_it_ends(self, fact):
        assert cervical(fact).outcome is Outcome.NOT_APPLICABLE

    def test_a_uterus_removed_with_the_cervix_left_does_not_end_it(self):
        assert cervical(has("Z90.711")).outcome is Outcome.NOT_MET


class TestHrsa:
    """Beside it: co-testing from 2018, an HPV test alone from 1 January 2027."""

    def test_before_2018_it_says_nothing(self):
        finding = cervical(word="cervical-hrsa", as_of="2017-12-31")

        assert finding.reason == "no edition before 2018-01-01"

    @pytest.mark.parametrize(
        ("as_of", "edition", "title"),
        [
            ("2018-01-01", "2016", "Cervical cancer screening: cytology, from 30 with an HPV test"),
            ("2026-12-31", "2016", "Cervical cancer screening: cytology, from 30 with an HPV test"),
            ("2027-01-01", "2026", "Cervical cancer screening: HPV test preferred from 30"),
        ],
    )
    def test_each_edition_in_its_time(self, as_of, edition, title):
        finding = cervical(word="cervical-hrsa", as_of=as_of)

        assert (edition, title) == (finding.edition, finding.action.title)

    def test_an_hpv_test_alone_is_enough_from_2027_on(self):
        alone = obs(HPV, "2025-01-15", "negative")
        before = cervical(alone, word="cervical-hrsa", as_of="2026-12-31")
        after = cervical(alone, word="cervical-hrsa", as_of="2027-01-01")

        assert (before.outcome, before.action.due) == (Outcome.NOT_MET, date(2018, 1, 1))
        assert after.window.due == date(2030, 1, 15)

    @pytest.mark.parametrize(
        ("smear_on", "due"),
        [
            ("2025-01-10", date(2028, 1, 10)),
            ("2025-01-11", date(2030, 1, 15)),
            ("2025-01-15", date(2030, 1, 15)),
            ("2025-01-19", date(2030, 1, 15)),
            ("2025-01-20", date(2028, 1, 20)),
        ],
    )
    def test_together_is_within_four_days(self, smear_on, due):
        """Decision 0026: results of one visit may be days apart."""
        finding = cervical(
            obs(HPV, "2025-01-15", "negative"),
            obs(SMEAR, smear_on, "NILM", name="o2"),
            word="cervical-hrsa",
        )

        assert finding.window.due == due

    def test_together_counts_from_the_thirtieth_birthday(self):
        finding = cervical(
            obs(HPV, "2020-05-31", "negative"),
            obs(SMEAR, "2020-05-31", "NILM", name="o2"),
            word="cervical-hrsa",
        )

        assert finding.window.due == date(2023, 5, 31)

    def test_without_observations_it_is_not_known(self):
        finding = cervical(word="cervical-hrsa", unasked=("observations",))

        assert finding.missing == ("observations (never asked for)",)


ABNORMAL = {"LSIL": "62051000119105", "ASC-H": "441088002", "AGC": "441219009", "HSIL": "416033009"}


class TestAbnormal:
    """What is held back until a colposcopy."""

    @pytest.mark.parametrize(
        "said", [*ABNORMAL, *map(snomed, ABNORMAL.values()), "ais", "Squamous cell carcinoma"]
    )
    def test_abnormal_cytology(self, said):
        assert cervical(obs(SMEAR, "2026-02-10", said)).reason.endswith(
            "not due while abnormal cervical cytology of 2026-02-10 is not resolved"
        )

    @pytest.mark.parametrize("said", ["ASC-US", "ascus", snomed("441087007")])
    def test_ascus(self, said):
        assert cervical(obs(SMEAR, "2026-02-10", said)).reason.endswith(
            "not due while cervical cytology with ASC-US of 2026-02-10 is not resolved"
        )

    def test_a_positive_hpv_test(self):
        assert cervical(obs(HPV, "2026-02-10", "detected")).reason.endswith(
            "not due while a positive HPV test of 2026-02-10 is not resolved"
        )

    @pytest.mark.parametrize(
        "said", ["NILM", "negative for intraepithelial lesion or malignancy", "unsatisfactory"]
    )
    def test_other_findings_are_none(self, said):
        assert cervical(obs(SMEAR, "2026-02-10", said)).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("code", "said", "closer", "outcome"),
        [
            (SMEAR, "HSIL", did(COLPOSCOPY, "2026-02-10"), Outcome.INSUFFICIENT_DATA),
            (SMEAR, "HSIL", obs(HPV, "2026-02-10", "negative", name="o2"), Outcome.NOT_APPLICABLE),
            (SMEAR, "ASC-US", obs(HPV, "2026-02-10", "negative", name="o2"), Outcome.MET),
            (SMEAR, "ASC-US", did("57454", "2026-03-01"), Outcome.MET),
            (SMEAR, "ASC-US", did("57454", "2026-02-09"), Outcome.NOT_APPLICABLE),
            (HPV, "positive", did("57522", "2026-03-01"), Outcome.MET),
            (HPV, "positive", obs(HPV, "2026-02-10", "negative", name="o2"), STILL),
            (HPV, "positive", obs(HPV, "2026-02-11", "negative", name="o2"), Outcome.MET),
            (HPV, "positive", did("57522", "2026-02-10"), Outcome.MET),
        ],
    )
    def test_what_resolves_it(self, code, said, closer, outcome):
        assert cervical(obs(code, "2026-02-10", said), closer).outcome is outcome

    def test_beside_a_positive_hpv_test_a_negative_one_of_that_day_resolves_nothing(self):
        """One test looks for types 16 and 18, the other for the rest."""
        tests = [
            obs(SMEAR, "2026-02-10", "ASC-US"),
            obs(HPV, "2026-02-10", "negative", name="o2"),
            obs("77379-6", "2026-02-10", "positive", name="o3"),
        ]

        assert cervical(*tests).outcome is STILL
        (smear, _) = found("equivocal-cervical-test", "2026-06-01", *tests, sex=FEMALE)
        assert smear.reason == "none seen since 2026-02-10; due 2026-05-11"

    def test_after_a_colposcopy_the_next_is_known_with_its_report(self):
        smear, colposcopy = obs(SMEAR, "2026-02-10", "HSIL"), did(COLPOSCOPY, "2026-03-01")

        assert cervical(smear, colposcopy).missing == (
            "the report that gives the next interval, after 2026-03-01",
        )
        report = obs(PATHOLOGY, "2026-03-05", "CIN 1", name="o2")
        assert cervical(smear, colposcopy, report).window.due == date(2029, 2, 10)

    @pytest.mark.parametrize(
        ("code", "said"), [(SMEAR, "HSIL"), (SMEAR, "ASC-US"), (HPV, "positive")]
    )
    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2031-02-10", Outcome.NOT_APPLICABLE), ("2031-02-11", Outcome.NOT_MET)],
    )
    def test_after_five_years_the_routine_returns(self, code, said, as_of, outcome):
        assert cervical(obs(code, "2026-02-10", said), as_of=as_of).outcome is outcome


@pytest.mark.parametrize(
    ("word", "step", "code", "said"),
    [
        ("abnormal-cytology", "colposcopy", SMEAR, "LSIL"),
        ("equivocal-cervical-test", "resolved", SMEAR, "ASC-US"),
        ("equivocal-cervical-test", "resolved", HPV, "positive"),
    ],
)
class TestFollowUp:
    """Within 90 days."""

    def test_due_on_the_ninetieth(self, word, step, code, said):
        finding = cervical(obs(code, "2026-02-10", said), word=word)

        assert finding.key.endswith(f":{step}")
        assert finding.action.due == date(2026, 5, 11)
        assert finding.action.earliest == date(2026, 2, 10)

    def test_the_days_are_the_sites(self, word, step, code, said):
        own = {f"screening.{word}.{step}": days(60)}
        finding = cervical(obs(code, "2026-02-10", said), word=word, parameters=own)

        assert finding.action.due == date(2026, 4, 11)

    def test_closed_by_a_colposcopy(self, word, step, code, said):
        finding = cervical(obs(code, "2026-02-10", said), did(COLPOSCOPY, "2026-03-01"), word=word)

        assert finding.reason == "done on 2026-03-01"

    def test_a_negative_hpv_test_closes_what_is_equivocal(self, word, step, code, said):
        negative = obs(HPV, "2026-02-20", "negative", name="o2")
        finding = cervical(obs(code, "2026-02-10", said), negative, word=word)

        assert (finding.outcome is Outcome.MET) is (word == "equivocal-cervical-test")

    def test_for_five_years(self, word, step, code, said):
        test = obs(code, "2026-02-10", said)

        assert cervical(test, as_of="2031-02-10", word=word).outcome is Outcome.NOT_MET
        assert cervical(test, as_of="2031-02-11", word=word).outcome is Outcome.NOT_APPLICABLE

    def test_a_normal_one_opens_nothing(self, word, step, code, said):
        normal = "negative" if code == HPV else "NILM"

        assert cervical(obs(code, "2026-02-10", normal), word=word).outcome is (
            Outcome.NOT_APPLICABLE
        )
