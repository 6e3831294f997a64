"""Writing the report of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carecoord.ports import Store
    from carecoord.rules.catalogue import Catalogue
    from carecoord.rules.engine.finding import Review


def write_report(  # noqa: PLR0913  what a report is made of
    path: Path,
    store: Store,
    reviews: Mapping[str, Review],
    catalogue: Catalogue,
    as_of: date,
    *,
    title: str = "Worklist",
    notes: Sequence[str] = (),
    show_names: bool = False,
) -> None:
    """Write the report about every patient that was reviewed.

    Raises: StoreFailed when the file cannot be written.
    """
    from carecoord.adapters.report import PatientReport
    from carecoord.adapters.report.page import Heading, write

    patients = (
        PatientReport(chart=store.chart(key).chart, review=reviews[key], items=store.items(key))
        for key in sorted(reviews)
    )
    heading = Heading(
        as_of=as_of,
        title=title,
        fingerprint=catalogue.fingerprint,
        zone=str(catalogue.zone),
        notes=(*catalogue.warnings, *notes),
        show_names=show_names,
    )
    write(path, patients, heading)
