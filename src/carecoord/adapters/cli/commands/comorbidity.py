"""``carecoord comorbidity`` and its options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carecoord.adapters.cli import options


def comorbidity(
    codes: Annotated[
        Path,
        typer.Argument(
            metavar="CODES", help="A table, a row for each diagnosis code: CSV or Parquet."
        ),
    ],
    *,
    index: Annotated[str, typer.Option(metavar="NAME", help="charlson or elixhauser.")],
    weights: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="charlson_1987 or quan_2011, van_walraven_2009 or swiss_2021."
            " [default: the first of the index]",
        ),
    ] = None,
    no_hierarchy: Annotated[
        bool,
        typer.Option(
            "--no-hierarchy", help="Count the milder form of a disease beside the heavier."
        ),
    ] = False,
    edition: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="quan_2005, or quan_2005_updated with codes made since (ours)."
        ),
    ] = "quan_2005",
    age: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="charlson: ages in years, for the age form."),
    ] = None,
    system: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="The code system of each code. [default: system, if it is there]"
        ),
    ] = None,
    patient: options.Named = "patient",
    code: options.Named = "code",
    separator: Annotated[str, typer.Option(metavar="CHARACTER", help="Between cells.")] = ",",
    out: options.Out = None,
) -> None:
    """Score what patients have besides: a comorbidity index of ICD-10 codes."""
    from carecoord.adapters.cli import comorbidities

    request = comorbidities.Request(
        codes=codes,
        settings={
            "index": index.lower(),
            "weights": weights,
            "hierarchy": not no_hierarchy,
            "edition": edition,
        },
        age=age,
        names={"patient": patient, "code": code, "system": system},
        separator=separator,
        out=out,
    )
    raise typer.Exit(comorbidities.run(request))
