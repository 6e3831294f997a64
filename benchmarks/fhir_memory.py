"""What exports of ever more patients cost: memory at its peak, room on disk, CPU time.

A small invented record is repeated with new ids, once sorted by patient, once as a bulk export of a
file for each type in no order. Each is read in a process of its own. Numbers of patients can be
given: ``python benchmarks/fhir_memory.py 1000 10000``.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import fhir_exports

PATIENTS = (1_000, 10_000, 100_000)
EVERY = 500
"""Charts after which the room on disk is looked at again."""


def main() -> None:
    """Write, read and print, size by size."""
    if sys.argv[1:2] == ["--one"]:
        _read(Path(sys.argv[2]), Path(sys.argv[3]), patient_sorted=sys.argv[4] == "sorted")
        return
    print("| Patients | Form | MB read | Peak MB | MB on disk | CPU s | Charts/s |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    for patients in map(int, sys.argv[1:] or PATIENTS):
        for form in ("sorted", "unsorted"):
            with TemporaryDirectory() as place:
                _measure(Path(place), patients, form)


def _measure(place: Path, patients: int, form: str) -> None:
    source = place / ("in.ndjson" if form == "sorted" else "in")
    write = fhir_exports.sorted_by_patient if form == "sorted" else fhir_exports.unsorted
    write(source, patients)
    spill = place / "spill"
    spill.mkdir()
    command = [sys.executable, __file__, "--one", str(source), str(spill), form]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    if found["charts"] != patients or found["problems"]:
        sys.exit(f"{patients} patients: {found}")
    size = _size(source) if source.is_dir() else source.stat().st_size
    print(
        f"| {patients:,} | {form} | {size / 1e6:,.1f} | {found['peak'] / 1e6:,.0f}"
        f" | {found['spilled'] / 1e6:,.1f} | {found['seconds']:,.1f}"
        f" | {patients / found['seconds']:,.0f} |",
        flush=True,
    )


def _read(source: Path, spill: Path, *, patient_sorted: bool) -> None:
    """Read an export without keeping anything, and tell what it took."""
    from carecoord.adapters.codec import fhir_r4

    charts = problems = spilled = 0
    start = time.process_time()
    for result in fhir_r4.read(source, patient_sorted=patient_sorted, spill=spill):
        charts += result.chart is not None
        problems += len(result.problems)
        if charts % EVERY == 1:
            spilled = max(spilled, _size(spill))
    found = {
        "charts": charts,
        "problems": problems,
        "spilled": spilled,
        "seconds": time.process_time() - start,
        "peak": _peak(),
    }
    print(json.dumps(found))


def _peak() -> int:
    """The most memory that this process held; ``ru_maxrss`` would count who started it as well."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (one for one in status.read_text("ascii").split("\n") if "VmHWM" in one)
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
