"""``carecoord convert`` and its options."""

from __future__ import annotations

from typing import Annotated

import typer

from carecoord.adapters.cli import options


def convert(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="FHIR bundles or NDJSON, charts as JSON, folders of them, or the URL of a store.",
            show_default=False,
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help="chart: a chart as JSON in each line; fhir: a bundle; ndjson: a FHIR resource"
            " in each line.",
            show_default=False,
        ),
    ],
    without_sources: Annotated[
        bool,
        typer.Option(
            "--without-sources",
            help="Charts without the resources that they were read from: many times smaller.",
        ),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="URL", help="A store to take charts from, as SOURCE may."),
    ] = None,
    complete_for: options.CompleteFor = None,
    max_bytes: options.MaxBytes = None,
    limit: options.LimitList = None,
    patient_sorted: options.PatientSorted = False,
    spill: options.Spill = None,
    out: options.OutAny = None,
) -> None:
    """Turn charts and FHIR into one another: a chart for each patient; what is lost is told."""
    from carecoord.adapters.cli import converting
    from carecoord.adapters.cli.charts import Taking

    request = converting.Request(
        sources=sources or (),
        store=store,
        to=to,
        with_sources=not without_sources,
        taking=Taking(
            max_bytes=max_bytes,
            limits=limit or (),
            complete_for=complete_for,
            patient_sorted=patient_sorted,
            spill=spill,
        ),
        out=out,
    )
    raise typer.Exit(converting.run(request))
