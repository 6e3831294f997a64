"""Patients a second through the measure CMS165, in memory, in CPU time.

Its own published cases are read once and asked over and over; reading is not in the figure. The
cases come from the folder that CARECOORD_DATA names, else from shared/data beside the checkout.
"""

import os
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from carecoord.adapters.codec import fhir_r4
from carecoord.adapters.value_sets import load
from carecoord.model.chart import LISTS, Chart
from carecoord.model.period import Period
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.populations import populations
from carecoord.rules.measures.cms165 import RULE

DATA = Path(
    os.environ.get("CARECOORD_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data"
)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
TARGET = 5_000
ROUNDS = 5
SECONDS = 1.0


def rate(charts: Sequence[Chart], catalogue: Catalogue) -> float:
    """Patients a second over about a second of CPU time."""
    done = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < SECONDS:
        for chart in charts:
            populations(RULE, chart, YEAR, catalogue)
        done += len(charts)
    return done / spent


def main() -> None:
    """Measure a few times and print the median."""
    folder = DATA / "ecqm" / "CMS165"
    if not folder.is_dir():
        print("skipped: no cases of CMS165 in the data")
        return
    catalogue = Catalogue.of(RULE, value_sets=load(folder / "valuesets").value_sets)
    read = fhir_r4.read(folder / "cases", complete_for=LISTS)
    charts = [result.chart for result in read if result.chart is not None]
    rates = sorted(rate(charts, catalogue) for _ in range(ROUNDS))
    median = rates[ROUNDS // 2]
    print(
        f"CMS165, {len(charts)} cases, Python {sys.version.split()[0]}: {median:,.0f} patients/s"
        f" of CPU time (lowest {rates[0]:,.0f}, highest {rates[-1]:,.0f}; target {TARGET:,})"
    )


if __name__ == "__main__":
    main()
