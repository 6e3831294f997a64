"""The shape Alert in ways that no rule of ours uses it."""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from carecoord import review
from carecoord.model import Chart, Observation, PartialDate, Patient, Period, ValueSet
from carecoord.model.code import concept, loinc
from carecoord.rules import Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import Facts, SetRef
from carecoord.rules.safety import red_flag_answer
from carecoord.rules.safety.red_flag_answer import RULE
from carecoord.rules.shapes import Alert

LISTED = SetRef("Listed", "urn:invented:listed")
SHAPE = Alert(
    results=Facts(Observation),
    result_name="result",
    alarming=lambda _: True,
    calm=lambda _: False,
    says=lambda _: "something",
    moment=lambda _: None,
    acknowledge_within=timedelta(hours=2),
    lapses_days=10,
    title="See it",
    closes="acknowledgement",
    ladder=("first", "second", "third"),
)
INVENTED = attrs.evolve(RULE, id="invented.rule", shape=SHAPE, parameters=())


def reviewed(*rules, effective, value_sets=(), as_of=date(2026, 6, 1)):
    seen = tuple(
        Observation(id=f"o{n}", status="final", code=concept(loinc("4548-4")), effective=time)
        for n, time in enumerate(effective)
    )
    chart = Chart(key="p", patient=Patient(), observations=seen)
    return review(chart, Catalogue.of(rules, value_sets=value_sets), as_of)


def findings(*rules, effective, value_sets=()):
    return reviewed(*rules, effective=(effective,), value_sets=value_sets).findings


def test_a_fixed_time_counts_between_those_who_are_told():
    (finding,) = findings(INVENTED, effective=date(2026, 6, 1))
    told = [value for name, value in finding.details if "tell" in name]

    midnight = datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC)
    assert [midnight + timedelta(hours=n) for n in (0, 2, 4)] == told
    assert finding.action.window_over == (
        "not acknowledged: tell the first, then the second, then the third"
    )


def test_of_a_result_whose_beginning_is_not_known_no_window_is_told():
    (finding,) = findings(INVENTED, effective=Period(None, date(2026, 6, 1)))

    assert finding.outcome is Outcome.MET
    assert finding.window is None


@pytest.mark.parametrize("given", [True, False])
def test_without_its_list_the_oldest_edition_speaks_for_all(given):
    listed = attrs.evolve(SHAPE, listed=LISTED)
    old = attrs.evolve(INVENTED, edition="2020", in_force_from=date(2020, 1, 1), shape=listed)
    new = attrs.evolve(INVENTED, edition="2025", in_force_from=date(2025, 1, 1), shape=listed)
    own = ValueSet(url=LISTED.url, name="Own", codes=(loinc("4548-4"),))
    (finding,) = findings(old, new, effective=date(2026, 6, 1), value_sets=(own,) if given else ())

    assert finding.edition == ("2025" if given else "2020")
    assert finding.outcome is (Outcome.MET if given else Outcome.NOT_APPLICABLE)


def test_selections_of_answers_say_what_they_hold():
    told = str(red_flag_answer.RESULTS)

    assert told.endswith(
        "or any Answers whose status is amended or completed with Red-flag answers"
    )


@pytest.mark.parametrize(
    ("alarming", "until"), [(True, date(2026, 6, 12)), (None, date(2026, 6, 12)), (False, None)]
)
def test_only_what_may_alarm_makes_a_review_fall_due_when_it_lapses(alarming, until):
    judged = attrs.evolve(SHAPE, alarming=lambda _: alarming)
    rule = attrs.evolve(INVENTED, shape=judged, in_force_from=None)

    assert reviewed(rule, effective=(date(2026, 6, 1),)).valid_until == until


@pytest.mark.parametrize("as_of", [date(2026, 5, 31), date(2026, 6, 9)])
def test_what_calms_a_result_of_some_day_of_a_month_goes_on_calming_it(as_of):
    """The result may be of any day of May; what calms it, of the 20th, would lapse on 30 May."""
    shape = attrs.evolve(
        SHAPE,
        alarming=lambda fact: isinstance(fact.effective, PartialDate),
        calm=lambda fact: not isinstance(fact.effective, PartialDate),
    )
    rule = attrs.evolve(INVENTED, shape=shape, in_force_from=None)
    (finding,) = reviewed(
        rule, effective=(PartialDate(2026, 5), date(2026, 5, 20)), as_of=as_of
    ).findings

    assert finding.outcome is Outcome.NOT_MET
    assert "no longer alarming on 2026-05-20" in finding.reason
