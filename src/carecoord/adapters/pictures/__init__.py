"""Pictures of one patient's supply: fills as they are used, gaps, stays, windows, the measure."""

from __future__ import annotations

from carecoord.adapters.pictures.of_chart import supply_timeline_of
from carecoord.adapters.pictures.of_table import supply_timeline
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.values import Lane, Result, Supply, SupplyTimeline, Window

__all__ = [
    "Lane",
    "Result",
    "Span",
    "Supply",
    "SupplyTimeline",
    "Window",
    "supply_timeline",
    "supply_timeline_of",
]
