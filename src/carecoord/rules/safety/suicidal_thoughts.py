"""Thoughts of death or of hurting oneself, on any day, are heard by a clinician the same day.

Question 9 of the PHQ-9 answered with anything but "not at all", whatever the other answers add up
to. It is no diagnosis and no estimate of danger: it asks a clinician to ask.

Population: anybody who answered question 9 of the PHQ-9.
Source: PHQ-9, question 9 (LOINC 44260-8), with its answers and their scores (LOINC LL358-3): not at
all 0, several days 1, more than half the days 2, nearly every day 3.
Departures: any score above 0 is an alert, acknowledged within an hour of the answer, at most 30
days; a later "not at all" does not end it (decision 0021).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from carecoord.model.answers import Answers
from carecoord.model.code import LOINC, Code, CodeableConcept, loinc
from carecoord.model.fact import Fact
from carecoord.model.observation import Observation, Value
from carecoord.model.quantity import Quantity
from carecoord.rules.criteria import Facts, coded
from carecoord.rules.criteria.lowest import value_of
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.rule import Rule
from carecoord.rules.safety.acknowledging import (
    DESPITE,
    LAPSES_DAYS,
    acknowledge_within,
    never_calm,
)
from carecoord.rules.safety.questionnaires import ANSWERED, answered_at, if_asked
from carecoord.rules.safety.words import in_words

ITEM_9, PANEL = loinc("44260-8"), loinc("44249-1")
PHQ_9 = coded("PHQ-9 or its question 9", ITEM_9, PANEL)
SCORES = {
    Code(LOINC, "LA6568-5"): 0,
    Code(LOINC, "LA6569-3"): 1,
    Code(LOINC, "LA6570-1"): 2,
    Code(LOINC, "LA6571-9"): 3,
}
LINKS = frozenset({"44260-8", "/44260-8"})
"""The link ids under which questionnaires made from LOINC carry the question."""

RESULTS = (
    Facts(Observation, PHQ_9)
    .where(Observation.status, "final", "amended", "corrected", "preliminary")
    .latest()
) | if_asked(ANSWERED)
ACKNOWLEDGE_WITHIN = acknowledge_within("safety.suicidal-thoughts", timedelta(hours=1))


def answers_to_item_9(fact: Fact) -> Iterator[Value | None]:
    """What was answered to question 9, wherever a record keeps it."""
    if isinstance(fact, Answers):
        yield from (answer.value for answer in fact.answers if answer.path[-1:] in _PATHS)
        return
    assert isinstance(fact, Observation)  # noqa: S101  RESULTS selects these two types
    if fact.code is not None and ITEM_9 in fact.code.coding:
        yield value_of(fact, None)
        return
    asked = [c for c in fact.components if c.code is not None and ITEM_9 in c.code.coding]
    yield from (component.value for component in asked)


_PATHS = frozenset((link,) for link in LINKS)


def above_zero(value: Value | None) -> bool | None:
    """Whether an answer scores above 0; None of one that cannot be read."""
    if isinstance(value, CodeableConcept):
        scores = {SCORES[code] for code in value.coding if code in SCORES}
        return None if not scores else max(scores) > 0
    if isinstance(value, Quantity):
        certain = value.comparator is None or value.comparator.startswith(">")
        if value.value > 0 and certain:
            return True
        return False if value.value == 0 and value.comparator is None else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value > 0 if value >= 0 else None
    return None


def alarming(fact: Fact) -> bool | None:
    """Whether any answer to question 9 scores above 0."""
    answers = [above_zero(value) for value in answers_to_item_9(fact)]
    return True if True in answers else None if None in answers else False


def says(fact: Fact) -> str:
    """The answer in words."""
    told = ", ".join(in_words(value) for value in answers_to_item_9(fact))
    return f"PHQ-9 question 9: {told}"


RULE = Rule(
    id="safety.suicidal-thoughts",
    edition="2026",
    title="Thoughts of death or self-harm",
    population="anybody who answered question 9 of the PHQ-9",
    citation=Citation(
        text="Patient Health Questionnaire (PHQ-9), question 9",
        locator="LOINC 44260-8 with answer list LL358-3",
        status=Status.VERIFIED,
        url="https://loinc.org/LL358-3",
    ),
    licences=(Licence.RN, Licence.PRESCRIBER, Licence.MENTAL_HEALTH),
    limits="other questionnaires and free text are not read; somebody who answers 'not at all' may "
    "still be in danger; a total score without its question 9 says nothing here",
    departures="any score above 0, acknowledgement, lapse and who is told in turn: decision 0021",
    parameters=(ACKNOWLEDGE_WITHIN,),
    despite=DESPITE,
    shape=Alert(
        results=RESULTS,
        result_name="answer to PHQ-9 question 9",
        alarming=alarming,
        calm=never_calm,
        says=says,
        moment=answered_at,
        acknowledge_within=ACKNOWLEDGE_WITHIN,
        lapses_days=LAPSES_DAYS,
        title="Speak with the patient about thoughts of death or self-harm now",
        closes="acknowledgement by a nurse, prescriber or mental health provider",
        ladder=("prescriber on call", "behavioral health lead"),
    ),
)
