"""Steps after something happened, counted in days and working days: an invented call."""

from datetime import date

import attrs
import pytest

from carecoord import review
from carecoord.model import (
    Chart,
    Communication,
    Condition,
    Encounter,
    EncounterDiagnosis,
    Location,
    Patient,
    Period,
)
from carecoord.model.code import Code, concept
from carecoord.rules import Citation, Outcome
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria import EACH, AgeAt, Facts, SetRef
from carecoord.rules.engine.citation import Status
from carecoord.rules.shapes import FollowUp, Rule, Step, business_days, days

STAYS = Facts(Encounter)
STAY = Encounter(id="e1", period=Period.through(date(2026, 5, 1), date(2026, 5, 4)))
VISIT = Encounter(id="e2", period=Period.through(date(2026, 5, 6), date(2026, 5, 6)))
CALL = Step(
    name="call",
    title="Call",
    earliest=days(0),
    due=days(7),
    closed_by=Facts(Communication),
    closes="a call",
)
SEEN = attrs.evolve(
    CALL, name="visit", earliest=business_days(1), due=days(14), closed_by=STAYS.of_known_length()
)


def first(step, *stays, calendar=None):
    """The finding about the first stay, on 8 May 2026."""
    steps = (step,) if step.no_later_than is None else (step, step.no_later_than)
    rule = Rule(
        id="invented.call",
        edition="only",
        title="Calls",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="everybody",
        shape=FollowUp(trigger=STAYS, trigger_name="discharge", steps=steps, lapses_after=days(30)),
    )
    chart = Chart(key="p1", patient=Patient(), encounters=stays, communications=())
    return review(chart, Catalogue.of(rule, calendar=calendar), date(2026, 5, 8)).findings[0]


def test_a_stay_that_goes_on_has_no_day_to_count_from():
    finding = first(CALL, Encounter(id="e1", period=Period(date(2026, 5, 1), None)))

    assert (finding.outcome, finding.action) == (Outcome.INSUFFICIENT_DATA, None)
    assert finding.missing == ("the exact day of discharge",)
    assert [ref.id for line in finding.evidence for ref in line.facts] == ["e1"]


@pytest.mark.parametrize(
    ("calendar", "due"),
    [
        (lambda day: day.weekday() < 5, date(2026, 5, 6)),
        (None, date(2026, 5, 11)),
        (lambda _: None, date(2026, 5, 11)),
    ],
    ids=["a calendar", "none", "one that covers nothing"],
)
def test_a_step_pulls_another_only_when_its_own_first_day_is_known(calendar, due):
    """The visit of 6 May counts from the first working day after 4 May, which is 5 May."""
    pulled = attrs.evolve(CALL, no_later_than=SEEN)

    assert first(pulled, STAY, VISIT, calendar=calendar).action.due == due


def of_adults(*stays, conditions=None):
    """What is said where the trigger asks for an age and for a principal diagnosis."""
    sick = STAYS.with_principal_diagnosis(Facts(Condition))
    rule = Rule(
        id="invented.call",
        edition="only",
        title="Calls",
        citation=Citation(text="invented", locator="-", status=Status.CONVENTION),
        population="adults",
        shape=FollowUp(
            trigger=sick.only_if(AgeAt(EACH.end, at_least=18)),
            trigger_name="discharge",
            steps=(CALL,),
            lapses_after=days(30),
        ),
    )
    chart = Chart(key="p1", patient=Patient(), encounters=stays, conditions=conditions)
    (finding,) = review(chart, Catalogue.of(rule), date(2026, 5, 8)).findings
    return finding


SICK = attrs.evolve(STAY, diagnoses=[EncounterDiagnosis(condition="c1", rank=1)])


def test_what_a_trigger_lacks_besides_its_day_is_named():
    assert of_adults(SICK).missing == ("conditions (never asked for)", "birth date")
    assert of_adults(SICK, conditions=[Condition(id="c1")]).missing == ("birth date",)


def test_what_may_close_a_step_for_want_of_a_set_names_the_set():
    somewhere = SetRef.vsac("Places", "1.2.3")
    seen = attrs.evolve(
        CALL, closed_by=STAYS.where(Encounter.locations, somewhere), earliest=days(1)
    )
    place = Location(type=[concept(Code("urn:x", "here"))])
    finding = first(seen, STAY, attrs.evolve(VISIT, locations=[place]))

    assert finding.missing == ("value set Places",)
    assert finding.action is not None
