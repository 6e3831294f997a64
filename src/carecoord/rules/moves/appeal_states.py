"""The states of an appeal, read from when it was filed and what came of it."""

from __future__ import annotations

from carecoord.model.appeal import Appeal
from carecoord.rules.moves.statuses import IN_ERROR
from carecoord.rules.moves.table import UNKNOWN

DRAFT, FILED, LAPSED = "draft", "filed", "lapsed"
UPHELD, OVERTURNED, PARTIALLY = "upheld", "overturned", "partially-overturned"
WITHDRAWN, DISMISSED = "withdrawn", "dismissed"
DECIDED = frozenset({UPHELD, OVERTURNED, PARTIALLY})
CLOSED = DECIDED | {WITHDRAWN, DISMISSED, LAPSED}


def state_of(value: Appeal) -> str:
    """The state of an appeal; ``unknown`` is an outcome that nobody has heard of."""
    if value.entered_in_error:
        return IN_ERROR
    if value.outcome is not None:
        return value.outcome if value.outcome in CLOSED else UNKNOWN
    return DRAFT if value.filed_on is None else FILED
