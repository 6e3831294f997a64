"""``carecoord readmissions`` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carecoord.adapters.cli import options


def readmissions(
    stays: Annotated[
        Path, typer.Argument(metavar="STAYS", help="A table, a row for each stay: CSV or Parquet.")
    ],
    *,
    year: Annotated[
        int,
        typer.Option(
            metavar="YEAR",
            help="Whose code tables: CMS's reporting year 2019 or 2021, or that of the workbooks.",
        ),
    ],
    specifications: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CMS's workbook of code specifications of the year, such as 2024_HWR_v1.0.xlsx.",
        ),
    ] = None,
    categories: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The workbook with the map of CCS categories of that year."
        ),
    ] = None,
    window: Annotated[int, typer.Option(metavar="DAYS", help="Days after the discharge.")] = 30,
    observation: Annotated[
        str,
        typer.Option(metavar="HOW", help="Observation stays: leave out, or count as inpatient."),
    ] = "leave out",
    procedures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A table: stay, procedure, a row for each. [default: --procedures-column]",
        ),
    ] = None,
    procedures_column: Annotated[
        str, typer.Option(metavar="COLUMN", help="The procedures of a stay, with | between them.")
    ] = "procedures",
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The last day of the data. [default: the latest discharge]"
        ),
    ] = None,
    age_from: Annotated[
        int, typer.Option(metavar="YEARS", help="The least age at admission; 0 for all ages.")
    ] = 65,
    cancer_hospital: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A cancer hospital that CMS exempts; several times.",
            show_default=False,
        ),
    ] = None,
    patient: options.Named = "patient",
    stay: options.Named = "stay",
    hospital: options.Named = "hospital",
    one_hospital: Annotated[
        bool, typer.Option("--one-hospital", help="All stays are in one: no column says which.")
    ] = False,
    admitted_on: options.Named = "admitted_on",
    discharged_on: options.Named = "discharged_on",
    disposition: options.Named = "disposition",
    principal_diagnosis: options.Named = "principal_diagnosis",
    kind: options.Named = "kind",
    birth_date: options.Named = "birth_date",
    age: options.Named = "age",
    died_on: options.Named = "died_on",
    enrolled_from: options.Named = "enrolled_from",
    enrolled_until: options.Named = "enrolled_until",
    procedure: options.Named = "procedure",
    date_format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="Such as %d.%m.%Y. [default: 2026-01-31]")
    ] = None,
    separator: Annotated[str, typer.Option(metavar="CHARACTER", help="Between cells.")] = ",",
    out: options.Out = None,
) -> None:
    """Tell index stays and unplanned readmissions, by CMS's hospital-wide measure."""
    from carecoord.adapters.cli import readmitting

    request = readmitting.Request(
        stays=stays,
        procedures=procedures,
        procedures_column=procedures_column,
        year=year,
        specifications=specifications,
        categories=categories,
        settings={
            "window_days": window,
            "observation": observation,
            "until": until,
            "age_from": age_from or None,
            "cancer_hospitals": tuple(cancer_hospital or ()),
        },
        names={
            "patient": patient,
            "stay": stay,
            "hospital": None if one_hospital else hospital,
            "admitted_on": admitted_on,
            "discharged_on": discharged_on,
            "disposition": disposition,
            "principal_diagnosis": principal_diagnosis,
            "kind": kind,
            "birth_date": birth_date,
            "age": age,
            "died_on": died_on,
            "enrolled_from": enrolled_from,
            "enrolled_until": enrolled_until,
            "procedure": procedure,
            "date_format": date_format,
        },
        separator=separator,
        out=out,
    )
    raise typer.Exit(readmitting.run(request))
