"""Coverage: who pays on a day, whether the payer said so, in which order, and what is left."""

from __future__ import annotations

from carecoord.rules.coverage import (
    benefits_short,
    not_in_force,
    order_unknown,
    payer_changed,
    verification_stale,
)

RULES = (
    benefits_short.RULE,
    not_in_force.RULE,
    order_unknown.RULE,
    payer_changed.RULE,
    verification_stale.RULE,
)
