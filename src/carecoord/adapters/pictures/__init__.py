"""Pictures: one patient's supply, one patient's stays, and a cohort's readmissions by band.

Supply has fills as they are used, gaps, stays, windows and the measure. Stays have the days after
each discharge, and the readmission in them.
"""

from __future__ import annotations

from carecoord.adapters.pictures.bands.of_table import readmissions_by_band
from carecoord.adapters.pictures.bands.values import Band, ReadmissionsByBand
from carecoord.adapters.pictures.of_chart import supply_timeline_of
from carecoord.adapters.pictures.of_table import supply_timeline
from carecoord.adapters.pictures.spans import Span
from carecoord.adapters.pictures.stays.of_chart import stays_timeline_of
from carecoord.adapters.pictures.stays.of_table import stays_timeline
from carecoord.adapters.pictures.stays.values import Episode, Readmission, Stay, StaysTimeline
from carecoord.adapters.pictures.values import Lane, Result, Supply, SupplyTimeline, Window

__all__ = [
    "Band",
    "Episode",
    "Lane",
    "Readmission",
    "ReadmissionsByBand",
    "Result",
    "Span",
    "Stay",
    "StaysTimeline",
    "Supply",
    "SupplyTimeline",
    "Window",
    "readmissions_by_band",
    "stays_timeline",
    "stays_timeline_of",
    "supply_timeline",
    "supply_timeline_of",
]
