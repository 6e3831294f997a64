"""Tables of diagnoses and of stays: the sample of codes over and over, stays drawn by a seed."""

from pathlib import Path

import numpy as np
import polars as pl

DAYS = 1460
"""Admissions are spread over four years."""
COMMON = 0.8
"""So many of the stays are for one of 400 diagnoses, the others for any."""


def codes(sample: Path, rows: int) -> pl.DataFrame:
    """So many rows at least of patient and code, each repetition with patients of its own."""
    read = pl.read_csv(sample, schema_overrides={"code": pl.String})
    times = -(-rows // len(read))
    patients = read["id"].to_numpy()
    step = int(patients.max()) + 1
    return pl.DataFrame(
        {
            "patient": np.repeat(np.arange(times) * step, len(read)) + np.tile(patients, times),
            "code": pl.concat([read["code"]] * times),
        }
    )


def stays(diagnoses: list[str], procedures: list[str], rows: int) -> pl.DataFrame:
    """So many stays, two and a half of a patient."""
    drawn = np.random.default_rng(7)
    admitted = drawn.integers(0, DAYS, rows)
    nights = drawn.geometric(0.25, rows)
    common = drawn.choice(diagnoses, 400)
    chosen = np.where(
        drawn.random(rows) < COMMON, drawn.choice(common, rows), drawn.choice(diagnoses, rows)
    )
    return pl.DataFrame(
        {
            "patient": drawn.integers(0, max(1, rows * 2 // 5), rows),
            "stay": np.arange(rows),
            "hospital": drawn.integers(0, 50, rows),
            "admitted_on": pl.Series(19_000 + admitted, dtype=pl.Int32).cast(pl.Date),
            "discharged_on": pl.Series(19_000 + admitted + nights, dtype=pl.Int32).cast(pl.Date),
            "disposition": drawn.choice(["01", "03", "06", "62", "20", "07"], rows),
            "principal_diagnosis": chosen,
            "procedures": _lists_of(procedures, rows, drawn),
        }
    )


def _lists_of(procedures: list[str], rows: int, drawn: np.random.Generator) -> pl.Series:
    """No procedure in half of the stays, one to three in the others."""
    columns = [pl.Series(name, drawn.choice(procedures, rows)) for name in "abc"]
    many = pl.Series("many", drawn.choice([0, 1, 2, 3], rows, p=[0.5, 0.25, 0.15, 0.1]))
    first, second, third = (pl.col(name) for name in "abc")
    written = (
        pl.when(pl.col("many") == 0)
        .then(pl.lit(""))
        .when(pl.col("many") == 1)
        .then(first)
        .when(pl.col("many") == 2)  # noqa: PLR2004  two codes
        .then(first + "|" + second)
        .otherwise(first + "|" + second + "|" + third)
    )
    return pl.DataFrame([*columns, many]).select(written.alias("procedures"))["procedures"]


def next_within_30(table: pl.DataFrame) -> int:
    """Stays that another of the patient follows within 30 days: sorted once, nothing else asked."""
    ordered = table.select("patient", "admitted_on", "discharged_on").sort("patient", "admitted_on")
    following = pl.col("admitted_on").shift(-1).over("patient")
    days = (following - pl.col("discharged_on")).dt.total_days()
    return int(ordered.select((days <= 30).sum()).item())  # noqa: PLR2004  days
