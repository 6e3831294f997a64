"""Rules for tests: one for each kind of question that the view answers about time."""

from __future__ import annotations

from datetime import date

from carecoord.model import Condition, Encounter, Fill, Observation, Prescription
from carecoord.rules.criteria import (
    EACH,
    Age,
    AgeAt,
    All,
    Any,
    Count,
    Days,
    Exists,
    Facts,
    First,
    Last,
    LastDay,
    Not,
    On,
    Span,
)
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.finding import Outcome
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.offset import business_days, days, months
from carecoord.rules.engine.rule import Conclusion, Rule
from carecoord.rules.engine.supply import supply
from carecoord.rules.shapes import Check

SOURCE = Citation(text="none", locator="invented for tests", status=Status.CONVENTION)
_OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.INSUFFICIENT_DATA}


def asking(name, condition, **kept):
    """A rule that says what a condition answers."""

    def look(frame, _):
        answer = condition.answer(frame)
        yield Conclusion(
            occurrence="asked",
            outcome=_OUTCOMES[answer.holds],
            reason=str(condition),
            evidence=answer.evidence,
            missing=answer.missing,
        )

    return Rule(
        id=f"asking.{name}",
        edition=kept.pop("edition", "1"),
        title=name,
        citation=SOURCE,
        population="anybody",
        shape=Check(look=look),
        **kept,
    )


OBSERVED = Facts(Observation).where(Observation.status, "final", "amended")
VISITED = Facts(Encounter).where(Encounter.status, "finished")
SUPPLIED = Facts(Prescription).timed(supply)
YEAR = Span(On(date(2026, 1, 1)), On(date(2026, 12, 31)))

ASKING = (
    asking("within-days", Exists(OBSERVED.within_last(days=45))),
    asking("within-months", Exists(VISITED.within_last(months=6))),
    asking("counted", Count(OBSERVED.within_last(months=1), 2)),
    asking("on-days", Days(VISITED.within_last(days=90), 2)),
    asking("now", Exists(Facts(Condition).current())),
    asking("in-hand", Exists(SUPPLIED.current())),
    asking("in-the-year", Exists(OBSERVED.during(YEAR))),
    asking("open-period", Exists(Facts(Condition).overlapping(Span(On(date(2026, 5, 1)), None)))),
    asking("ended", Exists(VISITED.ending(YEAR))),
    asking("age", Any(Age(at_least=65), Age(at_most=12))),
    asking("age-at", AgeAt(Last(VISITED).start, at_least=18, at_most=85)),
    asking(
        "after-the-first", Count(OBSERVED.starting(Span.days_after(First(VISITED).end, 0, 60)), 2)
    ),
    asking("last-days", Count(LastDay(OBSERVED.within_last(months=3)), 2)),
    asking(
        "related",
        Exists(OBSERVED.only_if(Not(Exists(VISITED.overlapping(EACH.span))))),
    ),
    asking("linked", Exists(OBSERVED.linked(Observation.encounter, VISITED))),
    asking(
        "all-of-them",
        All(Exists(VISITED.within_last(days=30)), Not(Exists(Facts(Fill).within_last(days=60)))),
    ),
    asking("edition", Exists(OBSERVED), edition="1"),
    asking("edition", Exists(VISITED), edition="2", in_force_from=date(2026, 6, 20)),
    Rule(
        id="asking.working-days",
        edition="1",
        title="Seen again",
        citation=SOURCE,
        population="anybody",
        shape=FollowUp(
            trigger=VISITED,
            trigger_name="visit",
            steps=(
                Step(
                    name="again",
                    title="Seen again",
                    earliest=business_days(1),
                    due=business_days(5),
                    closed_by=OBSERVED,
                    closes="an observation",
                    later_closes=False,
                ),
            ),
            lapses_after=months(2),
            superseded_by=Facts(Encounter).where(Encounter.status, "in-progress"),
            superseded_name="admission",
        ),
    ),
    Rule(
        id="asking.no-calendar-needed",
        edition="1",
        title="Seen in ten days",
        citation=SOURCE,
        population="anybody",
        shape=FollowUp(
            trigger=VISITED,
            trigger_name="visit",
            steps=(
                Step(
                    name="ten",
                    title="Seen in ten days",
                    earliest=days(0),
                    due=days(10),
                    closed_by=OBSERVED,
                    closes="an observation",
                ),
            ),
            lapses_after=days(40),
        ),
    ),
)
