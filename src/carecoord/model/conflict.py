"""What two sources say that cannot both hold."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown

BOTH_KEPT = "two entries under one identifier disagree; both are kept"
FIRST_KEPT = "two records disagree; what was known first is kept"


@attrs.frozen(kw_only=True)
class Conflict:
    """A disagreement between two sources: in which list or record, about what, how often.

    Where one of two values is kept, they are ``kept`` and ``other``; where two entries are kept,
    they stand in the chart.
    """

    __repr__ = shown

    kind: str
    """The chart's list, or ``patient``."""
    reason: str
    field: str = ""
    count: int = 1
    kept: object = attrs.field(default=None, repr=False)
    other: object = attrs.field(default=None, repr=False)
