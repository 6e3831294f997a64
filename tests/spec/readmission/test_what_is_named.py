"""What a finding names although it does not weigh it: its labels are the finding's.

Who may not see a fact may not see that it left a score open, or that it alone settled one.
"""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.readmission import (
    charlson,
    hospital,
    hospital_simplified,
    lace,
    open_tasks,
    repeated,
    window,
)

title = "What a finding about a discharge names"

STAY = """
    class | from       | to         | priority | disposition | service   | status
    IMP   | 2026-05-18 | 2026-05-22 | EM       | home        | 419192003 | finished
"""
LABS = """
    code   | on         | value | unit
    718-7  | 2026-05-22 | 11.4  | g/dL
    2951-2 | 2026-05-22 | 134   | mmol/L
"""
ILL = "code | recorded\nI50.9 | 2020-01-01"


def told(ask, rule, *more, conditions=ILL, labs=LABS, procedures="", stay=STAY):
    """The finding about the stay and more encounters, of which every list was asked for."""
    stays = "\n".join([stay.rstrip(), *(f"    {row}" for row in more)])
    given = {
        "encounters": stays,
        "observations": labs,
        "conditions": conditions,
        "procedures": procedures,
    }
    return ask(rule.RULE, "2026-06-01", given)


def named(finding):
    return [ref.id for line in finding.evidence for ref in line.facts]


class TestLace:
    """Stay, disease and visits are named, whatever it is that is not known."""

    def test_a_condition_that_may_have_been_known(self, ask):
        finding = told(ask, lace, conditions=f"{ILL}\nC78.0 | 2026-05")

        assert finding.missing == ("whether a comorbidity was known at discharge",)
        assert named(finding) == ["e1", "c1", "c2"]

    def test_one_that_adds_nothing_is_not_named(self, ask):
        finding = told(ask, lace, conditions=f"{ILL}\nC78.0 | 2026-05\nI50.1 | 2026-05")

        assert named(finding) == ["e1", "c1", "c2"]

    def test_a_visit_of_an_unknown_day(self, ask):
        finding = told(ask, lace, "EMER | 2026-02 | | | | | finished")

        assert finding.missing == ("the day of an emergency visit",)
        assert named(finding) == ["e1", "c1", "e2"]

    def test_what_is_known_beside_what_is_not(self, ask):
        """The disease and a visit, though it is the acuity that nobody wrote down."""
        stay = STAY.replace("EM ", "   ")
        finding = told(ask, lace, "EMER | 2026-03-01 | 2026-03-01 | | | | finished", stay=stay)

        assert finding.missing == ("acuity of admission",)
        assert sorted(named(finding)) == ["c1", "e1", "e2"]

    def test_the_visit_that_became_the_stay(self, ask):
        """It is the reason why the one of the day before is left to be counted."""
        days = ("2026-05-17", "2026-05-18")
        visits = [f"EMER | {day} | {day} | | | | finished" for day in days]
        finding = told(ask, lace, *visits)
        facts = {line.clause: [ref.id for ref in line.facts] for line in finding.evidence}

        assert facts["emergent admission"] == ["e1", "e3"]
        assert facts["emergency visits"] == ["e2"]


class TestHospital:
    """Each item names what says it, or leaves it open."""

    @pytest.mark.parametrize(
        ("value", "on", "missing"),
        [
            ("7.1 | mmol/L", "2026-05-22", "a comparable value for hemoglobin at discharge"),
            ("12.6 | g/dL", "2026-05-22", "which hemoglobin was the last before discharge"),
        ],
    )
    def test_results_of_which_the_last_cannot_be_told(self, ask, value, on, missing):
        finding = told(ask, hospital, labs=f"{LABS.rstrip()}\n    718-7 | {on} | {value}")

        assert finding.missing == (missing,)
        assert named(finding) == ["e1", "o1", "o3", "o2"]

    def test_all_that_may_be_the_last(self, ask):
        finding = told(ask, hospital, labs=f"{LABS.rstrip()}\n    718-7 | 2026-05-22 | 11.0 | g/dL")

        assert [ref.id for ref in finding.evidence[0].facts] == ["o1", "o3"]

    def test_a_procedure_that_may_be_of_the_stay(self, ask):
        finding = told(ask, hospital, procedures="code | on\n73761001 | 2026-05")

        assert finding.missing == ("the day of a procedure",)
        assert named(finding) == ["e1", "o1", "o2", "p1"]

    def test_an_admission_that_may_be_of_the_year(self, ask):
        finding = told(ask, hospital, "IMP | 2025 | | EL | home | 419192003 | finished")

        assert finding.missing == ("the day of an earlier admission",)
        assert named(finding) == ["e1", "o1", "o2", "e2"]

    def test_a_cancer_that_may_be_over(self, ask):
        over = "code | recorded | status\nC50.919 | 2024-03-01 | resolved"
        finding = told(ask, hospital_simplified, conditions=over)

        assert finding.missing == ("whether a cancer was active at discharge",)
        assert named(finding) == ["e1", "o1", "c1", "o2"]


class TestCharlson:
    """What may have been known, and what alone says that there are codes."""

    def test_a_condition_that_may_have_been_known(self, ask):
        finding = told(ask, charlson, conditions=f"{ILL}\nC78.0 | 2026-05\nI50.1 | 2026-05")

        assert finding.missing == ("whether a condition was known at discharge",)
        assert named(finding) == ["c1", "e1", "c2"]

    def test_the_only_one_with_a_code_of_icd_10(self, ask):
        """Without it nothing would be coded, and the answer another one."""
        finding = told(ask, charlson, conditions="code\n44054006\nM17.11")

        assert (finding.outcome, finding.score) == (Outcome.NOT_MET, 0)
        assert [[ref.id for ref in line.facts] for line in finding.evidence] == [
            ["c2"],
            ["c1"],
            ["e1"],
        ]


class TestWhoIsStillInHospital:
    """That no stay is over is said because of the one that goes on."""

    GOING_ON = STAY.replace("| 2026-05-22 |", "|            |").replace("finished", "in-progress")

    @pytest.mark.parametrize("rule", [charlson, hospital, lace, open_tasks, window])
    def test_it_is_named(self, ask, rule):
        finding = told(ask, rule, stay=self.GOING_ON)

        assert (finding.outcome, finding.reason) == (
            Outcome.NOT_APPLICABLE,
            "no finished inpatient stay",
        )
        assert named(finding) == ["e1"]


@pytest.mark.parametrize("rule", [lace, repeated])
def test_what_was_looked_at_is_not_called_unknown(ask, rule):
    stay = STAY if rule is repeated else STAY.replace("EM ", "   ")
    (line, *_) = told(ask, rule, stay=stay).evidence

    assert (line.holds, [ref.id for ref in line.facts][:1]) == (True, ["e1"])
