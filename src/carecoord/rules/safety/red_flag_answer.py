"""An answer that the site has listed as a red flag is seen by a nurse or prescriber now.

The list is the site's, as a value set of answers; without it the rule says nothing. It is for
answers whose code says by itself what they mean: "yes" does not.

Population: anybody who answered a question that the site asks.
Source: the site's own list of answers that nobody may leave unread.
Departures: what is a red flag is the site's to say, acknowledged within an hour of the answer, at
most 30 days; without a list not applicable (decision 0021).
"""

from __future__ import annotations

from datetime import timedelta

import attrs

from carecoord.model.answers import Answer, Answers
from carecoord.model.fact import Fact
from carecoord.model.observation import Observation
from carecoord.rules.criteria import Facts, SetRef
from carecoord.rules.criteria.fields import codes_in
from carecoord.rules.criteria.frame import Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.alert import Alert
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.timing import Row
from carecoord.rules.safety.acknowledging import (
    CLINICIANS,
    DESPITE,
    LAPSES_DAYS,
    acknowledge_within,
    never_calm,
)
from carecoord.rules.safety.questionnaires import ANSWERED, answered_at, if_asked
from carecoord.rules.safety.words import in_words

RED_FLAGS = SetRef("Red-flag answers", "urn:carecoord:site:red-flag-answers")
ACKNOWLEDGE_WITHIN = acknowledge_within("safety.red-flag-answer", timedelta(hours=1))


@attrs.frozen(eq=False, repr=False)
class RedFlagsOf(Selection):
    """Questionnaires with an answer in a set, each with those answers alone."""

    source: Selection
    answers: SetRef

    def narrows(self) -> Selection | None:
        """The questionnaires."""
        return self.source

    def rows(self, frame: Frame) -> Rows:
        """A set that is not there holds no answer."""
        lookup = frame.view.lookup
        place, found = lookup.place.get(self.answers.url), frame.rows(self.source)

        def listed(answer: Answer) -> bool:
            return any(place in lookup.members(code) for code in codes_in(answer.value))

        kept = ((row, tuple(filter(listed, _answers(row.fact)))) for row in found.sure)
        return Rows([_with(row, answers) for row, answers in kept if answers], [], found.missing)

    def __str__(self) -> str:
        return f"{self.source} with {self.answers.name}"


def _answers(fact: Fact) -> tuple[Answer, ...]:
    assert isinstance(fact, Answers)  # noqa: S101  ANSWERED selects questionnaires
    return fact.answers


def _with(row: Row, answers: tuple[Answer, ...]) -> Row:
    assert isinstance(row.fact, Answers)  # noqa: S101  ANSWERED selects questionnaires
    return attrs.evolve(row, fact=attrs.evolve(row.fact, answers=answers))


RESULTS = Facts(Observation).where(
    Observation.status, "final", "amended", "corrected", "preliminary"
).where(Observation.value, RED_FLAGS).latest() | if_asked(RedFlagsOf(ANSWERED, RED_FLAGS))


def red_flag(_: Fact) -> bool:
    """Whatever the site has listed."""
    return True


def says(fact: Fact) -> str:
    """The question, where it is known, and the answer."""
    if isinstance(fact, Observation):
        asked = fact.code.label if fact.code else "a question"
        return f"{asked}: {in_words(fact.value)}"
    return ", ".join(
        f"{answer.question or 'a question'}: {in_words(answer.value)}" for answer in _answers(fact)
    )


RULE = Rule(
    id="safety.red-flag-answer",
    edition="2026",
    title="Red-flag answer",
    population="anybody who answered a question that the site asks",
    citation=Citation(
        text="The site's list of red-flag answers",
        locator=f"value set {RED_FLAGS.url}",
        status=Status.CONVENTION,
    ),
    licences=CLINICIANS,
    limits="only coded answers are read, not free text and not the parts of a panel; a list of "
    "answers does not say to which question they belong",
    departures="what is a red flag, acknowledgement, lapse, no list: decision 0021",
    parameters=(ACKNOWLEDGE_WITHIN,),
    despite=DESPITE,
    shape=Alert(
        results=RESULTS,
        result_name="red-flag answer",
        alarming=red_flag,
        calm=never_calm,
        says=says,
        moment=answered_at,
        acknowledge_within=ACKNOWLEDGE_WITHIN,
        lapses_days=LAPSES_DAYS,
        title="See the red-flag answer now",
        closes="acknowledgement by a nurse or prescriber",
        listed=RED_FLAGS,
    ),
)
