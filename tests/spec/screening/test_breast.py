"""Mammograms, and categories 0, 4 and 5: a woman born on 1 June 1960."""

from datetime import date

import pytest
from screening_charts import FEMALE, MALE, did, found, has, look, obs

from carecoord.model.code import snomed
from carecoord.rules import Licence, Outcome
from carecoord.rules.shapes import days

title = "Breast cancer screening, and suspicious mammograms"

MAMMOGRAM, CATEGORY = "24606-6", "146611000146107"
CODED = {0: "397138000", 1: "397140005", 2: "397141009", 3: "397143007", 4: "397144001"}
CODED |= {5: "397145000", 6: "6111000179101"}


def breast(*facts, as_of="2026-06-01", sex=FEMALE, **rest):
    return look("breast", as_of, *facts, sex=sex, **rest)


class TestRoutine:
    """Every two years from 40 to 74."""

    @pytest.mark.parametrize(
        "mammogram",
        [
            obs(MAMMOGRAM, "2025-03-31"),
            obs("72142-3", "2025-03-31", "see the report"),
            did("24623002", "2025-03-31"),
            did("71651007", "2025-03-31"),
            did("77067", "2025-03-31"),
        ],
    )
    def test_two_years_after_the_last(self, mammogram):
        finding = breast(mammogram)

        assert finding.window.due == date(2027, 3, 31)
        assert finding.outcome is Outcome.MET

    @pytest.mark.parametrize(
        "other",
        [
            obs(MAMMOGRAM, "2025-03-31", status="cancelled"),
            did("24623002", "2025-03-31", status="not-done"),
            did("76641", "2025-03-31"),
            obs("26176-8", "2025-03-31"),
        ],
        ids=["cancelled", "not done", "ultrasound", "left breast"],
    )
    def test_something_else_is_none(self, other):
        assert breast(other).action.due == date(2024, 4, 30)

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.NOT_MET),
            ("2061-05-31", Outcome.NOT_MET),
            ("2061-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_40_to_74(self, as_of, outcome):
        assert breast(as_of=as_of, born="1986-06-01").outcome is outcome

    @pytest.mark.parametrize(
        ("sex", "outcome", "missing"),
        [
            (MALE, Outcome.NOT_APPLICABLE, ()),
            (None, Outcome.INSUFFICIENT_DATA, ("recorded sex",)),
        ],
    )
    def test_women(self, sex, outcome, missing):
        finding = breast(sex=sex)

        assert (finding.outcome, finding.missing) == (outcome, missing)

    @pytest.mark.parametrize(
        "fact",
        [
            *map(has, ("C50.911", "D05.10", "Z85.3", "Z15.01", "Z90.13", "254837009")),
            *(did(code, "2015-01-01") for code in ("27865001", "14693006", "76468001")),
        ],
    )
    def test_surveillance_and_mastectomy_end_it(self, fact):
        assert breast(fact).reason == "Screening mammogram no longer due"

    @pytest.mark.parametrize("code", ["Z90.11", "N60.11"])
    def test_one_breast_does_not(self, code):
        assert breast(has(code)).outcome is Outcome.NOT_MET


def images(said, on="2026-02-10"):
    return obs(CATEGORY, on, said), obs(MAMMOGRAM, on, name="o2")


class TestHeldBack:
    """Categories 0, 4 and 5 hold the routine back for up to two years."""

    @pytest.mark.parametrize(
        ("said", "title"),
        [
            ("BI-RADS 0", "BI-RADS 0"),
            ("Category: 4B", "BI-RADS 4 or 5"),
            ("5", "BI-RADS 4 or 5"),
            ("birads 4a", "BI-RADS 4 or 5"),
            ("4c", "BI-RADS 4 or 5"),
        ],
    )
    def test_said_in_words(self, said, title):
        assert breast(*images(said)).reason == (
            f"Screening mammogram not due while {title} of 2026-02-10 is not resolved"
        )

    @pytest.mark.parametrize("category", range(7))
    @pytest.mark.parametrize("code", [CATEGORY, MAMMOGRAM])
    def test_coded_as_a_category_or_on_the_mammogram(self, code, category):
        said = obs(code, "2026-02-10", snomed(CODED[category]))
        finding = breast(said, obs(MAMMOGRAM, "2026-02-10", name="o2"))

        assert (finding.outcome is Outcome.NOT_APPLICABLE) is (category in {0, 4, 5})

    def test_words_that_nobody_knows_leave_it_open(self):
        assert breast(*images("suspicious")).missing == ("the exact day or value of BI-RADS 0",)

    def test_the_text_of_a_mammogram_is_not_read(self):
        assert breast(obs(MAMMOGRAM, "2026-02-10", "BI-RADS 4")).outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("said", "closer", "outcome"),
        [
            ("0", obs("26346-7", "2026-02-10", name="o3"), Outcome.NOT_APPLICABLE),
            ("0", obs("26346-7", "2026-02-11", name="o3"), Outcome.MET),
            ("0", did("77066", "2026-02-10"), Outcome.NOT_APPLICABLE),
            ("0", did("76641", "2026-03-01"), Outcome.MET),
            ("0", obs(CATEGORY, "2026-02-10", "2", name="o3"), Outcome.NOT_APPLICABLE),
            ("0", obs(CATEGORY, "2026-02-11", "2", name="o3"), Outcome.MET),
            ("0", did("19083", "2026-03-01"), Outcome.NOT_APPLICABLE),
            ("4", did("19083", "2026-03-01"), Outcome.MET),
            ("4", did("122548005", "2026-02-10"), Outcome.MET),
            ("4", did("19083", "2026-02-09"), Outcome.NOT_APPLICABLE),
            ("4", did("76641", "2026-03-01"), Outcome.NOT_APPLICABLE),
        ],
    )
    def test_what_resolves_it(self, said, closer, outcome):
        assert breast(*images(said), closer).outcome is outcome

    @pytest.mark.parametrize("said", ["0", "4"])
    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2028-02-10", Outcome.NOT_APPLICABLE), ("2028-02-11", Outcome.NOT_MET)],
    )
    def test_after_two_years_the_routine_returns(self, said, as_of, outcome):
        assert breast(*images(said), as_of=as_of).outcome is outcome


DIAGNOSTIC = [
    *(did(code, "2026-03-01") for code in ("77065", "77066", "76641", "76642", "77048", "77049")),
    *(
        obs(code, "2026-03-01", name="o3")
        for code in (
            *("24605-8", "26346-7", "26347-5", "26348-3", "26349-1", "26350-9", "26351-7"),
            *("72137-3", "72138-1", "72139-9", "37551-9", "24601-7"),
        )
    ),
]


class TestNotResolvedByItself:
    """The images that were not complete are not the additional ones, whatever they are called."""

    @pytest.mark.parametrize("image", DIAGNOSTIC)
    @pytest.mark.parametrize("said", ["0", snomed(CODED[0])])
    def test_the_image_that_was_not_complete(self, image, said):
        """77066 with category 397138000, both on 1 March 2026."""
        category = obs(CATEGORY, "2026-03-01", said)
        finding = look("incomplete-mammogram", "2026-04-30", image, category)

        assert finding.action.earliest == date(2026, 3, 2)
        assert finding.reason == "none seen since 2026-03-01; due 2026-04-30"
        assert breast(image, category).reason == (
            "Screening mammogram not due while BI-RADS 0 of 2026-03-01 is not resolved"
        )

    @pytest.mark.parametrize("code", ["26346-7", "26349-1"])
    def test_a_diagnostic_image_that_says_so_itself(self, code):
        image = obs(code, "2026-03-01", snomed(CODED[0]))

        assert look("incomplete-mammogram", "2026-04-30", image).outcome is Outcome.NOT_MET
        assert breast(image).outcome is Outcome.NOT_APPLICABLE

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-03-01", "none seen since 2026-03-01; due 2026-04-30"),
            ("2026-03-02", "done on 2026-03-02"),
            ("2026-04-30", "done on 2026-04-30"),
            ("2026-05-01", "done late on 2026-05-01"),
        ],
    )
    @pytest.mark.parametrize("how", ["image", "category"])
    def test_from_the_next_day_on(self, how, on, reason):
        more = did("76641", on) if how == "image" else obs(CATEGORY, on, "1", name="o3")
        said = look("incomplete-mammogram", "2026-05-01", obs(CATEGORY, "2026-03-01", "0"), more)

        assert said.reason == reason

    def test_the_category_of_the_other_breast_is_no_answer(self):
        """Right 0 and left 2, of one day."""
        left = obs(CATEGORY, "2026-02-10", "2", name="o3")

        assert look("incomplete-mammogram", "2026-03-01", *images("0"), left).action is not None

    def test_a_diagnostic_image_of_the_day_is_no_biopsy(self):
        said = look("suspicious-mammogram", "2026-03-01", *images("4"), did("77066", "2026-02-10"))

        assert said.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("word", "said", "step", "closer"),
    [
        ("incomplete-mammogram", "0", "imaging", did("76641", "2026-04-11")),
        ("suspicious-mammogram", "4", "biopsy", did("19083", "2026-04-11")),
    ],
)
class TestFollowUp:
    """Within 60 days."""

    def test_due_on_the_sixtieth(self, word, said, step, closer):
        (finding,) = found(word, "2026-03-01", *images(said))

        assert finding.key.endswith(f":{step}")
        first = date(2026, 2, 11 if step == "imaging" else 10)
        assert finding.action.earliest == first
        assert finding.action.due == date(2026, 4, 11)
        assert Licence.RN in finding.action.licences

    def test_closed_in_time(self, word, said, step, closer):
        assert look(word, "2026-06-01", *images(said), closer).reason == "done on 2026-04-11"

    def test_the_days_are_the_sites(self, word, said, step, closer):
        own = {f"screening.{word}.{step}": days(30)}
        finding = look(word, "2026-03-01", *images(said), parameters=own)

        assert finding.action.due == date(2026, 3, 12)

    def test_for_two_years(self, word, said, step, closer):
        assert look(word, "2028-02-10", *images(said)).outcome is Outcome.NOT_MET
        assert look(word, "2028-02-11", *images(said)).reason.startswith("lapsed on 2028-02-10")

    def test_another_category_opens_nothing(self, word, said, step, closer):
        assert look(word, "2026-03-01", *images("2")).outcome is Outcome.NOT_APPLICABLE


def test_a_biopsy_is_no_work_for_somebody_without_a_licence():
    (finding,) = found("suspicious-mammogram", "2026-03-01", *images("5"))

    assert Licence.COORDINATOR not in finding.action.licences
