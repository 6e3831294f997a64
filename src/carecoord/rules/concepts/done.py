"""What counts as done: results that stand, exams that were completed; and what anybody ever had."""

from __future__ import annotations

from carecoord.model.condition import Condition
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts, Selection

_STANDS = ("final", "amended", "corrected")


def reported(*sets: ValueSet) -> Selection:
    """Observations that stand, with or without a value."""
    return Facts(Observation, *sets).where(Observation.status, *_STANDS).latest()


def measured(*sets: ValueSet) -> Selection:
    """Observations that stand and have a value."""
    found = Facts(Observation, *sets).where(Observation.status, *_STANDS)
    return found.with_value(Observation.value).latest()


def examined(*sets: ValueSet) -> Selection:
    """Procedures that were completed."""
    return Facts(Procedure, *sets).where(Procedure.status, "completed").latest()


def ever(*sets: ValueSet) -> Selection:
    """Conditions that the patient has or had."""
    return Facts(Condition, *sets).where_not(
        Condition.verification_status, "refuted", "entered-in-error"
    )
