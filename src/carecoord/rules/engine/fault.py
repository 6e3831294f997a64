"""One thing that is wrong with a rule as it is written."""

from __future__ import annotations

import attrs

NEVER = "it can never be true"


@attrs.frozen
class Fault:
    """A clause, what is wrong with it, and what to do."""

    clause: str
    found: str
    remedy: str
