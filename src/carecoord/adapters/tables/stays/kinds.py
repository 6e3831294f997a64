"""Kinds of stays, as tables and FHIR's encounter classes name them."""

from __future__ import annotations

from carecoord.adapters.tables.stays.reasons import NOT_ACUTE, OBSERVATION, UNKNOWN_KIND

INPATIENT = frozenset({"inpatient", "acute inpatient", "acute", "imp"})
OBSERVED = frozenset({"observation", "obs", "obsenc"})
OTHERS = frozenset(
    {
        "nonac",
        "psychiatric",
        "rehabilitation",
        "skilled nursing",
        "snf",
        "irf",
        "ltch",
        "ltac",
        "long-term care",
        "nursing facility",
        "swing bed",
        "hospice",
    }
)
"""Inpatient, but no acute care: psychiatric and rehabilitation units, nursing facilities."""


def reason_of(kind: object, *, counts_observation: bool) -> int:
    """Why a stay of a kind is neither an index stay nor a readmission; 0 for an acute one."""
    word = str(kind).strip().casefold().replace("_", " ")
    if word in INPATIENT or (word in OBSERVED and counts_observation):
        return 0
    if word in OBSERVED:
        return OBSERVATION
    return NOT_ACUTE if word in OTHERS else UNKNOWN_KIND
