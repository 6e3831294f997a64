"""Elixhauser: the conditions known at a discharge; some are worth less than nothing."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.engine.explain import explain
from carecoord.rules.readmission.elixhauser import RULE

title = "Conditions of the Elixhauser index at discharge"

STAY = """
    class | from       | to         | disposition
    IMP   | 2026-05-18 | 2026-05-22 | home
"""


def elixhauser(ask, *codes, conditions=None, as_of="2026-05-22"):
    given = "\n".join(["code | recorded", *(f"{code} | 2020-01-01" for code in codes)])
    tables = {"encounters": STAY, "conditions": conditions or given}
    return ask(RULE, as_of, tables)


def earned(finding):
    """The lines with points."""
    return [line for line in finding.evidence if line.points is not None]


def test_a_sum_below_zero_stays_below_zero(ask):
    """Obesity is -4 and drug abuse -7; by the Swiss weights -6 and -5."""
    finding = elixhauser(ask, "E66.9", "F11.2")

    assert (finding.outcome, finding.score) == (Outcome.MET, -11)
    assert dict(finding.details)["Swiss 2021"] == -11
    assert finding.reason == "discharged on 2026-05-22: -11 points"


def test_a_score_below_zero_is_explained(ask):
    finding = elixhauser(ask, "E66.9")

    assert "-4 points" in str(explain(finding, finding.details[-1][1]))


def test_points_are_added_and_each_names_the_fact_that_earned_it(ask):
    finding = elixhauser(ask, "I50.9", "E66.9")

    lines = [
        (line.clause, line.points, [fact.id for fact in line.facts]) for line in earned(finding)
    ]
    assert lines == [("heart failure", 7, ["c1"]), ("obesity", -4, ["c2"])]
    assert finding.score == 3
    assert dict(finding.details)["van Walraven 2009"] == 3
    assert dict(finding.details)["Swiss 2021"] == 7


def test_one_code_may_stand_for_two_conditions(ask):
    """Alcoholic cardiomyopathy: heart failure and alcohol abuse."""
    clauses = [line.clause for line in earned(elixhauser(ask, "I42.6"))]

    assert clauses == ["heart failure", "alcohol abuse"]


@pytest.mark.parametrize(
    ("code", "van_walraven", "swiss"),
    [
        *(("I50", 7, 13), ("I48.0", 5, 6), ("I35.0", -1, -1), ("I26.9", 4, 6), ("I70.0", 2, 3)),
        *(("I10", 0, -4), ("I11.9", 0, -3), ("G81.9", 7, 11), ("G20", 6, 10), ("J44.9", 3, 3)),
        *(("E11.9", 0, 1), ("E11.2", 0, -1), ("E03.9", 0, -3), ("N18.9", 5, 8), ("K74.6", 11, 16)),
        *(("K25.7", 0, 0), ("B20", 0, 0), ("C83.3", 9, 9), ("C78.0", 12, 17), ("C50.9", 4, 10)),
        *(("M05.9", 0, -1), ("D65", 3, 9), ("E66.9", -4, -6), ("E43", 6, 6), ("E86", 5, 5)),
        *(("D50.0", -2, -5), ("D51.0", -2, -7), ("F10.2", 0, -3), ("F11.2", -7, -5)),
        *(("F20.0", 0, -4), ("F32.9", -3, -3)),
    ],
)
def test_points_of_each_condition(ask, code, van_walraven, swiss):
    """One worth nothing is on record all the same."""
    finding = elixhauser(ask, code)

    assert (finding.outcome, finding.score) == (Outcome.MET, van_walraven)
    assert dict(finding.details)["Swiss 2021"] == swiss


@pytest.mark.parametrize(
    ("milder", "heavier", "van_walraven", "swiss"),
    [("I10", "I12.9", 0, -3), ("E11.9", "E11.2", 0, -1), ("C50.9", "C79.5", 12, 17)],
)
def test_of_two_forms_only_the_heavier_counts(ask, milder, heavier, van_walraven, swiss):
    finding = elixhauser(ask, milder, heavier)

    assert (finding.score, dict(finding.details)["Swiss 2021"]) == (van_walraven, swiss)


@pytest.mark.parametrize("code", ["B20", "E66.9"])
def test_what_may_have_been_known_leaves_it_open(ask, code):
    """Also what is worth nothing, when it alone decides whether any condition is on record."""
    perhaps = f"code | recorded\n{code} | 2026-05"
    finding = elixhauser(ask, conditions=perhaps, as_of="2026-06-01")

    assert finding.missing == ("whether a condition was known at discharge",)


def test_what_is_worth_nothing_does_not_leave_it_open_beside_others(ask):
    perhaps = "code | recorded\nI50.9 | 2020-01-01\nB20 | 2026-05"

    assert elixhauser(ask, conditions=perhaps, as_of="2026-06-01").score == 7


def test_a_record_in_snomed_ct_alone_is_not_scored(ask):
    finding = elixhauser(ask, "84114007")

    assert finding.outcome is Outcome.INSUFFICIENT_DATA
    assert finding.missing == ("an ICD-10 code of any condition",)
