"""What comes back, whatever kind of frame it is, as plain rows."""

import pandas as pd
import polars as pl
import pyarrow as pa


def rows(frame):
    """A frame of any kind as a list of dicts, with None for what is missing."""
    if isinstance(frame, pa.Table):
        return frame.to_pylist()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    assert isinstance(frame, pd.DataFrame)
    plain = frame.astype(object).where(frame.notna(), None)
    return plain.to_dict("records")
