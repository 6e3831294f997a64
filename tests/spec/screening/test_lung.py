"""Low-dose CT after smoking, and the aorta: a patient born on 1 June 1960."""

from datetime import date

import pytest
from screening_charts import FEMALE, MALE, did, found, has, look, obs

from carecoord.model import PartialDate
from carecoord.model.code import LOINC, Code, snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.shapes import months

title = "Screening of those who smoke or smoked"

CURRENT, FORMER, NEVER, UNKNOWN = "449868002", "8517006", "266919005", "266927001"


def status(code, on="2026-01-10", name="s1"):
    return obs("72166-2", on, snomed(code), name=name)


def packs(number, on="2026-01-10", name="s2"):
    return obs("8664-5", on, (number, "{PackYears}"), name=name)


def quit_on(when, name="s3"):
    return obs("74010-0", "2026-01-10", when, name=name)


SMOKER = (status(CURRENT), packs("30"))


def lung(*facts, as_of="2026-06-01", **rest):
    return look("lung", as_of, *facts, **rest)


class TestWho:
    """From 50 to 80 with 20 pack-years, smoking or quit within 15 years."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2025-05-31", Outcome.NOT_APPLICABLE),
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.NOT_MET),
            ("2057-05-31", Outcome.NOT_MET),
            ("2057-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_50_to_80(self, as_of, outcome):
        assert lung(*SMOKER, as_of=as_of, born="1976-06-01").outcome is outcome

    @pytest.mark.parametrize(
        ("number", "outcome"),
        [
            ("19.9", Outcome.NOT_APPLICABLE),
            ("20", Outcome.NOT_MET),
            ("20.1", Outcome.NOT_MET),
        ],
    )
    def test_twenty_pack_years(self, number, outcome):
        assert lung(status(CURRENT), packs(number)).outcome is outcome

    def test_the_last_number_counts(self):
        older = packs("15", "2020-01-10", "s4")

        assert lung(*SMOKER, older).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        "code",
        [CURRENT, "428041000124106", "77176002", "65568007", "428071000124103", "428061000124105"],
    )
    def test_every_kind_of_current_smoking(self, code):
        assert lung(status(code), packs("20")).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("answer", ["LA18976-3", "LA18977-1", "LA18979-7", "LA18981-3"])
    def test_answers_of_loinc(self, answer):
        told = obs("72166-2", "2026-01-10", Code(LOINC, answer), name="s1")

        assert lung(told, packs("20")).outcome is Outcome.NOT_MET

    def test_never_smoked(self):
        assert lung(status(NEVER), packs("30")).outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("when", "outcome"),
        [
            (date(2011, 6, 1), Outcome.NOT_MET),
            (date(2011, 5, 31), Outcome.NOT_APPLICABLE),
            (PartialDate(2012), Outcome.NOT_MET),
            (PartialDate(2010), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_fifteen_years_since_quitting(self, when, outcome):
        """On 1 June 2026; the day on which they are complete is the last."""
        assert lung(status(FORMER), packs("30"), quit_on(when)).outcome is outcome

    def test_somebody_who_smoked_again_smokes(self):
        facts = (status(FORMER, "2020-01-01", "s0"), *SMOKER, quit_on(date(2001, 1, 1)))

        assert lung(*facts).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("facts", "missing"),
        [
            ((), "smoking status (record current, former or never smoker)"),
            ((status(UNKNOWN),), "smoking status (record current, former or never smoker)"),
            ((status(CURRENT),), "pack-years smoked (record the number)"),
            ((status(FORMER), packs("30")), "day of quitting (record it)"),
            ((status(FORMER), packs("30"), quit_on("long ago")), "day of quitting (record it)"),
            (
                (status(FORMER), packs("30"), quit_on(PartialDate(2011))),
                "exact day of quitting",
            ),
        ],
    )
    def test_what_is_missing_is_to_be_recorded(self, facts, missing):
        finding = lung(*facts)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert missing in finding.missing

    @pytest.mark.parametrize("code", ["C34.90", "Z85.118", "363358000", "254637007"])
    def test_lung_cancer_ends_it(self, code):
        assert lung(*SMOKER, has(code)).outcome is Outcome.NOT_APPLICABLE


class TestRoutine:
    """Yearly."""

    @pytest.mark.parametrize(
        "scan",
        [
            did("16334891000119106", "2026-02-10"),
            did("71271", "2026-02-10"),
            obs("79086-5", "2026-02-10"),
        ],
    )
    def test_a_year_after_the_last(self, scan):
        assert lung(*SMOKER, scan).window.due == date(2027, 2, 10)

    def test_a_ct_of_another_kind_is_none(self):
        assert lung(*SMOKER, did("71250", "2026-02-10")).action.due == date(2021, 3, 9)


SUSPICIOUS = obs("1362105002", "2026-02-10", "Lung-RADS 4B", name="r1")
SCAN = did("71271", "2026-02-10")


class TestSuspicious:
    """Lung-RADS 4."""

    @pytest.mark.parametrize("said", ["4", "4A", "lung-rads 4x", "Category 4BS"])
    def test_it_holds_the_routine_back(self, said):
        category = obs("1362105002", "2026-02-10", said, name="r1")

        assert lung(*SMOKER, SCAN, category).reason == (
            "Low-dose CT of the chest not due while Lung-RADS 4 of 2026-02-10 is not resolved"
        )

    @pytest.mark.parametrize("said", ["0", "1", "2S", "3"])
    def test_another_category_does_not(self, said):
        category = obs("1362105002", "2026-02-10", said, name="r1")

        assert lung(*SMOKER, SCAN, category).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("closer", "outcome"),
        [
            (did("71250", "2026-02-10", name="p2"), Outcome.NOT_APPLICABLE),
            (did("71250", "2026-02-11", name="p2"), Outcome.MET),
            (did("32408", "2026-03-01", name="p2"), Outcome.MET),
            (obs("24627-2", "2026-03-01", name="r2"), Outcome.MET),
            (obs("1362105002", "2026-03-01", "2", name="r2"), Outcome.MET),
        ],
    )
    def test_what_resolves_it_comes_on_a_later_day(self, closer, outcome):
        assert lung(*SMOKER, SCAN, SUSPICIOUS, closer).outcome is outcome

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2027-02-10", Outcome.NOT_APPLICABLE), ("2027-02-11", Outcome.NOT_MET)],
    )
    def test_after_a_year_the_routine_returns(self, as_of, outcome):
        assert lung(*SMOKER, SCAN, SUSPICIOUS, as_of=as_of).outcome is outcome

    def test_work_up_is_due_after_three_months(self):
        (finding,) = found("suspicious-lung-scan", "2026-03-01", SCAN, SUSPICIOUS)

        assert finding.action.earliest == date(2026, 2, 11)
        assert finding.action.due == date(2026, 5, 10)
        assert Licence.COORDINATOR not in finding.action.licences

    def test_the_window_is_the_sites(self):
        own = {"screening.suspicious-lung-scan.next": months(1)}
        finding = look("suspicious-lung-scan", "2026-03-01", SUSPICIOUS, parameters=own)

        assert finding.action.due == date(2026, 3, 10)

    def test_it_is_closed_by_the_next_image(self):
        closer = did("71250", "2026-02-11", name="p2")

        assert look("suspicious-lung-scan", "2026-03-01", SCAN, SUSPICIOUS, closer).reason == (
            "done on 2026-02-11"
        )

    def test_it_lapses_after_a_year(self):
        assert look("suspicious-lung-scan", "2027-02-10", SUSPICIOUS).action is not None
        assert look("suspicious-lung-scan", "2027-02-11", SUSPICIOUS).reason.startswith(
            "lapsed on 2027-02-10"
        )


class TestAorta:
    """Once, for men from 65 to 75 who ever smoked."""

    def aorta(self, *facts, as_of="2026-06-01", sex=MALE, born="1960-06-01"):
        return look("aortic-aneurysm", as_of, *facts, sex=sex, born=born)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2025-05-31", Outcome.NOT_APPLICABLE),
            ("2025-06-01", Outcome.NOT_MET),
            ("2036-05-31", Outcome.NOT_MET),
            ("2036-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_65_to_75(self, as_of, outcome):
        finding = self.aorta(status(FORMER, "2020-01-01"), as_of=as_of)

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_MET:
            assert finding.action.due == date(2025, 6, 1)

    @pytest.mark.parametrize(
        ("facts", "sex", "outcome"),
        [
            ((status(NEVER),), MALE, Outcome.NOT_APPLICABLE),
            ((status(FORMER),), FEMALE, Outcome.NOT_APPLICABLE),
            ((status(FORMER),), None, Outcome.INSUFFICIENT_DATA),
            ((), MALE, Outcome.INSUFFICIENT_DATA),
            ((status(NEVER), status(CURRENT, "2010-01-01", "s0")), MALE, Outcome.NOT_MET),
            ((status(FORMER), has("I71.40")), MALE, Outcome.NOT_APPLICABLE),
            ((status(FORMER), has("233985008")), MALE, Outcome.NOT_APPLICABLE),
        ],
    )
    def test_men_who_smoked(self, facts, sex, outcome):
        assert self.aorta(*facts, sex=sex).outcome is outcome

    @pytest.mark.parametrize(
        "image",
        [did("76706", "2012-02-10"), did("74175", "2012-02-10"), obs("24547-2", "2012-02-10")],
    )
    def test_once_is_enough(self, image):
        finding = self.aorta(status(FORMER), image)

        assert finding.reason == "last seen 2012-02-10; once is enough"
        assert finding.window.done == date(2012, 2, 10)
