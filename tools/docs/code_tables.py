"""Where the code tables of the hospital-wide readmission measure come from, and how they were read.

The sources are those that the rules name; what is packaged says its own birth certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.adapters.tables import reference
from carecoord.rules.readmission.hospital_wide import cohorts, exclusions, planned

_READ = (
    ("Cohorts", cohorts.SOURCE),
    ("Diagnoses that keep a stay out", exclusions.SOURCE),
    ("Cancer that was operated on stays in", exclusions.OPERATED_CANCER),
    ("What is planned", planned.TABLES),
    ("How these tables combine", planned.STEPS),
)


def code_tables() -> Iterator[str]:
    """A section: what was read of the measure, and every packaged file."""
    yield from (
        "## Code tables",
        "",
        "What `readmissions` and `stay_problems` take from CMS's hospital-wide measure, and",
        "how far it was checked:",
        "",
        "| what | source | checked |",
        "|---|---|---|",
    )
    for what, citation in _READ:
        yield f"| {what} | {citation} | {citation.status.value} |"
    yield from (
        "",
        "The primary text that was read is that of reporting year 2019. The tables of 2021 are as",
        "others publish them, a restatement; CMS's own of that year were not read.",
        "",
        "| packaged | publisher | publication | licence |",
        "|---|---|---|---|",
    )
    for file in reference.provenance():
        yield f"| {file.holds} | {file.publisher} | {file.publication} | {file.licence} |"
