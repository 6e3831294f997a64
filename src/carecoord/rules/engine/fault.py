"""One thing that is wrong with a rule as it is written."""

from __future__ import annotations

import attrs

from carecoord.model.shown import shown

NEVER = "it can never be true"


@attrs.frozen
class Fault:
    """A clause, what is wrong with it, and what to do."""

    __repr__ = shown

    clause: str
    found: str
    remedy: str
