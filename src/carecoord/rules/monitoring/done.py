"""What counts as done in monitoring: results that stand, exams that were completed."""

from __future__ import annotations

from carecoord.model.condition import Condition
from carecoord.model.observation import Observation
from carecoord.model.procedure import Procedure
from carecoord.model.value_set import ValueSet
from carecoord.rules.criteria import Facts, Selection

_STANDS = ("final", "amended", "corrected")


def reported(of: ValueSet) -> Selection:
    """Observations that stand, with or without a value."""
    return Facts(Observation, of).where(Observation.status, *_STANDS).latest()


def measured(of: ValueSet) -> Selection:
    """Observations that stand and have a value."""
    found = Facts(Observation, of).where(Observation.status, *_STANDS)
    return found.with_value(Observation.value).latest()


def examined(of: ValueSet) -> Selection:
    """Procedures that were completed."""
    return Facts(Procedure, of).where(Procedure.status, "completed").latest()


def ever(of: ValueSet) -> Selection:
    """Conditions that the patient has or had."""
    return Facts(Condition, of).where_not(
        Condition.verification_status, "refuted", "entered-in-error"
    )
