"""Data frames in, data frames out: pandas, polars and Arrow tables alike.

`adherence` measures possession of medicines from a table of fills; `fill_problems` says which of
its rows cannot be used. Both need the extra ``frames``, and run compiled with the extra ``fast``.
"""

from __future__ import annotations

from carecoord.adapters.tables.possession.measures import adherence
from carecoord.adapters.tables.possession.problems import fill_problems

__all__ = ["adherence", "fill_problems"]
