"""Comorbidity, readmissions and scores of many patients from a polars frame: CPU time, one thread.

Beside ours stand bare floors, in the same run: every code looked up in a table and gathered by
patient, in polars; the next stay within 30 days, in polars, without any rule. R comorbidity,
comorbidipy and Tuva's SQL on DuckDB are not run here; their figures, measured once, stand in the
output. Everything runs at 100,000, at 1 million and, one table after the other in a process of its
own, at 10 million rows.

The sample of codes comes from the folder that CARECOORD_DATA names, else from shared/data beside
the checkout.
"""

import os
import subprocess
import sys

os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is loaded: one thread is promised

import polars as pl
from helpers.stay_tables import codes, next_within_30, stays
from helpers.timing import DATA, seconds

from carecoord.adapters.tables import comorbidity, readmissions, reference

SAMPLE = DATA / "readmission" / "results" / "comorbidity_input_5000.csv"
SIZES = {100_000: 5, 1_000_000: 5, 10_000_000: 1}
"""Rows, and how many rounds are run."""
LIMITS = {"charlson": 0.4, "elixhauser": 0.4, "readmissions": 2.0}
"""Seconds for a million rows."""
LIMITED_FROM = 1_000_000
"""Rows from which the limits hold: of fewer, fixed cost is a good part."""
PEERS = {
    "charlson": "R comorbidity 1.70, comorbidipy 38",
    "elixhauser": "R comorbidity 1.94, comorbidipy 52",
    "readmissions": "Tuva's SQL on DuckDB 12.0",
}
"""Seconds for a million rows, measured once."""


def looked_up(table: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The floor of an index: each code joined to a number, the greatest of each patient kept."""
    return table.join(known, on="code", how="left").group_by("patient").agg(pl.col("number").max())


def of_codes(rows: int) -> None:
    """Both indices, by turns with the floor."""
    table = codes(SAMPLE, rows)
    known = table.select(pl.col("code").unique()).with_row_index("number")
    for index in ("charlson", "elixhauser"):
        work = lambda: comorbidity(table, index, engine="compiled")  # noqa: B023, E731
        work()
        timed(index, len(table), work, lambda: looked_up(table, known), SIZES[rows])


def of_stays(rows: int) -> None:
    """The readmission pass, by turns with the floor."""
    tables = reference.hospital_wide(2021)
    table = stays(sorted(tables.diagnosis_ccs), sorted(tables.procedure_ccs), rows)
    work = lambda: readmissions(table, tables=tables, engine="compiled")  # noqa: E731
    work()
    timed("readmissions", rows, work, lambda: next_within_30(table), SIZES[rows])


def timed(name: str, rows: int, work: object, floor: object, rounds: int) -> None:
    """Print the middle round, its ratio to the floor and what a million rows take."""
    spent = [(seconds(work, 1), seconds(floor, 1)) for _ in range(rounds)]
    ours = sorted(one for one, _ in spent)
    bare = sorted(one for _, one in spent)[rounds // 2]
    took = ours[rounds // 2]
    limit = f"limit {LIMITS[name]}; " if rows >= LIMITED_FROM else ""
    print(
        f"{rows:>10,} rows, {name}: {took:.3f} s ({ours[0]:.3f} to {ours[-1]:.3f}),"
        f" {took / rows * 1e6:.2f} s a million ({limit}{PEERS[name]}),"
        f" {took / bare:.1f} of the floor"
    )


def main() -> None:
    """All sizes; ten million rows in processes of their own."""
    if sys.argv[1:]:
        {"codes": of_codes, "stays": of_stays}[sys.argv[1]](int(sys.argv[2]))
        return
    if not SAMPLE.is_file():
        print(f"codes skipped: there is no {SAMPLE.name} in the data")
    for rows in SIZES:
        for what in ("codes", "stays") if SAMPLE.is_file() else ("stays",):
            subprocess.run([sys.executable, __file__, what, str(rows)], check=True)


if __name__ == "__main__":
    main()
