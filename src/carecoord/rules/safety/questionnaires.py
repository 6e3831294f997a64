"""Answered questionnaires, for rules that read answers wherever a record keeps them."""

from __future__ import annotations

from datetime import datetime

import attrs

from carecoord.model.answers import Answers
from carecoord.model.fact import Fact
from carecoord.model.observation import Observation
from carecoord.rules.criteria import Facts
from carecoord.rules.criteria.frame import NOTHING, Frame, Rows
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.safety.severe_blood_pressure import taken_at

ANSWERED = Facts(Answers).where(Answers.status, "completed", "amended")


@attrs.frozen(eq=False, repr=False)
class IfAsked(Selection):
    """A selection of which it is no loss that nobody asked for its list."""

    of: Selection

    def rows(self, frame: Frame) -> Rows:
        """What it holds; nothing, and nothing missing, where the list was never asked for."""
        found = frame.rows(self.of)
        return NOTHING if found.missing else found

    def __str__(self) -> str:
        return str(self.of)


def if_asked(selection: Selection) -> Selection:
    """The selection, where its list was asked for.

    Answers are mostly kept as observations: a record without questionnaires has not left them out.
    """
    return IfAsked(selection)


def answered_at(fact: Fact) -> datetime | None:
    """The instant of an answer, when it is known that exactly."""
    if isinstance(fact, Observation):
        return taken_at(fact)
    time = fact.known_on
    return time if isinstance(time, datetime) else None
