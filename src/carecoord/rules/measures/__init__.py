"""Quality measures: populations from criteria."""

from __future__ import annotations

from carecoord.rules.measures import (
    cms2,
    cms22,
    cms50,
    cms69,
    cms122,
    cms124,
    cms125,
    cms128,
    cms130,
    cms131,
    cms136,
    cms137,
    cms139,
    cms142,
    cms159,
    cms165,
    cms951,
    cms1157,
)

RULES = (
    cms122.RULE,
    cms124.RULE,
    cms125.RULE,
    cms128.RULE,
    cms130.RULE,
    cms131.RULE,
    cms136.RULE,
    cms137.RULE,
    cms139.RULE,
    cms142.RULE,
    cms159.RULE,
    cms165.RULE,
    cms2.RULE,
    cms22.RULE,
    cms50.RULE,
    cms69.RULE,
    cms951.RULE,
    cms1157.RULE,
)
