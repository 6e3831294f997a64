"""Question 9 of the PHQ-9: Bertil Aas answered at 09:00 UTC on Monday 1 June 2026."""

from datetime import UTC, date, datetime

import pytest

from carecoord import review
from carecoord.model import Answer, Answers, Chart, Component, Observation, Patient
from carecoord.model.code import LOINC, Code, concept, loinc
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.safety.suicidal_thoughts import RULE

title = "Thoughts of death or self-harm"

UNREADABLE = ("the value or unit of answer to PHQ-9 question 9",)


def item(column, cell, on="2026-06-01T09:00", code="44260-8", status="final"):
    """The answer as an observation."""
    return f"code | on | {column} | status\n{code} | {on} | {cell} | {status}"


def answered(column, cell, question="/44260-8", status="completed"):
    """The answer in a questionnaire."""
    head = f"code | question | on | {column} | status"
    return f"{head}\n44249-1 | {question} | 2026-06-01T09:00 | {cell} | {status}"


def alert(ask, observations="", as_of="2026-06-01", occurrence=None, **lists):
    held = {"observations": observations, "communications": "", "tasks": ""} | lists
    return ask((RULE,), as_of, held, occurrence=occurrence)


class TestScore:
    """Anything but "not at all"."""

    @pytest.mark.parametrize(
        ("column", "cell", "outcome"),
        [
            ("answer", "LA6568-5", Outcome.NOT_APPLICABLE),
            ("answer", "LA6569-3", Outcome.MET),
            ("answer", "LA6570-1", Outcome.MET),
            ("answer", "LA6571-9", Outcome.MET),
            ("number", "0", Outcome.NOT_APPLICABLE),
            ("number", "1", Outcome.MET),
            ("number", "3", Outcome.MET),
            ("value", "0", Outcome.NOT_APPLICABLE),
            ("value", "1", Outcome.MET),
            ("value", "0.5", Outcome.MET),
            ("value", "> 0", Outcome.INSUFFICIENT_DATA),
            ("value", "> 1", Outcome.MET),
            ("value", ">= 1", Outcome.MET),
            ("value", "< 1", Outcome.INSUFFICIENT_DATA),
            ("value", "<= 0", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_above_nothing(self, ask, column, cell, outcome):
        finding = alert(ask, item(column, cell))

        assert finding.outcome is outcome
        assert (finding.action is not None) is (outcome is Outcome.MET)

    @pytest.mark.parametrize(
        ("column", "cell"),
        [
            ("answer", "LA33-6"),
            ("text", "several days"),
            ("number", "-1"),
            ("value", "-1"),
            ("value", ""),
        ],
    )
    def test_an_answer_that_cannot_be_read_is_not_known(self, ask, column, cell):
        finding = alert(ask, item(column, cell))

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == UNREADABLE
        assert finding.action is None

    def test_yes_is_no_score(self):
        said = Observation(
            id="o1",
            status="final",
            code=concept(loinc("44260-8")),
            effective=date(2026, 6, 1),
            value=True,
        )
        chart = Chart(key="p", patient=Patient(), observations=(said,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        assert finding.missing == UNREADABLE

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("final", Outcome.MET),
            ("amended", Outcome.MET),
            ("corrected", Outcome.MET),
            ("preliminary", Outcome.MET),
            ("entered-in-error", Outcome.NOT_APPLICABLE),
            ("cancelled", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_status(self, ask, status, outcome):
        assert alert(ask, item("number", "1", status=status)).outcome is outcome

    @pytest.mark.parametrize(
        ("code", "cell"), [("44261-6", "27"), ("44255-8", "3"), ("44249-1", "27")]
    )
    def test_no_other_question_and_no_total(self, ask, code, cell):
        """A total of 27 means that question 9 was answered with 3: but nobody kept it."""
        assert alert(ask, item("number", cell, code=code)).outcome is Outcome.NOT_APPLICABLE


class TestPanel:
    """The question as a part of the PHQ-9."""

    @pytest.mark.parametrize(
        ("question", "value", "outcome"),
        [
            ("44260-8", 1, Outcome.MET),
            ("44260-8", 0, Outcome.NOT_APPLICABLE),
            ("44260-8", None, Outcome.INSUFFICIENT_DATA),
            ("44255-8", 3, Outcome.NOT_APPLICABLE),
        ],
    )
    def test_as_a_component(self, question, value, outcome):
        parts = (
            Component(code=None, value=3),
            Component(code=concept(loinc(question)), value=value),
        )
        panel = Observation(
            id="o1",
            status="final",
            code=concept(loinc("44249-1")),
            effective=date(2026, 6, 1),
            components=parts,
        )
        chart = Chart(key="p", patient=Patient(), observations=(panel,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        assert finding.outcome is outcome


class TestQuestionnaire:
    """The question in an answered questionnaire, under the link id that LOINC gives it."""

    @pytest.mark.parametrize(
        ("question", "cell", "outcome"),
        [
            ("/44260-8", "LA6569-3", Outcome.MET),
            ("44260-8", "LA6571-9", Outcome.MET),
            ("/44260-8", "LA6568-5", Outcome.NOT_APPLICABLE),
            ("/44255-8", "LA6571-9", Outcome.NOT_APPLICABLE),
            ("9", "LA6571-9", Outcome.NOT_APPLICABLE),
            ("/44260-8", "", Outcome.INSUFFICIENT_DATA),
        ],
    )
    def test_by_its_link(self, ask, question, cell, outcome):
        assert alert(ask, answers=answered("answer", cell, question)).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("completed", Outcome.MET),
            ("amended", Outcome.MET),
            ("in-progress", Outcome.NOT_APPLICABLE),
            ("entered-in-error", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_when_it_is_filled_in(self, ask, status, outcome):
        assert alert(ask, answers=answered("number", "2", status=status)).outcome is outcome

    def test_within_a_group_of_questions_and_only_as_the_last_link(self):
        values = ((("/1", "/44260-8"), 0), (("/44260-8", "/2"), 3))
        filled = Answers(
            id="a1",
            status="completed",
            authored_on=date(2026, 6, 1),
            answers=[Answer(path=path, value=value) for path, value in values],
        )
        chart = Chart(key="p", patient=Patient(), observations=(), answers=(filled,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_an_hour_from_the_moment_it_was_filled_in(self, ask):
        action = alert(ask, answers=answered("number", "2")).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 10, tzinfo=UTC)

    def test_of_a_day_until_its_end(self, ask):
        of_a_day = answered("number", "2").replace("T09:00", "")

        action = alert(ask, answers=of_a_day).action
        assert action.acknowledge_by == datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC)

    def test_where_nobody_asked_for_questionnaires_observations_tell(self, ask):
        assert alert(ask).outcome is Outcome.NOT_APPLICABLE
        assert alert(ask, item("number", "1")).outcome is Outcome.MET

    def test_where_nobody_asked_for_observations_it_is_not_known(self, ask):
        finding = ask((RULE,), "2026-06-01", {"answers": ""})

        assert finding.missing == ("observations (never asked for)",)


class TestWhatIsToBeDone:
    """A clinician speaks with the patient now (decision 0021)."""

    def test_stat_for_those_who_may_assess(self, ask):
        action = alert(ask, item("number", "1")).action

        assert action.urgency is Urgency.STAT
        assert action.licences == (Licence.RN, Licence.PRESCRIBER, Licence.MENTAL_HEALTH)
        assert action.acknowledge_by == datetime(2026, 6, 1, 10, tzinfo=UTC)
        assert action.window_over == (
            "not acknowledged: tell the prescriber on call, then the behavioral health lead"
        )

    @pytest.mark.parametrize(
        ("column", "cell", "told"),
        [
            ("answer", "LA6569-3", "LA6569-3"),
            ("number", "2", "2"),
            ("value | unit", "1 | {score}", "1 {score}"),
            ("value", ">= 1", ">=1"),
        ],
    )
    def test_it_says_the_answer(self, ask, column, cell, told):
        finding = alert(ask, item(column, cell))

        assert finding.reason == f"PHQ-9 question 9: {told} on 2026-06-01"

    def test_of_a_panel_it_says_the_answer_to_this_question_alone(self):
        panel = Observation(
            id="o1",
            status="final",
            code=concept(loinc("44249-1")),
            effective=date(2026, 6, 1),
            components=(
                Component(code=concept(loinc("44255-8")), value=3),
                Component(
                    code=concept(loinc("44260-8")),
                    value=concept(Code(LOINC, "LA6569-3"), text="Several days"),
                ),
            ),
        )
        chart = Chart(key="p", patient=Patient(), observations=(panel,))
        (finding,) = review(chart, Catalogue.of(RULE), date(2026, 6, 1)).findings

        assert finding.reason == "PHQ-9 question 9: Several days on 2026-06-01"


class TestEnd:
    """Acknowledged, or thirty days old."""

    @pytest.mark.parametrize(
        ("by", "outcome"),
        [
            ("RN", Outcome.NOT_MET),
            ("nucc:103T00000X", Outcome.NOT_MET),
            ("CMA", Outcome.MET),
            ("Patient", Outcome.MET),
        ],
    )
    def test_by_whom(self, ask, by, outcome):
        told = f"on | status | about | by\n2026-06-01T09:20 | completed | o1 | {by}"

        assert alert(ask, item("number", "1"), communications=told).outcome is outcome

    def test_a_later_not_at_all_does_not_end_it(self, ask):
        later = item("number", "1") + "\n44260-8 | 2026-06-08T09:00 | 0 | final"

        assert alert(ask, later, as_of="2026-06-08").outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-07-01", Outcome.MET),
            ("2026-07-02", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_thirty_days(self, ask, as_of, outcome):
        assert alert(ask, item("number", "1"), as_of).outcome is outcome
