"""Stories: a follow-up that was triggered, and what closes its steps."""

from datetime import date

import attrs
import pytest

from carecoord.model import Observation, PartialDate
from carecoord.model.code import concept, loinc
from carecoord.rules import Outcome
from carecoord.rules.catalogue import standard
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.review import view_of
from carecoord.rules.engine.timing import ALWAYS, NEVER
from carecoord.rules.screening import lungs
from carecoord.rules.wellness.pregnancy import PREGNANCY
from carecoord.testing.witness import NoWitness, Scene, witness
from carecoord.testing.witness.stories import told

CATALOGUE = standard(calendar=lambda day: day.weekday() < 5)
ON = date(2026, 3, 3)


def rule(name):
    return next(one for one in CATALOGUE.rules if one.id == name)


def story(name, *among):
    return told(rule(name), CATALOGUE, ON, among)


def test_the_clock_starts_on_the_day_that_is_asked_for():
    assert story("followup.postpartum").start == ON


def test_it_starts_with_the_edition_when_that_is_later():
    later = attrs.evolve(rule("followup.postpartum"), in_force_from=date(2026, 5, 1))

    assert told(later, CATALOGUE, ON).start == date(2026, 5, 1)


def test_a_life_starts_with_the_birth():
    found = story("wellness.well-child")

    assert (found.start, found.scene.born) == (ON, ON)


def test_what_closes_a_step_closes_it():
    found = story("followup.postpartum")
    (contact, _) = found.rule.shape.steps
    day = date(2026, 3, 10)

    assert found.finding(contact, day).outcome is Outcome.NOT_MET
    assert found.finding(contact, day, *found.closer(contact, day)).outcome is Outcome.MET


def test_a_step_of_another_rule_says_nothing():
    step = rule("followup.social-need").shape.steps[0]

    assert story("followup.postpartum").finding(step, ON) is None


def test_what_a_step_asks_of_its_trigger_is_added():
    found = story("followup.postpartum-blood-pressure")
    severe = next(step for step in found.rule.shape.steps if step.only_if is not None)

    assert found.finding(severe, ON).outcome is Outcome.NOT_APPLICABLE
    assert found.asked_for(severe).finding(severe, ON).outcome is Outcome.NOT_MET


def test_a_step_that_asks_nothing_adds_nothing():
    found = story("followup.postpartum")

    assert found.asked_for(found.rule.shape.steps[0]) is found


def test_facts_that_have_to_be_there_before():
    with pytest.raises(NoWitness, match=r"a trigger of monitoring\.inr-dose-change"):
        story("monitoring.inr-dose-change")

    before = witness(
        rule("monitoring.inr-start").shape.trigger, date(2026, 2, 20), catalogue=CATALOGUE
    )
    other = attrs.evolve(before[0], id="before", code=concept(before[0].code.coding[0], text="5"))

    assert story("monitoring.inr-dose-change", other).start == ON


def test_a_result_that_has_no_code_is_given_in_words():
    (category,) = witness(lungs.SUSPICIOUS, ON, catalogue=CATALOGUE)

    assert category.value == "4"


def days_of_pregnancy(value):
    observed = Observation(
        id="o", status="final", code=concept(loinc("11778-8")), effective=ON, value=value
    )
    chart = Scene(facts=(observed,)).chart
    (row,) = Frame(view_of(chart, CATALOGUE, ON)).rows(PREGNANCY).sure
    return row.start_low, row.start_high, row.end_low, row.end_high


def test_a_pregnancy_begins_280_days_before_its_due_date():
    (estimate,) = witness(PREGNANCY, ON, catalogue=CATALOGUE)
    began, over = ON.toordinal(), date(2026, 12, 29).toordinal()

    assert estimate.value == date(2026, 12, 8)
    assert days_of_pregnancy(estimate.value) == (began, began, over, over)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("in autumn", (ALWAYS, NEVER, ALWAYS, NEVER)),
        (
            PartialDate(2026, 12),
            tuple(
                day.toordinal()
                for day in (
                    *(date(2026, 2, 24), date(2026, 3, 26)),
                    *(date(2026, 12, 22), date(2027, 1, 21)),
                )
            ),
        ),
    ],
)
def test_a_due_date_that_is_not_exact(value, days):
    assert days_of_pregnancy(value) == days
