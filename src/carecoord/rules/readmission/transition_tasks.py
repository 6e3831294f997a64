"""What follows from a high score: the open tasks after the discharge, which have their own windows.

Nothing that is done about it changes the score (decision 0010).
"""

from __future__ import annotations

from typing import TypeVar

from carecoord.rules.engine.finding import Action, Urgency
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.score import Reading, Verdict
from carecoord.rules.engine.timing import as_date

T = TypeVar("T")


def act(reading: Reading[T], _: Verdict, rule: Rule) -> Action:
    """Point to the open transition tasks, which have windows of their own."""
    return Action(
        title="See to the open transition tasks of this discharge",
        urgency=Urgency.ROUTINE,
        closes="the transition tasks of this discharge done or waived",
        licences=rule.licences,
        earliest=as_date(reading.day),
    )
