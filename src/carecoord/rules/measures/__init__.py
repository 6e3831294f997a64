"""Quality measures: populations from criteria."""

from __future__ import annotations

from carecoord.rules.measures import cms136, cms165

RULES = (cms136.RULE, cms165.RULE)
