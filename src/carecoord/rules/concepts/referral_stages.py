"""The stages of a referral, named once: for its moves, for what shows them, and for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Stage(Enum):
    """The stages of a referral, in order; a warm hand-off is not a stage of every referral."""

    ORDERED = "ordered"
    SENT = "sent"
    HANDED_OFF = "handed off"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    SEEN = "seen"
    REPORTED = "reported"
    READ = "read"


FIELDS: Mapping[Stage, tuple[str, ...]] = MappingProxyType(
    {
        Stage.ORDERED: (),
        Stage.SENT: ("sent_on",),
        Stage.HANDED_OFF: ("handed_off_on",),
        Stage.ACCEPTED: ("accepted_on",),
        Stage.SCHEDULED: ("scheduled_on", "appointment"),
        Stage.SEEN: ("seen_on",),
        Stage.REPORTED: ("reported_on", "report"),
        Stage.READ: ("read_on", "read_by"),
    }
)
"""The fields of a referral of which one tells that a stage was reached, its day at the head."""
DAYS: Mapping[Stage, str] = MappingProxyType({stage: of[0] for stage, of in FIELDS.items() if of})
"""The field that holds the day of a stage."""
