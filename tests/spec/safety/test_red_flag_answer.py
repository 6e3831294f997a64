"""Red-flag answers: the site lists "feels unsafe at home", answered at 09:00 UTC on 1 June 2026."""

from datetime import UTC, date, datetime

import pytest

from carecoord import review
from carecoord.model import Answer, Answers, Chart, Observation, Patient, ValueSet
from carecoord.model.code import Code, concept
from carecoord.rules import Licence, Outcome, Urgency
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.safety.red_flag_answer import RED_FLAGS, RULE

title = "Red-flag answer"

SITE = "http://invented.example/answers"
UNSAFE, SAFE = Code(SITE, "unsafe", "I do not feel safe"), Code(SITE, "safe", "I feel safe")
LISTED = ValueSet(url="urn:carecoord:site:red-flag-answers", name="Ours", codes=(UNSAFE,))
HEAD = "code | on | answer | status"
ASKED = "question | asked | on | answer | status"


def observed(answer=f"{SITE}#unsafe", status="final"):
    return f"{HEAD}\n93026-3 | 2026-06-01T09:00 | {answer} | {status}"


def filled(answer=f"{SITE}#unsafe", status="completed"):
    return f"{ASKED}\nq1 | At home? | 2026-06-01T09:00 | {answer} | {status}"


def alert(ask, observations="", as_of="2026-06-01", value_sets=(LISTED,), **lists):
    held = {"observations": observations, "communications": "", "tasks": ""} | lists
    return ask((RULE,), as_of, held, value_sets=value_sets)


class TestListed:
    """An answer of the site's list, wherever the record keeps it."""

    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (f"{SITE}#unsafe", Outcome.MET),
            (f"{SITE}#safe", Outcome.NOT_APPLICABLE),
            ("http://other.example#unsafe", Outcome.NOT_APPLICABLE),
            ("", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_as_an_observation_or_in_a_questionnaire(self, ask, answer, outcome):
        assert alert(ask, observed(answer)).outcome is outcome
        assert alert(ask, answers=filled(answer)).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("final", Outcome.MET),
            ("amended", Outcome.MET),
            ("corrected", Outcome.MET),
            ("preliminary", Outcome.MET),
            ("entered-in-error", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_status_of_an_observation(self, ask, status, outcome):
        assert alert(ask, observed(status=status)).outcome is outcome

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [("completed", Outcome.MET), ("stopped", Outcome.NOT_APPLICABLE)],
    )
    def test_status_of_a_questionnaire(self, ask, status, outcome):
        assert alert(ask, answers=filled(status=status)).outcome is outcome

    def test_only_the_listed_answers_of_a_questionnaire_are_told(self):
        answers = (
            Answer(path=("1",), question="At work?", value=concept(SAFE)),
            Answer(path=("2",), question="At home?", value=concept(UNSAFE)),
            Answer(path=("3",), value=concept(UNSAFE)),
            Answer(path=("4",), question="And then?", value="I do not feel safe"),
        )
        form = Answers(id="a1", status="completed", authored_on=date(2026, 6, 1), answers=answers)
        chart = Chart(key="p", patient=Patient(), observations=(), answers=(form,))
        catalogue = Catalogue.of(RULE, value_sets=(LISTED,))
        (finding,) = review(chart, catalogue, date(2026, 6, 1)).findings

        told = "At home?: I do not feel safe, a question: I do not feel safe on 2026-06-01"
        assert finding.reason == told

    @pytest.mark.parametrize(
        ("code", "told"), [(None, "a question"), (concept(text="Safe at home"), "Safe at home")]
    )
    def test_of_an_observation_the_question_and_the_answer(self, code, told):
        said = Observation(
            id="o1",
            status="final",
            code=code,
            effective=date(2026, 6, 1),
            value=concept(UNSAFE),
        )
        chart = Chart(key="p", patient=Patient(), observations=(said,))
        catalogue = Catalogue.of(RULE, value_sets=(LISTED,))
        (finding,) = review(chart, catalogue, date(2026, 6, 1)).findings

        assert finding.reason == f"{told}: I do not feel safe on 2026-06-01"

    def test_the_rule_names_its_set(self):
        assert {named.url for named in RULE.shape.sets} == {RED_FLAGS.url}


class TestNoList:
    """Without the site's list the rule says nothing, and says which set it looks for."""

    @pytest.mark.parametrize("given", [(), (ValueSet(url=RED_FLAGS.url, name="Ours"),)])
    def test_not_given_or_empty(self, ask, given):
        finding = alert(ask, observed(), value_sets=given)

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == (
            "no red-flag answer is listed: value set urn:carecoord:site:red-flag-answers "
            "is not given"
        )

    def test_it_is_no_warning(self):
        assert Catalogue.of(RULE).warnings == ()


class TestWhatIsToBeDone:
    """Seen now (decision 0021)."""

    def test_stat_within_an_hour(self, ask):
        action = alert(ask, observed()).action

        assert action.urgency is Urgency.STAT
        assert action.licences == (Licence.RN, Licence.PRESCRIBER)
        assert action.acknowledge_by == datetime(2026, 6, 1, 10, tzinfo=UTC)

    def test_of_a_questionnaire_from_when_it_was_filled_in(self, ask):
        action = alert(ask, answers=filled()).action

        assert action.acknowledge_by == datetime(2026, 6, 1, 10, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("lists", "about"), [({"observations": observed()}, "o1"), ({"answers": filled()}, "a1")]
    )
    def test_it_ends_when_acknowledged(self, ask, lists, about):
        told = f"on | status | about | by\n2026-06-01T09:20 | completed | {about} | RN"

        assert alert(ask, communications=told, **lists).outcome is Outcome.NOT_MET

    def test_a_later_other_answer_does_not_end_it(self, ask):
        later = observed() + f"\n93026-3 | 2026-06-08T09:00 | {SITE}#safe | final"

        assert alert(ask, later, as_of="2026-06-08").outcome is Outcome.MET

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-07-01", Outcome.MET), ("2026-07-02", Outcome.NOT_APPLICABLE)],
    )
    def test_thirty_days(self, ask, as_of, outcome):
        assert alert(ask, observed(), as_of).outcome is outcome

    def test_observations_never_asked_for(self, ask):
        finding = ask((RULE,), "2026-06-01", {}, value_sets=(LISTED,))

        assert finding.missing == ("observations (never asked for)",)
