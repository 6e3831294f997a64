"""Adherence of many patients from a polars frame, in CPU time, one thread, warm.

The sample of 100 patients is repeated. Beside ours stands the bare floor: PDC in vectorised pandas,
which carries nothing on. AdhereR (R) is not run here; its figure for the same table, measured once
on a quiet machine, stands in the output.

The sample comes from the folder that CARECOORD_DATA names, else from shared/data beside the
checkout.
"""

import ctypes
import gc
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is loaded: one thread is promised

from helpers.fill_tables import SETTINGS, repeated, without_carrying_on
from helpers.timing import DATA, seconds

from carecoord.adapters.tables import adherence

SAMPLE = DATA / "adherence" / "inputs" / "med_events.csv"
EVENTS, FILLS = 1_080_000, 10_000_000
METHODS = ("cma7", "pdc", "mpr", "cma5", "cma9")
LIMIT, AIM, LIMIT_OF_FILLS, LIMIT_OF_MEMORY = 0.5, 0.25, 6.0, 4.0
ADHERER = 10_600
"""Fills a CPU-second of AdhereR 0.8.1, CMA7, on a quiet machine: 102 s for the 1,080,000."""
ROUNDS = 5


def middle(spent: list[float]) -> float:
    """The time of the middle round."""
    return sorted(spent)[len(spent) // 2]


def a_million() -> None:
    """Each method on 1.08 million fills, by turns with pandas; then as plain Python."""
    table = repeated(SAMPLE, EVENTS)
    peer = table.to_pandas()
    spent: dict[str, list[float]] = {name: [] for name in (*METHODS, "pandas")}
    for method in METHODS:
        adherence(table, method, engine="compiled", **SETTINGS)
    for _ in range(ROUNDS):
        for method in METHODS:
            work = lambda: adherence(table, method, engine="compiled", **SETTINGS)  # noqa: B023, E731
            spent[method].append(seconds(work, 1))
        spent["pandas"].append(seconds(lambda: without_carrying_on(peer), 1))
    floor = middle(spent.pop("pandas"))
    print(f"{len(table):,} fills; pandas without carrying on {floor:.3f} s of CPU time")
    for method, rounds in spent.items():
        took = middle(rounds)
        print(
            f"  {method}: {took:.3f} s ({min(rounds):.3f} to {max(rounds):.3f}; limit {LIMIT}, aim"
            f" {AIM}), {took / floor:.2f} of pandas, {len(table) / took / ADHERER:,.0f} times"
            " AdhereR's CMA7"
        )
    ratio = middle(spent["cma9"]) / middle(spent["cma7"])
    print(f"  cma9 takes {ratio:.2f} times cma7 (limit 2)")
    for method in ("cma7", "pdc"):
        work = lambda: adherence(table, method, engine="python", **SETTINGS)  # noqa: B023, E731
        took = middle([seconds(work, 1) for _ in range(3)])
        times = len(table) / took / ADHERER
        print(f"  {method} as plain Python: {took:.2f} s, {times:.0f} times AdhereR (at least 30)")


def ten_million(method: str) -> None:
    """One method on ten million fills in no order, in this process: time and peak of memory."""
    table = repeated(SAMPLE, FILLS, shuffled=True)
    adherence(table[:1000], method, engine="compiled", **SETTINGS)
    drug = ["drug"] if method in {"pdc", "mpr"} else []
    names = ["patient", "filled_on", "days_supply", *drug]
    columns = table.select(names).estimated_size()
    settle()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak until now
    before = memory("VmRSS")
    took = seconds(lambda: adherence(table, method, **SETTINGS), 1)
    times = (memory("VmHWM") - before) / columns
    print(
        f"{len(table):,} fills in no order, {method}: {took:.2f} s (limit {LIMIT_OF_FILLS:.0f});"
        f" at its peak {times:.1f} times the columns (limit {LIMIT_OF_MEMORY:.0f})"
    )


def settle() -> None:
    """Give back what making the table has left, so that it is not taken for ours."""
    gc.collect()
    time.sleep(3)  # polars gives back late
    ctypes.CDLL("libc.so.6").malloc_trim(0)


def memory(line: str) -> int:
    """Bytes of memory of this process, as Linux tells them."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(one for one in status.splitlines() if one.startswith(line)).split()[1]) * 1024


def main() -> None:
    """All of it; each run of ten million in a process of its own."""
    if not SAMPLE.is_file():
        print(f"skipped: there is no {SAMPLE.name} in the data")
        return
    if sys.argv[1:]:
        ten_million(sys.argv[1])
        return
    a_million()
    if Path("/proc/self/clear_refs").exists():
        for method in ("cma7", "pdc", "mpr"):
            subprocess.run([sys.executable, __file__, method], check=True)


if __name__ == "__main__":
    main()
