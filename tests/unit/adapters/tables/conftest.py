"""Frames of the three kinds; lets the tests import what stands beside them."""

import sys
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

sys.path.insert(0, str(Path(__file__).parent))


def as_pandas(columns):
    """Dates become timestamps, as they mostly are in pandas."""
    frame = pd.DataFrame(columns)
    for name, cells in columns.items():
        if any(isinstance(cell, date) for cell in cells):
            frame[name] = pd.to_datetime(frame[name])
    return frame


@pytest.fixture(params=[as_pandas, pd.DataFrame, pl.DataFrame, pa.table])
def made(request):
    """Make a frame of one kind from columns."""
    return request.param


@pytest.fixture(params=["python", "compiled"])
def engine(request):
    return request.param
