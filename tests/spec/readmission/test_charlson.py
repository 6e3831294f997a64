"""Charlson: the conditions known at a discharge, and what they are worth."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission.charlson import RULE

title = "Conditions of the Charlson index at discharge"

WHO = "http://hl7.org/fhir/sid/icd-10"
STAY = """
    class | from       | to         | disposition
    IMP   | 2026-05-18 | 2026-05-22 | home
"""


def table(*codes, recorded="2020-01-01"):
    return "\n".join(["code | recorded", *(f"{code} | {recorded}" for code in codes)])


def charlson(ask, *codes, conditions=None, as_of="2026-05-22", encounters=STAY, **more):
    given = table(*codes) if conditions is None else conditions
    return ask(RULE, as_of, {"encounters": encounters, "conditions": given}, **more)


def earned(finding):
    """The lines with points."""
    return [line for line in finding.evidence if line.points is not None]


def test_points_are_added_and_each_names_the_fact_that_earned_it(ask):
    """Heart failure 1, and diabetes with a chronic complication 2."""
    finding = charlson(ask, "I50.9", "E11.22")

    lines = [
        (line.clause, line.points, [fact.id for fact in line.facts]) for line in earned(finding)
    ]
    assert lines == [
        ("heart failure", 1, ["c1"]),
        ("diabetes with chronic complication", 2, ["c2"]),
    ]
    assert (finding.outcome, finding.score, finding.action) == (Outcome.MET, 3, None)


def test_all_scores_stand_in_one_finding(ask):
    """Born in June 1950, so 75 at admission: 3 points more."""
    details = dict(charlson(ask, "I50.9", "B20").details)

    assert details["Charlson 1987"] == 7
    assert details["points for age"] == 3
    assert details["age-adjusted"] == 10
    assert details["Quan 2011"] == 6
    assert details["conditions without an ICD-10 code"] == 0
    assert str(details["lapses after"]) == "2026-06-21"


@pytest.mark.parametrize(
    ("code", "points"),
    [
        *(("I25.2", 1), ("I50", 1), ("I70.0", 1), ("I63.9", 1), ("F03", 1), ("J44.9", 1)),
        *(("M05.9", 1), ("K25.0", 1), ("K74.6", 1), ("E11.9", 1), ("E11.2", 2), ("G81.9", 2)),
        *(("N18.9", 2), ("C50.9", 2), ("C91.0", 2), ("K76.6", 3), ("C78.0", 6), ("B20", 6)),
    ],
)
def test_points_of_each_condition(ask, code, points):
    assert charlson(ask, code).score == points


@pytest.mark.parametrize(
    ("milder", "heavier", "points", "beside"),
    [
        ("K74.6", "K76.6", 3, "moderate or severe liver disease"),
        ("E11.9", "E11.2", 2, "diabetes with chronic complication"),
        ("C50.9", "C79.5", 6, "metastatic solid tumour"),
    ],
)
def test_of_two_forms_only_the_heavier_counts(ask, milder, heavier, points, beside):
    """The milder one stays on the list, with 0 points and the reason."""
    finding = charlson(ask, milder, heavier)

    assert finding.score == points
    assert [line.points for line in earned(finding)] in ([0, points], [points, 0])
    assert f"not counted beside {beside}" in [line.because for line in earned(finding)]


@pytest.mark.parametrize("code", ["I252", "i25.2", "I25.2"])
def test_codes_with_and_without_the_dot_in_any_case(ask, code):
    assert charlson(ask, f"{WHO}#{code}").score == 1


def test_codes_of_who_that_icd_10_cm_has_not(ask):
    """Dementia in Alzheimer disease, and diabetes of a kind not told."""
    assert charlson(ask, f"{WHO}#F00.1", f"{WHO}#E14.9").score == 2


def test_nothing_on_record_is_no_comorbidity(ask):
    """The list was asked for, and holds none of the conditions."""
    finding = charlson(ask, "M19.90")

    assert (finding.outcome, finding.score) == (Outcome.NOT_MET, 0)
    assert finding.evidence[0].because == "none on record at discharge"


def test_an_empty_list_is_no_comorbidity(ask):
    assert charlson(ask).outcome is Outcome.NOT_MET


def test_a_list_that_nobody_asked_for_is_missing(ask):
    finding = ask(RULE, "2026-05-22", {"encounters": STAY})

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("conditions (never asked for)",)


class TestWithoutIcd10:
    """Quan's lists are of ICD-10: what is coded otherwise is counted, and weighs nothing."""

    def test_some_of_it_is_told(self, ask):
        finding = charlson(ask, "I50.9", "44054006", "38341003")

        assert finding.score == 1
        assert dict(finding.details)["conditions without an ICD-10 code"] == 2

    def test_the_finding_names_what_was_not_weighed_and_the_stay(self, ask):
        """So that it carries their labels."""
        lines = charlson(ask, "I50.9", "44054006").evidence[1:]

        assert [(line.clause, line.holds, [f.id for f in line.facts]) for line in lines] == [
            ("conditions without an ICD-10 code", None, ["c2"]),
            ("discharged on 2026-05-22", True, ["e1"]),
        ]

    def test_all_of_it_leaves_the_index_unknown(self, ask):
        finding = charlson(ask, "84114007", "44054006")

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("an ICD-10 code of any condition",)
        assert [fact.id for fact in finding.evidence[0].facts] == ["e1", "c1", "c2"]


class TestKnownAtDischarge:
    """What was on record by the end of the day of discharge."""

    @pytest.mark.parametrize(
        ("recorded", "score"), [("2026-05-22", 1), ("2026-05-23", 0), ("2026-05", None), ("", None)]
    )
    def test_the_day_of_discharge_is_inside(self, ask, recorded, score):
        """One whose day is open leaves the index open."""
        finding = charlson(ask, conditions=table("I50.9", recorded=recorded), as_of="2026-06-01")

        assert finding.score == score
        if score is None:
            assert finding.missing == ("whether a condition was known at discharge",)

    def test_what_may_have_been_known_too_does_not_matter_beside_the_same(self, ask):
        known = "code | recorded\nI50.9 | 2020-01-01\nI50.1 | 2026-05"

        assert charlson(ask, conditions=known, as_of="2026-06-01").score == 1

    def test_a_milder_form_that_may_have_been_known_does_not_matter_beside_the_heavier(self, ask):
        known = "code | recorded\nE11.2 | 2020-01-01\nE11.9 | 2026-05"

        assert charlson(ask, conditions=known, as_of="2026-06-01").score == 2

    def test_a_heavier_form_that_may_have_been_known_leaves_it_open(self, ask):
        known = "code | recorded\nE11.9 | 2020-01-01\nE11.2 | 2026-05"

        assert charlson(ask, conditions=known, as_of="2026-06-01").score is None

    def test_what_was_refuted_does_not_count(self, ask):
        refuted = "code | recorded | verification\nI50.9 | 2020-01-01 | refuted"

        assert charlson(ask, conditions=refuted).score == 0


class TestAge:
    """The age at admission, in completed years."""

    @pytest.mark.parametrize(
        ("born", "points"),
        [
            ("1976-05-19", 0),
            ("1976-05-18", 1),
            ("1966-05-18", 2),
            ("1956-05-18", 3),
            ("1946-05-19", 3),
            ("1946-05-18", 4),
            ("1920-01-01", 4),
            ("1950", 3),
        ],
    )
    def test_a_point_for_each_decade_from_50(self, ask, born, points):
        details = dict(charlson(ask, "I50.9", born=born).details)

        assert (details["points for age"], details["age-adjusted"]) == (points, 1 + points)

    def test_a_year_of_birth_that_leaves_the_decade_open_is_told(self, ask):
        """The other scores stand."""
        finding = charlson(ask, "I50.9", born="1946")

        assert finding.score == 1
        assert dict(finding.details)["age-adjusted"] == "not known: exact birth date"


def test_without_a_stay_there_is_nothing_to_score(ask):
    finding = charlson(ask, "I50.9", encounters="class | from | to")

    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert finding.reason == "no finished inpatient stay"


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-06-21", Outcome.MET), ("2026-06-22", Outcome.NOT_APPLICABLE)],
)
def test_it_lapses_after_thirty_days(ask, as_of, outcome):
    assert charlson(ask, "I50.9", as_of=as_of).outcome is outcome
