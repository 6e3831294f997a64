"""Pictures: one patient's supply, one patient's stays, and a cohort's readmissions by band.

Supply has fills as they are used, gaps, stays, windows and the measure. Stays have the days after
each discharge, and the readmission in them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_WHERE = {
    "Band": "bands.values",
    "Episode": "stays.values",
    "Lane": "values",
    "Readmission": "stays.values",
    "ReadmissionsByBand": "bands.values",
    "Result": "values",
    "Span": "spans",
    "Stay": "stays.values",
    "StaysTimeline": "stays.values",
    "Supply": "values",
    "SupplyTimeline": "values",
    "Window": "values",
    "readmissions_by_band": "bands.of_table",
    "stays_timeline": "stays.of_table",
    "stays_timeline_of": "stays.of_chart",
    "supply_timeline": "of_table",
    "supply_timeline_of": "of_chart",
}


def __getattr__(name: str) -> object:
    """Load a picture when it is first asked for (PEP 562)."""
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
