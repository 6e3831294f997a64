"""Tables of fills: the sample of 100 patients over and over, and the plainest possible answer."""

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

SETTINGS = {"observation_start": "180d", "observation": "365d"}


def repeated(sample: Path, rows: int, *, shuffled: bool = False) -> pl.DataFrame:
    """So many rows at least, each repetition with patients of its own, drugs by number."""
    read = pl.read_csv(sample, try_parse_dates=True)
    times = -(-rows // len(read))
    patients = read["PATIENT_ID"].to_numpy()
    step = int(patients.max()) + 1
    table = pl.DataFrame(
        {
            "patient": np.repeat(np.arange(times) * step, len(read)) + np.tile(patients, times),
            "filled_on": pl.Series(
                np.tile(read["DATE"].cast(pl.Int32).to_numpy(), times), dtype=pl.Int32
            ).cast(pl.Date),
            "days_supply": np.tile(read["DURATION"].cast(pl.Int64).to_numpy(), times),
            "drug": pl.Series(np.tile(read["CATEGORY"].to_numpy(), times)),
        }
    )
    return table.sample(fraction=1, shuffle=True, seed=1) if shuffled else table


def without_carrying_on(table: pd.DataFrame) -> pd.Series:
    """PDC in pandas, vectorised: each supply cut at the next fill, nothing carried on.

    It is no right answer, but the least work that gives a number for each patient.
    """
    table = table.sort_values(["patient", "filled_on"])
    of = table.groupby("patient", sort=False)["filled_on"]
    opens = of.transform("first") + pd.Timedelta(days=180)
    closes = opens + pd.Timedelta(days=365)
    ends = table["filled_on"] + pd.to_timedelta(table["days_supply"], unit="D")
    ends = np.minimum(ends, np.minimum(closes, of.shift(-1).fillna(closes)))
    held = (ends - np.maximum(table["filled_on"], opens)).dt.days.clip(lower=0)
    return held.groupby(table["patient"], sort=False).sum() / 365
